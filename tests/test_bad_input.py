"""Whatever is wrong with what was given: a clear line with place and next step, exit 2 or 3, and no traceback."""

from __future__ import annotations

import codecs
import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, clean_environment, hear_ctrl_c, write_tiny
from rightscheck.seal import sealed

HEAD = "rightscheck: answers/1\nstandards: {fnusa-core: 1.0.0}\n"
LAUGHS = "a0: &a0 [ha, ha]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))

FILES = {
    # what it is: (what stands in answers.yaml, the place, what is said)
    "empty": ("", "answers.yaml: ", "this answers file is empty; start one with: rightscheck init"),
    "blank": (" \n\n\t\n", "answers.yaml: ", "this answers file is empty; start one with: rightscheck init"),
    "only comments": ("# a\n# b\n", "answers.yaml: ", "nothing but comments"),
    "not YAML": ("a: b: c\n", "answers.yaml:1:5: ", "this is not YAML"),
    "an open quotation mark": (
        f'{HEAD}program: "House\ndate: 2026\n',
        "answers.yaml:3:10: ",
        "close the quotation mark",
    ),
    "a tab": (f"{HEAD}answers:\n\tPC-03: a\n", "answers.yaml:4:1: ", "indent with spaces, not with tabs"),
    "a list for the whole": ("- a\n- b\n", "answers.yaml:1:1: ", "a list of 2 does not belong here"),
    "a text for the whole": ("Dear Sir or Madam\n", "answers.yaml:1:1: ", "write lines of the form 'key: value'"),
    "a list where a mapping belongs": (f"{HEAD}answers:\n  - PC-03\n", "answers.yaml:3:1: ", "a list of 1 does not"),
    "another list": (
        f"{HEAD}answers:\n  PC-03: [a, b]\n",
        "answers.yaml:4:3: ",
        "write lines of the form 'key: value'",
    ),
    "a mapping where a text belongs": (f"{HEAD}program: {{a: b}}\n", "answers.yaml:3:1: ", "write a text"),
    "an unknown key": (f"{HEAD}anwsers:\n  PC-03: a\n", "answers.yaml:3:1: ", "did you mean 'answers'?"),
    "an unknown question": (f"{HEAD}answers:\n  PC-33: a\n", "answers.yaml:4:3: ", "did you mean 'PC-"),
    "an option that does not exist": (
        f"{HEAD}answers:\n  PC-03:\n    answer: staff-holds\n",
        "answers.yaml:5:5: ",
        "PC-03 has no option 'staff-holds'; did you mean 'staff-hold'?",
    ),
    "a key given twice": (
        f"{HEAD}answers:\n  PC-03: a\n  PC-03: b\n",
        "answers.yaml:5:3: ",
        "the key 'PC-03' stands here a second time (first on line 4); keep one of the two",
    ),
    "aliases that explode": (LAUGHS, "answers.yaml:1:5: ", "anchors (&a0) are not used in these files"),
    "an alias": (f"{HEAD}program: *p\n", "answers.yaml:3:10: ", "write the text out"),
    "code in a tag": (f"{HEAD}date: !!python/name:os.getcwd 2026-11\n", "answers.yaml:3:7: ", "take the tag away"),
    "50 MB": (b"a: b\n" * 10_000_000, "answers.yaml: ", "this answers file is over 2 MB; check that it is the right"),
    "Latin-1": (f"{HEAD}program: Café\n".encode("latin-1"), "answers.yaml:3:13: ", "this byte is not UTF-8 text"),
    "half a character": (HEAD.encode() + b"program: \xe2\x82\n", "answers.yaml:3:10: ", "not UTF-8 text"),
    "UTF-16": (HEAD.encode("utf-16"), "answers.yaml: ", "this file is UTF-16, not UTF-8; save it again"),
    "UTF-16, the other way": (codecs.BOM_UTF16_BE + HEAD.encode("utf-16-be"), "answers.yaml: ", "is UTF-16, not UTF-8"),
    "UTF-16 without a mark": (HEAD.encode("utf-16-le"), "answers.yaml:1:2: ", "a control character (U+0000)"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "answers.yaml:2:2: ", "not UTF-8 text"),
    "an escape sequence": (f"{HEAD}program: \x1b[31mred\n", "answers.yaml:3:10: ", "a control character (U+001B)"),
    "text turned around": (f"{HEAD}program: a\u202eb\n", "answers.yaml:3:11: ", "a control character (U+202E)"),
    "text turned around by an escape": (f'{HEAD}program: "a\\u202eb"\n', "answers.yaml:3:10: ", "(U+202E) is written"),
    "the terminal turned red by an escape": (
        f'{HEAD}program: "\\e[31m"\n',
        "answers.yaml:3:10: ",
        "(U+001B) is written",
    ),
    "100,000 brackets": ("[" * 100_000, "answers.yaml:1:", "this is nested more than 40 deep; write it flatter"),
    "100,000 blocks": ("{a: " * 100_000, "answers.yaml:1:", "this is nested more than 40 deep; write it flatter"),
    "a standard of another version": (
        "rightscheck: answers/1\nstandards:\n  fnusa-core: 2.0.0\n",
        "answers.yaml:3:3: ",
        "these answers are for fnusa-core 2.0.0, and 1.0.0 is installed",
    ),
    "an unknown standard": (
        "rightscheck: answers/1\nstandards: {fnusa-cor: 1.0.0}\n",
        "answers.yaml:2:13: ",
        "there is no standard 'fnusa-cor' here; did you mean 'fnusa-core'?",
    ),
    "no standard": ("rightscheck: answers/1\nstandards: {}\n", "answers.yaml:2:1: ", "write at least 1 item"),
    "another form of file": (
        "rightscheck: answers/2\nstandards: {fnusa-core: 1.0.0}\n",
        "answers.yaml:1:1: ",
        "answers/1",
    ),
    "two documents": (f"{HEAD}---\n{HEAD}", "answers.yaml:3:1: ", "keep one document in a file"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_used_is_told_with_its_place_and_the_next_step(command, tmp_path, name):
    content, place, said = FILES[name]
    (tmp_path / "answers.yaml").write_bytes(content if isinstance(content, bytes) else content.encode())
    done = command("assess", "answers.yaml", "-o", "report.html")
    assert done.code == 3
    assert done.out == ""
    done.says(said)
    assert done.err.startswith(place)
    assert [path.name for path in tmp_path.iterdir()] == ["answers.yaml"]


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(codecs.BOM_UTF8 + HEAD.encode(), id="a byte order mark"),
        pytest.param(HEAD.replace("\n", "\r\n").encode(), id="Windows line ends"),
        pytest.param(codecs.BOM_UTF8 + f"{HEAD}program: Café 家\n".replace("\n", "\r\n").encode(), id="both"),
        pytest.param(HEAD.rstrip("\n").encode(), id="no end of the last line"),
    ],
)
def test_what_editors_add_does_no_harm(command, tmp_path, raw):
    (tmp_path / "answers.yaml").write_bytes(raw)
    done = command("assess", "-o", "report.json")
    assert done.code == 0
    assert (tmp_path / "report.json").is_file()


