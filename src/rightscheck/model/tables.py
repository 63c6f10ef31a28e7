"""Tables that all standards share: facts, rights, sources, funder rules."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from rightscheck.model.noun import CodeId, Noun, SourceId, Text, WordId

Status = Literal["verified", "partly-verified", "unverified"]
"""How far a source was read: in full where cited, only in part, or not at all."""

FactId = Annotated[str, StringConstraints(pattern=r"^[a-z]+(_[a-z]+)*$")]
AsOf = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}(-\d{2})?$")]


class FactOption(Noun):
    """One value that a fact can have."""

    id: WordId
    text: Text


class Fact(Noun):
    """A fact about the programme that decides which questions apply and which funder rules are shown."""

    id: FactId
    question: Text
    kind: Literal["one", "many", "number"] = Field(description="Choose one, tick all that fit, or give a number.")
    options: tuple[FactOption, ...] = ()


class FactsFile(Noun):
    """What stands in facts.yaml."""

    facts: tuple[Fact, ...] = Field(min_length=1)


class Right(Noun):
    """One of the fifteen rights that findings speak of."""

    id: WordId
    title: Text
    says: Text


class RightsFile(Noun):
    """What stands in rights.yaml."""

    rights: tuple[Right, ...] = Field(min_length=1)


class SourceDocument(Noun):
    """A document that a standard is made from."""

    id: SourceId
    title: Text
    publisher: Text
    status: Status
    address: Text | None = None
    note: Text | None = None


class Statement(Noun):
    """One statement of a source document, in our words."""

    id: SourceId
    kind: Literal["practice", "benchmark", "context"] = Field(
        description="practice can be assessed; benchmark is what the publisher does itself; context is background."
    )
    text: Text
    note: Text | None = None


class Reference(Noun):
    """A study, guide or law that is cited beside the source documents."""

    id: SourceId
    title: Text
    address: Text | None = None
    status: Status
    note: Text | None = None


class SourcesFile(Noun):
    """What stands in sources.yaml."""

    documents: tuple[SourceDocument, ...] = ()
    statements: tuple[Statement, ...] = ()
    references: tuple[Reference, ...] = ()


class FunderRule(Noun):
    """A funder's rule or a general law that a practice may collide with."""

    id: CodeId
    citation: Text
    title: Text
    binds: tuple[WordId, ...] = Field(
        min_length=1,
        description="Funders (as in facts.yaml) whose money brings the rule; `everyone` for general law.",
    )
    says: Text
    limits: Text | None = None
    exemption: Text | None = Field(default=None, description="The way out, where one is known.")
    status: Status
    unverified: tuple[Text, ...] = Field(default=(), description="Claims that were not checked; kept apart.")
    read_at: tuple[Text, ...] = Field(min_length=1, description="Where it was read.")
    as_of: AsOf | None = Field(default=None, description="The date of the text or status, if it has one of its own.")


class FunderRulesFile(Noun):
    """What stands in funder-rules.yaml."""

    as_of: AsOf = Field(description="When the rules were read.")
    rules: tuple[FunderRule, ...] = Field(min_length=1)


class Tables(Noun):
    """The shared tables, joined."""

    facts: tuple[Fact, ...]
    rights: tuple[Right, ...]
    sources: SourcesFile
    funder_rules: tuple[FunderRule, ...]
    funder_rules_as_of: str

    @cached_property
    def fact_by_id(self) -> dict[str, Fact]:
        """Facts by id."""
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def right_by_id(self) -> dict[str, Right]:
        """Rights by id."""
        return {right.id: right for right in self.rights}

    @cached_property
    def rule_by_id(self) -> dict[str, FunderRule]:
        """Funder rules by id."""
        return {rule.id: rule for rule in self.funder_rules}

    @cached_property
    def source_by_id(self) -> dict[str, SourceDocument | Statement | Reference | FunderRule]:
        """Everything that can be cited, by id."""
        found: dict[str, SourceDocument | Statement | Reference | FunderRule] = {}
        for group in (
            self.sources.documents,
            self.sources.statements,
            self.sources.references,
            self.funder_rules,
        ):
            found.update({source.id: source for source in group})
        return found


def joined(tables: Iterable[Tables]) -> Tables:
    """Join the tables of several standards: each may bring sources of its own; the others they share."""
    first, *others = tables
    if all(other.sources == first.sources for other in others):
        return first
    everything = [one.sources for one in (first, *others)]
    sources = SourcesFile.model_construct(
        documents=tuple({d.id: d for one in everything for d in one.documents}.values()),
        statements=tuple({s.id: s for one in everything for s in one.statements}.values()),
        references=tuple({r.id: r for one in everything for r in one.references}.values()),
    )
    return first.model_copy(update={"sources": sources})
