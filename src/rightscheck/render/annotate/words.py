"""The fixed words of notes on a document, in one place, so that every format says the same in any language.

They are English here. Other languages have theirs in `locale/LANG/annotate-words.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rightscheck.model.finding import Confidence
from rightscheck.render.words import WORDING_ADVICE

Counted = tuple[str, str]
"""How one is told, and how any other number is; `{n}` is the number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWords:
    """Every word that notes, and the page that holds them, say by themselves. `{…}` stands for what is filled in."""

    language: str
    """For `<html lang>`, and for a word processor that checks the spelling of a comment."""
    sureness: Mapping[Confidence, str]
    at_stake: str
    """{sure}, {right}"""
    keep: str
    """{sure}; of a sentence that protects a right."""
    protected: str
    """{right}; the title of such a note."""
    read_as: str
    why: str
    instead: str
    wording: str
    wording_advice: str
    more: str
    """Behind the first sentence of why it hurts, where an earlier note says the rest."""
    quoted: str
    """{text}"""

    comment_places: Mapping[str, str]
    """Where a sentence stands that Word can set no comment on, by a part of the name of its part of the file."""
    in_document: str
    in_box: str
    here: str
    on_page: str
    """{quote}; of a sentence in a PDF whose words were not found on the page again."""
    goes_on: str
    """{title}"""

    kind: str
    """What the page is, in a line above its title."""
    title: str
    """{name}"""
    skip_link: str
    takes: Counted
    protects: Counted
    both: str
    """{takes}, {protects}"""
    as_read: str
    legend_takes: str
    legend_protects: str
    legend_words: str
    text_title: str
    places: Mapping[str, str]
    """Where a paragraph stands, beside it."""
    page: str
    """{n}"""
    note: str
    """{n}"""
    to_sentence: str
    """{n}; of the link from a note to its sentence."""
    see_first: str
    """{n}; on paper, where the rest is not unfolded."""
    why_title: str
    instead_title: str
    first_note: str
    """Of the link to it."""
    not_title: str
    nots: tuple[str, ...]
    made: str
    """{version}"""

    confidence: Mapping[Confidence, str]
    told_takes: str
    """{n}; when it is done, as are those below."""
    told_protects: str
    """{n}"""
    written: str
    """{file}"""
    nothing: str
    """{document}, {least}"""
    nothing_in_part: str
    """{document}, {least}; where not all of it was read."""


ENGLISH = NoteWords(
    language="en",
    sureness={"certain": "We are sure", "likely": "Likely", "possible": "Possibly: please judge"},
    at_stake="{sure}. The right at stake: {right}.",
    keep="{sure}. This protects a right. Keep it.",
    protected="Protected: {right}",
    read_as="How it was read",
    why="Why it hurts",
    instead="What to do instead",
    wording="Wording to use",
    wording_advice=WORDING_ADVICE,
    more="More on this stands in the first note on it.",
    quoted="“{text}”",
    comment_places={
        "footnotes": "In this footnote",
        "endnotes": "In this endnote",
        "header": "In the header",
        "footer": "In the footer",
        "diagrams": "In a drawing",
    },
    in_document="In this document",
    in_box="In the text box here",
    here="Here",
    on_page="On this page: {quote}",
    goes_on="{title}: goes on from the page before, where the note stands.",
    kind="Notes on a document",
    title="Notes on {name}",
    skip_link="To the text",
    takes=("{n} sentence in this document takes a right away", "{n} sentences in this document take a right away"),
    protects=("{n} sentence protects one", "{n} sentences protect one"),
    both="{takes}, and {protects}",
    as_read="The text stands here as it was read, each note beside its sentence or right below it.",
    legend_takes="takes a right away",
    legend_protects="protects one",
    legend_words="the words that decided",
    text_title="The text and its notes",
    places={"footnote": "Footnote", "endnote": "Endnote", "header": "Header", "footer": "Footer", "box": "Text box"},
    page="p. {n}",
    note="Note {n}",
    to_sentence="Note {n}: to its sentence",
    see_first="Why it hurts, and what to write: note {n}.",
    why_title="Why it hurts, and what to write",
    instead_title="What to write instead",
    first_note="The first note on this",
    not_title="What these notes are not",
    nots=(
        (
            "They say what a program read in the words. It can read a sentence wrongly, and it can pass one over. A "
            "person who knows the house decides."
        ),
        "They are not legal advice, and they say nothing about whether any law was broken.",
    ),
    made="Made with rightscheck {version}. Everything stayed on the computer it was made on.",
    confidence={"certain": "certain", "likely": "likely", "possible": "possible"},
    told_takes="Places where a right is taken away: {n}.",
    told_protects="Places where one is protected: {n}.",
    written="Written: {file}",
    nothing=(
        "{document}: nothing was found (confidence: {least} or surer), so no file was written. That is no promise: a "
        "sentence can be passed over."
    ),
    nothing_in_part=(
        "{document}: nothing was found in the part that was read (confidence: {least} or surer), so no file was "
        "written. That is no promise: a sentence can be passed over."
    ),
)
