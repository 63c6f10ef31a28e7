"""Filled forms become counts, of which nothing can be worked out about fewer than five people.

What is published of a question is a function of its table of counts. Somebody who knows this rule, and how many people
answered the question, can list every table that leads to what is published. Of those tables no set of answers may
have the same total of one to four people in all. The rule, in its order:

1. A count of five or more is shown, a smaller one is not, be it none. Where all that is hidden adds up to less than
   five, or to so much that every hidden count must be four, one of the shown counts is given as `5+`: the last one in
   the order of the form. That choice looks at nothing but which counts are shown, and so tells nothing.
2. Beside the counts stand the band of the mean, and whether several report a red flag. Where that would leave too few
   tables, two groups of tables are told the same instead: a wider band, no flag, or in the end nothing. Which two are
   joined, the counts that are shown decide, and not the table.

Pure: the same forms in any order give the same tally.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from rightscheck.model.form import FilledForm, Form, FormQuestion
from rightscheck.model.tally import LEAST, Count, QuestionTally, Tally

FEW = LEAST - 1
"""The most people that a hidden count can stand for."""
HIDDEN = Count(0, FEW)
MOST_HIDDEN = 8
"""Hidden counts of one question, beside which a mean is told: with more, there are too many tables to look at."""
SEVERAL_PEOPLE = 3
SEVERAL_IN_100 = 30

Mean = tuple[int, int] | None
Told = tuple[Mean, bool | None]
"""What is told beside the counts: the mean's band, and whether several report a red flag."""
Table = tuple[int, ...]
"""How many people gave each answer, in the order of the form."""
NOTHING: Told = (None, None)


def tally(forms: Sequence[FilledForm], form: Form) -> Tally | None:
    """Count filled forms.

    Args:
        forms: Those of one role. Answers that the form does not know are left out.
        form: The form with all questions of that role. Questions that were not asked have too few answers.

    Returns:
        The counts; None where fewer than five people answered anything.

    Raises:
        ValueError: It is leadership's form, which one person fills in, or the forms are not all of its role.

    """
    if form.role == "leadership" or any(one.role != form.role for one in forms):
        raise ValueError("a tally is made of the staff's or of the residents' forms")
    if len(forms) < LEAST:
        return None
    months = sorted(one.month for one in forms if one.month)
    # A question that nobody answered was not asked: it stands in the long form, and these are short ones.
    return Tally(
        role=form.role,
        standards=dict(form.standards),
        first_month=months[0] if months else "",
        last_month=months[-1] if months else "",
        respondents=len(forms),
        questions={
            one.id: tally_question(one, Counter(filled.answers.get(one.id) for filled in forms))
            for one in form.questions
            if not one.is_fact and any(one.id in filled.answers for filled in forms)
        },
    )


def tally_question(question: FormQuestion, people: Mapping[str | None, int]) -> QuestionTally:
    """Say of one question what may be told.

    Args:
        question: The question with its answers.
        people: How many people gave each answer, by its id. Other keys are not looked at.

    """
    table = tuple(people.get(one.id, 0) for one in question.answers)
    kinds = tuple(_Kind(one.worth, one.flag) for one in question.answers)
    if sum(table) < LEAST or _is_nearly_all_four(table):
        return QuestionTally(question.id)
    shown = _shown(table)
    is_small = shown.count(HIDDEN) <= MOST_HIDDEN
    mean, several = _told(kinds, sum(table), shown)[table] if is_small else NOTHING
    counts = {one.id: count for one, count in zip(question.answers, shown, strict=True)}
    return QuestionTally(question.id, counts, mean, several)


def overlap(one: Tally, other: Tally) -> bool:
    """Whether two tallies of one role may count the same people: their months meet, or one of them tells none."""
    if one.role != other.role:
        return False
    if not (one.first_month and other.first_month):
        return True
    return one.first_month <= other.last_month and other.first_month <= one.last_month


