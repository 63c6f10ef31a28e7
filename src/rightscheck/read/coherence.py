"""Whether the parts of a standard fit together: every name resolves, every condition can be reached."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from pydantic import ValidationError

from rightscheck.errors import Place, Problem
from rightscheck.model.citation import Citation
from rightscheck.model.condition import (
    AllOf,
    AnswerTest,
    Condition,
    FactTest,
    Not,
    Truth,
    leaves,
)
from rightscheck.model.red_flag import RedFlag
from rightscheck.model.standard import Indicator, Questions, StandardHead, answer_tables, unfold
from rightscheck.model.tables import Tables
from rightscheck.read.reachability import reachable
from rightscheck.read.shape import did_you_mean
from rightscheck.read.strict_yaml import KeyPath, YamlDocument

HEAD = "standard.yaml"
SOURCES = "sources.yaml"


@dataclass(frozen=True, slots=True)
class Pack:
    """The parts of a standard that could be read, with the documents they were read from."""

    head: StandardHead | None
    indicators: tuple[Indicator, ...]
    """As they stand in files, with their variants folded, in the order of elements."""
    red_flags: tuple[RedFlag, ...]
    tables: Tables
    documents: Mapping[str, YamlDocument]
    """By the id of an indicator or a red flag; the head and the sources by the name of their file."""
    foreign: Mapping[str, Indicator]
    """Questions of other standards that red flags name, by `standard/ID`."""
    heard_abroad: frozenset[str]
    """Ids of this standard's questions that red flags of other standards name."""
    unread: frozenset[str]
    """Names of the files that could not be read: what is missing may stand in them."""


def incoherences(pack: Pack) -> list[Problem]:
    """Name everything in a standard that does not fit together."""
    checks = (_head, _levels, _indicators, _flags, _twins, _unheard)
    return [problem for check in checks for problem in check(pack)]


def _problem(pack: Pack, part: str, path: KeyPath, what: str, instead: str) -> Problem:
    document = pack.documents.get(part)
    return Problem(document.place(path) if document else Place(part), what, instead)


def _head(pack: Pack) -> Iterator[Problem]:
    if pack.head is None:
        return
    documents = [document.id for document in pack.tables.sources.documents]
    for index, document in enumerate(pack.head.documents):
        if document not in documents and SOURCES not in pack.unread:
            yield _problem(
                pack,
                HEAD,
                ("documents", index),
                f"there is no document '{document}'",
                did_you_mean(document, documents),
            )
    used = {indicator.element for indicator in pack.indicators}
    for index, element in enumerate(pack.head.elements):
        yield from _citations(pack, HEAD, ("elements", index, "sources"), element.sources)
        if element.id not in used and not pack.unread:
            yield _problem(
                pack,
                HEAD,
                ("elements", index),
                f"no indicator belongs to the element '{element.id}'",
                "add one, or take the element away",
            )


def _levels(pack: Pack) -> Iterator[Problem]:
    levels = pack.head.levels if pack.head else ()
    if levels and levels[0].requires:
        yield _problem(
            pack,
            HEAD,
            ("levels", 0, "requires"),
            "the lowest level must be open to all",
            "take its requirements away",
        )
    for index, level in enumerate(levels[1:], start=1):
        if not any("core" in (requirement.flags_absent or ()) for requirement in level.requires):
            yield _problem(
                pack,
                HEAD,
                ("levels", index),
                f"the level '{level.id}' could be reached with a core red flag present",
                "add '- flags_absent: [core]' to its requirements",
            )


