"""The plan: what to change first, and what to keep."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from rightscheck.model.assessment import STANDING, FlagResult, IndicatorResult, Step
from rightscheck.model.red_flag import TIER_ORDER
from rightscheck.model.voices import Gap

_EFFORTS = {"today": 0, "30-days": 1, "needs-money": 2}
STRONG = 80
"""An answer worth this much or more is something to keep."""
DOUBTED = ("differs", "disputed")
"""What others see so is no strength, whatever leadership says."""
WEAK = 60
"""An answer worth this much or less is something to raise, even where it raises no flag."""


def plan(by_id: Mapping[str, IndicatorResult], flags: Sequence[FlagResult]) -> tuple[Step, ...]:
    """Order everything there is to do.

    First the red flags that are present, by tier and then by effort; then open answers behind core and
    stop flags; then cautions; then weak practices by what they would add; then the other open answers.
    """
    ordered = sorted(flags, key=_urgency)
    present = [_flag_step("red-flag", flag, by_id) for flag in ordered if flag.status in STANDING]
    urgent = _open_answers(flag for flag in ordered if flag.flag.tier != "fix")
    cautions = [_flag_step("caution", flag, by_id) for flag in ordered if flag.status == "caution"]
    flagged = {key for flag in flags if flag.status in (*STANDING, "caution") for key in flag.because}
    practices = sorted(
        (
            r
            for r in by_id.values()
            if r.option is not None and r.option.worth <= WEAK and r.indicator.id not in flagged
        ),
        key=_gain,
    )
    rest = [r.indicator.id for r in by_id.values() if r.state in ("unknown", "unanswered")]
    return (
        *present,
        *(_answer_step(one) for one in urgent),
        *cautions,
        *(Step("practice", r.indicator.id, (r.indicator.id,), None, r.answer.change_by) for r in practices),
        *(_answer_step(one) for one in rest if one not in urgent),
    )


def strengths(
    results: Sequence[IndicatorResult],
    flags: Sequence[FlagResult],
    second_look: Sequence[IndicatorResult],
    gaps: Mapping[str, Sequence[Gap]],
) -> tuple[IndicatorResult, ...]:
    """Give what is kept up well and is not in doubt.

    First what staff and residents see so too, all who could be heard; then the weightiest, and the best shown.
    """
    doubted = {result.indicator.id for result in second_look}
    doubted |= {key for flag in flags if flag.status in (*STANDING, "caution") for key in flag.because}
    doubted |= {key for key, several in gaps.items() if any(gap.status in DOUBTED for gap in several)}
    strong = [r for r in results if r.option is not None and r.option.worth >= STRONG and r.indicator.id not in doubted]
    return tuple(
        sorted(
            strong,
            key=lambda r: (
                not agreed(gaps.get(r.indicator.id, ())),
                -r.indicator.weight,
                -r.grade,
                -(r.worth or 0),
                r.indicator.id,
            ),
        )
    )


def agreed(gaps: Sequence[Gap]) -> bool:
    """Tell whether somebody else could be heard on a practice, and all who could see it as leadership does."""
    heard = [gap.status for gap in gaps if gap.status != "too-few"]
    return bool(heard) and all(status == "agree" for status in heard)


def _urgency(flag: FlagResult) -> tuple[int, int, str]:
    return TIER_ORDER[flag.flag.tier], _EFFORTS[flag.flag.effort], flag.flag.number


def _gain(result: IndicatorResult) -> tuple[int, str]:
    return -result.indicator.weight * (100 - (result.worth or 0)), result.indicator.id


def _flag_step(kind: Literal["red-flag", "caution"], flag: FlagResult, by_id: Mapping[str, IndicatorResult]) -> Step:
    asked = tuple(key for key in flag.because if key in by_id)
    dates = sorted(date for key in asked if (date := by_id[key].answer.change_by))
    return Step(kind, flag.flag.id, asked, flag.flag.effort, dates[-1] if dates else None)


def _answer_step(question: str) -> Step:
    return Step("answer", question, (question,), "today", None)


def _open_answers(flags: Iterable[FlagResult]) -> list[str]:
    """Give the ids of the questions, and of the facts (as `fact:id`), that red flags wait for."""
    return list(dict.fromkeys(key for flag in flags for key in flag.open))
