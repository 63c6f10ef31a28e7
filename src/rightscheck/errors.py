"""Everything that can go wrong, told as place, problem, next step.

One small tree: `RightscheckError` is caught once, at the command line, and each of its problems is
printed on a line of its own as ``file:line:column: what is wrong; what to do``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum


class ExitCode(IntEnum):
    """What a command tells the shell. CANNOT wins over FOUND and OK: what was not read is not clean."""

    OK = 0
    """Nothing was found at or above --fail-on."""
    FOUND = 1
    """Something was."""
    USAGE = 2
    """The command line is wrong."""
    CANNOT = 3
    """The job could not be done, or not wholly."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands in a file. Lines and columns count from 1; 0 means the whole file."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Give the place as compilers write it: ``path:line:column``."""
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, and what to write or do instead."""

    place: Place
    what: str
    instead: str

    def __str__(self) -> str:
        """Give the problem as the one line a person reads."""
        return f"{self.place}: {self.what}; {self.instead}"


class RightscheckError(Exception):
    """The job could not be done. Carries every problem that was found, not only the first."""

    exit_code = ExitCode.CANNOT

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class InputError(RightscheckError):
    """A file that was given cannot be used as it stands."""


class OutputError(RightscheckError):
    """A result could not be written. Nothing half-written is left behind."""


class UsageError(RightscheckError):
    """The command line names something that does not exist or cannot be combined."""

    exit_code = ExitCode.USAGE
