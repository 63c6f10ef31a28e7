"""The learned part: weighted sums of what stands in a sentence. It explains itself by the words it leaned on.

Two sums tell whether the sentence takes or keeps any right at all, one for each right tells whether it is the one
spoken of, and a last one, the same for all rights, puts them together with the cues of the red flags. The weights are
logistic regressions with an L1 penalty, learned by scripts/train_detector.py. The same sentence always gives the same
sums: they are sums of whole numbers.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import mul

from rightscheck.check.cues import Cue
from rightscheck.check.features import STRENGTH
from rightscheck.model.finding import Polarity
from rightscheck.model.lexicon import CueKind
from rightscheck.model.weights import Line, Weights

THOUSAND = 1000
UNIT = 10 * THOUSAND
"""The sums of words are kept in ten-thousandths: weights in thousandths, times strengths in tenths."""
BESIDE = "z:"
OF_WORDS = ("w:", "b:", "c:")
"""Features that stand for words that can be pointed at."""
KINDS: tuple[CueKind, ...] = ("burden", "liberty", "power", "rule", "promise")
POLARITIES: tuple[Polarity, ...] = ("violates", "upholds")
_ANY_RIGHT = 2
"""So many sums stand before those of the rights: taking and keeping."""
_BITS = 64
"""All sums of a sentence are kept in one whole number, each in so many bits, so that one addition adds them all."""
_MOST_LEANED_ON = 3
"""So many features are named that spoke for a judgement."""
_HALF = 1 << (_BITS - 1)


@dataclass(frozen=True, slots=True)
class Sums:
    """What the words of a sentence add up to, as logits."""

    takes: float
    keeps: float
    topics: Mapping[str, float]

    def ahead(self, right: str) -> float:
        """Tell how far the topic of a right is above the highest of the others."""
        own = self.topics[right]
        rest = max((value for name, value in self.topics.items() if name != right), default=0.0)
        return own - rest


class Learned:
    """The weights, laid out by feature."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.rights = tuple(weights.topics)
        lines = [weights.takes, weights.keeps, *weights.topics.values()]
        self._unpacked = _Unpacker(len(lines))
        self._bias = _packed(line.bias * UNIT // THOUSAND for line in lines)
        by_feature: dict[str, list[tuple[int, int]]] = {}
        for index, line in enumerate(lines):
            for name, weight in line.weights.items():
                by_feature.setdefault(name, []).append((index, weight * STRENGTH[name[0]]))
        self._rows = {name: sum(w << _BITS * index for index, w in row) for name, row in by_feature.items()}
        self._beside: dict[str, dict[str, int]] = {}
        """The weights of two classes together, by the one above and the one in the sentence."""
        for name, row in self._rows.items():
            if name.startswith(BESIDE):
                above, here = name.removeprefix(BESIDE).split(" ")
                self._beside.setdefault(above, {})[here] = row
        self._row = cache(lambda name: self._unpacked(self._rows[name]))
        self._last = {polarity: _in_order(getattr(weights, polarity)) for polarity in POLARITIES}

    def part(self, features: Collection[str]) -> int:
        """Add up the weights of some features; parts of a sentence's features can be added up apart."""
        return sum(map(self._rows.__getitem__, self._rows.keys() & features))

    def beside(self, above: Iterable[str]) -> dict[str, int]:
        """Give what each class of a sentence weighs under some classes above it.

        Adding up those of a sentence gives `part(of_both(...))`, but faster: many sentences stand under one heading.
        """
        found: dict[str, int] = {}
        for one in above:
            for here, row in self._beside.get(one, {}).items():
                found[here] = found.get(here, 0) + row
        return found

    def sums(self, *parts: int) -> Sums:
        """Put the parts of a sentence together."""
        takes, keeps, *topics = [value / UNIT for value in self._unpacked(self._bias + sum(parts))]
        return Sums(takes, keeps, dict(zip(self.rights, topics, strict=True)))

    def is_silent(self, total: int, below: float) -> bool:
        """Tell whether the words speak against taking and against keeping any right."""
        return all(value / UNIT < below for value in self._unpacked(self._bias + total)[:_ANY_RIGHT])

    def last_sums(self, inputs: Sequence[float]) -> dict[Polarity, float]:
        """Add up the last sums, in thousandths, as the thresholds are."""
        return {one: bias + sum(map(mul, weights, inputs)) for one, (bias, weights) in self._last.items()}

    def leaned_on(self, features: Collection[str], right: str, keeps: bool) -> list[str]:
        """Name the features of the sentence's words that spoke most for a right, and for taking or keeping it."""
        topic = _ANY_RIGHT + self.rights.index(right)
        pull: dict[str, float] = {}
        for name in self._rows.keys() & features:
            if name[:2] in OF_WORDS:
                row = self._row(name)
                pull[name] = row[topic] + row[int(keeps)] / 2
        best = sorted((name for name in pull if pull[name] > 0), key=lambda name: (-pull[name], name))
        return best[:_MOST_LEANED_ON]


INPUTS = (
    *("takes", "keeps", "topic", "topic ahead", "topic against", "takes against", "keeps against"),
    *("takes x topic", "keeps x topic", "lesser of takes", "lesser of keeps"),
    *("cue", "no cue at all", "cue of others only", "cues", "exit", "exit x topic"),
    *KINDS,
    *(f"{kind} x takes" for kind in KINDS),
    *(f"{kind} x keeps" for kind in KINDS),
)
"""What the last sums look at for one right; `x` stands between factors."""
_MOST_CUES = 4


def judgement_inputs(sums: Sums, right: str, own: Sequence[Cue], *, others: bool) -> tuple[float, ...]:
    """Give what the last sums look at for one right, in the order of `INPUTS`.

    Args:
        sums: Those of the sentence.
        right: One that the sums have a topic for.
        own: The cues of this right that the sentence gives.
        others: Whether it gives cues of other rights.

    """
    takes, keeps, topic = sums.takes, sums.keeps, sums.topics[right]
    chance = _logistic(topic)
    is_exit = right == "exit"
    kinds = {cue.kind for cue in own}
    number = len({(cue.flag, cue.kind, cue.here, cue.above) for cue in own}) if own else 0
    hits = [float(kind in kinds) for kind in KINDS]
    return (
        takes,
        keeps,
        topic,
        sums.ahead(right),
        min(0.0, topic),
        min(0.0, takes),
        min(0.0, keeps),
        takes * chance,
        keeps * chance,
        min(takes, topic),
        min(keeps, topic),
        float(bool(own)),
        float(not own and not others),
        float(others and not own),
        min(number, _MOST_CUES) / _MOST_CUES,
        float(is_exit),
        topic if is_exit else 0.0,
        *hits,
        *[hit * takes for hit in hits],
        *[hit * keeps for hit in hits],
    )


def _packed(values: Iterable[int]) -> int:
    """Put whole numbers into one, each in its own bits; one below zero borrows from the next, so sums are right."""
    return sum(value << _BITS * index for index, value in enumerate(values))


class _Unpacker:
    """Takes the numbers apart again."""

    def __init__(self, width: int) -> None:
        self._raise = _packed([_HALF] * width)
        self._parts = struct.Struct(f"<{width}Q")

    def __call__(self, total: int) -> list[int]:
        """Give the numbers in their order."""
        raised = total + self._raise  # above zero, so that nothing is borrowed
        return [value - _HALF for value in self._parts.unpack(raised.to_bytes(self._parts.size, "little"))]


def _in_order(line: Line) -> tuple[int, tuple[int, ...]]:
    return line.bias, tuple(line.weights.get(name, 0) for name in INPUTS)


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))
