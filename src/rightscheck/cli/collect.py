"""`rightscheck collect`: filled forms become counts, of which nothing is shown below five people."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
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


MAX_FILES = 10_000
"""Files in the folders that are given."""
MAX_TABLES = 500
"""Tables that are looked at for an earlier report."""
MAX_FOLDERS = 2_000
"""Folders that are looked into for one."""
DEPTH = 2
"""How far below the current folder one is looked for."""
SUFFIX = ".csv"


@dataclass(frozen=True)
class _Inputs:
    """What is read."""

    files: list[Path]
    folders: list[Path]
    """Every folder that forms lie in, or could have lain in."""
    is_whole: bool
    """Whether those are all files that were named."""


def collect(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="Filled forms: saved by the form's page (.json), workbooks (.xlsx), exports of KoboToolbox or ODK "
            "(.csv), or typed in, a row for each person (.csv). A folder stands for the forms in it.",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write the counts to this file (.csv)."),
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
    """
    from rightscheck.check.tallies import tally
    from rightscheck.cli.output import note, print_text, write_file
    from rightscheck.errors import ExitCode
    from rightscheck.read.filled import Known
    from rightscheck.render.tally_csv import tally_csv

    output = None if output is not None and _is_stdout(output) else output
    forms, others = _whole_forms(_standards(standard or []))
    inputs = _inputs(files)
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
    _refuse_second(found, text, output, inputs)
    if output is None:
        print_text(text)
    else:
        write_file(output, text)
    is_whole = not problems and inputs.is_whole
    note(_summary(found, counted, output, is_whole=is_whole))
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


def _inputs(files: Sequence[Path]) -> _Inputs:
    """Give the files to read, in an order that does not hang on how they were named."""
    from rightscheck.cli.output import note

    found: dict[Path, Path] = {}
    folders: dict[Path, None] = {}
    left_out: list[Path] = []
    is_whole = True
    for given in files:
        if not given.is_dir():
            found.setdefault(_same(given), given)
            folders[given.parent] = None
            continue
        inside = list(_in_folder(given))
        if len(inside) > MAX_FILES:
            note(f"{given}: this folder holds more than {MAX_FILES:,} files; name the folder that holds the forms")
            is_whole = False
        folders |= dict.fromkeys([given, *(path.parent for path in inside)])
        for path in inside[:MAX_FILES]:
            if _may_be_form(path):
                found.setdefault(_same(path), path)
            else:
                left_out.append(path)
    if left_out:
        some = ", ".join(str(path) for path in left_out[:5])
        more = f", and {len(left_out) - 5} more" if len(left_out) > 5 else ""  # noqa: PLR2004 - five names on a line
        note(f"Left out, because they are no filled forms: {some}{more}.")
    return _Inputs(sorted(found.values(), key=lambda path: (str(path), path)), list(folders), is_whole)


