"""The order of a document: which headings a block stands under, and which sentence introduces a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from rightscheck.model.document import Block, BlockKind, Spot
from rightscheck.read.documents.limits import MAX_BLOCK_CHARACTERS, MAX_BLOCKS
from rightscheck.read.documents.reading import UnreadableError

LOOSE_LEVEL = 9
"""The level of a line that only looks like a heading: below every real one."""
_MAX_INTRO = 300
_MAX_HEADING = 90
_MAX_MARKS = 3

BULLETS = "-*+•‣▪▫◦●○■□▢☐☑☒✓✔✗✘➢➤→–—·\uf0b7\uf0a7\uf0d8\uf0fc\uf06f\uf0a8"
"""The last six are those of the symbol fonts of word processors."""
_MARK = re.compile(
    rf"(?P<bullet>[{re.escape(BULLETS)}])[ ]+"
    r"|(?P<box>\[[ xX]?\])[ ]+"
    r"|(?P<clause>(?:[A-Z]\.)?\d{1,2}(?:\.\d{1,3}){1,4}\.?|[A-Z]\.\d{1,3})[ ]+(?=[^\W\d_]|[\"“‘'(])"
    r"|(?P<bracket>\((?:\d{1,2}|[A-Za-z]|[ivxl]{1,5})\))[ ]+"
    r"|(?P<half>(?:\d{1,2}|[A-Za-z]|[ivxl]{1,5})\))[ ]+"
    r"|(?P<dot>(?:\d{1,2}|[A-Za-z]|[ivxl]{2,5})\.)[ ]+(?=\S)"
)
_CLOCK = re.compile(r"\d{1,2}\.(?:00|15|30|45)\b")
_MODEST_END = re.compile(r"[.!?;,…][\"”’')\]]*\Z")
_SENTENCE_END = re.compile(r"(?<![\s(][A-Z\d])[.!?…][\"”’')\]]*\s+(?=[A-Z\"“‘'(])")


@dataclass(frozen=True, slots=True)
class Mark:
    """The bullet, number or letter that a line begins with."""

    end: int
    """Where the text begins behind it."""
    style: str
    """Marks of one list have the same style: "•", "(a)", "(i)", "1."."""
    is_item: bool
    """False for the number of a clause ("4.2"), which is a paragraph of its own."""


def find_mark(text: str, previous: str = "") -> Mark | None:
    """Find the mark at the beginning of a text. `previous` is the mark before it, to tell (i) from the letter i."""
    match = _MARK.match(text)
    if match is None or match.end() >= len(text):
        return None
    kind, mark = match.lastgroup, match[0].strip()
    if kind == "clause":
        return None if _CLOCK.match(mark) else Mark(match.end(), "4.2", is_item=False)
    if kind in ("bullet", "box"):
        return Mark(match.end(), mark if kind == "bullet" else "[]", is_item=True)
    return Mark(match.end(), _style(mark, previous), is_item=True)


def introduces(text: str) -> str | None:
    """Give the sentence of a text that introduces the list right behind it, or None.

    It ends with a colon, or it has no end.
    """
    text = text.strip()
    if not text or _MODEST_END.search(text):
        return None
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    sentence = text[ends[-1] :] if ends else text
    return sentence if len(sentence) <= _MAX_INTRO else None


def looks_like_heading(text: str) -> bool:
    """Tell whether a short line alone, which is no item, reads as a heading: Title Case or CAPITALS, without an end."""
    if not 2 <= len(text) <= _MAX_HEADING or _MODEST_END.search(text) or " | " in text or "__" in text:
        return False
    words = re.findall(r"[^\W\d_][\w’'-]*", text)
    if not words or len(words) > 10:
        return False
    if text.isupper():
        return len(words) > 1 or len(text) > 3
    long = [word for word in words if len(word) > 3]
    return words[0][0].isupper() and bool(long) and all(word[0].isupper() for word in long) and ": " not in text


def may_be_heading(text: str) -> bool:
    """Tell whether a text that is set off (bold, larger) is short enough for a heading, and no sentence."""
    return 0 < len(text) <= _MAX_HEADING and not re.search(r"[.;,]\Z", text)


class Outline:
    """Gathers the blocks of one document in reading order."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._levels: list[int] = []
        self._headings: tuple[str, ...] = ()
        self._last = ""
        """The paragraph right above, which may introduce a list."""
        self._loose: list[tuple[str, str | None, str]] = []
        """The typed lists that are open: style, introduction, last mark."""

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings that stand above here, the outermost first."""
        return self._headings

    def heading(self, text: str, spots: tuple[Spot, ...], level: int, part: str | None = None) -> None:
        """Add a heading; it closes those of its level and below."""
        if not text:
            return
        while self._levels and self._levels[-1] >= level:
            self._levels.pop()
        self._headings = self._headings[: len(self._levels)]
        self._add(Block(text, "heading", spots, self._headings, part=part))
        self._levels.append(level)
        self._headings = (*self._headings, text)
        self._loose.clear()
        self._last = text if text.endswith(":") else ""  # others are known by `headings`

    def paragraph(
        self, text: str, spots: tuple[Spot, ...], kind: BlockKind = "paragraph", part: str | None = None
    ) -> None:
        """Add a paragraph. One that begins with a typed bullet, number or letter becomes an item of a list."""
        if not text:
            return
        previous = self._loose[-1][2] if self._loose else ""
        mark = find_mark(text, previous)
        if mark is None or not mark.is_item:
            if mark is not None:
                text, spots = cut(text, spots, mark.end)
            self._add(Block(text, kind, spots, self._headings, part=part))
            self._loose.clear()
            self._last = text
            return
        intro = self._loose_intro(mark, text[: mark.end].strip())
        text, spots = cut(text, spots, mark.end)
        self.item(text, spots, intro, part)

    def item(self, text: str, spots: tuple[Spot, ...], intro: str | None, part: str | None = None) -> None:
        """Add an item of a list, under the sentence that introduces the list."""
        for _ in range(_MAX_MARKS):  # "- (a) …", "- [ ] …"
            mark = find_mark(text)
            if mark is None:
                break
            text, spots = cut(text, spots, mark.end)
        if text:
            self._add(Block(text, "item", spots, self._headings, intro, part=part))
            self._last = text

    def row(
        self, text: str, spots: tuple[Spot, ...], columns: Sequence[str], intro: str | None, part: str | None = None
    ) -> None:
        """Add a row of a table."""
        if text:
            self._add(Block(text, "row", spots, self._headings, intro, tuple(columns), part))
            self._last = ""
            self._loose.clear()

    def note(self, text: str, spots: tuple[Spot, ...], kind: BlockKind, part: str | None) -> None:
        """Add something that stands beside the text: a footnote, a text box, the head of a table."""
        if text:
            self._add(Block(text, kind, spots, self._headings, part=part))

    def introduction(self, outer: str | None = None) -> str | None:
        """Give the sentence that introduces a list which begins here; `outer` is that of the list around it."""
        return combine(outer, introduces(self._last))

    def close(self) -> None:
        """Say that what follows is not introduced by what stands above."""
        self._last = ""
        self._loose.clear()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Read what stands beside the text, such as a footnote: it introduces nothing of what follows."""
        last, loose = self._last, self._loose
        self._last, self._loose = "", []
        yield
        self._last, self._loose = last, loose

    def leave(self) -> None:
        """Say that a new part begins, under no heading."""
        self.close()
        self._levels.clear()
        self._headings = ()

    def _loose_intro(self, mark: Mark, label: str) -> str | None:
        styles = [style for style, _, _ in self._loose]
        if mark.style in styles:
            del self._loose[styles.index(mark.style) + 1 :]
            intro = self._loose[-1][1]
            self._loose[-1] = (mark.style, intro, label)
            return intro
        intro = self.introduction(self._loose[-1][1] if self._loose else None)
        self._loose.append((mark.style, intro, label))
        return intro

    def _add(self, block: Block) -> None:
        check_length(len(block.text))
        if len(self.blocks) >= MAX_BLOCKS:
            raise UnreadableError(
                f"it has more than {MAX_BLOCKS:,} paragraphs; split it, or check that it is the right file"
            )
        self.blocks.append(block)


