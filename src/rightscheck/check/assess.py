"""Standards and an answer sheet become an assessment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rightscheck.check.flags import flag_result
from rightscheck.check.levels import level_result
from rightscheck.check.plan import plan, strengths
from rightscheck.check.prepared import Prepared, PreparedElement, PreparedIndicator, prepare_standards
from rightscheck.check.privacy import leave_out_personal_data
from rightscheck.check.scores import element_result, standard_score
from rightscheck.check.voices import CONFIRMED, confirmed, gaps_of, with_disputes
from rightscheck.errors import InputError, Place, Problem
from rightscheck.model.answers import UNANSWERED, Answer, AnswerSheet
from rightscheck.model.assessment import Assessment, IndicatorResult, StandardResult
from rightscheck.model.condition import NOT_APPLICABLE, RESERVED_ANSWERS, UNKNOWN_ANSWER, State, Truth
from rightscheck.model.standard import Indicator, Standard
from rightscheck.model.tally import Tally, TallyRole
from rightscheck.model.voices import Voices


def assess(standards: Standard | Sequence[Standard], sheet: AnswerSheet, tallies: Sequence[Tally] = ()) -> Assessment:
    """Hold a programme's answers against one or more standards.

    Args:
        standards: The standards. With several, the first one leads: its ladder gives the level.
        sheet: The answers. Those to questions of other standards are left aside.
        tallies: What staff and residents answered, at most one of each. They stand beside the answers, and change no
            score; what they dispute counts as a red flag.

    Raises:
        UsageError: Two of the standards share a question or a red flag.
        InputError: An answer names an option that its question does not have.

    """
    together = (standards,) if isinstance(standards, Standard) else tuple(standards)
    prepared = prepare_standards(together)
    sheet, private = leave_out_personal_data(sheet)
    state, set_aside = _state(prepared, sheet)
    by_role = {tally.role: tally for tally in tallies}
    results = tuple(_standard(standard, elements, sheet, state, by_role) for standard, elements in prepared.standards)
    answered = [r for standard in results for element in standard.elements for r in element.results]
    by_id = {result.indicator.id: result for result in answered}
    gaps = gaps_of(answered, by_role)
    flags = with_disputes((flag_result(flag, state) for flag in prepared.flags), gaps, together)
    second_look = tuple(by_id[question] for question in _second_look(prepared, sheet, state))
    return Assessment(
        sheet=sheet,
        standards=results,
        flags=flags,
        level=level_result(together[0].levels, results, flags),
        plan=plan(by_id, flags),
        strengths=strengths(answered, flags, second_look, gaps),
        set_aside=set_aside,
        second_look=second_look,
        private=private,
        voices=Voices(by_role, has_documents=False, gaps=gaps) if by_role else None,
    )


def _state(prepared: Prepared, sheet: AnswerSheet) -> tuple[State, tuple[Indicator, ...]]:
    """Say for every question that is asked how it stands; a question that is not asked is left out."""
    facts = State({}, sheet.facts)
    standing: dict[str, str] = {}
    set_aside: list[Indicator] = []
    for one in prepared.indicators:
        if one.is_asked(facts):
            answer = sheet.answers.get(one.id, UNANSWERED)
            choice = answer.choice or UNKNOWN_ANSWER
            if choice not in one.options and choice not in RESERVED_ANSWERS:
                raise InputError([_no_such_option(one.indicator, answer, sheet)])
            standing[one.id] = choice
        elif not one.is_variant:
            set_aside.append(one.indicator)
    return State(standing, sheet.facts), tuple(set_aside)


def _no_such_option(indicator: Indicator, answer: Answer, sheet: AnswerSheet) -> Problem:
    return Problem(
        answer.place or Place(sheet.path or indicator.id),
        f"{indicator.id} has no option '{answer.choice}' in the standard that is assessed",
        f"choose one of: {', '.join(indicator.option_by_id)}",
    )


def _standard(
    standard: Standard,
    elements: tuple[PreparedElement, ...],
    sheet: AnswerSheet,
    state: State,
    tallies: Mapping[TallyRole, Tally],
) -> StandardResult:
    scored = tuple(
        element_result(
            element.element,
            tuple(_indicator(one, sheet, tallies) for one in element.indicators if one.id in state.answers),
        )
        for element in elements
    )
    return StandardResult(standard, standard_score(scored), scored)


def _indicator(one: PreparedIndicator, sheet: AnswerSheet, tallies: Mapping[TallyRole, Tally]) -> IndicatorResult:
    answer = sheet.answers.get(one.id, UNANSWERED)
    choice = answer.choice
    if choice is None:
        return IndicatorResult(one.indicator, answer, None, "unanswered")
    option = one.options.get(choice)
    if option is not None:
        result = IndicatorResult(one.indicator, answer, option, "answered", answer.grade)
        is_confirmed = bool(tallies) and confirmed(gaps_of([result], tallies).get(one.id, ()))
        return replace(result, grade=CONFIRMED) if is_confirmed else result
    return IndicatorResult(one.indicator, answer, None, "not-applicable" if choice == NOT_APPLICABLE else "unknown")


def _second_look(prepared: Prepared, sheet: AnswerSheet, state: State) -> Iterable[str]:
    """Give the questions whose answer rests on a fact that is stated otherwise."""
    for one in prepared.indicators:
        if one.resting and one.id in state.answers:
            answer = sheet.answers.get(one.id)
            judge = one.resting.get(answer.choice or "") if answer else None
            verdict = judge(state) if judge else None
            if verdict is not None and verdict.truth == Truth.FALSE:
                yield one.id
