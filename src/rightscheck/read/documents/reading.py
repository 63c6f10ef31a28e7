"""What comes of reading one file."""

from __future__ import annotations

from dataclasses import dataclass

from rightscheck.model.document import Document, Skipped
from rightscheck.seal import Seal


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of one file, and what was not. At least one of the two is there."""

    document: Document | None
    """None when nothing of the file could be read."""
    skipped: tuple[Skipped, ...] = ()
    """The file, or the parts of it, that were not read: "pages 3 and 7 are pictures"."""
    seal: Seal = ""
    """A report of ours that is as it was written is not read; where a folder was walked, that is no document unread."""


class UnreadableError(Exception):
    """The file cannot be read. Raised by the readers and caught in `read_bytes`; never leaves this package."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
