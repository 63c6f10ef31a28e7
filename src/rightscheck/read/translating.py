"""What helps those who translate: what there is to translate, what is missing, the marks, and files to fill in."""

from __future__ import annotations

import os
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from rightscheck.errors import InputError, Place, Problem, RightscheckError, UsageError
from rightscheck.model.red_flag import EXAMPLES_AT_LEAST
from rightscheck.model.standard import Standard
from rightscheck.model.tables import FactsFile, FunderRulesFile, RightsFile, SourcesFile
from rightscheck.model.translation import (
    ENGLISH,
    ReviewState,
    digest,
    texts_of,
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
from rightscheck.read.locale_file import (
    MARKS,
    Translation,
    blanks_of,
    name_of,
    parsed_locale_file,
    read_locale_file,
    read_locale_file_now,
)
from rightscheck.read.shape import shape
from rightscheck.read.standards import LOCALE, find_standard, load_standard, standards_root
from rightscheck.read.strict_yaml import YamlDocument, parse
from rightscheck.read.text import read_text
from rightscheck.read.translations import LANGUAGE_CODE, known_language, words_file

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Status = Literal["missing", "outdated", "left-over", "unmarked", "blanks"]
REPORT = "report.yaml"
"""The file of the report's fixed words in the folder of a language."""
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
        sources = shape(parse(read_text(own), name_of(own)), SourcesFile)
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


def words_part(group: str, english: DataclassInstance, language: str) -> Part:
    """Give what there is to translate in fixed words of the program."""
    return Part("words", words_file(group, language), texts_of_words(english), {})


def parts_to_translate(names: Sequence[str], language: str) -> list[Part]:
    """List the files that a translation has: those of the named standards, or of all shipped ones and their tables.

    Raises:
        UsageError: There is no such standard, or this is not how a language is named.
        InputError: A file of a standard is wrong.

    """
    if not LANGUAGE_CODE.fullmatch(language) or language == ENGLISH:
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
            found += _gaps_in(part, read_locale_file_now(part.target, part.kind))
        except RightscheckError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return [*found, *_strays(parts)]


def _gaps_in(part: Part, translation: Translation | None) -> Iterator[Gap]:
    if translation is None:
        if part.texts:
            what = f"this file is not there yet ({len(part.texts)} texts)"
            yield Gap("missing", Problem(Place(name_of(part.target)), what, "begin it with --start"))
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


def _gap(part: Part, translation: Translation, path: str, english: str) -> Gap | None:
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
        instead = f"mend it, then run this command with --stamp-all {name_of(part.target)} (now: {_short(english)})"
        return Gap("outdated", Problem(place, what, instead))
    if blanks_of(translation.texts[path]) != blanks_of(english):
        what = f"'{path}' does not have the blanks of the English text"
        return Gap("blanks", Problem(place, what, f"keep each {{word}} and as many [brackets]: {_short(english)}"))
    return None


def _left_over(part: Part, translation: Translation) -> Iterator[Gap]:
    for path, steps in translation.steps.items():
        if path not in part.texts:
            what = f"'{path}' stands here and no more in English"
            yield Gap("left-over", Problem(translation.document.place(steps), what, "take it out"))
    for path in translation.marks:
        if path not in part.texts and path not in translation.steps:
            place = translation.document.place((MARKS, path))
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
        yield Gap("left-over", Problem(Place(name_of(path)), what, "take it out, or name it after its English file"))


def stamped(part: Part, *, everything: bool = False) -> str:
    """Give the text of a translator's file with the marks of today's English. Nothing is written.

    Args:
        part: What it translates; the file is there.
        everything: Mark every text anew, after a person has compared them all; otherwise only texts without a mark.

    Raises:
        InputError: The file is wrong, and no mark is put into it.

    """
    text = read_text(part.target)
    translation = parsed_locale_file(text, part.target, part.kind)
    kept = {} if everything else translation.marks
    marks = {path: kept.get(path, digest(english)) for path, english in part.texts.items() if path in translation.texts}
    end = "\r\n" if "\r\n" in text else "\n"
    lines = _without_marks(translation.document, text.splitlines())
    if marks:
        lines += [f"{MARKS}:", *(f'  {_key(path)}: "{mark}"' for path, mark in marks.items())]
    return end.join(lines) + end


def _without_marks(document: YamlDocument, lines: list[str]) -> list[str]:
    """Take the block of marks out, and nothing else."""
    if (MARKS,) not in document.places:
        return lines
    first = document.places[MARKS,][0] - 1
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


def review_state(names: Sequence[str | Path], language: str, words: Iterable[Part] = ()) -> ReviewState:
    """Count how many texts no native speaker has reviewed yet, and how many are shown in English.

    Args:
        names: The standards, as `load_translated` takes them; the tables that all share are counted once.
        language: One of `languages()`.
        words: The fixed words of the program, which are counted too.

    Raises:
        UsageError: There is no such standard, or no such language.
        InputError: A file of a standard or of its translation is wrong.

    """
    known_language(language)
    if language == ENGLISH:
        return ReviewState(ENGLISH, 0, 0, 0)
    parts = [*shared_parts(language), *words]
    for name in names:
        parts += parts_of(load_standard(name), find_standard(str(name)), language)
    total = not_reviewed = in_english = 0
    for part in parts:
        found = read_locale_file(part.target, part.kind)
        current = sum(found.is_current(path, text) for path, text in part.texts.items()) if found else 0
        total += len(part.texts)
        in_english += len(part.texts) - current
        not_reviewed += current if found and found.reviewed_by is None else 0
    return ReviewState(language, total, not_reviewed, in_english)
