"""A Word document becomes blocks, tracked changes read as accepted."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from rightscheck.model.document import BlockKind, Document, Skipped
from rightscheck.ooxml import (
    MC,
    Package,
    PackageError,
    W,
    WordParagraph,
    alternative,
    is_on,
    paragraph_pieces,
    whole_number,
)
from rightscheck.read.documents.entries import Line, entries, take_line
from rightscheck.read.documents.outline import LOOSE_LEVEL, Outline, may_be_heading
from rightscheck.read.documents.reading import Reading, UnreadableError
from rightscheck.read.documents.tables import Woven, add_row
from rightscheck.read.documents.weave import Hyphens, Weave

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_R_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
_HEADING_NAME = re.compile(r"heading ?([1-9])\Z", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"(toc|table of figures|index) ?\d*\Z", re.IGNORECASE)
_DIAGRAM = re.compile(r"word/diagrams/data\d*\.xml\Z")
_PLAIN_TABLES = ("TableGrid", "TableNormal", "")
_LAYOUT_PARAGRAPHS = 6
"""A table cell with more paragraphs than this is a frame for text."""
_MAX_BASES = 20
_MAX_COLUMNS = 60
_MAX_LEVEL = 9
_NO_HYPHENS = Hyphens("")
_WRAPPERS = frozenset(f"{W}{name}" for name in ("ins", "moveTo", "customXml", "smartTag", "sdtContent"))


def read_docx(data: bytes, name: str) -> Reading:
    """Read a Word document: body, tables, headers, footers, notes, text boxes.

    Raises:
        UnreadableError: It is encrypted, damaged, over a limit, or has no text.

    """
    if data.startswith(_COMPOUND):
        raise UnreadableError("it is encrypted, or in the old .doc form; save it as .docx without a password")
    try:
        reader = _Docx(Package(data))
        reader.read()
    except PackageError as error:
        raise UnreadableError(str(error)) from None
    if not reader.outline.blocks and reader.has_pictures():
        raise UnreadableError("it holds pictures and no text; run text recognition on it")
    return Reading(
        Document(name, "docx", tuple(reader.outline.blocks)),
        tuple(Skipped(name, reason) for reason in reader.unread()),
    )


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph style says, with what it inherits."""

    level: int | None = None
    """The level of its heading, from 0 for a title."""
    is_contents: bool = False
    list: tuple[str, int] | None = None
    is_bold: bool = False
    is_hidden: bool = False


class _Styles:
    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._known: dict[str, _Style] = {}
        self.default = ""
        for element in root.iter(f"{W}style") if root is not None else ():
            style_id = element.get(f"{W}styleId", "")
            self._elements[style_id] = element
            if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in ("1", "true"):
                self.default = style_id

    def of(self, style_id: str) -> _Style:
        """Give what a style says; an unknown one says nothing."""
        if style_id not in self._known:
            self._known[style_id] = self._resolve(style_id)
        return self._known[style_id]

    def _resolve(self, style_id: str) -> _Style:
        level: int | None = None
        numbering: tuple[str, int] | None = None
        bold = hidden = None
        contents = False
        for element in self._chain(style_id):
            name = _value(element.find(f"{W}name")) or ""
            properties = element.find(f"{W}pPr")
            run = element.find(f"{W}rPr")
            level = _heading_level(name, properties) if level is None else level
            numbering = numbering or _numbering(properties)
            contents = contents or _CONTENTS_NAME.match(name) is not None
            bold = _state(run, "b") if bold is None else bold
            hidden = _state(run, "vanish") if hidden is None else hidden
        return _Style(level, contents, numbering, bool(bold), bool(hidden))

    def _chain(self, style_id: str) -> Iterator[Element]:
        """Give a style and those it is based on. A circle ends."""
        for _ in range(_MAX_BASES):
            element = self._elements.get(style_id)
            if element is None:
                return
            yield element
            style_id = _value(element.find(f"{W}basedOn")) or ""


@dataclass(slots=True)
class _Beside:
    """What hangs on a paragraph and is read after it."""

    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    """The kind ("footnote", "endnote") and the id."""


