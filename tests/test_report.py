"""What every format must say, whatever its looks."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace

import pytest

from report_helpers import (
    ANY,
    EDGES,
    EXAMPLES,
    READABLE,
    ROOT,
    advice_of,
    all_standards,
    assessment_of,
    best,
    edge,
    every_funder,
    example,
    flat,
    sheet_of,
    text_of,
    worst,
)
from rightscheck.check.assess import assess
from rightscheck.model.answers import Answer, AnswerSheet
from rightscheck.model.assessment import Assessment
from rightscheck.model.condition import FactTest
from rightscheck.model.red_flag import RedFlag
from rightscheck.model.standard import Standard
from rightscheck.render.formats import RENDERERS, SUFFIXES
from rightscheck.render.report import make_report
from rightscheck.render.words import NOT_THIS, plain


def with_status(assessment: Assessment, *statuses: str) -> list[RedFlag]:
    return [result.flag for result in assessment.flags if result.status in statuses]


def headline(assessment: Assessment) -> str:
    """The level's title, unless it is only the lowest rung because too much is open."""
    level = assessment.level
    if level.level == level.ladder[0] and level.best != level.level:
        return "Too early to say"
    return level.level.title


def assert_in_order(text: str, parts: list[str], what: str) -> None:
    place = 0
    for part in parts:
        found = text.find(flat(part), place)
        assert found >= 0, f"{what}: {part!r} is missing, or stands before {text[max(0, place - 60) : place]!r}"
        place = found + len(flat(part))


@pytest.mark.parametrize("format", READABLE)
@pytest.mark.parametrize("name", ANY)
def test_the_first_page_says_level_flags_things_to_do_and_to_keep_in_this_order(name, format):
    assessment = assessment_of(name)
    titles = {i.id: i.title for s in all_standards() for i in s.indicators} | {
        f.id: f.title for s in all_standards() for f in s.red_flags
    }
    questions = {i.id: i.question for s in all_standards() for i in s.indicators}
    steps = assessment.plan[:3]
    count = ["To do this month", "One thing to do", "Two things to do", "Three things to do"][len(steps)]
    kept = assessment.strengths[:3]
    keep = ["To keep doing", "One thing to keep", "Two things to keep", "Three things to keep"][len(kept)]
    parts = [headline(assessment), "Red flags"]
    parts += [f.title for tier in ("core", "stop", "fix") for f in with_status(assessment, "present") if f.tier == tier]
    parts += [count, *(questions[s.id] if s.kind == "answer" else titles[s.id] for s in steps)]
    parts += [keep, *(result.indicator.title for result in kept)]
    assert_in_order(text_of(name, format), parts, f"{name} as {format}")


@pytest.mark.parametrize("format", READABLE)
@pytest.mark.parametrize("name", ANY)
def test_every_flag_that_is_not_clear_is_named_on_the_first_page(name, format):
    first_page = text_of(name, format).partition("keep doing")[0]
    for flag in with_status(assessment_of(name), "present", "caution", "unknown"):
        assert flag.title in first_page


@pytest.mark.parametrize("format", READABLE)
@pytest.mark.parametrize("name", ANY)
def test_every_card_says_what_was_answered_why_it_hurts_what_to_do_and_the_wording(name, format):
    assessment = assessment_of(name)
    chosen = {result.indicator.id: result for result in assessment.results}
    rank = {"present": 0, "caution": 1, "core": 0, "stop": 1, "fix": 2}
    shown = [result for result in assessment.flags if result.status in ("present", "caution")]
    parts: list[str] = []
    for result in sorted(shown, key=lambda one: (rank[one.status], rank[one.flag.tier])):
        parts.append(result.flag.title)
        for key in result.because:
            parts += [chosen[key].indicator.question, chosen[key].option.text]
        advice, wordings = advice_of(result, assessment)
        worry = result.flag.staff_worry
        parts += [result.flag.harm, *advice, *wordings, worry.fear, worry.answer]
    text = text_of(name, format).partition("Red flags in full")[2]
    assert_in_order(text, parts, f"{name} as {format}")


@pytest.mark.parametrize("format", READABLE)
@pytest.mark.parametrize("name", ANY)
def test_flags_profile_homework_next_level_and_disclaimers_follow_in_this_order(name, format):
    assessment = assessment_of(name)
    open_questions = [r.indicator.question for r in assessment.results if r.state in ("unknown", "unanswered")]
    cards = with_status(assessment, "present", "caution")
    parts = ["Red flags in full"] if cards else []
    parts += ["The elements"]
    parts += ["Homework", *open_questions] if open_questions else []
    if assessment.level.next:
        parts += [f"What stands before “{assessment.level.next.title}”", *make_report(assessment).level.unmet]
    parts += ["What this report is not", *NOT_THIS]
    text = text_of(name, format)
    assert_in_order(text[text.rindex("keep doing") :] if not cards else text, parts, f"{name} as {format}")


