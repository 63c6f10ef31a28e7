"""The report as Markdown, for a repository, a wiki, or an e-mail."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rightscheck.model.assessment import Assessment
from rightscheck.render import words as fixed
from rightscheck.render.report import make_report
from rightscheck.render.report_text import (
    AnswerText,
    FlagCard,
    FunderText,
    QuoteText,
    Report,
    SourceText,
    StepText,
    VisitText,
)
from rightscheck.render.words import Words
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
        _voices,
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
    words = report.words
    closing = [f"## {words('What this report is not')}", *(escape(line) for line in report.not_this)]
    made = words(fixed.MADE_WITH, version=__version__)
    return "\n\n".join([*blocks, *closing, made]) + "\n"


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _quote(paragraphs: Iterable[str]) -> str:
    return "\n>\n".join(f"> {paragraph}" for paragraph in paragraphs)


def _table(head: list[str], rows: Iterable[Iterable[object]]) -> str:
    lines = [head, ["---"] * len(head), *([str(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _names(cards: Iterable[FlagCard], words: Words) -> str:
    return escape(words.listed([card.flag.title for card in cards]))


def _first_page(report: Report) -> Iterator[str]:
    words = report.words
    yield f"# {words('{program}: self-audit', program=escape(report.program))}"
    yield f"{report.date} · {report.counts}" if report.date else report.counts
    yield f"## {words('Where the house stands: {level}', level=escape(report.level.headline))}"
    yield escape(report.level.meaning)
    if report.level.range:
        yield escape(report.level.range)
    rungs = [f"**{escape(r.title)}** ({r.note})" if r.note else escape(r.title) for r in report.level.ladder]
    yield words("The ladder, lowest first: {rungs}", rungs=" → ".join(rungs))
    yield f"### {words('Red flags')}"
    if report.present:
        disputed = f", {words('disputed')}"
        yield _list(
            f"**{escape(card.flag.title)}** ({card.tier_name}{disputed if card.status == 'disputed' else ''})"
            for card in report.present
        )
    else:
        yield words(fixed.NO_FLAGS)
    yield from (escape(line) for line in (report.cautions_say, report.unknown_say) if line)
    if report.present or report.cautions:
        yield words(fixed.TIER_LEGEND)
    yield f"### {report.month_title}"
    if report.month:
        yield "\n".join(f"{n}. {_step(step, words)}" for n, step in enumerate(report.month, start=1))
    else:
        yield words(fixed.NOTHING_TO_DO)
    yield f"### {report.keep_title}"
    if report.keep:
        yield _list(f"**{escape(title)}.** {escape(text)}" for title, text in report.keep)
    else:
        yield report.keep_nothing
    yield f"{report.not_this[0]} {report.not_this[1]}"
    yield from _heard(report)


def _heard(report: Report) -> Iterator[str]:
    """Tell on the first page what the voices agree on and where they part."""
    voices = report.voices
    if voices is None:
        return
    yield f"### {report.words('What the voices say')}"
    yield f"{escape(voices.heard)} {escape(voices.agree)}"
    if voices.parts:
        yield _list(
            f"**{escape(one.title)}** ({one.word}). {' · '.join(escape(line) for line in one.lines)}"
            for one in voices.parts
        )
    if closing := " ".join(filter(None, (voices.further or voices.nothing_parts, voices.please))):
        yield escape(closing)


def _voices(report: Report) -> Iterator[str]:
    voices = report.voices
    if voices is None:
        return
    words = report.words
    yield f"## {words('The voices, side by side')}"
    yield escape(words(fixed.VOICES_INTRO))
    if voices.practices:
        yield _table(
            [words("Practice"), *voices.columns, words("How they stand")],
            (
                [f"{one.id} {escape(one.title)}", *map(escape, voices.cells(one)), one.status or fixed.NOT_ASKED]
                for one in voices.practices
            ),
        )
    if voices.silences or voices.near:
        yield f"### {words('Said, and not written down')}"
    for intro, lines in ((fixed.SILENCES_INTRO, voices.silences), (fixed.NEAR_INTRO, voices.near)):
        if lines:
            yield escape(words(intro))
            yield _list(map(escape, lines))
    if voices.quotes:
        yield f"### {words('Quotes given as evidence')}"
        yield escape(words(fixed.QUOTES_INTRO))
        yield _list(_quoted(one, words) for one in voices.quotes)


def _quoted(one: QuoteText, words: Words) -> str:
    place = f"; {words('now: {place}', place=escape(one.place))}" if one.place else ""
    now = f" {escape(one.now)}" if one.now else ""
    return f"**{one.status}.** {one.indicator} {words.quoted(escape(one.quote))} ({escape(one.file)}{place}){now}"


def _step(step: StepText, words: Words) -> str:
    due = f" {words('In progress, by {date}.', date=step.due)}" if step.due else ""
    effort = f" {step.effort}." if step.effort else ""
    return f"**{escape(step.title)}.** {escape(step.text)}{effort}{due}"


def _flags(report: Report) -> Iterator[str]:
    if report.present or report.cautions:
        yield f"## {report.words('Red flags in full')}"
        yield report.words(fixed.FLAGS_INTRO)
    for card in (*report.present, *report.cautions):
        yield from _card(card, report.words)


def _card(card: FlagCard, words: Words) -> Iterator[str]:
    right = f" · {words('The right at stake: {right}', right=escape(card.right))}" if card.right else ""
    yield f"### {escape(card.flag.title)}"
    yield f"{card.status_name} · {card.tier}, {card.advice} · {card.effort}{right}"
    yield f"**{words('What was answered')}**"
    for answer in card.found:
        yield _found(answer, words)
    if card.could_be_worse:
        yield escape(card.could_be_worse)
    yield f"**{words('Why it hurts')}.** {escape(card.flag.harm)}"
    yield f"**{words('What to do instead')}.** {escape(card.instead)}"
    for whom, wording in card.wordings:
        yield f"**{words('Wording to paste')}{f' ({whom.lower()})' if whom else ''}**"
        yield _quote(escape(line) for line in wording.splitlines() if line.strip())
    yield escape(words(fixed.WORDING_ADVICE))
    worry = card.flag.staff_worry
    yield f"**{words('What staff may worry about')}.** *{escape(worry.fear)}* {escape(worry.answer)}"
    yield f"**{words('Your funders')}**"
    yield _list(_funder(rule, words) for rule in card.funders) if card.funders else escape(card.no_rule)
    if card.everyone:
        yield words(fixed.GENERAL_LAW)
        yield _list(_funder(rule, words) for rule in card.everyone)
    rests = words("rests on {sources}", sources=", ".join(c.source for c in card.flag.sources))
    yield f"{card.flag.number} · `{card.flag.id}` · {rests}"


def _found(answer: AnswerText, words: Words) -> str:
    lines = [f"{answer.id} {escape(answer.question)}", f"**{escape(answer.answer)}**"]
    lines += [words("Note: {note}", note=escape(answer.note))] if answer.note else []
    lines += [words("Backed by: {evidence}", evidence=escape(piece)) for piece in answer.evidence]
    lines += [escape(line) for line in answer.others]
    if answer.required_by:
        lines.append(f"{words(fixed.REQUIRED_BY, rule=answer.required_by)} {words(fixed.SEE_FUNDER)}")
    if answer.change_by:
        lines.append(f"**{words('In progress,')}** {words('to be changed by {date}.', date=answer.change_by)}")
    return _quote(lines)


def _funder(rule: FunderText, words: Words) -> str:
    way_out = f" *{words('Way out:')}* {escape(rule.exemption)}" if rule.exemption else ""
    return f"**{escape(rule.title)}** ({rule.id}): {rule.direction}. {escape(rule.note)}{way_out}{_caveat(rule.caveat)}"


def _elements(report: Report) -> Iterator[str]:
    words = report.words
    yield f"## {words('The elements')}"
    yield words(fixed.PROFILE_INTRO)
    grades = fixed.GRADE_HEADS if report.voices else fixed.GRADE_HEADS[:3]
    yield _table(
        [words("Element"), words("Score"), words("Answered"), *map(words, grades)],
        ([escape(e.title), e.score.text, e.coverage, *e.grades[: len(grades)]] for e in report.elements),
    )
    yield _list(f"{escape(e.title)}: {e.score.sentence}. {e.sum}" for e in report.elements)
    yield _table(
        [words("Standard"), words("Version"), words("Score"), words("Answered")],
        ([escape(s.short_title), s.version, s.score.text, s.coverage] for s in report.standards),
    )
    yield _list(f"{escape(s.short_title)}: {s.sum}" for s in report.standards)


def _steps(report: Report) -> Iterator[str]:
    if report.later:
        yield f"### {report.words('All further steps, in order')}"
        start = len(report.month) + 1
        yield "\n".join(f"{n}. {_step(step, report.words)}" for n, step in enumerate(report.later, start=start))


def _homework(report: Report) -> Iterator[str]:
    if not report.homework:
        return
    words = report.words
    yield f"## {words('Homework')}"
    yield report.homework_says
    yield _list(
        f"{item.id} {escape(item.question)} ({item.state})"
        + (f" {words('Decides: {flags}.', flags=escape(item.flags))}" if item.flags else "")
        + (f" {words('Look in: {papers}.', papers=escape('; '.join(item.papers)))}" if item.papers else "")
        for item in report.homework
    )


def _next(report: Report) -> Iterator[str]:
    if report.level.next:
        level = report.words.quoted(escape(report.level.next))
        yield f"## {report.words('What stands before {level}', level=level)}"
        yield _list(escape(line) for line in report.level.unmet)


def _funders(report: Report) -> Iterator[str]:
    if not report.to_funders:
        return
    yield f"## {report.words('Talk to the funder')}"
    yield report.words(fixed.FUNDERS_INTRO)
    for answer, rule in report.to_funders:
        yield _found(answer, report.words)
        yield _list([_funder(rule, report.words)])


def _second_look(report: Report) -> Iterator[str]:
    words = report.words
    if report.second_look or report.left_out:
        yield f"## {words('Worth a second look')}"
    if report.second_look:
        yield words(fixed.SECOND_LOOK_INTRO)
        yield from (_found(answer, words) for answer in report.second_look)
    if report.left_out:
        yield words(fixed.LEFT_OUT_INTRO)
        yield _list(escape(line) for line in report.left_out)


def _answers(report: Report) -> Iterator[str]:
    words = report.words
    yield f"## {words('Every answer')}"
    yield f"### {words('About the program')}"
    yield _list(f"{escape(question)} {escape(answer)}" for question, answer in report.facts)
    for element in report.elements:
        yield f"### {escape(element.title)} ({element.score.text})"
        yield _list(_answer(answer, words) for answer in element.answers)
    if report.clear:
        yield f"{words('Red flags that are clear:')} {_names(report.clear, words)}."
    if report.not_applicable:
        yield f"{words('Red flags that do not apply:')} {_names(report.not_applicable, words)}."
    if report.set_aside:
        yield f"{words('Not asked, because of the facts above:')} {escape('; '.join(report.set_aside))}."


def _answer(answer: AnswerText, words: Words) -> str:
    parts = [f"{answer.id} {escape(answer.question)} **{escape(answer.answer)}.**", answer.counted]
    parts += [words(fixed.RAISES[answer.flag])] if answer.flag else []
    evidence = escape("; ".join(answer.evidence))
    parts += [f"{words('Backed by: {evidence}', evidence=evidence)}."] if answer.evidence else []
    parts += [words("Reason: {reason}", reason=escape(answer.reason))] if answer.reason else []
    parts += [words("Note: {note}", note=escape(answer.note))] if answer.note else []
    parts += [words("A step up: {answer}.", answer=escape(answer.better))] if answer.better else []
    return " ".join(parts)


def _visit(report: Report) -> Iterator[str]:
    words = report.words
    cards = (*report.present, *report.cautions)
    if cards or report.visit:
        yield f"## {words('For a visit')}"
        yield words(fixed.VISIT_INTRO)
    if report.visit:
        yield f"### {words(fixed.VOICES_VISIT)}"
        yield _list(_parted(one, words) for one in report.visit)
    for card in cards:
        yield f"### {words('{flag}: what to ask', flag=escape(card.flag.title))}"
        yield escape(card.flag.practice)
        yield _list(
            (
                *(f"{words('To ask:')} {escape(line)}" for line in card.flag.on_a_visit),
                *(f"{words('To ask to see:')} {escape(paper)}" for answer in card.found for paper in answer.papers),
                *(f"{words('Not a flag:')} {escape(line)}" for line in card.flag.not_a_flag),
            )
        )


def _parted(one: VisitText, words: Words) -> str:
    """Tell what to ask about a practice on which the voices part."""
    parts = [
        f"**{escape(one.title)}** ({one.word}). {words('To ask:')} {escape(one.question)}",
        *map(escape, one.written),
    ]
    parts += [f"{words('To ask to see:')} {escape('; '.join(one.papers))}."] if one.papers else []
    return " ".join(parts)


def _scoring(report: Report) -> Iterator[str]:
    yield f"## {report.words('How scoring works')}"
    yield _list(escape(line) for line in report.scoring)
    yield f"### {report.words('The ladder')}"
    yield _list(
        f"**{escape(r.title)}**{f' ({r.note})' if r.note else ''}: {escape(r.meaning)}" for r in report.level.ladder
    )


def _sources(report: Report) -> Iterator[str]:
    words = report.words
    yield f"## {words('Sources')}"
    yield _list(
        f"**{escape(s.title)}** ({s.id} {s.version}). {escape(s.about)} {escape(s.relation)}" for s in report.standards
    )
    if report.sources:
        yield f"### {words('What this report rests on')}"
        yield _list(_source(source) for source in report.sources)
    if report.rules:
        yield f"### {words('The funder rules and laws that are named above')}"
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
