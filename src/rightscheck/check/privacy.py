"""Personal data does not belong in an answers file: notes that look like it are noticed and left out.

The patterns look for the forms in which contact data and case numbers are written in the United States.
They can be wrong both ways; the warning says so, and repeats nothing of what was found.
"""

from __future__ import annotations

import re
from dataclasses import replace
from unicodedata import normalize

from rightscheck.model.answers import Answer, AnswerSheet, Evidence
from rightscheck.model.assessment import PrivateMatter

LEFT_OUT = "[left out: this text may hold personal data]"

_DASHES = {0x2010: "-", 0x2011: "-", 0x2012: "-", 0x2013: "-", 0x2014: "-", 0x2212: "-"}
_DATE = r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d\d-\d\d)"
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:[a-z]{2,6}|\.|\b)"
_BIRTHDAY = rf"(?:{_DATE}|{_MONTH} \d{{1,2}}\b|\d{{1,2}} {_MONTH})"
_MARK = r"\s*(?:no\b\.?|number|num\b\.?|id\b|#)\W{0,3}(?:is )?"
"""What stands between `case` and the number itself."""
_COURTS = "Circuit |County |District |Drug |Family |Federal |Immigration |Juvenile |Municipal |Superior |Supreme "
_NO_COURT = "".join(f"(?<!{court})" for court in _COURTS.split("|"))