def tally_faults(tally: Tally, form: Form) -> list[str]:
    """Say what shows that `collect` did not make a tally with this form, one sentence each; nothing where all fits.

    Args:
        tally: Counts that were read from a file.
        form: The whole form of the same role, with the variants for all facts.

    """
    if not _are_of_edition(tally, form):
        made = " ".join(f"{name}@{version}" for name, version in sorted(tally.standards.items()))
        # The questions of another edition are others: what is said of them would say the same once more.
        return [f"these counts were made with {made}, and not with what is used here: {form.edition}"]
    return [
        fault
        for name, told in sorted(tally.questions.items())
        for fault in _question_faults(told, form.question_by_id.get(name), tally)
    ]


def _are_of_edition(tally: Tally, form: Form) -> bool:
    """Whether the standards are the same, but for the patch of a version, which changes no question."""
    return all(
        version.rpartition(".")[0] == form.standards.get(name, "").rpartition(".")[0]
        for name, version in tally.standards.items()
    )


def _question_faults(told: QuestionTally, question: FormQuestion | None, tally: Tally) -> Iterator[str]:
    if question is None or question.is_fact:
        yield f"{told.question}: the form of the {tally.role} has no such question"
        return
    strange = sorted(told.counts.keys() - {answer.id for answer in question.answers})
    if strange:
        names = ", ".join(f"'{name}'" for name in strange)
        yield f"{told.question}: the form of the {tally.role} has no answer {names}"
    elif impossible(question, told, tally.respondents):
        yield f"{told.question}: these counts cannot have been made by collect"


def impossible(question: FormQuestion, told: QuestionTally, respondents: int) -> bool:
    """Whether `collect` cannot have told this of any table of so many people or fewer.

    Cheap, and on the safe side: what can be is never said to be impossible, but not all that cannot be is found.
    """
    if respondents < LEAST:
        return True
    if not told.counts:
        return (told.mean, told.several) != NOTHING
    if told.counts.keys() != {answer.id for answer in question.answers}:
        return True
    shown = tuple(told.counts[answer.id] for answer in question.answers)
    totals = _hidden_totals(shown, respondents) if _may_be_shown(shown) else []
    if not totals or (told.mean, told.several) == NOTHING:
        return not totals
    kinds = tuple(_Kind(one.worth, one.flag) for one in question.answers)
    return shown.count(HIDDEN) > MOST_HIDDEN or not _may_be_told(kinds, shown, totals, respondents, told)


# What can be.


def _may_be_shown(shown: Sequence[Count]) -> bool:
    """Whether each count is of a kind that is published, and the one `5+` stands where it must."""
    blurred = [place for place, count in enumerate(shown) if count.high is None]
    last = max((place for place, count in enumerate(shown) if count != HIDDEN), default=-1)
    if any(count != HIDDEN and (count.low < LEAST or count.high not in (count.low, None)) for count in shown):
        return False
    return not blurred or (blurred == [last] and shown[last].low == LEAST and HIDDEN in shown)


def _hidden_totals(shown: Sequence[Count], respondents: int) -> list[int]:
    """List how many people all the hidden counts together can stand for."""
    hidden = shown.count(HIDDEN)
    room = respondents - sum(count.low for count in shown)
    totals = range(min(FEW * hidden, room) + 1)
    if hidden == len(shown):
        return [total for total in totals if LEAST <= total < FEW * hidden]
    if any(count.high is None for count in shown):
        return [total for total in totals if _must_blur(total, hidden)]
    if not hidden:
        return list(totals)
    fives = hidden == len(shown) - 1 and Count(LEAST, LEAST) in shown
    nearly_all_four = FEW * hidden - 1 if fives else -1
    return [total for total in totals if not _must_blur(total, hidden) and total != nearly_all_four]


@dataclass(frozen=True, slots=True)
class _Bounds:
    """The least and the most that so many counted people can make up."""

    counted: int
    worth: tuple[int, int]
    """Of all of them together."""
    flags: tuple[int, int]


def _may_be_told(
    kinds: Sequence[_Kind], shown: Sequence[Count], totals: Sequence[int], respondents: int, told: QuestionTally
) -> bool:
    found = [one for one in _bounds(kinds, shown, totals, respondents) if one.counted >= LEAST]
    if told.mean is not None:
        low, high = told.mean
        is_above = any(one.worth[1] > low * one.counted or not low for one in found)
        if not is_above or not any(one.worth[0] <= high * one.counted for one in found):
            return False
    if told.several is None:
        return True
    if told.several:
        return any(_are_several(one.flags[1], one.counted) for one in found)
    return any(not _are_several(one.flags[0], one.counted) for one in found)


