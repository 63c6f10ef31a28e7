"""Lines of one paragraph: wrapped ones are one phrase, and those that are an entry each are kept apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rightscheck.read.documents.outline import Mark, find_mark
from rightscheck.read.documents.weave import Weave

_TIME = re.compile(r"(?:\d{1,2}[:.]\d\d|\d{1,2}\s?[ap]\.?m\b|noon\b|midnight\b)", re.IGNORECASE)
_DAY = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?\b"
    r"|(?:lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bados?|domingos?)\b",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?;:…][\"”’')\]]*\Z")
_HANGING = re.compile(r"\w[-\u2010\u00ad]\Z")
_NARROW = 45
"""A paragraph whose lines are all shorter than this was not wrapped at the edge of a page."""
_WEAK_STYLES = frozenset(("1.", "a.", "A.", "i.", "4.2", "-", "–", "—", "1)", "+", "*"))


@dataclass(slots=True)
class Line:
    """One line as it is seen: stretches of text, each with its line, its column (both from 1), and its page."""

    pieces: list[tuple[str, int, int]] = field(default_factory=list)
    ends: bool = False
    """The writer broke the line here on purpose."""
    page: int | None = None

    @property
    def text(self) -> str:
        """What the line says."""
        return "".join(text for text, _, _ in self.pieces).strip()


def take_line(weave: Weave, line: Line) -> None:
    """Add a line to the text of a block."""
    for text, number, column in line.pieces:
        weave.add(text, number, column, line.page)
    weave.end_line()


def entries(lines: Sequence[Line]) -> list[list[Line]]:
    """Part the lines of a paragraph where one entry ends and the next begins. Empty lines are left out."""
    shown = [(line, line.text) for line in lines]
    shown = [(line, text) for line, text in shown if text]
    if len(shown) < 2:
        return [[line for line, _ in shown]] if shown else []
    texts = [text for _, text in shown]
    breaks = _breaks(texts)
    groups: list[list[Line]] = [[shown[0][0]]]
    for index, ((before, text), (line, following)) in enumerate(pairwise(shown)):
        on_purpose = before.ends and (_END.search(text) is not None or not following[0].islower())
        if (on_purpose or breaks[index]) and not _HANGING.search(text):
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _breaks(texts: Sequence[str]) -> list[bool]:
    """Tell for each line but the last whether an entry ends with it."""
    if all(_END.search(text) for text in texts) or _is_poster(texts):
        return [True] * (len(texts) - 1)
    timed = [_TIME.match(text) is not None or _DAY.match(text) is not None for text in texts]
    is_schedule = sum(timed) >= 2
    width = max(len(text) for text in texts)
    marks = [find_mark(text) for text in texts]
    first = next((mark for mark in marks if mark), None)
    return [
        (is_schedule and timed[index]) or _begins_item(text, marks[index], first) or _is_notice(text, following, width)
        for index, (text, following) in enumerate(pairwise(texts), 1)
    ]


def _is_poster(texts: Sequence[str]) -> bool:
    """Tell whether the lines are short and each begins anew, as on a notice or in an address."""
    if max(len(text) for text in texts) > _NARROW or len(texts) < 2:
        return False
    return all(text[0].isupper() or text[0].isdigit() for text in texts)


def _begins_item(before: str, mark: Mark | None, first: Mark | None) -> bool:
    """Tell whether a line begins an item, by its mark, the line before it, and the first mark of the paragraph."""
    if mark is None:
        return False
    if mark.style not in _WEAK_STYLES or before[-1] in ".:;,!?":
        return True
    return first is not None and mark is not first and first.style == mark.style


def _is_notice(text: str, following: str, width: int) -> bool:
    """Tell whether a line in capitals ends here, although the next word had room on it."""
    if not text.isupper() or len(text) < 4:
        return False
    room = len(text) + 1 + len(following.split(maxsplit=1)[0]) <= width
    return (not following.isupper() and len(text) <= 60) or room or width <= _NARROW
