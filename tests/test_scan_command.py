"""`rightscheck scan`: what is reported, what fails, and what cannot be read."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from typing import get_args
from xml.etree import ElementTree

import pytest

from conftest import ROOT, clean_environment, hear_ctrl_c
from rightscheck.cli import STOPPED
from rightscheck.cli.deliver import ScanFormat
from rightscheck.cli.options import FailSureness, Sureness
from rightscheck.model.config import FailOnConfidence
from rightscheck.model.finding import Confidence
from rightscheck.read.standards import load_standard
from rightscheck.render.scan_formats import SCAN_RENDERERS
from scan_helpers import TAKEN, PhraseDetector, exempt, scanned, violations, write

ORDER = ["certain", "likely", "possible"]
SAID = {
    "certain": TAKEN,
    "likely": "The curfew is 9 pm.",
    "possible": "We go to chapel.",
    "": "Residents keep their phones.",
}


@pytest.fixture(autouse=True)
def phrases(monkeypatch):
    monkeypatch.setattr("rightscheck.cli.parts.detector", lambda *_: PhraseDetector())


# What is reported, and what fails


@pytest.mark.parametrize("fail_on", get_args(FailOnConfidence))
@pytest.mark.parametrize("sureness", SAID)
def test_the_exit_code_is_1_from_the_sureness_of_fail_on_upwards(call, tmp_path, sureness, fail_on):
    write(tmp_path, rules=SAID[sureness])
    fails = sureness in ORDER and fail_on in ORDER and ORDER.index(sureness) <= ORDER.index(fail_on)
    done = call("scan", "rules.md", "--fail-on", fail_on, "--format", "json")
    assert done.code == (1 if fails else 0)
    if fails:
        assert violations(done), "what fails is reported, whatever --min-confidence is"


@pytest.mark.parametrize(("least", "count"), [("certain", 1), ("likely", 2), ("possible", 3), (None, 2)])
def test_findings_are_reported_that_are_at_least_so_sure(call, tmp_path, least, count):
    write(tmp_path, rules=" ".join(SAID.values()))
    asked = ["--min-confidence", least] if least else []
    assert len(violations(call("scan", "--format", "json", *asked))) == count


def test_one_right_can_be_asked_for(call, tmp_path):
    write(tmp_path, rules=" ".join(SAID.values()))
    report = scanned(call("scan", "--right", "movement", "--format", "json"))
    assert [one["rule"] for one in report["findings"]] == ["movement-restricted"]
    assert [one["id"] for one in report["rights"]] == ["movement"], "of the others nothing is claimed"
    done = call("scan", "--right", "movment")
    assert done.code == 2
    done.says("--right", "there is no right 'movment'", "did you mean 'movement'?")


def test_the_names_of_the_options_are_those_of_the_model():
    assert {one.value for one in ScanFormat} == set(SCAN_RENDERERS)
    assert tuple(one.value for one in Sureness) == get_args(Confidence)
    assert tuple(one.value for one in FailSureness) == get_args(FailOnConfidence)


def test_without_a_path_the_current_folder_is_read(call, tmp_path):
    (tmp_path / "more").mkdir()
    write(tmp_path, rules=TAKEN)
    write(tmp_path / "more", house=f"# House\n\n{TAKEN}\n")
    assert violations(call("scan", "--format", "json")) == [
        ("more/house.md", 3, "phone-taken"),
        ("rules.md", 1, "phone-taken"),
    ]


# What is not read


def test_what_cannot_be_read_is_named_and_wins_over_what_was_found(call, tmp_path):
    write(tmp_path, rules=TAKEN)
    (tmp_path / "handbook.docx").write_bytes(b"PK\x03\x04 this is no document")
    done = call("scan", "--format", "json")
    assert done.code == 3
    assert [one["path"] for one in scanned(done)["skipped"]] == ["handbook.docx"]
    assert violations(done), "and the rest is reported all the same"
    write(tmp_path, rules="Welcome.")
    assert call("scan").code == 3, "unread is never clean"


def test_nothing_to_read_is_not_clean(call, tmp_path):
    (tmp_path / "empty").mkdir()
    done = call("scan", "empty")
    assert (done.code, done.out) == (3, "")
    done.says("empty", "there is no document to read here")
    assert call("scan", "nowhere.md").code == 3


# Where results go


def test_a_report_in_the_folder_is_not_read_as_a_document(call, tmp_path):
    write(tmp_path, rules=TAKEN)
    for _ in range(2):
        assert call("scan", "-o", "report.md", "-o", "report.json").code == 1
    assert (tmp_path / "report.md").read_text("utf-8")
    assert '"path": "rules.md"' in (tmp_path / "report.json").read_text("utf-8")
    assert '"path": "report.md"' not in (tmp_path / "report.json").read_text("utf-8")


def test_a_document_is_not_written_over(call, tmp_path):
    write(tmp_path, rules=TAKEN)
    assert call("scan", "rules.md", "-o", "rules.md").code == 2
    assert (tmp_path / "rules.md").read_text("utf-8") == TAKEN
    assert call("scan", "rules.md", "-o", "rules.pdf").code == 2


def test_names_with_spaces_and_any_letters_are_told_as_they_are(call, tmp_path):
    folder = tmp_path / "house rules"
    folder.mkdir()
    write(folder, **{"Größe – ñandú": TAKEN})
    for path in ("house rules", "house rules/Größe – ñandú.md"):
        assert violations(call("scan", path, "--format", "json")) == [
            ("house rules/Größe – ñandú.md", 1, "phone-taken")
        ]


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="names of files are text there")
@pytest.mark.parametrize("format", list(ScanFormat))
def test_a_name_that_is_no_text_is_told_as_far_as_it_can_be(call, tmp_path, format):
    (tmp_path / os.fsdecode(b"house\xff.md")).write_text(f"{TAKEN}\n", "utf-8")
    done = call("scan", "--format", format)
    assert (done.code, done.err) == (1, "")
    assert "house" in done.out
    if format == "junit":
        assert ElementTree.fromstring(done.out).get("failures") == "1"
    elif format in ("json", "sarif", "gitlab"):
        assert json.loads(done.out)
    assert call("scan", "--format", format, "-o", "report.out").code == 1
    assert (tmp_path / "report.out").read_bytes().decode("utf-8")


def test_a_result_that_is_not_shown_on_a_terminal_has_no_colour(command, tmp_path):
    write(tmp_path, rules=f"# House\n\n{TAKEN}\n")
    for environment in ({}, {"NO_COLOR": "1", "FORCE_COLOR": ""}):
        done = command("scan", environment=environment)
        assert done.code == 1
        assert "rules.md:3:1" in done.out
        assert "\x1b" not in done.out + done.err


# In several processes


@pytest.fixture
def many(tmp_path):
    """Documents enough for two processes; one of them cannot be read."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(24):
        write(folder, **{f"rules {number:02}": f"# House {number}\n\nWelcome.\n\n{TAKEN * (number % 3)}\n"})
    (folder / "old.docx").write_bytes(b"PK\x03\x04 this is no document")
    return folder


