"""A scan in a terminal: the source line with the deciding words underlined, within its columns."""

from __future__ import annotations

import re
from dataclasses import replace
from io import StringIO
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from report_helpers import check_golden
from rightscheck.model.finding import Finding, ReadDocument, ScanResult, Words
from rightscheck.render.scan_formats import SCAN_RENDERERS
from rightscheck.render.scan_snippet import cut, source_rows
from rightscheck.render.scan_terminal import scan_for_terminal
from scan_results import RESULTS, found, hostile_result, result_of, rich

WIDTHS = (40, 60, 80, 100)


def printed(result: ScanResult, width: int, encoding: str = "utf-8", **more: object) -> str:
    class Stream(StringIO):
        pass

    stream = Stream()
    Stream.encoding = encoding
    options = {"force_terminal": False, "emoji": False, "highlight": False, **more}
    Console(file=stream, width=width, **options).print(scan_for_terminal(result))
    return stream.getvalue()


def shown_for(line: str, quote: str, *deciding: tuple[str, str], width: int = 80) -> list[str]:
    """Give the line of a document and what is drawn under it."""
    one = found("a.md", "phone-taken", quote, *deciding, lines=(line,))
    result = result_of([ReadDocument("a.md", "markdown", 1, (line,))], [one])
    return [one[6:].rstrip() for one in printed(result, width).splitlines() if re.match(r" *1? │ ", one)]


def underlined(source: str, strokes: str, stroke: str) -> str:
    """Give what stands above a kind of stroke, counted in cells as a terminal does."""
    cells: list[str] = []
    for character in source:
        cells += [character, *[""] * (cell_len(character) - 1)]
    return "".join(cells[at] for at, one in enumerate(strokes) if one == stroke and at < len(cells))


def test_the_deciding_words_are_underlined_and_the_others_named():
    assert shown_for(
        "Residents must turn in phones at intake.",
        "Residents must turn in phones at intake.",
        ("Residents", "whom"),
        ("must", "rule"),
        ("turn in phones", "act"),
    ) == [
        "Residents must turn in phones at intake.",
        "--------- ---- ^^^^^^^^^^^^^^",
        "whom      rule",
    ]


def test_names_that_would_touch_go_on_lines_of_their_own():
    assert shown_for(
        "We ask no one to", "We ask no one to", ("We", "rule"), ("ask", "rule"), ("no", "not"), ("to", "act")
    ) == [
        "We ask no one to",
        "-- --- --     ^^",
        "rule   turns it",
        "   rule",
    ]


def test_wide_characters_and_tabs_are_counted_as_they_are_shown():
    line = "\t日本語の案内:\tresidents must attend chapel each week. ☕️ 👩‍👩‍👧"
    source, strokes, *_ = shown_for(
        line, "residents must attend chapel each week.", ("must", "rule"), ("attend chapel", "act")
    )
    assert underlined(source, strokes, "^") == "attend chapel"
    assert underlined(source, strokes, "-") == "must"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("before", [0, 30, 3_000, 400_000])
def test_a_long_line_is_cut_around_its_words(width, before):
    line = "words " * before + "Residents must turn in their phones at once." + " more" * 300
    source, strokes, *_ = shown_for(
        line, "Residents must turn in their phones at once.", ("must", "rule"), ("phones", "act"), width=width
    )
    assert source.endswith("…")
    assert source.startswith("…" if before or width == 40 else "Residents")
    assert underlined(source, strokes, "^") == "phones"
    assert underlined(source, strokes, "-") == "must"


def test_a_sentence_over_several_lines_is_shown_on_each_of_them():
    shown = printed(rich(), 80)
    assert "  7 │ - No phone\n    │   -- ^^^^^\n    │   turns it\n  8 │   calls after 9 pm.\n    │   ^^^^^\n" in shown


def test_a_finding_without_words_underlines_its_sentence():
    assert shown_for("Yes. No pets here. Ever.", "No pets here.") == [
        "Yes. No pets here. Ever.",
        "     ^^^^^^^^^^^^^",
    ]


def test_the_quote_of_a_paged_document_is_wrapped_and_marked():
    lines = printed(rich(), 40).splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("    │ Breaking"))
    rows = [line[6:] for line in lines[start : start + 12] if line.startswith("    │ ")]
    quote = [row for row in rows if "^" not in row]
    marked = [underlined(above, row, "^") for above, row in pairwise(rows) if "^" in row]
    [contract] = [finding for finding in rich().findings if finding.rule == "punitive-exit"]
    assert " ".join(row.strip() for row in quote) == contract.quote
    assert " ".join(marked) == "may lead to immediate exit"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", RESULTS)
def test_no_line_is_wider_than_the_terminal(name, width):
    assert [line for line in printed(RESULTS[name](), width).splitlines() if cell_len(line) > width] == []


@pytest.mark.parametrize("width", [40, 80])
def test_hostile_text_keeps_within_the_columns(width):
    for text in ("w" * 5_000, "👩‍👩‍👧" * 60, "\t" * 90 + "x", "a\u0301" * 90, "漢" * 200, "[bold]x[/bold] [/]"):
        shown = printed(hostile_result(text), width)
        assert [line for line in shown.splitlines() if cell_len(line) > width] == []
        assert "[/]" in shown or "[/]" not in text


def test_a_terminal_that_knows_only_ascii_gets_only_ascii():
    shown = printed(result_without_wide_text(), 80, "ascii")
    assert shown.isascii()
    assert "  5 | Residents must turn in phones at intake." in shown
    assert "# certain" in shown
    assert "...Curfew is 9 pm" in shown
    underline = next(line for line in shown.splitlines() if "Curfew" in line)
    assert len(underline) <= 80


def result_without_wide_text() -> ScanResult:
    whole = rich()
    return replace(whole, findings=tuple(f for f in whole.findings if f.line != 23))


def test_colour_is_only_an_addition():
    bare = printed(rich(), 80)
    coloured = printed(rich(), 80, force_terminal=True, color_system="standard", no_color=False, legacy_windows=False)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == bare


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.text(max_size=30).map(lambda t: re.sub(r"[\r\n]", " ", t)), min_size=1, max_size=4),
    st.lists(st.integers(-2, 40), min_size=8, max_size=8),
    st.integers(8, 60),
)
def test_places_that_lie_outside_the_file_break_nothing(lines, numbers, width):
    """A reader's place may be wrong; then the underline is, and nothing else."""
    line, column, end_line, end_column, *word = numbers
    one = replace(
        found("a", "phone-taken", "x", ("x", "act")),
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        words=(Words(0, 1, "act", *word),),
    )
    for row in source_rows(one, lines):
        fitted = cut(row, width, "…")
        assert cell_len(fitted.text) <= width
        assert all(0 <= mark.start <= mark.end <= width for mark in fitted.marks)


def test_a_long_scan_shows_each_finding_once():
    lines = tuple(f"Residents must turn in phones on day {day}." for day in range(300))
    findings: list[Finding] = [
        found("a.md", "phone-taken", line, ("turn in phones", "act"), lines=lines) for line in lines
    ]
    shown = printed(result_of([ReadDocument("a.md", "markdown", 300, lines)], findings), 80)
    assert shown.count("■ certain") == 300
    assert shown.count("as above (line 1)") == 299


def test_the_report_reads_as_it_was_last_looked_at():
    check_golden("scan.txt", SCAN_RENDERERS["terminal"](rich()))
