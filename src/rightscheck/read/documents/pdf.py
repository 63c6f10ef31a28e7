"""A PDF becomes blocks: its lines are put together to paragraphs again."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rightscheck.model.document import Document, Skipped
from rightscheck.read.documents.limits import MAX_PDF_CHARACTERS, MAX_PDF_PAGES
from rightscheck.read.documents.outline import BULLETS, LOOSE_LEVEL, Outline, cut, find_mark, may_be_heading
from rightscheck.read.documents.pdf_page import Page, Row, read_page
from rightscheck.read.documents.reading import Reading, UnreadableError
from rightscheck.read.documents.tables import Woven, add_row
from rightscheck.read.documents.weave import Hyphens, Weave

_PAGE_NUMBER = re.compile(
    r"\W*+(?:page|p\.|página|seite)?\s*(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/|de|von)\s*\d{1,4})?\W*\Z", re.IGNORECASE
)
_CONTENTS_LINE = re.compile(r"(?<!\.)(?<!\.\s)(?:\.\s?+){4,}+\s*+\d++\Z")
_ENDED = re.compile(r"[.!?;:…][\"”’')\]]*\Z")
_MARGIN = 0.09
"""Headers and footers stand in this share of the page, at the top or the bottom."""
_NOTE = re.compile(r"\d{1,3}\s*(?=[^\W\d_]|[\"“‘'(])")
_LARGER = 1.12
_SAME_SIZE = 1.07
_TIGHT_LEADING = 1.15
_LOOSE_LEADING = 1.3
_WEAK_STYLES = frozenset(("1.", "a.", "A.", "i.", "-", "–", "—", "1)", "+", "*"))
_ENCRYPTED = "it is encrypted; save it without a password"
_BROKEN = "it is damaged, or no PDF; open it in a PDF program and save it again"
_SCAN = "it is a scan without text; run text recognition on it"


def read_pdf(data: bytes, name: str) -> Reading:
    """Read a PDF.

    Raises:
        UnreadableError: It is encrypted, damaged, over a limit, or has no text.

    """
    pages = _pages(data)
    if not any(page.rows for page in pages):
        raise UnreadableError(_SCAN if any(page.has_pictures for page in pages) else "it has no text; check the file")
    rows = _without_margins(pages)
    outline = Outline()
    _Pdf(outline, rows).read()
    unread = [page.number for page in pages if page.has_pictures]
    skipped = (Skipped(name, _unread_pages(unread)),) if unread else ()
    return Reading(Document(name, "pdf", tuple(outline.blocks)), skipped)


def _unread_pages(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return f"page {numbers[0]} is a picture without text; run text recognition on it"
    shown = ", ".join(map(str, numbers[:-1]))
    return f"pages {shown} and {numbers[-1]} are pictures without text; run text recognition on them"


def _pages(data: bytes) -> list[Page]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(_ENCRYPTED if "password" in str(error).lower() else _BROKEN) from None
    try:
        count = len(document)
        if count > MAX_PDF_PAGES:
            raise UnreadableError(f"it has more than {MAX_PDF_PAGES:,} pages; split it")
        return _read_pages(document, count)
    except pypdfium2.PdfiumError:
        raise UnreadableError(_BROKEN) from None
    finally:
        document.close()


def _read_pages(document: object, count: int) -> list[Page]:
    pages: list[Page] = []
    characters = 0
    for number in range(1, count + 1):
        pages.append(_page(document, number))
        characters += sum(len(row.text) for row in pages[-1].rows)
        if characters > MAX_PDF_CHARACTERS:
            raise UnreadableError(f"it has more than {MAX_PDF_CHARACTERS:,} characters; split it")
    return pages


def _page(document: object, number: int) -> Page:
    page = document[number - 1]  # type: ignore[index]
    try:
        return read_page(page, number)
    finally:
        page.close()


# Headers and footers.


def _without_margins(pages: Sequence[Page]) -> list[Row]:
    """Give the rows of all pages, without page numbers and without what stands on several pages at the same place."""
    edges = [(page, _edge_rows(page)) for page in pages]
    seen: Counter[tuple[str, int]] = Counter()
    for _, (top, bottom) in edges:
        seen.update({_margin_key(row) for row in (*top, *bottom)})
    kept = []
    for page, sides in edges:
        dropped = {id(row) for side in sides for row in _margin_rows(side, seen)}
        kept += [row for row in page.rows if id(row) not in dropped and not _CONTENTS_LINE.search(row.text)]
    return kept


def _margin_rows(rows: Sequence[Row], seen: Counter[tuple[str, int]]) -> Iterator[Row]:
    """Give the header or footer among the outermost rows: what stands apart from it, further in, is text."""
    last: Row | None = None
    for row in rows:
        is_apart = last is not None and abs(last.first.bottom - row.first.bottom) > 2 * max(last.height, row.height)
        if is_apart or not (_PAGE_NUMBER.match(row.text) or _repeats(row, seen)):
            return
        yield row
        last = row


def _edge_rows(page: Page) -> tuple[list[Row], list[Row]]:
    """Give the rows at the top and at the bottom of a page, each from the outside in."""
    top = [row for row in page.rows if row.first.bottom > page.height * (1 - _MARGIN)]
    bottom = [row for row in page.rows if row.first.top < page.height * _MARGIN]
    return sorted(top, key=lambda row: -row.first.bottom), sorted(bottom, key=lambda row: row.first.bottom)


def _margin_key(row: Row) -> tuple[str, int]:
    return re.sub(r"\d+", "0", row.text), round(row.first.bottom / 4)


def _repeats(row: Row, seen: Counter[tuple[str, int]]) -> bool:
    text, place = _margin_key(row)
    return sum(seen[text, place + shift] for shift in (-1, 0, 1)) > 1


# Paragraphs.


@dataclass(slots=True)
class _Measures:
    """What is usual in this document, in points."""

    height: float
    """Of the body's font."""
    leading: float
    """From line to line in a paragraph."""
    bold: bool
    """The body itself is bold."""


