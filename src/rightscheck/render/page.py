"""One indicator, red flag, right, funder rule, or standard, told in full on a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rightscheck.model.citation import Citation
from rightscheck.model.condition import AllOf, AnswerTest, AnyOf, Condition, FactTest, Not, leaves
from rightscheck.model.red_flag import RedFlag
from rightscheck.model.standard import Indicator, Standard
from rightscheck.model.tables import FunderRule, Reference, Right, SourceDocument, Statement, Tables, joined
from rightscheck.render import words
from rightscheck.render.markdown import escape
from rightscheck.render.questionnaire import LETTERS

Part = str | tuple[str, ...]
"""A paragraph, or a list."""


@dataclass(frozen=True, slots=True)
class Page:
    """A title, a line under it, and sections of paragraphs and lists."""

    title: str
    under: str
    sections: tuple[tuple[str, tuple[Part, ...]], ...]


Topic = tuple[str, str, "Indicator | RedFlag | Right | FunderRule | Statement | Reference | SourceDocument | Standard"]
"""An id, another id that means the same (or ""), and what it stands for."""


LEAST = 4
"""Letters that a word needs to be looked for in the texts."""


def topics(standards: Sequence[Standard]) -> list[Topic]:
    """Give everything that can be explained, with its ids."""
    found: list[Topic] = []
    for standard in standards:
        found.append((standard.id, "", standard))
        found += [(indicator.id, "", indicator) for indicator in standard.indicators]
        found += [(flag.id, flag.number, flag) for flag in standard.red_flags]
    tables = _tables(standards)
    found += [(right.id, "", right) for right in tables.rights]
    found += [(rule.id, "", rule) for rule in tables.funder_rules]
    for group in (tables.sources.documents, tables.sources.statements, tables.sources.references):
        found += [(source.id, "", source) for source in group]
    return found


def mentioning(word: str, known: Sequence[Topic]) -> list[str]:
    """Give the ids of the red flags and indicators that speak of a word, the red flags first."""
    wanted = word.strip().casefold()
    flags = [(t[0], t[2]) for t in known if isinstance(t[2], RedFlag)]
    asked = [(t[0], t[2]) for t in known if isinstance(t[2], Indicator)]
    found = [one for one, flag in flags if wanted in f"{flag.title} {flag.practice} {flag.cues}".casefold()]
    found += [one for one, indicator in asked if wanted in f"{indicator.title} {indicator.question}".casefold()]
    return found if len(wanted) >= LEAST else []


def explain(topic: Topic, standards: Sequence[Standard]) -> Page:
    """Tell one topic in full."""
    noun, tables = topic[2], _tables(standards)
    if isinstance(noun, Indicator):
        return _indicator(noun, standards)
    if isinstance(noun, RedFlag):
        return _red_flag(noun, tables)
    if isinstance(noun, Right):
        return _right(noun, standards)
    if isinstance(noun, FunderRule):
        return _funder_rule(noun, standards)
    if isinstance(noun, Standard):
        return _standard(noun)
    return _source(noun, standards)


def _indicator(indicator: Indicator, standards: Sequence[Standard]) -> Page:
    options = tuple(
        f"{letter}, {option.id}: {option.text} (worth {option.worth}"
        + (f", raises a red flag: {words.STATUSES[option.flag].lower()})" if option.flag else ")")
        for letter, option in zip(LETTERS, indicator.options, strict=False)
    )
    heard = [f for s in standards for f in s.red_flags if _names(f, indicator.base_id)]
    resident = indicator.resident_question
    sections: list[tuple[str, tuple[Part, ...]]] = [
        ("What a visitor would see", (indicator.see,)),
        ("The question", (indicator.question, options)),
    ]
    if indicator.applies_when:
        sections.append(("Asked when", (in_words(indicator.applies_when),)))
    if indicator.not_applicable == "with-reason":
        sections.append(("Not applicable", ("May be answered not-applicable, with a reason.",)))
    sections.append(("What would show it", (indicator.evidence,)))
    if resident:
        sections.append(
            (
                "Asked of residents",
                (f"{resident.text} (good answer: {words.listed(list(resident.good), 'or')})",),
            )
        )
    if heard:
        sections.append(("Red flags that look at it", (tuple(f"{f.number} {f.title} ({f.id})" for f in heard),)))
    sections.append(("Rests on", (_citations(indicator.sources, _tables(standards)),)))
    return Page(
        f"{indicator.id}  {indicator.title}",
        f"Indicator · element {indicator.element} · weight {indicator.weight}",
        tuple(sections),
    )


def _red_flag(flag: RedFlag, tables: Tables) -> Page:
    right = tables.right_by_id[flag.right].title if flag.right else "a flag by absence"
    rules = tuple(
        f"{link.rule} {tables.rule_by_id[link.rule].title}: {words.DIRECTIONS[link.direction]}. {link.note}"
        + _status(tables.rule_by_id[link.rule].status)
        for link in flag.funder_rules
    )
    judged = [f"Present when {in_words(flag.present)}."]
    if flag.caution:
        judged.append(f"At caution when {in_words(flag.caution)}.")
    return Page(
        f"{flag.number}  {flag.title}",
        f"{words.TIERS[flag.tier]}, {words.TIER_ADVICE[flag.tier]} · {words.EFFORTS[flag.effort]} · takes: {right} "
        f"· {flag.id}",
        (
            ("The practice", (flag.practice,)),
            ("Why it hurts", (flag.harm,)),
            ("What to do instead", (flag.instead,)),
            ("Wording to paste", (flag.sample_wording,)),
            ("What staff may worry about", (f"{flag.staff_worry.fear} {flag.staff_worry.answer}",)),
            ("What is not this flag", (flag.not_a_flag,)),
            ("On a visit", (flag.on_a_visit,)),
            ("How it is judged", (tuple(judged),)),
            ("Sentences that take the right away", (flag.examples.flags,)),
            ("Sentences that do not", (flag.examples.passes,)),
            ("Funder rules", (rules or "No rule that we have read names this.",)),
            ("Rests on", (_citations(flag.sources, tables),)),
        ),
    )


def _right(right: Right, standards: Sequence[Standard]) -> Page:
    flags = [f for s in standards for f in s.red_flags if f.right == right.id]
    return Page(
        right.title,
        f"Right · {right.id}",
        (
            ("What it means", (right.says,)),
            (
                "Red flags that take it",
                (tuple(f"{f.number} {f.title} ({f.id})" for f in sorted(flags, key=lambda f: f.number)),),
            ),
        ),
    )


def _funder_rule(rule: FunderRule, standards: Sequence[Standard]) -> Page:
    facts = {
        option.id: option.text for fact in _tables(standards).facts if fact.id == "funders" for option in fact.options
    }
    links = tuple(
        f"{flag.number} {flag.title}: {words.DIRECTIONS[link.direction]}. {link.note}"
        for standard in standards
        for flag in standard.red_flags
        for link in flag.funder_rules
        if link.rule == rule.id
    )
    sections: list[tuple[str, tuple[Part, ...]]] = [
        ("What it says", (rule.says,)),
        ("Whom it binds", (tuple(facts.get(one, "Everyone; general law") for one in rule.binds),)),
    ]
    if rule.limits:
        sections.append(("Limits", (rule.limits,)))
    if rule.exemption:
        sections.append(("The way out", (rule.exemption,)))
    if rule.unverified:
        sections.append(("Not checked, so not relied on", (rule.unverified,)))
    if links:
        sections.append(("Red flags that point to it", (links,)))
    sections.append(("Read at", (rule.read_at,)))
    as_of = words.date_in_words(rule.as_of or _tables(standards).funder_rules_as_of)
    return Page(f"{rule.id}  {rule.title}", f"{rule.citation} · as of {as_of}{_status(rule.status)}", tuple(sections))


def _source(source: Statement | Reference | SourceDocument, standards: Sequence[Standard]) -> Page:
    cited = [
        f"{i.id} {i.title}"
        for s in standards
        for i in s.indicators
        if not i.is_variant and _cites(i.sources, source.id)
    ]
    cited += [f"{f.number} {f.title}" for s in standards for f in s.red_flags if _cites(f.sources, source.id)]
    sections: list[tuple[str, tuple[Part, ...]]] = []
    if isinstance(source, Statement):
        title, under = source.text, f"Statement {source.id}, in our words · {source.kind}"
    else:
        title, under = source.title, f"Source {source.id}{_status(source.status)}"
        if source.address:
            sections.append(("Address", (source.address,)))
    if source.note:
        sections.append(("Note", (source.note,)))
    sections.append(("Cited by", (tuple(cited) or "Nothing; it is background.",)))
    return Page(title, under, tuple(sections))


def _standard(standard: Standard) -> Page:
    own = standard.own_indicators
    sections: list[tuple[str, tuple[Part, ...]]] = [("About", (standard.about, standard.relation))]
    for element in standard.elements:
        asked = tuple(f"{i.id} {i.title} (weight {i.weight})" for i in own if i.element == element.id)
        sections.append((f"{element.title}: {words.plural(len(asked), 'indicator')}", (element.says, asked)))
    sections.append(
        (
            words.plural(len(standard.red_flags), "red flag").capitalize(),
            (tuple(f"{f.number} {f.title} ({f.tier}, {f.id})" for f in standard.red_flags),),
        )
    )
    variants = tuple(f"{i.id} {i.title}" for i in standard.indicators if i.is_variant)
    if variants:
        sections.append(("Asked another way where the facts call for it", (variants,)))
    sections.append(
        ("The ladder, lowest first", (tuple(f"{level.title}: {level.meaning}" for level in standard.levels),))
    )
    return Page(
        standard.title,
        f"Standard {standard.id} {standard.version} · made from statements of {standard.standard_of}",
        tuple(sections),
    )


def _tables(standards: Sequence[Standard]) -> Tables:
    return joined(standard.tables for standard in standards)


def _names(flag: RedFlag, indicator: str) -> bool:
    return any(
        isinstance(test, AnswerTest) and test.answer.rpartition("/")[2] == indicator
        for condition in (flag.present, flag.caution)
        if condition
        for test, _ in leaves(condition)
    )


def _cites(citations: Iterable[Citation], source: str) -> bool:
    return any(citation.source == source for citation in citations)


def _status(status: str) -> str:
    caveat = words.SOURCE_STATUS[status]
    return f" ({caveat})" if caveat else ""


def _citations(citations: Iterable[Citation], tables: Tables) -> tuple[str, ...]:
    return tuple(_citation(citation, tables) for citation in citations)


def _citation(citation: Citation, tables: Tables) -> str:
    source = tables.source_by_id[citation.source]
    text = source.text if isinstance(source, Statement) else source.title
    place = f" ({citation.at})" if citation.at else ""
    return f"{citation.source}{place}: {text}" + ("" if isinstance(source, Statement) else _status(source.status))


def in_words(condition: Condition) -> str:
    """Tell a condition as a clause of a sentence."""
    if isinstance(condition, AnyOf):
        return words.listed([_nested(part) for part in condition.any_], "or")
    if isinstance(condition, AllOf):
        return words.listed([_nested(part) for part in condition.all_], "and")
    if isinstance(condition, Not):
        inner = condition.not_
        simple = isinstance(inner, (AnswerTest, FactTest)) and (inner.is_ or inner.in_)
        return in_words(inner).replace(" is ", " is not ", 1) if simple else f"it is not so that {in_words(inner)}"
    return _answer_test(condition) if isinstance(condition, AnswerTest) else _fact_test(condition)


def _nested(part: Condition) -> str:
    text = in_words(part)
    return f"({text})" if isinstance(part, (AnyOf, AllOf)) else text


def _answer_test(test: AnswerTest) -> str:
    if test.raises:
        return (
            f"the answer to {test.answer} is marked {'present' if test.raises == 'present' else 'caution or present'}"
        )
    if test.worth_below is not None:
        return f"the answer to {test.answer} is worth less than {test.worth_below}"
    options = [test.is_] if test.is_ else list(test.in_ or ())
    return f"the answer to {test.answer} is {words.listed([str(o) for o in options], 'or')}"


def _fact_test(test: FactTest) -> str:
    if test.at_least is not None:
        return f"{test.fact} is {test.at_least} or more"
    if test.includes:
        return f"{test.fact} includes {test.includes}"
    options = [test.is_] if test.is_ else list(test.in_ or ())
    return f"{test.fact} is {words.listed([str(o) for o in options], 'or')}"


def page_markdown(page: Page) -> str:
    """Lay a page out as Markdown."""

    def lines() -> Iterator[str]:
        yield f"# {escape(page.title)}"
        yield escape(page.under)
        for heading, parts in page.sections:
            yield f"## {escape(heading)}"
            for part in parts:
                yield (escape(part) if isinstance(part, str) else "\n".join(f"- {escape(item)}" for item in part))

    return "\n\n".join(lines()) + "\n"
