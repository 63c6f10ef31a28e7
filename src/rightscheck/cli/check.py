"""`rightscheck check`: the gate for CI. It reads the settings of a folder, and judges documents and answers."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rightscheck.cli.options import (
    ChangedSinceOption,
    FailSureness,
    FormatOption,
    JobsOption,
    LanguageOption,
    MinConfidenceOption,
    OutputOption,
    StandardOption,
    Tier,
    TodayOption,
)
from rightscheck.cli.output import note

if TYPE_CHECKING:
    from rich.console import RenderableType

    from rightscheck.cli.deliver import Renderers
    from rightscheck.cli.folder import PolicyFolder
    from rightscheck.cli.git import Branch
    from rightscheck.cli.reading import Wanted
    from rightscheck.errors import InputError
    from rightscheck.model.assessment import Assessment, FlagResult
    from rightscheck.model.config import FailOn
    from rightscheck.model.finding import ScanResult
    from rightscheck.render.check_formats import CheckResult


def check(  # noqa: PLR0913, PLR0917 - one parameter for each option
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder with the settings, the documents, and the answers.")
    ] = Path(),
    format: FormatOption = None,
    output: OutputOption = None,
    standard: StandardOption = None,
    fail_on: Annotated[
        Tier | None,
        typer.Option("--fail-on", help="Exit with 1 when the answers raise a red flag of this tier. [default: stop]"),
    ] = None,
    fail_on_confidence: Annotated[
        FailSureness | None,
        typer.Option(
            "--fail-on-confidence",
            help="Exit with 1 when a document takes a right away, at least this surely. [default: certain]",
        ),
    ] = None,
    min_confidence: MinConfidenceOption = None,
    changed_since: ChangedSinceOption = None,
    jobs: JobsOption = 1,
    lang: LanguageOption = "en",
    today: TodayOption = None,
) -> None:
    """Check the documents and the answers of a folder, as a gate for CI.

    Reads rightscheck.yaml, or [tool.rightscheck] in pyproject.toml. What a baseline, a waiver, or an
    allowance lets stand is reported, and does not fail the check.
    """
    from rightscheck.check.select import fails, least_reported, moved_under, narrowed
    from rightscheck.check.voices import related
    from rightscheck.cli.deliver import chosen_formats, deliver
    from rightscheck.cli.folder import open_folder, read_folder, wanted_documents
    from rightscheck.cli.git import branch_since
    from rightscheck.cli.reading import STDOUT_FILE, exit_code
    from rightscheck.cli.today import read_day
    from rightscheck.render.check_formats import CHECK_SUFFIXES

    here = open_folder(folder, standard or [], lang)
    config = here.settings.config
    chosen = chosen_formats(output or [], format, CHECK_SUFFIXES, here.inputs)
    day = read_day(today)
    branch = branch_since(changed_since, folder) if changed_since is not None else None
    sureness = fail_on_confidence.value if fail_on_confidence else config.fail_on_confidence or "certain"
    least = least_reported(min_confidence.value if min_confidence else config.min_confidence or "likely", sureness)

    audit = _audit(here, standard or [], fail_on.value if fail_on else config.fail_on or "stop", branch, lang)
    wanted = wanted_documents(here, jobs, [path for path, _ in chosen] or [STDOUT_FILE])
    wanted = replace(wanted, reader=replace(wanted.reader, told=least)) if wanted else None
    documents = read_folder(here, wanted, day, branch) if wanted else None
    if documents and branch is None and not documents.documents and not documents.skipped:
        documents = None  # all were reports of ours
    if documents is None and audit is None:
        raise _nothing(folder)
    documents = _told(documents, changed_since, lang) if documents else None
    _tell_what_is_left_out(here, has_documents=documents is not None)
    if documents and audit and wanted:
        audit = replace(audit, assessment=_beside_documents(audit.assessment, documents, wanted))
        documents = replace(documents, related=related(audit.assessment))
    documents = narrowed(documents, least) if documents else None
    shown = moved_under(documents, here.shown) if documents else None
    deliver(_result(shown, audit, here, changed_since, lang), _renderers(), chosen, format)
    is_failing = bool(audit and audit.failing) or bool(documents and fails(documents, sureness))
    if code := exit_code(documents, failing=is_failing):
        raise typer.Exit(code)


def _beside_documents(assessment: Assessment, documents: ScanResult, wanted: Wanted) -> Assessment:
    from rightscheck.cli.voices import with_documents

    return with_documents(assessment, documents, [file.path for file in wanted.files])


@dataclass(frozen=True, slots=True)
class _Audit:
    """What the answers say."""

    assessment: Assessment
    flags: tuple[FlagResult, ...]
    """The red flags to report: of a branch, only those it adds."""
    failing: bool


def _audit(here: PolicyFolder, asked: list[str], fail_on: FailOn, branch: Branch | None, lang: str) -> _Audit | None:
    """Judge the answers, where there are any."""
    from rightscheck.check.flags import failing
    from rightscheck.cli.answers import assess_answers, warn_of_private
    from rightscheck.cli.voices import ROLES, load_tallies, tally_beside

    if here.answers is None:
        return None
    config = here.settings.config
    residents, staff = (tally_beside(here.folder, getattr(config, role), role) for role in ROLES)
    assessment = assess_answers(
        here.answers, asked, config, here.folder, load_tallies(residents, staff, here.reader.standards), lang
    )
    warn_of_private(assessment)
    old = _old_assessment(here, asked, branch, (residents, staff)) if branch else None

    def new(fail_on: FailOn) -> list[FlagResult]:
        before = {flag.flag.id for flag in failing(old, fail_on)} if old else ()
        return [flag for flag in failing(assessment, fail_on) if flag.flag.id not in before]

    return _Audit(assessment, tuple(new("caution" if fail_on == "caution" else "fix")), failing=bool(new(fail_on)))


def _old_assessment(
    here: PolicyFolder, asked: list[str], branch: Branch, tallies: Sequence[Path | None]
) -> Assessment | None:
    """Judge the answers as they were when the branch began; None where there were none that can be read."""
    from rightscheck.cli.answers import assess_answers
    from rightscheck.cli.voices import load_tallies
    from rightscheck.errors import RightscheckError

    assert here.answers is not None  # noqa: S101 - tells mypy what the caller has seen
    with tempfile.TemporaryDirectory() as folder:
        answers, residents, staff = (_old_copy(path, branch, Path(folder)) for path in (here.answers, *tallies))
        if answers is None:
            return None
        try:
            return assess_answers(
                answers, asked, here.settings.config, here.folder, load_tallies(residents, staff, here.reader.standards)
            )
        except RightscheckError:
            return None


def _old_copy(path: Path | None, branch: Branch, folder: Path) -> Path | None:
    """Write a file as it was when the branch began; None where there was none."""
    if path is None:
        return None
    name = branch.path_of(path)
    old = branch.changed.get(name, name)
    if old is None:
        return None
    copy = folder / path.name
    copy.write_bytes(branch.old_bytes(old))
    return copy


def _tell_what_is_left_out(here: PolicyFolder, *, has_documents: bool) -> None:
    """Say what is not checked; nothing is left out in silence."""
    from rightscheck.read.answers import DEFAULT_NAME

    if here.answers is None:
        note(
            f"{here.folder / DEFAULT_NAME}: there are no answers here, so only the documents are checked; "
            "start them with: rightscheck init"
        )
    if not has_documents:
        note(f"{here.folder}: there are no documents here, so only the answers are checked; put the house rules here")


def _told(result: ScanResult, since: str | None, lang: str) -> ScanResult:
    """Say of what was read in which language it is told, and what is new in it."""
    from rightscheck.cli.translate import fixed_texts

    return replace(result, since=since, language=lang, texts=fixed_texts("scan", lang))


def _result(
    documents: ScanResult | None, audit: _Audit | None, here: PolicyFolder, since: str | None, lang: str
) -> CheckResult:
    from rightscheck.check.answer_findings import with_flags
    from rightscheck.model.finding import ScanResult
    from rightscheck.read.text import read_text
    from rightscheck.render.check_formats import CheckResult

    flags = {flag.id: flag for standard in here.standards for flag in standard.red_flags}
    at_lines = documents or _told(ScanResult((), (), (), here.standards[0].tables.rights, flags), since, lang)
    if audit is None or here.answers is None:
        return CheckResult(documents, None, (), at_lines)
    lines = read_text(here.answers).splitlines()
    at_lines = with_flags(at_lines, audit.assessment, audit.flags, lines)
    return CheckResult(documents, audit.assessment, audit.flags, at_lines)


def _renderers() -> Renderers[CheckResult]:
    from rightscheck.cli.deliver import Renderers
    from rightscheck.render.check_formats import CHECK_PRINTED, CHECK_RENDERERS, check_for_terminal, summary
    from rightscheck.render.terminal import MAX_WIDTH

    def on_terminal(result: CheckResult) -> RenderableType:
        return check_for_terminal(result)

    return Renderers(CHECK_RENDERERS, on_terminal, MAX_WIDTH, summary, CHECK_PRINTED)


def _nothing(folder: Path) -> InputError:
    from rightscheck.errors import InputError, Place, Problem

    what = "there is nothing to check here: no document, and no answers"
    return InputError([Problem(Place(str(folder)), what, "put the house rules here, or start with: rightscheck init")])
