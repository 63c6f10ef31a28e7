"""What the voices agree on, in words: what all say is so, and what all say is not so yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rightscheck.model.assessment import Assessment, IndicatorResult
from rightscheck.model.tally import TallyRole
from rightscheck.model.voices import Voices
from rightscheck.render import words as fixed
from rightscheck.render.disagreements import written_about
from rightscheck.render.words import Words

NAMED = 3
"""So many practices on which they agree are named."""
GOOD = 60
"""An answer worth more than this is good practice."""
AGREE: dict[TallyRole | None, str] = {
    None: "The voices agree on {named}.",
    "staff": "Leadership and residents agree on {named}; of staff there are too few answers to show.",
    "residents": "Leadership and staff agree on {named}; of residents there are too few answers to show.",
}
AGREE_AMONG: dict[TallyRole | None, str] = {
    None: "The voices agree on {n} practices, among them {named}.",
    "staff": "Leadership and residents agree on {n} practices, among them {named}; of staff there are too few answers "
    "to show.",
    "residents": "Leadership and staff agree on {n} practices, among them {named}; of residents there are too few "
    "answers to show.",
}
AGREE_NOT_YET: dict[TallyRole | None, str] = {
    None: "They agree that this is not so yet: {named}.",
    "staff": "Leadership and residents agree that this is not so yet: {named}; of staff there are too few answers to "
    "show.",
    "residents": "Leadership and staff agree that this is not so yet: {named}; of residents there are too few answers "
    "to show.",
}
"""By the group whose answers are too few; None where nobody's are."""


def agreement(assessment: Assessment, voices: Voices, words: Words) -> str:
    """Tell what all say is so, and what all say is not so yet: both are agreement, and only one of them is praise."""
    told = [text for few, alike in _alike(assessment, voices).items() for text in _agreed(few, alike, words)]
    return " ".join(told) or words(fixed.NOTHING_ALIKE)


def _agreed(few: tuple[TallyRole, ...], alike: Sequence[IndicatorResult], words: Words) -> Iterator[str]:
    """Tell of the practices on which the same voices agree, and of whom there are too few answers."""
    good = [result for result in alike if (result.worth or 0) > GOOD]
    rest = [result for result in alike if (result.worth or 0) <= GOOD]
    missing = few[0] if few else None
    if len(good) > NAMED:
        yield words(AGREE_AMONG[missing], n=len(good), named=_quoted(good[:NAMED], words))
    elif good:
        yield words(AGREE[missing], named=_quoted(good, words))
    if rest:
        yield words(AGREE_NOT_YET[missing], named=_quoted(rest[:NAMED], words))


def _alike(assessment: Assessment, voices: Voices) -> dict[tuple[TallyRole, ...], list[IndicatorResult]]:
    """Give the practices that all who can be heard see as leadership does, and that no document contradicts.

    Returns:
        By the groups whose answers are too few to show, none first. Each list is in the order of worth.

    """
    against = {one.indicator for one in voices.contradictions}
    found: dict[tuple[TallyRole, ...], list[IndicatorResult]] = {}
    for result in sorted(assessment.results, key=lambda one: (-(one.worth or 0), -one.indicator.weight)):
        gaps = voices.gaps.get(result.indicator.id, ())
        few = tuple(gap.voice for gap in gaps if gap.status == "too-few")
        heard = [gap for gap in gaps if gap.status != "too-few"]
        is_told_otherwise = result.indicator.id in against or is_taken(result, assessment)
        if heard and all(gap.status == "agree" for gap in heard) and not is_told_otherwise:
            found.setdefault(few, []).append(result)
    return dict(sorted(found.items()))


def is_taken(result: IndicatorResult, assessment: Assessment) -> bool:
    """Tell whether a document takes what people say is kept; that may contradict no answer, and is no agreement."""
    is_good = (result.worth or 0) > GOOD
    return is_good and any(one.polarity == "violates" for one in written_about(result, assessment))


def _quoted(results: Sequence[IndicatorResult], words: Words) -> str:
    return words.listed([words.quoted(result.indicator.title) for result in results])
