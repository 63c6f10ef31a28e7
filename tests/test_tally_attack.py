"""An attack on what is published: list every table that leads to it, and see what they all have in common.

The attacker knows the rule, how many people answered the question, and how many filled in a form at all.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rightscheck.check.tallies import impossible, overlap, tally, tally_faults, tally_question
from rightscheck.model.form import FilledForm, Form, FormAnswer, FormQuestion
from rightscheck.model.tally import LEAST, Count, QuestionTally, Tally

YES, NO = FormAnswer("yes", "Yes", 0, flag=True), FormAnswer("no", "No", 100)
SOMETIMES = FormAnswer("sometimes", "Sometimes", 50)
FURTHER = FormAnswer("was-not-asked", "Was not asked", 100)
UNSURE, SKIP = FormAnswer("not-sure", "Not sure", None), FormAnswer("skip", "Skip", None)
WORTHS = {"a": 30, "b": 100, "c": 0, "d": 70}
STAFF = tuple(FormAnswer(name, name, worth, flag=not worth) for name, worth in WORTHS.items())
QUESTIONS = {
    "four answers": (YES, SOMETIMES, NO, SKIP),
    "as residents have": (YES, SOMETIMES, NO, UNSURE, SKIP),
    "with a further answer": (YES, SOMETIMES, NO, FURTHER, UNSURE, SKIP),
    "as staff have": (*STAFF, UNSURE, SKIP),
    "all counted": (YES, SOMETIMES, NO, FURTHER),
}


def question(answers, name="PC-03"):
    return FormQuestion(name, f"The text of {name}?", tuple(answers))


def tables(answers, people):
    """List all ways in which so many people can answer."""
    if answers == 1:
        yield (people,)
        return
    for first in range(people + 1):
        for rest in tables(answers - 1, people - first):
            yield (first, *rest)


def publish(answers, table):
    return tally_question(question(answers), {a.id: n for a, n in zip(answers, table, strict=True)})


def seen(told):
    """Give all that an attacker sees of a question."""
    return tuple(told.counts.items()), told.mean, told.several


def known_of_few(group):
    """Find a set of answers of which every table says the same: that one to four people gave them."""
    width = len(group[0])
    for chosen in product((False, True), repeat=width):
        totals = {sum(n for n, is_in in zip(table, chosen, strict=True) if is_in) for table in group}
        if len(totals) == 1 and 1 <= min(totals) <= 4:
            return chosen
    return None


@pytest.mark.parametrize("people", range(5, 12))
@pytest.mark.parametrize("name", QUESTIONS)
def test_no_table_of_a_small_house_tells_of_fewer_than_five(name, people):
    answers = QUESTIONS[name]
    groups = defaultdict(list)
    for table in tables(len(answers), people):
        groups[seen(publish(answers, table))].append(table)
    assert len(groups) > 1
    for told, group in groups.items():
        assert known_of_few(group) is None, f"{told} tells of {known_of_few(group)} in {group}"
        published = publish(answers, group[0])
        assert not impossible(question(answers), published, people)
        assert not impossible(question(answers), published, people + 3)


@pytest.mark.parametrize("width", [2, 3, 4, 5])
def test_not_even_where_every_answer_was_given_by_exactly_four(width):
    answers = (*STAFF, SKIP)[:width]
    groups = defaultdict(list)
    for table in product(range(4 * width + 1), repeat=width) if width < 4 else _near_four(width):
        if sum(table) == 4 * width:
            groups[seen(publish(answers, table))].append(table)
    (group,) = (group for group in groups.values() if (4,) * width in group)
    assert known_of_few(group) is None


def _near_four(width):
    return product(range(2, 7), repeat=width)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_larger_table_does_either(data):
    answers = QUESTIONS[data.draw(st.sampled_from(sorted(QUESTIONS)))]
    table = tuple(data.draw(st.lists(st.integers(0, 25), min_size=len(answers), max_size=len(answers))))
    told = publish(answers, table)
    assert sum(table) < LEAST or not impossible(question(answers), told, sum(table) + data.draw(st.integers(0, 30)))
    if not told.counts:
        return
    group = [other for other in _leading_to(told, answers, sum(table)) if seen(publish(answers, other)) == seen(told)]
    assert table in group
    assert known_of_few(group) is None


def _leading_to(told, answers, people):
    """List the tables that the counts alone allow."""
    shown = [told.counts[answer.id] for answer in answers]
    open_ended = [at for at, count in enumerate(shown) if count.high is None]
    assert len(open_ended) <= 1
    ranges = [range(c.low, c.low + 1 if c.high is None else c.high + 1) for c in shown]
    for table in product(*ranges):
        rest = people - sum(table)
        if rest == 0 or (rest > 0 and open_ended):
            yield tuple(n + (rest if at in open_ended else 0) for at, n in enumerate(table))


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_what_is_published_is_true_and_no_more_than_allowed(data):
    answers = QUESTIONS["with a further answer"]
    table = tuple(data.draw(st.lists(st.integers(0, 15), min_size=6, max_size=6)))
    told = publish(answers, table)
    for answer, people in zip(answers, table, strict=True):
        count = told.counts.get(answer.id)
        if count is not None:
            assert str(count) in ("<5", "5+", str(people))
            assert count.low <= people <= (people if count.high is None else count.high)
    if told.mean:
        counted = [(a.worth, n) for a, n in zip(answers, table, strict=True) if a.worth is not None]
        mean = sum(worth * n for worth, n in counted) / sum(n for _, n in counted)
        low, high = told.mean
        assert low < mean or low == mean == 0
        assert mean <= high
        assert sum(n for _, n in counted) >= LEAST


def test_a_full_house_is_told_exactly_and_a_small_rest_is_hidden():
    told = publish(QUESTIONS["as residents have"], (9, 6, 3, 2, 1))
    assert [str(count) for count in told.counts.values()] == ["9", "6", "<5", "<5", "<5"]
    assert (told.mean, told.several) == ((25, 50), True)
    told = publish(QUESTIONS["as residents have"], (9, 6, 3, 0, 0))
    assert [str(count) for count in told.counts.values()] == ["9", "5+", "<5", "<5", "<5"]


def test_a_question_with_very_many_answers_is_counted_without_a_mean():
    many = tuple(FormAnswer(f"a{number}", "Text", number) for number in range(20))
    told = publish(many, (3,) * 20)
    assert set(map(str, told.counts.values())) == {"<5"}
    assert (told.mean, told.several) == (None, None)


# Whole forms.

ASKED = ("PC-01", "PC-02", "PC-03")
RESIDENTS = QUESTIONS["as residents have"]
FORM = Form("residents", "en", False, {"fnusa-core": "1.0.0"}, tuple(question(RESIDENTS, name) for name in ASKED))
ROWS = st.lists(
    st.dictionaries(st.sampled_from(ASKED), st.sampled_from([answer.id for answer in RESIDENTS]), min_size=1),
    max_size=12,
)


def filled(rows, month="2026-11"):
    return [FilledForm(f"{n}.json", "residents", "", month, answers) for n, answers in enumerate(rows)]


@given(ROWS, st.randoms())
@settings(max_examples=60, deadline=None)
def test_a_tally_of_many_questions_shows_each_as_if_it_stood_alone(rows, random):
    forms = filled(rows)
    told = tally(forms, FORM)
    random.shuffle(forms)
    assert tally(forms, FORM) == told
    if len(rows) < LEAST:
        assert told is None
        return
    assert told.respondents == len(rows)
    for asked in ASKED:
        answers = [row[asked] for row in rows if asked in row]
        table = [answers.count(answer.id) for answer in RESIDENTS]
        if not answers:  # nobody was asked
            assert asked not in told.questions
            continue
        assert seen(told.questions[asked]) == seen(publish(RESIDENTS, table))
        if len(answers) < LEAST:
            assert told.questions[asked] == QuestionTally(asked)
    assert tally_faults(told, FORM) == []


def test_only_the_span_of_months_is_kept():
    forms = filled([{"PC-01": "yes"}] * 3, "2026-10") + filled([{"PC-01": "no"}] * 3, "2026-12")
    told = tally([*forms, *filled([{"PC-01": "skip"}], "")], FORM)
    assert (told.first_month, told.last_month, told.respondents) == ("2026-10", "2026-12", 7)


# Counts that nobody published.


def told_of(counts, mean=None, several=None, answers=RESIDENTS):
    bounds = {"<5": Count(0, 4), "5+": Count(5, None)}
    shown = {
        answer.id: bounds.get(count) or Count(int(count), int(count))
        for answer, count in zip(answers, counts.split(), strict=True)
    }
    return QuestionTally("PC-03", shown, mean, several)


@pytest.mark.parametrize(
    ("people", "told"),
    [
        (6, told_of("<5 <5 5 <5 <5")),  # one person stands behind all the others
        (40, told_of("<5 <5 9 <5 5+", (0, 25))),  # nine gave the good answer
        (30, told_of("9 <5 <5 <5 <5", (75, 100))),  # nine gave the bad one
        (30, told_of("9 <5 <5 <5 <5", (0, 50), several=False)),
        (30, told_of("<5 <5 16 <5 <5", (75, 100), several=True)),
        (30, told_of("5+ <5 9 <5 <5")),  # the last is topped off, not the first
        (30, told_of("<5 5+ 5+ <5 <5")),
        (30, told_of("9 9 9 5 5+")),  # nothing is hidden, so that nothing is topped off
        (30, told_of("9 9 9 9 9")),  # more answers than people
        (4, QuestionTally("PC-03")),
        (30, QuestionTally("PC-03", {}, (0, 25))),
        (30, QuestionTally("PC-03", {"yes": Count(9, 9)})),
        (30, told_of("9 <5 <5 9 <5", answers=(*RESIDENTS[:4], FURTHER))),  # an answer that the form does not have
        (8, told_of("<5 <5 <5 9 <5", (0, 25))),
    ],
)
def test_counts_that_cannot_have_been_published(people, told):
    assert impossible(question(RESIDENTS), told, people)


@pytest.mark.parametrize("answers", [RESIDENTS[:3], (YES, SKIP), (YES, NO, UNSURE, SKIP)])
def test_counts_alone_are_impossible_exactly_where_no_table_leads_to_them(answers):
    most = 14 if len(answers) < 4 else 11
    made = (publish(answers, table) for people in range(1, most + 1) for table in tables(len(answers), people))
    reached = {tuple(map(str, told.counts.values())) for told in made if told.counts}
    thinkable = ["<5", "5+", *map(str, range(5, most + 2))]
    for counts in product(thinkable, repeat=len(answers)):
        told = told_of(" ".join(counts), answers=answers)
        assert impossible(question(answers), told, most) is (counts not in reached), counts


def test_the_faults_of_a_tally_are_named():
    told = told_of("<5 <5 5 <5 <5")
    strange = QuestionTally("PC-02", {"maybe": Count(5, 5)})
    stranger = QuestionTally("XX-01", told.counts)
    made = Tally("residents", FORM.standards, "", "", 6, {"PC-03": told, "PC-02": strange, "XX-01": stranger})
    assert tally_faults(made, FORM) == [
        "PC-02: the form of the residents has no answer 'maybe'",
        "PC-03: these counts cannot have been made by collect",
        "XX-01: the form of the residents has no such question",
    ]


@pytest.mark.parametrize(
    ("standards", "is_known"),
    [({"fnusa-core": "1.0.7"}, True), ({"fnusa-core": "1.1.0"}, False), ({"fnusa-core": "1.0.0", "x": "1.0.0"}, False)],
)
def test_counts_of_another_edition_are_told(standards, is_known):
    faults = tally_faults(Tally("residents", standards, "", "", 6, {}), FORM)
    assert bool(faults) is not is_known
    for fault in faults:
        assert FORM.edition in fault
        assert all(f"{name}@{version}" in fault for name, version in standards.items())


# Two reports of the same people.


def report(people, months=("2026-10", "2026-11"), **counts):
    shown = {name: Count(*bounds) for name, bounds in counts.items()}
    return Tally("residents", {"fnusa-core": "1.0.0"}, *months, people, {"PC-01": QuestionTally("PC-01", shown)})


def test_months_that_meet():
    autumn, winter, unknown = ("2026-09", "2026-11"), ("2026-12", "2027-02"), ("", "")
    assert not overlap(report(9, autumn), report(9, winter))
    assert overlap(report(9, autumn), report(9, ("2026-11", "2026-12")))
    assert overlap(report(9, autumn), report(9, unknown))
