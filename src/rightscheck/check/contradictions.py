"""Said against written: the answers that the documents contradict, and those of which they say nothing.

An option tells whether it asserts that the indicator's rights are kept or taken. A sentence contradicts it when it says
the opposite of one of these rights, and speaks of a red flag that looks at the indicator: rules on chores and on unpaid
work are of one right, but only one of them bears on who washes up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rightscheck.model.assessment import Assessment, IndicatorResult
from rightscheck.model.condition import AnswerTest, leaves
from rightscheck.model.finding import CONFIDENCE_ORDER, Finding, ScanResult
from rightscheck.model.red_flag import RedFlag
from rightscheck.model.standard import Indicator, Option, Standard, questions_of
from rightscheck.model.voices import Contradiction, Silence

_SURE = ("certain", "likely")
"""Only such findings speak against an answer; a possible one is for a person to read first."""
_ANSWERS = "answers"
"""The format of an answers file among documents; what is found there is said, not written."""


def contradictions(assessment: Assessment, scan: ScanResult) -> tuple[Contradiction, ...]:
    """Give the answers that a sentence of a document contradicts, each with the sentence.

    Args:
        assessment: The answers, and the standards they were held against.
        scan: What was found in the documents: all of it, not narrowed to some rights. Findings that are let stand
            contradict an answer like any other.

    Returns:
        In the order of the questions; within one, the surest sentences first, then by their place.

    """
    written = _Written(assessment, scan)
    return tuple(
        Contradiction(
            indicator=result.indicator.id,
            option=option.id,
            kind="said-kept-written-taken" if option.asserts == "upholds" else "said-taken-written-kept",
            said=result.answer.place,
            finding=finding,
            of_right_only=written.is_of_right_only(finding, result.indicator),
        )
        for result, option in _asserting(assessment)
        for finding in written.about(result.indicator)
        if finding.polarity != option.asserts and _speaks_against(finding)
    )


@dataclass(frozen=True, slots=True)
class Written:
    """What is said, at least likely, of each practice that has rights: by the id of the question, surest first."""

    named: Mapping[str, tuple[Finding, ...]]
    """Each practice is here: the sentences that take its right, and those that protect the practice itself."""
    near: Mapping[str, tuple[Finding, ...]]
    """The sentences that protect its right, and may mean another practice."""
    hinted: Mapping[str, tuple[Finding, ...]]
    """Those in which no words name the matter."""


def written_about(assessment: Assessment, scan: ScanResult) -> Written:
    """Sort what the documents say of each practice by how surely it speaks of that practice.

    A promise is taken for one about the practice only where its red flag looks at no other: "your room is locked" keeps
    a rule on searches away, and says nothing of cameras, which are of the same red flag.
    """
    written = _Written(assessment, scan)
    named: dict[str, tuple[Finding, ...]] = {}
    near: dict[str, tuple[Finding, ...]] = {}
    hinted: dict[str, tuple[Finding, ...]] = {}
    for result in assessment.results:
        indicator = result.indicator
        if not indicator.rights:
            continue
        about = written.about(indicator)
        of_right = [
            one
            for one in about
            if _is_named(one) and one.polarity == "upholds" and written.is_of_right_only(one, indicator)
        ]
        named[indicator.id] = tuple(one for one in about if _is_named(one) and one not in of_right)
        if of_right:
            near[indicator.id] = tuple(of_right)
        if unnamed := tuple(one for one in about if not _is_named(one)):
            hinted[indicator.id] = unnamed
    return Written(named, near, hinted)


def _speaks_against(finding: Finding) -> bool:
    """Tell whether a sentence is sure enough to be held against an answer.

    Its words must name the matter: that their sum is taken for a rule is not enough. And a promise against an answer
    that admits a rule must be certain, for the answer is the likelier to be so.
    """
    return _is_named(finding) and (finding.polarity == "violates" or finding.confidence == "certain")


def _is_named(finding: Finding) -> bool:
    return any(word.role != "hint" for word in finding.words)


def silences(assessment: Assessment, scan: ScanResult) -> tuple[Silence, ...]:
    """Give the answers that say a right is kept, where the documents say nothing of it either way.

    Nothing is called silent while no document was read, or only what is new in them was looked at.

    Args:
        assessment: The answers, and the standards they were held against.
        scan: What was found in the documents, not narrowed to some rights.

    """
    if scan.since is not None or all(document.format == _ANSWERS for document in scan.documents):
        return ()
    written = _Written(assessment, scan)
    return tuple(
        Silence(result.indicator.id, option.id, result.indicator.rights)
        for result, option in _asserting(assessment)
        if option.asserts == "upholds" and not written.about(result.indicator)
    )


def _asserting(assessment: Assessment) -> Iterator[tuple[IndicatorResult, Option]]:
    """Give the questions whose answer asserts something of a right, with that answer."""
    for result in assessment.results:
        option = result.option
        if option is not None and option.asserts is not None and result.indicator.rights:
            yield result, option


class _Written:
    """What the documents say, by the question that it is about."""

    def __init__(self, assessment: Assessment, scan: ScanResult) -> None:
        self._rules, self._practices = _rules([one.standard for one in assessment.standards], scan.flags)
        self._of_right: dict[str, list[Finding]] = defaultdict(list)
        answers = {document.path for document in scan.documents if document.format == _ANSWERS}
        for finding in sorted(scan.findings, key=_order):
            if finding.confidence in _SURE and finding.path not in answers:
                self._of_right[finding.right].append(finding)

    def about(self, indicator: Indicator) -> list[Finding]:
        """Give what is said of the very practice that a question asks about, the surest first."""
        rules = self._rules.get(indicator.base_id)
        found = [
            finding
            for right in dict.fromkeys(indicator.rights)
            for finding in self._of_right.get(right, ())
            if rules is None or finding.rule in rules
        ]
        return sorted(found, key=_order)

    def is_of_right_only(self, finding: Finding, indicator: Indicator) -> bool:
        """Tell whether a sentence may mean another practice: its red flag does not look at this one alone."""
        return self._practices.get(finding.rule) != {indicator.base_id}


def _rules(
    standards: Sequence[Standard], known: Mapping[str, RedFlag]
) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Say which red flags look at which questions.

    Returns:
        For each question, by its base id, the red flags that look at it; one that none looks at is missing. And for
        each red flag the questions that it looks at and that have rights, or are of a standard that is not assessed.

    """
    rules: dict[str, set[str]] = defaultdict(set)
    practices: dict[str, set[str]] = defaultdict(set)
    own = {flag.id for standard in standards for flag in standard.red_flags}
    # A red flag of a standard that is not assessed names the questions of these by their full names.
    full = {name: asked for one in standards for name, asked in questions_of(standards, one).items() if "/" in name}
    looking = [(flag, questions_of(standards, one)) for one in standards for flag in one.red_flags]
    looking += [(flag, full) for flag in known.values() if flag.id not in own]
    for flag, questions in looking:
        for name in _looked_at(flag):
            for asked in questions.get(name, ()):
                rules[asked.base_id].add(flag.id)
                if asked.rights:
                    practices[flag.id].add(asked.base_id)
            if name not in questions:
                practices[flag.id].add(name)
    return dict(rules), dict(practices)


def _looked_at(flag: RedFlag) -> Iterator[str]:
    """Give the names of the questions that the conditions of a red flag look at."""
    for condition in (flag.present, flag.caution):
        for test, _ in leaves(condition) if condition is not None else ():
            if isinstance(test, AnswerTest):
                yield test.answer


def _order(finding: Finding) -> tuple[int, str, int, int, int, str, str, str]:
    return (
        CONFIDENCE_ORDER[finding.confidence],
        finding.path,
        finding.page or 0,
        finding.line,
        finding.column,
        finding.right,
        finding.rule,
        finding.fingerprint,
    )
