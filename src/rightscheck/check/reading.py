"""How a judged sentence was read: which words decided, and in words: "obligation for *residents*: *turn in phones*"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rightscheck.check.cues import Cue, Read
from rightscheck.check.phrases import Span
from rightscheck.model.finding import Polarity
from rightscheck.model.lexicon import CueKind, Lexicon

Role = Literal["rule", "whom", "act", "not", "hint"]
POWER = "power of staff over"
BY_KIND: dict[CueKind, str] = {
    "burden": "something put on",
    "liberty": "limit on",
    "power": POWER,
    "rule": "rule for",
    "promise": "rule for",
}
"""How a sentence is called in which no word orders or forbids, by the kind of its cue."""
MOST_WORDS = 9
TITLE = 2
"""A heading of so few words is a title."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Some words of a text and what they were read as. Offsets count from the start of the text."""

    start: int
    end: int
    role: Role


class Reader:
    """Tells how a sentence was read, by the lexicon of its language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._readings = dict(lexicon.readings)
        self._promising = frozenset(lexicon.promising)
        self._promises = tuple(lexicon.promising)
        self._bans = frozenset(lexicon.bans)
        self._negating = frozenset(lexicon.negating)
        self._staff = frozenset(lexicon.staff)
        self._doubtful = frozenset(lexicon.doubtful)
        self._people = tuple(lexicon.people)
        self._aside = frozenset(lexicon.aside)
        self._denials = frozenset(lexicon.denials)
        self._taking = frozenset(lexicon.taking)
        self._offers = frozenset(lexicon.offers)
        self._undoing = frozenset(lexicon.undoing)
        self._conditional = tuple(lexicon.conditional)
        self._ordering = (frozenset(lexicon.readings) - self._bans) | self._negating

    def is_aside(self, heading: Read) -> bool:
        """Tell whether a heading says that what follows is no rule for residents."""
        return bool(self._aside & heading.classes.keys())

    def is_order(self, text: Read) -> bool:
        """Tell whether a heading orders or forbids ("NO VISITORS IN ROOMS"); a title does not."""
        return bool(self._ordering & text.classes.keys()) and len(text.words) > TITLE

    def is_denied(self, here: Read) -> bool:
        """Tell whether the sentence plainly denies that anything is ordered, and takes nothing of that back."""
        said = here.classes.keys()
        return bool(self._denials & said) and not self._undoing & said

    def is_banned_above(self, here: Read, above: Read) -> bool:
        """Tell whether a list introduction forbids what its items name: "Residents may not have:"."""
        said = above.classes.keys()
        free = self._denials & (said | here.classes.keys()) or self._promising & said
        return bool(self._negating & self._bans & said) and not free

    def is_taken(self, here: Read, right: str, cues: Sequence[Cue]) -> bool:
        """Tell whether staff have a thing in hand, and nothing is denied: "we keep your passport for you"."""
        said = here.classes.keys()
        about = any(cue.right == right for cue in cues)
        return about and bool(self._taking & said) and not (self._denials | self._promising) & said

    def is_left_free(self, here: Read, right: str, cues: Sequence[Cue]) -> bool:
        """Tell whether plain words offer a thing or leave it with the person, and none orders or forbids.

        "Counseling is offered on Tuesdays", "residents shall keep their passports".
        """
        said = here.classes.keys()
        if self._undoing & said or self._bans & said:
            return False
        kinds = {cue.kind for cue in cues if cue.right == right}
        if "promise" in kinds:
            return True
        if self._offers & said and not set(self._readings) & said:
            return not kinds & {"rule", "power"}
        return kinds == {"liberty"} and bool(set(self._readings) & said)

    def is_plain(self, here: Read, right: str, polarity: Polarity, cues: Sequence[Cue]) -> bool:
        """Tell whether cue and plain words agree, so that a finding may be certain."""
        kinds = {cue.kind for cue in cues if cue.right == right}
        said = here.classes.keys()
        if not kinds or self._doubtful & said:
            return False
        if polarity == "upholds":
            return bool(self._promising & said) or "promise" in kinds
        return not ("promise" in kinds or self._promising & said) and self._is_plain_order(here, kinds)

    def _is_plain_order(self, here: Read, kinds: set[CueKind]) -> bool:
        said = here.classes.keys()
        in_a_case = any(span.first == 0 for name in self._conditional for span in here.classes.get(name, ()))
        if in_a_case and not self._bans & said:
            return False
        people = bool(said & set(self._people))
        if self._staff & said and not people and "power" not in kinds:
            return False  # a duty of staff among themselves
        if "liberty" in kinds and self._bans & said:
            return True
        if self._negating & said:
            return False  # what is denied may be the burden
        return bool(kinds & {"rule", "power"}) or ("burden" in kinds and (people or bool(set(self._readings) & said)))

    def explain(self, text: str, here: Read, cues: Sequence[Cue], polarity: Polarity) -> tuple[tuple[Mark, ...], str]:
        """Give the words that decided, in their order, and the reading."""
        act = _merged(span for cue in cues for name in cue.here for span in here.phrases[name][:1])
        classes = self._promises if polarity == "upholds" else tuple(self._readings)
        frame = next((name for name in classes if name in here.classes), None)
        rule = _nearest(here.classes[frame], act) if frame else None
        whom = next((here.classes[name][0] for name in self._people if name in here.classes), None)
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
        people = _words(text, here, whom).lower() if whom else "residents"
        people = "residents" if people in {"you", "your", "yours"} else people
        if polarity == "upholds":
            return f"promise to *{people}*: *{what}*"
        if frame:
            return f"{self._readings[frame]} for *{people}*: *{what}*"
        kind = next((cue.kind for cue in cues), None)
        return f"{BY_KIND[kind] if kind else 'read as a rule for'} *{people}*: *{what}*"


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
