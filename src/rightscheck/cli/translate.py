"""`rightscheck standards translate`: what is missing in a language, and the marks of the English texts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rightscheck.read.translating import Gap, Part

WORDS = {
    "form": "rightscheck.render.forms.words",
    "interview": "rightscheck.render.interview_words",
    "scan": "rightscheck.render.scan_words",
    "annotate": "rightscheck.render.annotate.words",
    "init": "rightscheck.render.init_words",
    "explain": "rightscheck.render.page_words",
}
"""Fixed words, by whose they are: the module whose ENGLISH they are, a dataclass of texts."""


def fixed_words(group: str, language: str) -> Any:  # noqa: ANN401 - a dataclass of its own for each group
    """Give the fixed words of the program in a language; what is not translated is in English.

    Args:
        group: As in WORDS.
        language: One of `read.translations.languages()`.

    Raises:
        UsageError: There is no such language.
        InputError: The file of the words is wrong.

    """
    from rightscheck.model.translation import told_in

    return told_in(_english(group), language, fixed_texts(group, language))


def fixed_texts(group: str, language: str) -> Mapping[str, str]:
    """Give the texts of fixed words in a language by their paths, as `told_in` takes them; none for English.

    Raises:
        UsageError: There is no such language.
        InputError: The file of the words is wrong.

    """
    from rightscheck.model.translation import ENGLISH

    if language == ENGLISH:
        return {}
    from rightscheck.read.translations import word_texts

    return word_texts(language, group, _english(group))


def fixed_parts(language: str) -> list[Part]:
    """List what there is to translate in fixed words; nothing for English."""
    from rightscheck.model.translation import ENGLISH

    if language == ENGLISH:
        return []
    from rightscheck.read.translating import words_part

    return [words_part(group, _english(group), language) for group in WORDS]


def _english(group: str) -> Any:  # noqa: ANN401 - a dataclass of its own for each group
    from importlib import import_module

    return import_module(WORDS[group]).ENGLISH


def translate(
    language: Annotated[str, typer.Argument(metavar="LANG", help="The language: es, pt, zh-Hant.")],
    standard: Annotated[
        list[str] | None,
        typer.Option(
            "--standard",
            metavar="ID",
            help="Only this standard: an id, or a folder of your own. Repeatable; left out, all that are shipped.",
        ),
    ] = None,
    start: Annotated[
        bool, typer.Option("--start", help="Make the files that are not there yet, to be filled in. Changes no other.")
    ] = False,
    stamp: Annotated[
        bool, typer.Option("--stamp", help="Mark texts that have no mark yet as made from today's English.")
    ] = False,
    stamp_all: Annotated[
        list[Path] | None,
        typer.Option(
            "--stamp-all",
            metavar="FILE",
            help="Mark every text of this file anew, after you have compared them all. Repeatable.",
        ),
    ] = None,
) -> None:
    """List what a translation still lacks: texts that are missing, outdated, or left over.

    The exit code is 1 while there is anything on the list. docs/translating.md walks through a new language.
    """
    from rightscheck.cli.output import note, print_text
    from rightscheck.errors import ExitCode
    from rightscheck.read.translating import gaps, parts_to_translate
    from rightscheck.render.words import plural

    parts = parts_to_translate(standard or [], language)
    if not standard:
        parts += fixed_parts(language)
    if start:
        note(f"Made {plural(_start(parts), 'file')}. Fill in what says null; the English stands above it.")
    if stamp_all:
        chosen = _chosen(parts, stamp_all)
        note(f"Marked anew: {plural(_stamp(chosen, everything=True), 'file')}.")
    if stamp:
        note(f"Marked: {plural(_stamp(parts, everything=False), 'file')}.")
    found = gaps(parts)
    print_text("".join(f"{gap.problem}\n" for gap in found))
    note(_summary(found, sum(len(part.texts) + len(part.examples) for part in parts)))
    if found:
        raise typer.Exit(ExitCode.FOUND)


def _start(parts: Sequence[Part]) -> int:
    """Write the files that are not there."""
    from rightscheck.cli.output import write_file
    from rightscheck.read.translating import started

    made = [part for part in parts if part.texts and not part.target.exists()]
    for part in made:
        part.target.parent.mkdir(parents=True, exist_ok=True)
        write_file(part.target, started(part), overwrite=False)
    return len(made)


def _chosen(parts: Sequence[Part], files: Sequence[Path]) -> list[Part]:
    from rightscheck.errors import Place, Problem, UsageError

    by_file = {part.target.resolve(): part for part in parts}
    if unknown := [file for file in files if file.resolve() not in by_file or not file.is_file()]:
        what, instead = "this is no file of this translation", "name a file below locale/LANG"
        raise UsageError([Problem(Place(str(file)), what, instead) for file in unknown])
    return [by_file[file.resolve()] for file in files]


def _stamp(parts: Sequence[Part], *, everything: bool) -> int:
    """Write the marks, once all files are known to be in order."""
    from rightscheck.cli.output import write_bytes
    from rightscheck.errors import InputError, Problem, RightscheckError
    from rightscheck.read.translating import stamped

    new: dict[Path, bytes] = {}
    problems: list[Problem] = []
    for part in parts:
        if not part.target.is_file():
            continue
        try:
            text = stamped(part, everything=everything)
        except RightscheckError as error:
            problems += error.problems
            continue
        if text.encode() != part.target.read_bytes():
            new[part.target] = text.encode()
    if problems:
        raise InputError(problems)
    for path, data in new.items():
        write_bytes(path, data, overwrite=True)
    return len(new)


def _summary(found: Sequence[Gap], total: int) -> str:
    from rightscheck.render.words import plural

    if not found:
        return f"{plural(total, 'text')}; every one is translated from today's English."
    counts = {
        "missing": "missing",
        "outdated": "outdated",
        "left-over": "left over",
        "unmarked": "without a mark",
        "blanks": "without their blanks",
    }
    told = [
        f"{sum(gap.status == status for gap in found)} {words}"
        for status, words in counts.items()
        if any(gap.status == status for gap in found)
    ]
    return f"{plural(total, 'text')}: {', '.join(told)}."