class _Pdf:
    def __init__(self, outline: Outline, rows: Sequence[Row]) -> None:
        self.outline = outline
        self.rows = rows
        self.hyphens = Hyphens("\n".join(row.text for row in rows))
        self.usual = _measure(rows)
        self.edges = _right_edges(rows)
        self.sizes = _sizes(row.height for row in rows if self._is_larger(row))

    def read(self) -> None:
        """Read all rows."""
        block: list[Row] = []
        table: list[Row] = []
        for row in self.rows:
            if len(row.cells) > 1 and not self._is_marked(row):
                self._end(block)
                block = []
                table.append(row)
                continue
            if table and self._continues_cell(table, row):
                table.append(row)
                continue
            self._end_table(table)
            table = []
            if block and not self._goes_on(block, row):
                self._end(block)
                block = []
            block.append(row)
        self._end(block)
        self._end_table(table)

    def _is_marked(self, row: Row) -> bool:
        """Tell whether the first of two cells is only the bullet or the number of an item."""
        return len(row.cells) == 2 and find_mark(f"{row.cells[0].text} x") is not None and len(row.cells[0].text) < 8

    def _continues_cell(self, table: Sequence[Row], row: Row) -> bool:
        """Tell whether a single line is the next line of a cell in the row above."""
        above = table[-1]
        if above.page != row.page or row.bold or find_mark(row.text):
            return False
        if not 0 < above.first.bottom - row.first.bottom < self.usual.leading * _TIGHT_LEADING:
            return False
        whole = next(one for one in reversed(table) if len(one.cells) > 1)
        return any(abs(cell.left - row.first.left) < 2 for cell in whole.cells)

    def _goes_on(self, block: Sequence[Row], row: Row) -> bool:
        """Tell whether a line belongs to the paragraph of the lines above it."""
        above = block[-1]
        if row.first.raised or self._looks_different(above, row) or self._begins_item(above, row):
            return False
        if above.text.count("(") > above.text.count(")"):
            return True
        runs_on = row.text[0].islower() or not _ENDED.search(above.text)
        if self._is_new_flow(above, row):
            return runs_on and not self._has_room(above, row) and not self._is_heading([row])
        is_wrapped = not self._has_room(above, row) or (row.text[0].islower() and not _ENDED.search(above.text))
        return self._is_near(above, row) and is_wrapped and (runs_on or self._is_aligned(block, row))

    def _looks_different(self, above: Row, row: Row) -> bool:
        return abs(above.height - row.height) > 0.08 * self.usual.height or above.bold != row.bold

    def _is_near(self, above: Row, row: Row) -> bool:
        """Tell whether a line stands as close below another as lines of a paragraph do."""
        scale = max(1.0, row.height / self.usual.height)
        return above.first.bottom - row.first.bottom <= self.usual.leading * _LOOSE_LEADING * scale

    def _is_new_flow(self, above: Row, row: Row) -> bool:
        """Tell whether a line stands on another page or at the top of another column."""
        return above.page != row.page or row.first.bottom > above.first.bottom

    def _is_aligned(self, block: Sequence[Row], row: Row) -> bool:
        """Tell whether a line begins where a line of the same paragraph would."""
        shift = row.first.left - block[-1].first.left
        if abs(shift) < 2:
            return True
        if len(block) > 1:
            return False  # the second line sets the edge
        return shift < 0 or find_mark(block[0].text) is not None  # indented first line, or hanging item

    def _has_room(self, above: Row, row: Row) -> bool:
        """Tell whether the first word of a line had room on the line above, so that the break is meant."""
        word = row.text.split(maxsplit=1)[0]
        per_letter = (row.first.right - row.first.left) / max(len(row.first.text), 1)
        edge = self.edges.get((above.page, round(above.first.left / 40)), above.cells[-1].right)
        return above.cells[-1].right + per_letter * (len(word) + 2) < edge

    def _begins_item(self, above: Row, row: Row) -> bool:
        mark = find_mark(row.text)
        if mark is None:
            return False
        if mark.style not in _WEAK_STYLES:
            return True
        return (
            bool(_ENDED.search(above.text)) or above.text.endswith((",", " and", " or")) or self._has_room(above, row)
        )

    # Blocks.

    def _end(self, block: Sequence[Row]) -> None:
        if not block:
            return
        text, spots = self._weave(block)
        if not text:
            return
        note = _NOTE.match(text)
        if note and block[0].first.raised:
            text, spots = cut(text, spots, note.end())
            self.outline.note(text, spots, "note", None)
        elif self._is_heading(block) and may_be_heading(text):
            self.outline.heading(text, spots, self._level(block[0]))
        else:
            self.outline.paragraph(text, spots)

    def _is_heading(self, block: Sequence[Row]) -> bool:
        mark = find_mark(block[0].text)
        if len(block) > 3 or (mark is not None and mark.style in BULLETS):
            return False
        if all(self._is_larger(row) for row in block) or (not self.usual.bold and all(row.bold for row in block)):
            return True
        text = block[0].text
        return len(block) == 1 and text.isupper() and sum(map(str.isalpha, text)) > 4 and not _ENDED.search(text)

    def _is_larger(self, row: Row) -> bool:
        return row.height > self.usual.height * _LARGER

    def _level(self, row: Row) -> int:
        if self._is_larger(row):
            rank = sum(size > row.height * _SAME_SIZE for size in self.sizes)
            return min(rank + 1, LOOSE_LEVEL - 2)
        return LOOSE_LEVEL - 1

    def _weave(self, rows: Sequence[Row]) -> Woven:
        weave = Weave(self.hyphens)
        for row in rows:
            column = 1
            for index, cell in enumerate(row.cells):
                if index:
                    weave.insert(" ")
                weave.add(cell.text, row.number, column, row.page)
                column += len(cell.text) + 1
            weave.end_line()
        return weave.finish()

    # Tables.

    def _end_table(self, rows: Sequence[Row]) -> None:
        if not rows:
            return
        lefts = _column_edges(rows)
        intro = self.outline.introduction()
        groups = list(self._table_rows(rows))
        has_head = (
            len(groups) > 1
            and not self.usual.bold
            and all(row.bold for row in groups[0])
            and not any(row.bold for row in groups[1])
        )
        columns: list[str] | None = None if has_head else []
        for group in groups:
            cells = self._weave_cells(group, lefts)
            if columns and [text for text, _ in cells] == columns:
                continue  # the head again, on the next page
            read = add_row(self.outline, [[cell] if cell[0] else [] for cell in cells], columns, intro)
            columns = read if columns is None else columns
        self.outline.close()

    def _table_rows(self, rows: Sequence[Row]) -> Iterator[list[Row]]:
        """Put lines that are one row of a table together: those that stand closer than rows do."""
        distances = [above.first.bottom - row.first.bottom for above, row in pairwise(rows) if above.page == row.page]
        closest, widest = min(distances, default=0.0), max(distances, default=0.0)
        is_padded = widest > closest * 1.25 and closest < rows[0].height * 1.5
        group = [rows[0]]
        for above, row in pairwise(rows):
            near = above.page == row.page and above.first.bottom - row.first.bottom < closest * 1.12
            if len(row.cells) == 1 or (is_padded and near):
                group.append(row)
            else:
                yield group
                group = [row]
        yield group

    def _weave_cells(self, rows: Sequence[Row], lefts: Sequence[float]) -> list[Woven]:
        """Give the text of each cell of a row that may run over several lines."""
        weaves = [Weave(self.hyphens) for _ in lefts]
        for row in rows:
            column = 1
            for cell in row.cells:
                weave = weaves[max(bisect_right(lefts, cell.left + 1) - 1, 0)]
                weave.add(cell.text, row.number, column, row.page)
                weave.end_line()
                column += len(cell.text) + 1
        return [weave.finish() for weave in weaves]


