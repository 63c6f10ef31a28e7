"""`rightscheck form`: a form for residents, staff, or leadership to fill in."""

from __future__ import annotations

import shlex
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rightscheck.model.standard import Standard


class FormRole(StrEnum):
    """Who is asked; the same names as in ROLES, which a test compares."""

    RESIDENTS = "residents"
    STAFF = "staff"
    LEADERSHIP = "leadership"


class FormFormat(StrEnum):
    """The formats of a form; the same names as in FORM_RENDERERS, which a test compares."""

    HTML = "html"
    XLSX = "xlsx"
    XLSFORM = "xlsform"
    MARKDOWN = "markdown"
    CSV = "csv"


WORKBOOKS = (FormFormat.XLSX, FormFormat.XLSFORM)
WORKBOOK_SUFFIX = ".xlsx"


def form(
    role: Annotated[FormRole, typer.Option("--for", help="Who fills it in.")] = FormRole.RESIDENTS,
    short: Annotated[
        bool, typer.Option("--short", help="Only the twenty or so questions of the short form: about five minutes.")
    ] = False,
    lang: Annotated[str, typer.Option("--lang", metavar="LANG", help="The language of the form: en or es.")] = "en",
    standard: Annotated[
        list[str] | None,
        typer.Option(
            "--standard",
            metavar="ID",
            help="A standard to ask about: an id, or a folder of your own. Repeatable. Left out, those of the settings "
            "in this folder, or all that are shipped.",
        ),
    ] = None,
    answers: Annotated[
        Path | None,
        typer.Option(
            "--answers",
            metavar="PATH",
            help="An answers file whose facts decide which questions apply. Left out, the answers.yaml in this "
            "folder, if there is one; leadership's form asks for the facts itself.",
        ),
    ] = None,
    return_to: Annotated[
        str,
        typer.Option(
            "--return-to",
            metavar="TEXT",
            help="Who takes the filled forms, printed in the form: best a person from outside the house.",
        ),
    ] = "",
    format: Annotated[
        FormFormat | None,
        typer.Option(
            "--format",
            "-f",
            help="The format; left out, by the file's ending, or Markdown. xlsform is for KoboToolbox and ODK; csv is "
            "the first row of a table for answers on paper.",
        ),
    ] = None,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write the form to this file: .html, .xlsx, .md, .csv. Repeatable."
        ),
    ] = None,
) -> None:
    """Make a form to fill in: on a phone, in Excel, in KoboToolbox or ODK, or on paper.

    A page, a workbook and a paper send nothing anywhere; a survey goes to the server that you put it on. When five
    people or more have answered, rightscheck collect counts the forms.
    """
    from rightscheck.check.forms import make_form
    from rightscheck.cli.deliver import wrong
    from rightscheck.cli.output import note, print_text
    from rightscheck.cli.translate import fixed_words
    from rightscheck.render.forms import FORM_RENDERERS
    from rightscheck.render.words import listed, plural

    words = fixed_words("form", lang)
    chosen = _chosen(output or [], format, _inputs(answers))
    standards = _standards(standard or [], lang)
    facts = _facts(answers, role, standards)
    made = make_form(standards, role.value, short=short, facts=facts, language=lang, words=words)
    made = replace(made, return_to=return_to)
    if not made.questions:
        what = f"there is no question for {role.value} in {listed([one.id for one in standards])}"
        raise wrong(Path("--for"), what, "choose another standard, or ask somebody else")
    if chosen:
        _write_all({path: (FORM_RENDERERS[name](made, words), name) for path, name in chosen})
        note(f"Wrote {listed([str(path) for path, _ in chosen])}: {plural(len(made.questions), 'question')}.")
        for text in _next(role, chosen):
            note(text)
    else:
        name = format or FormFormat.MARKDOWN
        print_text(_sealed(FORM_RENDERERS[name](made, words), name))


def _next(role: FormRole, chosen: Sequence[tuple[Path, FormFormat]]) -> Iterator[str]:
    """Say what to do with the forms: a survey goes to a server, and what comes back from there is one table."""
    names = {name for _, name in chosen}
    if role == FormRole.LEADERSHIP:
        yield from _next_of_leadership(chosen)
        return
    if FormFormat.CSV in names:
        how = "by their letters" if role == FormRole.STAFF else "as yes, sometimes, no, not-sure, or blank"
        file = _named(chosen, FormFormat.CSV)
        yield (
            f"Next: type a row for each paper into the table, its answers {how}, then: rightscheck collect {file} -o "
            f"{role.value}.csv"
        )
    if names - {FormFormat.XLSFORM, FormFormat.CSV}:
        yield (
            "Next: hand it out, and let somebody from outside the house take the filled forms and count them, when "
            f"there are five or more: rightscheck collect FOLDER -o {role.value}.csv"
        )
    if FormFormat.XLSFORM in names:
        yield (
            "Next: put the survey on KoboToolbox or ODK. When five or more have answered, export the answers as CSV "
            f"(values or labels both work), then: rightscheck collect EXPORT.csv -o {role.value}.csv"
        )


