"""Scores as intervals: what is answered, and what it could still turn out to be."""

from __future__ import annotations

from collections.abc import Sequence
from math import lcm

from rightscheck.model.assessment import ElementResult, IndicatorResult, Score
from rightscheck.model.standard import Element

NOTHING_APPLIES = Score(None, None, None, 1.0)


def element_result(element: Element, results: tuple[IndicatorResult, ...]) -> ElementResult:
    """Score one element from the questions that were asked.

    The sums are whole numbers, so that the order of questions and answers cannot matter.
    """
    points = answered = applicable = 0
    for result in results:
        if result.state == "not-applicable":
            continue
        weight = result.indicator.weight
        applicable += weight
        if result.option is not None:
            answered += weight
            points += weight * result.option.worth
    return ElementResult(element, weighted_score(points, answered, applicable), results, points, answered, applicable)


def weighted_score(points: int, answered: int, applicable: int) -> Score:
    """Score from the sum of weight x worth, the weight answered, and the weight applicable."""
    if applicable == 0:
        return NOTHING_APPLIES
    return Score(
        value=points / answered if answered else None,
        low=points / applicable,
        high=(points + 100 * (applicable - answered)) / applicable,
        coverage=answered / applicable,
    )


def standard_score(elements: Sequence[ElementResult]) -> Score:
    """Score of a standard: the weighted mean of its elements.

    An element in which nothing applies is left out of everything; one in which nothing is answered is
    left out of the value, and stands in the interval with 0 and 100.
    """
    applying = [e for e in elements if e.applicable_weight]
    if not applying:
        return NOTHING_APPLIES
    answered = [e for e in applying if e.answered_weight]
    return Score(
        value=_mean([(e.element.weight, e.points, e.answered_weight) for e in answered]) if answered else None,
        low=_mean([(e.element.weight, e.points, e.applicable_weight) for e in applying]),
        high=_mean([(e.element.weight, e.points_at_best, e.applicable_weight) for e in applying]),
        coverage=_mean([(e.element.weight, e.answered_weight, e.applicable_weight) for e in applying]),
    )


def _mean(parts: Sequence[tuple[int, int, int]]) -> float:
    """Take the weighted mean of fractions, each given as weight, numerator and denominator.

    Whole numbers all the way, and one division at the end: a mean of exactly 50 is 50.0, never a hair below.
    """
    common = lcm(*(denominator for _, _, denominator in parts))
    total = sum(weight * numerator * (common // denominator) for weight, numerator, denominator in parts)
    return total / (common * sum(weight for weight, _, _ in parts))
