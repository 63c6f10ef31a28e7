"""What the documents say, as Markdown: for a comment on a pull request, and for the summary of a job."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rightscheck.model.finding import CONFIDENCE_ORDER, ScanResult
from rightscheck.render.markdown import escape
from rightscheck.render.scan_text import (
    FindingText,
    ScanReport,
    emphasised,
    exemption_text,
    inert,
    make_scan_report,
    problem_place,
)
from rightscheck.render.scan_words import ENGLISH, Counted, ScanWords, counted
from rightscheck.version import __version__

LIMIT = 60_000
"""Characters. GitHub takes 65,536 in a comment; the rest is left for what stands around it."""
SKIPPED_ROOM = 12_000
PROBLEMS_ROOM = 6_000
DETAILS_ROOM = 10_000
"""What the folded parts may take while there are findings to show."""
LONGEST = 500
"""Characters of a quote, a reason, or a reading."""


def markdown(result: ScanResult, words: ScanWords = ENGLISH) -> str:
    """Render a scan as Markdown of 60,000 characters at most; what was left out is counted."""
    report = make_scan_report(result, words)
    head = [f"## {words.title}", escape(report.summary), *_tables(report)]
    tail = [words.not_this, words.made.format(version=__version__)]
    room = LIMIT - len("\n\n".join([*head, *tail])) - LONGEST
    skipped = _skipped(report, SKIPPED_ROOM)
    problems = _problems(report, PROBLEMS_ROOM)
    room -= _length(skipped) + _length(problems)
    folded = [_exempt(report, DETAILS_ROOM), _protections(report, DETAILS_ROOM)]
    findings = _findings(report, room - sum(map(_length, folded)))
    return "\n\n".join([*head, *skipped, *problems, *findings, *folded[0], *folded[1], *tail]) + "\n"


def _length(blocks: Sequence[str]) -> int:
    return sum(len(block) + 2 for block in blocks)


def _shown(text: str) -> str:
    line = inert(text).strip()
    return escape(line if len(line) <= LONGEST else f"{line[:LONGEST].rstrip()} …")


def _reading(one: FindingText) -> str:
    """Give how the words were read, with stress only where Markdown cannot take it for anything else."""
    parts = []
    for part, is_stressed in emphasised(one.finding.reading[:LONGEST]):
        plain_ends = part[0].isalnum() and part[-1].isalnum()
        shown = escape(part) if plain_ends else f" {escape(part)} "
        parts.append(f"*{shown}*" if is_stressed and plain_ends else shown)
    return " ".join("".join(parts).split())


def _tables(report: ScanReport) -> Iterable[str]:
    words = report.words
    if not report.documents:
        return
    said = [right for right in report.rights if right.status != "silent"]
    silent = [escape(right.title) for right in report.rights if right.status == "silent"]
    rows = [f"| {escape(right.title)} | **{right.word}** | {right.counts} |" for right in said]
    if silent:
        rows.append(f"| {'; '.join(silent)} | {words.status['silent']} | |")
    yield "\n".join([f"| {words.right} | {words.says} | {words.sentences} |", "| --- | --- | --- |", *rows])


def _listing(title: str, intro: str, items: Iterable[str], room: int, more: Counted) -> list[str]:
    """Give a list under a heading, of the items that fit; the others are counted."""
    lines, left = _fitting(items, room)
    return [title, *([intro] if intro else []), *(["\n".join(lines)] if lines else []), *_cut(left, more)]


def _fitting(items: Iterable[str], room: int) -> tuple[list[str], int]:
    lines: list[str] = []
    left = 0
    for item in items:
        line = f"- {item}"
        room -= len(line) + 1
        if room >= 0 and not left:
            lines.append(line)
        else:
            left += 1
    return lines, left


def _cut(left: int, forms: Counted) -> list[str]:
    return [f"**{counted(left, forms)}** {ENGLISH.see_all}"] if left else []


def _skipped(report: ScanReport, room: int) -> list[str]:
    words = report.words
    if not report.skipped:
        return []
    title = f"### {words.skipped_title}: {counted(len(report.skipped), words.documents)}"
    items = (f"**{_shown(one.path)}**: {_shown(one.reason)}" for one in report.skipped)
    return _listing(title, words.unread_says, items, room, words.cut_lines)


def _problems(report: ScanReport, room: int) -> list[str]:
    words = report.words
    if not report.problems:
        return []
    items = (f"**{_shown(problem_place(one))}**: {_shown(one.what)}; {_shown(one.instead)}" for one in report.problems)
    return _listing(f"### {words.problems_title}", words.problems_intro, items, room, words.cut_lines)


def _findings(report: ScanReport, room: int) -> list[str]:
    """Give the findings by document; where not all have room, the surest ones."""
    words = report.words
    if not report.open:
        return []
    shown: set[str] = set()
    for one in sorted(report.open, key=lambda one: CONFIDENCE_ORDER[one.finding.confidence]):
        cost = len(_finding(one, words)) + len(_heading(one.finding.path)) + 4
        if cost > room:
            break
        room -= cost
        shown.add(one.anchor)
    blocks = [f"### {words.findings_title}"]
    for document in report.documents:
        here = [one for one in document.findings if one.anchor in shown]
        if here:
            blocks += [_heading(document.path), *(_finding(one, words) for one in here)]
    return [*blocks, *_cut(len(report.open) - len(shown), words.cut)]


def _heading(path: str) -> str:
    return f"#### {_shown(path)}"


def _finding(one: FindingText, words: ScanWords) -> str:
    finding = one.finding
    head = f"**{_shown(one.spot)}** · {words.confidence[finding.confidence]} · {escape(one.right)}"
    told = [f"{escape(one.flag.title)}. {words.read_as}: {_reading(one)}."]
    if not one.first:
        told.append(f"**{words.why}:** {escape(one.why)}")
        told.append(f"**{words.instead}:** {escape(one.instead)} (`rightscheck explain {one.flag.id}`)")
    return "\n\n".join([f"- {head}", f"  > {_shown(finding.quote)}", *(f"  {line}" for line in told)])


def _listed(one: FindingText) -> str:
    return f"**{_shown(one.place)}** · {escape(one.right)}: “{_shown(one.quote)}”"


def _folded(title: str, blocks: Iterable[str]) -> list[str]:
    return [f"<details>\n<summary>{title}</summary>", *blocks, "</details>"]


def _exempt(report: ScanReport, room: int) -> list[str]:
    words = report.words
    if not report.exempt:
        return []
    items = (f"{_listed(one)} {_shown(exemption_text(one.exemption, words))}" for one in report.exempt if one.exemption)
    lines, left = _fitting(items, room)
    title = f"{words.exempt_title}: {report.exempt_says}"
    return _folded(title, [words.exempt_intro, "\n".join(lines), *_cut(left, words.cut_lines)])


def _protections(report: ScanReport, room: int) -> list[str]:
    words = report.words
    if not report.protections:
        return []
    lines, left = _fitting(map(_listed, report.protections), room)
    title = f"{words.protections_title}: {len(report.protections)}"
    return _folded(title, ["\n".join(lines), *_cut(left, words.cut_lines)])
