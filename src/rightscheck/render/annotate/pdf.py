"""Highlights with notes in a PDF. They are added behind the file's own bytes, which stay as they are."""

from __future__ import annotations

import contextlib
import ctypes
import logging
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO

import pypdfium2
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, NumberObject, TextStringObject

from rightscheck.errors import InputError, Place, Problem
from rightscheck.render.annotate.letters import closing, letters, occurrences
from rightscheck.render.annotate.notes import AUTHOR, Note, Review, make_notes, quoted, segments
from rightscheck.render.annotate.words import NoteWords

# It warns of every oddity of a file it mends; what cannot be mended is told by us.
logging.getLogger("pypdf").addHandler(logging.NullHandler())

TAKES = (1.0, 0.86, 0.45)
PROTECTS = (0.70, 0.90, 0.82)
"""The colours of the two kinds. Each note also says in words which it is."""
_PRINTED = 4
_ICON = 20.0
"""How large a note is that stands for itself, in points."""
_LEAST_LETTERS = 6
"""Fewer letters than that may stand anywhere on a page."""

_START = re.compile(rb"startxref\s+(\d+)")

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points of the page as it is stored."""


def annotate(original: bytes, review: Review) -> bytes:
    """Highlight each sentence that was found, line by line, and hang its note on it.

    A sentence that runs over a page end has a highlight on each page. One whose words are not found on the page
    again gets a note in the page's corner that quotes it.

    Raises:
        InputError: The file is encrypted, or built in a way that notes cannot be added to.

    """
    try:
        return _annotate(original, review)
    except (PyPdfError, pypdfium2.PdfiumError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        why = str(error).splitlines()[0][:80] if str(error) else type(error).__name__
    except RecursionError:
        why = "its parts refer to one another without end"
    raise _refusal(review, f"notes cannot be added to this PDF ({why})")


def _annotate(original: bytes, review: Review) -> bytes:
    reader = PdfReader(BytesIO(original))
    if reader.is_encrypted:
        raise _refusal(review, "this PDF is encrypted, so nothing can be added to it")
    marks = _marks(original, review)
    for write in (_appended, _rewritten):
        written = write(original, marks, review)
        if written is not None and _is_sound(written, len(reader.pages), len(marks) + _annotations(original)):
            return written
    raise _refusal(review, "notes cannot be added to this PDF (its parts are not where it says)")


def _appended(original: bytes, marks: list[_Mark], review: Review) -> bytes | None:
    """Add the notes behind the bytes of the file; None where its numbering of objects does not allow that."""
    with contextlib.suppress(PyPdfError):
        reader = PdfReader(BytesIO(original))
        starts = _START.findall(original)
        if not starts or any(generation and numbers for generation, numbers in reader.xref.items()):
            return None
        writer = PdfWriter(BytesIO(original), incremental=True)
        for mark in marks:
            _add(writer, mark, review)
        if original[int(starts[-1]) :].lstrip()[:4] == b"xref":
            return original + _increment(writer, reader, len(original), int(starts[-1]))
        stream = BytesIO()
        writer.write(stream)
        return stream.getvalue()
    return None


def _increment(writer: PdfWriter, reader: PdfReader, size: int, before: int) -> bytes:
    """Write new and changed objects with a table of their places, as a file that has such a table asks for."""
    stream = BytesIO()
    stream.write(b"\n")
    places: dict[int, int] = {}
    for reference in writer.list_objects_in_increment():
        places[reference.idnum] = size + stream.tell()
        stream.write(f"{reference.idnum} 0 obj\n".encode())
        one = reference.get_object()
        if one is not None:
            one.write_to_stream(stream)
        stream.write(b"\nendobj\n")
    table = size + stream.tell()
    stream.write(b"xref\n")
    for number, place in sorted(places.items()):
        stream.write(f"{number} 1\n{place:010d} 00000 n \n".encode())
    kept = {name: reader.trailer.raw_get(name) for name in ("/Root", "/Info", "/ID") if name in reader.trailer}
    trailer = DictionaryObject({NameObject(name): value for name, value in kept.items()})
    last = max([*places, int(str(reader.trailer["/Size"])) - 1])
    trailer[NameObject("/Size")] = NumberObject(last + 1)
    trailer[NameObject("/Prev")] = NumberObject(before)
    stream.write(b"trailer\n")
    trailer.write_to_stream(stream)
    stream.write(f"\nstartxref\n{table}\n%%EOF\n".encode())
    return stream.getvalue()


def _rewritten(original: bytes, marks: list[_Mark], review: Review) -> bytes:
    """Write the whole file again, for one whose list of objects is broken and can only be guessed."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(original)))
    for mark in marks:
        _add(writer, mark, review)
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _is_sound(written: bytes, pages: int, annotations: int) -> bool:
    """See with another library that every page is still there, and every note."""
    try:
        with contextlib.closing(pypdfium2.PdfDocument(written)) as document:
            return len(document) == pages and _annotations(written) == annotations
    except pypdfium2.PdfiumError:
        return False


