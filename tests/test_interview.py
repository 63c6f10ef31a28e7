"""The interview: what is typed is saved at once, nothing else in the file changes, and nobody is trapped."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import fields, replace
from pathlib import Path

import pytest
import typer
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from conftest import ROOT
from report_helpers import all_standards
from rightscheck.check.interview import LETTERS, first_open, month_of, steps, understand
from rightscheck.check.prepared import asked_indicators
from rightscheck.cli import interview as module
from rightscheck.cli.app import Guarded
from rightscheck.cli.app import app as whole
from rightscheck.cli.translate import fixed_words
from rightscheck.errors import InputError
from rightscheck.model.answers import AnswerSheet
from rightscheck.read.answers import load_answers
from rightscheck.read.edit_answers import with_about, with_answer, with_fact, with_note
from rightscheck.read.strict_yaml import parse
from rightscheck.read.translations import languages, load_translated
from rightscheck.render.interview import question
from rightscheck.render.interview_words import InterviewWords
from rightscheck.render.questionnaire import questionnaire

WORDS = {language: fixed_words("interview", language) for language in languages()}
EN, ES = WORDS["en"], WORDS["es"]
QUESTIONS = {indicator.id: indicator for standard in all_standards() for indicator in standard.indicators}
FACTS = {fact.id: fact for fact in all_standards()[0].tables.facts}
BLANK = questionnaire(all_standards(), asked_indicators(all_standards(), {}), facts={})
EXAMPLES = [path.read_text("utf-8") for path in sorted((ROOT / "examples").glob("*/answers.yaml"))]
ESCAPE = "\x1b"

# Editing the text

ODD = """\
# the head
rightscheck: answers/1
standards: {fnusa-core: 1.0.0}   # one
facts:
    housing: emergency # 1
    funders:  # 2
    - voca  # 3
      # 4
    - "private" # 5
    serves: [labor, # 6
      sex] # 7
    residents:
        - adults
    beds: 9
x-own: "kept # as it is"
answers:
    # 8
    SV-01: a   # 9
    SV-02:   # 10
    SV-03: ~ # 11
    SV-04:
      answer: b
      note: |  # 12
        two
        lines

      # 13
      evidence:
        - paper: x # 14
    sv-05: {answer: c, note: "quoted"}  # 15
    SV-06:
      d  # 16
    SV-07:
      note: >-
        folded
        text
      required-by: FR-16  # 17
    SV-08: {}
    "CS-01": 'single # no comment'
    CS-02:
        reason: because
        # 18
        answer:   # 19
    # 20
