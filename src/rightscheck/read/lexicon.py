"""The lexicon of a language, and what was learned on top of it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from rightscheck.errors import InputError, Place, Problem, UsageError
from rightscheck.model.lexicon import Lexicon, LexiconTheme
from rightscheck.model.weights import Weights
from rightscheck.read.shape import shape
from rightscheck.read.standards import standards_root
from rightscheck.read.strict_yaml import parse
from rightscheck.read.text import read_text

STEMS = "stems.json"
M = TypeVar("M", bound=BaseModel)


def languages() -> tuple[str, ...]:
    """Languages whose documents can be read."""
    return tuple(sorted(path.stem for path in (standards_root() / "lexicon").glob("??.yaml")))


@cache
def load_lexicon(language: str = "en") -> Lexicon:
    """Read the lexicon of a language.

    Raises:
        UsageError: There is none for it.
        InputError: It is not as it should be.

    """
    if language not in languages():
        what = f"there is no lexicon for '{language}'"
        raise UsageError([Problem(Place(language), what, f"name one of: {', '.join(languages())}")])
    head, *themes = _files(language)
    lexicon = _read(head, Lexicon)
    classes = dict(lexicon.classes)
    for path in themes:
        for name, phrases in _read(path, LexiconTheme).root.items():
            classes[name] = tuple(dict.fromkeys((*classes.get(name, ()), *phrases)))
    return lexicon.model_copy(update={"classes": classes, "stems": _load_stems(folder_of(language))})


def folder_of(language: str) -> Path:
    """The folder with the themes of a language's lexicon, and what scripts made of them."""
    return standards_root() / "lexicon" / language


def _load_stems(folder: Path) -> dict[str, str]:
    """Read the stems that were worked out beforehand: without them all is the same, but slower."""
    try:
        return dict(json.loads((folder / STEMS).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def place_in_lexicon(language: str, name: str, text: str) -> Place:
    """Give the place of a phrase of a class, or of a class that another list of the lexicon names.

    The lexicon was loaded before.
    """
    nearest = Place(str(_files(language)[0]))
    for path in _files(language):
        document = parse(read_text(path, what="lexicon"), str(path))
        for way in ((name,), ("classes", name)):
            if way not in document.places:
                continue
            nearest = document.place(way)
            part = document.data[way[0]] if len(way) == 1 else document.data["classes"][name]
            if text in part:
                return document.place((*way, text if isinstance(part, dict) else part.index(text)))
    return nearest


def _files(language: str) -> list[Path]:
    """Give the file of a language and those of its themes."""
    folder = standards_root() / "lexicon"
    return [folder / f"{language}.yaml", *sorted((folder / language).glob("*.yaml"))]


def _read(path: Path, noun: type[M]) -> M:
    document = parse(read_text(path, what="lexicon"), str(path))
    found = shape(document, noun)
    if found is None or document.problems:
        raise InputError(document.problems)
    return found


@cache
def load_weights(language: str = "en") -> Weights:
    """Read what was learned for a language.

    Raises:
        InputError: The file is not as it should be.

    """
    path = standards_root() / "lexicon" / f"{language}.weights.json"
    try:
        return Weights.model_validate(json.loads(Path(path).read_text(encoding="utf-8")))
    except (OSError, ValueError, ValidationError):
        problem = Problem(Place(str(path)), "these weights cannot be read", "run scripts/train_detector.py again")
        raise InputError([problem]) from None
