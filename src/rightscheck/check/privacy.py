"""Personal data does not belong in an answers file: notes that look like it are noticed and left out.

The patterns look for the forms in which contact data and case numbers are written in the United States.
They can be wrong both ways; the warning says so, and repeats nothing of what was found.
"""

from __future__ import annotations

import re
from dataclasses import replace

from rightscheck.model.answers import Answer, AnswerSheet, Evidence
from rightscheck.model.assessment import PrivateMatter

LEFT_OUT = "[left out: this text may hold personal data]"

_NAME = re.compile(r"\b[A-Z][a-zà-ÿ'’-]+ (?:[A-Z]\. )?[A-Z][a-zà-ÿ'’-]+\b")
_NEAR = re.compile(
    r"\b(?:room|apt\.?|apartment|unit|bed)\s*#?\s*\d+|\bborn\b|\bcell\b|\bphone\b|\blives (?:at|on)\b",
    re.IGNORECASE,
)
_TELLING = re.compile(r"[0-9@]")
"""Every pattern below needs one of these; most notes hold none."""
_PATTERNS = {
    "an e-mail address": re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.[A-Za-z]{2,}"),
    "a phone number": re.compile(
        r"(?<![\d.-])(?:\+?\d{1,3}[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?!\d)"
        r"|(?<![\d-])\d{3}-\d{4}(?![\d-])|(?<!\d)\d{10}(?!\d)|\+\d[\d .-]{7,16}\d"
    ),
    "a Social Security number": re.compile(r"(?<!\d)\d{3}[- ]\d{2}[- ]\d{4}(?!\d)|\bSSN\b.{0,12}\d{4}", re.IGNORECASE),
    "an A-number": re.compile(
        r"\bA(?:lien)?[ -]?(?:no\.?|number|#)?[ :#-]{0,3}\d{3}[ -]?\d{3}[ -]?\d{2,3}(?!\d)", re.IGNORECASE
    ),
    "a case number": re.compile(
        r"\b(?:case|docket|report|incident|client|file|receipt)\s*(?:no\b\.?|number|num\b\.?|id\b|#)\s*[:#]?\s*[A-Z0-9-]*\d"
        r"|\b\d{2,4}-?(?:CR|CV|JV|FM|MJ|PO)-?\d{3,}|\b(?:EAC|WAC|LIN|SRC|IOE|MSC|NBC)\d{10}",
        re.IGNORECASE,
    ),
    "a date of birth": re.compile(r"\b(?:born(?: on)?|DOB|D\.O\.B\.|date of birth)\b[ :]{0,3}.{0,10}\d", re.IGNORECASE),
    "a street address": re.compile(
        r"\b\d{1,5} (?:[NSEW]\.? )?[A-Z][a-z]+(?: [A-Z][a-z]+)? "
        r"(?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Lane|Ln|Boulevard|Blvd|Court|Ct)\b"
    ),
}


def personal_data(text: str) -> tuple[str, ...]:
    """Name the kinds of personal data that a text seems to hold; empty when none."""
    if not _TELLING.search(text):
        return ("a name with contact data",) if _NAME.search(text) and _NEAR.search(text) else ()
    kinds = [kind for kind, pattern in _PATTERNS.items() if pattern.search(text)]
    if _NAME.search(text) and (kinds or _NEAR.search(text)):
        kinds.append("a name with contact data")
    return tuple(kinds)


def leave_out_personal_data(sheet: AnswerSheet) -> tuple[AnswerSheet, tuple[PrivateMatter, ...]]:
    """Take texts that may hold personal data out of a sheet, and say where they stood."""
    found: list[PrivateMatter] = []
    cleaned: dict[str, Answer] = {}
    for question, answer in sheet.answers.items():
        if answer.note or answer.reason or answer.evidence:
            clean = _clean(question, answer, found)
            if clean is not answer:
                cleaned[question] = clean
    kinds = personal_data(sheet.program)
    if kinds:
        found.append(PrivateMatter("", "program", kinds, None))
    if not found:
        return sheet, ()
    program = LEFT_OUT if kinds else sheet.program
    return replace(sheet, program=program, answers={**sheet.answers, **cleaned}), tuple(found)


def _clean(question: str, answer: Answer, found: list[PrivateMatter]) -> Answer:
    before = len(found)
    texts = {"note": answer.note, "reason": answer.reason}
    for field, text in texts.items():
        if text and (kinds := personal_data(text)):
            found.append(PrivateMatter(question, field, kinds, answer.place))
            texts[field] = LEFT_OUT
    evidence = tuple(_clean_evidence(question, answer, piece, found) for piece in answer.evidence)
    if len(found) == before:
        return answer
    return replace(answer, note=texts["note"], reason=texts["reason"], evidence=evidence)


def _clean_evidence(question: str, answer: Answer, piece: Evidence, found: list[PrivateMatter]) -> Evidence:
    kinds = personal_data(piece.text)
    if not kinds:
        return piece
    found.append(PrivateMatter(question, "evidence", kinds, answer.place))
    return Evidence(record=LEFT_OUT) if piece.record else Evidence(paper=LEFT_OUT)
