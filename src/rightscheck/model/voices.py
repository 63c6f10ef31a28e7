"""What the three voices say beside one another: leadership, staff, residents, documents. Never averaged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from rightscheck.errors import Place
from rightscheck.model.answers import Evidence
from rightscheck.model.finding import Finding
from rightscheck.model.tally import QuestionTally, Tally, TallyRole

GapStatus = Literal["agree", "differs", "disputed", "kinder", "unsure", "too-few"]
"""agree: within 25. differs: leadership 25 or more above. disputed: 50 or more above, or several people report what
leadership says is absent. kinder: the people asked see it 25 or more better than leadership. unsure: what may be shown
does not settle it. too-few: fewer than five people."""
QuoteStatus = Literal["found", "moved", "changed", "gone", "unread"]
"""found where it was said to be; moved to another place or file; changed: a small difference; gone; unread: the file
could not be read."""


@dataclass(frozen=True, slots=True)
class Gap:
    """How one group sees a practice beside leadership."""

    voice: TallyRole
    status: GapStatus
    tally: QuestionTally
    gap: tuple[int, int] | None
    """Leadership's worth minus the group's mean: at least the first, at most the second; None where either is not
    known."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """An answer and a sentence of a document that cannot both be so."""

    indicator: str
    option: str
    kind: Literal["said-kept-written-taken", "said-taken-written-kept"]
    said: Place | None
    """Where the answer stands."""
    finding: Finding
    """The sentence."""
    of_right_only: bool = False
    """Whether it speaks of the right, and may mean another practice than the one that was asked about."""


@dataclass(frozen=True, slots=True)
class Silence:
    """An answer says that a right is kept, and the documents say nothing of that right."""

    indicator: str
    option: str
    rights: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """A quote given as evidence, looked for in its document."""

    indicator: str
    evidence: Evidence
    status: QuoteStatus
    place: str = ""
    """Where it stands now: `policies/handbook.md:88:3`; empty where it stands nowhere."""
    now: str = ""
    """The words that stand there, where they changed; where a quote moved, those most like it in its own file; the
    reason, where the file was not read."""
    difference: str = ""
    """What changed, within its words: Residents [keep → hand in] their phones. Empty where nothing did."""


@dataclass(frozen=True, slots=True)
class Voices:
    """Everything that was heard beside leadership's answers."""

    tallies: Mapping[TallyRole, Tally]
    has_documents: bool
    gaps: Mapping[str, tuple[Gap, ...]]
    """By the id of the indicator: staff before residents."""
    written: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    """What the documents say of a practice, surest first, by the id of the indicator; only those that have rights."""
    near: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    """Sentences that protect the right, and may mean another practice; those that have none are missing."""
    hinted: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    """Sentences that may speak of a practice, though no words in them name it; those that have none are missing."""
    contradictions: tuple[Contradiction, ...] = ()
    silences: tuple[Silence, ...] = ()
    quotes: tuple[QuoteCheck, ...] = ()
