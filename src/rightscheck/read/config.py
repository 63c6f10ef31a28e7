"""rightscheck.yaml becomes a `Config`."""

from __future__ import annotations

from pathlib import Path

from rightscheck.errors import InputError
from rightscheck.model.config import Config
from rightscheck.read.shape import shape
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
    document = parse(read_text(path, what="settings file"), str(path))
    config = shape(document, Config)
    if config is None:
        raise InputError(document.problems)
    return config
