"""A standard (a rule pack): elements, indicators, red flags, levels, and the tables they share."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from rightscheck.model.citation import Citations
from rightscheck.model.condition import RESERVED_ANSWERS, AnswerTest, Condition, Flag
from rightscheck.model.noun import CodeId, Noun, SourceId, Text, WordId
from rightscheck.model.red_flag import RedFlag, Tier
from rightscheck.model.tables import Tables

Version = Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]


class Option(Noun):
    """One answer that can be chosen."""

    id: WordId = Field(description="A word or two that names the answer; unique within the question.")
    text: Text = Field(description="The answer as people read it.")
    worth: int = Field(ge=0, le=100, description="0 (takes the right away) to 100 (keeps it).")
    flag: Flag | None = Field(default=None, description="The level at which this answer raises a red flag.")
    asserts: Literal["upholds", "violates"] | None = Field(
        default=None,
        description="Whether this answer says that the indicator's rights are kept or taken; a document may disagree.",
    )
    only_when: Condition | None = Field(
        default=None,
        description="Facts this answer rests on; if they say otherwise, the report asks for a second look.",
    )

    @model_validator(mode="after")
    def _not_reserved(self) -> Self:
        if self.id in RESERVED_ANSWERS:
            raise ValueError(f"'{self.id}' is an answer that every question has; give this option another id")
        return self


class ResidentQuestion(Noun):
    """The same matter, asked of residents in plainer words."""

    text: Text = Field(description="The question, at Flesch-Kincaid grade 6.5 or less.")
    good: tuple[Text, ...] = Field(min_length=1, description="The answers that say the right is kept.")
    short_form: bool = Field(default=False, description="Part of the short form for residents.")
    extras: dict[str, Text] = Field(
        default={},
        description="Words to show for the answers in `good` other than yes and no, by their ids (was-not-asked); "
        "left out, the answers themselves.",
    )

    @property
    def further_answers(self) -> dict[str, str]:
        """The answers in `good` other than yes and no: their ids (`was-not-asked`) and the words to show."""
        others = {answer_id(answer): answer for answer in self.good if answer not in ("yes", "no")}
        return {id_: self.extras.get(id_, answer) for id_, answer in others.items()}


def answer_id(answer: str) -> str:
    """Give the id of an answer that is written out: lower case, with hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", answer.lower()))


class Variant(Noun):
    """The same practice, asked another way where the facts call for it, such as for minors."""

    for_: WordId = Field(alias="for", description="Whom it is for; becomes the end of the id: PC-05-minors.")
    when: Condition = Field(description="Facts that must hold; while a fact is not stated, it is not asked.")
    title: Text
    see: Text
    question: Text
    options: tuple[Option, ...] = Field(min_length=2)
    evidence: tuple[Text, ...] = Field(min_length=1)
    resident_question: ResidentQuestion | None = None


class Indicator(Noun):
    """One practice that can be seen, and the question that asks about it."""

    id: CodeId = Field(description="The code of the indicator; the file is named after it.")
    title: Text = Field(description="The practice as it should be, in a few words.")
    element: WordId = Field(description="Id of the element it belongs to, as in standard.yaml.")
    rights: tuple[WordId, ...] = Field(
        default=(), description="The rights, as in rights.yaml, that its answers say something of."
    )
    weight: int = Field(
        ge=1, le=3, description="3 touches liberty, safety or consent; 2 is strong practice; 1 supports."
    )
    see: Text = Field(description="What a visitor would see where the right is kept.")
    applies_when: Condition | None = Field(
        default=None, description="Facts that must hold. While a fact is not stated, the question is asked."
    )
    not_applicable: Literal["never", "with-reason"] = Field(
        default="never", description="Whether `not-applicable` may be answered, with a reason."
    )
    question: Text = Field(description="The question to staff, at Flesch-Kincaid grade 8.0 or less.")
    options: tuple[Option, ...] = Field(
        min_length=2, description="In the order in which they are shown, which should not give the best away."
    )
    evidence: tuple[Text, ...] = Field(min_length=1, description="Papers and records that would show it.")
    resident_question: ResidentQuestion | None = None
    variants: tuple[Variant, ...] = ()
    sources: Citations = Field(min_length=1, description="What the indicator rests on.")

    @property
    def base_id(self) -> str:
        """The id of the indicator that this one is a variant of, or its own."""
        return self.id

    @property
    def is_variant(self) -> bool:
        """Whether this is another way of asking what an indicator asks."""
        return self.base_id != self.id

    @cached_property
    def option_by_id(self) -> dict[str, Option]:
        """The options by their ids."""
        return {option.id: option for option in self.options}

    @model_validator(mode="after")
    def _options_differ(self) -> Self:
        for name, options in (("", self.options), *((v.for_, v.options) for v in self.variants)):
            ids = [option.id for option in options]
            twice = sorted({i for i in ids if ids.count(i) > 1})
            if twice:
                where = f" of variant '{name}'" if name else ""
                raise ValueError(f"two options{where} are called '{twice[0]}'; give one of them another id")
        return self


class Variation(Indicator):
    """A variant, unfolded into an indicator of its own."""

    id: Text
    variant_of: Text

    @property
    def base_id(self) -> str:
        """The id of the indicator that this one is a variant of."""
        return self.variant_of


