"""Quotes given as evidence are looked for in the documents that they name.

Quotes and documents are compared by their words: case, white space, marks and the shape of quotation marks and dashes
do not count, so that a passage copied by hand is still found. A quote that claims to be a whole sentence is not found
in one that begins before it or goes on after it: "Residents keep their phones." is not what a rule says that goes on
"on Sundays".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import Match, SequenceMatcher
from functools import lru_cache
from itertools import accumulate, chain
from posixpath import normpath
from unicodedata import normalize

from rightscheck.model.answers import AnswerSheet, Evidence
from rightscheck.model.document import Document
from rightscheck.model.voices import QuoteCheck

NOT_AMONG_THE_DOCUMENTS = "it is not among the documents that were read; check the name of the file"
_ALIKE = 0.75
"""From so much likeness on, a passage is taken for the quote with a change."""
_LONGEST = 1000
"""Words: of a longer quote that does not stand word for word, so many are compared."""
_LONGEST_REST = 40
"""Words: of a sentence that goes on after a quote, so many are shown."""
_VOTES = 20_000
"""So many places at which a word of the quote stands are looked at, those of the rarest words first."""
_NEAR = 12
"""So many passages are compared word by word."""
_REPEATS = 3
"""A word that stands more often in the quote says little of where the quote begins."""
_TRIES = 50
"""So many places where the same words stand are looked at for one where they are a whole sentence."""
_CONTEXT = 6
"""Words shown before and after a change."""

# The marks over letters, and signs of no width, belong to the word that they stand in.
_IN_WORD = r"(?:[^\W_]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060])"
_APOSTROPHE = r"'’‘`\u00b4\u02bc\u2032"
_WORD = re.compile(rf"\d+(?:[.,:]\d+)+|[^\W_]{_IN_WORD}*(?:[{_APOSTROPHE}]{_IN_WORD}+)*|[$£€%]")
_NO_WIDTH = re.compile(r"[\u00ad\u200b-\u200d\u2060]")
_APOSTROPHES = re.compile(f"[{_APOSTROPHE}]")
_SENTENCE_END = re.compile(r"[.!?…;|]")
_WHOLE_END = re.compile(r"(?<![.…])[.!?][^\w.…]*$")
_BEHIND = re.compile(r"[^\s\w([{“‘«]*")
_CUT_WORD = re.compile(r"(?<=[^\W\d_])-\s+(?=[^\W\d_])")
_LINK = re.compile(r"\]\([^()\s]*\)")


def document_key(file: str) -> str:
    """Give the name of a file as `check_quotes` looks it up: `./policies/../House.md` becomes `House.md`."""
    return normpath(normalize("NFC", file.strip()).replace("\\", "/"))


def check_quotes(
    sheet: AnswerSheet, documents: Mapping[str, Document], unread: Mapping[str, str]
) -> tuple[QuoteCheck, ...]:
    """Look for every quote given as evidence in the document that it names.

    Args:
        sheet: The answers; texts that may hold personal data should have been left out of them.
        documents: What was read, by the path from the folder of the answers file, as `document_key` gives it.
        unread: Why a file could not be read, or not wholly, by the same path. A file that does not exist stands in
            neither: its quote may have moved.

    Returns:
        One check for each quote, in the order of the questions' ids. `place` is where the quote stands, or what stands
        in its stead. `now` holds the words there where they changed; where a quote was found in another file only, the
        words most like it in its own, if there are any; and the reason where the file was not read.

    """
    library = _Library(documents, unread)
    return tuple(
        library.check(question, piece)
        for question, answer in sorted(sheet.answers.items())
        for piece in answer.evidence
        if piece.quote and piece.file
    )


def difference(quote: str, now: str) -> str:
    """Show what changed between two passages: “Residents [keep → hand in] their phones”, without the outer marks.

    What was added stands as `[→ not]`, what was taken out as `[not →]`; long stretches that are the same are shortened.
    """
    old, new = _Words.of(quote, _LONGEST), _Words.of(now, _LONGEST)
    parts: list[str] = []
    changes = SequenceMatcher(None, old.folded, new.folded).get_opcodes()
    for number, (kind, start, end, first, last) in enumerate(changes):
        if kind == "equal":
            parts.append(_same(new, first, last, begins=number == 0, ends=number == len(changes) - 1))
        else:
            parts.append("[" + " ".join(filter(None, (old.text(start, end), "→", new.text(first, last)))) + "]")
            if last > first:
                parts[-1] += new.behind(last)
    return " ".join(parts)


def _same(words: _Words, first: int, last: int, *, begins: bool, ends: bool) -> str:
    """Give the words between two changes; of many, those beside the changes."""
    head, tail = (0 if begins else _CONTEXT), (0 if ends else _CONTEXT)
    if last - first <= head + tail + 1 or (begins and ends):
        return words.text(first, last) + words.behind(last)
    before = words.text(first, first + head)
    after = words.text(last - tail, last) + words.behind(last) if tail else ""
    return " ".join(filter(None, (before, "…", after)))


@lru_cache(maxsize=50_000)
def _folded(word: str) -> str:
    if word.isascii():
        return word.lower().replace("`", "'")
    word = _NO_WIDTH.sub("", normalize("NFKC", _APOSTROPHES.sub("'", word)))
    return word.casefold().replace(" ", "")  # a few signs of one letter are written out as several words


def _matches(passage: Sequence[str], words: Sequence[str]) -> list[Match]:
    """Give the stretches that a passage and a quote share, those before the longest as near to it as they stand.

    Of a word that stands in a heading and again in the sentence below it, the second belongs to the sentence.
    """
    found = SequenceMatcher(None, passage, words).get_matching_blocks()[:-1]
    longest = max(range(len(found)), key=lambda number: found[number].size, default=0)
    for number in range(longest - 1, -1, -1):
        first, same, size = found[number]
        later = range(found[number + 1].a - size, first, -1)
        nearest = next((at for at in later if passage[at : at + size] == words[same : same + size]), first)
        found[number] = Match(nearest, same, size)
    return found


def _letters(words: Sequence[str]) -> int:
    return sum(map(len, words))


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one text, with their places in it."""

    source: str
    folded: list[str]
    starts: list[int]
    ends: list[int]

    @classmethod
    def of(cls, text: str, most: int | None = None) -> _Words:
        found = [match.span() for match in _WORD.finditer(text)][:most]
        return cls(text, [_folded(text[a:b]) for a, b in found], [a for a, _ in found], [b for _, b in found])

    def text(self, first: int, last: int) -> str:
        """Give the words from `first` up to, not with, `last`, as they are written."""
        return " ".join(self.source[self.starts[first] : self.ends[last - 1]].split()) if last > first else ""

    def behind(self, last: int) -> str:
        """Give the marks that stand right behind the word before `last`."""
        found = _BEHIND.match(self.source, self.ends[last - 1])
        return found.group() if found else ""


