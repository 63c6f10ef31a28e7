"""Baseline, waivers and allowances: what they let stand, and which of them no longer hold.

Nothing is taken out of a result here: what stands for a reason stays in every report.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from itertools import accumulate
from typing import Literal

from rightscheck.errors import Place, Problem
from rightscheck.model.baseline import Baseline
from rightscheck.model.config import Waiver
from rightscheck.model.document import Allowance
from rightscheck.model.finding import Exemption, ExemptionProblem, Finding, ScanResult
from rightscheck.model.red_flag import RedFlag

WORDS_AT_LEAST = 3
"""A quote shorter than this must be the whole sentence: a single word would let far more stand than was meant."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Grounds:
    """Everything by which findings may stand."""

    allowances: Mapping[str, Sequence[Allowance]]
    """By the path of the document that they stand in."""
    waivers: Sequence[tuple[Waiver, Place]] = ()
    """Each with its place in the settings."""
    baseline: Baseline | None = None
    baseline_path: str = ""


@dataclass(frozen=True, slots=True)
class _Claim:
    """One waiver or allowance, in the form that both share."""

    kind: Literal["waiver", "allowance"]
    rule: str
    until: str
    reason: str
    approved_by: str
    place: Place
    covers: Callable[[Finding], bool]
    lacks: tuple[tuple[str, str], ...] = ()
    """What else is missing: the problem, and the next step."""
    lines: tuple[int, int] | None = None
    """The first and the last line that it can cover, of the document that its place names; None for any line of any."""


class _Index:
    """Finds what a claim may cover without looking at everything: a hostile document holds thousands of both."""

    def __init__(self, found: Iterable[Finding]) -> None:
        self.by_rule: dict[str, list[Finding]] = {}
        by_place: dict[tuple[str, str], list[Finding]] = {}
        for finding in found:
            self.by_rule.setdefault(finding.rule, []).append(finding)
            by_place.setdefault((finding.rule, finding.path), []).append(finding)
        self.by_place = {}
        for key, findings in by_place.items():
            findings.sort(key=lambda finding: finding.line)
            ends = list(accumulate((finding.end_line for finding in findings), max))
            self.by_place[key] = (findings, [finding.line for finding in findings], ends)

    def of(self, rule: str, claim: _Claim) -> Sequence[Finding]:
        """Give the findings of a red flag that a claim may cover."""
        if claim.lines is None:
            return self.by_rule.get(rule, ())
        findings, begins, ends = self.by_place.get((rule, claim.place.path), ((), (), ()))
        return findings[bisect_left(ends, claim.lines[0]) : bisect_right(begins, claim.lines[1])]


def exempt(result: ScanResult, grounds: Grounds, today: date) -> tuple[ScanResult, tuple[Problem, ...]]:
    """Mark the findings that may stand, and name every waiver or allowance that does not hold.

    A date is the last day on which it holds. What an expired one covered counts again. Where several cover a
    finding, an allowance comes before a waiver, and a waiver before the baseline.

    Returns:
        The result with its exemptions, and notes on what covers nothing any more.

    """
    exemptions: dict[str, Exemption] = {}
    problems: list[ExemptionProblem] = []
    notes: list[Problem] = []
    found = [finding for finding in result.findings if finding.polarity == "violates"]
    lapsed: set[str] = set()
    index = _Index(found)
    for claim in (*_allowed(grounds.allowances), *(_waived(waiver, place) for waiver, place in grounds.waivers)):
        flag = _flag(claim.rule, result.flags)
        covered = [f.fingerprint for f in index.of(flag.id, claim) if claim.covers(f)] if flag else []
        wrong = list(_wrongs(claim, flag, result.flags, today))
        if wrong:
            problems += [_told(claim, *one) for one in wrong]
            lapsed.update(covered)
            continue
        if not covered:
            notes.append(_unused(claim))
        for fingerprint in covered:
            exemptions.setdefault(fingerprint, _exemption(claim))
    notes += _baseline(found, grounds, exemptions, lapsed, result)
    return replace(result, exemptions=exemptions, exemption_problems=tuple(problems)), tuple(notes)


def _allowed(allowances: Mapping[str, Sequence[Allowance]]) -> Iterator[_Claim]:
    for path, several in sorted(allowances.items()):
        for one in several:
            yield _Claim(
                kind="allowance",
                rule=one.rule,
                until=one.until,
                reason=one.reason,
                approved_by="",
                place=Place(path, one.line, 1),
                covers=_within(path, one.covers),
                lines=one.covers,
            )


def _within(path: str, lines: tuple[int, int]) -> Callable[[Finding], bool]:
    first, last = lines
    return lambda finding: finding.path == path and finding.line <= last and first <= finding.end_line


def _waived(waiver: Waiver, place: Place) -> _Claim:
    lacks = []
    if waiver.path is None:
        lacks.append(("it names no document", "add the path: a document, or a pattern such as policies/**"))
    if waiver.quote is None and waiver.line is None:
        lacks.append(("it names no sentence", "add the quote, or else the line"))
    path = _pattern(waiver.path or "")
    quote = _plain(waiver.quote or "")

    def covers(finding: Finding) -> bool:
        if not path.fullmatch(finding.path):
            return False
        if waiver.quote is not None:
            return _is_said(quote, _plain(finding.quote))
        return waiver.line is not None and finding.line <= waiver.line <= finding.end_line

    return _Claim(
        kind="waiver",
        rule=waiver.rule or "",
        until=waiver.expires or "",
        reason=waiver.reason or "",
        approved_by=waiver.approved_by or "",
        place=place,
        covers=covers,
        lacks=tuple(lacks),
    )


