"""Where the voices part, in the order in which a reader should hear of it: the gravest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rightscheck.model.assessment import Assessment, IndicatorResult
from rightscheck.model.finding import CONFIDENCE_ORDER, Finding
from rightscheck.model.tally import QuestionTally

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
SHOWN = 2
"""So many sentences are named against one answer; the others are counted."""


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


def disagreements(assessment: Assessment) -> list[Disagreement]:
    """Give every practice on which two voices part, the gravest kinds and the weightiest practices first."""
    found = [*_between_people(assessment), *_with_documents(assessment)]
    order = {result.indicator.id: place for place, result in enumerate(assessment.results)}
    return sorted(
        found,
        key=lambda one: (KINDS[one.kind], _sureness(one), -one.result.indicator.weight, order[one.result.indicator.id]),
    )


def _sureness(one: Disagreement) -> int:
    return CONFIDENCE_ORDER[one.finding.confidence] if one.finding else 0


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
    by_indicator: dict[tuple[str, Kind], list[Finding]] = {}
    for one in assessment.voices.contradictions:
        by_indicator.setdefault((one.indicator, one.kind), []).append(one.finding)
    for (indicator, kind), findings in by_indicator.items():
        surest = min(findings, key=lambda f: CONFIDENCE_ORDER[f.confidence])
        yield Disagreement(kind, results[indicator], "written", finding=surest, findings=len(findings))


def written_about(result: IndicatorResult, assessment: Assessment) -> list[Finding]:
    """Give the sentences that speak of a practice, likely ones and surer."""
    return list(assessment.voices.written.get(result.indicator.id, ())) if assessment.voices else []
