"""Data of a YAML document become a noun, or problems in the words of the person who wrote the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from difflib import SequenceMatcher, get_close_matches
from itertools import groupby
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from rightscheck.errors import Place, Problem
from rightscheck.model.condition import FORMS
from rightscheck.read.strict_yaml import KeyPath, YamlDocument

M = TypeVar("M", bound=BaseModel)
SHOWN = 40
"""How many characters of a wrong value a message repeats."""


def shape(document: YamlDocument, model: type[M]) -> M | None:
    """Check a document against a model.

    Adds a problem to the document for each thing that does not fit. Where what remains makes a noun all
    the same, such as after a key that is not known, it is returned, so that one run can name everything;
    so ask the document for its problems before the noun is used for more than checking.
    """
    if document.data is None:
        if not document.problems:
            what = "this file holds nothing but comments"
            document.problems.append(Problem(Place(document.path), what, "write lines of the form 'key: value'"))
        return None
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        details = [one for one in error.errors(include_url=False) if not _is_echo(one)]
        document.problems.extend(_problems(document, details, model.model_json_schema()))
    if any(one["type"] != "extra_forbidden" for one in details):
        return None
    try:
        return model.model_validate(_without(document.data, [_resolve(document.data, one) for one in details]))
    except ValidationError:
        return None


def _is_echo(details: ErrorDetails) -> bool:
    """Whether a list is only called too short because items of it are wrong, which is told of them."""
    return details["type"] == "too_short" and len(details["input"]) >= details["ctx"]["min_length"]


def _without(data: Any, paths: Iterable[KeyPath]) -> Any:  # noqa: ANN401 - YAML holds anything
    """Give the data without the keys that are not known."""
    data = deepcopy(data)
    for path in paths:
        part = data
        for step in path[:-1]:
            part = part[step]
        part.pop(path[-1], None)
    return data


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Say which known word is nearest, or list them when they are few."""
    names = sorted(set(known))
    by_fold = {name.casefold(): name for name in names}
    near = get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{by_fold[_first_of_equals(word.casefold(), near[0], by_fold)]}'?"
    return f"write one of: {', '.join(names)}" if 0 < len(names) <= 12 else "check the spelling"  # noqa: PLR2004


def _first_of_equals(word: str, nearest: str, known: Iterable[str]) -> str:
    """Of the names that are equally near, take the first: PC-3 is rather PC-03 than PC-23."""

    def nearness(name: str) -> float:
        return SequenceMatcher(None, name, word).ratio()

    best = nearness(nearest)
    return next((name for name in known if nearness(name) == best), nearest)


def _problems(document: YamlDocument, errors: Sequence[ErrorDetails], schema: dict[str, Any]) -> Iterable[Problem]:
    """Put errors into words; what fits none of several kinds of value is told once, where it fails deepest."""
    paths = {id(details): _resolve(document.data, details) for details in errors}
    for path, group in groupby(errors, key=lambda details: paths[id(details)]):
        alike = list(group)
        in_union = len(alike) > 1 and {details["type"] for details in alike}.isdisjoint({"missing", "extra_forbidden"})
        if in_union and any(len(deeper) > len(path) and deeper[: len(path)] == path for deeper in paths.values()):
            continue
        worded = [_words(details, path, schema) for details in alike]
        what, instead = worded[0]
        if in_union:
            instead = " or ".join([instead, *(other.removeprefix("write ") for _, other in worded[1:])])
        yield Problem(document.place(path), what, instead)


def _words(details: ErrorDetails, path: KeyPath, schema: dict[str, Any]) -> tuple[str, str]:
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
    r"^[A-Z][A-Z0-9]*-[0-9]+[A-Za-z]*$": "write a code such as FR-16, RF-02, or PC-03",
    r"^\d+\.\d+\.\d+$": "write a version such as 1.0.0",
    r"^\d{4}-\d{2}(-\d{2})?$": "write a date such as 2026-11-21",
}


def _shown(details: ErrorDetails) -> str:
    value = details["input"]
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a block of 'key: value' lines" if value else "an empty block"
    if isinstance(value, (list, tuple)):
        return f"a list of {len(value)}" if value else "an empty list"
    text = " ".join(str(value).split())
    return f"'{text[:SHOWN]}…'" if len(text) > SHOWN else f"'{text}'"


def _resolve(data: Any, details: ErrorDetails) -> KeyPath:  # noqa: ANN401 - YAML holds anything
    """Turn pydantic's location into a path in the data, leaving out the tags of unions."""
    loc = details["loc"]
    path: list[str | int] = []
    for position, part in enumerate(loc):
        if isinstance(data, dict) and part in FORMS and loc[position + 1 : position + 2] and loc[position + 1] in data:
            continue
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            if position == len(loc) - 1 and details["type"] == "missing":
                path.append(part)
            continue
        path.append(part)
    return tuple(path)


def _keys(schema: dict[str, Any], path: KeyPath) -> set[str]:
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
