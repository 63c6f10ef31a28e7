"""A scan as JSON. Its shape is frozen: a change that could break a reader raises the number in `schema`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Literal

from pydantic import ConfigDict, TypeAdapter, with_config
from typing_extensions import TypedDict

from rightscheck.model.finding import CONFIDENCE_ORDER, Exemption, Finding, Related, ScanResult, Words
from rightscheck.render.scan_text import FindingText, finding_texts, summary
from rightscheck.render.scan_words import ENGLISH, ScanWords, words_for

SCHEMA: Literal["rightscheck/scan@1"] = "rightscheck/scan@1"
NUMBERED_PARAGRAPHS = ("docx", "odt")
"""Formats in which `line` is the number of the paragraph."""


class WordsShape(TypedDict):
    """Words that decided; start and end count the characters of `quote` from 0, line and column those of the file."""

    text: str
    start: int
    end: int
    role: Literal["rule", "whom", "act", "not", "hint"]
    line: int
    column: int


class ExemptShape(TypedDict):
    """Why a finding does not fail the check; `until` is a date, YYYY-MM-DD."""

    kind: Literal["baseline", "waiver", "allowance"]
    reason: str
    until: str | None
    approved_by: str
    place: str


class OtherwiseShape(TypedDict):
    """An answer of the self-audit that a sentence contradicts."""

    question: str
    answer: str
    path: str
    line: int
    column: int


class FindingShape(TypedDict):
    """One right that one sentence takes (`violates`) or protects (`upholds`).

    Lines and columns count from 1, columns in characters; end_column is the place behind the last character. In a
    PDF, line is the line on its page; in a Word or ODT file, the number of the paragraph. `part` says where it stands
    if not in the running text; paragraphs of notes, headers and footers count anew there. `margin`: a header or footer.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    page: int | None
    paragraph: int | None
    part: Literal["footnote", "endnote", "header", "footer", "margin", "table", "box"] | None
    heading: str | None
    intro: str | None
    right: str
    rule: str
    number: str
    title: str
    polarity: Literal["violates", "upholds"]
    confidence: Literal["certain", "likely", "possible"]
    quote: str
    message: str
    words: list[WordsShape]
    reading: str
    why: str
    instead: str
    fingerprint: str
    exempt: ExemptShape | None
    said_otherwise: list[OtherwiseShape]


class DocumentShape(TypedDict):
    """One document that was read."""

    path: str
    format: str
    sentences: int


class RightShape(TypedDict):
    """What the documents say of one right, exempt findings counted in.

    There are none where only what a branch adds is told: of a right that is not named then, nothing is known.
    """

    id: str
    title: str
    status: Literal["restricted", "protected", "both", "silent"]
    violates: int
    upholds: int


class SkippedShape(TypedDict):
    """One document that was not read, or not wholly. Unread is never clean."""

    path: str
    reason: str


class ExemptionProblemShape(TypedDict):
    """A waiver or an allowance that does not hold."""

    path: str
    line: int
    column: int
    what: str
    instead: str


class SummaryShape(TypedDict):
    """Counts. The findings by confidence are those that violate a right and are not exempt."""

    says: str
    documents: int
    skipped: int
    open: int
    certain: int
    likely: int
    possible: int
    exempt: int
    upholds: int
    exemption_problems: int


@with_config(ConfigDict(title="rightscheck/scan@1", extra="ignore"))
class ScanShape(TypedDict):
    """The whole of rightscheck/scan@1; `since` names a branch or commit where only what is new since it is told."""

    schema: Literal["rightscheck/scan@1"]
    since: str | None
    summary: SummaryShape
    documents: list[DocumentShape]
    rights: list[RightShape]
    findings: list[FindingShape]
    skipped: list[SkippedShape]
    exemption_problems: list[ExemptionProblemShape]


def json_text(result: ScanResult, words: ScanWords = ENGLISH) -> str:
    """Render a scan as JSON, the same bytes for the same input; each finding on a line of its own."""
    return "".join(json_pieces(result, words))


def json_pieces(result: ScanResult, words: ScanWords = ENGLISH) -> Iterator[str]:
    """Render a scan as JSON piece by piece: the findings of thousands of documents are never held as text at once."""
    shape = shaped_scan(replace(result, findings=()), words)
    shape["summary"], shape["rights"] = _summary(result, words_for(result, words)), _told_rights(result)
    before = "{\n"
    for key, value in shape.items():
        yield f"{before}  {_line(key)}: "
        yield from _member(_findings(result, words) if key == "findings" else value)
        before = ",\n"
    yield "\n}\n"


