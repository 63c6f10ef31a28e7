"""Standards become forms: what leadership, staff, and residents are asked, each in their own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from rightscheck.check.prepared import asked_indicators
from rightscheck.model.condition import (
    FACT,
    UNKNOWN_ANSWER,
    AllOf,
    AnswerTest,
    AnyOf,
    Condition,
    FactTest,
    Not,
    State,
    Truth,
    prepare,
)
from rightscheck.model.form import NO, NOT_SURE, SKIP, SOMETIMES, YES, Form, FormAnswer, FormQuestion, Role
from rightscheck.model.standard import Indicator, Standard
from rightscheck.model.tables import Fact

Facts = Mapping[str, frozenset[str] | int]
KEPT, BETWEEN, TAKEN = 100, 50, 0
"""What residents' answers are worth: the right is kept, now and then, or not."""


class AnswerWords(Protocol):
    """The words of a language that every question has, and the heading over the facts."""

    @property
    def yes(self) -> str: ...  # noqa: D102 - each is the text of the answer of this name
    @property
    def sometimes(self) -> str: ...  # noqa: D102
    @property
    def no(self) -> str: ...  # noqa: D102
    @property
    def not_sure(self) -> str: ...  # noqa: D102
    @property
    def skip(self) -> str: ...  # noqa: D102
    @property
    def unknown(self) -> str: ...  # noqa: D102
    @property
    def facts(self) -> str: ...  # noqa: D102
    @property
    def questions(self) -> str: ...  # noqa: D102


def make_form(
    standards: Sequence[Standard],
    role: Role,
    *,
    short: bool = False,
    facts: Facts | None = None,
    language: str = "en",
    words: AnswerWords,
) -> Form:
    """Choose the questions for a role, and their answers.

    Args:
        standards: Where the questions come from, already in the language of the form.
        role: Who is asked.
        short: Only the questions of the residents' short form.
        facts: What is stated of the programme. Facts that are not stated take no question out and bring no variant
            in; in the form for leadership they are asked first, and decide there.
        language: The language of the texts.
        words: The words of that language that every question has.

    Returns:
        The form. No answer tells its worth where a person fills it in.

    Raises:
        UsageError: There is no standard, or two of them share a question.

    """
    stated = dict(facts or {})
    if role == "leadership":
        questions = tuple(_for_leadership(standards, stated, short=short, words=words))
    else:
        asked = {indicator.id for indicator in asked_indicators(standards, stated)}
        # The names of elements are the trade's, not the residents': their questions stand under one plain heading.
        heading = words.questions if role == "residents" else None
        ask = _resident_question if role == "residents" else _staff_question
        questions = tuple(
            question
            for section, indicator in _in_order(standards, short=short)
            if indicator.id in asked and (question := ask(heading or section, indicator, words))
        )
    return Form(role, language, short, {standard.id: standard.version for standard in standards}, questions)


def _in_order(standards: Sequence[Standard], *, short: bool) -> Iterator[tuple[str, Indicator]]:
    """Give each indicator under the title of its element."""
    for standard in standards:
        for element in standard.elements:
            for indicator in standard.indicators:
                if indicator.element == element.id and (not short or _in_short_form(indicator, standard)):
                    yield element.title, indicator


def _in_short_form(indicator: Indicator, standard: Standard) -> bool:
    """Tell whether it is part of the short form; a variant is, where what it varies is: it is asked in its stead."""
    both = (indicator, standard.indicator_by_id[indicator.base_id])
    return any(one.resident_question is not None and one.resident_question.short_form for one in both)


