"""Bytes of a text file become lines."""

from __future__ import annotations

import codecs
import re

from rightscheck.read.documents.limits import MAX_LINES, MAX_TEXT_BYTES
from rightscheck.read.documents.reading import UnreadableError

_MARKS = (  # the longer ones first: the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 50_000
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{2,30})", re.IGNORECASE)
_KNOWN = re.compile(
    r"(?i)(windows-|cp)125\d|iso-8859-\d{1,2}|latin-?1|shift_jis|euc-(jp|kr)|gb(k|2312|18030)|big5|koi8-[ru]"
)
_LINE_END = re.compile(r"\r\n?")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_WIDE = re.compile(r"[^\x00-\x7f]")
_MOSTLY_TEXT = 0.02
"""The share of control characters above which a file is taken for something else than text."""


def decode(data: bytes) -> str:
    """Give the text of a file, with simple line ends and without a byte order mark.

    Raises:
        UnreadableError: It is too large, is no text, or its encoding cannot be told.

    """
    if len(data) > MAX_TEXT_BYTES:
        raise UnreadableError(
            f"it is over {MAX_TEXT_BYTES // 1_000_000} MB, too large for a text; split it, or check that it is the "
            "right file"
        )
    text = _text(data)
    sample = text[:_SAMPLE].replace("\n", "")
    if not sample.isprintable() and len(_UNSEEN.findall(sample)) > len(sample) * _MOSTLY_TEXT:
        raise UnreadableError("it is not text; save it as plain text, .docx or PDF")
    if "\r" in text:
        text = _LINE_END.sub("\n", text)
    if text.count("\n") >= MAX_LINES:
        raise UnreadableError(f"it has more than {MAX_LINES:,} lines; split it, or check that it is the right file")
    return text


def lines_of(text: str) -> tuple[str, ...]:
    """Give the lines as an editor numbers them. A character that would disturb a terminal is shown as "�"."""
    if not text.replace("\n", "").isprintable():
        text = _UNSEEN.sub("\ufffd", text)
    return tuple(text.split("\n"))


def _text(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding).removeprefix("\ufeff")
            except UnicodeDecodeError:
                raise UnreadableError(
                    f"it says that it is {encoding.upper()} and is not; save it again as UTF-8"
                ) from None
    if b"\0" in data:
        raise UnreadableError("it is not text; save it as plain text, .docx or PDF")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return _guess(data)


def _guess(data: bytes) -> str:
    declared = _DECLARED.search(data[:2000])
    if declared and _KNOWN.fullmatch(declared[1].decode()):
        try:
            return data.decode(declared[1].decode())
        except (UnicodeDecodeError, LookupError):
            pass  # it does not hold to what it says of itself, or names what does not exist: look at the bytes
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken * 4 < sum(1 for _ in _WIDE.finditer(text)) - broken:
        return text  # UTF-8 with a few bad bytes
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise UnreadableError("its encoding cannot be told; save it again as UTF-8")
    return data.decode(best.encoding, "replace")
