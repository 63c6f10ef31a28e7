"""Forms: what each role is asked, the formats they come in, and what none of them may give away."""

from __future__ import annotations

import html
import json
import re
import zipfile
from dataclasses import fields, replace
from functools import cache
from io import BytesIO

import openpyxl
import pytest
import textstat
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pyxform.xls2xform import convert

from report_helpers import all_standards
from rightscheck.check.forms import make_form
from rightscheck.check.prepared import asked_indicators
from rightscheck.cli.form import FormFormat, FormRole
from rightscheck.cli.translate import fixed_words
from rightscheck.model.condition import FACT, State, Truth, prepare
from rightscheck.model.form import NOT_SURE, ROLES, SKIP, Form, FormAnswer, FormQuestion
from rightscheck.read.answers import _by_letter
from rightscheck.read.translations import languages, translated
from rightscheck.render.forms import FORM_RENDERERS
from rightscheck.render.forms.survey import column_name
from rightscheck.render.words import plain

SHORT = {
    "SV-02",
    "SV-05",
    "CS-05",
    "CS-06",
    "SJ-02",
    "PC-01",
    "PC-02",
    "PC-03",
    "PC-04",
    "PC-05",
    "PC-06",
    "PC-07",
    "PC-08",
    "PC-10",
    "PC-15",
    "PC-17",
    "PC-18",
    "PC-19",
    "NC-09",
    "SH-01",
}
LANGUAGES = sorted(languages())
ASKING = [name for name in FORM_RENDERERS if name != "csv"]
"""The formats that somebody fills in; the other is the first row of a table."""
KINDS = [(role, short, language) for role in ROLES for short in (False, True) for language in LANGUAGES]
YOUTH = {"housing": frozenset({"emergency"}), "residents": frozenset({"minors-in-custody"})}
FACTS = {fact.id: fact for fact in all_standards()[0].tables.facts}


@cache
def standards_in(language):
    return tuple(translated(one, language) for one in all_standards())


@cache
def plain_form(role, short=False, language="en"):
    return make_form(standards_in(language), role, short=short, language=language, words=fixed_words("form", language))


def form_for(role, facts=None, short=False):
    return make_form(all_standards(), role, short=short, facts=facts, words=fixed_words("form", "en"))


def ids(form):
    return [question.id for question in form.questions if not question.is_fact]


def asked(facts):
    return [indicator.id for indicator in asked_indicators(all_standards(), facts)]


def rendered(form, name):
    return FORM_RENDERERS[name](form, fixed_words("form", form.language))


def book_of(form, name="xlsx"):
    return openpyxl.load_workbook(BytesIO(rendered(form, name)))


def statements(fact):
    """Whatever can be stated of a fact."""
    values = [option.id for option in fact.options]
    if fact.kind == "number":
        return st.integers(0, 60)
    if fact.kind == "one":
        return st.sampled_from(values).map(lambda value: frozenset({value}))
    return st.frozensets(st.sampled_from(values), min_size=1)


stated_facts = st.fixed_dictionaries({}, optional={id: statements(fact) for id, fact in FACTS.items()})


# What is asked


def test_residents_are_asked_what_has_a_question_for_them():
    expected = {i.id for i in asked_indicators(all_standards(), {}) if i.resident_question}
    assert set(ids(form_for("residents"))) == expected
    assert len(expected) > 50


@pytest.mark.parametrize("role", ["residents", "staff"])
def test_the_short_form_asks_the_same_twenty_of_residents_and_of_staff(role):
    assert set(ids(form_for(role, short=True))) == SHORT
    assert len(SHORT) == 20


