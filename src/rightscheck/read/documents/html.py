"""HTML becomes blocks: what a reader sees in the browser, without its scripts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from rightscheck.model.document import Document
from rightscheck.ooxml import MAX_DEPTH
from rightscheck.read.documents.allowances import find_allowances, may_allow
from rightscheck.read.documents.decode import decode, lines_of
from rightscheck.read.documents.entries import Line, entries, take_line
from rightscheck.read.documents.html_tokens import Comment, Tag, Text, comments, tokens
from rightscheck.read.documents.outline import LOOSE_LEVEL, Outline, may_be_heading
from rightscheck.read.documents.reading import Reading, UnreadableError
from rightscheck.read.documents.tables import Woven, add_row
from rightscheck.read.documents.weave import Hyphens, Weave

_BLOCK_NAMES = """
    address article aside blockquote body button caption center details dialog div fieldset figcaption figure footer
    form header hr html legend main menu nav option p pre search section select summary td th
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset(("ul", "ol", "menu", "dl"))
_ITEMS = frozenset(("li", "dt", "dd"))
_BOLD = frozenset(("b", "strong"))
_BREAKING = frozenset((*_HEADINGS, *_BLOCKS, *_ITEMS, *_LISTS, "table", "tr"))
"""The elements that end the paragraph before them."""
_VOID_NAMES = "area base br col embed hr img input link meta param source track wbr"
_VOID = frozenset(_VOID_NAMES.split())
_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_ENDED_BY = {
    "li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "tr": {"tr", "td", "th"}, "td": {"td", "th"},
    "th": {"td", "th"}, "option": {"option"},
}  # fmt: skip
"""What an opening tag closes, where the writer left the closing tag out."""
_WALLS = frozenset(("ul", "ol", "dl", "menu", "table"))
"""A missing closing tag is not looked for beyond these."""

Place = Callable[[int], tuple[int, int]]
"""Offset in the source → line and column, from 1."""


def read_html(data: bytes, name: str) -> Reading:
    """Read an HTML file.

    Raises:
        UnreadableError: It is no text, over a limit, or shows nothing without its scripts or pictures.

    """
    text = decode(data)
    outline = Outline()
    starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def place(offset: int) -> tuple[int, int]:
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    _Reader(outline, place, Hyphens(text)).read(text)
    blocks = tuple(outline.blocks)
    if not blocks and re.search(r"<(?:img|script|iframe|object|svg|canvas)\b", text, re.IGNORECASE):
        raise UnreadableError("it shows no text without its scripts or pictures; save the page as PDF")
    allowances = (
        find_allowances(((one.text, place(one.at)[0]) for one in comments(text)), blocks) if may_allow(text) else ()
    )
    return Reading(Document(name, "html", blocks, lines_of(text), allowances))


def read_fragment(outline: Outline, source: str, lines: Sequence[tuple[int, int]], hyphens: Hyphens) -> None:
    """Read HTML that stands in a Markdown file.

    Args:
        outline: The document.
        source: The HTML.
        lines: For each line of it, its line in the file and the column where it begins, from 1.
        hyphens: Knows the words of the document.

    """
    starts = [0, *(match.end() for match in re.finditer("\n", source))]

    def place(offset: int) -> tuple[int, int]:
        index = bisect_right(starts, offset) - 1
        line, column = lines[index]
        return line, column + offset - starts[index]

    _Reader(outline, place, hyphens).read(source)


@dataclass(slots=True)
class _Table:
    intro: str | None
    columns: list[str] | None = None
    cells: list[list[Woven]] = field(default_factory=list)
    heads: int = 0
    """How many cells of this row are heads."""


