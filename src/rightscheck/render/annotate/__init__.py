"""Giving a document back to its writer: the document itself with notes in it, or a page beside it.

Each way is one function in `ANNOTATORS`. It takes the bytes of the file and a `Review`, and gives the bytes of the
reviewed file; the text of the document is never changed.
"""

from __future__ import annotations

from collections.abc import Callable

from rightscheck.render.annotate.notes import Review, make_notes

__all__ = ["ANNOTATORS", "SUFFIXES", "Review", "make_notes"]


def _docx(original: bytes, review: Review) -> bytes:
    from rightscheck.render.annotate.docx import annotate  # noqa: PLC0415 - its library waits until it is needed

    return annotate(original, review)


def _pdf(original: bytes, review: Review) -> bytes:
    from rightscheck.render.annotate.pdf import annotate  # noqa: PLC0415 - its library waits until it is needed

    return annotate(original, review)


def _page(original: bytes, review: Review) -> bytes:
    from rightscheck.render.annotate.page import annotate  # noqa: PLC0415 - its library waits until it is needed

    return annotate(original, review)


ANNOTATORS: dict[str, Callable[[bytes, Review], bytes]] = {
    "docx": _docx,
    "pdf": _pdf,
    "odt": _page,
    "markdown": _page,
    "text": _page,
    "html": _page,
}
"""How a document of each format is given back. A page of HTML (`html`) can be made of any of them."""

SUFFIXES = {"docx": ".docx", "pdf": ".pdf"}
"""The ending of the reviewed file; where none is named here, it is a page: .html."""
