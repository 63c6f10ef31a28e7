"""Policy documents of every format become blocks of text that know their place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath

from rightscheck.model.document import Skipped
from rightscheck.read.documents.limits import MAX_FILE_BYTES, MAX_TEXT_BYTES
from rightscheck.read.documents.reading import Reading, UnreadableError

__all__ = ["READERS", "Reading", "read_bytes", "read_document"]


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
    try:
        reading = reader(data, name)
    except UnreadableError as error:
        return _skipped(name, error.reason)
    except (RecursionError, MemoryError):
        return _skipped(name, "it is built too deep or too large to be read; save it again in a simpler form")
    if reading.document and not reading.document.blocks and not reading.skipped:
        return _skipped(name, "there is nothing to read in it; check that it is the right file")
    return reading


def _unknown(name: str) -> Reading:
    return _skipped(name, "its type is not one that can be read; save it as .docx, PDF, Markdown or text")


def _skipped(name: str, reason: str) -> Reading:
    return Reading(None, (Skipped(name, reason),))
