"""What a note says, and where in the document it belongs. Every format writes the same notes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from rightscheck.model.document import Block, Document, Spot
from rightscheck.model.finding import Finding, Words
from rightscheck.model.red_flag import RedFlag
from rightscheck.model.tables import Right
from rightscheck.render.annotate.words import ENGLISH, NoteWords
from rightscheck.render.words import plain

AUTHOR = "rightscheck"

_MARKED = re.compile(r"\*([^*]+)\*")
_SENTENCE = re.compile(r".+?[.!?](?=\s|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Review:
    """What is written back into a document, or beside it."""

    document: Document
    findings: tuple[Finding, ...]
    """Those that get a note, in the order of the text."""
    flags: Mapping[str, RedFlag]
    """Every red flag that a finding names, by id."""
    rights: Mapping[str, Right]
    """All rights, by id."""
    made: date | None = None
    """The date to put on the notes; without one, the same input gives the same bytes on every day."""
    words: NoteWords = ENGLISH
    """The fixed words, in the language of the flags and rights."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said of one right that a sentence takes or protects."""

    title: str
    sure: str
    """How sure we are, and which right it is."""
    parts: tuple[tuple[str, str], ...]
    """The words that introduce each part ("Why it hurts"; may be empty), and its text."""
    upholds: bool
    first: int = 0
    """The number of the note that tells all of this; 0 where it is this one."""


@dataclass(frozen=True, slots=True)
class Note:
    """Everything that is said of one sentence."""

    number: int
    """Counts from 1, in the order of the text."""
    quote: str
    line: int
    page: int | None
    remarks: tuple[Remark, ...]
    words: tuple[Words, ...]
    """The words that decided, of all its remarks; offsets in `quote`."""
    block: Block | None
    """The block that the sentence stands in; None where it was not found again."""
    start: int = 0
    """Offsets in the block's text."""
    end: int = 0

    @property
    def title(self) -> str:
        """The titles of its remarks, in one line."""
        return "; ".join(dict.fromkeys(remark.title for remark in self.remarks))

    @property
    def upholds(self) -> bool:
        """Say whether it only protects."""
        return all(remark.upholds for remark in self.remarks)

    @property
    def lines(self) -> tuple[str, ...]:
        """The note as paragraphs of plain text."""
        return tuple(line for remark in self.remarks for line in _lines(remark))


def make_notes(review: Review) -> tuple[Note, ...]:
    """Gather the findings by sentence, and write one note for each sentence.

    The first note on a red flag tells all of it; the later ones keep to what is needed in their place.
    """
    told: dict[str, int] = {}
    spots = _BlocksByPlace(review.document.blocks)
    notes = []
    for number, findings in enumerate(_by_sentence(review.findings), 1):
        first = findings[0]
        block, start = spots.find(first)
        notes.append(
            Note(
                number=number,
                quote=first.quote,
                line=first.line,
                page=first.page,
                remarks=tuple(_remark(finding, review, told, number) for finding in findings),
                words=tuple(word for finding in findings for word in finding.words),
                block=block,
                start=start,
                end=start + len(first.quote) if block else 0,
            )
        )
    return tuple(notes)


def segments(note: Note) -> Iterator[tuple[int, int | None, int, str]]:
    """Cut a note's sentence where its place in the file jumps: line, page, column, and the text up to the next jump."""
    if note.block is None:
        return
    spots = note.block.spots
    first = bisect_right(spots, note.start, key=lambda spot: spot.start) - 1
    for number, spot in enumerate(islice(spots, first, None), first):
        if spot.start >= note.end:
            return
        start = max(spot.start, note.start)
        end = min(spots[number + 1].start, note.end) if number + 1 < len(spots) else note.end
        yield spot.line, spot.page, spot.column + start - spot.start, note.block.text[start:end]


class _BlocksByPlace:
    """Finds the block of a finding again: a finding knows its place and its words, not its block."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._spots: dict[tuple[int | None, int], list[tuple[Block, Spot]]] = defaultdict(list)
        for block in blocks:
            for spot in block.spots:
                self._spots[spot.page, spot.line].append((block, spot))
        self._used: set[tuple[int, int, str, str]] = set()

    def find(self, finding: Finding) -> tuple[Block | None, int]:
        """Give the block, and where in its text the sentence begins."""
        found = []
        for block, spot in self._spots[finding.page, finding.line]:
            start = spot.start + finding.column - spot.column
            if start >= spot.start and block.text.startswith(finding.quote, start):
                found.append((block, start))
        for block, start in found:  # a header and the body may both have such a sentence in their paragraph 1
            key = (id(block), start, finding.rule, finding.polarity)
            if key not in self._used:
                self._used.add(key)
                return block, start
        return found[0] if found else (None, 0)


def _by_sentence(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Findings of one sentence belong together, unless one rule is found twice there: then these are two sentences."""
    sentences: dict[tuple[object, ...], list[list[Finding]]] = {}
    for finding in findings:
        key = (finding.page, finding.line, finding.column, finding.quote)
        same = sentences.setdefault(key, [])
        what = (finding.rule, finding.polarity)
        home = next((one for one in same if what not in {(f.rule, f.polarity) for f in one}), None)
        if home is None:
            same.append([finding])
        else:
            home.append(finding)
    return [one for same in sentences.values() for one in same]


def _remark(finding: Finding, review: Review, told: dict[str, int], number: int) -> Remark:
    flag, right, words = review.flags[finding.rule], review.rights.get(finding.right), review.words
    name = right.title if right else finding.right
    read_as = (words.read_as, in_words(finding.reading, words))
    sure = words.sureness[finding.confidence]
    if finding.polarity == "upholds":
        return Remark(words.protected.format(right=name), words.keep.format(sure=sure), (read_as,), upholds=True)
    parts: tuple[tuple[str, str], ...]
    wording = (words.wording, quoted(flag.sample_wording, words))
    if flag.id in told:
        parts = ((words.why, f"{first_sentence(flag.harm)} {words.more}"), wording)
    else:
        instead = (words.instead, plain(flag.instead))
        parts = ((words.why, plain(flag.harm)), instead, wording, ("", words.wording_advice))
    first = told.setdefault(flag.id, number)
    sure = words.at_stake.format(sure=sure, right=name)
    return Remark(plain(flag.title), sure, (read_as, *parts), upholds=False, first=0 if first == number else first)


def _lines(remark: Remark) -> Iterator[str]:
    yield remark.title
    yield remark.sure
    for word, text in remark.parts:
        yield f"{word}: {text}" if word else text


def in_words(reading: str, words: NoteWords) -> str:
    """Set the document's own words, which a reading marks with stars, in quotation marks."""
    return plain(_MARKED.sub(lambda found: words.quoted.format(text=found[1]), reading))


def quoted(text: str, words: NoteWords) -> str:
    """Put a text in quotation marks."""
    return words.quoted.format(text=plain(text))


def first_sentence(text: str) -> str:
    """Give the first sentence of a text."""
    found = _SENTENCE.match(plain(text))
    return found[0] if found else plain(text)