def test_every_question_to_residents_gives_its_answers_in_the_same_order():
    for question in form_for("residents", YOUTH).questions + form_for("residents").questions:
        first, last = [a.id for a in question.answers[:3]], [a.id for a in question.answers[-2:]]
        assert (first, last) == (["yes", "sometimes", "no"], [NOT_SURE, SKIP])


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        ("PC-03", {"yes": (100, False), "sometimes": (50, False), "no": (0, True)}),
        ("PC-01", {"yes": (0, True), "sometimes": (50, False), "no": (100, False)}),
        ("SV-01", {"yes": (100, False), "sometimes": (50, False), "was-not-asked": (100, False)}),
    ],
)
def test_what_a_residents_answer_is_worth(id, expected):
    answers = {a.id: (a.worth, a.flag) for a in form_for("residents").question_by_id[id].answers}
    assert {key: answers[key] for key in expected} == expected
    assert answers[NOT_SURE] == answers[SKIP] == (None, False)


def test_a_flag_is_reported_only_where_an_option_has_one():
    indicators = {i.id: i for one in all_standards() for i in one.indicators}
    questions = form_for("residents").questions
    without = [q for q in questions if not any(o.flag == "present" for o in indicators[q.id].options)]
    assert without
    assert not any(answer.flag for question in without for answer in question.answers)


def test_staff_choose_among_the_options_of_the_indicator():
    indicators = {i.id: i for one in all_standards() for i in one.indicators}
    form = form_for("staff")
    assert ids(form) == asked({})
    for question in form.questions:
        options = indicators[question.id].options
        assert question.text == indicators[question.id].question
        assert [a.id for a in question.answers] == [*(o.id for o in options), NOT_SURE, SKIP]
        assert [(a.worth, a.flag) for a in question.answers[:-2]] == [(o.worth, o.flag == "present") for o in options]


@pytest.mark.parametrize("role", ["residents", "staff"])
@given(facts=stated_facts)
@settings(max_examples=25, deadline=None)
def test_facts_decide_what_is_asked_and_are_never_asked(role, facts):
    form = form_for(role, facts)
    assert set(ids(form)) <= set(asked(facts))
    assert not any(question.is_fact or question.relevant for question in form.questions)
    if role == "staff":
        assert ids(form) == asked(facts)


def test_the_short_form_asks_the_young_in_the_words_for_them():
    short = ids(form_for("residents", YOUTH, short=True))
    assert {"PC-03-minors", "PC-05-minors"} <= set(short)
    assert "PC-03" not in short


@given(facts=stated_facts, data=st.data())
@settings(max_examples=60, deadline=None)
def test_facts_stated_before_or_in_the_form_decide_alike(facts, data):
    """Whatever part of the facts is known when the form is made, the rest being answered in it."""
    known = data.draw(st.sets(st.sampled_from(sorted(FACTS))))
    before = {id: value for id, value in facts.items() if id in known}
    form = form_for("leadership", before)
    facts_asked = [q.id.removeprefix(FACT) for q in form.questions if q.is_fact]
    assert facts_asked == [id for id in FACTS if id not in before]
    assert shown(form, facts) == asked(facts)


def shown(form, facts):
    """The questions that a form shows once facts are answered."""
    return [q.id for q in form.questions if not q.is_fact and is_shown(q, facts)]


def is_shown(question, facts):
    if question.relevant is None:
        return True
    truth = prepare(question.relevant, lambda _: ())(State({}, facts)).truth
    return truth == Truth.TRUE if question.is_variant else truth != Truth.FALSE


def test_leadership_may_say_that_it_is_not_known():
    questions = [q for q in form_for("leadership").questions if not q.is_fact]
    assert all(q.answers[-1].id == "unknown" and q.answers[-1].worth is None for q in questions)


def test_a_form_in_spanish_is_in_spanish():
    english, spanish = plain_form("residents"), plain_form("residents", language="es")
    assert ids(english) == ids(spanish)
    for one, other in zip(english.questions, spanish.questions, strict=True):
        assert one.text != other.text
        assert [(a.id, a.worth, a.flag) for a in one.answers] == [(a.id, a.worth, a.flag) for a in other.answers]
    assert spanish.question_by_id["SV-01"].answers[3].text == "No me lo pidieron"


# All formats


