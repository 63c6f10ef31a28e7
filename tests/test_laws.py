"""The laws that hold for any standard and any answers, whatever the trainers write."""

import json
import os
import random
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

import strategies
from check_helpers import EXAMPLES, STANDARDS
from rightscheck import assess, load_answers, load_standard
from rightscheck.model.answers import Answer
from rightscheck.model.standard import Standard
from rightscheck.read.standards import check_standard
from rightscheck.render.assessment_json import json_text, shaped
from rightscheck.render.formats import RENDERERS

# Some laws speak of answers of one kind; that not every random sheet has one is no fault of the strategy.
laws = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
HARM = ("clear", "unknown", "caution", "present")
"""Statuses of a flag, from the best to the worst; `not-applicable` stands beside them."""


def harm(status):
    return -1 if status == "not-applicable" else HARM.index(status)


def scores_of(found):
    for standard in found.standards:
        yield standard.standard.id, standard.score
        for element in standard.elements:
            yield element.element.id, element.score


def place_of(level, found):
    return found.level.ladder.index(level)


def judged(found):
    """Give what the law calls a result: every score, every flag and the level, without the answers beside them."""
    whole = shaped(found)
    flags = {flag["id"]: (flag["status"], flag["worst"], flag["because"], flag["open"]) for flag in whole["red_flags"]}
    return whole["standards"], flags, whole["level"]


def answered(sheet, question, choice):
    return replace(sheet, answers={**sheet.answers, question: Answer(choice, reason="Does not fit.")})


def draw_result(data, found, wanted):
    fitting = [result for result in found.results if wanted(result)]
    assume(fitting)
    return data.draw(st.sampled_from(fitting))


@laws
@given(strategies.cases(), st.data())
def test_a_better_option_never_lowers_a_score_and_never_worsens_a_flag_or_the_level(case, data):
    together, sheet = case
    before = assess(together, sheet)
    asked = draw_result(data, before, lambda r: r.option and any(o.worth > r.option.worth for o in r.indicator.options))
    better = data.draw(st.sampled_from([o for o in asked.indicator.options if o.worth > asked.option.worth]))
    after = assess(together, answered(sheet, asked.indicator.id, better.id))
    for (_, old), (_, new) in zip(scores_of(before), scores_of(after), strict=True):
        if old.value is not None:
            assert new.value >= old.value
        if old.low is not None:
            assert new.low >= old.low
            assert new.high >= old.high
        assert new.coverage == old.coverage
    for old, new in zip(before.flags, after.flags, strict=True):
        assert harm(new.status) <= harm(old.status)
        assert harm(new.worst) <= harm(old.worst)
        assert (new.status == "not-applicable") == (old.status == "not-applicable")
    assert place_of(after.level.level, after) >= place_of(before.level.level, before)
    assert place_of(after.level.best, after) >= place_of(before.level.best, before)


@laws
@given(strategies.cases(), st.data())
def test_answering_what_is_open_never_lowers_the_low_end_and_never_raises_the_high_end(case, data):
    together, sheet = case
    before = assess(together, sheet)
    asked = draw_result(data, before, lambda r: r.state in ("unknown", "unanswered"))
    choice = data.draw(st.sampled_from([c for c in strategies.choices(asked.indicator) if c not in (None, "unknown")]))
    after = assess(together, answered(sheet, asked.indicator.id, choice))
    for (_, old), (_, new) in zip(scores_of(before), scores_of(after), strict=True):
        if new.low is not None:
            assert old.low <= new.low <= new.high <= old.high
        assert new.coverage >= old.coverage
    for old, new in zip(before.flags, after.flags, strict=True):
        assert harm(new.worst) <= harm(old.worst)
        if old.status == "present":
            assert new.status == "present"
        if old.status == "caution":
            assert new.status in ("caution", "present")
        if old.status == "clear":
            assert new.status in ("clear", "not-applicable")
    assert place_of(after.level.level, after) >= place_of(before.level.level, before)
    assert place_of(after.level.best, after) <= place_of(before.level.best, before)


