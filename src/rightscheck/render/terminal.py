"""The report for a terminal, 80 columns or less, in the same order and words as on paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import StringIO

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.segment import Segment
from rich.style import Style
from rich.table import Table
from rich.text import Text

from rightscheck.model.assessment import Assessment
from rightscheck.render import words as fixed
from rightscheck.render.report import make_report
from rightscheck.render.report_text import (
    AnswerText,
    ElementText,
    FlagCard,
    FunderText,
    Report,
    ScoreText,
    StepText,
)
from rightscheck.render.words import Words

WIDTH = 80
MAX_WIDTH = 100
"""Lines longer than this are hard to read."""
ROOMY = 64
"""From this width on, a score's line fits beside its name."""
ACCENT = "cyan"
MARKS = {"present": "■", "disputed": "◆", "caution": "◧", "unknown": "◌", "clear": "○", "not-applicable": "–"}


def terminal(assessment: Assessment) -> str:
    """Render an assessment as plain text, without colour, 80 columns wide."""
    stream = StringIO()
    console = Console(
        file=stream,
        width=WIDTH,
        no_color=True,
        force_terminal=False,
        legacy_windows=False,
        force_jupyter=False,
        emoji=False,
    )
    console.print(terminal_report(assessment))
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()).strip("\n") + "\n"


def terminal_report(assessment: Assessment) -> Group:
    """Give the report as something that a rich console prints, in its own width and colours."""
    report = make_report(assessment)
    return Group(
        *_first_page(report),
        *_flags(report),
        *_voices(report),
        *_elements(report),
        *_homework(report),
        *_next(report),
        *_remarks(report),
        *_closing(report),
    )


def _heading(text: str) -> list[RenderableType]:
    return [
        Text(),
        Rule(Text(text, style=f"bold {ACCENT}"), align="left", style="dim", characters="─"),
        Text(),
    ]


def _small(text: str) -> Padding:
    return Padding(Text(text, style="bold"), (1, 0, 0, 0))


def _indented(text: str, style: str = "", left: int = 2) -> Padding:
    return Padding(Text(text, style=style), (0, 0, 0, left))


def bullet(text: Text | str, mark: str = "•") -> Table:
    """Give an item of a list, its lines aligned behind its mark."""
    table = Table.grid(padding=(0, 1))
    table.add_column(width=len(mark) + 1, justify="right", no_wrap=True)
    table.add_column(ratio=1, overflow="fold")  # a long address goes on in the next line, and is never cut
    table.add_row(mark, Text(text) if isinstance(text, str) else text)  # a bare str would be read as markup
    return table


def _first_page(report: Report) -> Iterable[RenderableType]:
    words = report.words
    yield Text(report.program, style="bold")
    yield Text(f"{report.date} · {report.counts}" if report.date else report.counts, style="dim")
    yield Text()
    lines: list[RenderableType] = [
        Text(report.level.headline, style=f"bold {ACCENT}"),
        Text(report.level.meaning),
    ]
    if report.level.range:
        lines.append(Text(report.level.range, style="dim"))
    yield Panel(
        Group(*lines), title=words("Where the house stands"), title_align="left", border_style=ACCENT, padding=(0, 1)
    )
    yield _small(words("Red flags"))
    if not report.present:
        yield _indented(words(fixed.NO_FLAGS))
    for card in report.present:
        name = Text(card.flag.title)
        disputed = f", {words('disputed')}" if card.status == "disputed" else ""
        name.append(f"  {card.tier_name}{disputed}", style="dim")
        yield bullet(name, MARKS[card.status])
    if report.present or report.cautions:
        yield _indented(words(fixed.TIER_LEGEND), "dim")
    for line, status in ((report.cautions_say, "caution"), (report.unknown_say, "unknown")):
        if line:
            yield bullet(line, MARKS[status])
    yield from _first_steps(report)
    yield from _heard(report)


def _heard(report: Report) -> Iterable[RenderableType]:
    """Tell on the first page what the voices agree on and where they part."""
    voices = report.voices
    if voices is None:
        return
    yield _small(report.words("What the voices say"))
    yield _indented(f"{voices.heard} {voices.agree}")
    for one in voices.parts:
        name = Text(f"{one.title}. ", style="bold")
        name.append(f"{one.word}.", style="not bold dim")
        for line in one.lines:
            name.append(f"\n{line}", style="not bold")
        yield bullet(name)
    if closing := " ".join(filter(None, (voices.further or voices.nothing_parts, voices.please))):
        yield _indented(closing)