@pytest.mark.parametrize("name", FORM_RENDERERS)
@pytest.mark.parametrize("role", ROLES)
def test_a_form_tells_nothing_of_what_answers_are_worth(role, name):
    form = plain_form(role)
    alike = tuple(replace(q, answers=tuple(replace(a, worth=7, flag=False) for a in q.answers)) for q in form.questions)
    assert rendered(replace(form, questions=alike), name) == rendered(form, name)


def texts_of(data, name):
    """The words of a rendered form, without marks and white space."""
    if name in ("xlsx", "xlsform"):
        book = openpyxl.load_workbook(BytesIO(data))
        text = " ".join(str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value)
    else:
        text = re.sub(r"\\(.)", r"\1", data.decode()) if name == "markdown" else data.decode()
    for written, meant in {"&amp;": "&", "&#39;": "'", "&#34;": '"', "&lt;": "<", "&gt;": ">"}.items():
        text = text.replace(written, meant)
    return "".join(text.split())


@pytest.mark.parametrize("name", ASKING)
@pytest.mark.parametrize(("role", "short", "language"), KINDS)
def test_every_format_holds_every_question_answer_and_the_opening(role, short, language, name):
    form, words = plain_form(role, short, language), fixed_words("form", language)
    text = texts_of(rendered(form, name), name)
    expected = [words.titles[role], *words.openings[role], *(q.text for q in form.questions)]
    expected += [a.text for q in form.questions for a in q.answers]
    assert [one for one in expected if "".join(one.split()) not in text] == []


@pytest.mark.parametrize("name", ASKING)
def test_only_a_survey_that_sends_answers_says_so(name):
    text = texts_of(rendered(plain_form("residents"), name), name)
    assert ("overtheinternet" in text) == (name == "xlsform")
    assert ("doesnotshowwhatonepersonsaid" in text) == (name != "xlsform")


HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '=HYPERLINK("http://evil.example","x")',
    "${PC_01} and ${",
    "![x](http://evil.example) `code` | a # b",
    "-->\u2028 & &amp; \u202e\x07",
    "+1 @x",
)


def hostile_form():
    questions = [
        FormQuestion("fact:housing", text, (FormAnswer("none", text, None), FormAnswer("other", "x", None)))
        for text in HOSTILE[:1]
    ]
    condition = next(q.relevant for q in plain_form("leadership").questions if q.id == "CS-02")
    for number, text in enumerate(HOSTILE, start=1):
        answers = (FormAnswer("yes", text, 1), FormAnswer("no", text + " 2", 0))
        questions.append(FormQuestion(f"PC-0{number}", text, answers, section=text, relevant=condition))
    return Form("leadership", "en", False, {"fnusa-core": "1.0.0"}, tuple(questions))


