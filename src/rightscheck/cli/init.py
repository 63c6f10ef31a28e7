"""`rightscheck init`: start a self-audit."""

from __future__ import annotations

import json
import os
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rightscheck.cli.options import LanguageOption

if TYPE_CHECKING:
    from rightscheck.render.init_words import InitWords


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="The folder to start in; it is made if need be.")
    ] = Path(),
    standard: Annotated[
        list[str] | None,
        typer.Option(
            "--standard",
            metavar="ID",
            help="A standard to answer: an id, or a folder of your own. Repeatable.",
        ),
    ] = None,
    fact: Annotated[
        list[str] | None,
        typer.Option(
            "--fact",
            metavar="ID=VALUE",
            help="A fact you know already, such as housing=emergency. Leaves out what does not apply. Repeatable.",
        ),
    ] = None,
    lang: LanguageOption = "en",
) -> None:
    """Start a self-audit: write answers.yaml with every question in it, and rightscheck.yaml.

    Files that are there already are never overwritten.
    """
    from rightscheck.check.prepared import asked_indicators
    from rightscheck.cli.output import note
    from rightscheck.cli.translate import fixed_words
    from rightscheck.read.answers import DEFAULT_NAME, read_facts
    from rightscheck.read.config import CONFIG_NAME
    from rightscheck.read.standards import DEFAULT_STANDARDS
    from rightscheck.read.translations import load_translated
    from rightscheck.render.questionnaire import questionnaire

    names = tuple(dict.fromkeys(standard or DEFAULT_STANDARDS))
    standards = [load_translated(name, lang) for name in names]
    words: InitWords = fixed_words("init", lang)
    facts = read_facts(fact or [], standards[0].tables)
    asked = asked_indicators(standards, facts)
    answers, config = folder / DEFAULT_NAME, folder / CONFIG_NAME
    questions = questionnaire(standards, asked, facts=facts, words=words)
    written = start_folder(folder, names, questions, words)
    counts = {"questions": len(asked), "n": len(standards)}
    told = [
        words.wrote[len(standards) != 1].format(file=answers, **counts),
        (words.wrote_settings if config in written else words.settings_stay).format(file=config),
    ]
    for line in (*told, *_next_steps(folder, answers, words)):
        note(line)


def _next_steps(folder: Path, answers: Path, words: InitWords) -> list[str]:
    """Say what to do now: to be asked, or to edit the file."""
    from rightscheck.model.translation import ENGLISH

    target = shlex.quote(str(folder))
    language = "" if words.language == ENGLISH else f" --lang {words.language}"
    return [
        words.next_interview.format(command=f"rightscheck interview {target}{language}"),
        words.next_file.format(file=answers, command=f"rightscheck assess {target} -o report.html{language}"),
    ]


def start_folder(folder: Path, names: Sequence[str], questions: str, words: InitWords | None = None) -> list[Path]:
    """Make a folder with answers.yaml and rightscheck.yaml in it.

    Args:
        folder: The folder; it is made if need be.
        names: The standards, as the command line named them.
        questions: The text of answers.yaml.
        words: The comments of rightscheck.yaml; left out, they are in English.

    Returns:
        The files that were written. Settings that are there already stay as they are.

    Raises:
        OutputError: The answers are there already, or a file cannot be written.

    """
    from rightscheck.cli.output import write_file
    from rightscheck.read.answers import DEFAULT_NAME
    from rightscheck.read.config import CONFIG_NAME
    from rightscheck.render.init_words import ENGLISH
    from rightscheck.render.settings_file import settings_file

    folder.mkdir(parents=True, exist_ok=True)
    answers, config = folder / DEFAULT_NAME, folder / CONFIG_NAME
    write_file(answers, questions, overwrite=False)
    if config.exists():
        return [answers]
    listed = [_from(folder, name) for name in names]
    write_file(config, settings_file(listed, (words or ENGLISH).settings), overwrite=False)
    return [answers, config]


def _from(folder: Path, name: str) -> str:
    """Name a standard in the settings of a folder: by its id, or by its path from there."""
    from rightscheck.read.standards import find_standard, shipped_ids

    if name in shipped_ids():
        return name
    path = find_standard(name).resolve()
    try:
        shown = Path(os.path.relpath(path, folder.resolve())).as_posix()
    except ValueError:  # on another drive
        return json.dumps(path.as_posix(), ensure_ascii=False)
    return json.dumps(shown if shown.startswith("../") else f"./{shown}", ensure_ascii=False)
