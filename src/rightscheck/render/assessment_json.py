"""The assessment as JSON. Its shape is frozen: a change that could break a reader raises the number in `schema`."""

from __future__ import annotations

import json
from typing import Any, Literal

from pydantic import ConfigDict, TypeAdapter, with_config
from typing_extensions import TypedDict

from rightscheck.model.assessment import (
    Assessment,
    FlagResult,
    IndicatorResult,
    Score,
    StandardResult,
    Step,
    Unmet,
)
from rightscheck.model.finding import Finding
from rightscheck.render.disagreements import Disagreement, disagreements, written_about
from rightscheck.render.scan_json import shaped_scan

SCHEMA: Literal["rightscheck/assessment@1"] = "rightscheck/assessment@1"


class ScoreShape(TypedDict):
    """0 to 100; `value` is null while nothing is answered, all three while nothing applies; coverage 0 to 1."""

    value: float | None
    low: float | None
    high: float | None
    coverage: float


class LevelShape(TypedDict):
    """The level, judged on the low end; `best` is the level if every open answer turned out well."""

    id: str
    title: str
    next: str | None
    unmet: list[dict[str, Any]]
    best: str


class ElementShape(TypedDict):
    """One element with its score and the sums behind it."""

    id: str
    title: str
    score: ScoreShape
    points: int
    answered_weight: int
    applicable_weight: int


class StandardShape(TypedDict):
    """One standard with its score."""

    id: str
    version: str
    title: str
    score: ScoreShape
    elements: list[ElementShape]


class RedFlagShape(TypedDict):
    """One red flag; `because` lists the questions, and facts as `fact:ID`, that made the status so."""

    id: str
    number: str
    title: str
    tier: Literal["core", "stop", "fix"]
    right: str | None
    status: Literal["present", "caution", "clear", "unknown", "not-applicable", "disputed"]
    worst: Literal["present", "disputed", "caution", "clear", "unknown", "not-applicable"]
    because: list[str]
    open: list[str]


class IndicatorShape(TypedDict):
    """One question that was asked, and what each voice says to it, side by side and never averaged.

    `voices` has `said` (leadership), and, where they were heard, `staff`, `residents` and `written` (documents). Of
    staff and residents only what cannot make anybody known is told: counts of five or more, the band of their mean
    worth, the band of the gap, and how the two stand (`agree`, `differs`, `disputed`, `kinder`, `unsure`, `too-few`).
    """

    id: str
    element: str
    answer: str | None
    worth: int | None
    weight: int
    evidence_grade: int
    voices: dict[str, dict[str, Any]]
    note: str
    reason: str
    required_by: str | None
    change_by: str | None
    evidence: list[str]


class DisagreementShape(TypedDict):
    """Where two voices part. Of `staff` and `residents`: `gap` is leadership's worth minus their mean, as a band.

    `seems`: the sentence is not certain to be read aright, or may mean another practice of the same right.
    """

    kind: Literal["disputed", "differs", "kinder", "said-kept-written-taken", "said-taken-written-kept"]
    indicator: str
    title: str
    between: list[Literal["said", "staff", "residents", "written"]]
    answer: str | None
    said_at: str | None
    gap: list[int] | None
    written_at: str | None
    quote: str | None
    confidence: Literal["certain", "likely", "possible"] | None
    seems: bool


class QuoteShape(TypedDict):
    """A quote given as evidence, and where it stands now; `now` is what stands there if it was changed."""

    indicator: str
    quote: str
    file: str
    status: Literal["found", "moved", "changed", "gone", "unread"]
    place: str | None
    now: str | None


class StepShape(TypedDict):
    """One step of the plan, in order."""

    kind: Literal["red-flag", "caution", "answer", "practice"]
    id: str
    indicators: list[str]
    effort: str | None
    change_by: str | None


@with_config(ConfigDict(title="rightscheck/assessment@1", extra="ignore"))
class AssessmentShape(TypedDict):
    """The whole of rightscheck/assessment@1."""

    schema: Literal["rightscheck/assessment@1"]
    program: str
    date: str
    facts: dict[str, list[str] | int]
    level: LevelShape
    standards: list[StandardShape]
    red_flags: list[RedFlagShape]
    indicators: list[IndicatorShape]
    disagreements: list[DisagreementShape]
    silent: list[dict[str, Any]]
    quotes: list[QuoteShape]
    tallies: list[dict[str, Any]]
    findings: list[dict[str, Any]]
    skipped: list[dict[str, Any]]
    plan: list[StepShape]
    set_aside: list[str]
    second_look: list[str]
    left_out: list[dict[str, Any]]