def _any(*forms: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile("|".join(forms), flags)


_PATTERNS = {
    "an e-mail address": _any(r"[\w.+-]{1,64}@[\w-]{1,64}\.\w{2,}"),
    "a phone number": _any(
        r"(?<![\d.-])(?:\+?\d{1,3}[ .-]{0,2})?(?:\(\d{3}\) ?|\d{3}[ /-]| ?- ?)\d{3}[ -]\d{4}(?![\d-])",  # 555 123-4567
        r"(?<![\d.])(?:1\.)?\d{3}\.\d{3}\.\d{4}(?!\d)",  # 555.123.4567
        r"(?<![\w-])1?\d{10}(?![\w-])",  # 5551234567
        r"(?<![\w.-])\d{3}-\d{4}(?![\d-])",  # 123-4567
        r"\+\d[\d .()-]{7,18}\d",  # +52 55 1234 5678
        r"\b(?:call|cell|mobile|phone|tel\.?|text|whatsapp)\b\W{0,3}(?:is |at )?\d{3}[ .]?\d{4}(?!\d)",  # cell 123 4567
    ),
    "a Social Security number": _any(
        r"(?<![\d.-])\d{3}-\d\d-\d{4}(?![\d-])|(?<![\d.-])\d{3} \d\d \d{4}(?![\d-])",  # 123-45-6789
        r"\b(?:SSN|SS ?#|social security (?:number|no\.?|#))\W{0,3}(?:is |ends (?:in|with) |ending (?:in )?)?\d{4,9}\b",
        r"\blast (?:4|four)\b.{0,40}\b(?:SSN|social(?: security)?(?: number)?)\W{1,3}(?:is )?\d{4}\b",
    ),
    "an A-number": _any(
        r"\bA(?:[ -]|# ?)?\d{3}[ -]?\d{3}[ -]?\d{2,3}(?!\d)|\ba\d{8,9}\b",  # A123 456 789
        r"\b(?i:(?:A-?|alien (?:registration )?|USCIS )(?:number|no\.?|#)\W{0,3}(?:is )?A?)\d{3}[ -]?\d{3}[ -]?\d\d",
        flags=re.NOFLAG,
    ),
    "a case number": _any(
        rf"\b(?:case|client|docket|receipt){_MARK}(?=(?:[a-z:/-]*\d){{2}})",  # case no. 23-1045
        rf"\b(?:file|incident|report){_MARK}(?=(?:[a-z:/-]*\d){{3}})",
        r"\b(?:case|docket|(?:incident|police) report) (?!(?:19|20)\d\d-(?:19|20)\d\d)\d{2,4}-\d{3,}",  # case 23-1045
        r"\b(?:\d:)?\d{2,4}-?(?:CF|CM|CR|CV|DV|FM|JV|MJ|PO)-?\d{3,}",  # 2:23-cv-00123
        r"\b(?:EAC|IOE|LIN|MSC|NBC|SRC|WAC|YSC)[ -]?\d\d[ -]?\d{3}[ -]?\d{5}\b",  # EAC-21-900-12345
    ),
    "a date of birth": _any(
        rf"\b(?:birth ?date|birthday|date of birth|DOB|D\.O\.B\.)\W{{0,3}}(?:is |was |on )?(?:{_BIRTHDAY}|\d{{4}}\b)",
        rf"\bborn\W{{0,3}}(?:on )?{_BIRTHDAY}",
    ),
    "a street address": _any(
        r"\b\d{1,5}[A-Z]? (?:[NSEW]{1,2}\.? )?(?:(?:[A-Z][a-z]+|\d{1,3}(?:st|nd|rd|th)) ){1,4}?" + _NO_COURT + "(?:"
        r"(?:Street|Avenue|Ave|Road|Rd|Drive|Lane|Ln|Boulevard|Blvd|Court|Ct|Place|Terrace|Parkway|Highway)\b"
        r"(?! (?:Apartments|Center|Church|Clinic|Home|House|Program|Project|Shelter)\b)"  # the 9 Elm Street House beds
        r"|(?:Dr|St)\b(?!\.? [A-Z]))",  # but 2 St. Mary's guests, 3 Dr. King Day events
        r"\b[Pp]\.? ?[Oo]\.? [Bb]ox \d+",
        flags=re.NOFLAG,
    ),
}
_NAME = re.compile(r"\b([A-ZÀ-Þ][a-zß-ÿ'’-]+) (?:[A-Z]\. )?([A-ZÀ-Þ](?:[a-zß-ÿ'’-]+\b|\.))")
_NO_NAME = frozenset(
    """
    a all an and apartment apt april at august bed beds board building call care case center children church city
    county court courts day december director each east emergency every exit family february federal first floor for
    form friday from handbook home hour house if in intake january july june king lead legal log luther main manager
    march may medicine men monday new night no north november october on one or our own paper part phase phone plan
    police policy program project quiet resident residents rights room rooms rule rules safe safety saturday second
    section see september service services sheet shelter shift since south staff state step street sunday suite team
    the third three thursday to tuesday two unit units we wednesday week west when women youth
    """.split()  # noqa: SIM905 - quoted one by one they would fill a page
)
"""Words that stand with a capital in notes and are no part of a person's name."""
_NEAR = _any(
    r"\b(?:apartment|apt\.?|bed|cell|phone|rm\.?|room|suite|unit)\s*(?:no\.?|number)?\s*#?\s*\d+|\blives (?:at|on)\b"
)
_TELLING = re.compile(r"[0-9@]")
"""Nearly every form above needs one of these; most notes hold none."""


def personal_data(text: str) -> tuple[str, ...]:
    """Name the kinds of personal data that a text seems to hold; empty when none."""
    if not text.isascii():
        text = normalize("NFKC", text).translate(_DASHES)
    if not _TELLING.search(text) and " lives " not in text:
        return ()
    kinds = [kind for kind, pattern in _PATTERNS.items() if pattern.search(text)]
    if (kinds or _NEAR.search(text)) and _names_somebody(text):
        kinds.append("a name with contact data")
    return tuple(kinds)


def _names_somebody(text: str) -> bool:
    return any(_NO_NAME.isdisjoint(word.casefold() for word in name) for name in _NAME.findall(text))


def leave_out_personal_data(sheet: AnswerSheet) -> tuple[AnswerSheet, tuple[PrivateMatter, ...]]:
    """Take texts that may hold personal data out of a sheet, and say where they stood."""
    found: list[PrivateMatter] = []
    cleaned: dict[str, Answer] = {}
    kinds = personal_data(sheet.program)
    if kinds:
        found.append(PrivateMatter("", "program", kinds, None))
    for question, answer in sheet.answers.items():
        if answer.note or answer.reason or answer.evidence:
            clean = _clean(question, answer, found)
            if clean is not answer:
                cleaned[question] = clean
    if not found:
        return sheet, ()
    program = LEFT_OUT if kinds else sheet.program
    # Sorted, for the order in which answers stand in a file must not show.
    matters = tuple(sorted(found, key=lambda matter: matter.question))
    return replace(sheet, program=program, answers={**sheet.answers, **cleaned}), matters


def _clean(question: str, answer: Answer, found: list[PrivateMatter]) -> Answer:
    before = len(found)
    note, reason, evidence = answer.note, answer.reason, answer.evidence
    if note and (kinds := personal_data(note)):
        found.append(PrivateMatter(question, "note", kinds, answer.place))
        note = LEFT_OUT
    if reason and (kinds := personal_data(reason)):
        found.append(PrivateMatter(question, "reason", kinds, answer.place))
        reason = LEFT_OUT
    if evidence:
        evidence = tuple(_clean_evidence(question, answer, piece, found) for piece in evidence)
    return answer if len(found) == before else replace(answer, note=note, reason=reason, evidence=evidence)


def _clean_evidence(question: str, answer: Answer, piece: Evidence, found: list[PrivateMatter]) -> Evidence:
    kinds = personal_data(piece.text)
    if not kinds:
        return piece
    found.append(PrivateMatter(question, "evidence", kinds, answer.place))
    return Evidence(record=LEFT_OUT) if piece.record else Evidence(paper=LEFT_OUT)