"""
"""The ways in which people write YAML, with a comment wherever one can stand."""

TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp")), max_size=30),
    st.sampled_from(["yes", "No", "null", "~", "12", "1.5", "2026-11-21", "a: b", "a #b", "- x", "[", "'", '"', "*a"]),
    st.sampled_from(
        ["two\nlines", " # no comment", "&x", "!t", "%", "@", "`", "|", "> a", "{a", "?", "? a", "=", "<<"]
    ),
)
EDITS = st.one_of(
    st.tuples(
        st.just("answer"),
        st.sampled_from(
            [*sorted(QUESTIONS)[:12], "SV-01", "SV-04", "SV-05", "SV-06", "SV-07", "SV-08", "PC-03-minors"]
        ),
        st.sampled_from(["first", "last", "unknown", None]),
        st.none() | TEXTS,
        st.none() | TEXTS,
    ),
    st.tuples(st.just("note"), st.sampled_from(["SV-01", "SV-02", "SV-03", "SV-05", "SV-06", "SV-08", "CS-01"]), TEXTS),
    st.tuples(
        st.just("fact"),
        st.sampled_from(sorted(FACTS)),
        st.none() | st.integers(0, 99) | TEXTS.filter(str.strip) | st.lists(st.sampled_from(["voca", "yes", "a, b"])),
    ),
)


def folded(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text is not None else None


def entries(data) -> dict:
    """The answers of a file by question, each as a mapping without blanks."""
    found = {}
    for key, written in (data.get("answers") or {}).items():
        entry = written if isinstance(written, dict) else {"answer": written}
        found[key.upper() if key.islower() else key] = {name: value for name, value in entry.items() if value}
    return {key: entry for key, entry in found.items() if entry}


def apply(text: str, edit) -> tuple[str, dict, dict]:
    """Make an edit; give the new text, and the facts and answers that must stand in it."""
    before = parse(text, "x").data
    facts, answers = {k: v for k, v in before["facts"].items() if v}, entries(before)
    if edit[0] == "fact":
        _, fact, value = edit
        facts[fact] = str(value) if isinstance(value, int) else value
        return with_fact(text, fact, value), {k: v for k, v in facts.items() if v}, answers
    question = edit[1]
    entry = answers.setdefault(question, {})
    if edit[0] == "note":
        entry["note"] = folded(edit[2])
        new = with_note(text, question, edit[2])
    else:
        _, _, which, note, reason = edit
        options = [option.id for option in QUESTIONS[question].options]
        choice = {"first": options[0], "last": options[-1]}.get(which, which)
        entry["answer"] = choice
        entry |= {name: folded(value) for name, value in (("note", note), ("reason", reason)) if value is not None}
        new = with_answer(text, question, answer=choice, note=note, reason=reason)
    answers = {key: {n: v for n, v in one.items() if v} for key, one in answers.items()}
    return new, facts, {key: one for key, one in answers.items() if one}


@settings(deadline=None, max_examples=60)
@given(st.lists(EDITS, min_size=1, max_size=6), st.sampled_from([ODD, ODD.replace("\n", "\r\n")]))
def test_an_edit_changes_one_value_and_keeps_every_comment(edits, text):
    is_windows = "\r\n" in text
    for edit in edits:
        text, facts, answers = apply(text, edit)
        data = parse(text, "x").data
        assert {k: v for k, v in data["facts"].items() if v} == facts
        assert entries(data) == answers
        assert data["x-own"] == "kept # as it is"
        assert data["standards"] == {"fnusa-core": "1.0.0"}
    for number in range(1, 21):
        assert len(re.findall(rf"(?<=\s)# {number}(?=\r?\n)", text)) == 1
    assert text.count("\r\n") == (text.count("\n") if is_windows else 0)


@settings(deadline=None, max_examples=12)
@given(st.lists(EDITS, min_size=1, max_size=4), st.sampled_from([BLANK, *EXAMPLES]))
def test_in_files_as_we_write_them_only_lines_of_the_question_change(edits, text):
    for edit in edits:
        new, facts, answers = apply(text, edit)
        data = parse(new, "x").data
        assert {k: v for k, v in data["facts"].items() if v} == facts
        assert entries(data) == answers
        old_lines, new_lines = text.splitlines(), new.splitlines()
        gone = [line for line in old_lines if line not in new_lines]
        assert len(gone) <= 3, gone
        comments = [line for line in old_lines if line.lstrip().startswith("#")]
        assert [line for line in new_lines if line.lstrip().startswith("#")] == comments
        # Other readers of YAML take every text for a text.
        loose = yaml.safe_load(new)["answers"]
        entry = loose.get(edit[1]) if edit[0] != "fact" else None
        written = [entry.get(key) for key in ("answer", "note", "reason")] if isinstance(entry, dict) else [entry]
        assert all(isinstance(value, str | None) for value in written), written
        text = new


def test_a_json_file_stays_json():
    import json

    text = '{"rightscheck": "answers/1", "standards": {"a": "1.0.0"}, "facts": {}, "answers": {"PC-03": "b"}}'
    text = with_fact(text, "funders", ["voca", "private"])
    text = with_answer(text, "PC-03", answer="c", note="it's “so”")
    text = with_answer(text, "PC-04", answer="a")
    data = json.loads(text)
    assert data["facts"] == {"funders": ["voca", "private"]}
    assert data["answers"] == {"PC-03": {"answer": "c", "note": "it's “so”"}, "PC-04": {"answer": "a"}}


@pytest.mark.parametrize(
    "text",
    [
        "rightscheck: answers/1\nanswers:\n  PC-03: [a, b\n",
        "rightscheck: answers/1\nanswers: {PC-03}\n",
        "rightscheck: answers/1\nanswers:\n  PC-03:\n    answer: b\n    answer: c\n",
        "just words\n",
    ],
)
def test_what_cannot_be_edited_safely_is_refused(text):
    with pytest.raises(InputError) as error:
        with_note(text, "PC-03", "words", path="mine.yaml")
    assert error.value.problems[0].place.path == "mine.yaml"


@pytest.mark.parametrize("text", [ODD, ODD.replace("\n", "\r\n"), BLANK, *EXAMPLES, '{"rightscheck": "answers/1"}'])
@pytest.mark.parametrize("name", ["Our House", "2026", "yes", "St. Mary: # 1", "a\nb"])
def test_the_head_of_the_file_changes_and_nothing_else(text, name):
    new = with_about(with_about(text, "date", "2026-11"), "program", name)
    assert parse(new, "x").data == parse(text, "x").data | {"date": "2026-11", "program": " ".join(name.split())}
    if text[0] != "{":
        kept = [line for line in text.splitlines() if not line.startswith(("program:", "date:"))]
        assert [line for line in new.splitlines() if not line.startswith(("program:", "date:"))] == kept
        assert yaml.safe_load(new)["program"] == " ".join(name.split())
    assert parse(with_about(new, "program", None), "x").data["program"] is None


def test_a_variant_is_added_below_its_question():
    text = with_answer(BLANK, "PC-03-minors", answer="least-limit", title="A title", after=["PC-02", "PC-03"])
    keys = list(parse(text, "x").data["answers"])
    assert keys[keys.index("PC-03") + 1] == "PC-03-minors"
    assert "\n\n  PC-03-minors:  # A title\n    answer: least-limit\n\n" in text


# The steps


def test_the_letters_of_options_come_before_words_of_one_letter():
    for fact in FACTS.values():
        [step] = [one for one in steps(all_standards(), {}) if one.id == f"fact:{fact.id}"]
        for letter, option in zip(LETTERS, fact.options, strict=False):
            for typed in (letter, f" {letter.upper()}) ", f"({letter})", option.id, option.text.upper()):
                said = understand(step, typed, EN.commands)
                assert said is not None
                assert said.chosen == (option.id,), typed
    most = max(len(question.options) for question in QUESTIONS.values())
    most = max(most, *(len(fact.options) for fact in FACTS.values()))
    for words in WORDS.values():
        one_letter = {key: word for key, word in words.commands.items() if len(key) == 1 and key.isalpha()}
        free = {word for key, word in one_letter.items() if key not in LETTERS[:most]} | {"help", "skip"}
        assert free == {"unknown", "not-applicable", "skip", "back", "note", "quit", "help"}


def test_yes_and_no_are_understood_where_one_option_says_so():
    spanish = [load_translated(standard.id, "es") for standard in all_standards()]
    by_id = {step.id: step for step in steps(spanish, {})}

    def chosen(id, typed):
        said = understand(by_id[id], typed, ES.commands, ES.yes)
        return said.chosen if said else None

    for typed in ("s", "sí", "si", "S"):
        assert chosen("fact:secret_address", typed) == ("yes",)
        assert chosen("SV-07", typed) == ("part-of-program",)
        assert chosen("SV-04", typed) is None  # two options begin with it
        assert chosen("fact:beds", typed) is None
        assert chosen("SV-01", typed) is None
    assert chosen("fact:secret_address", "n") == ("no",)
    may_not = next(step for step in by_id.values() if step.may_not_apply)
    assert understand(may_not, "n", ES.commands, ES.yes).word == "not-applicable"
    english = {step.id: step for step in steps(all_standards(), {})}
    assert understand(english["fact:secret_address"], "y", EN.commands, EN.yes).chosen == ("yes",)
    assert understand(english["fact:secret_address"], "s", EN.commands, EN.yes).word == "skip"


@pytest.mark.parametrize(
    ("typed", "month"),
    [("2026-11", "2026-11"), ("2026-11-21", "2026-11"), ("7/2026", "2026-07"), ("2026.7", "2026-07")]
    + [(typed, None) for typed in ("", "2026-13", "2026-00", "0/2026", "November", "26-11", "2026", "\uff12026-11")],
)
def test_a_month_has_no_day(typed, month):
    assert month_of(typed) == month


def test_facts_take_questions_in_and_out():
    minors = {"housing": frozenset({"residential"}), "residents": frozenset({"minors-in-custody"})}
    ids = [step.id for step in steps(all_standards(), minors)]
    assert "PC-03-minors" in ids
    assert "PC-03" not in ids
    assert ids[: len(FACTS)] == [f"fact:{fact}" for fact in FACTS]
    assert first_open(steps(all_standards(), {}), AnswerSheet({})).id == "fact:housing"


# The conversation

app = typer.Typer(cls=Guarded, pretty_exceptions_enable=False)
app.command()(module.interview)
app.callback()(lambda: None)


@pytest.fixture
def talk(tmp_path, monkeypatch):
    """Run the interview in a folder of its own, with lines as they would be typed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")

    def run(*lines, args=(), code=0):
        done = CliRunner().invoke(app, ["interview", *map(str, args)], input="".join(f"{line}\n" for line in lines))
        assert done.exit_code == code, done.output
        return done.output

    return run


