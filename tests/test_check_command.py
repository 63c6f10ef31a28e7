"""`rightscheck check`: settings, answers beside documents, waivers, and the baseline."""

from __future__ import annotations

import json
import os
import shutil

import pytest

from conftest import ROOT, no_hanging
from rightscheck.check.exempt import _pattern
from rightscheck.render.check_formats import CHECK_RENDERERS
from rightscheck.render.scan_formats import SCAN_RENDERERS
from scan_helpers import REWRITTEN, TAKEN, PhraseDetector, exempt, scanned, violations, write

CURFEW = "The curfew is 9 pm."


@pytest.fixture(autouse=True)
def phrases(monkeypatch):
    monkeypatch.setattr("rightscheck.cli.parts.detector", lambda *_: PhraseDetector())


@pytest.fixture
def settings(tmp_path):
    def make(text):
        (tmp_path / "rightscheck.yaml").write_text(text, "utf-8")

    return make


def answered(folder, case="harsh"):
    shutil.copy(ROOT / "examples" / case / "answers.yaml", folder / "answers.yaml")


# Settings


def test_documents_are_those_that_the_settings_name(call, tmp_path, settings):
    (tmp_path / "policies" / "deep").mkdir(parents=True)
    write(tmp_path / "policies" / "deep", house=TAKEN)
    write(tmp_path, draft=TAKEN)
    settings("documents: policies/**\n")
    assert violations(call("check", "--format", "json")) == [("policies/deep/house.md", 1, "phone-taken")]
    settings("documents: []\n")
    assert call("check").code == 3
    settings("documents: [letters/*.md]\n")
    done = call("check")
    assert done.code == 3
    assert "letters/*.md" in done.err


def test_without_settings_every_document_of_the_folder_is_checked(call, tmp_path):
    write(tmp_path, rules=TAKEN)
    done = call("check", "--format", "json")
    assert done.code == 1
    assert violations(done) == [("rules.md", 1, "phone-taken")]
    done.says("answers.yaml", "only the documents are checked", "rightscheck init")


def test_documents_are_named_from_where_the_command_is_run(call, tmp_path):
    (tmp_path / "house").mkdir()
    write(tmp_path / "house", rules=TAKEN)
    assert violations(call("check", "house", "--format", "json")) == [("house/rules.md", 1, "phone-taken")]


@pytest.mark.parametrize(
    ("config", "options", "code", "shown"),
    [
        ("", [], 0, 1),
        ("fail_on_confidence: likely\n", [], 1, 1),
        ("fail_on_confidence: likely\n", ["--fail-on-confidence", "certain"], 0, 1),
        ("min_confidence: certain\n", [], 0, 0),
        ("min_confidence: certain\n", ["--min-confidence", "likely"], 0, 1),
        ("min_confidence: certain\nfail_on_confidence: likely\n", [], 1, 1),
        ("fail_on_confidence: never\n", [], 0, 1),
    ],
)
def test_how_sure_a_finding_must_be(call, tmp_path, settings, config, options, code, shown):
    write(tmp_path, rules=CURFEW)
    if config:
        settings(config)
    done = call("check", "--format", "json", *options)
    assert (done.code, len(violations(done))) == (code, shown)


def test_the_settings_may_stand_in_pyproject_toml(call, tmp_path, settings):
    write(tmp_path, rules=CURFEW, other=TAKEN)
    project = tmp_path / "pyproject.toml"
    project.write_text("""\
[project]
name = "policies"

[tool.rightscheck]
documents = ["rules.md"]
fail_on_confidence = "likely"

[[tool.rightscheck.waivers]]
rule = "movement-restricted"
path = "rules.md"
quote = "The curfew is 9 pm."
reason = "It is talked over in May."
expires = 2027-05-31
""")
    done = call("check", "--format", "json", "--today", "2027-05-31")
    assert (done.code, exempt(done), violations(done)) == (0, ["waiver"], [])
    done = call("check", "--format", "json", "--today", "2027-06-01")
    assert done.code == 1
    (problem,) = scanned(done)["exemption_problems"]
    assert (problem["path"], problem["line"]) == ("pyproject.toml", 8)
    settings("documents: other.md\n")
    assert violations(call("check", "--format", "json")) == [("other.md", 1, "phone-taken")], "rightscheck.yaml wins"


