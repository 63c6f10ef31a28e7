"""`rightscheck annotate`: give a document back to its writer, with a note at each finding."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rightscheck.cli.options import MinConfidenceOption, StandardOption

if TYPE_CHECKING:
    from datetime import date

    from rightscheck.errors import UsageError
    from rightscheck.model.document import Document, Skipped
    from rightscheck.model.finding import Confidence, Finding
    from rightscheck.model.standard import Standard
    from rightscheck.model.tables import Right
    from rightscheck.render.annotate import Review


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
    right: Annotated[
        list[str] | None,
        typer.Option("--right", metavar="ID", help="Speak of this right only, such as phones. Repeatable."),
    ] = None,
    protections: Annotated[
        bool, typer.Option("--protections", help="Note also the sentences that protect a right.")
    ] = False,
    standard: StandardOption = None,
    date: Annotated[
        str | None,
        typer.Option("--date", metavar="DATE", help="Put this date on the notes, such as 2027-01-31."),
    ] = None,
) -> None:
    """Write notes into a copy of a document, at each sentence that takes a right away.

    Word documents get comments, and PDFs get highlights; of any other document, or where FILE ends in
    .html, a page is made with the text on the left and the notes on the right. The text stays as it is.
    """
    from rightscheck.cli.output import note
    from rightscheck.errors import ExitCode
    from rightscheck.read.documents import read_document
    from rightscheck.read.standards import load_standard, shipped_ids

    made = _day(date)
    least: Confidence = min_confidence.value if min_confidence else "likely"
    names = tuple(dict.fromkeys(standard or shipped_ids()))
    standards = [load_standard(name) for name in names]
    rights = _rights(right or [], standards[0].tables.rights)
    if output is not None and _is_same(document, output):
        raise _wrong(output, "this is the document itself, which stays as it is", "name another file")
    _see_file(document)
    reading = read_document(document, document.as_posix())
    if reading.document is not None:
        target, way = _target(document, reading.document.format, output)
        findings = _findings(reading.document, names, standards, least, rights)
        if not protections:
            findings = [finding for finding in findings if finding.polarity == "violates"]
        if findings:
            review = _review(reading.document, findings, standards, made)
            _write(target, _annotated(document, review, way), overwrite=output is not None)
            note(f"{_count(findings)} Written: {target}")
        else:
            note(_nothing(document, least, reading.skipped))
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
    from rightscheck.cli.parts import Reader, detector

    read = read_findings(document, detector(Reader(names)))
    return list(narrowed(gather([read], [], standards[0].tables.rights, standards), least, rights).findings)


def _review(
    document: Document, findings: Sequence[Finding], standards: Sequence[Standard], made: date | None
) -> Review:
    from rightscheck.render.annotate import Review

    return Review(
        document=document,
        findings=tuple(findings),
        flags={flag.id: flag for one in standards for flag in one.red_flags},
        rights={right.id: right for right in standards[0].tables.rights},
        made=made,
    )


def _annotated(path: Path, review: Review, way: str) -> bytes:
    from rightscheck.render.annotate import ANNOTATORS

    return ANNOTATORS[way](path.read_bytes(), review)


def _target(document: Path, format: str, output: Path | None) -> tuple[Path, str]:
    """Say where the reviewed document goes, and how it is made."""
    from rightscheck.render.annotate import SUFFIXES

    own = SUFFIXES.get(format, ".html")
    target = output or document.with_name(f"{document.stem}.reviewed{own}")
    ending = target.suffix.lower()
    if ending in (".html", ".htm"):
        return target, "html"
    if ending != own:
        instead = "end it in .html" if own == ".html" else f"end it in {own}, or in .html for a page beside it"
        raise _wrong(target, f"the ending '{target.suffix}' does not fit this document", instead)
    return target, format


def _see_file(document: Path) -> None:
    """Name what is no document before it is read."""
    if document.is_dir():
        raise _wrong(document, "this is a folder", "name one document in it")
    if not document.exists():
        from rightscheck.errors import InputError, Place, Problem

        raise InputError([Problem(Place(str(document)), "there is no such document", "check the name and the folder")])


def _rights(asked: Sequence[str], known: Sequence[Right]) -> frozenset[str]:
    from rightscheck.errors import Place, Problem, UsageError
    from rightscheck.read.shape import did_you_mean

    ids = {right.id for right in known}
    wrong = [
        Problem(Place("--right"), f"there is no right '{name}'", did_you_mean(name, ids))
        for name in asked
        if name not in ids
    ]
    if wrong:
        raise UsageError(wrong)
    return frozenset(asked)


def _day(given: str | None) -> date | None:
    from datetime import date

    if given is None:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise _wrong(Path("--date"), f"'{given}' is no date", "write it as 2027-01-31") from None


def _count(findings: Sequence[Finding]) -> str:
    takes = sum(finding.polarity == "violates" for finding in findings)
    said = f"Places where a right is taken away: {takes}."
    return said if takes == len(findings) else f"{said} Places where one is protected: {len(findings) - takes}."


def _nothing(document: Path, least: str, skipped: Sequence[Skipped]) -> str:
    where = " in the part that was read" if skipped else ""
    return (
        f"{document}: nothing was found{where} (confidence: {least} or surer), so no file was written. That is no "
        "promise: a sentence can be passed over."
    )


def _write(path: Path, data: bytes, *, overwrite: bool) -> None:
    """Write a file whole or not at all."""
    from rightscheck.cli.output import _replace
    from rightscheck.errors import OutputError, Place, Problem

    problem = None
    if path.exists() and not overwrite:
        # Somebody may have answered the notes in it.
        problem = ("this file is there already and stays as it is", "move it away, or name another one with -o")
    elif path.exists() and not path.is_file():
        problem = ("this is no place for a file", "name another file")
    else:
        try:
            _replace(path, data)
        except OSError as error:
            why = error.strerror or str(error)
            problem = (
                f"this file cannot be written ({why})",
                "check the folder, its rights, and the space on the disk",
            )
    if problem:
        raise OutputError([Problem(Place(str(path)), *problem)])


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there
        return False


def _wrong(path: Path, what: str, instead: str) -> UsageError:
    from rightscheck.errors import Place, Problem, UsageError

    return UsageError([Problem(Place(str(path)), what, instead)])