class _Reader:
    def __init__(self, outline: Outline, place: Place, hyphens: Hyphens) -> None:
        self.outline = outline
        self.place = place
        self.hyphens = hyphens
        self.stack: list[str] = []
        """The elements that matter here and are open."""
        self.hidden = 0
        """How many of the open elements are in one that is not shown, from the outermost hidden one."""
        self.lines: list[Line] = [Line()]
        """The text since the last block began."""
        self.plain_text = False
        """Some of it is not bold."""
        self.bold = 0
        self.lists: list[str | None] = []
        self.tables: list[_Table] = []
        self.begins_item = False
        self.term: str | None = None
        """The term that the next definition belongs to."""

    def read(self, text: str) -> None:
        """Read a whole text."""
        for token in tokens(text):
            if isinstance(token, Text):
                if not self.hidden:
                    self._text(token.text, token.at)
            elif isinstance(token, Comment):
                continue
            elif token.closes:
                self._close(token.name)
            else:
                self._open(token)
        self._end_block()
        while self.tables:
            self._end_row()
            self.tables.pop()

    # Text.

    def _text(self, text: str, at: int) -> None:
        if "pre" in self.stack:
            for index, line in enumerate(text.split("\n")):
                if index:
                    self.lines[-1].ends = True
                    self.lines.append(Line())
                self._piece(line, at)
                at += len(line) + 1
            return
        for index, line in enumerate(text.split("\n")):
            if index:
                self.lines.append(Line())  # the line ends only in the source
            self._piece(line, at)
            at += len(line) + 1

    def _piece(self, text: str, at: int) -> None:
        if not text:
            return
        self.lines[-1].pieces.append((text, *self.place(at)))
        if not self.bold and not text.isspace():
            self.plain_text = True

    # Tags.

    def _open(self, tag: Tag) -> None:
        name = tag.name
        self._end_left_open(name)
        if self.hidden or _is_hidden(tag):
            if name not in _VOID:
                if name in _BREAKING and not self.hidden:
                    self._end_block()
                self.hidden += 1
                self._push(name)
            return
        if name == "br":
            self.lines[-1].ends = True
            self.lines.append(Line())
        elif name == "img" and tag.attributes.get("alt"):
            self._piece(f" {tag.attributes['alt']} ", tag.at)
        elif name in _BOLD:
            self.bold += 1
        elif name in _BREAKING:
            self._open_block(name)

    def _open_block(self, name: str) -> None:
        self._end_block()
        if name == "hr":
            self.outline.close()
            return
        self._push(name)
        if name in _LISTS:
            self.lists.append(self.outline.introduction(self.lists[-1] if self.lists else None))
        elif name in _ITEMS:
            self.begins_item = True
        elif name == "table":
            self.tables.append(_Table(self.outline.introduction(self.lists[-1] if self.lists else None)))
        elif name == "tr":
            self._end_row()
        elif name in ("td", "th") and self.tables:
            self.tables[-1].cells.append([])
            self.tables[-1].heads += name == "th"

    def _push(self, name: str) -> None:
        self.stack.append(name)
        if len(self.stack) > MAX_DEPTH:
            raise UnreadableError(f"its elements are nested more than {MAX_DEPTH} deep; save the page as PDF")

    def _close(self, name: str) -> None:
        if name in _BOLD and not self.hidden:
            self.bold = max(self.bold - 1, 0)
            return
        if name not in self.stack:
            return
        wall = self._wall()
        if name not in self.stack[wall:] and name not in _WALLS and name not in _BLOCKS:
            return
        while self.stack:
            closed = self.stack[-1]
            self._pop()
            if closed == name:
                return

    def _wall(self) -> int:
        """Where the innermost list or table begins in the stack."""
        return next((i for i in range(len(self.stack) - 1, -1, -1) if self.stack[i] in _WALLS), 0)

    def _end_left_open(self, name: str) -> None:
        """Close what an opening tag closes, where the writer left its closing tag out."""
        if name in _BREAKING and self.stack and self.stack[-1] == "p":
            self._pop()
        for ended in _ENDED_BY.get(name, ()):
            if ended in self.stack[self._wall() :]:
                self._close(ended)

    def _pop(self) -> None:
        name = self.stack[-1]
        if self.hidden:
            self.hidden -= 1
            self.stack.pop()
            return
        self._end_block()
        self.stack.pop()
        if name in _LISTS:
            if self.lists:
                self.lists.pop()
            self.outline.close()
        elif name == "tr":
            self._end_row()
        elif name == "table" and self.tables:
            self._end_row()
            self.tables.pop()
            self.outline.close()

    # Blocks.

    def _end_block(self) -> None:
        """Make blocks of the text since the last one."""
        lines, self.lines = self.lines, [Line()]
        all_bold, self.plain_text = not self.plain_text, False
        if not any(line.text for line in lines):
            return
        for group in entries(lines):
            weave = Weave(self.hyphens)
            for one in group:
                take_line(weave, one)
            woven = weave.finish()
            if woven[0]:
                self._block(woven, all_bold)
        self.begins_item = False

    def _block(self, woven: Woven, all_bold: bool) -> None:
        around = next((name for name in reversed(self.stack) if name in _KINDS), "")
        if around in _HEADINGS:
            self.outline.heading(*woven, level=_HEADINGS[around])
        elif around in ("td", "th") and self.tables and self.tables[-1].cells:
            self.tables[-1].cells[-1].append(woven)
        elif around in _ITEMS:
            self._item(around, woven)
        elif around == "caption" or (all_bold and may_be_heading(woven[0])):
            self.outline.heading(*woven, level=LOOSE_LEVEL)
        else:
            self.outline.paragraph(*woven)

    def _item(self, name: str, woven: Woven) -> None:
        intro = self.lists[-1] if self.lists else None
        if name == "dt":
            self.term = woven[0]
        elif name == "dd":
            intro = self.term or intro
        if self.begins_item:
            self.outline.item(*woven, intro=intro)
        else:
            self.outline.paragraph(*woven)

    def _end_row(self) -> None:
        if not self.tables or not self.tables[-1].cells:
            return
        table = self.tables[-1]
        cells, table.cells = table.cells, []
        is_head = table.columns is None and table.heads == len(cells)
        table.heads = 0
        if len(cells) == 1 and not is_head:
            for woven in cells[0]:  # a table of one cell is a frame around text
                self.outline.paragraph(*woven)
            return
        columns = add_row(self.outline, cells, None if is_head else table.columns or [], table.intro)
        if is_head:
            table.columns = columns


_KINDS = frozenset((*_HEADINGS, *_ITEMS, "td", "th", "caption", "table", "ul", "ol", "dl"))


def _is_hidden(tag: Tag) -> bool:
    if not tag.attributes:
        return False
    if "hidden" in tag.attributes or (tag.name == "input" and tag.attributes.get("type") == "hidden"):
        return True
    return bool(_HIDING.search(tag.attributes.get("style", "")))
