"""Red flags that the answers raise, in the form of findings, for formats that know only places in files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import blake2b

from rightscheck.errors import Place
from rightscheck.model.assessment import Assessment, FlagResult
from rightscheck.model.finding import Confidence, Finding, ReadDocument, ScanResult
from rightscheck.model.red_flag import RedFlag

_DISPUTED = "(Disputed: staff or residents report otherwise. It is no verdict; a visit from outside can settle it.)"
_READINGS = {"disputed": "disputed: leadership answers so, and staff or residents report otherwise"}


def with_flags(
    result: ScanResult, assessment: Assessment, flags: Iterable[FlagResult], lines: Sequence[str]
) -> ScanResult:
    """Add red flags to what the documents say, each at the line of the answer that raises it.

    Args:
        result: What the documents say.
        assessment: The assessment that the flags come from.
        flags: Those to add.
        lines: The lines of the answers file.

    """
    findings = sorted((_finding(flag, assessment) for flag in flags), key=lambda one: (one.line, one.column, one.rule))
    path = assessment.sheet.path
    sheet = ReadDocument(path, "answers", len(assessment.sheet.answers), tuple(lines))
    known: dict[str, RedFlag] = {
        flag.id: flag for standard in assessment.standards for flag in standard.standard.red_flags
    }
    return replace(
        result,
        documents=tuple(sorted((*result.documents, sheet), key=lambda one: one.path)),
        findings=tuple(sorted((*result.findings, *findings), key=lambda one: one.path)),
        flags={**known, **result.flags},
    )


def _finding(result: FlagResult, assessment: Assessment) -> Finding:
    flag = result.flag
    place = next((p for key in result.because if (p := _place(key, assessment))), Place(assessment.sheet.path, 1, 1))
    asked = next((r for r in assessment.results if r.indicator.id in result.because), None)
    quote = f"{asked.indicator.question} {asked.option.text}." if asked and asked.option else flag.practice
    if result.status == "disputed":
        quote = f"{quote} {_DISPUTED}"
    key = "\0".join((assessment.sheet.path, flag.id, *result.because))
    return Finding(
        path=place.path,
        line=place.line,
        column=place.column,
        end_line=place.line,
        end_column=place.column + len(asked.indicator.id) if asked else place.column + 1,
        page=None,
        right=flag.right or flag.id,
        rule=flag.id,
        polarity="violates",
        confidence=_sureness(result),
        quote=quote,
        words=(),
        reading=f"{_READINGS.get(result.status, 'an answer in the self-audit')} ({', '.join(result.because)})",
        fingerprint=blake2b(key.encode(), digest_size=8).hexdigest(),
    )


def _place(key: str, assessment: Assessment) -> Place | None:
    answer = assessment.sheet.answers.get(key)
    return answer.place if answer else None


def _sureness(result: FlagResult) -> Confidence:
    """How grave a flag is, on the scale that these formats have for how sure a finding is."""
    if result.status == "caution":
        return "possible"
    if result.status == "disputed":
        return "likely"
    return "likely" if result.flag.tier == "fix" else "certain"