def _voices(report: Report) -> Iterable[RenderableType]:
    voices = report.voices
    if voices is None:
        return
    words = report.words
    yield from _heading(words("The voices, side by side"))
    yield Text(words(fixed.VOICES_INTRO))
    for one in voices.practices:
        yield Text()
        name = Text(f"{one.id}  {one.title}", style="bold")
        name.append(f"  {one.status}", style="not bold dim")
        yield name
        for column, cell in zip(voices.columns, voices.cells(one), strict=True):
            said = Text(f"{column}: ", style="dim")
            said.append(cell, style="not dim")
            yield Padding(said, (0, 0, 0, 2))
    if voices.silences or voices.near:
        yield _small(words("Said, and not written down"))
    for intro, lines in ((fixed.SILENCES_INTRO, voices.silences), (fixed.NEAR_INTRO, voices.near)):
        if lines:
            yield _indented(words(intro))
            yield from map(bullet, lines)
    if voices.quotes:
        yield _small(words("Quotes given as evidence"))
        for quote in voices.quotes:
            place = f"; {words('now: {place}', place=quote.place)}" if quote.place else ""
            now = f" {quote.now}" if quote.now else ""
            yield bullet(f"{quote.status}. {quote.indicator} {words.quoted(quote.quote)} ({quote.file}{place}){now}")


def _first_steps(report: Report) -> Iterable[RenderableType]:
    yield _small(report.month_title)
    if not report.month:
        yield _indented(report.words(fixed.NOTHING_TO_DO))
    for number, step in enumerate(report.month, start=1):
        yield bullet(_step(step, report.words), f"{number}.")
    yield _small(report.keep_title)
    if not report.keep:
        yield _indented(report.keep_nothing)
    for title, text in report.keep:
        kept = Text(f"{title}. ", style="bold")
        kept.append(text, style="not bold")
        yield bullet(kept)


def _step(step: StepText, words: Words) -> Text:
    text = Text(f"{step.title}. ", style="bold")
    text.append(step.text, style="not bold")
    if step.effort:
        text.append(f" {step.effort}.", style="dim not bold")
    if step.due:
        text.append(f" {words('In progress, by {date}.', date=step.due)}")
    return text


def _flags(report: Report) -> Iterable[RenderableType]:
    cards = (*report.present, *report.cautions)
    if cards:
        yield from _heading(report.words("Red flags in full"))
        yield Text(report.words(fixed.FLAGS_INTRO))
        yield Text()
    for position, card in enumerate(cards):
        if position:
            yield Text()
        yield from _card(card, report.words)


def _card(card: FlagCard, words: Words) -> Iterable[RenderableType]:
    title = Text(f"{MARKS[card.status]} {card.flag.title}", style="bold")
    yield title
    tags = [card.status_name, f"{card.tier}, {card.advice}", card.effort]
    yield _indented(" · ".join(tags), "dim")
    for answer in card.found:
        yield from _found(answer, words)
    if card.could_be_worse:
        yield _indented(card.could_be_worse)
    for label, text in ((words("Why it hurts"), card.flag.harm), (words("What to do instead"), card.instead)):
        yield _small(f"  {label}")
        yield _indented(text)
    for whom, wording in card.wordings:
        yield _small(f"  {words('Wording to paste')}{f' ({whom.lower()})' if whom else ''}")
        yield Padding(Text(wording, style="italic"), (0, 4, 0, 4))
    yield _indented(words(fixed.WORDING_ADVICE), "dim")
    yield _small(f"  {words('What staff may worry about')}")
    yield _indented(f"{card.flag.staff_worry.fear} {card.flag.staff_worry.answer}")
    yield _small(f"  {words('Your funders')}")
    if not card.funders:
        yield _indented(card.no_rule)
    for rule in card.funders:
        yield bullet(_funder(rule, words))
    if card.everyone:
        yield _indented(words(fixed.GENERAL_LAW))
        for rule in card.everyone:
            yield bullet(_funder(rule, words))
    yield _indented(words("More: {command}", command=f"rightscheck explain {card.flag.id}"), "dim")


def _funder(rule: FunderText, words: Words) -> Text:
    line = Text(f"{rule.title} ({rule.id}): ", style="bold")
    line.append(f"{rule.direction}. {rule.note}", style="not bold")
    if rule.exemption:
        line.append(f" {words('Way out:')} {rule.exemption}", style="not bold")
    if rule.caveat:
        line.append(f" ({rule.caveat})", style="not bold dim")
    return line


def _found(answer: AnswerText, words: Words) -> Iterable[RenderableType]:
    yield _indented(f"{answer.id}  {answer.question}")
    yield _indented(f"→ {answer.answer}", "bold")
    if answer.note:
        yield _indented(words("Note: {note}", note=answer.note), "dim", 4)
    for piece in answer.evidence:
        yield _indented(words("Backed by: {evidence}", evidence=piece), "dim", 4)
    for line in answer.others:
        yield _indented(line, left=4)
    if answer.required_by:
        yield _indented(words(fixed.REQUIRED_BY, rule=answer.required_by), left=4)
    if answer.change_by:
        changing = f"{words('In progress,')} {words('to be changed by {date}.', date=answer.change_by)}"
        yield _indented(changing, left=4)


