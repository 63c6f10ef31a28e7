"""The formats of an assessment: each is one function in this dictionary."""

from __future__ import annotations

from collections.abc import Callable

from rightscheck.model.assessment import Assessment


def _html(assessment: Assessment) -> str:
    from rightscheck.render.html import html

    return html(assessment)


def _markdown(assessment: Assessment) -> str:
    from rightscheck.render.markdown import markdown

    return markdown(assessment)


def _terminal(assessment: Assessment) -> str:
    from rightscheck.render.terminal import terminal

    return terminal(assessment)


def _json(assessment: Assessment) -> str:
    from rightscheck.render.assessment_json import json_text

    return json_text(assessment)


# Each loads its library when it is first asked for: a JSON run needs neither jinja2 nor rich.
RENDERERS: dict[str, Callable[[Assessment], str]] = {
    "terminal": _terminal,
    "markdown": _markdown,
    "html": _html,
    "json": _json,
}

SUFFIXES = {
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".json": "json",
    ".txt": "terminal",
}
"""Which format an output file's name asks for."""
