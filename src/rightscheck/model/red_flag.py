"""A red flag: a house practice that takes a right away, with its reason, its remedy, and its examples."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from rightscheck.model.citation import Citations
from rightscheck.model.condition import Condition
from rightscheck.model.noun import CodeId, Noun, SourceId, Text, WordId

Tier = Literal["core", "stop", "fix"]
Direction = Literal["forbids", "silent", "allows", "requires", "requires-unless", "context"]
Effort = Literal["today", "30-days", "needs-money"]
TIER_ORDER: dict[Tier, int] = {"core": 0, "stop": 1, "fix": 2}
"""The gravest first."""
EXAMPLES_AT_LEAST = 2


class Worry(Noun):
    """What staff fear when this rule goes, and a calm answer."""

    fear: Text
    answer: Text


class FunderLink(Noun):
    """What one funder's rule says about this practice. Always a second note, never the standard."""

    rule: CodeId = Field(description="Id in funder-rules.yaml.")
    direction: Direction = Field(
        description="Does the rule forbid the practice, say nothing, allow it, require it, require it unless "
        "another law forbids, or only bear on the matter (context)?"
    )
    note: Text = Field(description="What the rule says about this practice, and its limits.")


class Cues(Noun):
    """By which words the document reader finds the practice; how they are written: docs/detector.md."""

    burdens: tuple[Text, ...] = Field(
        default=(), description="What is put on a resident: it takes the right when it is required: hand in & {phone}."
    )
    liberties: tuple[Text, ...] = Field(
        default=(), description="What is theirs: it takes the right when it is forbidden, limited, or earned."
    )
    powers: tuple[Text, ...] = Field(default=(), description="What staff do to them: {staff} & read your messages.")
    rules: tuple[Text, ...] = Field(default=(), description="What takes the right wherever it is said: curfew is.")
    promises: tuple[Text, ...] = Field(default=(), description="What keeps the right wherever it is said.")


class Examples(Noun):
    """Sentences of the kind that stands in handbooks."""

    flags: tuple[Text, ...] = Field(min_length=EXAMPLES_AT_LEAST, description="Sentences that take the right away.")
    passes: tuple[Text, ...] = Field(
        min_length=EXAMPLES_AT_LEAST, description="Near misses that must not raise the flag."
    )


class Prevalence(Noun):
    """How often the practice was found in a study; null until the figure has been read."""

    source: SourceId
    value: float | None = None
    note: Text


class FlagVariant(Noun):
    """What to do instead where a variant of a question raised the flag, such as the one for minors."""

    for_: WordId = Field(alias="for", description="Whom it is for, as in the variants of the questions.")
    instead: Text
    sample_wording: Text


class RedFlag(Noun):
    """One red flag. Its id is a word that names the problem; the file is named after it."""

    id: WordId
    number: CodeId = Field(description="RF-NN, for tables and talk.")
    title: Text = Field(description="The problem in a few words, without blame.")
    tier: Tier = Field(description="core and stop flags cap the level; fix: change within a set time.")
    right: WordId | None = Field(description="The right it takes, as in rights.yaml; null for a flag by absence.")
    practice: Text = Field(description="What is done.")
    harm: Text = Field(description="Why it hurts, in two or three sentences.")
    instead: Text = Field(description="What to do instead.")
    sample_wording: Text = Field(description="Policy text to paste into a handbook.")
    variants: tuple[FlagVariant, ...] = Field(
        default=(), description="Other advice and wording where a variant of a question raised the flag."
    )
    effort: Effort = Field(description="today, within 30 days, or only with money.")
    staff_worry: Worry
    on_a_visit: tuple[Text, ...] = Field(min_length=1, description="What a trainer asks or asks to see.")
    not_a_flag: tuple[Text, ...] = Field(min_length=1, description="What looks like it and is fine.")
    present: Condition = Field(description="The flag is present when this holds.")
    caution: Condition | None = Field(default=None, description="Otherwise, it is at caution when this holds.")
    funder_rules: tuple[FunderLink, ...] = ()
    cues: Cues
    examples: Examples
    prevalence: Prevalence | None = None
    sources: Citations = Field(min_length=1)