@laws
@given(strategies.cases(), st.data())
def test_the_final_result_lies_in_what_was_given_while_answers_were_open(case, data):
    together, sheet = case
    before = assess(together, sheet)
    final = sheet
    for asked in before.results:
        if asked.state in ("unknown", "unanswered"):
            choice = data.draw(st.sampled_from(sorted(asked.indicator.option_by_id)))
            final = answered(final, asked.indicator.id, choice)
    after = assess(together, final)
    for (_, old), (_, new) in zip(scores_of(before), scores_of(after), strict=True):
        if old.low is None:
            assert new.low is None
        else:
            assert new.is_point
            assert old.low <= new.value <= old.high
    for old, new in zip(before.flags, after.flags, strict=True):
        assert harm(new.status) <= harm(old.worst) or any(key.startswith("fact:") for key in new.open)
    at = place_of(after.level.level, after)
    assert place_of(before.level.level, before) <= at <= place_of(before.level.best, before)


@laws
@given(strategies.cases())
def test_a_value_lies_in_its_interval_and_a_point_means_that_nothing_is_open(case):
    found = assess(*case)
    for _, score in scores_of(found):
        if score.value is not None:
            assert 0 <= score.low <= score.value <= score.high <= 100
        assert 0 <= score.coverage <= 1
        assert score.is_point == (score.coverage == 1)


@laws
@given(strategies.cases(), st.data())
def test_not_applicable_changes_no_other_element(case, data):
    together, sheet = case
    before = assess(together, sheet)
    asked = draw_result(data, before, lambda r: r.indicator.not_applicable == "with-reason")
    after = assess(together, answered(sheet, asked.indicator.id, "not-applicable"))
    for old_standard, new_standard in zip(before.standards, after.standards, strict=True):
        changed = False
        for old, new in zip(old_standard.elements, new_standard.elements, strict=True):
            if asked in old.results:
                changed = True
            else:
                assert new == old
        if not changed:
            assert new_standard.score == old_standard.score


@laws
@given(strategies.cases(), st.randoms(use_true_random=False))
def test_the_order_of_answers_and_facts_never_matters(case, chance):
    together, sheet = case
    shuffled = replace(sheet, answers=mixed(sheet.answers, chance), facts=mixed(sheet.facts, chance))
    assert json_text(assess(together, shuffled)) == json_text(assess(together, sheet))


def mixed(mapping, chance):
    items = list(mapping.items())
    chance.shuffle(items)
    return dict(items)


@pytest.mark.parametrize("format", RENDERERS)
def test_the_order_of_answers_shows_in_no_format_not_even_where_texts_were_left_out(format):
    standard = load_standard()
    secret = {q: Answer("unknown", note="call 555-123-4567") for q in ("SV-01", "PC-03", "PE-02", "SJ-01")}
    sheet = replace(load_answers(EXAMPLES / "mixed"), answers=secret)
    backwards = replace(sheet, answers=dict(reversed(secret.items())))
    assert RENDERERS[format](assess(standard, sheet)) == RENDERERS[format](assess(standard, backwards))


@laws
@given(strategies.cases(), st.randoms(use_true_random=False))
def test_the_order_of_indicators_and_flags_changes_no_score_no_flag_and_no_level(case, chance):
    together, sheet = case
    shuffled = tuple(in_other_order(standard, chance) for standard in together)
    assert judged(assess(shuffled, sheet)) == judged(assess(together, sheet))


def in_other_order(standard, chance):
    """Give a standard its rules in another order; a variant stays behind its indicator."""
    groups = {}
    for indicator in standard.indicators:
        groups.setdefault(indicator.base_id, []).append(indicator)
    order, flags = list(groups), list(standard.red_flags)
    chance.shuffle(order)
    chance.shuffle(flags)
    parts = {name: getattr(standard, name) for name in Standard.model_fields}
    return Standard(**parts | {"indicators": tuple(i for g in order for i in groups[g]), "red_flags": tuple(flags)})


