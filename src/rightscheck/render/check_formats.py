"""The formats of a check: what the documents say, and what the answers say beside it."""

# ruff: noqa: PLC0415 - rich is loaded when it is first asked for: a JSON run does not need it

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from html import escape as escape_html
from typing import TYPE_CHECKING

from rightscheck.model.assessment import Assessment, FlagResult
from rightscheck.model.finding import ScanResult
from rightscheck.render.formats import RENDERERS
from rightscheck.render.markdown import escape
from rightscheck.render.report import summary as assessment_summary
from rightscheck.render.scan_formats import SCAN_RENDERERS, SCAN_SUFFIXES
from rightscheck.render.scan_text import summary as documents_summary
from rightscheck.render.words import STATUSES, TIER_NAMES, words_of

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["CHECK_PRINTED", "CHECK_RENDERERS", "CHECK_SUFFIXES", "CheckResult", "check_for_terminal", "summary"]

CHECK_SUFFIXES = SCAN_SUFFIXES
TITLE = "What the answers say"
MORE = "The whole report on the answers: rightscheck assess"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What was found in a folder."""

    documents: ScanResult | None
    """None where no documents are checked."""
    assessment: Assessment | None
    """None where there are no answers."""
    flags: tuple[FlagResult, ...]
    """The red flags to report: of a branch, only those it adds."""
    at_lines: ScanResult
    """The documents' findings and these flags, each with its line, for formats that know only places in files."""


def summary(result: CheckResult) -> str:
    """Tell the result in a line or two."""
    said = [documents_summary(result.documents)] if result.documents else []
    said += [assessment_summary(result.assessment)] if result.assessment else []
    return " ".join(said)


def check_for_terminal(result: CheckResult) -> RenderableType:
    """Give a check as something that a rich console prints."""
    from rich.console import Group
    from rich.rule import Rule
    from rich.text import Text

    from rightscheck.render.scan_terminal import scan_for_terminal
    from rightscheck.render.terminal import ACCENT, bullet

    parts: list[RenderableType] = [scan_for_terminal(result.documents)] if result.documents else []
    if result.assessment:
        words = words_of(result.assessment)
        said, *flags = _lines(result.assessment, result.flags)
        parts += [Text(), Rule(Text(words(TITLE), style=f"bold {ACCENT}"), align="left", style="dim"), Text()]
        parts += [Text(said, style="bold"), *(bullet(Text(one)) for one in flags), Text(words(MORE), style="dim")]
    return Group(*parts)


def _lines(assessment: Assessment, flags: Sequence[FlagResult]) -> list[str]:
    """Tell where the answers stand, and each red flag with its place."""
    return [assessment_summary(assessment), *(_flag(flag, assessment) for flag in flags)]


def _flag(result: FlagResult, assessment: Assessment) -> str:
    answers = assessment.sheet.answers
    place = next((a.place for key in result.because if (a := answers.get(key)) and a.place), assessment.sheet.path)
    words = words_of(assessment)
    tier, status = words(TIER_NAMES[result.flag.tier]), words(STATUSES[result.status]).lower()
    return f"{place}: {result.flag.title} ({result.flag.id}, {tier}, {status})"


def _terminal(result: CheckResult) -> str:
    from io import StringIO

    from rich.console import Console

    from rightscheck.render.terminal import WIDTH

    stream = StringIO()
    console = Console(file=stream, width=WIDTH, no_color=True, force_terminal=False, legacy_windows=False, emoji=False)
    console.print(check_for_terminal(result))
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()).strip("\n") + "\n"


def _markdown(result: CheckResult) -> str:
    parts = [SCAN_RENDERERS["markdown"](result.documents)] if result.documents else []
    return "\n".join([*parts, *_answers(result)])


def _comment(result: CheckResult) -> str:
    """Give the Markdown that fits a comment: what the answers say is short, and the documents get the other room."""
    from rightscheck.render.scan_markdown import COMMENT, comment

    answers = _answers(result)
    room = COMMENT - sum(len(part) + 1 for part in answers)
    return "\n".join([*([comment(result.documents, limit=room)] if result.documents else []), *answers])


def _answers(result: CheckResult) -> list[str]:
    """Give what the answers say as Markdown; nothing where there are none."""
    if not result.assessment:
        return []
    said, *flags = _lines(result.assessment, result.flags)
    told = [f"## {words_of(result.assessment)(TITLE)}", "", escape(said), "", *(f"- {escape(one)}" for one in flags)]
    return ["\n".join(told).rstrip() + "\n"]


def _html(result: CheckResult) -> str:
    if not result.assessment:
        return SCAN_RENDERERS["html"](result.at_lines)
    page = SCAN_RENDERERS["html"](result.documents or result.at_lines)
    said, *flags = _lines(result.assessment, result.flags)
    title = escape_html(words_of(result.assessment)(TITLE))
    listed = "".join(f"<li>{escape_html(one)}</li>" for one in flags)
    section = (
        f'<section aria-labelledby="answers">\n  <h2 id="answers">{title}</h2>\n  <p>{escape_html(said)}</p>\n'
        f"{f'  <ul>{listed}</ul>{chr(10)}' if listed else ''}</section>\n"
    )
    before, end, after = page.rpartition("</main>")
    return f"{before}{section}{end}{after}"


def _json(result: CheckResult) -> str:
    """Give the documents in the shape of a scan, with the assessment in its own shape beside its other fields."""
    documents = result.documents or replace(result.at_lines, documents=(), findings=())
    scan = json.loads(SCAN_RENDERERS["json"](documents))
    assessment = json.loads(RENDERERS["json"](result.assessment)) if result.assessment else None
    return json.dumps({**scan, "assessment": assessment}, indent=2, ensure_ascii=False) + "\n"


def _at_lines(name: str) -> Callable[[CheckResult], str]:
    return lambda result: SCAN_RENDERERS[name](result.at_lines)


CHECK_RENDERERS: dict[str, Callable[[CheckResult], str]] = {
    "terminal": _terminal,
    "markdown": _markdown,
    "html": _html,
    "json": _json,
    **{name: _at_lines(name) for name in ("sarif", "github", "gitlab", "junit")},
}
CHECK_PRINTED = {"markdown": _comment}
"""What is printed in place of these, as with SCAN_PRINTED."""