@dataclass(frozen=True, slots=True)
class _Span:
    """Words of a document, from `start` up to, not with, `end`."""

    start: int
    end: int
    words: float = 1.0
    """How much of them and of a quote is the same, counted in words, from 0 to 1."""
    letters: float = 1.0
    """The same in letters: where one of four words became two short ones, little has changed."""
    is_exact: bool = False
    """Whether the whole quote stands there word for word, and no more is said."""

    def __len__(self) -> int:
        """Give how many words it has."""
        return self.end - self.start

    @property
    def is_alike(self) -> bool:
        """Whether it can be taken for the quote with a change."""
        return max(self.words, self.letters) >= _ALIKE

    @property
    def rank(self) -> float:
        """How it compares with another passage that may be the quote."""
        return self.words + self.letters


class _Quote:
    """The words of a quote, and whether it claims to be a whole sentence."""

    def __init__(self, text: str) -> None:
        text = _LINK.sub("]", text)
        self.words = _Words.of(text).folded
        joined = _CUT_WORD.sub("", text)
        self.ways = [self.words] if joined == text else [self.words, _Words.of(joined).folded]
        """A word that was cut at the end of a line, and copied so, is tried whole as well."""
        self.ends = _WHOLE_END.search(text) is not None
        first = _WORD.search(text)
        self.begins = self.ends and not text.isupper() and first is not None and first.group().istitle()


