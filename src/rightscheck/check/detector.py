"""Each sentence of a block is judged: which rights it takes or protects, how surely, and by which words.

The cues of the red flags say what a sentence speaks of, the learned part weighs how it speaks of it, and a finding is
*certain* only where a cue, plain words that order or forbid (or promise), and the weights all agree. Nothing is certain
that stands in a question, a quotation, a definition, or a tale about others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rightscheck.check.cues import NOTHING, Cue, Cues, Read
from rightscheck.check.features import of_context, of_cues, of_sentence
from rightscheck.check.learned import THOUSAND, Learned, Sums, judgement_inputs, weigh
from rightscheck.check.reading import Mark, Reader, hints
from rightscheck.check.sentences import Splitter, Stretch
from rightscheck.model.document import Block
from rightscheck.model.finding import Confidence, Polarity
from rightscheck.model.lexicon import CueKind, Lexicon
from rightscheck.model.red_flag import RedFlag
from rightscheck.model.standard import Standard
from rightscheck.model.weights import Weights

KINDS: tuple[tuple[str, CueKind], ...] = (
    ("burdens", "burden"),
    ("liberties", "liberty"),
    ("powers", "power"),
    ("rules", "rule"),
    ("promises", "promise"),
)
"""The lists of cues in a red flag's file, and what one of each is called."""
SILENT = -2.5
"""A sentence without a cue whose words speak so strongly against taking and keeping alike is not looked at further."""
SOME_RIGHT = 1.0
"""From here on the words alone say that some right is taken (a logit; chosen on lines not learned from)."""
OFF_TOPIC = -2.0
"""A right that no cue names and whose words speak so strongly against it is not looked at."""
LONGEST_ABOVE = 400
"""Characters of a table's head that a row is read under."""
A_SENTENCE = 4
"""Fewer words are a fragment: whether they take some right lies in what stands above them."""
REMEMBERED = 20_000
"""Sentences kept in mind: handbooks repeat themselves, and one another."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One right that one sentence of a block takes or protects. Offsets are in the block's text."""

    start: int
    end: int
    right: str
    rule: str
    polarity: Polarity
    confidence: Confidence
    words: tuple[Mark, ...]
    reading: str


@dataclass(frozen=True, slots=True)
class BlockReading:
    """What one block says."""

    sentences: int
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """What a sentence says of one right; a confidence of None: nothing."""

    right: str
    polarity: Polarity
    confidence: Confidence | None
    value: float


@dataclass(frozen=True, slots=True)
class _Known:
    """A text that was read, with what its words add up to."""

    read: Read
    part: tuple[float, ...]


def flags_with_rights(standards: Iterable[Standard]) -> dict[str, RedFlag]:
    """The red flags that text can speak of, by id, in the order of their numbers."""
    flags = {flag.id: flag for standard in standards for flag in standard.red_flags if flag.right}
    return dict(sorted(flags.items(), key=lambda item: (item[1].number, item[0])))


def cues_of(standards: Iterable[Standard], lexicon: Lexicon) -> Cues:
    """Compile the cues of all red flags that take a right.

    Raises:
        PhraseError: A cue cannot be looked up.

    """
    return Cues(
        lexicon,
        (
            (flag.id, str(flag.right), kind, text)
            for flag in flags_with_rights(standards).values()
            for field, kind in KINDS
            for text in getattr(flag.cues, field)
        ),
    )


