"""How a judged sentence was read: which words decided, and in words: "obligation for *residents*: *turn in phones*"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rightscheck.check.cues import Cue, Read
from rightscheck.check.phrases import Span
from rightscheck.model.finding import Polarity
from rightscheck.model.lexicon import Lexicon

Role = Literal["rule", "whom", "act", "not", "hint"]
MOST_WORDS = 9


@dataclass(frozen=True, slots=True)
class Mark:
    """Some words of a text and what they were read as. Offsets count from the start of the text."""

    start: int
    end: int
    role: Role


class Reader:
    """Tells how a sentence was read, in the words of the lexicon of its language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._readings = lexicon.readings
        self._promises = lexicon.promising
        self._people = lexicon.people
        self._told = lexicon.told

    def explain(self, text: str, here: Read, cues: Sequence[Cue], polarity: Polarity) -> tuple[tuple[Mark, ...], str]:
        """Give the words that decided, in their order, and the reading."""
        act = _merged(span for cue in cues for name in cue.here for span in here.spans(name)[:1])
        classes = self._promises if polarity == "upholds" else self._readings
        frame = next((name for name in classes if name in here.names), None)
        rule = _nearest(here.classes[frame], act) if frame else None
        whom = next((here.classes[name][0] for name in self._people if name in here.names), None)
        marks = _marks(here, [(span, "act") for span in act])
        if rule and not _overlaps(rule, act):
            marks += _marks(here, [(rule, "rule" if polarity == "violates" else "not")])
        if whom and not _overlaps(whom, [*act, *([rule] if rule else [])]):
            marks += _marks(here, [(whom, "whom")])
        marks.sort(key=lambda mark: (mark.start, mark.end))
        return tuple(marks), self._in_words(text, here, act, whom, frame, cues, polarity)

    def _in_words(
        self,
        text: str,
        here: Read,
        act: Sequence[Span],
        whom: Span | None,
        frame: str | None,
        cues: Sequence[Cue],
        polarity: Polarity,
    ) -> str:
        what = " … ".join(_words(text, here, span) for span in act) or _words(text, here, Span(0, len(here.words)))
        told = self._told
        people = _words(text, here, whom).lower() if whom else told.residents
        by_kind = {"burden": told.burden, "liberty": told.liberty, "power": told.power}
        if polarity == "upholds":
            sense = told.promise
        elif frame:
            sense = self._readings[frame]
        else:
            sense = next((by_kind.get(cue.kind, told.rule) for cue in cues), told.rule)
        people = told.residents if people.replace("’", "'") in told.pronouns else people
        return f"{sense} *{people}*: *{what}*"


def hints(here: Read, leaned_on: Iterable[str]) -> tuple[Mark, ...]:
    """Point at the words behind the features that the learned part leaned on."""
    spans: list[Span] = []
    for name in leaned_on:
        kind, _, rest = name.partition(":")
        if kind == "c":
            spans += list(here.classes.get(rest, ()))[:1]
            continue
        stems = rest.split(" ")
        at = (i for i in range(len(here.words)) if [word.stem for word in here.words[i : i + len(stems)]] == stems)
        spans += [Span(first, first + len(stems)) for first in at][:1]
    return tuple(_marks(here, [(span, "hint") for span in _merged(spans)]))


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Join spans that overlap or touch, in the order of the text."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.first, one.last)):
        if merged and span.first <= merged[-1].last:
            merged[-1] = Span(merged[-1].first, max(merged[-1].last, span.last))
        else:
            merged.append(span)
    return merged


def _nearest(spans: Sequence[Span], to: Sequence[Span]) -> Span:
    if not to:
        return spans[0]
    return min(spans, key=lambda one: (min(abs(one.first - other.first) for other in to), one.first))


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(span.first < other.last and other.first < span.last for other in others)


def _marks(here: Read, spans: Sequence[tuple[Span, Role]]) -> list[Mark]:
    return [Mark(here.words[s.first].start, here.words[s.last - 1].end, role) for s, role in spans]


def _words(text: str, here: Read, span: Span) -> str:
    """Give the words of a span as they stand, cut after a few."""
    if not here.words:
        return text
    last = min(span.last, span.first + MOST_WORDS)
    shown = text[here.words[span.first].start : here.words[last - 1].end]
    return f"{shown} …" if last < span.last else shown