class _Docx:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.outline = Outline()
        self.main = package.main_part()
        self.folder = posixpath.dirname(self.main)
        self.relations = self._relations()
        self.styles = _Styles(self._part("styles"))
        self.root = package.parse(self.main)
        self.notes: dict[tuple[str, str], tuple[Element, str]] = {}
        self.seen_notes: set[tuple[str, str]] = set()
        self.numbers: dict[int, int] = {}
        """By id of the element: the number of a paragraph in its part."""
        self.part: str | None = None
        self.kind: BlockKind = "paragraph"
        self.lists: list[tuple[int, str | None]] = []
        """The lists that are open: level and introduction."""

    def _relations(self) -> dict[str, tuple[str, str]]:
        """Give for each relation of the main part its kind and the name of the part it leads to."""
        name = posixpath.join(self.folder, "_rels", posixpath.basename(self.main) + ".rels")
        if name not in self.package:
            return {}
        found = {}
        for relation in self.package.parse(name).iter(_RELATION):
            target = relation.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(self.folder, target)
            kind = relation.get("Type", "").rpartition("/")[2]
            found[relation.get("Id", "")] = (kind, posixpath.normpath(path))
        return found

    def _part_name(self, kind: str) -> str | None:
        named = (name for one, name in self.relations.values() if one == kind and name in self.package)
        usual = posixpath.join(self.folder, f"{kind}.xml")
        return next(named, usual if usual in self.package else None)

    def _part(self, kind: str) -> Element | None:
        name = self._part_name(kind)
        return self.package.parse(name) if name else None

    def read(self) -> None:
        """Read all parts that a reader sees."""
        for kind in ("footnote", "endnote"):
            self._gather_notes(kind)
        self._count(self.root)
        body = self.root.find(f"{W}body")
        self._walk(body if body is not None else ())
        self._other_notes()
        self.outline.leave()
        self._margins()
        self._diagrams()

    def has_pictures(self) -> bool:
        """Tell whether there is a picture in the main part."""
        return any(element.tag in (f"{W}drawing", f"{W}pict") for element in self.root.iter())

    def unread(self) -> Iterator[str]:
        """Tell what a reader would see and this does not."""
        if any(element.tag == _OLE for element in self.root.iter()):
            yield "a file that is embedded in it was not read; paste its text into the document"
        if any(element.tag == f"{W}altChunk" for element in self.root.iter()):
            yield "a file that is merged into it was not read; open it in Word and save it again"

    # Parts.

    def _count(self, root: Element) -> None:
        self.numbers.update((id(element), number) for number, element in enumerate(root.iter(f"{W}p"), 1))

    def _gather_notes(self, kind: str) -> None:
        name = self._part_name(f"{kind}s")
        if name is None:
            return
        root = self.package.parse(name)
        self._count(root)
        for note in root.iter(f"{W}{kind}"):
            if note.get(f"{W}type", "normal") == "normal":
                self.notes[kind, note.get(f"{W}id", "")] = (note, name)

    def _other_notes(self) -> None:
        """Read the notes that nothing visible refers to, unless their reference was deleted."""
        deleted: set[tuple[str, str]] = set()
        for gone in self.root.iter():
            if gone.tag in (f"{W}del", f"{W}moveFrom"):
                deleted.update(_note_references(gone.iter()))
        self._read_notes(key for key in self.notes if key not in deleted)

    def _read_notes(self, keys: Iterable[tuple[str, str]]) -> None:
        for key in keys:
            if key in self.notes and key not in self.seen_notes:
                self.seen_notes.add(key)
                note, name = self.notes[key]
                self._aside(note, "note", name)

    def _aside(self, root: Iterable[Element], kind: BlockKind, part: str | None) -> None:
        """Read something that stands beside the text, and come back."""
        before = self.part, self.kind, self.lists
        self.part, self.kind, self.lists = part, kind, []
        with self.outline.aside():
            self._walk(root)
        self.part, self.kind, self.lists = before

    def _margins(self) -> None:
        """Read headers and footers, each text once however many parts repeat it."""
        wanted = [
            element.get(f"{_R}id") or element.get(f"{_R_STRICT}id") or ""
            for element in self.root.iter()
            if element.tag in (f"{W}headerReference", f"{W}footerReference")
        ]
        seen: set[str] = set()
        for relation in dict.fromkeys(wanted):
            _, name = self.relations.get(relation, ("", ""))
            if name not in self.package:
                continue
            root = self.package.parse(name)
            text = "\n".join(element.text or "" for element in root.iter(f"{W}t"))
            if text not in seen:
                seen.add(text)
                self._count(root)
                self._aside(root, "paragraph", name)

    def _diagrams(self) -> None:
        """Read the texts of SmartArt."""
        for name in self.package.names:
            if not _DIAGRAM.match(name):
                continue
            for number, paragraph in enumerate(self.package.parse(name).iter(f"{_A}p"), 1):
                weave = Weave(_NO_HYPHENS)
                weave.add("".join(text.text or "" for text in paragraph.iter(f"{_A}t")), number, 1)
                self.outline.note(*weave.finish(), kind="box", part=name)

    # Blocks.

    def _walk(self, elements: Iterable[Element]) -> None:
        for element in _flat(elements):
            if element.tag == f"{W}p":
                self._paragraph(element)
            else:
                self._table(element)

    def _paragraph(self, element: Element) -> None:
        properties = element.find(f"{W}pPr")
        style = self._style(properties)
        paragraph = WordParagraph(self.numbers.get(id(element), 1), element, paragraph_pieces(element))
        woven = [] if style.is_contents else _woven(paragraph, style)
        if woven:
            self._blocks(woven, paragraph, properties, style)
        self._beside(_gather_beside(element))

    def _beside(self, beside: _Beside) -> None:
        for box in beside.boxes:
            self._aside(box, "box", self.part)
        self._read_notes(beside.notes)

    def _blocks(self, woven: list[Woven], paragraph: WordParagraph, properties: Element | None, style: _Style) -> None:
        level = _heading_level("", properties)
        level = style.level if level is None else level
        listed = _numbering(properties) or style.list
        if level is not None and self.kind != "note":
            self.lists.clear()
            for text, spots in woven:
                self.outline.heading(text, spots, level, self.part)
        elif listed and listed[0] != "0":
            intro = self._list_intro(listed[1])
            for text, spots in woven:
                self.outline.item(text, spots, intro, self.part)
        else:
            self.lists.clear()
            self._prose(woven, _is_bold(paragraph, style))

    def _prose(self, woven: list[Woven], is_bold: bool) -> None:
        for text, spots in woven:
            if is_bold and self.kind == "paragraph" and len(woven) == 1 and may_be_heading(text):
                self.outline.heading(text, spots, LOOSE_LEVEL, self.part)
            else:
                self.outline.paragraph(text, spots, self.kind, self.part)

    def _list_intro(self, level: int) -> str | None:
        while self.lists and self.lists[-1][0] > level:
            self.lists.pop()
        if not self.lists or self.lists[-1][0] < level:
            self.lists.append((level, self.outline.introduction(self.lists[-1][1] if self.lists else None)))
        return self.lists[-1][1]

    def _style(self, properties: Element | None) -> _Style:
        style = _value(properties.find(f"{W}pStyle")) if properties is not None else None
        return self.styles.of(style or self.styles.default)

    # Tables.

    def _table(self, table: Element) -> None:
        rows = [row for row in _rows(table) if row.find(f"{W}trPr/{W}del") is None]
        cells = [[list(_flat(cell)) for cell in _cells(row)] for row in rows]
        self.lists.clear()
        if max(map(len, cells), default=0) < 2 or any(self._is_layout(cell) for row in cells for cell in row):
            for row in cells:
                for cell in row:
                    self._walk(cell)
            return
        intro = self.outline.introduction()
        columns: list[str] | None = None if self._has_head(table, rows, cells) else []
        for row_element, row in zip(rows, cells, strict=True):
            read = self._row(row_element, row, columns, intro)
            columns = read if columns is None else columns
        self.outline.close()

    def _row(
        self, element: Element, cells: list[list[Element]], columns: list[str] | None, intro: str | None
    ) -> list[str]:
        woven: list[list[Woven]] = []
        beside = _Beside()
        for cell, contents in zip(_cells(element), cells, strict=True):
            lines: list[Woven] = []
            for paragraph in contents:
                style = self._style(paragraph.find(f"{W}pPr"))
                lines += _woven(
                    WordParagraph(self.numbers.get(id(paragraph), 1), paragraph, paragraph_pieces(paragraph)), style
                )
                found = _gather_beside(paragraph)
                beside.boxes += found.boxes
                beside.notes += found.notes
            woven.append(lines)
            woven += [[]] * (_span(cell) - 1)
        read = add_row(self.outline, woven, columns, intro, self.part)
        self._beside(beside)
        return read

    def _is_layout(self, cell: list[Element]) -> bool:
        if len(cell) > _LAYOUT_PARAGRAPHS or any(element.tag == f"{W}tbl" for element in cell):
            return True
        return any(self._style(element.find(f"{W}pPr")).level is not None for element in cell)

    def _has_head(self, table: Element, rows: list[Element], cells: list[list[list[Element]]]) -> bool:
        if len(rows) < 2:
            return False
        if is_on(rows[0].find(f"{W}trPr"), "tblHeader"):
            return True
        paragraphs = [paragraph for cell in cells[0] for paragraph in cell]
        filled = [
            one
            for one in (WordParagraph(0, element, paragraph_pieces(element)) for element in paragraphs)
            if one.text.strip()
        ]
        if filled and all(_is_bold(one, self._style(one.element.find(f"{W}pPr"))) for one in filled):
            return True
        look = table.find(f"{W}tblPr/{W}tblLook")
        style = _value(table.find(f"{W}tblPr/{W}tblStyle")) or ""
        return style not in _PLAIN_TABLES and look is not None and look.get(f"{W}firstRow") in ("1", "true")


