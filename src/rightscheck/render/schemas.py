"""The JSON Schemas by which an editor completes and checks the YAML files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from rightscheck.model.answers import AnswersFile
from rightscheck.model.catalog import CatalogFile
from rightscheck.model.condition import NOT_APPLICABLE, UNKNOWN_ANSWER
from rightscheck.model.config import Config
from rightscheck.model.lexicon import Lexicon, LexiconTheme
from rightscheck.model.red_flag import RedFlag
from rightscheck.model.standard import Indicator, Standard, StandardHead
from rightscheck.model.tables import Fact, FactsFile, FunderRulesFile, RightsFile, SourcesFile
from rightscheck.model.translation import LOCALE_FILES
from rightscheck.render.assessment_json import json_schema
from rightscheck.render.scan_json import scan_schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def schemas(standards: Sequence[Standard]) -> dict[str, str]:
    """Give every schema as JSON text, by its name.

    Args:
        standards: The standards whose questions the schema of an answers file lists.

    """
    made = {
        "standard": StandardHead.model_json_schema(),
        "indicator": Indicator.model_json_schema(),
        "red-flag": RedFlag.model_json_schema(),
        "answers": _answers(standards),
        "config": Config.model_json_schema(),
        "facts": FactsFile.model_json_schema(),
        "rights": RightsFile.model_json_schema(),
        "sources": SourcesFile.model_json_schema(),
        "funder-rules": FunderRulesFile.model_json_schema(),
        "lexicon": Lexicon.model_json_schema(),
        "lexicon-theme": LexiconTheme.model_json_schema(),
        "assessment": json_schema(),
        "scan": scan_schema(),
        **{f"locale-{kind}": model.model_json_schema() for kind, model in LOCALE_FILES.items()},
        "locale-report": CatalogFile.model_json_schema(),
    }
    return {
        name: json.dumps({"$schema": DIALECT, **schema}, indent=2, ensure_ascii=False) + "\n"
        for name, schema in made.items()
    }


def _answers(standards: Sequence[Standard]) -> dict[str, Any]:
    """Give the schema of an answers file, with every question, its options, and the facts in it."""
    schema = AnswersFile.model_json_schema()
    entry = schema["$defs"]["AnswerEntry"]
    schema["properties"]["facts"] |= {
        "properties": {fact.id: _fact(fact) for fact in standards[0].tables.facts},
        "additionalProperties": False,
    }
    questions = {indicator.id: indicator for standard in standards for indicator in standard.indicators}
    schema["properties"]["answers"] |= {
        "properties": {question: _question(indicator, entry) for question, indicator in questions.items()},
    }
    return schema


def _fact(fact: Fact) -> dict[str, Any]:
    if fact.kind == "number":
        return {"description": fact.question, "anyOf": [{"type": "integer", "minimum": 0}, {"type": "null"}]}
    value = {"enum": [option.id for option in fact.options]}
    kinds: list[dict[str, Any]] = [value, {"type": "null"}]
    if fact.kind == "many":
        kinds.append({"type": "array", "items": value, "uniqueItems": True})
    return {
        "description": "\n".join([fact.question, *(f"{o.id}: {o.text}" for o in fact.options)]),
        "anyOf": kinds,
    }


def _question(indicator: Indicator, entry: dict[str, Any]) -> dict[str, Any]:
    letters = LETTERS[: len(indicator.options)]
    choices = [*(option.id for option in indicator.options), *letters, UNKNOWN_ANSWER]
    if indicator.not_applicable == "with-reason":
        choices.append(NOT_APPLICABLE)
    told = [f"{letter}  {option.id}: {option.text}" for letter, option in zip(letters, indicator.options, strict=True)]
    answer = {
        "description": "\n".join([indicator.question, *told]),
        "anyOf": [{"enum": choices}, {"type": "null"}],
    }
    whole = {**entry, "properties": {**entry["properties"], "answer": answer}}
    return {"description": indicator.question, "anyOf": [whole, *answer["anyOf"]]}
