"""`rightscheck standards`: list, show, check, and the schemas for editors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rightscheck.cli.explain import PageFormat, show, telling_in
from rightscheck.cli.options import LanguageOption
from rightscheck.cli.translate import translate

if TYPE_CHECKING:
    from rightscheck.errors import Problem

app = typer.Typer(
    no_args_is_help=True,
    help="The standards: list them, read one, check a folder of your own, write schemas.",
)


@app.command("list")
def list_(lang: LanguageOption = "en") -> None:
    """List the standards that come with rightscheck."""
    from rich.table import Table

    from rightscheck.cli.output import print_for_terminal
    from rightscheck.read.standards import shipped_ids
    from rightscheck.read.translations import load_translated

    heads = telling_in(lang).page.list_heads
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name, justify in (
        ("id", "left"),
        ("version", "left"),
        ("indicators", "right"),
        ("red-flags", "right"),
        ("title", "left"),
    ):
        table.add_column(heads[name], justify=justify, no_wrap=name != "title")  # type: ignore[arg-type]
    for name in shipped_ids():
        standard = load_translated(name, lang)
        own = len(standard.own_indicators)
        table.add_row(standard.id, standard.version, str(own), str(len(standard.red_flags)), standard.title)
    print_for_terminal(table)


@app.command("show")
def show_(
    id: Annotated[str, typer.Argument(metavar="ID", help="The id of a standard, or a folder of your own.")],
    format: Annotated[PageFormat, typer.Option("--format", "-f", help="The format.")] = PageFormat.TERMINAL,
    lang: LanguageOption = "en",
) -> None:
    """Show a standard: its elements, indicators, red flags, and ladder."""
    from rightscheck.read.translations import load_translated
    from rightscheck.render.page import explain

    standard = load_translated(id, lang)
    show(explain((standard.id, "", standard), [standard], telling_in(lang)), format)


@app.command("check")
def check(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="[DIR]", help="The folder of a standard, or of several. Left out, the shipped ones."),
    ] = None,
) -> None:
    """Check the files of a standard, and name everything that is wrong at once.

    The examples of the red flags are read as a document would be: those under flags must take the right,
    those under passes must not.
    """
    from rightscheck.cli.output import print_text
    from rightscheck.cli.parts import LANGUAGES
    from rightscheck.cli.wording import lexicon_problems
    from rightscheck.errors import InputError
    from rightscheck.read.standards import check_standard, load_standard, standard_folders
    from rightscheck.render.words import plural

    problems = [] if folder else lexicon_problems(LANGUAGES[0])
    lines = []
    for one in standard_folders(folder):
        found = check_standard(one) or _misread(one)
        problems += found
        if not found:
            standard = load_standard(one)
            own = len(standard.own_indicators)
            parts = f"{plural(own, 'indicator')}, {plural(len(standard.red_flags), 'red flag')}"
            lines.append(f"{standard.id} {standard.version}: {parts}; all is well\n")
    print_text("".join(lines))
    if problems:
        raise InputError(problems)


def _misread(folder: Path) -> list[Problem]:
    """Name what is wrong with the cues of a standard, or else the examples that are read otherwise than they should."""
    from rightscheck.cli.parts import LANGUAGES, detector
    from rightscheck.cli.wording import cue_problems, example_problems, make_detector
    from rightscheck.read.standards import shipped_ids, standards_root

    name = str(folder.resolve())
    if wrong := cue_problems(name, LANGUAGES[0]):
        return wrong
    shipped = folder.resolve().parent == standards_root().resolve()
    # As `scan` would read it: the shipped standards together, another one by itself.
    made = detector(shipped_ids(), LANGUAGES[0]) if shipped else make_detector([name], LANGUAGES[0])
    return example_problems(name, made)


@app.command("schema")
def schema(
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="The folder to write to; made if need be.")
    ] = Path("schemas"),
    standard: Annotated[
        list[str] | None,
        typer.Option(
            "--standard", metavar="ID", help="Standards whose questions the answers schema lists. Repeatable."
        ),
    ] = None,
) -> None:
    """Write the JSON Schemas by which an editor completes and checks the YAML files."""
    from rightscheck.cli.output import note, write_file
    from rightscheck.read.standards import load_standard, shipped_ids
    from rightscheck.render.schemas import schemas

    made = schemas([load_standard(name) for name in standard or shipped_ids()])
    output.mkdir(parents=True, exist_ok=True)
    for name, text in made.items():
        write_file(output / f"{name}.json", text)
    note(f"Wrote {len(made)} schemas to {output}: {', '.join(made)}.")
    note(f"To use one, begin a YAML file with: # yaml-language-server: $schema={output.as_posix()}/indicator.json")


app.command("translate")(translate)
