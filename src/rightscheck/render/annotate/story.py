"""The text of a Word part with the byte at which each character stands, so that marks can be set between them.

Nothing is parsed and written again: whoever sets a mark splices bytes in, and every other byte stays what it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from xml.parsers import expat

from rightscheck.render.annotate.letters import letters

SPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "transitional",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "strict",
}
"""The namespaces of Word's own elements, in the two forms of the standard."""
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_XML = "http://www.w3.org/XML/1998/namespace"
_CHARACTER = re.compile(rb"&[^;]+;|[\x00-\x7f]|[\xc0-\xff][\x80-\xbf]*")
_END_OF_TAG = re.compile(rb"""(?:[^>"']|"[^"]*"|'[^']*')*>""")
_OFF = ("0", "false", "off", "none")
_NOTES = ("footnote", "endnote")


class NotSpliceable(Exception):  # noqa: N818 - it never leaves this package
    """The part is written in a way that marks cannot be set in."""


@dataclass(slots=True)
class Run:
    """A stretch of text of one look: `w:r`."""

    start: int
    end: int = 0
    """The byte behind it."""
    opening: bytes = b""
    properties: bytes = b""
    """Its `w:rPr` as it is written, or nothing."""
    content: int = 0
    """The byte where the first thing behind its properties stands."""
    whole: bool = False
    """It may not be divided: a change of its look is tracked."""
    hidden: bool = False
    last: int = 0
    """The byte behind the last thing in it."""


@dataclass(slots=True)
class Stretch:
    """One `w:t`."""

    run: Run
    start: int
    keeps_space: bool
    whole: bool
    """It may not be divided."""
    inner: int = 0
    inner_end: int = 0
    end: int = 0
    text: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Character:
    """One character that a reader sees, and the bytes it is made of."""

    text: str
    stretch: Stretch
    start: int
    end: int


@dataclass(slots=True)
class Paragraph:
    """One `w:p`."""

    number: int
    """Counts from 1 in its part, in the order of the file."""
    anchor: Run | None
    """The run of the outer paragraph that holds the text box it stands in."""
    boxed: bool
    """It stands in a text box, or in a form of one that is kept for older programs."""
    note: str | None
    """The id of the footnote or endnote that it is part of."""
    stretches: list[Stretch] = field(default_factory=list)
    end: int = 0
    """The byte where its end tag begins."""
    closed: bool = False
    """It is written as an empty element."""


class Story:
    """One part of a Word document: the main text, or the footnotes."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.paragraphs: list[Paragraph] = []
        self.references: dict[tuple[str, str], Run] = {}
        """By kind and id: the run in which a footnote or an endnote is referred to."""
        self.comment_ids: list[int] = []
        self.space = ""
        self._last: tuple[int, list[Character], tuple[str, list[int]]] | None = None
        """The paragraph that was looked at last: several sentences of one are common, all of them at once too much."""
        self._walk()

    def characters(self, paragraph: Paragraph) -> list[Character]:
        """Give the characters of a paragraph, in the order of reading."""
        if self._last is None or self._last[0] != paragraph.number:
            characters = [one for stretch in paragraph.stretches for one in self._characters(stretch)]
            self._last = (paragraph.number, characters, letters(one.text for one in characters))
        return self._last[1]

    def letters(self, paragraph: Paragraph) -> tuple[str, list[int]]:
        """Give the letters of a paragraph, and for each the number of its character."""
        self.characters(paragraph)
        return self._last[2] if self._last else ("", [])

    def _characters(self, stretch: Stretch) -> list[Character]:
        raw = self.data[stretch.inner : stretch.inner_end]
        if stretch.whole:
            return [Character(one, stretch, stretch.inner, stretch.inner_end) for one in "".join(stretch.text)]
        found = []
        for match in _CHARACTER.finditer(raw):
            text = unescape(match[0].decode("utf-8"))
            found.append(Character(text, stretch, stretch.inner + match.start(), stretch.inner + match.end()))
        return found

    def _walk(self) -> None:
        walker = _Walker(self)
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.XmlDeclHandler = _see_encoding
        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler = lambda name, attributes: walker.start(name, attributes, parser.CurrentByteIndex)
        parser.EndElementHandler = lambda name: walker.end(name, parser.CurrentByteIndex)
        parser.CharacterDataHandler = walker.text
        parse_whole(parser, self.data)


def parse_whole(parser: expat.XMLParserType, data: bytes) -> None:
    """Parse bytes as one document.

    Raises:
        NotSpliceable: It is not well-formed, or not UTF-8.

    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise NotSpliceable("a part of it is not stored as UTF-8")
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError) as error:
        raise NotSpliceable(f"a part of it is not well-formed ({error})") from None


