"""A line of a document with the deciding words underlined, as a good compiler shows it. Widths are terminal cells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from rich.cells import cell_len, get_character_cell_size

from rightscheck.model.finding import Finding
from rightscheck.render.scan_text import inert, primary_role

TAB = "    "
MOST_ROWS = 6
"""Lines of one sentence that are shown; beyond that, only those with deciding words."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Some words of a row. Offsets count characters of the text, later cells."""

    start: int
    end: int
    role: str
    is_primary: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a document, or of a quote that was wrapped."""

    number: str
    """The number of the line; empty for a quote."""
    text: str
    marks: tuple[Mark, ...]
    start: int = 0
    """Where the sentence begins in it."""


def source_rows(finding: Finding, lines: Sequence[str]) -> list[Row]:
    """Give the lines of a file that a finding stands on, with its words marked in them."""
    last = min(max(finding.end_line, finding.line), len(lines))
    rows = []
    for number in range(max(finding.line, 1), last + 1):
        line = lines[number - 1]
        rows.append(Row(str(number), line, _marks_in(finding, number, line), _begin(finding, number, line)))
    if any(row.marks for row in rows):
        rows = [row for row in rows if row.marks or len(rows) <= MOST_ROWS]
    elif rows:
        first = rows[0]
        whole = Mark(first.start, max(first.start, _sentence_end(finding, first.text)), "", is_primary=True)
        rows = [Row(first.number, first.text, (whole,), first.start)]
    return rows[:MOST_ROWS]


def quote_rows(finding: Finding, width: int) -> list[Row]:
    """Wrap a finding's sentence to some rows with its words marked, for a document that has no lines to show."""
    primary = primary_role(finding)
    marks = [Mark(word.start, word.end, word.role, word.role == primary) for word in finding.words]
    rows = []
    for start, end in _wrapped(finding.quote, width):
        here = tuple(
            Mark(max(mark.start, start) - start, min(mark.end, end) - start, mark.role, mark.is_primary)
            for mark in marks
            if mark.start < end and mark.end > start
        )
        rows.append(Row("", finding.quote[start:end], here))
    if len(rows) <= MOST_ROWS:
        return rows
    marked = [row for row in rows if row.marks] or rows
    return marked[:MOST_ROWS]


def cut(row: Row, width: int, dots: str) -> Row:
    """Fit a row in some cells, around its marked words, with dots where it was cut; marks then count cells."""
    focus = (min((m.start for m in row.marks), default=row.start), max((m.end for m in row.marks), default=row.start))
    first = max(
        0, min(focus[0], row.start) - width
    )  # a line may be very long: no more of it is looked at than can show
    last = min(len(row.text), focus[0] + 4 * width)
    shown, cells = _cells(row.text[first:last])

    def at(offset: int) -> int:
        return min(max(offset - first, 0), len(shown))

    left, right = 0, len(shown)
    if first > 0 or last < len(row.text) or cells[-1] > width:
        lead = len(dots) if row.text[: row.start].strip() else 0
        left, right = _window(cells, at(row.start), (at(focus[0]), at(focus[1])), width - len(dots), (lead, len(dots)))
    before = dots if row.text[: first + left].strip() else ""
    after = dots if row.text[first + right :].strip() else ""

    def cell(offset: int) -> int:
        return len(before) + cells[min(max(at(offset), left), right)] - cells[left]

    marks = tuple(Mark(cell(m.start), cell(m.end), m.role, m.is_primary) for m in row.marks)
    return Row(row.number, before + "".join(shown[left:right]) + after, marks)


