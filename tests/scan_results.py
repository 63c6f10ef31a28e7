"""Scan results made by hand, for the tests of what is said about documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from hashlib import blake2b

from report_helpers import all_standards
from rightscheck.model.document import Skipped
from rightscheck.model.finding import Exemption, ExemptionProblem, Finding, ReadDocument, ScanResult, Words

RIGHT_OF = {
    "phone-taken": "phones",
    "mandatory-chores": "chores",
    "compelled-religion": "religion",
    "movement-restricted": "movement",
    "punitive-exit": "exit",
    "searches-and-tracking": "searches",
    "contact-cut-off": "contact",
    "facts-shared-without-consent": "confidentiality",
    "mandatory-services": "services",
}

HANDBOOK = (
    "# House handbook",
    "",
    "## Phones",
    "",
    "Residents must turn in phones at intake.",
    "",
    "- No phone",
    "  calls after 9 pm.",
    "",
    (
        "Welcome to the house. We are glad that you came, and we hope that you will rest. Curfew is 9 pm on weekdays "
        "for all residents and their guests, unless a staff member signs a pass. Please keep the porch light on for "
        "whoever comes home after you."
    ),
    "",
    "Every resident cleans the kitchen twice a week.",
    "",
    "<!-- rightscheck: allow searches-and-tracking until 2027-01-01 because the insurer asked; ends with the lease -->",
    "Staff may search rooms with two days' notice.",
    "",
    "You may keep your own phone day and night.",
    "",
    "Residents hand phones to the night staff.",
    "",
    "All groups are required.",
    "",
    "\t日本語の案内:\tresidents must attend chapel each week.",
)
WEB_PAGE = ("<h1>Welcome</h1>", "<p>Chapel is your choice.</p>")


def found(
    path: str,
    rule: str,
    quote: str,
    *deciding: tuple[str, str],
    lines: tuple[str, ...] | None = None,
    polarity: str = "violates",
    confidence: str = "certain",
    reading: str = "obligation on *residents*",
    **more: object,
) -> Finding:
    """Make a finding: its words are given as (words, role); its place is looked up in the lines, or is given."""
    words, at = [], 0
    for text, role in deciding:
        at = quote.index(text, at)
        words.append((at, at + len(text), role))
        at += len(text)
    places = _places(quote, lines) if lines else [(int(more.pop("line", 1)), n + 1) for n in range(len(quote))]
    more.pop("line", None)
    return Finding(
        path=path,
        line=places[0][0],
        column=places[0][1],
        end_line=places[-1][0],
        end_column=places[-1][1] + 1,
        page=more.pop("page", None),
        right=RIGHT_OF[rule],
        rule=rule,
        polarity=polarity,
        confidence=confidence,
        quote=quote,
        words=tuple(
            Words(start, end, role, *places[start], places[end - 1][0], places[end - 1][1] + 1)
            for start, end, role in words
        ),
        reading=reading,
        fingerprint=blake2b(f"{path}{rule}{polarity}{quote}".encode("utf-8", "replace"), digest_size=8).hexdigest(),
        **more,
    )


def _places(quote: str, lines: tuple[str, ...]) -> list[tuple[int, int]]:
    """Find a quote in lines whose ends, and the spaces after them, count as one space; give each character's place."""
    text, places = "", []
    for number, line in enumerate(lines, start=1):
        lead = len(line) - len(line.lstrip())
        text += line[lead:] + " "
        places += [(number, column + 1) for column in range(lead, len(line) + 1)]
    start = text.index(quote)
    return places[start : start + len(quote)]


def result_of(
    documents: Iterable[ReadDocument] = (), findings: Iterable[Finding] = (), skipped: Iterable[Skipped] = (), **more
) -> ScanResult:
    standards = all_standards()
    return ScanResult(
        documents=tuple(documents),
        findings=tuple(findings),
        skipped=tuple(skipped),
        rights=standards[0].tables.rights,
        flags={flag.id: flag for standard in standards for flag in standard.red_flags},
        **more,
    )


BOOK = "policies/handbook.md"
RULES = "policies/rules.pdf"
CONTRACT = "policies/intake contract.docx"
PAGE = "web/index.html"


