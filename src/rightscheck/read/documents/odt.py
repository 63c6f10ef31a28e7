"""An OpenDocument text becomes blocks, tracked changes read as accepted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from rightscheck.model.document import BlockKind, Document
from rightscheck.ooxml import Package, PackageError, whole_number
from rightscheck.read.documents.entries import Line, entries, take_line
from rightscheck.read.documents.outline import LOOSE_LEVEL, Outline, may_be_heading
from rightscheck.read.documents.reading import Reading, UnreadableError
from rightscheck.read.documents.tables import Woven, add_row
from rightscheck.read.documents.weave import Hyphens, Weave

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _TABLE, _OFFICE, _STYLE, _FO, _DRAW = (
    f"{_OASIS}{name}:1.0}}" for name in ("text", "table", "office", "style", "xsl-fo-compatible", "drawing")
)
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_WRAPPERS = frozenset(
    f"{_TEXT}{name}" for name in ("section", "index-body", "numbered-paragraph", "soft-page-break")
) | {f"{_DRAW}g", f"{_DRAW}a"}
_CONTENTS = frozenset(
    f"{_TEXT}{name}"
    for name in ("table-of-content", "alphabetical-index", "illustration-index", "table-index", "bibliography")
)
_GONE = frozenset((f"{_OFFICE}annotation", f"{_TEXT}tracked-changes", f"{_TEXT}note-citation", f"{_TEXT}ruby-text"))
_FRAMES = frozenset(f"{_DRAW}{name}" for name in ("frame", "custom-shape", "rect", "ellipse"))
_STYLES_PART = "styles.xml"
_MAX_SPACES = 100
_MAX_BASES = 20
_MAX_COLUMNS = 60
_LAYOUT_PARAGRAPHS = 6
_NO_HYPHENS = Hyphens("")


def read_odt(data: bytes, name: str) -> Reading:
    """Read an OpenDocument text: body, tables, headers, footers, notes, frames.

    Raises:
        UnreadableError: It is encrypted, damaged, over a limit, or has no text.

    """
    try:
        package = Package(data)
        if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise UnreadableError("it is encrypted; save it without a password")
        reader = _Odt(package)
        reader.read()
    except PackageError as error:
        raise UnreadableError(str(error)) from None
    if not reader.outline.blocks and any(element.tag == f"{_DRAW}image" for element in reader.content.iter()):
        raise UnreadableError("it holds pictures and no text; run text recognition on it")
    return Reading(Document(name, "odt", tuple(reader.outline.blocks)))


@dataclass(slots=True)
class _Beside:
    """The text of a paragraph, and what hangs on it and is read after it."""

    pieces: list[tuple[str, bool]] = field(default_factory=list)
    """Each stretch, and whether it is bold."""
    notes: list[Element] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


class _Odt:
    def __init__(self, package: Package) -> None:
        self.outline = Outline()
        self.content = package.parse("content.xml")
        self.styles = package.parse(_STYLES_PART) if _STYLES_PART in package else None
        self.by_name: dict[str, Element] = {}
        for root in (self.styles, self.content):
            for style in root.iter(f"{_STYLE}style") if root is not None else ():
                self.by_name[style.get(f"{_STYLE}name", "")] = style
        self.numbers: dict[int, int] = {}
        self.part: str | None = None
        self.kind: BlockKind = "paragraph"
        self.lists: list[str | None] = []
        self.begins_item = False

    def read(self) -> None:
        """Read all that a reader sees."""
        self._count(self.content)
        body = self.content.find(f"{_OFFICE}body/{_OFFICE}text")
        if body is None:
            raise UnreadableError("it is no text document; save its text as .odt, .docx or PDF")
        self._walk(body)
        self.outline.leave()
        self._margins()

    def _count(self, root: Element) -> None:
        paragraphs = (element for element in root.iter() if element.tag in _PARAGRAPHS)
        self.numbers.update((id(element), number) for number, element in enumerate(paragraphs, 1))

    def _margins(self) -> None:
        """Read headers and footers, each text once."""
        if self.styles is None:
            return
        self._count(self.styles)
        self.part = _STYLES_PART
        seen: set[str] = set()
        for page in self.styles.iter(f"{_STYLE}master-page"):
            for margin in page:
                text = "".join(margin.itertext())
                if text not in seen:
                    seen.add(text)
                    self._walk(margin)

    def _walk(self, elements: Iterable[Element]) -> None:
        for element in elements:
            tag = element.tag
            if tag in _PARAGRAPHS:
                self._paragraph(element)
            elif tag == f"{_TEXT}list":
                self._list(element)
            elif tag == f"{_TABLE}table":
                self._table(element)
            elif tag in _FRAMES:
                self._aside(element.iter(f"{_DRAW}text-box") if tag == f"{_DRAW}frame" else [element], "box")
            elif tag in _WRAPPERS:
                self._walk(element)

    def _list(self, element: Element) -> None:
        self.lists.append(self.outline.introduction(self.lists[-1] if self.lists else None))
        for item in element:
            if item.tag in (f"{_TEXT}list-item", f"{_TEXT}list-header"):
                self.begins_item = True
                self._walk(item)
                self.begins_item = False
        self.lists.pop()
        if not self.lists:
            self.outline.close()

    def _aside(self, roots: Iterable[Element], kind: BlockKind) -> None:
        before = self.kind, self.lists, self.begins_item
        self.kind, self.lists, self.begins_item = kind, [], False
        with self.outline.aside():
            for root in roots:
                self._walk(root)
        self.kind, self.lists, self.begins_item = before

    def _beside(self, beside: _Beside) -> None:
        self._aside(beside.notes, "note")
        self._aside(beside.boxes, "box")

    # Paragraphs.

    def _paragraph(self, element: Element) -> None:
        gathered = self._gather(element)
        is_bold = bool(gathered.pieces) and all(bold for text, bold in gathered.pieces if text.strip())
        for woven in self._woven(element, gathered):
            self._block(element, woven, is_bold)
        self._beside(gathered)

    def _block(self, element: Element, woven: Woven, is_bold: bool) -> None:
        level = self._level(element)
        if level is not None and self.kind == "paragraph":
            self.outline.heading(*woven, level=level, part=self.part)
        elif self.begins_item and self.lists:
            self.begins_item = False
            self.outline.item(*woven, intro=self.lists[-1], part=self.part)
        elif is_bold and self.kind == "paragraph" and may_be_heading(woven[0]):
            self.outline.heading(*woven, level=LOOSE_LEVEL, part=self.part)
        else:
            self.outline.paragraph(*woven, kind=self.kind, part=self.part)

    def _level(self, element: Element) -> int | None:
        if element.tag == f"{_TEXT}h":
            return whole_number(element.get(f"{_TEXT}outline-level"), 1, LOOSE_LEVEL)
        for style in self._chain(element.get(f"{_TEXT}style-name", "")):
            if style.get(f"{_STYLE}name") == "Title":
                return 0
        return None

    def _chain(self, name: str) -> Iterator[Element]:
        for _ in range(_MAX_BASES):
            style = self.by_name.get(name)
            if style is None:
                return
            yield style
            name = style.get(f"{_STYLE}parent-style-name", "")

    def _is(self, style_name: str, attribute: str, value: str) -> bool | None:
        """Tell whether a style sets a property of the text to a value; None where nothing is said of it."""
        for style in self._chain(style_name):
            properties = style.find(f"{_STYLE}text-properties")
            if properties is not None and properties.get(attribute) is not None:
                return properties.get(attribute) == value
        return None

    def _gather(self, paragraph: Element) -> _Beside:
        """Walk a paragraph with a stack of one's own: the depth of a file is not trusted."""
        gathered = _Beside()
        style = paragraph.get(f"{_TEXT}style-name", "")
        bold = bool(self._is(style, f"{_FO}font-weight", "bold"))
        hidden = bool(self._is(style, f"{_TEXT}display", "none"))
        waiting: list[tuple[Element | str, bool, bool]] = [(paragraph, bold, hidden)]
        while waiting:
            element, bold, hidden = waiting.pop()
            if isinstance(element, str):
                if not hidden:
                    gathered.pieces.append((element, bold))
                continue
            if element is not paragraph and self._set_apart(element, gathered, bold):
                continue
            if element.tag == f"{_TEXT}span":
                name = element.get(f"{_TEXT}style-name", "")
                said = self._is(name, f"{_FO}font-weight", "bold")
                bold = bold if said is None else said
                hidden = hidden or bool(self._is(name, f"{_TEXT}display", "none"))
            contents: list[tuple[Element | str, bool, bool]] = []
            if element.text:
                contents.append((_single(element.text), bold, hidden))
            for child in element:
                contents.append((child, bold, hidden))
                if child.tail:
                    contents.append((_single(child.tail), bold, hidden))
            waiting.extend(reversed(contents))
        return gathered

    @staticmethod
    def _set_apart(element: Element, gathered: _Beside, bold: bool) -> bool:
        """Take what is no run of text; tell whether it was."""
        tag = element.tag
        if tag == f"{_TEXT}s":
            gathered.pieces.append((" " * whole_number(element.get(f"{_TEXT}c"), 1, _MAX_SPACES), bold))
        elif tag == f"{_TEXT}tab":
            gathered.pieces.append(("\t", bold))
        elif tag == f"{_TEXT}line-break":
            gathered.pieces.append(("\n", bold))
        elif tag == f"{_TEXT}note":
            gathered.notes.extend(element.iter(f"{_TEXT}note-body"))
        elif tag == f"{_DRAW}frame":
            gathered.boxes.extend(element.iter(f"{_DRAW}text-box"))
        elif tag in _FRAMES:
            gathered.boxes.append(element)
        else:
            return tag in _GONE or tag in _CONTENTS
        return True

    def _woven(self, element: Element, gathered: _Beside) -> list[Woven]:
        number = self.numbers.get(id(element), 1)
        lines, at = [Line()], 0
        for piece, _ in gathered.pieces:
            for index, text in enumerate(re.split("(\n)", piece)):
                if index % 2:
                    lines.append(Line())
                elif text:
                    lines[-1].pieces.append((text, number, at + 1))
                at += len(text)
        found = []
        for group in entries(lines):
            weave = Weave(_NO_HYPHENS)
            for one in group:
                take_line(weave, one)
            woven = weave.finish()
            if woven[0]:
                found.append(woven)
        return found

    # Tables.

    def _table(self, table: Element) -> None:
        rows = list(_rows(table))
        cells = [[cell for cell in row if cell.tag == f"{_TABLE}table-cell"] for row, _ in rows]
        self.begins_item = False
        if max(map(len, cells), default=0) < 2 or any(_is_layout(cell) for row in cells for cell in row):
            for row in cells:
                for cell in row:
                    self._walk(cell)
            return
        intro = self.outline.introduction(self.lists[-1] if self.lists else None)
        columns: list[str] | None = None if self._has_head(rows, cells) else []
        for row in cells:
            read = self._row(row, columns, intro)
            columns = read if columns is None else columns
        self.outline.close()

    def _row(self, row: list[Element], columns: list[str] | None, intro: str | None) -> list[str]:
        woven: list[list[Woven]] = []
        beside = _Beside()
        for cell in row:
            lines: list[Woven] = []
            for paragraph in _own_paragraphs(cell):
                gathered = self._gather(paragraph)
                lines += self._woven(paragraph, gathered)
                beside.notes += gathered.notes
                beside.boxes += gathered.boxes
            woven.append(lines)
            woven += [[]] * (whole_number(cell.get(f"{_TABLE}number-columns-spanned"), 1, _MAX_COLUMNS) - 1)
        read = add_row(self.outline, woven, columns, intro, self.part)
        self._beside(beside)
        return read

    def _has_head(self, rows: list[tuple[Element, bool]], cells: list[list[Element]]) -> bool:
        if len(rows) < 2:
            return False
        if rows[0][1]:
            return True
        paragraphs = [element for cell in cells[0] for element in _own_paragraphs(cell)]
        pieces = [piece for element in paragraphs for piece in self._gather(element).pieces if piece[0].strip()]
        named = [element.get(f"{_TEXT}style-name", "") for element in paragraphs if "".join(element.itertext()).strip()]
        headed = bool(named) and all(
            any(style.get(f"{_STYLE}name") == "Table_20_Heading" for style in self._chain(name)) for name in named
        )
        return headed or (bool(pieces) and all(bold for _, bold in pieces))


def _rows(table: Element) -> Iterator[tuple[Element, bool]]:
    """Give the rows, and for each whether it is marked as a head."""
    for child in table:
        if child.tag == f"{_TABLE}table-row":
            yield child, False
        elif child.tag in (f"{_TABLE}table-header-rows", f"{_TABLE}table-rows", f"{_TABLE}table-row-group"):
            for row, marked in _rows(child):
                yield row, marked or child.tag == f"{_TABLE}table-header-rows"


def _own_paragraphs(cell: Element) -> Iterator[Element]:
    """Give the paragraphs of a cell, without those of notes and frames in them."""
    waiting = list(reversed(cell))
    while waiting:
        element = waiting.pop()
        if element.tag in _PARAGRAPHS:
            yield element
        elif element.tag not in _FRAMES:
            waiting.extend(reversed(element))


def _is_layout(cell: Element) -> bool:
    contents = list(cell)
    if len(contents) > _LAYOUT_PARAGRAPHS:
        return True
    return any(element.tag in (f"{_TABLE}table", f"{_TEXT}h") for element in cell.iter() if element is not cell)


def _single(text: str) -> str:
    """Make white space in the XML single: line ends in it are no line breaks."""
    return re.sub(r"\s+", " ", text)
