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
    worst: Literal["present", "caution", "clear", "unknown", "not-applicable"]
    because: list[str]
    open: list[str]


class IndicatorShape(TypedDict):
    """One question that was asked, and what each voice says to it."""

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
    disagreements: list[dict[str, Any]]
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
        "indicators": [_indicator(one) for one in assessment.results],
        "disagreements": [],
        "findings": [],
        "skipped": [],
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


def _indicator(result: IndicatorResult) -> IndicatorShape:
    answer = result.answer
    return {
        "id": result.indicator.id,
        "element": result.indicator.element,
        "answer": answer.choice,
        "worth": result.worth,
        "weight": result.indicator.weight,
        "evidence_grade": answer.grade,
        "voices": {"said": {"answer": answer.choice, "worth": result.worth}},
        "note": answer.note,
        "reason": answer.reason,
        "required_by": answer.required_by,
        "change_by": answer.change_by,
        "evidence": [piece.text for piece in answer.evidence],
    }


def _step(step: Step) -> StepShape:
    return {
        "kind": step.kind,
        "id": step.id,
        "indicators": list(step.indicators),
        "effort": step.effort,
        "change_by": step.change_by,
    }
