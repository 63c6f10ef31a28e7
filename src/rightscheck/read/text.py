"""Bytes from a file become text, or a problem with its place."""

from __future__ import annotations

import codecs
from pathlib import Path

from rightscheck.errors import InputError, Place, Problem

MAX_BYTES = 2_000_000
"""A hand-written file is far smaller. A larger one is a mistake, or an attack."""

_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROLS = {*range(0x20), *range(0x7F, 0xA0)}
_HIDING = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFFFE, 0xFFFF}
"""Characters that turn the direction of text around, and so can make it read as what it is not."""
_PRINTABLE_CONTROLS = "\t\n\r\x85"


def read_text(path: Path, *, what: str = "file") -> str:
    """Read a UTF-8 file whole.

    Args:
        path: The file.
        what: What a person would call it, for messages: "answers file".

    Raises:
        InputError: The file is missing, too large, not UTF-8, empty, or holds control characters.

    """
    try:
        if path.is_dir():
            raise _error(path, f"this is a folder, not {_a(what)}", "name the file in it")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise _error(
                path,
                f"this {what} has {size / 1e6:.0f} MB; the limit is {MAX_BYTES // 1_000_000} MB",
                "check that it is the right file",
            )
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise _error(path, f"there is no such {what}", "check the name and the folder") from None
    except OSError as error:
        raise _error(path, f"this {what} cannot be read ({error.strerror})", "check the rights on the file") from None
    if len(raw) > MAX_BYTES:
        raise _error(path, f"this {what} is over {MAX_BYTES // 1_000_000} MB", "check that it is the right file")
    return _decode(path, raw, what)


def _decode(path: Path, raw: bytes, what: str) -> str:
    if raw.startswith(_WIDE_MARKS):
        raise _error(path, "this file is UTF-16, not UTF-8", "save it again with the encoding UTF-8")
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        text = raw.decode("utf-8")
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
    if not text.strip():
        raise _error(path, f"this {what} is empty", "start one with: rightscheck init")
    for offset, character in enumerate(text):
        if not character.isprintable() and _is_control(character):
            line, column = text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1
            raise InputError(
                [
                    Problem(
                        Place(str(path), line, column),
                        f"a control character (U+{ord(character):04X}) stands here",
                        "delete it; is this a text file?",
                    )
                ]
            )
    return text


def _is_control(character: str) -> bool:
    code = ord(character)
    return character not in _PRINTABLE_CONTROLS and (code in _CONTROLS or code in _HIDING)


def _a(what: str) -> str:
    return f"an {what}" if what[0] in "aeiou" else f"a {what}"


def _error(path: Path, what: str, instead: str) -> InputError:
    return InputError([Problem(Place(str(path)), what, instead)])
