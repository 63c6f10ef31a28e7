"""Why a file was not read, in the language of a report. The readers give it in English; here are all that they give."""

from __future__ import annotations

import re
from functools import cache

from rightscheck.render.words import Words, plain

REASONS = (
    "it is not among the documents that were read; check the name of the file",
    "it lies outside the folder of the answers; copy it there",
    "its type is not one that can be read; save it as .docx, PDF, Markdown or text",
    "it is no ordinary file; check the name",
    "there is no such file; check the name",
    "it cannot be opened ({error}); check the rights on it",
    "it is over {n} MB; split it, or check that it is the right file",
    "it is over {n} MB, too large for a text; split it, or check that it is the right file",
    "there is nothing to read in it; check that it is the right file",
    "it is built too deep or too large to be read; save it again in a simpler form",
    "it could not be read ({error}); save it anew, or as PDF, and report this",
    "it is a report or a form of rightscheck, not a document; move it away, or put it in .rightscheckignore",
    "it is not text; save it as plain text, .docx or PDF",
    "it has more than {n} lines; split it, or check that it is the right file",
    "it says that it is {encoding} and is not; save it again as UTF-8",
    "its encoding cannot be told; save it again as UTF-8",
    "it is encrypted, or in the old .doc form; save it as .docx without a password",
    "it is encrypted; save it without a password",
    "it holds pictures and no text; run text recognition on it",
    "a file that is embedded in it was not read; paste its text into the document",
    "a file that is merged into it was not read; open it in Word and save it again",
    "it shows no text without its scripts or pictures; save the page as PDF",
    "its elements are nested more than {n} deep; save the page as PDF",
    "its lists or quotes are nested more than {n} deep; flatten them",
    "it is no text document; save its text as .odt, .docx or PDF",
    "it has more than {n} paragraphs; split it, or check that it is the right file",
    "a paragraph of it has more than {n} characters; part it by blank lines",
    "it is damaged, or no PDF; open it in a PDF program and save it again",
    "it is a scan without text; run text recognition on it",
    "it has no text; check the file",
    "page {n} is a picture without text; run text recognition on it",
    "pages {pages} and {n} are pictures without text; run text recognition on them",
    "it has more than {n} pages; split it",
    "it has more than {n} characters; split it",
    "a page of it holds more than {n} characters; print it to a new PDF and read that",
    "it is a package of more than {n} parts; save it again with your word processor",
    "a part of it has a path that leads outside; do not open it, and ask who sent it",
    "it holds two parts of one name; save it again with your word processor",
    "it unpacks to far more than it should (a zip bomb); do not open it, and ask who sent it",
    "it unpacks to more than {n} MB of text; split it, or take pasted files out",
    "it is no Word document; save it again as .docx",
    "its XML is nested too deep or too long; save it again with your word processor",
    "its XML declares a document type, which may hide text; save it again with your word processor",
    "it is damaged, or no such document; open it in a word processor and save it again",
)
"""What a reader may say, with a hole for what differs."""


def reason_text(reason: str, words: Words) -> str:
    """Tell why a file was not read. A reason that is not known here stays as it is."""
    for text, pattern in _patterns().items():
        if found := pattern.fullmatch(reason):
            return words(text, **{hole: plain(said) for hole, said in found.groupdict().items()})
    return plain(reason)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Give for each text what it looks like with its holes filled."""
    return {text: re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(text)), re.DOTALL) for text in REASONS}
