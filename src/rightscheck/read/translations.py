"""Translated texts: `locale/LANG/…` beside a standard's files becomes the standard in that language.

A translation keeps the mark of the English text it was made from. Where the English has changed since, the
English is shown: a rule that people are held to must not be told in words it no longer has.
"""

from __future__ import annotations

import os
import re
import textwrap
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from rightscheck.errors import InputError, Place, Problem, RightscheckError, UsageError
from rightscheck.model.red_flag import EXAMPLES_AT_LEAST, Cues
from rightscheck.model.standard import Standard, unfold
from rightscheck.model.tables import FactsFile, FunderRulesFile, RightsFile, SourcesFile, Tables
from rightscheck.model.translation import (
    ENGLISH,
    LOCALE_FILES,
    ReviewState,
    Turn,
    digest,
    examples_or,
    renewed,
    texts_of,
    texts_of_words,
    turn_facts,
    turn_flag,
    turn_head,
    turn_indicator,
    turn_rights,
    turn_rules,
    turn_sources,
    turn_words,
)
from rightscheck.read.coherence import HEAD, SOURCES
from rightscheck.read.shape import did_you_mean, shape
from rightscheck.read.standards import LOCALE, find_standard, load_standard, standards_root
from rightscheck.read.strict_yaml import KeyPath, YamlDocument, parse
from rightscheck.read.text import read_text

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

D = TypeVar("D", bound="DataclassInstance")
Status = Literal["missing", "outdated", "left-over", "unmarked", "blanks"]
REPORT = "report.yaml"
"""The file of the report's fixed words in the folder of a language."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_MARKS = "made_from"
_NO_TEXTS = ("reviewed_by", _MARKS, "cues", "examples")
_CACHED = 64
_SHOWN = 60
"""How many characters of an English text a message repeats."""
_WIDTH = 110


@dataclass(frozen=True, slots=True)
class Part:
    """The English texts of one file, and the file that holds their translation."""

    kind: str
    """As in LOCALE_FILES: `indicator`."""
    target: Path
    texts: Mapping[str, str]
    """The English texts by their paths, in the order of the file."""
    examples: Mapping[str, tuple[str, ...]]
    """English example sentences, for which the language has its own; empty where there are none."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that a translator has still to do."""

    status: Status
    problem: Problem


@dataclass(frozen=True, slots=True)
class _Translation:
    """A file of translated texts, as it was read."""

    document: YamlDocument
    reviewed_by: str | None
    marks: Mapping[str, str]
    texts: Mapping[str, str]
    steps: Mapping[str, KeyPath]
    """The keys and indices that lead to each text, or to the place where it is missing."""
    examples: Mapping[str, Any]
    cues: Cues
    """Those of a red flag in this language; none where it has none."""

    def is_current(self, path: str, english: str) -> bool:
        """Whether there is a text that was made from this English, as far as is known, with all its blanks."""
        if path not in self.texts or self.marks.get(path, digest(english)) != digest(english):
            return False
        return _blanks(self.texts[path]) == _blanks(english)

    def shown(self, path: str, english: str) -> str:
        """Give the text to show."""
        return self.texts[path] if self.is_current(path, english) else english


# For those who show a standard


def languages() -> tuple[str, ...]:
    """Give the languages in which the shipped standards can be shown: `en`, then the others by name."""
    root = standards_root() / LOCALE
    found = (folder.name for folder in root.iterdir() if folder.is_dir()) if root.is_dir() else ()
    return (ENGLISH, *sorted(name for name in found if _LANGUAGE.fullmatch(name)))


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


def review_state(names: Sequence[str | Path], language: str) -> ReviewState:
    """Count how many texts no native speaker has reviewed yet, and how many are shown in English.

    Args:
        names: The standards, as `load_translated` takes them; the tables that all share are counted once.
        language: One of `languages()`.

    Raises:
        UsageError: There is no such standard, or no such language.
        InputError: A file of a standard or of its translation is wrong.

    """
    known_language(language)
    if language == ENGLISH:
        return ReviewState(ENGLISH, 0, 0, 0)
    parts = shared_parts(language)
    for name in names:
        parts += parts_of(load_standard(name), find_standard(str(name)), language)
    total = not_reviewed = in_english = 0
    for part in parts:
        found = _read(part.target, part.kind)
        current = sum(found.is_current(path, text) for path, text in part.texts.items()) if found else 0
        total += len(part.texts)
        in_english += len(part.texts) - current
        not_reviewed += current if found and found.reviewed_by is None else 0
    return ReviewState(language, total, not_reviewed, in_english)


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
        self._read: dict[str, _Translation | None] = {}

    def turn(self, kind: str, name: str) -> Turn:
        """Give by what a file turns texts; what is not there turns none."""
        try:
            self._read[name] = found = _read(self.folder / name, kind)
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


