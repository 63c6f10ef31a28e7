"""The page of a scan in a real browser: read, listened to, on a phone, in the dark, and on paper."""

from __future__ import annotations

from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

from browser_helpers import browser, scrolls_sideways, squeezed
from report_helpers import HOSTILE
from rightscheck.render.scan_formats import SCAN_RENDERERS
from scan_results import RESULTS, hostile_result, rich
from test_browser import VIEWS, folder, show

MOST_PAGES = 4
"""For what needed six before the cards were laid out for paper."""

__all__ = ["browser", "folder", "show"]  # fixtures


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_and_the_page_fits(view, show):
    page = show(SCAN_RENDERERS["html"](rich()), **VIEWS[view])
    results = Axe().run(page, options={"resultTypes": ["violations"]})
    assert results.response["passes"], "axe looked at nothing"
    assert results.violations_count == 0, results.generate_report()
    assert not scrolls_sideways(page)
    assert page.requests == [page.url]
    assert page.complaints == []


@pytest.mark.parametrize("name", ["clean", "empty", "unread"])
def test_an_empty_page_is_whole_too(name, show):
    page = show(SCAN_RENDERERS["html"](RESULTS[name]()), **VIEWS["phone"])
    assert page.complaints == []
    assert not scrolls_sideways(page)
    assert Axe().run(page, options={"resultTypes": ["violations"]}).violations_count == 0


def test_hostile_text_stays_text_and_within_the_page(show):
    text = " ".join(text for text in HOSTILE.values() if len(text) < 1_000) + "w" * 3_000
    page = show(SCAN_RENDERERS["html"](hostile_result(text)), **VIEWS["phone"])
    assert page.requests == [page.url]
    assert page.complaints == []
    assert not scrolls_sideways(page)
    assert page.locator("script, img, iframe, object, link, form").count() == 0


def test_a_click_selects_exactly_the_sample_wording(show):
    page = show(SCAN_RENDERERS["html"](rich()))
    page.locator("#finding-1 .wording").click()
    wording = rich().flags["phone-taken"].sample_wording
    assert page.evaluate("getSelection().toString()").strip() == wording


def test_no_card_is_cut_on_paper(browser, folder):
    path = folder / "scan-print.html"
    path.write_text(SCAN_RENDERERS["html"](rich()), encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    pages = [squeezed(one.extract_text()) for one in PdfReader(BytesIO(page.pdf(format="Letter"))).pages]
    page.close()
    for finding in rich().open_findings:
        flag = rich().flags[finding.rule]
        ends = (squeezed(flag.sample_wording), squeezed(f"rightscheck explain {flag.id}"))
        assert any(all(end in one for end in ends) for one in pages), flag.id
    assert len(pages) <= MOST_PAGES
