"""The small JSON file that the save button of a form makes."""

from __future__ import annotations

import json

from rightscheck.errors import Place
from rightscheck.model.form import FORM
from rightscheck.read.filled.person import Contents, Entry, NoFormError, Person

MARK = "rightscheck"
_AGAIN = "give the file as the form saved it"


def read_saved(text: str, path: str) -> Contents:
    """Read a saved form.

    Raises:
        NoFormError: It is other JSON, or broken.

    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise NoFormError("this file is broken: it is no whole JSON", _AGAIN) from None
    if not isinstance(data, dict) or data.get(MARK) != FORM:
        raise NoFormError("this file fits no form", _AGAIN)
    answers = data.get("answers")
    if not isinstance(answers, dict):
        raise NoFormError("this file holds no answers", _AGAIN)
    copy = _text(data.get("copy"))
    person = Person(
        source=path,
        place=Place(path),
        entries=[Entry(name, _answer(value)) for name, value in answers.items()],
        role=_text(data.get("role")),
        edition=_text(data.get("edition")),
        month=_text(data.get("month")),
        marks=(f"copy:{copy}",) if copy else (),
    )
    return Contents([person])


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _answer(value: object) -> str:
    """Give an answer as text: what is no text is no answer that a form knows, and is told as such."""
    return value if isinstance(value, str) else "" if value is None else f"({type(value).__name__})"