def sheet(path="answers.yaml"):
    return load_answers(path, all_standards())


AGAIN = ("a", "", "", *("" for _ in FACTS))
"""Go through all again, past the program, the month, and the facts."""


def started(*lines):
    """Pass over the welcome, the program, the month, and the facts, then type these lines."""
    return ("", "", "", *("" for _ in FACTS), *lines)


def test_a_new_file_is_started_and_every_answer_saved(talk):
    lines = ["", "Our: House", "7/2026", "a", "a c", "b", "", "voca, private", "12", "b", "u", "s", "d"]
    shown = talk(*lines)
    assert (sheet().program, sheet().date) == ("Our: House", "2026-07")
    assert sheet().facts == {
        "housing": frozenset({"emergency"}),
        "residents": frozenset({"adults", "minors-in-custody"}),
        "secret_address": frozenset({"no"}),
        "funders": frozenset({"voca", "private"}),
        "beds": 12,
    }
    choices = {key: answer.choice for key, answer in sheet().answers.items() if answer.choice}
    assert choices == {"SV-01": "paid-less", "SV-02": "unknown", "SV-04": QUESTIONS["SV-04"].options[3].id}
    assert "Inclusion of survivor voice · 1 of 8" in shown
    assert QUESTIONS["SV-01"].see.split()[0] in shown
    assert "Questions answered: 2 of" in shown
    assert "Not known yet: 1." in shown
    assert shown.count(EN.left_open) == 2
    assert "Next: rightscheck assess . -o report.html" in shown
    before = {line for line in BLANK.splitlines() if line.lstrip().startswith("#")}
    assert before <= set(Path("answers.yaml").read_text("utf-8").splitlines())


