"""Every score in a report follows, by hand, from the answers that the report itself shows."""

from __future__ import annotations

import math
import re
import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from rightscheck import assess, load_answers, load_standard
from rightscheck.read.standards import DEFAULT_STANDARDS
from rightscheck.render.markdown import markdown

EXAMPLES = sorted(path.parent for path in Path(__file__).resolve().parent.parent.glob("examples/*/answers.yaml"))
PARTS = [len(load_standard(name).elements) for name in DEFAULT_STANDARDS]


def printed(low, high):
    """Print an interval as the report says it does: one decimal place, low ends down and high ends up."""
    if low == high:
        return trim(math.floor(low * 10 + Fraction(1, 2)))
    return f"{trim(math.floor(low * 10))}–{trim(math.ceil(high * 10))}"


def trim(tenths):
    return f"{tenths / 10:.1f}".removesuffix(".0")


def ends(answers):
    """Work out the low and the high end of an element from its lines under `Every answer`."""
    known = [(int(worth), int(weight)) for worth, weight in re.findall(r"Worth (\d+), weight (\d+)\.", answers)]
    still_open = sum(map(int, re.findall(r"\bWeight (\d+); counted as 0", answers)))
    points, weight = sum(worth * weight for worth, weight in known), sum(weight for _, weight in known) + still_open
    return Fraction(points, weight), Fraction(points + 100 * still_open, weight)


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_the_scores_of_a_report_follow_from_the_answers_it_shows(folder):
    text = markdown(assess([load_standard(name) for name in DEFAULT_STANDARDS], load_answers(folder)))
    answers = text.split("## Every answer", 1)[1].split("\n## ", 1)[0]
    parts = [part.partition("\n") for part in answers.split("\n### ")[1:]]
    elements = [(*found.groups(), lines) for head, _, lines in parts if (found := re.fullmatch(r"(.+) \((.+)\)", head))]
    assert len(elements) == sum(PARTS)
    worked_out = [ends(lines) for _, _, lines in elements]
    for (title, shown, _), (low, high) in zip(elements, worked_out, strict=True):
        assert shown == printed(low, high), title
        assert f"| {title} | {shown} |" in text

    rows = re.findall(r"^\| [^|]+ \| \d+\.\d+\.\d+ \| ([^|]+) \|", text, re.MULTILINE)
    assert len(rows) == len(PARTS)
    for shown, count in zip(rows, PARTS, strict=True):
        own, worked_out = worked_out[:count], worked_out[count:]
        assert shown == printed(sum(low for low, _ in own) / count, sum(high for _, high in own) / count)


def test_the_weights_of_elements_are_told_where_they_differ(tmp_path):
    """Without them a weighted mean could not be worked out from the report."""
    folder = tmp_path / "weighty"
    shutil.copytree(EXAMPLES[0].parent.parent / "standards" / "fnusa-core", folder)
    head = folder / "standard.yaml"
    text = head.read_text("utf-8").replace("id: fnusa-core", "id: weighty", 1)
    head.write_text(text.replace("  - id: seeking-justice\n", "  - id: seeking-justice\n    weight: 3\n", 1), "utf-8")
    report = markdown(assess(load_standard(folder), load_answers(EXAMPLES[0])))
    assert "Weighted mean of its 5 elements (weights: Inclusion of survivor voice 1, " in report
    assert "Seeking justice 3, " in report
