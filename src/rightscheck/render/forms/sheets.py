"""Workbooks as this package writes them: text stays text, and the same content gives the same bytes."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook

from rightscheck.render.words import plain
from rightscheck.version import __version__

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

_MADE = datetime(2026, 1, 1)
"""When every workbook says that it was made."""
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def new_workbook() -> Workbook:
    """Start a workbook without sheets, and with nobody's name in it."""
    book = Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    book.properties.creator = f"rightscheck {__version__}"
    book.properties.created = _MADE
    return book


def put(sheet: Worksheet, row: int, column: int, text: str) -> Cell | MergedCell:
    """Write a text into a cell as text, also where it would be a formula."""
    cell = sheet.cell(row, column)
    cell.value = plain(text)
    cell.data_type = "s"
    return cell


def to_bytes(book: Workbook) -> bytes:
    """Give the file, with fixed times in place of those of its making."""
    made = BytesIO()
    book.save(made)
    fixed = BytesIO()
    with ZipFile(made) as source, ZipFile(fixed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = _MODIFIED.sub(rb"\g<1>" + _MADE.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), data)
            info = ZipInfo(name)  # of the first day that a ZIP knows
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            target.writestr(info, data)
    return fixed.getvalue()