def test_a_mistake_in_pyproject_toml_is_told_with_its_line(call, tmp_path):
    write(tmp_path, rules=CURFEW)
    project = tmp_path / "pyproject.toml"
    project.write_text("[tool.rightscheck]\ndocumnets = ['rules.md']\n")
    done = call("check")
    assert done.code == 3
    done.says("pyproject.toml:2:1", "'documnets' is not known", "did you mean 'documents'?")
    project.write_text("[tool.rightscheck]\ndocuments = rules.md\n")
    done = call("check")
    assert done.code == 3
    done.says("pyproject.toml:2:13", "this is not TOML")
    project.write_text("[tool.other]\nname = no TOML\n")
    assert call("check").code == 0, "whose file it is will tell"


@pytest.mark.parametrize("key", ["residents", "staff"])
def test_a_tally_that_the_settings_name_and_that_is_not_there_is_told(call, tmp_path, settings, key):
    shutil.copy(ROOT / "examples" / "mixed" / "answers.yaml", tmp_path)
    settings(f"{key}: counts.csv\n")
    done = call("check")
    assert done.code == 3
    assert any(line.startswith("counts.csv: there is no such tally") for line in done.problems)


def test_a_language_that_cannot_be_read_is_not_passed_over(call, tmp_path, settings):
    write(tmp_path, rules="Welcome.")
    settings("language: en\n")
    assert call("check").code == 0
    settings("language: fr\n")
    done = call("check")
    assert (done.code, done.out) == (3, "")
    done.says("rightscheck.yaml:1:1", "documents in the language 'fr' cannot be read yet")


@pytest.mark.usefixtures("tmp_path")
def test_nothing_at_all_to_check_is_not_clean(call):
    done = call("check")
    assert done.code == 3
    done.says("there is nothing to check here", "rightscheck init")
    assert call("check", "nowhere").code == 3


# Answers beside documents


@pytest.mark.parametrize(
    ("case", "text", "code"),
    [("rights-based", REWRITTEN, 0), ("rights-based", TAKEN, 1), ("harsh", REWRITTEN, 1), ("harsh", TAKEN, 1)],
)
def test_the_exit_code_is_the_worse_of_both(call, tmp_path, case, text, code):
    answered(tmp_path, case)
    write(tmp_path, rules=text)
    assert call("check").code == code
    (tmp_path / "old.docx").write_bytes(b"PK\x03\x04 this is no document")
    assert call("check").code == 3


def test_answers_alone_are_checked_too_and_that_is_said(call, tmp_path):
    answered(tmp_path)
    done = call("check", "--fail-on", "never")
    assert done.code == 0
    assert "Red flags: " in done.out
    done.says("there are no documents here")


def test_broken_answers_are_told_with_their_line(call, tmp_path):
    write(tmp_path, rules=TAKEN)
    (tmp_path / "answers.yaml").write_text("rightscheck: answers/1\nstandards: {fnusa-core: 1.0.0}\nanswer: {}\n")
    done = call("check")
    assert done.code == 3
    done.says("answers.yaml:3:1")


def test_every_format_tells_of_both(call, tmp_path):
    answered(tmp_path)
    write(tmp_path, rules=TAKEN)
    assert set(CHECK_RENDERERS) == set(SCAN_RENDERERS)
    for format in CHECK_RENDERERS:
        done = call("check", "--format", format)
        assert done.code == 1
        assert "rules.md" in done.out, format
        assert "mandatory-chores" in done.out or "Required chores" in done.out, format


