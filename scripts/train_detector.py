"""Learn the weights of the document reader from labelled sentences, and write standards/lexicon/LANGUAGE.weights.json.

Needs scikit-learn (the extra `train`), which rightscheck itself does not. The English sentences are those of
tests/corpus/sentences.train.jsonl and tests/corpus/ours/*.jsonl, those of another language stand in a folder that is
named after it: tests/corpus/es/ours/*.jsonl. The files sentences.dev.jsonl are never read here.
The last sum is learned on sums that each sentence got from the other four fifths (so that it does not trust what was
learned by heart), and the thresholds are set on the same held-out sums.
"""

from __future__ import annotations

import json
import re
import sys
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from rightscheck.check.cues import NOTHING
from rightscheck.check.detector import SURE_AHEAD, cues_of, flags_with_rights
from rightscheck.check.features import STRENGTH, features
from rightscheck.check.learned import INPUTS, Sums, judgement_inputs
from rightscheck.check.stance import Stance, is_blunt, is_plain
from rightscheck.check.words import Stems
from rightscheck.read.lexicon import STEMS, folder_of, load_lexicon
from rightscheck.read.standards import shipped_ids, standards_root
from rightscheck.read.translations import load_translated

CORPUS = Path(__file__).resolve().parent.parent / "tests" / "corpus"
SHOWN_AT = 0.4
"""The precision of everything that is shown, possible findings among them."""
SURE = 0.96
"""A finding is certain from where, on lines not learned from, so many of the sentences take some right ..."""
SURE_OF_RIGHT = 0.93
"""... and so many take this right. Our own lines are harder than most: they were written to mislead."""
FLAT = 0.015
"""Of thresholds that reach nearly the same F1, the lowest is taken: a missed rule does more harm than a false alarm."""
SHOWN = ("sentences.train", "amber", "birch", "cedar", "knot", "acorn", "bryony", "clover")
"""Files whose lines were looked at while cues were written. On them cues seem better than they are, so the last sum and
the thresholds are learned from the other files alone."""
GRID = np.arange(-4, 5, 0.05)
"""Where thresholds may lie."""
SMALLEST = 0.05
"""Weights below are left out, which changes nothing that can be measured."""
THOUSAND = 1000


@dataclass(frozen=True)
class Settings:
    """How a language is learned: chosen by what they reach on lines not learned from, never on the held-back ones."""

    folds: int = 5
    by_file: bool = False
    """Each fold is a stretch of the files as they stand, so that lines that differ in one word stay together: of few
    lines, those next to a line say too much of it."""
    seen_at_least: int = 3
    examples_count: int = 10
    """The examples of a red flag say what it means: each counts as so many sentences."""
    penalty: Mapping[str, float] = field(default_factory=lambda: {"takes": 1.0, "keeps": 0.7, "topic": 0.5})
    """Inverse strength of the L1 penalty: the smaller, the fewer weights."""


ENGLISH = Settings()
FEW_LINES = Settings(folds=8, by_file=True, seen_at_least=2, examples_count=1)
"""For a language with some thousand lines."""


