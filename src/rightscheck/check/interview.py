"""The steps of an interview: what is asked, in which order, what a typed line means, and what comes next."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rightscheck.check.assess import assess
from rightscheck.check.prepared import asked_indicators
from rightscheck.model.answers import UNANSWERED, Answer, AnswerSheet
from rightscheck.model.condition import FACT, UNKNOWN_ANSWER
from rightscheck.model.form import NO, YES
from rightscheck.model.red_flag import TIER_ORDER, RedFlag
from rightscheck.model.standard import Indicator, Standard
from rightscheck.model.tables import Fact

LETTERS = "abcdefghijklmnopqrstuvwxyz"
FLAGS_NAMED = 2
"""How many red flags are named at the end; the report names all."""
MOST_DIGITS = 6
"""No programme has a million beds."""
MONTHS = 12

Word = Literal["unknown", "not-applicable", "skip", "back", "note", "help", "quit"]
"""What can be said instead of an answer."""


@dataclass(frozen=True, slots=True)
class Step:
    """One question: a fact about the programme, or an indicator. Exactly one of the two is there."""

    fact: Fact | None = None
    indicator: Indicator | None = None
    section: str = ""
    """The title of the element; empty for facts."""
    says: str = ""
    """What the element asks for."""
    number: int = 1
    """Its place in the section, from 1."""
    of: int = 1
    """How many questions the section has."""

    @property
    def id(self) -> str:
        """`PC-03`, or `fact:housing`."""
        return self.indicator.id if self.indicator else f"{FACT}{self.fact.id if self.fact else ''}"

    @property
    def question(self) -> str:
        """The words of the question."""
        return self.indicator.question if self.indicator else self.fact.question if self.fact else ""

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        """Ids and texts of the answers; none for a number."""
        options = self.indicator.options if self.indicator else self.fact.options if self.fact else ()
        return tuple((option.id, option.text) for option in options)

    @property
    def kind(self) -> Literal["one", "many", "number"]:
        """How it is answered."""
        return self.fact.kind if self.fact else "one"

    @property
    def may_not_apply(self) -> bool:
        """Whether it may be answered so, with a reason."""
        return self.indicator is not None and self.indicator.not_applicable == "with-reason"


@dataclass(frozen=True, slots=True)
class Said:
    """What a typed line means: ids that were chosen, a number, a word, or none of these."""

    chosen: tuple[str, ...] = ()
    number: int | None = None
    word: Word | None = None

    @property
    def is_answer(self) -> bool:
        """Whether it is an answer to the question itself."""
        return bool(self.chosen) or self.number is not None


@dataclass(frozen=True, slots=True)
class Closing:
    """How things stand at the end of an interview."""

    asked: int
    answered: int
    """With an option, or as not applicable."""
    unknown: int
    open: int
    flags: tuple[RedFlag, ...]
    """At most two that are present, the gravest first."""


def steps(standards: Sequence[Standard], facts: Mapping[str, frozenset[str] | int]) -> tuple[Step, ...]:
    """Give the facts, and then the questions that the facts leave in, in the order of the standards."""
    known = standards[0].tables.facts
    asked = {indicator.id for indicator in asked_indicators(standards, dict(facts))}
    found = [Step(fact=fact, number=n, of=len(known)) for n, fact in enumerate(known, 1)]
    for standard in standards:
        for element in standard.elements:
            group = [i for i in standard.indicators if i.element == element.id and i.id in asked]
            found += [
                Step(indicator=indicator, section=element.title, says=element.says, number=n, of=len(group))
                for n, indicator in enumerate(group, 1)
            ]
    return tuple(found)


def given(step: Step, sheet: AnswerSheet) -> Answer:
    """Give the answer to a question as it stands; of a fact, nothing."""
    return sheet.answers.get(step.id, UNANSWERED)


def is_open(step: Step, sheet: AnswerSheet) -> bool:
    """Whether nothing was said yet; `unknown` is something."""
    if step.fact:
        return step.fact.id not in sheet.facts
    return given(step, sheet).choice is None


def first_open(all_steps: Sequence[Step], sheet: AnswerSheet) -> Step | None:
    """Give the first question that is open: a fact is passed over where questions were answered already.

    Somebody who left a fact blank and went on does not want to meet it first each time.
    """
    if any(answer.choice for answer in sheet.answers.values()):
        found = next((one for one in all_steps if one.indicator and is_open(one, sheet)), None)
        if found:
            return found
    return next((one for one in all_steps if is_open(one, sheet)), None)


def next_step(all_steps: Sequence[Step], here: Step, sheet: AnswerSheet, *, everything: bool) -> Step | None:
    """Give the next question: any, or only what is open. None after the last."""
    place = next((n for n, one in enumerate(all_steps) if one.id == here.id), -1)
    return next((one for one in all_steps[place + 1 :] if everything or is_open(one, sheet)), None)


def step_before(all_steps: Sequence[Step], here: Step) -> Step:
    """Give the question before this one; before the first, the first."""
    place = next((n for n, one in enumerate(all_steps) if one.id == here.id), 0)
    return all_steps[max(place - 1, 0)]


def understand(step: Step, line: str, words: Mapping[str, Word], yes: str = "Yes") -> Said | None:
    """Say what a typed line means; None when it means nothing here.

    The letters of the options come first, so that a word of one letter never hides an option.

    Args:
        step: The question that was shown.
        line: What was typed.
        words: What can be said instead of an answer, by the keys and words for it, in small letters.
        yes: The word for it: its first letter chooses the one option that begins with it.

    """
    said = " ".join(line.split()).casefold()
    if not said:
        return Said(word="skip")
    if step.kind == "number" and said.isdecimal() and len(said) <= MOST_DIGITS:
        return Said(number=int(said))
    known = _names(step)
    if one := known.get(_bare(said)) or _yes_or_no(step, said, yes):
        return Said(chosen=(one,))
    if said in words:
        return Said(word=words[said])
    if step.kind == "many":
        several = [known.get(_bare(part)) for part in re.split(r"[\s,;]+", said) if part]
        if all(several):
            return Said(chosen=tuple(dict.fromkeys(one for one in several if one)))
    return None


def _names(step: Step) -> dict[str, str]:
    """Give the ids of the options by all that may be typed for them."""
    names = {text.casefold(): id for id, text in step.options}
    names |= {id: id for id, _ in step.options}
    return names | {letter: id for letter, (id, _) in zip(LETTERS, step.options, strict=False)}


def _yes_or_no(step: Step, said: str, yes: str) -> str | None:
    """Give the option that is meant by `y` or `yes` (in Spanish `s`, `sí`, `si`), or by `n`; None where it is none.

    `n` says no only where the option is called so, and where it cannot mean that the question does not apply.
    """
    if said == NO[0] and not step.may_not_apply:
        return next((id for id, _ in step.options if id == NO), None)
    word = yes.casefold()
    if said not in (word[0], word, _without_accents(word)):
        return None
    found = [id for id, text in step.options if id == YES or re.match(rf"{re.escape(word)}\b", text.casefold())]
    return found[0] if len(found) == 1 else None


def _without_accents(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def month_of(line: str) -> str | None:
    """Give a month that was typed as the answers file has it (2026-11), without the day; None where it is no month."""
    found = re.fullmatch(r"(20\d\d)[-/.](\d{1,2})(?:[-/.]\d{1,2})?", line.strip(), re.ASCII)
    year, month = found.groups() if found else ("", "")
    if not found and (turned := re.fullmatch(r"(\d{1,2})[-/. ](20\d\d)", line.strip(), re.ASCII)):
        month, year = turned.groups()
    return f"{year}-{int(month):02}" if year and 1 <= int(month) <= MONTHS else None


def _bare(said: str) -> str:
    """Take away what people type around a letter: `b)`, `(b)`, `b.`."""
    return said if len(said) > 3 else said.strip("().:")  # noqa: PLR2004 - a letter and two marks


def closing(standards: Sequence[Standard], sheet: AnswerSheet) -> Closing:
    """Count what is answered, and name the gravest red flags that the answers raise."""
    asked = [one for one in steps(standards, sheet.facts) if one.indicator]
    choices = [given(one, sheet).choice for one in asked]
    unknown, blank = choices.count(UNKNOWN_ANSWER), choices.count(None)
    present = [one.flag for one in assess(standards, sheet).flags if one.status in ("present", "disputed")]
    gravest = sorted(present, key=lambda flag: (TIER_ORDER[flag.tier], flag.number))
    return Closing(len(asked), len(asked) - unknown - blank, unknown, blank, tuple(gravest[:FLAGS_NAMED]))
