"""Translations: which texts of a standard are translated, by what path, and the files that hold them.

Each `turn_…` function below walks the texts of one noun and gives the noun with other texts. The same walk
lists the texts, so that what is asked of a translator and what is shown can never be two things.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, cast

from pydantic import Field, StringConstraints

from rightscheck.model.noun import Noun, Text
from rightscheck.model.red_flag import Cues, Examples, RedFlag
from rightscheck.model.standard import Indicator, ResidentQuestion, StandardHead, Variant
from rightscheck.model.tables import FactsFile, FunderRulesFile, RightsFile, SourcesFile

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

N = TypeVar("N", bound=Noun)
H = TypeVar("H", bound=StandardHead)
D = TypeVar("D", bound="DataclassInstance")
Turn = Callable[[str, str], str]
"""Given the path of a text (`options.set-hour`) and the English text, gives the text to show."""
ENGLISH = "en"
"""The language that standards are written in."""
LANGUAGE = "language"
"""The one field of fixed words that is no text to show: the code of their language."""

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}$")]


def digest(text: str) -> str:
    """Give the mark by which a translation knows its English text again: eight hexadecimal digits.

    White space is folded, so that a text may be wrapped anew.
    """
    return blake2b(" ".join(text.split()).encode()).hexdigest()[:8]


# The files of a translator

WordList = tuple[Text | None, ...]
Words = Text | WordList | dict[str, Text | WordList | None] | None
"""A text, several, or either of them by name."""


class LocaleFile(Noun):
    """What every file of translated texts has. A text that is left empty is shown in English."""

    reviewed_by: Text | None = Field(
        description="Who, with the language as their own, has read every text in this file: a name or initials and "
        "a month. Until then: null."
    )
    made_from: dict[str, Digest] = Field(
        default={},
        description="For each text, the mark of the English text that it was made from. Written by "
        "rightscheck standards translate LANG --stamp.",
    )


class AskedTexts(Noun):
    """The texts of one way to ask a question."""

    title: Text | None = None
    see: Text | None = None
    question: Text | None = None
    options: dict[str, Text | None] | None = Field(default=None, description="By the id of the option.")
    evidence: tuple[Text | None, ...] | None = Field(default=None, description="As many as in English, in that order.")
    resident_question: ResidentTexts | None = None


class ResidentTexts(Noun):
    """A question to residents, and its answers other than yes and no."""

    text: Text | None = None
    extras: dict[str, Text | None] | None = Field(
        default=None, description="By the English answer in lower case with hyphens: was-not-asked."
    )


class IndicatorTexts(AskedTexts, LocaleFile):
    """The texts of an indicator."""

    variants: dict[str, AskedTexts] | None = Field(default=None, description="By whom the variant is for: minors.")


class FlagVariantTexts(Noun):
    """The advice of a red flag for a variant."""

    instead: Text | None = None
    sample_wording: Text | None = None


class WorryTexts(Noun):
    """What staff fear, and the answer."""

    fear: Text | None = None
    answer: Text | None = None


class ExampleTexts(Noun):
    """Sentences as houses write them in this language. They are not a translation."""

    flags: tuple[Text, ...] | None = Field(default=None, description="Three to five sentences that take the right.")
    passes: tuple[Text, ...] | None = Field(default=None, description="Three to five near misses that do not.")


class PrevalenceTexts(Noun):
    """The note on how often the practice was found."""

    note: Text | None = None


class RedFlagTexts(LocaleFile):
    """The texts of a red flag."""

    title: Text | None = None
    practice: Text | None = None
    harm: Text | None = None
    instead: Text | None = None
    sample_wording: Text | None = None
    variants: dict[str, FlagVariantTexts] | None = Field(default=None, description="By whom the variant is for.")
    staff_worry: WorryTexts | None = None
    on_a_visit: tuple[Text | None, ...] | None = None
    not_a_flag: tuple[Text | None, ...] | None = None
    funder_rules: dict[str, Text | None] | None = Field(
        default=None, description="By the id of the rule; a rule that is linked a second time is FR-03/2."
    )
    cues: Cues | None = Field(
        default=None,
        description="By which words documents in this language are read, over the classes of its lexicon. They are "
        "written for the language, not translated.",
    )
    examples: ExampleTexts | None = None
    prevalence: PrevalenceTexts | None = None


class ElementTexts(Noun):
    """The texts of an element or a right."""

    title: Text | None = None
    says: Text | None = None


class LevelTexts(Noun):
    """The texts of a level."""

    title: Text | None = None
    meaning: Text | None = None


class StandardTexts(LocaleFile):
    """The texts of a standard.yaml."""

    title: Text | None = None
    short_title: Text | None = None
    relation: Text | None = None
    about: Text | None = None
    elements: dict[str, ElementTexts] | None = None
    levels: dict[str, LevelTexts] | None = None


class FactTexts(Noun):
    """The texts of a fact."""

    question: Text | None = None
    options: dict[str, Text | None] | None = None


class FactsTexts(LocaleFile):
    """The texts of facts.yaml."""

    facts: dict[str, FactTexts] | None = None


class RightsTexts(LocaleFile):
    """The texts of rights.yaml."""

    rights: dict[str, ElementTexts] | None = None


class FunderRuleTexts(Noun):
    """The texts of a funder's rule."""

    title: Text | None = None
    says: Text | None = None
    limits: Text | None = None
    exemption: Text | None = None
    unverified: tuple[Text | None, ...] | None = None


