"""`rightscheck collect`: filled forms become counts, of which nothing is shown below five people.

Leadership's form is the other case: one of them becomes an answers file (`cli/leadership.py`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rightscheck.errors import Problem
    from rightscheck.model.form import FilledForm, Form, Role
    from rightscheck.model.standard import Standard
    from rightscheck.model.tally import Tally
    from rightscheck.read.filled import Known


class CountedRole(StrEnum):
    """Whose forms are counted."""

    RESIDENTS = "residents"
    STAFF = "staff"


def collect(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="Filled forms: saved by the form's page (.json), workbooks (.xlsx), exports of KoboToolbox or ODK "
            "(.csv), or typed in, a row for each person (.csv). A folder stands for the forms in it. With -o ending "
            "in .yaml: leadership's one filled workbook.",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write the counts to this file (.csv), or the answers of leadership's form to this one (.yaml).",
        ),
    ] = None,
    role: Annotated[
        CountedRole | None,
        typer.Option("--role", help="Count only these. Needed only where the files hold both, or do not say."),
    ] = None,
    standard: Annotated[
        list[str] | None,
        typer.Option("--standard", metavar="ID", help="The standard that the forms were made from. Repeatable."),
    ] = None,
) -> None:
    """Count filled forms. Only counts are kept: no row, no text, no time finer than the month.

    Nothing is shown of fewer than five people, also not what could be worked out by subtraction.

    Leadership's form is not counted: rightscheck collect lead.xlsx -o answers.yaml makes an answers file of it.
    """
    from rightscheck.check.tallies import tally
    from rightscheck.cli.earlier_counts import refuse_second
    from rightscheck.cli.filled_files import find_inputs
    from rightscheck.cli.leadership import ENDINGS, collect_answers
    from rightscheck.cli.output import note, print_text, write_file
    from rightscheck.errors import ExitCode
    from rightscheck.read.filled import Known
    from rightscheck.render.tally_csv import tally_csv

    output = None if output is not None and _is_stdout(output) else output
    names = _standards(standard or [])
    if output is not None and output.suffix.lower() in ENDINGS:
        _refuse_role(role)
        collect_answers(files, output, names)
        return
    forms, others = _whole_forms(names)
    inputs = find_inputs(files)
    if output is not None:
        _check_output(output, inputs.files)
    filled, problems = _read(inputs.files, Known(forms, others), role)
    for problem in problems:
        note(str(problem))
    counted = _of_one_role(filled, role)
    found = tally(counted, forms[counted[0].role]) if counted else None
    if found is None:
        note(_too_few(len(counted)))
        raise typer.Exit(ExitCode.CANNOT)
    text = tally_csv(found)
    refuse_second(found, text, output, inputs)
    if output is None:
        print_text(text)
    else:
        write_file(output, text)
    is_whole = not problems and inputs.is_whole
    note(_summary(found, counted, output, is_whole=is_whole))
    whole = forms[counted[0].role]
    if any(form.by_letter and not _names_all(form.edition, whole) for form in counted):
        note(_by_letter(whole.edition))
    if not is_whole:
        raise typer.Exit(ExitCode.CANNOT)


# The forms.


def _standards(asked: Sequence[str]) -> list[str]:
    """Name the standards of the command line, of the settings in the current folder, or else the usual ones."""
    from rightscheck.read.config import load_config
    from rightscheck.read.standards import DEFAULT_STANDARDS

    return list(dict.fromkeys(asked or load_config(Path()).standards or DEFAULT_STANDARDS))


_COUNTED: tuple[Role, ...] = ("residents", "staff")


def _whole_forms(names: Sequence[str]) -> tuple[dict[Role, Form], list[Form]]:
    """Make the forms with every question that any form could hold, and the same in the other languages."""
    from rightscheck.read.translations import languages

    forms = {role: whole_form(names, role) for role in _COUNTED}
    others = [whole_form(names, role, language) for language in languages() if language != "en" for role in _COUNTED]
    return forms, others


def whole_form(names: Sequence[str], role: Role, language: str = "en") -> Form:
    """Make the form with every question that any form of a role could hold, whatever the facts are."""
    from rightscheck.check.forms import make_form
    from rightscheck.cli.translate import fixed_words
    from rightscheck.read.translations import load_translated

    asked = [_with_all_variants(load_translated(name, language)) for name in names]
    return make_form(asked, role, language=language, words=fixed_words("form", language))


def _with_all_variants(standard: Standard) -> Standard:
    """Let every question be asked, whatever the facts are: the forms may have been made with any of them."""
    always = tuple(one.model_copy(update={"applies_when": None}) for one in standard.indicators)
    return standard.model_copy(update={"indicators": always})


# The files.


def _is_stdout(path: Path) -> bool:
    from rightscheck.cli.output import STDOUT

    return str(path) in STDOUT


def _check_output(output: Path, inputs: Sequence[Path]) -> None:
    """See that the file to write is no form, and nothing but an earlier report of ours.

    Raises:
        UsageError: It is.

    """
    from rightscheck.cli.deliver import is_same, wrong
    from rightscheck.cli.earlier_counts import SUFFIX, earlier

    if output.suffix.lower() != SUFFIX:
        instead = f"end it in {SUFFIX}, or for the answers of leadership's form in .yaml"
        raise wrong(output, f"the ending '{output.suffix}' names no format of counts", instead)
    if any(is_same(output, path) for path in inputs):
        raise wrong(output, "this file is read here, and is not written over", "name another file")
    if output.exists() and earlier(output) is None:
        what = "this file is there already, holds no counts of ours, and is not written over"
        raise wrong(output, what, "name another file")


def _refuse_role(role: CountedRole | None) -> None:
    from rightscheck.cli.deliver import wrong

    if role is not None:
        what = f"the forms of {role.value} are counted, and an answers file holds no counts"
        raise wrong(Path("--role"), what, "leave it out for leadership's form, or end -o in .csv")


def _read(inputs: Sequence[Path], known: Known, role: CountedRole | None) -> tuple[list[FilledForm], list[Problem]]:
    from rightscheck.read.filled import read_known

    filled: list[FilledForm] = []
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    for path in inputs:
        forms, told = read_known(path, known, role=role.value if role else None, seen=seen)
        filled += forms
        problems += told
    return filled, problems


def _of_one_role(filled: Sequence[FilledForm], role: CountedRole | None) -> list[FilledForm]:
    """Give the forms of the role that was asked for, or of the only one there is.

    Raises:
        InputError: There are both, and none was asked for.

    """
    from rightscheck.cli.output import note
    from rightscheck.errors import InputError, Place, Problem

    sources: defaultdict[str, list[str]] = defaultdict(list)
    for form in filled:
        sources[form.role].append(_file(form))
    if role is None and len(sources) > 1:
        instead = "collect each by itself: add --role residents, and then --role staff"
        raise InputError(
            Problem(Place(file), f"forms of {whose} stand in this file ({people} of them)", instead)
            for whose, files in sources.items()
            for file, people in Counter(files).items()
        )
    chosen = role.value if role else next(iter(sources), "")
    others = sorted({file for whose, files in sources.items() if whose != chosen for file in files})
    if others:
        note(f"Not counted here, because they are of another role: {', '.join(others)}.")
    return [form for form in filled if form.role == chosen]


def _file(form: FilledForm) -> str:
    return form.source.rpartition(", row ")[0] or form.source


# What is said of it.


def _too_few(people: int) -> str:
    if not people:
        return "No filled form was read; there is nothing to count."
    forms = "1 form was" if people == 1 else f"{people} forms were"
    return (
        f"{forms} read; nothing is shown of fewer than five people; have them locked away by whoever collects, and "
        "collect them again with those of the next months"
    )


def _names_all(edition: str, whole: Form) -> bool:
    """Whether an edition names each standard; letters of one that it leaves out are read in the order of today."""
    return whole.standards.keys() <= {part.partition("@")[0] for part in edition.replace(",", " ").split()}


def _by_letter(edition: str) -> str:
    return (
        f"Letters were read in the order of the forms of {edition}, which each paper names at its end. If a paper "
        "names another edition, add a column edition that says so, and count again."
    )


def _summary(found: Tally, counted: Sequence[FilledForm], output: Path | None, *, is_whole: bool) -> str:
    files = len({_file(form) for form in counted})
    shown = sum(bool(question.counts) for question in found.questions.values())
    months = ""
    if found.first_month:
        months = f", {found.first_month}"
        months += f" to {found.last_month}" if found.last_month != found.first_month else ""
    after = "Now delete the single forms."
    if not is_whole:
        after = (
            "Not all could be counted: keep the forms. Mend what is named above, delete this table before anybody "
            "sees it, and count again."
        )
    written = f" Counts: {output}. {after}" if output else ""
    return (
        f"{found.respondents} forms of {found.role} from {files} file{'s' if files > 1 else ''}{months}. "
        f"{shown} of {len(found.questions)} questions have five answers or more.{written} "
        "Hand out one table for these months only; one that lies elsewhere is not known here."
    )
