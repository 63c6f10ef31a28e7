"""Assessments, renderings, and ways to read them again, for the tests of what people see."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from rightscheck.check.assess import assess
from rightscheck.model.answers import Answer, AnswerSheet, Evidence
from rightscheck.model.assessment import Assessment, FlagResult
from rightscheck.model.standard import Indicator, Standard
from rightscheck.read.answers import load_answers
from rightscheck.read.standards import load_standard, shipped_ids
from rightscheck.render.formats import RENDERERS
from rightscheck.version import __version__

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = sorted(path.parent.name for path in (ROOT / "examples").glob("*/answers.yaml"))
GOLDEN = Path(__file__).with_name("golden")
READABLE = [name for name in RENDERERS if name != "json"]
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@cache
def all_standards() -> tuple[Standard, ...]:
    return tuple(load_standard(name) for name in shipped_ids())


@cache
def example(name: str) -> Assessment:
    sheet = load_answers(ROOT / "examples" / name / "answers.yaml", all_standards())
    return assess([one for one in all_standards() if one.id in sheet.standards], sheet)


def best(indicator: Indicator) -> str:
    return max(indicator.options, key=lambda option: option.worth).id


def worst(indicator: Indicator) -> str:
    flags = {"present": 0, "caution": 1, None: 2}
    return min(indicator.options, key=lambda option: (flags[option.flag], option.worth)).id


def sheet_of(
    pick: Callable[[Indicator], str | None] | None,
    *,
    program: str = "",
    funders: Iterable[str] = (),
    facts: Mapping[str, frozenset[str] | int] | None = None,
    changed: Mapping[str, Answer] | None = None,
    **parts: object,
) -> AnswerSheet:
    """Answer every question alike; `parts` (note, evidence, ...) go to each answer."""
    questions = [indicator for standard in all_standards() for indicator in standard.indicators]
    answers = {i.id: Answer(pick(i), **parts) for i in questions} if pick else {}
    stated: dict[str, frozenset[str] | int] = {
        "housing": frozenset({"emergency"}),
        "residents": frozenset({"adults"}),
        **(facts or {}),
    }
    if funders:
        stated["funders"] = frozenset(funders)
    return AnswerSheet({**answers, **(changed or {})}, stated, program=program, date="2026-11-21")


def every_funder() -> list[str]:
    return [option.id for option in all_standards()[0].tables.fact_by_id["funders"].options]


EDGES: dict[str, Callable[[], Assessment]] = {
    "nothing answered": lambda: assess(all_standards(), AnswerSheet({})),
    "everything unknown": lambda: assess(all_standards(), sheet_of(lambda _: "unknown")),
    "everything best": lambda: assess(all_standards(), sheet_of(best)),
    "everything worst": lambda: assess(all_standards(), sheet_of(worst)),
    "everything worst, every funder": lambda: assess(all_standards(), worst_sheet()),
    "one standard": lambda: assess(all_standards()[-1], sheet_of(worst)),
    "minors only": lambda: assess(
        all_standards(), sheet_of(worst, facts={"residents": frozenset({"minors-in-custody"})})
    ),
}


@cache
def edge(name: str) -> Assessment:
    return EDGES[name]()


def advice_of(result: FlagResult, assessment: Assessment) -> tuple[list[str], list[str]]:
    """Give the advice and the wordings of a card: the usual, or those for whom the answers behind it are about."""
    asked = {one.indicator.id: one.indicator for one in assessment.results}
    behind = [asked[key] for key in result.because if key in asked]
    special = [v for v in result.flag.variants if any(i.id == f"{i.base_id}-{v.for_}" for i in behind)]
    usual = not special or any(i.variants for i in behind)
    parts = [*([result.flag] if usual else []), *special]
    return [part.instead for part in parts], [part.sample_wording for part in parts]


def worst_sheet() -> AnswerSheet:
    """Give the fullest report a program could get: every flag, a note and two papers each, every funder."""
    return sheet_of(
        worst,
        program="The Long and Winding Road House for Survivors of Every Kind",
        funders=every_funder(),
        facts={"residents": frozenset({"adults", "minors-in-custody"})},
        note="For the first three days, in case it is tracked. The night team asks us every month why we still do it.",
        evidence=(Evidence(paper="Resident handbook, page 4"), Evidence(record="Log of the past year")),
    )


ANY = [*EXAMPLES, *EDGES]


def assessment_of(name: str) -> Assessment:
    return edge(name) if name in EDGES else example(name)


@cache
def report_of(name: str, format: str) -> str:
    return RENDERERS[format](assessment_of(name))


@cache
def text_of(name: str, format: str) -> str:
    """Give what a person reads, whatever the format, as one line."""
    return visible(report_of(name, format), format)


def visible(text: str, format: str) -> str:
    if format == "html":
        return html_text(text)
    if format == "markdown":
        return markdown_text(text)
    return terminal_text(text)


def flat(text: str) -> str:
    return " ".join(text.split())


def terminal_text(text: str) -> str:
    """Take the frame of the box away and join what was wrapped."""
    return flat(re.sub("[│╭╮╰╯─]", " ", text))


class Page(HTMLParser):
    """An HTML page as a list of elements, with the text of each."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.style = ""
        self.open: list[str] = []
        self.unbalanced: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag not in ("a", "strong", "em", "span", "bdi", "code"):
            self.texts.append(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "style":
            self.style += data
        elif self.open and self.open[-1] != "title":
            self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def html_text(text: str) -> str:
    return flat("".join(Page(text).texts))


def markdown_tokens(text: str) -> list[Token]:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)