@pytest.mark.parametrize("name", ANY)
def test_the_json_names_the_same_flags_steps_and_level_as_the_readable_formats(name):
    assessment = assessment_of(name)
    report = make_report(assessment)
    shaped = json.loads(RENDERERS["json"](assessment))
    statuses = {flag["id"]: flag["status"] for flag in shaped["red_flags"]}
    for status in ("present", "caution", "unknown", "clear"):
        said = {card.flag.id for card in getattr(report, {"caution": "cautions"}.get(status, status))}
        assert said == {id for id, stands in statuses.items() if stands == status}
    assert len(shaped["plan"]) == len((*report.month, *report.later))
    assert shaped["level"]["title"] == assessment.level.level.title


@pytest.mark.parametrize("format", READABLE)
@pytest.mark.parametrize("name", ANY)
def test_an_interval_is_printed_wherever_a_score_is_not_a_point(name, format):
    text = text_of(name, format)
    for element in make_report(assessment_of(name)).elements:
        assert element.title in text
        assert element.score.text in text
        assert ("–" in element.score.text) == (not element.score.is_point)


# What may be said although the word is on the list, and why.
JUSTIFIED = {
    "crime victim": "the name of the VOCA money",
    "Trafficking Victims Protection Act": "the name of a law",
    "housing grants for trafficking victims": "the name of a grant program",
    "compromise victim safety": "the name of a funder's list",
    "illegal drug use": "the words of a funder's rule",
    "foreign-born victims": "a source's statement on people who have not reached a house",
    "being a victim of domestic violence": "the words of the Violence Against Women Act",
    "victims of trafficking": "the title of a cited study",
    "victims-of-trafficking": "the address of a cited study",
    "survivors of these crimes": "a funder's rule on whom its money serves: what was done to survivors",
    "victim services": "the name of the field, in a statement of a source document",
}
SHAMING = re.compile(
    r"you failed|\bfailing\b|\bviolat\w*|\bvictim\w*|\billegal\w*|\bunlawful\w*|\bcrimes?\b", re.IGNORECASE
)


@pytest.mark.parametrize("format", RENDERERS)
@pytest.mark.parametrize("name", ANY)
def test_no_report_shames_or_alleges_a_crime(name, format):
    text = flat(RENDERERS[format](assessment_of(name)) if format == "json" else text_of(name, format))
    for phrase in JUSTIFIED:
        text = re.sub(re.escape(phrase), "", text, flags=re.IGNORECASE)
    found = [text[max(0, m.start() - 60) : m.end() + 40] for m in SHAMING.finditer(text)]
    assert found == []


def test_every_justified_phrase_is_still_in_some_report():
    everything = " ".join(text_of(name, format) for name in ANY for format in READABLE).casefold()
    assert [phrase for phrase in JUSTIFIED if phrase.casefold() not in everything] == []


WRONG_NUMBER = re.compile(
    r"(?<![\d.–-])\b1 (?:questions|answers|elements|standards|flags|things|indicators)\b"
    r"|(?<![\d.–-])\b(?:0|[2-9]|\d\d+) (?:question|answer|element|thing|indicator|red flag)\b(?! file)"
    r"|\bOne things|\b(?:Two|Three) thing\b|\b1 (?:do not apply|are\b)"
    r"|(?<!\d)\b(?:0|[2-9]|\d\d+) (?:does not apply|is still)",
    re.IGNORECASE,
)


def some(count: int, answer: str) -> Assessment:
    """Everything best but for the first questions that may be answered so."""
    questions = [i for s in all_standards() for i in s.indicators if i.base_id == i.id]
    if answer == "not-applicable":
        questions = [i for i in questions if i.not_applicable == "with-reason"]
    changed = {i.id: Answer(answer, reason="It does not fit us.") for i in questions[:count]}
    return assess(all_standards(), sheet_of(best, changed=changed))


@pytest.mark.parametrize("format", READABLE)
@pytest.mark.parametrize("answer", ["unknown", "not-applicable"])
@pytest.mark.parametrize("count", [1, 2])
def test_one_is_singular_and_two_are_plural(count, answer, format):
    text = flat(RENDERERS[format](some(count, answer)))
    assert WRONG_NUMBER.findall(text) == []
    if answer == "unknown":
        assert ("1 question is still open" in text) == (count == 1)
        assert ("2 questions are still open" in text) == (count == 2)
    else:
        assert f"{count} {'does' if count == 1 else 'do'} not apply" in text