def _measure(rows: Sequence[Row]) -> _Measures:
    heights = Counter[float]()
    bold = 0
    for row in rows:
        heights[round(row.height, 1)] += len(row.text)
        bold += len(row.text) if row.bold else 0
    height = heights.most_common(1)[0][0] if heights else 1.0
    steps = [
        above.first.bottom - row.first.bottom
        for above, row in pairwise(rows)
        if above.page == row.page
        and 0.8 * height < above.first.bottom - row.first.bottom < 2.5 * height
        and abs(above.height - height) < 0.1 * height
    ]
    steps.sort()
    # The third smallest step: most steps of a contract lead to a new clause, and one or two may be an oddity.
    leading = steps[min(2, len(steps) // 3)] if steps else 1.2 * height
    return _Measures(height, leading, bold * 2 > sum(heights.values()))


def _sizes(heights: Iterable[float]) -> list[float]:
    """Give the sizes of headings, the largest first; those that hardly differ are one."""
    sizes: list[float] = []
    for height in sorted(heights, reverse=True):
        if not sizes or sizes[-1] > height * _SAME_SIZE:
            sizes.append(height)
    return sizes


def _right_edges(rows: Sequence[Row]) -> dict[tuple[int, int], float]:
    """Tell for each page and each left edge (in steps of 40 points) how far to the right its lines reach."""
    edges: dict[tuple[int, int], float] = {}
    for row in rows:
        if len(row.cells) > 1:
            continue
        for step in (-1, 0, 1):
            key = row.page, round(row.first.left / 40) + step
            edges[key] = max(edges.get(key, 0.0), row.first.right)
    return edges


def _column_edges(rows: Sequence[Row]) -> list[float]:
    """Find where the columns of a table begin."""
    lefts: list[float] = []
    for left in sorted(cell.left for row in rows for cell in row.cells):
        if not lefts or left - lefts[-1] > 12:
            lefts.append(left)
    return lefts
