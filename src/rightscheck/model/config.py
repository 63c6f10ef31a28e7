"""What stands in rightscheck.yaml."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from rightscheck.model.finding import Confidence
from rightscheck.model.noun import Noun, Text

FailOn = Literal["core", "stop", "fix", "caution", "never"]
"""From the strictest tier alone to every caution: `stop` fails on core and stop flags."""

FailOnConfidence = Literal["certain", "likely", "possible", "never"]
"""From the surest findings alone to every one: `likely` fails on certain and likely findings."""


def _several(value: object) -> object:
    """Let one text stand for a list of one."""
    return [value] if isinstance(value, str) else value


Globs = Annotated[tuple[Text, ...], BeforeValidator(_several, json_schema_input_type=str | list[str])]


class Waiver(Noun):
    """Lets one rule of a document stand, for a reason and until a day.

    Only the shape is checked here. What it lacks is told in every report, because a waiver that does not
    hold must fail the check and not keep it from running.
    """

    rule: Text | None = Field(default=None, description="Id of the red flag, such as phone-taken.")
    path: Text | None = Field(default=None, description="The document, from this folder; * and ** stand for any part.")
    quote: Text | None = Field(
        default=None, description="The words of the sentence, or at least three of them in a row."
    )
    line: int | None = Field(default=None, ge=1, description="The line of the sentence, where no quote is given.")
    reason: Text | None = Field(default=None, description="Why the rule stands for now.")
    approved_by: Text | None = Field(default=None, description="Who decided it: a role rather than a name.")
    expires: Text | None = Field(default=None, description="The last day it holds: 2027-01-31.")


class Config(Noun):
    """Settings of a folder, read by `rightscheck assess` and `check`; the command line overrides them."""

    answers: Text | None = Field(default=None, description="The answers file, from this folder.")
    standards: tuple[Text, ...] = Field(
        default=(), description="Ids of shipped standards, or folders of your own; the first one leads."
    )
    documents: Globs | None = Field(
        default=None,
        description="The policy documents, from this folder, such as policies/**/*.md. Left out: every document in it.",
    )
    residents: Text | None = Field(
        default=None, description="What residents answered, from this folder: a file that `rightscheck collect` wrote."
    )
    staff: Text | None = Field(
        default=None, description="What front-line staff answered, from this folder: a file that `collect` wrote."
    )
    fail_on: FailOn | None = Field(
        default=None, description="Exit with 1 when a flag of this tier or above is present."
    )
    fail_on_confidence: FailOnConfidence | None = Field(
        default=None,
        description="Exit with 1 when a document takes a right away, at least this surely. Default: certain.",
    )
    min_confidence: Confidence | None = Field(
        default=None, description="The least sure findings that are reported. Default: likely."
    )
    baseline: Text | None = Field(
        default=None, description="The baseline file, from this folder. Default: rightscheck-baseline.json, if there."
    )
    waivers: tuple[Waiver, ...] = Field(default=(), description="Rules that may stand for a while.")
    language: Text | None = Field(
        default=None, description="The language of all documents: en or es. Left out: each passage is read in its own."
    )