def words_in(language: str, group: str, english: D, leave: Collection[str] = ()) -> D:
    """Give fixed words of the program in a language that has them in `locale/LANG/GROUP-words.yaml`.

    Args:
        language: One of `languages()`.
        group: What they belong to: `form`.
        english: The English words: a frozen dataclass of texts, tuples of texts, and mappings of either.
        leave: Fields that are no words to show.

    Returns:
        The words; those that are not translated, or were changed in English since, in English.

    Raises:
        UsageError: There is no such language.
        InputError: The file is wrong.

    """
    known_language(language)
    found = _read(_words_file(group, language), "words")
    return turn_words(english, found.shown, leave) if found else english


def words_part(group: str, english: DataclassInstance, language: str, leave: Collection[str] = ()) -> Part:
    """Give what there is to translate in fixed words of the program."""
    target = _words_file(group, language)
    return Part("words", target, texts_of_words(english, leave), {})


def _words_file(group: str, language: str) -> Path:
    return standards_root() / LOCALE / language / f"{group}-words.yaml"


# Reading


def _read(path: Path, kind: str) -> _Translation | None:
    """Read a file of translated texts, or None where there is none. Shipped ones are read once."""
    if path.is_relative_to(standards_root()):
        return _read_once(path, kind)
    return _read_now(path, kind)


@cache
def _read_once(path: Path, kind: str) -> _Translation | None:
    return _read_now(path, kind)


def _read_now(path: Path, kind: str) -> _Translation | None:
    if not path.is_file():
        return None
    return _parsed(read_text(path), path, kind)


def _parsed(text: str, path: Path, kind: str) -> _Translation:
    document = parse(text, _name(path))
    noun = shape(document, LOCALE_FILES[kind])
    if document.problems or noun is None:
        raise InputError(document.problems)
    steps = dict(_leaves({key: part for key, part in document.data.items() if key not in _NO_TEXTS}, ()))
    texts = {path: _at(document.data, where) for path, where in steps.items()}
    return _Translation(
        document=document,
        reviewed_by=noun.reviewed_by,
        marks=noun.made_from,
        texts={path: text.strip() for path, text in texts.items() if text is not None},
        steps=steps,
        examples=document.data.get("examples") or {},
        cues=getattr(noun, "cues", None) or Cues(),
    )


def _leaves(data: Any, at: KeyPath) -> Iterator[tuple[str, KeyPath]]:  # noqa: ANN401 - YAML holds anything
    """Give each text's path, as `options.none` and as keys."""
    if isinstance(data, dict):
        for key, part in data.items():
            yield from _leaves(part, (*at, key))
    elif isinstance(data, list):
        for index, part in enumerate(data):
            yield from _leaves(part, (*at, index))
    else:
        yield ".".join(str(step) for step in at), at


def _at(data: Any, steps: KeyPath) -> str | None:  # noqa: ANN401 - YAML holds anything
    for step in steps:
        data = data[step]
    return cast("str | None", data)


def _name(path: Path) -> str:
    """Give a path as a person would type it from the current folder, where it is below it."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def place_in_translated_flag(name: str | Path, language: str, flag: str, path: KeyPath) -> Place:
    """Give the place of a part of a red flag's file in a language, as `place_in_flag` does for the English one."""
    file = find_standard(str(name)).resolve() / LOCALE / language / "red-flags" / f"{flag}.yaml"
    return parse(read_text(file), _name(file)).place(path) if file.is_file() else Place(_name(file))


# For those who translate


def parts_of(standard: Standard, folder: Path, language: str) -> list[Part]:
    """List the files of a standard that hold texts: its head, indicators, red flags, and sources of its own.

    Args:
        standard: The standard, in English.
        folder: Where it stands.
        language: The language, which may be a new one.

    """
    locale = folder / LOCALE / language
    parts = [_part("standard", locale, HEAD, texts_of(turn_head, standard))]
    for indicator in standard.own_indicators:
        texts = texts_of(turn_indicator, indicator)
        parts.append(_part("indicator", locale, f"indicators/{indicator.id}.yaml", texts))
    for flag in standard.red_flags:
        examples = {"flags": flag.examples.flags, "passes": flag.examples.passes}
        texts = texts_of(turn_flag, flag)
        parts.append(_part("red-flag", locale, f"red-flags/{flag.id}.yaml", texts, examples))
    own = folder / SOURCES
    if own.is_file():
        sources = shape(parse(read_text(own), _name(own)), SourcesFile)
        if sources is not None and (texts := texts_of(turn_sources, sources)):
            parts.append(_part("sources", locale, SOURCES, texts))
    return parts


