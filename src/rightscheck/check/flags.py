"""Red flags: judged one by one, never averaged."""

from __future__ import annotations

from itertools import chain

from rightscheck.check.prepared import PreparedFlag
from rightscheck.model.assessment import STANDING, Assessment, FlagResult, FlagStatus
from rightscheck.model.condition import State, Truth, Verdict
from rightscheck.model.config import FailOn
from rightscheck.model.red_flag import TIER_ORDER

_NEVER = Verdict(Truth.FALSE, ())


def flag_result(prepared: PreparedFlag, state: State) -> FlagResult:
    """Judge one red flag.

    A caution is known even while it could still turn out worse. Only where neither condition is known to
    hold, and one of them could, is the flag unknown.
    """
    present = prepared.present(state)
    caution = prepared.caution(state) if prepared.caution else None
    if present is None and caution is None:
        return FlagResult(prepared.flag, "not-applicable", "not-applicable", (), ())
    present, caution = present or _NEVER, caution or _NEVER
    if present.truth == Truth.TRUE:
        return FlagResult(prepared.flag, "present", "present", present.because, ())
    if present.truth == caution.truth == Truth.FALSE:
        return FlagResult(prepared.flag, "clear", "clear", _joined(present.because, caution.because), ())
    worst: FlagStatus = "present" if present.truth else "caution"
    still_open = _joined(*(verdict.because for verdict in (present, caution) if verdict.truth == Truth.UNKNOWN))
    if caution.truth == Truth.TRUE:
        return FlagResult(prepared.flag, "caution", worst, caution.because, still_open)
    return FlagResult(prepared.flag, "unknown", worst, still_open, still_open)


def _joined(*keys: tuple[str, ...]) -> tuple[str, ...]:
    return keys[0] if len(set(keys)) == 1 else tuple(dict.fromkeys(chain.from_iterable(keys)))


def failing(assessment: Assessment, fail_on: FailOn) -> tuple[FlagResult, ...]:
    """Give the red flags that are at or above a tier: what makes a CI job fail."""
    if fail_on == "never":
        return ()
    statuses = (*STANDING, "caution") if fail_on == "caution" else STANDING
    gravest = TIER_ORDER["fix" if fail_on == "caution" else fail_on]
    return tuple(f for f in assessment.flags if f.status in statuses and TIER_ORDER[f.flag.tier] <= gravest)
