"""Phrases of the lexicon and of the cues are looked up in a sentence, all at once.

A phrase is a row of words. `*` stands for up to three words in between, `{class}` for any phrase of that class of the
lexicon, `(a|b)` for either word. Endings do not count. Looking up is bounded: a phrase of n words with g gaps tries at
most 4^g ways from one start, and the reader of a lexicon refuses more than three gaps.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, KeysView, Mapping, Sequence, Set
from functools import cache, lru_cache
from itertools import chain
from operator import itemgetter
from typing import NamedTuple, TypeVar

from rightscheck.check.words import PAST, Stems

GAP_SIGN = "*"
GAP = 3
MAX_GAPS = 3
MAX_WAYS = 64
_TERM = re.compile(r"\*|\{[a-z0-9-]+\}|\([^()]*\)|[^\s*{}()]+")
_PLAIN = re.compile(r"[a-z]+(?: [a-z]+)*")
_SIGNS = frozenset("&@!")
_GROUPS = frozenset("*{}")


class PhraseError(ValueError):
    """A phrase that cannot be looked up, with the reason in words."""


class Span(NamedTuple):
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
    if _PLAIN.fullmatch(text):  # most phrases
        return [tuple(stems.stems(text))]
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
        row = (raw,) if raw == PAST else tuple(stems.stems(raw))
        if not row:
            raise PhraseError(f"'{raw}' is no word, and would be passed over")
        return [row]
    if _GROUPS & set(raw[1:-1]):
        raise PhraseError(f"a gap (*) or a class in {raw} would be passed over: write one phrase for each")
    rows = [tuple(stems.stems(one)) for one in raw[1:-1].split("|")]
    if not all(rows):
        raise PhraseError(f"a choice in {raw} has no word")
    single = frozenset(row[0] for row in rows if len(row) == 1)
    longer: list[tuple[Term, ...]] = [row for row in rows if len(row) > 1]
    return [(single,), *longer] if single else longer


class _Node:
    """What may follow some words: a tree of phrases, so that those that begin alike are tried together."""

    __slots__ = ("choices", "classes", "ends", "forks", "gap", "steps")

    def __init__(self) -> None:
        self.steps: dict[str, _Node] = {}
        """By the next stem."""
        self.choices: dict[frozenset[str], _Node] = {}
        self.classes: dict[str, _Node] = {}
        self.gap: _Node | None = None
        self.ends: list[int] = []
        """Numbers of the phrases that end here."""
        self.forks = False
        """Whether anything but a plain stem may follow."""

    def add(self, terms: Iterable[Term], number: int) -> None:
        """Grow the branch of one phrase."""
        node = self
        for term in terms:
            node = node.behind(term)
        node.ends.append(number)

    def behind(self, term: Term) -> _Node:
        """Give the node behind a term; a new one where there is none yet."""
        self.forks = self.forks or isinstance(term, frozenset) or term == GAP_SIGN or is_class(term)
        if isinstance(term, frozenset):
            return _grown(self.choices, term)
        if term == GAP_SIGN:
            self.gap = self.gap or _Node()
            return self.gap
        return _grown(self.classes, term[1:-1]) if is_class(term) else _grown(self.steps, term)


K = TypeVar("K", str, frozenset[str])


def _grown(nodes: dict[K, _Node], key: K) -> _Node:
    node = nodes.get(key)
    if node is None:
        node = nodes[key] = _Node()
    return node


@cache
def class_term(name: str) -> str:
    """Give the term that names a class."""
    return f"{{{name}}}"


def is_class(term: Term) -> bool:
    """Tell whether a term names a class of the lexicon."""
    return isinstance(term, str) and len(term) > 1 and term[0] == "{"


class _Tree(NamedTuple):
    """The phrases that begin with one word."""

    node: _Node
    alone: Mapping[str, tuple[int, ...]]
    """What that word is by itself, as in `Starts`."""


Starts = Sequence[Mapping[str, tuple[int, ...]]]
"""For each word of a sentence, the classes of which a phrase begins there, and of how many words each phrase is."""
_NOWHERE: Mapping[str, tuple[int, ...]] = {}
_WAYS_KEPT = 10_000


Parse = Callable[[str], Iterable[tuple[Term, ...]]]


class ClassPhrases:
    """The phrases of all classes of a lexicon, found in one pass over the words."""

    def __init__(self, phrases: Iterable[tuple[str, str]], stems: Stems, parse: Parse) -> None:
        """Lay the phrases out by their first words.

        Args:
            phrases: Each as it is written, behind the name of its class.
            stems: The language.
            parse: How a phrase is read that is more than words with spaces between.

        Raises:
            PhraseError: One cannot be looked up.

        """
        self._stems = stems
        self._names: list[str] = []
        # The first word of most phrases never comes up in a run, so that what follows it is read when it does.
        self._seeds: dict[str, list[tuple[str | tuple[Term, ...], int]]] = {}
        self._trees: dict[str, _Tree] = {}
        self._lengths = lru_cache(maxsize=_WAYS_KEPT)(self._lengths_of)
        self._built: dict[str, list[tuple[int, str, Phrase]]] = {}
        """Phrases that name a class, in their order, by a term without which they cannot be there."""
        for name, text in phrases:
            if _PLAIN.fullmatch(text):
                self._seeds.setdefault(stems.stems(text.partition(" ")[0])[0], []).append((text, len(self._names)))
                self._names.append(name)
                continue
            for terms in parse(text):
                self._plant(terms, name)

    def _plant(self, terms: tuple[Term, ...], name: str) -> None:
        if any(map(is_class, terms)):
            phrase = Phrase([terms])
            key = min(phrase.plain, key=lambda term: (is_class(term), -len(term), term))
            self._built.setdefault(key, []).append((len(self._names), name, phrase))
            self._names.append(name)
            return
        head = terms[0]
        for stem in head if isinstance(head, frozenset) else (head,):
            self._seeds.setdefault(stem, []).append((terms, len(self._names)))
        self._names.append(name)

    def find(self, stems: Sequence[str]) -> Starts:
        """Find all classes."""
        starts = [self._at(index, stem, stems) for index, stem in enumerate(stems)]
        there = set(chain(stems, map(class_term, chain.from_iterable(starts))))
        # Phrases that name a class do not see one another, so that their order never matters.
        keys = there & self._built.keys()
        some = sorted(one for key in keys for one in self._built[key] if one[-1].may_be(there)) if keys else ()
        built = [(name, *span) for _, name, one in some for span in one.find(stems, starts)]
        for name, first, last in built:
            lengths = starts[first].get(name, ())
            if last - first not in lengths:
                starts[first] = {**starts[first], name: (*lengths, last - first)}
        return starts

    def _at(self, index: int, stem: str, stems: Sequence[str]) -> Mapping[str, tuple[int, ...]]:
        tree = self._trees.get(stem) or self._grow(stem)
        node = tree.node
        if not node.forks and (index + 1 >= len(stems) or stems[index + 1] not in node.steps):
            return tree.alone  # most words
        ends: dict[_Node, int] = {}
        _walk(node, index + 1, stems, (), ends)
        if len(ends) == bool(node.ends):
            return tree.alone
        return self._lengths(tuple([(node, behind - index) for node, behind in ends.items()]))

    def _grow(self, stem: str) -> _Tree:
        node = _Node()
        for phrase, number in self._seeds.pop(stem, ()):
            terms = self._stems.stems(phrase) if isinstance(phrase, str) else phrase
            node.add(terms[1:], number)
        tree = _Tree(node, self._lengths(((node, 1),)))
        if node.forks or node.steps or node.ends:
            self._trees[stem] = tree
        return tree

    def _lengths_of(self, ends: Iterable[tuple[_Node, int]]) -> Mapping[str, tuple[int, ...]]:
        """Give the classes of phrases that end somewhere, with how many words each phrase has."""
        found: dict[str, tuple[int, ...]] = {}
        for number, length in sorted((number, length) for node, length in ends for number in node.ends):
            name = self._names[number]
            if length not in found.get(name, ()):
                found[name] = (*found.get(name, ()), length)
        return found or _NOWHERE


class Places(Mapping[str, Sequence[Span]]):
    """The places of each class, in the order of the words; worked out for those that are asked for."""

    __slots__ = ("_names", "_starts")

    def __init__(self, names: dict[str, None], starts: Starts) -> None:
        self._names = names
        self._starts = starts

    def __getitem__(self, name: str) -> list[Span]:
        """Give the places of one class."""
        if name not in self._names:
            raise KeyError(name)
        return [Span(first, behind) for first, behind in _class_heads(name, self._starts)]

    def __iter__(self) -> Iterator[str]:
        """Name the classes that stand there, in the order in which they first begin."""
        return iter(self._names)

    def __len__(self) -> int:
        """Count them."""
        return len(self._names)

    def keys(self) -> KeysView[str]:
        """Name them, as a set."""
        return self._names.keys()


class Phrase:
    """One phrase of a cue, in all the ways that its choices give, looked up by itself."""

    __slots__ = ("_trees", "is_one_term", "plain", "some", "ways")

    def __init__(self, ways: Sequence[tuple[Term, ...]]) -> None:
        self.ways = ways
        self._trees: list[_Node] = []
        terms = [term for term in ways[0] if term != GAP_SIGN] if len(ways) == 1 else []
        self.plain = frozenset(term for term in terms if isinstance(term, str))
        """Stems and `{class}`es without which it cannot be there."""
        self.some = tuple(term for term in terms if isinstance(term, frozenset))
        """Choices of stems: one of each must be there."""
        self.is_one_term = len(ways) == 1 and len(ways[0]) == 1
        """Whether it is there wherever it may be."""

    def may_be(self, there: Set[str]) -> bool:
        """Tell whether all that it needs is there: the stems and the `{class}`es of a sentence."""
        return self.plain <= there and not (self.some and any(map(there.isdisjoint, self.some)))

    @property
    def head(self) -> Term:
        """The term that it begins with; of several ways that begin with different words, the first."""
        return self.ways[0][0]

    def find(self, stems: Sequence[str], starts: Starts) -> list[Span]:
        """Give the first way to its end from each place where it begins."""
        self._trees = self._trees or [_planted(way[1:]) for way in self.ways]
        if self.is_one_term:
            return [Span(first, behind) for first, behind in _heads(self.head, stems, starts)]
        found: list[tuple[int, int, int]] = []
        for number, (way, tree) in enumerate(zip(self.ways, self._trees, strict=True)):
            for first, behind in _heads(way[0], stems, starts):
                ends: dict[_Node, int] = {}
                _walk(tree, behind, stems, starts, ends)
                found += [(first, number, end) for end in ends.values()]
        if len(self.ways) > 1:
            found.sort(key=itemgetter(1) if is_class(self.head) else itemgetter(0, 1))
        return [Span(first, end) for first, _, end in found]


def _planted(tail: Iterable[Term]) -> _Node:
    node = _Node()
    node.add(tail, 0)
    return node


def _heads(head: Term, stems: Sequence[str], starts: Starts) -> Iterable[tuple[int, int]]:
    """Give where a term stands, as the first word and that behind the last."""
    if is_class(head):
        return _class_heads(str(head)[1:-1], starts)
    wanted = head if isinstance(head, frozenset) else (head,)
    return ((index, index + 1) for index, stem in enumerate(stems) if stem in wanted)


def _class_heads(name: str, starts: Starts) -> Iterable[tuple[int, int]]:
    return ((index, index + length) for index, here in enumerate(starts) if name in here for length in here[name])


def _walk(node: _Node, index: int, stems: Sequence[str], starts: Starts, ends: dict[_Node, int]) -> None:
    """Follow the words from one on, and note for each end of phrases the first word behind it."""
    size = len(stems)
    while True:
        if node.ends:
            ends.setdefault(node, index)
        if index >= size:
            return
        if node.forks:
            _walk_forks(node, index, stems, starts, ends)
        following = node.steps.get(stems[index])
        if following is None:
            return
        node = following
        index += 1


def _walk_forks(node: _Node, index: int, stems: Sequence[str], starts: Starts, ends: dict[_Node, int]) -> None:
    gap = node.gap
    if gap is not None:
        for start in range(index, min(index + GAP + 1, len(stems))):
            if gap.forks or stems[start] in gap.steps:
                _walk(gap, start, stems, starts, ends)
    for name, following in node.classes.items():
        for length in starts[index].get(name, ()):
            _walk(following, index + length, stems, starts, ends)
    for choice, following in node.choices.items():
        if stems[index] in choice:
            _walk(following, index + 1, stems, starts, ends)