def test_it_is_resumed_where_it_stopped_or_gone_through_again(talk):
    talk(*started("a", "a", "q"))
    assert "Inclusion of survivor voice · 3 of 8" in (shown := talk(""))
    assert "So far, 2 of" in shown
    assert EN.facts_title not in shown
    assert EN.ask_program not in shown
    shown = talk(*AGAIN, "", "c")
    assert EN.kept in shown
    assert f"Your answer so far: {QUESTIONS['SV-01'].options[0].text}" in shown
    assert [sheet().answers[key].choice for key in ("SV-01", "SV-02")] == [
        QUESTIONS["SV-01"].options[0].id,
        QUESTIONS["SV-02"].options[2].id,
    ]


def test_back_and_change_of_mind(talk):
    talk(*started("a", "p", "d", "p", "previous", "p"))
    assert sheet().answers["SV-01"].choice == QUESTIONS["SV-01"].options[3].id
    assert EN.first_already in talk("a", "", "", "p")


def test_a_fact_changes_what_is_asked_at_once(talk):
    talk("", "", "", "c", "c", *("" for _ in range(4)), "q")
    lines = ["u"] * len(asked_indicators(all_standards(), sheet().facts))
    shown = talk(*AGAIN, *lines)
    assert EN.done.format(file="answers.yaml") in shown
    assert "Still open" not in shown
    assert sheet().answers["PC-03-minors"].choice == "unknown"
    assert sheet().answers["PC-03"].choice is None


