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
from rightscheck.model.catalog import REVIEW_IN_ENGLISH, REVIEW_NOT_REVIEWED, REVIEW_TEXTS
from rightscheck.model.condition import FACT
from rightscheck.model.red_flag import TIER_ORDER, Direction
from rightscheck.model.tables import FunderRule, Tables, joined
from rightscheck.render import words as fixed
from rightscheck.render.cards import ASKS, answer_text, fact_value, flag_card, funder_text, written_text
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
from rightscheck.render.voices_text import others_say, residents_heard, visit_texts, voices_text
from rightscheck.render.words import Words, capital, words_of

MONTH = 3
KEEP = 3
TO_DO = (
    "To do this month",
    "One thing to do this month",
    "Two things to do this month",
    "Three things to do this month",
)
TO_KEEP = ("To keep doing", "One thing to keep doing", "Two things to keep doing", "Three things to keep doing")
"""Headings, by how much stands below them."""
NO_NAME = "This program"
SUMMED = {
    "present": "{n} present",
    "disputed": "{n} disputed",
    "caution": "{n} at caution",
    "unknown": "{n} not yet known",
}
BEST = 100


def make_report(assessment: Assessment) -> Report:
    """Put an assessment into words, those of its language."""
    words = words_of(assessment)
    tables = joined(s.standard.tables for s in assessment.standards)
    results = {result.indicator.id: result for result in assessment.results}
    others = others_say(assessment, words)
    cards = [flag_card(flag, results, assessment, tables, words, others) for flag in assessment.flags]
    by_status = {status: tuple(c for c in cards if c.status == status) for status in fixed.STATUSES}
    standing = [card for status in fixed.STANDING for card in by_status[status]]
    present = tuple(sorted(standing, key=lambda card: TIER_ORDER[card.flag.tier]))
    cautions = tuple(sorted(by_status["caution"], key=lambda card: TIER_ORDER[card.flag.tier]))
    unknown = by_status["unknown"]
    steps = _steps(assessment, results, {card.flag.id: card for card in cards}, tables, words)
    return Report(
        words=words,
        program=_program(assessment, words),
        date=words.date(assessment.sheet.date) if assessment.sheet.date else "",
        facts=_facts(assessment, tables, words),
        level=level_text(assessment, words),
        counts=counts(assessment, words),
        standards=tuple(
            StandardText(
                id=s.standard.id,
                title=s.standard.title,
                short_title=s.standard.short_title,
                version=s.standard.version,
                about=s.standard.about,
                relation=s.standard.relation,
                score=score_text(s.score, words),
                coverage=words.percent(s.score.coverage),
                sum=mean_text(s.elements, s.score, words),
            )
            for s in assessment.standards
        ),
        present=present,
        cautions=cautions,
        unknown=unknown,
        clear=by_status["clear"],
        not_applicable=by_status["not-applicable"],
        cautions_say=words("At caution: {named}.", named=_named(cautions, words)) if cautions else "",
        unknown_say=words("Not yet known: {named}.", named=_named(unknown, words)) if unknown else "",
        month_title=words(TO_DO[len(steps[:MONTH])]),
        month=steps[:MONTH],
        later=steps[MONTH:],
        keep_title=words(TO_KEEP[len(assessment.strengths[:KEEP])]),
        keep=tuple(_kept(result) for result in assessment.strengths[:KEEP]),
        keep_nothing=_keep_nothing(assessment, words),
        elements=tuple(
            element_text(e, words, with_voices=assessment.voices is not None)
            for s in assessment.standards
            for e in s.elements
            if e.results
        ),
        homework_says=_homework_says(assessment, words),
        homework=tuple(_homework(assessment, tables, words)),
        to_funders=tuple(_to_funders(assessment, tables, words)),
        second_look=tuple(answer_text(result, words) for result in assessment.second_look),
        left_out=tuple(_left_out(assessment, words)),
        set_aside=tuple(f"{indicator.id} {indicator.title}" for indicator in assessment.set_aside),
        scoring=_scoring(assessment, words),
        translation=tuple(_translation(words)),
        sources=tuple(_sources(assessment, tables, words)),
        rules=_rules((*present, *cautions), assessment, tables, words),
        not_this=_not_this(assessment, words),
        voices=voices_text(assessment, words),
        visit=tuple(visit_texts(assessment, words)),
    )


def summary(assessment: Assessment) -> str:
    """Say in one line where a programme stands; what is not known is never passed over."""
    words = words_of(assessment)
    statuses: list[str] = [flag.status for flag in assessment.flags]
    stands = [words(text, n=n) for status, text in SUMMED.items() if (n := statuses.count(status))]
    flags = words("Red flags: {counts}.", counts=", ".join(stands)) if stands else words("No red flag.")
    said = f"{_program(assessment, words)}: {level_text(assessment, words).headline}."
    return f"{said} {capital(counts(assessment, words))}. {flags}"


