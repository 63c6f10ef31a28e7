"""Standards made ready to be assessed against many times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rightscheck.errors import Place, Problem, UsageError
from rightscheck.model.condition import Judge, State, Truth, prepare
from rightscheck.model.red_flag import RedFlag
from rightscheck.model.standard import Element, Indicator, Option, Standard, answer_tables, questions_of

_NOTHING_ANSWERED: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class PreparedIndicator:
    """A question, whether it applies, and which of its options rest on facts."""

    indicator: Indicator
    id: str
    weight: int
    options: dict[str, Option]
    applies: Judge | None
    is_variant: bool
    resting: dict[str, Judge]
    """Options that rest on facts, with the judge of those facts."""

    def is_asked(self, state: State) -> bool:
        """Whether the facts leave the question in.

        A fact that is not stated takes no question out, and brings no variant in.
        """
        if self.applies is None:
            return True
        verdict = self.applies(state)
        if verdict is None:
            return not self.is_variant
        return verdict.truth == Truth.TRUE if self.is_variant else verdict.truth != Truth.FALSE


@dataclass(frozen=True, slots=True)
class PreparedElement:
    """An element with its questions."""

    element: Element
    indicators: tuple[PreparedIndicator, ...]


@dataclass(frozen=True, slots=True)
class PreparedFlag:
    """A red flag with its conditions ready to be judged."""

    flag: RedFlag
    present: Judge
    caution: Judge | None


@dataclass(frozen=True, slots=True)
class Prepared:
    """Standards that are assessed together."""

    standards: tuple[tuple[Standard, tuple[PreparedElement, ...]], ...]
    indicators: tuple[PreparedIndicator, ...]
    """All of them, in the order of the standards."""
    flags: tuple[PreparedFlag, ...]


@lru_cache(maxsize=32)
def prepare_standards(standards: tuple[Standard, ...]) -> Prepared:
    """Look up everything once that does not depend on the answers.

    Raises:
        UsageError: There is no standard, or two of them share a question or a red flag.

    """
    if not standards:
        raise UsageError([Problem(Place("standards"), "no standard is given", "name one, such as fnusa-core")])
    _no_twins(standards)
    prepared = tuple((standard, tuple(_elements(standard))) for standard in standards)
    return Prepared(
        prepared,
        tuple(one for _, elements in prepared for element in elements for one in element.indicators),
        tuple(sorted((f for s in standards for f in _flags(s, standards)), key=lambda f: f.flag.number)),
    )


def asked_indicators(standards: Sequence[Standard], facts: dict[str, frozenset[str] | int]) -> list[Indicator]:
    """Give the questions that the facts leave in, in the order of the standards."""
    state = State(_NOTHING_ANSWERED, facts)
    return [one.indicator for one in prepare_standards(tuple(standards)).indicators if one.is_asked(state)]


def _elements(standard: Standard) -> list[PreparedElement]:
    return [
        PreparedElement(element, tuple(_indicator(i) for i in standard.indicators if i.element == element.id))
        for element in standard.elements
    ]


def _indicator(indicator: Indicator) -> PreparedIndicator:
    return PreparedIndicator(
        indicator=indicator,
        id=indicator.id,
        weight=indicator.weight,
        options=indicator.option_by_id,
        applies=prepare(indicator.applies_when, lambda _: ()) if indicator.applies_when else None,
        is_variant=indicator.is_variant,
        resting={o.id: prepare(o.only_when, lambda _: ()) for o in indicator.options if o.only_when},
    )


def _flags(home: Standard, standards: tuple[Standard, ...]) -> list[PreparedFlag]:
    questions = questions_of(standards, home)
    return [
        PreparedFlag(
            flag,
            prepare(flag.present, lambda test: answer_tables(test, questions)),
            prepare(flag.caution, lambda test: answer_tables(test, questions)) if flag.caution else None,
        )
        for flag in home.red_flags
    ]


def _no_twins(standards: tuple[Standard, ...]) -> None:
    owner: dict[str, str] = {}
    for standard in standards:
        for one in (*(i.id for i in standard.indicators), *(f.id for f in standard.red_flags)):
            if one in owner:
                problem = Problem(
                    Place(standard.id),
                    f"'{one}' stands in this standard and in {owner[one]}",
                    "assess against one of the two, or give it another id",
                )
                raise UsageError([problem])
            owner[one] = standard.id
