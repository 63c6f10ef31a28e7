"""Where the voices part, in the order in which a reader should hear of it: the gravest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from rightscheck.model.assessment import Assessment, IndicatorResult
from rightscheck.model.finding import CONFIDENCE_ORDER, Finding
from rightscheck.model.red_flag import TIER_ORDER
from rightscheck.model.tally import QuestionTally
from rightscheck.model.voices import Contradiction

Kind = Literal["disputed", "differs", "kinder", "said-kept-written-taken", "said-taken-written-kept"]
Other = Literal["staff", "residents", "written"]
KINDS: dict[Kind, int] = {
    "disputed": 0,
    "said-kept-written-taken": 1,
    "differs": 2,
    "said-taken-written-kept": 3,
    "kinder": 4,
}
"""The gravest first."""
LAST = len(TIER_ORDER)
"""Where a practice stands that no red flag looks at."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One practice that leadership and another voice tell differently."""

    kind: Kind
    result: IndicatorResult
    voice: Other
    gap: tuple[int, int] | None = None
    tally: QuestionTally | None = None
    finding: Finding | None = None
    """The surest sentence that says otherwise."""
    findings: int = 0
    """How many sentences say otherwise."""
    seems: bool = False
    """Whether that sentence is not certain to be read aright, or may mean another practice of the same right."""


def disagreements(assessment: Assessment) -> list[Disagreement]:
    """Give every practice on which two voices part, with those of one practice together.

    First the practices that a core red flag looks at, then those of stop flags, then the others; among these first
    those that a document takes where leadership says they are kept, then the gravest kinds and the weightiest.
    """
    found = [*_between_people(assessment), *_with_documents(assessment)]
    order = {result.indicator.id: place for place, result in enumerate(assessment.results)}
    tiers = _tiers(assessment)
    taken = {one.result.indicator.id for one in found if one.kind == "said-kept-written-taken"}
    gravest: dict[str, tuple[int, bool]] = {}
    for one in found:
        key = one.result.indicator.id
        gravest[key] = min(_gravity(one), gravest.get(key, _gravity(one)))

    def rank(one: Disagreement) -> tuple[object, ...]:
        indicator = one.result.indicator
        tier = tiers.get(indicator.id, LAST)
        practice = (tier, indicator.id not in taken, gravest[indicator.id], -indicator.weight, order[indicator.id])
        return (*practice, _gravity(one))

    return sorted(found, key=rank)


def by_practice(assessment: Assessment) -> list[list[Disagreement]]:
    """Give the disagreements, those of each practice in a list of their own, in the same order."""
    return [list(group) for _, group in groupby(disagreements(assessment), lambda one: one.result.indicator.id)]


def _tiers(assessment: Assessment) -> dict[str, int]:
    """Give the gravest tier of the red flags that look at a question, whether or not they stand: 0 is core."""
    tiers: dict[str, int] = {}
    for flag in assessment.flags:
        for key in flag.looks_at:
            tiers[key] = min(TIER_ORDER[flag.flag.tier], tiers.get(key, LAST))
    return tiers


def _gravity(one: Disagreement) -> tuple[int, bool]:
    return KINDS[one.kind], one.seems


def _between_people(assessment: Assessment) -> Iterator[Disagreement]:
    if assessment.voices is None:
        return
    for result in assessment.results:
        for gap in assessment.voices.gaps.get(result.indicator.id, ()):
            if gap.status in ("disputed", "differs", "kinder"):
                yield Disagreement(gap.status, result, gap.voice, gap.gap, gap.tally)


def _with_documents(assessment: Assessment) -> Iterator[Disagreement]:
    if assessment.voices is None:
        return
    results = {result.indicator.id: result for result in assessment.results}
    by_indicator: dict[tuple[str, Kind], list[Contradiction]] = {}
    for one in assessment.voices.contradictions:
        by_indicator.setdefault((one.indicator, one.kind), []).append(one)
    for (indicator, kind), several in by_indicator.items():
        surest = min(several, key=lambda one: (_seems(one), CONFIDENCE_ORDER[one.finding.confidence]))
        yield Disagreement(
            kind,
            results[indicator],
            "written",
            finding=surest.finding,
            findings=len(several),
            seems=_seems(surest),
        )


def _seems(one: Contradiction) -> bool:
    return one.of_right_only or one.finding.confidence != "certain"


def written_about(result: IndicatorResult, assessment: Assessment) -> list[Finding]:
    """Give the sentences that speak of a practice, likely ones and surer."""
    return list(assessment.voices.written.get(result.indicator.id, ())) if assessment.voices else []
