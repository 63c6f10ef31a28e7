"""What the tests share: the command itself, and small standards to change."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "same", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.register_profile("search", deadline=None, print_blob=True)
# A commit that passed must pass tomorrow and on a slow machine: `make test` tries the same cases every time,
# and `make fuzz` looks for new ones.
settings.load_profile(os.environ.get("RIGHTSCHECK_HYPOTHESIS", "same"))

ROOT = Path(__file__).resolve().parents[1]
LINE = re.compile(r"(?P<path>.+?)(?::(?P<line>[1-9]\d*):(?P<column>[1-9]\d*))?: (?P<what>.+?); (?P<instead>.+)")
"""How every problem is told: `file:line:column: what is wrong; what to do`."""


@dataclass(frozen=True)
class Done:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def problems(self) -> list[str]:
        """The lines on stderr, each of which must tell a place, a problem, and the next step."""
        lines = self.err.splitlines()
        for line in lines:
            assert LINE.fullmatch(line), f"not of the form `place: what; what to do`: {line}"
        return lines

    def says(self, *words: str) -> None:
        """See that stderr is one line or more of the right form, and that the first holds these words."""
        first = self.problems[0]
        for word in words:
            assert word in first, f"{word!r} is not in: {first}"


Command = Callable[..., Done]


def clean_environment(**more: str) -> dict[str, str]:
    """Give the environment without what changes how output looks."""
    changing = {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "RIGHTSCHECK_DEBUG", "PYTHONIOENCODING", "PYTHONUTF8"}
    return {**{name: value for name, value in os.environ.items() if name not in changing}, **more}


HANGING = 20.0
"""CPU seconds: what takes so long in a test is no slow machine but work that grows with the square of the text."""


@contextmanager
def no_hanging() -> Iterator[None]:
    """Fail where the work in the block does not come to an end; no measure of speed."""

    def stop(*_: object) -> None:
        pytest.fail(f"still not done after {HANGING:.0f} CPU seconds", pytrace=False)

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, HANGING)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def calls_in(work: Callable[[], object]) -> int:
    """Count the function calls of some work, which is the same on every machine, as seconds are not."""
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    with no_hanging():
        sys.setprofile(count)
        try:
            work()
        finally:
            sys.setprofile(None)
    return calls


@pytest.fixture
def command(tmp_path: Path) -> Command:
    """Run the real command in a process of its own, in a folder of its own."""

    def run(*args: object, cwd: Path = tmp_path, environment: dict[str, str] | None = None) -> Done:
        done = subprocess.run(
            [sys.executable, "-m", "rightscheck", *map(str, args)],
            cwd=cwd,
            env=clean_environment(**(environment or {})),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=120,
            check=False,
        )
        out, err = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
        assert "Traceback" not in err + out
        assert "has a fault" not in err
        return Done(done.returncode, out, err)

    return run


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command in this process, which is quicker, from a folder of its own."""
    from rightscheck.cli.app import app

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # typer sets it

    def run(*args: object) -> Done:
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            app([str(arg) for arg in args], prog_name="rightscheck")
        code = end.value.code
        out, err = capsys.readouterr()
        assert "has a fault" not in err, err
        return Done(code if isinstance(code, int) else 0, out, err)

    return run


def copy_standard(folder: Path, of: str = "fnusa-core") -> Path:
    """Copy a shipped standard to a folder; one with another name gets another id."""
    shutil.copytree(ROOT / "standards" / of, folder)
    head = folder / "standard.yaml"
    head.write_text(head.read_text("utf-8").replace(f"\nid: {of}\n", f"\nid: {folder.name}\n"), "utf-8")
    return folder


TINY = {
    "standard.yaml": """\
id: tiny
title: A tiny standard
short_title: Tiny
version: 1.0.0
publisher: The tests
standard_of: Nobody at all
relation: Written for the tests.
about: Two questions about doors.
documents: [S0]
elements:
  - id: doors
    title: Doors
    says: Doors stay open.
    sources: [S0-8]
levels:
  - id: low
    title: Low
    meaning: A core flag stands, or could.
  - id: high
    title: High
    meaning: None stands.
    requires:
      - flags_absent: [core]
""",
    "indicators/TS-01.yaml": """\
id: TS-01
title: Doors stay open
element: doors
weight: 3
see: The door opens from the inside.
applies_when: {not: {fact: housing, is: none}}
question: Who may open the front door?
options:
  - {id: anyone, worth: 100, text: "Anyone, at any time"}
  - {id: by-day, worth: 40, flag: caution, text: "Anyone, by day"}
  - {id: staff, worth: 0, flag: present, text: "Staff alone"}
evidence:
  - House rules
variants:
  - for: minors
    when: {fact: residents, includes: minors-in-custody}
    title: Doors stay open for the young
    see: The door opens.
    question: Who may open the door for a young person?
    options:
      - {id: they, worth: 100, text: "They themselves"}
      - {id: staff, worth: 0, flag: present, text: "Staff alone"}
    evidence:
      - House rules
sources: [S0-8]
""",
    "indicators/TS-02.yaml": """\
id: TS-02
title: Doors are painted
element: doors
weight: 1
see: There is paint on the door.
not_applicable: with-reason
question: Is the door painted?
options:
  - {id: "no", worth: 0, text: "No"}
  - {id: "yes", worth: 100, text: "Yes"}
evidence:
  - The door
sources: [S0-8]
""",
    "red-flags/doors-locked.yaml": """\
id: doors-locked
number: TF-01
title: Doors locked
tier: core
right: movement
practice: The door is locked.
harm: A locked door brings the old house back.
instead: Unlock it.
sample_wording: The door is open.
effort: today
staff_worry:
  fear: Somebody may come in.
  answer: A bell is enough.
on_a_visit:
  - Try the door.
not_a_flag:
  - A door that locks against the street.
present: {answer: TS-01, raises: present}
caution: {answer: TS-01, raises: caution}
funder_rules:
  - rule: FR-02
    direction: forbids
    note: It does not speak of doors.
cues:
  rules: [door & locked, let * out]
  promises: [door opens, own key]
examples:
  flags:
    - The front door is locked at nine.
    - Ask staff to let you out.
  passes:
    - The door opens from the inside.
    - You have your own key.
prevalence:
  source: atr-2023
  value: null
  note: Not yet read.
sources: [S0-8]
""",
}
"""A whole standard, small enough to see at a glance what a change to it must bring about."""


def write_tiny(folder: Path) -> Path:
    """Write the tiny standard to a folder called `tiny` in this one."""
    for name, text in TINY.items():
        path = folder / "tiny" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder / "tiny"


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """Give the folder of the tiny standard."""
    return write_tiny(tmp_path)


@pytest.fixture
def answers(tmp_path: Path) -> Callable[..., Path]:
    """Write an answers file: facts and answers as YAML text, one entry on each line."""

    def write(*lines: str, facts: str = "", name: str = "answers.yaml", standard: str = "fnusa-core: 1.0.0") -> Path:
        path = tmp_path / name
        text = f"rightscheck: answers/1\nstandards: {{{standard}}}\nfacts: {{{facts}}}\nanswers:\n"
        path.write_text(text + "".join(f"  {line}\n" for line in lines or ["PC-01:"]), "utf-8")
        return path

    return write


def hear_ctrl_c():
    """For `preexec_fn`: a test run that was started in the background would have its children hear no Ctrl-C."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
