"""rightscheck: a self-audit against rights-based practice standards for survivors of human trafficking.

As a library::

    from rightscheck import assess, load_answers, load_standard

    standard = load_standard("fnusa-core")
    result = assess(standard, load_answers("answers.yaml"))
    print(result.level.level.title)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from rightscheck.version import __version__

if TYPE_CHECKING:
    from rightscheck.check.assess import assess
    from rightscheck.read.answers import load_answers
    from rightscheck.read.standards import load_standard

__all__ = ["__version__", "assess", "load_answers", "load_standard"]

_HOMES = {
    "assess": "rightscheck.check.assess",
    "load_answers": "rightscheck.read.answers",
    "load_standard": "rightscheck.read.standards",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Import the library's parts when they are first asked for: the command line starts quickly without."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'rightscheck' has no attribute '{name}'")