def test_texts_of_a_standard_stay_texts():
    form = hostile_form()
    page = rendered(form, "html").decode()
    assert page.count("<script") == 2
    assert "<img" not in page
    data = page.split('id="data">')[1].split("</script>")[0]
    assert [q["id"] for q in json.loads(data)["questions"]] == [q.id for q in form.questions]
    tokens = MarkdownIt().parse(rendered(form, "markdown").decode())
    kinds = {part.type for token in tokens for part in (token, *(token.children or ()))}
    assert not kinds & {"link_open", "image", "html_inline", "html_block", "table_open"}
    formulas = [c for sheet in book_of(form) for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert {cell.column_letter for cell in formulas} == {"D"}
    assert not [c for sheet in book_of(form, "xlsform") for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert "evil.example" in converted(form).xform


@pytest.mark.parametrize("name", ASKING)
@pytest.mark.parametrize("whom", HOSTILE)
def test_who_takes_the_forms_is_told_last_and_stays_text(name, whom):
    form = replace(plain_form("residents", short=True), return_to=whom)
    data = rendered(form, name)
    told = fixed_words("form", "en").return_to.format(whom=plain(whom))
    if name == "html":
        page = data.decode()
        assert page.count("<script") == 2
        assert "<img" not in page
        *_, last = re.findall(r"<p>(.*?)</p>", page.split('class="opening"')[1].split("</div>")[0])
        assert html.unescape(last) == told  # and not of those paragraphs that only the screen or the paper shows
    elif name == "markdown":
        parts = [part for token in MarkdownIt().parse(data.decode()) for part in (token, *(token.children or ()))]
        assert not {part.type for part in parts} & {"link_open", "image", "html_inline", "html_block", "table_open"}
        assert told in {"".join(inner.content for inner in part.children or ()) for part in parts}
    elif name == "xlsx":
        cells = [row[0] for row in book_of(form).worksheets[0].iter_rows() if row[0].value]
        place = next(n for n, cell in enumerate(cells) if cell.value == told)
        assert cells[place].data_type == "s"
        assert cells[place - 1].value == fixed_words("form", "en").in_workbook["residents"]
    else:
        assert converted(form).warnings == []
        notes = [row[2] for row in book_of(form, name)["survey"].iter_rows(values_only=True) if row[0] == "note"]
        assert notes[-1].replace("$ {", "${") == told
        assert "${" not in notes[-1]


def test_markdown_has_a_box_for_every_answer():
    form = plain_form("leadership")
    text = rendered(form, "markdown").decode()
    assert text.count("- [ ] ") == sum(len(q.answers) for q in form.questions)
    assert text.count("(Only if ") == sum(q.relevant is not None for q in form.questions)


# Workbook


@pytest.mark.parametrize(("role", "short", "language"), KINDS)
def test_each_answer_in_the_workbook_is_picked_from_a_list_of_its_answers(role, short, language):
    form = plain_form(role, short, language)
    book = book_of(form)
    answers, lists = book.worksheets[1], book["Lists"]
    picked = {}
    for check in answers.data_validations.dataValidation:
        if check.type == "list":
            texts = [cell.value for (cell,) in lists[check.formula1.split("!")[1]]]
            picked |= {row: texts for part in check.sqref.ranges for row in range(part.min_row, part.max_row + 1)}
    rows = {answers.cell(row, 1).value: row for row in range(1, answers.max_row + 1)}
    for question in form.questions:
        if question.kind == "one":
            assert picked[rows[question.id]] == [answer.text for answer in question.answers]
    assert ("month" in rows) == (role != "leadership")
    assert {key.value: value.value for key, value in book["About"].iter_rows()} == {
        "rightscheck": "form-answers/1",
        "role": role,
        "edition": form.edition,
        **({"language": language} if role == "leadership" else {}),
    }
    assert ("program" in rows) == (role == "leadership")
    assert answers.freeze_panes == "A2"


def test_a_workbook_is_the_same_each_time_and_holds_no_macro_link_or_name():
    form = plain_form("residents", short=True)
    data = rendered(form, "xlsx")
    assert data == rendered(form, "xlsx")
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert not [
            name for name in archive.namelist() if re.search(r"vba|macro|external|connection", name, re.IGNORECASE)
        ]
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"openpyxl" not in archive.read("docProps/core.xml")


def says_skip(formula, cells, lists):
    """Work out a formula of the skip column, as a spreadsheet program would."""
    found = re.fullmatch(r'=IF\((?P<truth>.*)<(?P<least>[12]),"skip this one",""\)', formula)
    text = re.sub(r"Lists!\$([A-Z]+)\$(\d+)", lambda m: repr(lists[f"{m[1]}{m[2]}"].value), found["truth"])
    text = re.sub(r"(?<![<>])=", "==", text)
    text = re.sub(r"\$C\$(\d+):\$C\$(\d+)", lambda m: f"*[cells.get(r) for r in range({m[1]}, {m[2]} + 1)]", text)
    text = re.sub(r"\$C\$(\d+)", r"cells.get(\1)", text)
    names = {
        "IF": lambda test, yes, no: yes if test else no,
        "OR": lambda *tests: any(tests),
        "COUNTA": lambda *values: sum(value is not None for value in values),
        "MIN": min,
        "MAX": max,
        "cells": cells,
    }
    return eval(text, names) < int(found["least"])


@given(facts=stated_facts)
@settings(max_examples=40, deadline=None)
def test_the_workbook_says_what_to_skip(facts):
    form = plain_form("leadership")
    sheet, lists, rows = leadership_sheet()
    cells = {}
    for id, value in facts.items():
        question = form.question_by_id[f"{FACT}{id}"]
        if question.kind == "number":
            cells[rows[question.id]] = value
        elif question.kind == "one":
            cells[rows[question.id]] = next(a.text for a in question.answers if a.id in value)
        else:
            for answer in question.answers:
                cells[rows[f"{question.id}/{answer.id}"]] = "Yes" if answer.id in value else "No"
    for question in form.questions:
        formula = sheet.cell(rows[question.id], 4).value if question.relevant else None
        if formula:
            assert says_skip(formula, cells, lists) != is_shown(question, facts), question.id


@cache
def leadership_sheet():
    book = book_of(plain_form("leadership"))
    sheet = book.worksheets[1]
    assert sum(bool(sheet.cell(row, 4).value) for row in range(2, sheet.max_row + 1)) > 20
    return sheet, book["Lists"], {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}


# Survey


def converted(form):
    return convert(BytesIO(rendered(form, "xlsform")), validate=False)


@pytest.mark.parametrize(("role", "short", "language"), KINDS)
def test_pyxform_takes_the_survey_without_a_warning(role, short, language):
    form = plain_form(role, short, language)
    result = converted(form)
    assert result.warnings == []
    assert result.xform.count("relevant=") == sum(q.relevant is not None for q in form.questions)
    names = {column_name(question.id) for question in form.questions}
    assert all(re.fullmatch(r"[A-Za-z_]\w*", name) and f"/{name}" in result.xform for name in names)
    for metadata in ("deviceid", "username", "start-geopoint", "timestamp", "phonenumber", "audit"):
        assert metadata not in result.xform
    assert set(re.findall(r'jr:preload="(\w+)"', result.xform)) == {"uid"}  # the number of the filled form itself
    assert form.edition in result.xform


def holds(expression, values):
    """Work out an expression of the survey, as a phone would."""
    text = re.sub(r"\$\{(\w+)\}", r"values.get('\1', '')", expression)
    text = re.sub(r"(?<![<>!])=", "==", text).replace("not(", "not (")
    names = {"values": values, "selected": lambda chosen, one: one in chosen.split()}
    return eval(text, names)


@given(facts=stated_facts)
@settings(max_examples=40, deadline=None)
def test_the_survey_asks_what_the_facts_leave_in(facts):
    form = plain_form("leadership")
    values = {f"fact_{id}": value if isinstance(value, int) else " ".join(sorted(value)) for id, value in facts.items()}
    for question in form.questions:
        if question.relevant:
            assert holds(survey_relevants()[column_name(question.id)], values) == is_shown(question, facts)


@cache
def survey_relevants():
    head, *rows = book_of(plain_form("leadership"), "xlsform")["survey"].iter_rows(values_only=True)
    name, relevant = head.index("name"), head.index("relevant")
    return {row[name]: row[relevant] for row in rows if row[relevant]}


# Words


def texts_in(value):
    if isinstance(value, str):
        return [value]
    return [text for part in (value.values() if isinstance(value, dict) else value) for text in texts_in(part)]


def residents_texts():
    words = fixed_words("form", "en")
    for field in fields(words):
        value = getattr(words, field.name)
        yield from texts_in(value["residents"] if isinstance(value, dict) else value)


@pytest.mark.parametrize("text", [text for text in residents_texts() if len(text.split()) > 4])
def test_what_residents_read_is_in_plain_words(text):
    assert textstat.flesch_kincaid_grade(text) <= 6.5


def test_the_residents_opening_says_what_they_must_know():
    words = fixed_words("form", "en")
    text = " ".join([*words.openings["residents"], words.counts["residents"], words.on_page["residents"]])
    for part in (
        "You decide",
        "skip any question",
        "No one here may treat you worse",
        "your name",
        "five or more",
        "locked box",
        "Nothing is",
    ):
        assert part in text


SAME = {"no", "column_id"}


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_every_word_is_translated_with_what_it_leaves_open(language):
    for field in fields(fixed_words("form", "en")):
        english, other = (texts_in(getattr(fixed_words("form", one), field.name)) for one in ("en", language))
        assert len(english) == len(other)
        for one, two in zip(english, other, strict=True):
            assert bool(one) == bool(two)
            assert sorted(re.findall(r"\{\w+\}", one)) == sorted(re.findall(r"\{\w+\}", two)), field.name
            assert one != two or field.name in SAME or not one
            assert "víctima" not in two


# The command


def test_a_form_for_each_ending(call, tmp_path):
    done = call("form", "--short", "-o", "a.html", "-o", "a.md", "-o", "a.xlsx")
    assert done.code == 0
    assert "20 questions" in done.err
    assert b"<fieldset" in (tmp_path / "a.html").read_bytes()
    assert "- [ ] Sometimes" in (tmp_path / "a.md").read_text("utf-8")
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames[0] == "Read me first"
    assert "collect FOLDER -o residents.csv" in done.err
    assert "KoboToolbox" not in done.err
    done = call("form", "--short", "--lang", "es", "-f", "xlsform", "-o", "b.xlsx", "--return-to", "Ana")
    assert done.code == 0
    assert "export the answers as CSV" in done.err
    assert "FOLDER" not in done.err
    shown = openpyxl.load_workbook(tmp_path / "b.xlsx")["survey"].iter_rows(values_only=True)
    assert "Déselo a: Ana" in {row[2] for row in shown}
    assert "survey" in openpyxl.load_workbook(tmp_path / "b.xlsx").sheetnames


def test_without_a_file_the_form_is_printed_as_markdown(call):
    done = call("form", "--for", "staff", "--short", "--lang", "es")
    assert done.code == 0
    assert done.out.count("**") == 40
    assert "Formulario para el personal" in done.out


def test_a_form_is_not_read_as_house_rules(call, tmp_path):
    (tmp_path / "rules.md").write_text("Residents must hand in their phones.\n", "utf-8")
    call("form", "-o", "form.html", "-o", "form.md", "-o", "form.xlsx")
    call("form", "-f", "xlsform", "-o", "kobo.xlsx")
    filled = openpyxl.load_workbook(tmp_path / "form.xlsx")
    filled.worksheets[1]["C3"] = "Yes"
    filled.save(tmp_path / "filled.xlsx")
    done = call("scan", ".", "--format", "json")
    found = json.loads(done.out)
    assert done.code == 1  # for the rule; a file that was not read would make it 3
    assert found["skipped"] == []
    assert {one["path"] for one in found["findings"]} == {"rules.md"}
    for name in ("form.xlsx", "kobo.xlsx", "filled.xlsx"):
        assert f"{name}: passed over: " in done.err
    named = call("scan", "form.xlsx")
    assert named.code == 3
    assert "form.xlsx: it is a spreadsheet, which is not read" in " ".join(named.out.split())


def test_only_our_own_workbooks_are_passed_over(call, tmp_path):
    (tmp_path / "rules.md").write_text("Residents keep their phones.\n", "utf-8")
    other = openpyxl.Workbook()
    other.active["A1"] = "Residents must hand in their phones."
    other.save(tmp_path / "other.xlsx")
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b" " * 50_000_000 + b"form-answers/1")
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04form-answers/1")
    done = call("scan", ".")
    assert done.code == 3
    assert "passed over" not in done.err
    for name in ("other.xlsx", "bomb.xlsx", "broken.xlsx"):
        assert name in done.out + done.err


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["-o", "a.pdf"], ["a.pdf", ".html, .markdown"]),
        (["-f", "xlsx"], ["workbook"]),
        (["-f", "xlsform", "-o", "a.html"], ["a.html", "xlsform"]),
        (["-f", "html", "-o", "a.xlsx"], ["a.xlsx", "html"]),
        (["--lang", "xx"], ["xx"]),
        (["--standard", "none"], ["none"]),
        (["-o", "mine.md"], ["mine.md"]),
    ],
)
def test_what_cannot_be_made_is_told_and_nothing_is_written(call, tmp_path, args, words):
    mine = tmp_path / "mine.md"
    mine.write_text("# Our house rules\n", "utf-8")
    done = call("form", *args)
    assert done.code == 2
    done.says(*words)
    assert done.out == ""
    assert list(tmp_path.iterdir()) == [mine]
    assert mine.read_text("utf-8") == "# Our house rules\n"


