"""The settings of a folder, from rightscheck.yaml or pyproject.toml, become a `Config`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

from rightscheck.errors import InputError, Place, Problem, UsageError
from rightscheck.model.config import Config
from rightscheck.read.shape import shape
from rightscheck.read.standards import find_standard
from rightscheck.read.strict_yaml import KeyPath, YamlDocument, parse
from rightscheck.read.text import read_text

CONFIG_NAME = "rightscheck.yaml"
PROJECT_NAME = "pyproject.toml"
_TABLE = "tool.rightscheck"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a folder, and where each of them is written."""

    config: Config
    document: YamlDocument | None = None
    """None where the folder has no settings."""

    def place(self, *path: str | int) -> Place:
        """Give the place of a setting: `place("waivers", 0)`."""
        return self.document.place(path) if self.document else Place(CONFIG_NAME)


def load_config(folder: Path) -> Config:
    """Read the settings of a folder; the defaults where it has none.

    Raises:
        InputError: The file is there and cannot be used.

    """
    return load_settings(folder).config


def load_settings(folder: Path) -> Settings:
    """Read the settings of a folder with their places. rightscheck.yaml wins over pyproject.toml.

    Raises:
        InputError: The file is there and cannot be used.

    """
    document = _settings_file(folder)
    if document is None:
        return Settings(Config())
    config = shape(document, Config)
    for index, name in enumerate(config.standards if config else ()):
        try:
            find_standard(name, folder)
        except UsageError as error:
            place = document.place(("standards", index))
            document.problems.extend(Problem(place, f"'{name}': {one.what}", one.instead) for one in error.problems)
    if config is None or document.problems:
        raise InputError(document.problems)
    return Settings(config, document)


def _settings_file(folder: Path) -> YamlDocument | None:
    path = folder / CONFIG_NAME
    if path.is_file():
        start = "write a line such as 'fail_on: stop', or take the file away"
        return parse(read_text(path, what="settings file", start=start), str(path))
    path = folder / PROJECT_NAME
    return _project_table(path) if path.is_file() else None


def _project_table(path: Path) -> YamlDocument | None:
    """Read `[tool.rightscheck]`; None where there is no such table, as in most files of this name."""
    text = read_text(path, what="project file")
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        if _TABLE not in text:
            return None  # whose file it is will tell
        found = re.search(r"at line (\d+), column (\d+)", str(error))
        place = Place(str(path), *map(int, found.groups())) if found else Place(str(path))
        why = re.sub(r" \(at .*\)$", "", str(error))
        raise InputError([Problem(place, f"this is not TOML ({why})", "check this line and the one above")]) from None
    tool = data.get("tool")
    table = tool.get("rightscheck") if isinstance(tool, dict) else None
    if table is None:
        return None
    return YamlDocument(str(path), _plain(table), _places(text))


def _places(text: str) -> dict[KeyPath, tuple[int, int]]:
    """Find the lines that name the table, its keys, and its waivers: tomllib does not tell them."""
    places: dict[KeyPath, tuple[int, int]] = {}
    waivers = 0
    inside = False
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.strip().replace(" ", "")
        if bare.startswith("["):
            inside = bare.startswith(f"[{_TABLE}]")
            if bare.startswith(f"[[{_TABLE}.waivers]]"):
                places["waivers", waivers] = (number, 1)
                waivers += 1
            if inside:
                places[()] = (number, 1)
        elif inside and (key := re.match(r"\s*([\w-]+)\s*=", line)):
            places[(key[1],)] = (number, 1)
    return places


def _plain(value: Any) -> Any:  # noqa: ANN401 - TOML holds anything
    """Give dates as the text that a YAML file would hold."""
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date | time) else value