def root_end(data: bytes) -> tuple[int, list[tuple[str, dict[str, str]]], int]:
    """Find where more can be put into a flat part such as a list of relationships.

    Returns:
        The byte where the end tag of the outermost element begins, or an empty outermost element;
        all elements with their attributes; and where the tag of the outermost element begins.

    """
    elements: list[tuple[str, dict[str, str]]] = []
    ends: list[int] = []
    starts: list[int] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.XmlDeclHandler = _see_encoding
    parser.StartDoctypeDeclHandler = _refuse

    def start(name: str, attributes: dict[str, str]) -> None:
        if not starts:
            starts.append(parser.CurrentByteIndex)
        elements.append((name, attributes))

    def end(name: str) -> None:  # noqa: ARG001 - as expat calls it
        ends.append(parser.CurrentByteIndex)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parse_whole(parser, data)
    return ends[-1], elements, starts[0]


def tag_end(data: bytes, start: int) -> int:
    """Give the byte behind the tag that begins at `start`."""
    found = _END_OF_TAG.match(data, start)
    return found.end() if found else start


def _see_encoding(version: str, encoding: str | None, standalone: int) -> None:  # noqa: ARG001 - as expat calls it
    if (encoding or "utf-8").lower() not in ("utf-8", "utf8", "us-ascii", "ascii"):
        raise NotSpliceable("a part of it is not stored as UTF-8")


def _refuse(*_: object) -> None:
    raise NotSpliceable("a part of it declares entities")


@dataclass(slots=True)
class _Element:
    name: str
    start: int
    opened: int
    """The byte behind its tag."""
    empty: bool


