"""What the learned part looks at in a sentence: its words, their classes, its cues, and what stands above it."""

from __future__ import annotations

from collections.abc import Iterable

from rightscheck.check.cues import Cue, Read

Features = dict[str, float]
"""Name of a feature and how strongly it counts. Names say what they are: `w:phone` is a word, `b:no phone` two words
in a row, `s:no phone` two words with one between, `v:` and `y:` the same above the sentence, `c:` a class of the
lexicon and `x:` one above, `q:` a cue of a right, `k:` a kind of cue, `m:` a mark of form."""

_LONG = 30
_SHORT = 6


def features(text: str, here: Read, above: Read, cues: Iterable[Cue]) -> Features:
    """List the features of a sentence.

    Args:
        text: The sentence.
        here: What was found in it.
        above: What was found in its heading or list introduction.
        cues: The cues that it gives.

    """
    found: Features = dict.fromkeys((f"c:{name}" for name in here.classes), 1.5)
    found |= dict.fromkeys((f"x:{name}" for name in above.classes), 1.0)
    stems = [word.stem for word in here.words]
    found |= dict.fromkeys((f"w:{stem}" for stem in stems), 1.0)
    found |= dict.fromkeys((f"b:{one} {two}" for one, two in zip(["^", *stems], [*stems, "$"], strict=True)), 1.0)
    found |= dict.fromkeys((f"s:{one} {two}" for one, two in zip(stems, stems[2:], strict=False)), 0.7)
    over = [word.stem for word in above.words]
    found |= dict.fromkeys((f"v:{stem}" for stem in over), 0.7)
    found |= dict.fromkeys((f"y:{one} {two}" for one, two in zip(over, over[1:], strict=False)), 0.7)
    for cue in cues:
        found[f"q:{cue.right} {cue.kind}"] = 1.5
        found[f"k:{cue.kind}"] = 1.0
    return found | _form(text, len(stems), bool(over))


def _form(text: str, length: int, has_context: bool) -> Features:
    last = text.rstrip()[-1:]
    return {
        "m:above": float(has_context),
        "m:length": min(length, _LONG) / _LONG,
        "m:capitals": float(text.isupper()),
        "m:low": float(text[:1].islower()),
        "m:short": float(length < _SHORT),
        f"m:end {'a' if last.isalnum() else last}": 1.0,
    }