def shared_parts(language: str) -> list[Part]:
    """List the tables that all standards share."""
    root = standards_root()
    locale = root / LOCALE / language
    found = []
    for kind, texts in _table_texts().items():
        found.append(_part(kind, locale, f"{kind}.yaml", texts))
    return found


def _table_texts() -> dict[str, dict[str, str]]:
    tables = load_standard().tables
    rules = FunderRulesFile.model_construct(as_of=tables.funder_rules_as_of, rules=tables.funder_rules)
    return {
        "facts": texts_of(turn_facts, FactsFile.model_construct(facts=tables.facts)),
        "rights": texts_of(turn_rights, RightsFile.model_construct(rights=tables.rights)),
        "funder-rules": texts_of(turn_rules, rules),
        "sources": texts_of(turn_sources, tables.sources),
    }


def _part(
    kind: str,
    locale: Path,
    name: str,
    texts: Mapping[str, str],
    examples: Mapping[str, tuple[str, ...]] | None = None,
) -> Part:
    return Part(kind, locale / name, texts, examples or {})


def parts_to_translate(names: Sequence[str], language: str) -> list[Part]:
    """List the files that a translation has: those of the named standards, or of all shipped ones and their tables.

    Raises:
        UsageError: There is no such standard, or this is not how a language is named.
        InputError: A file of a standard is wrong.

    """
    if not _LANGUAGE.fullmatch(language) or language == ENGLISH:
        english = language == ENGLISH
        what = "the standards are written in English" if english else f"'{language}' is not how a language is named"
        raise UsageError([Problem(Place("LANG"), what, "write a code such as es, pt, or zh-Hant")])
    folders = [find_standard(name) for name in names]
    parts = [part for folder in folders for part in parts_of(load_standard(folder), folder, language)]
    return parts if names else [*_shipped_parts(language), *shared_parts(language)]


def _shipped_parts(language: str) -> Iterator[Part]:
    for head in sorted(standards_root().glob(f"*/{HEAD}")):
        yield from parts_of(load_standard(head.parent), head.parent, language)


def gaps(parts: Iterable[Part]) -> list[Gap]:
    """Name all that a translator has still to do, in the order of the files.

    Raises:
        InputError: Files of the translation are wrong; carries every problem.

    """
    parts = list(parts)
    found: list[Gap] = []
    problems: list[Problem] = []
    for part in parts:
        try:
            found += _gaps_in(part, _read_now(part.target, part.kind))
        except RightscheckError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return [*found, *_strays(parts)]


def _gaps_in(part: Part, translation: _Translation | None) -> Iterator[Gap]:
    if translation is None:
        if part.texts:
            what = f"this file is not there yet ({len(part.texts)} texts)"
            yield Gap("missing", Problem(Place(_name(part.target)), what, "begin it with --start"))
        return
    for path, english in part.texts.items():
        if gap := _gap(part, translation, path, english):
            yield gap
    yield from _left_over(part, translation)
    for kind in part.examples:
        if len(translation.examples.get(kind) or ()) < EXAMPLES_AT_LEAST:
            place = translation.document.place(("examples", kind))
            what = f"'examples.{kind}' has too few sentences as houses write them in this language"
            yield Gap("missing", Problem(place, what, f"write {EXAMPLES_AT_LEAST} or more"))


def _gap(part: Part, translation: _Translation, path: str, english: str) -> Gap | None:
    """Say what one text still needs, if anything."""
    place = translation.document.place(translation.steps.get(path, tuple(path.split("."))))
    mark = translation.marks.get(path)
    if path not in translation.texts:
        what = f"'{path}' has no translation yet"
        return Gap("missing", Problem(place, what, f"translate: {_short(english)}"))
    if mark is None:
        what = f"'{path}' has no mark of its English text"
        return Gap("unmarked", Problem(place, what, "run this command with --stamp"))
    if mark != digest(english):
        what = f"'{path}' was made from an English text that has changed since"
        instead = f"mend it, then run this command with --stamp-all {_name(part.target)} (now: {_short(english)})"
        return Gap("outdated", Problem(place, what, instead))
    if _blanks(translation.texts[path]) != _blanks(english):
        what = f"'{path}' does not have the blanks of the English text"
        return Gap("blanks", Problem(place, what, f"keep each {{word}} and as many [brackets]: {_short(english)}"))
    return None


def _blanks(text: str) -> tuple[list[str], int]:
    """Find what is filled in: by the program between braces, which keep their words, or by a person in brackets."""
    return sorted(re.findall(r"\{\w*\}", text)), text.count("[")


