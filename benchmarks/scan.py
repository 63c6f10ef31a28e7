"""What `rightscheck scan` costs beside other tools that hold rules against prose, all in one run.

The corpora are made here, the same on every machine: 2,000 Markdown files of about 8 KB whose sentences are put
together from a few hundred parts, and as many in which no sentence stands twice, since rightscheck remembers sentences.
A tool that is not there is named and left out; `--peers DIR` installs what can be had, each in a place of its own.

    python benchmarks/scan.py [--peers DIR] [--work DIR] [--corpus DIR] [--files 2000] [--rounds 1]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

SEED = 20261121
SIZE = 7_900
KIB, MB = 1024, 1_000_000
AIM = 0.5


def _parts(text: str) -> list[str]:
    return " ".join(text.split()).split("|")


HEADINGS = _parts("""
Welcome|Coming to the house|Your room|Meals and kitchen|Staying in touch|Safety|Health|Meetings with your
advocate|Money and work|Children|Moving on|When something goes wrong
""")
WHO = _parts("""
The house|Your advocate|The night team|A resident|Every guest|The kitchen team|The coordinator|Someone from the
office|A volunteer driver|The nurse|Each family|Our legal partner
""")
DOES = _parts("""
keeps|explains|goes through|plans|offers|writes down|prepares|looks after|talks about|brings|checks|shares
""")
WHAT = _parts("""
the list of phone numbers|a plan for the week|the papers for the clinic|transport to the court|the spare keys
and the fire plan|clean sheets and towels|a quiet place to call from|the hours of the kitchen|help with school
forms|the steps of a complaint|fresh food for the weekend|an interpreter for each meeting|letters that came by
post|the notes of the house meeting|bus passes and a map|the first-aid box
""")
HOW = _parts("""
on the first day and whenever it is asked for|together with the resident|in words that are easy to read|before
the house meeting|once the resident agrees|within two days|as often as it helps|without asking for a reason|in
the language of the resident|at a time that suits both|and leaves a copy in the room|and says so at the door|for
as long as the stay lasts
""")
TAKING = _parts("""
Phones are handed to staff at the front desk every evening.|Residents must be in the house by nine.|All guests
attend the evening prayer.|Nobody may leave the house without a member of staff.|Rooms are searched at any
time.|Residents work six hours a week in the shop.|A positive drug test ends the stay at once.|Residents must
talk to the police about their case.|Visitors are not allowed in the first month.|Every resident tells her story
at the spring dinner.
""")
TAKING_SHARE, LIST_SHARE = 0.04, 0.5

_GAP = r"[^.\n]{0,50}"
RULES = [
    rf"\b(phones?|devices?)\b{_GAP}\b(handed|turned|given) (to|in|over)\b",
    rf"\b(hand|turn|give) (in|over)\b{_GAP}\bphones?\b",
    r"\b(must|have to) be (in|back|home)\b[^.\n]{0,30}\bby\b",
    rf"\bcurfew\b{_GAP}\b(strict|missed|ends?)\b",
    rf"\b(attend|attends|join)\b{_GAP}\b(prayers?|chapel|worship|devotions?)\b",
    rf"\b(chapel|bible study|church)\b{_GAP}\b(required|mandatory)\b",
    rf"\bmay (not )?leave\b{_GAP}\b(without|only with)\b",
    r"\bnobody may leave\b",
    rf"\b(rooms?|bags|lockers)\b{_GAP}\bsearch(ed|es)\b",
    rf"\bsearch(es)?\b{_GAP}\b(unannounced|at any time)\b",
    r"\bwork (\w+ )?hours? (a|per|each) week\b",
    r"\b(assigned|required) chores?\b",
    r"\bunpaid (work|shifts?)\b",
    rf"\b(positive|failed)\b{_GAP}\b(test|screen)\b",
    rf"\b(drug|alcohol) (test|screen)(s|ing)?\b{_GAP}\b(random|weekly|required)\b",
    r"\bmust (be|stay|remain) (sober|clean)\b",
    rf"\b(talk|speak|cooperate)\b{_GAP}\b(police|detectives?|prosecutors?)\b",
    r"\b(required|agree) to (press|file) charges\b",
    rf"\bvisitors?\b{_GAP}\b(not allowed|forbidden|banned)\b",
    r"\bno (visitors|guests|overnight)\b",
    rf"\btells? (her|his|their) stor(y|ies)\b{_GAP}\b(dinner|gala|donors?)\b",
    rf"\b(photos?|pictures?)\b{_GAP}\bfundrais(er|ing)\b",
    rf"\b(asked|told) to leave\b{_GAP}\b(at once|immediately|same day)\b",
    r"\b(immediate|automatic) (exit|discharge)\b",
    rf"\b(passports?|documents?)\b{_GAP}\b(kept|held) (by|in)\b",
    rf"\b(wages|money|benefits)\b{_GAP}\b(held|managed|kept) by\b",
    r"\bprogram fee\b",
    rf"\b(therapy|counseling|classes)\b{_GAP}\b(mandatory|required)\b",
    r"\bonly (women|citizens|adults)\b",
    rf"\b(mail|letters|messages|calls)\b{_GAP}\b(opened|read|monitored)\b",
]


@dataclass(frozen=True)
class Cost:
    """What one run of a command took."""

    cpu: float
    """Seconds of user and system time, of all processes that it started and waited for."""
    wall: float
    peak: int
    """Bytes that its largest process held."""
    status: int


def main() -> None:
    """Make the corpora, run everything, and print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--peers", type=Path, help="a folder to install the other tools in, or where they are")
    options.add_argument("--work", type=Path, help="a folder for the corpora; a temporary one if left out")
    options.add_argument("--corpus", type=Path, help="a folder of Markdown files to use in place of the first corpus")
    options.add_argument("--files", type=int, default=2_000)
    options.add_argument("--rounds", type=int, default=1, help="how often the tools are run; the least CPU time counts")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as spare:
        work = given.work or Path(spare)
        work.mkdir(parents=True, exist_ok=True)
        peers = installed(given.peers) if given.peers else {}
        corpora = {
            "sentences repeat": given.corpus or corpus(work / "repeating", given.files, repeating),
            "no sentence twice": corpus(work / "unique", given.files, Unique()),
        }
        for label, folder in corpora.items():
            beside(label, folder, work, peers, given.rounds)
        memory(corpora["no sentence twice"], work, given.files)
        linear(work)
        same_bytes(corpora["sentences repeat"], work)


