"""Counts that were made before: two tables of the same months side by side could tell what single people said."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from rightscheck.cli.filled_files import Inputs, same_file

if TYPE_CHECKING:
    from rightscheck.model.tally import Tally

SUFFIX = ".csv"
MAX_TABLES = 500
"""Tables that are looked at for an earlier report."""
MAX_FOLDERS = 2_000
"""Folders that are looked into for one."""
DEPTH = 2
"""How far below the current folder one is looked for."""


def earlier(path: Path) -> Tally | None:
    """Read an earlier report; None for a file that is none."""
    from rightscheck.errors import RightscheckError
    from rightscheck.read.tally import is_tally, load_tally

    try:
        return load_tally(path) if is_tally(path) else None
    except RightscheckError:
        return None


def refuse_second(found: Tally, text: str, output: Path | None, inputs: Inputs) -> None:
    """See that there are no other counts of the same months: two tables side by side can tell what single people said.

    Raises:
        InputError: There are.
        OutputError: The file to write holds other counts, which this report does not take the place of.

    """
    from rightscheck.check.tallies import overlap
    from rightscheck.errors import InputError, OutputError, Place, Problem
    from rightscheck.render.tally_csv import tally_csv

    for path in _tables(output, inputs):
        before = earlier(path)
        if before is None or tally_csv(before) == text:
            continue
        if overlap(before, found):
            what = "you have counts of these months already; the two side by side could give somebody away"
            instead = (
                "use that one and collect only the forms of the months that follow, or delete it if nobody has seen "
                "it; nothing was written"
            )
            raise InputError([Problem(Place(str(path)), what, instead)])
        if output is not None and same_file(path) == same_file(output):
            whose = "of other months" if before.role == found.role else f"of the {before.role}"
            raise OutputError([Problem(Place(str(path)), f"this file holds counts {whose}", "name another file")])


def _tables(output: Path | None, inputs: Inputs) -> list[Path]:
    """Find what could be an earlier report: the file to write, and tables near it, near the forms, and near here."""
    from rightscheck.cli.output import note
    from rightscheck.read.tally import is_tally

    read = {same_file(path) for path in inputs.files}
    found = {same_file(output): output} if output is not None and output.exists() else {}
    seen: set[Path] = set()
    for number, folder in enumerate(_folders(output, inputs)):
        if (same := same_file(folder)) in seen:
            continue
        seen.add(same)
        if _is_another_house(same, output, inputs):
            continue
        for path in _files(folder):
            if path.suffix.lower() == SUFFIX and (same_file(path) not in read or is_tally(path)):
                found.setdefault(same_file(path), path)
        if len(found) > MAX_TABLES or number >= MAX_FOLDERS:
            note(f"Not every table near here was looked at for earlier counts: there are more than {MAX_TABLES}.")
            break
    return list(found.values())[:MAX_TABLES]


def _folders(output: Path | None, inputs: Inputs) -> Iterator[Path]:
    """Name the folders to look into, the nearest first; a folder may come twice."""
    here = Path()
    if output is not None:
        yield output.parent
    yield here
    yield from inputs.folders
    below = [here]
    for _ in range(DEPTH):
        below = [folder for above in below for folder in islice(_subfolders(above), MAX_FOLDERS)]
        yield from below
    if output is not None and not _is_house_by_itself(output, inputs):
        yield from _subfolders(_from_here(same_file(output.parent).parent))


def _is_another_house(folder: Path, output: Path | None, inputs: Inputs) -> bool:
    """Whether a folder is a self-audit of its own, in which neither the forms nor the counts of this run lie.

    A trainer has several side by side; the counts of one say nothing of the people of another.
    """
    from rightscheck.read.answers import DEFAULT_NAME

    homes = [same_file(Path()), *map(same_file, inputs.folders), *([same_file(output.parent)] if output else [])]
    return _is((folder / DEFAULT_NAME).is_file) and not any(home.is_relative_to(folder) for home in homes)


def _from_here(path: Path) -> Path:
    try:
        return Path(os.path.relpath(path))
    except ValueError:  # on another drive
        return path


def _is_house_by_itself(output: Path, inputs: Inputs) -> bool:
    """Whether the counts go to the current folder, and all forms lie in it too.

    What lies beside such a folder is another program's: a trainer has one for each.
    """
    here = same_file(Path())
    return same_file(output.parent) == here and all(same_file(folder).is_relative_to(here) for folder in inputs.folders)


def _subfolders(folder: Path) -> Iterator[Path]:
    for path in _entries(folder):
        if not path.name.startswith(".") and not path.is_symlink() and _is(path.is_dir):
            yield path


def _files(folder: Path) -> Iterator[Path]:
    yield from (path for path in _entries(folder) if _is(path.is_file))


def _is(test: Callable[[], bool]) -> bool:
    try:
        return test()
    except OSError:  # what cannot be looked into has shown nobody anything
        return False


def _entries(folder: Path) -> list[Path]:
    """List a folder in the order of names; nothing where it cannot be looked into."""
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []
