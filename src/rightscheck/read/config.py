"""rightscheck.yaml becomes a `Config`."""

from __future__ import annotations

from pathlib import Path

from rightscheck.errors import InputError, Problem, UsageError
from rightscheck.model.config import Config
from rightscheck.read.shape import shape
from rightscheck.read.standards import find_standard
from rightscheck.read.strict_yaml import parse
from rightscheck.read.text import read_text

CONFIG_NAME = "rightscheck.yaml"


def load_config(folder: Path) -> Config:
    """Read the settings of a folder; the defaults where it has none.

    Raises:
        InputError: The file is there and cannot be used.

    """
    path = folder / CONFIG_NAME
    if not path.is_file():
        return Config()
    start = "write a line such as 'fail_on: stop', or take the file away"
    document = parse(read_text(path, what="settings file", start=start), str(path))
    config = shape(document, Config)
    for index, name in enumerate(config.standards if config else ()):
        try:
            find_standard(name, folder)
        except UsageError as error:
            place = document.place(("standards", index))
            document.problems.extend(Problem(place, f"'{name}': {one.what}", one.instead) for one in error.problems)
    if config is None or document.problems:
        raise InputError(document.problems)
    return config