@cache
def rich() -> ScanResult:
    """Give a result with everything in it."""
    findings = [
        found(
            BOOK,
            "phone-taken",
            "Residents must turn in phones at intake.",
            ("Residents", "whom"),
            ("must", "rule"),
            ("turn in phones", "act"),
            lines=HANDBOOK,
            reading="obligation on *residents* to *turn in phones*",
            headings=("House handbook", "Phones"),
        ),
        found(
            BOOK,
            "contact-cut-off",
            "No phone calls after 9 pm.",
            ("No", "not"),
            ("phone calls", "act"),
            lines=HANDBOOK,
            reading="*no* *phone calls*",
        ),
        found(
            BOOK,
            "movement-restricted",
            "Curfew is 9 pm on weekdays for all residents and their guests, unless a staff member signs a pass.",
            ("Curfew is 9 pm", "act"),
            ("residents", "whom"),
            lines=HANDBOOK,
            confidence="likely",
            reading="*curfew* set for *residents*",
        ),
        found(
            BOOK,
            "mandatory-chores",
            "Every resident cleans the kitchen twice a week.",
            ("Every resident", "whom"),
            ("cleans the kitchen", "act"),
            lines=HANDBOOK,
            reading="*every resident* *cleans the kitchen*",
        ),
        found(
            BOOK,
            "searches-and-tracking",
            "Staff may search rooms with two days' notice.",
            ("may", "rule"),
            ("search rooms", "act"),
            lines=HANDBOOK,
            reading="power of *staff* to *search rooms*",
        ),
        found(
            BOOK,
            "phone-taken",
            "You may keep your own phone day and night.",
            ("may", "rule"),
            ("keep your own phone", "act"),
            lines=HANDBOOK,
            polarity="upholds",
            reading="promise that *you* *keep your own phone*",
        ),
        found(
            BOOK,
            "phone-taken",
            "Residents hand phones to the night staff.",
            ("hand phones", "hint"),
            lines=HANDBOOK,
            confidence="possible",
            reading="leaned on *hand phones*",
        ),
        found(
            BOOK,
            "mandatory-services",
            "All groups are required.",
            ("groups", "act"),
            ("are required", "rule"),
            lines=HANDBOOK,
            reading="*groups* are *required*",
        ),
        found(
            BOOK,
            "compelled-religion",
            "residents must attend chapel each week.",
            ("residents", "whom"),
            ("must", "rule"),
            ("attend chapel", "act"),
            lines=HANDBOOK,
            reading="obligation on *residents* to *attend chapel*",
        ),
        found(
            CONTRACT,
            "punitive-exit",
            "Breaking any house rule may lead to immediate exit, and the bed is given to the next person on the list; "
            "there is no appeal and no second talk.",
            ("may lead to immediate exit", "act"),
            line=12,
            confidence="likely",
            reading="*immediate exit* for *breaking any house rule*",
            headings=("Intake contract", "House rules"),
        ),
        found(
            CONTRACT,
            "mandatory-services",
            "Counseling is yours to accept or decline.",
            ("yours to accept or decline", "act"),
            line=19,
            polarity="upholds",
            confidence="likely",
            reading="choice about *counseling*",
            headings=("Intake contract",),
        ),
        found(
            RULES,
            "facts-shared-without-consent",
            "We share case notes with our partners.",
            ("share case notes", "act"),
            line=4,
            page=3,
            confidence="possible",
            reading="power to *share case notes*",
        ),
        found(
            PAGE,
            "compelled-religion",
            "Chapel is your choice.",
            ("Chapel", "act"),
            lines=WEB_PAGE,
            polarity="upholds",
            reading="*chapel* is a choice",
        ),
    ]
    chores, searches, groups = (findings[index].fingerprint for index in (3, 4, 7))
    return result_of(
        documents=(
            ReadDocument(BOOK, "markdown", 14, HANDBOOK),
            ReadDocument(CONTRACT, "docx", 40),
            ReadDocument(RULES, "pdf", 25),
            ReadDocument(PAGE, "html", 2, WEB_PAGE),
        ),
        findings=findings,
        skipped=(
            Skipped("policies/old rules.pdf", "it is a scan without text; run text recognition on it"),
            Skipped("policies/schedule.doc", "its type is not known; save it as .docx or .pdf"),
        ),
        exemptions={
            chores: Exemption("baseline"),
            searches: Exemption(
                "allowance",
                "the insurer asked; ends with the lease",
                date(2027, 1, 1),
                place=f"{BOOK}:14:1",
            ),
            groups: Exemption(
                "waiver", "the board votes in December", date(2026, 12, 31), "A. Director", "rightscheck.yaml:12:3"
            ),
        },
        exemption_problems=(
            ExemptionProblem(
                "rightscheck.yaml",
                18,
                5,
                "the waiver for movement-restricted has run out on 2026-10-31",
                "change the rule, or agree on a new date",
            ),
        ),
    )


@cache
def clean() -> ScanResult:
    """Give a result in which nothing takes a right away."""
    return result_of([ReadDocument("a.md", "markdown", 1, ("You may come and go.",))])


@cache
def empty() -> ScanResult:
    """Give the result of looking where no document is."""
    return result_of()


@cache
def unread() -> ScanResult:
    """Give a result of which nothing could be read."""
    return result_of(skipped=[Skipped("locked.pdf", "it is encrypted; save it without a password")])


RESULTS = {"rich": rich, "clean": clean, "empty": empty, "unread": unread}


def hostile_result(text: str) -> ScanResult:
    """Put the same text wherever a document, a folder or a settings file puts text."""
    line = text.replace("\n", " ").replace("\r", " ")
    lined, quoted = f"{text}.md", f"{text}.docx"
    words = (Words(0, max(len(text) // 2, 1), "act", 1, 1, 1, max(len(line) // 2, 1) + 1),)
    shape = Finding(
        path=lined,
        line=1,
        column=1,
        end_line=1,
        end_column=len(line) + 1,
        page=None,
        right="phones",
        rule="phone-taken",
        polarity="violates",
        confidence="certain",
        quote=text,
        words=words,
        reading=f"obligation to *{text}*",
        fingerprint="0" * 16,
        headings=(text,),
        intro=text,
    )
    findings = (
        shape,
        replace(shape, polarity="upholds", fingerprint="1" * 16),
        replace(shape, fingerprint="2" * 16, confidence="likely"),
        replace(shape, path=quoted, fingerprint="3" * 16, confidence="possible"),
        replace(shape, path=quoted, fingerprint="4" * 16, page=2),
    )
    return result_of(
        documents=(ReadDocument(lined, "markdown", 1, (line,)), ReadDocument(quoted, "docx", 1)),
        findings=findings,
        skipped=(Skipped(text, text),),
        exemptions={"2" * 16: Exemption("waiver", text, date(2027, 1, 1), text, text)},
        exemption_problems=(ExemptionProblem(text, 1, 1, text, text),),
    )
