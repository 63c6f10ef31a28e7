"""The marks inside a paragraph of Markdown are taken away; what stays knows where it stood.

A parser of its own, and not markdown-it's, because that one gives no positions inside a paragraph. It reads what a
reader sees: the words of a link, the text of a code span, the description of a picture.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from rightscheck.read.documents.html_tokens import CODE

_SPECIAL = re.compile(r"[\\`*_~\[\]!<&]")
_TICKS = re.compile(r"`+")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[\w.+-]+@[\w.-]+)>")
_TAG = re.compile(r"</?([A-Za-z][\w-]*)(?:\s[^<>]*)?/?>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TARGET = re.compile(  # nothing is given back, so that a hundred thousand spaces in it are read in one go
    r"\(\s*+(?:<[^<>\n]*+>|[^\s()<>]*+(?:\([^\s()]*+\)[^\s()]*+){0,9}+)"
    r"(?:\s++(?:\"[^\"]*+\"|'[^']*+'|\([^()]*+\)))?\s*+\)"
)
_LABEL = re.compile(r"\[[^\[\]]{0,999}\]")
_FOOTNOTE = re.compile(r"\[\^[^\s\[\]]{1,99}\]")
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


@dataclass(slots=True)
class _Piece:
    """A stretch of the source that stays, or text that stands for a stretch."""

    start: int
    end: int
    text: str | None = None
    """Instead of what the source says."""


@dataclass(slots=True)
class _Run:
    """A run of * or _ or ~ that may open or close an emphasis."""

    piece: _Piece
    mark: str
    opens: bool
    closes: bool


BREAK = "\x00br"
"""Stands for a line break that the writer asked for."""


def plain(text: str) -> bool:
    """Tell whether a text has no mark at all. Most have none."""
    return _SPECIAL.search(text) is None


def visible(text: str) -> Iterator[tuple[int, str]]:
    """Give the stretches of a paragraph that a reader sees, each with its offset in `text`, in order.

    `BREAK` stands for a hard line break. Line ends stay in the stretches.
    """
    reader = _Inline(text)
    for piece in reader.read():
        shown = text[piece.start : piece.end] if piece.text is None else piece.text
        if shown:
            yield piece.start, shown


def comments(text: str) -> Iterator[tuple[int, str]]:
    """Give the comments of a paragraph that are none in an example, each with its offset in `text`."""
    reader = _Inline(text)
    reader.read()
    yield from reader.comments


class _Inline:
    """Reads one paragraph from left to right; nothing is looked at more than a fixed number of times."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pieces: list[_Piece] = []
        self.runs: list[_Run] = []
        self.brackets: list[_Piece] = []
        self.ticks: dict[int, list[int]] | None = None
        self.comments: list[tuple[int, str]] = []
        self.code = 0
        """How many elements that show code are open."""

    def read(self) -> list[_Piece]:
        at = 0
        for_special = _SPECIAL.search
        while match := for_special(self.text, at):
            if match.start() > at:
                self.pieces.append(_Piece(at, match.start()))
            at = self._special(match[0], match.start())
        if at < len(self.text):
            self.pieces.append(_Piece(at, len(self.text)))
        self._pair_emphasis()
        return self.pieces

    def _special(self, mark: str, at: int) -> int:
        """Read the mark at an offset; tell where to go on."""
        if mark in "*_~":
            return self._emphasis(mark, at)
        if mark == "\\":
            return self._escape(at)
        if mark == "`":
            return self._code(at)
        if mark in "[!]":
            return self._bracket(mark, at)
        return self._angle_or_entity(mark, at)

    def _keep(self, at: int, end: int) -> int:
        self.pieces.append(_Piece(at, end))
        return end

    def _escape(self, at: int) -> int:
        after = self.text[at + 1 : at + 2]
        if after == "\n":
            self.pieces.append(_Piece(at, at + 1, BREAK))
            return at + 1
        if after in _PUNCTUATION:
            return self._keep(at + 1, at + 2)
        return self._keep(at, at + 1)

    def _code(self, at: int) -> int:
        if self.ticks is None:  # where the runs of each length stand, the last one first
            self.ticks = {}
            for match in _TICKS.finditer(self.text):
                self.ticks.setdefault(len(match[0]), []).append(match.start())
            for starts in self.ticks.values():
                starts.reverse()
        opening = _TICKS.match(self.text, at)
        size = len(opening[0]) if opening else 1
        starts = self.ticks.get(size, [])
        while starts and starts[-1] < at + size:
            starts.pop()
        if not starts:
            return self._keep(at, at + size)
        close = starts.pop()
        self._keep(at + size, close)
        return close + size

    def _angle_or_entity(self, mark: str, at: int) -> int:
        if mark == "&":
            entity = _ENTITY.match(self.text, at)
            if entity is None:
                return self._keep(at, at + 1)
            self.pieces.append(_Piece(at, entity.end(), html.unescape(entity[0])))
            return entity.end()
        if comment := _COMMENT.match(self.text, at):
            if not self.code:
                self.comments.append((at, comment[0]))
            return comment.end()
        if link := _AUTOLINK.match(self.text, at):
            self._keep(at + 1, link.end() - 1)
            return link.end()
        if tag := _TAG.match(self.text, at):
            self._tag(tag[1].lower(), at, tag.end())
            return tag.end()
        return self._keep(at, at + 1)

    def _tag(self, name: str, at: int, end: int) -> None:
        if name == "br":
            self.pieces.append(_Piece(at, end, BREAK))
        elif name in CODE:
            self.code = max(self.code - 1, 0) if self.text.startswith("</", at) else self.code + 1

    def _bracket(self, mark: str, at: int) -> int:
        if mark == "!":
            if self.text[at + 1 : at + 2] != "[":
                return self._keep(at, at + 1)
            return self._open(at, at + 2)
        if mark == "[":
            if note := _FOOTNOTE.match(self.text, at):
                return note.end()
            return self._open(at, at + 1)
        opened = self.brackets.pop() if self.brackets else None
        target = _TARGET.match(self.text, at + 1) or _LABEL.match(self.text, at + 1)
        if opened is None or target is None:
            return self._keep(at, at + 1)
        opened.text = ""
        return target.end()

    def _open(self, at: int, end: int) -> int:
        piece = _Piece(at, end)
        self.pieces.append(piece)
        self.brackets.append(piece)
        return end

    def _emphasis(self, mark: str, at: int) -> int:
        end = at
        while self.text[end : end + 1] == mark:
            end += 1
        before, after = self.text[at - 1 : at] or " ", self.text[end : end + 1] or " "
        left = not after.isspace() and (after.isalnum() or before.isspace() or not before.isalnum())
        right = not before.isspace() and (before.isalnum() or after.isspace() or not after.isalnum())
        if mark == "_":  # inside a word it is a letter like any other
            left, right = left and not before.isalnum(), right and not after.isalnum()
        if mark == "~" and end - at != 2:
            left = right = False
        piece = _Piece(at, end)
        self.pieces.append(piece)
        if left or right:
            self.runs.append(_Run(piece, mark, left, right))
        return end

    def _pair_emphasis(self) -> None:
        """Take away the marks that belong together, the inner ones first."""
        open_runs: dict[str, list[_Run]] = {"*": [], "_": [], "~": []}
        for run in self.runs:
            waiting = open_runs[run.mark]
            while run.closes and waiting and run.piece.end > run.piece.start:
                opener = waiting[-1]
                count = min(opener.piece.end - opener.piece.start, run.piece.end - run.piece.start)
                opener.piece.end -= count
                run.piece.start += count
                if opener.piece.end == opener.piece.start:
                    waiting.pop()
            if run.opens and run.piece.end > run.piece.start:
                waiting.append(run)
