"""Our own reports: known again, passed over and named, written over; and documents never are."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from rightscheck.cli.deliver import NOT_OURS
from rightscheck.read.documents import read_bytes, read_document
from rightscheck.seal import seal_of, sealed
from scan_helpers import TAKEN, PhraseDetector, git, scanned, violations, write

REPORTS = ("report.md", "report.html", "report.txt")
PASSED = "passed over: it is a report or a form of rightscheck"


@pytest.fixture(autouse=True)
def phrases(monkeypatch):
    monkeypatch.setattr("rightscheck.cli.parts.detector", lambda *_: PhraseDetector())


@pytest.fixture
def house(call, tmp_path):
    """A folder with one document, and the reports of an earlier run beside it."""
    write(tmp_path, rules=f"{TAKEN}\n")
    assert call("scan", *(word for name in REPORTS for word in ("-o", name))).code == 1
    return tmp_path


# The seal


@given(st.text(), st.sampled_from(["markdown", "html", "terminal"]))
def test_a_sealed_text_is_known_whatever_happens_to_its_white_space(text, format):
    made = sealed(text, format)
    assert seal_of(made) == seal_of(made.replace("\n", "\r\n")) == seal_of(f"{made}\n\n") == "whole"
    assert seal_of(f"more {made}") == "broken"


def test_the_mark_of_a_report_hides_no_other_text():
    mark = sealed("# A report\n", "markdown").splitlines()[0]
    for text in (f"{mark}\n\n{TAKEN}\n", f"{TAKEN}\n{mark}\n"):
        assert seal_of(text) == "broken"
        assert read_bytes(text.encode(), "rules.md").document is not None
    assert seal_of(f"{mark.replace('report', 'rule')}\n{TAKEN}") == ""


# A later run over the same folder


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("command", ["scan", "check"])
def test_reports_of_earlier_runs_are_passed_over_and_named(call, command):
    done = call(command, ".", "--format", "json")
    assert done.code == 1, "a report is not unread, and what the documents say counts as before"
    assert violations(done) == [("rules.md", 1, "phone-taken")]
    assert scanned(done)["skipped"] == []
    for name in REPORTS:
        assert f"{name}: {PASSED}" in done.err
    assert done.problems


def test_what_the_other_commands_write_is_known_too(call, tmp_path, answers):
    answers("PC-01:")
    write(tmp_path, rules=f"{TAKEN}\n")
    assert call("annotate", "rules.md").code == 0
    assert call("assess", ".", "-o", "report.md", "-o", "report.html", "-o", "report.txt").code == 0
    assert call("check", ".", "-o", "check.md", "-o", "check.html").code == 1
    done = call("scan", "--format", "json")
    assert violations(done) == [("rules.md", 1, "phone-taken")]
    assert done.err.count(PASSED) == 6


def test_a_report_that_was_printed_into_a_file_is_known_too(call, house):
    (house / "printed.md").write_text(call("scan", "--format", "markdown").out, "utf-8")
    assert f"printed.md: {PASSED}" in call("scan").err


def test_a_report_that_somebody_wrote_in_is_read_and_that_is_said(call, house):
    text = (house / "report.md").read_text("utf-8")
    (house / "report.md").write_text(f"{text}\nWe go to chapel. Residents turn in phones at intake.\n", "utf-8")
    done = call("scan", "--format", "json")
    assert "report.md" in {path for path, *_ in violations(done)}
    assert "report.md: this report of rightscheck was changed since it was written" in done.err
    assert call("scan", "-o", "report.md").code == 2, "and it is no longer written over"


@pytest.mark.usefixtures("house")
def test_a_report_that_is_named_is_refused_with_the_next_step(call):
    done = call("scan", "report.md", "rules.md", "--format", "json")
    assert done.code == 3
    (one,) = scanned(done)["skipped"]
    assert (one["path"], one["reason"]) == (
        "report.md",
        "it is a report or a form of rightscheck, not a document; move it away, or put it in .rightscheckignore",
    )
    assert violations(done), "the other one is read all the same"


def test_a_folder_of_reports_alone_is_not_clean(call, house):
    (house / "rules.md").unlink()
    for command in ("scan", "check"):
        done = call(command, ".")
        assert (done.code, done.out) == (3, "")
        assert "there is no" in done.problems[-1]


def test_a_report_larger_than_any_document_is_known(tmp_path):
    path = tmp_path / "report.html"
    path.write_text(sealed("<!DOCTYPE html>\n" + "<p>Residents turn in phones.</p>\n" * 200_000, "html"), "utf-8")
    assert read_document(path, "report.html").seal == "whole"


def test_a_branch_that_adds_a_report_says_so(call, tmp_path, monkeypatch):
    repo = tmp_path / "repo"
    repo.mkdir()
    monkeypatch.chdir(repo)
    git(repo, "init", "--quiet", "-b", "main")
    write(repo, rules="Welcome.\n")
    git(repo, "add", "--all")
    git(repo, "commit", "--quiet", "-m", "first")
    write(repo, house=sealed(f"{TAKEN}\n", "markdown"))
    for command in ("check", "scan"):
        done = call(command, ".", "--changed-since", "main")
        assert done.code == 3, "nothing hides behind a seal"
        assert "house.md: it is a report or a form of rightscheck, not a document" in done.out


# What is written over


@pytest.mark.parametrize("command", ["scan", "check", "baseline"])
@pytest.mark.parametrize("name", ["house/rules.md", "house/link.html", "house/old.doc"])
def test_no_document_of_a_folder_is_written_over(call, tmp_path, command, name):
    folder = tmp_path / "house"
    folder.mkdir()
    write(folder, rules=f"{TAKEN}\n")
    (folder / "link.html").symlink_to("rules.md")
    (folder / "old.doc").write_bytes(b"an old Word file")
    before = (tmp_path / name).read_bytes()
    done = call(command, "house", "-o", name, *(["--format", "html"] if command != "baseline" else []))
    assert (done.code, done.out) == (2, "")
    assert done.problems == [f"{name}: {NOT_OURS}; name another file"]
    assert (tmp_path / name).read_bytes() == before
    assert sorted(path.name for path in folder.iterdir()) == ["link.html", "old.doc", "rules.md"]


def test_a_report_of_ours_or_an_empty_file_is_written_over(call, house):
    before = (house / "report.md").read_text("utf-8")
    (house / "new.md").touch()
    write(house, rules="The curfew is 9 pm. Residents turn in phones at intake.\n")
    done = call("scan", "-o", "report.md", "-o", "new.md")
    assert done.code == 1
    assert (house / "report.md").read_text("utf-8") == (house / "new.md").read_text("utf-8") != before
    assert "report.md: passed" not in done.err


@pytest.mark.parametrize("command", [("scan", "house"), ("check", "house"), ("baseline", "house")])
def test_notes_elsewhere_are_not_written_over(call, tmp_path, command):
    (tmp_path / "house").mkdir()
    write(tmp_path / "house", rules="Welcome.\n")
    notes = tmp_path / "notes.md"
    notes.write_text("For the board.\n", "utf-8")
    done = call(*command, "-o", "notes.md")
    assert (done.code, done.out) == (2, "")
    assert "notes.md: this file is there already" in done.problems[0]
    assert notes.read_text("utf-8") == "For the board.\n"


def test_what_the_shell_writes_into_the_folder_is_not_unread(tmp_path):
    write(tmp_path, rules="Welcome.\n")
    for _ in range(2):
        with (tmp_path / "report.md").open("w") as report:
            command = [sys.executable, "-m", "rightscheck", "scan", ".", "--format", "markdown"]
            assert subprocess.run(command, cwd=tmp_path, stdout=report, check=False).returncode == 0


# Reviewed copies


def test_a_reviewed_copy_is_passed_over_by_name_and_named(call, tmp_path):
    source = (ROOT / "examples" / "mixed" / "policies" / "handbook.md").read_bytes()
    for name in ("rules.pdf", "rules.reviewed.pdf", "rules.md", "rules.reviewed.md"):
        (tmp_path / name).write_bytes(source)
    done = call("scan", "--format", "json")
    assert {one["path"] for one in scanned(done)["documents"]} == {"rules.md", "rules.reviewed.md"}
    assert "rules.reviewed.pdf: passed over: by its name, a reviewed copy of rules.pdf;" in done.err
    named = call("scan", "rules.reviewed.pdf", ".", "--format", "json")
    assert "passed over" not in named.err
    assert "rules.reviewed.pdf" in {one["path"] for one in scanned(named)["skipped"]}, "named, so it is tried"


def test_a_name_cannot_write_a_line_of_its_own_into_a_log(call, tmp_path):
    (tmp_path / "a\n::error::b.md").write_text(sealed("x", "markdown"), "utf-8")
    (tmp_path / "a\n::error::c.pdf").write_bytes(b"x")
    write(tmp_path, rules="Welcome.\n")
    for command in (("scan", "-o", os.devnull, "--format", "json"), ("baseline",), ("scan", "a\n::error::d.md")):
        assert not any(line.startswith("::") for line in call(*command).err.splitlines())
