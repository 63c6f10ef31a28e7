"""The report as one HTML file: no script, no outside request, and nothing in an answer run as markup."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from rightscheck.model.assessment import Assessment
from rightscheck.render import words as fixed
from rightscheck.render.report import make_report
from rightscheck.version import __version__


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("rightscheck.render"),
        autoescape=True,
        undefined=StrictUndefined,
        optimized=False,  # a template that is rendered once is not worth the time
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _style() -> tuple[str, str]:
    """Give the style sheet and the hash by which the page's Content-Security-Policy lets it in."""
    css = files("rightscheck.render").joinpath("templates/report.css").read_text("utf-8")
    return css, b64encode(hashlib.sha256(css.encode()).digest()).decode()


def html(assessment: Assessment) -> str:
    """Render an assessment as an HTML page."""
    css, css_hash = _style()
    template = _environment().get_template("report.html.j2")
    report = make_report(assessment)
    return template.render(
        report=report, words=report.words, fixed=fixed, css=css, css_hash=css_hash, version=__version__
    )
