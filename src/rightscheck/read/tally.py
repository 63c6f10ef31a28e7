"""A tally file becomes a `Tally`, or a list of problems with the line of each."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import cast

from rightscheck.errors import InputError, Place, Problem
from rightscheck.model.tally import LEAST, TALLY, Count, QuestionTally, Tally, TallyRole
from rightscheck.read.text import read_text

COLUMNS = ("form", "role", "first", "last", "standards", "question", "answer", "people")
ALL, TOO_FEW, MEAN, SEVERAL = "(all)", "(too few)", "(mean)", "(several)"
MAX_PEOPLE = 1_000_000
_AGAIN = "make it anew with rightscheck collect"
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_STANDARD = re.compile(r"[a-z0-9][a-z0-9-]*@\d+\.\d+\.\d+")
_QUESTION = re.compile(r"[A-Z][A-Z0-9]*-[0-9]+[A-Za-z]*(?:-[a-z0-9-]+)?")
_ANSWER = re.compile(r"[a-z0-9][a-z0-9-]*")
_COUNT = re.compile(r"(?P<low>[1-9]\d{0,6})(?P<more>\+?)|<5")
_EDGES = (0, 25, 50, 75, 100)
_BANDS = {f"{low}-{high}": (low, high) for low, high in combinations(_EDGES, 2) if (low, high) != (0, 100)}
_SHOWN = 40
_SEPARATORS = ",;\t"
_HEAD = 500
Row = tuple[int, list[str]]


def load_tally(path: Path) -> Tally:
    """Read a tally file that `rightscheck collect` wrote.

    Raises:
        InputError: It cannot be read, or anything in it is not as it was written.

    """
    text = read_text(path, what="tally", start=_AGAIN)
    reader = _Reader(str(path))
    found = reader.read(text)
    if found is None or reader.problems:
        raise InputError(reader.problems)
    return found


def is_tally(path: Path) -> bool:
    """Whether a file begins as a tally does. Only its beginning is read, so that many files can be asked."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            head = stream.read(_HEAD).decode("utf-8-sig", "replace")
    except OSError:
        return False
    return _header(head) in {separator.join(COLUMNS) for separator in _SEPARATORS}


