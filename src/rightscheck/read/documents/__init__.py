"""Policy documents of every format become blocks of text that know their place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from rightscheck.model.document import Skipped
from rightscheck.read.documents.limits import MAX_FILE_BYTES, MAX_TEXT_BYTES
from rightscheck.read.documents.reading import Reading, UnreadableError
from rightscheck.seal import REACH, SAYS, Seal, seal_of

__all__ = ["READERS", "Reading", "is_own_report", "read_bytes", "read_document"]


def _markdown(data: bytes, name: str) -> Reading:
    from rightscheck.read.documents.markdown import read_markdown

    return read_markdown(data, name)


def _plain(data: bytes, name: str) -> Reading:
    from rightscheck.read.documents.plain import read_plain

    return read_plain(data, name)


def _html(data: bytes, name: str) -> Reading:
    from rightscheck.read.documents.html import read_html

    return read_html(data, name)


def _docx(data: bytes, name: str) -> Reading:
    from rightscheck.read.documents.docx import read_docx

    return read_docx(data, name)


def _odt(data: bytes, name: str) -> Reading:
    from rightscheck.read.documents.odt import read_odt

    return read_odt(data, name)


def _pdf(data: bytes, name: str) -> Reading:
    from rightscheck.read.documents.pdf import read_pdf

    return read_pdf(data, name)


# Each loads its library when it is first asked for: a run over Markdown never opens the PDF library.
READERS: dict[str, Callable[[bytes, str], Reading]] = {
    ".md": _markdown,
    ".markdown": _markdown,
    ".mdown": _markdown,
    ".txt": _plain,
    ".text": _plain,
    ".html": _html,
    ".htm": _html,
    ".xhtml": _html,
    ".docx": _docx,
    ".docm": _docx,
    ".dotx": _docx,
    ".odt": _odt,
    ".ott": _odt,
    ".pdf": _pdf,
}
"""By the ending of the file's name, in small letters."""
_TEXTS = frozenset((_markdown, _plain, _html))
_SEAL = SAYS.encode()
_SEAL_REACH = REACH + 100
"""Bytes: a byte order mark, line ends of two bytes, and letters of more than one have room in it."""
_MAX_REPORT_BYTES = 100_000_000
"""A report on many documents may be longer than any document that is read."""


def read_document(path: Path, name: str) -> Reading:
    """Read one file.

    Args:
        path: The file. Its ending tells the format.
        name: How the file is called in results.

    Returns:
        What was read and what was not. Bad content never raises; it ends in `skipped`, with the reason.

    """
    suffix = path.suffix.lower()
    if suffix not in READERS:
        return _unknown(name)
    limit = MAX_TEXT_BYTES if READERS[suffix] in _TEXTS else MAX_FILE_BYTES
    try:
        if not path.is_file():
            why = "it is no ordinary file" if path.exists() else "there is no such file"
            return _skipped(name, f"{why}; check the name")
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        return _skipped(name, f"it cannot be opened ({error.strerror or error}); check the rights on it")
    if len(data) > limit and READERS[suffix] in _TEXTS and is_own_report(path):
        return _own_report(name)
    return _read(data, name, suffix)


def read_bytes(data: bytes, name: str) -> Reading:
    """Read the bytes of one file, whose format the ending of its name tells. Like `read_document`, without a file."""
    return _read(data, name, PurePosixPath(name).suffix.lower())


def _read(data: bytes, name: str, suffix: str) -> Reading:
    reader = READERS.get(suffix)
    if reader is None:
        return _unknown(name)
    limit = MAX_TEXT_BYTES if reader in _TEXTS else MAX_FILE_BYTES
    if len(data) > limit:
        return _skipped(name, f"it is over {limit // 1_000_000} MB; split it, or check that it is the right file")
    seal = _seal(data) if reader in _TEXTS else ""
    if seal == "whole":
        return _own_report(name)
    reading = _tried(reader, data, name)
    if reading.document and not reading.document.blocks and not reading.skipped:
        return _skipped(name, "there is nothing to read in it; check that it is the right file")
    return replace(reading, seal=seal) if seal else reading


def _tried(reader: Callable[[bytes, str], Reading], data: bytes, name: str) -> Reading:
    """Read, and let no fault in one document keep the others from being read, be it a library's or ours."""
    try:
        return reader(data, name)
    except UnreadableError as error:
        return _skipped(name, error.reason)
    except (RecursionError, MemoryError):
        return _skipped(name, "it is built too deep or too large to be read; save it again in a simpler form")
    except Exception as error:
        return _skipped(
            name, f"it could not be read ({type(error).__name__}); save it anew, or as PDF, and report this"
        )


def is_own_report(path: Path) -> bool:
    """Tell whether a file is a report of ours that is as it was written, or has nothing in it."""
    try:
        size = path.stat().st_size
        return not size or (size <= _MAX_REPORT_BYTES and _seal(path.read_bytes()) == "whole")
    except OSError:
        return False


def _seal(data: bytes) -> Seal:
    if _SEAL not in data[:_SEAL_REACH] and _SEAL not in data[-_SEAL_REACH:]:
        return ""
    return seal_of(data.decode("utf-8-sig", "replace"))


def _own_report(name: str) -> Reading:
    why = "it is a report or a form of rightscheck, not a document; move it away, or put it in .rightscheckignore"
    return Reading(None, (Skipped(name, why),), "whole")


def _unknown(name: str) -> Reading:
    return _skipped(name, "its type is not one that can be read; save it as .docx, PDF, Markdown or text")


def _skipped(name: str, reason: str) -> Reading:
    return Reading(None, (Skipped(name, reason),))
