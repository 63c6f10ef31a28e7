"""The documents of one run become one result: for `scan`, `check`, `baseline`, and whoever else reads documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from rightscheck.cli.deliver import NOT_OURS, is_same, wrong
from rightscheck.cli.git import OPTION
from rightscheck.cli.output import note
from rightscheck.cli.parts import Part, Reader, Source, read_parts
from rightscheck.errors import ExitCode, InputError, Place, Problem, UsageError
from rightscheck.model.document import Allowance, Skipped
from rightscheck.model.finding import Finding, ScanResult

if TYPE_CHECKING:
    from rightscheck.cli.git import Branch
    from rightscheck.model.standard import Standard
    from rightscheck.model.tables import Right
    from rightscheck.read.documents.walk import Found, FoundFile


NAME_SOME = "name a document, or a folder that holds some"
"""What to do where there is no document among the paths that were named."""
STDOUT_FILE = Path("/dev/stdout")
"""Leads to the file that a shell writes what is printed to, where there is one."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The documents of one run, and how they are read."""

    files: Sequence[FoundFile]
    skipped: Sequence[Skipped]
    """What was passed over while the files were looked for."""
    standards: Sequence[Standard]
    reader: Reader
    root: Path = Path()
    """The folder that the names start from."""
    jobs: int = 1


def read_all(wanted: Wanted, branch: Branch | None = None) -> tuple[ScanResult, list[Part]]:
    """Read documents and put what was found in one result.

    Args:
        wanted: The documents.
        branch: Where it is given, only the documents that it changed are read, for what it did not touch can
            add nothing, and only the findings that it adds are left in the result.

    Returns:
        The result, and the parts that it was made of.

    Raises:
        InputError: A document is not in the repository of the branch, or its old version cannot be had.

    """
    if branch is None:
        return _gathered(wanted, map(_source, wanted.files), wanted.skipped)
    paths = {one.name: branch.path_of(one.path) for one in wanted.files}
    # On a branch a report of ours counts as unread, so that nothing can hide behind its seal.
    sources = [replace(_source(one), is_named=True) for one in wanted.files if paths[one.name] in branch.changed]
    skipped = [one for one in wanted.skipped if _is_changed(wanted.root / one.path, branch)]
    if not sources and not skipped:
        note(f"{OPTION}: this branch changes no document; there was nothing to read")
    result, parts = _gathered(wanted, sources, skipped)
    return replace(result, findings=_added(result, paths, branch, wanted)), parts


def allowances_of(parts: Iterable[Part]) -> dict[str, Sequence[Allowance]]:
    """Give the allowances that stand in the documents, by the document's name."""
    return {part.name: part.allowances for part in parts if part.allowances}


def exit_code(result: ScanResult | None, *, failing: bool) -> ExitCode:
    """Give the exit code of a run; what was not read wins over what was found."""
    if result is not None and result.skipped:
        return ExitCode.CANNOT
    return ExitCode.FOUND if failing else ExitCode.OK


def no_documents(place: Path, instead: str) -> InputError:
    """Give the error of a run that finds no document where it is to read some."""
    return InputError([Problem(Place(str(place)), "there is no document to read here", instead)])


def documents_in(found: Found, written: Iterable[Path], root: Path = Path()) -> list[FoundFile]:
    """Give the documents that were found, without earlier reports that this run writes over. Tells what is left out.

    Args:
        found: The documents.
        written: The files that this run is to write.
        root: The folder that the names of documents start from.

    Raises:
        UsageError: A file to write is one of the documents, read or not.

    """
    for copy in found.copies:
        note(f"{copy.path}: passed over: {copy.reason}")
    own = [path for path in written if path.exists()]
    for path in own:
        keep_documents(path, found, root)
    return [one for one in found.files if not any(is_same(one.path, path) for path in own)]


def keep_documents(path: Path, found: Found, root: Path = Path()) -> None:
    """See that a file to write is no document of somebody's; a report of ours may be written over.

    Raises:
        UsageError: It is one.

    """
    from rightscheck.read.documents import is_own_report

    unread = (root / one.path for one in (*found.skipped, *found.copies))
    if any(is_same(path, one) for one in (*(file.path for file in found.files), *unread)) and not is_own_report(path):
        raise wrong(path, NOT_OURS, "name another file")


def chosen_rights(asked: Sequence[str], known: Sequence[Right]) -> frozenset[str]:
    """Give the rights that were asked for.

    Raises:
        UsageError: There is no such right.

    """
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


def _source(file: FoundFile) -> Source:
    return Source(file.name, file.path, is_named=file.is_named)


def _added(result: ScanResult, paths: Mapping[str, str], branch: Branch, wanted: Wanted) -> tuple[Finding, ...]:
    from rightscheck.check.added import added

    names = dict.fromkeys(finding.path for finding in result.findings)
    before = _old_findings({name: branch.changed[paths[name]] for name in names}, branch, wanted)
    new = added(result.findings, before)
    gone = [path for path in branch.gone if _is_document(path)]
    if not new or not gone:
        return new
    left = _old_findings({path: path for path in gone}, branch, wanted)
    return added(result.findings, before, [finding for findings in left.values() for finding in findings])


def _old_findings(old: Mapping[str, str | None], branch: Branch, wanted: Wanted) -> dict[str, tuple[Finding, ...]]:
    """Judge the old versions of documents; one that could not be read then gives nothing to compare with."""
    known = {path: name for name, path in old.items() if path is not None}
    sources = [Source(path, data=branch.old_bytes(path)) for path in known]
    return {known[part.name]: part.findings for part in read_parts(sources, wanted.reader, wanted.jobs)}


def _is_document(path: str) -> bool:
    from rightscheck.read.documents import READERS

    return PurePosixPath(path).suffix.lower() in READERS


def _is_changed(path: Path, branch: Branch) -> bool:
    """Whether the branch changed a file, or any file in a folder."""
    try:
        known = branch.path_of(path)
    except InputError:  # a link that leads out of the repository
        return False
    return any(changed == known or changed.startswith(f"{known}/") for changed in branch.changed)


def _gathered(wanted: Wanted, sources: Iterable[Source], skipped: Iterable[Skipped]) -> tuple[ScanResult, list[Part]]:
    from rightscheck.check.scan import gather

    parts = read_parts(list(sources), wanted.reader, wanted.jobs)
    for part in parts:
        _tell_of_report(part)
    read = ((part.read, part.findings) for part in parts if part.read is not None)
    unread = [*skipped, *(one for part in parts for one in part.skipped)]
    return gather(read, unread, wanted.standards[0].tables.rights, wanted.standards), parts


def _tell_of_report(part: Part) -> None:
    """Name each report of ours in the folders, so that nothing can be hidden as one without being seen."""
    if part.seal == "whole" and not part.skipped:
        what = "it is a report or a form of rightscheck as it was written; nothing in it was read"
        note(f"{part.name}: passed over: {what}")
    elif part.seal == "broken" and part.read is not None:
        what = "this report of rightscheck was changed since it was written, and is read like any document"
        note(f"{part.name}: {what}; move it away, or name it in .rightscheckignore")
