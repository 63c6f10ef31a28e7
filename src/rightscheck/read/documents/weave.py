"""Pieces of lines become the text of one block, which still knows where each character came from."""

from __future__ import annotations

import re

from rightscheck.model.document import Spot

_DROPPED = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
"""Characters that a reader does not see: soft hyphens, joiners, marks of direction."""
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_CONTROL = "\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
_LIGATURE = re.compile("[ﬀ-ﬆ]")
_STRETCH = re.compile(
    rf"(?P<plain>(?:[^\s{_DROPPED}{_CONTROL}ﬀ-ﬆ]|(?<!\s)\ (?!\s))+)"
    rf"|(?P<space>[\s{_CONTROL}]+)|(?P<dropped>[{_DROPPED}]+)|(?P<ligature>[ﬀ-ﬆ])"
)
_BROKEN = re.compile(r"(?<![^\W\d_])([^\W\d_]+)[-\u2010]\Z")
_HANGING = re.compile(r"\w[-\u2010]\Z")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")

_SECOND_HALVES = frozenset(("in", "on", "up", "by", "to", "off", "out", "free", "site"))
_WHOLE_WITH_THEM = frozenset(("with", "through", "here", "there", "where", "un"))
_FIRST_HALVES = frozenset(("self", "non"))
_SUSPENDED = frozenset(("and", "or", "to"))


def is_plain(text: str) -> bool:
    """Tell whether every character stands for itself. A reader of any format may then take the text as it is."""
    return text.isprintable() and "  " not in text and (text.isascii() or not _LIGATURE.search(text))


class Hyphens:
    """Decides whether a hyphen at a line end belongs to its word.

    The document itself is asked first: "check-in" or "checkin" elsewhere in it settles the matter. If it uses
    neither, the hyphen stays before one of a few short words ("drug-" "free") and after "self" and "non", and is
    taken out otherwise ("break-" "fast").
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._words: frozenset[str] | None = None

    def belongs(self, first: str, second: str) -> bool:
        """Tell whether the hyphen between two parts of a word stays. Both are as written in the document."""
        first, second = first.lower(), second.lower()
        if self._words is None:  # most documents break no word: the words are gathered when they are first needed
            self._words = frozenset(_WORD.findall(self._text.lower().replace("\u2010", "-")))
        if f"{first}-{second}" in self._words:
            return True
        if f"{first}{second}" in self._words:
            return False
        return first in _FIRST_HALVES or (second in _SECOND_HALVES and first not in _WHOLE_WITH_THEM)


class Weave:
    """Gathers the text of one block, piece by piece."""

    __slots__ = ("_end_of_line", "_hyphens", "_length", "_parts", "_soft", "_spots", "_tail")

    def __init__(self, hyphens: Hyphens) -> None:
        self._hyphens = hyphens
        self._parts: list[str] = []
        self._spots: list[Spot] = []
        self._length = 0
        self._tail = ""  # the last part, for looking back
        self._end_of_line = False
        self._soft = False  # the last piece ended in a soft hyphen

    def add(self, text: str, line: int, column: int, page: int | None = None) -> None:
        """Add a stretch of one line; `column` is that of its first character, from 1.

        White space becomes single, what nobody sees is dropped, ligatures are spelt out.
        """
        if self._end_of_line and text.strip():
            column += self._join(text)
            text = text.lstrip()
        self._soft = False
        if not text:
            return
        if is_plain(text):
            self._take(text, line, column, page)
            return
        self._soft = text.rstrip().endswith("\u00ad")
        for match in _STRETCH.finditer(text):
            at = column + match.start()
            if match["plain"]:
                self._take(match["plain"], line, at, page)
            elif match["space"]:
                self._take(" ", line, at, page)
            elif match["ligature"]:
                self._take(_LIGATURES[match["ligature"]], line, at, page)

    def insert(self, text: str) -> None:
        """Add characters that are not in the file; they count as standing behind the last piece."""
        if self._length:
            self._parts.append(text)
            self._length += len(text)
            self._tail = text

    def end_line(self) -> None:
        """Say that the line ends here and that the block goes on with the next one."""
        self._end_of_line = True

    def finish(self) -> tuple[str, tuple[Spot, ...]]:
        """Give the text, and the place of every stretch of it. The text is empty if nothing was visible."""
        text = "".join(self._parts).rstrip()
        return text, tuple(spot for spot in self._spots if spot.start < len(text))

    def _take(self, text: str, line: int, column: int, page: int | None) -> None:
        if text[:1] == " " and (not self._length or self._tail.endswith(" ")):
            text, column = text[1:], column + 1
        if not text:
            return
        last = self._spots[-1] if self._spots else None
        if last is None or last.line != line or last.page != page or last.column + self._length - last.start != column:
            self._spots.append(Spot(self._length, line, column, page))
        self._parts.append(text)
        self._length += len(text)
        self._tail = text

    def _join(self, text: str) -> int:
        """Join the line that begins with `text` to what is there. Returns how much white space it begins with."""
        self._end_of_line = False
        start = text.lstrip()
        if not self._length or self._tail.endswith(" "):
            pass
        elif self._soft:
            return len(text) - len(start)
        elif _HANGING.search(self._tail):
            self._join_at_hyphen(start)
        else:
            self.insert(" ")
        return len(text) - len(start)

    def _join_at_hyphen(self, start: str) -> None:
        first = _BROKEN.search(self._tail)
        second = _FIRST_WORD.match(start)
        if not first or not second or not start[0].islower():
            return  # "6:00-" "7:00", "Mon-" "Fri": written together
        if second[0].lower() in _SUSPENDED and first[1].lower() + second[0] not in ("into", "onto", "unto"):
            self.insert(" ")  # "pre-" "and post-natal"
        elif not self._hyphens.belongs(first[1], second[0]):
            self._cut(1)

    def _cut(self, count: int) -> None:
        self._tail = self._tail[:-count]
        self._parts[-1] = self._tail
        self._length -= count