def beside(label: str, folder: Path, work: Path, peers: dict[str, Path], rounds: int) -> None:
    """Run all tools over one corpus."""
    files = list(folder.rglob("*.md"))
    size = sum(path.stat().st_size for path in files)
    print(f"\n{len(files):,} files, {size / MB:.1f} MB; {label}")
    commands = {"rightscheck": scan(folder, work / "scan.json")} | peer_commands(folder, work, peers)
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(rounds):  # round by round, so that a busy moment falls on all of them alike
        for name, command in commands.items():
            costs[name].append(run(command, work))
    best = {name: min(each, key=lambda cost: cost.cpu) for name, each in costs.items()}
    base = best["semgrep"].cpu if "semgrep" in best else None
    print(f"{'':14}{'CPU s':>8}{'wall s':>8}{'peak MiB':>10}{'of semgrep':>12}")
    for name, cost in best.items():
        ratio = f"{cost.cpu / base:.2f} x" if base else "-"
        aim = f"   (aim: {AIM} x)" if name == "rightscheck" else ""
        print(f"{name:14}{cost.cpu:8.1f}{cost.wall:8.1f}{cost.peak / KIB**2:10.0f}{ratio:>12}{aim}")
    found = json.loads((work / "scan.json").read_text("utf-8"))
    print(f"{len(found['findings']):,} findings, {len(found['skipped'])} documents skipped")
    for name in ("semgrep", "proselint", "textlint"):
        if name not in best:
            print(f"{name} is not there; --peers DIR installs it")


