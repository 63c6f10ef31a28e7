"""STAND-IN until the detector is written: one keyword."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rightscheck.model.document import Block
from rightscheck.model.finding import Confidence, Polarity


@dataclass(frozen=True, slots=True)
class Judgement:
    """One right that one sentence of a block takes or protects. Offsets are in the block's text."""

    start: int
    end: int
    right: str
    rule: str
    polarity: Polarity
    confidence: Confidence
    words: tuple[tuple[int, int, str], ...]
    """start, end, role"""
    reading: str


@dataclass(frozen=True, slots=True)
class BlockReading:
    """What one block says."""

    sentences: int
    judgements: tuple[Judgement, ...]


class Detector:
    """Reads blocks."""

    def read(self, block: Block) -> BlockReading:
        """Judge each sentence of a block."""
        found = []
        for m in re.finditer(r"(?i)turn in (your )?phones?", block.text):
            found.append(Judgement(0, len(block.text), "phones", "phone-taken", "violates", "certain", ((m.start(), m.end(), "act"),), "obligation on *residents* to *turn in phones*"))
        for m in re.finditer(r"(?i)keep your (own )?phones?", block.text):
            found.append(Judgement(0, len(block.text), "phones", "phone-taken", "upholds", "likely", ((m.start(), m.end(), "act"),), "promise that *residents* *keep phones*"))
        for m in re.finditer(r"(?i)curfew is", block.text):
            found.append(Judgement(0, len(block.text), "movement", "movement-restricted", "violates", "likely", ((m.start(), m.end(), "act"),), "*curfew* set"))
        return BlockReading(1, tuple(found))


def prepare(standards: Iterable[object] = (), lexicon: object = None) -> Detector:
    """Make a detector from the red flags of some standards and the lexicon of a language."""
    return Detector()
