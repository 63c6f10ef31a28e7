"""The fixed words of a report, in one place, so that every format says the same."""

from __future__ import annotations

import math
import re

TIERS = {"core": "Core red flag", "stop": "Stop-level red flag", "fix": "Fix-level red flag"}
TIER_LEGEND = "Core: change first. Stop: change next. Fix: set a date to change it."
TIER_ADVICE = {"core": "change first", "stop": "change next", "fix": "set a date to change it"}
EFFORTS = {"today": "Can change today", "30-days": "Within 30 days", "needs-money": "Needs money"}
DIRECTIONS = {
    "forbids": "speaks against this",
    "silent": "says nothing about this",
    "allows": "allows this, which does not make it good practice",
    "requires": "asks for this",
    "requires-unless": "asks for this, unless another law forbids it",
    "context": "bears on this",
}
STATUSES = {
    "present": "Present",
    "caution": "Caution",
    "clear": "Clear",
    "unknown": "Not yet known",
    "not-applicable": "Does not apply",
    "disputed": "Disputed",
}
STATES = {
    "answered": "answered",
    "unknown": "not known yet",
    "unanswered": "left blank",
    "not-applicable": "does not apply",
}
GRADES = ("said", "written down", "shown by a record", "confirmed by residents")
SOURCE_STATUS = {
    "verified": "",
    "partly-verified": "read only in part",
    "unverified": "not checked",
}

NO_FUNDER_RULE = (
    "No rule of your funders that we have read is linked to this. That does not mean that they allow it. The reason to "
    "change it is the resident."
)
VARIANTS = {"minors": "For minors in your care"}
WORDING_ADVICE = "Paste it once the house can keep it, and fill in what stands in [brackets]."
FLAGS_INTRO = (
    "Most houses that have such rules mean well by them. Each part says what was answered, why the rule hurts, and "
    "what to put in its place."
)
NO_FLAGS = "No red flag is known to be present."
NOTHING_TO_DO = "Nothing stands out. Ask residents whether they see it the same way."
NOTHING_ANSWERED = "Nothing is answered yet. What the house does well will stand here."
NOTHING_TO_KEEP = "No answer is strong enough yet to be named here. It will fill as things change."
PROFILE_INTRO = (
    "From 0 (little of this is in place) to 100 (all of it is). A dot is the score; a bar shows where it could still "
    "lie while questions are open."
)
GENERAL_LAW = (
    "Laws that may apply whatever your funders. This report does not say whether they apply to you; ask a lawyer."
)
FUNDERS_INTRO = (
    "The answers say that a law or funder asks for these. This does not change the score; the rule is what to "
    "talk about."
)
SECOND_LOOK_INTRO = (
    "These answers rest on a fact that is stated otherwise at the top of the answers file. One of the two may need "
    "correcting."
)
LEFT_OUT_INTRO = (
    "These texts were left out of the report, because they may hold somebody’s personal data. Please take them out of "
    "the answers file."
)
VISIT_INTRO = (
    "For a trainer, or for anyone who wants to look closer at the flags above: what to ask, what to ask to see, and "
    "what would not be a flag."
)
NO_FUNDERS_STATED = (
    "The answers do not say which money you receive. State it under “funders” to see which rules bear on this."
)
NOT_THIS = (
    (
        "This is a self-audit. It rests on what the program’s leaders say; residents were not asked here. It is not an "
        "audit by an outside body, "
        "not legal advice, and not an accreditation."
    ),
    "It is not a product of Freedom Network USA or Safe Horizon, and neither has reviewed or endorsed it.",
    (
        "Notes on funders and laws are there to help you ask the right question. Ask the funder or a lawyer before you "
        "rely on one."
    ),
    "Please do not use a first score to cut a program’s money. People would learn to score high. Pay for the change.",
)


_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
"""Controls that drive a terminal or turn the direction of the text that follows."""
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def plain(text: str) -> str:
    """Make what somebody wrote fit to be shown: on one line, and with nothing in it that acts on what shows it."""
    return " ".join(_LONE_SURROGATE.sub("\ufffd", _UNPRINTABLE.sub("", text)).split())


def plural(count: int, one: str, many: str | None = None) -> str:
    """Give a count with its noun: 1 question, 2 questions."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def listed(items: list[str], joiner: str = "and") -> str:
    """Join items as a sentence does: a, b, and c. Items that hold a comma are set apart by semicolons."""
    if any("," in item for item in items) and len(items) > 1:
        return f"{'; '.join(items[:-1])}; {joiner} {items[-1]}"
    if len(items) < 3:  # noqa: PLR2004 - two items take no comma
        return f" {joiner} ".join(items)
    return f"{', '.join(items[:-1])}, {joiner} {items[-1]}"


def number(value: float) -> str:
    """Print a score to one decimal place, without a needless .0."""
    return _trim(math.floor(value * 10 + 0.5) / 10)


def low(value: float) -> str:
    """Print the low end of an interval, rounded down, so that the interval never claims too much."""
    return _trim(math.floor(round(value * 10, 6)) / 10)


def high(value: float) -> str:
    """Print the high end of an interval, rounded up."""
    return _trim(math.ceil(round(value * 10, 6)) / 10)


def percent(share: float) -> str:
    """Print a share as a whole percentage; 100 only when it is all."""
    return f"{math.floor(round(share * 100, 6))}%"


def date_in_words(date: str) -> str:
    """Turn 2026-11-21 into November 21, 2026, and 2026-11 into November 2026."""
    months = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    year, _, rest = date.partition("-")
    month, _, day = rest.partition("-")
    if not month or not 1 <= int(month) <= len(months):
        return date
    name = months[int(month) - 1]
    return f"{name} {int(day)}, {year}" if day else f"{name} {year}"


def _trim(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
