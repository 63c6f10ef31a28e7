"""The first row of a table into which somebody types what stands on papers: a row for each paper."""

from __future__ import annotations

from rightscheck.model.form import PROGRAM, Form
from rightscheck.render.forms.words import FormWords


def rows(form: Form, words: FormWords) -> str:  # noqa: ARG001 - as every renderer; ids are the same in all languages
    """Name the columns: whose form it is, the month (for leadership: the program's name), and the questions by id."""
    about = PROGRAM if form.role == "leadership" else "month"
    return ",".join(["role", about, *(question.id for question in form.questions)]) + "\n"
