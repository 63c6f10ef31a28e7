"""The lines of one page of a PDF, with their places, in reading order."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING, Any

from rightscheck.read.documents.limits import MAX_PAGE_CHARACTERS
from rightscheck.read.documents.reading import UnreadableError

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_GAP = 1.6
"""White space wider than this many line heights parts two cells or columns."""
_SAME_BASE = 0.35
"""Lines whose bottoms differ by less than this share of their height stand beside one another."""
_BACK = 10
"""How many lines back in the file a cell may belong to."""
_MAX_CELLS = 60
"""Cells on one line; what has more is no table that anybody reads."""
_NOTE_NUMBER = re.compile(r"(?:(?<=[^\W\d_])|(?<=[.,;:!?\"”’')])|\A)\d{1,3}(?!\d)")
_RAISED = 0.8
_BOLD_WEIGHT = 600
_BOLD_NAME = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_COLUMN_ROWS = 4
_COLUMN_LETTERS = 24
_ENDED = re.compile(r"[.!?:;][\"”’')\]]*\Z")
_LINE = re.compile(r"[^\r\n\x02\ufffe]+[\x02\ufffe]?")
_HYPHENS = str.maketrans("\x02\ufffe", "--")
"""pdfium gives a hyphen at a line end as one of these, and no line end behind it."""


@dataclass(slots=True)
class Segment:
    """A stretch of text on one line without a wide gap. Measured in points from the bottom left of the page."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    bold: bool
    raised: bool = False
    """It begins with a raised number, as a footnote does."""

    @property
    def height(self) -> float:
        """From the lowest descender to the highest ascender of its font."""
        return self.top - self.bottom


@dataclass(slots=True)
class Row:
    """What stands on one line: one segment, or the cells of a table."""

    cells: list[Segment]
    page: int
    number: int = 0
    """Counts the lines of the page, from 1."""
    more: list[Row] = field(default_factory=list)
    """Lines below that belong to the same row of a table."""

    @property
    def first(self) -> Segment:
        """The segment that the line begins with."""
        return self.cells[0]

    @property
    def text(self) -> str:
        """What the line says."""
        return " ".join(cell.text for cell in self.cells)

    @property
    def height(self) -> float:
        """The height of its font."""
        return max(cell.height for cell in self.cells)

    @property
    def bold(self) -> bool:
        """All of it is bold."""
        return all(cell.bold for cell in self.cells)


@dataclass(slots=True)
class Page:
    """One page."""

    number: int
    height: float
    rows: list[Row]
    has_pictures: bool


def read_page(page: PdfPage, number: int) -> Page:
    """Read the lines of a page; `number` counts from 1.

    Raises:
        UnreadableError: It holds far more characters than a page can.

    """
    text_page = page.get_textpage()
    try:
        segments = list(_segments(text_page))
    finally:
        text_page.close()
    rows = _in_columns(_rows(segments, number))
    for count, row in enumerate(rows, 1):
        row.number = count
    return Page(number, page.get_height(), rows, has_pictures=not rows and _has_pictures(page))


def _has_pictures(page: PdfPage) -> bool:
    return next(iter(page.get_objects(max_depth=3)), None) is not None


def _segments(text_page: PdfTextPage) -> Iterator[Segment]:
    """Give the segments of a page in the order of the file."""
    text = _characters(text_page)
    boxes = _Boxes(text_page)
    for line in _LINE.finditer(text):
        words: list[tuple[int, int]] = []
        for word in re.finditer(r"\S+", line[0]):
            start, end = line.start() + word.start(), line.start() + word.end()
            if words and _is_apart(boxes.of(words[-1][1] - 1), boxes.of(start)):
                yield _segment(text, words, boxes)
                words = []
            words.append((start, end))
        if words:
            yield _segment(text, words, boxes)


def _is_apart(before: Box, box: Box) -> bool:
    """Tell whether two words that the file puts on one line stand in two cells, or not on one line at all."""
    height = max(before[3] - before[1], box[3] - box[1], 1.0)
    return box[0] - before[2] > _GAP * height or abs(box[1] - before[1]) > height or box[0] < before[0] - 3 * height