def test_not_applicable_needs_a_reason_and_only_where_allowed(talk):
    allowed = next(id for id, question in QUESTIONS.items() if question.not_applicable == "with-reason")
    Path("answers.yaml").write_text(
        BLANK
        if allowed == "SV-01"
        else "\n".join(
            ["rightscheck: answers/1", "standards:", "  fnusa-core: 1.0.0", "answers:"]
            + [
                f"  {one.id}: unknown"
                for one in asked_indicators(all_standards()[:1], {})
                if one.id not in (allowed, "SV-02")
            ]
        ),
        "utf-8",
    )
    shown = talk("", "n", "s", "n", "", "n", "call 555-123-4567", "no such rooms: none", "q")
    assert EN.always_applies in shown
    assert EN.no_reason in shown
    assert "a phone number" in shown
    answer = sheet().answers[allowed]
    assert (answer.choice, answer.reason) == ("not-applicable", "no such rooms: none")
    assert "555" not in Path("answers.yaml").read_text("utf-8")


def test_notes_keep_the_answer_and_no_personal_data(talk):
    talk(*started("b", "p", "t", "mail a@b.org", "yes", "t", "", "q"))
    assert (sheet().answers["SV-01"].choice, sheet().answers["SV-01"].note) == ("paid-less", "yes")
    assert "a@b.org" not in Path("answers.yaml").read_text("utf-8")
    talk(*AGAIN, "t", "-", "t", "x" * 2000, "")
    assert sheet().answers["SV-01"].note == ""
    talk(*AGAIN, "t", "p", "t", "q")
    assert sheet().answers["SV-01"].note == ""


def test_an_unknown_key_or_help_traps_nobody(talk):
    shown = talk(*started("z", "?", "yes please", "a"))
    assert "“z” is not one of the keys here." in shown
    assert QUESTIONS["SV-01"].evidence[0] in " ".join(shown.split())
    assert shown.count("Inclusion of survivor voice · 1 of 8") == 3
    assert sheet().answers["SV-01"].choice


@pytest.mark.parametrize("line", ["a", "t"])
def test_ctrl_c_leaves_a_whole_file_with_all_answers(talk, monkeypatch, line):
    lines = iter([*started("b", "c"), line])

    def read():
        try:
            return next(lines)
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr(module, "read_line", read)
    assert EN.stopped.format(file="answers.yaml") in talk()
    choices = [sheet().answers[key].choice for key in ("SV-01", "SV-02")]
    assert choices == [QUESTIONS["SV-01"].options[1].id, QUESTIONS["SV-02"].options[2].id]
    assert sorted(Path().iterdir()) == [Path("answers.yaml"), Path("rightscheck.yaml")]


def test_an_existing_file_keeps_everything_else(talk):
    original = (ROOT / "examples/half-finished/answers.yaml").read_text("utf-8").replace("\n", "\r\n")
    Path("mine.yaml").write_bytes(b"\xef\xbb\xbf" + original.encode())
    Path("mine.yaml").chmod(0o640)
    talk("", "a", args=["mine.yaml"])
    written = Path("mine.yaml").read_bytes()
    assert written.startswith(b"\xef\xbb\xbf")
    assert stat.S_IMODE(Path("mine.yaml").stat().st_mode) == 0o640
    new = written[3:].decode()
    assert sum(a != b for a, b in zip(original.splitlines(), new.splitlines(), strict=True)) == 1
    assert "\r\n  SV-06: " in new
    assert new.count("\r\n") == new.count("\n")


@pytest.mark.parametrize("is_there", [True, False])
def test_a_folder_gets_what_init_writes(talk, is_there):
    if is_there:
        Path("our house").mkdir()
    shown = talk("", "Our House", "soon", "2026-11-21", "q", args=["our house", "--lang", "es"])
    assert sorted(path.name for path in Path("our house").iterdir()) == ["answers.yaml", "rightscheck.yaml"]
    found = sheet("our house/answers.yaml")
    assert (found.program, found.date) == ("Our House", "2026-11")
    assert "our house/rightscheck.yaml" in shown
    assert ES.month_unclear in shown
    assert "rightscheck assess 'our house' -o report.html --lang es" in shown
    assert "rightscheck interview 'our house' --lang es" in shown
    done = CliRunner().invoke(whole, ["init", "theirs", "--lang", "es"])
    assert done.exit_code == 0
    assert "rightscheck assess theirs" in done.output
    settings = [Path(folder, "rightscheck.yaml").read_text("utf-8") for folder in ("theirs", "our house")]
    assert settings[0] == settings[1]
    assert "# residents: residents.csv\n# staff: staff.csv\n" in settings[0]
    heads = [
        Path(folder, "answers.yaml").read_text("utf-8").partition("\nfacts:")[0] for folder in ("theirs", "our house")
    ]
    assert [line for line in heads[0].splitlines() if line[:1] == "#"] == [
        line for line in heads[1].splitlines() if line[:1] == "#"
    ]
    assert CliRunner().invoke(whole, ["assess", "our house"]).exit_code == 0


