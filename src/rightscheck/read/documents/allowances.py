"""Comments in a document that let a rule stand: `rightscheck: allow ID until DATE because REASON`."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from rightscheck.model.document import Allowance, Block

_COMMENT = re.compile(r"<!--\s{0,99}rightscheck\s{0,9}:(?P<body>(?:[^-<]|-(?!->)|<(?!!--)){0,2000})-->", re.IGNORECASE)
_UNTIL = re.compile(r"\s+until\s+(?P<until>\S+)", re.IGNORECASE)
_BECAUSE = re.compile(r"\s+because\s+(?P<reason>.*)", re.IGNORECASE | re.DOTALL)
_RULE = re.compile(r"\s*allow\b:?\s*(?P<rule>[\w-]*)", re.IGNORECASE)


def may_allow(text: str) -> bool:
    """Tell whether a text may hold such a comment; most hold none, and their comments need not be looked for."""
    return "<!--" in text and _COMMENT.search(text) is not None


def find_allowances(comments: Iterable[tuple[str, int]], blocks: Sequence[Block]) -> tuple[Allowance, ...]:
    """Find the comments of a Markdown or HTML text that let a rule stand.

    One that is not written as it should be is kept with what is missing left empty, so that it can be told.

    Args:
        comments: Those that are none in an example, in order, each with the line that it begins on.
        blocks: What was read of the text; a comment speaks for the block it stands in, or else for the next one.

    """
    spans = _spans(blocks)
    return tuple(
        _allowance(match["body"], line, _covered(line, line + text.count("\n"), spans))
        for text, line in comments
        if (match := _COMMENT.fullmatch(text))
    )


def _spans(blocks: Iterable[Block]) -> list[tuple[int, int]]:
    return sorted((block.spots[0].line, block.spots[-1].line) for block in blocks)


def _covered(line: int, last: int, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Find the block that a comment on some lines speaks for. The blocks are sorted, and lie behind one another."""
    at = bisect_right(spans, (line, sys.maxsize))
    if at and spans[at - 1][1] >= line:
        return spans[at - 1]
    at = bisect_left(spans, (last, 0))
    return spans[at] if at < len(spans) else (line, last)


def _allowance(body: str, line: int, covers: tuple[int, int]) -> Allowance:
    rule = _RULE.match(body)
    rest = body[rule.end() :] if rule else body
    because = _BECAUSE.search(rest)
    until = _UNTIL.match(rest[: because.start()] if because else rest)
    return Allowance(
        rule=rule["rule"] if rule else "",
        until=until["until"].rstrip(",;") if until else "",
        reason=" ".join(because["reason"].split()) if because else "",
        line=line,
        covers=covers,
    )
