"""Write what is generated: the table of sources, the schemas, and the marked parts of pages. `make docs` runs it.

A marked part stands between `<!-- name -->` and `<!-- /name -->`. In the README it is what a real run prints; in
docs/detector.md it is what was learned from, what is measured, and what the reader gets wrong in the handbooks.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from itertools import zip_longest
from pathlib import Path

# The script beside this one, which a test that imports this file does not find by itself.
sys.path.append(str(Path(__file__).resolve().parent))

from eval_detector import CORPUS, Count, Result, handbooks, make_detector, measure, rows_of

from rightscheck import load_standard
from rightscheck.check.detector import Detector
from rightscheck.check.scan import read_findings
from rightscheck.model.finding import CONFIDENCE_ORDER, Finding
from rightscheck.read.documents import read_document
from rightscheck.read.lexicon import load_weights
from rightscheck.read.standards import shipped_ids
from rightscheck.render.schemas import schemas
from rightscheck.render.traceability import traceability

ROOT = Path(__file__).resolve().parent.parent
README, PAGE = ROOT / "README.md", ROOT / "docs" / "detector.md"
FIRST_SCAN = ("scan", "examples/mixed/policies/handbook.md", "--right", "phones")
"""What the README shows."""
MISREAD = 3
"""Sentences of each kind that the page quotes."""
LONGEST_QUOTE = 160
# The aims of the document reader, and how a second reader did by tests/corpus/README.md, for sentences of this kind.
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
    detector = make_detector()
    dev, books = measure(detector, rows_of("sentences.dev.jsonl")), handbooks(detector)
    return {
        "learned": _learned(),
        "eval": "\n\n".join([_overall(dev, books), _by("how sure", dev.by_confidence), _books(books)]),
        "rights": "\n\n".join([_by("right", dev.by_right), _by("form", dev.by_kind)]),
        "misread": _misread(detector),
        "spanish": _spanish(),
    }


def _spanish() -> str:
    detector = make_detector("es")
    dev, books = measure(detector, rows_of("sentences.dev.jsonl", "es")), handbooks(detector, "es")
    measured = _table(("measured", "reached"), [(name, _figure(value)) for name, value, *_ in _measured(dev, books)])
    return "\n\n".join([measured, _by("how sure", dev.by_confidence), _books(books)])


def _learned() -> str:
    def usable(paths: Iterable[Path]) -> tuple[int, int]:
        rows = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines() if line.strip()]
        used = [row for row in rows if not row.get("arguable")]
        return len(used), len(rows) - len(used)

    corpus, left_out = usable([CORPUS / "sentences.train.jsonl"])
    ours, ours_left_out = usable((CORPUS / "ours").glob("*.jsonl"))
    dev, _ = usable([CORPUS / "sentences.dev.jsonl"])
    weights = load_weights("en")
    lines = [weights.takes, weights.keeps, *weights.topics.values(), weights.violates, weights.upholds]
    return _table(
        ("sentences", "number", "what for"),
        [
            ("`tests/corpus/sentences.train.jsonl`", f"{corpus:,}", "learned from"),
            ("`tests/corpus/ours/`, written for this project", f"{ours:,}", "learned from"),
            ("arguable ones of both", f"{left_out + ours_left_out:,}", "left out"),
            ("`tests/corpus/sentences.dev.jsonl`", f"{dev:,}", "measured on, never learned from"),
            ("weights that came of it", f"{sum(len(line.weights) for line in lines):,}", "shipped"),
        ],
    )


def _measured(
    dev: Result, books: Mapping[str, Mapping[str, float]]
) -> list[tuple[str, float, float | None, float | None]]:
    """List what was measured: its name, the figure, the aim, and what a second careful reader reaches."""
    number = sum(book["violating"] for book in books.values())
    found = sum(book["found"] * book["violating"] for book in books.values()) / number
    shown = sum(book["found with possible"] * book["violating"] for book in books.values()) / number
    return [
        ("rights taken, each by name (label F1)", dev.label.f1, AIM["label"], SECOND_READER["label"]),
        ("takes any right, or none (F1)", dev.anything.f1, AIM["anything"], SECOND_READER["anything"]),
        ("rights kept, each by name (label F1)", dev.upholds.f1, None, SECOND_READER["upholds"]),
        ("*certain*: share that is right", dev.by_confidence["certain"].precision, AIM["certain"], None),
        ("handbooks: violating lines that are found", found, AIM["found"], None),
        ("the same, with *possible*", shown, None, None),
    ]


def _overall(dev: Result, books: Mapping[str, Mapping[str, float]]) -> str:
    measured = _table(
        ("measured", "reached", "aim", "a second careful reader"),
        [(name, *map(_figure, figures)) for name, *figures in _measured(dev, books)],
    )
    others = _table(
        ("for comparison, on sentences of this kind", "label F1", "any right F1"),
        [(name, _figure(label), _figure(anything)) for name, label, anything in OTHER_WAYS],
    )
    return f"{measured}\n\n{others}"


def _by(name: str, counts: Mapping[str, Count]) -> str:
    rows = [
        (
            key if key not in CONFIDENCE_ORDER or key == "certain" else f"{key} or surer",
            str(counts[key].hit),
            str(counts[key].missed),
            str(counts[key].false),
            _figure(counts[key].precision if counts[key].hit + counts[key].false else None),
            _figure(counts[key].recall if counts[key].hit + counts[key].missed else None),
        )
        for key in sorted(counts, key=lambda key: (CONFIDENCE_ORDER.get(key, 0), key))
    ]
    return _table((name, "found", "missed", "false alarms", "precision", "recall"), rows)


def _books(books: Mapping[str, Mapping[str, float]]) -> str:
    heads = list(next(iter(books.values())))
    rows = [(name.removesuffix(".md"), *(_cell(one, head) for head in heads)) for name, one in books.items()]
    return _table(("handbook, in lines", *heads), rows)


def _cell(book: Mapping[str, float], head: str) -> str:
    value = book[head]
    if not isinstance(value, float):
        return str(value)
    return _figure(value if book["violating"] else None)


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, ["---"] * len(heads), *rows))


def _misread(detector: Detector) -> str:
    """Quote lines of the handbooks that were passed over, and the surest false alarms, from one book after another."""
    missed, alarms = [], []
    for path in sorted((CORPUS / "handbooks").glob("*.labels.json")):
        labels = json.loads(path.read_text("utf-8"))
        one = _misread_in(path.parent / labels["document"], labels, detector)
        missed.append(one[0])
        alarms.append(one[1])
    rows = [*_one_of_each(missed)[:MISREAD], *_one_of_each(alarms)[:MISREAD]]
    return "\n".join(f"- {row}" for row in rows)


def _misread_in(path: Path, labels: dict[str, list], detector: Detector) -> tuple[list[str], list[str]]:
    document = read_document(path, path.name).document
    assert document is not None  # noqa: S101 - it lies beside its labels
    findings = [one for one in read_findings(document, detector)[1] if one.polarity == "violates"]
    told = {line for one in findings for line in range(one.line, one.end_line + 1)}
    arguable = {one if isinstance(one, int) else one["line"] for one in labels.get("unlabelled_arguable", [])}
    known = arguable | {one["line"] for one in labels["violating"]}
    missed = [
        f"Passed over: {_place(path, one['line'])}: “{_short(one['quote'])}” takes a right "
        f"({', '.join(one['violates'])}), and nothing was found."
        for one in labels["violating"]
        if not one.get("arguable") and one["line"] not in told
    ]
    wrong = [one for one in findings if one.confidence != "possible" and one.line not in known and " " in one.quote]
    wrong.sort(key=lambda one: (CONFIDENCE_ORDER[one.confidence], one.line))
    return missed, [_alarm(path, one) for one in wrong]


def _alarm(path: Path, one: Finding) -> str:
    sure = f"{one.confidence}, {one.right}"
    return f"False alarm: {_place(path, one.line)}: “{_short(one.quote)}” was read as {one.reading} ({sure})."


def _place(path: Path, line: int) -> str:
    return f"`{path.stem}`, line {line}"


def _short(quote: str) -> str:
    quote = quote.replace("*", "")
    return quote if len(quote) <= LONGEST_QUOTE else f"{quote[:LONGEST_QUOTE].rsplit(' ', 1)[0]} …"


def _one_of_each(lists: Iterable[list[str]]) -> list[str]:
    """Take the first of each list, then the second of each, and so on."""
    return [one for group in zip_longest(*lists) for one in group if one is not None]


if __name__ == "__main__":
    for path, text in generated().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"wrote {path.relative_to(ROOT)}")
