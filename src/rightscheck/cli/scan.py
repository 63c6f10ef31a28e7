"""`rightscheck scan`: read policy documents, and say which sentences take a right away."""

from __future__ import annotations

from dataclasses import replace
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
    RightOption,
    StandardOption,
    TodayOption,
)

if TYPE_CHECKING:
    from rich.console import RenderableType

    from rightscheck.cli.deliver import Renderers
    from rightscheck.model.finding import ScanResult


def scan(  # noqa: PLR0913, PLR0917 - one parameter for each option
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH", help="Documents, or folders of them. Left out, the current folder."),
    ] = None,
    format: FormatOption = None,
    output: OutputOption = None,
    min_confidence: MinConfidenceOption = None,
    right: RightOption = None,
    standard: StandardOption = None,
    fail_on: Annotated[
        FailSureness, typer.Option("--fail-on", help="Exit with 1 when a right is taken, at least this surely.")
    ] = FailSureness.CERTAIN,
    changed_since: ChangedSinceOption = None,
    jobs: JobsOption = 1,
    lang: LanguageOption = "en",
    today: TodayOption = None,
) -> None:
    """Read policy documents, and say which sentences take a right away and which protect one.

    Reads Markdown, text, HTML, Word, OpenDocument, and PDF. What cannot be read is named, and is never
    taken for clean.
    """
    from rightscheck.check.exempt import Grounds, exempt
    from rightscheck.check.select import fails, least_reported, narrowed
    from rightscheck.cli.deliver import chosen_formats, deliver
    from rightscheck.cli.git import branch_since
    from rightscheck.cli.output import note
    from rightscheck.cli.parts import Reader
    from rightscheck.cli.reading import (
        NAME_SOME,
        STDOUT_FILE,
        Wanted,
        allowances_of,
        chosen_rights,
        documents_in,
        exit_code,
        no_documents,
        read_all,
    )
    from rightscheck.cli.today import read_day
    from rightscheck.cli.translate import fixed_texts
    from rightscheck.read.documents.walk import find_documents
    from rightscheck.read.standards import shipped_ids
    from rightscheck.read.translations import load_translated
    from rightscheck.render.scan_formats import SCAN_SUFFIXES

    paths = paths or [Path()]
    chosen = chosen_formats(output or [], format, SCAN_SUFFIXES, [path for path in paths if path.is_file()])
    day = read_day(today)
    names = tuple(dict.fromkeys(standard or shipped_ids()))
    standards = [load_translated(name, lang) for name in names]
    rights = chosen_rights(right or [], standards[0].tables.rights)
    found = find_documents(paths)
    # Where nothing is chosen, the shell may be writing what is printed into the folder that is read.
    files = documents_in(found, [path for path, _ in chosen] or [STDOUT_FILE])
    if not files and not found.skipped:
        raise no_documents(paths[0], NAME_SOME)
    branch = branch_since(changed_since, _folder(paths[0])) if changed_since is not None else None
    least = least_reported(min_confidence.value if min_confidence else "likely", fail_on.value)
    wanted = Wanted(files, found.skipped, standards, Reader(names, told=least), jobs=jobs)
    result, parts = read_all(wanted, branch)
    if branch is None and not result.documents and not result.skipped:  # all were reports of ours
        raise no_documents(paths[0], NAME_SOME)
    result, notes = exempt(result, Grounds(allowances_of(parts)), day)
    for one in () if branch else notes:
        note(str(one))
    result = replace(result, since=changed_since, language=lang, texts=fixed_texts("scan", lang))
    result = narrowed(result, least, rights)
    deliver(result, renderers(), chosen, format)
    if code := exit_code(result, failing=fails(result, fail_on.value)):
        raise typer.Exit(code)


def renderers() -> Renderers[ScanResult]:
    """Give the ways to show what documents say."""
    from rightscheck.cli.deliver import Renderers
    from rightscheck.render.scan_formats import SCAN_PIECES, SCAN_PRINTED, SCAN_RENDERERS
    from rightscheck.render.scan_text import summary
    from rightscheck.render.terminal import MAX_WIDTH

    def on_terminal(result: ScanResult) -> RenderableType:
        from rightscheck.render.scan_terminal import scan_for_terminal

        return scan_for_terminal(result)

    return Renderers(SCAN_RENDERERS, on_terminal, MAX_WIDTH, summary, SCAN_PRINTED, SCAN_PIECES)


def _folder(path: Path) -> Path:
    return path if path.is_dir() else path.parent
