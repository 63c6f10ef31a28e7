"""Translated texts: `locale/LANG/…` beside a standard's files becomes the standard in that language.

A translation keeps the mark of the English text it was made from. Where the English has changed since, the
English is shown: a rule that people are held to must not be told in words it no longer has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rightscheck.errors import InputError, Place, Problem, RightscheckError, UsageError
from rightscheck.model.red_flag import Cues
from rightscheck.model.standard import Standard, unfold
from rightscheck.model.tables import FactsFile, FunderRulesFile, RightsFile, Tables
from rightscheck.model.translation import (
    ENGLISH,
    Turn,
    examples_or,
    renewed,
    texts_of_words,
    turn_facts,
    turn_flag,
    turn_head,
    turn_indicator,
    turn_rights,
    turn_rules,
    turn_sources,
)
from rightscheck.read.coherence import HEAD, SOURCES
from rightscheck.read.locale_file import Translation, name_of, read_locale_file
from rightscheck.read.shape import did_you_mean
from rightscheck.read.standards import LOCALE, find_standard, load_standard, standards_root
from rightscheck.read.strict_yaml import KeyPath, parse
from rightscheck.read.text import read_text

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_CACHED = 64


def languages() -> tuple[str, ...]:
    """Give the languages in which the shipped standards can be shown: `en`, then the others by name."""
    root = standards_root() / LOCALE
    found = (folder.name for folder in root.iterdir() if folder.is_dir()) if root.is_dir() else ()
    return (ENGLISH, *sorted(name for name in found if LANGUAGE_CODE.fullmatch(name)))


def load_translated(name: str | Path, language: str) -> Standard:
    """Read a standard in a language: the id of a shipped one, or the folder of one's own.

    Raises:
        UsageError: There is no such standard, or no such language.
        InputError: Files of it are wrong.

    """
    return translated(load_standard(name), language, find_standard(str(name)))


def translated(standard: Standard, language: str, folder: Path | None = None) -> Standard:
    """Give a standard with all its texts in a language. Ids, worths, and conditions are the same.

    A text that is not translated, or was changed in English since, stays English.

    Args:
        standard: The standard, in English.
        language: One of `languages()`; for `en`, the standard itself is given back.
        folder: Where the standard stands, for one that is not shipped.

    Raises:
        UsageError: There is no such language.
        InputError: A file of the translation is wrong; carries every problem.

    """
    known_language(language)
    if language == ENGLISH:
        return standard
    return _translated(standard, language, (folder or standards_root() / standard.id).resolve())


def known_language(language: str) -> None:
    """See that a language is one of `languages()`.

    Raises:
        UsageError: It is not.

    """
    if language not in languages():
        what = f"there is no translation into '{language}' here"
        raise UsageError([Problem(Place("--lang"), what, did_you_mean(language, languages()))])


@lru_cache(_CACHED)
def _translated(standard: Standard, language: str, folder: Path) -> Standard:
    locale = _Locale(folder / LOCALE / language)
    flags = []
    for flag in standard.red_flags:
        turned = turn_flag(flag, locale.turn("red-flag", f"red-flags/{flag.id}.yaml"))
        own = locale.examples(f"red-flags/{flag.id}.yaml")
        # Cues are words of one language: the English ones find nothing in another.
        cues = locale.cues(f"red-flags/{flag.id}.yaml")
        flags.append(renewed(turned, examples=examples_or(flag.examples, own), cues=cues))
    indicators = [
        one
        for indicator in standard.own_indicators
        for one in unfold(turn_indicator(indicator, locale.turn("indicator", f"indicators/{indicator.id}.yaml")))
    ]
    head = turn_head(standard, locale.turn("standard", HEAD))
    tables = _turned_tables(standard.tables, language, locale)
    locale.see_that_all_was_well()
    return renewed(head, indicators=tuple(indicators), red_flags=tuple(flags), tables=tables)


def _turned_tables(tables: Tables, language: str, own: _Locale) -> Tables:
    shared = _Locale(standards_root() / LOCALE / language, own.problems)
    from_shared, from_own = shared.turn("sources", SOURCES), own.turn("sources", SOURCES)
    rules = FunderRulesFile.model_construct(as_of=tables.funder_rules_as_of, rules=tables.funder_rules)
    return renewed(
        tables,
        facts=turn_facts(FactsFile.model_construct(facts=tables.facts), shared.turn("facts", "facts.yaml")).facts,
        rights=turn_rights(
            RightsFile.model_construct(rights=tables.rights), shared.turn("rights", "rights.yaml")
        ).rights,
        sources=turn_sources(tables.sources, lambda path, text: from_own(path, from_shared(path, text))),
        funder_rules=turn_rules(rules, shared.turn("funder-rules", "funder-rules.yaml")).rules,
    )


class _Locale:
    """A folder of translated texts. Problems are gathered, so that one run names all of them."""

    def __init__(self, folder: Path, problems: list[Problem] | None = None) -> None:
        self.folder = folder
        self.problems = [] if problems is None else problems
        self._read: dict[str, Translation | None] = {}

    def turn(self, kind: str, name: str) -> Turn:
        """Give by what a file turns texts; what is not there turns none."""
        try:
            self._read[name] = found = read_locale_file(self.folder / name, kind)
        except RightscheckError as error:
            self.problems.extend(error.problems)
            found = None
        return found.shown if found else lambda _, english: english

    def examples(self, name: str) -> Mapping[str, Any]:
        """Give the example sentences of a file that was read."""
        found = self._read.get(name)
        return found.examples if found else {}

    def cues(self, name: str) -> Cues:
        """Give the cues of a file that was read."""
        found = self._read.get(name)
        return found.cues if found else Cues()

    def see_that_all_was_well(self) -> None:
        """Raise what was gathered."""
        if self.problems:
            raise InputError(self.problems)


def word_texts(language: str, group: str, english: DataclassInstance) -> Mapping[str, str]:
    """Give the texts that a language has for fixed words of the program, in `locale/LANG/GROUP-words.yaml`.

    Args:
        language: One of `languages()`.
        group: What they belong to: `form`.
        english: The English words, as `turn_words` takes them.

    Returns:
        The texts by their paths, without those that were changed in English since.

    Raises:
        UsageError: There is no such language.
        InputError: The file is wrong.

    """
    known_language(language)
    found = read_locale_file(words_file(group, language), "words")
    if found is None:
        return {}
    return {path: found.texts[path] for path, text in texts_of_words(english).items() if found.is_current(path, text)}


def words_file(group: str, language: str) -> Path:
    """Say where the fixed words of the program stand in a language."""
    return standards_root() / LOCALE / language / f"{group}-words.yaml"


def place_in_translated_flag(name: str | Path, language: str, flag: str, path: KeyPath) -> Place:
    """Give the place of a part of a red flag's file in a language, as `place_in_flag` does for the English one."""
    file = find_standard(str(name)).resolve() / LOCALE / language / "red-flags" / f"{flag}.yaml"
    return parse(read_text(file), name_of(file)).place(path) if file.is_file() else Place(name_of(file))