@pytest.mark.parametrize(
    ("given", "place", "said"),
    [
        ("nowhere.yaml", "nowhere.yaml: ", "there is no such answers file; check the name and the folder"),
        ("no/where.yaml", "no/where.yaml: ", "there is no such answers file; check the name and the folder"),
        ("file/answers.yaml", "file/answers.yaml: ", "there is no such answers file; check the name and the folder"),
        ("empty", "empty/answers.yaml: ", "there is no such answers file; check the name and the folder"),
    ],
)
def test_a_file_that_is_not_there_is_told(command, tmp_path, given, place, said):
    (tmp_path / "file").write_text("x")
    (tmp_path / "empty").mkdir()
    done = command("assess", given)
    assert (done.code, done.out) == (3, "")
    done.says(said)
    assert done.err.startswith(place)


def test_a_file_that_may_not_be_read_is_told(call, tmp_path, monkeypatch):
    """The system's refusal is played, because root may read everything."""

    def refuse(*_, **__):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    (tmp_path / "answers.yaml").write_text(HEAD)
    monkeypatch.setattr(Path, "open", refuse)
    done = call("assess", "answers.yaml")
    assert done.code == 3
    done.says("answers.yaml: this answers file cannot be read (Permission denied); check the rights on the file")


SETTINGS = {
    # what it is: (what stands in rightscheck.yaml, the place, what is said)
    "an unknown key": ("standarts: [fnusa-core]\n", "1:1: ", "did you mean 'standards'?"),
    "an unknown word": ("answers: a.yaml\nfail_on: nver\n", "2:1: ", "'nver' is not known here; did you mean 'never'?"),
    "a text for a list": ("standards: fnusa-core\n", "1:1: ", "write a list"),
    "a list for a text": ("answers: [a]\n", "1:1: ", "a list of 1 does not belong here; write a text"),
    "an unknown standard": ("standards:\n  - fnusa-core\n  - fnusa-cor\n", "3:5: ", "'fnusa-cor': there is no such"),
    "a folder that is none": ("standards: [./nowhere]\n", "1:13: ", "there is no such standard"),
    "a folder without a standard": ("standards: [.]\n", "1:13: ", "this folder holds no standard.yaml"),
    "not YAML": ("a: b: c\n", "1:5: ", "this is not YAML"),
    "empty": ("", "", "this settings file is empty"),
    "only comments": ("# fail_on: core\n", "", "nothing but comments"),
    "a control character": ('answers: "a\\0b.yaml"\n', "1:10: ", "a control character (U+0000)"),
    "Windows line ends": ("answers: answers.yaml\r\nfail_onn: core\r\n", "2:1: ", "did you mean 'fail_on'?"),
}


