"""Whether the document reader reads the examples of the red flags as their files say it does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from rightscheck.check.detector import Detector, Judgement
from rightscheck.model.document import Block, Spot
from rightscheck.model.red_flag import RedFlag

Kind = Literal["flags", "passes"]


@dataclass(frozen=True, slots=True)
class Misread:
    """An example that is not read as its red flag says."""

    flag: str
    right: str
    kind: Kind
    """The list it stands in: `flags` takes the right, `passes` must not be found to."""
    index: int
    text: str
    read: tuple[Judgement, ...]
    """What was read, in the order of the rights; may be nothing."""

    @property
    def read_in_words(self) -> str:
        """What was read of this right, or else of others: "keeps phones (likely)"."""
        mine = [one for one in self.read if one.right == self.right]
        verbs = {"violates": "takes", "upholds": "keeps"}
        said = [f"{verbs[one.polarity]} {one.right} ({one.confidence})" for one in mine or self.read]
        return ", ".join(said) or "says nothing about rights"


def misread_examples(flags: Iterable[RedFlag], detector: Detector) -> Iterator[Misread]:
    """Read every example of the red flags that take a right, and give those that are read otherwise than they should.

    A sentence of `flags` must be found to take the right, be it only possibly; one of `passes` may at most
    possibly take it.
    """
    for flag in flags:
        lists: tuple[tuple[Kind, tuple[str, ...]], ...] = (
            ("flags", flag.examples.flags),
            ("passes", flag.examples.passes),
        )
        for kind, texts in lists if flag.right else ():
            for index, text in enumerate(texts):
                read = detector.read(Block(text, "paragraph", (Spot(0, 1, 1),))).judgements
                if not _as_it_should(kind, flag, read):
                    yield Misread(flag.id, str(flag.right), kind, index, text, read)


def _as_it_should(kind: Kind, flag: RedFlag, read: Iterable[Judgement]) -> bool:
    takes = [one.confidence for one in read if one.right == flag.right and one.polarity == "violates"]
    return bool(takes) if kind == "flags" else not set(takes) & {"certain", "likely"}
