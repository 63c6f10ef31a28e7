"""Residents' or staff's answers as counts: all that is kept of the forms. No row, no text, no time below the month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

TALLY = "tally/1"
"""The form of a tally file."""
LEAST = 5
"""Nothing is shown of fewer people than this."""
TallyRole = Literal["staff", "residents"]


@dataclass(frozen=True, slots=True)
class Count:
    """How many people gave an answer, as far as it may be shown."""

    low: int
    """At least so many."""
    high: int | None
    """At most so many; None where only `low` may be told. Both 0 and 4: under five."""

    @property
    def exact(self) -> int | None:
        """The number itself, where it may be shown."""
        return self.low if self.low == self.high else None

    def __str__(self) -> str:
        """Give it as it stands in a tally: `6`, `5+`, or `<5`."""
        if self.exact is not None:
            return str(self.exact)
        return f"{self.low}+" if self.high is None else f"<{self.high + 1}"


@dataclass(frozen=True, slots=True)
class QuestionTally:
    """What was answered to one question. Without counts: too few people answered it."""

    question: str
    counts: Mapping[str, Count] = field(default_factory=dict)
    """By the id of the answer."""
    mean: tuple[int, int] | None = None
    """The mean worth of the counted answers lies above the first and at or below the second (0 to 100; at or above
    where the first is 0). None: too few people gave a counted answer."""
    several: bool | None = None
    """Whether at least three people, and 30 in 100 of those who gave a counted answer, report what a red flag names.
    None: too few."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The counted answers of one role over some months."""

    role: TallyRole
    standards: Mapping[str, str]
    """Ids and versions of the standards that the questions came from."""
    first_month: str
    """2026-09; empty where no form says."""
    last_month: str
    respondents: int
    """People whose answers are counted; never fewer than five."""
    questions: Mapping[str, QuestionTally]
    path: str = ""
    """The file it was read from."""
