"""The cues of the red flags: which of them a sentence gives, and by which words.

A cue is one or more phrases in any order, so that "hand in & {phone}" finds "phones are handed in at the desk" as well:
`&` joins phrases that must all stand in the sentence, `@` goes before one that must stand in the heading or the list
introduction above it, `!` before one that must stand in neither.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import NamedTuple

from rightscheck.check.phrases import (
    GAP_SIGN,
    ClassPhrases,
    Phrase,
    PhraseError,
    Places,
    Span,
    Starts,
    Term,
    class_term,
    is_class,
    parse_phrase,
)
from rightscheck.check.words import Stems, Word
from rightscheck.model.lexicon import CueKind, Lexicon

_JOIN = re.compile(r"(?:^|\s+)([&@!])\s+")


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """One cue of one red flag; each stands for itself, so that it is quickly found in a table."""

    flag: str
    right: str
    kind: CueKind
    here: tuple[str, ...]
    """Names of the phrases that must stand in the sentence."""
    above: tuple[str, ...]
    absent: tuple[str, ...]


class Read:
    """A text as stems, with the classes and the cues that stand in it. What few texts need is worked out when asked."""

    __slots__ = ("_language", "_phrases", "_spans", "_words", "bare", "cues", "names", "starts", "stems", "text")

    def __init__(
        self, text: str, language: Stems | None, stems: Sequence[str], starts: Starts, phrases: Mapping[str, Phrase]
    ) -> None:
        self.text = text
        self._language = language
        self.stems = stems
        self.starts = starts
        self.names = dict.fromkeys(chain.from_iterable(starts))
        """The classes, in the order in which they first begin."""
        self.cues: list[Gate] = []
        """Cues whose phrases for the sentence all stand in it."""
        self.bare: list[Gate] = []
        """Cues that ask nothing of the sentence, and whose phrases for what is above it all stand here."""
        self._phrases = phrases
        self._spans: dict[str, list[Span]] = {}
        self._words: tuple[Word, ...] | None = None

    @property
    def there(self) -> set[str]:
        """The stems and the `{class}`es that stand there; worked out each time, since thousands of texts are kept."""
        return {*self.stems, *map(class_term, self.names)}

    @property
    def words(self) -> tuple[Word, ...]:
        """The words with their places in the text."""
        if self._words is None:
            self._words = tuple(self._language.words(self.text)) if self._language else ()
        return self._words

    @property
    def classes(self) -> Places:
        """The places of each class."""
        return Places(self.names, self.starts)

    def spans(self, name: str, there: Set[str] | None = None) -> list[Span]:
        """Give the places of a phrase of a cue."""
        found = self._spans.get(name)
        if found is None:
            phrase = self._phrases[name] if self.stems else None
            is_there = phrase is not None and phrase.may_be(self.there if there is None else there)
            found = self._spans[name] = phrase.find(self.stems, self.starts) if phrase and is_there else []
        return found


NOTHING = Read("", None, (), (), {})


class Cues:
    """Everything that a language and some red flags say about words."""

    def __init__(self, lexicon: Lexicon, cues: Iterable[tuple[str, str, CueKind, str]]) -> None:
        """Compile the phrases.

        Args:
            lexicon: The language.
            cues: Flag id, right, kind, and the cue as it is written.

        Raises:
            PhraseError: A cue or a phrase cannot be looked up, or names a class that is not there.

        """
        self.stems = Stems(lexicon)
        phrases = ((name, text) for name, phrases in lexicon.classes.items() for text in phrases)
        parse = partial(parse_known, stems=self.stems, classes=lexicon.classes)
        self._classes = ClassPhrases(phrases, self.stems, parse)
        known: Known = {}
        whole: list[Cue] = []
        for flag, right, kind, text in cues:
            parts = parse_cue(text, self.stems, lexicon.classes, known)
            whole.append(Cue(flag, right, kind, *(tuple(parts[sign]) for sign in "&@!")))
        self._phrases = {name: Phrase(ways) for name, ways in known.items()}
        self._gates = _gates(whole, self._phrases)

    def read(self, text: str) -> Read:
        """Find the classes and the cues of a text."""
        stems = self.stems.stems(text)
        read = Read(text, self.stems, stems, self._classes.find(stems), self._phrases)
        for gate in self._whole(read):
            (read.cues if gate.cue.here else read.bare).append(gate)
        return read

    def given(self, here: Read, above: Read) -> list[Cue]:
        """List the cues that a sentence gives, under what stands above it, in the order of the standards."""
        given = (here.cues, above.bare)
        return [gate.cue for gates in given for gate in gates if not gate.depends or self._fits(gate.cue, here, above)]

    @staticmethod
    def _fits(cue: Cue, here: Read, above: Read) -> bool:
        return all(map(above.spans, cue.above)) and not any(here.spans(one) or above.spans(one) for one in cue.absent)

    def _whole(self, read: Read) -> list[Gate]:
        """Find the cues whose phrases for one text all stand in it."""
        there = read.there
        found = {
            gate.number: gate
            for key in there & self._gates.keys()
            for gate in self._gates[key]
            if gate.plain <= there and not (gate.some and any(map(there.isdisjoint, gate.some)))
        }  # a cue stands behind several words where one of them will do
        return [found[number] for number in sorted(found) if self._stands(found[number], read, there)]

    @staticmethod
    def _stands(gate: Gate, read: Read, there: Set[str]) -> bool:
        return all(read.spans(name, there) for name in gate.rows)


class Gate(NamedTuple):
    """A cue, behind what is quickly looked for first."""

    number: int
    cue: Cue
    rows: tuple[str, ...]
    """Of its phrases, those of more than one term: what they need may stand there in another order."""
    plain: frozenset[str]
    some: tuple[frozenset[str], ...]
    """What its phrases need, as in `Phrase`."""
    depends: bool
    """Whether it depends on more than those."""


def _gates(cues: Sequence[Cue], phrases: Mapping[str, Phrase]) -> dict[str, list[Gate]]:
    """Put each cue behind the rarest that it needs, so that few are looked for in any one text."""
    common = Counter(key for phrase in phrases.values() for way in phrase.ways for key in _keys(way))
    gates: dict[str, list[Gate]] = {}
    for number, cue in enumerate(cues):
        names = cue.here or cue.above
        own = [phrases[name] for name in names]
        plain = frozenset(chain.from_iterable(phrase.plain for phrase in own))
        some = dict.fromkeys(chain.from_iterable(phrase.some for phrase in own))
        depends = bool(cue.absent) or bool(cue.here and cue.above)
        rows = tuple(name for name, phrase in zip(names, own, strict=True) if not phrase.is_one_term)
        gate = Gate(number, cue, rows, plain, tuple(some), depends)
        for key in min((_rarest(phrase, common) for phrase in own), key=lambda keys: _weight(keys, common)):
            gates.setdefault(key, []).append(gate)
    return gates


def _rarest(phrase: Phrase, common: Mapping[str, int]) -> list[str]:
    """Name stems and classes of which one must be there for a phrase to be there."""
    keys: set[str] = set()
    for way in phrase.ways:
        options = [sorted(_keys([term])) for term in way if term != GAP_SIGN]
        keys.update(min(options, key=lambda keys: _weight(keys, common)))
    return sorted(keys)


def _weight(keys: Iterable[str], common: Mapping[str, int]) -> int:
    return sum(common[key] for key in keys)


def _keys(way: Iterable[Term]) -> set[str]:
    """Name all stems and classes of a phrase."""
    found: set[str] = set()
    for term in way:
        found |= term if isinstance(term, frozenset) else {term}
    return found - {GAP_SIGN}


Known = dict[str, list[tuple[Term, ...]]]
"""Phrases by their name, which is how they are written, with the rows of words that each stands for."""


def parse_cue(text: str, stems: Stems, classes: Container[str], known: Known) -> dict[str, list[str]]:
    """Read a cue as it is written.

    Args:
        text: The cue.
        stems: The language.
        classes: Names of the classes that phrases may name.
        known: Phrases that were read before; those of this cue are added.

    Returns:
        The names of its phrases by the sign that joins them: `&`, `@`, or `!`.

    Raises:
        PhraseError: It cannot be looked up, or names a class that is not there.

    """
    parts: dict[str, list[str]] = {"&": [], "@": [], "!": []}
    pieces = _JOIN.split(text.strip())
    for sign, phrase in zip(["&", *pieces[1::2]], pieces[::2], strict=True):
        name = " ".join(phrase.lower().split())
        if name:
            known[name] = known.get(name) or parse_known(name, stems, classes)
            parts[sign].append(name)
    if not parts["&"] and not parts["@"]:
        raise PhraseError("a cue needs a phrase that must be there")
    return parts


def parse_known(text: str, stems: Stems, classes: Container[str]) -> list[tuple[Term, ...]]:
    """Read a phrase, and see that every class it names is there.

    Raises:
        PhraseError: It cannot be looked up, or names a class that is not there.

    """
    ways = parse_phrase(text, stems)
    for term in (term for terms in ways for term in terms):
        if is_class(term) and str(term)[1:-1] not in classes:
            raise PhraseError(f"the lexicon has no class {term}")
    return ways
