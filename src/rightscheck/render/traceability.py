"""Which statement of the source documents is carried by which indicator and red flag."""

from __future__ import annotations

from collections.abc import Sequence

from rightscheck.model.standard import Standard
from rightscheck.model.tables import joined
from rightscheck.render.markdown import escape

KINDS = {"practice": "practice", "benchmark": "practice of the publisher itself", "context": "background"}


def citations(standards: Sequence[Standard]) -> dict[str, list[str]]:
    """Give for each source the codes of the indicators and red flags that cite it, in order."""
    found: dict[str, list[str]] = {}
    for standard in standards:
        for indicator in standard.indicators:
            if not indicator.is_variant:
                for citation in indicator.sources:
                    found.setdefault(citation.source, []).append(indicator.id)
    for flag in sorted((f for s in standards for f in s.red_flags), key=lambda f: f.number):
        for citation in flag.sources:
            found.setdefault(citation.source, []).append(flag.number)
    return {source: list(dict.fromkeys(codes)) for source, codes in found.items()}


def traceability(standards: Sequence[Standard]) -> str:
    """Write the tables of traceability as Markdown."""
    tables = joined(standard.tables for standard in standards)
    cited = {source: ", ".join(codes) for source, codes in citations(standards).items()}
    lines = [
        "# Traceability",
        "",
        "Every statement of the five source documents, in our words, and the indicators and red flags that rest on it.",
        "This page is generated from `standards/`; run `make docs` after a change. Statements marked *practice* can be",
        "assessed in a program and are all carried by at least one indicator or red flag. Statements marked",
        "*background* explain; they are not scored.",
    ]
    for document in tables.sources.documents:
        own = [s for s in tables.sources.statements if s.id.startswith(f"{document.id}-")]
        lines += _table(
            f"{document.id} {document.publisher}: {document.title}",
            ("id", "statement", "kind", "carried by"),
            [(s.id, s.text, KINDS[s.kind], cited.get(s.id, "")) for s in own],
        )
    lines += _table(
        "Other references",
        ("id", "reference", "how far it was read", "cited by"),
        [(r.id, r.title, r.status, cited.get(r.id, "")) for r in tables.sources.references],
    )
    pointed = _pointed(standards)
    lines += _table(
        "Funder rules",
        ("id", "rule", "how far it was read", "cited by", "red flags that point to it"),
        [(r.id, r.citation, r.status, cited.get(r.id, ""), pointed.get(r.id, "")) for r in tables.funder_rules],
    )
    return "\n".join(lines) + "\n"


def _pointed(standards: Sequence[Standard]) -> dict[str, str]:
    """Give for each funder rule the red flags that point to it, with the direction."""
    found: dict[str, list[str]] = {}
    for flag in sorted((f for s in standards for f in s.red_flags), key=lambda f: f.number):
        for link in flag.funder_rules:
            found.setdefault(link.rule, []).append(f"{flag.number} ({link.direction})")
    return {rule: ", ".join(flags) for rule, flags in found.items()}


def _table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    cells = [f"| {' | '.join(escape(cell) for cell in row)} |" for row in rows]
    return ["", f"## {escape(title)}", "", f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}", *cells]
