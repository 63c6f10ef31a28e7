"""Scores in words, with the sums behind them, so that each can be done again by hand."""

from __future__ import annotations

from collections.abc import Sequence

from rightscheck.model.assessment import (
    ElementResult,
    Score,
)
from rightscheck.render import words
from rightscheck.render.cards import answer_text
from rightscheck.render.report_text import (
    ElementText,
    ScoreText,
)


def score_text(score: Score) -> ScoreText:
    """Print a score, or the interval it lies in."""
    if score.low is None or score.high is None:
        return ScoreText("–", "Nothing here applies.", None, 0, 0, is_point=True)
    if score.is_point:
        return ScoreText(
            words.number(score.low),
            f"{words.number(score.low)} of 100",
            score.value,
            score.low,
            score.high,
            is_point=True,
        )
    span = f"{words.low(score.low)}–{words.high(score.high)}"
    so_far = f"{words.number(score.value)} so far; " if score.value is not None else "Nothing answered; "
    return ScoreText(
        span,
        f"{so_far}between {words.low(score.low)} and {words.high(score.high)}",
        score.value,
        score.low,
        score.high,
        is_point=False,
    )


def element_text(result: ElementResult) -> ElementText:
    """Put one element with its score and its answers into words."""
    grades = [r.answer.grade for r in result.results if r.state == "answered"]
    return ElementText(
        id=result.element.id,
        title=result.element.title,
        says=result.element.says,
        score=score_text(result.score),
        coverage=words.percent(result.score.coverage),
        sum=_sum(result),
        grades=(grades.count(0), grades.count(1), grades.count(2)),
        answers=tuple(answer_text(r) for r in result.results),
    )


def _sum(result: ElementResult) -> str:
    """Show the sum behind an element's score."""
    if not result.applicable_weight:
        return "Nothing here applies."
    if not result.answered_weight:
        return f"Nothing answered of a weight of {result.applicable_weight}; low 0, high 100."
    reached = words.number(result.points / result.answered_weight)
    mean = f"{result.points} points ÷ {result.answered_weight} weight = {reached}"
    still = result.applicable_weight - result.answered_weight
    if not still:
        return f"{mean}."
    return (
        f"{mean} so far. Low: {result.points} ÷ {result.applicable_weight}. "
        f"High: ({result.points} + 100 × {still}) ÷ {result.applicable_weight}."
    )


def mean_text(elements: Sequence[ElementResult], score: Score) -> str:
    """Say how a standard’s score follows from its elements’; weights are told where they differ."""
    applying = [e for e in elements if e.applicable_weight]
    if len(applying) < 2:  # noqa: PLR2004 - the mean of one element is that element
        return "One element; its score is the standard’s."
    how = f"Mean of its {len(applying)} elements"
    if len({e.element.weight for e in applying}) > 1:
        weights = words.listed([f"{e.element.title} {e.element.weight}" for e in applying])
        how = f"Weighted mean of its {len(applying)} elements (weights: {weights})"
    return f"{how}." if score.is_point else f"{how}; low end from their low ends, high end from their high ends."