def _annotations(data: bytes) -> int:
    with contextlib.closing(pypdfium2.PdfDocument(data)) as document:
        count = 0
        for number in range(len(document)):
            with contextlib.closing(document[number]) as page:
                count += pypdfium2.raw.FPDFPage_GetAnnotCount(page.raw)
        return count


def _refusal(review: Review, what: str) -> InputError:
    instead = "print it to a new PDF without a password, or write a page beside it with -o NAME.html"
    return InputError([Problem(Place(review.document.path), what, instead)])


@dataclass(frozen=True, slots=True)
class _Mark:
    """One annotation."""

    page: int
    """Counts from 0."""
    quads: tuple[tuple[float, ...], ...]
    """Empty for a note in the corner of the page."""
    text: str
    note: Note


@dataclass(frozen=True, slots=True)
class _Glyph:
    """One character on a page, with its box and the direction in which it reads."""

    text: str
    box: Box
    quarter: int
    """How many quarter turns to the left the text is turned."""


class _Page:
    """The characters of one page."""

    def __init__(self, document: pypdfium2.PdfDocument, number: int) -> None:
        with contextlib.closing(document[number]) as page, contextlib.closing(page.get_textpage()) as text:
            self.glyphs = [_glyph(text, index) for index in range(text.count_chars())]
        self.letters, self.origin = letters(glyph.text for glyph in self.glyphs)
        self.used: set[int] = set()

    def find(self, texts: list[str]) -> list[_Glyph]:
        """Find a text that stands on this page line by line: in one piece, or else each line for itself."""
        whole = self._find("".join(texts))
        if whole:
            return whole
        return [glyph for text in texts for glyph in self._find(text)]

    def _find(self, text: str) -> list[_Glyph]:
        wanted, _ = letters(text)
        found = list(occurrences(wanted, self.letters))
        if not found or (len(wanted) < _LEAST_LETTERS and len(found) > 1):
            return []
        start = next((at for at in found if at not in self.used), found[0])
        self.used.add(start)
        end = self.origin[start + len(wanted) - 1] + 1
        for mark in closing(text):
            if end < len(self.glyphs) and self.glyphs[end].text == mark:
                end += 1
        return self.glyphs[self.origin[start] : end]


def _glyph(text: pypdfium2.PdfTextPage, index: int) -> _Glyph:
    code = pypdfium2.raw.FPDFText_GetUnicode(text.raw, index)
    character = chr(code) if 0 < code < 0x110000 else ""  # noqa: PLR2004 - the end of Unicode
    angle = pypdfium2.raw.FPDFText_GetCharAngle(text.raw, index)
    quarter = round(-angle / (math.pi / 2)) % 4 if angle >= 0 else 0
    return _Glyph(character, _box(text, index), quarter)


def _box(text: pypdfium2.PdfTextPage, index: int) -> Box:
    rectangle = pypdfium2.raw.FS_RECTF()
    if not pypdfium2.raw.FPDFText_GetLooseCharBox(text.raw, index, ctypes.byref(rectangle)):
        return (0, 0, 0, 0)
    left, right = sorted((rectangle.left, rectangle.right))
    bottom, top = sorted((rectangle.bottom, rectangle.top))
    return (left, bottom, right, top)


