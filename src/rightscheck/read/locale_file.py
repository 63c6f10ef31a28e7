"""One file of translated texts below a folder `locale/LANG`, as it was read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from rightscheck.errors import InputError
from rightscheck.model.red_flag import Cues
from rightscheck.model.translation import LOCALE_FILES, digest
from rightscheck.read.shape import shape
from rightscheck.read.standards import standards_root
from rightscheck.read.strict_yaml import KeyPath, YamlDocument, parse
from rightscheck.read.text import read_text

MARKS = "made_from"
"""The key of the marks of the English texts."""
_NO_TEXTS = ("reviewed_by", MARKS, "cues", "examples")


@dataclass(frozen=True, slots=True)
class Translation:
    """A file of translated texts, as it was read."""

    document: YamlDocument
    reviewed_by: str | None
    marks: Mapping[str, str]
    texts: Mapping[str, str]
    steps: Mapping[str, KeyPath]
    """The keys and indices that lead to each text, or to the place where it is missing."""
    examples: Mapping[str, Any]
    cues: Cues
    """Those of a red flag in this language; none where it has none."""

    def is_current(self, path: str, english: str) -> bool:
        """Whether there is a text that was made from this English, as far as is known, with all its blanks."""
        if path not in self.texts or self.marks.get(path, digest(english)) != digest(english):
            return False
        return blanks_of(self.texts[path]) == blanks_of(english)

    def shown(self, path: str, english: str) -> str:
        """Give the text to show."""
        return self.texts[path] if self.is_current(path, english) else english


def read_locale_file(path: Path, kind: str) -> Translation | None:
    """Read a file of translated texts, or None where there is none. Shipped ones are read once.

    Args:
        path: The file.
        kind: What it translates, as in LOCALE_FILES.

    Raises:
        InputError: It is wrong; carries every problem.

    """
    if path.is_relative_to(standards_root()):
        return _read_once(path, kind)
    return read_locale_file_now(path, kind)


@cache
def _read_once(path: Path, kind: str) -> Translation | None:
    return read_locale_file_now(path, kind)


def read_locale_file_now(path: Path, kind: str) -> Translation | None:
    """Read the file as it stands now; None where there is none.

    Raises:
        InputError: It is wrong.

    """
    if not path.is_file():
        return None
    return parsed_locale_file(read_text(path), path, kind)


def parsed_locale_file(text: str, path: Path, kind: str) -> Translation:
    """Read the text of a file of translated texts.

    Args:
        text: What stands in it.
        path: Where it stands, for what is told of it.
        kind: What it translates, as in LOCALE_FILES.

    Raises:
        InputError: It is wrong; carries every problem.

    """
    document = parse(text, name_of(path))
    noun = shape(document, LOCALE_FILES[kind])
    if document.problems or noun is None:
        raise InputError(document.problems)
    steps = dict(_leaves({key: part for key, part in document.data.items() if key not in _NO_TEXTS}, ()))
    texts = {path: _at(document.data, where) for path, where in steps.items()}
    return Translation(
        document=document,
        reviewed_by=noun.reviewed_by,
        marks=noun.made_from,
        texts={path: text.strip() for path, text in texts.items() if text is not None},
        steps=steps,
        examples=document.data.get("examples") or {},
        cues=getattr(noun, "cues", None) or Cues(),
    )


def _leaves(data: Any, at: KeyPath) -> Iterator[tuple[str, KeyPath]]:  # noqa: ANN401 - YAML holds anything
    """Give each text's path, as `options.none` and as keys."""
    if isinstance(data, dict):
        for key, part in data.items():
            yield from _leaves(part, (*at, key))
    elif isinstance(data, list):
        for index, part in enumerate(data):
            yield from _leaves(part, (*at, index))
    else:
        yield ".".join(str(step) for step in at), at


def _at(data: Any, steps: KeyPath) -> str | None:  # noqa: ANN401 - YAML holds anything
    for step in steps:
        data = data[step]
    return cast("str | None", data)


def name_of(path: Path) -> str:
    """Give a path as a person would type it from the current folder, where it is below it."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def blanks_of(text: str) -> tuple[list[str], int]:
    """Find what is filled in: by the program between braces, which keep their words, or by a person in brackets."""
    return sorted(re.findall(r"\{[^}]*\}|[{}]", text)), text.count("[")
