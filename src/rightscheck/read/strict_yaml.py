"""YAML as people write it: every plain value stays the text that was written, and every part has a place.

PyYAML's event stream is read directly. That keeps the position of each part, sees duplicate keys, and
never builds what an attacker asks for: aliases, tags and deep nesting are refused as they appear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from rightscheck.errors import Place, Problem
from rightscheck.read.text import first_control

MAX_DEPTH = 40
KeyPath = tuple[str | int, ...]

try:  # the C parser where there is one; in a browser there is none
    from yaml import CSafeLoader as _Loader
except ImportError:  # pragma: no cover - depends on how PyYAML was built
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]


@dataclass(slots=True)
class YamlDocument:
    """A YAML document: its plain data, and the place of every key and value by its path."""

    path: str
    data: Any = None
    places: dict[KeyPath, tuple[int, int]] = field(default_factory=dict)
    """Line and column of each value; for a value in a mapping, of its key. A `Place` is made where one is asked for."""
    problems: list[Problem] = field(default_factory=list)

    def place(self, path: KeyPath) -> Place:
        """Give the place of a path, or of the nearest part above it that has one."""
        while path and path not in self.places:
            path = path[:-1]
        return Place(self.path, *self.places[path]) if path in self.places else Place(self.path)


class _Stop(Exception):  # noqa: N818 - it stops the reading; the error is in the document
    """The rest of the document cannot be read."""


def parse(text: str, path: str) -> YamlDocument:
    """Read one YAML document. Problems are collected in it, never raised."""
    document = YamlDocument(path)
    reader = _Reader(document, iter(()))
    try:
        reader.events = yaml.parse(text, Loader=_Loader)
        reader.read()
    except _Stop:
        pass
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if error.context_mark and "quoted" in (error.context or ""):
            mark = error.context_mark  # where the quotation opens, not where the file ends without its end
        place = Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)
        document.problems.append(Problem(place, f"this is not YAML ({error.problem})", _advice(error, text)))
    except (
        yaml.YAMLError,
        ValueError,
        OverflowError,
    ) as error:  # PyYAML lets an impossible escape through as ValueError
        why = " ".join(str(error).split())
        document.problems.append(Problem(Place(path), f"this is not YAML ({why})", "check that it is a text file"))
    return document


def _advice(error: yaml.MarkedYAMLError, text: str) -> str:
    problem = error.problem or ""
    lines = text.splitlines()
    mark = error.problem_mark
    if "cannot start any token" in problem and mark and mark.line < len(lines) and "\t" in lines[mark.line]:
        return "indent with spaces, not with tabs"
    if "mapping values are not allowed" in problem:
        above = lines[mark.line - 1] if mark and 0 < mark.line <= len(lines) else ""
        if re.match(r"\s*[\w-]+:\S", above):
            return f"put a space after the colon in the line above: {above.split(':', 1)[0].strip()}: ..."
        return "put text that holds a colon in quotation marks"
    if "quoted" in (error.context or ""):
        return "close the quotation mark"
    return "check the indentation and the quotation marks near this line"


class _Reader:
    """Builds plain data from events: mappings, lists, texts, and None for nothing."""

    def __init__(self, document: YamlDocument, events: Iterator[Any]) -> None:
        self.document = document
        self.events = events

    def read(self) -> None:
        """Read the first document and see that it is the only one."""
        roots = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                roots += 1
                if roots > 1:
                    self._problem(event, "a second document starts here (---)", "keep one document in a file")
                    return
            elif isinstance(
                event, (yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent, yaml.AliasEvent)
            ):
                self.document.data = self._value(event, ())

    def _value(self, event: Any, path: KeyPath) -> Any:  # noqa: ANN401 - YAML holds anything
        if path not in self.document.places:
            self.document.places[path] = _position(event)
        self._refuse(event)
        if isinstance(event, yaml.ScalarEvent):
            return None if not event.style and event.value in ("", "~", "null") else self._text(event)
        if len(path) >= MAX_DEPTH:
            self._problem(event, f"this is nested more than {MAX_DEPTH} deep", "write it flatter")
            raise _Stop
        return self._mapping(path) if isinstance(event, yaml.MappingStartEvent) else self._sequence(path)

    def _refuse(self, event: Any) -> None:  # noqa: ANN401 - any event
        """Refuse what a hand-written file does not need and a hostile one does."""
        if isinstance(event, yaml.AliasEvent):
            self._problem(event, f"aliases (*{event.anchor}) are not used in these files", "write the text out")
            raise _Stop
        if event.anchor is not None:
            self._problem(event, f"anchors (&{event.anchor}) are not used in these files", "take the anchor away")
        if event.tag is not None and not (event.tag == "!" and isinstance(event, yaml.ScalarEvent)):
            self._problem(event, f"tags ({event.tag}) are not used in these files", "take the tag away")

    def _text(self, event: Any) -> str:  # noqa: ANN401 - a scalar event
        """Give the text of a scalar, unless an escape put into it what may not stand in the file itself."""
        text = str(event.value)
        offset = first_control(text) if event.style == '"' else None
        if offset is not None:
            self._problem(
                event, f"a control character (U+{ord(text[offset]):04X}) is written into this text", "take it out"
            )
            raise _Stop
        return text

    def _mapping(self, path: KeyPath) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event)
            here = (*path, key)
            if key in data:
                place = self._place(event)
                self.document.problems.append(
                    Problem(
                        place,
                        f"the key '{key}' stands here a second time (first on line {self.document.places[here][0]})",
                        "keep one of the two",
                    )
                )
                self._value(next(self.events), (*path, f"{key} (again, line {place.line})"))
                continue
            self.document.places[here] = _position(event)
            data[key] = self._value(next(self.events), here)
        return data

    def _key(self, event: Any) -> str:  # noqa: ANN401 - any event
        self._refuse(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._text(event)
        self._problem(event, "a key must be a word", "put the text in quotation marks")
        raise _Stop

    def _sequence(self, path: KeyPath) -> list[Any]:
        data: list[Any] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            data.append(self._value(event, (*path, len(data))))
        return data

    def _place(self, event: Any) -> Place:  # noqa: ANN401 - any event
        return Place(self.document.path, *_position(event))

    def _problem(self, event: Any, what: str, instead: str) -> None:  # noqa: ANN401 - any event
        self.document.problems.append(Problem(self._place(event), what, instead))


def _position(event: Any) -> tuple[int, int]:  # noqa: ANN401 - any event
    mark = event.start_mark
    return mark.line + 1, mark.column + 1