@settings(max_examples=25, deadline=None)
@given(strategies.written_standards(), st.data())
def test_a_standard_means_the_same_from_files_as_in_memory_and_in_whatever_order_the_files_lie(
    tmp_path_factory, written, data
):
    chance = random.Random(data.draw(st.integers()))
    folders = [write_standard(written, tmp_path_factory.mktemp("standards"), chance) for _ in range(2)]
    problems = [sorted(problem.what for problem in check_standard(folder)) for folder in folders]
    assert problems[0] == problems[1]
    assert [what for what in problems[0] if "raises this" in what or "core red flag" in what] == []
    event(f"accepted by the reader: {not problems[0]}")
    if problems[0]:
        return
    standard = written.standard()
    sheet = data.draw(strategies.sheets((standard,)))
    texts = {json_text(assess(one, sheet)) for one in (standard, *(load_standard(folder) for folder in folders))}
    assert len(texts) == 1


def write_standard(written, root, chance):
    """Write a standard's files one after another in some order. JSON is YAML."""
    folder = root / written.id
    files = [(folder / "standard.yaml", written.head)]
    files += [(folder / "indicators" / f"{one['id']}.yaml", one) for one in written.indicators]
    files += [(folder / "red-flags" / f"{one['id']}.yaml", one) for one in written.red_flags]
    chance.shuffle(files)
    for path, data in files:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(mixed(data, chance)), "utf-8")
    return folder


@laws
@given(strategies.cases())
def test_the_same_input_gives_the_same_bytes(case):
    together, sheet = case
    again = tuple(Standard(**{name: getattr(s, name) for name in Standard.model_fields}) for s in together)
    assert json_text(assess(again, sheet)) == json_text(assess(together, sheet))


@pytest.mark.parametrize("format", RENDERERS)
def test_the_same_file_gives_the_same_bytes_in_every_process(format):
    outputs = set()
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-m", "rightscheck", "assess", EXAMPLES / "mixed", "-f", format, "--fail-on", "never"],
            env={**os.environ, "PYTHONHASHSEED": seed, "COLUMNS": "80"},
            capture_output=True,
            check=True,
        )
        outputs.add(done.stdout)
    assert len(outputs) == 1
    assert outputs.pop()


@laws
@given(strategies.cases())
def test_because_suffices(case):
    """With only the answers kept that a verdict names, and what takes questions out of it, the verdict stays."""
    together, sheet = case
    for flag in assess(together, sheet).flags:
        if flag.status in ("unknown", "not-applicable"):
            continue
        kept = {
            question: answer
            for question, answer in sheet.answers.items()
            if question in flag.because or answer.choice == "not-applicable"
        }
        alone = {f.flag.id: f for f in assess(together, replace(sheet, answers=kept)).flags}[flag.flag.id]
        assert alone.status == flag.status
        assert set(alone.because) <= set(flag.because)


@laws
@given(strategies.cases())
def test_because_and_open_name_only_questions_that_are_asked_and_stand_so(case):
    found = assess(*case)
    states = {result.indicator.id: result.state for result in found.results}
    facts = {fact.id for fact in strategies.tables().facts}
    for flag in found.flags:
        for key in (*flag.because, *flag.open):
            assert key.removeprefix("fact:") in (facts if key.startswith("fact:") else states)
        if flag.status != "unknown":
            assert {states[key] for key in flag.because if key in states} <= {"answered"}
        assert {states[key] for key in flag.open if key in states} <= {"unknown", "unanswered"}
        assert (flag.status == "unknown") <= bool(flag.open)
        assert bool(flag.open) == (flag.status == "unknown" or flag.worst != flag.status)


@laws
@given(strategies.cases(), st.data())
def test_answering_what_a_flag_calls_open_settles_it(case, data):
    together, sheet = case
    before = assess(together, sheet)
    unknown = [f for f in before.flags if f.open and not any(key.startswith("fact:") for key in f.open)]
    assume(unknown)
    flag = data.draw(st.sampled_from(unknown))
    indicators = {result.indicator.id: result.indicator for result in before.results}
    for key in flag.open:
        sheet = answered(sheet, key, data.draw(st.sampled_from(sorted(indicators[key].option_by_id))))
    after = {f.flag.id: f for f in assess(together, sheet).flags}[flag.flag.id]
    assert after.open == ()
    assert after.status in ("present", "caution", "clear")


