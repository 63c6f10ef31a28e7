"""`rightscheck assess`: score the answers and write the report."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rightscheck.cli.options import LanguageOption, Tier

if TYPE_CHECKING:
    from rich.console import RenderableType

    from rightscheck.cli.deliver import Renderers
    from rightscheck.model.assessment import Assessment


class Format(StrEnum):
    """The formats of a report; the same names as in RENDERERS, which a test compares."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


def assess(  # noqa: PLR0913, PLR0917 - one parameter for each option
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
    residents: Annotated[
        Path | None,
        typer.Option("--residents", metavar="FILE", help="What residents answered: a file that `collect` wrote."),
    ] = None,
    staff: Annotated[
        Path | None,
        typer.Option("--staff", metavar="FILE", help="What front-line staff answered: a file that `collect` wrote."),
    ] = None,
    documents: Annotated[
        list[Path] | None,
        typer.Option(
            "--documents",
            metavar="PATH",
            help="Policy documents to set beside the answers: a file or folder. Repeatable.",
        ),
    ] = None,
    lang: LanguageOption = "en",
    fail_on: Annotated[
        Tier | None,
        typer.Option("--fail-on", help="Exit with 1 when a red flag of this tier or above is present. [default: stop]"),
    ] = None,
) -> None:
    """Score a program's answers against the standards and write the report.

    The report names the red flags, why each one hurts, what to do instead, and wording to paste. With --residents,
    --staff and --documents it sets what they say beside what leadership says, and names where they disagree. Given a
    folder, it takes what is there: the documents, residents.csv and staff.csv, or what rightscheck.yaml names.
    """
    from rightscheck.check.flags import failing
    from rightscheck.cli.answers import assess_answers, standard_names, warn_of_private
    from rightscheck.cli.deliver import chosen_formats, deliver
    from rightscheck.cli.folder import open_folder, wanted_documents
    from rightscheck.cli.output import note
    from rightscheck.cli.voices import (
        load_tallies,
        read_wanted,
        tally_beside,
        tell_of_voices_beside,
        wanted_beside,
        with_documents,
        worse,
    )
    from rightscheck.errors import ExitCode
    from rightscheck.read.answers import DEFAULT_NAME
    from rightscheck.read.config import CONFIG_NAME, load_config
    from rightscheck.render.formats import SUFFIXES

    given, folder = answers, answers if answers.is_dir() else answers.parent
    config = load_config(folder)
    if answers.is_dir():
        answers = folder / (config.answers or DEFAULT_NAME)
    is_folder = given.is_dir()
    if is_folder:
        residents = residents or tally_beside(folder, config.residents, "residents")
        staff = staff or tally_beside(folder, config.staff, "staff")
    inputs = [answers, folder / CONFIG_NAME, *(path for path in (residents, staff) if path)]
    chosen = chosen_formats(output or [], format, SUFFIXES, inputs)
    assessment = assess_answers(
        answers,
        standard or [],
        config,
        folder,
        load_tallies(residents, staff, standard_names(standard or [], config, folder)),
        lang,
    )
    warn_of_private(assessment)
    written = [path for path, _ in chosen]
    names = standard_names(standard or [], config, folder) or [one.standard.id for one in assessment.standards]
    wanted = wanted_beside(documents, names, written, lang) if documents else None
    if wanted is None and is_folder:
        wanted = wanted_documents(open_folder(folder, standard or [], lang), 1, written)
    scan = None
    if wanted is not None:
        scan, paths = read_wanted(wanted)
        scan = replace(scan, language=lang)
        assessment = with_documents(assessment, scan, paths)
        for one in scan.skipped:
            note(f"{one.path}: not read: {one.reason}")
    deliver(assessment, _renderers(), chosen, format)
    if chosen and any(answer.note for answer in assessment.sheet.answers.values()):
        note("Your notes are printed in it. Check that none of them names a resident.")
    if chosen and assessment.voices is None and not is_folder:
        tell_of_voices_beside(folder, config)
    is_failing = failing(assessment, fail_on.value if fail_on else config.fail_on or "stop")
    if code := worse(ExitCode.FOUND if is_failing else ExitCode.OK, scan):
        raise typer.Exit(code)


def _renderers() -> Renderers[Assessment]:
    from rightscheck.cli.deliver import Renderers
    from rightscheck.render.formats import RENDERERS
    from rightscheck.render.report import summary
    from rightscheck.render.terminal import MAX_WIDTH

    def on_terminal(assessment: Assessment) -> RenderableType:
        from rightscheck.render.terminal import terminal_report

        return terminal_report(assessment)

    return Renderers(RENDERERS, on_terminal, MAX_WIDTH, summary)
