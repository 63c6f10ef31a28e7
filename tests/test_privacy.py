"""No resident's data belongs in an answers file: what looks like it is noticed, named by its kind, and left out."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from rightscheck import assess, load_standard
from rightscheck.check.privacy import LEFT_OUT, personal_data
from rightscheck.model.answers import Answer, AnswerSheet, Evidence
from rightscheck.render.formats import RENDERERS

EXAMPLES = Path(__file__).parent.parent / "examples"
STANDARDS = Path(__file__).parent.parent / "standards"

EMAIL, PHONE, SSN = "an e-mail address", "a phone number", "a Social Security number"
A_NUMBER, CASE, BIRTH = "an A-number", "a case number", "a date of birth"
STREET, NAME = "a street address", "a name with contact data"

PERSONAL = [
    ("write to maria.lopez+help@example.org", EMAIL),
    ("MARIA@EXAMPLE.ORG", EMAIL),
    ("m@mail.shelter.example.org.", EMAIL),
    ("call 555-123-4567", PHONE),
    ("(555) 123-4567", PHONE),
    ("(555)123-4567", PHONE),
    ("555.123.4567", PHONE),
    ("555 123 4567", PHONE),
    ("555 123-4567", PHONE),
    ("555/123-4567", PHONE),
    ("5551234567", PHONE),
    ("15551234567", PHONE),
    ("1-555-123-4567", PHONE),
    ("+1 555 123 4567", PHONE),
    ("+1 (555) 123-4567", PHONE),
    ("+52 55 1234 5678", PHONE),
    ("+44 (0)20 7946 0958", PHONE),
    ("her sister is at 123-4567", PHONE),
    ("cell: 123 4567", PHONE),
    ("555-123-4567 ext. 12", PHONE),
    ("555\u2013123\u20134567", PHONE),
    ("555\u00a0123\u00a04567", PHONE),
    ("\uff15\uff15\uff15-\uff11\uff12\uff13-\uff14\uff15\uff16\uff17", PHONE),
    ("123-45-6789", SSN),
    ("123 45 6789", SSN),
    ("SSN 123456789", SSN),
    ("SSN: 6789", SSN),
    ("ssn ends in 6789", SSN),
    ("Social Security number 123456789", SSN),
    ("last four of her SSN: 6789", SSN),
    ("A123456789", A_NUMBER),
    ("A12345678", A_NUMBER),
    ("A 123 456 789", A_NUMBER),
    ("A# 123-456-789", A_NUMBER),
    ("A-Number: 123456789", A_NUMBER),
    ("a-number is A123456789", A_NUMBER),
    ("Alien no. A012345678", A_NUMBER),
    ("alien registration number 012 345 678", A_NUMBER),
    ("a012345678", A_NUMBER),
    ("Case No. 23-1045", CASE),
    ("case number is 23-1045", CASE),
    ("case #4471", CASE),
    ("Case number: ABC-1234", CASE),
    ("docket no. 19CR004512", CASE),
    ("docket 2:23-cv-00123", CASE),
    ("24-CR-1182", CASE),
    ("case 23-1045 is still open", CASE),
    ("police report 24-00913", CASE),
    ("incident report no. 24-00913", CASE),
    ("client ID 00417", CASE),
    ("EAC2190012345", CASE),
    ("receipt number EAC-21-900-12345", CASE),
    ("DOB 1/2/1990", BIRTH),
    ("D.O.B.: 01-02-90", BIRTH),
    ("date of birth: 1990-02-03", BIRTH),
    ("born March 3, 1991", BIRTH),
    ("born on 3 March 1991", BIRTH),
    ("her birthday is Sept. 9", BIRTH),
    ("123 Main Street", STREET),
    ("45 N. Oak Ave", STREET),
    ("1200 West Elm Blvd, Apt 4", STREET),
    ("9 Elm St.", STREET),
    ("77B Massachusetts Avenue NW", STREET),
    ("1423 5th Avenue", STREET),
    ("moved to 18 Martin Luther King Boulevard", STREET),
    ("P.O. Box 1123", STREET),
    ("Maria Lopez has room 4", NAME),
    ("Rosa M. is in bed 12", NAME),
    ("José Martínez (unit 12) asked for this", NAME),
    ("Spoke with Ana Ruiz, cell 555-123-4567", NAME),
    ("We asked Ana Ruiz, who lives at her aunt's now", NAME),
]

ORDINARY = [
    "",
    "24 CFR 576.401(e)",
    "See 24 CFR 578.37(a)(1)(ii)(F), 578.53(b)(4), and 578.103.",
    "24 CFR 576.402 2024 edition",
    "45 CFR 1370.5(d) and 45 CFR 1370.10(b)(10)",
    "34 U.S.C. 12291(b)(2)(B), (D)(ii)(I)",
    "34 USC 12351(g)(2)(D)(ii)(II)",
    "42 U.S.C. 3604(a), (b), (f)(3)(B)",
    "22 USC 7105(b)(1)(F), 28 CFR 94.103(a), 94.116, 8 USC 1367(b)(7)",
    "81 FR 64763, Executive Order 14321, H.R. 4323, S. 1312",
    "FR-16 asks for it.",
    "FR-16",
    "call 911 or 988",
    "Dial 211 for a bed, 911 for a fire.",
    "Someone answers 24/7.",
    "12 of 14 exits had a reason written down.",
    "Room 4",
    "Room 4 is kept for families; rooms 5 and 6 share a bath.",
    "Night Staff check Room 4 and Room 5.",
    "The House Manager moved to Unit 3.",
    "Family Room 2, Quiet Room 3",
    "Social Security number is not asked for",
    "We took the Social Security number off the form in 2024.",
    "No SSN since 2024.",
    "The SSN line is gone; see intake form, edition 2025.",
    "30-day notice",
    "We give a 30-day notice, then a 10-day one.",
    "Dr Martin Luther King Day",
    "All 9 beds were full on Martin Luther King Day 2026.",
    "We hold 2 Martin Luther King Day events.",
    "Since 2019-2020 we have had 3 exits.",
    "fiscal years 2020 to 2025",
    "March 3, 2024",
    "Reviewed 2026-11-21, and before that on 11/21/2025.",
    "From 8:00 to 17:30; quiet hours from 10:30 pm to 7 am.",
    "$1,250 a month, $12,345.67 a year",
    "1,200 bed nights; 98.6 percent full",
    "Budget line 5100, cost center 42.",
    "Award 15POVC-23-GG-00123-HT",
    "Award 2023-VT-BX-0042",
    "Resident handbook, page 4",
    "Resident Handbook, Phone Policy, section 4.2",
    "Phone Policy of March 2026",
    "Phone Policy, edition 2. The phone stays with its owner.",
    "Intake Form 3 and Exit Form 4",
    "Exit log, last 12 months",
    "US-born and foreign-born: 12 of 30.",
    "Children born here are 3 of 9.",
    "Our program was born in 2019, with 4 beds.",
    "The form asks for a date of birth, and 2 contacts if the person wants.",
    "In 2026 Family Court sent us 3 letters.",
    "We saw 2 Drug Court clients.",
    "5 District Court hearings",
    "In 2026 Harbor Street House had 9 beds.",
    "the 9 Harbor Street House beds",
    "A walk of 10 minutes down the road.",
    "Two staff, 3 keys.",
    "A 12-bed house.",
    "A 100 percent share for 200 nights.",
    "A4 paper; Level A; Part B",
    "I-9, W-4, I-914, and I-765 forms",
    "T visa and U visa; Title IX; Section 8",
    "Version 1.0.0 of fnusa-core",
    "PC-03, RF-02, S3-14",
    "Case managers meet once in 30 days.",
    "The case notes fill 40 pages.",
    "In case 2024-2025 money ends, we have a plan.",
    "Client files: 60. Case load: 12.",
    "The report no longer lists names.",
    "File cabinet 3 is locked.",
    "Incident log 2026, 14 entries, no names",
    "Bed 4 is held for 72 hours.",
    "Phones sit in drawer 3 for the first 3 days.",
    "cell phone shelf, 12 slots",
    "Legal Aid comes on Tuesdays.",
    "We are Kite and Key, in New York and New Jersey, with 14 units.",
    "Twelve of us work here, 3 at night.",
    "Resident lives in the house for up to 24 months.",
    "Everyone who lives on site has a key.",
    "follow us @harborstreethouse",
    "3 @ $12 each",
    "\u00bd of all exits; \u00a7 3; 12 \u20ac",
]


@pytest.mark.parametrize(("text", "kind"), PERSONAL)
def test_personal_data_is_noticed_and_named_by_its_kind(text, kind):
    assert kind in personal_data(text)


@pytest.mark.parametrize(("text", "kind"), PERSONAL)
def test_personal_data_is_noticed_inside_a_longer_note(text, kind):
    assert kind in personal_data(f"We heard of 3 more ({text}),\nand then wrote it down.")


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_notes_and_citations_raise_no_warning(text):
    assert personal_data(text) == ()


def texts_of(node):
    if isinstance(node, dict):
        for value in node.values():
            yield from texts_of(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts_of(value)
    elif isinstance(node, str):
        yield node


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*/answers.yaml")), ids=lambda path: path.parent.name)
def test_no_note_of_the_examples_raises_a_warning(path):
    texts = list(texts_of(yaml.safe_load(path.read_text("utf-8"))))
    assert len(texts) > 50
    assert [text for text in texts if personal_data(text)] == []


def test_no_option_and_no_named_paper_of_the_standards_raises_a_warning():
    """What a director copies from the questionnaire into a note must pass."""
    found, seen = [], 0
    for path in sorted(STANDARDS.glob("*/indicators/*.yaml")):
        indicator = yaml.safe_load(path.read_text("utf-8"))
        for text in (indicator["question"], *indicator["evidence"], *(o["text"] for o in indicator["options"])):
            seen += 1
            found += [text] if personal_data(text) else []
    assert seen > 300
    assert found == []


def test_a_long_hostile_note_is_searched_in_reasonable_steps():
    """Text made to send patterns backtracking: the test hangs where one of them does."""
    for piece in ("1 Aa ", "555-", "A1 ", "a.", "case no ", "born ", "Aa Aa", "1 1st ", "+1 ", "last four "):
        assert isinstance(personal_data(piece * 20_000 + "@1"), tuple)


SECRET = "Zenobia Quillfeather, zenobia.q@example.org, 555-867-5309"
SECRET_PARTS = ("Zenobia", "Quillfeather", "zenobia", "example.org", "867", "5309")
FIELDS = {
    "note": lambda text: Answer("staff-hold", note=text),
    "reason": lambda text: Answer("not-applicable", reason=text),
    "paper": lambda text: Answer("staff-hold", evidence=(Evidence(paper=text),)),
    "record": lambda text: Answer("staff-hold", evidence=(Evidence(record=text),)),
    "quote": lambda text: Answer("staff-hold", evidence=(Evidence(quote=text, file="handbook.md"),)),
    "file": lambda text: Answer("staff-hold", evidence=(Evidence(quote="Keep calm.", file=text),)),
}


@pytest.mark.parametrize("format", RENDERERS)
@pytest.mark.parametrize("field", FIELDS)
def test_the_text_itself_stands_in_no_format(field, format):
    question = "PC-02" if field == "reason" else "PC-03"
    sheet = AnswerSheet(answers={question: FIELDS[field](SECRET)})
    assessment = assess(load_standard(), sheet)
    rendered = RENDERERS[format](assessment)
    assert [part for part in SECRET_PARTS if part in rendered] == []
    assert [matter.question for matter in assessment.private] == [question]


@pytest.mark.parametrize("format", RENDERERS)
def test_the_name_of_a_program_that_holds_personal_data_stands_in_no_format(format):
    assessment = assess(load_standard(), AnswerSheet(answers={}, program=SECRET))
    rendered = RENDERERS[format](assessment)
    assert [part for part in SECRET_PARTS if part in rendered] == []
    assert assessment.private[0].field == "program"


def test_what_is_left_out_keeps_its_grade_and_the_other_texts():
    answer = Answer(
        "staff-hold",
        note="Three days.",
        evidence=(Evidence(record=f"Log of {SECRET}"), Evidence(paper="Phone policy")),
    )
    kept = assess(load_standard(), AnswerSheet({"PC-03": answer})).sheet.answers["PC-03"]
    assert kept.grade == 2
    assert kept.note == "Three days."
    assert [piece.text for piece in kept.evidence] == [LEFT_OUT, "Phone policy"]


def test_the_warning_names_place_and_kind_and_repeats_nothing(tmp_path):
    answers = tmp_path / "answers.yaml"
    answers.write_text(
        "rightscheck: answers/1\nstandards: {fnusa-core: 1.0.0}\nanswers:\n  PC-03:\n    answer: staff-hold\n"
        f"    note: Asked by {SECRET}\n",
        "utf-8",
    )
    outcomes = [
        subprocess.run(
            [sys.executable, "-m", "rightscheck", "assess", str(answers), "--format", format, "--fail-on", "never"],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        for format in ("json", "terminal")
    ]
    for outcome in outcomes:
        assert outcome.returncode == 0
        assert re.search(r"answers\.yaml:4:\d+: privacy warning: the note of PC-03", outcome.stderr)
        assert "an e-mail address" in outcome.stderr
        assert "a phone number" in outcome.stderr
        assert [part for part in SECRET_PARTS if part in outcome.stdout + outcome.stderr] == []
    left_out = json.loads(outcomes[0].stdout)["left_out"]
    assert left_out == [{"question": "PC-03", "field": "note", "kinds": [EMAIL, PHONE, NAME]}]