def test_a_workbook_that_is_there_stays_as_it_is(call, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"somebody's answers")
    done = call("form", "-o", "a.xlsx", "-o", "b.md")
    assert done.code == 2  # told before anything is made, as with any file that is not ours
    done.says("a.xlsx", "is not written over")
    assert not (tmp_path / "b.md").exists()
    assert (tmp_path / "a.xlsx").read_bytes() == b"somebody's answers"


def test_a_page_of_ours_is_written_over_unless_somebody_changed_it(call, tmp_path):
    path = tmp_path / "a.md"
    assert call("form", "-o", path).code == call("form", "--short", "-o", path).code == 0
    path.write_text(path.read_text("utf-8").replace("[ ] Yes", "[x] Yes", 1), "utf-8")
    assert call("form", "-o", path).code == 2
    assert "[x] Yes" in path.read_text("utf-8")


def test_the_facts_of_the_answers_file_decide(call, answers):
    answers(facts="housing: none")
    done = call("form", "--short")
    assert "answers.yaml" in done.err
    assert "PC-03" not in done.out
    other = answers(facts="housing: emergency, residents: [minors-in-custody]", name="other.yaml")
    done = call("form", "--answers", other)
    assert "PC-03-minors" in done.out
    assert call("form", "--for", "leadership").out.count("(Only if ") > 20
    done = call("form", "--for", "leadership", "--answers", other)
    assert "fact:housing" not in done.out
    assert "keep that file" in done.err


