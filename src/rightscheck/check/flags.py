"""Red flags: judged one by one, never averaged."""

from __future__ import annotations

from collections.abc import Iterable

from rightscheck.check.prepared import PreparedFlag
from rightscheck.model.assessment import Assessment, FlagResult, FlagStatus
from rightscheck.model.condition import State, Truth, Verdict
from rightscheck.model.config import FailOn

_NEVER = Verdict(Truth.FALSE, ())


def flag_result(prepared: PreparedFlag, state: State) -> FlagResult:
    """Judge one red flag.

    A caution is known even while it could still turn out worse. Only where neither condition is known to
    hold, and one of them could, is the flag unknown.
    """
    present = prepared.present(state)
    if present is None:
        return FlagResult(prepared.flag, "not-applicable", "not-applicable", (), ())
    caution = (prepared.caution(state) if prepared.caution else None) or _NEVER
    could_be = Truth.UNKNOWN in (present.truth, caution.truth)
    still_open = _open(present, caution) if could_be and present.truth != Truth.TRUE else ()
    status: FlagStatus
    worst: FlagStatus
    if present.truth == Truth.TRUE:
        status = worst = "present"
    else:
        worst = "present" if present.truth == Truth.UNKNOWN else "caution" if caution.truth else "clear"
        status = "caution" if caution.truth == Truth.TRUE else "unknown" if could_be else "clear"
    decided = caution if status == "caution" else present
    because = still_open if status == "unknown" else decided.because
    return FlagResult(prepared.flag, status, worst, because, still_open)


def _open(*verdicts: Verdict) -> tuple[str, ...]:
    keys = [key for verdict in verdicts if verdict.truth == Truth.UNKNOWN for key in verdict.because]
    return tuple(dict.fromkeys(keys))


def failing(assessment: Assessment, fail_on: FailOn) -> tuple[FlagResult, ...]:
    """Give the red flags that are at or above a tier: what makes a CI job fail."""
    tiers: dict[str, Iterable[str]] = {
        "never": (),
        "core": ("core",),
        "stop": ("core", "stop"),
        "fix": ("core", "stop", "fix"),
        "caution": ("core", "stop", "fix"),
    }
    statuses = ("present", "caution") if fail_on == "caution" else ("present",)
    return tuple(f for f in assessment.flags if f.status in statuses and f.flag.tier in tiers[fail_on])