@dataclass(slots=True)
class _Reader:
    path: str
    problems: list[Problem] = field(default_factory=list)
    questions: dict[str, dict[str, Row]] = field(default_factory=dict)
    """The rows of each question by their answers."""

    def tell(self, line: int, what: str, instead: str = _AGAIN) -> None:
        self.problems.append(Problem(Place(self.path, line, 1), what, instead))

    def read(self, text: str) -> Tally | None:
        rows = self._rows(text)
        if rows is None:
            return None
        head = tuple(rows[0][1][:5])
        for line, cells in rows:
            if tuple(cells[:5]) != head:
                self.tell(line, "this row is of another tally than the first", "keep each tally in a file of its own")
        standards = self._standards(rows[0][0], head)
        people = self._head(rows[0], head)
        for row in rows[1:]:
            self._sort(row)
        questions = {
            name: found for name, rows in self.questions.items() if (found := self._question(name, rows, people))
        }
        if people is None:
            return None
        role = cast("TallyRole", head[1])
        return Tally(role, standards, head[2], head[3], people, questions, self.path)

    def _rows(self, text: str) -> list[Row] | None:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
        rows: list[Row] = []
        try:
            rows.extend((reader.line_num, cells) for cells in reader if any(cells))
        except csv.Error as error:
            self.tell(reader.line_num, f"this is no table ({error})")
            return None
        if not rows or tuple(rows[0][1]) != COLUMNS:
            self.tell(1, "this is no tally: its first row is not that of one", "give the file that collect wrote")
            return None
        for line, cells in rows[1:]:
            if len(cells) != len(COLUMNS):
                self.tell(line, f"this row has {len(cells)} cells, not {len(COLUMNS)}")
        rows = [row for row in rows[1:] if len(row[1]) == len(COLUMNS)]
        if not rows:
            self.tell(1, "this tally holds no counts")
            return None
        return rows

    def _standards(self, line: int, head: tuple[str, ...]) -> dict[str, str]:
        parts = head[4].split(" ")
        if not all(_STANDARD.fullmatch(part) for part in parts) or parts != sorted(set(parts)):
            self.tell(line, f"'{_shown(head[4])}' names no standards with their versions")
            return {}
        return dict(part.split("@") for part in parts)

    def _head(self, row: Row, head: tuple[str, ...]) -> int | None:
        """Check what every row begins with, and give the number of people from the first one."""
        line, cells = row
        if head[0] != TALLY:
            self.tell(line, f"'{_shown(head[0])}' is no form of a tally that is known", f"it should be {TALLY}")
        if head[1] not in ("staff", "residents"):
            self.tell(line, f"'{_shown(head[1])}' is neither residents nor staff")
        first, last = head[2:4]
        if not (_MONTH.fullmatch(first) and _MONTH.fullmatch(last) and first <= last) and (first or last):
            self.tell(line, f"'{_shown(first)}' to '{_shown(last)}' are no months", "write months as 2026-11")
        if cells[5:7] != [ALL, ALL]:
            self.tell(line, f"the first row does not tell how many people there are: {ALL}")
            return None
        people = self._count(line, cells[7])
        if people is not None and (people.exact is None or not LEAST <= people.exact <= MAX_PEOPLE):
            self.tell(line, f"'{_shown(cells[7])}' is no number of {LEAST} people or more")
            return None
        return people.exact if people else None

    def _sort(self, row: Row) -> None:
        line, (*_, question, answer, _people) = row
        rows = self.questions.setdefault(question, {})
        if not _QUESTION.fullmatch(question):
            self.tell(line, f"'{_shown(question)}' is the id of no question")
        elif answer in rows:
            self.tell(line, f"{question} has two rows for '{_shown(answer)}'")
        elif not (_ANSWER.fullmatch(answer) or answer in (TOO_FEW, MEAN, SEVERAL)):
            self.tell(line, f"'{_shown(answer)}' is the id of no answer")
        else:
            rows[answer] = row

    def _question(self, name: str, rows: dict[str, Row], people: int | None) -> QuestionTally | None:
        if TOO_FEW in rows:
            line, cells = rows[TOO_FEW]
            if len(rows) > 1 or cells[7] != "<5":
                self.tell(line, f"{name} cannot have too few answers and counts as well")
            return QuestionTally(name)
        counts = dict(self._counts(rows))
        line = min((line for line, _ in rows.values()), default=0)
        if not counts and not self.problems:
            self.tell(line, f"{name} has no counts")
        if people is not None and sum(count.low for count in counts.values()) > people:
            self.tell(line, f"{name} counts more answers than the {people} people that there are")
        if not counts:
            return None
        return QuestionTally(name, counts, self._mean(rows.get(MEAN)), self._several(rows.get(SEVERAL)))

    def _counts(self, rows: dict[str, Row]) -> Iterator[tuple[str, Count]]:
        for answer, (line, cells) in rows.items():
            if answer not in (MEAN, SEVERAL) and (count := self._count(line, cells[7])) is not None:
                yield answer, count

    def _count(self, line: int, text: str) -> Count | None:
        found = _COUNT.fullmatch(text)
        if not found:
            self.tell(line, f"'{_shown(text)}' is no count of people", "it should be a number, 5+, or <5")
            return None
        if not found["low"]:
            return Count(0, LEAST - 1)
        low = int(found["low"])
        if low < LEAST or (found["more"] and low != LEAST):
            self.tell(line, f"'{_shown(text)}' is no count that a tally shows", "a count under five is written <5")
            return None
        return Count(low, None if found["more"] else low)

    def _mean(self, row: Row | None) -> tuple[int, int] | None:
        if row is None:
            return None
        if row[1][7] not in _BANDS:
            self.tell(row[0], f"'{_shown(row[1][7])}' is no band of means", f"it is one of {', '.join(_BANDS)}")
        return _BANDS.get(row[1][7])

    def _several(self, row: Row | None) -> bool | None:
        if row is None:
            return None
        if row[1][7] not in ("yes", "no"):
            self.tell(row[0], f"'{_shown(row[1][7])}' is neither yes nor no")
        return row[1][7] == "yes"


def _separator(text: str) -> str:
    """Find what stands between the cells: spreadsheet programs of many countries save a table with semicolons."""
    return next((one for one in _SEPARATORS if _header(text) == one.join(COLUMNS)), ",")


def _header(text: str) -> str:
    return re.split(r"[\r\n]", text.lstrip(), maxsplit=1)[0].replace('"', "").strip()


def _shown(text: str) -> str:
    """Give the beginning of a cell, fit to be shown. The reader of text has refused control characters already."""
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
