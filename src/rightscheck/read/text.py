"""Bytes from a file become text, or a problem with its place."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from rightscheck.errors import InputError, Place, Problem

MAX_BYTES = 2_000_000
"""A hand-written file is far smaller. A larger one is a mistake, or an attack."""

_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HARMFUL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
"""Control characters other than tabs and ends of lines, halves of characters, and (the last two ranges) characters
that turn the direction of text around, and so can make it read as what it is not."""

_PAGE = re.compile(r"\ufeff?\s*+(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype html|html)\b", re.IGNORECASE | re.DOTALL)
"""Each comment before it is read once and never given back: many of them must not make many ways."""


def is_page(text: str) -> bool:
    """Tell whether a text begins as an HTML page does, comments before it aside."""
    return _PAGE.match(text) is not None


def read_text(path: Path, *, what: str = "file", start: str = "write it, or take it away") -> str:
    """Read a UTF-8 file whole.

    Args:
        path: The file.
        what: What a person would call it, for messages: "answers file".
        start: How to begin one, for a file that is empty or not there.

    Raises:
        InputError: The file is missing, too large, not UTF-8, empty, or holds control characters.

    """
    try:
        if path.is_dir():
            raise _error(path, f"this is a folder, not {_a(what)}", "name the file in it")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise _too_large(path, what)
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise _error(path, f"there is no such {what}", f"check the name and the folder, or {start}") from None
    except OSError as error:
        raise _error(path, f"this {what} cannot be read ({error.strerror})", "check the rights on the file") from None
    if len(raw) > MAX_BYTES:
        raise _too_large(path, what)
    text = _decode(path, raw)
    if not text.strip():
        raise _error(path, f"this {what} is empty", start)
    offset = first_control(text)
    if offset is not None:
        line, column = text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1
        raise InputError(
            [
                Problem(
                    Place(str(path), line, column),
                    f"a control character (U+{ord(text[offset]):04X}) stands here",
                    "delete it, or check that this is a text file",
                )
            ]
        )
    return text


def first_control(text: str) -> int | None:
    """Find the first character that a text has no use for and that can do harm where it is shown."""
    found = _HARMFUL.search(text)
    return found.start() if found else None


def _decode(path: Path, raw: bytes) -> str:
    if raw.startswith(_WIDE_MARKS):
        raise _error(path, "this file is UTF-16, not UTF-8", "save it again with the encoding UTF-8")
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        raise InputError(
            [
                Problem(
                    Place(str(path), line, column),
                    "this byte is not UTF-8 text",
                    "save the file with the encoding UTF-8",
                )
            ]
        ) from None


def _too_large(path: Path, what: str) -> InputError:
    return _error(path, f"this {what} is over {MAX_BYTES // 1_000_000} MB", "check that it is the right file")


def _a(what: str) -> str:
    return f"an {what}" if what[0] in "aeiou" else f"a {what}"


def _error(path: Path, what: str, instead: str) -> InputError:
    return InputError([Problem(Place(str(path)), what, instead)])
