"""Plain text becomes blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rightscheck.model.document import Document
from rightscheck.read.documents.decode import decode, lines_of
from rightscheck.read.documents.entries import Line, entries, take_line
from rightscheck.read.documents.outline import LOOSE_LEVEL, Outline, find_mark, looks_like_heading
from rightscheck.read.documents.reading import Reading
from rightscheck.read.documents.weave import Hyphens, Weave

_UNDERLINE = re.compile(r"\s{0,3}(?P<mark>=|-|~|\*|_)(?P=mark){2,}\s*\Z")
_FORWARDED = re.compile(r"(?: {0,3}>)+ ?")
_RULE = re.compile(r"[\s\-=_*~#.·•—–]+\Z")


def read_plain(data: bytes, name: str) -> Reading:
    """Read a plain text file.

    Raises:
        UnreadableError: It is no text, or over a limit.

    """
    text = decode(data)
    outline = Outline()
    read_lines(outline, [_unquoted(line, number) for number, line in enumerate(text.split("\n"), 1)], Hyphens(text))
    return Reading(Document(name, "text", tuple(outline.blocks), lines_of(text)))


def _unquoted(line: str, number: int) -> tuple[str, int, int]:
    """Take the signs off with which a mail program marks what it forwards: "> 1) No visitors"."""
    marks = _FORWARDED.match(line)
    return (line[marks.end() :], number, marks.end() + 1) if marks else (line, number, 1)


def read_lines(outline: Outline, lines: Sequence[tuple[str, int, int]], hyphens: Hyphens) -> None:
    """Read lines of plain text: each with its number and the column where it begins, both from 1."""
    paragraph: list[tuple[str, int, int]] = []
    for one in lines:
        if one[0].strip():
            paragraph.append(one)
        elif paragraph:
            _paragraph(outline, paragraph, hyphens)
            paragraph = []
    if paragraph:
        _paragraph(outline, paragraph, hyphens)


def _paragraph(outline: Outline, lines: list[tuple[str, int, int]], hyphens: Hyphens) -> None:
    start = 0
    while (underline := _find_underline(lines, start)) is not None:
        _entries(outline, lines[start : underline - 1], hyphens)
        _heading(outline, lines[underline - 1], 1 if "=" in lines[underline][0] else 2, hyphens)
        start = underline + 1
    lines = [line for line in lines[start:] if not _RULE.match(line[0])]
    if len(lines) == 1 and looks_like_heading(lines[0][0].strip()) and find_mark(lines[0][0].strip()) is None:
        _heading(outline, lines[0], LOOSE_LEVEL - 1 if lines[0][0].isupper() else LOOSE_LEVEL, hyphens)
        return
    _entries(outline, lines, hyphens)


def _find_underline(lines: Sequence[tuple[str, int, int]], start: int) -> int | None:
    """Find a line of signs right below a short line, from a line on."""
    for index in range(start + 1, len(lines)):
        if _UNDERLINE.match(lines[index][0]) and len(lines[index - 1][0].strip()) <= 90:
            return index
    return None


def _heading(outline: Outline, line: tuple[str, int, int], level: int, hyphens: Hyphens) -> None:
    weave = Weave(hyphens)
    weave.add(*line)
    outline.heading(*weave.finish(), level=level)


def _entries(outline: Outline, lines: Sequence[tuple[str, int, int]], hyphens: Hyphens) -> None:
    for group in entries([Line([line]) for line in lines]):
        weave = Weave(hyphens)
        for one in group:
            take_line(weave, one)
        outline.paragraph(*weave.finish())