def _indicators(pack: Pack) -> Iterator[Problem]:
    elements = [element.id for element in pack.head.elements] if pack.head else []
    for indicator in pack.indicators:
        if pack.head and indicator.element not in elements:
            yield _problem(
                pack,
                indicator.id,
                ("element",),
                f"there is no element '{indicator.element}'",
                did_you_mean(indicator.element, elements),
            )
        yield from _citations(pack, indicator.id, ("sources",), indicator.sources)
        conditions: list[tuple[KeyPath, Condition | None]] = [(("applies_when",), indicator.applies_when)]
        for n, variant in enumerate(indicator.variants):
            conditions.append((("variants", n, "when"), variant.when))
            conditions += [
                (("variants", n, "options", k, "only_when"), o.only_when) for k, o in enumerate(variant.options)
            ]
        conditions += [(("options", k, "only_when"), option.only_when) for k, option in enumerate(indicator.options)]
        for path, condition in conditions:
            if condition is not None:
                yield from _facts_only(pack, indicator.id, path, condition)


def _facts_only(pack: Pack, part: str, path: KeyPath, condition: Condition) -> Iterator[Problem]:
    if any(isinstance(test, AnswerTest) for test, _ in leaves(condition)):
        yield _problem(
            pack,
            part,
            path,
            "what applies is decided by facts, not by answers",
            "test a fact: {fact: housing, is: emergency}",
        )
        return
    yield from _condition(pack, part, path, condition, {})


def _flags(pack: Pack) -> Iterator[Problem]:
    questions: dict[str, tuple[Indicator, ...]] = {i.id: unfold(i) for i in pack.indicators}
    questions.update({name: unfold(indicator) for name, indicator in pack.foreign.items()})
    for flag in pack.red_flags:
        yield from _names_in(pack, flag)
        faults: list[Problem] = []
        for name, condition in (("present", flag.present), ("caution", flag.caution)):
            if condition is not None:
                faults += _condition(pack, flag.id, (name,), condition, questions)
                yield from _backwards(pack, flag, name, condition, questions)
        yield from faults
        if not faults:
            yield from _shadowed(pack, flag, questions)


def _names_in(pack: Pack, flag: RedFlag) -> Iterator[Problem]:
    """Check that what a red flag names is there: its right, its sources, its funder rules."""
    tables = pack.tables
    yield from _citations(pack, flag.id, ("sources",), flag.sources)
    if flag.prevalence:
        cited = (Citation(source=flag.prevalence.source),)
        yield from _citations(pack, flag.id, ("prevalence", "source"), cited, in_list=False)
    if flag.right is not None and flag.right not in tables.right_by_id:
        what = f"there is no right '{flag.right}'"
        yield _problem(pack, flag.id, ("right",), what, did_you_mean(flag.right, tables.right_by_id))
    for index, link in enumerate(flag.funder_rules):
        if link.rule not in tables.rule_by_id:
            what = f"there is no funder rule '{link.rule}'"
            where = ("funder_rules", index, "rule")
            yield _problem(pack, flag.id, where, what, did_you_mean(link.rule, tables.rule_by_id))
    for both in sorted(set(flag.examples.flags) & set(flag.examples.passes)):
        place = ("examples", "passes", flag.examples.passes.index(both))
        what = "this example also stands among those that flag"
        yield _problem(pack, flag.id, place, what, "keep it in one of the two lists")


def _condition(pack: Pack, part: str, path: KeyPath, condition: Condition, questions: Questions) -> Iterator[Problem]:
    """Check that the tests of a condition name what exists, and that each, and the whole, can come out both ways."""
    tests = [test for test, _ in leaves(condition)]
    dangling = [problem for test in tests for problem in _test(pack, part, path, test, questions)]
    yield from dangling
    if dangling or not _at_hand(condition, questions):
        return
    facts = pack.tables.fact_by_id
    stuck = [(test, words) for test in tests for words in _stuck(reachable(test, questions, facts))]
    for test, words in stuck:
        yield Problem(_where(pack, part, path, test), *words)
    if not stuck:
        for words in _stuck(reachable(condition, questions, facts)):
            yield _problem(pack, part, path, *words)


