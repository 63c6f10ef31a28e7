"""A scan in words: what every readable format says of a finding, worked out once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from rightscheck.model.document import Skipped
from rightscheck.model.finding import (
    CONFIDENCE_ORDER,
    Exemption,
    ExemptionProblem,
    Finding,
    ReadDocument,
    RightStatus,
    ScanResult,
)
from rightscheck.model.red_flag import RedFlag
from rightscheck.render.scan_words import ENGLISH, ScanWords, counted, words_for

PRIMARY = ("act", "rule", "not", "whom", "hint")
"""Which of the words stands for the finding: the first role that it has."""
WORDED_AT_LEAST = 40
"""Characters of advice that are worth printing; a shorter first sentence takes the next one along."""

_HARMFUL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
"""Drives a terminal, turns the direction of what follows, or may not stand in XML."""
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACE = re.compile(r"\s")
_SENTENCE = re.compile(r".+?[.!?][\"”’)]*(?=\s|$)", re.DOTALL)
_EMPHASIS = re.compile(r"\*([^*]+)\*")


def inert(text: str) -> str:
    """Make text from a document fit to be shown: nothing in it acts on what shows it, and it has no ends of lines."""
    return _SPACE.sub(" ", _LONE_SURROGATE.sub("\ufffd", _HARMFUL.sub("", text)))


def opening(text: str) -> str:
    """Give the first sentence; where that is very short, the next one with it."""
    end = 0
    for sentence in _SENTENCE.finditer(text):
        end = sentence.end()
        if end >= WORDED_AT_LEAST:
            break
    return text[:end] or text


def emphasised(reading: str) -> list[tuple[str, bool]]:
    """Part how words were read into what stands between asterisks, and what does not."""
    parts = _EMPHASIS.split(inert(reading))
    return [(part, index % 2 == 1) for index, part in enumerate(parts) if part]


def unmarked(reading: str) -> str:
    """Give how words were read as plain text."""
    return "".join(part for part, _ in emphasised(reading))


def pieces(finding: Finding) -> list[tuple[str, str | None]]:
    """Part a quote into its deciding words with their roles, and what stands between them (None)."""
    roles: list[str | None] = [None] * len(finding.quote)
    primary = primary_role(finding)
    for word in sorted(finding.words, key=lambda one: one.role == primary):  # the primary words win where they overlap
        start, end = max(word.start, 0), min(word.end, len(roles))
        roles[start:end] = [word.role] * max(end - start, 0)
    parts: list[tuple[str, str | None]] = []
    start = 0
    for end in range(1, len(roles) + 1):
        if end == len(roles) or roles[end] != roles[start]:
            parts.append((inert(finding.quote[start:end]), roles[start]))
            start = end
    return parts


def primary_role(finding: Finding) -> str | None:
    """Tell which role stands for the finding."""
    had = {word.role for word in finding.words}
    return next((role for role in PRIMARY if role in had), None)


@dataclass(frozen=True, slots=True)
class FindingText:
    """A finding with its place and its message in words."""

    finding: Finding
    flag: RedFlag
    right: str
    place: str
    """With the path: "handbook.md:12:3", or "rules.pdf, page 3"."""
    spot: str
    """Without the path: "line 12", or "paragraph 12, under “House rules”"."""
    lined: bool
    """Its line and column lead to the sentence in an editor."""
    message: str
    otherwise: tuple[str, ...]
    """The answers of a self-audit that say otherwise, each in a sentence with its place."""
    reading: str
    exemption: Exemption | None
    anchor: str
    """An id on a page."""
    first: FindingText | None
    """Where the same red flag was met first in the same document, and its advice is printed; None if it is here."""

    @property
    def why(self) -> str:
        """Why it matters, in a sentence."""
        return opening(self.flag.harm)

    @property
    def instead(self) -> str:
        """What to write instead, in a sentence."""
        return opening(self.flag.sample_wording)

    @property
    def quote(self) -> str:
        """The sentence, fit to be shown."""
        return inert(self.finding.quote).strip()


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document and what takes a right away in it."""

    document: ReadDocument
    path: str
    findings: tuple[FindingText, ...]
    exempt: tuple[FindingText, ...]


@dataclass(frozen=True, slots=True)
class RightText:
    """One line of the table of rights."""

    id: str
    title: str
    status: RightStatus
    word: str
    counts: str
    """How many sentences take it, protect it, and are let stand."""


