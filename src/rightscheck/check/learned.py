"""The learned part: weighted sums of what stands in a sentence. It explains itself by the words it leaned on.

Two sums tell whether the sentence takes or keeps any right at all, one for each right tells whether it is the one
spoken of, and a last one, the same for all rights, puts them together with the cues of the red flags. The weights are
logistic regressions with an L1 penalty, learned by scripts/train_detector.py. The same sentence always gives the same
sums: they are sums of whole numbers.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
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
        self._bias = tuple(line.bias * UNIT // THOUSAND for line in lines)
        self._none = (0,) * len(lines)
        self._by_feature: dict[str, list[tuple[int, int]]] = {}
        for index, line in enumerate(lines):
            for name, weight in line.weights.items():
                self._by_feature.setdefault(name, []).append((index, weight * STRENGTH[name[0]]))
        self._rows: dict[str, tuple[int, ...]] = {}
        self._beside: dict[str, dict[str, str]] = {}
        """Features of two classes, by the one above and the one in the sentence."""
        for name in self._by_feature:
            if name.startswith(BESIDE):
                above, here = name.removeprefix(BESIDE).split(" ")
                self._beside.setdefault(above, {})[here] = name
        self._last = {polarity: _in_order(getattr(weights, polarity)) for polarity in POLARITIES}

    def part(self, features: Collection[str]) -> tuple[int, ...]:
        """Add up the weights of some features; parts of a sentence's features can be added up apart."""
        return self._sum([self._row(name) for name in self._by_feature.keys() & features])

    def both(self, here: Collection[str], above: Collection[str]) -> tuple[int, ...]:
        """Add up what the classes of a sentence and those above it weigh together: `part(of_both(...))`, but faster."""
        tables = [(table, table.keys() & here) for one in above if (table := self._beside.get(one))]
        return self._sum([self._row(table[name]) for table, names in tables for name in names])

    def _sum(self, rows: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
        return tuple(map(sum, zip(*rows, strict=True))) if rows else self._none

    def _row(self, name: str) -> tuple[int, ...]:
        """Give the weights of a feature in all sums; most features never come up in a run."""
        row = self._rows.get(name)
        if row is None:
            whole = [0] * len(self._bias)
            for index, weight in self._by_feature[name]:
                whole[index] = weight
            row = self._rows[name] = tuple(whole)
        return row

    def sums(self, *parts: Sequence[int]) -> Sums:
        """Put the parts of a sentence together."""
        takes, keeps, *topics = [sum(column) / UNIT for column in zip(self._bias, *parts, strict=True)]
        return Sums(takes, keeps, dict(zip(self.rights, topics, strict=True)))

    def is_silent(self, parts: Sequence[Sequence[int]], below: float) -> bool:
        """Tell whether the words speak against taking and against keeping any right."""
        return all(
            (self._bias[index] + sum(part[index] for part in parts)) / UNIT < below for index in range(_ANY_RIGHT)
        )

    def last_sums(self, inputs: Sequence[float]) -> dict[Polarity, float]:
        """Add up the last sums, in thousandths, as the thresholds are."""
        return {one: bias + sum(map(mul, weights, inputs)) for one, (bias, weights) in self._last.items()}

    def leaned_on(self, features: Collection[str], right: str, keeps: bool, most: int = 3) -> list[str]:
        """Name the features of the sentence's words that spoke most for a right, and for taking or keeping it."""
        topic = _ANY_RIGHT + self.rights.index(right)
        pull: dict[str, float] = {}
        for name in self._by_feature.keys() & features:
            row = self._row(name)
            pull[name] = row[topic] + row[int(keeps)] / 2
        best = sorted((name for name in pull if pull[name] > 0), key=lambda name: (-pull[name], name))
        return [name for name in best if name[:2] in OF_WORDS][:most]


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


def _in_order(line: Line) -> tuple[int, tuple[int, ...]]:
    return line.bias, tuple(line.weights.get(name, 0) for name in INPUTS)


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))
