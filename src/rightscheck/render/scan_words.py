"""The fixed words about documents, in one place, so that every format says the same and another language can come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rightscheck.model.finding import Confidence, RightStatus

Counted = tuple[str, str]
"""How one is told, and how any other number is; `{n}` is the number."""


def counted(count: int, forms: Counted) -> str:
    """Tell a number with its noun: 1 document, 2 documents."""
    return forms[count != 1].format(n=count)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanWords:
    """Every word that a report about documents says by itself. `{…}` stands for what is filled in."""

    language: str
    """For `<html lang>`."""

    title: str
    kind: str
    """What the page is, in a line above its title."""

    documents: Counted
    unread: Counted
    takes: Counted
    """Findings that take a right away and are not exempt."""
    protects: Counted
    exempt: Counted
    """Findings that let a rule stand."""
    invalid: Counted
    """Waivers and allowances that do not hold."""
    found: str
    """{takes}, {by} (the numbers by confidence), {documents}."""
    nothing_found: str
    """{documents}"""
    nothing_open: str
    """{documents}; where all that was found is let stand."""
    no_promise: str
    none_there: str
    none_read: Counted
    unread_says: str

    confidence: Mapping[Confidence, str]
    confidence_says: Mapping[Confidence, str]
    message: Mapping[Confidence, str]
    """What a finding that takes a right away says in one line; {title} of the red flag, {right}."""
    upholds: str
    roles: Mapping[str, str]

    page: str
    """{n}"""
    paragraph: str
    line: str
    under: str
    """{heading}"""

    read_as: str
    why: str
    instead: str
    """What to write in its place."""
    do_instead: str
    """What to do in its place."""
    wording: str
    more: str
    as_above: str
    """{place}"""

    findings_title: str
    protections_title: str
    rights_title: str
    skipped_title: str
    exempt_title: str
    problems_title: str
    documents_title: str
    summary_title: str
    contents: str
    skip_link: str
    sentences_read: Counted
    click: str
    stands_under: str
    """{heading}"""
    introduced_by: str
    """{intro}"""
    above: str
    exempt_intro: str
    problems_intro: str
    clean: str
    clean_but_exempt: str
    right: str
    says: str
    sentences: str
    status: Mapping[RightStatus, str]
    times_takes: Counted
    times_protects: Counted
    times_exempt: Counted

    exemptions: Mapping[str, str]
    """By kind."""
    until: str
    """{date}"""
    approved_by: str
    """{name}"""
    written_at: str
    """{place}"""
    in_baseline: str

    cut: Counted
    """Findings that a format has no room for."""
    cut_lines: Counted
    see_all: str
    not_this: str
    made: str
    """{version}"""


ENGLISH = ScanWords(
    language="en",
    title="What the documents say",
    kind="Policy documents, read against rights-based practice standards",
    documents=("{n} document", "{n} documents"),
    unread=("{n} document was not read", "{n} documents were not read"),
    takes=("{n} rule takes a right away", "{n} rules take a right away"),
    protects=("{n} protects one", "{n} protect one"),
    exempt=("{n} is let stand", "{n} are let stand"),
    invalid=("{n} exemption does not hold", "{n} exemptions do not hold"),
    found="{takes} ({by}) in {documents}",
    nothing_found="Nothing that takes a right away was found in {documents}",
    nothing_open="Nothing that takes a right away stands open in {documents}",
    no_promise=(
        "That is not a promise: rightscheck knows many wordings, not all of them, and no house by its paper alone."
    ),
    none_there="No documents were found.",
    none_read=(
        "The one document that was found was not read.",
        "None of the {n} documents that were found was read.",
    ),
    unread_says="What was not read may say anything. It counts as not read, never as clean.",
    confidence={"certain": "certain", "likely": "likely", "possible": "possible"},
    confidence_says={
        "certain": "the words leave little doubt",
        "likely": "the words point to it",
        "possible": "worth a look by a person",
    },
    message={
        "certain": "{title}: this rule takes a right away ({right})",
        "likely": "{title}: this rule likely takes a right away ({right})",
        "possible": "{title}: this rule may take a right away ({right})",
    },
    upholds="This rule protects a right ({right})",
    roles={"rule": "rule", "whom": "whom", "act": "what", "not": "turns it", "hint": "hint"},
    page="page {n}",
    paragraph="paragraph {n}",
    line="line {n}",
    under="under “{heading}”",
    read_as="Read as",
    why="Why it matters",
    instead="Write instead",
    do_instead="What to do instead",
    wording="Wording to paste",
    more="More",
    as_above="Why, and what to write instead: as above ({place}).",
    findings_title="Rules that take a right away",
    protections_title="Rules that protect a right",
    rights_title="The rights, and what the documents say of each",
    skipped_title="Not read",
    exempt_title="Let stand, with a reason",
    problems_title="Exemptions that do not hold",
    documents_title="Documents that were read",
    summary_title="In short",
    contents="In this report",
    skip_link="Skip to the result",
    sentences_read=("{n} sentence", "{n} sentences"),
    click="One click selects the whole text.",
    stands_under="Stands under “{heading}”.",
    introduced_by="Introduced by “{intro}”.",
    above="as above",
    exempt_intro="These take a right away too. They do not fail the check, and they never lift the level.",
    problems_intro="What they were to let stand counts as open.",
    clean="Nothing that takes a right away was found here.",
    clean_but_exempt="Nothing else that takes a right away was found here.",
    right="Right",
    says="The documents",
    sentences="Sentences",
    status={
        "restricted": "restricted",
        "protected": "protected",
        "both": "both",
        "silent": "silent",
    },
    times_takes=("{n} takes it", "{n} take it"),
    times_protects=("{n} protects it", "{n} protect it"),
    times_exempt=("{n} let stand", "{n} let stand"),
    exemptions={"baseline": "baseline", "waiver": "waiver", "allowance": "allowed in the document"},
    until="until {date}",
    approved_by="approved by {name}",
    written_at="written at {place}",
    in_baseline="it stood there before the check began",
    cut=("{n} more finding is not shown here.", "{n} more findings are not shown here."),
    cut_lines=("{n} more is not shown here.", "{n} more are not shown here."),
    see_all="See everything with `rightscheck scan --output report.html`.",
    not_this=("A sentence is read as it is written. How a rule is lived, only the people who live with it can say."),
    made="Made with rightscheck {version}. Everything stayed on the computer it was made on.",
)
"""English."""