@pytest.mark.parametrize("name", SETTINGS)
def test_settings_that_cannot_be_used_are_told_with_their_place(call, tmp_path, name):
    content, place, said = SETTINGS[name]
    (tmp_path / "answers.yaml").write_text(HEAD)
    (tmp_path / "rightscheck.yaml").write_bytes(content.encode())
    done = call("assess", ".", "-o", "report.html")
    assert (done.code, done.out) == (3, "")
    done.says(said)
    assert done.err.startswith(f"rightscheck.yaml:{place}" if place else "rightscheck.yaml: ")
    assert not (tmp_path / "report.html").exists()


def test_settings_with_windows_line_ends_and_a_byte_order_mark_work(call, tmp_path):
    write_tiny(tmp_path)
    (tmp_path / "mine.yaml").write_text("rightscheck: answers/1\nstandards: {tiny: 1.0.0}\nanswers: {TS-01: staff}\n")
    text = "answers: mine.yaml\nstandards:\n  - ./tiny\nfail_on: never\n"
    (tmp_path / "rightscheck.yaml").write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    assert call("assess", "--format", "json").code == 0
    assert call("assess", "--format", "json", "--fail-on", "core").code == 1


COMMAND_LINES = {
    # what it is: (the command line, what is said)
    "an unknown command": (["asess"], "Did you mean 'assess'?"),
    "an unknown option": (["assess", "--standrd", "x"], "--standard"),
    "an unknown word for --fail-on": (
        ["assess", "--fail-on", "sometimes"],
        "'core', 'stop', 'fix', 'caution', 'never'",
    ),
    "an unknown word for --format": (["assess", "--format", "pdf"], "'terminal', 'markdown', 'html', 'json'"),
    "an option without its value": (["assess", "-o"], "-o"),
    "one argument too many": (["explain", "a", "b"], "unexpected extra argument"),
    "an argument too few": (["explain"], "ID"),
    "an ending that names no format": (
        ["assess", "answers.yaml", "-o", "report.pdf"],
        "report.pdf: the ending '.pdf' names no format; end it in one of .htm, .html, .json",
    ),
    "no ending": (["assess", "answers.yaml", "-o", "report"], "or add --format"),
    "an unknown standard": (["assess", "answers.yaml", "--standard", "safe-horizn"], "did you mean 'safe-horizon'?"),
    "an unknown standard for init": (["init", "audit", "--standard", "safe-horizn"], "did you mean 'safe-horizon'?"),
    "an unknown fact": (["init", "audit", "--fact", "housng=none"], "did you mean 'housing'?"),
    "a fact without a value": (["init", "audit", "--fact", "housing"], "write it as housing=emergency"),
    "an unknown value of a fact": (["init", "audit", "--fact", "housing=castle"], "'castle' is no value of 'housing'"),
    "nothing by this id": (["explain", "phone-takn"], "there is nothing by this id; did you mean 'phone-taken'?"),
    "an unknown standard to show": (["standards", "show", "x"], "write one of: fnusa-core"),
    "an unknown standard to check": (["standards", "check", "x"], "write one of: fnusa-core"),
    "an unknown standard for the schemas": (["standards", "schema", "--standard", "x"], "write one of: fnusa-core"),
    "the answers as the report": (
        ["assess", "answers.yaml", "--format", "html", "-o", "./answers.yaml"],
        "answers.yaml: this file is read here, and is not written over; name another file",
    ),
    "a standard twice under two names": (
        ["assess", "answers.yaml", "--standard", "fnusa-core", "--standard", str(ROOT / "standards" / "fnusa-core/.")],
        "stands in this standard and in fnusa-core; assess against one of the two",
    ),
}


