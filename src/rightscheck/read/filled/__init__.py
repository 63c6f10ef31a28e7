"""Files that people filled in become `FilledForm`s: the page's saved file, a workbook, an export, or a typed-in table.

What a file is, its contents say, not its name. Text in it is only ever compared with the ids and texts that the forms
know; everything else is told, left out, and forgotten.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path

from rightscheck.errors import Place, Problem
from rightscheck.model.form import FilledForm, Form, Role
from rightscheck.model.tally import TALLY
from rightscheck.read.filled.match import Known, match
from rightscheck.read.filled.person import MAX_BYTES, MAX_ROWS, Contents, NoFormError
from rightscheck.read.filled.saved import read_saved
from rightscheck.read.filled.table import read_csv
from rightscheck.read.filled.workbook import read_workbook

__all__ = ["FORM_SUFFIXES", "MAX_BYTES", "MAX_ROWS", "Known", "read_filled", "read_known"]

FORM_SUFFIXES = frozenset((".json", ".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods"))
"""How files may end that are looked at in a folder. A file that is named by itself may end as it likes."""
_ZIP, _COMPOUND = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
_PAGE = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html)\b", re.IGNORECASE | re.DOTALL)
_ANSWERS_FILE = re.compile(r"^rightscheck:\s*[\"']?answers/", re.MULTILINE)
_TALLY = re.compile(rf"\s*(?:\"?form\"?[,;\t]\"?role\"?[,;\t]\"?first\b|\"?{TALLY}\"?[,;\t])")
_HEAD = 20_000
"""Characters in which a file says what it is."""
_ASK = "give the file that its save button makes, a filled workbook, or an export as CSV"


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
        data = _bytes(path)
        mark = _mark(data, seen)
        contents = _contents(data, str(path), known)
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


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise NoFormError("this is a folder", "name the files in it")
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise NoFormError("there is no such file", "check the name and the folder") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "its name is no name of a file"
        raise NoFormError(f"this file cannot be read ({why})", "check the rights on the file") from None
    if len(data) > MAX_BYTES:
        raise NoFormError(f"this file is over {MAX_BYTES // 1_000_000} MB", "check that it is the right file")
    if not data.strip():
        raise NoFormError("this file is empty", "leave it out")
    return data


def _contents(data: bytes, path: str, known: Known) -> Contents:
    if data.startswith(_ZIP):
        return read_workbook(data, path, known.question)
    if data.startswith(_COMPOUND):
        raise NoFormError(
            "this workbook is encrypted, or of the old kind (.xls)", "save it as .xlsx, without a password"
        )
    text = _text(data)
    head = text[:_HEAD]
    if _PAGE.match(head):
        raise NoFormError("this is the empty form, or another page", "give the file that its save button makes")
    if _TALLY.match(head):
        raise NoFormError("this is a tally: its forms are counted already", "give it to rightscheck assess")
    if _ANSWERS_FILE.search(head):
        raise NoFormError("these are leadership's answers, which are not counted", "give them to rightscheck assess")
    if head.lstrip().startswith(("{", "[")):
        return read_saved(text, path)
    return read_csv(text, path, known.question)


def _text(data: bytes) -> str:
    """Decode text: UTF-8, UTF-16 with its mark, or what spreadsheet programs of Windows write."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    if b"\0" in data[:_HEAD]:
        raise NoFormError("this file fits no form", _ASK)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
