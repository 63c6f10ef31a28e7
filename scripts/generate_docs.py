"""Write what is generated: docs/traceability.md and standards/schemas/ from the standards, and the marked parts of pages.

A marked part stands between `<!-- name -->` and `<!-- /name -->`. In the README it is what a real run prints; in
docs/detector.md it is what was learned from, what `make eval` measures, and what the reader gets wrong in the handbooks.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import ModuleType

from rightscheck import load_standard
from rightscheck.check.scan import read_findings
from rightscheck.model.finding import CONFIDENCE_ORDER, Finding
from rightscheck.read.documents import read_document
from rightscheck.read.lexicon import load_weights
from rightscheck.read.standards import shipped_ids
from rightscheck.render.schemas import schemas
from rightscheck.render.traceability import traceability

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "tests" / "corpus"
README, PAGE = ROOT / "README.md", ROOT / "docs" / "detector.md"
FIRST_SCAN = ("scan", "examples/mixed/policies/handbook.md", "--right", "phones", "--today", "2026-12-01")
"""What the README shows; --today keeps the answer the same on any day, and stands in no page."""
MISREAD = 3
"""Sentences of each kind that the page quotes."""
LONGEST_QUOTE = 160
# As tests/corpus/README.md and the plan of the reader state them, for sentences of this kind.
AIM = {"label": 0.85, "anything": 0.93, "certain": 0.95, "found": 0.85}
SECOND_READER = {"label": 0.88, "anything": 0.97, "upholds": 0.95}
OTHER_WAYS = (
    ("a list of keywords", 0.37, 0.55),
    ("words counted, and a linear classifier", 0.43, 0.71),
    ("sentence embeddings, and a linear classifier", 0.53, 0.70),
)


def generated() -> dict[Path, str]:
    """Give every generated file with its text."""
    standards = [load_standard(name) for name in shipped_ids()]
    return {
        ROOT / "docs" / "traceability.md": traceability(standards),
        **{ROOT / "standards" / "schemas" / f"{name}.json": text for name, text in schemas(standards).items()},
        README: filled(README.read_text("utf-8"), {"scan": first_scan()}),
        PAGE: filled(PAGE.read_text("utf-8"), detector_parts()),
    }


def filled(page: str, parts: Mapping[str, str]) -> str:
    """Put texts between their marks.

    Raises:
        ValueError: The page has not exactly one place for a text.

    """
    for name, text in parts.items():
        place = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        if len(place.findall(page)) != 1:
            raise ValueError(f"the page needs <!-- {name} --> and <!-- /{name} --> once")
        page = place.sub(lambda match, text=text: f"{match[1]}{text.strip()}\n{match[2]}", page)
    return page


def first_scan() -> str:
    """Give what the command of the README prints, as code."""
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "rightscheck", *FIRST_SCAN],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr)
    lines = "\n".join(line.rstrip() for line in done.stdout.splitlines()).strip("\n")
    return f"```text\n{lines}\n```"


def detector_parts() -> dict[str, str]:
    """Give the parts of docs/detector.md, measured now."""
    measuring = _eval_detector()
    detector = measuring.make_detector()
    dev = measuring.measure(detector, measuring.rows_of("sentences.dev.jsonl"))
    books = measuring.handbooks(detector)
    return {
        "learned": _learned(),
        "eval": "\n\n".join([_overall(dev, books), _by("how sure", dev.by_confidence), _books(books)]),
        "rights": "\n\n".join([_by("right", dev.by_right), _by("form", dev.by_kind)]),
        "misread": _misread(detector),
    }


def _eval_detector() -> ModuleType:
    """Import the script beside this one."""
    if str(ROOT / "scripts") not in sys.path:
        sys.path.append(str(ROOT / "scripts"))
    import eval_detector  # noqa: PLC0415 - found beside this script

    return eval_detector


def _learned() -> str:
    def usable(paths: Iterable[Path]) -> tuple[int, int]:
        rows = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines() if line.strip()]
        used = [row for row in rows if not row.get("arguable")]
        return len(used), len(rows) - len(used)

    corpus, left_out = usable([CORPUS / "sentences.train.jsonl"])
    ours, _ = usable((CORPUS / "ours").glob("*.jsonl"))
    dev, _ = usable([CORPUS / "sentences.dev.jsonl"])
    weights = load_weights("en")
    lines = [weights.takes, weights.keeps, *weights.topics.values(), weights.violates, weights.upholds]
    return _table(
        ("sentences", "number", "what for"),
        [
            ("`tests/corpus/sentences.train.jsonl`", f"{corpus:,}", "learned from"),
            ("`tests/corpus/ours/`, written for this project", f"{ours:,}", "learned from"),
            ("arguable ones of the first file", f"{left_out:,}", "left out"),
            ("`tests/corpus/sentences.dev.jsonl`", f"{dev:,}", "measured on, never learned from"),
            ("weights that came of it", f"{sum(len(line.weights) for line in lines):,}", "shipped"),
        ],
    )


def _overall(dev, books: Mapping[str, Mapping[str, float]]) -> str:  # noqa: ANN001 - a Result of the other script
    number = sum(book["violating"] for book in books.values())
    found = sum(book["found"] * book["violating"] for book in books.values()) / number
    shown = sum(book["found with possible"] * book["violating"] for book in books.values()) / number
    rows = [
        ("rights taken, each by name (label F1)", dev.label.f1, AIM["label"], SECOND_READER["label"]),
        ("takes any right, or none (F1)", dev.anything.f1, AIM["anything"], SECOND_READER["anything"]),
        ("rights kept, each by name (label F1)", dev.upholds.f1, None, SECOND_READER["upholds"]),
        ("*certain*: share that is right", dev.by_confidence["certain"].precision, AIM["certain"], None),
        ("handbooks: violating lines that are found", found, AIM["found"], None),
        ("the same, with *possible*", shown, None, None),
    ]
    measured = _table(
        ("measured", "reached", "aim", "a second careful reader"),
        [(name, _figure(value), _figure(aim), _figure(reader)) for name, value, aim, reader in rows],
    )
    others = _table(
        ("for comparison, on sentences of this kind", "label F1", "any right F1"),
        [(name, _figure(label), _figure(anything)) for name, label, anything in OTHER_WAYS],
    )
    return f"{measured}\n\n{others}"


def _by(name: str, counts) -> str:  # noqa: ANN001 - by name, a Count of the other script
    keys = list(counts) if set(counts) <= set(CONFIDENCE_ORDER) else sorted(counts)
    surer = " or surer"
    return _table(
        (name, "found", "missed", "false alarms", "precision", "recall"),
        [
            (
                f"*{key}*{surer if key in CONFIDENCE_ORDER and key != 'certain' else ''}"
                if key in CONFIDENCE_ORDER
                else key,
                str(one.hit),
                str(one.missed),
                str(one.false),
                _figure(one.precision if one.hit + one.false else None),
                _figure(one.recall if one.hit + one.missed else None),
            )
            for key, one in ((key, counts[key]) for key in keys)
        ],
    )


def _books(books: Mapping[str, Mapping[str, float]]) -> str:
    heads = list(next(iter(books.values())))
    return _table(
        ("handbook, in lines", *heads),
        [
            (name.removesuffix(".md"), *(_figure(v) if isinstance(v, float) and one["violating"] else _count(v)))
            if False
            else (name.removesuffix(".md"), *(_cell(one, head) for head in heads))
            for name, one in books.items()
        ],
    )


def _cell(book: Mapping[str, float], head: str) -> str:
    value = book[head]
    if not isinstance(value, float):
        return str(value)
    return _figure(value if book["violating"] else None)


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    rule = ["---", *("---:" for _ in heads[1:])]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, rule, *rows))
