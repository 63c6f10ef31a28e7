"""The application: its commands, and the one place where what went wrong becomes an exit code."""

from __future__ import annotations

import os
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from rightscheck.cli.assess import assess
from rightscheck.cli.explain import explain
from rightscheck.cli.init import init
from rightscheck.cli.standards import app as standards
from rightscheck.errors import RightscheckError
from rightscheck.version import __version__

CANNOT = 3
"""Exit code: the job could not be done, or not wholly."""


class Guarded(TyperGroup):
    """Lets no traceback reach a user."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - typer passes its own context
        """Run the command; print what went wrong, with place and next step, and exit."""
        try:
            return super().invoke(ctx)
        except RightscheckError as error:
            _say(str(error))
            raise typer.Exit(error.exit_code) from None
        except KeyboardInterrupt:
            _say("Stopped. Nothing was left half-written; run the command again when you are ready.")
            raise typer.Exit(CANNOT) from None
        except BrokenPipeError:
            # Whoever read our output has gone; leave quietly, and keep Python from flushing into the closed pipe.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(CANNOT) from None
        except OSError as error:
            _say(
                f"{error.filename or 'output'}: {error.strerror or error}; "
                "check the disk and the rights, then run it again"
            )
            raise typer.Exit(CANNOT) from None
        except (MemoryError, RecursionError):
            _say("This input is too large or too deep to read; check that it is the right file.")
            raise typer.Exit(CANNOT) from None
        except typer.Exit:
            raise
        except Exception as error:
            if os.environ.get("RIGHTSCHECK_DEBUG") or type(error).__module__.startswith(("click", "typer")):
                raise
            _say(
                f"rightscheck has a fault here ({type(error).__name__}: {error}). It is not your doing. Please report "
                "it; with RIGHTSCHECK_DEBUG=1 set, the same command prints the details."
            )
            raise typer.Exit(CANNOT) from None


def _say(text: str) -> None:
    """Print a note to stderr, whatever its encoding can hold."""
    encoding = sys.stderr.encoding or "utf-8"
    typer.echo(text.encode(encoding, "replace").decode(encoding), err=True)


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
        "computer.\n\n"
        "Start with: rightscheck init"
    ),
    epilog=(
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
app.command(short_help="Score the answers and write the report.")(assess)
app.command(short_help="Tell one rule, flag, right, or source in full.")(explain)
app.add_typer(standards, name="standards", short_help="List, show, and check standards; write schemas.")
