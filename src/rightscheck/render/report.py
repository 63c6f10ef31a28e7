"""What a report says, before it has any looks: an assessment becomes sections of plain text.

Every format renders this one report, so that all of them say the same things in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rightscheck.model.answers import AnswerSheet
from rightscheck.model.assessment import (
    Assessment,
    ElementResult,
    FlagResult,
    IndicatorResult,
    LevelResult,
    Score,
    Step,
    Unmet,
)
from rightscheck.model.condition import FACT
from rightscheck.model.red_flag import TIER_ORDER, Direction, RedFlag
from rightscheck.model.standard import Indicator, Option, Standard
from rightscheck.model.tables import Fact, FunderRule, Tables, joined
from rightscheck.render import words
from rightscheck.render.report_text import (
    AnswerText,
    ElementText,
    FlagCard,
    FunderText,
    Homework,
    LevelText,
    Report,
    Rung,
    ScoreText,
    SourceText,
    StandardText,
    StepText,
)

MONTH = 3
KEEP = 3
NO_NAME = "This program"
BEST = 100
SOUND = 60
"""An answer worth more than this can be named as the next step."""
ASKS: tuple[Direction, ...] = ("requires", "requires-unless")
"""Directions in which a way out is worth telling."""


def make_report(assessment: Assessment) -> Report:
    """Put an assessment into words."""
    tables = joined(s.standard.tables for s in assessment.standards)
    results = {result.indicator.id: result for result in assessment.results}
    cards = [_card(flag, results, assessment, tables) for flag in assessment.flags]
    by_status = {status: tuple(c for c in cards if c.status == status) for status in words.STATUSES}
    present = tuple(sorted(by_status["present"], key=lambda card: TIER_ORDER[card.flag.tier]))
    cautions = tuple(sorted(by_status["caution"], key=lambda card: TIER_ORDER[card.flag.tier]))
    steps = _steps(assessment, results, {card.flag.id: card for card in cards}, tables)
    return Report(
        program=words.plain(assessment.sheet.program) or NO_NAME,
        date=words.date_in_words(assessment.sheet.date) if assessment.sheet.date else "",
        facts=_facts(assessment, tables),
        level=_level(assessment),
        counts=_counts(assessment),
        standards=tuple(
            StandardText(
                id=s.standard.id,
                title=s.standard.title,
                short_title=s.standard.short_title,
                version=s.standard.version,
                about=s.standard.about,
                relation=s.standard.relation,
                score=_score(s.score),
                coverage=words.percent(s.score.coverage),
                sum=_mean(s.elements, s.score),
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
        elements=tuple(_element(s.standard, e) for s in assessment.standards for e in s.elements if e.results),
        homework_says=_homework_says(assessment),
        homework=tuple(_homework(assessment, tables)),
        to_funders=tuple(_to_funders(assessment, tables)),
        second_look=tuple(_answer(result) for result in assessment.second_look),
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
    counts = [f"{n} {label}" for status, label in labels.items() if (n := statuses.count(status))]
    flags = f"Red flags: {', '.join(counts)}." if counts else "No red flag."
    program = words.plain(assessment.sheet.program) or NO_NAME
    return f"{program}: {_level(assessment).headline}. {_counts(assessment).capitalize()}. {flags}"


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
    return tuple((fact.question, _fact_value(fact, assessment.sheet)) for fact in tables.facts)


def _fact_value(fact: Fact, sheet: AnswerSheet) -> str:
    value = sheet.facts.get(fact.id)
    if value is None:
        return "not stated"
    if isinstance(value, int):
        return str(value)
    return "; ".join(option.text for option in fact.options if option.id in value)


def _open(assessment: Assessment) -> list[str]:
    """Give the ids of what is still open: questions, and facts (as `fact:id`) that a red flag waits for."""
    questions = [r.indicator.id for r in assessment.results if r.state in ("unknown", "unanswered")]
    facts = [key for flag in assessment.flags for key in flag.open if key.startswith(FACT)]
    return [*questions, *dict.fromkeys(facts)]


def _level(assessment: Assessment) -> LevelText:
    level = assessment.level
    open_count = len(_open(assessment))
    known = level.level == level.best
    questions = words.plural(open_count, "question")
    headline, meaning, span = level.level.title, level.level.meaning, ""
    too_early = not known and level.level == level.ladder[0]
    if too_early:
        headline = "Too early to say"
        meaning = f"{questions} {'is' if open_count == 1 else 'are'} still open, and some of them decide the level."
    if not known:
        span = (
            f"{'' if too_early else f'With {questions} open, '}{'The' if too_early else 'the'} level lies between "
            f"“{level.level.title}” and “{level.best.title}”. It is judged on the low end, so that an open question "
            "never helps."
        )
    elif held := _held_by(assessment):
        span = f"What holds it here: {words.listed(held)}."
    return LevelText(
        headline=headline,
        meaning=meaning,
        range=span,
        next=level.next.title if level.next else "",
        unmet=tuple(_unmet(unmet, assessment) for unmet in level.unmet),
        ladder=_ladder(level, too_early=too_early),
    )


def _held_by(assessment: Assessment) -> list[str]:
    """Name the red flags that stand before the next level."""
    wanted = {i for unmet in assessment.level.unmet if unmet.requirement.flags_absent for i in unmet.short}
    return [flag.flag.title for flag in assessment.flags if flag.flag.id in wanted]


def _ladder(level: LevelResult, *, too_early: bool) -> tuple[Rung, ...]:
    """Mark the level reached and, while questions are open, those that could still be reached."""
    at, best = level.ladder.index(level.level), level.ladder.index(level.best)
    notes = ["possible" if at <= place <= best and at < best else "" for place in range(len(level.ladder))]
    if not too_early:
        notes[at] = "here"
    return tuple(Rung(rung.title, rung.meaning, note) for rung, note in zip(level.ladder, notes, strict=True))


def _unmet(unmet: Unmet, assessment: Assessment) -> str:
    requirement = unmet.requirement
    titles = {flag.flag.id: flag.flag.title for flag in assessment.flags}
    statuses = {flag.flag.id: flag.status for flag in assessment.flags}
    wanted = requirement.flags_absent or requirement.cautions_absent
    if wanted:
        what = "red flag" if requirement.flags_absent else "caution"
        named = [titles[i] + (" (not yet known)" if statuses[i] == "unknown" else "") for i in unmet.short]
        return f"No {words.listed(list(wanted), 'or')} {what} may stand. Now: {words.listed(named)}."
    standard = next(s for s in assessment.standards if s.standard.id == unmet.standard)
    open_note = " Answering what is open could be enough." if unmet.could_be_met else ""
    if requirement.score_at_least is not None:
        return (
            f"{standard.standard.short_title}: a score of at least {requirement.score_at_least} on its low end. "
            f"Now: {words.low(unmet.reached or 0)}.{open_note}"
        )
    short = [
        f"{e.element.title} ({words.low(e.score.low or 0)})" for e in standard.elements if e.element.id in unmet.short
    ]
    return (
        f"{standard.standard.short_title}: at least {requirement.each_element_at_least} in each element, on its low "
        "end. "
        f"Now below: {words.listed(short)}.{open_note}"
    )


def _counts(assessment: Assessment) -> str:
    results = assessment.results
    states = {state: sum(1 for r in results if r.state == state) for state in words.STATES}
    parts = [f"{states['answered']} of {words.plural(len(results), 'question')} answered"]
    parts += [f"{states[s]} {words.STATES[s]}" for s in ("unknown", "unanswered") if states[s]]
    left_out = states["not-applicable"]
    parts += [f"{left_out} {'does' if left_out == 1 else 'do'} not apply"] if left_out else []
    return ", ".join(parts)


def _score(score: Score) -> ScoreText:
    if score.low is None or score.high is None:
        return ScoreText("–", "Nothing here applies.", None, 0, 0, is_point=True)
    if score.is_point:
        return ScoreText(
            words.number(score.low),
            f"{words.number(score.low)} of 100",
            score.value,
            score.low,
            score.high,
            is_point=True,
        )
    span = f"{words.low(score.low)}–{words.high(score.high)}"
    so_far = f"{words.number(score.value)} so far; " if score.value is not None else "Nothing answered; "
    return ScoreText(
        span,
        f"{so_far}between {words.low(score.low)} and {words.high(score.high)}",
        score.value,
        score.low,
        score.high,
        is_point=False,
    )


def _element(standard: Standard, result: ElementResult) -> ElementText:
    grades = [r.answer.grade for r in result.results if r.state == "answered"]
    return ElementText(
        id=result.element.id,
        standard=standard.short_title,
        title=result.element.title,
        says=result.element.says,
        score=_score(result.score),
        coverage=words.percent(result.score.coverage),
        weight=result.element.weight,
        sum=_sum(result),
        grades=(grades.count(0), grades.count(1), grades.count(2)),
        answers=tuple(_answer(r) for r in result.results),
    )


def _sum(result: ElementResult) -> str:
    """Show the sum behind an element's score."""
    if not result.applicable_weight:
        return "Nothing here applies."
    if not result.answered_weight:
        return f"Nothing answered of a weight of {result.applicable_weight}; low 0, high 100."
    reached = words.number(result.points / result.answered_weight)
    mean = f"{result.points} points ÷ {result.answered_weight} weight = {reached}"
    still = result.applicable_weight - result.answered_weight
    if not still:
        return f"{mean}."
    return (
        f"{mean} so far. Low: {result.points} ÷ {result.applicable_weight}. "
        f"High: ({result.points} + 100 × {still}) ÷ {result.applicable_weight}."
    )


