"""What the learned part looks at in a sentence: its words, their classes, its cues, and what stands above it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from rightscheck.check.cues import Cue, Read

Features = dict[str, float]
"""Name of a feature and how strongly it counts. Names say what they are: `w:phone` is a word, `b:no phone` two words
in a row, `s:no phone` two words with one between, `v:` and `y:` the same above the sentence, `c:` a class of the
lexicon and `x:` one above, `q:` a cue of a right, `k:` a kind of cue, `m:` a mark of form."""

_LONG = 30
_SHORT = 6


def features(text: str, here: Read, above: Read, cues: Iterable[Cue]) -> Features:
    """List all features of a sentence.

    Args:
        text: The sentence.
        here: What was found in it.
        above: What was found in its heading or list introduction.
        cues: The cues that it gives.

    """
    return of_sentence(text, here) | of_context(above) | of_cues(cues)


def of_sentence(text: str, here: Read) -> Features:
    """List the features that the sentence has wherever it stands."""
    found: Features = dict.fromkeys((f"c:{name}" for name in here.names), 1.5)
    stems = here.stems
    found |= dict.fromkeys((f"w:{stem}" for stem in stems), 1.0)
    found |= dict.fromkeys((f"b:{one} {two}" for one, two in zip(["^", *stems], [*stems, "$"], strict=True)), 1.0)
    found |= dict.fromkeys((f"s:{one} {two}" for one, two in zip(stems, stems[2:], strict=False)), 0.7)
    last = text.rstrip()[-1:]
    return found | {
        "m:length": min(len(stems), _LONG) / _LONG,
        "m:capitals": float(text.isupper()),
        "m:low": float(text[:1].islower()),
        "m:short": float(len(stems) < _SHORT),
        f"m:end {'a' if last.isalnum() else last}": 1.0,
    }


def of_context(above: Read) -> Features:
    """List the features that a heading or a list introduction gives to what stands under it."""
    if not above.stems:
        return {}
    found: Features = dict.fromkeys((f"x:{name}" for name in above.names), 1.0)
    stems = above.stems
    found |= dict.fromkeys((f"v:{stem}" for stem in stems), 0.7)
    found |= dict.fromkeys((f"y:{one} {two}" for one, two in pairwise(stems)), 0.7)
    return found | {"m:above": 1.0}


def of_cues(cues: Iterable[Cue]) -> Features:
    """List the features of the cues that a sentence gives."""
    found: Features = {}
    for cue in cues:
        found[f"q:{cue.right} {cue.kind}"] = 1.5
        found[f"k:{cue.kind}"] = 1.0
    return found
