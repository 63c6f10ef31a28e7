"""`rightscheck assess`: score the answers and write the report."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rightscheck.cli.options import Tier

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
    from rightscheck.check.flags import failing
    from rightscheck.cli.answers import assess_answers, warn_of_private
    from rightscheck.cli.deliver import chosen_formats, deliver
    from rightscheck.cli.output import note
    from rightscheck.errors import ExitCode
    from rightscheck.read.answers import DEFAULT_NAME
    from rightscheck.read.config import CONFIG_NAME, load_config
    from rightscheck.render.formats import SUFFIXES

    folder = answers if answers.is_dir() else answers.parent
    config = load_config(folder)
    if answers.is_dir():
        answers = folder / (config.answers or DEFAULT_NAME)
    chosen = chosen_formats(output or [], format, SUFFIXES, [answers, folder / CONFIG_NAME])
    assessment = assess_answers(answers, standard or [], config, folder)
    warn_of_private(assessment)
    deliver(assessment, _renderers(), chosen, format)
    if chosen and any(answer.note for answer in assessment.sheet.answers.values()):
        note("Your notes are printed in it. Check that none of them names a resident.")
    if failing(assessment, fail_on.value if fail_on else config.fail_on or "stop"):
        raise typer.Exit(ExitCode.FOUND)


def _renderers() -> Renderers[Assessment]:
    from rightscheck.cli.deliver import Renderers
    from rightscheck.render.formats import RENDERERS
    from rightscheck.render.report import summary
    from rightscheck.render.terminal import MAX_WIDTH

    def on_terminal(assessment: Assessment) -> RenderableType:
        from rightscheck.render.terminal import terminal_report

        return terminal_report(assessment)

    return Renderers(RENDERERS, on_terminal, MAX_WIDTH, summary)
