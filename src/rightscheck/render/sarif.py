"""A scan as SARIF 2.1.0, for code scanning."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from rightscheck.errors import Place
from rightscheck.model.document import Skipped
from rightscheck.model.finding import (
    CONFIDENCE_ORDER,
    Confidence,
    Exemption,
    ExemptionProblem,
    Finding,
    Related,
    ScanResult,
)
from rightscheck.model.red_flag import RedFlag, Tier
from rightscheck.render.markdown import escape
from rightscheck.render.scan_text import (
    FindingText,
    exemption_text,
    finding_texts,
    fingerprint_of,
    inert,
    numbered,
    problem_text,
)
from rightscheck.render.scan_words import ENGLISH, ScanWords, words_for
from rightscheck.version import __version__

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "SRCROOT"
UNREAD = "unread"
INVALID = "exemption"
FINGERPRINT = "rightscheck/v1"
LEVELS: dict[Confidence, str] = {"certain": "error", "likely": "warning", "possible": "note"}
PRECISION: dict[Confidence, str] = {"certain": "very-high", "likely": "high", "possible": "medium"}
TIER_LEVELS: dict[Tier, str] = {"core": "error", "stop": "error", "fix": "warning"}
"""The level of a rule as such. Each result has its own, which says how sure this reading is."""


def sarif(result: ScanResult, words: ScanWords = ENGLISH) -> str:
    """Render what takes a right away as SARIF; exempt findings are in it, suppressed.

    A waiver or an allowance that does not hold fails a check, so it is a result like any other. What was not read is a
    notification, and the run is then no success.
    """
    return json.dumps(shaped_sarif(result, words), ensure_ascii=False, indent=2) + "\n"


def shaped_sarif(result: ScanResult, words: ScanWords = ENGLISH) -> dict[str, Any]:
    """Give the log as JSON nouns."""
    words = words_for(result, words)
    broken = [one for one in finding_texts(result, words) if one.finding.polarity == "violates"]
    rules = sorted({one.flag.id for one in broken})
    lines = {document.path: document.lines for document in result.documents}
    run = {
        "tool": {
            "driver": {
                "name": "rightscheck",
                "semanticVersion": __version__,
                "notifications": [{"id": UNREAD, "shortDescription": {"text": words.skipped_title}}],
                "rules": [
                    *(_rule([one for one in broken if one.flag.id == rule], words) for rule in rules),
                    *([_exemption_rule(words)] if result.exemption_problems else []),
                ],
            }
        },
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder that the paths start from."}}},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not result.skipped,  # unread is never clean
                "toolExecutionNotifications": [_skipped(one, words) for one in result.skipped],
            }
        ],
        "results": [
            *(
                _result(
                    one,
                    rules.index(one.flag.id),
                    lines.get(one.finding.path),
                    result.related.get(one.finding.fingerprint, ()),
                    words,
                )
                for one in broken
            ),
            *(_problem(one, len(rules), nth) for one, nth in numbered(result.exemption_problems)),
        ],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def address(path: str) -> str:
    """Give a path as the address that a log names it by: relative where it is, and with nothing in it that is no path.

    A colon or a line end in a name would otherwise make it another address.
    """
    coded = quote(path.encode("utf-8", "surrogatepass"), safe="/")
    return f"file://{coded}" if coded.startswith("/") else coded


def _artifact(path: str) -> dict[str, str]:
    coded = address(path)
    return {"uri": coded} if coded.startswith("file:") else {"uri": coded, "uriBaseId": ROOT}


def _rule(found: Sequence[FindingText], words: ScanWords) -> dict[str, Any]:
    """Describe a red flag. Its precision is that of the least sure of its findings: it must not claim too much."""
    flag = found[0].flag
    least = max((one.finding.confidence for one in found), key=CONFIDENCE_ORDER.__getitem__)
    return {
        "id": flag.id,
        "name": "".join(part.capitalize() for part in flag.id.split("-")),
        "shortDescription": {"text": flag.title},
        "fullDescription": {"text": flag.practice},
        "help": _help(flag, words),
        "defaultConfiguration": {"level": TIER_LEVELS[flag.tier]},
        "properties": {
            "number": flag.number,
            "precision": PRECISION[least],
            "tags": ["rights", f"right/{found[0].finding.right}", f"tier/{flag.tier}"],
        },
    }


def _exemption_rule(words: ScanWords) -> dict[str, Any]:
    return {
        "id": INVALID,
        "name": INVALID.capitalize(),
        "shortDescription": {"text": words.problems_title},
        "fullDescription": {"text": words.problems_intro},
        "help": {"text": words.problems_help},
        "defaultConfiguration": {"level": "error"},
    }


def _help(flag: RedFlag, words: ScanWords) -> dict[str, str]:
    parts = (
        (words.why, flag.harm),
        (words.do_instead, flag.instead),
        (words.wording, flag.sample_wording),
        (words.more, f"rightscheck explain {flag.id}"),
    )
    return {
        "text": "\n\n".join(f"{label}: {text}" for label, text in parts),
        "markdown": "\n\n".join(f"**{label}:** {escape(text)}" for label, text in parts),
    }


def _result(
    one: FindingText, index: int, lines: Sequence[str] | None, related: Sequence[Related], words: ScanWords
) -> dict[str, Any]:
    finding = one.finding
    where = "" if one.lined else f" ({one.spot})"
    said = f"{one.message}{where}. {words.read_as}: {one.reading}. {words.instead}: “{one.instead}”"
    if not one.lined:
        said += f" “{one.quote}”"
    made: dict[str, Any] = {
        "ruleId": one.flag.id,
        "ruleIndex": index,
        "level": LEVELS[finding.confidence],
        "message": {"text": said},
        "locations": [_location(one, lines)],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        "properties": {
            "confidence": finding.confidence,
            "precision": PRECISION[finding.confidence],
            "right": finding.right,
        },
    }
    if related:
        made["message"]["text"] += "".join(f" {said}." for said in one.otherwise)
        made["relatedLocations"] = [
            {**_line(other.place), "id": number, "message": {"text": said}}
            for number, (other, said) in enumerate(zip(related, one.otherwise, strict=True), start=1)
        ]
    if one.exemption:
        made["suppressions"] = [_suppression(one.exemption, words)]
    return made


def _location(one: FindingText, lines: Sequence[str] | None) -> dict[str, Any]:
    """Say where a finding stands.

    A PDF or a Word file has no lines that a viewer could go to. GitHub asks for a file and takes a result without a
    region for one about the whole of it; a line that was made up would lead the reader astray. So its page or
    paragraph stands in the message, and as a logical location.
    """
    finding = one.finding
    physical: dict[str, Any] = {"artifactLocation": _artifact(finding.path)}
    if lines is None:
        kind = "page" if finding.page is not None else "paragraph"
        return {"physicalLocation": physical, "logicalLocations": [{"name": one.spot, "kind": kind}]}
    physical["region"] = {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
        "snippet": {"text": _source(finding, lines)},
    }
    return {"physicalLocation": physical}


def _line(place: Place) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": _artifact(place.path),
            "region": {"startLine": max(place.line, 1), "startColumn": max(place.column, 1)},
        }
    }


def _source(finding: Finding, lines: Sequence[str]) -> str:
    """Give what stands in the file between the two ends of a finding, as it was written."""
    part = list(lines[finding.line - 1 : finding.end_line])
    if not part:
        return finding.quote
    part[-1] = part[-1][: finding.end_column - 1]
    part[0] = part[0][finding.column - 1 :]
    return "\n".join(part)


def _suppression(exemption: Exemption, words: ScanWords) -> dict[str, Any]:
    return {
        "kind": "inSource" if exemption.kind == "allowance" else "external",
        "status": "accepted",
        "justification": exemption_text(exemption, words),
    }


def _skipped(skipped: Skipped, words: ScanWords) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": words.was_not_read.format(path=inert(skipped.path), reason=inert(skipped.reason))},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(skipped.path)}}],
        "descriptor": {"id": UNREAD},
    }


def _problem(problem: ExemptionProblem, index: int, nth: int) -> dict[str, Any]:
    said = problem_text(problem)
    return {
        "ruleId": INVALID,
        "ruleIndex": index,
        "level": "error",
        "message": {"text": said},
        "locations": [_line(Place(problem.path, problem.line, problem.column))],
        "partialFingerprints": {FINGERPRINT: fingerprint_of(INVALID, problem.path, str(nth), said)},
    }