@pytest.mark.parametrize("name", COMMAND_LINES)
def test_a_command_line_that_is_wrong_ends_with_2_and_the_next_step(call, tmp_path, name):
    line, said = COMMAND_LINES[name]
    (tmp_path / "answers.yaml").write_text(HEAD)
    done = call(*line)
    assert (done.code, done.out) == (2, "")
    assert said in " ".join(done.err.split())
    assert [path.name for path in tmp_path.iterdir()] == ["answers.yaml"]
    assert (tmp_path / "answers.yaml").read_text() == HEAD


# Ctrl-C


def interrupt(process):
    """Press Ctrl-C, and again if it fell on the moment just before a wait."""
    for _ in range(20):
        process.send_signal(signal.SIGINT)
        try:
            return process.communicate(timeout=1)
        except subprocess.TimeoutExpired:
            continue
    process.kill()
    pytest.fail("Ctrl-C does not end the command")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_ctrl_c_while_it_works_leaves_a_clear_line_and_the_old_report(tmp_path):
    os.mkfifo(tmp_path / "answers.yaml")
    old = sealed("the old report", "html")
    (tmp_path / "report.html").write_text(old)
    with (
        subprocess.Popen(
            [sys.executable, "-m", "rightscheck", "assess", "answers.yaml", "-o", "report.html"],
            cwd=tmp_path,
            env=clean_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=hear_ctrl_c,  # noqa: PLW1509 - no threads here
        ) as process,
        (tmp_path / "answers.yaml").open("wb", buffering=0) as pipe,  # opens once the command reads
    ):
        pipe.write(HEAD.encode())
        out, err = interrupt(process)
    assert process.returncode == 3
    assert out == b""
    assert err.decode() == "Stopped. Nothing was left half-written; run the command again when you are ready.\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answers.yaml", "report.html"]
    assert (tmp_path / "report.html").read_text() == old


def test_ctrl_c_while_the_libraries_load_leaves_a_clear_line(tmp_path):
    """The first tenths of a second: a folder of our own stands in for a library that takes its time."""
    (tmp_path / "typer.py").write_text("raise KeyboardInterrupt\n")
    done = subprocess.run(
        [sys.executable, "-m", "rightscheck", "--version"],
        cwd=tmp_path,
        env=clean_environment(PYTHONPATH=str(tmp_path)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert done.stderr == "Stopped. Nothing was left half-written; run the command again when you are ready.\n"


# What cannot be printed


def test_a_fault_of_our_own_is_owned_up_to_without_a_traceback(call, monkeypatch):
    """`call` would refuse such a line, so the error comes from a library that is not ours to mend."""
    monkeypatch.setattr("rightscheck.read.standards.shipped_ids", lambda: 1 / 0)
    with pytest.raises(AssertionError, match=r"rightscheck has a fault here \(ZeroDivisionError"):
        call("standards", "list")


@pytest.mark.parametrize("error", [MemoryError, RecursionError])
def test_what_is_too_large_for_the_machine_is_told(call, monkeypatch, error):
    def fail():
        raise error

    monkeypatch.setattr("rightscheck.read.standards.shipped_ids", fail)
    done = call("standards", "list")
    assert done.code == 3
    assert done.err == "This input is too large or too deep to read; check that it is the right file.\n"
