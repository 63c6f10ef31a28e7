"""A form as an XLSForm: a workbook that KoboToolbox and ODK make a survey of.

It asks the server for nothing about the person or the device: no start, no end, no device, no user, no place. The
server keeps the time at which a form came in all the same; who collects the answers reads the month of it alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rightscheck.model.condition import FACT, AnswerTest, AnyOf, Condition, FactTest, Not
from rightscheck.model.form import FORM, PROGRAM, Form, FormQuestion
from rightscheck.render.forms.parts import opening, sections, slug, values_of
from rightscheck.render.forms.sheets import new_workbook, put, to_bytes
from rightscheck.render.forms.words import FormWords

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_NOT_A_NAME = re.compile(r"[^A-Za-z0-9_]")


def survey(form: Form, words: FormWords) -> bytes:
    """Render a form as an XLSForm."""
    return _Survey(form, words).to_bytes()


def column_name(question: str) -> str:
    """Give the id of a question as a name that XML allows: `PC-05-minors` becomes `PC_05_minors`."""
    return _NOT_A_NAME.sub("_", question)


@dataclass(slots=True)
class _Survey:
    form: Form
    words: FormWords
    rows: list[dict[str, str]] = field(default_factory=list)
    lists: dict[tuple[tuple[str, str], ...], str] = field(default_factory=dict)
    """The names of the lists of answers, by their ids and texts: questions share one whatever their answers are worth,
    so that no list tells which answer is the good one."""

    @property
    def language(self) -> str:
        return f"{self.words.language_name} ({self.words.language})"

    def to_bytes(self) -> bytes:
        self._calculated()
        for number, text in enumerate(opening(self.form, self.words, "survey"), start=1):
            self._row("note", f"opening_{number}", text)
        if self.form.role == "leadership":
            self._row("text", PROGRAM, self.words.program)
        for number, (title, questions) in enumerate(sections(self.form), start=1):
            self._row("begin_group", f"section_{number}", title)
            for question in questions:
                self._question(question)
            self.rows.append({"type": "end_group"})
        book = new_workbook()
        label = f"label::{self.language}"
        _table(book.create_sheet("survey"), ("type", "name", label, "relevant", "calculation"), self.rows)
        choices = [
            {"list_name": name, "name": id, label: _inert(text)}
            for answers, name in self.lists.items()
            for id, text in answers
        ]
        _table(book.create_sheet("choices"), ("list_name", "name", label), choices)
        settings = {
            "form_title": _inert(self.words.titles[self.form.role]),
            "form_id": column_name(f"rightscheck_{slug(self.form)}_{self.form.language}"),
            "version": _NOT_A_NAME.sub("-", self.form.edition),
            "default_language": self.language,
        }
        _table(book.create_sheet("settings"), tuple(settings), [settings])
        return to_bytes(book)

    def _calculated(self) -> None:
        """Let every answered form tell what it is; and its month, which is the finest time that is wanted."""
        fixed = {
            "rightscheck": FORM,
            "role": self.form.role,
            "edition": self.form.edition,
        }
        for name, value in fixed.items():
            self.rows.append({"type": "calculate", "name": name, "calculation": f"'{value}'"})
        self.rows.append({"type": "calculate", "name": "month", "calculation": "format-date(today(), '%Y-%m')"})

    def _row(self, kind: str, name: str, text: str, relevant: str = "") -> None:
        label = f"label::{self.language}"
        self.rows.append({"type": kind, "name": name, label: _inert(text), "relevant": relevant})

    def _question(self, question: FormQuestion) -> None:
        kinds = {"one": "select_one {}", "many": "select_multiple {}", "number": "integer"}
        kind = kinds[question.kind].format(self._list(question) if question.answers else "")
        relevant = ""
        if question.relevant is not None:
            relevant = self._holds(question.relevant, surely=question.is_variant)
        self._row(kind, column_name(question.id), question.text, relevant)

    def _list(self, question: FormQuestion) -> str:
        name = f"answers_{column_name(question.id)}"
        return self.lists.setdefault(tuple((answer.id, answer.text) for answer in question.answers), name)

    def _holds(self, condition: Condition, *, surely: bool) -> str:
        """Give a condition as an expression. While a fact is blank it holds, unless it must hold surely."""
        if isinstance(condition, Not):
            return f"not({self._holds(condition.not_, surely=not surely)})"
        if isinstance(condition, AnswerTest):
            raise TypeError("what is asked is decided by facts")  # the standard's reader sees to it
        if isinstance(condition, FactTest):
            return self._stated(condition, surely=surely)
        joiner, parts = (" or ", condition.any_) if isinstance(condition, AnyOf) else (" and ", condition.all_)
        return f"({joiner.join(self._holds(part, surely=surely) for part in parts)})"

    def _stated(self, test: FactTest, *, surely: bool) -> str:
        fact = self.form.question_by_id[f"{FACT}{test.fact}"]
        value = f"${{{column_name(fact.id)}}}"
        if test.at_least is not None:
            tests = [f"{value} >= {test.at_least}"]
        elif fact.kind == "many":
            tests = [f"selected({value}, '{one}')" for one in values_of(test)]
        else:
            tests = [f"{value} = '{one}'" for one in values_of(test)]
        if not surely:
            tests.append(f"{value} = ''")
        elif test.at_least is not None:
            tests = [f"({value} != '' and {tests[0]})"]
        return tests[0] if len(tests) == 1 else f"({' or '.join(tests)})"


def _inert(text: str) -> str:
    """Keep a text from naming a question, which `${...}` does in a label."""
    return text.replace("${", "$ {")


def _table(sheet: Worksheet, columns: Sequence[str], rows: Sequence[dict[str, str]]) -> None:
    for column, name in enumerate(columns, start=1):
        put(sheet, 1, column, name)
    for number, row in enumerate(rows, start=2):
        for column, name in enumerate(columns, start=1):
            if row.get(name):
                put(sheet, number, column, row[name])