def _program(assessment: Assessment, words: Words) -> str:
    return written_text(assessment.sheet.program, words) or words(NO_NAME)


def _not_this(assessment: Assessment, words: Words) -> tuple[str, ...]:
    opening = fixed.RESIDENTS_TOO if residents_heard(assessment) else fixed.LEADERS_ONLY
    return (f"{words(opening)} {words(fixed.SELF_AUDIT)}", *(words(line) for line in fixed.NOT_THIS))


def _named(cards: Sequence[FlagCard], words: Words) -> str:
    return words.listed([f"{card.flag.title} ({card.tier_name})" for card in cards])


def _kept(result: IndicatorResult) -> tuple[str, str]:
    """Say no more than was answered: the picture of good practice only where the best answer was given."""
    option = result.option
    best = option is not None and option.worth == BEST
    return result.indicator.title, result.indicator.see if best or option is None else f"{option.text}."


def _keep_nothing(assessment: Assessment, words: Words) -> str:
    if assessment.strengths:
        return ""
    answered = any(result.state == "answered" for result in assessment.results)
    return words(fixed.NOTHING_TO_KEEP if answered else fixed.NOTHING_ANSWERED)


def _facts(assessment: Assessment, tables: Tables, words: Words) -> tuple[tuple[str, str], ...]:
    return tuple((fact.question, fact_value(fact, assessment.sheet, words)) for fact in tables.facts)


def _rules(cards: Sequence[FlagCard], assessment: Assessment, tables: Tables, words: Words) -> tuple[FunderText, ...]:
    named = {rule.id for card in cards for rule in (*card.funders, *card.everyone)}
    named |= {result.answer.required_by for result in assessment.results if result.answer.required_by}
    found = [rule for rule in tables.funder_rules if rule.id in named]
    return tuple(funder_text(rule, "context", _in_full(rule), words) for rule in found)


def _in_full(rule: FunderRule) -> str:
    """What a rule says, never without its limits."""
    return f"{rule.says} {rule.limits}" if rule.limits else rule.says


def _steps(
    assessment: Assessment,
    results: dict[str, IndicatorResult],
    cards: dict[str, FlagCard],
    tables: Tables,
    words: Words,
) -> tuple[StepText, ...]:
    """Put each step of the plan into words."""
    return tuple(_step(step, results, cards, tables, words) for step in assessment.plan)


def _step(
    step: Step, results: dict[str, IndicatorResult], cards: dict[str, FlagCard], tables: Tables, words: Words
) -> StepText:
    due = words.date(step.change_by) if step.change_by else ""
    if step.kind in ("red-flag", "caution"):
        card = cards[step.id]
        return StepText(card.flag.title, _first_sentences(card.instead, 2), card.effort, due, f"flag-{step.id}")
    if step.kind == "answer":
        fact = tables.fact_by_id.get(step.id.removeprefix(FACT))
        question = fact.question if fact else results[step.id].indicator.question
        return StepText(words("Find out"), question, "", due, "homework")
    answer = answer_text(results[step.id], words)
    text = words("What good looks like: {see}", see=answer.see)
    if answer.better:
        text += " " + words("A step up: {answer}.", answer=words.quoted(answer.better))
    return StepText(answer.title, text, "", due, f"answer-{step.id}")


def _first_sentences(text: str, count: int) -> str:
    sentences = text.replace("? ", "?|").replace("! ", "!|").replace(". ", ".|").split("|")
    return " ".join(sentences[:count])


def _homework_says(assessment: Assessment, words: Words) -> str:
    return words.plural(
        len(still_open(assessment)),
        "{n} question is still open. Not knowing is no failure; it is the next thing to find out.",
        "{n} questions are still open. Not knowing is no failure; it is the next thing to find out.",
    )


def _homework(assessment: Assessment, tables: Tables, words: Words) -> Iterable[Homework]:
    opened: dict[str, list[str]] = {}
    for flag in assessment.flags:
        for key in flag.open:
            opened.setdefault(key, []).append(flag.flag.title)
    results = {result.indicator.id: result for result in assessment.results}
    for key in still_open(assessment):
        decides = words.listed(opened.get(key, []))
        if key in results:
            asked = results[key].indicator
            state = words(fixed.STATES[results[key].state])
            yield Homework(asked.id, asked.question, state, decides, asked.evidence)
        else:
            fact = tables.fact_by_id[key.removeprefix(FACT)]
            yield Homework(fact.id, fact.question, words(fixed.NOT_STATED), decides, ())


