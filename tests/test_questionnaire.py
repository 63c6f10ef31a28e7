"""The answers file that `init` writes: every question there, nothing given away, and blank until filled in."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from typer.testing import CliRunner

from report_helpers import all_standards, check_golden, flat
from rightscheck.check.prepared import asked_indicators
from rightscheck.cli.app import app
from rightscheck.cli.translate import fixed_words
from rightscheck.model.answers import AnswerSheet
from rightscheck.model.standard import Indicator
from rightscheck.read.answers import load_answers
from rightscheck.read.standards import DEFAULT_STANDARDS
from rightscheck.read.translations import load_translated
from rightscheck.render.questionnaire import questionnaire

FACTS = {
    "nothing known": {},
    "adults": {"housing": frozenset({"emergency"}), "residents": frozenset({"adults"})},
    "minors": {"housing": frozenset({"residential"}), "residents": frozenset({"minors-in-custody"})},
    "both": {"housing": frozenset({"residential"}), "residents": frozenset({"adults", "minors-in-custody"})},
    "no housing": {"housing": frozenset({"none"}), "beds": 0},
    "all facts": {
        fact.id: 12 if fact.kind == "number" else frozenset({fact.options[0].id, fact.options[-1].id})
        for fact in all_standards()[0].tables.facts
        if fact.kind != "one"
    },
}
KNOWN = pytest.mark.parametrize("facts", FACTS.values(), ids=FACTS)


@dataclass(frozen=True)
class Asked:
    """One question as it stands in the file."""

    comment: str
    keys: list[str]


def text_for(facts) -> str:
    return questionnaire(all_standards(), asked_indicators(all_standards(), facts), facts=facts)


def spanish_for(facts) -> str:
    standards = [load_translated(name, "es") for name in DEFAULT_STANDARDS]
    words = fixed_words("init", "es")
    return questionnaire(standards, asked_indicators(standards, facts), facts=facts, words=words)


def uncommented(text: str) -> list[str]:
    """What YAML reads of it."""
    return [line for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]


def questions_in(text: str) -> dict[str, Asked]:
    """Read the file as a person does: comments, then a key, then its blank lines."""
    found: dict[str, Asked] = {}
    for block in text.partition("\nanswers:\n")[2].split("\n\n"):
        comments = [
            line.strip().removeprefix("#").strip() for line in block.splitlines() if line.strip().startswith("#")
        ]
        keys = [line.strip() for line in block.splitlines() if line.strip() and not line.strip().startswith("#")]
        if keys:
            found[keys[0].removesuffix(":")] = Asked(" ".join(comments), keys[1:])
    return found


def expected_comment(indicator: Indicator) -> list[str]:
    """Everything that may stand above a key, and so nothing else."""
    parts = [indicator.id, indicator.question]
    if indicator.base_id != indicator.id:
        parts.append("(Asked because of the facts above; leave it blank if it does not fit.)")
    for letter, option in zip("abcdefghij", indicator.options, strict=False):
        parts += [letter, option.id, option.text]
    if indicator.not_applicable == "with-reason":
        parts.append("may be answered not-applicable, with a reason")
    return [*parts, f"To show: {' · '.join(indicator.evidence)}"]


@KNOWN
def test_every_question_that_applies_stands_above_its_key_with_all_options_and_nothing_else(facts):
    asked = {indicator.id: indicator for indicator in asked_indicators(all_standards(), facts)}
    written = questions_in(text_for(facts))
    assert list(written) == list(asked)
    for id, indicator in asked.items():
        assert flat(written[id].comment) == flat(" ".join(expected_comment(indicator)))


@KNOWN
def test_no_line_is_too_long_to_read(facts):
    for text in (text_for(facts), spanish_for(facts)):
        assert [line for line in text.splitlines() if len(line) > 100] == []
        assert [line for line in text.splitlines() if line != line.rstrip()] == []
        assert "\t" not in text


@KNOWN
def test_another_language_is_in_the_comments_and_nowhere_else(facts):
    """Keys, ids, and values are those of English; of the English comments none is left."""
    english, spanish = text_for(facts), spanish_for(facts)
    assert uncommented(spanish) == uncommented(english)
    same = {flat(line) for line in english.splitlines()} & {flat(line) for line in spanish.splitlines()}
    alike = {line for line in same if line.startswith("# ") and not line.endswith(" No")}  # the one word of both
    assert alike == {"# file: policies/handbook.md"}
    assert list(questions_in(spanish)) == list(questions_in(english))


def test_neither_worth_nor_weight_nor_flag_is_given_away():
    """Whoever sees the points answers for the points."""
    head, _, asked = text_for({}).partition("\nanswers:\n")
    for word in (r"worth\b", r"weight", r"points?\b", r"score", r"red.flag", r"caution"):
        assert not re.search(rf"#.*\b{word}", head, re.IGNORECASE), word
    said = " ".join(o.text for s in all_standards() for i in s.indicators for o in i.options)
    said += " ".join(i.question for s in all_standards() for i in s.indicators)
    for word in ("worth", "weight", "caution"):
        assert len(re.findall(rf"\b{word}\b", asked)) == len(re.findall(rf"\b{word}\b", said))


def test_the_order_of_options_does_not_give_the_best_away():
    best_first = best_last = count = 0
    for indicator in (i for s in all_standards() for i in s.indicators):
        worths = [option.worth for option in indicator.options]
        count += 1
        best_first += worths[0] == max(worths)
        best_last += worths[-1] == max(worths)
    assert best_first < count * 0.75
    assert best_last < count * 0.75


@KNOWN
def test_it_loads_as_an_audit_in_which_nothing_is_answered_yet(facts, tmp_path):
    path = tmp_path / "answers.yaml"
    path.write_text(text_for(facts), encoding="utf-8")
    sheet = load_answers(path, all_standards())
    assert {answer.choice for answer in sheet.answers.values()} == {None}
    assert all(answer.evidence == () and not answer.note + answer.reason for answer in sheet.answers.values())
    assert (sheet.program, sheet.date) == ("", "")
    assert sheet.facts == facts


def fill(text: str, answer_of) -> str:
    """Write after each `answer:`, as a person would."""
    key = ""
    lines = []
    for line in text.splitlines():
        if match := re.fullmatch(r"  ([A-Z]{2}-\d\d[\w-]*):", line):
            key = match[1]
        lines.append(f"{line} {answer_of(key)}" if line == "    answer:" else line)
    return "\n".join(lines) + "\n"


def loaded(text: str, tmp_path) -> AnswerSheet:
    path = tmp_path / "answers.yaml"
    path.write_text(text, encoding="utf-8")
    return load_answers(path, all_standards())


@pytest.mark.parametrize("place", [0, -1])
def test_letters_and_ids_that_stand_in_the_comments_are_understood(place, tmp_path):
    asked = {i.id: i for i in asked_indicators(all_standards(), FACTS["both"])}
    by_id = loaded(fill(text_for(FACTS["both"]), lambda key: asked[key].options[place].id), tmp_path)
    by_letter = loaded(
        fill(text_for(FACTS["both"]), lambda key: "abcdefghij"[range(len(asked[key].options))[place]]), tmp_path
    )
    assert {key: answer.choice for key, answer in by_id.answers.items()} == {
        key: indicator.options[place].id for key, indicator in asked.items()
    }
    assert {k: a.choice for k, a in by_letter.answers.items()} == {k: a.choice for k, a in by_id.answers.items()}


def test_every_fact_is_asked_with_all_its_values():
    head = text_for({}).partition("\nanswers:\n")[0]
    for fact in all_standards()[0].tables.facts:
        assert f"\n  {fact.id}:\n" in head + "\n"
        comment = flat(head.partition(f"\n  {fact.id}:")[0].rpartition("\n\n")[2].replace("#", " "))
        assert comment.startswith(flat(fact.question))
        for option in fact.options:
            assert flat(f"{option.id} {option.text}") in comment


def test_the_examples_of_how_to_fill_it_in_are_understood(tmp_path):
    """The comment at the top shows every kind of line; written under a question, they load."""
    filled = text_for({}).replace(
        "    answer:\n    note:\n    evidence:",
        "    answer: unknown\n    required-by: FR-16\n    note: Words for yourself and the report.\n"
        "    change-by: 2027-01\n    evidence:\n"
        "      - paper: Resident handbook, page 4\n"
        "      - record: Exit log, last 12 months\n"
        "      - quote: Residents keep their own phones.\n        file: policies/handbook.md",
        1,
    )
    head = text_for({}).partition("\nrightscheck:")[0]
    for line in ("required-by: FR-16", "change-by: 2027-01", "- paper: Resident handbook, page 4"):
        assert line in head
    [answer] = [answer for answer in loaded(filled, tmp_path).answers.values() if answer.choice]
    assert (answer.choice, answer.required_by, answer.change_by) == ("unknown", "FR-16", "2027-01")
    assert [piece.grade for piece in answer.evidence] == [1, 2, 1]


def test_init_writes_it_and_never_writes_over_it(tmp_path):
    runner = CliRunner()
    first = runner.invoke(app, ["init", str(tmp_path / "house"), "--fact", "housing=emergency"])
    assert first.exit_code == 0, first.output
    path = tmp_path / "house" / "answers.yaml"
    assert load_answers(path).facts == {"housing": frozenset({"emergency"})}
    path.write_text("mine", encoding="utf-8")
    again = runner.invoke(app, ["init", str(tmp_path / "house")])
    assert again.exit_code == 3
    assert "stays as it is" in again.stderr
    assert path.read_text(encoding="utf-8") == "mine"


def test_its_head_reads_as_it_was_last_looked_at():
    """The instructions, the facts, and the first two questions."""
    head, answers, asked = text_for({}).partition("\nanswers:\n")
    first_two = "\n\n".join(asked.split("\n\n")[:2])
    check_golden("questionnaire-head.yaml", f"{head}{answers}{first_two}\n")


def test_its_spanish_head_reads_as_it_was_last_looked_at():
    """The instructions alone: what follows is checked with the translations."""
    check_golden("questionnaire-head.es.yaml", spanish_for({}).partition("\nrightscheck:")[0] + "\n")