def _marks(original: bytes, review: Review) -> list[_Mark]:
    with contextlib.closing(pypdfium2.PdfDocument(original)) as document:
        pages: dict[int, _Page] = {}
        marks = []
        for note in make_notes(review):
            for count, (number, texts) in enumerate(_by_page(note).items()):
                if not 0 <= number < len(document):
                    continue
                if number not in pages:  # those before the last one are done with: notes come in order
                    pages = {old: page for old, page in pages.items() if old == number - 1}
                    pages[number] = _Page(document, number)
                quads = tuple(_quads(pages[number].find(texts)))
                text = _contents(note, review.words, continued=count > 0, quote=not quads)
                marks.append(_Mark(number, quads, text, note))
        return marks


def _by_page(note: Note) -> dict[int, list[str]]:
    """Give the lines of a sentence by the number of their page, from 0."""
    found: dict[int, list[str]] = defaultdict(list)
    for _, page, _, text in segments(note):
        found[(page or note.page or 1) - 1].append(text)
    return found or {(note.page or 1) - 1: [note.quote]}


def _contents(note: Note, words: NoteWords, *, continued: bool, quote: bool) -> str:
    if continued:
        return words.goes_on.format(title=note.title)
    quotation = [words.on_page.format(quote=quoted(note.quote, words))] if quote else []
    return "\n\n".join([*quotation, *note.lines])


def _quads(glyphs: Iterable[_Glyph]) -> Iterator[tuple[float, ...]]:
    """Give one quadrilateral for each line: its upper left, upper right, lower left, and lower right corner."""
    line: list[_Glyph] = []
    for glyph in glyphs:
        if glyph.box[0] == glyph.box[2] or glyph.box[1] == glyph.box[3] or not glyph.text.strip():
            continue
        if line and not _same_line(line[-1], glyph):
            yield _quad(line)
            line = []
        line.append(glyph)
    if line:
        yield _quad(line)


def _same_line(one: _Glyph, other: _Glyph) -> bool:
    if one.quarter != other.quarter:
        return False
    (start, low, _, high), (next_start, next_low, _, next_high) = _upright(one), _upright(other)
    middle = (next_low + next_high) / 2
    return low <= middle <= high and next_start >= start


def _upright(glyph: _Glyph) -> Box:
    """Turn a box so that its text runs from left to right."""
    left, bottom, right, top = glyph.box
    return (
        (left, bottom, right, top),
        (bottom, -right, top, -left),
        (-right, -top, -left, -bottom),
        (-top, left, -bottom, right),
    )[glyph.quarter]


def _quad(line: list[_Glyph]) -> tuple[float, ...]:
    left, bottom, right, top = _around(glyph.box for glyph in line)
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    turned = corners[-line[0].quarter :] + corners[: -line[0].quarter] if line[0].quarter else corners
    first, second, third, fourth = turned
    return tuple(round(value, 2) for corner in (first, second, fourth, third) for value in corner)


def _around(boxes: Iterable[Box]) -> Box:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _add(writer: PdfWriter, mark: _Mark, review: Review) -> None:
    page = writer.pages[mark.page]
    colour = PROTECTS if mark.note.upholds else TAKES
    annotation = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Contents"): TextStringObject(mark.text),
            NameObject("/T"): TextStringObject(AUTHOR),
            NameObject("/Subj"): TextStringObject(mark.note.title),
            NameObject("/C"): _numbers(colour),
            NameObject("/F"): NumberObject(_PRINTED),
        }
    )
    if review.made:
        annotation[NameObject("/M")] = TextStringObject(review.made.strftime("D:%Y%m%d"))
    if mark.quads:
        xs = [value for quad in mark.quads for value in quad[::2]]
        ys = [value for quad in mark.quads for value in quad[1::2]]
        annotation[NameObject("/Subtype")] = NameObject("/Highlight")
        annotation[NameObject("/QuadPoints")] = _numbers(value for quad in mark.quads for value in quad)
        annotation[NameObject("/Rect")] = _numbers((min(xs), min(ys), max(xs), max(ys)))
    else:
        left, top = float(page.cropbox.left), float(page.cropbox.top)
        annotation[NameObject("/Subtype")] = NameObject("/Text")
        annotation[NameObject("/Name")] = NameObject("/Note")
        annotation[NameObject("/Rect")] = _numbers((left + _ICON, top - 2 * _ICON, left + 2 * _ICON, top - _ICON))
    writer.add_annotation(page, annotation)


def _numbers(values: Iterable[float]) -> ArrayObject:
    return ArrayObject([FloatObject(round(value, 2)) for value in values])
