"""The page with a document's text on the left and the notes on the right."""

from __future__ import annotations

import os
import re
import shutil
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate_files import RIGHTS, RULE, review
from rightscheck.model.document import Block, Document, Spot
from rightscheck.read.documents import read_bytes
from rightscheck.render.annotate import ANNOTATORS, make_notes

RULE_TEXT = "Residents turn in phones."
HANDBOOK = f"""# House rules

Welcome. {RULE_TEXT} Dinner is at six.

## Doors

- You keep the key.
- {RULE_TEXT}

| Time | What |
| --- | --- |
| 9 pm | {RULE_TEXT} |
"""


class Seen(HTMLParser):
    """What a browser would make of a page: its tags, and the text of some of them."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.marked: list[str] = []
        self.own: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.tags.append((tag, found))
        if tag not in ("meta", "br", "link"):
            self.open.append("own" if tag == "div" and (found.get("class") or "").startswith("own ") else tag)
        if self.open[-1] == "own":
            self.own.append("")
        if tag == "mark":
            self.marked.append("")

    def handle_endtag(self, _):
        self.open.pop()

    def handle_data(self, data):
        if "mark" in self.open and "own" in self.open:
            self.marked[-1] += data
        if "own" in self.open and "a" not in self.open:
            self.own[-1] += data


def page_of(about) -> str:
    return ANNOTATORS[about.document.format](b"", about).decode("utf-8")


def test_the_whole_text_stands_there_with_the_sentences_marked_and_the_notes_beside_them():
    document = read_bytes(HANDBOOK.encode(), "handbook.md").document
    about = review(document, RULE_TEXT)
    page = page_of(about)
    seen = Seen(page)
    assert [" ".join(text.split()) for text in seen.own] == [block.text for block in document.blocks]
    assert "".join(text for text in seen.marked if text != "takes a right away").count(RULE_TEXT) == 3
    ids = [attributes["id"] for _, attributes in seen.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [attributes["href"] for tag, attributes in seen.tags if tag == "a"]
    assert {link.removeprefix("#") for link in links} <= set(ids)
    assert {f"#note-{number}" for number in (1, 2, 3)} <= set(links)
    for wanted in (RULE.title, RULE.harm, RULE.instead, RULE.sample_wording, f"{RIGHTS['phones'].title}: 3"):
        assert wanted in unescape(page)


def test_a_sentence_that_takes_two_rights_has_one_note_for_both():
    document = read_bytes(HANDBOOK.encode(), "handbook.md").document
    one, other = review(document, "Dinner is at six."), review(document, "Dinner is at six.", rule="mandatory-chores")
    both = type(one)(document, (*one.findings, *other.findings), one.flags, one.rights)
    (note,) = make_notes(both)
    assert len(note.remarks) == 2
    assert page_of(both).count('<article class="aside') == 1


def test_a_protection_is_told_as_one():
    document = read_bytes(HANDBOOK.encode(), "handbook.md").document
    page = page_of(review(document, "You keep the key.", rule="movement-restricted", polarity="upholds"))
    assert f"Protected: {RIGHTS['movement'].title}" in page
    assert "Why it hurts" not in page


HOSTILE = st.lists(
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            '"><img src=x onerror=alert(1)>',
            "</mark></style><!-- ",
            "{{ 7*7 }}{% raw %}",
            "&lt;b&gt; &amp;",
            "\x00\x1b[31m\u202e\u2066",
            "شلوم",
            "plain words",
        ]
    ),
    min_size=1,
    max_size=6,
).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(HOSTILE, HOSTILE)
def test_nothing_in_a_document_becomes_markup(sentence, path):
    text = f"Before it. {sentence} After it."
    document = Document(path, "text", (Block(text, "paragraph", (Spot(0, 1, 1),)),), (text,))
    harmless = Document("a.txt", "text", (Block("Before it. x After it.", "paragraph", (Spot(0, 1, 1),)),), ("x",))
    page, usual = page_of(review(document, sentence)), page_of(review(harmless, "x"))

    def shape(of: str) -> list[tuple[str, tuple[str, ...]]]:
        return [(tag, tuple(sorted(attributes))) for tag, attributes in Seen(of).tags if tag not in ("mark", "b")]

    assert shape(page) == shape(usual)
    assert not re.search("[\x00-\x08\x1b\u202a-\u202e\u2066-\u2069]", page)


NAMES = ("chromium", "chromium-browser", "google-chrome")
BROWSER = next(filter(None, map(shutil.which, NAMES)), None)
VIEWS = {
    "wide": {"viewport": {"width": 1200, "height": 900}},
    "phone": {"viewport": {"width": 320, "height": 640}},
    "dark": {"viewport": {"width": 1200, "height": 900}, "color_scheme": "dark"},
}


@pytest.mark.skipif(
    BROWSER is None and os.environ.get("RIGHTSCHECK_NEED_BROWSER") != "1",
    reason=f"no browser on this machine: looked for {', '.join(NAMES)}",
)
def test_a_browser_shows_it_wide_narrow_and_dark(tmp_path):
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    document = read_bytes(HANDBOOK.encode(), "handbook.md").document
    path = tmp_path / "page.html"
    path.write_text(page_of(review(document, RULE_TEXT)), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        for name, view in VIEWS.items():
            context = browser.new_context(**view)
            page = context.new_page()
            said: list[str] = []
            asked: list[str] = []
            page.on("console", lambda message, said=said: said.append(message.text))
            page.on("request", lambda request, asked=asked: asked.append(request.url))
            page.goto(path.as_uri())
            mark, note = page.locator("#at-1").bounding_box(), page.locator("#note-1").bounding_box()
            if name == "phone":
                assert note["y"] >= mark["y"] + mark["height"]
            else:
                assert note["x"] >= mark["x"] + mark["width"]
                assert abs(note["y"] - mark["y"]) < 40
            assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
            found = Axe().run(page, options={"resultTypes": ["violations"]})
            assert found.response["passes"], "axe looked at nothing"
            assert found.violations_count == 0, found.generate_report()
            assert said == []
            assert asked == [path.as_uri()]
            context.close()
        browser.close()
