"""The learned part: weighted sums of what stands in a sentence. It explains itself by the words it leaned on.

Two sums tell whether the sentence takes or keeps any right at all, one for each right tells whether it is the one
spoken of, and a last one, the same for all rights, puts them together with the cues of the red flags. The weights are
logistic regressions with an L1 penalty, learned by scripts/train_detector.py. The same sentence always gives the same
sums: they are sums of whole numbers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rightscheck.check.cues import Cue
from rightscheck.check.features import Features
from rightscheck.model.lexicon import CueKind
from rightscheck.model.weights import Line, Weights

THOUSAND = 1000
OF_WORDS = ("w:", "b:", "c:")
"""Features that stand for words that can be pointed at."""
KINDS: tuple[CueKind, ...] = ("burden", "liberty", "power", "rule", "promise")


@dataclass(frozen=True, slots=True)
class Sums:
    """What the words of a sentence add up to, as logits."""

    takes: float
    keeps: float
    topics: Mapping[str, float]


class Learned:
    """The weights, laid out by feature."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.rights = tuple(weights.topics)
        lines = [weights.takes, weights.keeps, *weights.topics.values()]
        self._bias = [line.bias / THOUSAND for line in lines]
        self._by_feature: dict[str, list[tuple[int, float]]] = {}
        for index, line in enumerate(lines):
            for name, weight in line.weights.items():
                self._by_feature.setdefault(name, []).append((index, weight / THOUSAND))

    def part(self, features: Features) -> tuple[float, ...]:
        """Add up the weights of some features; parts of a sentence's features can be added up apart."""
        totals = [0.0] * len(self._bias)
        for name, strength in features.items():
            for index, weight in self._by_feature.get(name, ()):
                totals[index] += strength * weight
        return tuple(totals)

    def sums(self, *parts: tuple[float, ...]) -> Sums:
        """Put the parts of a sentence together."""
        # Rounded, so that the order in which numbers were added never shows.
        totals = [round(math.fsum(column), 6) for column in zip(self._bias, *parts, strict=True)]
        return Sums(totals[0], totals[1], dict(zip(self.rights, totals[2:], strict=True)))

    def is_silent(self, here: Sequence[float], above: Sequence[float], below: float) -> bool:
        """Tell whether the words speak against taking and against keeping any right."""
        return all(self._bias[index] + here[index] + above[index] < below for index in (0, 1))

    def leaned_on(self, features: Features, right: str, keeps: bool, most: int = 3) -> list[str]:
        """Name the features of the sentence's words that spoke most for a right, and for taking or keeping it."""
        topic = 2 + self.rights.index(right)
        pull: dict[str, float] = {}
        for name in features.keys() & self._by_feature.keys():
            weights = dict(self._by_feature[name])
            pull[name] = features[name] * (weights.get(topic, 0.0) + weights.get(int(keeps), 0.0) / 2)
        best = sorted((name for name in pull if pull[name] > 0), key=lambda name: (-pull[name], name))
        return [name for name in best if name[:2] in OF_WORDS][:most]


def judgement_inputs(sums: Sums, right: str, cues: Sequence[Cue]) -> Features:
    """What the last sum looks at for one right."""
    topic = sums.topics[right]
    rest = max((value for name, value in sums.topics.items() if name != right), default=0.0)
    hits = {cue.kind for cue in cues if cue.right == right}
    others = {cue.right for cue in cues} - {right}
    number = len({(cue.flag, cue.kind, cue.here, cue.above) for cue in cues if cue.right == right})
    chance = _logistic(topic)
    inputs = {
        "takes": sums.takes,
        "keeps": sums.keeps,
        "topic": topic,
        "topic ahead": topic - rest,
        "topic against": min(0.0, topic),
        "takes against": min(0.0, sums.takes),
        "takes x topic": sums.takes * chance,
        "keeps x topic": sums.keeps * chance,
        "keeps against": min(0.0, sums.keeps),
        "lesser of takes": min(sums.takes, topic),
        "lesser of keeps": min(sums.keeps, topic),
        "cue": float(bool(hits)),
        "no cue at all": float(not cues),
        "cue of others only": float(bool(others) and not hits),
        "cues": min(number, 4) / 4,
        "exit": float(right == "exit"),
        "exit x topic": topic if right == "exit" else 0.0,
    }
    for kind in KINDS:
        hit = float(kind in hits)
        inputs[kind] = hit
        inputs[f"{kind} x takes"] = hit * sums.takes
        inputs[f"{kind} x keeps"] = hit * sums.keeps
    return inputs


def weigh(line: Line, inputs: Features) -> float:
    """Add up the last sum, as a logit."""
    total = float(line.bias)
    for name, weight in line.weights.items():
        total += weight * inputs[name]
    return total / THOUSAND


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))
