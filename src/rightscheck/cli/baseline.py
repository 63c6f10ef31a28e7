"""`rightscheck baseline`: let what stands today stand, so that new text is held to the standard."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rightscheck.cli.options import JobsOption, StandardOption, TodayOption


def baseline(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder with the settings and the documents.")
    ] = Path(),
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="The file to write. [default: rightscheck-baseline.json in DIR]"
        ),
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help="Why the text stands for now; every report says it.")
    ] = None,
    standard: StandardOption = None,
    jobs: JobsOption = 1,
    today: TodayOption = None,
) -> None:
    """Write a baseline: `check` lets stand what the documents say today, and holds new text to the standard.

    What stands stays in every report. A sentence that is changed is new. Run it again to write the
    baseline anew.
    """
    from rightscheck.check.exempt import exempt
    from rightscheck.cli.deliver import keep_whole
    from rightscheck.cli.folder import grounds_of, open_folder, wanted_documents
    from rightscheck.cli.output import note, write_file
    from rightscheck.cli.reading import exit_code, no_documents, read_all
    from rightscheck.cli.today import read_day
    from rightscheck.model.baseline import FORMAT, Baseline, BaselineEntry
    from rightscheck.render.baseline_json import baseline_json
    from rightscheck.render.words import plural

    day = read_day(today)
    here = open_folder(folder, standard or [])
    target = output or here.baseline
    keep_whole(target, here.written_by_hand)
    wanted = wanted_documents(here, jobs, [target])
    if wanted is None:
        raise no_documents(folder, "put the house rules here, or name them in the settings")
    result, parts = read_all(wanted)
    result, _ = exempt(result, grounds_of(here, parts, with_baseline=False), day)
    entries = [
        BaselineEntry(path=one.path, rule=one.rule, fingerprint=one.fingerprint, quote=one.quote)
        for one in result.open_findings
    ]
    made = Baseline(
        schema=FORMAT,
        made=day.isoformat(),
        reason=reason or _reason_so_far(target),
        findings=tuple(sorted(entries, key=lambda entry: entry.key)),
    )
    write_file(target, baseline_json(made))
    note(f"Wrote {target}: {plural(len(entries), 'finding')} may stand. They stay in every report.")
    for skipped in result.skipped:
        note(f"{skipped.path}: this document was not read; {skipped.reason}")
    if code := exit_code(result, failing=False):
        raise typer.Exit(code)


def _reason_so_far(target: Path) -> str:
    """Keep the reason of the baseline that is written anew."""
    from rightscheck.errors import InputError
    from rightscheck.model.baseline import DEFAULT_REASON
    from rightscheck.read.baseline import load_baseline

    try:
        return load_baseline(target).reason
    except InputError:  # there is none, or it is to be replaced because it cannot be read
        return DEFAULT_REASON
