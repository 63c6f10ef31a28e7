"""A table with one row for each person: what KoboToolbox and ODK export, or what somebody typed in."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from rightscheck.errors import Place, Problem
from rightscheck.read.filled.person import (
    FORMULA,
    MAX_ROWS,
    Cell,
    Contents,
    Entry,
    Formula,
    NoFormError,
    Person,
    fold,
    inert,
    month_of,
    names_month,
)

Row = tuple[int, list[Cell]]
"""Its line in the file, and its cells."""
Names = Callable[[str], str | None]
"""The question that a text names; None for no question."""
_SEPARATORS = ",;\t"
_UUID = ("uuid", "instanceid", "key", "copy")
"""Columns that tell one filled form from another, in the order in which they are believed. `formhub/uuid` is none of
them: it names the survey."""
MAX_GROUPS = 20
"""Groups within one another in the name of a column."""
_TIMES = ("submission time", "submissiondate", "end")
"""Columns that the month is taken from where none is asked for. Nothing but the month is read of them."""
_OURS = ("form", "edition", "role", "language", "rightscheck")
_OF_KOBO = ("start", "today", "deviceid", "username", "phonenumber", "simserial", "subscriberid", "email", "audit")
_OF_ODK = (
    "submitterid",
    "submittername",
    "attachmentspresent",
    "attachmentsexpected",
    "status",
    "reviewstate",
    "edits",
)
_METADATA = frozenset((*_OF_KOBO, *_OF_ODK, "formversion", "instancename", "formhub uuid"))
"""Columns that survey tools add of themselves. Nothing of them is read."""


@dataclass(slots=True)
class _Columns:
    """What each column of the table holds, by its place."""

    questions: dict[int, str]
    uuids: list[int]
    times: list[int]
    months: list[int]
    ours: dict[str, int]
    strange: dict[int, str]


def read_csv(text: str, path: str, question: Names) -> Contents:
    """Read a table that is text.

    Args:
        text: The table, its first row naming the columns.
        path: The file, for places.
        question: Gives the id of the question that a text names.

    Raises:
        NoFormError: Its columns name no question, or it has too many rows.

    """
    try:
        separator = max(_SEPARATORS, key=lambda one: _fits(text, one, question))
        return read_rows(_rows(text, separator), path, question)
    except csv.Error as error:
        raise NoFormError(f"this table is broken ({error})", "export it again as CSV") from None


def read_rows(rows: Iterable[Row], path: str, question: Names) -> Contents:
    """Read the rows of a table; the first one names the columns.

    Raises:
        NoFormError: Its columns name no question, or it has too many rows.

    """
    waiting = iter(rows)
    top, header = next(waiting, (0, []))
    columns = _columns(["" if isinstance(cell, Formula) else cell for cell in header], question)
    if not columns.questions:
        raise NoFormError("this file fits no form: no column of it names a question", "give the forms as exported")
    contents = Contents()
    used: set[int] = set()
    for count, (line, cells) in enumerate(waiting, start=1):
        if count > MAX_ROWS:
            raise NoFormError(f"this table has more than {MAX_ROWS:,} rows", "check that it is the right file")
        if not any(map(_is_filled, cells)):
            continue
        place = Place(path, line, 1)
        if any(map(_is_filled, cells[len(header) :])):
            what = "this row has more cells than the first row names, and is not counted"
            contents.problems.append(Problem(place, what, "put quotation marks around cells that hold a comma"))
            continue
        used |= {at for at in columns.strange if at < len(cells) and _is_filled(cells[at])}
        contents.people.append(_person(cells, columns, f"{path}, row {count + 1}", place))
    for at in sorted(used):
        what = f"the column '{columns.strange[at]}' names no question, and is left out"
        contents.problems.append(Problem(Place(path, top, 1), what, "take it out, or check the name of the question"))
    return contents


def _fits(text: str, separator: str, question: Names) -> int:
    _, header = next(_rows(text, separator), (0, []))
    return sum(isinstance(cell, str) and _named(cell, question) is not None for cell in header)


def _rows(text: str, separator: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    line = 1
    for cells in reader:
        is_hint = line == 1 and len(cells) <= 2 and "".join(cells).startswith("sep=")  # noqa: PLR2004 - sep=, in Excel
        if cells and not is_hint:
            yield line, list(map(_cell, cells))
        line = reader.line_num + 1


def _is_filled(cell: Cell) -> bool:
    return isinstance(cell, Formula) or bool(cell.strip())


def _cell(text: str) -> Cell:
    """Take a cell that a spreadsheet program would work out for a formula."""
    return FORMULA if text.lstrip().startswith(("=", "+", "@")) else text


def _named(header: str, question: Names) -> str | None:
    """Find the question of a column, with or without the groups before it: `group/PC_03`, `group-PC_03`."""
    parts = header.split("/")[:MAX_GROUPS]
    names = ["/".join(parts[start:]) for start in range(len(parts))]
    ends = re.split(r"[.-]", parts[-1])[:MAX_GROUPS]
    names += ["-".join(ends[start:]) for start in range(1, len(ends))]
    return next((found for name in names if (found := question(name)) is not None), None)


def _columns(header: list[str], question: Names) -> _Columns:
    columns = _Columns({}, [], [], [], {}, {})
    uuids: dict[str, int] = {}
    times: dict[str, int] = {}
    for at, name in enumerate(header):
        last = fold(name.rsplit("/", 1)[-1])
        if (found := _named(name, question)) is not None:
            columns.questions[at] = found
        elif last in _OURS:
            columns.ours[last] = at
        elif fold(name) in _UUID or last == "instanceid":
            uuids.setdefault(last if last == "instanceid" else fold(name), at)
        elif last in _TIMES:
            times.setdefault(last, at)
        elif names_month(name):
            columns.months.append(at)
        elif not (name.startswith("_") or last in _METADATA or fold(name) in _METADATA or not last):
            columns.strange[at] = inert(name)
    columns.uuids = [uuids[name] for name in _UUID if name in uuids]
    columns.times = [times[name] for name in _TIMES if name in times]
    return columns


def _person(cells: list[Cell], columns: _Columns, source: str, place: Place) -> Person:
    def at(index: int | None) -> str:
        cell = cells[index] if index is not None and index < len(cells) else ""
        return "" if isinstance(cell, Formula) else cell.strip()

    stated = next((at(index) for index in columns.months if at(index)), "")
    sent = next((found for index in columns.times if (found := month_of(at(index)))), "")
    uuid = next((at(index) for index in columns.uuids if at(index)), "")
    return Person(
        source=source,
        place=place,
        entries=[Entry(name, cells[index]) for index, name in columns.questions.items() if index < len(cells)],
        role=at(columns.ours.get("role")),
        edition=at(columns.ours.get("edition")),
        month=stated or sent,
        marks=(f"uuid:{uuid.removeprefix('uuid:')}",) if uuid else (),
    )
