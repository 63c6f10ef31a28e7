"""What a person filled in is compared with the forms. Only ids and texts that a form knows are kept of it."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from hashlib import blake2b

from rightscheck.errors import Place, Problem
from rightscheck.model.form import LETTERED, LETTERS, FilledForm, Form, FormQuestion, Role
from rightscheck.read.filled.person import Entry, Formula, Person, fold, inert, month_of

ROLE_NAMES: dict[str, Role] = {
    **dict.fromkeys(("residents", "resident", "residentes", "residente"), "residents"),
    **dict.fromkeys(("staff", "personal"), "staff"),
    **dict.fromkeys(("leadership", "leaders", "direccion"), "leadership"),
}
_BOX = re.compile(r"\s*\(?([a-z0-9])\)\s+", re.IGNORECASE)
"""How an answer may begin that somebody copied with its letter: `b) Sometimes`."""
_BY_NAME = "give it as it was saved"
_ID = re.compile(r"[A-Za-z]{2,4}[-_]\d{1,3}[A-Za-z]?(?:[-_][a-z-]{1,20})?", re.ASCII)
"""What may be shown as the id of a question that is not known. Anything else may be what somebody wrote."""
SHORT_WORD = 2
"""A wrong answer of so many signs is shown: it cannot be a sentence or a name. So is one like an answer's id."""
MOST_ROWS = 20
"""Wrong answers of a file that are told each with its row; more are counted."""
_EDITION = re.compile(r"[a-z0-9-]{1,40}@\d{1,4}(?:\.\d{1,4}){0,2}", re.ASCII)


class Known:
    """The questions and answers of the forms, by what people and programs may call them."""

    def __init__(self, forms: Mapping[Role, Form], others: Iterable[Form] = ()) -> None:
        """Take in the forms.

        Args:
            forms: The whole form of each role.
            others: The same forms in other languages.

        """
        self.forms = forms
        self._questions: dict[str, str] = {}
        self._answers: dict[Role, dict[str, dict[str, str | None]]] = {}
        self._add(forms.values(), others)
        self._add_letters(forms.values())

    def _add(self, forms: Iterable[Form], others: Iterable[Form]) -> None:
        whole = [*forms, *others]
        for form in whole:
            answers = self._answers.setdefault(form.role, {})
            for question in form.questions:
                self._questions[fold(question.id)] = question.id
                known = answers.setdefault(question.id, {})
                for answer in question.answers:
                    known[fold(answer.id)] = answer.id
        for form in whole:
            for question in form.questions:
                self._questions.setdefault(fold(question.text), question.id)
                known = self._answers[form.role][question.id]
                for answer in question.answers:
                    if known.setdefault(fold(answer.text), answer.id) != answer.id:
                        known[fold(answer.text)] = None  # the same words for two answers: neither is meant for sure

    def _add_letters(self, forms: Iterable[Form]) -> None:
        """Take in the letters that the answers have on paper, which are the same in every language."""
        for form in forms:
            if form.role in LETTERED:
                for question in form.questions:
                    known = self._answers[form.role][question.id]
                    for id, letter in question.letters.items():
                        if known.setdefault(letter, id) != id:
                            known[letter] = None  # an answer whose whole text is a letter: neither is meant for sure

    def question(self, name: str) -> str | None:
        """Give the id of the question that a name, or its text, stands for."""
        return self._questions.get(fold(name)) if len(name) < 1_000 else None  # noqa: PLR2004 - no question is so long

    def answer(self, role: Role, question: str, value: str) -> str | None:
        """Give the id of the answer that an id, or a text, stands for; None for one that is not known."""
        known = self._answers.get(role, {}).get(question, {})
        if len(value) > 2_000:  # noqa: PLR2004 - no answer is so long
            return None
        if (found := known.get(fold(value))) or (box := _BOX.match(value)) is None:
            return found
        named, told = known.get(fold(box[1])), known.get(fold(value[box.end() :]))
        return told if named in (None, told) else None  # the letter of one answer with the text of another

    def has(self, role: Role, question: str) -> bool:
        """Whether the form of a role asks a question."""
        return question in self._answers.get(role, {})

    def fitting(self, person: Person) -> list[Role]:
        """Give the roles in whose form all that the person answered is known; those with the most, where none is."""
        fits = {role: sum(self._fits(role, entry) for entry in person.entries) for role in self.forms}
        most = max(fits.values(), default=0)
        return [role for role, number in fits.items() if number == most and most]

    def _fits(self, role: Role, entry: Entry) -> bool:
        name = self.question(entry.question)
        return name is not None and isinstance(entry.value, str) and bool(self.answer(role, name, entry.value))


