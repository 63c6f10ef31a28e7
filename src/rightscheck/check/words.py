"""A text becomes words without endings, each with its place: "Phones are locked" becomes phone, are, lock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from rightscheck.model.lexicon import Lexicon

NUMBER = "#"
"""Stands for any number, so that a cue holds for every hour and every sum."""
_WORD = re.compile(r"\d+(?:[:.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*(?:/(?=\s|$))?|[$£€%?=:|/]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text."""

    stem: str
    start: int
    """Offset of its first character."""
    end: int


class Stems:
    """Takes the endings off the words of one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        stemmer = snowballstemmer.stemmer(lexicon.stemmer)
        self._back = {form: word for word, forms in lexicon.irregular.items() for form in forms}
        self._known = dict(lexicon.stems)
        self._stem = lru_cache(maxsize=50_000)(stemmer.stemWord)
        self._written_out = {short: tuple(map(self.of, long.split())) for short, long in lexicon.contractions.items()}

    def of(self, word: str) -> str:
        """Give the stem of one lower-case word."""
        return self._known.get(word) or str(self._stem(self._back.get(word, word)))

    def row(self, text: str) -> tuple[str, ...]:
        """Give the stems of lower-case words with spaces between, and nothing else."""
        stems: list[str] = []
        for word in text.split(" "):
            stems += self._written_out.get(word) or (self.of(word),)
        return tuple(stems)

    def words(self, text: str) -> list[Word]:
        """Split a text into words; numbers are all `#`, punctuation is dropped but for ? = : | / and money."""
        found = []
        for match in _WORD.finditer(text):
            start, end = match.span()
            raw = match.group().lower().replace("’", "'")
            if raw in self._written_out:
                found += [Word(stem, start, end) for stem in self._written_out[raw]]
            elif raw[0].isdigit():
                found.append(Word(NUMBER, start, end))
            else:
                found.append(Word(self.of(raw.removesuffix("/").removesuffix("'s")) if raw != "/" else raw, start, end))
        return found