class _Walker:
    """Follows the parser and notes where things begin and end."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.data = story.data
        self.stack: list[_Element] = []
        self.open_paragraphs: list[Paragraph] = []
        self.open_runs: list[Run] = []
        self.stretch: Stretch | None = None
        self.unseen = 0
        """How many elements are open whose text is not read: deleted, moved away, kept for older programs."""
        self.boxes = 0
        self.notes: list[str] = []

    def start(self, name: str, attributes: dict[str, str], at: int) -> None:
        space, _, local = name.rpartition(" ")
        if not self.stack:
            self.story.space = space
        opened = tag_end(self.data, at)
        word = space in SPACES
        kind = local if word else f"{space} {local}"
        self.stack.append(_Element(kind, at, opened, self.data[opened - 2 : opened] == b"/>"))
        if word:
            self._start_word(local, {key.rpartition(" ")[2]: value for key, value in attributes.items()}, attributes)
        elif kind == f"{_COMPATIBILITY} Fallback":
            self.unseen += 1

    def _start_word(self, local: str, own: dict[str, str], attributes: dict[str, str]) -> None:
        element = self.stack[-1]
        handler = {
            "p": self._start_paragraph,
            "r": self._start_run,
            "t": self._start_text,
        }.get(local)
        if handler:
            handler(element, attributes)
        elif local in ("del", "moveFrom"):
            self.unseen += 1
        elif local == "txbxContent":
            self.boxes += 1
        elif local in _NOTES:
            self.notes.append(own.get("id", ""))
        elif self.open_runs:
            self._in_run(local, own)
        if local.startswith("comment") and own.get("id", "").isdecimal():
            self.story.comment_ids.append(int(own["id"]))

    def _in_run(self, local: str, own: dict[str, str]) -> None:
        run = self.open_runs[-1]
        in_properties = len(self.stack) > 1 and self.stack[-2].name == "rPr"
        if local == "vanish" and in_properties and own.get("val", "true") not in _OFF:
            run.hidden = True
        elif local == "rPrChange":
            run.whole = True
        elif local in ("footnoteReference", "endnoteReference"):
            key = (local.removesuffix("Reference"), own.get("id", ""))
            self.story.references.setdefault(key, self.open_runs[0])

    def _start_paragraph(self, element: _Element, attributes: dict[str, str]) -> None:  # noqa: ARG002
        boxed = self.boxes > 0 or self.unseen > 0
        paragraph = Paragraph(
            number=len(self.story.paragraphs) + 1,
            anchor=self.open_runs[0] if self.open_runs else None,
            boxed=boxed or bool(self.open_paragraphs),
            note=self.notes[-1] if self.notes else None,
            closed=element.empty,
        )
        self.story.paragraphs.append(paragraph)
        self.open_paragraphs.append(paragraph)

    def _start_run(self, element: _Element, attributes: dict[str, str]) -> None:  # noqa: ARG002
        opening = self.data[element.start : element.opened]
        self.open_runs.append(Run(start=element.start, opening=opening, content=element.opened))

    def _start_text(self, element: _Element, attributes: dict[str, str]) -> None:
        if not self.open_paragraphs or not self.open_runs or self.unseen or self.open_runs[-1].hidden:
            return
        if len(self.stack) < 2 or self.stack[-2].name != "r":  # noqa: PLR2004 - itself and its parent
            return
        keeps = attributes.get(f"{_XML} space")
        whole = keeps not in (None, "preserve") or element.empty
        self.stretch = Stretch(self.open_runs[-1], element.start, keeps == "preserve", whole, inner=element.opened)

    def text(self, text: str) -> None:
        if self.stretch:
            self.stretch.text.append(text)

    def end(self, name: str, at: int) -> None:
        space, _, local = name.rpartition(" ")
        element = self.stack.pop()
        behind = element.opened if element.empty else tag_end(self.data, at)
        if space in SPACES:
            self._end_word(local, element, element.start if element.empty else at, behind)
        elif element.name == f"{_COMPATIBILITY} Fallback":
            self.unseen -= 1
        if self.open_runs and self.stack and self.stack[-1].name == "r" and local != "rPr":
            self.open_runs[-1].last = behind

    def _end_word(self, local: str, element: _Element, at: int, behind: int) -> None:
        if local == "t":
            self._end_text(element, at, behind)
        elif local == "rPr" and self.stack and self.stack[-1].name == "r":
            self.open_runs[-1].properties = self.data[element.start : behind]
            self.open_runs[-1].content = behind
        elif local == "r":
            self.open_runs.pop().end = behind
        elif local == "p":
            self.open_paragraphs[-1].end = at
            self.open_paragraphs.pop()
        elif local in ("del", "moveFrom"):
            self.unseen -= 1
        elif local == "txbxContent":
            self.boxes -= 1
        elif local in _NOTES:
            self.notes.pop()

    def _end_text(self, element: _Element, at: int, behind: int) -> None:
        stretch, self.stretch = self.stretch, None
        if stretch is None or element.start != stretch.start:
            return
        stretch.inner_end, stretch.end = (element.opened, behind) if element.empty else (at, behind)
        text = "".join(stretch.text)
        edged = not stretch.keeps_space and text != text.strip()
        stretch.whole = stretch.whole or edged or b"<" in self.data[stretch.inner : stretch.inner_end]
        if text:
            self.open_paragraphs[-1].stretches.append(stretch)