@pytest.mark.parametrize("format", READABLE)
@pytest.mark.parametrize("name", ANY)
def test_no_report_counts_one_things(name, format):
    assert WRONG_NUMBER.findall(text_of(name, format)) == []


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4])
def test_the_heading_counts_the_things_to_keep(count):
    kept = [i.id for s in all_standards() for i in s.indicators if i.base_id == i.id][:count]
    sheet = sheet_of(worst, changed={})
    assessment = assess(all_standards(), sheet)
    strengths = tuple(r for r in assessment.results if r.indicator.id in kept)
    report = make_report(replace(assessment, strengths=strengths))
    assert report.keep_title.split()[0] == ["To", "One", "Two", "Three", "Three"][count]
    assert len(report.keep) == min(count, 3)
    assert bool(report.keep_nothing) == (count == 0)


@pytest.mark.parametrize("format", READABLE)
def test_nothing_answered_is_no_judgment(format):
    text = text_of("nothing answered", format)
    assert "Too early to say" in text
    assert "No red flag is known to be present" in text
    assert "Nothing is answered yet" in text
    assert "Red flags in full" not in text
    assert "None" not in text.replace("None of these", "")
    assert "nan" not in text.split()


@pytest.mark.parametrize("format", READABLE)
def test_everything_best_has_no_next_level_no_homework_and_still_something_to_do(format):
    text = text_of("everything best", format)
    assert "What stands before" not in text
    assert "Homework" not in text
    assert "Red flags in full" not in text
    assert "Ask residents whether they see it the same way" in text


@pytest.mark.parametrize("format", READABLE)
def test_a_house_with_nothing_to_keep_is_told_so_kindly(format):
    text = text_of("everything worst", format)
    assert edge("everything worst").strengths == ()
    assert "No answer is strong enough yet to be named here" in text


@pytest.mark.parametrize("format", READABLE)
def test_without_funders_stated_no_rule_is_called_yours(format):
    text = text_of("everything worst", format)
    assert "The answers do not say which money you receive" in text
    assert "No rule of your funders" not in text


@pytest.mark.parametrize("format", READABLE)
def test_with_one_standard_nothing_speaks_of_the_others(format):
    text = text_of("one standard", format)
    for other in all_standards()[:-1]:
        assert other.title not in text
        for element in other.elements:
            assert element.title not in text


@pytest.mark.parametrize("funder", every_funder())
def test_only_rules_of_the_stated_funder_stand_under_your_funders(funder):
    rules = all_standards()[0].tables.rule_by_id
    report = make_report(assess(all_standards(), sheet_of(worst, funders=[funder])))
    for card in (*report.present, *report.cautions):
        linked = {link.rule: link for link in card.flag.funder_rules}
        assert {r.id for r in card.funders} == {r for r in linked if funder in rules[r].binds}
        assert {r.id for r in card.everyone} == {r for r in linked if "everyone" in rules[r].binds}
        for shown in (*card.funders, *card.everyone):
            assert shown.note == linked[shown.id].note
            assert bool(shown.caveat) >= (rules[shown.id].status != "verified")


def test_a_rule_that_speaks_against_a_practice_is_never_said_to_ask_for_it():
    """Whatever somebody writes after `required-by`, the report says what the rule says."""
    probe = assess(all_standards(), sheet_of(worst))
    told = {}
    for found in probe.flags:
        for link in found.flag.funder_rules:
            if link.direction in ("forbids", "silent"):
                answer = probe.sheet.answers[found.because[0]]
                changed = {found.because[0]: replace(answer, required_by=link.rule)}
                report = make_report(assess(all_standards(), sheet_of(worst, changed=changed)))
                [(_, rule)] = report.to_funders
                told[found.flag.id, link.rule] = rule.direction
    assert told
    assert {link: said for link, said in told.items() if said.startswith("asks for")} == {}


def test_an_answer_that_a_funder_requires_keeps_its_worth_and_shows_the_way_out():
    report = make_report(example("mixed"))
    [(answer, rule)] = report.to_funders
    assert (answer.id, rule.id) == ("PC-01", "FR-16")
    assert rule.exemption == all_standards()[0].tables.rule_by_id["FR-16"].exemption
    assert rule.direction == "asks for this, unless another law forbids it"
    assert answer.worth == next(r.worth for r in example("mixed").results if r.indicator.id == "PC-01")


def with_fact_flag() -> list[Standard]:
    """A trainer's standard, one of whose red flags also looks at a fact."""
    first, *others = all_standards()
    flag = first.red_flags[0]
    told = flag.model_copy(
        update={"present": FactTest.model_validate({"fact": "secret_address", "is": "yes"}), "caution": None}
    )
    return [first.model_copy(update={"red_flags": (told, *first.red_flags[1:])}), *others]


