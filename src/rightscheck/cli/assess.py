"""`rightscheck assess`: score the answers and write the report."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rightscheck.model.assessment import Assessment
    from rightscheck.model.config import Config
    from rightscheck.model.standard import Standard


class Format(StrEnum):
    """The formats of a report; the same names as in RENDERERS, which a test compares."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


class Tier(StrEnum):
    """What makes the command exit with 1; the same names as FailOn, which a test compares."""

    CORE = "core"
    STOP = "stop"
    FIX = "fix"
    CAUTION = "caution"
    NEVER = "never"


def assess(
    answers: Annotated[
        Path, typer.Argument(metavar="ANSWERS", help="The answers file, or the folder that holds it.")
    ] = Path(),
    standard: Annotated[
        list[str] | None,
        typer.Option(
            "--standard",
            metavar="ID",
            help="Assess against this standard: an id, or a folder of your own. Repeatable; the first one leads.",
        ),
    ] = None,
    format: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="The format; left out, by the file's ending, or for a terminal."),
    ] = None,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write the report to this file: .html, .md, .json, .txt. Repeatable.",
        ),
    ] = None,
    fail_on: Annotated[
        Tier | None,
        typer.Option("--fail-on", help="Exit with 1 when a red flag of this tier or above is present. [default: stop]"),
    ] = None,
) -> None:
    """Score a program's answers against the standards and write the report.

    The report names the red flags, why each one hurts, what to do instead, and wording to paste.
    """
    from rightscheck.check.assess import assess as hold_against
    from rightscheck.check.flags import failing
    from rightscheck.errors import ExitCode
    from rightscheck.read.answers import DEFAULT_NAME, load_answers
    from rightscheck.read.config import load_config

    folder = answers if answers.is_dir() else answers.parent
    config = load_config(folder)
    if answers.is_dir():
        answers = folder / (config.answers or DEFAULT_NAME)
    chosen = _formats(output or [], format, answers)
    standards = _standards(standard or [], config, folder)
    sheet = load_answers(answers, standards or None)
    assessment = hold_against(standards or _named(list(sheet.standards)), sheet)
    _warn(assessment)
    _deliver(assessment, chosen, format)
    if failing(assessment, fail_on.value if fail_on else config.fail_on or "stop"):
        raise typer.Exit(ExitCode.FOUND)


def _standards(asked: list[str], config: Config, folder: Path) -> list[Standard]:
    """Load the standards of the command line, or else of the settings; empty when neither names any."""
    from rightscheck.read.standards import find_standard, load_standard

    if asked:
        return [load_standard(name) for name in dict.fromkeys(asked)]
    return [load_standard(find_standard(name, folder)) for name in dict.fromkeys(config.standards)]


def _named(names: list[str]) -> list[Standard]:
    """Load the standards that an answers file names, the shipped ones in their usual order."""
    from rightscheck.read.standards import load_standard, shipped_ids

    order = shipped_ids()
    return [load_standard(name) for name in sorted(names, key=order.index)]


def _formats(output: list[Path], wanted: Format | None, answers: Path) -> list[tuple[Path, str]]:
    """Say for each file which format it gets, before any work is done."""
    from rightscheck.errors import Place, Problem, UsageError
    from rightscheck.read.config import CONFIG_NAME
    from rightscheck.render.formats import SUFFIXES

    chosen = []
    for path in output:
        name = wanted.value if wanted else "terminal" if str(path) == "-" else SUFFIXES.get(path.suffix.lower())
        if name is None:
            known = ", ".join(sorted(SUFFIXES))
            raise UsageError(
                [
                    Problem(
                        Place(str(path)),
                        f"the ending '{path.suffix}' names no format",
                        f"end it in one of {known}, or add --format",
                    )
                ]
            )
        for given, what in ((answers, "answers"), (answers.parent / CONFIG_NAME, "settings")):
            if _is_same(path, given):
                problem = f"this is the {what} file itself"
                raise UsageError([Problem(Place(str(path)), problem, "name another file for the report")])
        chosen.append((path, name))
    return chosen


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there
        return False


def _warn(assessment: Assessment) -> None:
    from rightscheck.cli.output import note
    from rightscheck.render.words import listed

    for matter in assessment.private:
        place = matter.place or assessment.sheet.path
        under = f"{matter.field} of {matter.question}" if matter.question else f"line '{matter.field}'"
        note(
            f"{place}: privacy warning: the {under} looks like {listed(list(matter.kinds))}; it was left out of the "
            "report. No resident's data belongs here: take it out of the file"
        )


def _deliver(assessment: Assessment, chosen: list[tuple[Path, str]], wanted: Format | None) -> None:
    """Write or print the report. A file that cannot be written does not keep the others from being written."""
    from rightscheck.cli.output import note, print_text, write_file
    from rightscheck.errors import OutputError, Problem
    from rightscheck.render.formats import RENDERERS
    from rightscheck.render.report import summary

    problems: list[Problem] = []
    written: list[str] = []
    for path, name in chosen:
        try:
            write_file(path, RENDERERS[name](assessment))
            written.append(str(path))
        except OutputError as error:
            problems += error.problems
    if written:
        note(f"{summary(assessment)} Report: {', '.join(written)}")
        if any(answer.note for answer in assessment.sheet.answers.values()):
            note("Your notes are printed in it. Check that none of them names a resident.")
    if problems:
        raise OutputError(problems)
    if chosen:
        return
    if wanted in (None, Format.TERMINAL):
        _print_terminal(assessment)
    else:
        print_text(RENDERERS[wanted.value](assessment))


def _print_terminal(assessment: Assessment) -> None:
    from rightscheck.cli.output import print_for_terminal
    from rightscheck.render.terminal import MAX_WIDTH, terminal_report

    print_for_terminal(terminal_report(assessment), max_width=MAX_WIDTH)
