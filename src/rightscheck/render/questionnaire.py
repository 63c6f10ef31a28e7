"""A standard becomes an answers file to fill in: every question a comment above its key."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence

from rightscheck.model.answers import FORMAT
from rightscheck.model.standard import Element, Indicator, Standard
from rightscheck.model.tables import Fact
from rightscheck.render.init_words import ENGLISH, AnswersWords, InitWords

WIDTH = 96
HEAD_WIDTH = 100
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def questionnaire(
    standards: Sequence[Standard],
    indicators: Iterable[Indicator],
    *,
    facts: Mapping[str, frozenset[str] | int],
    words: InitWords = ENGLISH,
) -> str:
    """Write an answers file with every given question in it.

    Args:
        standards: The standards that are answered, in the language of the file.
        indicators: The questions to ask, which are those that the facts leave in.
        facts: What is known of the programme already; written into the file.
        words: The fixed words of the comments.

    """
    asked = {indicator.id for indicator in indicators}
    told = words.answers
    lines = [
        *_head(words),
        "",
        f"rightscheck: {FORMAT}",
        "program:",
        "date:",
        "standards:",
        *(f"  {standard.id}: {standard.version}" for standard in standards),
        "",
        _rule(told.facts_title),
        "#",
        *_comment(told.facts),
        "",
        "facts:",
    ]
    for fact in standards[0].tables.facts:
        lines += _fact(fact, facts.get(fact.id), told)
    lines += ["", "answers:"]
    for standard in standards:
        for element in standard.elements:
            group = [i for i in standard.indicators if i.element == element.id and i.id in asked]
            if group:
                lines += _element(standard, element, group, told)
    return "\n".join(lines) + "\n"


def _head(words: InitWords) -> list[str]:
    """Say how to fill the file in."""
    told = words.answers
    language = "" if words.language == ENGLISH.language else f" --lang {words.language}"
    command = f"rightscheck assess answers.yaml -o report.html{language}"
    evidence = (
        (f"- paper: {told.paper}", told.paper_says),
        (f"- record: {told.record}", told.record_says),
        (f"- quote: {told.quote}", told.quote_says),
    )
    # A second space sets what is typed apart from the words before it.
    return [
        *_told(told.title, 0),
        "#",
        *_told(told.how, 0),
        *_told(told.step_time, 2, "1. "),
        *_told(told.step_facts, 2, "2. "),
        *_told(told.step_answer, 2, "3. "),
        *_column(
            (("unknown", told.unknown), ("not-applicable", told.not_applicable.format(line=" reason: ..."))), 7, 4
        ),
        *_told(told.step_required.format(line=" required-by: FR-16"), 2, "4. "),
        *_told(told.step_blank, 2, "5. "),
        *_told(told.note, 7, "note: "),
        *_column((("change-by: 2027-01", told.change_by), ("evidence:", told.evidence)), 7, 8),
        *_column(evidence, 9, 4),
        *_told("file: policies/handbook.md", 11),
        *_told(told.step_run.format(command=f" {command}"), 2, "6. "),
        "#",
        *_told(told.no_names, 0),
        *_told(told.stays, 0),
    ]


def _told(text: str, indent: int, mark: str = "") -> list[str]:
    """Write a text of the head behind a mark, such as the number of a step."""
    return _comment(text, first=" " * indent + mark, rest=" " * (indent + len(mark)), width=HEAD_WIDTH)


def _column(rows: Sequence[tuple[str, str]], indent: int, gap: int) -> list[str]:
    """Write what can be typed, and in a column behind it what it means."""
    width = max(len(typed) for typed, _ in rows) + gap
    return [line for typed, text in rows for line in _told(text, indent, typed.ljust(width))]


def _rule(title: str) -> str:
    return f"# {title} ".ljust(WIDTH, "-")


def _comment(text: str, indent: str = "", first: str = "", rest: str | None = None, width: int = WIDTH) -> list[str]:
    rest = first if rest is None else rest
    return textwrap.wrap(
        text,
        width,
        initial_indent=f"{indent}# {first}",
        subsequent_indent=f"{indent}# {rest}",
        break_on_hyphens=False,
        break_long_words=False,
    )


def _fact(fact: Fact, value: frozenset[str] | int | None, words: AnswersWords) -> list[str]:
    how = {"one": words.choose_one, "many": words.choose_many, "number": words.a_number}[fact.kind]
    lines = ["", *_comment(f"{fact.question} {how}", "  ")]
    width = max((len(option.id) for option in fact.options), default=0)
    for option in fact.options:
        lines += _comment(option.text, "  ", f"  {option.id.ljust(width)}  ", " " * (width + 4))
    if value is None:
        return [*lines, f"  {fact.id}:"]
    shown = str(value) if isinstance(value, int) else ", ".join(sorted(value))
    return [*lines, f"  {fact.id}: {f'[{shown}]' if fact.kind == 'many' else shown}"]


def _element(standard: Standard, element: Element, indicators: Sequence[Indicator], words: AnswersWords) -> list[str]:
    title = element.title if len(standard.elements) == 1 else f"{standard.short_title}: {element.title}"
    lines = ["", "  " + _rule(title), *_comment(element.says, "  ")]
    for indicator in indicators:
        lines += _question(indicator, words)
    return lines


def _question(indicator: Indicator, words: AnswersWords) -> list[str]:
    lines = ["", *_comment(indicator.question, "  ", f"{indicator.id}  ", " " * (len(indicator.id) + 2))]
    if indicator.is_variant:
        lines += _comment(words.variant, "  ", "  ")
    width = max(len(option.id) for option in indicator.options)
    for letter, option in zip(LETTERS, indicator.options, strict=False):
        lines += _comment(option.text, "  ", f"  {letter}  {option.id.ljust(width)}  ", " " * (width + 7))
    if indicator.not_applicable == "with-reason":
        lines += _comment(f"  {words.may_not_apply}", "  ")
    lines += _comment(words.to_show.format(evidence=" · ".join(indicator.evidence)), "  ", "  ")
    reason = ["    reason:"] if indicator.not_applicable == "with-reason" else []
    return [*lines, f"  {indicator.id}:", "    answer:", *reason, "    note:", "    evidence:"]
