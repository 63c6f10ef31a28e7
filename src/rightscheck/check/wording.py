"""Whether every cue of a standard and every phrase of a lexicon can be looked up, and names what is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rightscheck.check.cues import Known, parse_cue, parse_known
from rightscheck.check.detector import KINDS
from rightscheck.check.phrases import PhraseError
from rightscheck.check.words import Stems
from rightscheck.model.lexicon import Lexicon
from rightscheck.model.red_flag import RedFlag

_OF_WORDS = {
    *("language", "stemmer", "irregular", "whole", "past", "contractions", "abbreviations", "leaning", "leaning_first"),
    *("stems", "classes", "told"),
}
ROLES = tuple(name for name in Lexicon.model_fields if name not in _OF_WORDS)
"""The lists of a lexicon that say what its classes are for."""


@dataclass(frozen=True, slots=True)
class CueFault:
    """A cue that cannot be looked up."""

    flag: str
    path: tuple[str | int, ...]
    """Where it stands in the file of its red flag: `("cues", "burdens", 0)`."""
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class LexiconFault:
    """A phrase of the lexicon that cannot be looked up, or a class that is named and not there."""

    name: str
    """The class, or the list of the lexicon that names it."""
    text: str
    """The phrase, or the class that is not there."""
    why: str


def cue_faults(flags: Iterable[RedFlag], lexicon: Lexicon) -> Iterator[CueFault]:
    """Name every cue that cannot be looked up."""
    stems = Stems(lexicon)
    known: Known = {}
    for flag in flags:
        for kind, _ in KINDS:
            for index, text in enumerate(getattr(flag.cues, kind)):
                try:
                    parse_cue(text, stems, lexicon.classes, known)
                except PhraseError as error:
                    yield CueFault(flag.id, ("cues", kind, index), text, str(error))


def lexicon_faults(lexicon: Lexicon) -> Iterator[LexiconFault]:
    """Name everything in a lexicon that cannot be looked up."""
    for role in ROLES:
        for name in getattr(lexicon, role):
            if name not in lexicon.classes:
                yield LexiconFault(role, name, "the lexicon has no class of this name")
    stems = Stems(lexicon)
    naming = {name for name, phrases in lexicon.classes.items() if any("{" in text for text in phrases)}
    for name, phrases in lexicon.classes.items():
        for text in phrases:
            try:
                ways = parse_known(text, stems, lexicon.classes)
            except PhraseError as error:
                yield LexiconFault(name, text, str(error))
                continue
            terms = {term for terms in ways for term in terms if isinstance(term, str)}
            if deep := sorted(inner for inner in naming if f"{{{inner}}}" in terms):
                # Classes are looked up in two rounds: plain phrases, then those that name a class.
                yield LexiconFault(name, text, f"the class {{{deep[0]}}} names classes itself, and is not seen here")