def markdown_text(text: str) -> str:
    return flat(" ".join(inline_text(token) for token in markdown_tokens(text) if token.type == "inline"))


def inline_text(token: Token) -> str:
    shown = {"text", "code_inline", "html_inline", "text_special"}
    return "".join(t.content if t.type in shown else " " * (t.type == "softbreak") for t in token.children or ())


def check_golden(name: str, text: str) -> None:
    """Compare with a file in golden/; RIGHTSCHECK_UPDATE_GOLDEN=1 writes it anew."""
    text = text.replace(f"rightscheck {__version__}", "rightscheck @VERSION@")
    path = GOLDEN / name
    if os.environ.get("RIGHTSCHECK_UPDATE_GOLDEN") == "1":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8"), f"{name} differs; if that is meant, RIGHTSCHECK_UPDATE_GOLDEN=1"


HOSTILE = {
    "script": "<script>alert(1)</script>",
    "attribute": '"><img src=x onerror=alert(1)>',
    "single quotes": "' onmouseover='alert(1)",
    "style": "</style><style>body{display:none}</style>",
    "comment": "<!-- --> <!DOCTYPE html> <![CDATA[x]]>",
    "template": "{{ 7*7 }} {% for x in y %} {# gone #} ${7*7} #{7*7}",
    "address": "javascript:alert(1) https://evil.example/x www.evil.example data:text/html,x",
    "entities": "&amp; &lt;b&gt; &#60;script&#62; &nbsp;",
    "markdown": "# one ## two * three - four 1. five > six | seven | --- | `eight` **nine** ~~ten~~",
    "markdown link": "[a](https://evil.example) ![b](x.png) <https://evil.example> [c]: https://evil.example",
    "markdown start": "- [x] item",
    "markdown number": "1) item",
    "markdown rule": "--- ***",
    "markdown underline": "===",
    "markdown heading": "# heading",
    "markdown quote": "> quote",
    "markdown fence": "``` ~~~",
    "markdown table": "| a | b | :--- |",
    "backslashes": "\\ \\\\ \\n C:\\Users\\x\\",
    "rich markup": "[bold red]x[/bold red] [/] [link=https://evil.example]y[/link] :warning:",
    "emoji": "👩‍👩‍👧 ✅ 🏳️‍⚧️ 日本語のノート",
    "right to left": "שלום עליכם مرحبا 123",
    "long word": "w" * 5_000,
    "long note": "pasted words without end " * 4_000 + "at last",
}


SPARED = next(
    indicator.id
    for standard in all_standards()
    for indicator in standard.indicators
    if indicator.not_applicable == "with-reason"
)
"""A question that may be answered `not-applicable`."""


@cache
def hostile(text: str, format: str, program: str | None = None) -> str:
    """Render a report in which the same text stands wherever an answers file takes free text."""
    return RENDERERS[format](hostile_assessment(text, program))


@cache
def hostile_assessment(text: str, program: str | None = None) -> Assessment:
    return assess(
        all_standards(),
        sheet_of(
            worst,
            program=text if program is None else program,
            funders=["voca"],
            changed={
                "PC-03": Answer(
                    "staff-hold-some-time",
                    note=text,
                    reason=text,
                    evidence=(
                        Evidence(paper=text),
                        Evidence(record=text),
                        Evidence(quote=text, file=text),
                    ),
                ),
                SPARED: Answer("not-applicable", reason=text, note=text),
            },
        ),
    )