def _stuck(reached: set[Truth] | None) -> Iterator[tuple[str, str]]:
    if reached is not None and Truth.TRUE not in reached:
        yield "this condition can never hold", "no choice of answers makes it true; loosen it, or take it away"
    elif reached is not None and Truth.FALSE not in reached:
        yield "this condition always holds", "no choice of answers makes it false; narrow it, or take it away"


def _at_hand(condition: Condition, questions: Questions) -> bool:
    """Whether all questions that a condition looks at could be read."""
    return all(test.answer in questions for test, _ in leaves(condition) if isinstance(test, AnswerTest))


def _test(pack: Pack, part: str, path: KeyPath, test: AnswerTest | FactTest, questions: Questions) -> Iterator[Problem]:
    where = partial(_where, pack, part, path, test)  # a place is looked for where there is a problem
    given = [
        name for name in type(test).model_fields if name not in ("answer", "fact") and getattr(test, name) is not None
    ]
    if len(given) != 1:
        ways = "raises, is, in, worth_below" if isinstance(test, AnswerTest) else "is, in, includes, at_least"
        yield Problem(where(), "a test has exactly one way to test", f"give one of: {ways}")
        return
    if isinstance(test, AnswerTest):
        if test.answer not in questions:
            if test.answer not in pack.unread:
                yield Problem(where(), f"there is no question '{test.answer}'", did_you_mean(test.answer, questions))
            return
        known = {option.id for option in questions[test.answer][0].options}
        yield from _values(
            where, {test.is_, *(test.in_ or ())} - {None}, known, f"question {test.answer} has no option"
        )
        return
    fact = pack.tables.fact_by_id.get(test.fact)
    if fact is None:
        yield Problem(where(), f"there is no fact '{test.fact}'", did_you_mean(test.fact, pack.tables.fact_by_id))
    elif (fact.kind == "number") != (test.at_least is not None):
        yield Problem(
            where(),
            f"the fact '{fact.id}' is {'a number' if fact.kind == 'number' else 'no number'}",
            "use at_least for numbers, and is, in or includes for the others",
        )
    else:
        known = {option.id for option in fact.options}
        yield from _values(
            where,
            {test.is_, test.includes, *(test.in_ or ())} - {None},
            known,
            f"the fact {fact.id} has no value",
        )


def _values(where: Callable[[], Place], given: Iterable[str | None], known: set[str], what: str) -> Iterator[Problem]:
    for value in sorted(str(value) for value in given):
        if value not in known:
            yield Problem(where(), f"{what} '{value}'", did_you_mean(value, known))


def _where(pack: Pack, part: str, path: KeyPath, test: AnswerTest | FactTest) -> Place:
    """Find the place of a test: the first at or below the path that is written as it is."""
    document = pack.documents.get(part)
    if document is None:
        return Place(part)
    nearest: Place | None = None
    key, value = ("answer", test.answer) if isinstance(test, AnswerTest) else ("fact", test.fact)
    for found in document.places:
        if found[: len(path)] == path and found[-1:] == (key,) and _at(document.data, found) == value:
            nearest = nearest or document.place(found)
            if _is_written(test, _at(document.data, found[:-1])):
                return document.place(found)
    return nearest or document.place(path)


def _is_written(test: AnswerTest | FactTest, data: object) -> bool:
    try:
        return type(test).model_validate(data) == test
    except ValidationError:  # a key that is not known stands beside it, and was told already
        return False


