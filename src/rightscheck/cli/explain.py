"""`rightscheck explain`: one indicator, red flag, right, funder rule, or source in full."""

from __future__ import annotations

from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from rightscheck.cli.options import LanguageOption

if TYPE_CHECKING:
    from rightscheck.render.page import Page, Telling


SHOWN = 5
"""How many ids a message names at most."""


class PageFormat(StrEnum):
    """How a page is laid out."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"


def explain(
    id: Annotated[str, typer.Argument(metavar="ID", help="PC-03, phone-taken or RF-02, phones, FR-16, S3-5, ...")],
    standard: Annotated[
        list[str] | None,
        typer.Option(
            "--standard",
            metavar="ID",
            help="Look in this standard: an id, or a folder of your own. Repeatable.",
        ),
    ] = None,
    format: Annotated[PageFormat, typer.Option("--format", "-f", help="The format.")] = PageFormat.TERMINAL,
    lang: LanguageOption = "en",
) -> None:
    """Tell one indicator, red flag, right, funder rule, or source in full."""
    from rightscheck.errors import Place, Problem, UsageError
    from rightscheck.read.shape import did_you_mean
    from rightscheck.read.standards import shipped_ids
    from rightscheck.read.translations import load_translated
    from rightscheck.render.page import explain as tell
    from rightscheck.render.page import mentioning, topics

    standards = [load_translated(name, lang) for name in standard or shipped_ids()]
    known = topics(standards)
    wanted = id.strip().casefold()
    topic = next((t for t in known if wanted and wanted in (t[0].casefold(), t[1].casefold())), None)
    if topic is None:
        names = [name for t in known for name in t[:2] if name]
        near = [] if get_close_matches(id, names, cutoff=0.6) else mentioning(id, known)
        raise UsageError(
            [
                Problem(
                    Place(id),
                    "there is nothing by this id",
                    f"see {', '.join(near[:SHOWN])}" if near else did_you_mean(id, names),
                )
            ]
        )
    show(tell(topic, standards, telling_in(lang)), format)


def telling_in(language: str) -> Telling:
    """Give the words in which pages are told in a language."""
    from rightscheck.cli.translate import fixed_words
    from rightscheck.read.catalog import load_catalog
    from rightscheck.render.page import Telling
    from rightscheck.render.words import Words

    return Telling(fixed_words("explain", language), Words(language, load_catalog(language)))


def show(page: Page, format: PageFormat) -> None:
    """Print a page in the format asked for."""
    from rightscheck.cli.output import print_for_terminal, print_text

    if format is PageFormat.MARKDOWN:
        from rightscheck.render.page import page_markdown

        print_text(page_markdown(page))
        return
    from rightscheck.render.page_terminal import page_terminal
    from rightscheck.render.terminal import MAX_WIDTH

    print_for_terminal(page_terminal(page), max_width=MAX_WIDTH)
