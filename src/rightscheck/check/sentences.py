"""A block of text is parted into the stretches that are judged: a sentence, with short ones that lean on it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

# Each run of marks is tried once and never given back, so that a line of a million full stops is read in one go.
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]]*+(?=\s+[\"'“‘(\[]?[^\W\d_a-z]|\s+\d|\s*$)")
_LAST_WORD = re.compile(r"[^\s(\[\"“]+$")
_AFTER_NUMBER = re.compile(r"\d\s*\S+$")
_NEXT_WORD = re.compile(r"\W*([^\W\d_]{1,24})")
_SHORTEST_DATE = 3
_LONGEST_SHORT = 24
"""No abbreviation is longer; only so much is looked at before a full stop."""
_LABEL = re.compile(r"[^:|]{1,20}[:|] ")
"""Opens one of a row of cases, which mean something beside each other only: "Phase One: no phone. Phase Two: ..."."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
TOGETHER_WORDS = 30
"""So many words at most are judged as one."""
A_SENTENCE = 3
"""Fewer words say little by themselves, and lean on what stands beside them: "No exceptions." """

_EARLY = 5
"""Words in which a sentence says what it speaks of: "it" behind them may stand for something in the same sentence."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Offsets in the text of a block: from `start` up to, not with, `end`."""

    start: int
    end: int


class Splitter:
    """Finds the ends of sentences, and which of them lean on one another.

    Args:
        abbreviations: Words whose full stop ends no sentence.
        leaning: Words early in a sentence by which it leans on the one before it: it, those.
        leaning_first: Words that do so at its start only: but, otherwise.

    """

    def __init__(
        self, abbreviations: Iterable[str], leaning: Iterable[str] = (), leaning_first: Iterable[str] = ()
    ) -> None:
        self._short = frozenset(word.lower().rstrip(".") for word in abbreviations)
        self._leaning = frozenset(leaning)
        self._leaning_first = self._leaning.union(leaning_first)
        self._dates = tuple(sorted(word for word in self._short if len(word) >= _SHORTEST_DATE))

    def sentences(self, text: str) -> list[Stretch]:
        """Part a text into its sentences; white space between them belongs to none."""
        found, start = [], 0
        for match in _END.finditer(text):
            before = text[max(start, match.start() - _LONGEST_SHORT) : match.start()]
            if match.group()[0] == "." and self._is_short(before) and not self._begins_anew(before, text, match.end()):
                continue
            found.append(Stretch(start, match.end()))
            start = match.end()
            while start < len(text) and text[start].isspace():
                start += 1
        if text[start:].strip():
            found.append(Stretch(start, len(text.rstrip())))
        return found

    def stretches(self, text: str) -> list[Stretch]:
        """Part a text into what is judged at once: each sentence, with short ones after it that say what it means.

        Two rules that stand side by side are two stretches: what one of them orders must not blur the other. A
        question stays apart, since its answer is judged under it.
        """
        found: list[Stretch] = []
        for sentence in self.sentences(text):
            before = found[-1] if found else sentence
            if found and self._are_one(text, before, sentence):
                found[-1] = Stretch(before.start, sentence.end)
            else:
                found.append(sentence)
        return found

    def _are_one(self, text: str, before: Stretch, sentence: Stretch) -> bool:
        """Tell whether a sentence says what the one before it means, and both are short."""
        if text.count(" ", before.start, sentence.end) >= TOGETHER_WORDS:
            return False
        first, second = text[before.start : before.end], text[sentence.start : sentence.end]
        if "?" in first:
            return False
        if first.endswith(":") or second.endswith((":", "?")) or (_LABEL.match(first) and _LABEL.match(second)):
            return True
        words = [word.lower().replace("’", "'") for word in _WORD.findall(second)]
        if min(len(words), len(_WORD.findall(first))) < A_SENTENCE:
            return True
        return words[0] in self._leaning_first or not self._leaning.isdisjoint(words[:_EARLY])

    def _begins_anew(self, before: str, text: str, after: int) -> bool:
        """Tell whether a unit behind a number ends a sentence: "9 p.m. Then" does, "9 p.m. Sunday" does not."""
        following = _NEXT_WORD.match(text, after)
        if following is None or not _AFTER_NUMBER.search(before):
            return False
        word = following[1].lower()
        # A day or a month is known by its own abbreviation, which it begins with.
        return not word.startswith(self._dates)

    def _is_short(self, before: str) -> bool:
        word = _LAST_WORD.search(before)
        if word is None:
            return False
        return word.group().lower() in self._short or (len(word.group()) == 1 and word.group().isupper())
