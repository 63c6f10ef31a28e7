"""Scores in words, with the sums behind them, so that each can be done again by hand."""

from __future__ import annotations

from collections.abc import Sequence

from rightscheck.model.assessment import (
    ElementResult,
    Score,
)
from rightscheck.render.cards import answer_text
from rightscheck.render.report_text import (
    ElementText,
    ScoreText,
)
from rightscheck.render.words import Words


def score_text(score: Score, words: Words) -> ScoreText:
    """Print a score, or the interval it lies in."""
    if score.low is None or score.high is None:
        return ScoreText("–", words("Nothing here applies."), None, 0, 0, is_point=True)
    if score.is_point:
        text = words.number(score.low)
        sentence = words("{score} of 100", score=text)
        return ScoreText(text, sentence, score.value, score.low, score.high, is_point=True)
    low, high = words.low(score.low), words.high(score.high)
    if score.value is None:
        sentence = words("Nothing answered; between {low} and {high}", low=low, high=high)
    else:
        so_far = words.number(score.value)
        sentence = words("{score} so far; between {low} and {high}", score=so_far, low=low, high=high)
    return ScoreText(f"{low}–{high}", sentence, score.value, score.low, score.high, is_point=False)


def element_text(result: ElementResult, words: Words, *, with_voices: bool) -> ElementText:
    """Put one element with its score and its answers into words."""
    grades = [r.grade for r in result.results if r.state == "answered"]
    return ElementText(
        id=result.element.id,
        title=result.element.title,
        says=result.element.says,
        score=score_text(result.score, words),
        coverage=words.percent(result.score.coverage),
        sum=_sum(result, words),
        grades=(grades.count(0), grades.count(1), grades.count(2), grades.count(3)),
        graded=_graded(grades, words, with_voices=with_voices),
        answers=tuple(answer_text(r, words) for r in result.results),
    )


def _graded(grades: Sequence[int], words: Words, *, with_voices: bool) -> str:
    """Say how many answers have each grade of evidence; residents can confirm only where voices were heard."""
    told = [
        words("{n} only said", n=grades.count(0)),
        words("{n} written down", n=grades.count(1)),
        words("{n} shown by a record", n=grades.count(2)),
        *([words("{n} confirmed by residents", n=grades.count(3))] if with_voices else []),
    ]
    return words("Of the answers, {grades}.", grades=", ".join(told))


def _sum(result: ElementResult, words: Words) -> str:
    """Show the sum behind an element's score."""
    if not result.applicable_weight:
        return words("Nothing here applies.")
    if not result.answered_weight:
        return words("Nothing answered of a weight of {whole}; low 0, high 100.", whole=result.applicable_weight)
    mean = words(
        "{points} points ÷ {weight} weight = {score}",
        points=result.points,
        weight=result.answered_weight,
        score=words.number(result.points / result.answered_weight),
    )
    still = result.applicable_weight - result.answered_weight
    if not still:
        return f"{mean}."
    return words(
        "{mean} so far. Low: {points} ÷ {whole}. High: ({points} + 100 × {still}) ÷ {whole}.",
        mean=mean,
        points=result.points,
        whole=result.applicable_weight,
        still=still,
    )


def mean_text(elements: Sequence[ElementResult], score: Score, words: Words) -> str:
    """Say how a standard’s score follows from its elements’; weights are told where they differ."""
    applying = [e for e in elements if e.applicable_weight]
    if len(applying) < 2:  # noqa: PLR2004 - the mean of one element is that element
        return words("One element; its score is the standard’s.")
    how = words("Mean of its {n} elements", n=len(applying))
    if len({e.element.weight for e in applying}) > 1:
        weights = words.listed([f"{e.element.title} {e.element.weight}" for e in applying])
        how = words("Weighted mean of its {n} elements (weights: {weights})", n=len(applying), weights=weights)
    if score.is_point:
        return f"{how}."
    return words("{how}; low end from their low ends, high end from their high ends.", how=how)