def _plain(text: str) -> str:
    """Give the words alone: marks, quotation signs and capitals do not matter."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _is_said(quote: str, sentence: str) -> bool:
    if quote.count(" ") + 1 < WORDS_AT_LEAST:
        return quote == sentence
    return f" {quote} " in f" {sentence} "


def _pattern(path: str) -> re.Pattern[str]:
    """Make a pattern of a path: `*` is any part of a name, `**` any folders; a folder is all that is in it.

    Matching takes time in step with the path, however many stars there are: what stands between two of them is looked
    for from the left, and what is found first is kept, for then the rest has the most room. For that, `**` in the
    midst of a name is read as `*`.
    """
    path = path.replace("\\", "/").removeprefix("./")
    path = re.sub(r"(?<![^/])\*{2,}(?=[^/*])", "**/*", path)  # **.md
    if path.endswith(("/", "**")):
        path, rest = path.rstrip("*"), ".*"
    else:
        rest = ""
    first, *others = re.split(r"(?:(?<![^/])\*{2,}/)+", path)
    groups = ["/".join(map(_name, group.split("/"))) for group in others]
    middle = "".join(f"(?>(?:.*?/)??{group})" for group in groups[:-1])
    last = f"(?:.*/)?{groups[-1]}" if groups else ""
    return re.compile("/".join(map(_name, first.split("/"))) + middle + last + rest, re.DOTALL)


def _name(name: str) -> str:
    """Make an expression of one name in a path, or of a part of one."""
    first, *others = ["[^/]".join(map(re.escape, part.split("?"))) for part in re.split(r"\*+", name)]
    if not others:
        return first
    return "".join((first, *(f"(?>[^/]*?{part})" for part in others[:-1]), f"[^/]*{others[-1]}"))


def _flag(rule: str, flags: Mapping[str, RedFlag]) -> RedFlag | None:
    """Find a red flag by its id or its number."""
    wanted = rule.strip().casefold()
    return next((f for f in flags.values() if wanted in (f.id.casefold(), f.number.casefold())), None)


def _wrongs(
    claim: _Claim, flag: RedFlag | None, flags: Mapping[str, RedFlag], today: date
) -> Iterator[tuple[str, str]]:
    """Give what keeps a waiver or an allowance from holding, each with the next step."""
    if flag is None:
        near = get_close_matches(claim.rule.casefold(), flags, n=1)
        said = f"there is no rule '{claim.rule}'" if claim.rule else "it names no rule"
        yield said, f"did you mean '{near[0]}'?" if near else "see the ids with: rightscheck standards show fnusa-core"
    yield from claim.lacks
    if not claim.reason:
        yield "it gives no reason", "say why the rule stands for now"
    until = _day(claim.until)
    if not claim.until:
        yield "it has no end date", "add the last day it holds, such as 2027-01-31"
    elif until is None:
        yield f"'{claim.until}' is no date", "write it as 2027-01-31"
    elif until < today:
        yield f"it ran out on {until}", "change the rule in the document, or decide anew and set another date"


def _day(text: str) -> date | None:
    """Read a day in full; a month alone does not say when it ends."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def _told(claim: _Claim, what: str, instead: str) -> ExemptionProblem:
    place = claim.place
    return ExemptionProblem(place.path, place.line, place.column, f"this {claim.kind} does not hold: {what}", instead)


def _unused(claim: _Claim) -> Problem:
    return Problem(claim.place, f"this {claim.kind} covers nothing any more", "take it out")


def _exemption(claim: _Claim) -> Exemption:
    return Exemption(claim.kind, claim.reason, _day(claim.until), claim.approved_by, str(claim.place))


def _baseline(
    found: Iterable[Finding],
    grounds: Grounds,
    exemptions: dict[str, Exemption],
    lapsed: set[str],
    result: ScanResult,
) -> Iterator[Problem]:
    """Let stand what the baseline holds, and tell when parts of it match nothing any more.

    What an expired waiver covered is not taken back in by the baseline.
    """
    if grounds.baseline is None:
        return
    held = {entry.key for entry in grounds.baseline.findings}
    exemption = Exemption("baseline", grounds.baseline.reason, place=grounds.baseline_path)
    met = set()
    for finding in found:
        key = (finding.path, finding.rule, finding.fingerprint)
        met.add(key)
        if key in held and finding.fingerprint not in lapsed:
            exemptions.setdefault(finding.fingerprint, exemption)
    unread = {skipped.path for skipped in result.skipped}
    stale = sum(key[0] not in unread for key in held - met)
    if stale:
        count = "one finding" if stale == 1 else f"{stale} findings"
        what = f"{count} of this baseline {'is' if stale == 1 else 'are'} no longer in the documents"
        yield Problem(Place(grounds.baseline_path), what, "write it again with: rightscheck baseline")