def _bounds(
    kinds: Sequence[_Kind], shown: Sequence[Count], totals: Sequence[int], respondents: int
) -> Iterator[_Bounds]:
    """Give the bounds for every number of people that the hidden counts of counted answers can stand for."""
    hidden = [kind for kind, count in zip(kinds, shown, strict=True) if count == HIDDEN]
    worths = sorted(kind.worth for kind in hidden if kind.worth is not None)
    flags = sorted(kind.flag for kind in hidden if kind.worth is not None)
    uncounted = FEW * (len(hidden) - len(worths))
    for total, known in _known(kinds, shown, totals, respondents):
        for more in range(max(0, total - uncounted), min(total, FEW * len(worths)) + 1):
            worth, flagged = _least_and_most(worths, more), _least_and_most(flags, more)
            yield _Bounds(
                known.counted + more,
                (known.worth[0] + worth[0], known.worth[1] + worth[1]),
                (known.flags[0] + flagged[0], known.flags[1] + flagged[1]),
            )


def _known(
    kinds: Sequence[_Kind], shown: Sequence[Count], totals: Sequence[int], respondents: int
) -> Iterator[tuple[int, _Bounds]]:
    """Give what the shown counts make up, with `5+` at its least and at its most, beside each hidden total."""
    counted = [(kind, count) for kind, count in zip(kinds, shown, strict=True) if kind.worth is not None]
    is_open = any(count.high is None for _, count in counted)
    for total in totals:
        room = respondents - total - sum(count.low for count in shown)
        for extra in {0, room if is_open else 0}:
            people = [(kind, count.low + (extra if count.high is None else 0)) for kind, count in counted]
            worth = sum((kind.worth or 0) * number for kind, number in people)
            flags = sum(number for kind, number in people if kind.flag)
            yield total, _Bounds(sum(number for _, number in people), (worth, worth), (flags, flags))


def _least_and_most(values: Sequence[int], people: int) -> tuple[int, int]:
    """Add up what so many people count for, up to four of them at each of some sorted values."""
    full, rest = divmod(people, FEW)
    least = FEW * sum(values[:full]) + (rest * values[full] if rest else 0)
    most = FEW * sum(values[len(values) - full :]) + (rest * values[-full - 1] if rest else 0)
    return least, most


def _is_few(people: int) -> bool:
    return 0 < people < LEAST


# Counts.


def _is_nearly_all_four(table: Table) -> bool:
    """Whether every count is four, or one step from that: shown as "all under five", the first would be known."""
    return sum(table) == FEW * len(table) and sum(abs(count - FEW) for count in table) <= 2  # noqa: PLR2004


def _shown(table: Table) -> tuple[Count, ...]:
    """Give each count as it is published."""
    counts = [Count(count, count) if count >= LEAST else HIDDEN for count in table]
    hidden = [count for count in table if count < LEAST]
    if hidden and len(hidden) < len(table) and _must_blur(sum(hidden), len(hidden)):
        last = max(place for place, count in enumerate(table) if count >= LEAST)
        counts[last] = Count(LEAST, None)
    return tuple(counts)


def _must_blur(people: int, answers: int) -> bool:
    """Whether the hidden counts would tell too much if all the others were exact."""
    return people < LEAST or people == FEW * answers


# The mean, and whether several report a red flag.


@dataclass(frozen=True, slots=True)
class _Kind:
    """What an answer counts for."""

    worth: int | None
    flag: bool


def _exactly(kinds: Sequence[_Kind], table: Table) -> Told:
    """Work out the band of 25 and whether several report a red flag; nothing where fewer than five are counted."""
    counted = [(kind, people) for kind, people in zip(kinds, table, strict=True) if kind.worth is not None]
    everyone = sum(people for _, people in counted)
    if everyone < LEAST:
        return NOTHING
    total = sum((kind.worth or 0) * people for kind, people in counted)
    upper = next(edge for edge in (25, 50, 75, 100) if total <= edge * everyone)
    flags = sum(people for kind, people in counted if kind.flag)
    return (upper - 25, upper), _are_several(flags, everyone)