def _mean(elements: Sequence[ElementResult], score: Score) -> str:
    applying = [e for e in elements if e.applicable_weight]
    if len(applying) < 2:  # noqa: PLR2004 - the mean of one element is that element
        return "One element; its score is the standard’s."
    equal = len({e.element.weight for e in applying}) == 1
    how = "Mean" if equal else "Weighted mean"
    if score.is_point:
        return f"{how} of its {len(applying)} elements."
    return f"{how} of its {len(applying)} elements; low end from their low ends, high end from their high ends."


def _answer(result: IndicatorResult) -> AnswerText:
    indicator, answer, option = result.indicator, result.answer, result.option
    better = _step_up(option, indicator.options) if option else None
    return AnswerText(
        id=indicator.id,
        title=indicator.title,
        question=indicator.question,
        answer=option.text if option else words.STATES[result.state].capitalize(),
        worth=result.worth,
        weight=indicator.weight,
        counted=_counted(result),
        state=result.state,
        flag=option.flag if option else None,
        grade=answer.grade,
        evidence=tuple(words.plain(piece.text) for piece in answer.evidence),
        note=words.plain(answer.note),
        reason=words.plain(answer.reason),
        required_by=answer.required_by or "",
        change_by=words.date_in_words(answer.change_by) if answer.change_by else "",
        better=better.text if better else "",
        see=indicator.see,
        papers=indicator.evidence,
    )