class FunderRulesTexts(LocaleFile):
    """The texts of funder-rules.yaml."""

    rules: dict[str, FunderRuleTexts] | None = None


class SourceTexts(Noun):
    """The texts of a source. Titles stay as they were published."""

    text: Text | None = None
    note: Text | None = None


class SourcesTexts(LocaleFile):
    """The texts of a sources.yaml."""

    statements: dict[str, SourceTexts] | None = None
    documents: dict[str, SourceTexts] | None = None
    references: dict[str, SourceTexts] | None = None


class WordsTexts(LocaleFile):
    """The fixed words of a form, of the interview, or of a report on documents, which no standard holds."""

    words: dict[str, Words] | None = None


LOCALE_FILES: dict[str, type[LocaleFile]] = {
    "standard": StandardTexts,
    "indicator": IndicatorTexts,
    "red-flag": RedFlagTexts,
    "facts": FactsTexts,
    "rights": RightsTexts,
    "funder-rules": FunderRulesTexts,
    "sources": SourcesTexts,
    "words": WordsTexts,
}
"""By the kind of what they translate."""


# The walks


def texts_of(walk: Callable[[N, Turn], N], noun: N) -> dict[str, str]:
    """List the English texts of a noun by their paths, in the order of its file."""
    found: dict[str, str] = {}

    def note(path: str, english: str) -> str:
        found[path] = english
        return english

    walk(noun, note)
    return found


def texts_of_words(words: DataclassInstance) -> dict[str, str]:
    """List the texts of fixed words by their paths."""
    found: dict[str, str] = {}
    turn_words(words, found.setdefault)
    return found


def turn_indicator(indicator: Indicator, turn: Turn) -> Indicator:
    """Give an indicator, and the variants in it, with other texts."""
    return renewed(
        indicator,
        **_asked(indicator, "", turn),
        variants=tuple(renewed(v, **_asked(v, f"variants.{v.for_}.", turn)) for v in indicator.variants),
    )


def _asked(asked: Indicator | Variant, at: str, turn: Turn) -> dict[str, Any]:
    return {
        **_plain(asked, ("title", "see", "question"), at, turn),
        "options": tuple(renewed(o, text=turn(f"{at}options.{o.id}", o.text)) for o in asked.options),
        "evidence": _list(asked.evidence, f"{at}evidence", turn),
        "resident_question": _residents(asked.resident_question, f"{at}resident_question.", turn),
    }


def _residents(asked: ResidentQuestion | None, at: str, turn: Turn) -> ResidentQuestion | None:
    if asked is None:
        return None
    text = turn(f"{at}text", asked.text)
    extras = {answer: turn(f"{at}extras.{answer}", english) for answer, english in asked.further_answers.items()}
    return renewed(asked, text=text, extras=extras)


def turn_flag(flag: RedFlag, turn: Turn) -> RedFlag:
    """Give a red flag with other texts. Its examples stay: they are written for each language."""
    return renewed(
        flag,
        **_plain(flag, ("title", "practice", "harm", "instead", "sample_wording"), "", turn),
        variants=tuple(
            renewed(v, **_plain(v, ("instead", "sample_wording"), f"variants.{v.for_}.", turn)) for v in flag.variants
        ),
        staff_worry=renewed(flag.staff_worry, **_plain(flag.staff_worry, ("fear", "answer"), "staff_worry.", turn)),
        on_a_visit=_list(flag.on_a_visit, "on_a_visit", turn),
        not_a_flag=_list(flag.not_a_flag, "not_a_flag", turn),
        funder_rules=tuple(
            renewed(link, note=turn(f"funder_rules.{key}", link.note))
            for key, link in zip(_counted(link.rule for link in flag.funder_rules), flag.funder_rules, strict=True)
        ),
        prevalence=flag.prevalence
        and renewed(flag.prevalence, **_plain(flag.prevalence, ("note",), "prevalence.", turn)),
    )


def turn_head(head: H, turn: Turn) -> H:
    """Give what stands in standard.yaml with other texts; a whole standard too, but for its indicators and flags."""
    return renewed(
        head,
        **_plain(head, ("title", "short_title", "relation", "about"), "", turn),
        elements=tuple(renewed(e, **_plain(e, ("title", "says"), f"elements.{e.id}.", turn)) for e in head.elements),
        levels=tuple(renewed(v, **_plain(v, ("title", "meaning"), f"levels.{v.id}.", turn)) for v in head.levels),
    )