def _left_over(part: Part, translation: _Translation) -> Iterator[Gap]:
    for path, steps in translation.steps.items():
        if path not in part.texts:
            what = f"'{path}' stands here and no more in English"
            yield Gap("left-over", Problem(translation.document.place(steps), what, "take it out"))
    for path in translation.marks:
        if path not in part.texts and path not in translation.steps:
            place = translation.document.place((_MARKS, path))
            what = f"the mark '{path}' belongs to no English text any more"
            yield Gap("left-over", Problem(place, what, "run this command with --stamp, which takes it out"))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return f"“{text[:_SHOWN]}…”" if len(text) > _SHOWN else f"“{text}”"


def _strays(parts: Sequence[Part]) -> Iterator[Gap]:
    """Name files whose English file is gone, in the folders that the parts stand in."""
    known = {part.target for part in parts}
    roots = {part.target.parent for part in parts if part.target.name == HEAD or part.kind == "facts"}
    known |= {
        root / REPORT for root in roots
    }  # the fixed words of the report; read/catalog.py tells what is wrong there
    for path in sorted({path for root in roots for path in root.rglob("*.y*ml")} - known):
        what = "this file translates nothing that there is"
        yield Gap("left-over", Problem(Place(_name(path)), what, "take it out, or name it after its English file"))


def stamped(part: Part, *, everything: bool = False) -> str:
    """Give the text of a translator's file with the marks of today's English. Nothing is written.

    Args:
        part: What it translates; the file is there.
        everything: Mark every text anew, after a person has compared them all; otherwise only texts without a mark.

    Raises:
        InputError: The file is wrong, and no mark is put into it.

    """
    text = read_text(part.target)
    translation = _parsed(text, part.target, part.kind)
    kept = {} if everything else translation.marks
    marks = {path: kept.get(path, digest(english)) for path, english in part.texts.items() if path in translation.texts}
    end = "\r\n" if "\r\n" in text else "\n"
    lines = _without_marks(translation.document, text.splitlines())
    if marks:
        lines += [f"{_MARKS}:", *(f'  {_key(path)}: "{mark}"' for path, mark in marks.items())]
    return end.join(lines) + end


def _without_marks(document: YamlDocument, lines: list[str]) -> list[str]:
    """Take the block of marks out, and nothing else."""
    if (_MARKS,) not in document.places:
        return lines
    first = document.places[_MARKS,][0] - 1
    last = first + 1
    while last < len(lines) and (lines[last][:1].isspace() or not lines[last]):
        last += 1
    return lines[:first] + lines[last:]


def started(part: Part) -> str:
    """Give a file to fill in: every key that is to be translated, empty, below its English text."""
    lines = []
    schema = standards_root() / "schemas" / f"locale-{part.kind}.json"
    if part.target.is_relative_to(standards_root()):
        lines.append(
            f"# yaml-language-server: $schema={os.path.relpath(schema, part.target.parent)}".replace(os.sep, "/")
        )
    lines.append("reviewed_by: null")
    tree: dict[str, Any] = {}
    for path, english in part.texts.items():
        branch = tree
        *above, last = path.split(".")
        for step in above:
            branch = branch.setdefault(step, {})
        branch[last] = english
    lines += _started(tree, "")
    if part.examples:
        lines.append("examples:  # sentences as houses write them in this language; not a translation")
        for kind, sentences in part.examples.items():
            lines += [f"  # {sentence}" for sentence in sentences]
            lines.append(f"  {kind}: null")
    return "\n".join(lines) + "\n"


def _started(tree: Mapping[str, Any], indent: str, *, is_list: bool = False) -> Iterator[str]:
    for key, below in tree.items():
        head = f"{indent}-" if is_list else f"{indent}{_key(key)}:"
        if isinstance(below, str):
            yield from _comment(below, indent)
            yield f"{head} null"
        else:
            yield head
            # Options are always by name, whatever their names are.
            in_order = key != "options" and list(below) == [str(index) for index in range(len(below))]
            yield from _started(below, f"{indent}  ", is_list=in_order)


def _comment(text: str, indent: str) -> Iterator[str]:
    width = _WIDTH - len(indent)
    return (f"{indent}# {line}" for line in textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False))


def _key(key: str) -> str:
    """Write a key so that every reader of YAML takes it for a text."""
    plain = re.fullmatch(r"[A-Za-z][\w./-]*", key) and key.lower() not in (
        "none",
        "null",
        "yes",
        "no",
        "true",
        "false",
        "on",
        "off",
        "y",
        "n",
    )
    return key if plain else f'"{key}"'