def _are_several(flags: int, everyone: int) -> bool:
    return flags >= SEVERAL_PEOPLE and flags * 100 >= SEVERAL_IN_100 * everyone


@lru_cache(maxsize=4096)
def _told(kinds: tuple[_Kind, ...], everyone: int, shown: tuple[Count, ...]) -> dict[Table, Told]:
    """Say what is told beside the counts, for every table that is shown with these counts."""
    groups: defaultdict[Told, list[Table]] = defaultdict(list)
    for table in _tables(everyone, shown):
        groups[_exactly(kinds, table)].append(table)
    while len(groups) > 1 and (unsafe := [told for told, group in groups.items() if not is_safe(group)]):
        one = min(unsafe, key=_order)
        other = min((told for told in groups if told != one), key=lambda told: _price(groups, one, told))
        tables = groups.pop(one) + groups.pop(other)
        groups[_joined(one, other)] += tables
    return {table: told for told, group in groups.items() for table in group}


def _price(groups: Mapping[Told, list[Table]], one: Told, other: Told) -> tuple[object, ...]:
    """Say what it costs to tell the same of two groups: less is better."""
    mean, several = _joined(one, other)
    lost = (mean is None, several is None, mean[1] - mean[0] if mean else 0)
    return (not is_safe(groups[one] + groups[other]), *lost, len(groups[other]), _order(other))


def _joined(one: Told, other: Told) -> Told:
    """Give what is true of both: the band around both, and the flag where they have the same."""
    if one[0] is None or other[0] is None:
        return NOTHING
    band = (min(one[0][0], other[0][0]), max(one[0][1], other[0][1]))
    return None if band == (0, 100) else band, one[1] if one[1] == other[1] else None


def _order(told: Told) -> tuple[Table, str]:
    return told[0] or (), str(told[1])


def _tables(everyone: int, shown: Sequence[Count]) -> Iterator[Table]:
    """List every table that is shown with these counts."""
    hidden = [place for place, count in enumerate(shown) if count == HIDDEN]
    blurred = next((place for place, count in enumerate(shown) if count.high is None), None)
    table = [count.low for count in shown]
    rest = everyone - sum(count.low for count in shown)
    for values in _sums(len(hidden), rest, at_most=blurred is not None):
        for place, value in zip(hidden, values, strict=True):
            table[place] = value
        if blurred is not None:
            table[blurred] = LEAST + rest - sum(values)
        elif _is_nearly_all_four(tuple(table)):
            continue
        if blurred is None or _must_blur(sum(values), len(values)):
            yield tuple(table)


def _sums(places: int, total: int, *, at_most: bool) -> Iterator[Table]:
    """List the ways to place counts of at most four that add up to a total, or to it or less."""
    if places == 0:
        if total == 0 or at_most:
            yield ()
        return
    for first in range(min(FEW, total) + 1):
        if at_most or total - first <= FEW * (places - 1):
            for others in _sums(places - 1, total - first, at_most=at_most):
                yield (first, *others)


def is_safe(tables: Sequence[Table]) -> bool:
    """Whether no set of answers has the same total of one to four people in all of these tables."""
    first = tables[0]
    basis = _basis((tuple(a - b for a, b in zip(table, first, strict=True)) for table in tables[1:]), len(first))
    small = [place for place, count in enumerate(first) if count < LEAST]
    for chosen in product((False, True), repeat=len(small)):
        places = [place for place, is_in in zip(small, chosen, strict=True) if is_in]
        if _is_few(sum(first[place] for place in places)) and not any(sum(row[p] for p in places) for row in basis):
            return False
    return True


def _basis(rows: Iterable[Table], width: int) -> list[Table]:
    """Find rows of which all the others are made (sums of multiples), so that few need to be looked at."""
    basis: dict[int, Table] = {}
    for row in rows:
        rest = row
        while (lead := next((place for place, value in enumerate(rest) if value), None)) is not None:
            if lead not in basis:
                basis[lead] = rest
                break
            pivot = basis[lead]
            a, b = pivot[lead], rest[lead]
            rest = tuple(a * x - b * y for x, y in zip(rest, pivot, strict=True))
        if len(basis) == width:
            break
    return list(basis.values())
