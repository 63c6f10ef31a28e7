"""The report in a terminal: within its columns, plain where colour does not belong."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console

from report_helpers import (
    ANY,
    HOSTILE,
    ROOT,
    all_standards,
    assessment_of,
    check_golden,
    hostile,
    report_of,
    sheet_of,
    terminal_text,
    text_of,
    worst,
)
from rightscheck.check.assess import assess
from rightscheck.model.assessment import Assessment
from rightscheck.render.formats import RENDERERS
from rightscheck.render.terminal import terminal_report
from rightscheck.render.words import plain
from rightscheck.seal import SAYS

ANSWERS = ROOT / "examples" / "mixed" / "answers.yaml"
COMMAND = [sys.executable, "-m", "rightscheck", "assess", str(ANSWERS), "--fail-on", "never"]
COLOUR = re.compile(r"\x1b\[(?:\d+;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])[;m]")


def printed(assessment: Assessment, width: int) -> str:
    stream = StringIO()
    Console(file=stream, width=width, force_terminal=False, emoji=False).print(terminal_report(assessment))
    return stream.getvalue()


def too_wide(text: str, width: int) -> list[str]:
    return [line for line in text.splitlines() if cell_len(line) > width]


@pytest.mark.parametrize("name", ANY)
def test_no_line_is_over_80_columns(name):
    text = report_of(name, "terminal")
    assert too_wide(text, 80) == []
    assert [line for line in text.splitlines() if line != line.rstrip()] == []


@pytest.mark.parametrize("width", [60, 40])
@pytest.mark.parametrize("name", ANY)
def test_a_narrow_terminal_loses_no_words(name, width):
    text = printed(assessment_of(name), width)
    assert too_wide(text, width) == []
    narrow, wide = (re.findall(r"\w+", t) for t in (terminal_text(text), text_of(name, "terminal")))
    assert sorted(narrow) == sorted(wide)


@pytest.mark.parametrize("name", ANY)
def test_nothing_is_cut_short_with_dots(name):
    assert "…" not in report_of(name, "terminal")
    assert "…" not in printed(assessment_of(name), 40)


@pytest.mark.parametrize("name", ANY)
def test_as_text_it_holds_no_escape_codes(name):
    assert "\x1b" not in report_of(name, "terminal")


def test_a_pipe_gets_no_escape_codes():
    env = {key: value for key, value in os.environ.items() if key not in ("FORCE_COLOR", "TTY_COMPATIBLE")}
    run = subprocess.run(COMMAND, capture_output=True, env={**env, "TERM": "xterm-256color"}, check=True)
    assert b"\x1b" not in run.stdout
    assert b"Harbor Street House" in run.stdout


def on_a_terminal(**env: str) -> str:
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
    here, there = pty.openpty()
    kept = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
    run = subprocess.Popen(COMMAND, stdout=there, env={**kept, "TERM": "xterm-256color", "COLUMNS": "80", **env})
    os.close(there)
    chunks = []
    while True:
        try:
            chunk = os.read(here, 65_536)
        except OSError:  # Linux says so when the other end is closed
            break
        if not chunk:
            break
        chunks.append(chunk)
    os.close(here)
    assert run.wait() == 0
    return b"".join(chunks).decode()


def test_a_terminal_gets_colour_and_with_no_color_set_none():
    assert COLOUR.search(on_a_terminal())
    assert not COLOUR.search(on_a_terminal(NO_COLOR="1"))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_shown_as_it_was_written_within_the_columns(text):
    shown = hostile(text, "terminal")
    assert too_wide(shown, 80) == []
    squeezed = re.sub(r"\s", "", shown)
    written = re.sub(r"\s", "", plain(text))
    assert squeezed.startswith(written)
    assert squeezed.count(f"Note:{written}") == 1
    assert squeezed.count(f"“{written}”({written})") == 1
    assert squeezed.count(written) == 1 + 1 + 4  # the name, a note, and the evidence of one answer


def test_hostile_text_forges_no_line_of_the_report():
    """A line that stands at the left edge is ours, but for the name of the program at the top."""
    forged = "\n\nRed flags\n ■ none at all\n".join(HOSTILE.values())
    ours = set(hostile("x", "terminal", "x").splitlines())
    theirs = hostile(forged, "terminal", "x").splitlines()
    assert {line for line in theirs if line[:1].strip()} <= ours


@pytest.mark.parametrize("control", ["\x1b", "\x00", "\x07", "\x08", "\x7f", "\x9b", "\u202e", "\r"])
def test_control_characters_do_not_reach_the_terminal(control):
    assert control not in hostile(f"before{control}after", "terminal")


def test_brackets_in_a_standard_are_words_and_not_markup():
    first, *others = all_standards()
    flag = first.red_flags[0].model_copy(
        update={"title": "A [bold]title[/bold] in [name]", "sample_wording": "Ask [name and phone number]. [/]"}
    )
    standards = [first.model_copy(update={"red_flags": (flag, *first.red_flags[1:])}), *others]
    text = terminal_text(RENDERERS["terminal"](assess(standards, sheet_of(worst))))
    assert text.count("A [bold]title[/bold] in [name]") >= 3
    assert "Ask [name and phone number]. [/]" in text


@pytest.mark.parametrize("name", ["half-finished"])
def test_the_command_prints_what_the_text_file_holds(name, tmp_path):
    path = tmp_path / "report.txt"
    command = [sys.executable, "-m", "rightscheck", "assess", str(ROOT / "examples" / name / "answers.yaml")]
    env = {**os.environ, "COLUMNS": "80", "PYTHONIOENCODING": "utf-8"}
    run = subprocess.run([*command, "--fail-on", "never"], capture_output=True, env=env, check=True)
    subprocess.run([*command, "--fail-on", "never", "-o", str(path)], capture_output=True, env=env, check=True)
    lines = [line.rstrip() for line in run.stdout.decode().splitlines()]
    *written, empty, seal = path.read_text(encoding="utf-8").splitlines()
    assert (lines, empty) == (written, "")
    assert seal.startswith(SAYS)


def test_the_mixed_example_reads_as_it_was_last_looked_at():
    check_golden("mixed.txt", report_of("mixed", "terminal"))
