"""What is under fixed keys among the texts of a language, beside the sentences, which stand under their English."""

from __future__ import annotations

from pydantic import Field

from rightscheck.model.noun import Noun, Text

SOUND = "sound: "
"""Before the form of a joining word and what follows it, as a regular expression: `sound:  y (?=i)`. Its text is what
the joining word becomes there."""
REVIEW = "review: "
"""Before what is counted of the translation, in digits."""
REVIEW_TEXTS = f"{REVIEW}texts"
"""How many texts are shown to people in this language."""
REVIEW_NOT_REVIEWED = f"{REVIEW}not reviewed"
"""Of them, how many no native speaker is named for."""
REVIEW_IN_ENGLISH = f"{REVIEW}in English"
"""Of them, how many are shown in English, because they are not translated or the English has changed since."""


class CatalogFile(Noun):
    """The fixed words of the report in one language. English needs no such file."""

    reviewed_by: Text | None = Field(description="The native speaker who has read these texts; null until one has.")
    texts: dict[str, dict[Text, str]] = Field(
        description="The texts by their English, in groups by where they stand. What is in {braces} keeps its name."
    )
    sounds: dict[str, str] = Field(
        default={},
        description="Where a joining word sounds otherwise before what follows, as a regular expression (` y (?=i)`), "
        "and what it becomes there (` e `).",
    )
