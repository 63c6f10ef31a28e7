"""`rightscheck annotate`: give a document back to its writer, with a note at each finding."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rightscheck.cli.options import LanguageOption, MinConfidenceOption, RightOption, StandardOption

if TYPE_CHECKING:
    from datetime import date

    from rightscheck.model.document import Document, Skipped
    from rightscheck.model.finding import Confidence, Finding
    from rightscheck.model.standard import Standard
    from rightscheck.render.annotate import Review
    from rightscheck.render.annotate.words import NoteWords

PAGES = (".html", ".htm")
"""The endings of a page beside the document."""


def annotate(
    document: Annotated[Path, typer.Argument(metavar="DOCUMENT", help="The document to review.", show_default=False)],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Where to write it; .html for a page beside the document. [default: NAME.reviewed.docx, .pdf, .html]",
        ),
    ] = None,
    min_confidence: MinConfidenceOption = None,
    right: RightOption = None,
    protections: Annotated[
        bool, typer.Option("--protections", help="Note also the sentences that protect a right.")
    ] = False,
    standard: StandardOption = None,
    lang: LanguageOption = "en",
    date: Annotated[
        str | None,
        typer.Option("--date", metavar="DATE", help="Put this date on the notes, such as 2027-01-31."),
    ] = None,
) -> None:
    """Write notes into a copy of a document, at each sentence that takes a right away.

    Word documents get comments, and PDFs get highlights; of any other document, or where FILE ends in
    .html, a page is made with the text on the left and the notes on the right. The text stays as it is.
    """
    from rightscheck.cli.deliver import is_same, wrong
    from rightscheck.cli.output import note
    from rightscheck.cli.reading import chosen_rights
    from rightscheck.cli.today import day_of
    from rightscheck.cli.translate import fixed_words
    from rightscheck.errors import ExitCode
    from rightscheck.read.documents import read_document
    from rightscheck.read.standards import shipped_ids
    from rightscheck.read.translations import load_translated

    made = day_of(date, "--date") if date is not None else None
    least: Confidence = min_confidence.value if min_confidence else "likely"
    names = tuple(dict.fromkeys(standard or shipped_ids()))
    standards = [load_translated(name, lang) for name in names]
    words: NoteWords = fixed_words("annotate", lang)
    rights = chosen_rights(right or [], standards[0].tables.rights)
    if output is not None and is_same(document, output):
        raise wrong(output, "this is the document itself, which stays as it is", "name another file")
    _see_file(document)
    reading = read_document(document, document.as_posix())
    if reading.document is not None:
        target, way = _target(document, reading.document.format, output)
        findings = _findings(reading.document, names, standards, least, rights)
        if not protections:
            findings = [finding for finding in findings if finding.polarity == "violates"]
        if findings:
            review = _review(reading.document, findings, standards, made, words)
            _write(target, _annotated(document, review, way))
            note(f"{_count(findings, words)} {words.written.format(file=target)}")
        else:
            note(_nothing(document, least, reading.skipped, words))
    for skipped in reading.skipped:
        note(f"{skipped.path}: not read: {skipped.reason}")
    if reading.skipped:
        raise typer.Exit(ExitCode.CANNOT)


def _findings(
    document: Document, names: tuple[str, ...], standards: Sequence[Standard], least: Confidence, rights: frozenset[str]
) -> list[Finding]:
    """Judge the document, and keep what was asked for."""
    from rightscheck.check.scan import gather, read_findings
    from rightscheck.check.select import narrowed
    from rightscheck.cli.parts import Reader, judge_of

    read = read_findings(document, judge_of(Reader(names), document.blocks))
    return list(narrowed(gather([read], [], standards[0].tables.rights, standards), least, rights).findings)


def _review(
    document: Document, findings: Sequence[Finding], standards: Sequence[Standard], made: date | None, words: NoteWords
) -> Review:
    from rightscheck.render.annotate import Review

    return Review(
        document=document,
        findings=tuple(findings),
        flags={flag.id: flag for one in standards for flag in one.red_flags},
        rights={right.id: right for right in standards[0].tables.rights},
        made=made,
        words=words,
    )


def _annotated(path: Path, review: Review, way: str) -> bytes:
    from rightscheck.render.annotate import ANNOTATORS

    return ANNOTATORS[way](path.read_bytes(), review)


def _target(document: Path, format: str, output: Path | None) -> tuple[Path, str]:
    """Say where the reviewed document goes, and how it is made."""
    from rightscheck.cli.deliver import wrong
    from rightscheck.render.annotate import SUFFIXES

    own = SUFFIXES.get(format, ".html")
    target = output or document.with_name(f"{document.stem}.reviewed{own}")
    ending = target.suffix.lower()
    if ending in PAGES:
        return target, "html"
    if ending != own:
        instead = "end it in .html" if own == ".html" else f"end it in {own}, or in .html for a page beside it"
        raise wrong(target, f"the ending '{target.suffix}' does not fit this document", instead)
    return target, format


def _see_file(document: Path) -> None:
    """Name what is no document before it is read."""
    from rightscheck.cli.deliver import wrong
    from rightscheck.errors import InputError, Place, Problem

    if document.is_dir():
        raise wrong(document, "this is a folder", "name one document in it")
    if not document.exists():
        raise InputError([Problem(Place(str(document)), "there is no such document", "check the name and the folder")])


def _count(findings: Sequence[Finding], words: NoteWords) -> str:
    takes = sum(finding.polarity == "violates" for finding in findings)
    said = words.told_takes.format(n=takes)
    return said if takes == len(findings) else f"{said} {words.told_protects.format(n=len(findings) - takes)}"


def _nothing(document: Path, least: Confidence, skipped: Sequence[Skipped], words: NoteWords) -> str:
    text = words.nothing_in_part if skipped else words.nothing
    return text.format(document=document, least=words.confidence[least])


def _write(path: Path, data: bytes) -> None:
    """Write the reviewed file. An earlier one stays, for there may be answers in it; a page nobody wrote in may go."""
    from rightscheck.cli.output import write_bytes
    from rightscheck.read.documents import is_own_report

    may_go = path.suffix.lower() in PAGES and is_own_report(path)
    write_bytes(path, data, overwrite=may_go, instead="move it away, or name another one with -o")