def _found(key: str, results: dict[str, IndicatorResult], assessment: Assessment, tables: Tables) -> AnswerText:
    """Give the answer, or the fact, that had a part in a red flag's status."""
    if key in results:
        return _answer(results[key])
    fact = tables.fact_by_id[key.removeprefix(FACT)]
    return AnswerText(
        id=fact.id,
        title=fact.question,
        question=fact.question,
        answer=_fact_value(fact, assessment.sheet),
        worth=None,
        weight=0,
        counted="",
        state="answered",
        flag=None,
        grade=0,
        evidence=(),
        note="",
        reason="",
        required_by="",
        change_by="",
        better="",
        see="",
        papers=(),
    )


def _counted(result: IndicatorResult) -> str:
    weight = result.indicator.weight
    if result.worth is not None:
        return f"Worth {result.worth}, weight {weight}. Evidence: {words.GRADES[result.answer.grade]}."
    if result.state == "not-applicable":
        return "Left out of the score."
    return f"Weight {weight}; counted as 0 on the low end and as 100 on the high end."


def _card(flag: FlagResult, results: dict[str, IndicatorResult], assessment: Assessment, tables: Tables) -> FlagCard:
    found = tuple(_found(key, results, assessment, tables) for key in flag.because)
    asked_of = _asked_of([results[key].indicator for key in flag.because if key in results])
    funders = assessment.sheet.facts.get("funders")
    stated = funders if isinstance(funders, frozenset) else frozenset()
    linked = [(link, tables.rule_by_id[link.rule]) for link in flag.flag.funder_rules]
    mine = tuple(_funder(r, link.direction, link.note) for link, r in linked if stated & set(r.binds))
    everyone = tuple(_funder(r, link.direction, link.note) for link, r in linked if "everyone" in r.binds)
    right = tables.right_by_id[flag.flag.right].title if flag.flag.right else ""
    worse = ""
    if flag.status == "caution" and flag.worst == "present":
        named = [_found(key, results, assessment, tables).title for key in flag.open]
        worse = f"It could still turn out to be present. Still open: {words.listed([f'“{n}”' for n in named])}."
    return FlagCard(
        flag=flag.flag,
        status=flag.status,
        tier=words.TIERS[flag.flag.tier],
        advice=words.TIER_ADVICE[flag.flag.tier],
        effort=words.EFFORTS[flag.flag.effort],
        right=right,
        instead=_instead(flag.flag, asked_of),
        wordings=_wordings(flag.flag, asked_of),
        found=found,
        could_be_worse=worse,
        funders=mine,
        everyone=everyone,
        no_rule="" if mine else (words.NO_FUNDER_RULE if stated else words.NO_FUNDERS_STATED),
    )