@laws
@given(strategies.cases())
def test_the_level_is_judged_on_the_low_end_and_unknown_counts_as_could_be_present(case):
    """Answering everything that is open in the worst way for a score gives no lower level than was given before."""
    together, sheet = case
    before = assess(together, sheet)
    assert place_of(before.level.level, before) <= place_of(before.level.best, before)
    worst = sheet
    for asked in before.results:
        if asked.state in ("unknown", "unanswered"):
            lowest = min(asked.indicator.options, key=lambda o: (o.worth, o.flag != "present", o.flag is None))
            worst = answered(worst, asked.indicator.id, lowest.id)
    after = assess(together, worst)
    assert place_of(after.level.level, after) >= place_of(before.level.level, before)


@laws
@given(strategies.cases())
def test_a_core_flag_that_is_present_or_could_be_caps_the_level_whatever_the_mean(case):
    found = assess(*case)
    core = [flag for flag in found.flags if flag.flag.tier == "core"]
    if any(flag.worst == "present" for flag in core):
        assert found.level.level == found.level.ladder[0]
    if any(flag.status == "present" for flag in core):
        assert found.level.best == found.level.ladder[0]


@laws
@given(strategies.cases(settled=True))
def test_with_nothing_open_the_level_is_one_and_no_flag_is_unknown(case):
    found = assess(*case)
    if not any(key for flag in found.flags for key in flag.open):
        assert found.level.level == found.level.best
        assert "unknown" not in {flag.status for flag in found.flags}
    for _, score in scores_of(found):
        assert score.is_point
        assert score.value == score.low == score.high


@laws
@given(strategies.cases())
def test_evidence_notes_and_reasons_never_change_a_score_a_flag_or_the_level(case):
    together, sheet = case
    bare = replace(sheet, answers={q: Answer(a.choice) for q, a in sheet.answers.items()}, program="", date="")
    assert judged(assess(together, bare)) == judged(assess(together, sheet))


@laws
@given(strategies.cases())
def test_a_blank_answer_an_unknown_and_a_missing_one_count_the_same(case):
    together, sheet = case
    given = {q: a for q, a in sheet.answers.items() if a.choice not in (None, "unknown")}
    said = {**{i.id: Answer("unknown") for s in together for i in s.indicators}, **given}
    assert judged(assess(together, replace(sheet, answers=given))) == judged(assess(together, sheet))
    assert judged(assess(together, replace(sheet, answers=said))) == judged(assess(together, sheet))


@laws
@given(strategies.cases())
def test_an_answer_to_a_question_that_is_not_asked_changes_nothing(case):
    together, sheet = case
    found = assess(together, sheet)
    asked = {result.indicator.id for result in found.results}
    only = replace(sheet, answers={q: a for q, a in sheet.answers.items() if q in asked})
    assert judged(assess(together, only)) == judged(found)


def test_the_shipped_standards_keep_the_law_of_better_options_for_every_single_answer():
    """Every question of the shipped standards, from each option to each better one, the rest as in an example."""
    sheet = load_answers(EXAMPLES / "mixed")
    together = [load_standard(name) for name in sheet.standards]
    assert len(together) == len(list(STANDARDS.glob("*/standard.yaml")))
    before = {}
    for standard in together:
        for indicator in standard.indicators:
            options = sorted(indicator.options, key=lambda o: o.worth)
            found = [assess(together, answered(sheet, indicator.id, option.id)) for option in options]
            for (old_option, old), (new_option, new) in zip(
                zip(options, found, strict=True), list(zip(options, found, strict=True))[1:], strict=False
            ):
                if new_option.worth > old_option.worth:
                    for was, now in zip(old.flags, new.flags, strict=True):
                        assert harm(now.status) <= harm(was.status), (indicator.id, new_option.id, now.flag.id)
                    before[indicator.id] = True
    assert len(before) == sum(len(standard.indicators) for standard in together)
