"""What one person filled in, as it stands in a file: before anything of it is compared with a form."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from rightscheck.errors import Place, Problem

MAX_BYTES = 10_000_000
"""A file with a thousand filled forms has about 2 MB."""
MAX_ROWS = 10_000
"""Rows of one table: more people than any programme houses."""
SHOWN = 40
"""How many characters of what somebody wrote a message repeats."""

_ACTING = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\ud800-\udfff]")
_MONTH = re.compile(r"\s*(\d{4})-(0[1-9]|1[0-2])(?:\D.*)?", re.DOTALL)
_MONTH_FIRST = re.compile(r"\s*(0?[1-9]|1[0-2])[/.-](\d{4})\s*")


class Formula:
    """A cell that is worked out. What it comes to is never looked at."""


FORMULA = Formula()
Cell = str | Formula


@dataclass(frozen=True, slots=True)
class Entry:
    """A question as the file names it, and what stands beside it."""

    question: str
    value: Cell
    where: str = ""
    """Where in the file, in words: `cell C7`; empty where the person's place says enough."""


@dataclass(slots=True)
class Person:
    """One filled form."""

    source: str
    place: Place
    entries: list[Entry] = field(default_factory=list)
    role: str = ""
    edition: str = ""
    month: str = ""
    language: str = ""
    """Of leadership's form alone: in a house where one person reads Spanish, it would be her name."""
    marks: tuple[str, ...] = ()
    """What tells that two forms are one: `copy:ab12…`, `uuid:…`."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds."""

    people: list[Person] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class NoFormError(Exception):
    """The file holds no filled form."""

    def __init__(self, what: str, instead: str) -> None:
        self.what, self.instead = what, instead
        super().__init__(what)


def inert(text: str) -> str:
    """Give the beginning of what somebody wrote, fit to be shown: nothing in it acts on what shows it."""
    shown = " ".join(_ACTING.sub(" ", text[: 4 * SHOWN]).split())
    return shown if len(shown) <= SHOWN else f"{shown[: SHOWN - 1]}…"


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Give a name or an answer in the form in which two of them are compared: words and digits, without accents."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(re.findall(r"[^\W_]+", "".join(one for one in letters if not unicodedata.combining(one))))


def month_of(text: str) -> str:
    """Give year and month of a date, `2026-11`; empty where it is none. The day is dropped."""
    if found := _MONTH.fullmatch(text[:SHOWN]):
        return f"{found[1]}-{found[2]}"
    if found := _MONTH_FIRST.fullmatch(text[:SHOWN]):
        return f"{found[2]}-{int(found[1]):02}"
    return ""


def names_month(text: str) -> bool:
    """Whether a label asks for the month."""
    return not {"month", "mes"}.isdisjoint(fold(text).split())
