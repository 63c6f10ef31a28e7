"""One indicator, red flag, right, funder rule, or standard, told in full on a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rightscheck.model.citation import Citation
from rightscheck.model.condition import AllOf, AnswerTest, AnyOf, Condition, FactTest, Not, leaves
from rightscheck.model.red_flag import RedFlag
from rightscheck.model.standard import Indicator, Option, ResidentQuestion, Standard, answer_id
from rightscheck.model.tables import FunderRule, Reference, Right, SourceDocument, Statement, Tables, joined
from rightscheck.render import words
from rightscheck.render.markdown import escape
from rightscheck.render.page_words import ENGLISH, Counted, PageWords
from rightscheck.render.questionnaire import LETTERS

Part = str | tuple[str, ...]
"""A paragraph, or a list."""


@dataclass(frozen=True, slots=True)
class Page:
    """A title, a line under it, and sections of paragraphs and lists."""

    title: str
    under: str
    sections: tuple[tuple[str, tuple[Part, ...]], ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """The words in which a page is told, which are of one language."""

    page: PageWords = ENGLISH
    report: words.Words = field(default=words.ENGLISH)
    """Those that a report says too."""


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


def explain(topic: Topic, standards: Sequence[Standard], telling: Telling | None = None) -> Page:
    """Tell one topic in full: in English, or in the words given, which are of the language of the standards."""
    telling = telling or Telling()
    noun, tables = topic[2], _tables(standards)
    if isinstance(noun, Indicator):
        return _indicator(noun, standards, telling)
    if isinstance(noun, RedFlag):
        return _red_flag(noun, tables, telling)
    if isinstance(noun, Right):
        return _right(noun, standards, telling.page)
    if isinstance(noun, FunderRule):
        return _funder_rule(noun, standards, telling)
    if isinstance(noun, Standard):
        return _standard(noun, telling)
    return _source(noun, standards, telling)


def _indicator(indicator: Indicator, standards: Sequence[Standard], telling: Telling) -> Page:
    told = telling.page
    options = tuple(
        f"{letter}, {option.id}: {option.text} ({_worth(option, telling)})"
        for letter, option in zip(LETTERS, indicator.options, strict=False)
    )
    heard = [f for s in standards for f in s.red_flags if _names(f, indicator.base_id)]
    resident = indicator.resident_question
    sections: list[tuple[str, tuple[Part, ...]]] = [
        (told.see, (indicator.see,)),
        (told.question, (indicator.question, options)),
    ]
    if indicator.applies_when:
        sections.append((told.asked_when, (in_words(indicator.applies_when, telling),)))
    if indicator.not_applicable == "with-reason":
        sections.append((told.not_applicable_title, (told.not_applicable,)))
    sections.append((told.to_show, (indicator.evidence,)))
    if resident:
        sections.append((told.residents, (_asked_of_residents(resident, telling),)))
    if heard:
        sections.append((told.heard, (tuple(f"{f.number} {f.title} ({f.id})" for f in heard),)))
    sections.append((told.rests_on, (_citations(indicator.sources, _tables(standards), telling),)))
    return Page(
        f"{indicator.id}  {indicator.title}",
        told.indicator.format(element=indicator.element, weight=indicator.weight),
        tuple(sections),
    )


def _worth(option: Option, telling: Telling) -> str:
    if not option.flag:
        return telling.page.worth.format(worth=option.worth)
    status = telling.report(words.STATUSES[option.flag]).lower()
    return telling.page.worth_and_flag.format(worth=option.worth, status=status)


def _asked_of_residents(asked: ResidentQuestion, telling: Telling) -> str:
    texts = {**telling.page.answers, **asked.further_answers}
    good = [texts.get(answer) or texts[answer_id(answer)] for answer in asked.good]
    return telling.page.good.format(question=asked.text, answers=telling.report.listed(good, "or"))


def _red_flag(flag: RedFlag, tables: Tables, telling: Telling) -> Page:
    told, report = telling.page, telling.report
    right = tables.right_by_id[flag.right].title if flag.right else told.by_absence
    rules = tuple(
        f"{link.rule} {tables.rule_by_id[link.rule].title}: {report(words.DIRECTIONS[link.direction])}. {link.note}"
        + _status(tables.rule_by_id[link.rule].status, telling)
        for link in flag.funder_rules
    )
    judged = [told.present_when.format(condition=in_words(flag.present, telling))]
    if flag.caution:
        judged.append(told.caution_when.format(condition=in_words(flag.caution, telling)))
    return Page(
        f"{flag.number}  {flag.title}",
        told.flag.format(
            tier=report(words.TIERS[flag.tier]),
            advice=report(words.TIER_ADVICE[flag.tier]),
            effort=report(words.EFFORTS[flag.effort]),
            right=right,
            id=flag.id,
        ),
        (
            (told.practice, (flag.practice,)),
            (told.harm, (flag.harm,)),
            (told.instead, (flag.instead,)),
            (told.wording, (flag.sample_wording,)),
            (told.worry, (f"{flag.staff_worry.fear} {flag.staff_worry.answer}",)),
            (told.not_a_flag, (flag.not_a_flag,)),
            (told.on_a_visit, (flag.on_a_visit,)),
            (told.judged, (tuple(judged),)),
            (told.taking, (flag.examples.flags,)),
            (told.not_taking, (flag.examples.passes,)),
            (told.funder_rules, (rules or told.no_funder_rule,)),
            (told.rests_on, (_citations(flag.sources, tables, telling),)),
        ),
    )


def _right(right: Right, standards: Sequence[Standard], told: PageWords) -> Page:
    flags = [f for s in standards for f in s.red_flags if f.right == right.id]
    return Page(
        right.title,
        told.right.format(id=right.id),
        (
            (told.right_says, (right.says,)),
            (
                told.right_flags,
                (tuple(f"{f.number} {f.title} ({f.id})" for f in sorted(flags, key=lambda f: f.number)),),
            ),
        ),
    )


def _funder_rule(rule: FunderRule, standards: Sequence[Standard], telling: Telling) -> Page:
    told, report = telling.page, telling.report
    facts = {
        option.id: option.text for fact in _tables(standards).facts if fact.id == "funders" for option in fact.options
    }
    links = tuple(
        f"{flag.number} {flag.title}: {report(words.DIRECTIONS[link.direction])}. {link.note}"
        for standard in standards
        for flag in standard.red_flags
        for link in flag.funder_rules
        if link.rule == rule.id
    )
    sections: list[tuple[str, tuple[Part, ...]]] = [
        (told.rule_says, (rule.says,)),
        (told.binds, (tuple(facts.get(one, told.everyone) for one in rule.binds),)),
    ]
    if rule.limits:
        sections.append((told.limits, (rule.limits,)))
    if rule.exemption:
        sections.append((told.exemption, (rule.exemption,)))
    if rule.unverified:
        sections.append((told.unverified, (rule.unverified,)))
    if links:
        sections.append((told.pointing, (links,)))
    sections.append((told.read_at, (rule.read_at,)))
    date = report.date(rule.as_of or _tables(standards).funder_rules_as_of)
    under = told.rule.format(citation=rule.citation, date=date) + _status(rule.status, telling)
    return Page(f"{rule.id}  {rule.title}", under, tuple(sections))


def _source(source: Statement | Reference | SourceDocument, standards: Sequence[Standard], telling: Telling) -> Page:
    told = telling.page
    cited = [
        f"{i.id} {i.title}"
        for s in standards
        for i in s.indicators
        if not i.is_variant and _cites(i.sources, source.id)
    ]
    cited += [f"{f.number} {f.title}" for s in standards for f in s.red_flags if _cites(f.sources, source.id)]
    sections: list[tuple[str, tuple[Part, ...]]] = []
    if isinstance(source, Statement):
        title, under = source.text, told.statement.format(id=source.id, kind=told.kinds[source.kind])
    else:
        title, under = source.title, told.source.format(id=source.id) + _status(source.status, telling)
        if source.address:
            sections.append((told.address, (source.address,)))
    if source.note:
        sections.append((told.note, (source.note,)))
    sections.append((told.cited_by, (tuple(cited) or told.not_cited,)))
    return Page(title, under, tuple(sections))


def _standard(standard: Standard, telling: Telling) -> Page:
    told = telling.page
    own = standard.own_indicators
    sections: list[tuple[str, tuple[Part, ...]]] = [(told.about, (standard.about, standard.relation))]
    for element in standard.elements:
        of_element = [i for i in own if i.element == element.id]
        asked = tuple(f"{i.id} {i.title} ({told.weight.format(weight=i.weight)})" for i in of_element)
        sections.append((f"{element.title}: {_counted(len(asked), told.indicators)}", (element.says, asked)))
    tiers = {tier: telling.report(name) for tier, name in words.TIER_NAMES.items()}
    flags = tuple(f"{f.number} {f.title} ({tiers[f.tier]}, {f.id})" for f in standard.red_flags)
    sections.append((_counted(len(flags), told.red_flags), (flags,)))
    variants = tuple(f"{i.id} {i.title}" for i in standard.indicators if i.is_variant)
    if variants:
        sections.append((told.variants, (variants,)))
    sections.append((told.ladder, (tuple(f"{level.title}: {level.meaning}" for level in standard.levels),)))
    return Page(
        standard.title,
        told.standard.format(id=standard.id, version=standard.version, publisher=standard.standard_of),
        tuple(sections),
    )


def _counted(count: int, forms: Counted) -> str:
    return forms[count != 1].format(n=count)


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


def _status(status: str, telling: Telling) -> str:
    caveat = words.SOURCE_STATUS[status]
    return f" ({telling.report(caveat)})" if caveat else ""


def _citations(citations: Iterable[Citation], tables: Tables, telling: Telling) -> tuple[str, ...]:
    return tuple(_citation(citation, tables, telling) for citation in citations)


def _citation(citation: Citation, tables: Tables, telling: Telling) -> str:
    source = tables.source_by_id[citation.source]
    text = source.text if isinstance(source, Statement) else source.title
    place = f" ({citation.at})" if citation.at else ""
    status = "" if isinstance(source, Statement) else _status(source.status, telling)
    return f"{citation.source}{place}: {text}{status}"


def in_words(condition: Condition, telling: Telling) -> str:
    """Tell a condition as a clause of a sentence."""
    if isinstance(condition, AnyOf):
        return telling.report.listed([_nested(part, telling) for part in condition.any_], "or")
    if isinstance(condition, AllOf):
        return telling.report.listed([_nested(part, telling) for part in condition.all_], "and")
    if isinstance(condition, Not):
        inner = condition.not_
        if isinstance(inner, (AnswerTest, FactTest)) and (inner.is_ or inner.in_):
            return _test(inner, telling, turned=True)
        return telling.page.not_so.format(condition=in_words(inner, telling))
    return _test(condition, telling)


def _nested(part: Condition, telling: Telling) -> str:
    text = in_words(part, telling)
    return f"({text})" if isinstance(part, (AnyOf, AllOf)) else text


def _test(test: AnswerTest | FactTest, telling: Telling, *, turned: bool = False) -> str:
    options = telling.report.listed([str(o) for o in ([test.is_] if test.is_ else test.in_ or ())], "or")
    if isinstance(test, AnswerTest):
        return _answer_test(test, options, telling.page, turned=turned)
    return _fact_test(test, options, telling.page, turned=turned)


def _answer_test(test: AnswerTest, options: str, told: PageWords, *, turned: bool) -> str:
    if test.raises:
        return (told.answer_present if test.raises == "present" else told.answer_caution).format(id=test.answer)
    if test.worth_below is not None:
        return told.worth_below.format(id=test.answer, worth=test.worth_below)
    return (told.answer_is_not if turned else told.answer_is).format(id=test.answer, options=options)


def _fact_test(test: FactTest, options: str, told: PageWords, *, turned: bool) -> str:
    if test.at_least is not None:
        return told.at_least.format(fact=test.fact, least=test.at_least)
    if test.includes:
        return told.includes.format(fact=test.fact, value=test.includes)
    return (told.fact_is_not if turned else told.fact_is).format(fact=test.fact, options=options)


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