@dataclass(slots=True)
class Told:
    """Problems, each told once for a file, with the number of places it was met at.

    None of them repeats what a person wrote, and none of those with an answer says in which row of a table it stands;
    but a letter typed from a staff member's paper is told with its row, where it is none of those on the paper.
    """

    places: dict[tuple[str, str], list[Place]] = field(default_factory=dict)
    unknown: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """Answers that no form knows, by file, question, and what to do."""
    rows: list[Problem] = field(default_factory=list)
    """Wrong letters in rows that somebody typed from paper, who can look at the paper again."""

    def add(self, place: Place, what: str, instead: str) -> None:
        """Tell a problem, at one more place if it is told already."""
        self.places.setdefault((what, instead), []).append(place)

    def problems(self) -> Iterator[Problem]:
        """Give the problems of the file."""
        yield from self.rows
        for (path, question, instead), number in self.unknown.items():
            are = "1 answer is none of those in the form, and is left out"
            if number > 1:
                are = f"{number} answers are none of those in the form, and are left out"
            yield Problem(Place(path), f"{question}: {are}", instead)
        for (what, instead), places in self.places.items():
            more = len(places) - 1
            also = f" (and {more} more time{'s' if more > 1 else ''} in this file)" if more else ""
            yield Problem(min(places), f"{what}{also}", instead)


def match(
    people: Iterable[Person], known: Known, role: Role | None, seen: dict[str, str]
) -> tuple[list[FilledForm], list[Problem]]:
    """Compare the people of one file with the forms.

    Args:
        people: What they filled in.
        known: The forms.
        role: Whose forms they are where they do not say so themselves.
        seen: Marks of the forms that were read so far, with their sources; it is added to.

    """
    told = Told()
    forms = [form for person in people if (form := _form(person, known, role, seen, told)) is not None]
    return forms, list(told.problems())


def _form(person: Person, known: Known, hint: Role | None, seen: dict[str, str], told: Told) -> FilledForm | None:
    found = _role(person, known, hint, told)
    if found is None or not is_of_edition(person, known.forms[found], told):
        return None
    if _is_twin(person, known, found, seen, told):
        return None
    answers = _answers(person, known, found, told)
    if not answers:
        told.add(person.place, "no question of this form is answered, so that it is not counted", "leave it out")
        return None
    for mark in person.marks:
        seen[mark] = person.source
        seen[f"answers of {mark}"] = _digest(answers)
    return FilledForm(person.source, found, person.edition, _month(person, told), answers, _by_letter(person, found))


def _by_letter(person: Person, role: Role) -> bool:
    values = (entry.value for entry in person.entries)
    return role in LETTERED and any(isinstance(value, str) and fold(value) in LETTERS for value in values)


def _is_twin(person: Person, known: Known, role: Role, seen: Mapping[str, str], told: Told) -> bool:
    """Whether the form was read before: as it stands here, or with other answers."""
    mark = next((mark for mark in person.marks if mark in seen), None)
    if mark is None:
        return False
    if seen.get(f"answers of {mark}") == _digest(_answers(person, known, role, Told())):
        what, instead = f"this is the form that stands in {seen[mark]} too, and is counted once", "take one away"
    else:
        what = f"this form and the one in {seen[mark]} are copies of one form, but their answers differ"
        what += ", so that this one, which comes later by name, is left out"
        instead = "keep the one that is meant, and take the other away"
    told.add(person.place, what, instead)
    return True


def _digest(answers: Mapping[str, str]) -> str:
    return blake2b(repr(sorted(answers.items())).encode(), digest_size=16).hexdigest()


