"""A folder of policies with its settings: what `check` and `baseline` work on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rightscheck.cli.output import note
from rightscheck.errors import InputError, Place, Problem

if TYPE_CHECKING:
    from rightscheck.check.exempt import Grounds
    from rightscheck.cli.git import Branch
    from rightscheck.cli.parts import Part, Reader
    from rightscheck.cli.reading import Wanted
    from rightscheck.model.finding import ScanResult
    from rightscheck.model.standard import Standard
    from rightscheck.read.config import Settings


@dataclass(frozen=True, slots=True)
class PolicyFolder:
    """A folder, its settings, and the standards that its documents are held against."""

    folder: Path
    settings: Settings
    standards: tuple[Standard, ...]
    reader: Reader
    answers: Path | None
    """The answers file; None where none is named and none is there."""
    baseline: Path
    """Where the baseline is, or would be."""
    has_baseline: bool

    @property
    def shown(self) -> str:
        """The folder as it stands before the names of its documents; empty for the current one."""
        return "" if self.folder == Path() else self.folder.as_posix()

    @property
    def written_by_hand(self) -> list[Path]:
        """The settings and the answers, which no command may write over."""
        document = self.settings.document
        settings = [Path(document.path)] if document else []
        return [*settings, *([self.answers] if self.answers else [])]

    @property
    def inputs(self) -> list[Path]:
        """Files that are read, and so must not be written over by a report."""
        return [*self.written_by_hand, self.baseline]


def open_folder(folder: Path, standards: Sequence[str] = (), lang: str = "en") -> PolicyFolder:
    """Read the settings of a folder and load what they name.

    Args:
        folder: The folder.
        standards: Standards of the command line, in place of those in the settings.
        lang: In which the standards' texts are told.

    Raises:
        InputError: It is no folder, or its settings cannot be used.
        UsageError: There is no such standard.

    """
    from rightscheck.cli.parts import Reader
    from rightscheck.read.answers import DEFAULT_NAME, refuse_form
    from rightscheck.read.baseline import BASELINE_NAME
    from rightscheck.read.config import load_settings
    from rightscheck.read.standards import find_standard, shipped_ids
    from rightscheck.read.translations import load_translated

    if not folder.is_dir():
        refuse_form(folder)
        what = "this is a file, not a folder" if folder.exists() else "there is no such folder"
        raise InputError([Problem(Place(str(folder)), what, "name the folder that holds the policies")])
    settings = load_settings(folder)
    config = settings.config
    language = _known_language(settings)
    named = [str(find_standard(name, folder)) for name in config.standards]
    names = tuple(dict.fromkeys(standards or named or shipped_ids()))
    answers, baseline = folder / (config.answers or DEFAULT_NAME), folder / (config.baseline or BASELINE_NAME)
    return PolicyFolder(
        folder=folder,
        settings=settings,
        standards=tuple(load_translated(name, lang) for name in names),
        reader=Reader(names, language),
        answers=answers if config.answers or answers.exists() else None,
        baseline=baseline,
        has_baseline=bool(config.baseline) or baseline.exists(),
    )


def _known_language(settings: Settings) -> str:
    """Give the language that the settings name, or nothing: each passage is then read in its own.

    One that cannot be read is told: a right must not be taken unseen in it.
    """
    from rightscheck.cli.parts import LANGUAGES
    from rightscheck.read.shape import did_you_mean

    language = settings.config.language or ""
    if language and language not in LANGUAGES:
        what = f"documents in the language '{language}' cannot be read yet"
        raise InputError([Problem(settings.place("language"), what, did_you_mean(language, LANGUAGES))])
    return language


def wanted_documents(here: PolicyFolder, jobs: int, written: Sequence[Path] = ()) -> Wanted | None:
    """Find the documents of a folder: those that the settings name, or else every one in it.

    Args:
        here: The folder.
        jobs: How many processes are to read.
        written: Files that this run writes; earlier reports among them are not read.

    Returns:
        The documents; None where there is none, read or unread.

    Raises:
        UsageError: A file to write is one of the documents.

    """
    from rightscheck.cli.reading import Wanted, documents_in
    from rightscheck.read.documents.walk import find_documents, match_documents

    globs = here.settings.config.documents
    if globs is None:
        found = find_documents([here.folder], root=here.folder)
    elif not globs:
        return None
    else:
        found = match_documents(here.folder, globs, here.settings.place("documents"))
    files = documents_in(found, written, here.folder)
    if not files and not found.skipped:
        return None
    return Wanted(files, found.skipped, here.standards, here.reader, here.folder, jobs)


def read_folder(here: PolicyFolder, wanted: Wanted, day: date, branch: Branch | None = None) -> ScanResult:
    """Read the documents, and mark what baseline, waivers and allowances let stand. Prints what they cover no more."""
    from rightscheck.check.exempt import exempt
    from rightscheck.cli.reading import read_all

    result, parts = read_all(wanted, branch)
    result, notes = exempt(result, grounds_of(here, parts, with_baseline=here.has_baseline), day)
    for one in () if branch else notes:  # of a branch, only a part was read: the rest may cover what was not
        note(str(one))
    return result


def grounds_of(here: PolicyFolder, parts: Sequence[Part], *, with_baseline: bool) -> Grounds:
    """Collect what lets findings stand: in the documents, in the settings, and in the baseline if that is wanted.

    Raises:
        InputError: The baseline cannot be used.

    """
    from rightscheck.check.exempt import Grounds
    from rightscheck.cli.reading import allowances_of
    from rightscheck.read.baseline import load_baseline

    waivers = here.settings.config.waivers
    return Grounds(
        allowances=allowances_of(parts),
        waivers=[(waiver, here.settings.place("waivers", index)) for index, waiver in enumerate(waivers)],
        baseline=load_baseline(here.baseline) if with_baseline else None,
        baseline_path=str(here.baseline),
    )
