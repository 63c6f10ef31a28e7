"""Where results go: whole or not at all, whatever the disk, the terminal or the reader at the other end does."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, clean_environment
from rightscheck.cli.output import write_file
from rightscheck.errors import OutputError
from rightscheck.seal import sealed

OLD = sealed("the old report", "html")

MIXED = ROOT / "examples" / "mixed" / "answers.yaml"
FULL = Path("/dev/full")
posix = pytest.mark.skipif(os.name == "nt", reason="POSIX paths and modes")
PRINTING = {
    "the report": ["assess", str(MIXED)],
    "the report as HTML": ["assess", str(MIXED), "--format", "html"],
    "the list of standards": ["standards", "list"],
    "the check of the standards": ["standards", "check"],
    "a page": ["explain", "PC-03"],
    "help": ["--help"],
    "the version": ["--version"],
}


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    ("suffix", "start"),
    [
        (".html", "<!DOCTYPE html>"),
        (".htm", "<!DOCTYPE html>"),
        (".HTML", "<!DOCTYPE html>"),
        (".md", "<!-- A report of rightscheck; "),
        (".markdown", "<!-- A report of rightscheck; "),
        (".json", "{\n"),
        (".txt", "Harbor Street House\n"),
    ],
)
def test_the_ending_of_the_file_chooses_the_format(call, tmp_path, suffix, start):
    done = call("assess", MIXED, "-o", f"report{suffix}", "--fail-on", "never")
    assert (done.code, done.out) == (0, "")
    assert (tmp_path / f"report{suffix}").read_text("utf-8").startswith(start)
    assert names(tmp_path) == [f"report{suffix}"]


def test_several_files_are_written_at_once_and_the_format_may_be_named(call, tmp_path):
    assert call("assess", MIXED, "-o", "a.html", "-o", "b.json", "-o", "c.md", "--fail-on", "never").code == 0
    assert names(tmp_path) == ["a.html", "b.json", "c.md"]
    assert call("assess", MIXED, "-o", "report", "--format", "json", "--fail-on", "never").code == 0
    assert (tmp_path / "report").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_what_is_printed_is_what_a_file_would_hold(command, tmp_path):
    for name, suffix in (("json", "json"), ("markdown", "md"), ("html", "html")):
        command("assess", MIXED, "-o", f"report.{suffix}")
        done = command("assess", MIXED, "--format", name, environment={"LC_ALL": "C", "PYTHONUTF8": "0"})
        assert done.out == (tmp_path / f"report.{suffix}").read_text("utf-8")


def test_results_go_to_stdout_and_notes_to_stderr(command):
    done = command("assess", MIXED, "--format", "json", "--fail-on", "never")
    assert done.out.startswith("{")
    assert done.err == ""
    done = command("assess", MIXED, "-o", "report.html", "--fail-on", "never")
    assert done.out == ""
    assert done.err.startswith("Harbor Street House: ")
    assert "Report: report.html" in done.err


UNWRITABLE = {
    "a folder that is missing": "nowhere/report.html",
    "a folder that is a file": "file/report.html",
    "a folder in place of the file": "folder.html",
    "a name that is too long": "x" * 300 + ".html",
}


@pytest.mark.parametrize("name", UNWRITABLE)
def test_an_output_that_cannot_be_written_is_told_and_leaves_nothing(command, tmp_path, name):
    (tmp_path / "file").write_text("mine")
    (tmp_path / "folder.html").mkdir()
    done = command("assess", MIXED, "-o", UNWRITABLE[name])
    assert (done.code, done.out) == (3, "")
    done.says(f"{UNWRITABLE[name]}: this file cannot be written (", "check the folder, its rights, and the space")
    assert names(tmp_path) == ["file", "folder.html"]
    assert (tmp_path / "file").read_text() == "mine"
    assert names(tmp_path / "folder.html") == []


def test_a_folder_that_may_not_be_written_to_is_told(call, tmp_path, monkeypatch):
    """The system's refusal is played, because root may write everywhere."""

    def refuse(*_, **__):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr("rightscheck.cli.output.tempfile.mkstemp", refuse)
    done = call("assess", MIXED, "-o", "report.html")
    assert done.code == 3
    done.says("report.html: this file cannot be written (Permission denied); check the folder, its rights")
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    "command_line", [["init", "file"], ["init", "file/audit"], ["standards", "schema", "-o", "file"]]
)
def test_a_file_where_a_folder_is_wanted_is_told(command, tmp_path, command_line):
    (tmp_path / "file").write_text("mine")
    done = command(*command_line)
    assert (done.code, done.out) == (3, "")
    done.says("file", "check the path, its rights, and the space on the disk")
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
def test_a_full_disk_is_told(command):
    done = command("assess", MIXED, "--format", "html", "-o", FULL)
    assert (done.code, done.out) == (3, "")
    done.says("/dev/full: this file cannot be written (", "check the folder, its rights, and the space on the disk")


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
@pytest.mark.parametrize("what", PRINTING)
def test_a_full_disk_behind_stdout_is_told(tmp_path, what):
    with FULL.open("wb") as out:
        done = subprocess.run(
            [sys.executable, "-m", "rightscheck", *PRINTING[what]],
            cwd=tmp_path,
            env=clean_environment(),
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 3
    (line,) = done.stderr.splitlines()
    assert line.startswith("output: this cannot be used (")
    assert line.endswith("; check the path, its rights, and the space on the disk")


@posix
@pytest.mark.parametrize("what", PRINTING)
def test_a_reader_who_has_gone_is_no_finding_and_no_fault(tmp_path, what):
    """As with `rightscheck assess | head -1`: 1 would mean that something was found."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "rightscheck", *PRINTING[what]],
            cwd=tmp_path,
            env=clean_environment(),
            stdout=writing,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (3, "")


@posix
@pytest.mark.parametrize("what", [what for what in PRINTING if not what.startswith(("help", "the version"))])
def test_a_closed_stdout_is_told(tmp_path, what):
    script = 'exec "$0" -m rightscheck "$@" >&-'
    done = subprocess.run(
        ["sh", "-c", script, sys.executable, *PRINTING[what]],
        cwd=tmp_path,
        env=clean_environment(),
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert done.stderr == "output: there is nowhere to print to; leave stdout open, or use -o\n"


@posix
@pytest.mark.parametrize("where", ["2>&-", "2>/dev/full"])
def test_the_work_is_done_though_nobody_hears_the_notes(tmp_path, where):
    if "full" in where and not FULL.exists():
        pytest.skip("needs /dev/full")
    for line, code in (
        (["assess", str(MIXED), "-o", "report.html"], 1),
        (["assess", str(MIXED), "-o", "report.html", "--fail-on", "never"], 0),
        (["assess", "nowhere.yaml"], 3),
    ):
        script = f'exec "$0" -m rightscheck "$@" {where}'
        done = subprocess.run(
            ["sh", "-c", script, sys.executable, *line], cwd=tmp_path, env=clean_environment(), check=False
        )
        assert done.returncode == code
    assert names(tmp_path) == ["report.html"]


@pytest.fixture(params=["write", "fsync", "replace", "chmod"])
def disk_full(request, monkeypatch):
    """Let one step of writing a file fail as it does when the disk is full."""

    def fail(*_, **__):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    if request.param == "write":
        real = os.fdopen

        class Failing:
            """A file that takes the first words and then has no room."""

            def __init__(self, *args, **kwargs):
                self.stream = real(*args, **kwargs)

            def __enter__(self):
                self.stream.write(b"half of the rep")
                return self

            def __exit__(self, *_):
                self.stream.close()

            write = fail

        monkeypatch.setattr("rightscheck.cli.output.os.fdopen", Failing)
    elif request.param == "fsync":
        monkeypatch.setattr("rightscheck.cli.output.os.fsync", fail)
    else:
        monkeypatch.setattr(Path, request.param, fail)


@pytest.mark.usefixtures("disk_full")
@pytest.mark.parametrize("old", [True, False], ids=["over an old report", "for the first time"])
def test_a_disk_that_fills_up_leaves_the_old_report_whole_and_nothing_else(call, tmp_path, old):
    if old:
        (tmp_path / "report.html").write_text(OLD)
    done = call("assess", MIXED, "-o", "report.html")
    assert (done.code, done.out) == (3, "")
    done.says("report.html: this file cannot be written (No space left on device); ")
    assert names(tmp_path) == (["report.html"] if old else [])
    if old:
        assert (tmp_path / "report.html").read_text() == OLD


@pytest.mark.usefixtures("disk_full")
def test_init_on_a_full_disk_leaves_nothing_half_written(call, tmp_path):
    done = call("init", "audit")
    assert done.code == 3
    done.says("audit/answers.yaml: this file cannot be written (")
    assert names(tmp_path / "audit") == []


def test_ctrl_c_while_writing_leaves_the_old_report_whole_and_nothing_else(call, tmp_path, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    (tmp_path / "report.html").write_text(OLD)
    monkeypatch.setattr("rightscheck.cli.output.os.fsync", interrupted)
    done = call("assess", MIXED, "-o", "report.html")
    assert done.code == 3
    assert done.err == "Stopped. Nothing was left half-written; run the command again when you are ready.\n"
    assert names(tmp_path) == ["report.html"]
    assert (tmp_path / "report.html").read_text() == OLD


@posix
def test_a_report_that_is_there_keeps_its_rights_and_a_link_stays_a_link(tmp_path):
    path, link = tmp_path / "report.html", tmp_path / "latest.html"
    write_file(path, "one")
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~mask
    path.chmod(0o640)
    link.symlink_to(path)
    write_file(link, "two")
    assert link.is_symlink()
    assert path.read_text() == "two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert names(tmp_path) == ["latest.html", "report.html"]


@posix
def test_a_device_is_written_to_and_stays_a_device(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(["cat", str(tmp_path / "pipe")], stdout=subprocess.PIPE, text=True) as reader:
        write_file(tmp_path / "pipe", "the report")
        assert reader.communicate(timeout=30)[0] == "the report"
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def test_a_file_that_may_not_be_overwritten_is_left(tmp_path):
    path = tmp_path / "answers.yaml"
    path.write_text("mine")
    with pytest.raises(OutputError, match="this file is there already and stays as it is"):
        write_file(path, "other", overwrite=False)
    assert path.read_text() == "mine"


@pytest.mark.parametrize(
    "environment",
    [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "cp1252"}],
    ids=["LANG=C", "cp1252"],
)
@pytest.mark.parametrize("what", ["the report", "the list of standards", "a page", "help"])
def test_a_terminal_without_unicode_shows_what_it_can(command, what, environment):
    done = command(*PRINTING[what], environment=environment)
    assert done.code == (1 if "assess" in PRINTING[what] and "-h" not in PRINTING[what] else 0)
    assert done.err == ""
    assert done.out.strip()


@pytest.mark.parametrize("columns", ["0", "1", "-3", "many", "100000"])
def test_a_strange_width_of_the_terminal_loses_nothing(command, columns):
    usual = command(*PRINTING["the report"]).out.split()
    done = command(*PRINTING["the report"], environment={"COLUMNS": columns})
    assert done.code == 1
    assert max(map(len, done.out.splitlines())) <= 100
    words = {word for word in usual if word.isalpha()}
    assert len(words - set(done.out.split())) < len(words) / 50  # but for those that a narrow column breaks


def test_a_message_is_shown_where_stderr_has_no_unicode(command):
    done = command("assess", "nöwhere.yaml", environment={"PYTHONIOENCODING": "ascii"})
    assert done.code == 3
    done.says("n?where.yaml: there is no such answers file; ")


def test_no_colour_is_printed_where_nobody_asked_for_it(command):
    for what in ("the report", "a page", "the list of standards", "help"):
        assert "\x1b" not in command(*PRINTING[what]).out


def test_no_color_is_respected_where_colour_is_forced(command):
    plain = command(
        *PRINTING["the report"], environment={"NO_COLOR": "1", "FORCE_COLOR": "1", "TERM": "xterm-256color"}
    )
    colour = command(*PRINTING["the report"], environment={"FORCE_COLOR": "1", "TERM": "xterm-256color"})
    assert "\x1b[36m" in colour.out or "\x1b[1;36m" in colour.out
    assert "\x1b[36m" not in plain.out
    assert "\x1b[1;36m" not in plain.out


def test_a_path_with_spaces_and_letters_of_any_language_is_read_and_written(command, tmp_path):
    folder = tmp_path / "Audit für José" / "2026 – 家"
    folder.mkdir(parents=True)
    (folder / "answers.yaml").write_bytes(MIXED.read_bytes())
    done = command("assess", folder / "answers.yaml", "-o", folder / "le rapport ü.html", "--fail-on", "never")
    assert done.code == 0
    assert "le rapport ü.html" in done.err
    assert names(folder) == ["answers.yaml", "le rapport ü.html"]
    done = command("init", folder / "новый", environment={"PYTHONIOENCODING": "utf-8"})
    assert done.code == 0
    assert command("assess", ".", cwd=folder / "новый").code == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a name be any bytes")
def test_a_path_that_is_not_unicode_is_read_and_written(tmp_path):
    name = os.fsencode(tmp_path) + b"/caf\xe9"
    Path(os.fsdecode(name + b".yaml")).write_bytes(MIXED.read_bytes())
    files = [name + suffix for suffix in (b".html", b".json", b".md", b".txt")]
    done = subprocess.run(
        [sys.executable, "-m", "rightscheck", "assess", name + b".yaml", *(p for f in files for p in ("-o", f))],
        env=clean_environment(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert all(Path(os.fsdecode(file)).is_file() for file in files)


def test_the_same_answers_give_the_same_bytes(command, tmp_path):
    suffixes = ("html", "json", "md", "txt")
    for seed in ("1", "2"):
        files = [part for suffix in suffixes for part in ("-o", f"{seed}.{suffix}")]
        command("assess", MIXED, *files, environment={"PYTHONHASHSEED": seed})
    for suffix in suffixes:
        assert (tmp_path / f"1.{suffix}").read_bytes() == (tmp_path / f"2.{suffix}").read_bytes()
