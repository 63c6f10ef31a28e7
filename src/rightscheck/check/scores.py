"""Scores as intervals: what is answered, and what it could still turn out to be."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

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
    applying = [(e.element.weight, e.score) for e in elements if e.applicable_weight]
    total = sum(weight for weight, _ in applying)
    if not total:
        return NOTHING_APPLIES
    valued = [(weight, score.value) for weight, score in applying if score.value is not None]
    return Score(
        value=fsum(w * v for w, v in valued) / sum(w for w, _ in valued) if valued else None,
        low=fsum(weight * (score.low or 0) for weight, score in applying) / total,
        high=fsum(weight * (score.high or 0) for weight, score in applying) / total,
        coverage=fsum(weight * score.coverage for weight, score in applying) / total,
    )
