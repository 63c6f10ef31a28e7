"""Days that are given on the command line; the day on which waivers and allowances are judged."""

from __future__ import annotations

from datetime import date

from rightscheck.errors import Place, Problem, UsageError


def read_day(given: str | None) -> date:
    """Give the day that was asked for with `--today`, or today.

    Raises:
        UsageError: It is no day.

    """
    return date.today() if given is None else day_of(given, "--today")


def day_of(given: str, option: str) -> date:
    """Read the day that was given with an option.

    Raises:
        UsageError: It is no day.

    """
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise UsageError([Problem(Place(option), f"'{given}' is no date", "write it as 2027-01-31")]) from None
