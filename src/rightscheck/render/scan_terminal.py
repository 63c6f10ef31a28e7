"""What the documents say, for a terminal: each sentence with its deciding words underlined, as a good compiler does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.rule import Rule
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from rightscheck.model.finding import ScanResult
from rightscheck.render.scan_snippet import Row, cut, labels, quote_rows, source_rows, underline
from rightscheck.render.scan_text import (
    DocumentText,
    FindingText,
    RightText,
    ScanReport,
    emphasised,
    exemption_text,
    inert,
    make_scan_report,
    problem_place,
)
from rightscheck.render.scan_words import ENGLISH, ScanWords, counted
from rightscheck.render.terminal import ACCENT, MAX_WIDTH, ROOMY, WIDTH

__all__ = ["MAX_WIDTH", "scan_for_terminal", "terminal"]

MARKS = {"certain": "■", "likely": "◧", "possible": "◌"}
STATUS_MARKS = {"restricted": "■", "both": "◧", "protected": "○", "silent": "–"}
PLAIN_WORDS = str.maketrans("■◧◌○•–─│“”‘’·", "#+.o*--|\"\"''-")
"""What stands for a character in a terminal that knows only ASCII; each as wide as what it stands for."""
INDENT = 5
LONGEST_QUOTE = 240
"""Characters of a sentence in the lists, where it stands on no line of its own."""


def terminal(result: ScanResult, words: ScanWords = ENGLISH) -> str:
    """Render a scan as plain text, without colour, 80 columns wide."""
    stream = StringIO()
    console = Console(
        file=stream,
        width=WIDTH,
        no_color=True,
        force_terminal=False,
        legacy_windows=False,
        force_jupyter=False,
        emoji=False,
        highlight=False,
    )
    console.print(scan_for_terminal(result, words))
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()).strip("\n") + "\n"


def scan_for_terminal(result: ScanResult, words: ScanWords = ENGLISH) -> RenderableType:
    """Give a scan as something that a rich console prints, in its own width, colours, and characters."""
    report = make_scan_report(result, words)
    return _Known(
        Group(
            *(part for document in report.documents if document.findings for part in _document(document, report.words)),
            *_protections(report),
            *_rights(report),
            *_skipped(report),
            *_exempt(report),
            *_problems(report),
            *_closing(report),
        )
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """Shows what it holds in characters that the terminal knows."""

    inside: RenderableType

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if not options.ascii_only:
            yield self.inside
            return
        for segment in console.render(self.inside, options):
            yield Segment(segment.text.translate(PLAIN_WORDS), segment.style)


@dataclass(frozen=True, slots=True)
class _Item:
    """An item of a list, its lines aligned behind its mark. A grid would do it too, at ten times the cost."""

    mark: str
    text: Text
    left: int = 3
    """Cells before the text."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        room = max(options.max_width - self.left, 1)
        before = f"{self.mark} ".rjust(self.left)
        for line in self.text.wrap(console, room, overflow="fold"):
            yield Segment(before)
            yield from line.render(console, end="\n")  # it fits: to yield the text itself would wrap it again
            before = " " * self.left


def _heading(text: str) -> list[RenderableType]:
    return [
        Text(),
        Rule(Text(text, style=f"bold {ACCENT}"), align="left", style="dim", characters="─"),
        Text(),
    ]


def _document(document: DocumentText, words: ScanWords) -> Iterable[RenderableType]:
    yield from _heading(document.path)
    for position, one in enumerate(document.findings):
        if position:
            yield Text()
        yield from _finding(one, document, words)


def _finding(one: FindingText, document: DocumentText, words: ScanWords) -> Iterable[RenderableType]:
    head = Text(f"{one.place}: ", style="bold", overflow="fold")
    confidence = one.finding.confidence
    head.append(f"{MARKS[confidence]} {words.confidence[confidence]}", style=f"bold {ACCENT}")
    yield head
    yield _pair(one.right, one.flag.title)
    yield _Snippet(one, document.document.lines, words)
    told = Text()
    for part, is_stressed in emphasised(one.finding.reading):
        told.append(part, style="italic" if is_stressed else "")
    yield _labelled(words.read_as, told)
    for said in one.otherwise:
        yield _Item("=", Text(said), INDENT)
    if one.first:
        yield _Item("=", Text(words.as_above.format(place=one.first.spot)), INDENT)
        return
    yield _labelled(words.why, Text(one.why))
    yield _labelled(words.instead, Text(f"“{one.instead}”", style="italic"))
    yield _labelled(words.more, Text(f"rightscheck explain {one.flag.id}", style="dim"))


def _pair(right: str, title: str) -> Text:
    text = Text(right, style="bold")
    text.append(f" · {title}", style="not bold")
    return text