@dataclass(frozen=True, slots=True)
class ScanReport:
    """Everything a readable report says, in its order."""

    words: ScanWords
    """Those that fit the result; a format uses these and no others."""
    summary: str
    since_says: str
    """What is left out, where only what a branch adds is told; empty otherwise."""
    documents: tuple[DocumentText, ...]
    protections: tuple[FindingText, ...]
    rights: tuple[RightText, ...]
    """Empty where only what a branch adds is told: most of the text was not looked at, so no right is silent."""
    skipped: tuple[Skipped, ...]
    exempt_says: str
    """How many are let stand, by kind."""
    problems: tuple[ExemptionProblem, ...]

    @property
    def open(self) -> tuple[FindingText, ...]:
        """What takes a right away and is not exempt."""
        return tuple(one for document in self.documents for one in document.findings)

    @property
    def exempt(self) -> tuple[FindingText, ...]:
        """What takes a right away and is let stand."""
        return tuple(one for document in self.documents for one in document.exempt)


def make_scan_report(result: ScanResult, words: ScanWords = ENGLISH) -> ScanReport:
    """Put the result of a scan into words."""
    words = words_for(result, words)
    texts = list(finding_texts(result, words))
    broken = [one for one in texts if one.finding.polarity == "violates"]
    known = {document.path: document for document in result.documents}
    strays = {one.finding.path: ReadDocument(one.finding.path, "", 0) for one in broken}  # never lose a finding
    here: dict[str, list[FindingText]] = {path: [] for path in {**known, **strays}}
    for one in broken:
        here[one.finding.path].append(one)
    return ScanReport(
        words=words,
        summary=summary(result, words),
        since_says=words.since_says.format(since=inert(result.since or "")),
        documents=tuple(
            DocumentText(
                document=known.get(path) or strays[path],
                path=inert(path),
                findings=tuple(one for one in found if not one.exemption),
                exempt=tuple(one for one in found if one.exemption),
            )
            for path, found in here.items()
        ),
        protections=tuple(one for one in texts if one.finding.polarity == "upholds"),
        rights=tuple(_rights(result, words)) if result.since is None else (),
        skipped=result.skipped,
        exempt_says=_exempt_says(broken, words),
        problems=result.exemption_problems,
    )


def finding_texts(result: ScanResult, words: ScanWords = ENGLISH) -> Iterator[FindingText]:
    """Put each finding into words, in the order of the result, one by one: there may be many thousands."""
    rights = {right.id: right.title for right in result.rights}
    lined = result.lined
    met: dict[tuple[str, str], FindingText] = {}
    for number, finding in enumerate(result.findings, start=1):
        spot = _spot(finding, words, lined=finding.path in lined)
        exemption = result.exemptions.get(finding.fingerprint)
        flag = result.flags[finding.rule]
        right = rights.get(finding.right, finding.right)
        key = (finding.path, finding.rule)
        text = FindingText(
            finding=finding,
            flag=flag,
            right=right,
            place=_place(finding, spot, lined=finding.path in lined),
            spot=spot,
            lined=finding.path in lined,
            message=_message(finding, flag, right, words),
            otherwise=tuple(
                words.otherwise.format(place=inert(str(one.place)), answer=inert(one.answer))
                for one in result.related.get(finding.fingerprint, ())
            ),
            reading=unmarked(finding.reading),
            exemption=exemption,
            anchor=f"finding-{number}",
            first=met.get(key),
        )
        if finding.polarity == "violates" and not exemption:
            met.setdefault(key, text)
        yield text


def summary(result: ScanResult, words: ScanWords = ENGLISH) -> str:
    """Tell a scan in a sentence or three: what was found, and what was not read."""
    words = words_for(result, words)
    if not result.documents and not result.skipped:
        said = [words.none_there.format(since=inert(result.since or ""))]
    elif not result.documents:
        said = [counted(len(result.skipped), words.none_read)]
    else:
        said = [f"{'; '.join(_found(result, words))}."]
        if {flag.right for flag in result.flags.values()} - {right.id for right in result.rights} - {None}:
            said.append(words.looked_for.format(rights="; ".join(right.title for right in result.rights)))
        if not any(finding.polarity == "violates" for finding in result.findings):
            said.append(words.no_promise)
    if result.documents and result.skipped:
        said.append(f"{counted(len(result.skipped), words.unread)}.")
    if result.exemption_problems:
        said.append(f"{counted(len(result.exemption_problems), words.invalid)}.")
    return " ".join(said)


def by_confidence(findings: Iterable[Finding], words: ScanWords = ENGLISH) -> str:
    """Tell how many findings there are of each confidence: 2 certain, 1 possible."""
    counts = Counter(finding.confidence for finding in findings)
    return ", ".join(f"{counts[one]} {words.confidence[one]}" for one in CONFIDENCE_ORDER if counts[one])


