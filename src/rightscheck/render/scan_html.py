"""What the documents say, as one HTML file: no script, no outside request, nothing in a document run as markup."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from rightscheck.model.finding import ScanResult
from rightscheck.render.scan_text import (
    emphasised,
    exemption_text,
    inert,
    make_scan_report,
    pieces,
    primary_role,
    problem_place,
)
from rightscheck.render.scan_words import ENGLISH, ScanWords, counted
from rightscheck.version import __version__

STYLES = ("report.css", "scan.css")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("rightscheck.render"),
        autoescape=True,
        undefined=StrictUndefined,
        optimized=False,  # a template that is rendered once is not worth the time
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["inert"] = inert
    environment.globals |= {
        "counted": counted,
        "emphasised": emphasised,
        "exemption_text": exemption_text,
        "pieces": pieces,
        "primary_role": primary_role,
        "problem_place": problem_place,
    }
    return environment


@cache
def _style() -> tuple[str, str]:
    """Give the style sheet and the hash by which the page's Content-Security-Policy lets it in."""
    folder = files("rightscheck.render").joinpath("templates")
    css = "".join(folder.joinpath(name).read_text("utf-8") for name in STYLES)
    return css, b64encode(hashlib.sha256(css.encode()).digest()).decode()


def html(result: ScanResult, words: ScanWords = ENGLISH) -> str:
    """Render a scan as an HTML page."""
    css, css_hash = _style()
    template = _environment().get_template("scan.html.j2")
    report = make_scan_report(result, words)
    return template.render(report=report, words=report.words, css=css, css_hash=css_hash, version=__version__)
