"""What the reading of documents finds. Computed, never written by hand; every part is frozen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from rightscheck.errors import Place
from rightscheck.model.document import Skipped
from rightscheck.model.red_flag import RedFlag
from rightscheck.model.tables import Right

Polarity = Literal["violates", "upholds"]
Confidence = Literal["certain", "likely", "possible"]
CONFIDENCE_ORDER: dict[Confidence, int] = {"certain": 0, "likely": 1, "possible": 2}
"""The surest first."""
RightStatus = Literal["restricted", "protected", "both", "silent"]
FindingPart = Literal["footnote", "endnote", "header", "footer", "margin", "table", "box"]
"""Beside the running text. `margin` is a header or a footer, where a format does not tell which; `box` a text box."""


@dataclass(frozen=True, slots=True)
class Words:
    """Some words of a finding's sentence, and what they were read as."""

    start: int
    """Offset in the finding's `quote`, from 0."""
    end: int
    role: Literal["rule", "whom", "act", "not", "hint"]
    """The words that order, forbid or allow; those it speaks to; what it is about; what turns it round; what
    the learned part leaned on."""
    line: int
    """The place of the first character, as in `Spot`."""
    column: int
    end_line: int
    """The place just behind the last character."""
    end_column: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One right that one sentence takes or protects."""

    path: str
    line: int
    """Of the sentence's first character. In a Word or ODT file: the number of the paragraph."""
    column: int
    end_line: int
    end_column: int
    page: int | None
    right: str
    rule: str
    """Id of the red flag that it speaks of: for `upholds`, the one it keeps away."""
    polarity: Polarity
    confidence: Confidence
    quote: str
    """The sentence as a reader sees it, without markup."""
    words: tuple[Words, ...]
    """The words that decided, in the order of the text; never empty for `certain`."""
    reading: str
    """How they were read: "obligation on *residents* to *turn in phones*"."""
    fingerprint: str
    """Stays the same when lines move: 16 hex digits made of path, rule, polarity, the words of the sentence, and
    which of several equal sentences it is."""
    headings: tuple[str, ...] = ()
    intro: str | None = None
    """The list introduction or table head it stands under."""
    part: FindingPart | None = None
    """Where it stands, when that is not the running text. Paragraphs of notes and margins are counted anew."""


@dataclass(frozen=True, slots=True)
class Exemption:
    """Why a finding does not fail the check. It stays in every report."""

    kind: Literal["baseline", "waiver", "allowance"]
    reason: str = ""
    until: date | None = None
    approved_by: str = ""
    place: str = ""
    """Where it is written: `rightscheck.yaml:12:3` or `handbook.md:40:1`."""


@dataclass(frozen=True, slots=True)
class ExemptionProblem:
    """A waiver or an allowance that does not hold: it has run out, names nothing, or lacks its reason."""

    path: str
    line: int
    column: int
    what: str
    instead: str


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """One document that was read, in numbers."""

    path: str
    format: str
    sentences: int
    lines: tuple[str, ...] | None = field(default=None, repr=False)
    """The lines of the file, to show findings in; None where it is no text file."""


@dataclass(frozen=True, slots=True)
class Related:
    """An answer of the self-audit that a finding contradicts, and where it stands."""

    place: Place
    question: str
    """Id of the question."""
    answer: str
    """The answer in words."""


@dataclass(frozen=True, slots=True)
class ScanResult:
    """Everything that was found in the documents."""

    documents: tuple[ReadDocument, ...]
    findings: tuple[Finding, ...]
    """In the order of path, line, column, right, polarity."""
    skipped: tuple[Skipped, ...]
    rights: tuple[Right, ...]
    """All rights, in the order of rights.yaml."""
    flags: Mapping[str, RedFlag]
    """Every red flag that a finding may name, by id."""
    exemptions: Mapping[str, Exemption] = field(default_factory=dict)
    """By fingerprint: the findings that do not fail the check."""
    exemption_problems: tuple[ExemptionProblem, ...] = ()
    related: Mapping[str, tuple[Related, ...]] = field(default_factory=dict)
    """By fingerprint: the answers that say otherwise."""
    language: str = "en"
    """In which it is told. The texts of the flags and rights are in it already."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """The fixed words of that language by their paths; what is not there is told in English."""
    since: str | None = None
    """The branch or commit since which only what is new is in `findings`; None where all that was found is. With it,
    nothing can be said of a right about which nothing was found: most of the text was not looked at."""

    @property
    def lined(self) -> frozenset[str]:
        """The paths of the documents that have lines. A finding in another one stands on a page or in a paragraph."""
        return frozenset(document.path for document in self.documents if document.lines is not None)

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """What violates a right and is not exempt."""
        return tuple(f for f in self.findings if f.polarity == "violates" and f.fingerprint not in self.exemptions)

    def right_status(self) -> dict[str, RightStatus]:
        """Tell for each right whether the documents restrict it, protect it, do both, or are silent."""
        said = Counter((finding.right, finding.polarity) for finding in self.findings)
        table: dict[tuple[bool, bool], RightStatus] = {
            (True, True): "both",
            (True, False): "restricted",
            (False, True): "protected",
            (False, False): "silent",
        }
        return {right.id: table[(right.id, "violates") in said, (right.id, "upholds") in said] for right in self.rights}
