"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from rightscheck.cli.deliver import ScanFormat


class Sureness(StrEnum):
    """How sure a finding is; the same names as Confidence, which a test compares."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


class FailSureness(StrEnum):
    """From which sureness on a finding makes the command exit with 1; the same names as FailOnConfidence."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"
    NEVER = "never"


class Tier(StrEnum):
    """What makes the command exit with 1; the same names as FailOn, which a test compares."""

    CORE = "core"
    STOP = "stop"
    FIX = "fix"
    CAUTION = "caution"
    NEVER = "never"


FormatOption = Annotated[
    ScanFormat | None,
    typer.Option("--format", "-f", help="The format; left out, by the file's ending, or for a terminal."),
]
OutputOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write the result to this file: .html, .md, .json, .sarif, .xml (JUnit), .txt. Repeatable.",
    ),
]
RightOption = Annotated[
    list[str] | None,
    typer.Option("--right", metavar="ID", help="Speak of this right only, such as phones. Repeatable."),
]
StandardOption = Annotated[
    list[str] | None,
    typer.Option(
        "--standard", metavar="ID", help="Take the red flags of this standard: an id, or a folder. Repeatable."
    ),
]
MinConfidenceOption = Annotated[
    Sureness | None,
    typer.Option("--min-confidence", help="Report findings at least this sure. [default: likely]"),
]
ChangedSinceOption = Annotated[
    str | None,
    typer.Option(
        "--changed-since",
        metavar="REF",
        help="Report only what was added since this branch left REF, committed or not. Needs git.",
    ),
]
JobsOption = Annotated[
    int,
    typer.Option("--jobs", "-j", min=0, metavar="N", help="Read with so many processes; 0 for all cores."),
]
TodayOption = Annotated[
    str | None,
    typer.Option("--today", metavar="DATE", help="Judge end dates as of this day, such as 2027-01-31."),
]

LanguageOption = Annotated[
    str,
    typer.Option("--lang", metavar="LANG", help="The language of the texts: en, es, or another that is translated."),
]
