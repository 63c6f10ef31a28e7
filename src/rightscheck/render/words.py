"""The fixed words of a report, in one place, so that every format says the same, in the language of the report."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rightscheck.model.assessment import Assessment
from rightscheck.model.catalog import SOUND

TIER_NAMES = {"core": "core", "stop": "stop", "fix": "fix"}
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
STANDING = ("present", "disputed")
"""Statuses in which a red flag counts as present."""
STATES = {
    "answered": "answered",
    "unknown": "not known yet",
    "unanswered": "left blank",
    "not-applicable": "does not apply",
}
GRADES = ("said", "written down", "shown by a record", "confirmed by residents")
GRADE_HEADS = ("Only said", "Written down", "Shown by a record", "Confirmed by residents")
"""Above the counts of answers that have each."""
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
NOT_STATED = "not stated"
LEFT_OUT = "[left out: this text may hold personal data]"
"""What `check` puts in the place of such a text."""
MATTERS = (
    "an e-mail address",
    "a phone number",
    "a Social Security number",
    "an A-number",
    "a case number",
    "a date of birth",
    "a street address",
    "a name with contact data",
)
"""Kinds of personal data, as `check` names them."""
LINES = {
    "note": "The note under {question}",
    "reason": "The reason under {question}",
    "evidence": "The evidence under {question}",
}
"""Where a text stood that was left out."""
MADE_WITH = "Made with rightscheck {version}. Everything stayed on the computer it was made on."
REQUIRED_BY = "The answers say that a rule asks for this: {rule}."
SEE_FUNDER = "See “Talk to the funder”."
RAISES = {"present": "Raises a red flag: present.", "caution": "Raises a red flag: caution."}
TERMINAL_END = "Every answer with its worth, how scoring works, and the sources: -o report.html or -o report.md"
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
    "For a trainer, or for anyone who wants to look closer at what is told above: what to ask, what to ask to see, and "
    "what would not be a flag."
)
NO_FUNDERS_STATED = (
    "The answers do not say which money you receive. State it under “funders” to see which rules bear on this."
)
NOTHING_PARTS = "Nobody who was heard tells a practice otherwise than leadership does."
NOTHING_ALIKE = "On no practice is it certain yet that the voices agree."
NOT_ASKED = "–"
SILENT = "Silent."
OF_RIGHT_ONLY = "The papers protect this right ({place}); whether this practice, please read."
MAY_SPEAK = "The papers may speak of this ({place}); please read."
QUOTES = {
    "found": "Found",
    "moved": "Found elsewhere",
    "changed": "Changed since",
    "gone": "Not found",
    "unread": "Not read",
}
VOICES_INTRO = (
    "Each practice as it was told, side by side. The voices are never averaged into one another, and what others say "
    "changes no score. No number is shown of fewer than five people; “5 or more” stands where the exact number could "
    "make somebody known. “Several” are at least three."
)
DO_NOT_SEARCH = "Please do not look for who said what. Thank everybody, and change the rule."
SILENCES_INTRO = (
    "Leadership says that these hold, and the documents that were read say nothing about them. A rule that is written "
    "down can be relied on: put it into the handbook."
)
NEAR_INTRO = "For these, the papers protect the right. Whether they mean this very practice, please read:"
VOICES_VISIT = "Where the voices part"
QUOTES_INTRO = "Words that were quoted as evidence, and whether they still stand where they were said to."
DISPUTED_SAYS = {
    ("staff",): "Leadership says that this does not happen; staff tell it otherwise.",
    ("residents",): "Leadership says that this does not happen; residents tell it otherwise.",
    ("staff", "residents"): "Leadership says that this does not happen; staff and residents tell it otherwise.",
}
"""By who disputes it."""
UNTIL_A_VISIT = (
    "It counts as present until a visit by somebody from outside settles it. Nobody need be wrong on purpose: rules "
    "change, shifts differ."
)
SELF_AUDIT = "It is not an audit by an outside body, not legal advice, and not an accreditation."
LEADERS_ONLY = "This is a self-audit. It rests on what the program’s leaders say; residents were not asked here."
RESIDENTS_TOO = (
    "This is a self-audit. It sets what the program’s leaders say beside what residents answered, who could leave out "
    "any question and whose single answers are not shown."
)
NOT_THIS = (
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


MONTHS = (
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
)
_JOINED = {
    "and": ("{first} and {last}", "{first}, and {last}", "{first}; and {last}"),
    "or": ("{first} or {last}", "{first}, or {last}", "{first}; or {last}"),
}
"""Two items; three or more; and those that hold a comma themselves."""
_DECIMAL = "1.5"
_THOUSANDS = "1,000"
"""Show by an example how a language writes the sign before decimals, and the one between thousands."""


@dataclass(frozen=True, slots=True)
class Words:
    """The fixed words of one language. English ones are looked up by themselves: a language is data, and no code."""

    language: str = "en"
    """Its code, as a page names it."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """By the English text; what is not there is told in English."""

    def __call__(self, english: str, **holes: object) -> str:
        """Give a text in this language, its holes filled: `words("Now: {named}.", named=…)`."""
        text = self.texts.get(english, english)
        return text.format(**holes) if holes else text

    def plural(self, n: int, one: str, many: str, **holes: object) -> str:
        """Give the text for a count: the first for one, the second for all others. Both have the count as `{n}`."""
        return self(one if n == 1 else many, n=n, **holes)

    def listed(self, items: Sequence[str], joiner: str = "and") -> str:
        """Join items as a sentence does: a, b, and c. Items that hold a comma are set apart by semicolons."""
        if len(items) < 2:  # noqa: PLR2004 - one item is joined to nothing
            return "".join(items)
        two, more, apart = _JOINED[joiner]
        has_comma = any("," in item for item in items)
        form = apart if has_comma else two if len(items) == 2 else more  # noqa: PLR2004
        return self._joined(form, ("; " if has_comma else ", ").join(items[:-1]), items[-1])

    def _joined(self, form: str, first: str, last: str) -> str:
        """Join two texts; a joining word may sound otherwise before some that follow: y, but e before i."""
        joint = self(form, first="", last="")
        for key, becomes in self.texts.items():
            if key.startswith(SOUND) and (found := re.match(key.removeprefix(SOUND), joint + last, re.IGNORECASE)):
                return f"{first}{becomes}{(joint + last)[found.end() :]}"
        return f"{first}{joint}{last}"

    def quoted(self, text: str) -> str:
        """Put a text between quotation marks."""
        return self("“{text}”", text=text)

    def date(self, date: str) -> str:
        """Turn 2026-11-21 into November 21, 2026, and 2026-11 into November 2026."""
        year, _, rest = date.partition("-")
        month, _, day = rest.partition("-")
        if not month or not 1 <= int(month) <= len(MONTHS):
            return date
        name = self(MONTHS[int(month) - 1])
        if not day:
            return self("{month} {year}", month=name, year=year)
        return self("{month} {day}, {year}", month=name, day=int(day), year=year)

    def number(self, value: float) -> str:
        """Print a score to one decimal place, without a needless .0."""
        return self._decimal(number(value))

    def low(self, value: float) -> str:
        """Print the low end of an interval, rounded down, so that the interval never claims too much."""
        return self._decimal(low(value))

    def high(self, value: float) -> str:
        """Print the high end of an interval, rounded up."""
        return self._decimal(high(value))

    def percent(self, share: float) -> str:
        """Print a share as a whole percentage; 100 only when it is all."""
        return self("{n}%", n=percent(share).removesuffix("%"))

    def count(self, n: int) -> str:
        """Print a large count, with a sign between thousands."""
        return f"{n:,}".replace(",", self(_THOUSANDS)[1:-3])

    def _decimal(self, printed: str) -> str:
        return printed.replace(".", self(_DECIMAL)[1:-1])


ENGLISH = Words()


def words_of(assessment: Assessment) -> Words:
    """Give the words of the language in which an assessment is told."""
    return Words(assessment.language, assessment.texts)


def capital(text: str) -> str:
    """Begin a text with a capital letter."""
    return f"{text[:1].upper()}{text[1:]}"


def plural(count: int, one: str, many: str | None = None) -> str:
    """Give a count with its noun: 1 question, 2 questions."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def listed(items: Sequence[str], joiner: str = "and") -> str:
    """Join items as an English sentence does: a, b, and c. Items that hold a comma are set apart by semicolons."""
    return ENGLISH.listed(items, joiner)


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
    return ENGLISH.date(date)


def _trim(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
