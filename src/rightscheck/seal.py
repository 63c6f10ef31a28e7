"""The mark by which our own reports are known again, so that a later run does not read their quotes as house rules.

The mark alone is not enough: it holds a digest of the rest of the file. A handbook into which somebody copies the mark
of a report, or a report that somebody went on writing in, is read like any document.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import Literal

Seal = Literal["", "whole", "broken"]
"""No seal; the seal of a report that is as it was written; that of one that was changed since."""

SAYS = "A report of rightscheck; seal: "
_LINE = re.compile(rf"(?:<!-- )?{SAYS}(?P<digest>[0-9a-f]{{32}})(?: -->)?")
_DOCTYPE = "<!DOCTYPE html>\n"
REACH = 300
"""Characters from the head or the end of a file within which a seal is looked for."""


def sealed(text: str, format: str) -> str:
    """Put the seal on a report: at the head of Markdown and HTML, where nobody sees it; as the last line of text.

    Args:
        text: The report.
        format: `markdown`, `html`, or `terminal` (text). Any other format is given back as it is.

    """
    said = f"{SAYS}{_digest(text)}"
    if format == "terminal":
        return f"{text.rstrip()}\n\n{said}\n"
    if format == "markdown":
        return f"<!-- {said} -->\n\n{text}"
    if format == "html":
        head = _DOCTYPE if text.startswith(_DOCTYPE) else ""
        return f"{head}<!-- {said} -->\n{text[len(head) :]}"
    return text


def seal_of(text: str) -> Seal:
    """Tell whether a text is a report of ours, and as it was written. White space and line ends do not matter."""
    found = _LINE.search(text, 0, REACH) or _LINE.search(text, max(len(text) - REACH, 0))
    if found is None:
        return ""
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    return "whole" if found["digest"] == _digest(rest) else "broken"


def _digest(text: str) -> str:
    words = " ".join(text.split()).encode("utf-8", "replace")
    return blake2b(words, digest_size=16, person=b"rightscheck").hexdigest()
