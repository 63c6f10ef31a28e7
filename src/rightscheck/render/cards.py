"""Answers and red flags in words: what was answered, why it hurts, what to do instead, who cares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rightscheck.model.answers import AnswerSheet
from rightscheck.model.assessment import (
    Assessment,
    FlagResult,
    IndicatorResult,
)
from rightscheck.model.condition import FACT
from rightscheck.model.red_flag import Direction, RedFlag
from rightscheck.model.standard import Indicator, Option
from rightscheck.model.tables import Fact, FunderRule, Tables
from rightscheck.model.tally import TallyRole
from rightscheck.render import words as fixed
from rightscheck.render.report_text import (
    AnswerText,
    FlagCard,
    FunderText,
)
from rightscheck.render.words import Words, plain

SOUND = 60
"""An answer worth more than this can be named as the next step."""
NOBODY: Mapping[str, tuple[str, ...]] = {}
ASKS: tuple[Direction, ...] = ("requires", "requires-unless")
"""Directions in which a way out is worth telling."""


def answer_text(result: IndicatorResult, words: Words) -> AnswerText:
    """Put one question with its answer into words."""
    indicator, answer, option = result.indicator, result.answer, result.option
    better = _step_up(option, indicator.options) if option else None
    return AnswerText(
        id=indicator.id,
        title=indicator.title,
        question=indicator.question,
        answer=option.text if option else words(fixed.STATES[result.state]).capitalize(),
        worth=result.worth,
        counted=_counted(result, words),
        state=result.state,
        flag=option.flag if option else None,
        evidence=tuple(written_text(piece.text, words) for piece in answer.evidence),
        note=written_text(answer.note, words),
        reason=written_text(answer.reason, words),
        required_by=answer.required_by or "",
        change_by=words.date(answer.change_by) if answer.change_by else "",
        better=better.text if better else "",
        see=indicator.see,
        papers=indicator.evidence,
    )


def written_text(text: str, words: Words) -> str:
    """Make what somebody wrote fit to be shown; what `check` put in its place is told in the report's language."""
    return words(fixed.LEFT_OUT) if text == fixed.LEFT_OUT else plain(text)


def found_text(
    key: str,
    results: dict[str, IndicatorResult],
    assessment: Assessment,
    tables: Tables,
    words: Words,
    others: Mapping[str, tuple[str, ...]] = NOBODY,
) -> AnswerText:
    """Give the answer, or the fact, that had a part in a red flag's status, with what others say against it."""
    if key in results:
        return replace(answer_text(results[key], words), others=others.get(key, ()))
    fact = tables.fact_by_id[key.removeprefix(FACT)]
    return AnswerText(
        id=fact.id,
        title=fact.question,
        question=fact.question,
        answer=fact_value(fact, assessment.sheet, words),
        worth=None,
        counted="",
        state="answered",
        flag=None,
        evidence=(),
        note="",
        reason="",
        required_by="",
        change_by="",
        better="",
        see="",
        papers=(),
    )


def _counted(result: IndicatorResult, words: Words) -> str:
    weight = result.indicator.weight
    if result.worth is not None:
        grade = words(fixed.GRADES[result.grade])
        return words(
            "Worth {worth}, weight {weight}. Evidence: {grade}.", worth=result.worth, weight=weight, grade=grade
        )
    if result.state == "not-applicable":
        return words("Left out of the score.")
    return words("Weight {weight}; counted as 0 on the low end and as 100 on the high end.", weight=weight)


def _step_up(option: Option, options: Sequence[Option]) -> Option | None:
    """Give the answer to aim for next: the first above this one that is sound in itself, or else the best."""
    above = sorted((o for o in options if o.worth > option.worth), key=lambda o: o.worth)
    return next((o for o in above if o.flag is None and o.worth > SOUND), above[-1] if above else None)