@pytest.mark.parametrize("more", [[], ["--answers", "."], ["--answers", "answers.yaml"]])
def test_the_answers_are_never_written_over(call, answers, more):
    path = answers(facts="housing: none")
    before = path.read_bytes()
    done = call("form", *more, "-f", "html", "-o", "answers.yaml")
    assert done.code == 2
    done.says("answers.yaml", "not written over")
    assert path.read_bytes() == before


def test_facts_that_cannot_be_read_are_told(call, answers):
    answers(facts="housing: castle")
    done = call("form")
    assert done.code == 3
    done.says("answers.yaml:3", "castle")


def test_the_standards_of_the_settings_are_asked(call, tmp_path):
    (tmp_path / "rightscheck.yaml").write_text("standards: [safe-horizon]\n", "utf-8")
    printed = call("form").out
    assert "SH-01" in printed
    assert "PC-03" not in printed
    assert "PC-03" in call("form", "--standard", "fnusa-core").out


def test_a_standard_that_asks_residents_nothing_makes_no_form(call, tiny, tmp_path):
    assert call("form", "--standard", tiny, "--for", "staff").code == 0
    done = call("form", "--standard", tiny, "-o", "a.html")
    assert done.code == 2
    done.says("residents")
    assert not (tmp_path / "a.html").exists()


