"""The answers of a self-audit become an assessment: for `assess`, `check`, and whoever else judges answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rightscheck.cli.output import note

if TYPE_CHECKING:
    from rightscheck.model.assessment import Assessment
    from rightscheck.model.config import Config
    from rightscheck.model.standard import Standard


def assess_answers(answers: Path, asked: list[str], config: Config, folder: Path) -> Assessment:
    """Hold answers against the standards of the command line, of the settings, or else of the answers themselves.

    Args:
        answers: The file.
        asked: The standards of the command line.
        config: The settings.
        folder: Where the settings are, from which they name standards.

    Raises:
        InputError: The answers or a standard cannot be used.
        UsageError: There is no such standard.

    """
    from rightscheck.check.assess import assess
    from rightscheck.read.answers import load_answers

    standards = _asked(asked, config, folder)
    sheet = load_answers(answers, standards or None)
    return assess(standards or _named(list(sheet.standards)), sheet)


def warn_of_private(assessment: Assessment) -> None:
    """Say what was left out of the report because it looks like a resident's."""
    from rightscheck.render.words import listed

    for matter in assessment.private:
        place = matter.place or assessment.sheet.path
        under = f"{matter.field} of {matter.question}" if matter.question else f"line '{matter.field}'"
        note(
            f"{place}: privacy warning: the {under} looks like {listed(list(matter.kinds))}; it was left out of the "
            "report. No resident's data belongs here: take it out of the file"
        )


def _asked(asked: list[str], config: Config, folder: Path) -> list[Standard]:
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
