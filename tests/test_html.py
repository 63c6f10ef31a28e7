"""The HTML report: one quiet file, in which nothing written is ever run."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from functools import cache
from itertools import pairwise

import pytest

from report_helpers import (
    ANY,
    HOSTILE,
    Page,
    all_standards,
    assessment_of,
    best,
    hostile,
    html_text,
    report_of,
    sheet_of,
    text_of,
)
from rightscheck.check.assess import assess
from rightscheck.render.formats import RENDERERS
from rightscheck.render.words import plain

PAGES = pytest.mark.parametrize("name", ANY)
HOSTILITY = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
ACTIVE = {
    *("script", "iframe", "frame", "object", "embed", "applet", "form", "input", "button", "textarea", "select"),
    *("img", "image", "picture", "video", "audio", "source", "track", "link", "base", "portal", "template", "slot"),
    *("math", "noscript", "foreignobject", "use", "animate", "set", "marquee"),
}
FETCHING = {"src", "srcset", "data", "poster", "action", "formaction", "background", "cite", "ping", "manifest"}


@cache
def page_of(name: str) -> Page:
    return Page(report_of(name, "html"))


@PAGES
def test_no_element_runs_or_fetches_anything(name):
    page = page_of(name)
    assert {tag for tag, _ in page.elements} & ACTIVE == set()
    assert {key for _, attributes in page.elements for key in attributes} & FETCHING == set()


@PAGES
def test_no_inline_style_and_no_event_handler(name):
    keys = {key.casefold() for _, attributes in page_of(name).elements for key in attributes}
    assert "style" not in keys
    assert [key for key in keys if key.startswith("on")] == []
    assert [key for key in keys if ":" in key] == []


@PAGES
def test_links_stay_on_the_page_and_lead_somewhere(name):
    page = page_of(name)
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [attributes["href"] for _, attributes in page.elements if "href" in attributes]
    assert links
    assert [link for link in links if not link.startswith("#") or link[1:] not in ids] == []
    named = [a[key] for _, a in page.elements for key in ("aria-labelledby", "aria-describedby", "for") if key in a]
    assert [one for value in named for one in value.split() if one not in ids] == []


@PAGES
def test_the_style_sheet_asks_for_nothing_outside(name):
    style = page_of(name).style
    assert len(style) > 1_000
    assert re.findall(r"url\(|@import|@font-face|https?:|expression\(|image-set", style, re.IGNORECASE) == []


@PAGES
def test_the_content_security_policy_forbids_all_but_this_style_sheet(name):
    text = report_of(name, "html")
    page = Page(text)
    [policy] = [a["content"] for a in page.all("meta") if a.get("http-equiv") == "Content-Security-Policy"]
    rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
    digest = base64.b64encode(hashlib.sha256(page.style.encode()).digest()).decode()
    assert rules == {
        "default-src": "'none'",
        "style-src": f"'sha256-{digest}'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert text.index("Content-Security-Policy") < text.index("<style")
    assert page.all("style") == [{}]


@PAGES
def test_the_page_is_well_formed_and_says_its_language_and_title(name):
    text = report_of(name, "html")
    page = Page(text)
    assert text.startswith("<!DOCTYPE html>\n")
    assert (page.unbalanced, page.open) == ([], [])
    assert page.all("html") == [{"lang": "en"}]
    assert {"charset": "utf-8"} in page.all("meta")
    assert re.search(r"<title>[^<]*self-audit[^<]*</title>", text)
    assert len(page.all("main")) == 1


@PAGES
def test_headings_are_in_order_and_the_page_has_one_title(name):
    levels = [int(tag[1]) for tag, _ in page_of(name).elements if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []


@PAGES
def test_every_picture_is_told_in_words_too(name):
    """The profile's drawings are hidden from a screen reader, because the numbers stand beside them."""
    page = page_of(name)
    assert page.all("svg")
    assert {a.get("aria-hidden") for a in page.all("svg")} == {"true"}
    assert {a.get("aria-hidden") for _, a in page.elements if "mark" in (a.get("class") or "").split()} <= {"true"}
    for result in (e for s in assessment_of(name).standards for e in s.elements if e.results):
        assert result.element.title in text_of(name, "html")


@HOSTILITY
def test_hostile_text_adds_no_element_and_no_attribute(text):
    harmless = Page(hostile("harmless", "html"))
    page = Page(hostile(text, "html"))
    assert page.elements == harmless.elements
    assert (page.unbalanced, page.open) == ([], [])


@HOSTILITY
def test_hostile_text_is_shown_as_it_was_written(text):
    page = hostile(text, "html")
    shown = html_text(page)
    written = plain(text)
    assert f"Self-audit against rights-based practice standards {written} November" in shown
    assert shown.count(f"Note: {written}") == 3  # in the card, and under each of the two answers
    assert shown.count(f"Reason: {written}") == 2
    assert shown.count(f"“{written}” ({written})") == 2
    assert shown.count(written) == 1 + 2 + 3 + 2 * 4  # the name; reasons, notes, and the evidence of one answer, twice
    assert f"<title>{html.escape(written)[:20]}" in page.replace("&#34;", "&quot;").replace("&#39;", "&#x27;")


@pytest.mark.parametrize("control", ["\x1b", "\x00", "\x7f", "\u202e", "\u2066"])
def test_control_characters_do_not_reach_the_page(control):
    assert control not in hostile(f"before{control}after", "html")


def test_half_a_character_does_not_keep_the_page_from_being_written():
    sheet = sheet_of(best, program="half \ud800", note="half \udfff")
    assert "half \ufffd" in RENDERERS["html"](assess(all_standards(), sheet)).encode().decode()


def test_text_of_either_direction_is_kept_apart_from_the_words_around_it():
    page = hostile("שלום", "html")
    outside = re.sub("<bdi>[^<]*</bdi>", "", page)
    assert page.count("שלום") > 10
    assert outside.count("שלום") == 1  # in the title of the window