def _to_funders(assessment: Assessment, tables: Tables, words: Words) -> Iterable[tuple[AnswerText, FunderText]]:
    for result in assessment.results:
        if result.answer.required_by:
            rule = tables.rule_by_id.get(result.answer.required_by)
            if rule is None:
                continue
            spoken = funder_text(rule, _direction(result.indicator.id, rule.id, assessment), _in_full(rule), words)
            yield answer_text(result, words), replace(spoken, exemption=rule.exemption or "")


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


def _left_out(assessment: Assessment, words: Words) -> Iterable[str]:
    for matter in assessment.private:
        if not matter.question:
            where = words("The line {field}", field=words.quoted(matter.field))
        else:
            where = words(fixed.LINES[matter.field], question=matter.question)
        kinds = words.listed([words(kind) for kind in matter.kinds])
        yield words("{where}: it looks like {kinds}.", where=where, kinds=kinds)


def _scoring(assessment: Assessment, words: Words) -> tuple[str, ...]:
    standards = assessment.standards
    has_weights = any(e.element.weight > 1 for s in standards for e in s.elements)
    ladder = words.quoted(standards[0].standard.short_title)
    lines = [
        words(
            "Each answer has a worth from 0 to 100, and each question a weight: 3 where liberty, safety, "
            "or consent is touched, 2 for strong practice, 1 for what supports it."
        ),
        words(
            "An element’s score is the sum of weight × worth, divided by the sum of the weights, over what is answered "
            "and applies. Its low end counts every open question as 0, its high end as 100."
        ),
        words("A standard’s score is the mean of its elements’ scores, weighted as shown.")
        if has_weights
        else words("A standard’s score is the mean of its elements’ scores."),
        words(
            "A red flag is judged on its own and never averages out. “Present” and “caution” are written beside the "
            "answers that raise them, in the standard’s files."
        ),
        words(
            "The level is the highest on the ladder whose every requirement is met. Scores are taken at their low end, "
            "and a red flag that is not yet known counts as if it could be present."
        )
        + " "
        + (
            words("The ladder is that of {standard}, applied to all the standards together.", standard=ladder)
            if len(standards) > 1
            else words("The ladder is that of {standard}.", standard=ladder)
        ),
        words(
            "Evidence stands beside the score and never changes it: 0 said, 1 written down, 2 shown by a record of the "
            "last 12 months, 3 confirmed by residents."
        )
        + " "
        + _checked(assessment, words),
        words("A question that does not apply is left out of every sum."),
        words("Scores are printed to one decimal place; low ends are rounded down and high ends up."),
    ]
    return (*lines, *_translation(words))


def _checked(assessment: Assessment, words: Words) -> str:
    """Say what was done about the evidence; where documents were read, quotes were looked for in them."""
    if assessment.voices is None or not assessment.voices.has_documents:
        return words("Evidence is named here; it was not checked.")
    return words(
        "Papers named as evidence were not checked; words quoted as evidence were looked for in the documents that "
        "were read."
    )


def _translation(words: Words) -> Iterable[str]:
    """Say how far the texts of the report's language are reviewed, where that was counted."""
    whole, open_, english = (
        int(words.texts.get(key, 0)) for key in (REVIEW_TEXTS, REVIEW_NOT_REVIEWED, REVIEW_IN_ENGLISH)
    )
    if open_:
        yield words.plural(
            open_,
            "This report is a translation. {count} of its {whole} texts has not been reviewed by a native speaker yet.",
            "This report is a translation. {count} of its {whole} texts have not been reviewed by a native speaker "
            "yet.",
            count=words.count(open_),
            whole=words.count(whole),
        )
    if english:
        yield words.plural(
            english,
            "{count} text is shown in English, because its translation is missing or older than the English.",
            "{count} texts are shown in English, because their translation is missing or older than the English.",
            count=words.count(english),
        )


def _sources(assessment: Assessment, tables: Tables, words: Words) -> Iterable[SourceText]:
    """Give the documents of the standards, and what the red flags on show rest on."""
    shown = [f.flag for f in assessment.flags if f.status in (*fixed.STANDING, "caution")]
    wanted = {document for s in assessment.standards for document in s.standard.documents}
    cited = {citation.source for flag in shown for citation in flag.sources}
    for document in tables.sources.documents:
        if document.id in wanted:
            yield SourceText(
                document.id,
                f"{document.publisher}: {document.title}",
                document.address or "",
                words(fixed.SOURCE_STATUS[document.status]),
            )
    for statement in tables.sources.statements:
        if statement.id in cited:
            yield SourceText(statement.id, statement.text, "", "")
    for reference in tables.sources.references:
        if reference.id in cited:
            yield SourceText(
                reference.id, reference.title, reference.address or "", words(fixed.SOURCE_STATUS[reference.status])
            )