def test_a_red_flag_in_the_answers_has_the_line_of_its_answer(call, tmp_path):
    answered(tmp_path)
    run = json.loads(call("check", "--format", "sarif").out)["runs"][0]
    lines = (tmp_path / "answers.yaml").read_text("utf-8").splitlines()
    (phones,) = [one for one in run["results"] if one["ruleId"] == "phone-taken"]
    place = phones["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "answers.yaml"
    assert lines[place["region"]["startLine"] - 1].strip().startswith("PC-03:")
    assert phones["level"] == "error"


def test_the_json_is_that_of_a_scan_with_the_assessment_beside_it(call, tmp_path):
    answered(tmp_path)
    write(tmp_path, rules=TAKEN)
    report = scanned(call("check", "--format", "json"))
    assert report["schema"] == "rightscheck/scan@1"
    assert [one["path"] for one in report["findings"]] == ["rules.md"]
    assert report["assessment"]["schema"] == "rightscheck/assessment@1"
    (tmp_path / "answers.yaml").unlink()
    assert scanned(call("check", "--format", "json"))["assessment"] is None


# Waivers

WAIVER = """\
waivers:
  - rule: phone-taken
    path: policies/**
    quote: residents turn in phones
    reason: The board votes in January.
    approved_by: the director
    expires: 2027-01-31
"""


@pytest.fixture
def waived(tmp_path, settings):
    """A document with a rule that a waiver lets stand, and a way to change the waiver."""
    (tmp_path / "policies").mkdir()
    write(tmp_path / "policies", house=f"# House\n\n{TAKEN}\n")

    def make(old="", new=""):
        assert old in WAIVER
        settings(WAIVER.replace(old, new))

    make()
    return make


@pytest.mark.parametrize(("today", "code"), [("2027-01-31", 0), ("2027-02-01", 1)])
@pytest.mark.usefixtures("waived")
def test_a_waiver_holds_up_to_its_last_day_and_stays_in_the_report(call, today, code):
    done = call("check", "--format", "json", "--today", today)
    assert done.code == code
    assert bool(violations(done)) == bool(code)
    if code:
        (problem,) = scanned(done)["exemption_problems"]
        assert (problem["path"], problem["line"]) == ("rightscheck.yaml", 2)
        assert "ran out on 2027-01-31" in problem["what"]
    else:
        ((one,),) = ([f for f in scanned(done)["findings"] if f["exempt"]],)
        assert one["exempt"] == {
            "kind": "waiver",
            "reason": "The board votes in January.",
            "until": "2027-01-31",
            "approved_by": "the director",
            "place": "rightscheck.yaml:2:5",
        }


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("rule: phone-taken\n", "rule: phones-taken\n", "did you mean 'phone-taken'?"),
        ("- rule: phone-taken\n    path", "- path", "it names no rule"),
        ("    path: policies/**\n", "", "it names no document"),
        ("    quote: residents turn in phones\n", "", "it names no sentence"),
        ("    reason: The board votes in January.\n", "", "it gives no reason"),
        ("    expires: 2027-01-31\n", "", "it has no end date"),
        ("expires: 2027-01-31", "expires: January 2027", "is no date"),
        ("expires: 2027-01-31", "expires: 2027-02-29", "is no date"),
    ],
)
def test_a_waiver_that_lacks_something_fails_and_covers_nothing(call, waived, old, new, words):
    waived(old, new)
    done = call("check", "--format", "json", "--today", "2026-12-01")
    assert done.code == 1
    assert violations(done) == [("policies/house.md", 3, "phone-taken")]
    assert any(words in f"{one['what']}; {one['instead']}" for one in scanned(done)["exemption_problems"])


@pytest.mark.parametrize(
    ("old", "new", "holds"),
    [
        ("policies/**", "policies/house.md", True),
        ("policies/**", "policies/", True),
        ("policies/**", "'**/house.md'", True),
        ("policies/**", "'*/h?use.*'", True),
        ("policies/**", "'*.md'", False),
        ("policies/**", "policies/hous", False),
        ("policies/**", "policies**", True),
        ("policies/**", "'**.md'", True),
        ("policies/**", "'**/policies/**/*o*e.md'", True),
        ("policies/**", "'**/policies/**/*o*e'", False),
        ("quote: residents turn in phones", "quote: “Residents turn in **phones** at intake”", True),
        ("quote: residents turn in phones", "quote: phones", False),
        ("quote: residents turn in phones", "quote: residents turn in phone", False),
        ("quote: residents turn in phones", "line: 3", True),
        ("quote: residents turn in phones", "line: 4", False),
        ("rule: phone-taken", "rule: RF-02", True),
        ("rule: phone-taken", "rule: movement-restricted", False),
    ],
)
def test_what_a_waiver_covers(call, waived, old, new, holds):
    waived(old, new)
    done = call("check", "--today", "2026-12-01")
    assert done.code == (0 if holds else 1)
    assert ("this waiver covers nothing any more" in done.err) != holds


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*a" * 40 + "*b", "a" * 255),
        ("**/*a" * 40, "a/" * 2000 + "b"),
        ("**/" + "a*a/**/" * 9 + "b", "aaaa/" * 800 + "c"),
    ],
)
def test_the_path_of_a_waiver_takes_time_in_step_with_the_length(pattern, path):
    with no_hanging():
        assert not _pattern(pattern).fullmatch(path)