def check_length(count: int) -> None:
    """Check the length of one paragraph, in characters.

    Raises:
        UnreadableError: It is over the limit.

    """
    if count > MAX_BLOCK_CHARACTERS:
        raise UnreadableError(
            f"a paragraph of it has more than {MAX_BLOCK_CHARACTERS:,} characters; part it by blank lines"
        )


def combine(outer: str | None, inner: str | None) -> str | None:
    """Join the introduction of a list and that of the list in it: "Residents may not: bring any of these:"."""
    if outer and inner:
        both = f"{outer} {inner}"
        return both if len(both) <= _MAX_INTRO else inner
    return inner or outer


def cut(text: str, spots: tuple[Spot, ...], count: int) -> tuple[str, tuple[Spot, ...]]:
    """Take characters away from the beginning of a text."""
    first = next(spot for spot in reversed(spots) if spot.start <= count)
    kept = [Spot(0, first.line, first.column + count - first.start, first.page)]
    kept += [Spot(spot.start - count, spot.line, spot.column, spot.page) for spot in spots if spot.start > count]
    return text[count:], tuple(kept)


def _style(mark: str, previous: str) -> str:
    """Give the style of a mark: its brackets around 1, a, A, or i."""
    core = mark.strip("().")
    before, after = mark.split(core, 1)
    if core.isdigit():
        return f"{before}1{after}"
    after_h = previous.strip("().").lower() == chr(ord(core[0].lower()) - 1) and len(core) == 1
    if re.fullmatch("[ivx]+", core) and not after_h:
        return f"{before}i{after}"
    return f"{before}{'A' if core.isupper() else 'a'}{after}"