def _flat(elements: Iterable[Element]) -> Iterator[Element]:
    """Give the paragraphs and tables among some elements, looking into what only wraps them."""
    waiting = list(elements)[::-1]
    while waiting:
        element = waiting.pop()
        if element.tag in (f"{W}p", f"{W}tbl"):
            yield element
        elif element.tag == f"{W}sdt" or element.tag in _WRAPPERS or element.tag == f"{MC}Choice":
            waiting.extend(reversed(element))
        elif element.tag == f"{MC}AlternateContent":
            waiting.extend(child for one in alternative(element) for child in reversed(one))


def _rows(table: Element) -> Iterator[Element]:
    return _inside(table, f"{W}tr")


def _cells(row: Element) -> Iterator[Element]:
    return _inside(row, f"{W}tc")


def _inside(parent: Element, tag: str) -> Iterator[Element]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag == f"{W}sdt" or child.tag in _WRAPPERS:
            yield from _inside(child, tag)


def _span(cell: Element) -> int:
    return max(whole_number(_value(cell.find(f"{W}tcPr/{W}gridSpan")), 1, _MAX_COLUMNS), 1)


def _woven(paragraph: WordParagraph, style: _Style) -> list[Woven]:
    """Give the visible text of a paragraph: one block, or one for each line if they are entries of their own."""
    if style.is_hidden:
        return []
    lines = [Line()]
    for piece in paragraph.pieces:
        if piece.is_hidden:
            continue
        at = piece.start
        for index, text in enumerate(piece.text.split("\n")):
            if index:
                lines.append(Line())
            if text:
                lines[-1].pieces.append((text, paragraph.number, at + 1))
            at += len(text) + 1
    found = []
    for group in entries(lines):
        weave = Weave(_NO_HYPHENS)
        for one in group:
            take_line(weave, one)
        woven = weave.finish()
        if woven[0]:
            found.append(woven)
    return found


