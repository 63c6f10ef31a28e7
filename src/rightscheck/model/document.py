"""A policy document as a reader of any format hands it on: blocks of text that know their place."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["paragraph", "item", "row", "heading", "note", "box"]
"""A paragraph, a list item, a table row, a heading, a footnote, or a text box."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a stretch of a block's text begins in the file. From there on, one character is one column."""

    start: int
    """Offset in the block's text, from 0."""
    line: int
    """Counts from 1. In a Word or ODT file: the number of the paragraph. In a PDF: the line on its page."""
    column: int
    """Counts from 1, in characters."""
    page: int | None = None
    """Counts from 1; only where the format has pages of its own (PDF)."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, list item, table row, or heading, read as a person reads it.

    Markup is gone, white space is single, a word broken over a line end is whole. The cells of a table
    row stand in `text` parted by " | ".
    """

    text: str
    kind: BlockKind
    spots: tuple[Spot, ...]
    """In the order of `start`; the first starts at 0."""
    headings: tuple[str, ...] = ()
    """The headings it stands under, the outermost first."""
    intro: str | None = None
    """The sentence that introduces its list, for a list item: "Residents may not:"."""
    columns: tuple[str, ...] = ()
    """The head of its table, for a row."""
    part: str | None = None
    """The part of a package it stands in, such as `word/footnotes.xml`; None for the main text."""

    def spot_at(self, offset: int) -> Spot:
        """Tell where the character at an offset of the text stands in the file."""
        spot = self.spots[bisect_right(self.spots, offset, key=lambda one: one.start) - 1]
        return Spot(offset, spot.line, spot.column + offset - spot.start, spot.page)


@dataclass(frozen=True, slots=True)
class Allowance:
    """A comment in a document that lets a rule stand: `rightscheck: allow ID until DATE because REASON`."""

    rule: str
    """Id of the red flag as it was written; may name nothing."""
    until: str
    """The date as it was written, or empty."""
    reason: str
    line: int
    """Where the comment stands."""
    covers: tuple[int, int]
    """First and last line that it speaks for: the block after it, or the one it stands in."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document that was read whole."""

    path: str
    """As it is printed: from the folder that was given, parted by "/"."""
    format: str
    """markdown, text, html, docx, odt, or pdf."""
    blocks: tuple[Block, ...]
    lines: tuple[str, ...] | None = None
    """The lines of the file, where it is text that a person can open in an editor; None for DOCX, ODT and PDF."""
    allowances: tuple[Allowance, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Skipped:
    """A document that was not read, or not wholly. Unread is never clean."""

    path: str
    reason: str
    """What kept it from being read, and what to do: "it is a scan without text; run text recognition on it"."""
