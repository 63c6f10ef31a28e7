"""The result of an assessment. Computed, never written by hand; every part is frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from rightscheck.errors import Place
from rightscheck.model.answers import Answer, AnswerSheet
from rightscheck.model.finding import ScanResult
from rightscheck.model.red_flag import RedFlag
from rightscheck.model.standard import Element, Indicator, Level, Option, Requirement, Standard
from rightscheck.model.voices import Voices

FlagStatus = Literal["present", "disputed", "caution", "clear", "unknown", "not-applicable"]
STANDING: tuple[FlagStatus, ...] = ("present", "disputed")
"""Statuses in which a red flag stands: a disputed one counts as present until a visit settles it."""
AnswerState = Literal["answered", "unknown", "unanswered", "not-applicable"]


@dataclass(frozen=True, slots=True)
class Score:
    """A score from 0 to 100 with the interval it could still take.

    `value` is the weighted mean of what is answered, or None when nothing is. `low` counts every open
    answer as 0, `high` as 100. `coverage` is the answered share of the applicable weight, 0 to 1. All
    but the coverage are None when nothing applies.
    """

    value: float | None
    low: float | None
    high: float | None
    coverage: float

    @property
    def is_point(self) -> bool:
        """Whether nothing is open, so that the score is one number."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """One question that applies, and how it was answered."""

    indicator: Indicator
    answer: Answer
    option: Option | None
    state: AnswerState
    grade: int = 0
    """The evidence grade: 0 said, 1 written, 2 shown by a record, 3 confirmed by residents."""

    @property
    def worth(self) -> int | None:
        """What the chosen option is worth, or None while there is none."""
        return None if self.option is None else self.option.worth


@dataclass(frozen=True, slots=True)
class ElementResult:
    """One element, its score, and the sums behind it."""

    element: Element
    score: Score
    results: tuple[IndicatorResult, ...]
    points: int
    """Sum of weight x worth over what is answered."""
    answered_weight: int
    applicable_weight: int

    @property
    def points_at_best(self) -> int:
        """The sum if every open answer turned out to be worth 100."""
        return self.points + 100 * (self.applicable_weight - self.answered_weight)


@dataclass(frozen=True, slots=True)
class StandardResult:
    """One standard, its score, and its elements."""

    standard: Standard
    score: Score
    elements: tuple[ElementResult, ...]


@dataclass(frozen=True, slots=True)
class FlagResult:
    """One red flag: where it stands, how bad it could still turn out, and the answers behind it."""

    flag: RedFlag
    status: FlagStatus
    worst: FlagStatus
    """The worst status it could still take once what is open is answered."""
    because: tuple[str, ...]
    """Ids of the questions (and facts, as `fact:id`) that made the status so."""
    open: tuple[str, ...]
    """Ids of the questions whose answers could still change it."""
    looks_at: tuple[str, ...] = ()
    """Ids of all the questions, with their variants, that its conditions look at, whether or not they were asked."""


@dataclass(frozen=True, slots=True)
class Unmet:
    """One requirement that is not met, with what it met instead."""

    requirement: Requirement
    standard: str
    """Id of the standard whose score falls short; empty for a requirement on red flags."""
    short: tuple[str, ...]
    """Ids of the red flags or elements that fall short."""
    reached: float | None
    """The low end of the score that falls short, where it is a score."""
    could_be_met: bool
    """Whether it could still be met by answering what is open."""


@dataclass(frozen=True, slots=True)
class LevelResult:
    """The level reached, judged so that silence never helps, and what stands before the next."""

    level: Level
    best: Level
    """The level if every open answer turned out well; the same as `level` when nothing is open."""
    next: Level | None
    unmet: tuple[Unmet, ...]
    ladder: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the plan."""

    kind: Literal["red-flag", "caution", "answer", "practice"]
    """Change a flagged rule, look at a caution, answer what is open, or raise a practice."""
    id: str
    """Id of the red flag or the question."""
    indicators: tuple[str, ...]
    """Ids of the questions that brought it up."""
    effort: str | None
    change_by: str | None


@dataclass(frozen=True, slots=True)
class PrivateMatter:
    """A text that may hold somebody's personal data. The text itself is not kept."""

    question: str
    """Id of the question it stands under; empty for the head of the file."""
    field: str
    kinds: tuple[str, ...]
    place: Place | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything that is known after an assessment."""

    sheet: AnswerSheet
    standards: tuple[StandardResult, ...]
    flags: tuple[FlagResult, ...]
    level: LevelResult
    plan: tuple[Step, ...]
    strengths: tuple[IndicatorResult, ...]
    """What is kept up well, and nobody speaks against: first what every other voice bears out, then the weightiest."""
    set_aside: tuple[Indicator, ...]
    """Questions that the programme's facts take out."""
    second_look: tuple[IndicatorResult, ...]
    """Answers that rest on a fact which the programme states otherwise."""
    private: tuple[PrivateMatter, ...]
    """Texts that were left out because they may hold somebody's personal data."""
    voices: Voices | None = None
    """What staff, residents and documents say; None where only leadership was asked."""
    scan: ScanResult | None = None
    """What the documents say, where they were read."""
    language: str = "en"
    """In which the report is written. The texts of the standards are in it already."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """The fixed words of the report in that language, by the English ones; empty for English. What else stands here is
    under the keys of `model.catalog`."""

    @property
    def results(self) -> tuple[IndicatorResult, ...]:
        """Every question that was asked, in the order of the standards."""
        return tuple(r for standard in self.standards for element in standard.elements for r in element.results)
