"""Conditions over answers and programme facts, in three-valued (Kleene) logic.

A condition is a small tree of `any`, `all` and `not` over tests of one answer or one fact. It is true,
false, or unknown because an answer is missing. A test of a question that does not apply is left out
of the tree; a tree of which nothing is left gives no verdict at all. Facts may settle a condition (one
false part of `all`, one true part of `any`), but never stand in for questions that do not apply.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Discriminator, Field, Tag

from rightscheck.model.noun import Noun, Text

Flag = Literal["present", "caution"]
UNKNOWN_ANSWER = "unknown"
NOT_APPLICABLE = "not-applicable"
RESERVED_ANSWERS = frozenset({UNKNOWN_ANSWER, NOT_APPLICABLE})
"""Answers that every question understands and that no option may be named after."""


FACT = "fact:"
"""How the id of a fact is marked among ids of questions."""


class Truth(IntEnum):
    """Kleene's three values, ordered so that `any` is the maximum and `all` the minimum."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2


class Verdict(NamedTuple):
    """What a condition came to, and the ids of the questions and facts that made it so."""

    truth: Truth
    because: tuple[str, ...]


class AnswerTest(Noun):
    """A test of the answer to one question. Exactly one of the four ways to test is given."""

    answer: Text = Field(
        description="Id of the question, such as PC-03; of another standard's question: fnusa-core/PC-03."
    )
    raises: Flag | None = Field(
        default=None,
        description="True when the chosen option carries this flag. `caution` is true for `present` too.",
    )
    is_: Text | None = Field(default=None, alias="is", description="True when this option is chosen.")
    in_: tuple[Text, ...] | None = Field(
        default=None, alias="in", min_length=1, description="True when one of these options is chosen."
    )
    worth_below: int | None = Field(
        default=None, ge=1, le=100, description="True when the chosen option is worth less than this."
    )


class FactTest(Noun):
    """A test of one fact about the programme. Exactly one of the four ways to test is given."""

    fact: Text = Field(description="Id of the fact, as in facts.yaml.")
    is_: Text | None = Field(default=None, alias="is", description="True when the fact is this value.")
    in_: tuple[Text, ...] | None = Field(
        default=None, alias="in", min_length=1, description="True when the fact is one of these values."
    )
    includes: Text | None = Field(default=None, description="True when this value is among those ticked.")
    at_least: int | None = Field(default=None, description="True when the number is this or more.")


class AnyOf(Noun):
    """True when at least one part is true."""

    any_: tuple[Condition, ...] = Field(alias="any", min_length=1, description="Parts of which one must hold.")


class AllOf(Noun):
    """True when every part is true."""

    all_: tuple[Condition, ...] = Field(alias="all", min_length=1, description="Parts that must all hold.")


class Not(Noun):
    """True when its part is false."""

    not_: Condition = Field(alias="not", description="The part that must not hold.")


FORMS = ("any", "all", "not", "answer", "fact")


def _form(value: Any) -> str | None:  # noqa: ANN401 - whatever a file may hold
    """Tell the forms of a condition apart by the key that only one of them has."""
    for form in FORMS:
        if isinstance(value, dict):
            if form in value:
                return form
        elif hasattr(value, form) or hasattr(value, form + "_"):
            return form
    return None


Condition = Annotated[
    Annotated[AnyOf, Tag("any")]
    | Annotated[AllOf, Tag("all")]
    | Annotated[Not, Tag("not")]
    | Annotated[AnswerTest, Tag("answer")]
    | Annotated[FactTest, Tag("fact")],
    Discriminator(_form),
]


@dataclass(frozen=True, slots=True)
class State:
    """What a condition is judged against.

    `answers` maps every question that can be asked to an option id, `unknown` or `not-applicable`;
    a question that is missing from it belongs to a standard that is not being assessed.
    `facts` maps a fact to the values ticked or to a number; a fact that was not stated is missing.
    """

    answers: Mapping[str, str]
    facts: Mapping[str, frozenset[str] | int]


Judge = Callable[[State], Verdict | None]
"""A condition made ready to be judged many times. None: nothing in it applies."""


def leaves(condition: Condition, *, turned: bool = False) -> Iterator[tuple[AnswerTest | FactTest, bool]]:
    """Yield each test in the tree, and whether a `not` above it turns its sense."""
    if isinstance(condition, (AnswerTest, FactTest)):
        yield condition, turned
    elif isinstance(condition, Not):
        yield from leaves(condition.not_, turned=not turned)
    else:
        for part in condition.any_ if isinstance(condition, AnyOf) else condition.all_:
            yield from leaves(part, turned=turned)