class _Text:
    """A document as one row of words, over the borders of its blocks."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.blocks = [_Words.of(block.text) for block in document.blocks]
        self.words = list(chain.from_iterable(block.folded for block in self.blocks))
        self.row = f" {' '.join(self.words)} "
        self.first = [0]
        """The number of the first word of each block, and of one after the last."""
        for block in self.blocks:
            self.first.append(self.first[-1] + len(block.folded))
        self.letters = list(accumulate(map(len, self.words), initial=0))
        """How many letters stand before each word."""
        self._where: dict[str, list[int]] = {}

    def where(self) -> Mapping[str, Sequence[int]]:
        """Give the places of every word."""
        if not self._where:
            where = defaultdict(list)
            for number, word in enumerate(self.words):
                where[word].append(number)
            self._where = dict(where)
        return self._where

    def find(self, quote: _Quote) -> _Span | None:
        """Find the words of a quote, where they are all that the sentence says if there is such a place.

        Where there is none, the span covers what the sentence says beyond a quote that claims to be whole, and is not
        exact.
        """
        first = None
        for span in chain.from_iterable(self._stands(way) for way in quote.ways if way):
            whole = self.whole(span, quote)
            if whole == span:
                return span
            first = first or replace(whole, is_exact=False)
        return first

    def _stands(self, words: Sequence[str]) -> Iterator[_Span]:
        row = f" {' '.join(words)} "
        at, number, counted = self.row.find(row), 0, 0
        for _ in range(_TRIES):
            if at < 0:
                return
            number += self.row.count(" ", counted, at)
            counted = at
            yield _Span(number, number + len(words), is_exact=True)
            at = self.row.find(row, at + 1)

    def whole(self, span: _Span, quote: _Quote) -> _Span:
        """Widen a span to the sentence it stands in, on the sides where the quote claims to begin or end one."""
        start, end = span.start, span.end
        if quote.begins and self._initial(start).islower():
            start = self._back(start, _LONGEST_REST)
        if quote.ends:
            end = self._on(end, _LONGEST_REST)
        return replace(span, start=start, end=end)

    def _back(self, start: int, most: int) -> int:
        least = max(0, start - most)
        while start > least and self._runs_on(start):
            start -= 1
        return start

    def _on(self, end: int, most: int) -> int:
        most = min(len(self.words), end + most)
        while end < most and self._runs_on(end):
            end += 1
        return end

    def _runs_on(self, number: int) -> bool:
        """Tell whether a word stands in the same block and sentence as the one before it."""
        place, at = self._at(number)
        block = self.blocks[place]
        return at > 0 and not _SENTENCE_END.search(block.source, block.ends[at - 1], block.starts[at])

    def _at(self, number: int) -> tuple[int, int]:
        """Give the block of a word, and which of its words it is."""
        place = bisect_right(self.first, number) - 1
        return place, number - self.first[place]

    def _initial(self, number: int) -> str:
        place, at = self._at(number)
        return self.blocks[place].source[self.blocks[place].starts[at]]

    def nearest(self, quote: _Quote) -> _Span | None:
        """Find the passage that is most like a quote, if one is like enough."""
        words = quote.words[:_LONGEST]
        found = [self._likest(words, start, end) for start, end in self._candidates(words)]
        whole = {self.whole(span, quote): span for span in found if span.is_alike}
        # Of two that are as like, the one that says less beside is meant.
        return max(whole, key=lambda one: (one.rank * len(whole[one]) / len(one), -one.start), default=None)

    def _candidates(self, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Give the stretches in which most words of a quote stand where they would if the quote did.

        Each place of a word votes for where the quote would begin; rare words vote first, and there is an end to it.
        """
        where, counts = self.where(), Counter(words)
        known = sorted((len(where[word]), number, word) for number, word in enumerate(words) if word in where)
        telling = [one for one in known if counts[one[2]] <= _REPEATS]
        width = max(4, len(words) // 4)
        votes: Counter[int] = Counter()
        left = _VOTES
        for count, number, word in telling or known:
            if count > left and votes:
                break
            votes.update([(place - number) // width for place in where[word][:left]])
            left -= count
        # Where words came in or fell out, the votes for one passage are spread over neighbours.
        together = Counter({begin: count + votes.get(begin + 1, 0) for begin, count in votes.items()})
        for begin, _ in together.most_common(_NEAR):
            yield max(0, (begin - 1) * width), min(len(self.words), (begin + 3) * width + len(words))

    def _likest(self, words: Sequence[str], start: int, end: int) -> _Span:
        """Give, of a stretch of the document, the part that is most like the words of a quote."""
        matches = _matches(self.words[start:end], words)
        best = _Span(start, start, 0.0, 0.0)
        for number, first in enumerate(matches):
            same = same_letters = 0
            for last in matches[number:]:
                same += last.size
                same_letters += _letters(words[last.b : last.b + last.size])
                a, b = start + first.a, start + last.a + last.size
                if self._likeness(words, a, b, same, same_letters).rank > best.rank:
                    # What stands in the place of the quote's first and last words is a part of the change.
                    a, b = self._back(a, first.b), self._on(b, len(words) - last.b - last.size)
                    best = max(best, self._likeness(words, a, b, same, same_letters), key=lambda span: span.rank)
        return best

    def _likeness(self, words: Sequence[str], start: int, end: int, same: int, same_letters: int) -> _Span:
        letters = _letters(words) + self.letters[end] - self.letters[start]
        return _Span(start, end, 2 * same / (len(words) + end - start), 2 * same_letters / letters)

    def text(self, span: _Span) -> str:
        """Give the words of a span as they are written."""
        parts = []
        place, at = self._at(span.start)
        left = span.end - span.start
        while left > 0:
            block = self.blocks[place]
            last = min(len(block.folded), at + left)
            parts.append(block.text(at, last) + block.behind(last) if last > at else "")
            left -= last - at
            place, at = place + 1, 0
        return " ".join(filter(None, parts))

    def place(self, span: _Span) -> str:
        """Tell where a span begins: `handbook.md:88:3`, `rules.pdf, page 3`, `house.docx, paragraph 12`."""
        number, at = self._at(span.start)
        spot = self.document.blocks[number].spot_at(self.blocks[number].starts[at])
        path = self.document.path
        if spot.page is not None:
            return f"{path}, page {spot.page}"
        if self.document.lines is None:
            return f"{path}, paragraph {spot.line}"
        return f"{path}:{spot.line}:{spot.column}"


class _Library:
    """The documents, each made ready when it is first asked for."""

    def __init__(self, documents: Mapping[str, Document], unread: Mapping[str, str]) -> None:
        self._documents = documents
        self._unread = unread
        self._texts: dict[str, _Text] = {}

    def check(self, question: str, piece: Evidence) -> QuoteCheck:
        """Look for one quote: in the file it names, then word for word in the others, then for what is like it."""
        key, quote = document_key(piece.file or ""), _Quote(piece.quote or "")
        if key in self._unread and key not in self._documents:
            return QuoteCheck(question, piece, "unread", now=self._unread[key])
        text = self._text(key) if key in self._documents else None
        span = text.find(quote) if text else None
        if text and span:
            return _standing(question, piece, text, span)
        near = text.nearest(quote) if text else None
        moved = self._elsewhere(quote)
        if moved:
            now = text.text(near) if text and near else ""
            return QuoteCheck(question, piece, "moved", moved, now, difference(piece.quote or "", now) if now else "")
        if text and near:
            return _standing(question, piece, text, near)
        # Where a file was read in part, the quote may stand where nothing was read.
        unread = self._unread.get(key) or ("" if text else NOT_AMONG_THE_DOCUMENTS)
        return QuoteCheck(question, piece, "unread" if unread else "gone", now=unread)

    def _elsewhere(self, quote: _Quote) -> str:
        """Give the place of a quote, which its own document does not hold, in another one, or nothing."""
        for other in sorted(self._documents):
            span = self._text(other).find(quote)
            if span is not None and span.is_exact:
                return self._text(other).place(span)
        return ""

    def _text(self, key: str) -> _Text:
        if key not in self._texts:
            self._texts[key] = _Text(self._documents[key])
        return self._texts[key]


def _standing(question: str, piece: Evidence, text: _Text, span: _Span) -> QuoteCheck:
    if span.is_exact:
        return QuoteCheck(question, piece, "found", text.place(span))
    now = text.text(span)
    return QuoteCheck(question, piece, "changed", text.place(span), now, difference(piece.quote or "", now))
