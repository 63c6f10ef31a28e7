"""Where results go: stdout or a file, whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from rightscheck.errors import OutputError, Place, Problem

if TYPE_CHECKING:
    from rich.console import RenderableType


STDOUT = ("-", "/dev/stdout", "/dev/fd/1")
"""Names of files that mean stdout, which may be a file that others write to as well."""


USUAL_WIDTH = 80
LEAST_WIDTH = 40
"""A terminal that calls itself narrower is mistaken, or cannot show a report."""


def note(text: str) -> None:
    """Print a note or progress to stderr; where nobody listens, that is no reason to stop."""
    if sys.stderr is None:
        return
    encoding = sys.stderr.encoding or "utf-8"
    with contextlib.suppress(OSError):
        typer.echo(text.encode(encoding, "replace").decode(encoding), err=True)


def print_text(text: str, *, encoding: str = "utf-8") -> None:
    """Print a result to stdout, as UTF-8 if not told otherwise: a redirected file is what -o would have written.

    Raises:
        OutputError: stdout is closed.

    """
    if sys.stdout is None:
        raise OutputError([Problem(Place("output"), "there is nowhere to print to", "leave stdout open, or use -o")])
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode(encoding, "replace"))
    sys.stdout.buffer.flush()


def print_for_terminal(what: RenderableType, *, max_width: int | None = None) -> None:
    """Print something laid out by rich, in the width, the colours and the encoding of this terminal."""
    from rich.console import Console

    console = Console(emoji=False, highlight=False, force_jupyter=False)
    width = max(console.width or USUAL_WIDTH, LEAST_WIDTH)
    console.width = min(width, max_width or width)
    with console.capture() as shown:
        console.print(what)
    print_text(shown.get(), encoding=console.encoding)


def write_file(path: Path, text: str, *, overwrite: bool = True) -> None:
    """Write a file beside its place and then move it there, so that it is never half-written.

    Raises:
        OutputError: It cannot be written, or it is there already and may not be overwritten.

    """
    if str(path) in STDOUT:
        print_text(text)
        return
    if not overwrite and (path.exists() or path.is_symlink()):
        raise OutputError(
            [
                Problem(
                    Place(str(path)),
                    "this file is there already and stays as it is",
                    "choose another folder, or move it away first",
                )
            ]
        )
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(text.encode("utf-8", "replace"))  # a device or a pipe: there is nothing to move into place
            return
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        _replace(path, text.encode("utf-8", "replace"))
    except OSError as error:
        why = error.strerror or str(error)
        raise OutputError(
            [
                Problem(
                    Place(str(path)),
                    f"this file cannot be written ({why})",
                    "check the folder, its rights, and the space on the disk",
                )
            ]
        ) from None


def _replace(path: Path, data: bytes) -> None:
    """Write next to the file, then rename: whoever looks sees the old file or the new one."""
    target = path.resolve()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
