"""What the learned part looks at in a sentence: its words, their classes, its cues, and what stands above it.

A feature is a name that says what it is: `w:phone` is a word, `b:no phone` two words in a row, `s:no phone` two words
with one between, `v:` and `y:` a word and two words above the sentence, `c:` a class of the lexicon and `x:` one
above, `z:` one above with one in the sentence, `q:` a cue of a right, `k:` a kind of cue, `m:` a mark of form.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from rightscheck.check.cues import Cue, Read

STRENGTH = {"w": 10, "b": 10, "s": 7, "v": 7, "y": 7, "c": 15, "x": 10, "z": 7, "q": 15, "k": 10, "m": 10}
"""How strongly a feature counts, in tenths, by the first letter of its name."""
_LONG = 30
_SHORT = 6
_STEP = 5


def features(text: str, here: Read, above: Read, cues: Iterable[Cue]) -> set[str]:
    """List all features of a sentence.

    Args:
        text: The sentence.
        here: What was found in it.
        above: What was found in its heading or list introduction.
        cues: The cues that it gives.

    """
    return of_sentence(text, here) | of_context(above) | of_both(here, above) | of_cues(cues)


def of_sentence(text: str, here: Read) -> set[str]:
    """List the features that the sentence has wherever it stands."""
    stems = here.stems
    found = {f"w:{stem}" for stem in stems}
    found.update([f"c:{name}" for name in here.names])
    found.update([f"b:{one} {two}" for one, two in zip(("^", *stems), (*stems, "$"), strict=True)])
    found.update([f"s:{one} {two}" for one, two in zip(stems, stems[2:], strict=False)])
    last = text.rstrip()[-1:]
    found.add(f"m:end {'a' if last.isalnum() else last}")
    found.add(f"m:length {min(len(stems), _LONG) // _STEP}")
    marks = {"m:capitals": text.isupper(), "m:low": text[:1].islower(), "m:short": len(stems) < _SHORT}
    found.update([name for name, holds in marks.items() if holds])
    return found


def of_context(above: Read) -> set[str]:
    """List the features that a heading or a list introduction gives to what stands under it."""
    stems = above.stems
    if not stems:
        return set()
    found = {f"v:{stem}" for stem in stems}
    found.update([f"x:{name}" for name in above.names])
    found.update([f"y:{one} {two}" for one, two in pairwise(stems)])
    found.add("m:above")
    return found


def of_both(here: Read, above: Read) -> set[str]:
    """List the features of a sentence and what stands above it together: "not allowed" over "visitors"."""
    return {f"z:{one} {other}" for one in above.names for other in here.names}


def of_cues(cues: Iterable[Cue]) -> set[str]:
    """List the features of the cues that a sentence gives."""
    found: set[str] = set()
    for cue in cues:
        found.add(f"q:{cue.right} {cue.kind}")
        found.add(f"k:{cue.kind}")
    return found