def _same(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # a ring of links: reading it will say so
        return path


def _in_folder(folder: Path) -> Iterator[Path]:
    """Walk a folder in the order of names, without what is hidden; a link to a folder is not followed.

    Raises:
        InputError: It, or a folder in it, cannot be read.

    """
    from rightscheck.errors import InputError, Place, Problem

    try:
        inside = sorted(folder.iterdir())
    except OSError as error:
        what = f"this folder cannot be read ({error.strerror})"
        raise InputError([Problem(Place(str(folder)), what, "check the rights on it")]) from None
    for path in inside:
        if path.name.startswith((".", "~$")):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _in_folder(path)
        elif path.is_file():
            yield path


def _may_be_form(path: Path) -> bool:
    from rightscheck.read.filled import FORM_SUFFIXES

    return path.suffix.lower() in FORM_SUFFIXES and _earlier(path) is None


def _is_stdout(path: Path) -> bool:
    from rightscheck.cli.output import STDOUT

    return str(path) in STDOUT


def _check_output(output: Path, inputs: Sequence[Path]) -> None:
    """See that the file to write is no form, and nothing but an earlier report of ours.

    Raises:
        UsageError: It is.

    """
    from rightscheck.cli.deliver import is_same, wrong

    if output.suffix.lower() != SUFFIX:
        raise wrong(output, f"the ending '{output.suffix}' names no format of counts", f"end it in {SUFFIX}")
    if any(is_same(output, path) for path in inputs):
        raise wrong(output, "this file is read here, and is not written over", "name another file")
    if output.exists() and _earlier(output) is None:
        what = "this file is there already, holds no counts of ours, and is not written over"
        raise wrong(output, what, "name another file")


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


# What was shown before.


def _earlier(path: Path) -> Tally | None:
    """Read an earlier report; None for a file that is none."""
    from rightscheck.errors import RightscheckError
    from rightscheck.read.tally import is_tally, load_tally

    try:
        return load_tally(path) if is_tally(path) else None
    except RightscheckError:
        return None


def _refuse_second(found: Tally, text: str, output: Path | None, inputs: _Inputs) -> None:
    """See that there are no other counts of the same months: two tables side by side can tell what single people said.

    Raises:
        InputError: There are.
        OutputError: The file to write holds other counts, which this report does not take the place of.

    """
    from rightscheck.check.tallies import overlap
    from rightscheck.errors import InputError, OutputError, Place, Problem
    from rightscheck.render.tally_csv import tally_csv

    for path in _tables(output, inputs):
        earlier = _earlier(path)
        if earlier is None or tally_csv(earlier) == text:
            continue
        if overlap(earlier, found):
            what = "you have counts of these months already; the two side by side could give somebody away"
            instead = (
                "use that one and collect only the forms of the months that follow, or delete it if nobody has seen "
                "it; nothing was written"
            )
            raise InputError([Problem(Place(str(path)), what, instead)])
        if output is not None and _same(path) == _same(output):
            whose = "of other months" if earlier.role == found.role else f"of the {earlier.role}"
            raise OutputError([Problem(Place(str(path)), f"this file holds counts {whose}", "name another file")])


def _tables(output: Path | None, inputs: _Inputs) -> list[Path]:
    """Find what could be an earlier report: the file to write, and tables near it, near the forms, and near here."""
    from rightscheck.cli.output import note
    from rightscheck.read.tally import is_tally

    read = {_same(path) for path in inputs.files}
    found = {_same(output): output} if output is not None and output.exists() else {}
    seen: set[Path] = set()
    for number, folder in enumerate(_folders(output, inputs)):
        if (same := _same(folder)) in seen:
            continue
        seen.add(same)
        if _is_another_house(same, output, inputs):
            continue
        for path in _files(folder):
            if path.suffix.lower() == SUFFIX and (_same(path) not in read or is_tally(path)):
                found.setdefault(_same(path), path)
        if len(found) > MAX_TABLES or number >= MAX_FOLDERS:
            note(f"Not every table near here was looked at for earlier counts: there are more than {MAX_TABLES}.")
            break
    return list(found.values())[:MAX_TABLES]


def _folders(output: Path | None, inputs: _Inputs) -> Iterator[Path]:
    """Name the folders to look into, the nearest first; a folder may come twice."""
    here = Path()
    if output is not None:
        yield output.parent
    yield here
    yield from inputs.folders
    below = [here]
    for _ in range(DEPTH):
        below = [folder for above in below for folder in islice(_subfolders(above), MAX_FOLDERS)]
        yield from below
    if output is not None and not _is_house_by_itself(output, inputs):
        yield from _subfolders(_from_here(_same(output.parent).parent))


def _is_another_house(folder: Path, output: Path | None, inputs: _Inputs) -> bool:
    """Whether a folder is a self-audit of its own, in which neither the forms nor the counts of this run lie.

    A trainer has several side by side; the counts of one say nothing of the people of another.
    """
    from rightscheck.read.answers import DEFAULT_NAME

    homes = [_same(Path()), *map(_same, inputs.folders), *([_same(output.parent)] if output else [])]
    return _is((folder / DEFAULT_NAME).is_file) and not any(home.is_relative_to(folder) for home in homes)


def _from_here(path: Path) -> Path:
    try:
        return Path(os.path.relpath(path))
    except ValueError:  # on another drive
        return path


def _is_house_by_itself(output: Path, inputs: _Inputs) -> bool:
    """Whether the counts go to the current folder, and all forms lie in it too.

    What lies beside such a folder is another program's: a trainer has one for each.
    """
    here = _same(Path())
    return _same(output.parent) == here and all(_same(folder).is_relative_to(here) for folder in inputs.folders)


def _subfolders(folder: Path) -> Iterator[Path]:
    for path in _entries(folder):
        if not path.name.startswith(".") and not path.is_symlink() and _is(path.is_dir):
            yield path


def _files(folder: Path) -> Iterator[Path]:
    yield from (path for path in _entries(folder) if _is(path.is_file))


def _is(test: Callable[[], bool]) -> bool:
    try:
        return test()
    except OSError:  # what cannot be looked into has shown nobody anything
        return False


def _entries(folder: Path) -> list[Path]:
    """List a folder in the order of names; nothing where it cannot be looked into."""
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


# What is said of it.


def _too_few(people: int) -> str:
    if not people:
        return "No filled form was read; there is nothing to count."
    forms = "1 form was" if people == 1 else f"{people} forms were"
    return (
        f"{forms} read; nothing is shown of fewer than five people; have them locked away by whoever collects, and "
        "collect them again with those of the next months"
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