def main(language: str = "en") -> None:
    """Learn, and write the file."""
    warnings.simplefilter("ignore", ConvergenceWarning)
    rows = [
        {**json.loads(line), "shown": path.name.startswith(SHOWN)}
        for path in sources(language)
        for line in path.read_text("utf-8").splitlines()
        if line.strip()
    ]
    rows = [row for row in rows if not row.get("arguable")]
    lines = len(rows)
    settings = ENGLISH if language == "en" else FEW_LINES
    rows += examples(language) * settings.examples_count
    write_stems(rows, language)
    load_lexicon.cache_clear()  # it holds the stems as they were before
    data = Data(rows, language, settings)
    print(f"{len(rows)} sentences, {len(data.names)} features")
    weights = {**data.learn(), "trained_on": lines}
    target = standards_root() / "lexicon" / f"{language}.weights.json"
    target.write_text(json.dumps(weights, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n", "utf-8")
    print(f"{target.stat().st_size} bytes")


def examples(language: str) -> list[dict]:
    """Give the examples in the red flags' files as labelled sentences.

    What passes keeps the right where plain words promise or deny; the rest of it (offers, notices) says nothing.
    """
    lexicon = load_lexicon(language)
    standards = [load_translated(name, language) for name in shipped_ids()]
    cues = cues_of(standards, lexicon)
    keeping = {*lexicon.promising, *lexicon.denials}
    rows = []
    for flag in flags_with_rights(standards).values():
        taken = {"violates": [flag.right], "upholds": [], "shown": True}
        rows += [{"text": text, **taken} for text in flag.examples.flags]
        for text in flag.examples.passes:
            keeps = [flag.right] if keeping & cues.read(text).names.keys() else []
            rows.append({"text": text, "violates": [], "upholds": keeps, "shown": True})
    return rows


def write_stems(rows: list[dict], language: str) -> None:
    """Work out beforehand what the stemmer makes of the words of the lexicon and of the sentences."""
    lexicon = load_lexicon(language).model_copy(update={"stems": {}})
    stems = Stems(lexicon)
    texts = [text for phrases in lexicon.classes.values() for text in phrases]
    texts += [f"{row['text']} {row.get('context') or ''}" for row in rows]
    words = sorted({word for text in texts for word in re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)*", text.lower())})
    table = {word: stems.of(word) for word in words}
    (folder_of(language) / STEMS).write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n", "utf-8")


def sources(language: str) -> list[Path]:
    """The files of labelled sentences, in order."""
    folder = CORPUS if language == "en" else CORPUS / language
    return [*folder.glob("sentences.train.jsonl"), *sorted((folder / "ours").glob("*.jsonl"))]


class Data:
    """The sentences as a matrix."""

    def __init__(self, rows: list[dict], language: str, settings: Settings) -> None:
        self.language = language
        self.settings = settings
        detector = cues_of([load_translated(name, language) for name in shipped_ids()], load_lexicon(language))
        self.rights = sorted({right for row in rows for right in row["violates"]})
        stance = Stance(load_lexicon(language))
        self.plain: dict[str, list[list[bool]]] = {"violates": [], "upholds": []}
        self.blunt: list[list[bool]] = []
        found = []
        for row in rows:
            above = detector.read(row["context"]) if row.get("context") else NOTHING
            here = detector.read(row["text"])
            cues = detector.given(here, above)
            found.append((features(row["text"], here, above, cues), cues))
            signs = stance.of(here)
            kinds = {right: {cue.kind for cue in cues if cue.right == right and cue.here} for right in self.rights}
            for polarity, plain in self.plain.items():
                plain.append([is_plain(signs, polarity, kinds[right]) for right in self.rights])
            self.blunt.append([is_blunt(signs, kinds[right], len(here.stems)) for right in self.rights])
        self.cues = [cues for _, cues in found]
        often = Counter(name for one, _ in found for name in one)
        self.names = sorted(name for name in often if often[name] >= settings.seen_at_least)
        index = {name: number for number, name in enumerate(self.names)}
        pointers, columns, values = [0], [], []
        for one, _ in found:
            known = sorted((index[name], STRENGTH[name[0]] / 10) for name in one if name in index)
            columns += [column for column, _ in known]
            values += [value for _, value in known]
            pointers.append(len(columns))
        self.matrix = csr_matrix((values, np.array(columns, "i4"), np.array(pointers, "i4")), (len(rows), len(index)))
        self.unseen = np.array([not row["shown"] for row in rows])
        self.takes = np.array([[right in row["violates"] for right in self.rights] for row in rows])
        self.keeps = np.array([[right in row["upholds"] for right in self.rights] for row in rows])

    def first_sums(self, train: np.ndarray) -> dict[str, tuple[float, np.ndarray]]:
        """Learn the sums over words from some of the sentences."""
        takes, keeps = self.takes[train].any(1), self.keeps[train].any(1)
        lines = {
            "takes": self._fit(train, takes, self.settings.penalty["takes"]),
            "keeps": self._fit(train, keeps, self.settings.penalty["keeps"], 2),
        }
        said = train[takes | keeps]
        for number, right in enumerate(self.rights):
            about = self.takes[said, number] | self.keeps[said, number]
            lines[right] = self._fit(said, about, self.settings.penalty["topic"], 2)
        return lines

    def _fit(self, rows: np.ndarray, truth: np.ndarray, penalty: float, weight: int = 1) -> tuple[float, np.ndarray]:
        model = LogisticRegression(
            C=penalty, l1_ratio=1, solver="liblinear", class_weight={0: 1, 1: weight}, random_state=0, tol=0.01
        ).fit(self.matrix[rows], truth)
        return float(model.intercept_[0]), np.asarray(model.coef_[0])

    def held_out_sums(self) -> np.ndarray:
        """Give each sentence the sums learned without it: sentences x (takes, keeps, rights)."""
        totals = np.zeros((self.matrix.shape[0], 2 + len(self.rights)))
        for train, rest in self._folds():
            for column, (bias, weights) in enumerate(self.first_sums(train).values()):
                totals[rest, column] = self.matrix[rest] @ weights + bias
        return totals

    def _folds(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        if self.settings.by_file:
            return KFold(self.settings.folds).split(self.takes)
        return KFold(self.settings.folds, shuffle=True, random_state=1).split(self.takes)

    def last_inputs(self, totals: np.ndarray) -> np.ndarray:
        """Give the inputs of the last sum: (sentences x rights) rows, with the columns of INPUTS."""
        rows = []
        for total, cues in zip(totals, self.cues, strict=True):
            sums = Sums(total[0], total[1], dict(zip(self.rights, total[2:], strict=True)))
            for right in self.rights:
                own = [cue for cue in cues if cue.right == right]
                rows.append(judgement_inputs(sums, right, own, others=len(own) < len(cues)))
        return np.array(rows)

    def learn(self) -> dict:
        """Learn all sums and the thresholds."""
        totals = self.held_out_sums()
        inputs = self.last_inputs(totals)
        spread = inputs.std(0) + 1e-9
        lines, chances = {}, {}
        for polarity, truth in (("violates", self.takes), ("upholds", self.keeps)):
            cells = np.repeat(self.unseen, len(self.rights))
            model = LogisticRegression(C=1.0, max_iter=1000).fit((inputs / spread)[cells], truth.ravel()[cells])
            lines[polarity] = _line(float(model.intercept_[0]), model.coef_[0] / spread, INPUTS)
            chances[polarity] = (inputs / spread @ model.coef_[0] + model.intercept_[0]).reshape(truth.shape)
            report(polarity, chances[polarity][self.unseen], truth[self.unseen])
        ahead = inputs[:, INPUTS.index("topic ahead")].reshape(self.takes.shape) >= SURE_AHEAD
        thresholds = self._thresholds(chances, ahead)
        first = self.first_sums(np.arange(self.matrix.shape[0]))
        written = {name: _line(bias, weights, self.names) for name, (bias, weights) in first.items()}
        print({name: len(line["weights"]) for name, line in written.items()})
        return {
            "language": self.language,
            "takes": written.pop("takes"),
            "keeps": written.pop("keeps"),
            "topics": written,
            **lines,
            **thresholds,
            "blunt": self._blunt(chances["violates"], ahead),
        }

    def _blunt(self, chances: np.ndarray, ahead: np.ndarray) -> int:
        """Give the sum from which blunt sentences are as surely read as others are where they are certain."""
        truth = self.takes[self.unseen]
        hit = (np.array(self.plain["violates"]) & np.array(self.blunt) & ahead)[self.unseen]
        at = min((t for t in GRID if _is_sure((chances[self.unseen] > t) & hit, truth)), default=GRID[-1])
        print("blunt", at, "recall", ((chances[self.unseen] > at) & hit & truth).sum() / truth.sum())
        return round(at * THOUSAND)

    def _thresholds(self, chances: dict[str, np.ndarray], ahead: np.ndarray) -> dict[str, dict[str, int]]:
        result: dict[str, dict[str, int]] = {"certain": {}, "likely": {}, "possible": {}}
        for polarity, labels in (("violates", self.takes), ("upholds", self.keeps)):
            chance, truth = chances[polarity][self.unseen], labels[self.unseen]
            hit = (np.array(self.plain[polarity]) & ahead)[self.unseen]
            peak = max(f1(chance > t, truth) for t in GRID)
            best = min(t for t in GRID if f1(chance > t, truth) >= peak - FLAT)
            possible = min((t for t in GRID if precision(chance > t, truth) >= SHOWN_AT), default=best)
            certain = min((t for t in GRID if _is_sure((chance > t) & hit, truth)), default=GRID[-1])
            for name, value in (("certain", certain), ("likely", best), ("possible", min(possible, best))):
                result[name][polarity] = round(value * THOUSAND)
            print(
                polarity,
                {k: v[polarity] / 1000 for k, v in result.items()},
                "recall of certain",
                ((chance > certain) & hit & truth).sum() / truth.sum(),
            )
        return result


def _is_sure(said: np.ndarray, truth: np.ndarray) -> bool:
    return precision(said, truth) >= SURE_OF_RIGHT and precision(said.any(1), truth.any(1)) >= SURE


def _line(bias: float, weights: np.ndarray, names: Sequence[str]) -> dict:
    kept = {name: round(float(w) * THOUSAND) for name, w in zip(names, weights, strict=True) if abs(w) >= SMALLEST}
    return {"bias": round(bias * THOUSAND), "weights": kept}


def f1(said: np.ndarray, truth: np.ndarray) -> float:
    """F1 over all cells."""
    return 2 * float((said & truth).sum()) / max(1, int(said.sum() + truth.sum()))


def precision(said: np.ndarray, truth: np.ndarray) -> float:
    """The share of what is said that is so."""
    return float((said & truth).sum()) / max(1, int(said.sum()))


def report(name: str, chance: np.ndarray, truth: np.ndarray) -> None:
    """Print what the held-out sums reach."""
    grid = np.arange(-3, 3, 0.1)
    label = max(f1(chance > t, truth) for t in grid)
    anything = max(f1(chance.max(1, keepdims=True) > t, truth.any(1, keepdims=True)) for t in grid)
    print(f"{name}: label F1 {label:.3f}, any F1 {anything:.3f} (each sentence judged by what was learned without it)")


if __name__ == "__main__":
    main(*sys.argv[1:])