def test_thousands_of_allowances_and_findings_are_held_against_each_other_quickly(call, tmp_path):
    """Each against each would be a hundred million comparisons."""
    allow = "<!-- rightscheck: allow phone-taken until 2027-01-31 because x -->"
    write(tmp_path, rules=f"{allow}\n\n{TAKEN}\n\n" * 10_000)
    with no_hanging():
        done = call("scan", "--today", "2026-12-01", "--format", "json")
    assert (done.code, violations(done), len(exempt(done))) == (0, [], 10_000)


def test_a_fault_of_the_detector_skips_one_document(call, tmp_path, monkeypatch):
    class Faulty(PhraseDetector):
        def read(self, block):
            if "odd" in block.text:
                raise RecursionError
            return super().read(block)

    monkeypatch.setattr("rightscheck.cli.parts.detector", lambda *_: Faulty())
    write(tmp_path, odd="An odd text.\n", rules=f"{TAKEN}\n")
    done = call("check", "--format", "json")
    assert done.code == 3
    assert violations(done) == [("rules.md", 1, "phone-taken")]
    ((path, reason),) = [(one["path"], one["reason"]) for one in scanned(done)["skipped"]]
    assert (path, "it could not be judged (RecursionError" in reason) == ("odd.md", True)


@pytest.mark.usefixtures("waived")
def test_a_waiver_never_lifts_the_level(call, tmp_path):
    answered(tmp_path, "harsh")
    level = scanned(call("check", "--format", "json"))["assessment"]["level"]
    (tmp_path / "rightscheck.yaml").unlink()
    assert scanned(call("check", "--format", "json"))["assessment"]["level"] == level


def test_an_unknown_key_in_a_waiver_keeps_the_check_from_running(call, waived):
    waived("approved_by", "aproved_by")
    done = call("check")
    assert done.code == 3
    done.says("rightscheck.yaml:6:5", "did you mean 'approved_by'?")


# Baseline


def held(path):
    return json.loads(path.read_text("utf-8"))["findings"]


def test_old_text_stands_and_new_text_is_held_to_the_standard(call, tmp_path):
    write(tmp_path, rules=f"{TAKEN}\n\n{CURFEW}\n")
    assert call("baseline").code == 0
    done = call("check", "--format", "json", "--fail-on-confidence", "possible")
    assert (done.code, violations(done), exempt(done)) == (0, [], ["baseline", "baseline"])

    write(tmp_path, rules=f"# House\n\nWelcome.\n\n{CURFEW}\n\n{TAKEN}\n")
    assert call("check", "--fail-on-confidence", "possible").code == 0, "lines that move keep their cover"

    write(tmp_path, rules=f"{TAKEN}\n\n{TAKEN}\n\n{CURFEW}\n")
    assert violations(call("check", "--format", "json")) == [("rules.md", 3, "phone-taken")], "a copy is new"

    write(tmp_path, rules=f"{TAKEN.replace('intake', 'the door')}\n\n{CURFEW}\n")
    done = call("check", "--format", "json")
    assert violations(done) == [("rules.md", 1, "phone-taken")], "a changed sentence loses its cover"
    assert any("one finding of this baseline is no longer in the documents" in line for line in done.problems)


