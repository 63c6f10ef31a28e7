"""`rightscheck init`: start a self-audit."""

from __future__ import annotations

import json
import os
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

CONFIG = """\
# Settings of this self-audit, read by `rightscheck assess` and `rightscheck check`. The command line overrides them.
answers: answers.yaml

# The standards to assess against, by id, or a folder of your own. The first one leads: its ladder gives the level.
standards:
{standards}

# What residents and staff answered, as `rightscheck collect` counted it. Files of these names beside the answers are
# taken by `rightscheck assess FOLDER` and `rightscheck check` without being named; name others here.
# residents: residents.csv
# staff: staff.csv

# For a CI job: exit with 1 when a red flag of this tier or above is present (core, stop, fix, caution, never).
fail_on: stop

# The policy documents that `rightscheck check` reads. Left out, every document in this folder.
# documents: [policies/**, house-rules.docx]

# How sure a finding in a document must be to be reported (certain, likely, possible), and to make a CI job fail.
# min_confidence: likely
# fail_on_confidence: certain

# Rules that may stand for a while. They stay in every report, and fail the check once the day has passed.
# waivers:
#   - rule: phone-taken
#     path: policies/handbook.md
#     quote: Residents turn in phones at intake.
#     reason: The board votes on the new rule in January.
#     approved_by: the director
#     expires: 2027-01-31
"""


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
) -> None:
    """Start a self-audit: write answers.yaml with every question in it, and rightscheck.yaml.

    Files that are there already are never overwritten.
    """
    from rightscheck.check.prepared import asked_indicators
    from rightscheck.cli.output import note
    from rightscheck.read.answers import DEFAULT_NAME, read_facts
    from rightscheck.read.config import CONFIG_NAME
    from rightscheck.read.standards import DEFAULT_STANDARDS, load_standard
    from rightscheck.render.questionnaire import questionnaire

    names = tuple(dict.fromkeys(standard or DEFAULT_STANDARDS))
    standards = [load_standard(name) for name in names]
    facts = read_facts(fact or [], standards[0].tables)
    asked = asked_indicators(standards, facts)
    answers, config = folder / DEFAULT_NAME, folder / CONFIG_NAME
    written = start_folder(folder, names, questionnaire(standards, asked, facts=facts))
    note(f"Wrote {answers}: {len(asked)} questions in {len(standards)} standard{'s' if len(standards) > 1 else ''}.")
    if config in written:
        note(f"Wrote {config}: settings.")
    else:
        note(f"{config} was there already and stays as it is.")
    target = shlex.quote(str(folder))
    note(f"Next: open {answers} in any text editor, then run: rightscheck assess {target} -o report.html")


def start_folder(folder: Path, names: Sequence[str], questions: str) -> list[Path]:
    """Make a folder with answers.yaml and rightscheck.yaml in it.

    Args:
        folder: The folder; it is made if need be.
        names: The standards, as the command line named them.
        questions: The text of answers.yaml.

    Returns:
        The files that were written. Settings that are there already stay as they are.

    Raises:
        OutputError: The answers are there already, or a file cannot be written.

    """
    from rightscheck.cli.output import write_file
    from rightscheck.read.answers import DEFAULT_NAME
    from rightscheck.read.config import CONFIG_NAME

    folder.mkdir(parents=True, exist_ok=True)
    answers, config = folder / DEFAULT_NAME, folder / CONFIG_NAME
    write_file(answers, questions, overwrite=False)
    if config.exists():
        return [answers]
    listed = "\n".join(f"  - {_from(folder, name)}" for name in names)
    write_file(config, CONFIG.format(standards=listed), overwrite=False)
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
