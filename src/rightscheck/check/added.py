"""What a branch adds: the findings whose sentence the old version did not have.

Sentences are compared by their words and not by their lines, so that a moved paragraph is not new, and the
same comparison serves Word and PDF.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from rightscheck.model.finding import Finding

Key = tuple[str, ...]


def added(
    findings: Iterable[Finding],
    before: Mapping[str, Sequence[Finding]],
    gone: Iterable[Finding] = (),
) -> tuple[Finding, ...]:
    """Give the findings that are new, in the order given.

    Args:
        findings: Those of the documents as they are now.
        before: Those of the same documents' old versions, by the path that each document has now.
        gone: Those of documents that are no longer there.

    """
    by_path: dict[str, list[Finding]] = {}
    findings = list(findings)
    for finding in findings:
        by_path.setdefault(finding.path, []).append(finding)
    new: list[Finding] = []
    left = Counter(map(_said, gone))
    for path, now in by_path.items():
        old = before.get(path, ())
        # First those that stand where they stood: of two equal sentences the one under a new heading is new.
        rest, unmatched = _unmatched(now, Counter(map(_said_here, old)), _said_here)
        counts: Counter[Key] = Counter()
        for key, count in unmatched.items():
            counts[key[:3]] += count
        rest, unmatched = _unmatched(rest, counts, _said)
        new += rest
        left += unmatched
    for path, old in before.items():
        if path not in by_path:
            left += Counter(map(_said, old))
    # A sentence that left one document for another has moved too.
    new, _ = _unmatched(new, left, _said)
    kept = {id(finding) for finding in new}
    return tuple(finding for finding in findings if id(finding) in kept)


def _unmatched(
    now: Iterable[Finding], known: Counter[Key], key: Callable[[Finding], Key]
) -> tuple[list[Finding], Counter[Key]]:
    """Strike out what is known, each as often as it is known; give what remains on both sides."""
    known = known.copy()
    rest = []
    for finding in now:
        if known[key(finding)] > 0:
            known[key(finding)] -= 1
        else:
            rest.append(finding)
    return rest, +known


def _said(finding: Finding) -> Key:
    return finding.rule, finding.polarity, " ".join(finding.quote.casefold().split())


def _said_here(finding: Finding) -> Key:
    return *_said(finding), *finding.headings, "\0", finding.intro or ""