def exemption_text(exemption: Exemption, words: ScanWords = ENGLISH) -> str:
    """Tell why a finding is let stand, by whom, and until when."""
    parts = [words.exemptions[exemption.kind]]
    if exemption.until:
        parts.append(words.until.format(date=words.date(exemption.until.isoformat())))
    if exemption.approved_by:
        parts.append(words.approved_by.format(name=inert(exemption.approved_by)))
    if exemption.place:
        parts.append(words.written_at.format(place=inert(exemption.place)))
    reason = inert(exemption.reason).strip() or (words.in_baseline if exemption.kind == "baseline" else "")
    return f"{', '.join(parts)}{': ' if reason else ''}{reason}"


def problem_place(problem: ExemptionProblem) -> str:
    """Tell where a waiver or an allowance stands that does not hold."""
    return f"{inert(problem.path)}:{problem.line}:{problem.column}"


def problem_text(problem: ExemptionProblem) -> str:
    """Tell why a waiver or an allowance does not hold, and what to do."""
    return f"{inert(problem.what)}; {inert(problem.instead)}"


def numbered(problems: Iterable[ExemptionProblem]) -> Iterator[tuple[ExemptionProblem, int]]:
    """Tell which of several equal problems of a file each is: a number that stays when lines are added above it."""
    seen: Counter[tuple[str, str]] = Counter()
    for one in problems:
        key = (one.path, problem_text(one))
        yield one, seen[key]
        seen[key] += 1


def fingerprint_of(*said: str) -> str:
    """Give what is no finding a fingerprint, as findings have one: 16 hex digits, the same for the same words."""
    return blake2b("\0".join(said).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _found(result: ScanResult, words: ScanWords) -> list[str]:
    documents = counted(len(result.documents), words.documents)
    still = result.open_findings
    exempt = sum(f.polarity == "violates" and f.fingerprint in result.exemptions for f in result.findings)
    protecting = sum(f.polarity == "upholds" for f in result.findings)
    if still:
        times = counted(len(still), words.takes)
        parts = [words.found.format(times=times, by=by_confidence(still, words), documents=documents)]
    else:
        parts = [(words.nothing_open if exempt else words.nothing_found).format(documents=documents)]
    parts += [counted(protecting, words.protects)] if protecting else []
    parts += [counted(exempt, words.more_exempt if still else words.exempt)] if exempt else []
    return parts


def _spot(finding: Finding, words: ScanWords, *, lined: bool) -> str:
    if lined:
        return words.line.format(n=finding.line)
    spots = [words.paragraph.format(n=finding.line)]
    if finding.page is not None:
        spots = [words.page.format(n=finding.page)]
    if finding.part is not None:
        spots.append(words.parts[finding.part])
    if finding.page is None and finding.headings:
        spots.append(words.under.format(heading=inert(finding.headings[-1]).strip()))
    return ", ".join(spots)


def _place(finding: Finding, spot: str, *, lined: bool) -> str:
    path = inert(finding.path)
    return f"{path}:{finding.line}:{finding.column}" if lined else f"{path}, {spot}"


def _message(finding: Finding, flag: RedFlag, right: str, words: ScanWords) -> str:
    form = words.message[finding.confidence] if finding.polarity == "violates" else words.upholds
    return form.format(title=flag.title, right=right)


def _rights(result: ScanResult, words: ScanWords) -> Iterable[RightText]:
    status = result.right_status()
    takes = Counter(f.right for f in result.findings if f.polarity == "violates")
    protects = Counter(f.right for f in result.findings if f.polarity == "upholds")
    exempt = Counter(
        f.right for f in result.findings if f.polarity == "violates" and f.fingerprint in result.exemptions
    )
    for right in result.rights:
        taken, stand, kept = takes[right.id], exempt[right.id], protects[right.id]
        told = [counted(taken, words.times_takes)] if taken else []
        if stand:
            told[0] += f" ({counted(stand, words.all_exempt if stand == taken else words.some_exempt)})"
        told += [counted(kept, words.times_protects)] if kept else []
        yield RightText(right.id, right.title, status[right.id], words.status[status[right.id]], ", ".join(told))


def _exempt_says(broken: Sequence[FindingText], words: ScanWords) -> str:
    kinds = Counter(one.exemption.kind for one in broken if one.exemption)
    return ", ".join(f"{count} {words.exemptions[kind]}" for kind, count in sorted(kinds.items()))
