"""Finding a sentence in text whose spaces, hyphens, and line ends differ: by its letters and digits alone."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

_CLOSING = ".,;:!?)]”’\"'"


def letters(characters: Iterable[str]) -> tuple[str, list[int]]:
    """Take the letters and digits of a text, in one case and one form.

    Returns them, and for each the number of the character it comes from: a ligature gives two letters.
    """
    found: list[str] = []
    origin: list[int] = []
    for number, character in enumerate(characters):
        for one in _folded(character):
            found.append(one)
            origin.append(number)
    return "".join(found), origin


def occurrences(wanted: str, text: str) -> Iterator[int]:
    """Give every place where one string begins in another; none for the empty string."""
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


def nearest(wanted: str, text: str, near: int) -> int | None:
    """Give the place where one string begins in another, the nearest to a place; None where there is none."""
    if not wanted:
        return None
    found = [at for at in (text.find(wanted, near), text.rfind(wanted, 0, near + len(wanted))) if at >= 0]
    return min(found, key=lambda at: abs(at - near), default=None)


def closing(text: str) -> str:
    """Give the marks that close a sentence, which belong to it though they are no letters."""
    whole = text.rstrip()
    return whole[len(whole.rstrip(_CLOSING)) :]


def _folded(character: str) -> str:
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    whole = unicodedata.normalize("NFKC", character).casefold()
    return "".join(one for one in whole if one.isalnum())