def _asked_of(indicators: Sequence[Indicator]) -> set[str]:
    """Say whom the answers are about, where a question tells; "" stands for the usual form."""
    telling = [one for one in indicators if one.variants or one.is_variant]
    return {one.id.removeprefix(one.base_id).lstrip("-") for one in telling} or {""}


def _instead(flag: RedFlag, asked_of: set[str]) -> str:
    """Give the advice for those whom the answers behind a flag are about; `""` stands for the usual question."""
    others = [v for v in flag.variants if v.for_ in asked_of]
    if "" not in asked_of and len(others) == 1:
        return others[0].instead
    return " ".join([flag.instead, *(f"{_whom(v.for_)}: {v.instead}" for v in others)])


def _wordings(flag: RedFlag, asked_of: set[str]) -> tuple[tuple[str, str], ...]:
    others = [(_whom(v.for_), v.sample_wording) for v in flag.variants if v.for_ in asked_of]
    if not others:
        return (("", flag.sample_wording),)
    return (*((("For adults", flag.sample_wording),) if "" in asked_of else ()), *others)


def _whom(variant: str) -> str:
    return words.VARIANTS.get(variant, f"For {variant}")


def _step_up(option: Option, options: Sequence[Option]) -> Option | None:
    """Give the answer to aim for next: the first above this one that is sound in itself, or else the best."""
    above = sorted((o for o in options if o.worth > option.worth), key=lambda o: o.worth)
    return next((o for o in above if o.flag is None and o.worth > SOUND), above[-1] if above else None)


def _funder(rule: FunderRule, direction: str, note: str) -> FunderText:
    caveats = [words.SOURCE_STATUS[rule.status]] if rule.status != "verified" else []
    caveats += [f"as of {words.date_in_words(rule.as_of)}"] if rule.as_of else []
    return FunderText(
        id=rule.id,
        citation=rule.citation,
        title=rule.title,
        direction=words.DIRECTIONS[direction],
        note=note,
        caveat=", ".join(caveats),
        exemption=(rule.exemption or "") if direction in ASKS else "",
    )


def _rules(cards: Sequence[FlagCard], assessment: Assessment, tables: Tables) -> tuple[FunderText, ...]:
    named = {rule.id for card in cards for rule in (*card.funders, *card.everyone)}
    named |= {result.answer.required_by for result in assessment.results if result.answer.required_by}
    return tuple(_funder(rule, "context", rule.says) for rule in tables.funder_rules if rule.id in named)


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
    answer = _answer(results[step.id])
    up = f" A step up: “{answer.better}”." if answer.better else ""
    return StepText(answer.title, f"What good looks like: {answer.see}{up}", "", due, f"answer-{step.id}")


def _first_sentences(text: str, count: int) -> str:
    sentences = text.replace("? ", "?|").replace("! ", "!|").replace(". ", ".|").split("|")
    return " ".join(sentences[:count])


def _homework_says(assessment: Assessment) -> str:
    count = len(_open(assessment))
    verb = "is" if count == 1 else "are"
    counted = words.plural(count, "question")
    return f"{counted} {verb} still open. Not knowing is no failure; it is the next thing to find out."


def _homework(assessment: Assessment, tables: Tables) -> Iterable[Homework]:
    opened: dict[str, list[str]] = {}
    for flag in assessment.flags:
        for key in flag.open:
            opened.setdefault(key, []).append(flag.flag.title)
    results = {result.indicator.id: result for result in assessment.results}
    for key in _open(assessment):
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
            spoken = _funder(rule, _direction(result.indicator.id, rule.id, assessment), rule.says)
            yield _answer(result), replace(spoken, exemption=rule.exemption or "")


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
