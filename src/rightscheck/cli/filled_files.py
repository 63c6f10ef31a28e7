"""The files that `rightscheck collect` is given: those that are named, and the forms in folders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

MAX_FILES = 10_000
"""Files in the folders that are given."""


@dataclass(frozen=True)
class Inputs:
    """What is read."""

    files: list[Path]
    folders: list[Path]
    """Every folder that forms lie in, or could have lain in."""
    is_whole: bool
    """Whether those are all files that were named."""


def find_inputs(files: Sequence[Path]) -> Inputs:
    """Give the files to read, in an order that does not hang on how they were named."""
    from rightscheck.cli.output import note

    found: dict[Path, Path] = {}
    folders: dict[Path, None] = {}
    left_out: list[Path] = []
    is_whole = True
    for given in files:
        if not given.is_dir():
            found.setdefault(same_file(given), given)
            folders[given.parent] = None
            continue
        inside = list(_in_folder(given))
        if len(inside) > MAX_FILES:
            note(f"{given}: this folder holds more than {MAX_FILES:,} files; name the folder that holds the forms")
            is_whole = False
        folders |= dict.fromkeys([given, *(path.parent for path in inside)])
        for path in inside[:MAX_FILES]:
            if _may_be_form(path):
                found.setdefault(same_file(path), path)
            else:
                left_out.append(path)
    if left_out:
        some = ", ".join(str(path) for path in left_out[:5])
        more = f", and {len(left_out) - 5} more" if len(left_out) > 5 else ""  # noqa: PLR2004 - five names on a line
        note(f"Left out, because they are no filled forms: {some}{more}.")
    return Inputs(sorted(found.values(), key=lambda path: (str(path), path)), list(folders), is_whole)


def same_file(path: Path) -> Path:
    """Give a path by which a file is known again, however it is named."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # a ring of links: reading it will say so
        return path


def _in_folder(folder: Path) -> Iterator[Path]:
    """Walk a folder in the order of names, without what is hidden; a link to a folder is not followed.

    Raises:
        InputError: It, or a folder in it, cannot be read.

    """
    from rightscheck.errors import InputError, Place, Problem

    try:
        inside = sorted(folder.iterdir())
    except OSError as error:
        what = f"this folder cannot be read ({error.strerror})"
        raise InputError([Problem(Place(str(folder)), what, "check the rights on it")]) from None
    for path in inside:
        if path.name.startswith((".", "~$")):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _in_folder(path)
        elif path.is_file():
            yield path


def _may_be_form(path: Path) -> bool:
    from rightscheck.cli.earlier_counts import earlier
    from rightscheck.read.filled import FORM_SUFFIXES

    return path.suffix.lower() in FORM_SUFFIXES and earlier(path) is None