def flag_card(
    flag: FlagResult,
    results: dict[str, IndicatorResult],
    assessment: Assessment,
    tables: Tables,
    words: Words,
    others: Mapping[str, tuple[str, ...]] = NOBODY,
) -> FlagCard:
    """Put one red flag into words, for the programme that was assessed.

    Args:
        flag: The red flag.
        results: The answers, by the ids of their questions.
        assessment: What was found.
        tables: The tables of the standards.
        words: The words of the report.
        others: What others say against the answers, by the ids of the questions. Answers that a red flag looks at and
            others speak against stand on its card, also where they did not raise it.

    """
    shown = dict.fromkeys((*flag.because, *(key for key in flag.looks_at if key in others)))
    found = tuple(found_text(key, results, assessment, tables, words, others) for key in shown)
    asked_of = _asked_of([results[key].indicator for key in flag.because if key in results])
    funders = assessment.sheet.facts.get("funders")
    stated = funders if isinstance(funders, frozenset) else frozenset()
    linked = [(link, tables.rule_by_id[link.rule]) for link in flag.flag.funder_rules]
    mine = tuple(funder_text(r, link.direction, link.note, words) for link, r in linked if stated & set(r.binds))
    everyone = tuple(funder_text(r, link.direction, link.note, words) for link, r in linked if "everyone" in r.binds)
    right = tables.right_by_id[flag.flag.right].title if flag.flag.right else ""
    worse = ""
    if flag.status == "caution" and flag.worst == "present":
        named = [words.quoted(found_text(key, results, assessment, tables, words).title) for key in flag.open]
        worse = words("It could still turn out to be present. Still open: {named}.", named=words.listed(named))
    if flag.status == "disputed":
        worse = f"{words(fixed.DISPUTED_SAYS[_disputing(flag, assessment)])} {words(fixed.UNTIL_A_VISIT)}"
    return FlagCard(
        flag=flag.flag,
        status=flag.status,
        status_name=words(fixed.STATUSES[flag.status]),
        tier=words(fixed.TIERS[flag.flag.tier]),
        tier_name=words(fixed.TIER_NAMES[flag.flag.tier]),
        advice=words(fixed.TIER_ADVICE[flag.flag.tier]),
        effort=words(fixed.EFFORTS[flag.flag.effort]),
        right=right,
        instead=_instead(flag.flag, asked_of, words),
        wordings=_wordings(flag.flag, asked_of, words),
        found=found,
        could_be_worse=worse,
        funders=mine,
        everyone=everyone,
        no_rule="" if mine else words(fixed.NO_FUNDER_RULE if stated else fixed.NO_FUNDERS_STATED),
    )


def _disputing(flag: FlagResult, assessment: Assessment) -> tuple[TallyRole, ...]:
    """Name the groups that dispute what leadership says of a red flag, staff first."""
    gaps = assessment.voices.gaps if assessment.voices else {}
    by = {gap.voice for key in flag.because for gap in gaps.get(key, ()) if gap.status == "disputed"}
    roles: tuple[TallyRole, ...] = ("staff", "residents")
    return tuple(role for role in roles if role in by)


def _asked_of(indicators: Sequence[Indicator]) -> set[str]:
    """Say whom the answers are about, where a question tells; "" stands for the usual form."""
    telling = [one for one in indicators if one.variants or one.is_variant]
    return {one.id.removeprefix(one.base_id).lstrip("-") for one in telling} or {""}


def _instead(flag: RedFlag, asked_of: set[str], words: Words) -> str:
    """Give the advice for those whom the answers behind a flag are about; `""` stands for the usual question."""
    others = [v for v in flag.variants if v.for_ in asked_of]
    if "" not in asked_of and len(others) == 1:
        return others[0].instead
    return " ".join([flag.instead, *(f"{_whom(v.for_, words)}: {v.instead}" for v in others)])


def _wordings(flag: RedFlag, asked_of: set[str], words: Words) -> tuple[tuple[str, str], ...]:
    others = [(_whom(v.for_, words), v.sample_wording) for v in flag.variants if v.for_ in asked_of]
    if not others:
        return (("", flag.sample_wording),)
    return (*(((words("For adults"), flag.sample_wording),) if "" in asked_of else ()), *others)


def _whom(variant: str, words: Words) -> str:
    known = fixed.VARIANTS.get(variant)
    return words(known) if known else words("For {variant}", variant=variant)


def funder_text(rule: FunderRule, direction: str, note: str, words: Words) -> FunderText:
    """Put what one rule says of a practice into words, with the mark of how far it was read."""
    caveats = [words(fixed.SOURCE_STATUS[rule.status])] if rule.status != "verified" else []
    caveats += [words("as of {date}", date=words.date(rule.as_of))] if rule.as_of else []
    return FunderText(
        id=rule.id,
        citation=rule.citation,
        title=rule.title,
        direction=words(fixed.DIRECTIONS[direction]),
        note=note,
        caveat=", ".join(caveats),
        exemption=(rule.exemption or "") if direction in ASKS else "",
    )


def fact_value(fact: Fact, sheet: AnswerSheet, words: Words) -> str:
    """Give a fact as the programme stated it."""
    value = sheet.facts.get(fact.id)
    if value is None:
        return words(fixed.NOT_STATED)
    if isinstance(value, int):
        return str(value)
    return "; ".join(option.text for option in fact.options if option.id in value)
