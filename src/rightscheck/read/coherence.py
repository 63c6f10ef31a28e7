"""Whether the parts of a standard fit together: every name resolves, every condition can be reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product

from rightscheck.errors import Place, Problem
from rightscheck.model.citation import Citation
from rightscheck.model.condition import (
    AnswerTest,
    Condition,
    FactTest,
    State,
    Truth,
    leaves,
    prepare,
)
from rightscheck.model.red_flag import RedFlag
from rightscheck.model.standard import Indicator, Questions, Standard, answer_tables, unfold
from rightscheck.model.tables import Fact
from rightscheck.read.shape import did_you_mean
from rightscheck.read.strict_yaml import Document, Path

MAX_STATES = 20_000
"""How many combinations of answers are tried to see whether a condition can be reached."""


@dataclass(frozen=True, slots=True)
class Pack:
    """A standard with the documents it was read from."""

    standard: Standard
    documents: Mapping[str, Document]
    """By the id of the part: the standard, an indicator, a red flag."""
    indicators: tuple[Indicator, ...]
    """As they stand in files, with their variants folded."""
    foreign: Mapping[str, Indicator]
    """Questions of other standards that red flags name, by `standard/ID`."""
    heard_abroad: frozenset[str]
    """Ids of this standard's questions that red flags of other standards name."""
    complete: bool
    """Whether all files could be read; if not, what is missing may stand in one of them."""


def incoherences(pack: Pack) -> list[Problem]:
    """Name everything in a standard that does not fit together."""
    checks = (_head, _indicators, _flags, _twins, _unheard)
    return [problem for check in checks for problem in check(pack)]


def _problem(pack: Pack, part: str, path: Path, what: str, instead: str) -> Problem:
    document = pack.documents.get(part)
    return Problem(document.place(path) if document else Place(part), what, instead)


def _head(pack: Pack) -> Iterator[Problem]:
    standard, tables = pack.standard, pack.standard.tables
    documents = [document.id for document in tables.sources.documents]
    for index, document in enumerate(standard.documents):
        if document not in documents:
            yield _problem(
                pack,
                standard.id,
                ("documents", index),
                f"there is no document '{document}'",
                did_you_mean(document, documents),
            )
    used = {indicator.element for indicator in standard.indicators}
    for index, element in enumerate(standard.elements):
        yield from _citations(pack, standard.id, ("elements", index, "sources"), element.sources)
        if element.id not in used and pack.complete:
            yield _problem(
                pack,
                standard.id,
                ("elements", index),
                f"no indicator belongs to the element '{element.id}'",
                "add one, or take the element away",
            )
    yield from _levels(pack)


def _levels(pack: Pack) -> Iterator[Problem]:
    standard = pack.standard
    if standard.levels[0].requires:
        yield _problem(
            pack,
            standard.id,
            ("levels", 0, "requires"),
            "the lowest level must be open to all",
            "take its requirements away",
        )
    for index, level in enumerate(standard.levels[1:], start=1):
        if not any("core" in (requirement.flags_absent or ()) for requirement in level.requires):
            yield _problem(
                pack,
                standard.id,
                ("levels", index),
                f"the level '{level.id}' could be reached with a core red flag present",
                "add '- flags_absent: [core]' to its requirements",
            )


def _indicators(pack: Pack) -> Iterator[Problem]:
    elements = [element.id for element in pack.standard.elements]
    for indicator in pack.indicators:
        if indicator.element not in elements:
            yield _problem(
                pack,
                indicator.id,
                ("element",),
                f"there is no element '{indicator.element}'",
                did_you_mean(indicator.element, elements),
            )
        yield from _citations(pack, indicator.id, ("sources",), indicator.sources)
        conditions: list[tuple[Path, Condition | None]] = [(("applies_when",), indicator.applies_when)]
        for n, variant in enumerate(indicator.variants):
            conditions.append((("variants", n, "when"), variant.when))
            conditions += [
                (("variants", n, "options", k, "only_when"), o.only_when) for k, o in enumerate(variant.options)
            ]
        conditions += [(("options", k, "only_when"), option.only_when) for k, option in enumerate(indicator.options)]
        for path, condition in conditions:
            if condition is not None:
                yield from _facts_only(pack, indicator.id, path, condition)


