"""Time `rightscheck scan` over 2,000 Markdown files, beside Semgrep, textlint and proselint where they are installed.

Usage: python benchmarks/scan.py [--files N] [--semgrep PATH] [--textlint PATH] [--proselint PATH]

CPU seconds with children, and the peak memory of the largest process. The corpus is made anew each time, from the same
seed: some nine thousand different sentences, so that sentences repeat as boilerplate does. A second text has no
sentence twice: it shows what a sentence costs that was never seen, and that twice the text takes twice the time.
Semgrep and textlint get thirty regular expressions over the same matters, proselint its own rules. A tool without a
path is left out.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
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
VERBS = ("must", "may not", "required")
SIZE = 8_000
OFFLINE = {**os.environ, "SEMGREP_ENABLE_VERSION_CHECK": "0", "SEMGREP_SEND_METRICS": "off"}


def sentences(chance: random.Random) -> Iterator[str]:
    """Give sentences without end; every twenty-fifth paragraph or so ends in a rule that takes a right."""
    while True:
        for _ in range(4):
            yield f"{chance.choice(WHO)} {chance.choice(DOES)} {chance.choice(WHAT)} {chance.choice(WHEN)}."
        yield chance.choice(RULES) if chance.random() < 0.04 else ""


def make_corpus(folder: Path, files: int) -> int:
    """Write the files; gives their size in characters."""
    total, source = 0, sentences(random.Random(3))
    folder.mkdir()
    for number in range(files):
        lines, size = [f"# Policy {number}", ""], 0
        while size < SIZE:
            lines += [" ".join(next(source) for _ in range(5)).rstrip(), ""]
            size += len(lines[-2])
        (folder / f"policy-{number:04}.md").write_text("\n".join(lines), "utf-8")
        total += size
    return total


def make_unlike(path: Path, size: int) -> None:
    """Write one file in which no sentence stands twice: each names a place that the others do not."""
    source, text, number = sentences(random.Random(4)), ["# Rooms", ""], 0
    while number * 90 < size:
        said = next(source).rstrip(".")
        if said:
            number += 1
            name = "".join(chr(ord("a") + number // 26**place % 26) for place in range(4))
            text += [f"{said} in {name} house.", ""]
    path.write_text("\n".join(text), "utf-8")


def spent(command: list[str | Path], cwd: Path) -> tuple[float, float]:
    """Run a command; gives CPU seconds, children included, and the peak memory in MiB."""
    process = subprocess.Popen(command, cwd=cwd, env=OFFLINE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def peers(asked: argparse.Namespace, folder: Path) -> Iterator[tuple[str, list[str | Path]]]:
    """Give the commands of the tools to compare with, and write their rules."""
    patterns = [rf"\b{word}\w*\b[^.]{{0,60}}\b{verb}\b" for word in WORDS for verb in VERBS]
    if asked.semgrep:
        rule = "- id: r{}\n  languages: [generic]\n  severity: WARNING\n  message: m\n  pattern-regex: '(?i){}'\n"
        text = "".join(rule.format(number, pattern) for number, pattern in enumerate(patterns))
        (folder / "semgrep.yml").write_text("rules:\n" + text, "utf-8")
        options = ["scan", "--metrics", "off", "--disable-version-check", "--no-git-ignore", "--quiet", "--json"]
        yield "semgrep", [asked.semgrep, *options, "--config", folder / "semgrep.yml", "corpus"]
    if asked.textlint:
        rules = [{"expected": "[see]", "pattern": f"/{pattern}/i"} for pattern in patterns]
        (folder / "prh.yml").write_text(json.dumps({"version": 1, "rules": rules}), "utf-8")
        settings = {"rules": {"prh": {"rulePaths": [str(folder / "prh.yml")]}}}
        (folder / ".textlintrc.json").write_text(json.dumps(settings), "utf-8")
        options = ["--rules-base-directory", asked.textlint.resolve().parents[2]] if asked.textlint.is_symlink() else []
        yield "textlint", [asked.textlint, *options, "-f", "json", "-o", folder / "textlint.json", "corpus/"]
    if asked.proselint:
        yield "proselint", [asked.proselint, "check", "-o", "compact", "corpus"]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2000)
    for name in ("semgrep", "textlint", "proselint"):
        parser.add_argument(f"--{name}", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = make_corpus(folder / "corpus", asked.files)
        scan: list[str | Path] = [sys.executable, "-m", "rightscheck", "scan", "--format", "json", "-o"]
        for part in sorted({asked.files // 4, asked.files // 2, asked.files} - {0}):
            some = [Path("corpus") / f"policy-{number:04}.md" for number in range(part)]
            own, peak = spent([*scan, folder / "one.json", *some], folder)
            print(f"rightscheck, {part:5} files  {own:6.1f} CPU s   peak {peak:4.0f} MiB")
        print(f"{own / size * 1e6:.2f} CPU s for a million characters")
        both, _ = spent([*scan, folder / "two.json", "--jobs", "2", *some], folder)
        same = (folder / "one.json").read_bytes() == (folder / "two.json").read_bytes()
        print(f"--jobs 2                  {both:6.1f} CPU s   {'the same bytes' if same else 'OTHER BYTES'}")
        for times in (1, 2, 4):
            make_unlike(folder / "unlike.md", times * 100_000)
            alone, _ = spent([*scan, folder / "unlike.json", "unlike.md"], folder)
            print(f"no sentence twice, {times * 100:4} kB {alone:6.1f} CPU s")
        for tool, command in peers(asked, folder):
            other, peak = spent(command, folder)
            print(f"{tool:24}  {other:6.1f} CPU s   peak {peak:4.0f} MiB   rightscheck: {own / other:.1f} x")


if __name__ == "__main__":
    main()
