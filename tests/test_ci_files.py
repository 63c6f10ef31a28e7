"""The action, the hooks, and the page about CI, each run as far as a machine without a network can."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from xml.etree import ElementTree

import pytest
import yaml

from conftest import ROOT, clean_environment
from rightscheck.model.config import Config
from rightscheck.read.config import load_settings
from rightscheck.read.documents import READERS
from scan_helpers import REWRITTEN, TAKEN, commit, git, write

ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
PAGE = (ROOT / "docs" / "ci.md").read_text("utf-8")
posix = pytest.mark.skipif(os.name == "nt", reason="bash scripts")


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


SNIPPETS = [yaml.safe_load(text) for text in blocks("yaml")]
(WORKFLOW,) = [one for one in SNIPPETS if isinstance(one, dict) and "jobs" in one]
(GITLAB,) = [one for one in SNIPPETS if isinstance(one, dict) and "rightscheck" in one]
(PRE_COMMIT,) = [one for one in SNIPPETS if isinstance(one, dict) and "repos" in one]
(SETTINGS,) = [text for text in blocks("yaml") if "waivers:" in text]


@pytest.fixture
def tools(tmp_path):
    """A folder of commands: rightscheck as it is here, and a pip that only writes down what it is asked for."""
    folder = tmp_path / "tools"
    folder.mkdir()
    scripts = {
        "rightscheck": f'exec {shlex.quote(sys.executable)} -m rightscheck "$@"',
        "pip": f"printf '%s\\n' \"$@\" >> {shlex.quote(str(tmp_path / 'pip.txt'))}",
    }
    for name, body in scripts.items():
        (folder / name).write_text(f"#!/bin/sh\n{body}\n", "utf-8")
        (folder / name).chmod(0o755)
    return folder


@pytest.fixture
def repo(tmp_path):
    folder = tmp_path / "the repo"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    write(folder, handbook=f"# Handbook\n\n{REWRITTEN}\n")
    commit(folder)
    git(folder, "checkout", "--quiet", "-b", "branch")
    write(folder, handbook=f"# Handbook\n\n{REWRITTEN}\n\n{TAKEN}\n")
    commit(folder)
    return folder


def bash(script, folder, tools, **environment):
    """Run a script as GitHub and GitLab do: it ends at the first command that fails."""
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env=clean_environment(PATH=path, **environment),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


# The action


def step(name):
    (found,) = [one for one in ACTION["runs"]["steps"] if one.get("name") == name]
    return found


def environment(name, **inputs):
    """Give what GitHub would set for a step: each expression is the value of an input."""
    values = {key: str(one["default"]) for key, one in ACTION["inputs"].items()} | inputs
    filled = {}
    for key, text in step(name)["env"].items():
        filled[key] = values[re.fullmatch(r"\$\{\{ inputs\.([\w-]+) }}", text)[1]]
    return filled


def run_check(repo, tools, **inputs):
    summary = tools / "summary.md"
    done = bash(step("Check")["run"], repo, tools, GITHUB_STEP_SUMMARY=str(summary), **environment("Check", **inputs))
    return done, summary.read_text("utf-8")


@posix
def test_the_action_names_the_line_writes_a_summary_and_fails(repo, tools):
    done, summary = run_check(repo, tools)
    assert done.returncode == 1
    (said,) = [line for line in done.stdout.splitlines() if line.startswith("::error")]
    assert "file=handbook.md,line=5," in said
    assert TAKEN in summary
    write(repo, handbook=REWRITTEN)
    done, summary = run_check(repo, tools)
    assert done.returncode == 0
    assert "::error" not in done.stdout


@posix
def test_the_action_takes_options_a_folder_and_a_format(repo, tools):
    (repo / "deep rules").mkdir()
    write(repo / "deep rules", more=TAKEN)
    commit(repo)
    done, _ = run_check(repo, tools, path="deep rules", args="--changed-since\n branch", format="json")
    assert (done.returncode, json.loads(done.stdout)["findings"]) == (0, [])
    done, _ = run_check(repo, tools, path="deep rules", args=" --changed-since main ")
    assert done.returncode == 1
    assert "file=deep rules/more.md,line=1," in done.stdout


@posix
@pytest.mark.parametrize("name", ["path", "args", "format"])
def test_what_stands_in_an_input_is_never_run(repo, tools, name):
    done, _ = run_check(
        repo, tools, **{name: "$(touch owned)`touch owned`;touch owned;\" && touch owned;'\n touch owned"}
    )
    assert done.returncode in (2, 3)
    assert done.stderr
    assert not (repo / "owned").exists()


@posix
@pytest.mark.parametrize(("version", "asked"), [("", "/the action/here"), ("0.1.0", "rightscheck==0.1.0")])
def test_the_action_installs_itself_or_the_version_that_is_asked_for(repo, tools, version, asked):
    words = environment("Install rightscheck", version=version)
    done = bash(step("Install rightscheck")["run"], repo, tools, GITHUB_ACTION_PATH="/the action/here", **words)
    assert done.returncode == 0
    assert (tools.parent / "pip.txt").read_text("utf-8").splitlines()[-1] == asked


def test_the_action_runs_nothing_that_is_not_pinned_and_puts_no_input_into_a_script():
    assert ACTION["runs"]["using"] == "composite"
    for one in ACTION["runs"]["steps"]:
        if "uses" in one:
            assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", one["uses"])
        else:
            assert one["shell"] == "bash"
            assert "${{" not in one["run"]


# The hooks


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_looks_at_every_file_that_can_be_read_and_at_no_program_code(hook):
    wanted = re.compile(hook["files"])
    assert all(wanted.search(f"policies/House rules{suffix}") for suffix in READERS)
    assert all(wanted.search(f"HANDBOOK{suffix.upper()}") for suffix in READERS)
    assert not any(wanted.search(name) for name in ("main.py", "style.css", "notes.md.bak", "mdown", "a.json"))


def test_the_hooks_are_a_manifest_that_pre_commit_takes():
    clientlib = pytest.importorskip("pre_commit.clientlib")
    assert [one["id"] for one in clientlib.load_manifest(ROOT / ".pre-commit-hooks.yaml")] == [h["id"] for h in HOOKS]


@posix
@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_pre_commit_runs_a_hook_on_what_is_committed(repo, tools, hook):
    """With the rightscheck that is here, because pre-commit would install another one from the network."""
    pytest.importorskip("pre_commit")
    local = {"repos": [{"repo": "local", "hooks": [{**hook, "language": "system"}]}]}
    (repo / ".pre-commit-config.yaml").write_text(yaml.safe_dump(local), "utf-8")
    write(repo, **{"Größe der Räume": f"# Rooms\n\n{TAKEN}\n"})
    git(repo, "add", "--all")
    script = f"{shlex.quote(sys.executable)} -m pre_commit run --verbose"
    done = bash(script, repo, tools, PRE_COMMIT_HOME=str(tools / "home"))
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Größe der Räume.md:3:1" in done.stdout
    assert ("handbook.md:5:1" in done.stdout) == (not hook.get("pass_filenames", True)), "only what is committed"
    write(repo, **{"Größe der Räume": REWRITTEN, "handbook": REWRITTEN})
    git(repo, "add", "--all")
    assert bash(script, repo, tools, PRE_COMMIT_HOME=str(tools / "home")).returncode == 0


# The page


@posix
def test_the_commands_that_need_git_run_as_the_page_says(repo, tools):
    (script,) = blocks("console")
    done = bash(script, repo, tools)
    assert done.returncode == 1, done.stderr
    assert "handbook.md:5:1" in done.stdout


def test_the_settings_in_the_page_are_read(tmp_path):
    (tmp_path / "rightscheck.yaml").write_text(SETTINGS, "utf-8")
    config = load_settings(tmp_path).config
    assert set(Config.model_fields) == config.model_fields_set
    assert config.waivers[0].expires == "2027-01-31"


def test_the_workflow_in_the_page_uses_inputs_that_the_action_has():
    (job,) = WORKFLOW["jobs"].values()
    (ours,) = [one for one in job["steps"] if "/rightscheck@" in one.get("uses", "")]
    assert set(ours["with"]) <= set(ACTION["inputs"])


@posix
def test_the_gitlab_job_in_the_page_writes_its_reports_and_fails(repo, tools, tmp_path):
    clone = tmp_path / "clone"
    git(repo, "clone", "--quiet", "--branch", "branch", str(repo), str(clone))
    job = GITLAB["rightscheck"]
    done = bash("\n".join(job["script"]), clone, tools, CI_DEFAULT_BRANCH="main")
    assert done.returncode == 1, done.stderr
    reports = job["artifacts"]["reports"]
    (found,) = json.loads((clone / reports["codequality"]).read_text("utf-8"))
    assert found["location"]["path"] == "handbook.md"
    assert ElementTree.parse(clone / reports["junit"]).getroot().get("failures") == "1"


def test_the_hooks_in_the_page_are_hooks_that_there_are():
    (entry,) = PRE_COMMIT["repos"]
    assert {one["id"] for one in entry["hooks"]} <= {hook["id"] for hook in HOOKS}
