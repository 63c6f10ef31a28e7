"""What a report says, before it has any looks: an assessment becomes sections of plain text.

Every format renders this one report, so that all of them say the same things in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rightscheck.model.assessment import (
    Assessment,
    IndicatorResult,
    Step,
)
from rightscheck.model.condition import FACT
from rightscheck.model.red_flag import TIER_ORDER, Direction
from rightscheck.model.tables import FunderRule, Tables, joined
from rightscheck.render import words
from rightscheck.render.cards import ASKS, answer_text, fact_value, flag_card, funder_text
from rightscheck.render.level_text import counts, level_text, still_open
from rightscheck.render.report_text import (
    AnswerText,
    FlagCard,
    FunderText,
    Homework,
    Report,
    SourceText,
    StandardText,
    StepText,
)
from rightscheck.render.score_text import element_text, mean_text, score_text

MONTH = 3
KEEP = 3
NO_NAME = "This program"
BEST = 100


def make_report(assessment: Assessment) -> Report:
    """Put an assessment into words."""
    tables = joined(s.standard.tables for s in assessment.standards)
    results = {result.indicator.id: result for result in assessment.results}
    cards = [flag_card(flag, results, assessment, tables) for flag in assessment.flags]
    by_status = {status: tuple(c for c in cards if c.status == status) for status in words.STATUSES}
    present = tuple(sorted(by_status["present"], key=lambda card: TIER_ORDER[card.flag.tier]))
    cautions = tuple(sorted(by_status["caution"], key=lambda card: TIER_ORDER[card.flag.tier]))
    steps = _steps(assessment, results, {card.flag.id: card for card in cards}, tables)
    return Report(
        program=words.plain(assessment.sheet.program) or NO_NAME,
        date=words.date_in_words(assessment.sheet.date) if assessment.sheet.date else "",
        facts=_facts(assessment, tables),
        level=level_text(assessment),
        counts=counts(assessment),
        standards=tuple(
            StandardText(
                id=s.standard.id,
                title=s.standard.title,
                short_title=s.standard.short_title,
                version=s.standard.version,
                about=s.standard.about,
                relation=s.standard.relation,
                score=score_text(s.score),
                coverage=words.percent(s.score.coverage),
                sum=mean_text(s.elements, s.score),
            )
            for s in assessment.standards
        ),
        present=present,
        cautions=cautions,
        unknown=by_status["unknown"],
        clear=by_status["clear"],
        not_applicable=by_status["not-applicable"],
        cautions_say=_named("At caution", cautions),
        unknown_say=_named("Not yet known", by_status["unknown"]),
        month_title=_title("thing", steps[:MONTH], "to do this month", "To do this month"),
        month=steps[:MONTH],
        later=steps[MONTH:],
        keep_title=_title("thing", assessment.strengths[:KEEP], "to keep doing", "To keep doing"),
        keep=tuple(_kept(result) for result in assessment.strengths[:KEEP]),
        keep_nothing=_keep_nothing(assessment),
        elements=tuple(element_text(e) for s in assessment.standards for e in s.elements if e.results),
        homework_says=_homework_says(assessment),
        homework=tuple(_homework(assessment, tables)),
        to_funders=tuple(_to_funders(assessment, tables)),
        second_look=tuple(answer_text(result) for result in assessment.second_look),
        left_out=tuple(_left_out(assessment)),
        set_aside=tuple(f"{indicator.id} {indicator.title}" for indicator in assessment.set_aside),
        scoring=_scoring(assessment),
        sources=tuple(_sources(assessment, tables)),
        rules=_rules((*present, *cautions), assessment, tables),
        not_this=words.NOT_THIS,
    )


def summary(assessment: Assessment) -> str:
    """Say in one line where a programme stands; what is not known is never passed over."""
    statuses: list[str] = [flag.status for flag in assessment.flags]
    labels = {"present": "present", "caution": "at caution", "unknown": "not yet known"}
    stands = [f"{n} {label}" for status, label in labels.items() if (n := statuses.count(status))]
    flags = f"Red flags: {', '.join(stands)}." if stands else "No red flag."
    program = words.plain(assessment.sheet.program) or NO_NAME
    return f"{program}: {level_text(assessment).headline}. {counts(assessment).capitalize()}. {flags}"


def _title(noun: str, items: Sequence[object], what: str, empty: str) -> str:
    """Give a heading that counts what stands below it."""
    count = {1: f"One {noun}", 2: f"Two {noun}s", 3: f"Three {noun}s"}.get(len(items))
    return f"{count} {what}" if count else empty


def _named(label: str, cards: Sequence[FlagCard]) -> str:
    named = [f"{card.flag.title} ({card.flag.tier})" for card in cards]
    return f"{label}: {words.listed(named)}." if named else ""


def _kept(result: IndicatorResult) -> tuple[str, str]:
    """Say no more than was answered: the picture of good practice only where the best answer was given."""
    option = result.option
    best = option is not None and option.worth == BEST
    return result.indicator.title, result.indicator.see if best or option is None else f"{option.text}."


def _keep_nothing(assessment: Assessment) -> str:
    if assessment.strengths:
        return ""
    answered = any(result.state == "answered" for result in assessment.results)
    return words.NOTHING_TO_KEEP if answered else words.NOTHING_ANSWERED


def _facts(assessment: Assessment, tables: Tables) -> tuple[tuple[str, str], ...]:
    return tuple((fact.question, fact_value(fact, assessment.sheet)) for fact in tables.facts)


def _rules(cards: Sequence[FlagCard], assessment: Assessment, tables: Tables) -> tuple[FunderText, ...]:
    named = {rule.id for card in cards for rule in (*card.funders, *card.everyone)}
    named |= {result.answer.required_by for result in assessment.results if result.answer.required_by}
    return tuple(funder_text(rule, "context", _in_full(rule)) for rule in tables.funder_rules if rule.id in named)


def _in_full(rule: FunderRule) -> str:
    """What a rule says, never without its limits."""
    return f"{rule.says} {rule.limits}" if rule.limits else rule.says


def _steps(
    assessment: Assessment, results: dict[str, IndicatorResult], cards: dict[str, FlagCard], tables: Tables
) -> tuple[StepText, ...]:
    """Put each step of the plan into words."""
    return tuple(_step(step, results, cards, tables) for step in assessment.plan)


def _step(step: Step, results: dict[str, IndicatorResult], cards: dict[str, FlagCard], tables: Tables) -> StepText:
    due = words.date_in_words(step.change_by) if step.change_by else ""
    if step.kind in ("red-flag", "caution"):
        card = cards[step.id]
        return StepText(card.flag.title, _first_sentences(card.instead, 2), card.effort, due, f"flag-{step.id}")
    if step.kind == "answer":
        fact = tables.fact_by_id.get(step.id.removeprefix(FACT))
        question = fact.question if fact else results[step.id].indicator.question
        return StepText("Find out", question, "", due, "homework")
    answer = answer_text(results[step.id])
    up = f" A step up: “{answer.better}”." if answer.better else ""
    return StepText(answer.title, f"What good looks like: {answer.see}{up}", "", due, f"answer-{step.id}")


def _first_sentences(text: str, count: int) -> str:
    sentences = text.replace("? ", "?|").replace("! ", "!|").replace(". ", ".|").split("|")
    return " ".join(sentences[:count])


def _homework_says(assessment: Assessment) -> str:
    count = len(still_open(assessment))
    verb = "is" if count == 1 else "are"
    counted = words.plural(count, "question")
    return f"{counted} {verb} still open. Not knowing is no failure; it is the next thing to find out."


def _homework(assessment: Assessment, tables: Tables) -> Iterable[Homework]:
    opened: dict[str, list[str]] = {}
    for flag in assessment.flags:
        for key in flag.open:
            opened.setdefault(key, []).append(flag.flag.title)
    results = {result.indicator.id: result for result in assessment.results}
    for key in still_open(assessment):
        decides = words.listed(opened.get(key, []))
        if key in results:
            asked = results[key].indicator
            state = words.STATES[results[key].state]
            yield Homework(asked.id, asked.question, state, decides, asked.evidence)
        else:
            fact = tables.fact_by_id[key.removeprefix(FACT)]
            yield Homework(fact.id, fact.question, "not stated", decides, ())


def _to_funders(assessment: Assessment, tables: Tables) -> Iterable[tuple[AnswerText, FunderText]]:
    for result in assessment.results:
        if result.answer.required_by:
            rule = tables.rule_by_id.get(result.answer.required_by)
            if rule is None:
                continue
            spoken = funder_text(rule, _direction(result.indicator.id, rule.id, assessment), _in_full(rule))
            yield answer_text(result), replace(spoken, exemption=rule.exemption or "")


def _direction(question: str, rule: str, assessment: Assessment) -> Direction:
    """Say in which direction a rule speaks of the practice that a question asks about, as the red flags have it.

    That the answers say a rule asks for it does not make it so.
    """
    directions = {
        link.direction
        for flag in assessment.flags
        if question in (*flag.because, *flag.open)
        for link in flag.flag.funder_rules
        if link.rule == rule
    }
    strongest: tuple[Direction, ...] = (*ASKS, "forbids", "allows", "silent")
    return next((one for one in strongest if one in directions), "context")


def _left_out(assessment: Assessment) -> Iterable[str]:
    for matter in assessment.private:
        where = f"the {matter.field} under {matter.question}" if matter.question else f"the line “{matter.field}”"
        yield f"{where[0].upper()}{where[1:]}: it looks like {words.listed(list(matter.kinds))}."


def _scoring(assessment: Assessment) -> tuple[str, ...]:
    standards = assessment.standards
    lines = [
        (
            "Each answer has a worth from 0 to 100, and each question a weight: 3 where liberty, safety, "
            "or consent is touched, 2 for strong practice, 1 for what supports it."
        ),
        (
            "An element’s score is the sum of weight × worth, divided by the sum of the weights, over what is answered "
            "and applies. Its low end counts every open question as 0, its high end as 100."
        ),
        "A standard’s score is the mean of its elements’ scores"
        + (", weighted as shown." if any(e.element.weight > 1 for s in standards for e in s.elements) else "."),
        (
            "A red flag is judged on its own and never averages out. “Present” and “caution” are written beside the "
            "answers that raise them, in the standard’s files."
        ),
        "The level is the highest on the ladder whose every requirement is met. Scores are taken at their low end, and "
        "a red flag that is not yet known counts as if it could be present. "
        f"The ladder is that of “{standards[0].standard.short_title}”"
        + (", applied to all the standards together." if len(standards) > 1 else "."),
        (
            "Evidence stands beside the score and never changes it: 0 said, 1 written down, 2 shown by a record of the "
            "last 12 months, 3 confirmed by residents. Evidence is named here; it was not checked."
        ),
        "A question that does not apply is left out of every sum.",
        "Scores are printed to one decimal place; low ends are rounded down and high ends up.",
    ]
    return tuple(lines)


def _sources(assessment: Assessment, tables: Tables) -> Iterable[SourceText]:
    """Give the documents of the standards, and what the red flags on show rest on."""
    shown = [f.flag for f in assessment.flags if f.status in ("present", "caution")]
    wanted = {document for s in assessment.standards for document in s.standard.documents}
    cited = {citation.source for flag in shown for citation in flag.sources}
    for document in tables.sources.documents:
        if document.id in wanted:
            yield SourceText(
                document.id,
                f"{document.publisher}: {document.title}",
                document.address or "",
                words.SOURCE_STATUS[document.status],
            )
    for statement in tables.sources.statements:
        if statement.id in cited:
            yield SourceText(statement.id, statement.text, "", "")
    for reference in tables.sources.references:
        if reference.id in cited:
            yield SourceText(
                reference.id, reference.title, reference.address or "", words.SOURCE_STATUS[reference.status]
            )
