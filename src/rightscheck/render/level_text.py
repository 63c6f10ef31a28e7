"""The level in words: where a programme stands, and what stands before the next rung."""

from __future__ import annotations

from collections.abc import Sequence

from rightscheck.model.assessment import (
    Assessment,
    LevelResult,
    Unmet,
)
from rightscheck.model.condition import FACT
from rightscheck.render import words as fixed
from rightscheck.render.report_text import (
    LevelText,
    Rung,
)
from rightscheck.render.words import Words


def level_text(assessment: Assessment, words: Words) -> LevelText:
    """Put the level into words; while open questions decide it, say so instead."""
    level = assessment.level
    open_count = len(still_open(assessment))
    known = level.level == level.best
    headline, meaning, span = level.level.title, level.level.meaning, ""
    too_early = not known and level.level == level.ladder[0]
    if too_early:
        headline = words("Too early to say")
        meaning = words.plural(
            open_count,
            "{n} question is still open, and some of them decide the level.",
            "{n} questions are still open, and some of them decide the level.",
        )
    if not known:
        span = _between(level, 0 if too_early else open_count, words)
    elif held := _held_by(assessment):
        span = words("What holds it here: {named}.", named=words.listed(held))
    return LevelText(
        headline=headline,
        meaning=meaning,
        range=span,
        next=level.next.title if level.next else "",
        unmet=tuple(_unmet(unmet, assessment, words) for unmet in level.unmet),
        ladder=_ladder(level, words, too_early=too_early),
    )


def _between(level: LevelResult, open_count: int, words: Words) -> str:
    """Say between which levels it lies, and how many questions are open where that is not told already."""
    low, high = words.quoted(level.level.title), words.quoted(level.best.title)
    if open_count:
        between = words.plural(
            open_count,
            "With {n} question open, the level lies between {low} and {high}.",
            "With {n} questions open, the level lies between {low} and {high}.",
            low=low,
            high=high,
        )
    else:
        between = words("The level lies between {low} and {high}.", low=low, high=high)
    return f"{between} {words('It is judged on the low end, so that an open question never helps.')}"


def _held_by(assessment: Assessment) -> list[str]:
    """Name the red flags that stand before the next level."""
    wanted = {i for unmet in assessment.level.unmet if unmet.requirement.flags_absent for i in unmet.short}
    return [flag.flag.title for flag in assessment.flags if flag.flag.id in wanted]


def _ladder(level: LevelResult, words: Words, *, too_early: bool) -> tuple[Rung, ...]:
    """Mark the level reached and, while questions are open, those that could still be reached."""
    at, best = level.ladder.index(level.level), level.ladder.index(level.best)
    rungs = []
    for place, rung in enumerate(level.ladder):
        is_here = place == at and not too_early
        note = words("here") if is_here else words("possible") if at <= place <= best and at < best else ""
        rungs.append(Rung(rung.title, rung.meaning, note, is_here=is_here))
    return tuple(rungs)


def _unmet(unmet: Unmet, assessment: Assessment, words: Words) -> str:
    requirement = unmet.requirement
    if wanted := requirement.flags_absent or requirement.cautions_absent:
        tiers = words.listed([words(fixed.TIER_NAMES[tier]) for tier in wanted], "or")
        named = _named(unmet.short, assessment, words)
        if requirement.flags_absent:
            return words("No {tiers} red flag may stand. Now: {named}.", tiers=tiers, named=named)
        return words("No {tiers} caution may stand. Now: {named}.", tiers=tiers, named=named)
    standard = next(s for s in assessment.standards if s.standard.id == unmet.standard)
    if requirement.score_at_least is not None:
        said = words(
            "{standard}: a score of at least {least} on its low end. Now: {now}.",
            standard=standard.standard.short_title,
            least=requirement.score_at_least,
            now=words.low(unmet.reached or 0),
        )
    else:
        below = [e for e in standard.elements if e.element.id in unmet.short]
        said = words(
            "{standard}: at least {least} in each element, on its low end. Now below: {named}.",
            standard=standard.standard.short_title,
            least=requirement.each_element_at_least,
            named=words.listed([f"{e.element.title} ({words.low(e.score.low or 0)})" for e in below]),
        )
    return f"{said} {words('Answering what is open could be enough.')}" if unmet.could_be_met else said


def _named(ids: Sequence[str], assessment: Assessment, words: Words) -> str:
    """Name red flags, with a mark at those that are not known yet."""
    flags = {flag.flag.id: flag for flag in assessment.flags}
    unknown = words("not yet known")
    return words.listed([flags[i].flag.title + (f" ({unknown})" if flags[i].status == "unknown" else "") for i in ids])


def still_open(assessment: Assessment) -> list[str]:
    """Give the ids of what is still open: questions, and facts (as `fact:id`) that a red flag waits for."""
    questions = [r.indicator.id for r in assessment.results if r.state in ("unknown", "unanswered")]
    facts = [key for flag in assessment.flags for key in flag.open if key.startswith(FACT)]
    return [*questions, *dict.fromkeys(facts)]


def counts(assessment: Assessment, words: Words) -> str:
    """Say how many questions are answered, and how the others stand."""
    states = [r.state for r in assessment.results]
    answered = states.count("answered")
    parts = [
        words.plural(
            len(states),
            "{answered} of {n} question answered",
            "{answered} of {n} questions answered",
            answered=answered,
        )
    ]
    if unknown := states.count("unknown"):
        parts.append(words("{n} not known yet", n=unknown))
    if blank := states.count("unanswered"):
        parts.append(words("{n} left blank", n=blank))
    if left_out := states.count("not-applicable"):
        parts.append(words.plural(left_out, "{n} does not apply", "{n} do not apply"))
    return ", ".join(parts)
