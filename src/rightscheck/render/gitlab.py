"""A scan as a GitLab Code Quality report."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import Any

from rightscheck.model.finding import Confidence, ScanResult
from rightscheck.render.scan_text import FindingText, finding_texts, inert
from rightscheck.render.scan_words import ENGLISH

SEVERITIES: dict[Confidence, str] = {"certain": "major", "likely": "minor", "possible": "info"}
UNREAD = "blocker"
INVALID = "critical"
"""An exemption that does not hold fails the check whatever the findings are."""


def gitlab(result: ScanResult) -> str:
    """Render what takes a right away and is not exempt, and what was not read, as one JSON array."""
    still = [one for one in finding_texts(result) if one.finding.polarity == "violates" and not one.exemption]
    entries = [
        *(
            _entry(f"{ENGLISH.skipped_title}: {inert(one.reason)}", "unread", UNREAD, one.path)
            for one in result.skipped
        ),
        *(
            _entry(f"{inert(one.what)}; {inert(one.instead)}", "exemption", INVALID, one.path, one.line)
            for one in result.exemption_problems
        ),
        *map(_finding, still),
    ]
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"


def _finding(one: FindingText) -> dict[str, Any]:
    where = "" if one.lined else f" ({one.spot})"
    return {
        "description": f"{one.message}{where}: “{one.quote}” {ENGLISH.instead}: {one.instead}",
        "check_name": one.flag.id,
        "fingerprint": one.finding.fingerprint,
        "severity": SEVERITIES[one.finding.confidence],
        "location": _location(one.finding.path, one.finding.line if one.lined else 1),
    }


def _entry(description: str, check: str, severity: str, path: str, line: int = 1) -> dict[str, Any]:
    seed = "\0".join((check, path, description)).encode("utf-8", "surrogatepass")
    return {
        "description": description,
        "check_name": check,
        "fingerprint": blake2b(seed, digest_size=8).hexdigest(),
        "severity": severity,
        "location": _location(path, line),
    }


def _location(path: str, line: int) -> dict[str, Any]:
    """Say where; GitLab wants a line even where a file has none, and then gets the first."""
    return {"path": path.removeprefix("./"), "lines": {"begin": max(line, 1)}}