def _next_of_leadership(chosen: Sequence[tuple[Path, FormFormat]]) -> Iterator[str]:
    """Say how the filled form becomes an answers file; the page saves one itself, and says so."""
    names = {name for _, name in chosen}
    collect = "rightscheck collect {file} -o answers.yaml"
    if FormFormat.XLSX in names:
        yield f"Next: fill it in, then: {collect.format(file=_named(chosen, FormFormat.XLSX))}"
    if FormFormat.CSV in names:
        file = _named(chosen, FormFormat.CSV)
        yield f"Next: type one row into the table, its answers by their letters, then: {collect.format(file=file)}"
    if FormFormat.XLSFORM in names:
        file = "EXPORT.csv"
        yield f"Next: when it is answered once, export the answers as CSV, then: {collect.format(file=file)}"


def _named(chosen: Sequence[tuple[Path, FormFormat]], wanted: FormFormat) -> str:
    return next(shlex.quote(str(path)) for path, name in chosen if name == wanted)


def _inputs(answers: Path | None) -> list[Path]:
    """Give the files that are read, and so must not be written over."""
    from rightscheck.read.answers import DEFAULT_NAME
    from rightscheck.read.config import CONFIG_NAME

    folder = answers or Path()
    return [folder / DEFAULT_NAME if folder.is_dir() else folder, Path(CONFIG_NAME)]


def _chosen(output: Sequence[Path], wanted: FormFormat | None, inputs: Sequence[Path]) -> list[tuple[Path, FormFormat]]:
    """Say for each file which format it gets, before any work is done.

    Raises:
        UsageError: A suffix names no format or another one, a workbook is to be printed, or a file must stay as it is.

    """
    from rightscheck.cli.deliver import keep_whole, wrong
    from rightscheck.cli.output import STDOUT
    from rightscheck.render.forms import FORM_SUFFIXES

    if not output and wanted in WORKBOOKS:
        raise wrong(Path("output"), "a workbook is not printed", f"add -o form{WORKBOOK_SUFFIX}")
    chosen = []
    for path in output:
        suffix = path.suffix.lower()
        name = wanted or (FormFormat.MARKDOWN if str(path) in STDOUT else FORM_SUFFIXES.get(suffix))
        if name is None:
            instead = f"end it in one of {', '.join(sorted(FORM_SUFFIXES))}, or add --format"
            raise wrong(path, f"the ending '{path.suffix}' names no format", instead)
        if (name in WORKBOOKS) != (suffix == WORKBOOK_SUFFIX):
            kind = "a workbook" if name in WORKBOOKS else "no workbook"
            raise wrong(path, f"a form in the format {name} is {kind}", "choose an ending that fits, or leave out -f")
        keep_whole(path, inputs)
        chosen.append((path, FormFormat(name)))
    return chosen


def _standards(asked: Sequence[str], lang: str) -> list[Standard]:
    """Load the standards of the command line, of the settings in this folder, or the shipped ones, in a language."""
    from rightscheck.read.config import load_config
    from rightscheck.read.standards import DEFAULT_STANDARDS
    from rightscheck.read.translations import load_translated

    names = dict.fromkeys(asked or load_config(Path()).standards or DEFAULT_STANDARDS)
    return [load_translated(name, lang) for name in names]


def _facts(answers: Path | None, role: FormRole, standards: Sequence[Standard]) -> Mapping[str, frozenset[str] | int]:
    """Give the facts of an answers file: of the one that was named, or of the one in this folder."""
    from rightscheck.cli.output import note
    from rightscheck.read.answers import DEFAULT_NAME, load_answers

    path = answers
    if path is None:
        if role == FormRole.LEADERSHIP or not Path(DEFAULT_NAME).is_file():
            return {}
        path = Path(DEFAULT_NAME)
    facts = load_answers(path, standards).facts
    says = f"The facts in {path} decide which questions are asked."
    if role == FormRole.LEADERSHIP:
        says += " They are not asked again, and are not in what this form saves: keep that file."
    note(says)
    return facts


def _write_all(files: Mapping[Path, tuple[bytes, FormFormat]]) -> None:
    """Write the files. One that cannot be written does not keep the others from being written.

    Raises:
        OutputError: Something could not be written; a workbook, which may hold answers, is never written over.

    """
    from rightscheck.cli.output import write_bytes, write_file
    from rightscheck.errors import OutputError, Problem

    problems: list[Problem] = []
    for path, (data, name) in files.items():
        try:
            if name in WORKBOOKS:
                write_bytes(path, data, overwrite=False, instead="name another file, or move this one away first")
            else:
                write_file(path, _sealed(data, name))
        except OutputError as error:
            problems += error.problems
    if problems:
        raise OutputError(problems)


def _sealed(data: bytes, name: FormFormat) -> str:
    """Seal the form, so that a later scan of the folder it lies in does not take its questions for house rules."""
    from rightscheck.seal import sealed

    return sealed(data.decode(), name.value)
