"""A form as Markdown: to be printed, or to be marked in any editor."""

from __future__ import annotations

from collections.abc import Iterator

from rightscheck.model.form import Form, FormQuestion
from rightscheck.render.forms.parts import letters, only_if, opening, sections
from rightscheck.render.forms.words import FormWords
from rightscheck.render.markdown import escape
from rightscheck.render.words import plain

BLANK = "\\_" * 12
"""A line to write on."""


def paper(form: Form, words: FormWords) -> str:
    """Render a form as Markdown with boxes to mark."""
    return "\n\n".join(_blocks(form, words)) + "\n"


def _blocks(form: Form, words: FormWords) -> Iterator[str]:
    yield f"# {escape(words.titles[form.role])}"
    for paragraph in opening(form, words, "paper"):
        yield escape(paragraph)
    if form.role == "leadership":
        yield f"{escape(words.program)} {BLANK}"
    else:
        yield f"{escape(words.month)} {BLANK} ({escape(words.month_hint)})"
    number = 0
    for title, questions in sections(form):
        yield f"## {escape(title)}"
        for question in questions:
            number += 1
            yield _question(number, question, form, words)
    yield "---"
    yield escape(words.made_from.format(edition=form.edition))


def _question(number: int, question: FormQuestion, form: Form, words: FormWords) -> str:
    when = only_if(question, form, words)
    how = {"one": "", "many": words.tick_all, "number": words.a_number}[question.kind]
    asides = "".join(f"\n\n({escape(aside)})" for aside in (when, how) if aside)
    text = f"**{number}.** {escape(plain(question.text))} `{question.id}`{asides}"
    if question.kind == "number":
        return f"{text}\n\n{BLANK}"
    shown = {id: f"{letter}) " for id, letter in letters(question, form).items()}
    boxes = "\n".join(f"- [ ] {shown.get(answer.id, '')}{escape(plain(answer.text))}" for answer in question.answers)
    return f"{text}\n\n{boxes}"
