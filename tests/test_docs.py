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
import yaml

from rightscheck import assess, load_answers, load_standard
from rightscheck.check.cues import NOTHING, Cues
from rightscheck.check.detector import KINDS, Detector
from rightscheck.cli.app import app
from rightscheck.cli.assess import Tier
from rightscheck.cli.options import FailSureness
from rightscheck.read.lexicon import load_lexicon, load_weights
from rightscheck.read.standards import DEFAULT_STANDARDS

ROOT = Path(__file__).resolve().parent.parent
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
PAGES = [
    ROOT / "README.md",
    CONTRIBUTING,
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "examples").glob("*.md")),
]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def fenced(page: Path, language: str) -> list[str]:
    return [body for kind, body in FENCE.findall(page.read_text("utf-8")) if kind == language]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_shell_command_in_a_page_runs(page, tmp_path, call):
    for name in ("examples", "standards"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for block in fenced(page, "sh"):
        for line in filter(None, map(str.strip, block.splitlines())):
            program, *arguments = shlex.split(line, comments=True)
            if program in ("cp", "mkdir"):
                subprocess.run([program, *arguments], cwd=tmp_path, check=True)
                continue
            assert program == "rightscheck", f"the test does not know how to run: {line}"
            done = call(*arguments)
            assert done.code in (0, 1), f"{line}\n{done.err}"


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


def test_every_path_and_name_in_the_page_on_the_code_is_there():
    """A path stands in the repository or in the package; a name in the file that is named right behind it."""
    page = FENCE.sub("", CONTRIBUTING.read_text("utf-8"))
    places = (ROOT, ROOT / "src" / "rightscheck")
    named = re.findall(r"`([\w.-]*/[\w./-]*|[\w-]+\.\w+|Makefile)`", page)
    assert len(named) > 30
    assert [name for name in named if not any((place / name).exists() for place in places)] == []
    inside = re.findall(r"`(\w+)` (?:in|of) `([\w./-]+\.py)`", page)
    assert len(inside) >= 8
    assert [
        (name, file) for name, file in inside if not re.search(rf"\b{name}\b", (places[1] / file).read_text("utf-8"))
    ] == []


def test_the_page_on_the_code_names_every_target_that_is_run_on_it():
    targets = re.search(r"(?m)^\.PHONY: (.*)$", (ROOT / "Makefile").read_text("utf-8"))[1].split()
    told = set(re.findall(r"`make (\w+)`", CONTRIBUTING.read_text("utf-8")))
    assert told == set(targets) - {"demo", "clean", "help"}


def test_the_page_on_the_code_names_every_test_that_keeps_whole_reports():
    asking = {path.name for path in (ROOT / "tests").glob("test_*.py") if "check_golden(" in path.read_text("utf-8")}
    (block,) = fenced(CONTRIBUTING, "console")
    assert set(re.findall(r"tests/(test_\w+\.py)", block)) == asking - {Path(__file__).name}


@pytest.fixture(scope="module")
def generator():
    """The script that writes what is generated."""
    spec = importlib.util.spec_from_file_location("generate_docs", ROOT / "scripts" / "generate_docs.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_pages_and_schemas_and_figures_are_what_is_so_now(generator):
    """The output in the README, and the figures of docs/detector.md, are run and measured again."""
    stale = [path for path, text in generator.generated().items() if path.read_text("utf-8") != text]
    assert stale == [], "out of date; run: make docs"


class TestMarkedParts:
    page = "before\n<!-- one -->\nold\n<!-- /one -->\nbetween\n<!-- two -->\n<!-- /two -->\nafter\n"

    def test_only_what_stands_between_the_marks_is_written(self, generator):
        once = generator.filled(self.page, {"one": r"new \1", "two": "more"})
        wanted = "before\n<!-- one -->\nnew \\1\n<!-- /one -->\nbetween\n<!-- two -->\nmore\n<!-- /two -->\nafter\n"
        assert once == wanted
        assert generator.filled(once, {"one": r"new \1", "two": "more"}) == once

    @pytest.mark.parametrize("page", ["no mark", page * 2, page.replace("<!-- /one -->", "")])
    def test_a_page_without_one_place_is_refused(self, generator, page):
        with pytest.raises(ValueError, match="<!-- one -->"):
            generator.filled(page, {"one": "text"})


def test_the_readme_and_the_help_name_the_commands(call):
    commands = [command.name or command.callback.__name__ for command in app.registered_commands]
    commands += [group.name or group.typer_instance.info.name for group in app.registered_groups]
    readme = (ROOT / "README.md").read_text("utf-8")
    assert len(commands) >= 8
    assert [name for name in commands if f"rightscheck {name}" not in readme] == []
    shown = call("--help").out
    start = shown[shown.index("Start with") :]
    assert [name for name in ("scan", "init", "check") if f"rightscheck {name} " not in start] == []
    assert max(map(len, start.splitlines())) <= 80


def test_the_exit_codes_page_has_a_row_for_each_threshold():
    page = (ROOT / "docs" / "exit-codes.md").read_text("utf-8")
    answers, documents = page[page.index("## Answers") :].split("## Documents")
    rows = re.compile(r"^\| `([a-z]+)` \| ", re.MULTILINE)
    assert rows.findall(answers) == [tier.value for tier in Tier]
    assert rows.findall(documents)[: len(FailSureness)] == [sureness.value for sureness in FailSureness]


class TestCuesInThePages:
    """docs/writing-a-standard.md shows cues and a new wording; here they are tried."""

    page = (ROOT / "docs" / "writing-a-standard.md").read_text("utf-8")
    lexicon = load_lexicon()

    def test_each_cue_that_is_shown_can_be_looked_up_and_the_examples_are_found_by_them(self):
        (block,) = [body for body in fenced(ROOT / "docs" / "writing-a-standard.md", "yaml") if "burdens:" in body]
        shown = yaml.safe_load(block)
        kinds = dict(KINDS)
        assert set(shown["cues"]) == set(kinds)
        cues = Cues(
            self.lexicon, [("f", "phones", kinds[name], cue) for name, all_ in shown["cues"].items() for cue in all_]
        )
        (flags,), (passes,) = shown["examples"]["flags"], shown["examples"]["passes"]
        assert {cue.kind for cue in cues.given(cues.read(flags), NOTHING)} == {"burden"}
        assert {cue.kind for cue in cues.given(cues.read(passes), NOTHING)} == {"promise"}
        item, above = cues.read("laptops"), cues.read("To be handed in at the desk")
        assert [cue.above for cue in cues.given(item, above)] == [("{ph-give-up}",)]
        for text, found in (("You can use a laptop here.", 1), ("Do not use a laptop in quiet hours.", 0)):
            assert len(cues.given(cues.read(text), NOTHING)) == found

    def test_a_wording_added_to_a_class_is_read_at_once(self):
        (word, name, sentence) = re.search(
            r"Add \*([a-z ]+)\* to the class `([a-z-]+)`.*?and \*([^*]+)\* is read", self.page, re.DOTALL
        ).groups()
        taught = {**self.lexicon.classes, name: (*self.lexicon.classes[name], word)}
        standards = [load_standard(one) for one in DEFAULT_STANDARDS]
        before = Detector(standards, self.lexicon, load_weights())
        after = Detector(standards, self.lexicon.model_copy(update={"classes": taught}), load_weights())
        assert self.sure(before, sentence) == set()
        assert self.sure(after, sentence) == {("phones", "violates")}

    @staticmethod
    def sure(detector, sentence):
        return {(one.right, one.polarity) for one in detector.judge(sentence) if one.confidence != "possible"}


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
