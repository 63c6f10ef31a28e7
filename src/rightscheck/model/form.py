"""A form: what leadership, staff, or residents are asked, whatever file it is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from string import ascii_lowercase
from typing import Literal

from rightscheck.model.condition import FACT, Condition

Role = Literal["leadership", "staff", "residents"]
ROLES: tuple[Role, ...] = ("leadership", "staff", "residents")
FORM = "form-answers/1"
"""The form of the small file that a filled HTML form saves."""
YES, SOMETIMES, NO, NOT_SURE, SKIP = "yes", "sometimes", "no", "not-sure", "skip"
"""What residents may answer to every question; staff may also say `not-sure` and `skip`."""
LETTERS = tuple(ascii_lowercase)
"""By which answers are named on paper."""
LETTERED: tuple[Role, ...] = ("staff", "leadership")
"""Whose answers are sentences, so that they have letters on paper; residents' are words, and are typed as they are."""
PROGRAM = "program"
"""What the programme's name is called in leadership's form, where other questions have their ids."""


@dataclass(frozen=True, slots=True)
class FormAnswer:
    """One answer that can be ticked."""

    id: str
    text: str
    worth: int | None
    """0 to 100; None where it is not counted (`not-sure`, `skip`, and the answers to facts). Never shown."""
    flag: bool = False
    """Whether it reports a practice that a red flag names. Never shown."""


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """One question of a form."""

    id: str
    """The id of the indicator (`PC-03`, `PC-03-minors`), or of a fact (`fact:housing`)."""
    text: str
    answers: tuple[FormAnswer, ...]
    """In the order in which they are shown, which gives nothing away. Empty for a number."""
    kind: Literal["one", "many", "number"] = "one"
    section: str = ""
    """The heading it stands under: the title of an element, or what the facts are called."""
    relevant: Condition | None = None
    """Facts, asked earlier in the same form, that must hold for the question to be shown. Where such a fact is left
    blank, the question is shown (a variant is not)."""
    is_variant: bool = False

    @property
    def is_fact(self) -> bool:
        """Whether it asks for a fact about the programme."""
        return self.id.startswith(FACT)

    @property
    def letters(self) -> dict[str, str]:
        """The letter of each answer on paper, by the answer's id; answers past the last letter have none.

        It is the letter of its place, as in an answers file, but where an id is a letter itself: that is the letter of
        its answer and of no other, so that whoever types it can mean one thing only. An answer whose letter is taken
        so gets one past those of all places.
        """
        own = {answer.id for answer in self.answers if answer.id in LETTERS}
        spare = iter(letter for letter in LETTERS[len(self.answers) :] if letter not in own)
        found: dict[str, str] = {}
        for place, answer in enumerate(self.answers):
            of_place = LETTERS[place] if place < len(LETTERS) else ""
            found[answer.id] = answer.id if answer.id in own else next(spare, "") if of_place in own else of_place
        return {id: letter for id, letter in found.items() if letter}


@dataclass(frozen=True)
class Form:
    """The questions for one role in one language."""

    role: Role
    language: str
    is_short: bool
    standards: Mapping[str, str]
    """Ids and versions of the standards that the questions come from."""
    questions: tuple[FormQuestion, ...]
    return_to: str = ""
    """Who takes the filled forms, as the form tells it; empty where it does not."""

    @property
    def edition(self) -> str:
        """The standards with their versions in one line: `fnusa-core@1.0.0 safe-horizon@1.0.0`."""
        return " ".join(f"{name}@{version}" for name, version in self.standards.items())

    @cached_property
    def question_by_id(self) -> dict[str, FormQuestion]:
        """The questions by their ids."""
        return {question.id: question for question in self.questions}


@dataclass(frozen=True, slots=True)
class FilledForm:
    """One person's answers, as they were read from a file. Never printed, never written: only counted."""

    source: str
    """The file, and the row where it holds several: `kobo.csv, row 3`."""
    role: Role
    edition: str
    """As in `Form.edition`; empty where the file does not say."""
    month: str
    """2026-11; empty where the file does not say. Nothing finer is read."""
    answers: Mapping[str, str]
    """Answer ids by question id; a question left blank is missing."""
    by_letter: bool = False
    """Whether any of them was given as the letter that a paper shows."""