def unfold(indicator: Indicator) -> tuple[Indicator, ...]:
    """Give the indicator and, as indicators of their own, its variants."""
    return (
        indicator,
        *(
            Variation.model_construct(
                id=f"{indicator.id}-{variant.for_}",
                variant_of=indicator.id,
                title=variant.title,
                element=indicator.element,
                rights=indicator.rights,
                weight=indicator.weight,
                see=variant.see,
                applies_when=variant.when,
                not_applicable=indicator.not_applicable,
                question=variant.question,
                options=variant.options,
                evidence=variant.evidence,
                resident_question=variant.resident_question,
                sources=indicator.sources,
            )
            for variant in indicator.variants
        ),
    )


class Element(Noun):
    """A part of a standard with a score of its own."""

    id: WordId
    title: Text
    says: Text = Field(description="What this element asks for, in two or three sentences.")
    weight: int = Field(default=1, ge=1, le=10, description="Its weight in the standard's score.")
    sources: Citations = Field(min_length=1)


class Requirement(Noun):
    """One thing a level asks for. Exactly one key is given. Judged on the low end of every interval."""

    flags_absent: tuple[Tier, ...] | None = Field(
        default=None, min_length=1, description="No red flag of these tiers is present, or could be."
    )
    cautions_absent: tuple[Tier, ...] | None = Field(
        default=None, min_length=1, description="No red flag of these tiers is at caution, or could be."
    )
    score_at_least: int | None = Field(default=None, ge=1, le=100, description="Low end of each standard's score.")
    each_element_at_least: int | None = Field(
        default=None, ge=1, le=100, description="Low end of each element's score."
    )

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if sum(getattr(self, name) is not None for name in type(self).model_fields) != 1:
            raise ValueError("a requirement has exactly one key; write each requirement as a list item of its own")
        return self


class Level(Noun):
    """A rung of the ladder."""

    id: WordId
    title: Text
    meaning: Text = Field(description="What this level says about a programme, without praise or blame.")
    requires: tuple[Requirement, ...] = ()


class StandardHead(Noun):
    """What stands in standard.yaml."""

    id: WordId = Field(description="The id of the standard; its folder is named after it.")
    title: Text
    short_title: Text = Field(description="A title that fits a table cell.")
    version: Version = Field(description="major.minor.patch. A change of questions or options raises minor.")
    publisher: Text = Field(description="Who wrote these files.")
    standard_of: Text = Field(description="Whose published statements the files are made from.")
    relation: Text = Field(description="What the publisher may and may not claim about that body.")
    about: Text = Field(description="What the standard covers, in two or three sentences.")
    documents: tuple[SourceId, ...] = Field(min_length=1, description="The documents it is made from.")
    elements: tuple[Element, ...] = Field(min_length=1)
    levels: tuple[Level, ...] = Field(min_length=2, description="The ladder, lowest rung first.")


class Standard(StandardHead):
    """A whole standard, as it is assessed against."""

    indicators: tuple[Indicator, ...]
    """All indicators with their variants unfolded, in the order of elements, then of ids."""
    red_flags: tuple[RedFlag, ...]
    """By number."""
    tables: Tables
    """Facts, rights, sources and funder rules that the standards share."""

    # Loaded standards are compared and cached by identity: hashing hundreds of texts would cost more than assessing.
    __hash__ = object.__hash__
    __eq__ = object.__eq__

    @property
    def own_indicators(self) -> tuple[Indicator, ...]:
        """The indicators without their variants: what a count of indicators counts."""
        return tuple(indicator for indicator in self.indicators if not indicator.is_variant)

    @cached_property
    def indicator_by_id(self) -> dict[str, Indicator]:
        """All indicators and variants by their ids."""
        return {indicator.id: indicator for indicator in self.indicators}


Questions = Mapping[str, Sequence[Indicator]]
"""The questions that a test may name: by `PC-03` within its standard, by `standard/PC-03` from another.

Each name stands for the indicator and, after it, its variants.
"""


def answer_tables(test: AnswerTest, questions: Questions) -> list[tuple[str, dict[str, bool]]]:
    """Tell for each question a test looks at, and each of its options, whether the test holds.

    A test of `raises` or `worth_below` covers the variants too; a test of named options only the
    indicator itself, since a variant has options of its own. Empty when the question is not at hand.
    """
    asked = questions.get(test.answer, ())
    if test.is_ is not None or test.in_ is not None:
        asked = asked[:1]
    return [(one.id, {option.id: _holds(test, option) for option in one.options}) for one in asked]


def _holds(test: AnswerTest, option: Option) -> bool:
    if test.raises is not None:
        return option.flag in ("present", test.raises)
    if test.worth_below is not None:
        return option.worth < test.worth_below
    return option.id == test.is_ or option.id in (test.in_ or ())


def questions_of(standards: Sequence[Standard], home: Standard) -> Questions:
    """Gather the questions that the red flags of `home` may name while `standards` are at hand."""
    found: dict[str, list[Indicator]] = {}
    for standard in standards:
        for indicator in standard.indicators:
            if standard is home:
                found.setdefault(indicator.base_id, []).append(indicator)
            found.setdefault(f"{standard.id}/{indicator.base_id}", []).append(indicator)
    return found
