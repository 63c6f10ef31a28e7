"""Where results go: stdout or a file, whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from rightscheck.errors import OutputError, Place, Problem

if TYPE_CHECKING:
    from rich.console import RenderableType


STDOUT = ("-", "/dev/stdout", "/dev/fd/1")
"""Names of files that mean stdout, which may be a file that others write to as well."""


_ACTING = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""Characters that would act on a terminal or a log instead of being shown."""

USUAL_WIDTH = 80
LEAST_WIDTH = 40
"""A terminal that calls itself narrower is mistaken, or cannot show a report."""


def note(text: str) -> None:
    """Print a note or progress to stderr, on one line; where nobody listens, that is no reason to stop.

    The name of a file may hold ends of lines, and what follows one would be a command to some CI systems.
    """
    if sys.stderr is None:
        return
    text = _ACTING.sub("\N{REPLACEMENT CHARACTER}", text)
    encoding = sys.stderr.encoding or "utf-8"
    with contextlib.suppress(OSError):
        typer.echo(text.encode(encoding, "replace").decode(encoding), err=True)


def print_text(text: str, *, encoding: str = "utf-8") -> None:
    """Print a result to stdout, as UTF-8 if not told otherwise: a redirected file is what -o would have written.

    Raises:
        OutputError: stdout is closed.

    """
    print_pieces([text], encoding=encoding)


def print_pieces(pieces: Iterable[str], *, encoding: str = "utf-8") -> None:
    """Print a result piece by piece, as print_text does.

    Raises:
        OutputError: stdout is closed.

    """
    if sys.stdout is None:
        raise OutputError([Problem(Place("output"), "there is nowhere to print to", "leave stdout open, or use -o")])
    sys.stdout.flush()
    for piece in pieces:
        sys.stdout.buffer.write(piece.encode(encoding, "replace"))
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


def write_file(path: Path, text: str | Iterable[str], *, overwrite: bool = True) -> None:
    """Write a text file, whole or in pieces, or print it to stdout where its name means that.

    Raises:
        OutputError: It cannot be written, or it is there already and may not be overwritten.

    """
    if str(path) in STDOUT:
        print_pieces([text] if isinstance(text, str) else text)
        return
    instead = "choose another folder, or move it away first"
    pieces = [text] if isinstance(text, str) else text
    write_bytes(path, (piece.encode("utf-8", "replace") for piece in pieces), overwrite=overwrite, instead=instead)


def write_bytes(
    path: Path, data: bytes | Iterable[bytes], *, overwrite: bool, instead: str = "move it away first"
) -> None:
    """Write a file beside its place and then move it there, so that it is never half-written.

    Args:
        path: The file.
        data: What is to stand in it, whole or in pieces.
        overwrite: Whether it may be there already.
        instead: What to do where it is and may not.

    Raises:
        OutputError: It cannot be written, or it is there already and may not be overwritten.

    """
    if not overwrite and (path.exists() or path.is_symlink()):
        raise OutputError([Problem(Place(str(path)), "this file is there already and stays as it is", instead)])
    pieces = [data] if isinstance(data, bytes) else data
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as stream:  # a device or a pipe: there is nothing to move into place
                for piece in pieces:
                    stream.write(piece)
            return
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        _replace(path, pieces)
    except OSError as error:
        why = error.strerror or str(error)
        instead = "check the folder, its rights, and the space on the disk"
        raise OutputError([Problem(Place(str(path)), f"this file cannot be written ({why})", instead)]) from None


def _replace(path: Path, pieces: Iterable[bytes]) -> None:
    """Write next to the file, then rename: whoever looks sees the old file or the new one."""
    target = path.resolve()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            for piece in pieces:
                stream.write(piece)
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
