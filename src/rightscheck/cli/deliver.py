"""A result in the formats that were asked for: printed, or written to files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from rightscheck.cli.output import STDOUT, note, print_for_terminal, print_pieces, print_text, write_file
from rightscheck.errors import OutputError, Place, Problem, UsageError

if TYPE_CHECKING:
    from rich.console import RenderableType

T = TypeVar("T")
NOT_OURS = "this file is there already, is no report as rightscheck wrote it, and is not written over"


KEPT = (".csv", ".tsv", ".yaml", ".yml", ".xlsx", ".xls", ".ods")
"""Endings of answers, settings, tables, and workbooks: no report has one, and what is there cannot be had again."""
HEAD = 2_000
"""Bytes at the beginning of a file that tell whether a form saved it."""


class ScanFormat(StrEnum):
    """The formats of findings; the same names as in SCAN_RENDERERS, which a test compares."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"
    GITLAB = "gitlab"
    JUNIT = "junit"


@dataclass(frozen=True, slots=True)
class Renderers(Generic[T]):
    """How one kind of result is rendered."""

    text: Mapping[str, Callable[[T], str]]
    """By the name of the format."""
    on_terminal: Callable[[T], RenderableType]
    max_width: int
    """Columns; longer lines are hard to read."""
    summary: Callable[[T], str]
    """The result in one line."""
    printed: Mapping[str, Callable[[T], str]] = field(default_factory=dict)
    """The formats that are shorter on stdout than in a file of their own."""
    pieces: Mapping[str, Callable[[T], Iterable[str]]] = field(default_factory=dict)
    """The formats that are written piece by piece: they bear no seal."""


def chosen_formats(
    output: Sequence[Path], wanted: str | None, suffixes: Mapping[str, str], inputs: Iterable[Path]
) -> list[tuple[Path, str]]:
    """Say for each file which format it gets, before any work is done.

    Args:
        output: The files to write.
        wanted: The format asked for; None to go by the suffix.
        suffixes: The format that each suffix asks for.
        inputs: Files that are read, and so must not be written over.

    Raises:
        UsageError: A suffix names no format, or a file is one that is read.

    """
    inputs = list(inputs)
    chosen = []
    for path in output:
        name = wanted or ("terminal" if str(path) == "-" else suffixes.get(path.suffix.lower()))
        if name is None:
            instead = f"end it in one of {', '.join(sorted(suffixes))}, or add --format"
            raise wrong(path, f"the ending '{path.suffix}' names no format", instead)
        keep_whole(path, inputs)
        chosen.append((path, name))
    return chosen


def keep_whole(path: Path, inputs: Iterable[Path]) -> None:
    """See that a file to write is none of those that are read, and no document of somebody's.

    Raises:
        UsageError: It is one of them.

    """
    from rightscheck.read.documents import READERS, is_own_report

    if any(is_same(path, given) for given in inputs):
        raise wrong(path, "this file is read here, and is not written over", "name another file")
    if not _is_file(path):
        return
    if path.suffix.lower() in READERS and not is_own_report(path):
        raise wrong(path, NOT_OURS, "name another file")
    if path.suffix.lower() in KEPT or _is_filled_form(path):
        raise wrong(path, "this file holds what people wrote or counted, and is not written over", "name another file")


def _is_filled_form(path: Path) -> bool:
    """Tell whether a file is what a form saved: a report may have the same ending."""
    from rightscheck.model.form import FORM

    try:
        with path.open("rb") as stream:
            return FORM.encode() in stream.read(HEAD)
    except OSError:
        return False


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that is too long: nothing of that name is there, and writing will say why
        return False


def is_same(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file; not if one of them leads nowhere."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def deliver(result: T, renderers: Renderers[T], chosen: Sequence[tuple[Path, str]], wanted: str | None) -> None:
    """Write or print a result. A file that cannot be written does not keep the others from being written.

    Raises:
        OutputError: Something could not be written.

    """
    problems: list[Problem] = []
    written: list[str] = []
    pieces = renderers.pieces
    for path, name in chosen:
        try:
            is_printed = str(path) in STDOUT
            write_file(path, pieces[name](result) if name in pieces else _rendered(result, renderers, name, is_printed))
            written.append(str(path))
        except OutputError as error:
            problems += error.problems
    if written:
        note(f"{renderers.summary(result)} Report: {', '.join(written)}")
    if problems:
        raise OutputError(problems)
    if chosen:
        return
    if wanted and wanted in pieces:
        print_pieces(pieces[wanted](result))
    elif wanted in (None, "terminal"):
        print_for_terminal(renderers.on_terminal(result), max_width=renderers.max_width)
    else:
        print_text(_rendered(result, renderers, wanted, is_printed=True))


def _rendered(result: T, renderers: Renderers[T], name: str, is_printed: bool) -> str:
    """Render a result, and seal it, so that a later run over the folder it lies in does not take it for a document."""
    from rightscheck.seal import sealed

    texts = {**renderers.text, **renderers.printed} if is_printed else renderers.text
    text = texts[name](result)
    return text if is_printed and name == "terminal" else sealed(text, name)


def wrong(path: Path, what: str, instead: str) -> UsageError:
    """Make the error of a path on the command line that cannot be used."""
    return UsageError([Problem(Place(str(path)), what, instead)])
