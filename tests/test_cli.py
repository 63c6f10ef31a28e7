"""The command line: exit codes, names, help, and how the commands work together."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import get_args

import pytest
import typer

from conftest import ROOT, copy_standard, write_tiny
from rightscheck.cli.app import app
from rightscheck.cli.assess import Format, Tier
from rightscheck.cli.explain import PageFormat
from rightscheck.model.config import FailOn
from rightscheck.model.red_flag import Tier as FlagTier
from rightscheck.read.standards import load_standard, shipped_ids
from rightscheck.render.formats import RENDERERS, SUFFIXES
from rightscheck.version import __version__

EXAMPLES = sorted(path.parent.name for path in (ROOT / "examples").glob("*/answers.yaml"))
STANDARDS = [load_standard(name) for name in shipped_ids()]
DEFAULT = "stop"


def commands(group=None, path=()):
    """Walk through every command, with the words that call it."""
    group = group or typer.main.get_command(app)
    yield path, group
    for name, command in getattr(group, "commands", {}).items():
        yield from commands(command, (*path, name))


COMMANDS = dict(commands())


# Exit codes


def ladder(tier, status):
    """Say at which values of --fail-on a red flag makes the command exit with 1, from the words of the contract."""
    order = ["core", "stop", "fix"]
    if status == "present":
        return {"caution", *order[order.index(tier) :]}
    return {"caution"} if status == "caution" else set()


def standard_with(tmp_path, tier):
    folder = write_tiny(tmp_path / tier)
    flag = folder / "red-flags" / "doors-locked.yaml"
    flag.write_text(flag.read_text("utf-8").replace("tier: core", f"tier: {tier}"), "utf-8")
    return folder


@pytest.mark.parametrize("fail_on", get_args(FailOn))
@pytest.mark.parametrize("answer", ["anyone", "by-day", "staff", "unknown", ""])
@pytest.mark.parametrize("tier", get_args(FlagTier))
def test_the_exit_code_is_1_from_the_tier_of_fail_on_upwards(call, tmp_path, answers, tier, answer, fail_on):
    standard = standard_with(tmp_path, tier)
    path = answers(f"TS-01: {answer}", standard="tiny: 1.0.0")
    status = {"staff": "present", "by-day": "caution"}.get(answer, "clear or unknown")
    expected = 1 if fail_on in ladder(tier, status) else 0
    assert call("assess", path, "--standard", standard, "--fail-on", fail_on).code == expected
    (tmp_path / "rightscheck.yaml").write_text(f"fail_on: {fail_on}\n")
    assert call("assess", path, "--standard", standard).code == expected


@pytest.mark.parametrize("tier", get_args(FlagTier))
def test_without_fail_on_core_and_stop_flags_make_the_exit_code_1(call, tmp_path, answers, tier):
    path = answers("TS-01: staff", standard="tiny: 1.0.0")
    done = call("assess", path, "--standard", standard_with(tmp_path, tier))
    assert done.code == (1 if DEFAULT in ladder(tier, "present") else 0)


@pytest.mark.parametrize("fail_on", get_args(FailOn))
@pytest.mark.parametrize("case", EXAMPLES)
def test_the_exit_code_agrees_with_what_the_report_says(call, case, fail_on):
    done = call("assess", ROOT / "examples" / case, "--format", "json", "--fail-on", fail_on)
    flags = json.loads(done.out)["red_flags"]
    found = any(fail_on in ladder(flag["tier"], flag["status"]) for flag in flags)
    assert done.code == (1 if found else 0)


def test_3_wins_over_1(call, tmp_path, answers):
    standard = standard_with(tmp_path, "core")
    path = answers("TS-01: staff", standard="tiny: 1.0.0")
    assert call("assess", path, "--standard", standard).code == 1
    assert call("assess", path, "--standard", standard, "-o", "nowhere/report.html").code == 3
    assert call("assess", path, "--standard", standard, "-o", "good.html", "-o", "nowhere/bad.html").code == 3


def test_a_mistake_on_the_command_line_is_2_before_any_work_is_done(call, tmp_path, answers):
    path = answers("ZZ-01: nothing right here")
    assert call("assess", path, "-o", "good.html", "-o", "bad.pdf").code == 2
    assert not (tmp_path / "good.html").exists()


@pytest.mark.parametrize(
    "line", [["--version"], ["--help"], ["standards", "list"], ["standards", "check"], ["explain", "phones"]]
)
def test_what_is_done_ends_with_0(call, line):
    done = call(*line)
    assert (done.code, done.err) == (0, "")
    assert done.out


@pytest.mark.parametrize("line", [[], ["standards"]])
def test_a_command_line_that_says_nothing_shows_the_help(call, line):
    done = call(*line)
    assert done.code == 2
    assert "Usage: rightscheck" in done.out + done.err


def test_the_version_is_that_of_the_package(call):
    assert call("--version").out == f"rightscheck {__version__}\n"


# Names


def test_the_formats_are_those_that_can_be_rendered():
    assert {one.value for one in Format} == set(RENDERERS)
    assert set(SUFFIXES.values()) == set(RENDERERS)
    assert {one.value for one in PageFormat} <= set(RENDERERS)


def test_the_tiers_are_those_of_the_settings():
    assert tuple(one.value for one in Tier) == get_args(FailOn)
    assert set(get_args(FlagTier)) < set(get_args(FailOn))


def test_the_commands_are_those_of_the_contract():
    assert {" ".join(path) for path in COMMANDS} == {
        "",
        "init",
        "interview",
        "form",
        "collect",
        "standards translate",
        "assess",
        "scan",
        "check",
        "baseline",
        "annotate",
        "explain",
        "standards",
        "standards list",
        "standards show",
        "standards check",
        "standards schema",
    }


# Help


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: " ".join(path) or "rightscheck")
def test_every_command_and_everything_it_takes_is_explained(path):
    command = COMMANDS[path]
    assert command.help, path
    for parameter in command.params:
        assert getattr(parameter, "help", None), (path, parameter.name)
        assert parameter.help[0].isupper() or "," in parameter.help
        assert parameter.help.rstrip().endswith((".", "]", "...")), parameter.help


@pytest.mark.parametrize("option", ["-h", "--help"])
@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: " ".join(path) or "rightscheck")
def test_help_can_be_asked_of_every_command(call, path, option):
    done = call(*path, option)
    assert (done.code, done.err) == (0, "")
    flat = " ".join(re.sub(r"[│╭╮╰╯─]", " ", done.out).split())
    assert f"Usage: rightscheck {' '.join(path)}".rstrip() in flat
    for parameter in COMMANDS[path].params:
        for name in parameter.opts:
            assert name in flat or name == parameter.name
    for name in getattr(COMMANDS[path], "commands", {}):
        assert name in flat


def test_the_help_explains_every_exit_code(call):
    flat = " ".join(call("--help").out.split())
    for code, words in (
        (0, "nothing found"),
        (1, "something was"),
        (2, "command line is wrong"),
        (3, "could not be done"),
    ):
        assert re.search(rf"\b{code} [^;]*{words}", flat), code


# How the commands work together


def test_a_self_audit_from_beginning_to_end(command, tmp_path):
    done = command("init", "audit")
    assert done.code == 0
    assert "audit/answers.yaml" in done.err
    assert "rightscheck assess audit -o report.html" in done.err
    done = command("assess", "audit/answers.yaml", "-o", "report.html")
    assert done.code == 0
    assert "report.html" in done.err
    assert (tmp_path / "report.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    done = command("assess", cwd=tmp_path / "audit")
    assert done.code == 0
    assert done.out.strip()


def test_the_first_standard_leads(call, answers, tmp_path):
    """Its ladder gives the level, whatever the order in the answers file."""
    tiny = write_tiny(tmp_path)
    path = answers("TS-01: anyone", standard="fnusa-core: 1.0.0, tiny: 1.0.0")
    for first, second, level in ((tiny, "fnusa-core", "low"), ("fnusa-core", tiny, "change-now")):
        done = call("assess", path, "--standard", first, "--standard", second, "--format", "json")
        report = json.loads(done.out)
        assert report["level"]["id"] == level
        assert len(report["standards"]) == 2


def test_the_command_line_overrides_the_settings(call, answers, tmp_path):
    path = answers("PC-03: a")
    (tmp_path / "rightscheck.yaml").write_text("standards: [fnusa-core, safe-horizon]\n")
    for line, ids in (([], ["fnusa-core", "safe-horizon"]), (["--standard", "fnusa-core"], ["fnusa-core"])):
        report = json.loads(call("assess", path, *line, "--format", "json").out)
        assert [standard["id"] for standard in report["standards"]] == ids


def test_a_standard_named_twice_counts_once(call, answers):
    path = answers("PC-03: a")
    report = json.loads(call("assess", path, *["--standard", "fnusa-core"] * 3, "--format", "json").out)
    assert [standard["id"] for standard in report["standards"]] == ["fnusa-core"]


def test_without_standards_those_of_the_answers_file_are_taken_in_their_usual_order(call, answers):
    path = answers("PC-03: a", standard="safe-horizon: 1.0.0, fnusa-core: 1.0.0")
    report = json.loads(call("assess", path, "--format", "json").out)
    assert [standard["id"] for standard in report["standards"]] == ["fnusa-core", "safe-horizon"]


TOPICS = [
    *(indicator.id for standard in STANDARDS for indicator in standard.indicators[::9]),
    *(name for standard in STANDARDS for flag in standard.red_flags[::6] for name in (flag.id, flag.number)),
    *(right.id for right in STANDARDS[0].tables.rights[::5]),
    *(rule.id for rule in STANDARDS[0].tables.funder_rules[::7]),
    "S0-8",
    "pc-03",
    " RF-02 ",
    "fnusa-core",
]


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("format", [one.value for one in PageFormat])
def test_whatever_has_an_id_can_be_explained(call, topic, format):
    done = call("explain", topic, "--format", format)
    assert (done.code, done.err) == (0, "")
    assert len(done.out.splitlines()) > 3


@pytest.mark.parametrize("topic", ["", " ", "PC-99", "[bold]"])
def test_what_has_no_id_cannot_be_explained(call, topic):
    done = call("explain", topic)
    assert (done.code, done.out) == (2, "")
    assert "there is nothing by this id; " in done.err


def test_a_rule_of_ones_own_can_be_explained(call, tmp_path):
    write_tiny(tmp_path)
    assert "Who may open the front door?" in " ".join(call("explain", "TS-01", "--standard", "tiny").out.split())
    assert call("explain", "TS-01").code == 2


def test_the_list_names_each_standard_with_its_version_and_counts(call):
    lines = call("standards", "list").out.splitlines()
    for standard in STANDARDS:
        own = [one for one in standard.indicators if one.base_id == one.id]
        (line,) = [line for line in lines if line.startswith(f"{standard.id} ")]
        assert line.split()[:4] == [standard.id, standard.version, str(len(own)), str(len(standard.red_flags))]


def test_a_standard_is_shown_with_all_its_parts(call):
    for standard in STANDARDS:
        flat = " ".join(call("standards", "show", standard.id, "--format", "markdown").out.split())
        for one in (*standard.elements, *standard.levels, *standard.red_flags):
            assert one.title.replace("*", r"\*") in flat
        for indicator in standard.indicators:
            assert indicator.base_id in flat


def test_the_schemas_are_written_where_they_are_wanted(call, tmp_path):
    done = call("standards", "schema", "-o", "here/schemas")
    assert done.code == 0
    written = {path.name for path in (tmp_path / "here" / "schemas").iterdir()}
    assert {f"{name}.json" for name in ("standard", "indicator", "red-flag", "answers", "config")} <= written
    for path in (tmp_path / "here" / "schemas").iterdir():
        assert json.loads(path.read_text("utf-8"))["$schema"].startswith("https://json-schema.org/")
    assert "yaml-language-server" in done.err


def test_the_schema_of_answers_knows_the_questions_of_ones_own_standard(call, tmp_path):
    copy_standard(tmp_path / "ours", "safe-horizon")
    write_tiny(tmp_path)
    call("standards", "schema", "-o", "schemas", "--standard", "tiny", "--standard", "ours")
    text = (tmp_path / "schemas" / "answers.json").read_text("utf-8")
    for question in ("TS-01", "SH-01"):
        assert f'"{question}"' in text
    assert '"PC-03"' not in text


def test_personal_data_is_warned_of_with_its_place_and_never_repeated(call, tmp_path):
    text = "rightscheck: answers/1\nstandards: {fnusa-core: 1.0.0}\nanswers:\n  PC-03:\n    answer: a\n"
    (tmp_path / "answers.yaml").write_text(text + "    note: Call Maria Lopez, 555-123-4567\n")
    for format in RENDERERS:
        done = call("assess", "--format", format)
        assert done.code == 0
        assert done.err.startswith("answers.yaml:4:3: privacy warning: the note of PC-03 ")
        assert "Lopez" not in done.out + done.err
        assert "4567" not in done.out + done.err


@pytest.mark.parametrize("word", ["--version", "--help"])
def test_what_people_try_first_loads_neither_standards_nor_reports(word):
    script = """
import sys
from rightscheck.cli import main
try:
    main()
except SystemExit:
    print(*sys.modules, file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", script, word], capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert "rightscheck.cli.app" in loaded
    assert not loaded & {"yaml", "jinja2", "rightscheck.read.standards", "rightscheck.check.assess"}
