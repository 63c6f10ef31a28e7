"""What all formats of a form share: its opening, its sections, and when a question is asked, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Literal

from rightscheck.model.condition import FACT, AllOf, AnswerTest, AnyOf, Condition, FactTest, Not
from rightscheck.model.form import LETTERED, Form, FormQuestion
from rightscheck.render.forms.words import FormWords
from rightscheck.render.words import plain

Where = Literal["page", "paper", "workbook", "survey"]
"""What a form is filled in on: it decides where the answers go, and so what may be promised."""


def opening(form: Form, words: FormWords, where: Where) -> list[str]:
    """Give the paragraphs that stand before the questions."""
    shown = [*words.openings[form.role]]
    if where != "survey":
        shown.append(words.counts[form.role])
    goes = {
        "page": words.on_page,
        "paper": words.on_paper,
        "workbook": words.in_workbook,
        "survey": words.in_survey,
    }[where]
    shown.append(goes[form.role])
    shown += [words.return_to.format(whom=plain(form.return_to))] if form.return_to else []
    return [text for text in shown if text]


def sections(form: Form) -> Iterator[tuple[str, list[FormQuestion]]]:
    """Give the headings, each with the questions that stand under it."""
    for title, questions in groupby(form.questions, key=lambda question: question.section):
        yield plain(title), list(questions)


def letters(question: FormQuestion, form: Form) -> Mapping[str, str]:
    """Give the letter of each answer on paper, by the answer's id, for whoever types it in; none for residents."""
    return question.letters if form.role in LETTERED else {}


def slug(form: Form) -> str:
    """Name the kind of form: `residents-short`."""
    return f"{form.role}-short" if form.is_short else form.role


def only_if(question: FormQuestion, form: Form, words: FormWords) -> str:
    """Tell in a sentence when a question is asked; empty where it always is."""
    if question.relevant is None:
        return ""
    return words.only_if.format(condition=_in_words(question.relevant, form, words, turned=False))


def _in_words(condition: Condition, form: Form, words: FormWords, *, turned: bool) -> str:
    if isinstance(condition, Not):
        return _in_words(condition.not_, form, words, turned=not turned)
    if isinstance(condition, (AnswerTest, FactTest)):
        return _fact_in_words(condition, form, words, turned=turned) if isinstance(condition, FactTest) else ""
    parts = condition.any_ if isinstance(condition, AnyOf) else condition.all_
    joiner = words.joined_or if isinstance(condition, AnyOf) != turned else words.joined_and
    return f" {joiner} ".join(_nested(part, form, words, turned=turned) for part in parts)


def _nested(part: Condition, form: Form, words: FormWords, *, turned: bool) -> str:
    text = _in_words(part, form, words, turned=turned)
    return f"({text})" if isinstance(part, (AnyOf, AllOf)) else text


def _fact_in_words(test: FactTest, form: Form, words: FormWords, *, turned: bool) -> str:
    def quoted(text: str) -> str:
        return f"{words.quote_open}{plain(text)}{words.quote_close}"

    asked = form.question_by_id[f"{FACT}{test.fact}"]
    if test.at_least is not None:
        pattern = words.fact_below if turned else words.fact_at_least
        return pattern.format(question=quoted(asked.text), number=test.at_least)
    texts = {answer.id: answer.text for answer in asked.answers}
    answers = f" {words.joined_or} ".join(quoted(texts[value]) for value in values_of(test))
    pattern = words.fact_is_not if turned else words.fact_is
    return pattern.format(question=quoted(asked.text), answers=answers)


def values_of(test: FactTest) -> tuple[str, ...]:
    """Give the values of which one must be ticked; none where a number is tested."""
    return tuple(test.in_) if test.in_ else tuple(value for value in (test.is_, test.includes) if value)