def _segment(text: str, words: Sequence[tuple[int, int]], boxes: _Boxes) -> Segment:
    first, last = words[0][0], words[-1][1] - 1
    heads = [boxes.of(start) for start, _ in words]
    bottom, top = median(box[1] for box in heads), median(box[3] for box in heads)
    shown = text[first : last + 1]
    raised = boxes.raised(shown, first, _RAISED * (top - bottom))
    for at in sorted(raised - {first}, reverse=True):  # at the beginning of a line, it is the footnote's own
        shown = shown[: at - first] + shown[at - first + 1 :]
    bold = all(boxes.is_bold(at) for at in {first, words[len(words) // 2][0], last})
    left, right = min(box[0] for box in heads), max(boxes.of(end - 1)[2] for _, end in words)
    return Segment(shown.translate(_HYPHENS), left, right, bottom, top, bold, first in raised)


def _characters(text_page: PdfTextPage) -> str:
    """Give the characters of a page, so that an offset is the number of the character in pdfium."""
    import pypdfium2.raw as pdfium

    count = text_page.count_chars()
    if count > MAX_PAGE_CHARACTERS:
        raise UnreadableError(
            f"a page of it holds more than {MAX_PAGE_CHARACTERS:,} characters; print it to a new PDF and read that"
        )
    text: str = text_page.get_text_range() if count else ""
    if len(text) == count:
        return text
    codes = (pdfium.FPDFText_GetUnicode(text_page, index) for index in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)


Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""


class _Boxes:
    """Where the characters of a page stand."""

    def __init__(self, text_page: PdfTextPage) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium: Any = pdfium
        self._page = text_page
        self._rect = pdfium.FS_RECTF()
        self._known: dict[int, Box] = {}

    def of(self, index: int) -> Box:
        """Give left, bottom, right, top."""
        found = self._known.get(index)
        if found is None:
            rect = self._rect
            self._pdfium.FPDFText_GetLooseCharBox(self._page, index, ctypes.byref(rect))
            found = self._known[index] = (rect.left, rect.bottom, rect.right, rect.top)
        return found

    def raised(self, shown: str, first: int, height: float) -> set[int]:
        """Find the digits that are set smaller than a height: the numbers of footnotes."""
        found = set()
        for match in _NOTE_NUMBER.finditer(shown):
            for at in range(first + match.start(), first + match.end()):
                box = self.of(at)
                if box[3] - box[1] < height:
                    found.add(at)
        return found

    def is_bold(self, index: int) -> bool:
        """Tell whether a character is set in a bold font."""
        if self._pdfium.FPDFText_GetFontWeight(self._page, index) >= _BOLD_WEIGHT:
            return True
        buffer, flags = ctypes.create_string_buffer(200), ctypes.c_int()
        size = self._pdfium.FPDFText_GetFontInfo(self._page, index, buffer, 200, ctypes.byref(flags))
        return 0 < size <= len(buffer) and _BOLD_NAME.search(buffer.raw[:size].decode("latin-1")) is not None


def _rows(segments: Sequence[Segment], page: int) -> list[Row]:
    """Put segments that stand beside one another on one row."""
    rows: list[Row] = []
    for segment in segments:
        beside = next((row for row in reversed(rows[-_BACK:]) if _is_beside(row, segment)), None)
        if beside is None:
            rows.append(Row([segment], page))
        else:
            beside.cells.append(segment)
            beside.cells.sort(key=lambda cell: cell.left)
    return rows


def _is_beside(row: Row, segment: Segment) -> bool:
    if len(row.cells) >= _MAX_CELLS:
        return False
    height = max(row.height, segment.height, 1.0)
    if abs(row.first.bottom - segment.bottom) > _SAME_BASE * height:
        return False
    return all(segment.left >= cell.right - 1 or segment.right <= cell.left + 1 for cell in row.cells)


def _in_columns(rows: list[Row]) -> list[Row]:
    """Put the rows of a text in two columns in reading order: the left column first."""
    ordered: list[Row] = []
    run: list[Row] = []
    for row in [*rows, None]:
        if row is not None and len(row.cells) == 2:
            run.append(row)
            continue
        ordered += _left_then_right(run) if _are_columns(run) else run
        run = []
        if row is not None:
            ordered.append(row)
    return ordered


def _are_columns(rows: Sequence[Row]) -> bool:
    """Tell whether rows of two cells are lines of running text in two columns, and no table."""
    if len(rows) < _COLUMN_ROWS:
        return False
    if max(row.cells[0].right for row in rows) > min(row.cells[1].left for row in rows):
        return False
    for side in (0, 1):
        texts = [row.cells[side].text for row in rows]
        if sum(map(len, texts)) < _COLUMN_LETTERS * len(texts):
            return False
    run_on = sum(not _ENDED.search(row.cells[0].text) for row in rows)
    return run_on * 2 >= len(rows)


def _left_then_right(rows: Sequence[Row]) -> list[Row]:
    return [Row([row.cells[side]], row.page) for side in (0, 1) for row in rows]
