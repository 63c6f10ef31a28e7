"""A baseline file becomes a `Baseline`."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import ValidationError

from rightscheck.errors import InputError, Place, Problem
from rightscheck.model.baseline import Baseline

BASELINE_NAME = "rightscheck-baseline.json"
MAX_BYTES = 50_000_000
"""A file that a program wrote may be longer than one that is written by hand."""
_AGAIN = "write it again with: rightscheck baseline"


def load_baseline(path: Path) -> Baseline:
    """Read a baseline file.

    Raises:
        InputError: It is missing, too large, or not what `rightscheck baseline` writes.

    """
    if path.exists() and not path.is_file():  # a pipe would be waited for without end
        raise _error(path, "this is no file, and so no baseline")
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise _error(path, f"this baseline cannot be read ({error.strerror or error})") from None
    if len(raw) > MAX_BYTES:
        raise _error(path, f"this baseline is over {MAX_BYTES // 1_000_000} MB")
    try:
        data = json.loads(raw)
    except json.JSONDecodeError as error:
        place = Place(str(path), error.lineno, error.colno)
        raise InputError([Problem(place, f"this is not JSON ({error.msg})", _AGAIN)]) from None
    except (ValueError, RecursionError):  # not text at all, or nested without end
        raise _error(path, "this is not JSON") from None
    try:
        return Baseline.model_validate(data)
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"])) or "the whole"
        raise _error(path, f"this is not a baseline ({where} is not as expected)") from None


def _error(path: Path, what: str) -> InputError:
    return InputError([Problem(Place(str(path)), what, _AGAIN)])
