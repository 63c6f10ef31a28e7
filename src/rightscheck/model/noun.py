"""What all nouns that are read from files have in common."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Words for a person to read; never empty."""

WordId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""An id made of lower-case words joined by hyphens, such as `phone-taken`."""

CodeId = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]*-[0-9]+[A-Za-z]*$")]
"""A short code such as `PC-03`, `RF-02`, `FR-16`."""

SourceId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$")]
"""The id of a statement, a reference, or a funder rule."""


class Noun(BaseModel):
    """A small, frozen record. Unknown keys are refused, so that a misspelt key is never lost."""

    # Validators are built when a file of the kind is first read: most commands read few kinds.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
