"""Phrases of the lexicon and of the cues are looked up in a sentence, all at once.

A phrase is a row of words. `*` stands for up to three words in between, `{class}` for any phrase of that class of the
lexicon, `(a|b)` for either word. Endings do not count. Looking up is bounded: a phrase of n words with g gaps tries at
most 4^g ways from one start, and the reader of a lexicon refuses more than three gaps.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rightscheck.check.words import Stems, Word

GAP = 3
MAX_GAPS = 3
MAX_WAYS = 64
_PLAIN = re.compile(r"[a-z]+(?: [a-z]+)*")
_TERM = re.compile(r"\*|\{[a-z0-9-]+\}|\([^()]*\)|[^\s*{}()]+")
_SIGNS = frozenset("&@!")


class PhraseError(ValueError):
    """A phrase that cannot be looked up, with the reason in words."""


@dataclass(frozen=True, slots=True)
class Span:
    """Where a phrase or a class was found: words `first` up to, not with, `last`."""

    first: int
    last: int


Term = str | frozenset[str]
"""A stem, `*`, `{class}`, or a choice of stems."""


def parse_phrase(text: str, stems: Stems) -> list[tuple[Term, ...]]:
    """Read a phrase as it is written in a lexicon or a cue.

    Returns:
        The rows of words that it stands for: one, or one for each way through its choices of several words.

    Raises:
        PhraseError: It is empty, begins or ends in a gap, has too many gaps or choices, or a bracket or a sign in it
            would be passed over.

    """
    if _PLAIN.fullmatch(text):  # nearly all are: just words
        return [stems.row(text)]
    if _TERM.sub("", text.lower()).strip():
        raise PhraseError("a bracket in it is not of the form {class} or (one|other)")
    ways: list[tuple[Term, ...]] = [()]
    for raw in _TERM.findall(text.lower()):
        steps = _steps(raw, stems)
        ways = [(*way, *step) for way in ways for step in steps]
        if len(ways) > MAX_WAYS:
            raise PhraseError(f"its choices make more than {MAX_WAYS} ways")
    for terms in ways:
        if not terms:
            raise PhraseError("there is no word in it")
        if terms[0] == "*" or terms[-1] == "*":
            raise PhraseError("a gap (*) needs a word on either side")
        if terms.count("*") > MAX_GAPS:
            raise PhraseError(f"it has more than {MAX_GAPS} gaps (*)")
    return ways


def _steps(raw: str, stems: Stems) -> list[tuple[Term, ...]]:
    """Give the rows of words that one part of a phrase can be; single words of a choice are one step together."""
    if raw == "*" or raw[0] == "{":
        return [(raw,)]
    if _SIGNS & set(raw):
        raise PhraseError(f"the sign in '{raw}' joins nothing: it needs a space on either side, and a phrase behind it")
    if raw[0] != "(":
        row = tuple(word.stem for word in stems.words(raw))
        if not row:
            raise PhraseError(f"'{raw}' is no word, and would be passed over")
        return [row]
    rows = [tuple(word.stem for word in stems.words(one)) for one in raw[1:-1].split("|")]
    if not all(rows):
        raise PhraseError(f"a choice in {raw} has no word")
    single = frozenset(row[0] for row in rows if len(row) == 1)
    longer: list[tuple[Term, ...]] = [row for row in rows if len(row) > 1]
    return [(single,), *longer] if single else longer


_Entry = tuple[tuple[Term, ...], str]
"""What must follow, and the name of the phrase."""


class Phrases:
    """Many phrases, each with a name, found in one pass over the words."""

    def __init__(self, phrases: Iterable[tuple[str, tuple[Term, ...]]]) -> None:
        # Most phrases begin with two plain words: looked up by both, few are left to try.
        self._by_pair: dict[tuple[str, str], list[_Entry]] = defaultdict(list)
        self._by_stem: dict[str, list[_Entry]] = defaultdict(list)
        self._by_class: dict[str, dict[str, list[_Entry]]] = defaultdict(lambda: defaultdict(list))
        for name, (head, *tail) in phrases:
            second = tail[0] if tail and isinstance(tail[0], str) and tail[0][0] not in "*{" else ""
            if isinstance(head, str) and _is_class(head):
                self._by_class[head[1:-1]][second].append((tuple(tail), name))
                continue
            for stem in head if isinstance(head, frozenset) else (head,):
                if second:
                    self._by_pair[stem, second].append((tuple(tail), name))
                else:
                    self._by_stem[stem].append((tuple(tail), name))

    def find(self, words: Sequence[Word], classes: Mapping[str, Sequence[Span]] | None = None) -> dict[str, list[Span]]:
        """Find every phrase, and where.

        Args:
            words: The sentence.
            classes: Where each class of the lexicon stands in it; needed by phrases that name one.

        """
        found: dict[str, list[Span]] = {}
        starts = _starts(classes or {})
        stems = [*(word.stem for word in words), "", ""]
        for index in range(len(words)):
            entries = self._by_stem.get(stems[index], ())
            pairs = self._by_pair.get((stems[index], stems[index + 1]), ())
            for tail, name in (*entries, *pairs):
                last = _match(tail, words, index + 1, starts)
                if last is not None:
                    found.setdefault(name, []).append(Span(index, last))
        for name_of_class, spans in (classes or {}).items():
            followers = self._by_class.get(name_of_class)
            for span in spans if followers else ():
                for tail, name in (*followers.get("", ()), *followers.get(stems[span.last], ())):
                    last = _match(tail, words, span.last, starts)
                    if last is not None:
                        found.setdefault(name, []).append(Span(span.first, last))
        return found


def _is_class(term: str) -> bool:
    return len(term) > 1 and term[0] == "{"


_Starts = dict[tuple[str, int], list[int]]


def _starts(classes: Mapping[str, Sequence[Span]]) -> _Starts:
    """Tell for a class and a word where the phrases of the class that begin there end."""
    ends: _Starts = defaultdict(list)
    for name, spans in classes.items():
        for span in spans:
            ends[name, span.first].append(span.last)
    return ends


def _match(terms: Sequence[Term], words: Sequence[Word], index: int, starts: _Starts) -> int | None:
    """Give the index behind the last word if the terms fit from here on, else None."""
    for position, term in enumerate(terms):
        if term == "*":
            rest = terms[position + 1 :]
            ends = (_match(rest, words, start, starts) for start in range(index, min(index + GAP + 1, len(words))))
            return next((end for end in ends if end is not None), None)
        if isinstance(term, str) and term[0] == "{" and len(term) > 1:
            ends_here = starts.get((term[1:-1], index), ())
            rest = terms[position + 1 :]
            ends = (_match(rest, words, end, starts) for end in ends_here)
            return next((end for end in ends if end is not None), None)
        if index >= len(words):
            return None
        stem = words[index].stem
        if stem not in term if isinstance(term, frozenset) else stem != term:
            return None
        index += 1
    return index