def _labelled(label: str, text: Text) -> _Item:
    line = Text(f"{label}: ", style="bold")
    text.style = text.style or "not bold"
    line.append_text(text)
    return _Item("=", line, INDENT)


@dataclass(frozen=True, slots=True)
class _Snippet:
    """The lines a finding stands on, or its sentence, with the deciding words underlined."""

    one: FindingText
    lines: tuple[str, ...] | None
    words: ScanWords

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        dots = "..." if options.ascii_only else "…"
        finding = self.one.finding
        gutter = 4 if self.lines is None else max(4, len(str(finding.end_line)) + 1)
        room = max(options.max_width - gutter - 2, 8)
        rows = quote_rows(finding, room) if self.lines is None else source_rows(finding, self.lines)
        for row in rows:
            shown = cut(row, room, dots)
            for line in (self._line(row.number.rjust(gutter - 1), shown.text), *self._under(shown, gutter, room)):
                yield from line.render(console, end="\n")

    def _line(self, number: str, text: str, style: str = "") -> Text:
        line = Text(f"{number} │ ", style="dim")
        line.append(text, style=f"not dim {style}")
        return line

    def _under(self, row: Row, gutter: int, room: int) -> Iterable[Text]:
        blank = " " * (gutter - 1)
        strokes = Text()
        for start, stroke, is_primary in underline(row):
            strokes.append(" " * (start - len(strokes)))
            strokes.append(stroke, style=f"bold {ACCENT}" if is_primary else "")
        if not strokes:
            return
        line = self._line(blank, "")
        line.append_text(strokes)
        yield line
        for names in labels(row, self.words.roles, room):
            yield self._line(blank, names)


def _short(one: FindingText) -> str:
    quote = one.quote
    return f"“{quote}”" if len(quote) <= LONGEST_QUOTE else f"“{quote[:LONGEST_QUOTE].rstrip()} ...”"


def _listed(one: FindingText) -> Text:
    line = Text(one.place, style="bold")
    line.append(f" · {one.right}: ", style="not bold")
    line.append(_short(one), style="not bold italic")
    return line


def _protections(report: ScanReport) -> Iterable[RenderableType]:
    if report.protections:
        yield from _heading(report.words.protections_title)
    for one in report.protections:
        yield _Item(STATUS_MARKS["protected"], _listed(one))


class _Rights:
    """The table of rights: in columns, or one under the other where there is little room."""

    def __init__(self, rights: tuple[RightText, ...]) -> None:
        self.rights = rights

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        roomy = options.max_width >= ROOMY
        table = Table.grid(padding=(0, 1))
        table.add_column(width=1)
        table.add_column(width=36 if roomy else None, ratio=None if roomy else 1)
        table.add_column(no_wrap=True)
        if roomy:
            table.add_column(style="dim")
        for right in self.rights:
            cells: list[RenderableType] = [STATUS_MARKS[right.status], Text(right.title), Text(right.word)]
            table.add_row(*cells, *([Text(right.counts)] if roomy else []))
        yield table


def _rights(report: ScanReport) -> Iterable[RenderableType]:
    if report.documents and report.rights:
        yield from _heading(report.words.rights_title)
        yield _Rights(report.rights)


def _skipped(report: ScanReport) -> Iterable[RenderableType]:
    if not report.skipped:
        return
    yield from _heading(f"{report.words.skipped_title}: {counted(len(report.skipped), report.words.documents)}")
    yield Text(report.words.unread_says)
    for one in report.skipped:
        line = Text(f"{inert(one.path)}: ", style="bold")
        line.append(inert(one.reason), style="not bold")
        yield _Item("!", line)


def _exempt(report: ScanReport) -> Iterable[RenderableType]:
    if not report.exempt:
        return
    yield from _heading(f"{report.words.exempt_title}: {report.exempt_says}")
    yield Text(report.words.exempt_intro)
    for one in report.exempt:
        line = _listed(one)
        if one.exemption:
            line.append(f"\n{exemption_text(one.exemption, report.words)}", style="not bold dim")
        yield _Item("•", line)


def _problems(report: ScanReport) -> Iterable[RenderableType]:
    if not report.problems:
        return
    yield from _heading(report.words.problems_title)
    yield Text(report.words.problems_intro)
    for problem in report.problems:
        line = Text(f"{problem_place(problem)}: ", style="bold")
        line.append(f"{inert(problem.what)}; {inert(problem.instead)}", style="not bold")
        yield _Item("!", line)


def _closing(report: ScanReport) -> Iterable[RenderableType]:
    if report.documents or report.skipped:
        yield Text()
        yield Rule(style="dim", characters="─")
    yield Text(report.summary, style="bold")
    if report.since_says and report.documents:
        yield Text(report.since_says)
