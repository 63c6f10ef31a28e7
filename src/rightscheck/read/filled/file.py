"""One file, opened and told by its contents: what kind of filled form it is, or why it is none."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from rightscheck.model.tally import TALLY
from rightscheck.read.filled.person import MAX_BYTES, Contents, NoFormError
from rightscheck.read.filled.saved import read_saved
from rightscheck.read.filled.table import Names, read_csv
from rightscheck.read.filled.workbook import read_workbook
from rightscheck.read.text import is_page

_ZIP, _COMPOUND = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
_ANSWERS_FILE = re.compile(r"^rightscheck:\s*[\"']?answers/", re.MULTILINE)
_TALLY = re.compile(rf"\s*(?:\"?form\"?[,;\t]\"?role\"?[,;\t]\"?first\b|\"?{TALLY}\"?[,;\t])")
_HEAD = 20_000
"""Characters in which a file says what it is."""
_ASK = "give the file that its save button makes, a filled workbook, or an export as CSV"


def bytes_of(path: Path) -> bytes:
    """Read a file whole.

    Raises:
        NoFormError: It cannot be read, is empty, or is over the limit.

    """
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


def contents_of(data: bytes, path: str, question: Names) -> Contents:
    """Tell what kind of file it is, and read it as that.

    Args:
        data: The file.
        path: Its path, for places.
        question: Gives the id of the question that a text names.

    Raises:
        NoFormError: It is no filled form.

    """
    if data.startswith(_ZIP):
        return read_workbook(data, path, question)
    if data.startswith(_COMPOUND):
        raise NoFormError(
            "this workbook is encrypted, or of the old kind (.xls)", "save it as .xlsx, without a password"
        )
    text = _text(data)
    head = text[:_HEAD]
    if is_page(head):
        raise NoFormError("this is the empty form, or another page", "give the file that its save button makes")
    if _TALLY.match(head):
        raise NoFormError("this is a tally: its forms are counted already", "give it to rightscheck assess")
    if _ANSWERS_FILE.search(head):
        raise NoFormError("these are leadership's answers, which are not counted", "give them to rightscheck assess")
    if head.lstrip().startswith(("{", "[")):
        return read_saved(text, path)
    return read_csv(text, path, question)


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
