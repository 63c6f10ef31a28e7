"""What the tests of the document reader share: the reader as it is shipped, and short ways to ask it."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType

from rightscheck.check.cues import Cues
from rightscheck.check.detector import Detector, Judgement
from rightscheck.cli.wording import make_detector
from rightscheck.model.document import Block, BlockKind, Document, Spot
from rightscheck.model.lexicon import CueKind, Lexicon
from rightscheck.read.standards import shipped_ids

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "tests" / "corpus"


@cache
def shipped_detector() -> Detector:
    """Make the detector as `scan` does, once."""
    return make_detector(shipped_ids(), "en")


@cache
def eval_script() -> ModuleType:
    """Give scripts/eval_detector.py as a module."""
    spec = importlib.util.spec_from_file_location("eval_detector", ROOT / "scripts" / "eval_detector.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def block(text: str, kind: BlockKind = "paragraph", line: int = 1, **above: object) -> Block:
    """Make a block that stands on a line of its own."""
    return Block(text, kind, (Spot(0, line, 1),), **above)  # type: ignore[arg-type]


def read(text: str, kind: BlockKind = "paragraph", **above: object) -> tuple[Judgement, ...]:
    """Judge one block with the shipped detector."""
    return shipped_detector().read(block(text, kind, **above)).judgements


def taken(judgements: Iterable[Judgement]) -> dict[str, str]:
    """Give the rights that are taken, each with how sure that is."""
    return {one.right: one.confidence for one in judgements if one.polarity == "violates"}


def kept(judgements: Iterable[Judgement]) -> dict[str, str]:
    """Give the rights that are kept, each with how sure that is."""
    return {one.right: one.confidence for one in judgements if one.polarity == "upholds"}


def document(*texts: str, path: str = "a.md") -> Document:
    """Make a document of one paragraph on each line."""
    return Document(path, "text", tuple(block(text, line=n) for n, text in enumerate(texts, start=1)), tuple(texts))


def small_lexicon(**more: object) -> Lexicon:
    """Make a lexicon small enough to see at a glance what it holds."""
    fields: dict[str, object] = {
        "language": "en",
        "stemmer": "english",
        "irregular": {"keep": ["kept"], "leave": ["left"]},
        "contractions": {"can't": "can not", "w/": "with"},
        "abbreviations": ["dr", "p.m", "a.m", "no", "etc", "sun", "mon"],
        "told": {
            "promise": "promise to",
            "rule": "rule for",
            "burden": "load on",
            "liberty": "limit on",
            "power": "power over",
            "residents": "guests",
        },
        "classes": {
            "phone": ["phone", "cell phone", "mobile"],
            "give": ["hand in", "hand * in", "turn in", "left with {staff}"],
            "staff": ["staff", "case manager"],
        },
    }
    return Lexicon.model_validate({**fields, **more})


def found(cue: str, text: str, above: str = "", lexicon: Lexicon | None = None) -> bool:
    """Tell whether a text gives a cue, under a heading."""
    kind: CueKind = "burden"
    cues = Cues(lexicon or small_lexicon(), [("some-flag", "phones", kind, cue)])
    return bool(cues.given(cues.read(text), cues.read(above)))


def lines_of(names: Sequence[Path]) -> list[dict[str, object]]:
    """Read labelled sentences."""
    return [json.loads(line) for path in names for line in path.read_text("utf-8").splitlines()]


def labelled(part: str) -> list[dict[str, object]]:
    """Read one part of the corpus: `train`, `dev`, or `ours`."""
    if part == "ours":
        return lines_of(sorted((CORPUS / "ours").glob("*.jsonl")))
    return lines_of([CORPUS / f"sentences.{part}.jsonl"])
