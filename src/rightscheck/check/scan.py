"""Documents become findings: each judgement of the detector gets its place, its fingerprint, and its order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import blake2b

from rightscheck.check.detector import Detector, Judgement
from rightscheck.check.reading import Mark
from rightscheck.model.document import Block, Document, Skipped
from rightscheck.model.finding import (
    CONFIDENCE_ORDER,
    Confidence,
    Finding,
    FindingPart,
    ReadDocument,
    ScanResult,
    Words,
)
from rightscheck.model.standard import Standard
from rightscheck.model.tables import Right

_PARTS: dict[str, FindingPart] = {
    "footnotes": "footnote",
    "endnotes": "endnote",
    "header": "header",
    "footer": "footer",
    "styles": "margin",
}
"""By a word in the name of a part of a Word or ODT file."""
_KINDS: dict[str, FindingPart] = {"note": "footnote", "box": "box", "row": "table"}


def read_findings(
    document: Document, detector: Detector, told: Confidence = "possible"
) -> tuple[ReadDocument, tuple[Finding, ...]]:
    """Judge every sentence of one document.

    Args:
        document: The document.
        detector: By what it is judged.
        told: The least sure findings that will be shown. Less sure ones are there too, for what may be said of them
            by waivers and allowances, but without the words that decided, which take most of the room.

    """
    findings: list[Finding] = []
    seen: Counter[tuple[str, str, str]] = Counter()
    sentences = 0
    for block in document.blocks:
        reading = detector.read(block)
        sentences += reading.sentences
        for judgement in reading.judgements:
            quote = block.text[judgement.start : judgement.end]
            key = (judgement.rule, judgement.polarity, " ".join(quote.casefold().split()))
            if CONFIDENCE_ORDER[judgement.confidence] > CONFIDENCE_ORDER[told]:
                judgement = replace(judgement, words=(), reading="")  # noqa: PLW2901
            findings.append(_finding(document.path, block, judgement, quote, seen[key]))
            seen[key] += 1
    read = ReadDocument(document.path, document.format, sentences, document.lines)
    return read, tuple(sorted(findings, key=_order))


def gather(
    read: Iterable[tuple[ReadDocument, tuple[Finding, ...]]],
    skipped: Iterable[Skipped],
    rights: Sequence[Right],
    standards: Sequence[Standard],
) -> ScanResult:
    """Put what was read in one result, in an order that does not depend on who read what first."""
    parts = sorted(read, key=lambda part: part[0].path)
    return ScanResult(
        documents=tuple(document for document, _ in parts),
        findings=tuple(finding for _, findings in parts for finding in findings),
        skipped=tuple(sorted(set(skipped))),
        rights=tuple(rights),
        flags={flag.id: flag for standard in standards for flag in standard.red_flags},
    )


def _finding(path: str, block: Block, judgement: Judgement, quote: str, nth: int) -> Finding:
    first, last = block.spot_at(judgement.start), block.spot_at(judgement.end - 1)
    return Finding(
        path=path,
        line=first.line,
        column=first.column,
        end_line=last.line,
        end_column=last.column + 1,
        page=first.page,
        right=judgement.right,
        rule=judgement.rule,
        polarity=judgement.polarity,
        confidence=judgement.confidence,
        quote=quote,
        words=tuple(_words(block, judgement, mark) for mark in judgement.words),
        reading=judgement.reading,
        fingerprint=_fingerprint(path, judgement.rule, judgement.polarity, quote, nth),
        headings=block.headings,
        intro=block.intro or (" | ".join(block.columns) or None),
        part=_part(block),
    )


def _part(block: Block) -> FindingPart | None:
    named = (part for word, part in _PARTS.items() if word in (block.part or ""))
    return next(named, _KINDS.get(block.kind))


def _words(block: Block, judgement: Judgement, mark: Mark) -> Words:
    first, last = block.spot_at(mark.start), block.spot_at(mark.end - 1)
    return Words(
        mark.start - judgement.start,
        mark.end - judgement.start,
        mark.role,
        first.line,
        first.column,
        last.line,
        last.column + 1,
    )


def _fingerprint(path: str, rule: str, polarity: str, quote: str, nth: int) -> str:
    words = " ".join(quote.casefold().split())
    said = "\0".join((path, rule, polarity, words, str(nth)))
    # The name of a file may hold bytes that are no text.
    return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _order(finding: Finding) -> tuple[int, int, int, str, str]:
    return finding.page or 0, finding.line, finding.column, finding.right, finding.polarity
