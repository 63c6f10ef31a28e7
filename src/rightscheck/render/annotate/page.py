"""A page with the document's own text on the left, and the notes beside their sentences on the right."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections import Counter, defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise

from jinja2 import Environment, PackageLoader, StrictUndefined

from rightscheck.model.document import Block
from rightscheck.render.annotate.notes import Note, Review, make_notes
from rightscheck.render.annotate.words import Counted, NoteWords
from rightscheck.render.words import plain
from rightscheck.seal import sealed
from rightscheck.version import __version__

_LOWEST_HEADING = 6
_HARMFUL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Controls, marks that turn text around, and halves of characters: shown as one sign, so that offsets hold."""
_KINDS = {"note": "footnote", "box": "box"}
_PARTS = {"header": "header", "footer": "footer", "footnotes": "footnote", "endnotes": "endnote", "styles": "header"}
"""Under which word of `NoteWords.places` a block is told: by its kind, and by a part of the name of its part."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text of one kind."""

    text: str
    note: int = 0
    """The number of the note on it; 0 for none."""
    told: bool = False
    """It is one of the words that decided."""
    closes: bool = False
    """The note's number stands behind it."""
    upholds: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A block of the document, and the notes on it."""

    kind: str
    level: int
    """Of a heading: 2 to 6."""
    place: str
    """Where it stands in the file: a line, "p. 3"; empty where that is as in the row before."""
    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]


def annotate(original: bytes, review: Review) -> bytes:  # noqa: ARG001 - the page is made from what was read
    """Render the document and its notes side by side, as one HTML page without scripts."""
    css, css_hash = _style()
    notes = make_notes(review)
    page = (
        _environment()
        .get_template("annotated.html.j2")
        .render(
            name=plain(review.document.path),
            rows=_rows(review, notes),
            lost=[note for note in notes if note.block is None],
            notes=notes,
            summary=_summary(notes, review.words),
            words=review.words,
            rights=_rights(review),
            made=review.made,
            css=css,
            css_hash=css_hash,
            version=__version__,
        )
    )
    return sealed(page, "html").encode("utf-8", "replace")


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("rightscheck.render"),
        autoescape=True,
        undefined=StrictUndefined,
        optimized=False,  # a template that is rendered once is not worth the time
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _style() -> tuple[str, str]:
    """Give the report's style sheet with what this page adds, and the hash by which the page lets it in."""
    templates = files("rightscheck.render").joinpath("templates")
    css = "".join(templates.joinpath(name).read_text("utf-8") for name in ("report.css", "annotated.css"))
    return css, b64encode(hashlib.sha256(css.encode()).digest()).decode()


def _summary(notes: Sequence[Note], words: NoteWords) -> str:
    takes = sum(not note.upholds for note in notes)
    protects = len(notes) - takes
    said = _counted(takes, words.takes)
    if protects:
        said = words.both.format(takes=said, protects=_counted(protects, words.protects))
    return f"{said}."


def _counted(count: int, forms: Counted) -> str:
    return forms[count != 1].format(n=count)


def _rights(review: Review) -> list[tuple[str, int]]:
    """Count the sentences that take each right, in the order of the rights."""
    counted = Counter(finding.right for finding in review.findings if finding.polarity == "violates")
    return [(right.title, counted[right.id]) for right in review.rights.values() if counted[right.id]]


def _rows(review: Review, notes: Sequence[Note]) -> list[Row]:
    of_block: dict[int, list[Note]] = defaultdict(list)
    for note in notes:
        if note.block is not None:
            of_block[id(note.block)].append(note)
    rows = []
    level = 1
    for block in review.document.blocks:
        here = sorted(of_block[id(block)], key=lambda note: note.start)
        # A level is never left out on the way down, whatever the document does: those who listen move by levels.
        level = min(len(block.headings) + 2, level + 1, _LOWEST_HEADING) if block.kind == "heading" else level
        rows.append(Row(block.kind, level, _place(block, review.words), _pieces(block, here), tuple(here)))
    same = [one.place == before.place for before, one in pairwise(rows)]
    return [replace(row, place="") if seen else row for row, seen in zip(rows, [False, *same], strict=True)]


def _place(block: Block, words: NoteWords) -> str:
    spot = block.spots[0]
    where = next((name for part, name in _PARTS.items() if part in (block.part or "")), _KINDS.get(block.kind, ""))
    if where:
        return words.places[where]
    return words.page.format(n=spot.page) if spot.page else str(spot.line)


def _pieces(block: Block, notes: Sequence[Note]) -> tuple[Piece, ...]:
    """Cut a block's text where a sentence with a note, or a word that decided, begins or ends."""
    cuts = {0, len(block.text)}
    told: set[int] = set()
    for note in notes:
        cuts |= {note.start, note.end}
        for word in note.words:
            start, end = note.start + word.start, note.start + word.end
            cuts |= {start, end}
            told |= set(range(start, end))
    edges = sorted(cut for cut in cuts if 0 <= cut <= len(block.text))
    pieces = []
    waiting, over = deque(notes), list[Note]()
    for start, end in pairwise(edges):
        over = [note for note in over if note.end > start]
        while waiting and waiting[0].start <= start:
            over.append(waiting.popleft())
        last = over[-1] if over else None
        closing = [note for note in over if note.end == end]
        pieces.append(
            Piece(
                _HARMFUL.sub("\N{REPLACEMENT CHARACTER}", block.text[start:end]),
                closing[-1].number if closing else last.number if last else 0,
                start in told,
                bool(closing),
                last.upholds if last else False,
            )
        )
    return tuple(pieces)
