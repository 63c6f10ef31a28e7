"""Take the picture of a report that the README shows. Needs a Chromium on the system."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from rightscheck import assess, load_answers, load_standard
from rightscheck.read.standards import DEFAULT_STANDARDS
from rightscheck.render.formats import RENDERERS

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "images" / "report.png"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main() -> None:
    """Render the mixed example and take its first page."""
    sheet = load_answers(ROOT / "examples" / "mixed" / "answers.yaml")
    page_text = RENDERERS["html"](assess([load_standard(name) for name in DEFAULT_STANDARDS], sheet))
    browser_path = next(path for name in BROWSERS if (path := shutil.which(name)))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as tool:
        report = Path(folder) / "report.html"
        report.write_text(page_text, encoding="utf-8")
        browser = tool.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 960, "height": 1500})
        page.goto(report.as_uri())
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
