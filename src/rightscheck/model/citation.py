"""Citations: how a rule points to what it rests on."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from rightscheck.model.noun import Noun, SourceId, Text


class Citation(Noun):
    """A pointer to a statement, a reference, or a funder rule."""

    source: SourceId = Field(description="Id in sources.yaml or funder-rules.yaml.")
    at: Text | None = Field(default=None, description="The place in it, such as 45 CFR 1370.5(d).")


def _citation(value: object) -> object:
    """Let a bare id stand for a citation without a place."""
    return {"source": value} if isinstance(value, str) else value


Citations = tuple[Annotated[Citation, BeforeValidator(_citation, json_schema_input_type=str | Citation)], ...]