@pytest.mark.usefixtures("many")
def test_two_processes_give_the_same_bytes_as_one(command):
    one, two = (command("scan", "many", "--jobs", jobs, "--format", "json") for jobs in (1, 2))
    assert one.code == two.code == 3
    assert TAKEN in one.out
    assert one.out == two.out
    assert one.err == two.err == ""


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_ctrl_c_stops_all_processes_quietly(tmp_path):
    text = (ROOT / "examples" / "mixed" / "policies" / "handbook.md").read_text("utf-8") * 40
    for number in range(200):
        write(tmp_path, **{f"handbook-{number}": text})
    line = [sys.executable, "-m", "rightscheck", "scan", "--jobs", "2", "-o", "report.json"]
    with subprocess.Popen(
        line,
        cwd=tmp_path,
        env=clean_environment(),
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
        preexec_fn=hear_ctrl_c,  # noqa: PLW1509 - no threads here
    ) as process:
        time.sleep(1.5)
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=20)
    assert (process.returncode, said.strip()) == (3, STOPPED)
    assert not (tmp_path / "report.json").exists()


# Allowances in documents


def allow(rule="phone-taken", until="2027-01-31", reason="because the board votes in January"):
    return f"<!-- rightscheck: allow {rule} until {until} {reason} -->\n\n{TAKEN}\n\nThe curfew is 9 pm.\n"


