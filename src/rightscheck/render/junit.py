"""A scan as JUnit XML: a suite for each document, a failed case for each rule that takes a right away."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from rightscheck.model.finding import ScanResult
from rightscheck.render.scan_text import (
    DocumentText,
    FindingText,
    exemption_text,
    inert,
    make_scan_report,
    problem_place,
    problem_text,
)
from rightscheck.render.scan_words import ENGLISH, ScanWords

SUITE = "rightscheck"
TOLD = ("tests", "failures", "errors", "skipped")
CASES = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def junit(result: ScanResult, words: ScanWords = ENGLISH) -> str:
    """Render a scan as JUnit XML. Exempt findings pass, with their reason as output; what was not read is an error."""
    report = make_scan_report(result, words)
    words = report.words
    root = Element("testsuites", name=SUITE)
    for document in report.documents:
        _document(root, document, words)
    for skipped in report.skipped:
        suite = _suite(root, inert(skipped.path))
        _case(suite, words.skipped_title, "error", "unread", inert(skipped.reason))
    if report.problems:
        suite = _suite(root, words.problems_title)
        for problem in report.problems:
            _case(suite, problem_place(problem), "failure", "exemption", problem_text(problem))
    if not len(root):
        _case(_suite(root, SUITE), words.documents_title, "skipped", "none", report.summary)
    _count(root)
    indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, encoding="unicode")}\n'


def _document(root: Element, document: DocumentText, words: ScanWords) -> None:
    suite = _suite(root, document.path)
    for one in document.findings:
        text = [one.place, f"“{one.quote}”", f"{words.read_as}: {one.reading}", *one.otherwise]
        text += [f"{words.why}: {one.why}", f"{words.instead}: {one.instead}"]
        case = _case(suite, _name(one, words), "failure", one.flag.id, one.message)
        case[0].text = "\n".join(text)
    for one in document.exempt:
        case = _case(suite, _name(one, words))
        why = exemption_text(one.exemption, words) if one.exemption else ""
        SubElement(case, "system-out").text = f"{words.exempt_title}: “{one.quote}” {why}"
    if not document.findings:
        _case(suite, words.clean_but_exempt if document.exempt else words.clean)


def _name(one: FindingText, words: ScanWords) -> str:
    return f"{one.spot}: {one.right} ({words.confidence[one.finding.confidence]})"


def _suite(root: Element, name: str) -> Element:
    return SubElement(root, "testsuite", name=name)


def _case(suite: Element, name: str, outcome: str = "", kind: str = "", message: str = "") -> Element:
    case = SubElement(suite, "testcase", name=name, classname=suite.get("name", ""))
    if outcome:
        SubElement(case, outcome, type=kind, message=message)
    return case


def _count(root: Element) -> None:
    """Write how many cases there are of each kind on each suite; on all together, as far as the schema knows them."""
    for suite in root:
        suite.set("tests", str(len(suite)))
        for told, outcome in CASES.items():
            suite.set(told, str(len(suite.findall(f"testcase/{outcome}"))))
    for told in TOLD[:3]:
        root.set(told, str(sum(int(suite.get(told, "0")) for suite in root)))
