"""A scan as a GitLab Code Quality report."""

from __future__ import annotations

import json
from typing import Any

from rightscheck.model.finding import Confidence, ScanResult
from rightscheck.render.scan_text import FindingText, finding_texts, fingerprint_of, inert, numbered, problem_text
from rightscheck.render.scan_words import ENGLISH, ScanWords, words_for

SEVERITIES: dict[Confidence, str] = {"certain": "major", "likely": "minor", "possible": "info"}
UNREAD = "blocker"
INVALID = "critical"
"""An exemption that does not hold fails the check whatever the findings are."""


def gitlab(result: ScanResult, words: ScanWords = ENGLISH) -> str:
    """Render what takes a right away and is not exempt, and what was not read, as one JSON array."""
    words = words_for(result, words)
    still = [one for one in finding_texts(result, words) if one.finding.polarity == "violates" and not one.exemption]
    entries = [
        *(_entry(f"{words.skipped_title}: {inert(one.reason)}", "unread", UNREAD, one.path) for one in result.skipped),
        *(
            _entry(problem_text(one), "exemption", INVALID, one.path, one.line, nth)
            for one, nth in numbered(result.exemption_problems)
        ),
        *(_finding(one, words) for one in still),
    ]
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"


def _finding(one: FindingText, words: ScanWords) -> dict[str, Any]:
    where = "" if one.lined else f" ({one.spot})"
    otherwise = "".join(f" {said}." for said in one.otherwise)
    return {
        "description": f"{one.message}{where}: “{one.quote}” {words.instead}: {one.instead}{otherwise}",
        "check_name": one.flag.id,
        "fingerprint": one.finding.fingerprint,
        "severity": SEVERITIES[one.finding.confidence],
        "location": _location(one.finding.path, one.finding.line if one.lined else 1),
    }


def _entry(description: str, check: str, severity: str, path: str, line: int = 1, nth: int = 0) -> dict[str, Any]:
    return {
        "description": description,
        "check_name": check,
        "fingerprint": fingerprint_of(check, path, str(nth), description),
        "severity": severity,
        "location": _location(path, line),
    }


def _location(path: str, line: int) -> dict[str, Any]:
    """Say where; GitLab wants a line even where a file has none, and then gets the first."""
    return {"path": path.removeprefix("./"), "lines": {"begin": max(line, 1)}}
