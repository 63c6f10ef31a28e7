"""HTML is taken apart into tags and text, each with its place.

Of its own, because the parser of the standard library looks through the rest of the file again for every tag that
is never closed, so that a hostile file of a few MB keeps it busy for hours. Here everything is looked at once.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_OPENING = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]*)")
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_QUOTE = re.compile("[\"']")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_RAW = ("script", "style", "template", "noscript", "iframe", "textarea", "svg", "math", "object")
"""Elements whose content is no text for a reader, or no HTML."""


@dataclass(slots=True)
class Tag:
    """A tag that opens or closes an element."""

    name: str
    closes: bool
    at: int
    """Offset in the text."""
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Text:
    """A stretch of text. An entity is a stretch of its own, at the place of its "&"."""

    text: str
    at: int


@dataclass(slots=True)
class Comment:
    """A comment, with its marks."""

    text: str
    at: int


CODE = frozenset(("pre", "code", "samp", "kbd", "xmp", "listing"))
"""Elements that show how something is written."""


def comments(text: str) -> Iterator[Comment]:
    """Give the comments that are none in an example: those in no element that shows code."""
    depth = 0
    for token in tokens(text):
        if isinstance(token, Comment):
            if not depth:
                yield token
        elif isinstance(token, Tag) and token.name in CODE:
            depth = max(depth - 1, 0) if token.closes else depth + 1


def tokens(text: str) -> Iterator[Tag | Text | Comment]:
    """Give the tags, the comments, and the stretches of text, in order. Scripts and the like are passed over."""
    at, size = 0, len(text)
    while at < size:
        opened = text.find("<", at)
        opened = size if opened < 0 else opened
        if opened > at:
            yield from _texts(text, at, opened)
        if opened == size:
            return
        match = _OPENING.match(text, opened)
        if match is None:
            at = _past_declaration(text, opened)
            if text.startswith("<!--", opened):
                yield Comment(text[opened:at], opened)
            if at == opened:  # a "<" that opens nothing is text
                yield Text("<", opened)
                at = opened + 1
            continue
        end = _tag_end(text, match.end())
        tag = Tag(match[2].lower(), bool(match[1]), opened, _attributes(text, match.end(), end))
        at = min(end + 1, size)
        yield tag
        if tag.name in _RAW and not tag.closes and text[end - 1 : end] != "/":
            at = _past_raw(text, at, tag.name)
            yield Tag(tag.name, True, at)


def _texts(text: str, start: int, end: int) -> Iterator[Text]:
    at = start
    if text.find("&", start, end) >= 0:
        for match in _ENTITY.finditer(text, start, end):
            if match.start() > at:
                yield Text(text[at : match.start()], at)
            yield Text(html.unescape(match[0]), match.start())
            at = match.end()
    if at < end:
        yield Text(text[at:end], at)


def _past_declaration(text: str, at: int) -> int:
    """Pass over a comment, a doctype or the like; gives the same place if none begins here."""
    if text.startswith("<!--", at):
        end = text.find("-->", at + 4)
        return len(text) if end < 0 else end + 3
    if text.startswith(("<!", "<?", "</"), at):
        end = text.find(">", at)
        return len(text) if end < 0 else end + 1
    return at


def _tag_end(text: str, at: int) -> int:
    """Find the ">" of a tag; one inside quotes is not it."""
    end = text.find(">", at)
    if end < 0:
        return len(text)
    quote = _open_quote(text, at, end)
    while quote:
        closing = text.find(quote, end)
        following = text.find(">", closing) if closing >= 0 else -1
        if following < 0:
            return end  # the quote is never closed: a mistake, and the tag ends where it seems to
        quote, end = _open_quote(text, closing + 1, following), following
    return end


def _open_quote(text: str, start: int, end: int) -> str:
    """Tell which quotation mark is open at the end of a stretch of a tag, if any."""
    at = start
    while opening := _QUOTE.search(text, at, end):
        at = text.find(opening[0], opening.end(), end) + 1
        if not at:
            return opening[0]
    return ""


def _attributes(text: str, start: int, end: int) -> dict[str, str]:
    if end - start < 2:
        return {}
    return {
        match[1].lower(): html.unescape(match[2] or match[3] or match[4] or "")
        for match in _ATTRIBUTE.finditer(text, start, min(end, start + 20_000))
    }


def _past_raw(text: str, at: int, name: str) -> int:
    """Find the end of an element that holds no text, or the end of the file."""
    match = re.compile(rf"</{name}\b", re.IGNORECASE).search(text, at)
    return match.start() if match else len(text)