def _resident_question(section: str, indicator: Indicator, words: AnswerWords) -> FormQuestion | None:
    asked = indicator.resident_question
    if asked is None:
        return None
    flag = any(option.flag == "present" for option in indicator.options)
    worth = {YES: KEPT, NO: TAKEN} if YES in asked.good else {YES: TAKEN, NO: KEPT}
    if {YES, NO} <= set(asked.good):
        worth = {YES: KEPT, NO: KEPT}
    answers = (
        FormAnswer(YES, words.yes, worth[YES], flag and worth[YES] == TAKEN),
        FormAnswer(SOMETIMES, words.sometimes, BETWEEN),
        FormAnswer(NO, words.no, worth[NO], flag and worth[NO] == TAKEN),
        *(FormAnswer(id, text[:1].upper() + text[1:], KEPT) for id, text in asked.further_answers.items()),
        *_uncounted(words),
    )
    return FormQuestion(indicator.id, asked.text, answers, section=section, is_variant=indicator.is_variant)


def _staff_question(section: str, indicator: Indicator, words: AnswerWords) -> FormQuestion:
    answers = (*_options(indicator), *_uncounted(words))
    return FormQuestion(indicator.id, indicator.question, answers, section=section, is_variant=indicator.is_variant)


def _options(indicator: Indicator) -> Iterator[FormAnswer]:
    for option in indicator.options:
        yield FormAnswer(option.id, option.text, option.worth, option.flag == "present")


def _uncounted(words: AnswerWords) -> tuple[FormAnswer, FormAnswer]:
    return FormAnswer(NOT_SURE, words.not_sure, None), FormAnswer(SKIP, words.skip, None)


def _for_leadership(
    standards: Sequence[Standard], stated: Facts, *, short: bool, words: AnswerWords
) -> Iterator[FormQuestion]:
    """Give the facts that are not stated, and then the questions that those stated do not take out."""
    asked_indicators(standards, {})  # standards that share a question are refused here as everywhere
    facts = [fact for fact in standards[0].tables.facts if fact.id not in stated]
    for fact in facts:
        yield _fact_question(fact, words)
    for section, indicator in _in_order(standards, short=short):
        when = _left_open(indicator.applies_when, stated) if indicator.applies_when else True
        if when is False:
            continue
        yield FormQuestion(
            indicator.id,
            indicator.question,
            (*_options(indicator), FormAnswer(UNKNOWN_ANSWER, words.unknown, None)),
            section=section,
            relevant=None if when is True else when,
            is_variant=indicator.is_variant,
        )


def _fact_question(fact: Fact, words: AnswerWords) -> FormQuestion:
    answers = tuple(FormAnswer(option.id, option.text, None) for option in fact.options)
    return FormQuestion(f"{FACT}{fact.id}", fact.question, answers, kind=fact.kind, section=words.facts)


def _left_open(condition: Condition, stated: Facts) -> Condition | bool:
    """Take out of a condition what the stated facts settle; True or False where nothing is left to be asked."""
    if isinstance(condition, AnswerTest):
        return True  # never so: what applies is decided by facts, and the standard's reader sees to it
    if isinstance(condition, FactTest):
        return _tested(condition, stated)
    if isinstance(condition, Not):
        inner = _left_open(condition.not_, stated)
        return not inner if isinstance(inner, bool) else Not.model_construct(not_=inner)
    if isinstance(condition, AnyOf):
        return _joined([_left_open(part, stated) for part in condition.any_], settles=True)
    return _joined([_left_open(part, stated) for part in condition.all_], settles=False)


def _tested(test: FactTest, stated: Facts) -> Condition | bool:
    if test.fact not in stated:
        return test
    verdict = prepare(test, lambda _: ())(State({}, stated))
    return verdict is not None and verdict.truth == Truth.TRUE


def _joined(parts: Sequence[Condition | bool], *, settles: bool) -> Condition | bool:
    """Join what is left of the parts of an `any` (which one true part settles) or of an `all` (one false part)."""
    if any(part is settles for part in parts):
        return settles
    left = tuple(part for part in parts if not isinstance(part, bool))
    if len(left) > 1:
        return AnyOf.model_construct(any_=left) if settles else AllOf.model_construct(all_=left)
    return left[0] if left else not settles
