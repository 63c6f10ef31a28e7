"""The command line. Each command parses, calls, renders, and exits."""

from __future__ import annotations

import atexit
import gc
import sys

from rightscheck.errors import ExitCode

STOPPED = "Stopped. Nothing was left half-written; run the command again when you are ready."


def main() -> None:
    """Run the command line. Ctrl-C is met here too, while the libraries are still loading."""
    # A command lives for half a second: collecting garbage, at the end too, costs more than it frees.
    gc.disable()
    atexit.register(gc.freeze)
    try:
        from rightscheck.cli.app import app

        app()
    except KeyboardInterrupt:
        if sys.stderr is not None:
            sys.stderr.write(f"{STOPPED}\n")
        raise SystemExit(ExitCode.CANNOT) from None
