"""The HTML report in a real browser: read, listened to, looked at on a phone, in the dark, and on paper.

Needs a Chromium on this machine. Where there is none these tests are skipped; with
RIGHTSCHECK_NEED_BROWSER=1 (as in .ci/run) they fail instead.
"""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from pypdf import PdfReader

from browser_helpers import browser, scrolls_sideways, shown_in, squeezed
from report_helpers import (
    ANY,
    EXAMPLES,
    HOSTILE,
    ROOT,
    advice_of,
    all_standards,
    assessment_of,
    flat,
    hostile,
    report_of,
)

__all__ = ["browser"]  # a fixture
VIEWS = {
    "wide": {"viewport": {"width": 1200, "height": 900}},
    "phone": {"viewport": {"width": 320, "height": 640}},
    "dark": {"viewport": {"width": 1200, "height": 900}, "color_scheme": "dark"},
}
FULLEST = "everything worst, every funder"
OPEN_ALL = "document.querySelectorAll('details').forEach(one => { one.open = true })"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("reports")


@pytest.fixture
def show(browser: Browser, folder):
    """Open a report, given as text, in a view of its own; the page remembers what it asked for and complained of."""

    def path() -> Path:
        return folder / f"report-{len(list(folder.iterdir()))}.html"

    with shown_in(browser, path, asks_nothing=True) as shown:
        yield shown


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_axe_finds_nothing_with_details_open_and_closed(name, view, show):
    page = show(report_of(name, "html"), **VIEWS[view])
    page.evaluate(OPEN_ALL)
    for details in ("open", "closed"):
        options = {"resultTypes": ["violations"]}
        if (view, details) == ("phone", "open"):  # the slowest rule; the colors are those of the wide page
            options["rules"] = {"color-contrast": {"enabled": False}}
        results = Axe().run(page, options=options)
        assert results.response["passes"], "axe looked at nothing"
        assert results.violations_count == 0, results.generate_report()
        assert not scrolls_sideways(page)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = false })")


@pytest.mark.parametrize("name", ANY)
def test_the_page_asks_for_nothing_and_complains_of_nothing(name, show):
    page = show(report_of(name, "html"), **VIEWS["phone"])
    assert page.requests == [page.url]
    assert page.complaints == []
    assert not scrolls_sideways(page)


def test_the_policy_lets_the_style_in_and_nothing_else(show):
    """The style is applied; a script, a picture or a style put in by hand is refused."""
    text = report_of("mixed", "html")
    page = show(text)
    assert page.evaluate("getComputedStyle(document.querySelector('main')).maxWidth") != "none"
    planted = (
        "<script>document.title = 'run'</script><img src='https://evil.example/x.png'>"
        "<style>body { display: none }</style><p style='color: red' onclick='1'>x</p></body>"
    )
    page = show(text.replace("</body>", planted))
    assert page.title().startswith("Harbor Street House")
    assert page.evaluate("getComputedStyle(document.body).display") == "block"
    assert len([line for line in page.complaints if "Content Security Policy" in line]) >= 4


@pytest.mark.parametrize("name", ["mixed", "half-finished"])
def test_everything_is_there_without_scripts(name, show):
    page = show(report_of(name, "html"), java_script_enabled=False)
    for summary in page.locator("summary").all():
        summary.click()
    text = flat(page.locator("body").inner_text())
    for result in assessment_of(name).results:
        assert flat(result.indicator.question) in text
        if result.option:
            assert flat(result.option.text) in text


def test_a_click_selects_exactly_the_sample_wording(show):
    page = show(report_of("harsh", "html"))
    results = {result.flag.id: result for result in assessment_of("harsh").flags}
    cards = page.locator("article.card").all()
    assert len(cards) > 20
    for card in cards:
        _, wordings = advice_of(results[card.get_attribute("id").removeprefix("flag-")], assessment_of("harsh"))
        for box, wording in zip(card.locator(".wording").all(), wordings, strict=True):
            box.click()
            assert page.evaluate("getSelection().toString()").strip() == wording.strip()


def test_a_link_to_an_answer_opens_the_part_that_holds_it(show):
    page = show(report_of("rights-based", "html"))
    link = page.locator(".todo a[href^='#answer-']").first
    target = page.locator(link.get_attribute("href"))
    assert not target.is_visible()
    link.click()
    target.wait_for(state="visible")


@pytest.mark.parametrize("view", ["wide", "phone"])
@pytest.mark.parametrize(
    "text",
    [HOSTILE["long word"], HOSTILE["long note"], " ".join(text for text in HOSTILE.values() if len(text) < 1_000)],
    ids=["long word", "long note", "all the short ones"],
)
def test_hostile_text_stays_text_and_within_the_page(text, view, show):
    page = show(hostile(text, "html"), **VIEWS[view])
    page.evaluate(OPEN_ALL)
    assert page.requests == [page.url]
    assert page.complaints == []
    assert not scrolls_sideways(page)
    assert page.locator("h1").count() == 1
    assert page.locator("script, img, iframe, object, link, form").count() == 0


class Printed:
    """A report on paper; the text of a page is taken out when it is asked for, since that is slow."""

    def __init__(self, pdf: bytes) -> None:
        self.pages = PdfReader(BytesIO(pdf)).pages
        self.texts: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self.pages)

    def __getitem__(self, number: int) -> str:
        """Give the text of a page without its spaces: where lines break, a PDF keeps none or two."""
        if number not in self.texts:
            self.texts[number] = squeezed(self.pages[number].extract_text())
        return self.texts[number]