def _role(person: Person, known: Known, hint: Role | None, told: Told) -> Role | None:
    if person.role:
        found = ROLE_NAMES.get(fold(person.role))
        if found is None:
            told.add(person.place, "the role that this form names is not known", "write residents or staff as its role")
        elif found == "leadership":
            what = "this is leadership's form, which is not counted"
            name = shlex.quote(person.place.path)
            told.add(person.place, what, f"make an answers file of it: rightscheck collect {name} -o answers.yaml")
            return None
        return found
    if hint is not None:
        return hint
    fitting = known.fitting(person)
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        what = "this form does not say whether a resident or a staff member filled it in"
        told.add(person.place, what, "add --role residents or --role staff")
    else:
        told.add(person.place, "no answer in this form is known, so that it is not counted", _BY_NAME)
    return None


def is_of_edition(person: Person, form: Form, told: Told) -> bool:
    """See that the form was made from the standards that are at hand; tell where it was not.

    A new patch of a version changes no question.
    """
    for part in person.edition.replace(",", " ").split():
        name, _, version = part.partition("@")
        here = form.standards.get(name)
        if here is None:
            if not _EDITION.fullmatch(part):
                told.add(person.place, "this form does not say its edition as forms do, and is left out", _BY_NAME)
                return False
            what = f"this form was made from '{part}' too, and is left out"
            told.add(person.place, what, f"add --standard {name}, or collect it by itself")
            return False
        if version and version.rpartition(".")[0] != here.rpartition(".")[0]:
            shown = f", '{part}'," if _EDITION.fullmatch(part) else ""
            what = f"this form is of another edition{shown} and is left out: {name} {here} is installed"
            told.add(person.place, what, "ask with the form of today, or collect it with the version that made it")
            return False
    return True


def _answers(person: Person, known: Known, role: Role, told: Told) -> dict[str, str]:
    answers: dict[str, str] = {}
    unsure: set[str] = set()
    file = Place(person.place.path)
    for entry in person.entries:
        if isinstance(entry.value, str) and not entry.value.strip():
            continue
        name = known.question(entry.question)
        if name is None or not known.has(role, name):
            named = f" '{entry.question}'" if _ID.fullmatch(entry.question) else " of a name that stands here"
            what = f"the form of the {role} has no question{named}, and its answer is left out"
            told.add(file, what, "check that it is the right form")
        elif isinstance(entry.value, Formula):
            where = f"{entry.where}: " if entry.where else ""
            what = f"{where}{name}: a formula stands in the place of an answer, and is left out"
            told.add(file, what, "choose the answer from the list")
        elif (answer := known.answer(role, name, entry.value)) is None:
            _tell_unknown(told, person, known.forms[role], name, entry.value)
        elif answers.setdefault(name, answer) != answer:
            unsure.add(name)
    for name in sorted(unsure):
        told.add(file, f"{name} is answered twice, not the same way, and is left out", "keep one of the two")
        del answers[name]
    return answers


def _tell_unknown(told: Told, person: Person, form: Form, name: str, value: str) -> None:
    """Tell of an answer that no form knows: with its row and the word only where it was typed from paper in letters."""
    question = form.question_by_id.get(name)
    is_typed = bool(person.place.line) and not person.marks
    if question is None or not is_typed or form.role not in LETTERED or len(told.rows) >= MOST_ROWS:
        listed = f": {', '.join(answer.id for answer in question.answers)}" if question and is_typed else ""
        told.unknown[person.place.path, name, f"choose one of the answers in the form{listed}"] += 1
        return
    what = f"{name}: {shown_word(value, question)} is none of the answers in the form, and is left out"
    told.rows.append(Problem(person.place, what, which_letter(question)))


def shown_word(value: str, question: FormQuestion) -> str:
    """Give a wrong answer as it may be shown: only where it is like a letter or an id, and can be nobody's remark."""
    word = inert(value)
    ids = [fold(answer.id) for answer in question.answers]
    return f"'{word}'" if len(word) <= SHORT_WORD or get_close_matches(fold(value), ids, n=1) else "what stands here"


def which_letter(question: FormQuestion) -> str:
    """Say which letters a question takes."""
    letters = list(question.letters.values())
    if letters == list(LETTERS[: len(letters)]):
        return f"write a letter from a to {letters[-1]}, as on the paper"
    return f"write one of the letters {', '.join(letters)}, as on the paper"


def _month(person: Person, told: Told) -> str:
    month = month_of(person.month)
    if person.month and not month:
        what = "what stands here for the month is none, and is left out"
        told.add(Place(person.place.path), what, "write it as 2026-11")
    return month
