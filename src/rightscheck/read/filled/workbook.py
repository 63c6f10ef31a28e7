"""A filled workbook. Nothing in it is ever worked out: formulas, macros and links to other files stay what they are.

Read with the same bounds as a Word document (`rightscheck.ooxml`), which no spreadsheet library sets for itself.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from xml.etree.ElementTree import Element

from rightscheck.errors import Place
from rightscheck.model.form import FORM
from rightscheck.ooxml import Package, PackageError
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
    month_of,
    names_month,
)
from rightscheck.read.filled.table import Names, read_rows

MAX_COLUMNS = 1_000
"""Columns of a sheet that are looked at."""
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_ANSWER_HEADINGS = frozenset(("answer", "respuesta", "your answer", "su respuesta"))
_FIRST_DAY = date(1899, 12, 30)
_DAYS = range(36_500, 73_050)
"""Numbers that a spreadsheet program shows as days of this century."""


@dataclass(slots=True)
class _Sheet:
    """The cells of a sheet by row and column, both from 1. Empty cells are missing."""

    name: str
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)


def read_workbook(data: bytes, path: str, question: Names) -> Contents:
    """Read a workbook: a form that one person filled in, or else a table of many.

    Args:
        data: The file.
        path: Its path, for places.
        question: Gives the id of the question that a text names.

    Raises:
        NoFormError: It is no workbook, holds macros or links to other files, is over a limit, or holds no form.

    """
    try:
        package = Package(data)
        _refuse_programs(package)
        sheets = _sheets(package)
    except PackageError as error:
        reason = str(error).replace("word processor", "spreadsheet program")
        what, _, instead = reason.partition("; ")
        raise NoFormError(f"this workbook cannot be read: {what}", instead or "save it again") from None
    labels = _labels(sheets)
    if labels.get("rightscheck") == FORM or FORM in labels.values():
        return Contents([_person(sheets, labels, path, question)])
    return _table(sheets, path, question)


def _refuse_programs(package: Package) -> None:
    for name in package.names:
        if "vbaproject" in name.casefold() or "/macrosheets/" in name.casefold():
            raise NoFormError("this workbook holds macros, and is not counted", "save it as .xlsx, without macros")
        if "/externallinks/" in name.casefold():
            what = "this workbook takes values from other files, and is not counted"
            raise NoFormError(what, "fill the answers in anew, in the form as it was made")
    if "[Content_Types].xml" in package and b"macroEnabled" in package.read("[Content_Types].xml"):
        raise NoFormError("this workbook holds macros, and is not counted", "save it as .xlsx, without macros")


# The form that one person fills in.


def _person(sheets: list[_Sheet], labels: dict[str, str], path: str, question: Names) -> Person:
    entries = [entry for sheet in sheets for entry in _entries(sheet, question)]
    copy = labels.get("copy", "")
    return Person(
        source=path,
        place=Place(path),
        entries=entries,
        role=labels.get("role", ""),
        edition=labels.get("edition", ""),
        month=_stated_month(sheets),
        language=labels.get("language", ""),
        marks=(f"copy:{copy}",) if copy else (),
    )


def _labels(sheets: list[_Sheet]) -> dict[str, str]:
    """Collect pairs of cells beside one another, such as `role` and `residents`, from the sheet that has the mark."""
    for sheet in sheets:
        if any(cell == FORM for row in sheet.rows.values() for cell in row.values()):
            pairs: dict[str, str] = {}
            for row in sheet.rows.values():
                texts = [cell.strip() for _, cell in sorted(row.items()) if isinstance(cell, str)]
                if len(texts) > 1:
                    pairs.setdefault(fold(texts[0]), texts[1])
                elif texts == [FORM]:
                    pairs.setdefault("rightscheck", FORM)
            return pairs
    return {}


def _stated_month(sheets: list[_Sheet]) -> str:
    """Find the month: what stands in the row of a label that asks for it, or in the next row below."""
    for sheet in sheets:
        for number, row in sorted(sheet.rows.items()):
            cells = sorted(row.items())
            label = next((at for at, cell in cells if isinstance(cell, str) and names_month(cell)), None)
            beside = [cell for at, cell in cells if label is not None and at > label]
            below = sheet.rows.get(number + 1, {}).get(label or 0, "")
            for cell in (*beside, below):
                if label is not None and isinstance(cell, str) and (month := month_of(_as_date(cell))):
                    return month
    return ""


def _as_date(text: str) -> str:
    """Give the date that a spreadsheet program keeps as a number of days; leave everything else as it is."""
    days = text.split(".", maxsplit=1)[0]
    if days.isdecimal() and len(days) == len("46327") and int(days) in _DAYS:
        return (_FIRST_DAY + timedelta(days=int(days))).isoformat()
    return text


def _entries(sheet: _Sheet, question: Names) -> list[Entry]:
    """Give the answers of a sheet: those beside the ids of questions."""
    ids = {
        number: at
        for number, row in sorted(sheet.rows.items())
        for at, cell in [min(row.items())]
        if isinstance(cell, str) and question(cell) is not None
    }
    if not ids:
        return []
    first, id_column = next(iter(ids.items()))
    headings = {at: cell for number, row in sheet.rows.items() if number < first for at, cell in row.items()}
    named = [at for at, cell in headings.items() if isinstance(cell, str) and fold(cell) in _ANSWER_HEADINGS]
    answer_column = named[0] if named else id_column + 2
    entries = []
    for number, row in sorted(sheet.rows.items()):
        cell, name = row.get(answer_column, ""), row.get(id_column, "")
        if number < first or not name or (isinstance(cell, str) and not cell.strip()):
            continue
        where = f"cell {_letters(answer_column)}{number}"
        entries.append(Entry("(formula)" if isinstance(name, Formula) else name, cell, where))
    return entries


def _table(sheets: list[_Sheet], path: str, question: Names) -> Contents:
    for sheet in sheets:
        rows = [
            (number, [row.get(at, "") for at in range(1, max(row) + 1)]) for number, row in sorted(sheet.rows.items())
        ]
        if rows and any(isinstance(cell, str) and question(cell.rsplit("/", 1)[-1]) for cell in rows[0][1]):
            return read_rows(rows, path, question)
    if {"survey", "choices"} <= {sheet.name for sheet in sheets}:
        raise NoFormError("this is the survey itself, not its answers", "give what the survey tool exports, as CSV")
    raise NoFormError("this workbook fits no form", "give the form as it was made, with the sheets it had")


# Cells.


def _sheets(package: Package) -> list[_Sheet]:
    relations = _relations(package, "")
    main = next((target for kind, target in relations.values() if kind == "officeDocument"), "xl/workbook.xml")
    if main not in package:
        raise NoFormError("this file fits no form", "give a workbook (.xlsx) that was made as a form")
    parts = _relations(package, main)
    texts: list[str] = []
    for kind, target in parts.values():
        if kind == "sharedStrings" and target in package:
            texts = [_text(one) for one in package.parse(target) if _local(one) == "si"]
    found = []
    for element in package.parse(main).iter():
        if _local(element) == "sheet":
            relation = next((value for key, value in element.items() if key.endswith("}id")), "")
            kind, target = parts.get(relation, ("", ""))
            if kind == "worksheet" and target in package:
                found.append(_sheet(element.get("name", ""), package.parse(target), texts))
    return found


def _relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Give the kind and the target of what a part is related to, by id."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in package:
        return {}
    found = {}
    for one in package.parse(path):
        target = one.get("Target", "")
        whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[one.get("Id", "")] = (one.get("Type", "").rpartition("/")[2], whole)
    return found


def _sheet(name: str, root: Element, texts: list[str]) -> _Sheet:
    sheet = _Sheet(name)
    for row in (one for one in root.iter() if _local(one) == "row"):
        for cell in row:
            at = _REFERENCE.fullmatch(cell.get("r", ""))
            value = _value(cell, texts) if at else ""
            if at is None or (isinstance(value, str) and not value.strip()):
                continue
            column = _number(at[1])
            if column <= MAX_COLUMNS:
                sheet.rows.setdefault(int(at[2]), {})[column] = value
        if len(sheet.rows) > MAX_ROWS + 1:
            raise NoFormError(
                f"this workbook has a sheet of more than {MAX_ROWS:,} rows", "check that it is the right file"
            )
    return sheet


def _value(cell: Element, texts: list[str]) -> Cell:
    kind = cell.get("t", "n")
    children = {_local(child): child for child in cell}
    if "f" in children:
        return FORMULA
    if kind == "inlineStr":
        return _text(children["is"]) if "is" in children else ""
    written = (children["v"].text or "") if "v" in children else ""
    if kind == "s":
        place = int(written) if written.isdecimal() and len(written) < 8 else -1  # noqa: PLR2004 - the limits are lower
        return texts[place] if 0 <= place < len(texts) else ""
    return written.removesuffix(".0") if kind == "n" else written


def _text(element: Element) -> str:
    """Join the pieces of a text, without the notes on how it is pronounced."""
    pieces = []
    waiting = list(reversed(element))
    while waiting:
        one = waiting.pop()
        if _local(one) == "t":
            pieces.append(one.text or "")
        elif _local(one) != "rPh":
            waiting.extend(reversed(one))
    return "".join(pieces)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
