"""Measure the document reader on the labelled corpus: `make eval`.

Prints precision, recall and F1 by right, by surface kind and by confidence for tests/corpus/sentences.train.jsonl and
sentences.dev.jsonl, lists the worst misses of the training part (never of the other), and judges the handbooks line
by line. Lines marked arguable are left out. Each sentence is judged under its context, as it would be in a document.
The sentences of the training part were learned from: what the reader is worth stands in the figures of the dev part.
With `--language es`, the same for Spanish, by tests/corpus/es: its training part is in `ours`.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from rightscheck.check.detector import Detector
from rightscheck.check.scan import read_findings
from rightscheck.model.document import Block, Spot
from rightscheck.model.finding import CONFIDENCE_ORDER
from rightscheck.read.documents import read_document
from rightscheck.read.lexicon import languages, load_lexicon, load_weights
from rightscheck.read.standards import shipped_ids
from rightscheck.read.translations import load_translated

CORPUS = Path(__file__).resolve().parent.parent / "tests" / "corpus"
WORST = 25


@dataclass
class Count:
    """Right and wrong answers."""

    hit: int = 0
    false: int = 0
    missed: int = 0

    def add(self, said: set[str], truth: set[str]) -> None:
        """Count one sentence."""
        self.hit += len(said & truth)
        self.false += len(said - truth)
        self.missed += len(truth - said)

    @property
    def precision(self) -> float:
        """The share of what was said that is so."""
        return self.hit / max(1, self.hit + self.false)

    @property
    def recall(self) -> float:
        """The share of what is so that was said."""
        return self.hit / max(1, self.hit + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.hit / max(1, 2 * self.hit + self.false + self.missed)

    def __str__(self) -> str:
        """Give the three figures."""
        return f"P {self.precision:.2f}  R {self.recall:.2f}  F1 {self.f1:.3f}"


@dataclass
class Result:
    """What was measured on one part of the corpus."""

    label: Count = field(default_factory=Count)
    anything: Count = field(default_factory=Count)
    upholds: Count = field(default_factory=Count)
    by_right: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    by_kind: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    by_confidence: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    misses: list[tuple[str, str]] = field(default_factory=list)


def make_detector(language: str = "en") -> Detector:
    """Make the detector as `scan` does."""
    standards = [load_translated(name, language) for name in shipped_ids()]
    return Detector(standards, load_lexicon(language), load_weights(language))


def corpus_of(language: str) -> Path:
    """The folder with the corpus of a language."""
    return CORPUS if language == "en" else CORPUS / language


def rows_of(name: str, language: str = "en") -> list[dict]:
    """The lines of one part of the corpus that are not arguable: a file, or several by a pattern."""
    paths = sorted(corpus_of(language).glob(name))
    rows = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]
    return [row for row in rows if not row.get("arguable")]


def said(detector: Detector, row: dict, polarity: str, least: str = "likely") -> set[str]:
    """The rights that the reader finds in one line."""
    block = Block(row["text"], "paragraph", (Spot(0, 1, 1),), headings=(row["context"],) if row["context"] else ())
    order = CONFIDENCE_ORDER[least]
    return {
        one.right
        for one in detector.read(block).judgements
        if one.polarity == polarity and CONFIDENCE_ORDER[one.confidence] <= order
    }


def measure(detector: Detector, rows: Iterable[dict]) -> Result:
    """Judge every line and count."""
    result = Result()
    for row in rows:
        truth, found = set(row["violates"]), said(detector, row, "violates")
        result.label.add(found, truth)
        result.anything.add({"any"} if found else set(), {"any"} if truth else set())
        result.by_kind[row["kind"]].add(found, truth)
        result.upholds.add(said(detector, row, "upholds"), set(row["upholds"]))
        for right in truth | found:
            result.by_right[right].add(found & {right}, truth & {right})
        for confidence in CONFIDENCE_ORDER:
            result.by_confidence[confidence].add(said(detector, row, "violates", confidence), truth)
        if truth != found:
            result.misses.append((row["text"], f"is {sorted(truth)}, read as {sorted(found)}"))
    return result


def handbooks(detector: Detector, language: str = "en") -> dict[str, dict[str, float]]:
    """Judge the whole documents, line by line."""
    figures = {}
    for path in sorted((corpus_of(language) / "handbooks").glob("*.labels.json")):
        labels = json.loads(path.read_text("utf-8"))
        name = labels["document"]
        document = read_document(path.parent / name, name).document
        assert document is not None  # noqa: S101 - it lies beside its labels
        _, findings = read_findings(document, detector)
        sure = {f.line for f in findings if f.polarity == "violates" and f.confidence == "certain"}
        told = {
            line
            for f in findings
            if f.polarity == "violates" and f.confidence != "possible"
            for line in range(f.line, f.end_line + 1)
        }
        shown = {line for f in findings if f.polarity == "violates" for line in range(f.line, f.end_line + 1)}
        bad = {one["line"] for one in labels["violating"] if not one.get("arguable")}
        open_lines = {one if isinstance(one, int) else one["line"] for one in labels.get("unlabelled_arguable", [])}
        open_lines |= {one["line"] for one in labels["violating"] if one.get("arguable")}
        figures[name] = {
            "violating": len(bad),
            "found": len(bad & told) / max(1, len(bad)),
            "found with possible": len(bad & shown) / max(1, len(bad)),
            "false alarms": len(told - bad - open_lines),
            "certain": len(sure),
            "certain and wrong": len(sure - bad - open_lines),
        }
    return figures


def show(title: str, result: Result, *, misses: bool) -> None:
    """Print what was measured."""
    print(f"\n== {title}")
    print(f"rights taken      {result.label}")
    print(f"takes any right   {result.anything}")
    print(f"rights kept       {result.upholds}")
    for name, counts in (("confidence", result.by_confidence), ("right", result.by_right), ("kind", result.by_kind)):
        print(f"by {name}" + (" (this one and surer)" if name == "confidence" else ""))
        for key in counts if name == "confidence" else sorted(counts):
            print(f"  {key:<18}{counts[key]}")
    for text, why in result.misses[:WORST] if misses else ():
        print(f"  miss: {text}\n        {why}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the document reader on the labelled corpus.")
    parser.add_argument("--brief", action="store_true", help="leave the training part out")
    parser.add_argument("--language", default="en", choices=languages())
    options = parser.parse_args()
    language = options.language
    detector = make_detector(language)
    if not options.brief:
        train = "sentences.train.jsonl" if language == "en" else "ours/*.jsonl"
        show("training part (learned from)", measure(detector, rows_of(train, language)), misses=True)
    show("dev part (held back)", measure(detector, rows_of("sentences.dev.jsonl", language)), misses=False)
    print("\n== handbooks")
    for name, figures in handbooks(detector, language).items():
        print(
            f"{name:<36}"
            + "  ".join(f"{k} {v:.2f}" if isinstance(v, float) else f"{k} {v}" for k, v in figures.items())
        )


if __name__ == "__main__":
    main()
