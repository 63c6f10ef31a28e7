"""The document reader is made here; what is wrong with the words it is made of is told with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rightscheck.errors import InputError, Place, Problem

if TYPE_CHECKING:
    from rightscheck.check.detector import Detector
    from rightscheck.check.examples import Misread

HOW = "see 'Cues' in docs/writing-a-standard.md"
MISREAD = {
    "flags": ("should take", "add its wording to the cues, with what must be there and what must not"),
    "passes": ("should not take", "narrow the cues with '! words', or add a promise"),
}
"""For each list of examples: what it asks for, and what to do where the reader sees it otherwise."""


def make_detector(names: Sequence[str], language: str) -> Detector:
    """Make the detector of some standards, by their ids or the paths of their folders, for documents in a language.

    Raises:
        InputError: A standard or the lexicon is wrong; each cue and phrase that cannot be looked up has its place.

    """
    from rightscheck.check.detector import Detector
    from rightscheck.check.phrases import PhraseError
    from rightscheck.read.lexicon import load_lexicon, load_weights
    from rightscheck.read.translations import load_translated

    standards = [load_translated(name, language) for name in names]
    try:
        return Detector(standards, load_lexicon(language), load_weights(language))
    except PhraseError:
        problems = [problem for name in names for problem in cue_problems(name, language)]
        raise InputError([*problems, *lexicon_problems(language)]) from None


def cue_problems(name: str, language: str) -> list[Problem]:
    """Name every cue of a standard that cannot be looked up."""
    from rightscheck.check.wording import cue_faults
    from rightscheck.read.lexicon import load_lexicon
    from rightscheck.read.translations import load_translated

    return [
        Problem(_place(name, language, fault.flag, fault.path), f"the cue '{fault.text}': {fault.why}", HOW)
        for fault in cue_faults(load_translated(name, language).red_flags, load_lexicon(language))
    ]


def _place(name: str, language: str, flag: str, path: tuple[str | int, ...]) -> Place:
    """Give the place of a part of a red flag: in its file, or in that of its language."""
    from rightscheck.read.standards import place_in_flag
    from rightscheck.read.translations import place_in_translated_flag

    if language == "en":
        return place_in_flag(name, flag, path)
    return place_in_translated_flag(name, language, flag, path)


def lexicon_problems(language: str) -> list[Problem]:
    """Name everything in a lexicon that cannot be looked up."""
    from rightscheck.check.wording import lexicon_faults
    from rightscheck.read.lexicon import load_lexicon, place_in_lexicon

    return [
        Problem(place_in_lexicon(language, fault.name, fault.text), f"'{fault.text}': {fault.why}", HOW)
        for fault in lexicon_faults(load_lexicon(language))
    ]


def example_problems(name: str, detector: Detector) -> list[Problem]:
    """Name every example of a standard that the detector reads otherwise than its red flag says."""
    from rightscheck.check.examples import misread_examples
    from rightscheck.read.standards import load_standard

    return list(_told(name, misread_examples(load_standard(name).red_flags, detector)))


def _told(name: str, misread: Iterable[Misread]) -> Iterator[Problem]:
    from rightscheck.read.standards import place_in_flag

    for one in misread:
        should, instead = MISREAD[one.kind]
        place = place_in_flag(name, one.flag, ("examples", one.kind, one.index))
        yield Problem(place, f"this example {should} {one.right}; it is read as: {one.read_in_words}", instead)
