"""The command line. Each command parses, calls, renders, and exits."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    from rightscheck.cli.app import app

    app()
