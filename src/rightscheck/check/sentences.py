"""A block of text is parted into the stretches that are judged: a sentence, or a few short ones that go together."""

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
TOGETHER = 3
"""So many sentences ..."""
TOGETHER_WORDS = 30
"""... of so many words in all are judged as one: the second often says what the first means."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Offsets in the text of a block: from `start` up to, not with, `end`."""

    start: int
    end: int


class Splitter:
    """Finds the ends of sentences; knows the abbreviations of a language."""

    def __init__(self, abbreviations: Iterable[str]) -> None:
        self._short = frozenset(word.lower().rstrip(".") for word in abbreviations)
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
        """Part a text into what is judged at once."""
        sentences = self.sentences(text)
        if 1 < len(sentences) <= TOGETHER and text.count(" ") < TOGETHER_WORDS:
            return [Stretch(sentences[0].start, sentences[-1].end)]
        return sentences

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
