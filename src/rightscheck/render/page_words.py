"""The fixed words of the pages of `explain` and `standards show`, in one place, so that another language can come.

They are English here. Other languages have theirs in `locale/LANG/explain-words.yaml`. What a report says too, such as
the names of tiers, is told in the words of the report.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Counted = tuple[str, str]
"""How one is told, and how any other number is; `{n}` is the number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWords:
    """Every word that a page says by itself, in the order of the pages. `{…}` stands for what is filled in."""

    language: str

    indicator: str
    """{element}, {weight}"""
    see: str
    question: str
    worth: str
    """{worth}"""
    worth_and_flag: str
    """{worth}, {status}"""
    asked_when: str
    not_applicable_title: str
    not_applicable: str
    to_show: str
    residents: str
    good: str
    """{question}, {answers}"""
    answers: Mapping[str, str]
    """Of residents; other answers are told in the words of the question."""
    heard: str
    rests_on: str

    flag: str
    """{tier}, {advice}, {effort}, {right}, {id}"""
    by_absence: str
    practice: str
    harm: str
    instead: str
    wording: str
    worry: str
    not_a_flag: str
    on_a_visit: str
    judged: str
    present_when: str
    """{condition}"""
    caution_when: str
    """{condition}"""
    taking: str
    not_taking: str
    funder_rules: str
    no_funder_rule: str

    right: str
    """{id}"""
    right_says: str
    right_flags: str

    rule: str
    """{citation}, {date}"""
    rule_says: str
    binds: str
    everyone: str
    limits: str
    exemption: str
    unverified: str
    pointing: str
    read_at: str

    statement: str
    """{id}, {kind}"""
    kinds: Mapping[str, str]
    source: str
    """{id}"""
    address: str
    note: str
    cited_by: str
    not_cited: str

    standard: str
    """{id}, {version}, {publisher}"""
    about: str
    indicators: Counted
    red_flags: Counted
    weight: str
    """{weight}"""
    variants: str
    ladder: str

    answer_present: str
    """{id}; of a condition, as are those below."""
    answer_caution: str
    worth_below: str
    """{id}, {worth}"""
    answer_is: str
    """{id}, {options}"""
    answer_is_not: str
    at_least: str
    """{fact}, {least}"""
    includes: str
    """{fact}, {value}"""
    fact_is: str
    """{fact}, {options}"""
    fact_is_not: str
    not_so: str
    """{condition}"""

    list_heads: Mapping[str, str]
    """Above the columns of the list of standards."""


ENGLISH = PageWords(
    language="en",
    indicator="Indicator · element {element} · weight {weight}",
    see="What a visitor would see",
    question="The question",
    worth="worth {worth}",
    worth_and_flag="worth {worth}, raises a red flag: {status}",
    asked_when="Asked when",
    not_applicable_title="Not applicable",
    not_applicable="May be answered not-applicable, with a reason.",
    to_show="What would show it",
    residents="Asked of residents",
    good="{question} (good answer: {answers})",
    answers={"yes": "yes", "no": "no"},
    heard="Red flags that look at it",
    rests_on="Rests on",
    flag="{tier}, {advice} · {effort} · takes: {right} · {id}",
    by_absence="a flag by absence",
    practice="The practice",
    harm="Why it hurts",
    instead="What to do instead",
    wording="Wording to paste",
    worry="What staff may worry about",
    not_a_flag="What is not this flag",
    on_a_visit="On a visit",
    judged="How it is judged",
    present_when="Present when {condition}.",
    caution_when="At caution when {condition}.",
    taking="Sentences that take the right away",
    not_taking="Sentences that do not",
    funder_rules="Funder rules",
    no_funder_rule="No rule that we have read names this.",
    right="Right · {id}",
    right_says="What it means",
    right_flags="Red flags that take it",
    rule="{citation} · as of {date}",
    rule_says="What it says",
    binds="Whom it binds",
    everyone="Everyone; general law",
    limits="Limits",
    exemption="The way out",
    unverified="Not checked, so not relied on",
    pointing="Red flags that point to it",
    read_at="Read at",
    statement="Statement {id}, in our words · {kind}",
    kinds={"practice": "practice", "benchmark": "benchmark", "context": "context"},
    source="Source {id}",
    address="Address",
    note="Note",
    cited_by="Cited by",
    not_cited="Nothing; it is background.",
    standard="Standard {id} {version} · made from statements of {publisher}",
    about="About",
    indicators=("{n} indicator", "{n} indicators"),
    red_flags=("{n} red flag", "{n} red flags"),
    weight="weight {weight}",
    variants="Asked another way where the facts call for it",
    ladder="The ladder, lowest first",
    answer_present="the answer to {id} is marked present",
    answer_caution="the answer to {id} is marked caution or present",
    worth_below="the answer to {id} is worth less than {worth}",
    answer_is="the answer to {id} is {options}",
    answer_is_not="the answer to {id} is not {options}",
    at_least="{fact} is {least} or more",
    includes="{fact} includes {value}",
    fact_is="{fact} is {options}",
    fact_is_not="{fact} is not {options}",
    not_so="it is not so that {condition}",
    list_heads={
        "id": "id",
        "version": "version",
        "indicators": "indicators",
        "red-flags": "red flags",
        "title": "title",
    },
)
