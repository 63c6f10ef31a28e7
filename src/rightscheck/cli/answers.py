"""The answers of a self-audit become an assessment: for `assess`, `check`, and whoever else judges answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rightscheck.cli.output import note

if TYPE_CHECKING:
    from rightscheck.model.assessment import Assessment
    from rightscheck.model.config import Config
    from rightscheck.model.tally import Tally


def assess_answers(
    answers: Path, asked: list[str], config: Config, folder: Path, tallies: Sequence[Tally] = (), language: str = "en"
) -> Assessment:
    """Hold answers against the standards of the command line, of the settings, or else of the answers themselves.

    Args:
        answers: The file.
        asked: The standards of the command line.
        config: The settings.
        folder: Where the settings are, from which they name standards.
        tallies: What staff and residents answered.
        language: In which the standards' texts are told.

    Raises:
        InputError: The answers or a standard cannot be used.
        UsageError: There is no such standard.

    """
    from rightscheck.check.assess import assess
    from rightscheck.cli.translate import fixed_parts
    from rightscheck.read.answers import load_answers
    from rightscheck.read.catalog import report_texts
    from rightscheck.read.standards import load_standard
    from rightscheck.read.translations import load_translated

    names = standard_names(asked, config, folder)
    sheet = load_answers(answers, [load_standard(name) for name in names] or None)
    names = names or _in_order(list(sheet.standards))
    found = assess([load_translated(name, language) for name in names], sheet, tallies)
    return replace(found, language=language, texts=report_texts(language, names, fixed_parts(language)))


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


def standard_names(asked: list[str], config: Config, folder: Path) -> list[str]:
    """Name the standards of the command line, or else of the settings; empty when neither names any."""
    from rightscheck.read.standards import find_standard

    return list(dict.fromkeys(asked or [str(find_standard(name, folder)) for name in config.standards]))


def _in_order(names: list[str]) -> list[str]:
    """Put the standards that an answers file names in their usual order."""
    from rightscheck.read.standards import shipped_ids

    return sorted(names, key=shipped_ids().index)
