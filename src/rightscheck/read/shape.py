"""Data of a YAML document become a noun, or problems in the words of the person who wrote the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from rightscheck.errors import Problem
from rightscheck.model.condition import FORMS
from rightscheck.read.strict_yaml import Document, Path

M = TypeVar("M", bound=BaseModel)
SHOWN = 40
"""How many characters of a wrong value a message repeats."""


def shape(document: Document, model: type[M]) -> M | None:
    """Check a document against a model.

    Adds a problem to the document for each thing that does not fit, and then returns None. A document
    that already has problems is checked all the same, so that one run names everything.
    """
    if document.data is None and document.problems:
        return None
    try:
        noun = model.model_validate(document.data)
    except ValidationError as error:
        schema: dict[str, Any] = model.model_json_schema()
        for details in error.errors(include_url=False):
            document.problems.append(_problem(document, details, schema))
        return None
    return None if document.problems else noun


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Say which known word is nearest, or list them when they are few."""
    names = sorted(set(known))
    by_fold = {name.casefold(): name for name in names}
    near = get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{by_fold[near[0]]}'?"
    return f"write one of: {', '.join(names)}" if 0 < len(names) <= 12 else "check the spelling"  # noqa: PLR2004


def _problem(document: Document, details: ErrorDetails, schema: dict[str, Any]) -> Problem:
    path = _resolve(document.data, details["loc"])
    what, instead = _words(details, path, schema)
    return Problem(document.place(path), what, instead)


def _words(details: ErrorDetails, path: Path, schema: dict[str, Any]) -> tuple[str, str]:
    kind, context = details["type"], details.get("ctx", {})
    key = str(details["loc"][-1]) if details["loc"] else ""
    if kind == "extra_forbidden":
        return f"the key '{key}' is not known here", did_you_mean(key, _keys(schema, path[:-1]))
    if kind == "missing":
        return f"the key '{key}' is missing", f"add a line '{key}: ...'"
    if kind == "value_error":
        what, _, instead = str(context["error"]).partition("; ")
        return what, instead or "see rightscheck standards schema"
    if kind in ("union_tag_not_found", "union_tag_invalid"):
        return "this is not a condition", "write one of: any, all, not, answer, fact"
    if kind == "literal_error":
        wanted = [word.strip(" '") for word in context["expected"].replace(" or ", ",").split(",")]
        return f"{_shown(details)} is not known here", did_you_mean(str(details["input"]), wanted)
    return f"{_shown(details)} does not belong here", _wanted(kind, context)


def _wanted(kind: str, context: dict[str, Any]) -> str:  # noqa: PLR0911 - one line for each kind of value
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return "write lines of the form 'key: value'"
    if kind in ("tuple_type", "list_type"):
        return "write a list: each item on a line that begins with '- '"
    if kind in ("string_type", "string_too_short"):
        return "write a text"
    if kind == "too_short":
        least = context["min_length"]
        return f"write at least {least} {'item' if least == 1 else 'items'}"
    if kind in ("int_type", "int_parsing", "int_from_float"):
        return "write a whole number"
    if kind in ("greater_than_equal", "less_than_equal"):
        return f"write a number {'from' if 'ge' in context else 'up to'} {context.get('ge', context.get('le'))}"
    if kind in ("bool_type", "bool_parsing"):
        return "write true or false"
    if kind == "string_pattern_mismatch":
        return PATTERNS.get(context["pattern"], "see rightscheck standards schema for the form")
    return "see rightscheck standards schema for the form"


PATTERNS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "write lower-case words joined by hyphens, such as phone-taken",
    r"^[A-Z][A-Z0-9]*-[0-9]+[A-Za-z]*$": "write a code such as PC-03 or FR-16",
    r"^\d+\.\d+\.\d+$": "write a version such as 1.0.0",
    r"^\d{4}-\d{2}(-\d{2})?$": "write a date such as 2026-11-21",
}


def _shown(details: ErrorDetails) -> str:
    value = details["input"]
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a block of 'key: value' lines"
    if isinstance(value, (list, tuple)):
        return "a list" if value else "an empty list"
    text = " ".join(str(value).split())
    return f"'{text[:SHOWN]}…'" if len(text) > SHOWN else f"'{text}'"


def _resolve(data: Any, loc: Sequence[int | str]) -> Path:  # noqa: ANN401 - YAML holds anything
    """Turn pydantic's location into a path in the data, leaving out the tags of unions."""
    path: list[str | int] = []
    for position, part in enumerate(loc):
        if isinstance(data, dict) and part in FORMS and loc[position + 1 : position + 2] and loc[position + 1] in data:
            continue
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            if position == len(loc) - 1 and isinstance(data, dict):
                path.append(part)
            continue
        path.append(part)
    return tuple(path)


def _keys(schema: dict[str, Any], path: Path) -> set[str]:
    """Collect the keys that a JSON Schema allows at a path, over all its branches."""
    branches = [schema]
    for part in path:
        branches = [step for branch in branches for step in _steps(_alternatives(schema, branch), part)]
    found: set[str] = set()
    for branch in branches:
        for alternative in _alternatives(schema, branch):
            found.update(alternative.get("properties", {}))
    return found


def _alternatives(root: dict[str, Any], branch: dict[str, Any]) -> list[dict[str, Any]]:
    if "$ref" in branch:
        return _alternatives(root, root["$defs"][branch["$ref"].rsplit("/", 1)[1]])
    inner = [*branch.get("anyOf", ()), *branch.get("oneOf", ()), *branch.get("allOf", ())]
    return [branch, *(found for option in inner for found in _alternatives(root, option))]


def _steps(alternatives: list[dict[str, Any]], part: str | int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for alternative in alternatives:
        if isinstance(part, int):
            found += [alternative["items"]] if "items" in alternative else []
        elif part in alternative.get("properties", {}):
            found.append(alternative["properties"][part])
        elif isinstance(alternative.get("additionalProperties"), dict):
            found.append(alternative["additionalProperties"])
    return found
