"""The learned part of the document reader: a table of weights, as it stands in standards/lexicon."""

from __future__ import annotations

from rightscheck.model.noun import Noun


class Line(Noun):
    """One weighted sum: the bias plus the weight of every feature that a sentence has, all in thousandths."""

    bias: int
    weights: dict[str, int]


class Weights(Noun):
    """Everything that was learned from labelled sentences; made by scripts/train_detector.py, never by hand."""

    language: str
    trained_on: int
    """Sentences that it was learned from."""
    takes: Line
    """Does the sentence take any right?"""
    keeps: Line
    """Does it keep any right?"""
    topics: dict[str, Line]
    """Given that it takes or keeps one: is it this one?"""
    violates: Line
    """From those sums and the cues to one right taken; its features are named in check/learned.py."""
    upholds: Line
    """The same for a right kept."""
    certain: dict[str, int]
    """The sums from which a finding is certain (with a cue and an order behind it), likely, or possible."""
    blunt: int
    """The same for a short, blunt sentence that takes a right: see `is_blunt` in check/stance.py."""
    likely: dict[str, int]
    possible: dict[str, int]
