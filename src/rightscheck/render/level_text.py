"""The level in words: where a programme stands, and what stands before the next rung."""

from __future__ import annotations

from rightscheck.model.assessment import (
    Assessment,
    LevelResult,
    Unmet,
)
from rightscheck.model.condition import FACT
from rightscheck.render import words
from rightscheck.render.report_text import (
    LevelText,
    Rung,
)


def level_text(assessment: Assessment) -> LevelText:
    """Put the level into words; while open questions decide it, say so instead."""
    level = assessment.level
    open_count = len(still_open(assessment))
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


def still_open(assessment: Assessment) -> list[str]:
    """Give the ids of what is still open: questions, and facts (as `fact:id`) that a red flag waits for."""
    questions = [r.indicator.id for r in assessment.results if r.state in ("unknown", "unanswered")]
    facts = [key for flag in assessment.flags for key in flag.open if key.startswith(FACT)]
    return [*questions, *dict.fromkeys(facts)]


def counts(assessment: Assessment) -> str:
    """Say how many questions are answered, and how the others stand."""
    results = assessment.results
    states = {state: sum(1 for r in results if r.state == state) for state in words.STATES}
    parts = [f"{states['answered']} of {words.plural(len(results), 'question')} answered"]
    parts += [f"{states[s]} {words.STATES[s]}" for s in ("unknown", "unanswered") if states[s]]
    left_out = states["not-applicable"]
    parts += [f"{left_out} {'does' if left_out == 1 else 'do'} not apply"] if left_out else []
    return ", ".join(parts)