def _gather_beside(paragraph: Element) -> _Beside:
    """Find the text boxes and the notes of a paragraph, without those in a text box or in a deletion."""
    beside = _Beside()
    waiting: list[Element] = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag == f"{W}txbxContent":
            beside.boxes.append(element)
        elif element.tag == f"{MC}AlternateContent":
            waiting.extend(alternative(element))
        elif element.tag not in (f"{W}del", f"{W}moveFrom"):
            beside.notes.extend(_note_references([element]))
            waiting.extend(reversed(element))
    return beside


def _note_references(elements: Iterable[Element]) -> Iterator[tuple[str, str]]:
    for element in elements:
        for kind in ("footnote", "endnote"):
            if element.tag == f"{W}{kind}Reference":
                yield kind, element.get(f"{W}id", "")


def _is_bold(paragraph: WordParagraph, style: _Style) -> bool:
    """Tell whether all that is visible of a paragraph is bold."""
    shown = [piece for piece in paragraph.pieces if not piece.is_hidden and piece.text.strip()]
    return bool(shown) and all(_piece_is_bold(piece.run.find(f"{W}rPr"), style) for piece in shown)


def _piece_is_bold(properties: Element | None, style: _Style) -> bool:
    state = _state(properties, "b")
    if state is not None:
        return state
    named = _value(properties.find(f"{W}rStyle")) if properties is not None else None
    return style.is_bold or named == "Strong"


def _state(properties: Element | None, name: str) -> bool | None:
    """Tell whether a yes-or-no property is set, or None where nothing is said of it."""
    if properties is None or properties.find(f"{W}{name}") is None:
        return None
    return is_on(properties, name)


def _heading_level(name: str, properties: Element | None) -> int | None:
    """Give the level of a heading by the name of a style or by the outline level, from 0 for a title."""
    outline = whole_number(_value(properties.find(f"{W}outlineLvl")) if properties is not None else None, 9, 9)
    if outline < 9:  # the ninth is that of text
        return outline + 1
    if name.lower() == "title":
        return 0
    named = _HEADING_NAME.match(name)
    return int(named[1]) if named else None


def _numbering(properties: Element | None) -> tuple[str, int] | None:
    """Give the list and the level in it."""
    if properties is None:
        return None
    numbering = properties.find(f"{W}numPr")
    if numbering is None:
        return None
    list_id = _value(numbering.find(f"{W}numId"))
    level = whole_number(_value(numbering.find(f"{W}ilvl")), 0, _MAX_LEVEL)
    return (list_id, level) if list_id else None


def _value(element: Element | None) -> str | None:
    return element.get(f"{W}val") if element is not None else None
