"""The filled form of leadership: facts and answers, with every problem in it, for an answers file.

It is nobody's private matter as the others are, so that a problem may name the cell it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rightscheck.errors import InputError, Place, Problem
from rightscheck.model.condition import FACT
from rightscheck.model.form import PROGRAM, Form, FormQuestion, Role
from rightscheck.read.filled.file import bytes_of, contents_of
from rightscheck.read.filled.match import ROLE_NAMES, Known, Told, is_of_edition, which_letter
from rightscheck.read.filled.person import Entry, NoFormError, Person, fold

ROLE: Role = "leadership"
_BY_ITSELF = "collect residents and staff by themselves, with -o ending in .csv"
_TRUE, _FALSE = ("1", "true"), ("0", "false")
"""What survey tools write for a value of several that is ticked, or not."""
_APART = re.compile(r"[,;]")
MAX_NAME = 200
"""Characters of a programme's name."""


@dataclass(slots=True)
class LeadershipForm:
    """What stands in it."""

    edition: str = ""
    """The standards that it was made from, as in `Form.edition`; empty where it does not say."""
    language: str = ""
    """In which it was asked; empty where it does not say."""
    program: str = ""
    facts: dict[str, frozenset[str] | int] = field(default_factory=dict)
    """Without those left blank."""
    answers: dict[str, str] = field(default_factory=dict)
    """Answer ids by question id; a question left blank is missing."""


def read_leadership(path: Path, forms: Sequence[Form], yes: Collection[str], no: Collection[str]) -> LeadershipForm:
    """Read the one filled form of leadership that stands in a file.

    Args:
        path: The file.
        forms: The whole form of leadership, in each language; the first one is asked for its standards.
        yes: The word for *yes* in each language, which marks a value of a fact that can have several.
        no: The word for *no*.

    Raises:
        InputError: It is another file, or something in it is none of the answers; carries every problem.

    """
    reader = _Reader(str(path), Known({ROLE: forms[0]}, forms[1:]), forms[0], yes, no)
    try:
        contents = contents_of(bytes_of(path), str(path), reader.question)
    except NoFormError as error:
        raise InputError([Problem(Place(str(path)), error.what, error.instead)]) from None
    person = _only(contents.people, str(path))
    reader.problems += contents.problems
    found = reader.form(person)
    if not (reader.problems or found.answers or found.facts):
        what, instead = "nothing is filled in here", "fill it in, save it, and give the file that holds the answers"
        raise InputError([Problem(person.place, what, instead)])
    if reader.problems:
        raise InputError(reader.problems)
    return found


def _only(people: Sequence[Person], path: str) -> Person:
    """Give the one form in the file, if it is leadership's.

    Raises:
        InputError: There is none, there are several, or it is somebody else's.

    """

    def refused(place: Place, what: str, instead: str) -> InputError:
        return InputError([Problem(place, what, instead)])

    if not people:
        raise refused(Place(path), "this file holds no filled form", "name the filled form of leadership")
    roles = [(person.place, ROLE_NAMES.get(fold(person.role))) for person in people]
    for place, role in roles:
        if role is None:
            what = "this form does not say that it is leadership's, so that no answers file is made of it"
            raise refused(place, what, f"give the form as it was made, or write {ROLE} as its role; {_BY_ITSELF}")
        if role != ROLE:
            what = f"this is a form of {role}, of which only counts are kept: no answers file is made of it"
            raise refused(place, what, _BY_ITSELF)
    if len(people) > 1:
        what = f"{len(people)} forms of leadership stand in this file, and an answers file holds one"
        raise refused(people[1].place, what, "settle on one set of answers, and keep its row alone")
    return people[0]