def _facts_only(pack: Pack, part: str, path: Path, condition: Condition) -> Iterator[Problem]:
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
    tables = pack.standard.tables
    questions: dict[str, tuple[Indicator, ...]] = {i.id: unfold(i) for i in pack.indicators}
    questions.update({name: unfold(indicator) for name, indicator in pack.foreign.items()})
    for flag in pack.standard.red_flags:
        yield from _citations(pack, flag.id, ("sources",), flag.sources)
        if flag.right is not None and flag.right not in tables.right_by_id:
            yield _problem(
                pack,
                flag.id,
                ("right",),
                f"there is no right '{flag.right}'",
                did_you_mean(flag.right, tables.right_by_id),
            )
        for index, link in enumerate(flag.funder_rules):
            if link.rule not in tables.rule_by_id:
                yield _problem(
                    pack,
                    flag.id,
                    ("funder_rules", index, "rule"),
                    f"there is no funder rule '{link.rule}'",
                    did_you_mean(link.rule, tables.rule_by_id),
                )
        if flag.prevalence:
            yield from _citations(
                pack,
                flag.id,
                ("prevalence", "source"),
                (Citation(source=flag.prevalence.source),),
                in_list=False,
            )
        for both in sorted(set(flag.examples.flags) & set(flag.examples.passes)):
            index = flag.examples.passes.index(both)
            yield _problem(
                pack,
                flag.id,
                ("examples", "passes", index),
                "this example also stands among those that flag",
                "keep it in one of the two lists",
            )
        for name, condition in (("present", flag.present), ("caution", flag.caution)):
            if condition is not None:
                yield from _condition(pack, flag.id, (name,), condition, questions)
                yield from _backwards(pack, flag, name, condition, questions)


def _condition(pack: Pack, part: str, path: Path, condition: Condition, questions: Questions) -> Iterator[Problem]:
    """Check that the tests of a condition name what exists, and that it can come out both ways."""
    dangling = [problem for test, _ in leaves(condition) for problem in _test(pack, part, path, test, questions)]
    yield from dangling
    if dangling:
        return
    reached = _reachable(condition, questions, pack.standard.tables.fact_by_id)
    if reached is not None and Truth.TRUE not in reached:
        yield _problem(
            pack,
            part,
            path,
            "this condition can never hold",
            "no choice of answers makes it true; loosen it, or take it away",
        )
    elif reached is not None and Truth.FALSE not in reached:
        yield _problem(
            pack,
            part,
            path,
            "this condition always holds",
            "no choice of answers makes it false; narrow it, or take it away",
        )