def underline(row: Row) -> list[tuple[int, str, bool]]:
    """Give the strokes under a row that was cut: where each begins, the stroke, and whether it is primary."""
    end = max((mark.end for mark in row.marks), default=0)
    cells = [" "] * end
    for mark in sorted(row.marks, key=lambda one: one.is_primary):  # the primary words win where they overlap
        cells[mark.start : mark.end] = ("^" if mark.is_primary else "-") * (mark.end - mark.start)
    strokes: list[tuple[int, str, bool]] = []
    for cell, stroke in enumerate(cells):
        if stroke == " ":
            continue
        if strokes and cells[cell - 1] == stroke:
            start, drawn, is_primary = strokes[-1]
            strokes[-1] = (start, drawn + stroke, is_primary)
        else:
            strokes.append((cell, stroke, stroke == "^"))
    return strokes


def labels(row: Row, names: Mapping[str, str], width: int) -> list[str]:
    """Name the words that are not primary, under their strokes; on further lines where names would touch."""
    lines: list[str] = []
    for mark in row.marks:
        name = names.get(mark.role, "")
        if mark.is_primary or mark.end <= mark.start or not name:
            continue
        at = max(0, min(mark.start, width - cell_len(name)))
        for index, line in enumerate(lines):
            if not line or cell_len(line) < at:
                lines[index] = line + " " * (at - cell_len(line)) + name
                break
        else:
            lines.append(" " * at + name)
    return lines


def _marks_in(finding: Finding, number: int, line: str) -> tuple[Mark, ...]:
    primary = primary_role(finding)
    marks = []
    for word in finding.words:
        if not word.line <= number <= word.end_line:
            continue
        start = word.column - 1 if number == word.line else len(line) - len(line.lstrip())
        end = word.end_column - 1 if number == word.end_line else len(line.rstrip())
        start, end = min(max(start, 0), len(line)), min(max(end, 0), len(line))
        if start < end:
            marks.append(Mark(start, end, word.role, word.role == primary))
    return tuple(marks)


def _begin(finding: Finding, number: int, line: str) -> int:
    return min(max(finding.column - 1, 0), len(line)) if number == finding.line else 0


def _sentence_end(finding: Finding, line: str) -> int:
    return min(finding.end_column - 1, len(line)) if finding.end_line == finding.line else len(line.rstrip())


def _wrapped(text: str, width: int) -> list[tuple[int, int]]:
    """Give the stretches of a text that fit in some cells, parted at spaces where there are any."""
    parts = []
    start = 0
    while start < len(text):
        end = min(start + width, len(text))
        while end > start + 1 and _cells(text[start:end])[1][-1] > width:
            end -= 1
        if end < len(text):
            space = text.rfind(" ", start, end + 1)
            end = space if space > start else end
        parts.append((start, end))
        start = end + 1 if text[end : end + 1] == " " else end
    return parts


def _cells(text: str) -> tuple[list[str], list[int]]:
    """Give each character as it is shown, and the cell where each begins, and where the last one ends."""
    plain = inert(text)
    if len(plain) == len(text) and "\t" not in text:  # as nearly always
        shown = list(plain)
    else:
        shown = [TAB if character == "\t" else inert(character) for character in text]
    if all(get_character_cell_size(character) == 1 for character in "".join(shown)):
        return shown, [0, *accumulate(map(len, shown))]
    cells = [0]
    for end in range(1, len(shown) + 1):  # not the sum of the widths: some characters join, and are one on the screen
        cells.append(max(cell_len("".join(shown[:end])), cells[-1]))
    return shown, cells


def _window(
    cells: Sequence[int], begin: int, focus: tuple[int, int], room: int, dots: tuple[int, int]
) -> tuple[int, int]:
    """Choose the characters to show: from the begin of the sentence if its words fit then, or else around them.

    Before what is shown stand dots, of the first width at the begin of the sentence, of the second elsewhere.
    """
    start, end = focus
    if begin <= start and cells[end] - cells[begin] <= room - dots[0]:
        return begin, bisect_right(cells, cells[begin] + room - dots[0]) - 1
    room -= dots[1]
    spare = max(room - (cells[end] - cells[start]), 0)
    left = bisect_left(cells, cells[start] - spare // 2)
    return left, bisect_right(cells, cells[left] + room) - 1
