"""The package as it is shipped, and the way its parts import one another."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def run(*command, cwd=ROOT, **environment):
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, **environment},
    )


def test_imports_point_one_way():
    done = run(Path(sys.executable).with_name("lint-imports"))
    assert done.returncode == 0, done.stdout


def test_every_dependency_has_its_reason_written_down():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *(d for extra in project["optional-dependencies"].values() for d in extra)]
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8").casefold()
    for requirement in wanted:
        name = requirement.split(">")[0].split("=")[0].casefold()
        assert name in page, f"docs/dependencies.md does not say why {name} is there"


def test_the_library_is_reached_from_the_top():
    code = "from rightscheck import load_standard, load_answers, assess; print(load_standard().id)"
    done = run(sys.executable, "-c", code)
    assert done.stdout.strip() == "fnusa-core"


def test_importing_the_package_does_not_load_its_libraries():
    code = "import sys, rightscheck; print({'pydantic', 'jinja2', 'rich', 'yaml', 'typer'} & set(sys.modules))"
    assert run(sys.executable, "-c", code).stdout.strip() == "set()"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    done = run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_carries_every_file_of_the_standards(wheel):
    shipped = {name.removeprefix("rightscheck/") for name in zipfile.ZipFile(wheel).namelist()}
    for path in (ROOT / "standards").rglob("*.*"):
        assert path.relative_to(ROOT).as_posix() in shipped


def test_the_wheel_carries_the_words_of_the_document_reader(wheel):
    shipped = zipfile.ZipFile(wheel).namelist()
    assert {"rightscheck/standards/lexicon/en.yaml", "rightscheck/standards/lexicon/en.weights.json"} <= set(shipped)
    themes = [name for name in shipped if name.startswith("rightscheck/standards/lexicon/") and name.count("/") == 4]
    assert any(name.endswith(".yaml") for name in themes)


def test_a_wheel_installed_elsewhere_does_the_whole_job(wheel, tmp_path):
    """A director's afternoon, in an environment that has never seen the repository."""
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    installed = run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, cwd=tmp_path)
    assert installed.returncode == 0, installed.stderr
    tool = python.with_name("rightscheck")
    answers = tmp_path / "house" / "answers.yaml"

    assert run(tool, "--version", cwd=tmp_path).stdout.startswith("rightscheck ")
    assert run(tool, "init", "house", cwd=tmp_path).returncode == 0
    answers.write_text(answers.read_text("utf-8").replace("  PC-03:\n    answer:", "  PC-03:\n    answer: d"), "utf-8")
    done = run(tool, "assess", "house", "-o", "report.html", cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert "Phone taken or watched" in (tmp_path / "report.html").read_text("utf-8")
    assert run(tool, "explain", "RF-02", cwd=tmp_path).returncode == 0
    (tmp_path / "handbook.txt").write_text("All residents must hand in their phones at intake.\n", "utf-8")
    done = run(tool, "scan", "handbook.txt", "--format", "json", cwd=tmp_path)
    assert '"right": "phones"' in done.stdout, done.stderr
    assert "all is well" in run(tool, "standards", "check", cwd=tmp_path).stdout
    assert run(tool, "standards", "schema", "-o", "schemas", cwd=tmp_path).returncode == 0
    assert not list((tmp_path / "house").glob("*.part"))
