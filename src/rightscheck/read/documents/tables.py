"""The cells of a table row become one block, under the heads of their columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rightscheck.model.document import Spot
from rightscheck.read.documents.outline import Outline, cut, find_mark

Woven = tuple[str, tuple[Spot, ...]]
"""Text, and the places of its stretches."""
BETWEEN = " | "
_ENDED = re.compile(r"[.!?;:,…][\"”’')\]]*\Z")


def add_row(
    outline: Outline,
    cells: Sequence[Sequence[Woven]],
    columns: Sequence[str] | None,
    intro: str | None,
    part: str | None = None,
) -> list[str]:
    """Add a row. Empty cells are left out, and so is the head of their column.

    Args:
        outline: The document.
        cells: The lines of each cell.
        columns: The head of each column, or None for the row that holds the heads.
        intro: The sentence that introduces the table.
        part: The part of the package.

    Returns:
        The text of each cell, empty ones too.

    """
    joined = [_join(cell, None) for cell in cells]
    kept = [index for index, (text, _) in enumerate(joined) if text]
    text, spots = _join([joined[index] for index in kept], BETWEEN)
    if columns is None:
        outline.note(text, spots, "heading", part)
    else:
        heads = [columns[index] if index < len(columns) else "" for index in kept]
        outline.row(text, spots, heads if any(heads) else (), intro, part)
    return [text for text, _ in joined]


def _join(texts: Sequence[Woven], between: str | None) -> Woven:
    """Join texts; lines of a cell are parted by a semicolon where the first has no end of its own."""
    whole, last, spots = "", "", []
    for one in texts:
        text, places = one if between is not None else _without_mark(*one)
        if whole:
            whole += between or (" " if _ENDED.search(last) else "; ")
        spots += [Spot(spot.start + len(whole), spot.line, spot.column, spot.page) for spot in places]
        whole, last = whole + text, text
    return whole, tuple(spots)


def _without_mark(text: str, spots: tuple[Spot, ...]) -> Woven:
    mark = find_mark(text)
    return cut(text, spots, mark.end) if mark and mark.style in "•-▪*[]" else (text, spots)
