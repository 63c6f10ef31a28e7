"""The report as Markdown, for a repository, a wiki, or an e-mail."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rightscheck.model.assessment import Assessment
from rightscheck.render import words
from rightscheck.render.report import make_report
from rightscheck.render.report_text import AnswerText, FlagCard, FunderText, Report, SourceText, StepText
from rightscheck.version import __version__

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$!&@])")
_ADDRESS = re.compile(r"\b(https?|ftp|mailto|xmpp)(?=:)|\b(www)(?=\.)", re.IGNORECASE)
"""Where GitHub and others would make a link of bare text. The mark after it is escaped."""
_LINE_START = re.compile(r"^([-+=:]|\d{1,9}[.)])(?=\s|$|-|=)")


def escape(text: str) -> str:
    """Make text stand in Markdown as text: on one line, and with no character that marks anything up."""
    line = " ".join(text.split())
    line = _ADDRESS.sub(r"\g<0>" + "\\\\", _SPECIAL.sub(r"\\\1", line))
    return _LINE_START.sub(lambda match: match[1][:-1] + "\\" + match[1][-1], line)


def markdown(assessment: Assessment) -> str:
    """Render an assessment as Markdown."""
    report = make_report(assessment)
    parts = (
        _first_page,
        _flags,
        _elements,
        _steps,
        _homework,
        _next,
        _funders,
        _second_look,
        _answers,
        _visit,
        _scoring,
        _sources,
    )
    blocks = [block for part in parts for block in part(report)]
    closing = ["## What this report is not", *(escape(line) for line in report.not_this)]
    made = f"Made with rightscheck {__version__}. Everything stayed on the computer it was made on."
    return "\n\n".join([*blocks, *closing, made]) + "\n"


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _quote(paragraphs: Iterable[str]) -> str:
    return "\n>\n".join(f"> {paragraph}" for paragraph in paragraphs)


def _table(head: list[str], rows: Iterable[Iterable[object]]) -> str:
    lines = [head, ["---"] * len(head), *([str(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _names(cards: Iterable[FlagCard]) -> str:
    return escape(words.listed([card.flag.title for card in cards]))


def _first_page(report: Report) -> Iterator[str]:
    yield f"# {escape(report.program)}: self-audit"
    yield f"{report.date} · {report.counts}" if report.date else report.counts
    yield f"## Where the house stands: {escape(report.level.headline)}"
    yield escape(report.level.meaning)
    if report.level.range:
        yield escape(report.level.range)
    rungs = [f"**{escape(r.title)}** ({r.note})" if r.note else escape(r.title) for r in report.level.ladder]
    yield f"The ladder, lowest first: {' → '.join(rungs)}"
    yield "### Red flags"
    if report.present:
        yield _list(f"**{escape(card.flag.title)}** ({card.flag.tier})" for card in report.present)
    else:
        yield words.NO_FLAGS
    yield from (escape(line) for line in (report.cautions_say, report.unknown_say) if line)
    if report.present or report.cautions:
        yield words.TIER_LEGEND
    yield f"### {report.month_title}"
    if report.month:
        yield "\n".join(f"{n}. {_step(step)}" for n, step in enumerate(report.month, start=1))
    else:
        yield words.NOTHING_TO_DO
    yield f"### {report.keep_title}"
    if report.keep:
        yield _list(f"**{escape(title)}.** {escape(text)}" for title, text in report.keep)
    else:
        yield report.keep_nothing
    yield f"{report.not_this[0]} {report.not_this[1]}"


def _step(step: StepText) -> str:
    due = f" In progress, by {step.due}." if step.due else ""
    effort = f" {step.effort}." if step.effort else ""
    return f"**{escape(step.title)}.** {escape(step.text)}{effort}{due}"


def _flags(report: Report) -> Iterator[str]:
    if report.present or report.cautions:
        yield "## Red flags in full"
        yield words.FLAGS_INTRO
    for card in (*report.present, *report.cautions):
        yield from _card(card)


def _card(card: FlagCard) -> Iterator[str]:
    right = f" · The right at stake: {escape(card.right)}" if card.right else ""
    yield f"### {escape(card.flag.title)}"
    yield f"{words.STATUSES[card.status]} · {card.tier}, {card.advice} · {card.effort}{right}"
    yield "**What was answered**"
    for answer in card.found:
        yield _found(answer)
    if card.could_be_worse:
        yield escape(card.could_be_worse)
    yield f"**Why it hurts.** {escape(card.flag.harm)}"
    yield f"**What to do instead.** {escape(card.instead)}"
    for whom, wording in card.wordings:
        yield f"**Wording to paste{f' ({whom.lower()})' if whom else ''}**"
        yield _quote(escape(line) for line in wording.splitlines() if line.strip())
    yield escape(words.WORDING_ADVICE)
    worry = card.flag.staff_worry
    yield f"**What staff may worry about.** *{escape(worry.fear)}* {escape(worry.answer)}"
    yield "**Your funders**"
    yield _list(_funder(rule) for rule in card.funders) if card.funders else escape(card.no_rule)
    if card.everyone:
        yield words.GENERAL_LAW
        yield _list(_funder(rule) for rule in card.everyone)
    yield f"{card.flag.number} · `{card.flag.id}` · rests on {', '.join(c.source for c in card.flag.sources)}"


def _found(answer: AnswerText) -> str:
    lines = [f"{answer.id} {escape(answer.question)}", f"**{escape(answer.answer)}**"]
    lines += [f"Note: {escape(answer.note)}"] if answer.note else []
    lines += [f"Backed by: {escape(piece)}" for piece in answer.evidence]
    if answer.required_by:
        lines.append(f"The answers say that a rule asks for this: {answer.required_by}. See “Talk to the funder”.")
    if answer.change_by:
        lines.append(f"**In progress,** to be changed by {answer.change_by}.")
    return _quote(lines)


def _funder(rule: FunderText) -> str:
    way_out = f" *Way out:* {escape(rule.exemption)}" if rule.exemption else ""
    return f"**{escape(rule.title)}** ({rule.id}): {rule.direction}. {escape(rule.note)}{way_out}{_caveat(rule.caveat)}"


def _elements(report: Report) -> Iterator[str]:
    yield "## The elements"
    yield words.PROFILE_INTRO
    yield _table(
        ["Element", "Score", "Answered", "Only said", "Written down", "Shown by a record"],
        ([escape(e.title), e.score.text, e.coverage, *e.grades] for e in report.elements),
    )
    yield _list(f"{escape(e.title)}: {e.score.sentence}. {e.sum}" for e in report.elements)
    yield _table(
        ["Standard", "Version", "Score", "Answered"],
        ([escape(s.short_title), s.version, s.score.text, s.coverage] for s in report.standards),
    )
    yield _list(f"{escape(s.short_title)}: {s.sum}" for s in report.standards)


def _steps(report: Report) -> Iterator[str]:
    if report.later:
        yield "### All further steps, in order"
        start = len(report.month) + 1
        yield "\n".join(f"{n}. {_step(step)}" for n, step in enumerate(report.later, start=start))


def _homework(report: Report) -> Iterator[str]:
    if not report.homework:
        return
    yield "## Homework"
    yield report.homework_says
    yield _list(
        f"{item.id} {escape(item.question)} ({item.state})"
        + (f" Decides: {escape(item.flags)}." if item.flags else "")
        + (f" Look in: {escape('; '.join(item.papers))}." if item.papers else "")
        for item in report.homework
    )


def _next(report: Report) -> Iterator[str]:
    if report.level.next:
        yield f"## What stands before “{escape(report.level.next)}”"
        yield _list(escape(line) for line in report.level.unmet)


def _funders(report: Report) -> Iterator[str]:
    if not report.to_funders:
        return
    yield "## Talk to the funder"
    yield words.FUNDERS_INTRO
    for answer, rule in report.to_funders:
        yield _found(answer)
        yield _list([_funder(rule)])


def _second_look(report: Report) -> Iterator[str]:
    if report.second_look or report.left_out:
        yield "## Worth a second look"
    if report.second_look:
        yield words.SECOND_LOOK_INTRO
        yield from (_found(answer) for answer in report.second_look)
    if report.left_out:
        yield words.LEFT_OUT_INTRO
        yield _list(escape(line) for line in report.left_out)


def _answers(report: Report) -> Iterator[str]:
    yield "## Every answer"
    yield "### About the program"
    yield _list(f"{escape(question)} {escape(answer)}" for question, answer in report.facts)
    for element in report.elements:
        yield f"### {escape(element.title)} ({element.score.text})"
        yield _list(_answer(answer) for answer in element.answers)
    if report.clear:
        yield f"Red flags that are clear: {_names(report.clear)}."
    if report.not_applicable:
        yield f"Red flags that do not apply: {_names(report.not_applicable)}."
    if report.set_aside:
        yield f"Not asked, because of the facts above: {escape('; '.join(report.set_aside))}."


def _answer(answer: AnswerText) -> str:
    parts = [f"{answer.id} {escape(answer.question)} **{escape(answer.answer)}.**", answer.counted]
    parts += [f"Raises a red flag: {words.STATUSES[answer.flag].lower()}."] if answer.flag else []
    parts += [f"Backed by: {escape('; '.join(answer.evidence))}."] if answer.evidence else []
    parts += [f"Reason: {escape(answer.reason)}"] if answer.reason else []
    parts += [f"Note: {escape(answer.note)}"] if answer.note else []
    parts += [f"A step up: {escape(answer.better)}."] if answer.better else []
    return " ".join(parts)


def _visit(report: Report) -> Iterator[str]:
    cards = (*report.present, *report.cautions)
    if cards:
        yield "## For a visit"
        yield words.VISIT_INTRO
    for card in cards:
        yield f"### {escape(card.flag.title)}: what to ask"
        yield escape(card.flag.practice)
        yield _list(
            (
                *(f"To ask: {escape(line)}" for line in card.flag.on_a_visit),
                *(f"To ask to see: {escape(paper)}" for answer in card.found for paper in answer.papers),
                *(f"Not a flag: {escape(line)}" for line in card.flag.not_a_flag),
            )
        )


def _scoring(report: Report) -> Iterator[str]:
    yield "## How scoring works"
    yield _list(escape(line) for line in report.scoring)
    yield "### The ladder"
    yield _list(
        f"**{escape(r.title)}**{f' ({r.note})' if r.note else ''}: {escape(r.meaning)}" for r in report.level.ladder
    )


def _sources(report: Report) -> Iterator[str]:
    yield "## Sources"
    yield _list(
        f"**{escape(s.title)}** ({s.id} {s.version}). {escape(s.about)} {escape(s.relation)}" for s in report.standards
    )
    if report.sources:
        yield "### What this report rests on"
        yield _list(_source(source) for source in report.sources)
    if report.rules:
        yield "### The funder rules and laws that are named above"
        yield _list(
            f"{rule.id} {escape(rule.title)}: {escape(rule.citation)}. {escape(rule.note)}{_caveat(rule.caveat)}"
            for rule in report.rules
        )


def _source(source: SourceText) -> str:
    address = f" {_address(source.address)}" if source.address else ""
    return f"{source.id}: {escape(source.text)}{_caveat(source.caveat)}{address}"


def _address(address: str) -> str:
    return f"<{address}>" if re.fullmatch(r"https?://[^\s<>]+", address) else escape(address)


def _caveat(caveat: str) -> str:
    return f" ({escape(caveat)})" if caveat else ""