def prepare(condition: Condition, options: Callable[[AnswerTest], Sequence[tuple[str, dict[str, bool]]]]) -> Judge:
    """Turn a condition into a function of the state.

    `options` tells for an answer test which questions it looks at and, for each option of theirs,
    whether the test holds. All option look-ups happen here, once, so that judging is a dictionary access.
    """
    if isinstance(condition, AnswerTest):
        judges = [_answer_judge(question, holds) for question, holds in options(condition)]
        return judges[0] if len(judges) == 1 else _join(judges, strongest=max)
    if isinstance(condition, FactTest):
        return _fact_judge(condition)
    if isinstance(condition, Not):
        return _negate(prepare(condition.not_, options))
    parts = condition.any_ if isinstance(condition, AnyOf) else condition.all_
    strongest, weakest = (max, Truth.FALSE) if isinstance(condition, AnyOf) else (min, Truth.TRUE)
    judges = [prepare(part, options) for part in parts]
    joined = _join(judges, strongest=strongest)
    asking = [judge for judge, part in zip(judges, parts, strict=True) if _asks(part)]
    if not asking or len(asking) == len(judges):
        return joined
    return _not_by_facts_alone(joined, asking, weakest=weakest)


def _asks(condition: Condition) -> bool:
    return any(isinstance(test, AnswerTest) for test, _ in leaves(condition))


def _answer_judge(question: str, holds: dict[str, bool]) -> Judge:
    because = (question,)
    table: dict[str, Verdict | None] = {
        option: Verdict(Truth.TRUE if true else Truth.FALSE, because) for option, true in holds.items()
    }
    table[UNKNOWN_ANSWER] = Verdict(Truth.UNKNOWN, because)
    table[NOT_APPLICABLE] = None

    def judge(state: State) -> Verdict | None:
        return table[state.answers.get(question, NOT_APPLICABLE)]

    return judge


def _fact_judge(test: FactTest) -> Judge:
    because = (f"{FACT}{test.fact}",)
    wanted = {test.is_} if test.is_ else {test.includes} if test.includes else set(test.in_ or ())
    verdicts = {True: Verdict(Truth.TRUE, because), False: Verdict(Truth.FALSE, because)}
    unknown = Verdict(Truth.UNKNOWN, because)

    def judge(state: State) -> Verdict | None:
        value = state.facts.get(test.fact)
        if value is None:
            return unknown
        if isinstance(value, int):
            return verdicts[test.at_least is not None and value >= test.at_least]
        return verdicts[not wanted.isdisjoint(value)]

    return judge


def _negate(part: Judge) -> Judge:
    def judge(state: State) -> Verdict | None:
        verdict = part(state)
        return None if verdict is None else Verdict(Truth(Truth.TRUE - verdict.truth), verdict.because)

    return judge


def _join(parts: list[Judge], strongest: Callable[[Truth, Truth], Truth]) -> Judge:
    """Join parts by Kleene's or (`max`) or and (`min`); the parts that decide are the reason."""
    if len(parts) == 1:
        return parts[0]

    def judge(state: State) -> Verdict | None:
        truth: Truth | None = None
        because: tuple[str, ...] = ()
        for part in parts:
            verdict = part(state)
            if verdict is None:
                continue
            if truth is None or (verdict.truth != truth and strongest(verdict.truth, truth) == verdict.truth):
                truth, because = verdict
            elif verdict.truth == truth:
                because += tuple(key for key in verdict.because if key not in because)
        return None if truth is None else Verdict(truth, because)

    return judge


def _not_by_facts_alone(joined: Judge, asking: list[Judge], *, weakest: Truth) -> Judge:
    """Give no verdict where no question is left and no fact settles it: `all` of one fact is not the flag.

    In an `all`, a fact can settle it only by being false; so an unstated fact leaves nothing to wait for.
    """
    unsettled = (Truth.TRUE, Truth.UNKNOWN) if weakest == Truth.TRUE else (Truth.FALSE,)

    def judge(state: State) -> Verdict | None:
        verdict = joined(state)
        if verdict is not None and verdict.truth in unsettled and all(part(state) is None for part in asking):
            return None
        return verdict

    return judge
