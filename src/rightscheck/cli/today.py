"""The day on which waivers and allowances are judged."""

from __future__ import annotations

from datetime import date

from rightscheck.errors import Place, Problem, UsageError


def read_day(given: str | None) -> date:
    """Give the day that was asked for, or today.

    Raises:
        UsageError: It is no day.

    """
    if given is None:
        return date.today()
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise UsageError([Problem(Place("--today"), f"'{given}' is no date", "write it as 2027-01-31")]) from None
