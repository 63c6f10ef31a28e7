"""Conditions: three values, the tests of answers and facts, and what is left out."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from check_helpers import FALSE, LEFT_OUT, OPEN, TRUE, judge
from rightscheck.check.flags import flag_result
from rightscheck.check.prepared import PreparedFlag
from rightscheck.model.condition import Condition, State, Truth, prepare
from rightscheck.model.red_flag import RedFlag
from rightscheck.model.standard import Indicator, answer_tables, unfold

T, U, F = Truth.TRUE, Truth.UNKNOWN, Truth.FALSE
SAID = {T: "bad", U: "unknown", F: "good"}
"""An answer that makes a test of `bad` true, open, or false."""
CONDITION = TypeAdapter(Condition)
LEAVES = [{"answer": name, "is": "bad"} for name in ("Q-1", "Q-2", "Q-3")]


def tables(test):
    return [(test.answer, {"bad": True, "good": False})]


def verdict(condition, facts=None, **answers):
    """Judge a condition; `Q1=T` answers Q-1 so that a test of it is true."""
    state = State({f"Q-{key[1:]}": SAID.get(value, value) for key, value in answers.items()}, facts or {})
    return prepare(CONDITION.validate_python(condition), tables)(state)


def truth(condition, **answers):
    found = verdict(condition, **answers)
    return None if found is None else found.truth


@pytest.mark.parametrize(("first", "second", "third"), [*product((F, U, T), repeat=3)])
def test_any_is_the_greatest_of_its_parts_and_all_the_least(first, second, third):
    values = {"Q1": first, "Q2": second, "Q3": third}
    assert truth({"any": LEAVES}, **values) == max(first, second, third)
    assert truth({"all": LEAVES}, **values) == min(first, second, third)


@pytest.mark.parametrize(("value", "turned"), [(T, F), (F, T), (U, U)])
def test_not_turns_a_value_and_twice_gives_it_back(value, turned):
    assert truth({"not": LEAVES[0]}, Q1=value) == turned
    assert truth({"not": {"not": LEAVES[0]}}, Q1=value) == value


@pytest.mark.parametrize(("first", "second"), [*product((F, U, T), repeat=2)])
def test_not_any_is_all_not(first, second):
    values = {"Q1": first, "Q2": second}
    turned = [{"not": leaf} for leaf in LEAVES[:2]]
    assert truth({"not": {"any": LEAVES[:2]}}, **values) == truth({"all": turned}, **values)
    assert truth({"not": {"all": LEAVES[:2]}}, **values) == truth({"any": turned}, **values)


TREES = st.recursive(
    st.sampled_from(LEAVES),
    lambda parts: st.one_of(
        st.lists(parts, min_size=1, max_size=3).map(lambda p: {"any": p}),
        st.lists(parts, min_size=1, max_size=3).map(lambda p: {"all": p}),
        parts.map(lambda p: {"not": p}),
    ),
    max_leaves=8,
)
VALUES = st.fixed_dictionaries({name: st.sampled_from((T, U, F)) for name in ("Q1", "Q2", "Q3")})


@settings(deadline=None)
@given(TREES, VALUES, st.sampled_from(("Q1", "Q2", "Q3")), st.sampled_from((T, F)))
def test_unknown_never_decides_what_a_known_answer_decides(tree, values, name, learned):
    """What is decided while an answer is open stays so, whatever the answer turns out to be."""
    before = truth(tree, **values | {name: U})
    after = truth(tree, **values | {name: learned})
    assert before in (U, after)


@settings(deadline=None)
@given(TREES, VALUES, st.sets(st.sampled_from(("Q1", "Q2", "Q3"))))
def test_a_verdict_is_that_of_a_naive_judge(tree, values, left_out):
    """Also where some questions do not apply: their tests are left out."""
    by_naive = {T: TRUE, U: OPEN, F: FALSE}
    said = {name: "not-applicable" if name in left_out else value for name, value in values.items()}

    def ask(test):
        name = test["answer"].replace("-", "")
        return LEFT_OUT if name in left_out else by_naive[values[name]]

    found = truth(tree, **said)
    assert judge(tree, ask, {}) == (LEFT_OUT if found is None else by_naive[found])


@settings(deadline=None)
@given(TREES, VALUES)
def test_the_answers_named_suffice_and_answering_the_open_ones_settles_it(tree, values):
    found = verdict(tree, **values)
    named = [key.replace("-", "") for key in found.because]
    if found.truth == U:
        assert {values[name] for name in named} == {U}
        for learned in product((T, F), repeat=len(named)):
            assert truth(tree, **values | dict(zip(named, learned, strict=True))) != U
    else:
        assert truth(tree, **{name: values[name] if name in named else U for name in values}) == found.truth


@pytest.mark.parametrize(
    ("tree", "values", "because"),
    [
        ({"any": LEAVES}, {"Q1": T, "Q2": F, "Q3": T}, ("Q-1", "Q-3")),
        ({"any": LEAVES}, {"Q1": F, "Q2": U, "Q3": F}, ("Q-2",)),
        ({"any": LEAVES}, {"Q1": F, "Q2": F, "Q3": F}, ("Q-1", "Q-2", "Q-3")),
        ({"all": LEAVES}, {"Q1": T, "Q2": F, "Q3": U}, ("Q-2",)),
        ({"all": LEAVES}, {"Q1": T, "Q2": T, "Q3": T}, ("Q-1", "Q-2", "Q-3")),
        ({"not": {"any": LEAVES}}, {"Q1": F, "Q2": T, "Q3": U}, ("Q-2",)),
        ({"any": [LEAVES[0], {"all": LEAVES}]}, {"Q1": T, "Q2": T, "Q3": T}, ("Q-1", "Q-2", "Q-3")),
    ],
)
def test_a_verdict_names_the_answers_that_made_it_so_in_order_and_once(tree, values, because):
    assert verdict(tree, **values).because == because


@pytest.mark.parametrize(
    ("tree", "values", "expected"),
    [
        ({"any": LEAVES[:2]}, {"Q1": "not-applicable", "Q2": T}, T),
        ({"any": LEAVES[:2]}, {"Q1": "not-applicable", "Q2": F}, F),
        ({"all": LEAVES[:2]}, {"Q1": "not-applicable", "Q2": T}, T),
        ({"all": LEAVES[:2]}, {"Q1": "not-applicable", "Q2": U}, U),
        ({"not": LEAVES[0]}, {"Q1": "not-applicable"}, None),
        ({"any": LEAVES[:2]}, {"Q1": "not-applicable", "Q2": "not-applicable"}, None),
        ({"any": LEAVES[:2]}, {"Q1": T}, T),
        ({"any": LEAVES[:2]}, {}, None),
    ],
)
def test_what_does_not_apply_or_is_not_asked_is_left_out(tree, values, expected):
    assert truth(tree, **values) == expected


SECRET = {"fact": "secret_address", "is": "yes"}


@pytest.mark.parametrize(
    ("kind", "stated", "answer", "expected"),
    [
        ("all", "yes", T, T),
        ("all", "yes", F, F),
        ("all", "no", T, F),
        ("all", None, T, U),
        ("all", None, F, F),
        ("all", "yes", "not-applicable", None),
        ("all", "no", "not-applicable", F),
        ("all", None, "not-applicable", None),
        ("any", None, "not-applicable", U),
        ("any", "yes", "not-applicable", T),
        ("any", "no", "not-applicable", None),
        ("any", "no", F, F),
        ("any", "yes", F, T),
    ],
)
def test_a_fact_may_settle_a_condition_but_never_stands_in_for_a_question(kind, stated, answer, expected):
    """A house whose question is set aside must not be given a flag for its secret address alone."""
    facts = {"secret_address": frozenset({stated})} if stated else {}
    found = verdict({kind: [LEAVES[0], SECRET]}, facts, Q1=answer)
    assert (None if found is None else found.truth) == expected


@pytest.mark.parametrize(
    ("test", "facts", "expected"),
    [
        ({"fact": "housing", "is": "none"}, {"housing": frozenset({"none"})}, T),
        ({"fact": "housing", "is": "none"}, {"housing": frozenset({"emergency"})}, F),
        ({"fact": "housing", "is": "none"}, {}, U),
        ({"fact": "housing", "in": ["none", "emergency"]}, {"housing": frozenset({"emergency"})}, T),
        ({"fact": "housing", "in": ["none", "emergency"]}, {"housing": frozenset({"long-term"})}, F),
        ({"fact": "residents", "includes": "adults"}, {"residents": frozenset({"adults", "minors"})}, T),
        ({"fact": "residents", "includes": "adults"}, {"residents": frozenset({"minors"})}, F),
        ({"fact": "residents", "includes": "adults"}, {}, U),
        ({"fact": "beds", "at_least": 12}, {"beds": 12}, T),
        ({"fact": "beds", "at_least": 12}, {"beds": 11}, F),
        ({"fact": "beds", "at_least": 1}, {"beds": 0}, F),
        ({"fact": "beds", "at_least": 12}, {}, U),
    ],
)
def test_a_fact_that_is_not_stated_is_unknown(test, facts, expected):
    found = verdict(test, facts)
    assert found.truth == expected
    assert found.because == (f"fact:{test['fact']}",)


ASKED = unfold(
    Indicator.model_validate(
        {
            "id": "Q-1",
            "title": "A practice",
            "element": "one",
            "weight": 1,
            "see": "What is seen.",
            "question": "Is it so?",
            "options": [
                {"id": "best", "text": "Best.", "worth": 100},
                {"id": "fair", "text": "Fair.", "worth": 60, "flag": "caution"},
                {"id": "worst", "text": "Worst.", "worth": 10, "flag": "present"},
            ],
            "evidence": ["A paper"],
            "sources": ["S0-1"],
            "variants": [
                {
                    "for": "minors",
                    "when": {"fact": "residents", "includes": "minors-in-custody"},
                    "title": "For minors",
                    "see": "What is seen.",
                    "question": "Is it so?",
                    "options": [
                        {"id": "best", "text": "Best.", "worth": 100},
                        {"id": "worst", "text": "Worst.", "worth": 20, "flag": "present"},
                    ],
                    "evidence": ["A paper"],
                }
            ],
        }
    )
)


@pytest.mark.parametrize(
    ("way", "answers", "expected"),
    [
        ({"raises": "present"}, {"Q-1": "worst"}, T),
        ({"raises": "present"}, {"Q-1": "fair"}, F),
        ({"raises": "caution"}, {"Q-1": "fair"}, T),
        ({"raises": "caution"}, {"Q-1": "worst"}, T),
        ({"raises": "caution"}, {"Q-1": "best"}, F),
        ({"worth_below": 60}, {"Q-1": "fair"}, F),
        ({"worth_below": 61}, {"Q-1": "fair"}, T),
        ({"is": "worst"}, {"Q-1": "worst"}, T),
        ({"in": ["worst", "fair"]}, {"Q-1": "fair"}, T),
        ({"in": ["worst", "fair"]}, {"Q-1": "best"}, F),
        ({"in": ["worst", "fair"]}, {"Q-1": "unknown"}, U),
        # the variant is looked at too, but not by the names of options, for its own mean something else
        ({"raises": "present"}, {"Q-1": "best", "Q-1-minors": "worst"}, T),
        ({"raises": "present"}, {"Q-1-minors": "worst"}, T),
        ({"raises": "present"}, {"Q-1": "best", "Q-1-minors": "unknown"}, U),
        ({"raises": "present"}, {"Q-1": "worst", "Q-1-minors": "unknown"}, T),
        ({"worth_below": 50}, {"Q-1": "best", "Q-1-minors": "worst"}, T),
        ({"is": "worst"}, {"Q-1": "best", "Q-1-minors": "worst"}, F),
        ({"is": "worst"}, {"Q-1-minors": "worst"}, None),
    ],
)
def test_an_answer_is_tested_by_its_flag_its_worth_or_its_name(way, answers, expected):
    condition = CONDITION.validate_python({"answer": "Q-1", **way})
    found = prepare(condition, lambda test: answer_tables(test, {"Q-1": ASKED}))(State(answers, {}))
    assert (None if found is None else found.truth) == expected


def test_a_question_of_a_standard_that_is_not_at_hand_is_left_out():
    condition = CONDITION.validate_python(
        {"any": [{"answer": "Q-1", "is": "worst"}, {"answer": "x/Q-9", "raises": "present"}]}
    )
    judged = prepare(condition, lambda test: answer_tables(test, {"Q-1": ASKED}))
    assert judged(State({"Q-1": "best"}, {})).truth == F
    alone = CONDITION.validate_python({"answer": "x/Q-9", "raises": "present"})
    assert prepare(alone, lambda test: answer_tables(test, {}))(State({}, {})) is None


def stand(present, caution=None, facts=None, **answers):
    """Judge a flag with these conditions: its status, its worst, because, and what is open."""
    judges = [one and prepare(CONDITION.validate_python(one), tables) for one in (present, caution)]
    state = State({f"Q-{key[1:]}": SAID.get(value, value) for key, value in answers.items()}, facts or {})
    found = flag_result(PreparedFlag(RedFlag.model_construct(id="some-flag"), *judges), state)
    return found.status, found.worst, found.because, found.open


FIRST, SECOND, THIRD = LEAVES


@pytest.mark.parametrize(
    ("present", "caution", "answers", "expected"),
    [
        (FIRST, SECOND, {"Q1": T, "Q2": U}, ("present", "present", ("Q-1",), ())),
        (FIRST, SECOND, {"Q1": F, "Q2": T}, ("caution", "caution", ("Q-2",), ())),
        # a caution is known, even while the flag could still turn out to be present
        (FIRST, SECOND, {"Q1": U, "Q2": T}, ("caution", "present", ("Q-2",), ("Q-1",))),
        (FIRST, SECOND, {"Q1": U, "Q2": F}, ("unknown", "present", ("Q-1",), ("Q-1",))),
        (FIRST, SECOND, {"Q1": F, "Q2": U}, ("unknown", "caution", ("Q-2",), ("Q-2",))),
        (FIRST, SECOND, {"Q1": U, "Q2": U}, ("unknown", "present", ("Q-1", "Q-2"), ("Q-1", "Q-2"))),
        # clear rests on both conditions
        (FIRST, SECOND, {"Q1": F, "Q2": F}, ("clear", "clear", ("Q-1", "Q-2"), ())),
        (FIRST, None, {"Q1": F}, ("clear", "clear", ("Q-1",), ())),
        (FIRST, None, {"Q1": U}, ("unknown", "present", ("Q-1",), ("Q-1",))),
        # what is set aside leaves the other condition to decide
        (FIRST, SECOND, {"Q1": "not-applicable", "Q2": T}, ("caution", "caution", ("Q-2",), ())),
        (FIRST, SECOND, {"Q1": "not-applicable", "Q2": F}, ("clear", "clear", ("Q-2",), ())),
        (FIRST, SECOND, {"Q1": F}, ("clear", "clear", ("Q-1",), ())),
        (FIRST, SECOND, {}, ("not-applicable", "not-applicable", (), ())),
        (FIRST, None, {"Q1": "not-applicable"}, ("not-applicable", "not-applicable", (), ())),
    ],
)
def test_a_flag_stands_where_its_two_conditions_put_it(present, caution, answers, expected):
    assert stand(present, caution, **answers) == expected