class Detector:
    """Reads blocks of one language by the cues of some standards."""

    def __init__(self, standards: Sequence[Standard], lexicon: Lexicon, weights: Weights) -> None:
        self.cues = cues_of(standards, lexicon)
        self._reader = Reader(lexicon)
        self._learned = Learned(weights)
        self._splitter = Splitter(lexicon.abbreviations)
        self._first_flag: dict[str, str] = {}
        for flag in flags_with_rights(standards).values():
            self._first_flag.setdefault(str(flag.right), flag.id)
        self._sentence = lru_cache(maxsize=REMEMBERED // 2)(self._know_sentence)
        self._context = lru_cache(maxsize=REMEMBERED // 4)(self._know_context)
        self._judged = lru_cache(maxsize=2 * REMEMBERED)(self._judge)

    def read(self, block: Block) -> BlockReading:
        """Judge each sentence of a block."""
        context = context_of(block)
        found: list[Judgement] = []
        stretches = self._splitter.stretches(block.text)
        question = ""
        for stretch in stretches:
            text = block.text[stretch.start : stretch.end]
            if not _is_title(block) or self._orders(text):
                found += self._at(stretch, self._judged(text, question or context))
            question = text if text.endswith("?") else ""
        if found and self._is_aside(block):
            found = [replace(one, confidence="possible") for one in found]
        return BlockReading(len(stretches), tuple(found))

    def _orders(self, heading: str) -> bool:
        """Tell whether a heading is a rule of its own ("NO VISITORS AFTER 8") and no mere title ("Visitors")."""
        return self._reader.is_order(self._sentence(heading).read)

    def _is_aside(self, block: Block) -> bool:
        above = [*block.headings, block.intro or "", " / ".join(block.columns)[:LONGEST_ABOVE]]
        return any(self._reader.is_aside(self._context(text).read) for text in above if text)

    def judge(self, text: str, context: str = "") -> tuple[Judgement, ...]:
        """Judge one sentence under a heading or list introduction; offsets are in the sentence."""
        return self._judged(text, context)

    @staticmethod
    def _at(stretch: Stretch, judgements: Iterable[Judgement]) -> list[Judgement]:
        shift = stretch.start
        return [
            Judgement(
                one.start + shift,
                one.end + shift,
                one.right,
                one.rule,
                one.polarity,
                one.confidence,
                tuple(Mark(mark.start + shift, mark.end + shift, mark.role) for mark in one.words),
                one.reading,
            )
            for one in judgements
        ]

    def _know_sentence(self, text: str) -> _Known:
        read = self.cues.read(text)
        return _Known(read, self._learned.part(of_sentence(text, read)))

    def _know_context(self, text: str) -> _Known:
        read = self.cues.read(text) if text else NOTHING
        return _Known(read, self._learned.part(of_context(read)))

    def _judge(self, text: str, context: str) -> tuple[Judgement, ...]:
        here, above = self._sentence(text), self._context(context)
        cues = self.cues.given(here.read, above.read)
        if not cues and self._learned.is_silent(here.part, above.part, SILENT):
            return ()
        sums = self._learned.sums(here.part, above.part, self._learned.part(of_cues(cues)))
        cued = {cue.right for cue in cues}
        worth_a_look = [one for one in self._first_flag if one in cued or sums.topics.get(one, OFF_TOPIC) > OFF_TOPIC]
        said = [one for right in worth_a_look if (one := self._said(right, sums, cues, here.read, above.read))]
        if len(here.read.words) >= A_SENTENCE and not self._reader.is_denied(here.read):
            said = self._with_best(said, sums)
        said = [one for one in said if one.confidence]
        return tuple(self._judgement(text, one, here.read, cues) for one in said)

    def _said(self, right: str, sums: Sums, cues: Sequence[Cue], here: Read, above: Read) -> _Said | None:
        """Tell whether the sentence takes the right or keeps it, the surer of the two, and how surely."""
        if right not in sums.topics:
            return None  # a right that nothing was learned about
        inputs = judgement_inputs(sums, right, cues)
        weights = self._learned.weights
        values: dict[Polarity, float] = {
            "violates": weigh(weights.violates, inputs) * THOUSAND,
            "upholds": weigh(weights.upholds, inputs) * THOUSAND,
        }
        polarity: Polarity = max(values, key=lambda one: values[one] - weights.likely[one])
        value = values[polarity]
        confidence: Confidence | None = "possible" if value >= weights.possible[polarity] else None
        if value >= weights.likely[polarity]:
            confidence = "likely"
        if polarity == "upholds" and self._is_the_opposite(right, sums, cues, here, above):
            return _Said(right, "violates", "likely", weights.likely["violates"])
        free = self._reader.is_denied(here) or self._reader.is_left_free(here, right, cues)
        if confidence == "likely" and polarity == "violates" and free:
            return _Said(right, polarity, "possible", value)
        sure = value >= weights.certain[polarity] and inputs["topic ahead"] >= 0
        if sure and self._reader.is_plain(here, right, polarity, cues):
            confidence = "certain"
        return _Said(right, polarity, confidence, value)

    def _is_the_opposite(self, right: str, sums: Sums, cues: Sequence[Cue], here: Read, above: Read) -> bool:
        """Tell whether what the weights took for a promise plainly takes the right: the words overrule them."""
        if self._reader.is_taken(here, right, cues):
            return True
        return sums.topics[right] > 0 and self._reader.is_banned_above(here, above)

    @staticmethod
    def _with_best(said: list[_Said], sums: Sums) -> list[_Said]:
        """Where the words say plainly that some right is taken, but of none that it is this one, take the likeliest."""
        if sums.takes < SOME_RIGHT or any(one.confidence in {"certain", "likely"} for one in said):
            return said
        taken = [one for one in said if one.polarity == "violates"]
        best = max(taken, key=lambda one: one.value, default=None)
        return [replace(one, confidence="likely") if one is best else one for one in said]

    def _judgement(self, text: str, said: _Said, here: Read, cues: Sequence[Cue]) -> Judgement:
        own = [cue for cue in cues if cue.right == said.right]
        marks, reading = self._reader.explain(text, here, own, said.polarity)
        if not any(cue.here for cue in own):
            leaned = self._learned.leaned_on(of_sentence(text, here), said.right, said.polarity == "upholds")
            marks = hints(here, leaned)
        start, end = self._narrow(text, marks)
        rule = self._flag(said.right, own)
        return Judgement(start, end, said.right, rule, said.polarity, said.confidence or "possible", marks, reading)

    def _narrow(self, text: str, marks: Sequence[Mark]) -> tuple[int, int]:
        """Of sentences that were judged together, quote those from the first deciding word to the last."""
        sentences = self._splitter.sentences(text)
        if len(sentences) == 1 or not marks:
            return 0, len(text)
        first, last = min(mark.start for mark in marks), max(mark.end for mark in marks)
        touched = [one for one in sentences if one.end > first and one.start < last]
        return touched[0].start, touched[-1].end

    def _flag(self, right: str, cues: Sequence[Cue]) -> str:
        """Name the red flag that most cues speak of; the first of the right where none does."""
        votes: dict[str, int] = {}
        for cue in cues:
            votes[cue.flag] = votes.get(cue.flag, 0) + 1
        return min(votes, key=lambda flag: (-votes[flag], flag), default=self._first_flag[right])


def _is_title(block: Block) -> bool:
    """Tell whether a block names what follows, or stands at the edge of every page, and says nothing by itself."""
    return block.kind == "heading" or any(edge in (block.part or "") for edge in ("header", "footer"))


def context_of(block: Block) -> str:
    """Give what a block must be read under: its list introduction, its table's head, or its heading."""
    heading = block.headings[-1] if block.headings else ""
    if block.intro:
        return block.intro
    if block.columns:
        columns = " / ".join(block.columns)
        return (f"{heading}: {columns}" if heading else columns)[:LONGEST_ABOVE]
    return heading
