"""The fixed words of the report in a language: `standards/locale/LANG/report.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from rightscheck.errors import InputError, Problem
from rightscheck.model.catalog import REVIEW_IN_ENGLISH, REVIEW_NOT_REVIEWED, REVIEW_TEXTS, SOUND, CatalogFile
from rightscheck.model.translation import ENGLISH
from rightscheck.read.shape import shape
from rightscheck.read.standards import LOCALE, standards_root
from rightscheck.read.strict_yaml import YamlDocument, parse
from rightscheck.read.text import read_text
from rightscheck.read.translating import REPORT, Part, review_state
from rightscheck.read.translations import known_language


def load_catalog(language: str) -> Mapping[str, str]:
    """Give the fixed words of the report by their English: what goes into `Assessment.texts`.

    Args:
        language: One of `read.translations.languages()`. For English, and for a language that has no such file,
            nothing: the report is then told in its English words.

    Raises:
        UsageError: There is no such language.
        InputError: The file is wrong; carries every problem.

    """
    known_language(language)
    return {} if language == ENGLISH else dict(_load(catalog_path(language)).words)


def report_texts(language: str, names: Sequence[str | Path], words: Iterable[Part] = ()) -> Mapping[str, str]:
    """Give the fixed words of the report, and how far the language's texts are reviewed by a native speaker.

    Args:
        language: One of `read.translations.languages()`.
        names: The standards that the report holds a house against, as `load_translated` takes them.
        words: The fixed words of forms, of the interview and of reports on documents; they are counted too.

    Raises:
        UsageError: There is no such language, or no such standard.
        InputError: A file of the language or of a standard is wrong.

    """
    known_language(language)
    if language == ENGLISH:
        return {}
    catalog = _load(catalog_path(language))
    own = sum(not key.startswith(SOUND) for key in catalog.words)
    state = review_state(names, language, words)
    return {
        **catalog.words,
        REVIEW_TEXTS: str(state.texts + own),
        REVIEW_NOT_REVIEWED: str(state.not_reviewed + (own if catalog.reviewed_by is None else 0)),
        REVIEW_IN_ENGLISH: str(state.in_english),
    }


def catalog_path(language: str) -> Path:
    """Say where the fixed words of a language stand."""
    return standards_root() / LOCALE / language / REPORT


class _Catalog:
    """A file of fixed words, as it was read."""

    def __init__(self, words: Mapping[str, str], reviewed_by: str | None) -> None:
        self.words = words
        self.reviewed_by = reviewed_by


@cache
def _load(path: Path) -> _Catalog:
    if not path.is_file():
        return _Catalog({}, None)
    document = parse(read_text(path), str(path))
    file = shape(document, CatalogFile)
    if file is not None:
        _check(document, file)
    if document.problems or file is None:
        raise InputError(document.problems)
    words = {english: text for group in file.texts.values() for english, text in group.items()}
    return _Catalog({**words, **{f"{SOUND}{heard}": text for heard, text in file.sounds.items()}}, file.reviewed_by)


def _check(document: YamlDocument, file: CatalogFile) -> None:
    """Name what would be told wrongly, or not at all: a hole that is lost, a text told twice, a form no one reads."""
    seen: dict[str, str] = {}
    for group, texts in file.texts.items():
        for english, text in texts.items():
            place = document.place(("texts", group, english))
            if english in seen:
                what = f"this text stands under '{seen[english]}' too"
                document.problems.append(Problem(place, what, "keep one of the two"))
            seen.setdefault(english, group)
            if holes(english) != holes(text):
                what = f"this text does not have the same {{words}} as its English: {', '.join(sorted(holes(english)))}"
                document.problems.append(Problem(place, what, "keep each {word} in braces as it is in English"))
    for heard in file.sounds:
        try:
            re.compile(heard)
        except re.error as error:
            place = document.place(("sounds", heard))
            what = f"this is not a regular expression ({error})"
            document.problems.append(Problem(place, what, "compare the ones of another language"))


def holes(text: str) -> set[str]:
    """Name what the program fills in: `{n}`."""
    return set(re.findall(r"\{[^}]*\}|[{}]", text))
