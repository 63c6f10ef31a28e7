"""What stands in rightscheck.yaml."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from rightscheck.model.noun import Noun, Text

FailOn = Literal["core", "stop", "fix", "caution", "never"]
"""From the strictest tier alone to every caution: `stop` fails on core and stop flags."""


class Config(Noun):
    """Settings of a folder, read by `rightscheck assess`; the command line overrides them."""

    answers: Text | None = Field(default=None, description="The answers file, from this folder.")
    standards: tuple[Text, ...] = Field(
        default=(), description="Ids of shipped standards, or folders of your own; the first one leads."
    )
    fail_on: FailOn | None = Field(
        default=None, description="Exit with 1 when a flag of this tier or above is present."
    )
