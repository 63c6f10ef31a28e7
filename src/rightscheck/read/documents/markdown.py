"""Markdown becomes blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from rightscheck.model.document import BlockKind, Document, Spot
from rightscheck.read.documents import html_tokens, inline
from rightscheck.read.documents.allowances import find_allowances, may_allow
from rightscheck.read.documents.decode import decode, lines_of
from rightscheck.read.documents.entries import Line, entries, take_line
from rightscheck.read.documents.html import read_fragment
from rightscheck.read.documents.limits import MAX_NESTING
from rightscheck.read.documents.outline import LOOSE_LEVEL, Outline, check_length, may_be_heading
from rightscheck.read.documents.plain import read_lines
from rightscheck.read.documents.reading import Reading, UnreadableError
from rightscheck.read.documents.tables import Woven, add_row
from rightscheck.read.documents.weave import Hyphens, Weave, is_plain

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<body>(?:(?!---|\.\.\.)[^\n]*\n){0,200})(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_TITLE = re.compile(r"title[ \t]*:[ \t]*(?P<title>[^\n]*)")
_CLOSING = re.compile(r"(?<![ \t])[ \t]++#+[ \t]*\Z")
"""The signs that may close a heading."""
_REFERENCE = re.compile(r" {0,3}\[(?!\^)[^\[\]]{1,999}\]:[ \t]*\S")
_NOTE = re.compile(r"\[\^[^\s\[\]]{1,99}\]:[ \t]*")
_ALL_BOLD = re.compile(r"(\*\*|__)(?=\S)(?P<text>(?:(?!\1)[^\n])+)(?<=\S)\1:?\Z")

# Text that needs no parser of blocks: blank lines around it, and no line begins like a list, a quote, a table, a
# fence, an underline. That is most of any handbook, and reading it here makes reading four times as fast. A test
# holds both ways to the same blocks.
_LETTER = r"(?:[^\W\d_]|[\"“”‘’'(]|\*{1,2}\w)"
_SIMPLE_LINE = re.compile(_LETTER)
_SIMPLE_ITEM = re.compile(f"- {_LETTER}")
_SIMPLE_HEADING = re.compile(r"(?P<marks>#{1,6})[ \t]+(?P<text>[^\s#][^\n]*)\Z")
_SPANNING = re.compile(r"^[ \t>*+\-\d.)]*(?:```|~~~|<)", re.MULTILINE)
"""A fence or an HTML block may hold blank lines, so that what stands between two of them need not be a paragraph."""


def read_markdown(data: bytes, name: str) -> Reading:
    """Read a Markdown file.

    Raises:
        UnreadableError: It is no text, or over a limit.

    """
    text = decode(data)
    lines = lines_of(text)
    outline = Outline()
    reader = _Markdown(text, outline)
    reader.read()
    blocks = tuple(outline.blocks)
    allowances = find_allowances(reader.comments(), blocks) if may_allow(text) else ()
    return Reading(Document(name, "markdown", blocks, lines, allowances))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("table")
    parser.disable("reference")
    parser.core.ruler.enableOnly(["block"])
    return parser


class _Markdown:
    def __init__(self, text: str, outline: Outline) -> None:
        self.text = text
        self.lines = text.replace("\0", "\ufffd").split("\n")
        self.outline = outline
        self.hyphens = Hyphens(text)
        self._front_matter_end = 0

    def read(self) -> None:
        start = self._front_matter_end = self._front_matter()
        if any(mark in self.text for mark in ("<", "```", "~~~")) and _SPANNING.search(self.text):
            self._parse(start, len(self.lines))
            return
        chunks = list(self._chunks(start))
        kinds = [self._kind(first, end) for first, end in chunks]
        waiting: int | None = None  # the first line of what the parser of blocks has to read
        for index, (first, end) in enumerate(chunks):
            kind = kinds[index]
            if kind == "list" and (waiting is not None or kinds[index + 1 : index + 2] not in ([], ["text"])):
                kind = ""  # it may go on behind the blank line
            if not kind:
                waiting = first if waiting is None else waiting
                continue
            if waiting is not None:
                self._parse(waiting, first)
                waiting = None
            if kind == "text":
                self._simple(first, end)
            else:
                self._simple_list(first, end)
        if waiting is not None:
            self._parse(waiting, len(self.lines))

    def _front_matter(self) -> int:
        """Pass over the settings at the head of a file; only their title is text. Gives the line to begin with."""
        found = _FRONT_MATTER.match(self.text)
        if found is None or ":" not in found["body"]:
            return 0
        title = _TITLE.search(self.text, found.start("body"), found.end("body"))
        if title and title["title"].strip(" \t"):
            line = self.text.count("\n", 0, title.start("title"))
            column = title.start("title") - (self.text.rfind("\n", 0, title.start("title")) + 1)
            value = title["title"].rstrip(" \t")
            if value[0] in "\"'" and value[-1:] == value[0] and len(value) > 2:
                value, column = value[1:-1], column + 1
            weave = Weave(self.hyphens)
            weave.add(value, line + 1, column + 1)
            self.outline.heading(*weave.finish(), level=1)
        return found[0].count("\n")

    def _chunks(self, start: int) -> Iterator[tuple[int, int]]:
        """Give the first line of each stretch between blank lines, and the line behind it."""
        first = None
        for number in range(start, len(self.lines)):
            line = self.lines[number]
            if not line.strip(" \t"):
                if first is not None:
                    yield first, number
                    first = None
            elif first is None:
                first = number
        if first is not None:
            yield first, len(self.lines)

    def _kind(self, first: int, end: int) -> str:
        """Tell whether a stretch is simple "text", a simple "list", or (empty) needs the parser of blocks."""
        line = self.lines[first]
        if line.startswith("#"):
            return "text" if end == first + 1 and _SIMPLE_HEADING.match(line) else ""
        if line.startswith("- "):
            return "list" if all(map(_SIMPLE_ITEM.match, self.lines[first:end])) else ""
        return "text" if all(map(_SIMPLE_LINE.match, self.lines[first:end])) else ""

    def _simple_list(self, first: int, end: int) -> None:
        intro = self.outline.introduction()
        for line in range(first, end):
            for text, spots in self.runs([line], self.lines[line][2:]):
                self.outline.item(text, spots, intro)
        self.outline.close()

    def _simple(self, first: int, end: int) -> None:
        heading = _SIMPLE_HEADING.match(self.lines[first])
        if heading:
            self.heading(first, heading["text"], len(heading["marks"]))
        else:
            self.paragraph(first, "\n".join(self.lines[first:end]))

    def _parse(self, first: int, end: int) -> None:
        """Have the lines parsed, and read the blocks of them."""
        source = "\n".join(_without_reference(line) for line in self.lines[first:end])
        tokens = _parser().parse(source)
        if any(token.level >= MAX_NESTING - 1 for token in tokens):
            raise UnreadableError(f"its lists or quotes are nested more than {MAX_NESTING // 2} deep; flatten them")
        _Tokens(self, tokens, first).read()

    def comments(self) -> Iterator[tuple[str, int]]:
        """Give the comments that are none in an example, each with the line that it begins on, from 1."""
        start = self._front_matter_end
        line = 0
        for token in _parser().parse("\n".join(map(_without_reference, self.lines[start:]))):
            line = start + token.map[0] + 1 if token.map else line
            if token.type == "inline":
                found = inline.comments(token.content)
            elif token.type == "html_block":
                found = ((one.at, one.text) for one in html_tokens.comments(token.content))
            else:
                continue
            for at, text in found:
                yield text, line + token.content.count("\n", 0, at)

    # What both ways share.

    def heading(self, line: int, content: str, level: int) -> None:
        """Read a heading on one line, from 0."""
        content = _CLOSING.sub("", content.strip())
        for text, spots in self.runs([line], content):
            self.outline.heading(text, spots, level)

    def paragraph(self, first: int, content: str, kind: BlockKind = "paragraph") -> None:
        """Read a paragraph that begins on a line, from 0."""
        check_length(len(content))
        bold = _ALL_BOLD.match(content.strip())
        note = _NOTE.match(content)
        shift = 0
        if note:
            kind, shift = "note", note.end()
        lines = range(first, first + content.count("\n") + 1)
        for text, spots in self.runs(lines, content, shift):
            if bold and may_be_heading(text):
                self.outline.heading(text, spots, LOOSE_LEVEL)
            elif kind == "note":
                self.outline.note(text, spots, kind, None)
            else:
                self.outline.paragraph(text, spots)

    def runs(self, lines: Sequence[int], content: str, shift: int = 0) -> Iterator[tuple[str, tuple[Spot, ...]]]:
        """Give the blocks of one paragraph: more than one where the writer broke lines on purpose.

        Args:
            lines: The number of the source line, from 0, of each line of `content`.
            content: The paragraph, without what lists and quotes put before its lines.
            shift: How many of its first characters are not text.

        """
        check_length(len(content))
        if len(lines) == 1 and not shift and inline.plain(content):
            text = content.strip()
            if text and is_plain(text):
                yield text, (Spot(0, lines[0] + 1, self._column(lines[0], content, text) + 1),)
                return
        for group in entries(self._visible_lines(lines, content, shift)):
            weave = Weave(self.hyphens)
            for one in group:
                take_line(weave, one)
            text, spots = weave.finish()
            if text:
                yield text, spots

    def _column(self, line: int, content: str, part: str) -> int:
        """Tell where a line of a paragraph begins in the source line, from 0. It is the end of that line."""
        source = self.lines[line]
        at = source.rfind(content.rstrip())
        if at < 0:  # a tab at the start was cut in two: count back from the first character that shows
            at = max(source.rfind(content.strip()), 0) - (len(content) - len(content.lstrip()))
        return at + content.find(part) if part else 0

    def _visible_lines(self, lines: Sequence[int], content: str, shift: int) -> list[Line]:
        """Give the lines of a paragraph without their marks; a hard break ends one."""
        found: list[Line] = []
        stretches = list(inline.visible(content))
        start = at = 0  # offset of the line in `content`; the stretch that is next
        for number, part in zip(lines, content.split("\n"), strict=True):
            end = start + len(part)
            column = self._column(number, part, part) + 1 - start
            found.append(Line())
            while at < len(stretches) and stretches[at][0] <= end:
                offset, shown = stretches[at]
                if shown == inline.BREAK:
                    found[-1].ends = True
                    found.append(Line())
                elif offset + len(shown) > shift:
                    before, line_end, behind = shown.partition("\n")
                    skip = max(shift - offset, 0)
                    found[-1].pieces.append((before[skip:], number + 1, column + offset + skip))
                    if line_end:  # the rest of the stretch belongs to the next line
                        stretches[at] = (offset + len(before) + 1, behind)
                        break
                at += 1
            found[-1].ends = found[-1].ends or part.endswith("  ")
            start = end + 1
        return found


def _without_reference(line: str) -> str:
    """Empty a line that only says where a link leads."""
    return "" if "]:" in line and _REFERENCE.match(line) else line


class _Tokens:
    """Walks the tokens of the parser of blocks."""

    def __init__(self, reader: _Markdown, tokens: Sequence[Token], first: int) -> None:
        self.reader = reader
        self.outline = reader.outline
        self.tokens = tokens
        self.first = first
        self.lists: list[str | None] = []
        """The introductions of the lists that are open."""
        self.item_begins = False
        self.opened = ""
        """The block whose text comes next: "p", "h2", …"""

    def read(self) -> None:
        """Read all of them."""
        index = 0
        while index < len(self.tokens):
            token = self.tokens[index]
            if token.type == "table_open":
                index = self._table(index)
            else:
                self._token(token)
            index += 1

    def _token(self, token: Token) -> None:
        kind = token.type
        if kind == "inline":
            self._text(token)
        elif kind in ("paragraph_open", "heading_open"):
            self.opened = token.tag
        elif kind in ("bullet_list_open", "ordered_list_open"):
            self.lists.append(self.outline.introduction(self.lists[-1] if self.lists else None))
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self.lists.pop()
            self.outline.close()
        elif kind == "list_item_open":
            self.item_begins = True
        elif kind in ("fence", "code_block"):
            self._code(token)
        elif kind == "html_block":
            self._html(token)
        elif kind == "hr":
            self.outline.close()

    def _line(self, token: Token) -> int:
        return self.first + (token.map[0] if token.map else 0)

    def _text_line(self, token: Token) -> int:
        """Tell on which line a text begins: the parser takes lines of odd white space away from its beginning."""
        line = self._line(token)
        last = self.first + token.map[1] - 1 if token.map else line
        start = token.content.partition("\n")[0].strip()
        while line < last and start not in self.reader.lines[line]:
            line += 1
        return line

    def _text(self, token: Token) -> None:
        line = self._text_line(token)
        if self.opened != "p":
            self._heading(token, line)
        elif self.item_begins:
            self.item_begins = False
            lines = range(line, line + token.content.count("\n") + 1)
            for text, spots in self.reader.runs(lines, token.content):
                self.outline.item(text, spots, self.lists[-1] if self.lists else None)
        else:
            self.reader.paragraph(line, token.content)

    def _heading(self, token: Token, line: int) -> None:
        self.item_begins = False
        if "\n" not in token.content:
            self.reader.heading(line, token.content, int(self.opened[1]))
            return
        lines = range(line, line + token.content.count("\n") + 1)
        for text, spots in self.reader.runs(lines, token.content):
            self.outline.heading(text, spots, int(self.opened[1]))

    def _code(self, token: Token) -> None:
        self.item_begins = False
        first = self._line(token) + (token.type == "fence")
        lines = token.content.split("\n")
        read_lines(self.outline, self._placed(lines, first), self.reader.hyphens)

    def _html(self, token: Token) -> None:
        lines = token.content.split("\n")
        placed = self._placed(lines, self._line(token))
        read_fragment(self.outline, token.content, [(line, column) for _, line, column in placed], self.reader.hyphens)

    def _placed(self, lines: Sequence[str], first: int) -> list[tuple[str, int, int]]:
        """Tell for lines that the parser cut out of the source where each begins."""
        placed = []
        for number, line in enumerate(lines, first):
            source = self.reader.lines[number] if number < len(self.reader.lines) else ""
            placed.append((line, number + 1, max(source.rfind(line), 0) + 1))
        return placed

    def _table(self, index: int) -> int:
        """Read a table; gives the index of its last token."""
        intro = self.outline.introduction(self.lists[-1] if self.lists else None)
        columns: list[str] | None = None
        cells: list[str] = []
        line = 0
        self.item_begins = False
        while (token := self.tokens[index]).type != "table_close":
            if token.type == "tr_open":
                cells, line = [], self._line(token)
            elif token.type == "inline":
                cells.append(token.content)
            elif token.type == "tr_close":
                read = self._row(line, cells, columns, intro)
                columns = read if columns is None else columns
            index += 1
        self.outline.close()
        return index

    def _row(self, line: int, cells: Sequence[str], columns: Sequence[str] | None, intro: str | None) -> list[str]:
        """Add one row; gives the text of each of its cells."""
        source, at = self.reader.lines[line], 0
        read: list[list[Woven]] = []
        for cell in cells:
            found = source.find(cell, at)
            at = found if found >= 0 else at
            read.append(self._cell(line, at, cell))
            at += len(cell)
        return add_row(self.outline, read, columns, intro)

    def _cell(self, line: int, at: int, content: str) -> list[Woven]:
        lines: list[Line] = [Line()]
        for offset, shown in inline.visible(content):
            if shown == inline.BREAK:
                lines.append(Line())
            else:
                lines[-1].pieces.append((shown, line + 1, at + offset + 1))
        found = []
        for one in lines:
            weave = Weave(self.reader.hyphens)
            take_line(weave, one)
            text, spots = weave.finish()
            if text:
                found.append((text, spots))
        return found
