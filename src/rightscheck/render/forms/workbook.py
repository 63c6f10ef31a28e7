"""A form as an Excel workbook: what to know first, then the questions, each with a list to pick its answer from.

The sheets, for whoever reads them back: the instructions; the answers (`id`, question, answer, and for leadership
whether to skip), where the row with the id `month` holds the month (for leadership: `program`, the name); `Lists`
and `About`, which are hidden.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from rightscheck.model.condition import FACT, AnswerTest, AnyOf, Condition, FactTest, Not
from rightscheck.model.form import FORM, PROGRAM, Form, FormQuestion
from rightscheck.render.forms.parts import only_if, opening, sections, values_of
from rightscheck.render.forms.sheets import new_workbook, put, to_bytes
from rightscheck.render.forms.words import FormWords

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

LISTS, ABOUT, MONTH = "Lists", "About", "month"
ID, QUESTION, ANSWER, SKIP = 1, 2, 3, 4
WIDTHS = {ID: 11, QUESTION: 58, ANSWER: 40, SKIP: 16}
"""Of the columns, in characters; together they fit on a page when it is printed."""
READING_WIDTH = 90
_GREY = Font(color="5D5448", size=9)
_BOLD = Font(bold=True)
_TITLE = Font(bold=True, size=16)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_BOX = Border(*(Side(style="thin", color="8D8271"),) * 4)
_TINT = PatternFill("solid", fgColor="E6EFEC")


def workbook(form: Form, words: FormWords) -> bytes:
    """Render a form as a workbook without macros."""
    book = new_workbook()
    _instructions(book.create_sheet(words.sheet_read), form, words)
    _Answers(book, book.create_sheet(words.sheet_answers), form, words).write()
    about = book.create_sheet(ABOUT)
    about.sheet_state = "hidden"
    facts = {"rightscheck": FORM, "role": form.role, "edition": form.edition}
    if form.role == "leadership":  # of no other: in a house where one person reads Spanish, it would be her name
        facts["language"] = form.language
    for row, (name, value) in enumerate(facts.items(), start=1):
        put(about, row, 1, name)
        put(about, row, 2, value)
    return to_bytes(book)


def _instructions(sheet: Worksheet, form: Form, words: FormWords) -> None:
    sheet.column_dimensions["A"].width = READING_WIDTH
    sheet.sheet_view.showGridLines = False
    put(sheet, 1, 1, words.titles[form.role]).font = _TITLE
    texts = [
        *opening(form, words, "workbook"),
        words.workbook_how.format(sheet=words.sheet_answers, column=words.column_answer),
    ]
    if form.role != "leadership":
        texts.append(words.workbook_names)
    for row, text in enumerate(texts, start=3):
        put(sheet, row, 1, text).alignment = _WRAPPED
    _fit(sheet)


def _fit(sheet: Worksheet) -> None:
    """Print on as many pages as it takes, each as wide as the sheet."""
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.page_setup.orientation = "portrait"


@dataclass(slots=True)
class _Answers:
    """Writes the sheet of questions, and beside it the lists to pick from."""

    book: Workbook
    sheet: Worksheet
    form: Form
    words: FormWords
    row: int = 1
    lists: Worksheet = field(init=False)
    pickers: dict[tuple[str, ...], DataValidation] = field(default_factory=dict)
    """By the texts of the answers: questions with the same answers share a list."""
    columns: dict[tuple[str, ...], str] = field(default_factory=dict)
    """The letters of the columns that the lists stand in."""
    cells: dict[tuple[str, str], str] = field(default_factory=dict)
    """Where facts are stated: by fact and value the test that it is so; by fact and "" the cells that hold it."""

    def write(self) -> None:
        """Write all rows."""
        self.lists = self.book.create_sheet(LISTS)
        self.lists.sheet_state = "hidden"
        self._head()
        if self.form.role != "leadership":
            self._line(MONTH, f"{self.words.month} {self.words.month_hint}")
        else:
            self._line(PROGRAM, self.words.program)
        self.sheet.cell(self.row, ANSWER).number_format = "@"  # text: a date would bring a day with it
        for title, questions in sections(self.form):
            self.row += 1
            put(self.sheet, self.row, QUESTION, title).font = _BOLD
            for question in questions:
                self._question(question)
        _fit(self.sheet)
        self.sheet.print_title_rows = "1:1"

    def _head(self) -> None:
        names = [self.words.column_id, self.words.column_question, self.words.column_answer]
        if any(question.relevant for question in self.form.questions):
            names.append(self.words.column_skip)
        for column, name in enumerate(names, start=1):
            cell = put(self.sheet, 1, column, name)
            cell.font, cell.fill = _BOLD, _TINT
            self.sheet.column_dimensions[get_column_letter(column)].width = WIDTHS[column]
        self.sheet.freeze_panes = "A2"

    def _line(self, id: str, text: str) -> None:
        """Write one row that is to be answered."""
        self.row += 1
        put(self.sheet, self.row, ID, id).font = _GREY
        put(self.sheet, self.row, QUESTION, text)
        self.sheet.cell(self.row, ANSWER).border = _BOX
        for column in (ID, QUESTION, ANSWER, SKIP):
            self.sheet.cell(self.row, column).alignment = _WRAPPED

    def _question(self, question: FormQuestion) -> None:
        if question.kind == "many":
            self._ticks(question)
            return
        when = only_if(question, self.form, self.words)
        self._line(question.id, f"{question.text} ({when})" if when else question.text)
        here = f"$C${self.row}"
        self.cells[question.id, ""] = here
        if question.kind == "number":
            self._number().add(here)
            return
        texts = tuple(answer.text for answer in question.answers)
        picker = self._picker(texts)
        picker.add(here)
        if question.is_fact:
            column = self.columns[texts]
            for row, answer in enumerate(question.answers, start=1):
                self.cells[question.id, answer.id] = f"{here}={LISTS}!${column}${row}"
        if question.relevant is not None:
            least = 2 if question.is_variant else 1
            says = self.words.skip_this.replace('"', '""')
            self.sheet.cell(self.row, SKIP).value = f'=IF({self._truth(question.relevant)}<{least},"{says}","")'

    def _ticks(self, question: FormQuestion) -> None:
        """Write a row for each value of a fact that can have several: a list lets one be picked only."""
        first = self.row + 1
        for answer in question.answers:
            self._line(f"{question.id}/{answer.id}", f"{question.text} {answer.text}")
            here = f"$C${self.row}"
            self._picker((self.words.yes, self.words.no)).add(here)
            yes = self.words.yes.replace('"', '""')
            self.cells[question.id, answer.id] = f'{here}="{yes}"'
        self.cells[question.id, ""] = f"$C${first}:$C${self.row}"

    def _picker(self, texts: tuple[str, ...]) -> DataValidation:
        if texts not in self.pickers:
            number = len(self.pickers) + 1
            for row, text in enumerate(texts, start=1):
                put(self.lists, row, number, text)
            column = self.columns[texts] = get_column_letter(number)
            cells = f"{LISTS}!${column}$1:${column}${len(texts)}"
            self.pickers[texts] = self._checked(DataValidation(type="list", formula1=cells), self.words.choose)
        return self.pickers[texts]

    def _number(self) -> DataValidation:
        whole = DataValidation(type="whole", operator="between", formula1="0", formula2="999999")
        return self._checked(whole, self.words.number_wrong)

    def _checked(self, check: DataValidation, says: str) -> DataValidation:
        check.allow_blank = True
        check.showErrorMessage = True
        check.errorTitle, check.error = self.words.choose_title, says
        self.sheet.add_data_validation(check)
        return check

    def _truth(self, condition: Condition) -> str:
        """Give a formula for a condition: 0 does not hold, 1 not known, 2 holds."""
        if isinstance(condition, Not):
            return f"(2-{self._truth(condition.not_)})"
        if isinstance(condition, AnswerTest):
            raise TypeError("what is asked is decided by facts")  # the standard's reader sees to it
        if isinstance(condition, FactTest):
            return self._stated(condition)
        joiner, parts = ("MAX", condition.any_) if isinstance(condition, AnyOf) else ("MIN", condition.all_)
        return f"{joiner}({','.join(map(self._truth, parts))})"

    def _stated(self, test: FactTest) -> str:
        fact = f"{FACT}{test.fact}"
        blank = f"COUNTA({self.cells[fact, '']})=0"
        if test.at_least is not None:
            holds = f"{self.cells[fact, '']}>={test.at_least}"
        else:
            holds = f"OR({','.join(self.cells[fact, value] for value in values_of(test))})"
        return f"IF({blank},1,IF({holds},2,0))"