def test_the_command_line_names_all_roles_and_formats():
    assert set(FormRole) == set(ROLES)
    assert set(FormFormat) == set(FORM_RENDERERS)


# Letters on paper


def lettered(*ids):
    return FormQuestion("PC-03", "?", tuple(FormAnswer(id, f"Text of {id}", None) for id in ids))


@pytest.mark.parametrize(
    ("ids", "letters"),
    [
        (["kept", "held", "skip"], "abc"),
        (["no", "mno", "yes"], "abc"),  # an id of several letters is none
        (["a", "b", "c", "unknown"], "abcd"),
        (["b", "a", "unknown"], "bac"),
        (["kept", "a", "c", "unknown"], "eacd"),
        (["c", "b", "a", "held"], "cbad"),
    ],
)
def test_a_letter_on_paper_is_that_of_the_place_unless_an_id_is_a_letter(ids, letters):
    assert "".join(lettered(*ids).letters.values()) == letters


@given(st.lists(st.sampled_from([*"abcdefgz", "kept", "no", "not-sure", "skip", "unknown"]), unique=True, min_size=1))
def test_no_letter_can_mean_two_answers_on_paper_in_a_table_or_in_an_answers_file(ids):
    letters = lettered(*ids).letters
    assert list(letters) == ids
    assert len(set(letters.values())) == len(ids)
    for id, letter in letters.items():
        in_file = _by_letter(letter, ids)  # what an answers file takes it for
        assert in_file == id or (in_file == letter and letter not in ids)  # the second is refused there