def _member(value: object) -> Iterator[str]:
    if not isinstance(value, list | Iterator):
        yield _line(value)
        return
    before = "[\n    "
    for one in value:
        yield f"{before}{_line(one)}"
        before = ",\n    "
    yield "[]" if before[0] == "[" else "\n  ]"


def _line(value: object) -> str:
    """Give JSON on one line: laid out over many, it would take several times as long to write."""
    return json.dumps(value, ensure_ascii=False)


def scan_schema() -> dict[str, Any]:
    """Give the JSON Schema of the output."""
    return TypeAdapter(ScanShape).json_schema()


def shaped_scan(result: ScanResult, words: ScanWords = ENGLISH) -> ScanShape:
    """Give a scan in its frozen shape."""
    words = words_for(result, words)
    return {
        "schema": SCHEMA,
        "since": result.since,
        "summary": _summary(result, words),
        "documents": [{"path": one.path, "format": one.format, "sentences": one.sentences} for one in result.documents],
        "rights": _told_rights(result),
        "findings": list(_findings(result, words)),
        "skipped": [{"path": one.path, "reason": one.reason} for one in result.skipped],
        "exemption_problems": [
            {
                "path": one.path,
                "line": one.line,
                "column": one.column,
                "what": one.what,
                "instead": one.instead,
            }
            for one in result.exemption_problems
        ],
    }


def _findings(result: ScanResult, words: ScanWords) -> Iterator[FindingShape]:
    numbered = {document.path for document in result.documents if document.format in NUMBERED_PARAGRAPHS}
    texts = finding_texts(result, words_for(result, words))
    return (
        _finding(one, result.related.get(one.finding.fingerprint, ()), numbered=one.finding.path in numbered)
        for one in texts
    )


def _told_rights(result: ScanResult) -> list[RightShape]:
    """Give the table of rights, unless only a part of the text was looked at."""
    return _rights(result) if result.since is None else []


def _summary(result: ScanResult, words: ScanWords) -> SummaryShape:
    still = result.open_findings
    certain, likely, possible = (sum(f.confidence == one for f in still) for one in CONFIDENCE_ORDER)
    upholds = sum(f.polarity == "upholds" for f in result.findings)
    return {
        "says": summary(result, words),
        "documents": len(result.documents),
        "skipped": len(result.skipped),
        "open": len(still),
        "certain": certain,
        "likely": likely,
        "possible": possible,
        "exempt": len(result.findings) - upholds - len(still),
        "upholds": upholds,
        "exemption_problems": len(result.exemption_problems),
    }


def _rights(result: ScanResult) -> list[RightShape]:
    status = result.right_status()
    return [
        {
            "id": right.id,
            "title": right.title,
            "status": status[right.id],
            "violates": sum(f.right == right.id and f.polarity == "violates" for f in result.findings),
            "upholds": sum(f.right == right.id and f.polarity == "upholds" for f in result.findings),
        }
        for right in result.rights
    ]


def _finding(text: FindingText, related: Sequence[Related], *, numbered: bool) -> FindingShape:
    finding = text.finding
    return {
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "page": finding.page,
        "paragraph": finding.line if numbered else None,
        "part": finding.part,
        "heading": finding.headings[-1] if finding.headings else None,
        "intro": finding.intro,
        "right": finding.right,
        "rule": finding.rule,
        "number": text.flag.number,
        "title": text.flag.title,
        "polarity": finding.polarity,
        "confidence": finding.confidence,
        "quote": finding.quote,
        "message": text.message,
        "words": [_words(finding, word) for word in finding.words],
        "reading": finding.reading,
        "why": text.flag.harm,
        "instead": text.flag.instead,
        "fingerprint": finding.fingerprint,
        "exempt": _exempt(text.exemption),
        "said_otherwise": [
            {
                "question": one.question,
                "answer": one.answer,
                "path": one.place.path,
                "line": one.place.line,
                "column": one.place.column,
            }
            for one in related
        ],
    }


def _words(finding: Finding, word: Words) -> WordsShape:
    return {
        "text": finding.quote[word.start : word.end],
        "start": word.start,
        "end": word.end,
        "role": word.role,
        "line": word.line,
        "column": word.column,
    }


def _exempt(exemption: Exemption | None) -> ExemptShape | None:
    if exemption is None:
        return None
    return {
        "kind": exemption.kind,
        "reason": exemption.reason,
        "until": exemption.until.isoformat() if exemption.until else None,
        "approved_by": exemption.approved_by,
        "place": exemption.place,
    }
