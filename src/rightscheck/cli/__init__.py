"""The command line. Each command parses, calls, renders, and exits."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    import atexit
    import gc

    # A command lives for half a second: collecting garbage, at the end too, costs more than it frees.
    gc.disable()
    atexit.register(gc.freeze)
    from rightscheck.cli.app import app

    app()
