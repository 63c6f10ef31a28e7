"""Scores: the engine agrees with a naive one, to the last digit, on random input and on every example."""

import json
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import strategies
from check_helpers import EXAMPLES, STANDARDS, answers_of_file, naive, pack_of_files, pack_of_nouns, plain
from rightscheck import assess, load_answers, load_standard
from rightscheck.check.scores import element_result, standard_score, weighted_score
from rightscheck.model.answers import Answer
from rightscheck.model.assessment import IndicatorResult, Score
from rightscheck.model.standard import Element, Indicator
from rightscheck.render.assessment_json import json_text


def as_floats(expected):
    """Give a naive score as the engine gives it: each fraction as the float nearest to it."""
    if expected is None:
        return Score(None, None, None, 1.0)
    return Score(*(None if one is None else float(one) for one in expected))


@settings(max_examples=150, deadline=None)
@given(strategies.cases())
def test_scores_flags_and_level_are_those_of_a_naive_engine(case):
    together, sheet = case
    expected = naive(
        [pack_of_nouns(standard) for standard in together],
        {question: answer.choice for question, answer in sheet.answers.items()},
        sheet.facts,
    )
    found = assess(together, sheet)
    for standard in found.standards:
        assert standard.score == as_floats(expected.standards[standard.standard.id])
        for element in standard.elements:
            assert element.score == as_floats(expected.elements[element.element.id])
    assert {flag.flag.id: (flag.status, flag.worst) for flag in found.flags} == expected.flags
    assert found.level.level.id == expected.level


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*/answers.yaml")), ids=lambda path: path.parent.name)
def test_every_example_is_scored_as_by_hand(path):
    packs = [pack_of_files(STANDARDS / name) for name in plain(path)["standards"]]
    expected = naive(packs, *answers_of_file(path, packs))
    sheet = load_answers(path)
    found = json.loads(json_text(assess([load_standard(name) for name in sheet.standards], sheet)))
    assert found["level"]["id"] == expected.level
    assert {flag["id"]: (flag["status"], flag["worst"]) for flag in found["red_flags"]} == expected.flags
    for standard in found["standards"]:
        assert standard["score"] == rounded(expected.standards[standard["id"]])
        for element in standard["elements"]:
            assert element["score"] == rounded(expected.elements[element["id"]])


def rounded(expected):
    numbers = [None if one is None else round(float(one), 4) for one in expected or (None, None, None, Fraction(1))]
    return dict(zip(("value", "low", "high", "coverage"), numbers, strict=True))


def question(code, weight, worths):
    return Indicator(
        id=code,
        title="A practice",
        element="one",
        weight=weight,
        see="What is seen.",
        question="Is it so?",
        options=[{"id": f"o{worth}", "text": "Yes.", "worth": worth} for worth in worths],
        evidence=["A paper"],
        sources=["S0-1"],
    )


def element_of(*answers, weight=1):
    """Score an element of (weight, worth) answers; a worth of None is open, 'n/a' does not apply."""
    results = []
    for place, (heavy, worth) in enumerate(answers):
        one = question(f"AA-{place:02d}", heavy, (0, 100) if worth in (None, "n/a", 0, 100) else (0, worth))
        if worth == "n/a":
            results.append(IndicatorResult(one, Answer("not-applicable"), None, "not-applicable"))
        elif worth is None:
            results.append(IndicatorResult(one, Answer(None), None, "unanswered"))
        else:
            results.append(IndicatorResult(one, Answer(f"o{worth}"), one.option_by_id[f"o{worth}"], "answered"))
    element = Element(id="one", title="One", says="It says.", weight=weight, sources=["S0-1"])
    return element_result(element, tuple(results))


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([(3, 100), (1, 0)], Score(75, 75, 75, 1)),
        ([(3, 100), (1, None)], Score(100, 75, 100, 0.75)),
        ([(1, 40), (1, None), (2, None)], Score(40, 10, 85, 0.25)),
        ([(2, None), (1, None)], Score(None, 0, 100, 0)),
        ([(2, 50), (3, "n/a")], Score(50, 50, 50, 1)),
        ([(2, "n/a")], Score(None, None, None, 1)),
        ([], Score(None, None, None, 1)),
    ],
)
def test_an_element_is_the_weighted_mean_of_what_is_answered_and_an_interval(answers, expected):
    assert element_of(*answers).score == expected


@pytest.mark.parametrize(
    ("elements", "expected"),
    [
        ([([(1, 100)], 1), ([(3, 0)], 1)], Score(50, 50, 50, 1)),
        ([([(1, 100)], 3), ([(3, 0)], 1)], Score(75, 75, 75, 1)),
        ([([(1, 80)], 1), ([(1, None)], 1)], Score(80, 40, 90, 0.5)),
        ([([(1, 80)], 1), ([(1, "n/a")], 5)], Score(80, 80, 80, 1)),
        ([([(1, "n/a")], 1)], Score(None, None, None, 1)),
        ([([(1, None)], 1), ([(2, None)], 1)], Score(None, 0, 100, 0)),
    ],
)
def test_a_standard_is_the_weighted_mean_of_its_elements(elements, expected):
    assert standard_score([element_of(*answers, weight=weight) for answers, weight in elements]) == expected


@pytest.mark.parametrize(
    ("elements", "mean"),
    [
        ([([(3, 40)], 1), ([(3, 100), (3, 50), (3, 50)], 1)], Fraction(160, 3)),
        (
            [
                ([(2, 40), (1, 40), (3, 40)], 1),
                ([(3, 100), (3, 100), (1, 100), (2, 50)], 1),
                ([(1, 20), (3, 65), (3, 65), (2, 65)], 1),
            ],
            None,
        ),
        ([([(1, 0), (2, 100)], 2), ([(1, 10), (3, 20), (3, 20), (2, 20)], 3)], None),
    ],
)
def test_a_mean_is_the_float_nearest_to_the_exact_fraction(elements, mean):
    made = [element_of(*answers, weight=weight) for answers, weight in elements]
    exact = sum(e.element.weight * Fraction(e.points, e.applicable_weight) for e in made) / sum(
        e.element.weight for e in made
    )
    assert mean in (None, exact)
    assert standard_score(made).low == float(exact)


def test_a_mean_of_exactly_fifty_is_fifty():
    """Elements of 131/6, 20/6 and 1349/18, weighed 1, 1, 3: floats alone come out a hair below 50."""
    first = element_of((1, 96), (1, 35), (3, 0), (1, 0))
    second = element_of((1, 20), (3, 0), (2, 0))
    third = element_of((1, 99), (3, 50), (2, 50), *[(3, 100)] * 3, (1, 100), (2, 0), weight=3)
    assert (first.points, second.points, third.points) == (131, 20, 1349)
    assert standard_score([first, second, third]).low == 50


@settings(deadline=None)
@given(st.integers(0, 60), st.integers(0, 60), st.data())
def test_a_score_always_lies_in_its_interval(answered, still_open, data):
    points = data.draw(st.integers(0, 100 * answered))
    score = weighted_score(points, answered, answered + still_open)
    if answered + still_open:
        assert 0 <= score.low <= score.high <= 100
        assert score.is_point == (still_open == 0)
        assert 0 <= score.coverage <= 1
    if answered:
        assert score.low <= score.value <= score.high
