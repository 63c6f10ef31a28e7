"""DOCX and ODT packages: opened within limits, their XML parsed without entities, their paragraphs counted.

Shared by the reader of documents and by what writes comments into a document, so that both count the same
paragraphs and the same characters. A block's `Spot` in a Word file names the paragraph of its part (`line`, from 1)
and the character of that paragraph's text (`column`, from 1); `WordParagraph.locate` leads from there to the piece
of XML that holds the character.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

MAX_PARTS = 5_000
"""Parts in a DOCX or ODT file. A book with a thousand pictures has about 1,100."""
MAX_PART_BYTES = 40_000_000
"""Unpacked size of one part that is read; pictures are never unpacked."""
MAX_UNPACKED_BYTES = 100_000_000
"""Unpacked size of all parts that are read."""
MAX_RATIO = 200
"""How many times larger a part may become when it is unpacked. Text reaches 60; a zip bomb starts at 1,000."""
MAX_DEPTH = 256
"""XML or HTML elements within one another. Word stays below 100."""
MAX_ELEMENTS = 1_000_000
"""XML elements in one part: about 1,500 pages."""
_RATIO_MATTERS_FROM = 1_000_000
"""A small part may be packed as tightly as it likes."""
_CHUNK = 1 << 16

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class PackageError(Exception):
    """The package cannot be used. The message says why and what to do, as the end of a sentence about the file."""


class Package:
    """A zip file that is read part by part, never more of it than the limits allow."""

    def __init__(self, data: bytes) -> None:
        """Open a package.

        Raises:
            PackageError: It is no zip file, is damaged, or is built as no word processor builds it.

        """
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except Exception:  # noqa: BLE001, RUF100 - zipfile raises many kinds of errors for a broken file
            raise _broken() from None
        if len(infos) > MAX_PARTS:
            raise PackageError(
                f"it is a package of more than {MAX_PARTS:,} parts; save it again with your word processor"
            )
        self._infos: dict[str, zipfile.ZipInfo] = {}
        self._unpacked = 0
        for info in infos:
            self._admit(info)

    def _admit(self, info: zipfile.ZipInfo) -> None:
        name = info.filename
        if name.startswith("/") or "\\" in name or ".." in name.split("/") or name[1:2] == ":":
            raise PackageError("a part of it has a path that leads outside; do not open it, and ask who sent it")
        if name in self._infos:
            raise PackageError("it holds two parts of one name; save it again with your word processor")
        if info.flag_bits & 1:
            raise PackageError("it is encrypted; save it without a password")
        self._infos[name] = info

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, in the order of the file."""
        return tuple(self._infos)

    def __contains__(self, name: str) -> bool:
        """Tell whether there is a part of this name."""
        return name in self._infos

    def read(self, name: str) -> bytes:
        """Unpack one part.

        Raises:
            PackageError: It is not there, is damaged, or is larger than the limits allow.

        """
        info = self._infos.get(name)
        if info is None:
            raise _broken()
        parts: list[bytes] = []
        size = 0
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(_CHUNK):  # what a part says of its size is not believed
                    size += len(chunk)
                    self._unpacked += len(chunk)
                    self._check(size, info.compress_size)
                    parts.append(chunk)
        except PackageError:
            raise
        except Exception:  # noqa: BLE001, RUF100 - zlib, zipfile and struct all have errors of their own
            raise _broken() from None
        return b"".join(parts)

    def _check(self, size: int, packed: int) -> None:
        if size > _RATIO_MATTERS_FROM and size > MAX_RATIO * max(packed, 1):
            raise PackageError(
                "it unpacks to far more than it should (a zip bomb); do not open it, and ask who sent it"
            )
        if size > MAX_PART_BYTES or self._unpacked > MAX_UNPACKED_BYTES:
            raise PackageError(
                f"it unpacks to more than {MAX_PART_BYTES // 1_000_000} MB of text; split it, or take pasted files out"
            )

    def parse(self, name: str) -> Element:
        """Unpack one part and parse it as XML.

        Raises:
            PackageError: See `read` and `parse_xml`.

        """
        return parse_xml(self.read(name))

    def main_part(self) -> str:
        """Give the name of the part that holds the text of a Word document.

        Raises:
            PackageError: There is none.

        """
        if "_rels/.rels" in self:
            for relation in self.parse("_rels/.rels").iter(_RELATION):
                if relation.get("Type", "").endswith("/officeDocument"):
                    name = posixpath.normpath(relation.get("Target", "").lstrip("/"))
                    if name in self:
                        return name
        if "word/document.xml" in self:
            return "word/document.xml"
        raise PackageError("it is no Word document; save it again as .docx")


def parse_xml(data: bytes) -> Element:
    """Parse XML. Documents need no entities of their own, so that any DTD is refused.

    Raises:
        PackageError: It is not well-formed, has a DTD, is nested too deep, or has too many elements.

    """
    builder = TreeBuilder()
    depth = elements = 0

    def start(tag: str, attributes: list[str]) -> None:
        nonlocal depth, elements
        depth += 1
        elements += 1
        if depth > MAX_DEPTH or elements > MAX_ELEMENTS:
            raise PackageError("its XML is nested too deep or too long; save it again with your word processor")
        pairs = iter(attributes)
        builder.start(_name(tag), {_name(key): value for key, value in zip(pairs, pairs, strict=True)})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_name(tag))

    def refuse(*_: object) -> None:
        raise PackageError(
            "its XML declares a document type, which may hide text; save it again with your word processor"
        )

    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.ordered_attributes = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
        return builder.close()
    except PackageError:
        raise
    except Exception:  # noqa: BLE001, RUF100 - expat errors, unknown encodings, empty documents
        raise _broken() from None


