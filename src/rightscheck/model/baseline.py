"""The findings that a repository began with: old text stands, new text is held to the standard."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from rightscheck.model.noun import Noun

FORMAT = "rightscheck/baseline@1"
DEFAULT_REASON = "It stood there when the baseline was made."


class BaselineEntry(Noun):
    """One finding. It is known by path, rule and fingerprint; the quote is there for people."""

    path: str = Field(description="From the folder of the baseline, parted by '/'.")
    rule: str
    fingerprint: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
    quote: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What a finding must have in common with it."""
        return self.path, self.rule, self.fingerprint


class Baseline(Noun):
    """What stands in a baseline file."""

    schema_: Literal["rightscheck/baseline@1"] = Field(alias="schema")
    made: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    reason: str = DEFAULT_REASON
    findings: tuple[BaselineEntry, ...] = ()
