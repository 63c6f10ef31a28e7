"""The parts of a report as text: what every format lays out in its own way."""

from __future__ import annotations

from dataclasses import dataclass

from rightscheck.model.red_flag import RedFlag


@dataclass(frozen=True, slots=True)
class ScoreText:
    """A score as it is printed, with the numbers a picture needs."""

    text: str
    """`72.4`, or `51–83` while something is open."""
    sentence: str
    value: float | None
    low: float
    high: float
    is_point: bool


@dataclass(frozen=True, slots=True)
class AnswerText:
    """One question with its answer."""

    id: str
    title: str
    question: str
    answer: str
    worth: int | None
    counted: str
    """How the answer counts, in a sentence."""
    state: str
    flag: str | None
    evidence: tuple[str, ...]
    note: str
    reason: str
    required_by: str
    change_by: str
    better: str
    """The answer one step up, where there is one."""
    see: str
    papers: tuple[str, ...]
    """What would show it."""


@dataclass(frozen=True, slots=True)
class FunderText:
    """What one funder's rule says about a practice."""

    id: str
    citation: str
    title: str
    direction: str
    note: str
    caveat: str
    exemption: str


@dataclass(frozen=True, slots=True)
class FlagCard:
    """A red flag with everything a director needs to change it."""

    flag: RedFlag
    status: str
    tier: str
    advice: str
    effort: str
    right: str
    instead: str
    wordings: tuple[tuple[str, str], ...]
    """Sample wording, each with whom it is for; "" where there is only one."""
    found: tuple[AnswerText, ...]
    could_be_worse: str
    funders: tuple[FunderText, ...]
    everyone: tuple[FunderText, ...]
    no_rule: str


@dataclass(frozen=True, slots=True)
class StepText:
    """One thing to do."""

    title: str
    text: str
    effort: str
    due: str
    anchor: str


@dataclass(frozen=True, slots=True)
class ElementText:
    """One element with its score and its answers."""

    id: str
    title: str
    says: str
    score: ScoreText
    coverage: str
    sum: str
    """How the score was reached, so that it can be done again by hand."""
    grades: tuple[int, int, int]
    """How many of the answered questions are said only, written down, shown by a record."""
    answers: tuple[AnswerText, ...]


@dataclass(frozen=True, slots=True)
class StandardText:
    """One standard with its score."""

    id: str
    title: str
    short_title: str
    version: str
    about: str
    relation: str
    score: ScoreText
    coverage: str
    sum: str


@dataclass(frozen=True, slots=True)
class Homework:
    """One open question."""

    id: str
    question: str
    state: str
    flags: str
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceText:
    """One source that the report rests on."""

    id: str
    text: str
    address: str
    caveat: str


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung of the ladder; `note` says whether it is this report's, or could still be."""

    title: str
    meaning: str
    note: str


@dataclass(frozen=True, slots=True)
class LevelText:
    """The level in words."""

    headline: str
    meaning: str
    range: str
    next: str
    unmet: tuple[str, ...]
    ladder: tuple[Rung, ...]
    """From the lowest."""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a report says."""

    program: str
    date: str
    facts: tuple[tuple[str, str], ...]
    level: LevelText
    counts: str
    standards: tuple[StandardText, ...]
    present: tuple[FlagCard, ...]
    cautions: tuple[FlagCard, ...]
    unknown: tuple[FlagCard, ...]
    clear: tuple[FlagCard, ...]
    not_applicable: tuple[FlagCard, ...]
    cautions_say: str
    """The flags at caution in one line, each with its tier; "" when there is none."""
    unknown_say: str
    month_title: str
    month: tuple[StepText, ...]
    later: tuple[StepText, ...]
    keep_title: str
    keep: tuple[tuple[str, str], ...]
    """Each as a title and a sentence that the answer bears out."""
    keep_nothing: str
    """What stands there instead when there is nothing to keep."""
    elements: tuple[ElementText, ...]
    homework_says: str
    homework: tuple[Homework, ...]
    to_funders: tuple[tuple[AnswerText, FunderText], ...]
    second_look: tuple[AnswerText, ...]
    left_out: tuple[str, ...]
    set_aside: tuple[str, ...]
    scoring: tuple[str, ...]
    sources: tuple[SourceText, ...]
    rules: tuple[FunderText, ...]
    """Every funder rule and law that the report names, with what it says."""
    not_this: tuple[str, ...]