def _at(data: object, path: KeyPath) -> object:
    for step in path:
        try:
            data = data[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _shadowed(pack: Pack, flag: RedFlag, questions: Questions) -> Iterator[Problem]:
    """A caution is looked for only where the flag is not present; it must be possible there."""
    if flag.caution is None:
        return
    late = AllOf(all=(flag.caution, Not.model_validate({"not": flag.present})))
    reached = reachable(late, questions, pack.tables.fact_by_id) if _at_hand(late, questions) else None
    if reached is not None and Truth.TRUE not in reached:
        yield _problem(
            pack,
            flag.id,
            ("caution",),
            "this condition can never be reached",
            "whatever makes it true makes the flag present too; give an option 'flag: caution', or take it away",
        )


def _backwards(pack: Pack, flag: RedFlag, name: str, condition: Condition, questions: Questions) -> Iterator[Problem]:
    """A better answer must never raise a flag: among the options of a question, the worst ones raise it."""
    by_id = {indicator.id: indicator for group in questions.values() for indicator in group}
    for test, turned in leaves(condition):
        if not isinstance(test, AnswerTest):
            continue
        for question, holds in answer_tables(test, questions):
            option = by_id[question].option_by_id
            raising = [option[i] for i, true in holds.items() if true != turned]
            spared = [option[i] for i, true in holds.items() if true == turned]
            for better in raising:
                worse = next((o for o in spared if o.worth < better.worth), None)
                if worse is not None:
                    yield Problem(
                        _where(pack, flag.id, (name,), test),
                        f"in {question}, '{better.id}' (worth {better.worth}) raises this "
                        f"and '{worse.id}' (worth {worse.worth}) does not",
                        "let the worse answer raise it too, or change what they are worth",
                    )
                    break


def _citations(
    pack: Pack, part: str, path: KeyPath, citations: Iterable[Citation], *, in_list: bool = True
) -> Iterator[Problem]:
    known = pack.tables.source_by_id
    for index, citation in enumerate(citations):
        if citation.source not in known and SOURCES not in pack.unread:
            where: KeyPath = (*path, index) if in_list else path
            yield _problem(
                pack,
                part,
                where,
                f"there is no source '{citation.source}'",
                did_you_mean(citation.source, known),
            )


def _twins(pack: Pack) -> Iterator[Problem]:
    """Two red flags may not share a number, nor two levels, elements or variants an id."""
    seen: dict[str, str] = {}
    for flag in pack.red_flags:
        if flag.number in seen:
            yield _problem(
                pack,
                flag.id,
                ("number",),
                f"'{seen[flag.number]}' has the number {flag.number} already",
                "give this red flag a number of its own",
            )
        seen.setdefault(flag.number, flag.id)
    lists = [(indicator.id, "variants", "for", [v.for_ for v in indicator.variants]) for indicator in pack.indicators]
    if pack.head:
        lists.append((HEAD, "elements", "id", [element.id for element in pack.head.elements]))
        lists.append((HEAD, "levels", "id", [level.id for level in pack.head.levels]))
    for part, name, key, ids in lists:
        for index, one in enumerate(ids):
            if one in ids[:index]:
                yield _problem(
                    pack,
                    part,
                    (name, index, key),
                    f"'{one}' stands here a second time",
                    f"give it a '{key}' of its own",
                )


def _unheard(pack: Pack) -> Iterator[Problem]:
    """An option that raises a flag no red flag looks at would be lost without a word."""
    if pack.unread:
        return
    questions = {indicator.id: unfold(indicator) for indicator in pack.indicators}
    heard = {
        (question, option)
        for flag in pack.red_flags
        for condition in (flag.present, flag.caution)
        if condition is not None
        for test, _ in leaves(condition)
        if isinstance(test, AnswerTest)
        for question, holds in answer_tables(test, questions)
        for option, true in holds.items()
        if true
    }
    for indicator in pack.indicators:
        if indicator.id in pack.heard_abroad:
            continue
        variants = [(("variants", n), f"{indicator.id}-{v.for_}", v.options) for n, v in enumerate(indicator.variants)]
        for path, question, options in [((), indicator.id, indicator.options), *variants]:
            for k, option in enumerate(options):
                if option.flag and (question, option.id) not in heard:
                    yield _problem(
                        pack,
                        indicator.id,
                        (*path, "options", k, "flag"),
                        f"no red flag looks at '{option.id}' of {question}, so this flag would be lost",
                        f"test {{answer: {indicator.id}, raises: {option.flag}}} in the `{option.flag}` of a red flag, "
                        "or take the flag away",
                    )