def test_settings_that_are_there_are_kept(talk):
    Path("pyproject.toml").write_text('[tool.rightscheck]\nstandards = ["safe-horizon"]\n', "utf-8")
    talk("", "q")
    assert not Path("rightscheck.yaml").exists()
    assert list(sheet().standards) == ["safe-horizon"]


def test_stopping_at_the_program_or_the_month_saves_what_was_said(talk):
    talk("", "q")
    assert (sheet().program, sheet().date) == ("", "")
    talk("", "Call 555-123-4567", "Our House", "q")
    assert (sheet().program, sheet().date) == ("Our House", "")
    assert "Your answer so far: Our House" in talk("", "", "2026-11", "q")
    assert (sheet().program, sheet().date) == ("Our House", "2026-11")


def test_another_file_is_named_itself_in_the_next_command(talk):
    assert "Next: rightscheck assess mine.yaml -o report.html" in talk("", "q", args=["mine.yaml"])
    assert [path.name for path in Path().iterdir()] == ["mine.yaml"]


def test_a_number_is_not_asked_for_with_letters(talk):
    shown = talk("", "", "", *("" for _ in range(5)), "n", "many", "q")
    told = " ".join(shown.partition(FACTS["beds"].question)[2].split())
    assert EN.fact_always in told
    assert EN.unclear_number in told
    assert "letter" not in told


def test_what_others_change_meanwhile_is_kept(talk, monkeypatch):
    lines = iter([*started("b"), "edit", "c", "q"])

    def read():
        line = next(lines)
        if line == "edit":
            path = Path("answers.yaml")
            path.write_text(path.read_text("utf-8").replace("program:\n", "program: Our House\n"), "utf-8")
            line = next(lines)
        return line

    monkeypatch.setattr(module, "read_line", read)
    talk()
    assert sheet().program == "Our House"
    assert sheet().answers["SV-02"].choice


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("columns", [40, 80])
def test_plain_output_fits_and_has_no_escape_codes(talk, monkeypatch, columns, language):
    monkeypatch.setattr(module, "_has_style", lambda: True)
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = [
        "",
        "A house",
        "soon",
        "",
        "c",
        "a c",
        *("" for _ in range(4)),
        *["?", "t", "a note", "zzz", "n", "p", "", "a"] * 2,
        "d",
    ]
    shown = talk(*lines, args=["--plain", "--lang", language])
    assert ESCAPE not in shown
    assert "─" not in shown
    assert "\n  a. " in shown
    assert [line for line in shown.splitlines() if len(line) > columns] == []


@pytest.mark.parametrize("language", WORDS)
def test_every_question_fits(tmp_path, language):
    path = tmp_path / "answers.yaml"
    path.write_text(BLANK, "utf-8")
    standards = [load_translated(standard.id, language) for standard in all_standards()]
    both = {"residents": frozenset({"adults", "minors-in-custody"})}
    session = module._Session(path, standards, WORDS[language], is_plain=True)
    for step in steps(standards, both):
        screen = session._screen(step)
        for width in (40, 80):
            for is_plain in (True, False):
                lines = [line.text for line in question(screen, session.words, width=width, is_plain=is_plain)]
                assert max(map(len, lines)) <= width
                told = " ".join(" ".join(lines).split())
                assert " ".join(step.question.split()) in told
                assert all(" ".join(text.split()) in told for _, text in step.options)


def test_without_a_terminal_it_is_plain_by_itself(talk):
    assert ESCAPE not in (shown := talk(*started("a")))
    assert "─" not in shown


