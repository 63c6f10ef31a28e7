"""What git knows: which files a branch changed, and what stood in them before."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rightscheck.errors import InputError, Place, Problem, UsageError

OPTION = "--changed-since"
_QUIET = ("-c", "core.quotePath=false", "-c", "core.fsmonitor=false")
"""Names as they are, and no program that a repository's settings might name."""


@dataclass(frozen=True, slots=True)
class Branch:
    """What changed between the point where a branch began and the files as they lie there now."""

    top: Path
    """The top folder of the repository."""
    base: str
    """The commit at which the branch began."""
    changed: Mapping[str, str | None]
    """Files that are new or not the same, from the top folder: their path at the base, or None if they are new."""
    gone: tuple[str, ...]
    """Files that the base has and that are no longer there."""

    def path_of(self, file: Path) -> str:
        """Give the path of a file from the top folder, as git writes it.

        Raises:
            InputError: The file is not in this repository.

        """
        try:
            return file.resolve().relative_to(self.top).as_posix()
        except ValueError:
            what = f"this file is not in the git repository {self.top}"
            raise _problem(str(file), what, f"leave it out, or leave out {OPTION}") from None

    def old_bytes(self, path: str) -> bytes:
        """Read a file as it stood at the base.

        Raises:
            InputError: git cannot give it.

        """
        done = _git(self.top, "cat-file", "blob", f"{self.base}:{path}")
        if done.returncode:
            raise _problem(path, f"git cannot give its old version ({_said(done)})", "fetch the whole history")
        return done.stdout


def branch_since(ref: str, folder: Path) -> Branch:
    """Compare the files as they lie there, committed or not, with the point where this branch left `ref`.

    Args:
        ref: A branch, a tag, or a commit.
        folder: A folder of the repository.

    Raises:
        UsageError: `ref` cannot be a name.
        InputError: There is no git, no repository, no such commit, or no common beginning.

    """
    if not ref.strip() or ref.startswith("-"):
        what = "no branch is named" if not ref.strip() else f"'{ref}' is no name of a branch"
        raise UsageError([Problem(Place(OPTION), what, f"write it as {OPTION} main")])
    top = _top(folder)
    commit = _git(top, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
    if commit.returncode:
        raise _problem(OPTION, f"git knows no branch or commit '{ref}'", _fetch(top, ref))
    base = _git(top, "merge-base", _text(commit), "HEAD")
    if base.returncode:
        raise _problem(OPTION, f"this branch and '{ref}' have no common beginning", _fetch(top, ref))
    changed, gone = _compare(top, _text(base))
    return Branch(top, _text(base), changed, gone)


def _top(folder: Path) -> Path:
    done = _git(folder, "rev-parse", "--show-toplevel")
    if not done.returncode:
        return Path(_text(done)).resolve()
    said = _said(done)
    if "not a git repository" in said:
        raise _problem(str(folder), "this folder is in no git repository", f"leave out {OPTION}, or run it in a clone")
    raise _problem(str(folder), f"git cannot read this repository ({said})", "put that right, and run it again")


def _fetch(top: Path, ref: str) -> str:
    """Say how to come by what is missing."""
    if _text(_git(top, "rev-parse", "--is-shallow-repository")) == "true":
        return "this clone is shallow: fetch the whole history (git fetch --unshallow; in GitHub: fetch-depth: 0)"
    if not _git(top, "rev-parse", "--verify", "--quiet", f"refs/remotes/origin/{ref}").returncode:
        return f"did you mean 'origin/{ref}'?"
    return "check the name, or fetch it first"


def _compare(top: Path, base: str) -> tuple[dict[str, str | None], tuple[str, ...]]:
    diff = ("diff", "--name-status", "-z", "-M", "--no-color", "--no-ext-diff", "--no-textconv", "--no-relative")
    differing = _git(top, *diff, "--ignore-submodules", base, "--")
    others = _git(top, "ls-files", "--others", "--exclude-standard", "-z")
    for done in (differing, others):
        if done.returncode:
            raise _problem(str(top), f"git cannot compare ({_said(done)})", "put that right, and run it again")
    changed: dict[str, str | None] = {}
    gone = []
    for status, old, new in _records(differing.stdout):
        if status == "D":
            gone.append(old)
        else:
            changed[new] = None if status in ("A", "C") else old
    for path in map(os.fsdecode, filter(None, others.stdout.split(b"\0"))):
        # What was taken out of the index only is named as deleted, and is still there.
        changed[path] = path if path in gone else None
    return changed, tuple(path for path in gone if path not in changed)


def _records(raw: bytes) -> Iterator[tuple[str, str, str]]:
    """Give status, old path and new path of each record of `git diff --name-status -z`."""
    fields = iter(os.fsdecode(part) for part in raw.split(b"\0"))
    for status in fields:
        if not status:
            return
        old = next(fields)
        new = next(fields) if status[0] in "RC" else old
        yield status[0], old, new


def _git(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    # No lock is taken, nothing is asked, and nothing is fetched from anywhere.
    calm = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
    try:
        return subprocess.run(  # noqa: S603 - every word is ours, or was checked not to be an option
            ["git", *_QUIET, *words],  # noqa: S607 - the user's own git
            cwd=folder,
            env={**os.environ, **calm},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise _problem("git", "there is no git on this computer", f"install it, or leave out {OPTION}") from None


def _text(done: subprocess.CompletedProcess[bytes]) -> str:
    return os.fsdecode(done.stdout).strip("\r\n")


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[0].removeprefix("fatal: ") if lines else f"exit code {done.returncode}"


def _problem(place: str, what: str, instead: str) -> InputError:
    return InputError([Problem(Place(place), what, instead)])
