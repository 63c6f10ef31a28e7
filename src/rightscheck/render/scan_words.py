"""The fixed words about documents, in one place, so that every format says the same and another language can come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from rightscheck.model.finding import Confidence, FindingPart, RightStatus, ScanResult
from rightscheck.model.translation import told_in
from rightscheck.render.words import MONTHS

Counted = tuple[str, str]
"""How one is told, and how any other number is; `{n}` is the number."""


def counted(count: int, forms: Counted) -> str:
    """Tell a number with its noun: 1 document, 2 documents."""
    return forms[count != 1].format(n=count)


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchWords:
    """What is said otherwise of a result that holds only what a branch adds, under the names of ScanWords."""

    title: str
    documents: Counted
    found: str
    nothing_found: str
    nothing_open: str
    none_there: str
    since_says: str
    findings_title: str
    protections_title: str
    clean: str
    clean_but_exempt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanWords:
    """Every word that a report about documents says by itself. `{…}` stands for what is filled in."""

    language: str
    """For `<html lang>`."""
    months: tuple[str, ...]
    day: str
    """{month}, {day}, {year}"""

    title: str
    kind: str
    """What the page is, in a line above its title."""

    documents: Counted
    unread: Counted
    takes: Counted
    """How often a right is taken away and that is not let stand; for {times}."""
    protects: Counted
    exempt: Counted
    """Findings that are let stand, where all are."""
    more_exempt: Counted
    """Those that are let stand, where others are not."""
    invalid: Counted
    """Waivers and allowances that do not hold."""
    found: str
    """{times}, {by} (the numbers by confidence), {documents}."""
    nothing_found: str
    """{documents}"""
    nothing_open: str
    """{documents}; where all that was found is let stand."""
    looked_for: str
    """{rights}, where not all were asked for."""
    no_promise: str
    none_there: str
    """{since}, if only what a branch adds is told."""
    none_read: Counted
    unread_says: str
    was_not_read: str
    """{path}, {reason}"""
    since_says: str
    """{since}; empty where the whole documents are told."""

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
    parts: Mapping[FindingPart, str]

    read_as: str
    otherwise: str
    """{place}, {answer}: what the self-audit says of the same matter."""
    why: str
    instead: str
    """What to write in its place."""
    do_instead: str
    """What to do in its place."""
    wording: str
    wording_advice: str
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
    problems_help: str
    """What to do about them."""
    clean: str
    clean_but_exempt: str
    right: str
    says: str
    sentences: str
    status: Mapping[RightStatus, str]
    times_takes: Counted
    times_protects: Counted
    all_exempt: Counted
    """Behind the number of those that take it, where all of them are let stand."""
    some_exempt: Counted

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
    on_branch: BranchWords

    def date(self, date: str) -> str:
        """Tell a day, given as 2026-11-21."""
        year, month, day = date.split("-")
        return self.day.format(month=self.months[int(month) - 1], day=int(day), year=year)


def words_for(result: ScanResult, words: ScanWords) -> ScanWords:
    """Give the words that fit a result: of a branch, nothing may be said that sounds like the whole documents."""
    if words is ENGLISH and result.language != ENGLISH.language:  # nobody asked for others: the result has its own
        words = told_in(ENGLISH, result.language, result.texts)
    if result.since is None:
        return words
    return replace(words, **{field.name: getattr(words.on_branch, field.name) for field in fields(BranchWords)})


ENGLISH = ScanWords(
    language="en",
    months=MONTHS,
    day="{month} {day}, {year}",
    title="What the documents say",
    kind="Policy documents, read against rights-based practice standards",
    documents=("{n} document", "{n} documents"),
    unread=("{n} document was not read", "{n} documents were not read"),
    takes=("once", "{n} times"),
    protects=("a right is protected once", "a right is protected {n} times"),
    exempt=("{n} finding is let stand", "{n} findings are let stand"),
    more_exempt=("{n} more is let stand", "{n} more are let stand"),
    invalid=("{n} exemption does not hold", "{n} exemptions do not hold"),
    found="A right is taken away {times} ({by}) in {documents}",
    nothing_found="Nothing that takes a right away was found in {documents}",
    nothing_open="Nothing that takes a right away stands open in {documents}",
    looked_for="Looked for nothing but this: {rights}.",
    no_promise=(
        "That is not a promise: rightscheck knows many wordings, not all of them, and no house by its paper alone."
    ),
    none_there="No documents were found.",
    none_read=(
        "The one document that was found was not read.",
        "None of the {n} documents that were found was read.",
    ),
    unread_says="What was not read may say anything. It counts as not read, never as clean.",
    was_not_read="{path} was not read: {reason}",
    since_says="",
    confidence={"certain": "certain", "likely": "likely", "possible": "possible"},
    confidence_says={
        "certain": "the words leave little doubt",
        "likely": "the words point to it; please read the sentence",
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
    parts={
        "footnote": "footnote",
        "endnote": "endnote",
        "header": "header",
        "footer": "footer",
        "margin": "header or footer",
        "table": "table",
        "box": "text box",
    },
    read_as="Read as",
    otherwise="The self-audit says otherwise ({place}): “{answer}”",
    why="Why it matters",
    instead="Write instead",
    do_instead="What to do instead",
    wording="Wording to paste",
    wording_advice="Paste the wording once the house can keep it, and fill in what stands in [brackets].",
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
    click="One click or tap on it selects the whole text.",
    stands_under="Under the heading “{heading}”.",
    introduced_by="Above it: “{intro}”.",
    above="as above",
    exempt_intro="These take a right away too. They do not fail the check, and they never lift the level.",
    problems_intro="What they were to let stand counts as open.",
    problems_help=(
        "A waiver in the settings, or a comment that allows a rule in a document, needs a rule that exists, a reason, "
        "and the last day it holds. Change the rule in the document, or decide anew and set another date."
    ),
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
    all_exempt=("let stand", "all let stand"),
    some_exempt=("{n} of them let stand", "{n} of them let stand"),
    exemptions={"baseline": "baseline", "waiver": "waiver", "allowance": "allowed in the document"},
    until="until {date}",
    approved_by="approved by {name}",
    written_at="written at {place}",
    in_baseline="it stood there before the check began",
    cut=("{n} more finding is not shown here.", "{n} more findings are not shown here."),
    cut_lines=("{n} more is not shown here.", "{n} more are not shown here."),
    see_all="To see everything, run the same command with `--format html --output report.html`.",
    not_this=("A sentence is read as it is written. How a rule is lived, only the people who live with it can say."),
    made="Made with rightscheck {version}. Everything stayed on the computer it was made on.",
    on_branch=BranchWords(
        title="What this branch adds",
        documents=("{n} changed document", "{n} changed documents"),
        found="New on this branch: a right is taken away {times} ({by}) in {documents}",
        nothing_found="Nothing new that takes a right away was found in {documents}",
        nothing_open="Nothing new that takes a right away stands open in {documents}",
        none_there="No document changed since {since}, so there was nothing to read.",
        since_says=(
            "Only what is new since {since} is told here. Sentences that stood there before are left out, and "
            "documents that did not change were not read."
        ),
        findings_title="New rules that take a right away",
        protections_title="New rules that protect a right",
        clean="Nothing new that takes a right away was found here.",
        clean_but_exempt="Nothing else new that takes a right away was found here.",
    ),
)
"""English. Other languages have theirs in `locale/LANG/scan-words.yaml`."""
