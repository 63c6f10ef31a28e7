"""What was won is kept: figures of the document reader on the labelled corpus, and the form of the corpus."""

from __future__ import annotations

import json
import re

import pytest

from detector_helpers import CORPUS, ROOT, eval_script, labelled, shipped_detector
from rightscheck.read.lexicon import load_weights
from rightscheck.read.standards import load_standard

FLOORS = {
    "label F1": 0.75,
    "any F1": 0.87,
    "precision of certain": 0.95,
    "recall of certain": 0.19,
    "handbooks found": 0.85,
}
"""A little under what `make eval` prints for the dev part, and for the handbooks that take rights (lines found, the
mean over them). Raised whenever the reader gets better; never lowered to let a change pass."""
README = (CORPUS / "README.md").read_text("utf-8")
RIGHTS_BASED = "kestrel-row-house-guide.md"
MOST_BYTES = 450_000
PREFIXES = set("wbsvycxzqkm")
"""How the names of the features begin: see `check/features.py`."""
KINDS = set(re.findall(r"`([a-z-]+)`", re.search(r"(?m)^\| `kind` \|(.*)$", README)[1]))


@pytest.fixture(scope="module")
def dev():
    return eval_script().measure(shipped_detector(), eval_script().rows_of("sentences.dev.jsonl"))


@pytest.fixture(scope="module")
def handbooks():
    return eval_script().handbooks(shipped_detector())


def test_sentences_that_were_held_back_are_read_as_well_as_before(dev):
    certain = dev.by_confidence["certain"]
    reached = {
        "label F1": dev.label.f1,
        "any F1": dev.anything.f1,
        "precision of certain": certain.precision,
        "recall of certain": certain.recall,
    }
    assert {name: round(value, 3) for name, value in reached.items() if value < FLOORS[name]} == {}


def test_handbooks_are_read_as_well_as_before(handbooks):
    taking = [figures["found"] for figures in handbooks.values() if figures["violating"]]
    assert len(taking) == 5
    assert sum(taking) / len(taking) >= FLOORS["handbooks found"]


def test_nothing_is_certain_in_a_handbook_that_keeps_rights(handbooks):
    assert handbooks[RIGHTS_BASED]["certain"] == 0


# The weights


def test_the_weights_are_few_and_name_what_they_weigh():
    weights = load_weights()
    lines = [weights.takes, weights.keeps, *weights.topics.values()]
    names = {name for line in lines for name in line.weights}
    assert {name.partition(":")[0] for name in names} <= PREFIXES
    assert all(":" in name for name in names)
    assert (ROOT / "standards" / "lexicon" / "en.weights.json").stat().st_size < MOST_BYTES


def test_the_weights_were_learned_from_these_sentences_for_these_rights():
    weights = load_weights()
    rows = [row for part in ("train", "ours") for row in labelled(part) if not row.get("arguable")]
    assert weights.trained_on == len(rows)
    assert set(weights.topics) == {right.id for right in load_standard().tables.rights}


# The corpus


@pytest.mark.parametrize("part", ["train", "dev", "ours"])
def test_every_labelled_sentence_is_well_formed(part):
    rights = {right.id for right in load_standard().tables.rights}
    for row in labelled(part):
        assert set(row) <= {"id", "text", "context", "violates", "upholds", "kind", "note", "arguable"}
        assert row["text"].strip()
        assert row["context"] is None or row["context"].strip()
        assert set(row["violates"]) | set(row["upholds"]) <= rights
        assert row["kind"] in KINDS


def test_the_held_back_sentences_are_in_no_other_part():
    """Texts are compared by their letters alone; only how many are shared is told."""
    texts = {part: {_letters(row["text"]) for row in labelled(part)} for part in ("train", "dev", "ours")}
    for one, other in (("train", "dev"), ("ours", "dev"), ("ours", "train")):
        shared = len(texts[one] & texts[other])
        assert not shared, f"{shared} sentences stand in both {one} and {other}"


def _letters(text):
    return re.sub(r"[^a-z]", "", text.casefold())


def test_the_labels_of_handbooks_name_lines_that_are_there():
    for path in (CORPUS / "handbooks").glob("*.labels.json"):
        labels = json.loads(path.read_text("utf-8"))
        lines = (path.parent / labels["document"]).read_text("utf-8").splitlines()
        assert all(lines[one["line"] - 1].strip() for one in labels["violating"])