def json_text(assessment: Assessment) -> str:
    """Render an assessment as JSON, the same bytes for the same input."""
    return json.dumps(shaped(assessment), ensure_ascii=False, indent=2) + "\n"


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema of the output."""
    return TypeAdapter(AssessmentShape).json_schema()


def shaped(assessment: Assessment) -> AssessmentShape:
    """Give an assessment in its frozen shape."""
    level = assessment.level
    scan = shaped_scan(assessment.scan) if assessment.scan else None
    return {
        "schema": SCHEMA,
        "program": assessment.sheet.program,
        "date": assessment.sheet.date,
        "facts": {
            key: value if isinstance(value, int) else sorted(value)
            for key, value in sorted(assessment.sheet.facts.items())
        },
        "level": {
            "id": level.level.id,
            "title": level.level.title,
            "next": level.next.id if level.next else None,
            "unmet": [_unmet(one) for one in level.unmet],
            "best": level.best.id,
        },
        "standards": [_standard(one) for one in assessment.standards],
        "red_flags": [_flag(one) for one in assessment.flags],
        "indicators": [_indicator(one, assessment) for one in assessment.results],
        "disagreements": [_disagreement(one) for one in disagreements(assessment)],
        "silent": _silent(assessment),
        "quotes": _quotes(assessment),
        "tallies": _tallies(assessment),
        "findings": [dict(one) for one in scan["findings"]] if scan else [],
        "skipped": [dict(one) for one in scan["skipped"]] if scan else [],
        "plan": [_step(one) for one in assessment.plan],
        "set_aside": [indicator.id for indicator in assessment.set_aside],
        "second_look": [result.indicator.id for result in assessment.second_look],
        "left_out": [
            {"question": matter.question, "field": matter.field, "kinds": list(matter.kinds)}
            for matter in assessment.private
        ],
    }


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _score(score: Score) -> ScoreShape:
    return {
        "value": _round(score.value),
        "low": _round(score.low),
        "high": _round(score.high),
        "coverage": round(score.coverage, 4),
    }


def _standard(result: StandardResult) -> StandardShape:
    return {
        "id": result.standard.id,
        "version": result.standard.version,
        "title": result.standard.title,
        "score": _score(result.score),
        "elements": [
            {
                "id": one.element.id,
                "title": one.element.title,
                "score": _score(one.score),
                "points": one.points,
                "answered_weight": one.answered_weight,
                "applicable_weight": one.applicable_weight,
            }
            for one in result.elements
        ],
    }


def _unmet(unmet: Unmet) -> dict[str, Any]:
    return {
        "requirement": unmet.requirement.model_dump(exclude_none=True),
        "standard": unmet.standard or None,
        "short": list(unmet.short),
        "reached": _round(unmet.reached),
        "could_be_met": unmet.could_be_met,
    }


def _flag(result: FlagResult) -> RedFlagShape:
    return {
        "id": result.flag.id,
        "number": result.flag.number,
        "title": result.flag.title,
        "tier": result.flag.tier,
        "right": result.flag.right,
        "status": result.status,
        "worst": result.worst,
        "because": list(result.because),
        "open": list(result.open),
    }


def _indicator(result: IndicatorResult, assessment: Assessment) -> IndicatorShape:
    answer = result.answer
    return {
        "id": result.indicator.id,
        "element": result.indicator.element,
        "answer": answer.choice,
        "worth": result.worth,
        "weight": result.indicator.weight,
        "evidence_grade": result.grade,
        "voices": {"said": {"answer": answer.choice, "worth": result.worth}, **_voices(result, assessment)},
        "note": answer.note,
        "reason": answer.reason,
        "required_by": answer.required_by,
        "change_by": answer.change_by,
        "evidence": [piece.text for piece in answer.evidence],
    }


def _voices(result: IndicatorResult, assessment: Assessment) -> dict[str, dict[str, Any]]:
    if assessment.voices is None:
        return {}
    told: dict[str, dict[str, Any]] = {}
    for gap in assessment.voices.gaps.get(result.indicator.id, ()):
        tally = gap.tally
        told[gap.voice] = {
            "status": gap.status,
            "mean": list(tally.mean) if tally.mean else None,
            "gap": list(gap.gap) if gap.gap else None,
            "counts": {answer: str(count) for answer, count in tally.counts.items()},
        }
    if assessment.voices.has_documents and result.indicator.rights:
        written = written_about(result, assessment)
        told["written"] = {
            "restricts": sum(one.polarity == "violates" for one in written),
            "protects": sum(one.polarity == "upholds" for one in written),
            "at": [_at(one) for one in written],
            "may_protect_at": [_at(one) for one in assessment.voices.near.get(result.indicator.id, ())],
        }
    return told


def _at(finding: Finding) -> str:
    return f"{finding.path}:{finding.line}:{finding.column}"


def _disagreement(one: Disagreement) -> DisagreementShape:
    finding = one.finding
    return {
        "kind": one.kind,
        "indicator": one.result.indicator.id,
        "title": one.result.indicator.title,
        "between": ["said", one.voice],
        "answer": one.result.answer.choice,
        "said_at": str(one.result.answer.place) if one.result.answer.place else None,
        "gap": list(one.gap) if one.gap else None,
        "written_at": _at(finding) if finding else None,
        "quote": finding.quote if finding else None,
        "confidence": finding.confidence if finding else None,
        "seems": one.seems,
    }


def _silent(assessment: Assessment) -> list[dict[str, Any]]:
    silences = assessment.voices.silences if assessment.voices else ()
    return [{"indicator": one.indicator, "answer": one.option, "rights": list(one.rights)} for one in silences]


def _quotes(assessment: Assessment) -> list[QuoteShape]:
    return [
        {
            "indicator": one.indicator,
            "quote": one.evidence.quote or "",
            "file": one.evidence.file or "",
            "status": one.status,
            "place": one.place or None,
            "now": one.now or None,
        }
        for one in (assessment.voices.quotes if assessment.voices else ())
    ]


def _tallies(assessment: Assessment) -> list[dict[str, Any]]:
    return [
        {
            "role": tally.role,
            "respondents": tally.respondents,
            "first_month": tally.first_month or None,
            "last_month": tally.last_month or None,
        }
        for tally in (assessment.voices.tallies.values() if assessment.voices else ())
    ]


def _step(step: Step) -> StepShape:
    return {
        "kind": step.kind,
        "id": step.id,
        "indicators": list(step.indicators),
        "effort": step.effort,
        "change_by": step.change_by,
    }
