"""Files that people filled in become `FilledForm`s: the page's saved file, a workbook, an export, or a typed-in table.

What a file is, its contents say, not its name. Text in it is only ever compared with the ids and texts that the forms
know; everything else is told, left out, and forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path

from rightscheck.errors import Place, Problem
from rightscheck.model.form import FilledForm, Form, Role
from rightscheck.read.filled.file import bytes_of, contents_of
from rightscheck.read.filled.match import Known, match
from rightscheck.read.filled.person import MAX_BYTES, MAX_ROWS, NoFormError

__all__ = ["FORM_SUFFIXES", "MAX_BYTES", "MAX_ROWS", "Known", "read_filled", "read_known"]

FORM_SUFFIXES = frozenset((".json", ".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods"))
"""How files may end that are looked at in a folder. A file that is named by itself may end as it likes."""


def read_filled(
    path: Path,
    forms: Mapping[Role, Form],
    others: Iterable[Form] = (),
    *,
    role: Role | None = None,
    seen: dict[str, str] | None = None,
) -> tuple[list[FilledForm], list[Problem]]:
    """Read one file. What cannot be read of it is told; it never raises.

    Args:
        path: The file.
        forms: The whole forms of residents and staff; a short form is a part of them.
        others: The same forms in other languages, so that their texts are known too.
        role: Whose forms they are where the file does not say so.
        seen: Marks of forms read before, so that none is counted twice; it is added to.

    """
    return read_known(path, Known(forms, others), role=role, seen=seen)


def read_known(
    path: Path, known: Known, *, role: Role | None = None, seen: dict[str, str] | None = None
) -> tuple[list[FilledForm], list[Problem]]:
    """Read one file, as `read_filled` does, with the forms taken in before."""
    seen = {} if seen is None else seen
    try:
        data = bytes_of(path)
        mark = _mark(data, seen)
        contents = contents_of(data, str(path), known.question)
    except NoFormError as error:
        return [], [Problem(Place(str(path)), error.what, error.instead)]
    found, problems = match(contents.people, known, role, seen)
    seen[mark] = str(path)
    if not contents.people and not contents.problems:
        problems.append(Problem(Place(str(path)), "this file holds no filled form", "leave it out"))
    return found, [*contents.problems, *problems]


def _mark(data: bytes, seen: Mapping[str, str]) -> str:
    mark = f"bytes:{blake2b(data, digest_size=16).hexdigest()}"
    if mark in seen:
        raise NoFormError(f"this is the same file as {seen[mark]}, and is counted once", "take one of the two away")
    return mark
