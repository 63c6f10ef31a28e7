"""A text becomes words without endings, each with its place: "Phones are locked" becomes phone, are, lock."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

from rightscheck.model.lexicon import Lexicon

NUMBER = "#"
"""Stands for any number, so that a cue holds for every hour and every sum."""
PAST = "<"
"""Follows the stem of a word that tells of the past, where endings tell it: what was done once is no rule."""
ENGLISH = "en"
_ACCENTS = str.maketrans("áéíóúüàèìòùâêîôû", "aeiouuaeiouaeiou")
"""Many people type without accents, so other languages are read without them; ñ is a letter, and stays."""
_WORD = re.compile(r"\d+(?:[:.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*(?:/(?=\s|$))?|[$£€%?=:|/]")


class Word(NamedTuple):
    """One word of a text."""

    stem: str
    start: int
    """Offset of its first character."""
    end: int


class Stems:
    """Takes the endings off the words of one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        stemmer = snowballstemmer.stemmer(lexicon.stemmer)
        self._accents = {} if lexicon.language == ENGLISH else _ACCENTS
        self._back = {
            self._plain(form): self._plain(word) for word, forms in lexicon.irregular.items() for form in forms
        }
        self._whole = frozenset(map(self._plain, lexicon.whole))
        self._past = frozenset(self._plain(form) for form in lexicon.past if form[0] != "*")
        self._past_endings = tuple(form[1:] for form in lexicon.past if form[0] == "*")
        self._worked_out = dict(lexicon.stems)
        self._stem = lru_cache(maxsize=50_000)(stemmer.stemWord)
        self._known = lru_cache(maxsize=50_000)(self._stems)
        self._written_out = {short: tuple(map(self.of, long.split())) for short, long in lexicon.contractions.items()}

    def of(self, word: str) -> str:
        """Give the stem of one lower-case word."""
        known = self._worked_out.get(word)
        if known:
            return known
        plain = self._plain(word)
        base = self._back.get(plain, plain)
        return base if base in self._whole else str(self._stem(base))

    def _plain(self, word: str) -> str:
        """Take the accents off, where the language is read without them."""
        return word.translate(self._accents) if self._accents else word

    def words(self, text: str) -> list[Word]:
        """Split a text into words; numbers are all `#`, punctuation is dropped but for ? = : | / and money."""
        known = self._known
        return [
            Word(stem, match.start(), match.end()) for match in _WORD.finditer(text) for stem in known(match.group())
        ]

    def stems(self, text: str) -> list[str]:
        """Give the stems of the words alone, which takes a third of the time."""
        return [stem for stems in map(self._known, _WORD.findall(text)) for stem in stems]

    def _stems(self, raw: str) -> tuple[str, ...]:
        """Give the stems of one word as it stands: more than one where it is short for several."""
        word = raw.lower().replace("’", "'")
        if word in self._written_out:
            return self._written_out[word]
        if word[0].isdigit():
            return (NUMBER,)
        stem = self.of(word.removesuffix("/").removesuffix("'s")) if word != "/" else word
        return (stem, PAST) if self._is_past(word) else (stem,)

    def _is_past(self, word: str) -> bool:
        """Tell whether a form is listed as past, or ends as such forms do and is not listed as another."""
        plain = self._plain(word)
        if plain in self._past:
            return True
        return plain not in self._whole and plain not in self._back and word.endswith(self._past_endings)
