"""A programme's answers, as they stand in an answers file and as the engine uses them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from rightscheck.errors import Place
from rightscheck.model.noun import CodeId, Noun, Text, WordId
from rightscheck.model.standard import Version

FORMAT = "answers/1"
Date = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}(-\d{2})?$")]


class Evidence(Noun):
    """What backs an answer up. It is named or quoted, never copied in.

    Grade 1 (written): `paper`, or `quote` with the `file` it stands in. Grade 2 (recorded): `record`,
    which shows that it was done in the last 12 months.
    """

    paper: Text | None = Field(default=None, description="A paper that says so: Resident handbook, page 4.")
    record: Text | None = Field(
        default=None, description="A record that shows it was done in the last 12 months: exit log 2026."
    )
    quote: Text | None = Field(default=None, description="A passage of a policy file, word for word.")
    file: Text | None = Field(default=None, description="The policy file that the quote stands in.")

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        kinds = [kind for kind in (self.paper, self.record, self.quote) if kind]
        if len(kinds) != 1:
            raise ValueError("each piece of evidence is one of `paper`, `record`, or `quote` with `file`")
        if bool(self.quote) != bool(self.file):
            raise ValueError("`quote` and `file` go together: the words, and the file they stand in")
        return self

    @property
    def grade(self) -> int:
        """1 when it is written down, 2 when a record shows it was done."""
        return 2 if self.record else 1

    @property
    def text(self) -> str:
        """The evidence as one line of text."""
        return self.paper or self.record or f"“{self.quote}” ({self.file})"


def _evidence(value: object) -> object:
    """Let a bare text stand for a named paper."""
    return {"paper": value} if isinstance(value, str) else value


def _pieces(value: object) -> object:
    """Let nothing, or a single piece, stand for the list."""
    if value is None:
        return ()
    return value if isinstance(value, list) else [value]


class AnswerEntry(Noun):
    """What stands under a question's key in an answers file."""

    answer: Text | None = Field(default=None, description="An option's id or letter, unknown, or not-applicable.")
    note: Text | None = Field(default=None, description="A remark. No names, no contact data.")
    reason: Text | None = Field(default=None, description="Why the question does not apply.")
    required_by: CodeId | None = Field(
        default=None,
        alias="required-by",
        description="The funder rule that makes you do this, such as FR-16.",
    )
    change_by: Date | None = Field(
        default=None, alias="change-by", description="The date by which you mean to have changed this."
    )
    evidence: Annotated[
        tuple[Annotated[Evidence, BeforeValidator(_evidence, json_schema_input_type=str | Evidence)], ...],
        BeforeValidator(_pieces, json_schema_input_type=str | list[str | Evidence] | None),
    ] = Field(default=(), description="What backs the answer up: named papers, records, or quoted passages.")


def _entry(value: object) -> object:
    """Let a bare answer, or nothing at all, stand for an entry."""
    return {"answer": value} if value is None or isinstance(value, str) else value


class AnswersFile(Noun):
    """What stands in an answers file."""

    rightscheck: Literal["answers/1"] = Field(description="The form of this file.")
    program: Text | None = Field(default=None, description="The name of the programme, for the report's title.")
    date: Date | None = Field(default=None, description="When the answers were given: 2026-11 or 2026-11-21.")
    standards: dict[WordId, Version] = Field(min_length=1, description="The standards answered, with versions.")
    facts: dict[str, str | int | tuple[str, ...] | None] = Field(default={}, description="Facts about the programme.")
    answers: dict[
        str, Annotated[AnswerEntry, BeforeValidator(_entry, json_schema_input_type=str | AnswerEntry | None)]
    ] = Field(default={}, description="The answers, by the id of the question.")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, checked against its question.

    `choice` is an option id, `unknown`, `not-applicable`, or None when nothing was answered.
    """

    choice: str | None
    note: str = ""
    reason: str = ""
    required_by: str | None = None
    change_by: str | None = None
    evidence: tuple[Evidence, ...] = ()
    place: Place | None = None

    @property
    def grade(self) -> int:
        """The evidence grade: 0 said, 1 written, 2 recorded."""
        return max((piece.grade for piece in self.evidence), default=0)


UNANSWERED = Answer(None)


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """All answers of one programme's leadership, checked against the standards they answer."""

    answers: Mapping[str, Answer]
    """By the id of the question. A question without an entry is unanswered."""
    facts: Mapping[str, frozenset[str] | int] = field(default_factory=dict)
    """Stated facts only: the values ticked, or a number."""
    program: str = ""
    date: str = ""
    path: str = ""
    standards: Mapping[str, str] = field(default_factory=dict)
    """Ids and versions of the standards that the sheet says it answers."""
