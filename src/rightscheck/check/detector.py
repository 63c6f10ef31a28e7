"""Each sentence of a block is judged: which rights it takes or protects, how surely, and by which words.

The cues of the red flags say what a sentence speaks of, the learned part weighs how it speaks of it, and a finding is
*certain* only where a cue, plain words that order or forbid (or promise), and the weights all agree. Nothing is certain
that stands in a question, a quotation, a definition, or a tale about others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from rightscheck.check.cues import NOTHING, Cue, Cues, Read
from rightscheck.check.features import of_context, of_cues, of_sentence
from rightscheck.check.learned import Learned, Sums, judgement_inputs
from rightscheck.check.reading import Mark, Reader, hints
from rightscheck.check.sentences import Splitter, Stretch
from rightscheck.check.stance import (
    Signs,
    Stance,
    is_banned_above,
    is_blunt,
    is_cut_short,
    is_denied,
    is_left_free,
    is_order,
    is_plain,
    is_plain_rule,
    is_taken,
)
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
SURE_AHEAD = 1.0
"""A finding is certain only where its right is so far ahead of all others (logits)."""
LONGEST_ABOVE = 400
"""Characters of a table's head that a row is read under."""
A_SENTENCE = 4
"""Fewer words are a fragment: whether they take some right lies in what stands above them."""
QUOTES = frozenset("\"“„«‘'")
"""What begins with one may be somebody else's words, and is never certain."""
BLANK = "___"
"""To be filled in by hand."""
_ORDERS: Signs = frozenset(("must", "ban"))
REMEMBERED = 10_000
"""Sentences kept in mind: handbooks repeat themselves, and one another."""
CONTEXTS = 1_000
"""Headings and list introductions kept in mind."""


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
class _Told:
    """Where a judgement stands in its sentence, and why: what does not depend on how sure it is."""

    start: int
    end: int
    rule: str
    words: tuple[Mark, ...]
    reading: str