def test_at_the_end_a_flag_or_two_with_the_gravest_first(talk):
    Path("answers.yaml").write_bytes((ROOT / "examples/harsh/answers.yaml").read_bytes())
    shown = " ".join(talk("").split())
    assert "All 69 questions have an answer." in shown
    told = shown.partition(EN.flags_intro)[2].partition(EN.flags_more)[0]
    core = {flag.title for standard in all_standards() for flag in standard.red_flags if flag.tier == "core"}
    assert len(re.findall(r" - ", told)) == 2
    assert sum(f"- {title}. " in told for title in core) == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_that_cannot_be_written_is_told(talk):
    Path("answers.yaml").write_text(BLANK, "utf-8")
    Path("answers.yaml").chmod(0o444)
    assert "cannot be written" in talk(*started("a"), code=3)


def test_a_save_that_fails_is_told_and_harms_nothing(talk, monkeypatch):
    Path("answers.yaml").write_text(BLANK, "utf-8")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("rightscheck.cli.output._replace", full)
    shown = talk(*started("a"), code=3)
    assert "answers.yaml: this file cannot be written (No space left on device); " in shown
    assert Path("answers.yaml").read_text("utf-8") == BLANK


def test_problems_in_the_file_are_told_with_their_place(talk):
    Path("answers.yaml").write_text(BLANK.replace("SV-01:\n    answer:", "SV-01:\n    answer: zebra"), "utf-8")
    assert re.search(r"answers\.yaml:\d+:\d+: SV-01 has no option 'zebra'; ", talk("", code=3))
    Path("answers.yaml").write_text(BLANK.replace("fnusa-core: 1.0", "fnusa-core: 7.0"), "utf-8")
    assert "these answers are for fnusa-core 7.0.0" in talk("", code=3)
    assert "there is no such answers file" in talk("", args=["handbook.docx"], code=2)
    assert talk("", args=["--lang", "xx"], code=2)
    assert not Path("handbook.docx").exists()


# Spanish

SAME = {"kinds", "typed"}
"""Not texts that are shown as they are."""


@pytest.mark.parametrize("name", [field.name for field in fields(InterviewWords) if field.name not in SAME])
def test_every_text_is_there_in_spanish(name):
    english, spanish = getattr(EN, name), getattr(ES, name)
    assert spanish.strip()
    assert spanish != english
    assert set(re.findall(r"\{\w+\}", spanish)) == set(re.findall(r"\{\w+\}", english))
    assert not re.search(r"\b(the|your|víctima|tu|tus|puedes|escribe|elige)\b", spanish, re.IGNORECASE)


def test_the_kinds_of_personal_data_have_names_in_every_language():
    from rightscheck.check.privacy import _PATTERNS

    for words in WORDS.values():
        assert set(words.kinds) == {*_PATTERNS, "a name with contact data"}
        assert set(words.commands.values()) == set(EN.commands.values())
        assert all(words.commands.values())
        assert "" not in words.commands
    assert not set(EN.kinds.values()) & set(ES.kinds.values())


def test_s_skips_where_it_does_not_stand_for_yes():
    assert EN.commands["s"] == "skip"
    assert "s" not in ES.commands
    other = replace(EN, yes="Ja", typed={**EN.typed, "skip": "Weiter , überspringen,"})
    assert [other.commands.get(typed) for typed in ("s", "weiter", "überspringen", "skip")] == ["skip"] * 3 + [None]
    assert replace(other, yes="Sim").commands == {key: one for key, one in other.commands.items() if key != "s"}


def test_in_spanish_the_same_keys_lead_to_the_same_file(talk):
    lines = started("b", "no sé", "t", "una nota", "anterior", "?", "c", "salir")
    shown = talk(*lines, args=["es.yaml", "--lang", "es"])
    talk(*started("b", "u", "t", "una nota", "p", "c"), args=["en.yaml"])
    spanish, english = sheet("es.yaml"), sheet("en.yaml")
    told = [{key: (one.choice, one.note) for key, one in each.answers.items()} for each in (spanish, english)]
    assert told[0] == told[1]
    assert ES.saved in shown
    assert "Preguntas contestadas: 2 de" in shown
    assert not re.search(
        r"\b(your|answer|letter|saved)\b", shown.replace("answers.yaml", "").replace("rightscheck", "")
    )
