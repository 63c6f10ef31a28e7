"""A block of text is parted into the stretches that are judged: a sentence, or a few short ones that belong together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

# Each run of marks is tried once and never given back, so that a line of a million full stops is read in one go.
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]]*+(?=\s+[\"'“‘(\[]?[^\W\d_a-z]|\s+\d|\s*$)")
_LAST_WORD = re.compile(r"[^\s(\[\"“]+$")
_LONGEST_SHORT = 24
"""No abbreviation is longer; only so much is looked at before a full stop."""
TOGETHER = 3
"""So many sentences ..."""
TOGETHER_WORDS = 45
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

    def sentences(self, text: str) -> list[Stretch]:
        """Part a text into its sentences; white space between them belongs to none."""
        found, start = [], 0
        for match in _END.finditer(text):
            if match.group()[0] == "." and self._is_short(text[max(start, match.start() - _LONGEST_SHORT) : match.start()]):
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

    def _is_short(self, before: str) -> bool:
        word = _LAST_WORD.search(before)
        return bool(word) and (word.group().lower() in self._short or (len(word.group()) == 1 and word.group().isupper()))
