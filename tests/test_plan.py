"""The plan: everything there is to do, each thing once, in the order of what it costs a resident to wait."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

import strategies
from check_helpers import EXAMPLES
from rightscheck import assess, load_answers, load_standard
from rightscheck.errors import InputError, Place, UsageError
from rightscheck.model.answers import Answer, AnswerSheet, Evidence

plans = settings(max_examples=40, deadline=None)
TIERS = ("core", "stop", "fix")
EFFORTS = ("today", "30-days", "needs-money")


def example(name):
    sheet = load_answers(EXAMPLES / name)
    return assess([load_standard(one) for one in sheet.standards], sheet)


def urgency(flag):
    return TIERS.index(flag.flag.tier), EFFORTS.index(flag.flag.effort), flag.flag.number


def of_kind(found, kind):
    return [step for step in found.plan if step.kind == kind]


@plans
@given(strategies.cases())
def test_every_flag_that_stands_is_one_step_the_gravest_and_quickest_first(case):
    found = assess(*case)
    for kind, status in (("red-flag", "present"), ("caution", "caution")):
        standing = sorted((flag for flag in found.flags if flag.status == status), key=urgency)
        steps = of_kind(found, kind)
        assert [step.id for step in steps] == [flag.flag.id for flag in standing]
        assert [step.effort for step in steps] == [flag.flag.effort for flag in standing]
        asked = {result.indicator.id for result in found.results}
        for step, flag in zip(steps, standing, strict=True):
            assert step.indicators == tuple(key for key in flag.because if key in asked)


@plans
@given(strategies.cases())
def test_every_open_question_is_one_step(case):
    found = assess(*case)
    still_open = [r.indicator.id for r in found.results if r.state in ("unknown", "unanswered")]
    steps = [step.id for step in of_kind(found, "answer")]
    assert sorted(one for one in steps if not one.startswith("fact:")) == sorted(still_open)
    assert len(steps) == len(set(steps))


@plans
@given(strategies.cases())
def test_a_fact_that_could_hide_a_grave_flag_is_to_be_stated(case):
    found = assess(*case)
    waiting = {key for flag in found.flags if flag.flag.tier != "fix" for key in flag.open if key.startswith("fact:")}
    assert {step.id for step in of_kind(found, "answer") if step.id.startswith("fact:")} >= waiting
    assert not {f"fact:{fact}" for fact in found.sheet.facts} & {step.id for step in found.plan}


@plans
@given(strategies.cases())
def test_every_weak_answer_is_in_the_plan_and_no_good_one_is_asked_to_change(case):
    found = assess(*case)
    practices = [step.id for step in of_kind(found, "practice")]
    behind_flags = {key for step in found.plan if step.kind in ("red-flag", "caution") for key in step.indicators}
    assert len(practices) == len(set(practices))
    assert not behind_flags & set(practices)
    for result in found.results:
        weak = result.worth is not None and result.worth <= 60
        assert (result.indicator.id in behind_flags or result.indicator.id in practices) or not weak
        if result.indicator.id in practices:
            assert weak


@plans
@given(strategies.cases())
def test_steps_come_in_order_and_what_could_hide_a_grave_flag_comes_before_cautions(case):
    found = assess(*case)
    grave = {key for flag in found.flags if flag.flag.tier != "fix" for key in flag.open}
    places = [
        {"red-flag": 0, "caution": 2, "practice": 3, "answer": 1 if step.id in grave else 4}[step.kind]
        for step in found.plan
    ]
    assert places == sorted(places)


@plans
@given(strategies.cases())
def test_practices_come_by_what_they_would_add(case):
    found = assess(*case)
    results = {result.indicator.id: result for result in found.results}
    gains = [results[step.id].indicator.weight * (100 - results[step.id].worth) for step in of_kind(found, "practice")]
    assert gains == sorted(gains, reverse=True)


@plans
@given(strategies.cases())
def test_what_is_kept_up_well_is_in_no_doubt_and_in_no_step(case):
    found = assess(*case)
    doubted = {key for flag in found.flags if flag.status in ("present", "caution") for key in flag.because}
    doubted |= {result.indicator.id for result in found.second_look}
    kept = [result.indicator.id for result in found.strengths]
    assert not {step.id for step in found.plan} & set(kept)
    assert set(kept) == {r.indicator.id for r in found.results if (r.worth or 0) >= 80} - doubted
    weights = [result.indicator.weight for result in found.strengths]
    assert weights == sorted(weights, reverse=True)


def test_an_answer_without_a_flag_is_to_raise_up_to_60_and_to_keep_from_80():
    standard = load_standard()
    seen = set()
    for indicator in standard.indicators:
        for option in indicator.options:
            if option.flag is None and indicator.base_id == indicator.id:
                found = assess(standard, AnswerSheet({indicator.id: Answer(option.id)}))
                raised = indicator.id in [step.id for step in of_kind(found, "practice")]
                kept = indicator.id in [result.indicator.id for result in found.strengths]
                assert (raised, kept) == (option.worth <= 60, option.worth >= 80)
                seen.add(option.worth)
    assert {60, 65, 70, 80} <= seen


def test_among_equals_what_is_best_shown_is_named_first():
    standard = load_standard()
    answers = {i.id: Answer(max(i.options, key=lambda o: o.worth).id) for i in standard.indicators}
    plain = assess(standard, AnswerSheet(answers)).strengths
    last = [result for result in plain if result.indicator.weight == plain[0].indicator.weight][-1].indicator.id
    assert plain[0].indicator.id != last
    shown = answers | {last: replace(answers[last], evidence=(Evidence(record="Exit log"),))}
    assert assess(standard, AnswerSheet(shown)).strengths[0].indicator.id == last


@pytest.mark.parametrize("name", sorted(path.parent.name for path in EXAMPLES.glob("*/answers.yaml")))
def test_the_first_thing_to_do_in_an_example_is_the_gravest_flag_or_the_gravest_question(name):
    found = example(name)
    standing = sorted((flag for flag in found.flags if flag.status == "present"), key=urgency)
    if standing:
        assert found.plan[0].id == standing[0].flag.id
    else:
        assert found.plan[0].kind != "red-flag"


def test_monday_at_harbor_street_house():
    """The example that a director reads first: its two core flags, quick ones, then the stop flag."""
    first = example("mixed").plan[:4]
    assert [(step.kind, step.id) for step in first] == [
        ("red-flag", "mandatory-chores"),
        ("red-flag", "phone-taken"),
        ("red-flag", "facts-shared-without-consent"),
        ("answer", "PC-09"),
    ]
    assert [step.change_by for step in first] == [None, "2027-02", None, None]


def test_a_date_to_change_by_is_carried_into_the_plan_the_latest_for_a_flag():
    standard = load_standard()
    answers = {
        "PC-08": Answer("none", change_by="2027-01"),
        "PC-09": Answer("none", change_by="2027-03"),
    }
    worst = {q: min(standard.indicator_by_id[q].options, key=lambda o: o.worth).id for q in answers}
    sheet = AnswerSheet({q: replace(answer, choice=worst[q]) for q, answer in answers.items()})
    step = next(step for step in assess(standard, sheet).plan if step.id == "punitive-exit")
    assert step.indicators == ("PC-08", "PC-09")
    assert step.change_by == "2027-03"


def test_an_answer_that_rests_on_a_fact_stated_otherwise_is_worth_a_second_look():
    standard = load_standard()
    indicator = standard.indicator_by_id["CS-01"]
    resting = next(option for option in indicator.options if option.only_when)
    sheets = {
        "stated otherwise": {"serves": frozenset({"sex"})},
        "stated so": {"serves": frozenset({"sex", "labor"})},
        "not stated": {},
    }
    looked = {
        name: [r.indicator.id for r in assess(standard, AnswerSheet({"CS-01": Answer(resting.id)}, facts)).second_look]
        for name, facts in sheets.items()
    }
    assert looked == {"stated otherwise": ["CS-01"], "stated so": [], "not stated": []}


def test_an_answer_worth_a_second_look_is_not_named_as_something_to_keep():
    standard = load_standard()
    resting = next(option for option in standard.indicator_by_id["CS-01"].options if option.only_when)
    kept = {
        serves: [r.indicator.id for r in assess(standard, AnswerSheet({"CS-01": Answer(resting.id)}, facts)).strengths]
        for serves, facts in (
            ("one", {"serves": frozenset({"sex"})}),
            ("both", {"serves": frozenset({"sex", "labor"})}),
        )
    }
    assert kept == {"one": [], "both": ["CS-01"]}


def test_an_assessment_against_nothing_is_refused_in_words():
    with pytest.raises(UsageError, match="no standard"):
        assess([], AnswerSheet({}))


def test_an_option_that_the_standard_does_not_have_is_refused_in_words():
    sheet = AnswerSheet({"PC-03": Answer("staf-hold", place=Place("answers.yaml", 4, 3))})
    with pytest.raises(InputError) as error:
        assess(load_standard(), sheet)
    assert str(error.value).startswith("answers.yaml:4:3: PC-03 has no option 'staf-hold'")
    assert "resident-holds" in str(error.value)
