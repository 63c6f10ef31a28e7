"""The formats of a scan: each is one function in this dictionary."""

# ruff: noqa: PLC0415 - each loads its library when it is first asked for: a SARIF run needs neither jinja2 nor rich

from __future__ import annotations

from collections.abc import Callable, Iterator

from rightscheck.model.finding import ScanResult


def _terminal(result: ScanResult) -> str:
    from rightscheck.render.scan_terminal import terminal

    return terminal(result)


def _markdown(result: ScanResult) -> str:
    from rightscheck.render.scan_markdown import markdown

    return markdown(result)


def _comment(result: ScanResult) -> str:
    from rightscheck.render.scan_markdown import comment

    return comment(result)


def _html(result: ScanResult) -> str:
    from rightscheck.render.scan_html import html

    return html(result)


def _json(result: ScanResult) -> str:
    from rightscheck.render.scan_json import json_text

    return json_text(result)


def _json_pieces(result: ScanResult) -> Iterator[str]:
    from rightscheck.render.scan_json import json_pieces

    return json_pieces(result)


def _sarif(result: ScanResult) -> str:
    from rightscheck.render.sarif import sarif

    return sarif(result)


def _github(result: ScanResult) -> str:
    from rightscheck.render.github import github

    return github(result)


def _gitlab(result: ScanResult) -> str:
    from rightscheck.render.gitlab import gitlab

    return gitlab(result)


def _junit(result: ScanResult) -> str:
    from rightscheck.render.junit import junit

    return junit(result)


SCAN_RENDERERS: dict[str, Callable[[ScanResult], str]] = {
    "terminal": _terminal,
    "markdown": _markdown,
    "html": _html,
    "json": _json,
    "sarif": _sarif,
    "github": _github,
    "gitlab": _gitlab,
    "junit": _junit,
}

SCAN_PIECES = {"json": _json_pieces}
"""Those that can be written piece by piece, for results that are too large to be held as one text."""

SCAN_PRINTED = {"markdown": _comment}
"""What is printed in place of these. A file is whole; what is printed goes into a comment or the summary of a job."""

SCAN_SUFFIXES = {
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".json": "json",
    ".txt": "terminal",
    ".sarif": "sarif",
    ".xml": "junit",
}
"""Which format an output file's name asks for. GitHub's and GitLab's have no ending of their own."""
