"""How long the commands take, as multiples of `python -c "import typer"` in the same run."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 15
AIMS = {"--version": 2, "--help": 2, "assess to HTML": 6}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        report = str(Path(folder) / "report.html")
        example = str(ROOT / "examples" / "mixed" / "answers.yaml")
        tool = [str(Path(sys.executable).with_name("rightscheck"))]
        commands = {
            "import typer": [sys.executable, "-c", "import typer"],
            "--version": [*tool, "--version"],
            "--help": [*tool, "--help"],
            "assess to HTML": [*tool, "assess", example, "-o", report, "--fail-on", "never"],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(ROUNDS + 1):  # round by round, so that a busy moment falls on all of them alike
            for name, command in commands.items():
                start = time.perf_counter()
                subprocess.run(command, check=True, capture_output=True)
                times[name].append(time.perf_counter() - start)
    medians = {name: statistics.median(spent[1:]) for name, spent in times.items()}
    base = medians.pop("import typer")
    print(f"import typer    {base * 1000:7.0f} ms   1.0 x   (median of {ROUNDS})")
    for name, median in medians.items():
        print(f"{name:15} {median * 1000:7.0f} ms   {median / base:.1f} x   (aim: {AIMS[name]} x)")


if __name__ == "__main__":
    main()