def memory(folder: Path, work: Path, files: int) -> None:
    """Measure the memory that a quarter, half, and all of a corpus take."""
    print("\nmemory and CPU time by the number of files")
    every = sorted(folder.rglob("*.md"))
    for share in (4, 2, 1):
        part = work / "part"
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
        for path in every[: files // share]:
            shutil.copy(path, part)
        cost = run(scan(part, work / "scan.json"), work)
        print(f"{files // share:6,} files {cost.peak / KIB**2:6.0f} MiB {cost.cpu:6.1f} s")


def linear(work: Path) -> None:
    """Measure the time for each megabyte of files of once, twice, and four times the text."""
    print("\ntime by the length of one file, without the start of the program")
    path = work / "long.md"
    path.write_text("# Empty\n", encoding="utf-8")
    idle = run(scan(path, work / "scan.json"), work).cpu
    parts = Unique()
    text = "".join(page(number, random.Random(SEED + number), parts) for number in range(256))
    for times in (1, 2, 4):
        piece = text[: len(text) * times // 4]
        path.write_text(piece, encoding="utf-8")
        spent = run(scan(path, work / "scan.json"), work).cpu - idle
        print(
            f"{len(piece.encode()) / MB:6.2f} MB {spent:6.2f} s {spent / len(piece.encode()) * MB:6.2f} s for each MB"
        )


def same_bytes(folder: Path, work: Path) -> None:
    """See that two processes write the same bytes as one."""
    outputs = []
    print("\nprocesses")
    for jobs in (1, 2):
        path = work / f"jobs{jobs}.json"
        cost = run([*scan(folder, path), "--jobs", str(jobs)], work)
        outputs.append(path.read_bytes())
        print(f"--jobs {jobs} {cost.wall:6.1f} s wall {cost.cpu:6.1f} s CPU")
    print("the same bytes" if outputs[0] == outputs[1] else "NOT THE SAME BYTES")


def scan(path: Path, output: Path) -> list[str]:
    """Give the command under test."""
    return [
        str(Path(sys.executable).with_name("rightscheck")),
        "scan",
        "--format",
        "json",
        "-o",
        str(output),
        str(path),
    ]


def run(command: list[str], folder: Path) -> Cost:
    """Run a command to its end."""
    quiet = {"SEMGREP_ENABLE_VERSION_CHECK": "0", "SEMGREP_SEND_METRICS": "off"}
    with (folder / "out.txt").open("wb") as out:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=os.environ | quiet)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss * KIB, process.returncode)


# Corpora


Parts = Callable[[random.Random], str]


def repeating(chance: random.Random) -> str:
    """Make a sentence that may well come up again."""
    return f"{chance.choice(WHO)} {chance.choice(DOES)} {chance.choice(WHAT)} {chance.choice(HOW)}."


