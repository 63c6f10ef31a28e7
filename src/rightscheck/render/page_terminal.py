"""A page for the terminal."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from rightscheck.render.page import Page
from rightscheck.render.terminal import ACCENT, bullet


def page_terminal(page: Page) -> Group:
    """Lay a page out for a terminal."""
    lines: list[RenderableType] = [Text(page.title, style="bold"), Text(page.under, style="dim")]
    for heading, parts in page.sections:
        lines.append(Padding(Text(heading, style=f"bold {ACCENT}"), (1, 0, 0, 0)))
        for part in parts:
            if isinstance(part, str):
                lines.append(Padding(Text(part), (0, 0, 0, 2)))
            else:
                lines += [bullet(item) for item in part]
    return Group(*lines)