_NAMES: dict[str, str] = {}


def _name(raw: str) -> str:
    """Give a name as ElementTree writes it. The strict form of OOXML gets the usual namespace."""
    found = _NAMES.get(raw)
    if found is None:
        found = raw.replace(_STRICT_W + "}", W[1:]) if raw.startswith(_STRICT_W) else raw
        found = f"{{{found}" if "}" in found else found
        if len(_NAMES) < 5_000:  # noqa: PLR2004 - a hostile file may invent names without end
            _NAMES[raw] = found
    return found


def whole_number(value: str | None, usual: int, most: int) -> int:
    """Read a number from an attribute: the usual one where none is written, and never more than a document can need."""
    if value is None or not value.isdecimal():
        return usual
    return min(int(value[:9]), most)


def _broken() -> PackageError:
    return PackageError("it is damaged, or no such document; open it in a word processor and save it again")


# The text of a Word paragraph.


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph's text that stands in one element."""

    start: int
    """Offset in the paragraph's text, from 0."""
    text: str
    element: Element
    """The w:t that holds it (its text is this text); or the w:tab, w:br, w:noBreakHyphen, w:sym … that shows as it."""
    run: Element
    """The w:r around it."""
    is_hidden: bool = False
    """Hidden text (w:vanish): counted, but not seen by a reader."""


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """One w:p of a part, and what it says when tracked changes are accepted."""

    number: int
    """Counts all w:p of the part in document order, from 1."""
    element: Element
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The text, white space as it stands in the file, with tabs and line breaks as characters."""
        return "".join(piece.text for piece in self.pieces)

    def locate(self, offset: int) -> tuple[Piece, int] | None:
        """Find the piece that holds a character, and the character's offset in it; None behind the end.

        Args:
            offset: Counts from 0; that is the `column` of a `Spot` less 1.

        """
        if not self.pieces or not 0 <= offset < self.pieces[-1].start + len(self.pieces[-1].text):
            return None
        piece = self.pieces[bisect_right(self.pieces, offset, key=lambda one: one.start) - 1]
        return piece, offset - piece.start


_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": "\u00ad"}
_SYMBOL = f"{W}sym"
_GONE = frozenset((f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}instrText", f"{W}delText", f"{W}ruby"))
_OFF = ("0", "false", "off", "none")
_SYMBOL_FONT_SHIFT = 0xF000


def paragraph_pieces(paragraph: Element) -> tuple[Piece, ...]:
    """Give the pieces of a paragraph's own text: without text boxes in it, deletions, and the codes of fields."""
    pieces: list[Piece] = []
    at = 0
    for element, run, text in _texts(paragraph):
        if text:
            pieces.append(Piece(at, text, element, run, is_on(run.find(f"{W}rPr"), "vanish")))
            at += len(text)
    return tuple(pieces)


def alternative(element: Element) -> list[Element]:
    """Give the one form of an mc:AlternateContent that is to be read: the newer one, or that for older programs."""
    choices = [child for child in element if child.tag == f"{MC}Choice"]
    return (choices or list(element))[:1]


def is_on(properties: Element | None, name: str) -> bool:
    """Tell whether a yes-or-no property such as w:b is set."""
    found = properties.find(f"{W}{name}") if properties is not None else None
    return found is not None and found.get(f"{W}val", "1") not in _OFF


def _texts(paragraph: Element) -> Iterator[tuple[Element, Element, str]]:
    """Walk the runs of a paragraph with a stack of one's own: the depth of a file is not trusted."""
    waiting: list[Element] = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        tag = element.tag
        if tag == f"{W}r":
            yield from _run_texts(element)
        elif tag == f"{MC}AlternateContent":
            waiting.extend(alternative(element))
        elif tag not in _GONE and tag != f"{W}p":
            waiting.extend(reversed(element))


def _run_texts(run: Element) -> Iterator[tuple[Element, Element, str]]:
    for child in run:
        if child.tag == f"{W}t":
            yield child, run, child.text or ""
        elif child.tag in _SIGNS:
            is_page_end = child.tag == f"{W}br" and child.get(f"{W}type") in ("page", "column")
            yield child, run, " " if is_page_end else _SIGNS[child.tag]
        elif child.tag == _SYMBOL:
            yield child, run, _symbol(child)
        elif child.tag == f"{W}ruby":
            for base in child.iter(f"{W}rubyBase"):
                for text in base.iter(f"{W}t"):
                    yield text, run, text.text or ""


def _symbol(element: Element) -> str:
    """Give the character of a w:sym; those of symbol fonts are marks of lists and boxes to tick."""
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    return "•" if code >= _SYMBOL_FONT_SHIFT else chr(code) if 31 < code < 0xD800 else ""  # noqa: PLR2004
