"""The worked examples: what they should find was written by hand, and is found."""

import json
import shutil

import pytest

from check_helpers import EXAMPLES, STANDARDS, plain
from rightscheck import assess, load_answers, load_standard
from rightscheck.render.assessment_json import shaped

STATUSES = ("present", "caution", "clear", "unknown", "not-applicable")
NAMES = sorted(path.name for path in EXAMPLES.iterdir() if path.is_dir())
FLAGS = sorted(plain(path)["id"] for path in STANDARDS.glob("*/red-flags/*.yaml"))
each = pytest.mark.parametrize("name", NAMES)


def found_in(name):
    sheet = load_answers(EXAMPLES / name)
    return assess([load_standard(one) for one in sheet.standards], sheet)


def expected_of(name):
    return plain(EXAMPLES / name / "expected" / "findings.yaml")


def test_there_are_four_examples_or_more_and_the_page_about_them_names_each():
    assert len(NAMES) >= 4
    page = (EXAMPLES / "README.md").read_text("utf-8")
    assert [name for name in NAMES if f"`{name}`" not in page] == []


@each
def test_every_red_flag_is_expected_in_exactly_one_list(name):
    expected = expected_of(name)
    assert set(expected) == {"level", "red_flags"}
    assert tuple(expected["red_flags"]) == STATUSES
    listed = [flag for status in STATUSES for flag in expected["red_flags"][status]]
    assert sorted(listed) == FLAGS
    assert len(FLAGS) == 26


@each
def test_an_example_gives_its_expected_findings(name):
    expected, found = expected_of(name), found_in(name)
    assert found.level.level.id == expected["level"]
    by_status = {s: {flag.flag.id for flag in found.flags if flag.status == s} for s in STATUSES}
    assert by_status == {status: set(flags) for status, flags in expected["red_flags"].items()}


@each
def test_an_example_holds_together(name):
    """It answers all three standards, no question that is not asked, and rests on no fact that it states otherwise."""
    found = found_in(name)
    assert {standard.standard.id for standard in found.standards} == {
        p.parent.name for p in STANDARDS.glob("*/standard.yaml")
    }
    assert set(found.sheet.answers) <= {result.indicator.id for result in found.results}
    assert found.second_look == ()
    assert found.private == ()
    assert found.sheet.program
    assert found.sheet.date


@each
def test_an_example_is_answered_in_full_or_half_finished(name):
    found = found_in(name)
    still_open = [result for result in found.results if result.state in ("unknown", "unanswered")]
    if name == "half-finished":
        assert len(still_open) > len(found.results) / 3
        assert sum(1 for result in still_open if result.state == "unknown") >= 5
        assert any(result.state == "not-applicable" for result in found.results)
    else:
        assert [result.indicator.id for result in still_open if result.state == "unanswered"] == []
        assert len(still_open) <= 2


def test_the_examples_are_as_harsh_as_their_names():
    whole = {name: shaped(found_in(name)) for name in NAMES}
    present = {name: sum(f["status"] == "present" for f in one["red_flags"]) for name, one in whole.items()}
    core = {name: one["standards"][0]["score"] for name, one in whole.items()}
    assert present["harsh"] > present["mixed"] > present["rights-based"] == 0
    assert core["harsh"]["high"] < core["mixed"]["low"] < core["rights-based"]["low"]
    assert core["half-finished"]["high"] - core["half-finished"]["low"] > 25
    ladder = [level.id for level in load_standard("fnusa-core").levels]
    assert whole["harsh"]["level"]["id"] == ladder[0]
    assert whole["rights-based"]["level"]["id"] in ladder[-2:]


@each
def test_what_the_answers_quote_stands_in_the_document_that_they_name(name):
    sheet = load_answers(EXAMPLES / name)
    quotes = [piece for answer in sheet.answers.values() for piece in answer.evidence if piece.quote and piece.file]
    for piece in quotes:
        text = (EXAMPLES / name / piece.file).read_text("utf-8")
        assert " ".join(piece.quote.split()) in " ".join(text.split())
    assert quotes or name != "mixed"


def test_the_waiver_of_the_mixed_example_lets_its_phone_rule_stand_until_its_day(call):
    def checked(day):
        shutil.copytree(EXAMPLES / "mixed", "house", dirs_exist_ok=True)
        done = call("check", "house", "--today", day, "--format", "json")
        assert done.code == 1  # the answers raise core flags
        return json.loads(done.out)

    before, after = checked("2027-02-28"), checked("2027-03-01")
    ruled = [one for one in before["findings"] if one["rule"] == "phone-taken" and one.get("exempt")]
    assert [one["quote"][:22] for one in ruled] == ["Please hand your phone"]
    assert [one for one in after["findings"] if one.get("exempt")] == []
    assert [problem["path"] for problem in after["exemption_problems"]] == ["house/rightscheck.yaml"]


def test_between_them_the_examples_use_every_way_to_answer():
    texts = [(EXAMPLES / name / "answers.yaml").read_text("utf-8") for name in NAMES]
    sheets = [load_answers(EXAMPLES / name) for name in NAMES]
    answers = [answer for sheet in sheets for answer in sheet.answers.values()]
    kinds = {
        kind
        for answer in answers
        for piece in answer.evidence
        for kind in ("paper", "record", "quote")
        if getattr(piece, kind)
    }
    assert kinds == {"paper", "record", "quote"}
    assert any(answer.required_by for answer in answers)
    assert any(answer.change_by for answer in answers)
    assert any(answer.note for answer in answers)
    assert any(answer.reason for answer in answers)
    assert any(question.endswith("-minors") for sheet in sheets for question in sheet.answers)
    assert all(text.startswith("# yaml-language-server: $schema=") for text in texts)