def turn_facts(table: FactsFile, turn: Turn) -> FactsFile:
    """Give the facts with other texts."""
    return renewed(
        table,
        facts=tuple(
            renewed(
                fact,
                **_plain(fact, ("question",), f"facts.{fact.id}.", turn),
                options=tuple(renewed(o, text=turn(f"facts.{fact.id}.options.{o.id}", o.text)) for o in fact.options),
            )
            for fact in table.facts
        ),
    )


def turn_rights(table: RightsFile, turn: Turn) -> RightsFile:
    """Give the rights with other texts."""
    return renewed(
        table,
        rights=tuple(renewed(r, **_plain(r, ("title", "says"), f"rights.{r.id}.", turn)) for r in table.rights),
    )


def turn_rules(table: FunderRulesFile, turn: Turn) -> FunderRulesFile:
    """Give the funder rules with other texts. Citations and the places where they were read stay."""
    return renewed(
        table,
        rules=tuple(
            renewed(
                rule,
                **_plain(rule, ("title", "says", "limits", "exemption"), f"rules.{rule.id}.", turn),
                unverified=_list(rule.unverified, f"rules.{rule.id}.unverified", turn),
            )
            for rule in table.rules
        ),
    )


def turn_sources(table: SourcesFile, turn: Turn) -> SourcesFile:
    """Give the sources with other texts. Titles stay as they were published."""
    return renewed(
        table,
        documents=tuple(renewed(d, **_plain(d, ("note",), f"documents.{d.id}.", turn)) for d in table.documents),
        statements=tuple(
            renewed(s, **_plain(s, ("text", "note"), f"statements.{s.id}.", turn)) for s in table.statements
        ),
        references=tuple(renewed(r, **_plain(r, ("note",), f"references.{r.id}.", turn)) for r in table.references),
    )


def turn_words(words: D, turn: Turn, at: str = "words") -> D:
    """Give fixed words, which are the fields of a frozen dataclass, in other words.

    Args:
        words: Texts, tuples of texts, mappings of either, and dataclasses of the same. A field `language` stays.
        turn: By what they are turned.
        at: The path of the words.

    """
    names = [field.name for field in fields(words) if field.name != LANGUAGE]
    return replace(words, **{name: _turned(getattr(words, name), f"{at}.{name}", turn) for name in names})


def told_in(words: D, language: str, texts: Mapping[str, str]) -> D:
    """Give the English fixed words in a language.

    Args:
        words: The English ones; a field `language` becomes the language.
        language: Its code.
        texts: Its texts by their paths; what is not there stays English.

    """
    told = turn_words(words, texts.get)
    return replace(told, **{field.name: language for field in fields(words) if field.name == LANGUAGE})


def _turned(part: Any, at: str, turn: Turn) -> Any:  # noqa: ANN401 - texts, and what holds texts
    if isinstance(part, str):
        return turn(at, part) if part.strip() else part
    if isinstance(part, Mapping):
        return {key: _turned(inner, f"{at}.{key}", turn) for key, inner in part.items()}
    if isinstance(part, tuple):
        return tuple(_turned(inner, f"{at}.{index}", turn) for index, inner in enumerate(part))
    return turn_words(part, turn, at)


def renewed(noun: N, **parts: Any) -> N:  # noqa: ANN401 - fields of any kind
    """Give the noun with other parts. What it has looked up and kept is left behind, as `model_copy` would not."""
    as_it_is = {name: getattr(noun, name) for name in type(noun).model_fields}
    return cast("N", type(noun).model_construct(**{**as_it_is, **parts}))


def _plain(noun: Noun, names: Iterable[str], at: str, turn: Turn) -> dict[str, Any]:
    """Turn the texts of these fields; one that is not given stays so."""
    texts = {name: getattr(noun, name) for name in names}
    return {name: text if text is None else turn(f"{at}{name}", text) for name, text in texts.items()}


def _list(texts: Iterable[str], at: str, turn: Turn) -> tuple[str, ...]:
    return tuple(turn(f"{at}.{index}", text) for index, text in enumerate(texts))


def _counted(ids: Iterable[str]) -> Iterator[str]:
    """Give each id; from the second time on with its count: FR-03, FR-06, FR-03/2."""
    seen: dict[str, int] = {}
    for one in ids:
        seen[one] = seen.get(one, 0) + 1
        yield one if seen[one] == 1 else f"{one}/{seen[one]}"


# What a method note can say


@dataclass(frozen=True, slots=True)
class ReviewState:
    """How far the texts of standards are translated and reviewed in a language. Each text is counted once."""

    language: str
    texts: int
    """All texts that are shown to people."""
    not_reviewed: int
    """Of them, those that are translated and that no native speaker is named for."""
    in_english: int
    """Of them, those shown in English: not translated, or changed in English since."""


def examples_or(english: Examples, own: Mapping[str, Any] | None) -> Examples:
    """Give the examples of a language where it has both kinds; otherwise the English ones."""
    own = own or {}
    if not own.get("flags") or not own.get("passes"):
        return english
    return Examples.model_construct(flags=tuple(own["flags"]), passes=tuple(own["passes"]))