@pytest.fixture(scope="module")
def pages(browser: Browser, folder):
    """Print a report on a kind of paper."""
    page = browser.new_page()
    made: dict[tuple[str, str, str], Printed] = {}

    def printed(name: str, paper: str, page_ranges: str = "") -> Printed:
        key = (name, paper, page_ranges)
        if key not in made:
            path = folder / f"print-{len(made)}.html"
            path.write_text(report_of(name, "html"), encoding="utf-8")
            page.goto(path.as_uri())
            made[key] = Printed(page.pdf(format=paper, page_ranges=page_ranges))
        return made[key]

    yield printed
    page.close()


@pytest.mark.parametrize(
    ("name", "paper"), [*((name, "Letter") for name in ANY), *((name, "A4") for name in (*EXAMPLES, FULLEST))]
)
def test_the_first_printed_page_is_the_result_and_nothing_of_the_cards(name, paper, pages):
    first, second = (pages(name, paper, "1-2")[number] for number in (0, 1))
    assessment = assessment_of(name)
    flags = {f.id: f for s in all_standards() for f in s.red_flags}
    asked = {i.id: i for s in all_standards() for i in s.indicators}
    expected = [r.flag.title for r in assessment.flags if r.status in ("present", "caution", "unknown")]
    expected += [
        asked[step.id].question if step.kind == "answer" else {**asked, **flags}[step.id].title
        for step in assessment.plan[:3]
    ]
    expected += [strength.indicator.title for strength in assessment.strengths[:3]]
    expected.append("It is not an audit by an outside body, not legal advice, and not an accreditation.")
    assert [text for text in expected if squeezed(text) not in first] == []
    for elsewhere in ("What was answered", "Wording to paste", "Red flags in full", "From 0 (the right is taken)"):
        assert squeezed(elsewhere) not in first
    assert second.startswith(("Redflagsinfull", "Theelements"))


@pytest.mark.parametrize(
    ("language", "voices", "part"),
    [
        ("en", "What the voices say", "They part on"),
        ("es", "Lo que dicen las voces", "No coinciden en"),
    ],
)
def test_with_every_voice_the_result_is_still_one_sheet(language, voices, part, browser, call, tmp_path):
    call("assess", str(ROOT / "examples" / "mixed"), "--lang", language, "-o", "report.html")
    page = browser.new_page()
    page.goto((tmp_path / "report.html").as_uri())
    for paper in ("Letter", "A4"):
        printed = Printed(page.pdf(format=paper, page_ranges="1-2"))
        assert squeezed(voices) in printed[0]
        assert squeezed(part) in printed[0]
        assert printed[1].startswith(("Redflagsinfull", "Lasseñalesdealerta,unaporuna"))
    page.close()


@pytest.mark.parametrize(
    ("name", "paper"), [*((name, "Letter") for name in EXAMPLES), ("harsh", "A4"), ("mixed", "A4")]
)
def test_no_card_is_cut_on_paper(name, paper, pages):
    """A card's title, wording and last line stand on one page."""
    results = [result for result in assessment_of(name).flags if result.status in ("present", "caution")]
    cards = {result.flag.number: result for result in results}
    seen: Counter[str] = Counter()
    printed = pages(name, paper)
    for number in range(1, len(printed)):
        page = printed[number]
        last_lines = re.findall(r"(RF-\d+)·[a-z-]+·restson", page)
        assert page.count("Whatwasanswered") == page.count("Whyithurts") == len(last_lines), f"page {number + 1}"
        for code in last_lines:
            assert squeezed(cards[code].flag.title) in page
            _, wordings = advice_of(cards[code], assessment_of(name))
            assert [wording for wording in wordings if squeezed(wording) not in page] == []
        seen.update(last_lines)
        if "Theelements" in page:
            break
    assert seen == Counter(cards.keys())


@pytest.mark.parametrize(("width", "height"), [(816, 1056), (794, 1122)], ids=["Letter", "A4"])
def test_the_fullest_card_fits_on_a_page(width, height, show):
    """With every flag present, every funder stated, and a note and two papers under every answer."""
    text = report_of(FULLEST, "html")
    margins = re.search(r"@page \{ margin: (\d+)mm (\d+)mm; \}", text)
    upright, sideways = (2 * int(value) * 96 / 25.4 for value in margins.groups())
    page = show(text, viewport={"width": int(width - sideways), "height": int(height - upright)})
    page.emulate_media(media="print")
    heights = page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('.card')].map(one => [one.id, one.offsetHeight]))"
    )
    assert len(heights) > 20
    assert {card: tall for card, tall in heights.items() if tall > height - upright} == {}


@pytest.mark.parametrize(("name", "paper"), [("mixed", "Letter"), ("half-finished", "A4")])
def test_what_is_folded_away_on_the_screen_is_printed(name, paper, pages):
    printed = pages(name, paper)
    whole = "".join(printed[number] for number in range(len(printed)))
    assessment = assessment_of(name)
    for result in assessment.results:
        assert squeezed(result.indicator.question) in whole
        assert squeezed(result.answer.note) in whole
    for result in assessment.flags:
        if result.status in ("present", "caution"):
            assert [line for line in result.flag.not_a_flag if squeezed(line) not in whole] == []
    assert squeezed("What this report is not") in whole


@pytest.mark.parametrize(("name", "paper"), [("mixed", "Letter"), ("half-finished", "A4")])
def test_no_heading_stands_alone_at_the_foot_of_a_page(name, paper, pages):
    headings = ["Red flags in full", "The elements", "The standards", "Homework", "Talk to the funder", "Every answer"]
    headings += [
        "For a visit",
        "How scoring works",
        "The ladder",
        "Sources",
        "To ask:",
        "To ask to see:",
        "Not a flag:",
    ]
    printed = pages(name, paper)
    ends = [printed[number][-60:] for number in range(len(printed))]
    assert [end for end in ends if end.endswith(tuple(map(squeezed, headings)))] == []