@dataclass(slots=True)
class _Reader:
    path: str
    known: Known
    whole: Form
    yes: Collection[str]
    no: Collection[str]
    problems: list[Problem] = field(default_factory=list)
    ticks: dict[str, tuple[str, str]] = field(init=False)
    """Facts that can have several values have a row or column for each: fact and value by its name."""
    words: dict[str, bool] = field(init=False)
    """Whether a word says that such a value is so."""

    def __post_init__(self) -> None:
        several = [question for question in self.whole.questions if question.kind == "many"]
        self.ticks = {fold(f"{one.id}/{answer.id}"): (one.id, answer.id) for one in several for answer in one.answers}
        self.words = dict.fromkeys(map(fold, (*self.yes, *_TRUE)), True)
        self.words |= dict.fromkeys(map(fold, (*self.no, *_FALSE)), False)

    def question(self, name: str) -> str | None:
        """Give the id of what a name stands for: a question, a fact or one of its values, or the programme's name."""
        if fold(name) == PROGRAM:
            return PROGRAM
        if fold(name) in self.ticks:
            return "/".join(self.ticks[fold(name)])
        return self.known.question(name)

    def form(self, person: Person) -> LeadershipForm:
        told = Told()
        if not is_of_edition(person, self.whole, told):
            self.problems += told.problems()
            return LeadershipForm()
        found = LeadershipForm(edition=person.edition, language=person.language)
        for entry in person.entries:
            if not isinstance(entry.value, str):
                self._tell(person, entry, "a formula stands in the place of an answer", "choose or write the answer")
            elif value := entry.value.strip():
                self._take(found, person, entry, value)
        return found

    def _take(self, found: LeadershipForm, person: Person, entry: Entry, value: str) -> None:
        name = self.question(entry.question)
        asked = self.whole.question_by_id.get(name or "")
        if name == PROGRAM:
            found.program = self._name(person, entry, value)
        elif name and fold(name) in self.ticks:
            self._tick(found, person, entry, value)
        elif asked is None:
            self._tell(person, entry, "there is no such question in this form", "take the row out, or mend its id")
        elif asked.is_fact:
            self._fact(found, person, entry, asked, value)
        elif (answer := self.known.answer(ROLE, asked.id, value)) is None:
            self._tell_unknown(person, entry, asked)
        elif found.answers.setdefault(asked.id, answer) != answer:
            self._tell(person, entry, "it is answered twice, not the same way", "keep one of the two")

    def _name(self, person: Person, entry: Entry, value: str) -> str:
        if len(value) > MAX_NAME or not value.isprintable():
            self._tell(person, entry, "this is no name of a program", f"write it on one line, up to {MAX_NAME} signs")
        return value

    def _tick(self, found: LeadershipForm, person: Person, entry: Entry, value: str) -> None:
        fact, option = self.ticks[fold(entry.question)]
        is_so = None if value.startswith("-") else self.words.get(fold(value))  # folding takes the sign off -1
        if is_so is None:
            self._tell(person, entry, "this is neither yes nor no", "choose one of the two from the list")
        elif is_so:
            self._add(found, fact, {option})

    def _fact(self, found: LeadershipForm, person: Person, entry: Entry, asked: FormQuestion, value: str) -> None:
        if asked.kind == "number":
            if value.isdecimal() and len(value) < 7:  # noqa: PLR2004 - no programme has a million beds
                found.facts[_fact_id(asked.id)] = int(value)
            else:
                self._tell(person, entry, "this is no whole number", "write one, such as 12, or leave it blank")
            return
        values = [self.known.answer(ROLE, asked.id, one) for one in self._parts(asked, value)]
        chosen = {one for one in values if one is not None}
        if len(chosen) < len(values):
            self._tell_unknown(person, entry, asked)
        elif asked.kind == "one" and found.facts.get(_fact_id(asked.id), chosen) != chosen:
            self._tell(person, entry, "it is answered twice, not the same way", "keep one of the two")
        else:
            self._add(found, asked.id, chosen)

    def _parts(self, asked: FormQuestion, value: str) -> Iterable[str]:
        """Take apart several values of one cell: with commas, or with spaces as survey tools write ids."""
        if asked.kind == "one" or self.known.answer(ROLE, asked.id, value):
            return (value,)
        parts = [part.strip() for part in _APART.split(value) if part.strip()]
        return parts if len(parts) > 1 else value.split()

    @staticmethod
    def _add(found: LeadershipForm, fact: str, values: set[str]) -> None:
        before = found.facts.get(_fact_id(fact), frozenset())
        found.facts[_fact_id(fact)] = frozenset(values | (set() if isinstance(before, int) else before))

    def _tell_unknown(self, person: Person, entry: Entry, asked: FormQuestion) -> None:
        instead = "choose one from the list" if entry.where else which_letter(asked)
        self._tell(person, entry, "this is none of the answers in the form", f"{instead}, or leave it blank")

    def _tell(self, person: Person, entry: Entry, what: str, instead: str) -> None:
        """Tell of a cell, or of a row of a table, which is the place itself."""
        where = f"{entry.where}: " if entry.where else ""
        name = self.question(entry.question)
        self.problems.append(Problem(person.place, f"{where}{f'{name}: ' if name else ''}{what}", instead))


def _fact_id(question: str) -> str:
    return question.removeprefix(FACT)
