"""The parts of a report as text: what every format lays out in its own way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from rightscheck.model.red_flag import RedFlag
from rightscheck.render.words import Words

Voice = Literal["leadership", "staff", "residents", "documents"]


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
    """As in the assessment."""
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
    others: tuple[str, ...] = ()
    """What others say against it, each voice in a line; only on the cards of red flags."""


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
    """As in the assessment; `status_name` is how it is told."""
    status_name: str
    tier: str
    """`Core red flag`; `tier_name` is the one word."""
    tier_name: str
    advice: str
    effort: str
    right: str
    instead: str
    wordings: tuple[tuple[str, str], ...]
    """Sample wording, each with whom it is for; "" where there is only one."""
    found: tuple[AnswerText, ...]
    could_be_worse: str
    """What is not settled yet: an open answer, or a dispute."""
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
    grades: tuple[int, int, int, int]
    """How many of the answered questions are said only, written down, shown by a record, confirmed by residents."""
    graded: str
    """The same in a sentence."""
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
    is_here: bool


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
class PartText:
    """One practice on which the voices part, as the first page tells it."""

    id: str
    title: str
    word: str
    """In what way: disputed, seen differently, the documents say otherwise."""
    lines: tuple[str, ...]
    """What each voice says, leadership first."""


@dataclass(frozen=True, slots=True)
class VisitText:
    """One practice on which the voices part, for a visit."""

    id: str
    title: str
    word: str
    """As on the first page."""
    question: str
    written: tuple[str, ...]
    """The sentences that say otherwise, each with its place."""
    papers: tuple[str, ...]
    """What to ask to see."""


@dataclass(frozen=True, slots=True)
class PracticeText:
    """One practice as each voice tells it; a dash for a voice that was not asked about it."""

    id: str
    title: str
    leadership: str
    staff: str
    residents: str
    documents: str
    status: str
    parts: bool
    """Whether the voices part on it."""


@dataclass(frozen=True, slots=True)
class QuoteText:
    """A quote given as evidence, and where it stands now."""

    indicator: str
    quote: str
    file: str
    status: str
    place: str
    now: str
    is_found: bool


@dataclass(frozen=True, slots=True)
class VoicesText:
    """What was heard beside leadership."""

    heard: str
    agree: str
    parts: tuple[PartText, ...]
    further: str
    nothing_parts: str
    please: str
    """What not to do with it; empty where nobody was asked."""
    practices: tuple[PracticeText, ...]
    names: Mapping[Voice, str]
    """What the voices that have a column are called, leadership first."""
    silences: tuple[str, ...]
    near: tuple[str, ...]
    """Where the documents protect the right, and perhaps not the practice; each with the place."""
    quotes: tuple[QuoteText, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the voices that have a column."""
        return tuple(self.names.values())

    def cells(self, practice: PracticeText) -> tuple[str, ...]:
        """Give what stands in the columns for one practice."""
        told: dict[Voice, str] = {
            "leadership": practice.leadership,
            "staff": practice.staff,
            "residents": practice.residents,
            "documents": practice.documents,
        }
        return tuple(told[voice] for voice in self.names)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a report says."""

    words: Words
    """The language it is in."""
    program: str
    date: str
    facts: tuple[tuple[str, str], ...]
    level: LevelText
    counts: str
    standards: tuple[StandardText, ...]
    present: tuple[FlagCard, ...]
    """Those that stand: present, or disputed."""
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
    translation: tuple[str, ...]
    """How far a translation is reviewed; it stands in `scoring` too."""
    sources: tuple[SourceText, ...]
    rules: tuple[FunderText, ...]
    """Every funder rule and law that the report names, with what it says."""
    not_this: tuple[str, ...]
    voices: VoicesText | None
    """None where only leadership was heard."""
    visit: tuple[VisitText, ...]
    """What to ask where the voices part."""
