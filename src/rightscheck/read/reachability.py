"""Whether a condition can come out true and false at all: by trying the answers and facts it looks at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, islice, product

from rightscheck.model.condition import (
    AnswerTest,
    Condition,
    FactTest,
    State,
    Truth,
    leaves,
    prepare,
)
from rightscheck.model.standard import Questions, answer_tables
from rightscheck.model.tables import Fact

MAX_STATES = 20_000
"""How many combinations of answers are tried to see whether a condition can be reached."""


def reachable(condition: Condition, questions: Questions, facts: Mapping[str, Fact]) -> set[Truth] | None:
    """Try all combinations of answers and facts that the condition looks at; None when there are too many."""
    answers: dict[str, list[str]] = {}
    asked: dict[str, list[FactTest]] = {}
    for test, _ in leaves(condition):
        if isinstance(test, AnswerTest):
            answers.update({question: list(holds) for question, holds in answer_tables(test, questions)})
        else:
            asked.setdefault(test.fact, []).append(test)
    values = {name: _fact_values(tests, facts[name]) for name, tests in asked.items()}
    names = [*answers, *values]
    choices: list[Sequence[str | frozenset[str] | int]] = [*answers.values(), *values.values()]
    judge = prepare(condition, lambda test: answer_tables(test, questions))
    reached: set[Truth] = set()
    tried = 0
    for combination in islice(product(*choices), MAX_STATES + 1):
        tried += 1
        chosen = dict(zip(names, combination, strict=True))
        state = State(
            {name: str(chosen[name]) for name in answers},
            {name: value for name, value in chosen.items() if name in values and not isinstance(value, str)},
        )
        verdict = judge(state)
        if verdict is not None:
            reached.add(verdict.truth)
        if {Truth.TRUE, Truth.FALSE} <= reached:
            return reached
    return None if tried > MAX_STATES else reached


def _fact_values(tests: Sequence[FactTest], fact: Fact) -> list[frozenset[str] | int]:
    """Give values of a fact that make every difference which these tests can see."""
    if fact.kind == "number":
        limits = {test.at_least for test in tests if test.at_least is not None}
        return sorted({0, *(n for limit in limits for n in (limit - 1, limit) if n >= 0)})
    if fact.kind == "one":
        return [frozenset({option.id}) for option in fact.options]
    named = {value for test in tests for value in (test.is_, test.includes, *(test.in_ or ())) if value is not None}
    others = frozenset(option.id for option in fact.options) - named
    some = (frozenset(ticked) for n in range(len(named) + 1) for ticked in combinations(sorted(named), n))
    return [ticked | others for ticked in some if ticked | others]
