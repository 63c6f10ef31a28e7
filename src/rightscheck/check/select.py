"""What of a result is reported, and what of it fails a run."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from rightscheck.model.config import FailOnConfidence
from rightscheck.model.finding import CONFIDENCE_ORDER, Confidence, Finding, ScanResult


def narrowed(result: ScanResult, least: Confidence, rights: Collection[str] = ()) -> ScanResult:
    """Keep the findings that are at least so sure, and speak of these rights; all rights where none is named."""
    findings = tuple(
        finding
        for finding in result.findings
        if CONFIDENCE_ORDER[finding.confidence] <= CONFIDENCE_ORDER[least] and (not rights or finding.right in rights)
    )
    shown = tuple(right for right in result.rights if not rights or right.id in rights)
    return replace(result, findings=findings, rights=shown)


def least_reported(least: Confidence, fail_on: FailOnConfidence) -> Confidence:
    """Give the least sure findings to report: what fails a run is always reported."""
    return least if fail_on == "never" else max(least, fail_on, key=CONFIDENCE_ORDER.__getitem__)


def failing_findings(result: ScanResult, fail_on: FailOnConfidence) -> tuple[Finding, ...]:
    """Give the findings that make a run fail: open ones that are at least so sure."""
    if fail_on == "never":
        return ()
    return tuple(f for f in result.open_findings if CONFIDENCE_ORDER[f.confidence] <= CONFIDENCE_ORDER[fail_on])


def fails(result: ScanResult, fail_on: FailOnConfidence) -> bool:
    """Whether documents fail a run: by a finding, or by a waiver or an allowance that does not hold."""
    return fail_on != "never" and bool(result.exemption_problems or failing_findings(result, fail_on))


def moved_under(result: ScanResult, folder: str) -> ScanResult:
    """Name the documents from the folder above instead: `handbook.md` becomes `policies/handbook.md`.

    Fingerprints stay, so that a baseline holds wherever a command is run from.
    """
    if not folder:
        return result

    def under(path: str) -> str:
        return f"{folder}/{path}"

    # The place of a waiver is that of the settings file, which is told in full already.
    documents = {one.path for one in result.documents}
    exemptions = {
        fingerprint: replace(one, place=under(one.place)) if one.kind == "allowance" else one
        for fingerprint, one in result.exemptions.items()
    }
    problems = [
        replace(one, path=under(one.path)) if one.path in documents else one for one in result.exemption_problems
    ]
    return replace(
        result,
        documents=tuple(replace(one, path=under(one.path)) for one in result.documents),
        findings=tuple(replace(one, path=under(one.path)) for one in result.findings),
        skipped=tuple(replace(one, path=under(one.path)) for one in result.skipped),
        exemptions=exemptions,
        exemption_problems=tuple(problems),
    )