class _Line:
    """A score on a plain line from 0 to 100: a dot, and a bar where it could still lie."""

    def __init__(self, score: ScoreText) -> None:
        self.score = score

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = options.max_width
        cells = ["─"] * width

        def at(value: float) -> int:
            return min(width - 1, round(value / 100 * (width - 1)))

        if not self.score.is_point:
            for cell in range(at(self.score.low), at(self.score.high) + 1):
                cells[cell] = "━"
            cells[at(self.score.low)], cells[at(self.score.high)] = "├", "┤"
        if self.score.value is not None:
            cells[at(self.score.value)] = "●" if self.score.is_point else "○"
        yield Segment("".join(cells), Style(color=ACCENT))


class _Profile:
    """The elements with their scores: side by side, or one under the other where there is little room."""

    def __init__(self, elements: Sequence[ElementText], words: Words) -> None:
        self.elements = elements
        self.words = words

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield self._wide() if options.max_width >= ROOMY else Group(*self._narrow())

    def _answered(self, element: ElementText) -> str:
        return self.words("{share} answered", share=element.coverage)

    def _wide(self) -> Table:
        table = Table.grid(padding=(0, 1), expand=True)
        table.add_column(width=28)
        table.add_column(ratio=1)
        table.add_column(width=10, justify="right", no_wrap=True)
        table.add_column(width=14, justify="right", style="dim", no_wrap=True)
        for element in self.elements:
            score = element.score
            table.add_row(Text(element.title), _Line(score), score.text, self._answered(element))
        return table

    def _narrow(self) -> Iterable[RenderableType]:
        for element in self.elements:
            line = Text(f"{element.title}: {element.score.text}")
            line.append(f", {self._answered(element)}", style="dim")
            yield line
            yield Padding(_Line(element.score))  # which ends the line; a cell of a table does that by itself


def _elements(report: Report) -> Iterable[RenderableType]:
    words = report.words
    yield from _heading(words("The elements, from 0 to 100"))
    yield _Profile(report.elements, words)
    yield Text()
    for standard in report.standards:
        yield Text(f"{standard.short_title} {standard.version}: {standard.score.sentence}. {standard.sum}")
    said, written, recorded, confirmed = (sum(element.grades[i] for element in report.elements) for i in range(4))
    grades = [
        words.plural(said, "{n} answer only said", "{n} answers only said"),
        words("{n} written down", n=written),
        words("{n} shown by a record", n=recorded),
        *([words("{n} confirmed by residents", n=confirmed)] if report.voices else []),
    ]
    yield Text(words("Evidence, apart from the score: {grades}.", grades=", ".join(grades)))


def _homework(report: Report) -> Iterable[RenderableType]:
    if not report.homework:
        return
    words = report.words
    yield from _heading(words("Homework"))
    yield Text(report.homework_says)
    for item in report.homework:
        text = Text(f"{item.id}  {item.question} ({item.state})")
        if item.flags:
            text.append(f" {words('Decides: {flags}.', flags=item.flags)}", style="dim")
        if item.papers:
            text.append(f" {words('Look in: {papers}.', papers='; '.join(item.papers))}", style="dim")
        yield bullet(text)


def _next(report: Report) -> Iterable[RenderableType]:
    if report.level.next:
        level = report.words.quoted(report.level.next)
        yield from _heading(report.words("What stands before {level}", level=level))
        for line in report.level.unmet:
            yield bullet(line)


def _remarks(report: Report) -> Iterable[RenderableType]:
    words = report.words
    if report.to_funders:
        yield from _heading(words("Talk to the funder"))
        yield Text(words(fixed.FUNDERS_INTRO))
        for answer, rule in report.to_funders:
            yield from _found(answer, words)
            yield bullet(_funder(rule, words))
    if report.second_look or report.left_out:
        yield from _heading(words("Worth a second look"))
        if report.second_look:
            yield Text(words(fixed.SECOND_LOOK_INTRO))
        for answer in report.second_look:
            yield from _found(answer, words)
        if report.left_out:
            yield Text(words(fixed.LEFT_OUT_INTRO))
        for line in report.left_out:
            yield bullet(line)


def _closing(report: Report) -> Iterable[RenderableType]:
    yield from _heading(report.words("What this report is not"))
    for line in (*report.not_this, *report.translation):
        yield Text(line)
    yield Text()
    yield Text(report.words(fixed.TERMINAL_END), style="dim")
