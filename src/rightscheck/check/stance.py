"""What plain words make of a sentence: whether it orders, forbids, promises, denies, offers, or speaks of a case.

These few rules stand over what was learned: a finding is certain only where they agree, and a plain denial or offer is
never accused with confidence. Each reads the signs of a sentence: the parts that the lexicon gives to its classes.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from rightscheck.check.cues import Read
from rightscheck.model.finding import Polarity
from rightscheck.model.lexicon import CueKind, Lexicon

Sign = Literal[
    "must", "ban", "not", "no", "promise", "doubt", "aside", "denial",
    "custody", "offer", "leave", "undoing", "case", "staff", "people",
]  # fmt: skip
"""`must` is a word that orders, `ban` one that forbids or limits, `not` one that may turn a burden round, `no` one
that does both, `leave` one that allows, `case` one that opens the sentence with "if"."""
Signs = frozenset[Sign]
TITLE = 2
"""A heading of so few words is a title, unless it forbids: "NO VISITORS"."""
FREEING: Signs = frozenset(("denial", "promise"))
LONG_TITLE = 4
"""The same for one with a word that limits or threatens: "12. BREACH AND TERMINATION"."""
CURT = 5
"""Words of a sentence that forbids and says nothing else."""
BARE = 9
"""In so few words, an order has no room to be anything else."""
SHORT = 12
"""Words of a sentence that can be blunt."""
_UNCLEAR: Signs = frozenset(("case", "undoing", "offer", "denial", "not", "custody", "leave", "promise", "doubt"))
_TURNED: Signs = frozenset(("not", "leave"))
_TURNING: Signs = FREEING | {"not"}
_RULE: frozenset[CueKind] = frozenset(("rule", "power"))
_SPOKEN_TO: Signs = frozenset(("people", "must", "ban"))


class Stance:
    """Finds the signs of a text, by the lexicon of its language."""

    def __init__(self, lexicon: Lexicon) -> None:
        lists: dict[Sign, Collection[str]] = {
            "must": lexicon.readings.keys() - set(lexicon.bans),
            "ban": lexicon.bans,
            "not": lexicon.negating,
            "no": set(lexicon.negating) & set(lexicon.bans),
            "promise": lexicon.promising,
            "doubt": lexicon.doubtful,
            "aside": lexicon.aside,
            "denial": lexicon.denials,
            "custody": lexicon.taking,
            "offer": lexicon.offers,
            "leave": lexicon.allowing,
            "undoing": lexicon.undoing,
            "staff": lexicon.staff,
            "people": lexicon.people,
        }
        self._signs: dict[str, list[Sign]] = {}
        for sign, names in lists.items():
            for name in names:
                self._signs.setdefault(name, []).append(sign)
        self._conditional = frozenset(lexicon.conditional)

    def of(self, read: Read) -> Signs:
        """Name the signs of a text."""
        found = {sign for name in read.names.keys() & self._signs.keys() for sign in self._signs[name]}
        if read.starts and not self._conditional.isdisjoint(read.starts[0]):
            found.add("case")
        return frozenset(found)


def is_order(signs: Signs, words: int) -> bool:
    """Tell whether a heading orders or forbids ("NO VISITORS IN ROOMS"); a title does not."""
    if "not" in signs:
        return words > 1
    return words > TITLE if "must" in signs else "ban" in signs and words > LONG_TITLE


def is_denied(signs: Signs) -> bool:
    """Tell whether the sentence plainly denies that anything is ordered, and takes nothing of that back."""
    return "denial" in signs and "undoing" not in signs


def is_banned_above(here: Signs, above: Signs) -> bool:
    """Tell whether a list introduction forbids what its items name: "Residents may not have:"."""
    return "no" in above and not (FREEING & above or "denial" in here)


def is_cut_short(signs: Signs, kinds: Collection[CueKind], words: int) -> bool:
    """Tell whether a few words forbid a liberty and nothing else: "No guests, ever."."""
    return words <= CURT and set(kinds) == {"liberty"} and "no" in signs and FREEING.isdisjoint(signs)


def is_taken(signs: Signs, kinds: Collection[CueKind]) -> bool:
    """Tell whether staff have a thing in hand, and nothing is denied: "we keep your passport for you"."""
    return bool(kinds) and "custody" in signs and _TURNING.isdisjoint(signs)


def is_plain_rule(signs: Signs, kinds: Collection[CueKind], words: int) -> bool:
    """Tell whether a few plain words order a burden or forbid a liberty, and none turns that round or promises.

    What the weights take such a sentence for, a promise it is not: "you must go to chapel", "nobody may leave".
    """
    if words > BARE or not {"promise", "denial", "staff", "case", "undoing"}.isdisjoint(signs):
        return False
    if "promise" in kinds or "power" in kinds:
        return False
    if "must" in signs and "burden" in kinds:
        return _TURNED.isdisjoint(signs)
    return words <= CURT and {"ban", "not"} <= signs and "liberty" in kinds and "must" not in signs


def is_left_free(signs: Signs, kinds: Collection[CueKind]) -> bool:
    """Tell whether plain words offer a thing or leave it with the person, and none orders or forbids.

    "Counseling is offered on Tuesdays", "residents shall keep their passports".

    Args:
        signs: Those of the sentence.
        kinds: The kinds of the cues that it gives for the right in question.

    """
    if "undoing" in signs or "ban" in signs:
        return False
    if "promise" in kinds:
        return True
    if "offer" in signs and "must" not in signs:
        return _RULE.isdisjoint(kinds)
    return set(kinds) == {"liberty"} and "must" in signs


def is_plain(signs: Signs, polarity: Polarity, kinds: Collection[CueKind]) -> bool:
    """Tell whether cue and plain words agree, so that a finding may be certain."""
    if not kinds or "doubt" in signs:
        return False
    promised = "promise" in signs or "promise" in kinds
    if polarity == "upholds":
        return promised
    return not promised and _is_plain_order(signs, kinds)


def _is_plain_order(signs: Signs, kinds: Collection[CueKind]) -> bool:
    if "case" in signs and "ban" not in signs:
        return False
    if "staff" in signs and "people" not in signs and "power" not in kinds:
        return False  # a duty of staff among themselves
    if "burden" in kinds and not _TURNED.isdisjoint(signs):
        return False  # what is denied or allowed may be the burden
    if "liberty" in kinds and "ban" in signs:
        return True
    if "not" in signs:
        return False
    return not _RULE.isdisjoint(kinds) or ("burden" in kinds and not _SPOKEN_TO.isdisjoint(signs))


def is_blunt(signs: Signs, kinds: Collection[CueKind], words: int) -> bool:
    """Tell whether a short sentence puts a burden on people, and no word in it turns, softens, or takes back anything.

    "Residents turn in phones at intake". Of such sentences more may be certain, for fewer of them mean something else.
    """
    return words <= SHORT and "burden" in kinds and "people" in signs and _UNCLEAR.isdisjoint(signs)
