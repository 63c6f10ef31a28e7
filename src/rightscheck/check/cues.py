"""The cues of the red flags: which of them a sentence gives, and by which words.

A cue is one or more phrases in any order, so that "hand in & {phone}" finds "phones are handed in at the desk" as well:
`&` joins phrases that must all stand in the sentence, `@` goes before one that must stand in the heading or the list
introduction above it, `!` before one that must stand in neither.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rightscheck.check.phrases import PhraseError, Phrases, Span, Term, parse_phrase
from rightscheck.check.words import Stems, Word
from rightscheck.model.lexicon import CueKind, Lexicon

_JOIN = re.compile(r"(?:^|\s+)([&@!])\s+")


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue of one red flag."""

    flag: str
    right: str
    kind: CueKind
    here: tuple[str, ...]
    """Names of the phrases that must stand in the sentence."""
    above: tuple[str, ...]
    absent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """The words of a text with the classes and phrases that stand in them."""

    words: tuple[Word, ...]
    classes: Mapping[str, Sequence[Span]]
    phrases: Mapping[str, Sequence[Span]]


NOTHING = Read((), {}, {})


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
        plain: list[tuple[str, tuple[Term, ...]]] = []
        built: list[tuple[str, tuple[Term, ...]]] = []
        for name, phrases in lexicon.classes.items():
            for terms in (terms for text in phrases for terms in parse_known(text, self.stems, lexicon.classes)):
                (built if any(_is_class(term) for term in terms) else plain).append((name, terms))
        self._plain, self._built = Phrases(plain), Phrases(built)
        known: Known = {}
        self._by_phrase: dict[str, list[Cue]] = defaultdict(list)
        for flag, right, kind, text in cues:
            parts = parse_cue(text, self.stems, lexicon.classes, known)
            cue = Cue(flag, right, kind, *(tuple(parts[sign]) for sign in "&@!"))
            self._by_phrase[(cue.here or cue.above)[0]].append(cue)
        self._phrases = Phrases((name, terms) for name, ways in known.items() for terms in ways)

    def read(self, text: str) -> Read:
        """Find the classes and the phrases of all cues in a text."""
        words = self.stems.words(text)
        classes = self._plain.find(words)
        for name, spans in self._built.find(words, classes).items():
            classes[name] = [*classes.get(name, ()), *spans]
        return Read(tuple(words), classes, self._phrases.find(words, classes))

    def given(self, here: Read, above: Read) -> list[Cue]:
        """List the cues that a sentence gives, under what stands above it."""
        cues = [cue for name in here.phrases for cue in self._by_phrase.get(name, ()) if cue.here]
        cues += [cue for name in above.phrases for cue in self._by_phrase.get(name, ()) if not cue.here]
        return [
            cue
            for cue in cues
            if all(name in here.phrases for name in cue.here)
            and all(name in above.phrases for name in cue.above)
            and not any(name in here.phrases or name in above.phrases for name in cue.absent)
        ]


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
        if _is_class(term) and str(term)[1:-1] not in classes:
            raise PhraseError(f"the lexicon has no class {term}")
    return ways


def _is_class(term: Term) -> bool:
    return isinstance(term, str) and len(term) > 1 and term[0] == "{"
