"""Time `rightscheck scan` over 2,000 Markdown files, beside Semgrep where it is installed, in CPU seconds.

Usage: python benchmarks/scan.py [--files N] [--semgrep PATH]. The corpus is made anew each time, from the same seed:
some nine thousand different sentences, so that sentences repeat as boilerplate does. Semgrep gets thirty regular
expressions over the same matters; it is left out, and that is said, where no path to it is given.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

WHO = ("The agency", "Each resident", "Staff", "A caseworker", "The refuge", "A volunteer", "The manager", "A partner")
DOES = ("offers", "notes", "explains", "respects", "keeps", "arranges", "talks over", "writes", "checks", "reads")
WHAT = (
    "a plan that the resident made", "consent in the resident's language", "the letting terms", "rides to the clinic",
    "an interpreter from outside", "the limits of privacy", "wishes about safety", "a copy of each signed form",
    "the way to complain", "names of lawyers", "a doctor's appointment", "news from family and friends",
)  # fmt: skip
WHEN = (
    "on the first day and each month after", "with no strings", "before anything is passed on", "when asked",
    "in plain words", "within two days", "and notes the choice", "and never as a prize", "unless a law says otherwise",
)  # fmt: skip
RULES = ("Residents turn in phones at intake.", "Chapel is mandatory.", "Curfew is 8 pm.", "Staff search rooms weekly.")
WORDS = ("phone", "chapel", "curfew", "search", "visitor", "chore", "police", "medication", "passport", "sober")
SIZE = 8_000


def make(folder: Path, files: int) -> int:
    """Write the corpus; gives its size in bytes."""
    chance, total = random.Random(3), 0
    for number in range(files):
        lines, size = [f"# Policy {number}", ""], 0
        while size < SIZE:
            said = [
                f"{chance.choice(WHO)} {chance.choice(DOES)} {chance.choice(WHAT)} {chance.choice(WHEN)}."
                for _ in range(4)
            ]
            said += [chance.choice(RULES)] if chance.random() < 0.04 else []
            lines += [" ".join(said), ""]
            size += len(lines[-2])
        text = "\n".join(lines)
        (folder / f"policy-{number:04}.md").write_text(text, "utf-8")
        total += len(text)
    return total


def cpu_and_peak(command: list[str]) -> tuple[float, float]:
    """Run a command; gives CPU seconds, children included, and the peak memory in MiB."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def semgrep_rules(path: Path) -> None:
    """Write thirty regular expressions as Semgrep rules."""
    verbs = ("must", "may not", "required")
    rules = [
        f"- id: r{i}{j}\n  languages: [generic]\n  severity: WARNING\n  message: m\n"
        f"  pattern-regex: '(?i)\\b{word}\\w*\\b[^.]{{0,60}}\\b{verb}\\b'\n"
        for i, word in enumerate(WORDS)
        for j, verb in enumerate(verbs)
    ]
    path.write_text("rules:\n" + "".join(rules), "utf-8")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--semgrep")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "corpus"
        folder.mkdir()
        size = make(folder, asked.files)
        scan = [sys.executable, "-m", "rightscheck", "scan", "--format", "json", "-o", f"{name}/out.json"]
        for part in (asked.files // 4, asked.files // 2, asked.files):
            files = [str(path) for path in sorted(folder.iterdir())[:part]]
            own, peak = cpu_and_peak([*scan, *(files if part < asked.files else [str(folder)])])
            print(f"rightscheck, {part} files: {own:.1f} CPU s, peak {peak:.0f} MiB")
        print(f"{own / size * 1e6:.2f} CPU s for a million characters")
        if not asked.semgrep:
            print("semgrep: not measured, no --semgrep PATH was given")
            return
        rules = Path(name) / "rules.yml"
        semgrep_rules(rules)
        options = ["scan", "--metrics", "off", "--disable-version-check", "--no-git-ignore", "--quiet", "--json"]
        other, _ = cpu_and_peak([asked.semgrep, *options, "--config", str(rules), str(folder)])
        print(f"semgrep: {other:.1f} CPU s; rightscheck takes {own / other:.1f} times as much")


if __name__ == "__main__":
    main()
