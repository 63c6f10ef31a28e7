"""The pages are run or recomputed, so that they cannot go stale."""

from __future__ import annotations

import importlib.util
import math
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rightscheck import assess, load_answers, load_standard
from rightscheck.read.standards import DEFAULT_STANDARDS

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "examples").glob("*.md"))]
RUN = {"rightscheck": [sys.executable, "-m", "rightscheck"], "cp": ["cp"], "mkdir": ["mkdir"]}
FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def fenced(page: Path, language: str) -> list[str]:
    return [body for kind, body in FENCE.findall(page.read_text("utf-8")) if kind == language]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_shell_command_in_a_page_runs(page, tmp_path):
    for name in ("examples", "standards"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for block in fenced(page, "sh"):
        for line in filter(None, map(str.strip, block.splitlines())):
            command = shlex.split(line, comments=True)
            assert command[0] in RUN, f"the test does not know how to run: {line}"
            done = subprocess.run(
                [*RUN[command[0]], *command[1:]],
                cwd=tmp_path,
                capture_output=True,
                text=True,
                encoding="utf-8",
                check=False,
            )
            assert done.returncode in (0, 1), f"{line}\n{done.stderr}"
            assert "Traceback" not in done.stderr


def test_the_python_in_the_readme_runs():
    (block,) = fenced(ROOT / "README.md", "python")
    done = subprocess.run(
        [sys.executable, "-c", block], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Needs change now" in done.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_between_pages_leads_somewhere(page):
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        if not target.startswith(("http://", "https://", "mailto:")):
            assert (page.parent / target).exists(), f"{page.name} points to {target}"


def test_generated_pages_and_schemas_are_what_the_standards_give_now():
    spec = importlib.util.spec_from_file_location("generate_docs", ROOT / "scripts" / "generate_docs.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for path, text in module.generated().items():
        assert path.read_text("utf-8") == text, f"{path.relative_to(ROOT)} is out of date; run: make docs"


class TestScoringPage:
    """docs/scoring.md works one example through; here its sums are done again."""

    page = (ROOT / "docs" / "scoring.md").read_text("utf-8")
    standard = load_standard("fnusa-core")
    sheet = load_answers(ROOT / "examples" / "half-finished" / "answers.yaml")
    result = assess([load_standard(name) for name in DEFAULT_STANDARDS], sheet)

    def rows(self, start):
        """Give the cells of the rows whose first cell begins so."""
        found = [line.strip()[1:-1].split("|") for line in self.page.splitlines() if line.startswith(f"| {start}")]
        return [[cell.strip(" *") for cell in row] for row in found]

    def test_the_answers_in_the_table_are_those_of_the_example(self):
        for question, answer, worth, weight, product in self.rows("SJ-"):
            given = self.sheet.answers[question].choice
            assert answer == (given or "left blank")
            indicator = self.standard.indicator_by_id[question]
            assert int(weight) == indicator.weight
            if worth == "–":
                assert given in (None, "unknown")
                assert product == "–"
            else:
                assert int(worth) == indicator.option_by_id[given].worth
                assert int(product) == int(worth) * int(weight)

    def test_the_sums_of_the_element_follow_from_its_table(self):
        rows = self.rows("SJ-")
        points = sum(int(row[4]) for row in rows if row[4] != "–")
        answered = sum(int(row[3]) for row in rows if row[4] != "–")
        applicable = sum(int(row[3]) for row in rows)
        element = next(e for e in self.result.standards[0].elements if e.element.id == "seeking-justice")
        assert (points, answered, applicable) == (490, 7, 11)
        assert (element.points, element.answered_weight, element.applicable_weight) == (points, answered, applicable)
        assert math.isclose(element.score.value, points / answered)
        assert math.isclose(element.score.low, points / applicable)
        assert math.isclose(element.score.high, (points + 100 * (applicable - answered)) / applicable)
        for sentence in ("490 ÷ 7 = 70.", "490 ÷ 11 = 44.5, rounded down", "7 of 11, or 63%", "`44.5–81`"):
            assert sentence in self.page

    def test_the_elements_and_their_mean_follow_from_their_table(self):
        lows, values, highs = [], [], []
        for element in self.result.standards[0].elements:
            (row,) = self.rows(f"{element.element.id} |")
            points, answered, applicable = map(int, row[1:4])
            assert (points, answered, applicable) == (
                element.points,
                element.answered_weight,
                element.applicable_weight,
            )
            lows.append(points / applicable)
            values.append(points / answered)
            highs.append((points + 100 * (applicable - answered)) / applicable)
            assert row[4:] == [down(lows[-1]), near(values[-1]), up(highs[-1])]
        (total,) = self.rows("**fnusa-core**")
        means = [sum(numbers) / len(numbers) for numbers in (lows, values, highs)]
        assert total[4:] == [down(means[0]), near(means[1]), up(means[2])]
        score = self.result.standards[0].score
        assert [score.low, score.value, score.high] == pytest.approx(means)

    def test_the_ladder_in_the_table_is_the_ladder_in_the_file(self):
        for level in self.standard.levels:
            (row,) = self.rows(f"{level.id} |")
            wanted = {
                1: next((r.flags_absent for r in level.requires if r.flags_absent), ()),
                2: next((r.cautions_absent for r in level.requires if r.cautions_absent), ()),
                3: next((r.score_at_least for r in level.requires if r.score_at_least), ""),
                4: next((r.each_element_at_least for r in level.requires if r.each_element_at_least), ""),
            }
            for column, value in wanted.items():
                assert row[column] == (", ".join(value) if isinstance(value, tuple) else str(value))

    def test_the_flag_and_the_level_of_the_example_are_as_told(self):
        flags = {flag.flag.id: flag for flag in self.result.flags}
        assert (flags["punitive-exit"].status, flags["punitive-exit"].worst) == ("caution", "present")
        assert flags["punitive-exit"].open == ("PC-09",)
        assert {flags["phone-taken"].status, flags["movement-restricted"].status} == {"unknown"}
        assert (self.result.level.level.id, self.result.level.best.id) == ("change-now", "change")


def down(value):
    return trim(math.floor(value * 10) / 10)


def up(value):
    return trim(math.ceil(value * 10) / 10)


def near(value):
    return trim(math.floor(value * 10 + 0.5) / 10)


def trim(value):
    return f"{value:.1f}".removesuffix(".0")
