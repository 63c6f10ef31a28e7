"""Answers and red flags in words: what was answered, why it hurts, what to do instead, who cares."""

from __future__ import annotations

from collections.abc import Sequence

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
from rightscheck.render import words
from rightscheck.render.report_text import (
    AnswerText,
    FlagCard,
    FunderText,
)

SOUND = 60
"""An answer worth more than this can be named as the next step."""
ASKS: tuple[Direction, ...] = ("requires", "requires-unless")
"""Directions in which a way out is worth telling."""


def answer_text(result: IndicatorResult) -> AnswerText:
    """Put one question with its answer into words."""
    indicator, answer, option = result.indicator, result.answer, result.option
    better = _step_up(option, indicator.options) if option else None
    return AnswerText(
        id=indicator.id,
        title=indicator.title,
        question=indicator.question,
        answer=option.text if option else words.STATES[result.state].capitalize(),
        worth=result.worth,
        counted=_counted(result),
        state=result.state,
        flag=option.flag if option else None,
        evidence=tuple(words.plain(piece.text) for piece in answer.evidence),
        note=words.plain(answer.note),
        reason=words.plain(answer.reason),
        required_by=answer.required_by or "",
        change_by=words.date_in_words(answer.change_by) if answer.change_by else "",
        better=better.text if better else "",
        see=indicator.see,
        papers=indicator.evidence,
    )


def found_text(key: str, results: dict[str, IndicatorResult], assessment: Assessment, tables: Tables) -> AnswerText:
    """Give the answer, or the fact, that had a part in a red flag's status."""
    if key in results:
        return answer_text(results[key])
    fact = tables.fact_by_id[key.removeprefix(FACT)]
    return AnswerText(
        id=fact.id,
        title=fact.question,
        question=fact.question,
        answer=fact_value(fact, assessment.sheet),
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


def _counted(result: IndicatorResult) -> str:
    weight = result.indicator.weight
    if result.worth is not None:
        return f"Worth {result.worth}, weight {weight}. Evidence: {words.GRADES[result.answer.grade]}."
    if result.state == "not-applicable":
        return "Left out of the score."
    return f"Weight {weight}; counted as 0 on the low end and as 100 on the high end."


def _step_up(option: Option, options: Sequence[Option]) -> Option | None:
    """Give the answer to aim for next: the first above this one that is sound in itself, or else the best."""
    above = sorted((o for o in options if o.worth > option.worth), key=lambda o: o.worth)
    return next((o for o in above if o.flag is None and o.worth > SOUND), above[-1] if above else None)


def flag_card(
    flag: FlagResult, results: dict[str, IndicatorResult], assessment: Assessment, tables: Tables
) -> FlagCard:
    """Put one red flag into words, for the programme that was assessed."""
    found = tuple(found_text(key, results, assessment, tables) for key in flag.because)
    asked_of = _asked_of([results[key].indicator for key in flag.because if key in results])
    funders = assessment.sheet.facts.get("funders")
    stated = funders if isinstance(funders, frozenset) else frozenset()
    linked = [(link, tables.rule_by_id[link.rule]) for link in flag.flag.funder_rules]
    mine = tuple(funder_text(r, link.direction, link.note) for link, r in linked if stated & set(r.binds))
    everyone = tuple(funder_text(r, link.direction, link.note) for link, r in linked if "everyone" in r.binds)
    right = tables.right_by_id[flag.flag.right].title if flag.flag.right else ""
    worse = ""
    if flag.status == "caution" and flag.worst == "present":
        named = [found_text(key, results, assessment, tables).title for key in flag.open]
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


def funder_text(rule: FunderRule, direction: str, note: str) -> FunderText:
    """Put what one rule says of a practice into words, with the mark of how far it was read."""
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


def fact_value(fact: Fact, sheet: AnswerSheet) -> str:
    """Give a fact as the programme stated it."""
    value = sheet.facts.get(fact.id)
    if value is None:
        return "not stated"
    if isinstance(value, int):
        return str(value)
    return "; ".join(option.text for option in fact.options if option.id in value)