class Unique:
    """Makes sentences of which no two are alike, with words in every one that stand together nowhere else."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._words = sorted({word for line in (*WHAT, *HOW, *HEADINGS) for word in line.lower().split()})

    def __call__(self, chance: random.Random) -> str:
        """Make the next sentence."""
        words = " ".join(chance.choice(self._words) for _ in range(3))
        number = next(self._numbers)
        who, does, what = chance.choice(WHO), chance.choice(DOES), chance.choice(WHAT)
        return f"{who} {does} {what} {number % 97} and {words} {chance.choice(HOW)}, as in note {number}."


def page(number: int, chance: random.Random, sentence: Parts) -> str:
    """Write one file of headings, paragraphs, and lists."""
    lines = [f"# House paper {number:04d}: {chance.choice(HEADINGS)}", ""]
    while sum(map(len, lines)) + len(lines) < SIZE:
        lines += [f"## {chance.choice(HEADINGS)}", ""]
        for _ in range(chance.randint(2, 4)):
            paragraph = [sentence(chance) for _ in range(chance.randint(3, 6))]
            if chance.random() < TAKING_SHARE:
                paragraph.append(chance.choice(TAKING))
            lines += [" ".join(paragraph), ""]
        if chance.random() < LIST_SHARE:
            lines += [*(f"- {sentence(chance)}" for _ in range(3)), ""]
    return "\n".join(lines) + "\n"


def corpus(folder: Path, files: int, sentence: Parts) -> Path:
    """Write a corpus, the same on every machine."""
    shutil.rmtree(folder, ignore_errors=True)
    for number in range(files):
        path = folder / f"house{number % 40:02d}" / f"paper{number:04d}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(number, random.Random(SEED + number), sentence), encoding="utf-8")
    return folder


# Other tools


def installed(folder: Path) -> dict[str, Path]:
    """Install the other tools where they are not there yet; one that cannot be had is left out."""
    folder = folder.resolve()
    found = {}
    for name in ("semgrep", "proselint"):
        program = folder / name / "bin" / name
        if not program.exists():
            attempt([sys.executable, "-m", "venv", str(folder / name)])
            attempt([str(folder / name / "bin" / "pip"), "install", "--quiet", name])
        if program.exists():
            found[name] = program
    program = folder / "textlint" / "node_modules" / ".bin" / "textlint"
    if not program.exists() and shutil.which("npm"):
        (folder / "textlint").mkdir(parents=True, exist_ok=True)
        attempt(["npm", "install", "--silent", "--prefix", str(folder / "textlint"), "textlint", "textlint-rule-prh"])
    if program.exists():
        found["textlint"] = program
    return found


def attempt(command: list[str]) -> None:
    """Run a command whose failure shows in what is not there afterwards."""
    try:
        subprocess.run(command, check=False, capture_output=True)
    except OSError:
        return


def peer_commands(folder: Path, work: Path, peers: dict[str, Path]) -> dict[str, list[str]]:
    """Give the commands of the tools that are there, with the same rules for each that takes any."""
    commands = {}
    if "semgrep" in peers:
        rules = work / "semgrep.yaml"
        rules.write_text("".join(semgrep_rules()), encoding="utf-8")
        switches = ["--metrics", "off", "--disable-version-check", "--no-git-ignore", "--quiet", "--json"]
        commands["semgrep"] = [str(peers["semgrep"]), "scan", *switches, "--config", str(rules), str(folder)]
    if "proselint" in peers:
        commands["proselint"] = [str(peers["proselint"]), "check", "-o", "compact", str(folder)]
    if "textlint" in peers:
        rules, settings = work / "prh.yml", work / "textlint.json"
        rules.write_text("".join(prh_rules()), encoding="utf-8")
        settings.write_text(json.dumps({"rules": {"prh": {"rulePaths": [str(rules.resolve())]}}}), encoding="utf-8")
        base = peers["textlint"].parent.parent
        switches = ["--rules-base-directory", str(base), "--config", str(settings), "-f", "json"]
        commands["textlint"] = [str(peers["textlint"]), *switches, "-o", str(work / "textlint.out"), f"{folder}/"]
    return commands


def semgrep_rules() -> Iterator[str]:
    """Write the rules for semgrep, in the mode that costs it least."""
    yield "rules:\n"
    for number, rule in enumerate(RULES):
        yield f"- id: rule-{number}\n  languages: [generic]\n  severity: WARNING\n  message: This may take a right.\n"
        yield f"  pattern-regex: {json.dumps('(?i)' + rule)}\n  paths: {{include: ['*.md']}}\n"


def prh_rules() -> Iterator[str]:
    """Write the rules for textlint's prh."""
    yield "version: 1\nrules:\n"
    for number, rule in enumerate(RULES):
        yield f"  - expected: rule-{number}\n    pattern: {json.dumps('/' + rule.replace('/', chr(92) + '/') + '/i')}\n"


if __name__ == "__main__":
    main()
