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
    from rightscheck.cli.reading import Wanted
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
    from rightscheck.cli.output import note
    from rightscheck.cli.reading import exit_code
    from rightscheck.cli.voices import load_tallies, tally_beside, tell_of_voices_beside
    from rightscheck.read.answers import DEFAULT_NAME
    from rightscheck.read.config import CONFIG_NAME, load_config
    from rightscheck.render.formats import SUFFIXES

    is_folder = answers.is_dir()
    folder = answers if is_folder else answers.parent
    config = load_config(folder)
    if is_folder:
        answers = folder / (config.answers or DEFAULT_NAME)
        residents = residents or tally_beside(folder, config.residents, "residents")
        staff = staff or tally_beside(folder, config.staff, "staff")
    inputs = [answers, folder / CONFIG_NAME, *(path for path in (residents, staff) if path)]
    chosen = chosen_formats(output or [], format, SUFFIXES, inputs)
    names = standard_names(standard or [], config, folder)
    tallies = load_tallies(residents, staff, names)
    assessment = assess_answers(answers, standard or [], config, folder, tallies, lang)
    warn_of_private(assessment)
    names = names or [one.standard.id for one in assessment.standards]
    wanted = _wanted(folder if is_folder else None, documents or [], names, [path for path, _ in chosen], lang)
    if wanted is not None:
        assessment = _beside_documents(assessment, wanted)
    deliver(assessment, _renderers(), chosen, format)
    if chosen and any(answer.note for answer in assessment.sheet.answers.values()):
        note("Your notes are printed in it. Check that none of them names a resident.")
    if chosen and assessment.voices is None and not is_folder:
        tell_of_voices_beside(folder, config)
    flags = failing(assessment, fail_on.value if fail_on else config.fail_on or "stop")
    if code := exit_code(assessment.scan, failing=bool(flags)):
        raise typer.Exit(code)


def _wanted(
    folder: Path | None, documents: list[Path], names: list[str], written: list[Path], lang: str
) -> Wanted | None:
    """Find the documents to set beside the answers: those that were named, or else those of the folder."""
    from rightscheck.cli.folder import open_folder, wanted_documents
    from rightscheck.cli.voices import wanted_beside

    if documents:
        return wanted_beside(documents, names, written, lang)
    return wanted_documents(open_folder(folder, names, lang), 1, written) if folder else None


def _beside_documents(assessment: Assessment, wanted: Wanted) -> Assessment:
    """Read the documents, tell which could not be read, and set the others beside the answers."""
    from rightscheck.cli.output import note
    from rightscheck.cli.reading import read_all
    from rightscheck.cli.translate import fixed_texts
    from rightscheck.cli.voices import with_documents

    scan, _ = read_all(wanted)
    for one in scan.skipped:
        note(f"{one.path}: not read: {one.reason}")
    scan = replace(scan, language=assessment.language, texts=fixed_texts("scan", assessment.language))
    return with_documents(assessment, scan, [file.path for file in wanted.files])


def _renderers() -> Renderers[Assessment]:
    from rightscheck.cli.deliver import Renderers
    from rightscheck.render.formats import RENDERERS
    from rightscheck.render.report import summary
    from rightscheck.render.terminal import MAX_WIDTH

    def on_terminal(assessment: Assessment) -> RenderableType:
        from rightscheck.render.terminal import terminal_report

        return terminal_report(assessment)

    return Renderers(RENDERERS, on_terminal, MAX_WIDTH, summary)
