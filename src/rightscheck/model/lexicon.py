"""The words of one language that the document reader knows, as they stand in standards/lexicon."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, RootModel, StringConstraints

from rightscheck.model.noun import Noun, Text

ClassId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]


class Told(Noun):
    """How a reading is told: "obligation for *residents*: *turn in phones*"."""

    promise: Text = Field(description="What a sentence is called that keeps a right, up to the people: promise to.")
    rule: Text = Field(description="What one is called that takes a right, though no word of it orders or forbids.")
    burden: Text = Field(description="The same, where it puts something on people.")
    liberty: Text = Field(description="The same, where it limits what they may do.")
    power: Text = Field(description="The same, where it gives others power over them.")
    residents: Text = Field(description="The people, where the sentence names none.")
    pronouns: tuple[Text, ...] = Field(default=(), description="Words for the people that are not repeated: you.")


class Lexicon(Noun):
    """What a word means for our purpose. Whatever depends on the language stands here, not in the engine."""

    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")] = Field(description="Two letters: en, es.")
    stemmer: Text = Field(description="The Snowball stemmer that takes the endings off words: english, spanish.")
    irregular: dict[Text, tuple[Text, ...]] = Field(
        default_factory=dict, description="Forms that no rule of endings leads back: keep: [kept]."
    )
    whole: tuple[Text, ...] = Field(
        default=(), description="Words that keep their ending, since without it they would be another: sino, not sin."
    )
    past: tuple[Text, ...] = Field(
        default=(),
        description="Forms of words that tell of the past, or after a * their endings: había, *aron. Such a word is "
        "found by none of the phrases that have it in another form.",
    )
    contractions: dict[Text, Text] = Field(
        default_factory=dict, description="Short ways of writing, written out: can't: can not."
    )
    abbreviations: tuple[Text, ...] = Field(
        default=(), description="Words whose full stop does not end a sentence, without it: dr, p.m."
    )
    leaning: tuple[Text, ...] = Field(
        default=(), description="Words by which a sentence speaks of what the one before it named: it, those."
    )
    leaning_first: tuple[Text, ...] = Field(
        default=(), description="Words that do so only at the start of a sentence: but, otherwise, they."
    )
    readings: dict[ClassId, Text] = Field(
        default_factory=dict,
        description="Classes whose words order, forbid, or take, and what a reader would call that, up to the people: "
        "must: obligation for.",
    )
    told: Told
    bans: tuple[ClassId, ...] = Field(
        default=(), description="Of the classes in readings, those that take or limit a liberty; the others order."
    )
    negating: tuple[ClassId, ...] = Field(
        default=(), description="Classes whose words may turn a burden round: no, never."
    )
    promising: tuple[ClassId, ...] = Field(default=(), description="Classes whose words promise or leave free.")
    doubtful: tuple[ClassId, ...] = Field(
        default=(),
        description="Classes whose words make it unsure that the house speaks for itself: questions, tales of others.",
    )
    aside: tuple[ClassId, ...] = Field(
        default=(),
        description="Classes whose words in a heading say that what follows is not a rule for residents: definitions, "
        "examples, rules of the past, rules for staff.",
    )
    denials: tuple[ClassId, ...] = Field(
        default=(), description="Classes whose words plainly deny that something is ordered: do not have to."
    )
    taking: tuple[ClassId, ...] = Field(
        default=(), description="Classes whose words say that staff have a thing in hand: we keep your."
    )
    offers: tuple[ClassId, ...] = Field(default=(), description="Classes whose words offer something: is available.")
    allowing: tuple[ClassId, ...] = Field(
        default=(), description="Classes whose words allow something, so that it is no burden: may, if they wish."
    )
    undoing: tuple[ClassId, ...] = Field(
        default=(), description="Classes whose words take back in part what was said: unless, but."
    )
    conditional: tuple[ClassId, ...] = Field(
        default=(), description="Classes whose words, at the start of a sentence, make it speak of a case: if, when."
    )
    staff: tuple[ClassId, ...] = Field(default=(), description="Classes of those who run the house.")
    people: tuple[ClassId, ...] = Field(default=(), description="Classes of those to whom the rules speak.")
    stems: dict[str, str] = Field(
        default_factory=dict, description="What the stemmer makes of words, worked out beforehand; written by a script."
    )
    classes: dict[ClassId, tuple[Text, ...]] = Field(
        min_length=1, description="Phrases that mean one thing for our purpose, by the name that cues call them."
    )


class LexiconTheme(RootModel[dict[ClassId, tuple[Text, ...]]]):
    """More classes for a lexicon, on one theme; a class of the same name is added to."""

    model_config = ConfigDict(frozen=True, defer_build=True)


CueKind = Literal["burden", "liberty", "power", "rule", "promise"]
