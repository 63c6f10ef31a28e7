"""The JSON output: its frozen shape, its published schema, and the same bytes every time."""

from __future__ import annotations

import copy
import json

import pytest
from jsonschema import Draft202012Validator

from report_helpers import (
    ANY,
    HOSTILE,
    ROOT,
    all_standards,
    assessment_of,
    hostile,
    report_of,
    sheet_of,
    worst,
)
from rightscheck.check.assess import assess
from rightscheck.render.formats import RENDERERS

SCHEMA = json.loads((ROOT / "standards" / "schemas" / "assessment.json").read_text(encoding="utf-8"))
NUMBER = (int, float)
OPTIONAL_NUMBER = (int, float, type(None))

# What users and checks outside this repository hold on to. Keys may be added beside these; none may go or change.
SCORE = {"value": OPTIONAL_NUMBER, "low": OPTIONAL_NUMBER, "high": OPTIONAL_NUMBER, "coverage": NUMBER}
CONTRACT = {
    "schema": str,
    "level": {"id": str, "title": str, "next": (str, type(None)), "unmet": list},
    "standards": [
        {"id": str, "version": str, "score": SCORE, "elements": [{"id": str, "title": str, "score": SCORE}]},
    ],
    "red_flags": [{"id": str, "number": str, "tier": str, "status": str, "because": list}],
    "indicators": [
        {
            "id": str,
            "answer": (str, type(None)),
            "worth": OPTIONAL_NUMBER,
            "weight": NUMBER,
            "evidence_grade": int,
            "voices": dict,
        }
    ],
    "disagreements": list,
    "findings": list,
    "skipped": list,
    "plan": list,
}
STATUSES = {"present", "caution", "clear", "unknown", "not-applicable", "disputed"}


def shaped(name: str) -> dict:
    return json.loads(report_of(name, "json"))


def breaches(value: object, contract: object, where: str = "") -> list[str]:
    """Say where a value departs from the contract."""
    if isinstance(contract, dict):
        if not isinstance(value, dict):
            return [f"{where} is no object"]
        found = [f"{where}.{key} is missing" for key in contract if key not in value]
        return found + [
            b for key, part in contract.items() if key in value for b in breaches(value[key], part, f"{where}.{key}")
        ]
    if isinstance(contract, list):
        if not isinstance(value, list):
            return [f"{where} is no list"]
        return [b for n, one in enumerate(value) for b in breaches(one, contract[0], f"{where}[{n}]")]
    return [] if isinstance(value, contract) and not isinstance(value, bool) else [f"{where} is {value!r}"]


@pytest.mark.parametrize("name", ANY)
def test_the_output_keeps_the_published_schema(name):
    Draft202012Validator.check_schema(SCHEMA)
    errors = [error.message for error in Draft202012Validator(SCHEMA).iter_errors(shaped(name))]
    assert errors == []


@pytest.mark.parametrize("name", ANY)
def test_the_output_keeps_the_contract(name):
    output = shaped(name)
    assert output["schema"] == "rightscheck/assessment@1"
    assert breaches(output, CONTRACT) == []
    assert {flag["status"] for flag in output["red_flags"]} <= STATUSES
    assert {flag["tier"] for flag in output["red_flags"]} <= {"core", "stop", "fix"}


@pytest.mark.parametrize("key", sorted(CONTRACT))
def test_the_published_schema_refuses_output_without_a_part_of_the_contract(key):
    output = copy.deepcopy(shaped("mixed"))
    del output[key]
    assert list(Draft202012Validator(SCHEMA).iter_errors(output))


@pytest.mark.parametrize("part", ["standards", "red_flags", "indicators"])
def test_the_published_schema_refuses_records_without_a_key_of_the_contract(part):
    for key in CONTRACT[part][0]:
        output = copy.deepcopy(shaped("mixed"))
        del output[part][0][key]
        assert list(Draft202012Validator(SCHEMA).iter_errors(output)), key


@pytest.mark.parametrize("name", ANY)
def test_scores_run_from_0_to_100_and_lie_within_their_interval(name):
    for standard in shaped(name)["standards"]:
        for score in (standard["score"], *(element["score"] for element in standard["elements"])):
            assert 0 <= score["coverage"] <= 1
            if score["low"] is not None:
                assert 0 <= score["low"] <= score["high"] <= 100
            if score["value"] is not None:
                assert score["low"] <= score["value"] <= score["high"]


@pytest.mark.parametrize("name", ["nothing answered", "everything unknown"])
def test_with_nothing_answered_no_score_has_a_value(name):
    output = shaped(name)
    for standard in output["standards"]:
        for score in (standard["score"], *(element["score"] for element in standard["elements"])):
            assert score == {"value": None, "low": 0, "high": 100, "coverage": 0}
    assert {one["worth"] for one in output["indicators"]} == {None}


@pytest.mark.parametrize("name", ANY)
def test_the_output_says_what_the_assessment_found(name):
    assessment, output = assessment_of(name), shaped(name)
    assert output["level"]["id"] == assessment.level.level.id
    assert {f["id"]: (f["status"], f["because"]) for f in output["red_flags"]} == {
        f.flag.id: (f.status, list(f.because)) for f in assessment.flags
    }
    assert {i["id"]: (i["answer"], i["worth"], i["evidence_grade"]) for i in output["indicators"]} == {
        r.indicator.id: (r.answer.choice, r.worth, r.answer.grade) for r in assessment.results
    }
    assert [step["id"] for step in output["plan"]] == [step.id for step in assessment.plan]
    assert all(one["voices"]["said"]["answer"] == one["answer"] for one in output["indicators"])


@pytest.mark.parametrize("name", ANY)
def test_every_reason_of_a_flag_is_an_indicator_or_a_fact_of_the_same_output(name):
    output = shaped(name)
    known = {one["id"] for one in output["indicators"]} | {f"fact:{id}" for id in output["facts"]}
    assert {key for flag in output["red_flags"] for key in flag["because"]} <= known


@pytest.mark.parametrize("name", ANY)
def test_the_same_input_gives_the_same_bytes(name):
    assessment = assessment_of(name)
    again = assess([one.standard for one in assessment.standards], assessment.sheet)
    assert RENDERERS["json"](again).encode() == report_of(name, "json").encode()


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_comes_back_as_it_was_written(text):
    output = json.loads(hostile(text, "json"))
    by_id = {one["id"]: one for one in output["indicators"]}
    assert output["program"] == text
    assert by_id["PC-03"]["note"] == by_id["PC-03"]["reason"] == text
    assert by_id["PC-03"]["evidence"][:2] == [text, text]
    assert output["left_out"] == []


def test_personal_data_is_left_out_and_only_its_kind_is_told():
    sheet = sheet_of(worst, note="Call Maria Lopez at (555) 123-4567.")
    text = RENDERERS["json"](assess(all_standards(), sheet))
    assert "Lopez" not in text
    assert "123-4567" not in text
    output = json.loads(text)
    assert all("a phone number" in one["kinds"] for one in output["left_out"])
    assert {one["question"] for one in output["left_out"]} >= {one["id"] for one in output["indicators"]}


@pytest.mark.parametrize("format", RENDERERS)
def test_personal_data_is_in_no_format(format):
    sheet = sheet_of(
        worst,
        program="The house of Maria Lopez, (555) 123-4567",
        note="maria.lopez@example.org",
        reason="A 123 456 789",
    )
    text = RENDERERS[format](assess(all_standards(), sheet))
    for private in ("Lopez", "123-4567", "lopez", "456 789"):
        assert private not in text.replace("\\", "")
