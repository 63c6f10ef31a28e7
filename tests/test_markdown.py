"""The Markdown report: well formed, and nothing written in an answer marks anything up."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import pytest

from report_helpers import (
    ANY,
    HOSTILE,
    all_standards,
    assessment_of,
    check_golden,
    hostile,
    inline_text,
    markdown_text,
    markdown_tokens,
    report_of,
    sheet_of,
    worst,
)
from rightscheck.check.assess import assess
from rightscheck.render.formats import RENDERERS
from rightscheck.render.markdown import escape
from rightscheck.render.words import plain

REPORTS = pytest.mark.parametrize("name", ANY)
HOSTILITY = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)


def shape(text: str) -> list[tuple[str, str, int]]:
    """What the text is marked up as, leaving out the words themselves."""
    found = []
    for token in markdown_tokens(text):
        found.append((token.type, token.tag, token.nesting))
        marks = [part for part in token.children or () if part.type not in ("text", "text_special")]
        found += [(part.type, part.tag, part.nesting) for part in marks]
    return found


@cache
def harmless() -> list[tuple[str, str, int]]:
    return shape(hostile("harmless", "markdown"))


def cells(row: str) -> list[str]:
    return re.split(r"(?<!\\)\|", row)[1:-1]


@REPORTS
def test_headings_are_in_order_under_one_title(name):
    levels = [
        int(token.tag[1]) for token in markdown_tokens(report_of(name, "markdown")) if token.type == "heading_open"
    ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []


@REPORTS
def test_tables_are_well_formed(name):
    text = report_of(name, "markdown")
    tables = [block.splitlines() for block in text.split("\n\n") if block.startswith("|")]
    assert len(tables) == sum(token.type == "table_open" for token in markdown_tokens(text)) == 2
    for head, rule, *rows in tables:
        assert rows
        assert {cell.strip() for cell in cells(rule)} == {"---"}
        assert {len(cells(row)) for row in rows} == {len(cells(head))} == {len(cells(rule))}


@REPORTS
def test_the_table_of_elements_says_score_coverage_and_evidence(name):
    text = report_of(name, "markdown")
    [first, *_] = [block.splitlines() for block in text.split("\n\n") if block.startswith("|")]
    rows = {cell[0].strip(): [c.strip() for c in cell[1:]] for cell in map(cells, first[2:])}
    for element in (e for s in assessment_of(name).standards for e in s.elements if e.results):
        score, coverage, *grades = rows[escape(element.element.title)]
        answered = [r for r in element.results if r.state == "answered"]
        assert coverage == f"{int(element.score.coverage * 100 + 1e-9)}%"
        assert [int(grade) for grade in grades] == [sum(r.answer.grade == g for r in answered) for g in (0, 1, 2)]
        if element.score.is_point:
            assert float(score) == pytest.approx(element.score.value, abs=0.05)
        else:
            low, high = map(float, score.split("–"))
            assert low == pytest.approx(element.score.low, abs=0.1)
            assert low <= element.score.low + 1e-9
            assert high == pytest.approx(element.score.high, abs=0.1)
            assert high >= element.score.high - 1e-9


@REPORTS
def test_no_html_and_no_link_but_to_a_source(name):
    tokens = markdown_tokens(report_of(name, "markdown"))
    inline = [part for token in tokens for part in token.children or ()]
    assert [
        t for t in (*tokens, *inline) if t.type in ("html_block", "html_inline", "image", "code_block", "fence")
    ] == []
    sources = all_standards()[0].tables.sources
    known = {source.address for source in (*sources.documents, *sources.references)}
    links = [str(part.attrs["href"]) for part in inline if part.type == "link_open"]
    assert [link for link in links if link not in known] == []


@REPORTS
def test_no_mark_of_markdown_is_left_over_in_the_words(name):
    """An asterisk or a backslash that a reader sees is one that was not meant to be seen."""
    for token in markdown_tokens(report_of(name, "markdown")):
        if token.type == "inline":
            assert re.findall(r"\*\*|\\|(?<!\w)_|^#", inline_text(token)) == [], token.content


@REPORTS
def test_numbered_steps_count_on_from_the_first_page(name):
    tokens = markdown_tokens(report_of(name, "markdown"))
    starts = [int(t.attrs.get("start", 1)) for t in tokens if t.type == "ordered_list_open"]
    steps = len(assessment_of(name).plan)
    assert starts == [1, 4][: (steps > 0) + (steps > 3)]


@HOSTILITY
def test_hostile_text_marks_nothing_up(text):
    assert shape(hostile(text, "markdown")) == harmless()


@HOSTILITY
def test_hostile_text_is_shown_as_it_was_written(text):
    shown = markdown_text(hostile(text, "markdown"))
    written = plain(text)
    assert shown.startswith(f"{written}: self-audit ")
    assert shown.count(f"Note: {written}") == 3
    assert shown.count(f"Reason: {written}") == 2
    assert shown.count(f"“{written}” ({written})") == 2
    assert shown.count(written) == 1 + 2 + 3 + 2 * 4  # the name; reasons, notes, and the evidence of one answer, twice


@HOSTILITY
def test_text_at_the_start_of_a_line_is_only_text(text):
    assert shape(escape(text)) == shape("harmless")
    assert markdown_text(escape(text)) == " ".join(text.split())


@pytest.mark.parametrize(
    ("text", "start"), [("https://evil.example/x", "https:"), ("www.evil.example", "www."), ("me@evil.example", "me@")]
)
def test_bare_addresses_are_escaped_where_github_would_link_them(text, start):
    assert start not in escape(text)
    assert markdown_text(escape(text)) == text


@pytest.mark.parametrize("control", ["\x1b", "\x00", "\x7f", "\u202e", "\u2066"])
def test_control_characters_do_not_reach_the_text(control):
    assert control not in hostile(f"before{control}after", "markdown")


def test_wording_in_paragraphs_stays_in_paragraphs():
    first, *others = all_standards()
    flag = first.red_flags[0].model_copy(update={"sample_wording": "First part.\n\nSecond part."})
    standards = [first.model_copy(update={"red_flags": (flag, *first.red_flags[1:])}), *others]
    text = RENDERERS["markdown"](assess(standards, sheet_of(worst)))
    assert "\n\n> First part.\n>\n> Second part.\n\n" in text


def test_the_mixed_example_reads_as_it_was_last_looked_at():
    check_golden("mixed.md", report_of("mixed", "markdown"))