@pytest.mark.parametrize("format", READABLE)
def test_a_fact_that_a_flag_waits_for_is_homework(format):
    standards = with_fact_flag()
    flag, fact = standards[0].red_flags[0], standards[0].tables.fact_by_id["secret_address"]
    waiting = assess(standards, sheet_of(best))
    assert next(r.status for r in waiting.flags if r.flag is flag) == "unknown"
    text = flat(RENDERERS[format](waiting))
    assert "1 question is still open" in text
    assert_in_order(text, ["Homework", fact.question, flag.title], format)
    present = assess(standards, sheet_of(best, facts={"secret_address": frozenset({"yes"})}))
    assert_in_order(flat(RENDERERS[format](present)), ["Red flags in full", flag.title, fact.question, "Yes"], format)


@pytest.mark.parametrize("name", ANY)
def test_every_statement_and_rule_that_was_not_fully_read_is_shown_with_its_status(name):
    report = make_report(assessment_of(name))
    tables = all_standards()[0].tables
    for source in report.sources:
        status = getattr(tables.source_by_id[source.id], "status", "verified")
        assert (source.caveat == "") == (status == "verified"), source.id
    for rule in report.rules:
        assert ("read only in part" in rule.caveat or "not checked" in rule.caveat) == (
            tables.rule_by_id[rule.id].status != "verified"
        )


@pytest.mark.parametrize("format", READABLE)
def test_a_question_that_does_not_apply_is_shown_with_its_reason(format):
    assessment = some(1, "not-applicable")
    if format == "terminal":
        assert "1 does not apply" in RENDERERS[format](assessment)
    else:
        assert "It does not fit us." in RENDERERS[format](assessment)


def test_a_report_is_the_same_whatever_the_seed_of_the_process():
    """Sets and hashes differ from process to process; what is printed may not."""
    script = (
        "import sys; from rightscheck import assess, load_answers, load_standard;"
        "from rightscheck.read.standards import shipped_ids; from rightscheck.render.formats import RENDERERS;"
        "stds = [load_standard(n) for n in shipped_ids()];"
        "results = [assess(stds, load_answers(path, stds)) for path in sys.argv[1:]];"
        "sys.stdout.buffer.write(''.join(r(result) for result in results for r in RENDERERS.values()).encode())"
    )
    made = [
        subprocess.run(
            [sys.executable, "-c", script, *(str(ROOT / "examples" / name / "answers.yaml") for name in EXAMPLES)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert len(made[0]) > 100_000
    assert made[0] == made[1]


@pytest.mark.parametrize("format", RENDERERS)
def test_the_order_of_answers_changes_nothing(format):
    assessment = example("mixed")
    sheet = assessment.sheet
    turned = replace(
        sheet,
        answers=dict(reversed(list(sheet.answers.items()))),
        facts=dict(reversed(list(sheet.facts.items()))),
    )
    again = assess([s.standard for s in assessment.standards], turned)
    assert RENDERERS[format](again) == RENDERERS[format](assessment)


def test_every_suffix_names_a_format_that_exists_and_every_format_has_one():
    assert set(SUFFIXES.values()) == set(RENDERERS)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("two\n\n  lines\tand a tab", "two lines and a tab"),
        ("\x1b[31mred\x1b[0m \x07bell\x00", "[31mred[0m bell"),
        ("\u202etxet desrever\u202c", "txet desrever"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
        ("👩‍👩‍👧 keeps its joiners", "👩‍👩‍👧 keeps its joiners"),
        ("", ""),
    ],
)
def test_written_text_is_made_fit_to_be_shown(written, shown):
    assert plain(written) == shown


def test_an_unknown_place_of_the_level_is_told_as_a_range():
    report = make_report(edge("everything unknown"))
    assert report.level.headline == "Too early to say"
    assert {rung.note for rung in report.level.ladder} == {"possible"}
    assert "between “Needs change now” and “Rights-based”" in report.level.range


def test_a_sheet_without_a_name_or_date_is_still_a_report():
    report = make_report(assess(all_standards(), AnswerSheet({}, program=" \n ")))
    assert report.program == "This program"
    assert report.date == ""


def test_edges_are_what_they_are_called():
    assert all(r.state == "unanswered" for r in edge("nothing answered").results)
    assert not with_status(edge("everything best"), "present", "caution", "unknown")
    assert len(with_status(edge("everything worst"), "present")) > 20
    assert len(EDGES) == len(set(EDGES))