def _test(pack: Pack, part: str, path: Path, test: AnswerTest | FactTest, questions: Questions) -> Iterator[Problem]:
    where = _where(pack, part, path, test)
    given = test.model_fields_set - {"answer", "fact"}
    if len(given) != 1:
        ways = "raises, is, in, worth_below" if isinstance(test, AnswerTest) else "is, in, includes, at_least"
        yield Problem(where, "a test has exactly one way to test", f"give one of: {ways}")
        return
    if isinstance(test, AnswerTest):
        if test.answer not in questions:
            if pack.complete:
                yield Problem(where, f"there is no question '{test.answer}'", did_you_mean(test.answer, questions))
            return
        known = {option.id for option in questions[test.answer][0].options}
        yield from _values(
            where, {test.is_, *(test.in_ or ())} - {None}, known, f"question {test.answer} has no option"
        )
        return
    fact = pack.standard.tables.fact_by_id.get(test.fact)
    if fact is None:
        yield Problem(
            where, f"there is no fact '{test.fact}'", did_you_mean(test.fact, pack.standard.tables.fact_by_id)
        )
    elif (fact.kind == "number") != (test.at_least is not None):
        yield Problem(
            where,
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


def _values(where: Place, given: Iterable[str | None], known: set[str], what: str) -> Iterator[Problem]:
    for value in sorted(str(value) for value in given):
        if value not in known:
            yield Problem(where, f"{what} '{value}'", did_you_mean(value, known))


def _where(pack: Pack, part: str, path: Path, test: AnswerTest | FactTest) -> Place:
    """Find the place of a test: the first at or below the path whose text is the one it names."""
    document = pack.documents.get(part)
    if document is None:
        return Place(part)
    key, value = ("answer", test.answer) if isinstance(test, AnswerTest) else ("fact", test.fact)
    for found, place in document.places.items():
        if found[: len(path)] == path and found[-1:] == (key,) and _at(document.data, found) == value:
            return place
    return document.place(path)


def _at(data: object, path: Path) -> object:
    for step in path:
        try:
            data = data[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _reachable(condition: Condition, questions: Questions, facts: Mapping[str, Fact]) -> set[Truth] | None:
    """Try all combinations of answers and facts that the condition looks at; None when there are too many."""
    answers: dict[str, list[str]] = {}
    values: dict[str, list[frozenset[str] | int]] = {}
    for test, _ in leaves(condition):
        if isinstance(test, AnswerTest):
            answers.update({question: list(holds) for question, holds in answer_tables(test, questions)})
        else:
            values.setdefault(test.fact, []).extend(_fact_values(test, facts[test.fact]))
    names = [*answers, *values]
    choices: list[Sequence[str | frozenset[str] | int]] = [*answers.values(), *values.values()]
    judge = prepare(condition, lambda test: answer_tables(test, questions))
    reached: set[Truth] = set()
    tried = 0
    for combination in islice(product(*choices), MAX_STATES + 1):
        tried += 1
        chosen = dict(zip(names, combination, strict=True))
        state = State(
            {name: str(chosen[name]) for name in answers},
            {name: value for name, value in chosen.items() if name in values and not isinstance(value, str)},
        )
        verdict = judge(state)
        if verdict is not None:
            reached.add(verdict.truth)
        if {Truth.TRUE, Truth.FALSE} <= reached:
            return reached
    return None if tried > MAX_STATES else reached


def _fact_values(test: FactTest, fact: Fact) -> list[frozenset[str] | int]:
    if test.at_least is not None:
        return [test.at_least, test.at_least - 1]
    if fact.kind == "one":
        return [frozenset({option.id}) for option in fact.options]
    wanted = test.includes or test.is_ or (test.in_ or ("",))[0]
    everything = frozenset(option.id for option in fact.options)
    return [frozenset({wanted}), everything - {wanted}, everything]


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
    pack: Pack, part: str, path: Path, citations: Iterable[Citation], *, in_list: bool = True
) -> Iterator[Problem]:
    known = pack.standard.tables.source_by_id
    for index, citation in enumerate(citations):
        if citation.source not in known:
            where: Path = (*path, index) if in_list else path
            yield _problem(
                pack,
                part,
                where,
                f"there is no source '{citation.source}'",
                did_you_mean(citation.source, known),
            )


def _twins(pack: Pack) -> Iterator[Problem]:
    """Two red flags may not share a number, nor two levels or elements an id."""
    seen: dict[str, str] = {}
    for flag in pack.standard.red_flags:
        if flag.number in seen:
            yield _problem(
                pack,
                flag.id,
                ("number",),
                f"'{seen[flag.number]}' has the number {flag.number} already",
                "give this red flag a number of its own",
            )
        seen.setdefault(flag.number, flag.id)
    standard = pack.standard
    for name, ids in (
        ("elements", [e.id for e in standard.elements]),
        ("levels", [level.id for level in standard.levels]),
    ):
        for index, one in enumerate(ids):
            if one in ids[:index]:
                yield _problem(
                    pack,
                    standard.id,
                    (name, index, "id"),
                    f"'{one}' stands here a second time",
                    "give it an id of its own",
                )


def _unheard(pack: Pack) -> Iterator[Problem]:
    """An option that raises a flag no red flag looks at would be lost without a word."""
    if not pack.complete:
        return
    heard = {
        test.answer.rpartition("/")[2]
        for flag in pack.standard.red_flags
        for condition in (flag.present, flag.caution)
        if condition is not None
        for test, _ in leaves(condition)
        if isinstance(test, AnswerTest)
    } | pack.heard_abroad
    for indicator in pack.indicators:
        flagged = [k for k, option in enumerate(indicator.options) if option.flag]
        if flagged and indicator.id not in heard:
            yield _problem(
                pack,
                indicator.id,
                ("options", flagged[0], "flag"),
                f"no red flag looks at {indicator.id}, so this flag would be lost",
                f"name {indicator.id} in the `present` of a red flag, or take the flag away",
            )