def test_a_baseline_is_sorted_has_a_line_for_each_finding_and_holds_only_violations(call, tmp_path):
    write(tmp_path, b=f"{TAKEN}\n\n{REWRITTEN}\n", a=CURFEW)
    assert call("baseline", "--today", "2026-11-21", "--reason", "It is being rewritten.").code == 0
    path = tmp_path / "rightscheck-baseline.json"
    text = path.read_text("utf-8")
    assert [(one["path"], one["rule"]) for one in held(path)] == [
        ("a.md", "movement-restricted"),
        ("b.md", "phone-taken"),
    ]
    assert sum('"fingerprint"' in line for line in text.splitlines()) == 2
    assert all(line.count('"fingerprint"') <= 1 for line in text.splitlines())
    assert call("baseline", "--today", "2026-11-21").code == 0
    assert path.read_text("utf-8") == text, "the same input gives the same bytes, and the reason stays"
    write(tmp_path, b=REWRITTEN)
    call("baseline", "--today", "2026-11-22")
    assert [one["path"] for one in held(path)] == ["a.md"], "run again, it shrinks"


def test_a_baseline_holds_wherever_the_command_is_run(call, tmp_path, monkeypatch):
    (tmp_path / "house").mkdir()
    write(tmp_path / "house", rules=TAKEN)
    assert call("baseline", "house").code == 0
    assert call("check", "house").code == 0
    assert call("check", tmp_path / "house").code == 0
    monkeypatch.chdir(tmp_path / "house")
    assert call("check").code == 0


@pytest.mark.usefixtures("waived")
def test_the_baseline_does_not_take_in_what_a_waiver_lets_stand(call, tmp_path):
    assert call("baseline", "--today", "2026-12-01").code == 0
    assert held(tmp_path / "rightscheck-baseline.json") == []
    assert call("check", "--today", "2027-02-01").code == 1, "the finding under an expired waiver counts again"


@pytest.mark.usefixtures("waived")
def test_the_baseline_does_not_cover_what_an_expired_waiver_covered(call, tmp_path, settings):
    (tmp_path / "rightscheck.yaml").unlink()
    assert call("baseline").code == 0
    assert call("check").code == 0
    settings(WAIVER)
    assert violations(call("check", "--today", "2027-02-01", "--format", "json"))


def test_another_baseline_can_be_named(call, tmp_path, settings):
    write(tmp_path, rules=TAKEN)
    settings("baseline: known.json\n")
    done = call("check")
    assert (done.code, done.out) == (3, "")
    assert done.problems[-1].startswith("known.json: this baseline cannot be read")
    assert call("baseline").code == 0
    assert (tmp_path / "known.json").exists()
    assert call("check").code == 0


def test_a_pipe_is_no_baseline_and_is_not_waited_for(call, tmp_path):
    write(tmp_path, rules=TAKEN)
    os.mkfifo(tmp_path / "rightscheck-baseline.json")
    done = call("check")
    assert (done.code, done.out) == (3, "")
    assert done.problems[-1].startswith("rightscheck-baseline.json: this is no file")


@pytest.mark.parametrize("name", ["rules.md", "rightscheck.yaml"])
def test_a_baseline_is_not_written_over_what_is_read(call, tmp_path, settings, name):
    settings("fail_on: stop\n")
    write(tmp_path, rules=TAKEN)
    before = (tmp_path / name).read_bytes()
    done = call("baseline", "-o", name)
    assert done.code == 2
    done.says(name, "is not written over")
    assert (tmp_path / name).read_bytes() == before


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"schema": "rightscheck/baseline@2"}', "[" * 100_000, "\x00", '{"findings": [{}]}']
)
def test_a_broken_baseline_is_told_and_nothing_is_taken_for_clean(call, tmp_path, text):
    write(tmp_path, rules=TAKEN)
    (tmp_path / "rightscheck-baseline.json").write_text(text, "utf-8")
    done = call("check")
    assert (done.code, done.out) == (3, "")
    assert done.problems[-1].startswith("rightscheck-baseline.json")
    assert "rightscheck baseline" in done.problems[-1]


def test_a_document_that_was_not_read_is_told_when_the_baseline_is_written(call, tmp_path):
    write(tmp_path, rules=TAKEN)
    (tmp_path / "old.docx").write_bytes(b"PK\x03\x04 this is no document")
    done = call("baseline")
    assert done.code == 3
    assert "old.docx: this document was not read" in done.err
    assert held(tmp_path / "rightscheck-baseline.json")
