"""The other voices of an assessment are fetched: tallies of staff and residents, and what the documents say."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rightscheck.errors import InputError, Place, Problem

if TYPE_CHECKING:
    from rightscheck.cli.reading import Wanted
    from rightscheck.model.assessment import Assessment
    from rightscheck.model.config import Config
    from rightscheck.model.document import Document
    from rightscheck.model.finding import ScanResult
    from rightscheck.model.tally import Tally, TallyRole


ROLES: tuple[TallyRole, ...] = ("residents", "staff")
OUTSIDE = "it lies outside the folder of the answers; copy it there"
"""Why a file that a quote names is not read."""


def tally_beside(folder: Path, named: str | None, role: TallyRole) -> Path | None:
    """Give the tally that the settings of a folder name, or else one that lies there under its usual name."""
    if named:
        return folder / named
    usual = folder / f"{role}.csv"
    return usual if usual.is_file() else None


def tell_of_voices_beside(folder: Path, config: Config) -> None:
    """Say that other voices lie beside an answers file that was named alone."""
    from rightscheck.cli.output import note

    here = [role for role in ROLES if tally_beside(folder, getattr(config, role), role)]
    if here or config.documents:
        note(f"{folder}: what others say lies beside these answers; to hear all: rightscheck assess {folder}")


def load_tallies(residents: Path | None, staff: Path | None, names: Sequence[str] = ()) -> list[Tally]:
    """Read the tallies that were named.

    Args:
        residents: The file of the residents' tally, if there is one.
        staff: The same for the staff's.
        names: Standards of one's own whose questions may have been asked, beside the shipped ones.

    Raises:
        InputError: One cannot be read, is that of the other group, or holds what `collect` cannot have written for
            these standards.

    """
    named: tuple[tuple[TallyRole, Path | None], ...] = (("residents", residents), ("staff", staff))
    return [_tally(path, role, names) for role, path in named if path is not None]


def _tally(path: Path, role: TallyRole, names: Sequence[str]) -> Tally:
    from rightscheck.check.tallies import tally_faults
    from rightscheck.cli.collect import whole_form
    from rightscheck.read.standards import load_standard, shipped_ids
    from rightscheck.read.tally import load_tally

    tally = load_tally(path)
    if tally.role != role:
        what, instead = f"this tally counts {tally.role}, not {role}", f"name it for the {tally.role} instead"
        raise InputError([Problem(Place(str(path)), what, instead)])
    own = [load_standard(name).id for name in names]
    others = [name for name in tally.standards if name in shipped_ids() and name not in own]
    if faults := tally_faults(tally, whole_form([*names, *others] or list(shipped_ids()), role)):
        again = "make it anew with rightscheck collect"
        raise InputError(Problem(Place(str(path)), fault.rstrip("."), again) for fault in faults)
    return tally


def with_documents(assessment: Assessment, scan: ScanResult, paths: Sequence[Path]) -> Assessment:
    """Set the answers beside what the documents say: contradictions, silences, and the quotes given as evidence.

    Args:
        assessment: The answers.
        scan: Everything that was found in the documents, at every sureness.
        paths: The documents that were read.

    """
    from rightscheck.check.contradictions import contradictions, silences, written_about
    from rightscheck.check.quotes import check_quotes
    from rightscheck.check.select import narrowed
    from rightscheck.check.voices import heard

    documents, unread = _quoted(assessment, paths)
    return heard(
        assessment,
        narrowed(scan, "likely"),
        written_about(assessment, scan),
        contradictions(assessment, scan),
        silences(assessment, scan),
        check_quotes(assessment.sheet, documents, unread),
    )


def _quoted(assessment: Assessment, paths: Sequence[Path]) -> tuple[dict[str, Document], dict[str, str]]:
    """Read the documents that quotes are looked for in, by their path from the folder of the answers."""
    from rightscheck.check.quotes import document_key
    from rightscheck.read.documents import read_document

    folder = Path(assessment.sheet.path).parent
    named = [piece.file for answer in assessment.sheet.answers.values() for piece in answer.evidence if piece.file]
    if not named:
        return {}, {}
    documents: dict[str, Document] = {}
    unread: dict[str, str] = {}
    wanted = {document_key(file): folder / document_key(file) for file in named}
    for key, path in {**{document_key(_from(folder, path)): path for path in paths}, **wanted}.items():
        if key in wanted and not _is_in(folder, path):
            unread[key] = OUTSIDE
            continue
        if not path.exists():
            continue  # what was quoted from it may have moved
        reading = read_document(path, path.as_posix())
        if reading.document is not None:
            documents[key] = reading.document
        if reading.skipped:
            unread[key] = reading.skipped[0].reason
    return documents, unread


def _is_in(folder: Path, path: Path) -> bool:
    """Whether a file lies in a folder, links followed: an answers file may not have other files read."""
    return path.resolve().is_relative_to(folder.resolve())


def _from(folder: Path, path: Path) -> str:
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # on another drive
        return path.as_posix()


def wanted_beside(paths: Sequence[Path], names: Sequence[str], written: Sequence[Path], lang: str) -> Wanted:
    """Find the documents that `assess --documents` names; the standards' texts are told in a language.

    Raises:
        InputError: A path does not exist, or there is no document.
        UsageError: A file to write is one of the documents.

    """
    from rightscheck.cli.parts import Reader
    from rightscheck.cli.reading import NAME_SOME, Wanted, documents_in, no_documents
    from rightscheck.read.documents.walk import find_documents
    from rightscheck.read.translations import load_translated

    found = find_documents(paths)
    files = documents_in(found, written)
    if not files and not found.skipped:
        raise no_documents(paths[0], NAME_SOME)
    standards = [load_translated(name, lang) for name in names]
    return Wanted(files, found.skipped, standards, Reader(tuple(names)))
