"""A form in the formats it can be filled in: on a page of its own, in a workbook, in a survey tool, on paper.

Beside them, the first row of the table into which papers are typed.
"""

from __future__ import annotations

from collections.abc import Callable

from rightscheck.model.form import Form
from rightscheck.render.forms.words import FormWords

__all__ = ["FORM_RENDERERS", "FORM_SUFFIXES", "FormWords"]


def _html(form: Form, words: FormWords) -> bytes:
    from rightscheck.render.forms.page import page  # noqa: PLC0415 - its library waits until it is needed

    return page(form, words).encode()


def _markdown(form: Form, words: FormWords) -> bytes:
    from rightscheck.render.forms.paper import paper  # noqa: PLC0415 - as above

    return paper(form, words).encode()


def _xlsx(form: Form, words: FormWords) -> bytes:
    from rightscheck.render.forms.workbook import workbook  # noqa: PLC0415 - as above

    return workbook(form, words)


def _xlsform(form: Form, words: FormWords) -> bytes:
    from rightscheck.render.forms.survey import survey  # noqa: PLC0415 - as above

    return survey(form, words)


def _csv(form: Form, words: FormWords) -> bytes:
    from rightscheck.render.forms.rows import rows  # noqa: PLC0415 - as above

    return rows(form, words).encode()


FORM_RENDERERS: dict[str, Callable[[Form, FormWords], bytes]] = {
    "html": _html,
    "xlsx": _xlsx,
    "xlsform": _xlsform,
    "markdown": _markdown,
    "csv": _csv,
}
"""By the name of the format. The same form gives the same bytes. `xlsform`, for KoboToolbox or ODK, is a workbook;
`csv` is no form but the head of a table."""

FORM_SUFFIXES = {
    ".html": "html",
    ".htm": "html",
    ".xlsx": "xlsx",
    ".md": "markdown",
    ".markdown": "markdown",
    ".csv": "csv",
}
"""The format that each ending asks for."""
