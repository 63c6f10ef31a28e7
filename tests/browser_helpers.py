"""A real browser for the tests of pages, forms, and reports.

Needs a Chromium on this machine. Where there is none, the tests that import this are skipped; with
RIGHTSCHECK_NEED_BROWSER=1 (as in .ci/run) they fail instead.
"""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
BROWSER = next(filter(None, map(shutil.which, NAMES)), None)
NONE_HERE = f"no browser on this machine: looked for {', '.join(NAMES)}"
if BROWSER is None and os.environ.get("RIGHTSCHECK_NEED_BROWSER") != "1":
    pytest.skip(f"{NONE_HERE} (RIGHTSCHECK_NEED_BROWSER=1 makes this a failure)", allow_module_level=True)

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="module")
def browser():
    assert BROWSER, NONE_HERE
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def shown_in(
    browser: Browser, next_path: Callable[[], Path], *, asks_nothing: bool = False
) -> Iterator[Callable[..., Page]]:
    """Open pages, given as text, each in a view of its own; a page remembers what it asked for and complained of.

    Args:
        browser: The browser.
        next_path: Gives the file for the next page.
        asks_nothing: A dialog that the page opens is a complaint too.

    """
    contexts: list[BrowserContext] = []

    def shown(text: str, **view: object) -> Page:
        path = next_path()
        path.write_text(text, encoding="utf-8", errors="surrogatepass")
        context = browser.new_context(**view)
        contexts.append(context)
        page = context.new_page()
        page.requests, page.complaints = [], []
        page.on("request", lambda request: page.requests.append(request.url))
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        if asks_nothing:
            page.on("dialog", lambda dialog: (page.complaints.append(dialog.message), dialog.dismiss()))
        page.goto(path.as_uri())
        return page

    yield shown
    for context in contexts:
        context.close()


def scrolls_sideways(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