@pytest.mark.parametrize(("today", "code"), [("2027-01-30", 0), ("2027-01-31", 0), ("2027-02-01", 1)])
def test_an_allowance_holds_up_to_its_last_day_and_stays_in_the_report(call, tmp_path, today, code):
    write(tmp_path, rules=allow())
    done = call("scan", "--today", today, "--format", "json")
    assert done.code == code
    if code:
        assert ("rules.md", 3, "phone-taken") in violations(done)
        (problem,) = scanned(done)["exemption_problems"]
        assert (problem["path"], problem["line"]) == ("rules.md", 1)
        assert "ran out on 2027-01-31" in problem["what"]
    else:
        assert exempt(done) == ["allowance"]
        assert violations(done) == [("rules.md", 5, "movement-restricted")], "it speaks for one paragraph only"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (allow(rule="phone-takn"), "did you mean 'phone-taken'?"),
        (allow(reason=""), "it gives no reason"),
        (allow(until="soon"), "is no date"),
        (allow(until="2027-02-30"), "'2027-02-30' is no date"),
    ],
)
def test_an_allowance_that_lacks_something_fails_and_covers_nothing(call, tmp_path, said, words):
    write(tmp_path, rules=said)
    done = call("scan", "--today", "2026-12-01", "--format", "json")
    assert done.code == 1
    assert ("rules.md", 3, "phone-taken") in violations(done)
    assert any(words in f"{one['what']}; {one['instead']}" for one in scanned(done)["exemption_problems"])


def test_an_allowance_that_covers_nothing_any_more_is_told(call, tmp_path):
    write(tmp_path, rules=allow().replace(TAKEN, "Residents keep their phones."))
    done = call("scan", "--today", "2026-12-01")
    assert done.code == 0
    done.says("rules.md:1:1", "this allowance covers nothing any more")


def test_a_day_that_is_none_is_a_mistake_on_the_command_line(call, tmp_path):
    write(tmp_path, rules="Welcome.")
    assert call("scan", "--today", "tomorrow").code == 2


# The contract of the JSON, with the real detector


def test_every_field_of_the_contract_is_there(command, tmp_path):
    write(tmp_path, rules=f"# House\n\n{TAKEN}\n")
    report = scanned(command("scan", "--format", "json"))
    assert report["schema"] == "rightscheck/scan@1"
    (one,) = [one for one in report["findings"] if one["polarity"] == "violates"]
    assert (one["path"], one["line"], one["column"], one["page"]) == ("rules.md", 3, 1, None)
    assert (one["right"], one["rule"], one["confidence"]) == ("phones", "phone-taken", "certain")
    assert one["quote"] == TAKEN
    assert one["message"]
    assert report["skipped"] == []
    assert {right["id"] for right in report["rights"]} == {r.id for r in load_standard().tables.rights}


def test_markdown_is_whole_in_a_file_and_fits_a_comment_on_stdout(call, tmp_path):
    write(tmp_path, rules="\n\n".join(f"On day {day} residents turn in phones." for day in range(400)))
    printed = call("scan", "rules.md", "--format", "markdown").out
    call("scan", "rules.md", "--output", "out.md")
    whole = (tmp_path / "out.md").read_text("utf-8")
    assert len(printed) <= 60_000 < len(whole)
    assert "not shown here" in printed
    assert "On day 399 residents" in whole
    assert "not shown here" not in whole
    assert call("scan", "rules.md", "--output", "/dev/stdout", "--format", "markdown").out == printed
