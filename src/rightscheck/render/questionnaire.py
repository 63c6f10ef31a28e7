"""A standard becomes an answers file to fill in: every question a comment above its key."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence

from rightscheck.model.answers import FORMAT
from rightscheck.model.standard import Element, Indicator, Standard
from rightscheck.model.tables import Fact

WIDTH = 96
LETTERS = "abcdefghijklmnopqrstuvwxyz"

_HEAD = """\
# Answers for a rightscheck self-audit.
#
# How to fill this in
#   1. Set aside about an hour. Two people from different shifts see more than one.
#   2. State the facts about your program first; then answer the questions.
#   3. After `answer:` write the letter of an option, or its id. Say what is done, not what is
#      meant. Two further answers:
#        unknown           You do not know yet. That is no failure; it goes on the homework list.
#        not-applicable    Only where the question allows it. Add a line  reason: ...
#   4. When a funder or a law makes you do it, add a line under your answer:  required-by: FR-16
#   5. The other lines under a question may stay blank:
#        note: Words for yourself and the report.
#        change-by: 2027-01        add this line for the date by which you mean to change it
#        evidence:                 what backs the answer up; it is named, never sent or copied
#          - paper: Resident handbook, page 4           it is written down
#          - record: Exit log, last 12 months           a record shows it was done
#          - quote: Residents keep their own phones.    the words of a policy file
#            file: policies/handbook.md
#   6. Then run:  rightscheck assess answers.yaml -o report.html
#
# Names, phone numbers, case numbers, or anything else about a resident do not belong in this file.
# Nothing leaves your computer.
"""


def questionnaire(
    standards: Sequence[Standard],
    indicators: Iterable[Indicator],
    *,
    facts: Mapping[str, frozenset[str] | int],
) -> str:
    """Write an answers file with every given question in it.

    Args:
        standards: The standards that are answered.
        indicators: The questions to ask, which are those that the facts leave in.
        facts: What is known of the programme already; written into the file.

    """
    asked = {indicator.id for indicator in indicators}
    lines = [
        *_HEAD.splitlines(),
        "",
        f"rightscheck: {FORMAT}",
        "program:",
        "date:",
        "standards:",
        *(f"  {standard.id}: {standard.version}" for standard in standards),
        "",
        _rule("About your program"),
        "#",
        *_comment(
            "These facts decide which questions apply and which funder rules are shown. Leave blank what you do not "
            "know."
        ),
        "",
        "facts:",
    ]
    for fact in standards[0].tables.facts:
        lines += _fact(fact, facts.get(fact.id))
    lines += ["", "answers:"]
    for standard in standards:
        for element in standard.elements:
            group = [i for i in standard.indicators if i.element == element.id and i.id in asked]
            if group:
                lines += _element(standard, element, group)
    return "\n".join(lines) + "\n"


def _rule(title: str) -> str:
    return f"# {title} ".ljust(WIDTH, "-")


def _comment(text: str, indent: str = "", first: str = "", rest: str | None = None) -> list[str]:
    rest = first if rest is None else rest
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=f"{indent}# {first}",
        subsequent_indent=f"{indent}# {rest}",
        break_on_hyphens=False,
        break_long_words=False,
    )


def _fact(fact: Fact, value: frozenset[str] | int | None) -> list[str]:
    how = {"one": "Choose one.", "many": "List all that fit: [one, another].", "number": "A whole number."}[fact.kind]
    lines = ["", *_comment(f"{fact.question} {how}", "  ")]
    width = max((len(option.id) for option in fact.options), default=0)
    for option in fact.options:
        lines += _comment(option.text, "  ", f"  {option.id.ljust(width)}  ", " " * (width + 4))
    if value is None:
        return [*lines, f"  {fact.id}:"]
    shown = str(value) if isinstance(value, int) else ", ".join(sorted(value))
    return [*lines, f"  {fact.id}: {f'[{shown}]' if fact.kind == 'many' else shown}"]


def _element(standard: Standard, element: Element, indicators: Sequence[Indicator]) -> list[str]:
    title = element.title if len(standard.elements) == 1 else f"{standard.short_title}: {element.title}"
    lines = ["", "  " + _rule(title), *_comment(element.says, "  ")]
    for indicator in indicators:
        lines += _question(indicator)
    return lines


def _question(indicator: Indicator) -> list[str]:
    lines = ["", *_comment(indicator.question, "  ", f"{indicator.id}  ", " " * (len(indicator.id) + 2))]
    if indicator.is_variant:
        lines += _comment("(Asked because of the facts above; leave it blank if it does not fit.)", "  ", "  ")
    width = max(len(option.id) for option in indicator.options)
    for letter, option in zip(LETTERS, indicator.options, strict=False):
        lines += _comment(option.text, "  ", f"  {letter}  {option.id.ljust(width)}  ", " " * (width + 7))
    if indicator.not_applicable == "with-reason":
        lines += _comment("  may be answered not-applicable, with a reason", "  ")
    lines += _comment(f"To show: {' · '.join(indicator.evidence)}", "  ", "  ")
    reason = ["    reason:"] if indicator.not_applicable == "with-reason" else []
    return [*lines, f"  {indicator.id}:", "    answer:", *reason, "    note:", "    evidence:"]