@dataclass(frozen=True, slots=True)
class _Known:
    """A text that was read, with the signs that it bears and what its words add up to."""

    read: Read
    signs: Signs
    part: int
    """As `Learned.part` gives it."""
    told: dict[tuple[str, Polarity, tuple[Cue, ...]], _Told] = field(default_factory=dict)
    """What was told of it so far: the same sentence stands under many headings."""
    beside: Mapping[str, int] = field(default_factory=dict)
    """What stands above others: as `Learned.beside` gives it."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence under what stands above it, with the cues that it gives, by their rights, and its sums."""

    here: _Known
    above: _Known
    cues: Mapping[str, Sequence[Cue]]
    sums: Sums


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
        self._stance = Stance(lexicon)
        self._learned = Learned(weights)
        self._splitter = Splitter(lexicon.abbreviations, lexicon.leaning, lexicon.leaning_first)
        self._first_flag: dict[str, str] = {}
        for flag in flags_with_rights(standards).values():
            self._first_flag.setdefault(str(flag.right), flag.id)
        self._sentence = lru_cache(maxsize=REMEMBERED)(self._know_sentence)
        self._context = lru_cache(maxsize=CONTEXTS)(self._know_context)
        self._judged = lru_cache(maxsize=4 * REMEMBERED)(self._judge)
        self._contexts: dict[tuple[str, ...], str] = {}

    def read(self, block: Block) -> BlockReading:
        """Judge each sentence of a block."""
        context = self._standing_for(context_of(block))
        found: list[Judgement] = []
        stretches = self._splitter.stretches(block.text)
        question = ""
        for stretch in stretches:
            text = block.text[stretch.start : stretch.end]
            if not _is_title(block) or self._orders(text):
                found += self._at(stretch, self._judged(text, question or context))
            question = self._standing_for(text) if text.endswith("?") else ""
        if found and self._is_aside(block):
            found = [replace(one, confidence="possible") for one in found]
        return BlockReading(len(stretches), tuple(found))

    def _orders(self, heading: str) -> bool:
        """Tell whether a heading is a rule of its own ("NO VISITORS AFTER 8") and no mere title ("Visitors")."""
        known = self._sentence(heading)
        return is_order(known.signs, len(known.read.stems))

    def _is_aside(self, block: Block) -> bool:
        """Tell whether what stands above a block says that this is no rule for residents."""
        above = [*block.headings, block.intro or "", " / ".join(block.columns)[:LONGEST_ABOVE]]
        return any("aside" in self._context(text).signs for text in above if text)

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

    def _standing_for(self, context: str) -> str:
        """Give the first context with the same words: what stands under "Article 7" is judged as under "Article 4"."""
        if len(self._contexts) > REMEMBERED:
            self._contexts.clear()
        return self._contexts.setdefault(tuple(self._context(context).read.stems), context)

    def _know_sentence(self, text: str) -> _Known:
        read = self.cues.read(text)
        return _Known(read, self._stance.of(read), self._learned.part(of_sentence(text, read)))

    def _know_context(self, text: str) -> _Known:
        read = self.cues.read(text) if text else NOTHING
        part = self._learned.part(of_context(read))
        return _Known(read, self._stance.of(read), part, beside=self._learned.beside(read.names))

    def _judge(self, text: str, context: str) -> tuple[Judgement, ...]:
        here, above = self._sentence(text), self._context(context)
        if not here.read.stems:
            return ()
        cues = self.cues.given(here.read, above.read)
        both = sum(map(above.beside.__getitem__, above.beside.keys() & here.read.names.keys()))
        total = here.part + above.part + both
        if not cues and self._learned.is_silent(total, SILENT):
            return ()
        sums = self._learned.sums(total, self._learned.part(of_cues(cues)))
        by_right: dict[str, list[Cue]] = {}
        for cue in cues:
            by_right.setdefault(cue.right, []).append(cue)
        sentence = _Sentence(here, above, by_right, sums)
        topics = sums.topics
        # Nothing was learned about a right without a topic.
        looked_at = [one for one in self._first_flag if one in topics and (one in by_right or topics[one] > OFF_TOPIC)]
        said = [self._said(right, sentence) for right in looked_at]
        if text.lstrip()[:1] in QUOTES:
            said = [replace(one, confidence="likely") if one.confidence == "certain" else one for one in said]
        if _is_open(text, here.signs, has_cue=bool(cues)):
            said = [replace(one, confidence=one.confidence and "possible") for one in said]
        elif len(here.read.stems) >= A_SENTENCE and not is_denied(here.signs):
            said = self._with_best(said, sums)
        return tuple(self._judgement(text, one, sentence) for one in said if one.confidence)

    def _said(self, right: str, sentence: _Sentence) -> _Said:
        """Tell whether the sentence takes the right or keeps it, the surer of the two, and how surely."""
        signs, own = sentence.here.signs, sentence.cues.get(right, ())
        kinds = {cue.kind for cue in own}
        inputs = judgement_inputs(sentence.sums, right, own, others=len(sentence.cues) > bool(own))
        weights = self._learned.weights
        values = self._learned.last_sums(inputs)
        polarity = max(values, key=lambda one: values[one] - weights.likely[one])
        value = values[polarity]
        confidence: Confidence | None = "possible" if value >= weights.possible[polarity] else None
        if value >= weights.likely[polarity]:
            confidence = "likely"
        if polarity == "upholds" and self._is_the_opposite(right, kinds, sentence):
            return _Said(right, "violates", "likely", weights.likely["violates"])
        # No cue names this right, and the words speak against it: the sentence is about another.
        is_unnamed = not own and sentence.sums.topics[right] < 0
        is_free = is_unnamed or is_denied(signs) or is_left_free(signs, kinds)
        if confidence == "likely" and polarity == "violates" and is_free:
            return _Said(right, polarity, "possible", value)
        # What only stands above it is no word of the sentence itself, and nothing to point at.
        kinds = {cue.kind for cue in own if cue.here}
        is_first = sentence.sums.ahead(right) >= SURE_AHEAD
        if value >= self._sure_from(polarity, kinds, sentence.here) and is_first and is_plain(signs, polarity, kinds):
            confidence = "certain"
        return _Said(right, polarity, confidence, value)

    def _sure_from(self, polarity: Polarity, kinds: Collection[CueKind], here: _Known) -> int:
        weights = self._learned.weights
        is_easy = polarity == "violates" and is_blunt(here.signs, kinds, len(here.read.stems))
        return min(weights.blunt, weights.certain[polarity]) if is_easy else weights.certain[polarity]

    @staticmethod
    def _is_the_opposite(right: str, kinds: Collection[CueKind], sentence: _Sentence) -> bool:
        """Tell whether what the weights took for a promise plainly takes the right: the words overrule them."""
        signs, words = sentence.here.signs, len(sentence.here.read.stems)
        if is_taken(signs, kinds) or is_cut_short(signs, kinds, words) or is_plain_rule(signs, kinds, words):
            return True
        return sentence.sums.topics[right] > 0 and is_banned_above(signs, sentence.above.signs)

    @staticmethod
    def _with_best(said: list[_Said], sums: Sums) -> list[_Said]:
        """Where the words say plainly that some right is taken, but of none that it is this one, take the likeliest."""
        if sums.takes < SOME_RIGHT or any(one.confidence in {"certain", "likely"} for one in said):
            return said
        taken = [one for one in said if one.polarity == "violates"]
        best = max(taken, key=lambda one: one.value, default=None)
        return [replace(one, confidence="likely") if one is best else one for one in said]

    def _judgement(self, text: str, said: _Said, sentence: _Sentence) -> Judgement:
        own = tuple(sentence.cues.get(said.right, ()))
        known, key = sentence.here, (said.right, said.polarity, own)
        told = known.told.get(key)
        if told is None:
            told = known.told[key] = self._tell(text, said, own, known.read)
        return Judgement(
            told.start,
            told.end,
            said.right,
            told.rule,
            said.polarity,
            said.confidence or "possible",
            told.words,
            told.reading,
        )

    def _tell(self, text: str, said: _Said, own: Sequence[Cue], here: Read) -> _Told:
        marks, reading = self._reader.explain(text, here, own, said.polarity)
        if not any(cue.here for cue in own):
            leaned = self._learned.leaned_on(of_sentence(text, here), said.right, said.polarity == "upholds")
            marks = hints(here, leaned)
        start, end = self._narrow(text, marks)
        return _Told(start, end, self._flag(said.right, own), marks, reading)

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


def _is_open(text: str, signs: Signs, *, has_cue: bool) -> bool:
    """Tell whether a text leaves open what it says: a question, a line of a form, words that only lead up to a list."""
    text = text.rstrip()
    if text.endswith("?"):
        return "." not in text and "!" not in text
    return (BLANK in text and _ORDERS.isdisjoint(signs)) or (text.endswith(":") and not has_cue)


def context_of(block: Block) -> str:
    """Give what a block must be read under: its list introduction, its table's head, or its heading."""
    heading = block.headings[-1] if block.headings else ""
    if block.intro:
        return block.intro
    if block.columns:
        columns = " / ".join(block.columns)
        return (f"{heading}: {columns}" if heading else columns)[:LONGEST_ABOVE]
    return heading