@pytest.mark.parametrize("role", ROLES)
def test_on_paper_answers_that_are_sentences_have_letters(role):
    form = plain_form(role)
    text = re.sub(r"\\(.)", r"\1", rendered(form, "markdown").decode())
    page = rendered(form, "html").decode()
    if role == "residents":
        assert "- [ ] Yes" in text
        assert 'class="letter"' not in page
        return
    for question in form.questions:
        for answer in question.answers:
            assert f"- [ ] {question.letters[answer.id]}) {plain(answer.text)}" in text
    shown = re.findall(r'value="([\w-]+)"> <span class="letter">([a-z])\)', page)
    assert shown == [(a.id, q.letters[a.id]) for q in form.questions for a in q.answers]


# The first row of a table


@pytest.mark.parametrize("role", ROLES)
def test_a_table_begins_with_the_ids_of_the_questions_and_takes_rows(call, tmp_path, role):
    done = call("form", "--for", role, "--short", "-o", "rows.csv")
    assert done.code == 0
    assert f"rightscheck collect rows.csv -o {'answers.yaml' if role == 'leadership' else f'{role}.csv'}" in done.err
    (header,) = (tmp_path / "rows.csv").read_text("utf-8").splitlines()
    form = plain_form(role, short=True)
    about = "program" if role == "leadership" else "month"
    assert header.split(",") == ["role", about, *(question.id for question in form.questions)]
    before = (tmp_path / "rows.csv").read_bytes()
    assert call("form", "--for", role, "-o", "rows.csv").code == 2  # rows may have been typed into it
    assert (tmp_path / "rows.csv").read_bytes() == before
    assert call("form", "--for", role, "--short", "-f", "csv").out.encode() == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_leadership_is_asked_for_the_program_and_told_the_next_commands(language):
    form, words = plain_form("leadership", language=language), fixed_words("form", language)
    book = book_of(form)
    first = [cell.value for cell in book.worksheets[1][2]]
    assert first[:2] == ["program", words.program]
    told = " ".join(str(cell.value) for (cell,) in book.worksheets[0].iter_rows(max_col=1))
    report = "-o report.html" if language == "en" else f"--lang {language} -o "
    assert ".xlsx -o answers.yaml" in told
    assert f"rightscheck assess answers.yaml {report}" in told
    assert f"rightscheck assess {{file}} {report}" in words.saved["leadership"]
    assert words.program in rendered(form, "html").decode()
    for role in ("residents", "staff"):
        assert words.program not in rendered(plain_form(role, language=language), "html").decode()


def test_every_command_in_spanish_words_asks_for_spanish():
    words = fixed_words("form", "es")
    commands = [
        found
        for field in fields(words)
        for text in texts_in(getattr(words, field.name))
        if isinstance(text, str)
        for found in re.findall(r"rightscheck assess \S+ (\S+ \S+)", text)
    ]
    assert commands == ["--lang es"] * 2


def test_leadership_is_told_how_its_workbook_becomes_answers(call):
    done = call("form", "--for", "leadership", "-o", "lead form.xlsx")
    assert "Next: fill it in, then: rightscheck collect 'lead form.xlsx' -o answers.yaml" in done.err
    assert "collect" in call("form", "--for", "leadership", "-f", "xlsform", "-o", "kobo.xlsx").err
