"""The application: its commands, and the one place where what went wrong becomes an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from rightscheck.cli import STOPPED
from rightscheck.cli.annotate import annotate
from rightscheck.cli.assess import assess
from rightscheck.cli.baseline import baseline
from rightscheck.cli.check import check
from rightscheck.cli.collect import collect
from rightscheck.cli.explain import explain
from rightscheck.cli.form import form
from rightscheck.cli.init import init
from rightscheck.cli.interview import interview
from rightscheck.cli.output import note
from rightscheck.cli.scan import scan
from rightscheck.cli.standards import app as standards
from rightscheck.errors import ExitCode, RightscheckError
from rightscheck.version import __version__


@contextmanager
def _guarded() -> Iterator[None]:
    """Turn what went wrong into a line with place and next step, and an exit code."""
    try:
        yield
    except typer.Exit:
        raise
    except RightscheckError as error:
        _tell(error)
        raise typer.Exit(error.exit_code) from None
    except KeyboardInterrupt:
        note(STOPPED)
        raise typer.Exit(ExitCode.CANNOT) from None
    except BrokenPipeError:
        _let_go_of_stdout()  # whoever read our output has gone: leave quietly
        raise typer.Exit(ExitCode.CANNOT) from None
    except OSError as error:
        if error.filename is None:
            _let_go_of_stdout()
        where, why = error.filename or "output", error.strerror or error
        note(f"{where}: this cannot be used ({why}); check the path, its rights, and the space on the disk")
        raise typer.Exit(ExitCode.CANNOT) from None
    except (MemoryError, RecursionError):
        note("This input is too large or too deep to read; check that it is the right file.")
        raise typer.Exit(ExitCode.CANNOT) from None
    except Exception as error:
        if os.environ.get("RIGHTSCHECK_DEBUG") or type(error).__module__.startswith(("click", "typer")):
            raise
        note(
            f"rightscheck has a fault here ({type(error).__name__}: {error}). It is not your doing. Please report "
            "it; with RIGHTSCHECK_DEBUG=1 set, the same command prints the details."
        )
        raise typer.Exit(ExitCode.CANNOT) from None


def _tell(error: RightscheckError) -> None:
    for problem in error.problems:
        note(str(problem))


def _let_go_of_stdout() -> None:
    """Keep Python from trying, as it ends, to write out what could not be written."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Guarded(TyperGroup):
    """Lets no traceback reach a user."""

    def make_context(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as typer defines it
        """Read the command line; `--help` and `--version` print here already."""
        with _guarded():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - typer passes its own context
        """Run the command; print what went wrong, with place and next step, and exit."""
        with _guarded():
            return super().invoke(ctx)


app = typer.Typer(
    name="rightscheck",
    cls=Guarded,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help is quick, and a screen reader can read it
    context_settings={"help_option_names": ["-h", "--help"]},
    help=(
        "A self-audit for programs that house or help survivors of human trafficking. It holds the rules of a "
        "house against rights-based practice standards, and says what to change on Monday. Nothing leaves this "
        "computer."
    ),
    epilog=(
        "\b\n"
        "Start with one of these:\n"
        "  rightscheck scan handbook.docx   what your handbook says\n"
        "  rightscheck init my-house        questions about what you do; then: assess\n"
        "  rightscheck check                both, for a folder with settings, as in CI\n\n"
        "Exit codes: 0 nothing found at or above --fail-on; 1 something was; 2 the command line is wrong; "
        "3 the job could not be done."
    ),
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"rightscheck {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    pass


app.command(short_help="Start a self-audit: write answers.yaml.")(init)
app.command(short_help="Answer the questions one by one, in the terminal.")(interview)
app.command(short_help="Score the answers and write the report.")(assess)
app.command(short_help="Make a form for residents, staff, or leadership.")(form)
app.command(short_help="Count filled forms; nothing is shown of fewer than five people.")(collect)
app.command(short_help="Read policy documents: which rules take a right away.")(scan)
app.command(short_help="Check a folder's documents and answers, as a gate for CI.")(check)
app.command(short_help="Let today's documents stand; hold new text to the standard.")(baseline)
app.command(short_help="Write notes into a copy of a document.")(annotate)
app.command(short_help="Tell one rule, flag, right, or source in full.")(explain)
app.add_typer(standards, name="standards", short_help="List, show, and check standards; write schemas.")
