"""A trainer's own standard: what is wrong in it is told all at once, and one file adds a rule."""

from __future__ import annotations

import json
import random
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import LINE, ROOT, TINY, copy_standard, write_tiny
from rightscheck.errors import InputError, UsageError
from rightscheck.read.standards import check_standard, load_standard, shipped_ids, standard_folders

HEAD, TS_01, TS_02, FLAG = TINY


def check(folder):
    """Give what is wrong with a standard as lines whose paths start at its folder."""
    return [str(problem).replace(f"{folder.resolve()}/", "") for problem in check_standard(folder)]


def change(folder, name, old, new):
    """Change one place of one file."""
    path = folder / name
    text = path.read_text("utf-8")
    assert text.count(old) >= 1, f"{old!r} is not in {name}"
    path.write_text(text.replace(old, new, 1), "utf-8")


def line_of(name, words):
    """Give the line of the tiny standard in which these words first stand."""
    return next(n for n, line in enumerate(TINY[name].splitlines(), 1) if words in line)


@pytest.mark.parametrize("name", shipped_ids())
def test_the_shipped_standards_are_well(name):
    assert check_standard(ROOT / "standards" / name) == []


def test_the_tiny_standard_is_well(tiny):
    assert check(tiny) == []


PRESENT = "present: {answer: TS-01, raises: present}"
CAUTION = "caution: {answer: TS-01, raises: caution}"
APPLIES = "applies_when: {not: {fact: housing, is: none}}"
EXAMPLES = TINY[FLAG][TINY[FLAG].index("examples:") : TINY[FLAG].index("prevalence:")]
ELEMENTS = TINY[HEAD][TINY[HEAD].index("elements:") : TINY[HEAD].index("levels:")]
HIGH = TINY[HEAD][TINY[HEAD].index("  - id: high") :]
VARIANT = TINY[TS_01][TINY[TS_01].index("  - for: minors") : TINY[TS_01].index("sources:")]


def or_else(test):
    """Give the caution of the tiny standard with another test beside its own."""
    return f"caution: {{any: [{CAUTION[9:]}, {test}]}}"


WRONG = {
    # what it is: (file, what stands there, what is written instead with ▸ where the problem is, what is said)
    "unknown key": (
        TS_01,
        "weight: 3",
        "▸weigth: 3\nweight: 3",
        "key 'weigth' is not known here; did you mean 'weight'?",
    ),
    "unknown key deep inside": (
        TS_01,
        "worth: 40,",
        "worth: 40, ▸wroth: 1,",
        "'wroth' is not known here; did you mean 'worth'?",
    ),
    "unknown key in a condition": (
        FLAG,
        PRESENT,
        "present: {answer: TS-01, raises: present, ▸raise: x}",
        "did you mean 'raises'?",
    ),
    "unknown key in the head": (HEAD, "elements:", "▸elemnts: x\nelements:", "did you mean 'elements'?"),
    "missing key": (
        TS_01,
        "question: Who may open the front door?\n",
        "",
        "the key 'question' is missing; add a line 'question: ...'",
    ),
    "key given twice": (
        TS_01,
        "weight: 3",
        "weight: 3\n▸weight: 2",
        "'weight' stands here a second time (first on line 4)",
    ),
    "wrong type: a number": (TS_01, "weight: 3", "▸weight: much", "'much' does not belong here; write a whole number"),
    "wrong type: a number too high": (
        TS_01,
        "worth: 40",
        "▸worth: 140",
        "'140' does not belong here; write a number up to 100",
    ),
    "wrong type: a list": (
        TS_02,
        "evidence:\n  - The door",
        "▸evidence: The door",
        "'The door' does not belong here; write a list",
    ),
    "wrong type: a mapping": (HEAD, ELEMENTS, "elements: [▸doors]\n", "'doors' does not belong here; write lines of"),
    "wrong type: a text": (
        TS_01,
        "title: Doors stay open",
        "▸title: [a, b]",
        "a list of 2 does not belong here; write a text",
    ),
    "wrong type: nothing": (
        FLAG,
        "harm: A locked door brings the old house back.",
        "▸harm:",
        "nothing does not belong here; write a text",
    ),
    "wrong word": (FLAG, "tier: core", "▸tier: cor", "'cor' is not known here; did you mean 'core'?"),
    "wrong version": (
        HEAD,
        "version: 1.0.0",
        "▸version: 1.0",
        "'1.0' does not belong here; write a version such as 1.0.0",
    ),
    "wrong id": (HEAD, "- id: doors", "- ▸id: The Doors", "write lower-case words joined by hyphens"),
    "no condition": (
        FLAG,
        PRESENT,
        "▸present: {anwser: TS-01}",
        "this is not a condition; write one of: any, all, not, answer, fact",
    ),
    "not YAML": (FLAG, PRESENT, "present: a▸: b", "this is not YAML"),
    "no examples": (FLAG, EXAMPLES, "", "the key 'examples' is missing"),
    "no example that flags": (
        FLAG,
        "flags:\n    - The front door is locked at nine.\n    - Ask staff to let you out.",
        "▸flags: []",
        "an empty list does not belong here; write at least 2",
    ),
    "one example that passes": (
        FLAG,
        "passes:\n    - The door opens from the inside.\n",
        "▸passes:\n",
        "a list of 1 does not belong here; write at least 2 items",
    ),
    "an example on both sides": (
        FLAG,
        "- You have your own key.",
        "- ▸Ask staff to let you out.",
        "also stands among those that flag",
    ),
    "one option": (
        TS_02,
        "options:\n" + '  - {id: "no", worth: 0, text: "No"}\n',
        "▸options:\n",
        "a list of 1 does not belong here; write at least 2 items",
    ),
    "two options of one name": (
        TS_02,
        'id: "yes"',
        'id: "no"',
        "two options are called 'no'; give one of them another id",
    ),
    "an option named unknown": (TS_02, '{id: "yes"', "▸{id: unknown", "'unknown' is an answer that every question has"),
    "two variants of one name": (
        TS_01,
        VARIANT,
        VARIANT + VARIANT.replace("for:", "▸for:", 1),
        "'minors' stands here a second time",
    ),
    "element not there": (
        TS_02,
        "element: doors",
        "▸element: doorz",
        "there is no element 'doorz'; did you mean 'doors'?",
    ),
    "element without questions": (
        HEAD,
        "levels:\n",
        "  - ▸{id: walls, title: W, says: W., sources: [S0-8]}\nlevels:\n",
        "no indicator belongs to the element 'walls'",
    ),
    "source not there, of a question": (
        TS_02,
        "sources: [S0-8]",
        "sources: [S0-8, ▸S0-888]",
        "there is no source 'S0-888'; did you mean 'S0-8'?",
    ),
    "source not there, of a flag": (
        FLAG,
        "sources: [S0-8]",
        "sources: [▸{source: S0-999, at: p. 3}]",
        "there is no source 'S0-999'; did you mean 'S0-9'?",
    ),
    "source not there, of an element": (HEAD, "sources: [S0-8]", "sources: [▸S9-9]", "there is no source 'S9-9'"),
    "source not there, of a figure": (
        FLAG,
        "source: atr-2023",
        "▸source: atr-2032",
        "there is no source 'atr-2032'; did you mean 'atr-2023'?",
    ),
    "document not there": (HEAD, "documents: [S0]", "documents: [S0, ▸S-nought]", "there is no document 'S-nought'"),
    "right not there": (
        FLAG,
        "right: movement",
        "▸right: movment",
        "there is no right 'movment'; did you mean 'movement'?",
    ),
    "funder rule not there": (
        FLAG,
        "rule: FR-02",
        "▸rule: FR-0200",
        "there is no funder rule 'FR-0200'; did you mean 'FR-02'?",
    ),
    "question not there": (
        FLAG,
        PRESENT,
        "present: {▸answer: TS-09, raises: present}",
        "there is no question 'TS-09'; did you mean 'TS-01'?",
    ),
    "question not there, deep inside": (
        FLAG,
        PRESENT,
        f"present:\n  any:\n    - {PRESENT[9:]}\n    - {{▸answer: TS-09, raises: present}}",
        "there is no question 'TS-09'",
    ),
    "question of another standard not there": (
        FLAG,
        CAUTION,
        or_else("{▸answer: fnusa-core/PC-99, raises: caution}"),
        "there is no question 'fnusa-core/PC-99'",
    ),
    "option not there": (
        FLAG,
        CAUTION,
        f"caution: {{any: [{{▸answer: TS-01, in: [by-day, by-dya, staff]}}, {CAUTION[9:]}]}}",
        "question TS-01 has no option 'by-dya'; did you mean 'by-day'?",
    ),
    "fact not there": (
        TS_01,
        APPLIES,
        "applies_when: {not: {▸fact: house, is: none}}",
        "there is no fact 'house'; did you mean 'housing'?",
    ),
    "fact not there, of a variant": (
        TS_01,
        "fact: residents",
        "▸fact: resident",
        "there is no fact 'resident'; did you mean 'residents'?",
    ),
    "fact not there, of an option": (
        TS_02,
        'text: "Yes"',
        'text: "Yes", only_when: {▸fact: serve, includes: men}',
        "there is no fact 'serve'; did you mean 'serves'?",
    ),
    "value of a fact not there": (
        TS_01,
        APPLIES,
        "applies_when: {not: {▸fact: housing, is: non}}",
        "the fact housing has no value 'non'; did you mean 'none'?",
    ),
    "number of a fact that is none": (
        TS_01,
        APPLIES,
        "applies_when: {not: {▸fact: housing, at_least: 3}}",
        "the fact 'housing' is no number",
    ),
    "word of a fact that is a number": (
        TS_01,
        APPLIES,
        "applies_when: {▸fact: beds, is: none}",
        "the fact 'beds' is a number; use at_least",
    ),
    "what applies rests on an answer": (
        TS_01,
        APPLIES,
        "▸applies_when: {answer: TS-02, is: 'no'}",
        "what applies is decided by facts, not by answers",
    ),
    "two ways to test": (
        FLAG,
        PRESENT,
        "present: {▸answer: TS-01, raises: present, worth_below: 3}",
        "a test has exactly one way to test",
    ),
    "no way to test": (FLAG, PRESENT, "present: {▸answer: TS-01, raises: }", "a test has exactly one way to test"),
    "never holds": (FLAG, CAUTION, or_else("{▸answer: TS-02, raises: present}"), "this condition can never hold"),
    "never holds as a whole": (
        TS_01,
        APPLIES,
        "▸applies_when: {all: [{fact: housing, is: none}, {fact: housing, is: emergency}]}",
        "this condition can never hold; no choice of answers makes it true",
    ),
    "always holds": (FLAG, CAUTION, or_else("{▸answer: TS-02, in: ['no', 'yes']}"), "this condition always holds"),
    "always holds as a whole": (
        TS_01,
        APPLIES,
        "▸applies_when: {any: [{fact: housing, is: none}, {not: {fact: housing, is: none}}]}",
        "this condition always holds; no choice of answers makes it false",
    ),
    "always holds, for a number": (
        TS_01,
        APPLIES,
        "applies_when: {▸fact: beds, at_least: 0}",
        "this condition always holds",
    ),
    "a better answer raises the flag": (
        FLAG,
        CAUTION,
        or_else("{▸answer: TS-02, is: 'yes'}"),
        "in TS-02, 'yes' (worth 100) raises this and 'no' (worth 0) does not",
    ),
    "a better answer raises it under a not": (
        FLAG,
        CAUTION,
        or_else("{not: {▸answer: TS-02, worth_below: 50}}"),
        "in TS-02, 'yes' (worth 100) raises this",
    ),
    "the middle answer alone raises it": (
        FLAG,
        CAUTION,
        or_else("{▸answer: TS-01, is: by-day}"),
        "in TS-01, 'by-day' (worth 40) raises this and 'staff' (worth 0) does not",
    ),
    "a flag that nobody hears": (
        TS_02,
        'id: "no", worth: 0,',
        'id: "no", worth: 0, ▸flag: present,',
        "no red flag looks at 'no' of TS-02",
    ),
    "a flag of a variant that nobody hears": (
        TS_01,
        'worth: 100, text: "They themselves"',
        'worth: 0, text: "They themselves"',
        None,
    ),
    "the lowest level asks for something": (
        HEAD,
        "could.\n",
        "could.\n    ▸requires: [{score_at_least: 5}]\n",
        "the lowest level must be open to all",
    ),
    "a level open to a core flag": (
        HEAD,
        HIGH,
        HIGH.replace("id:", "▸id:").replace("flags_absent: [core]", "score_at_least: 5"),
        "the level 'high' could be reached with a core red flag present",
    ),
    "a requirement of two keys": (
        HEAD,
        "- flags_absent: [core]",
        "- ▸flags_absent: [core]\n        score_at_least: 5",
        "a requirement has exactly one key",
    ),
    "two levels of one name": (HEAD, "id: high", "▸id: low", "'low' stands here a second time"),
    "the id is not the file's name": (
        TS_02,
        "id: TS-02",
        "▸id: TS-03",
        "the id is 'TS-03', the name is 'TS-02'; name the file 'TS-03.yaml'",
    ),
    "the id is not the folder's name": (
        HEAD,
        "id: tiny",
        "▸id: teeny",
        "the id is 'teeny', the name is 'tiny'; name the folder 'teeny'",
    ),
    "a text called No": (TS_01, "title: Doors stay open", "title: No", None),
    "a text that is a date": (TS_01, "title: Doors stay open", "title: 2026-11-21", None),
    "a fact of many values, some ticked and some not": (
        TS_01,
        APPLIES,
        (
            "applies_when:\n  all:\n    - {fact: funders, includes: voca}\n    - {fact: funders, includes: fvpsa}\n"
            "    - {not: {fact: funders, includes: ovc}}\n    - {not: {fact: funders, includes: hud-coc}}"
        ),
        None,
    ),
    "a number between two others": (
        TS_01,
        APPLIES,
        "applies_when: {all: [{fact: beds, at_least: 5}, {not: {fact: beds, at_least: 9}}]}",
        None,
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_once_in_its_place_with_what_to_write_instead(tiny, name):
    file, old, new, said = WRONG[name]
    change(tiny, file, old, new)
    text = (tiny / file).read_text("utf-8")
    before = text.partition("▸")[0]
    (tiny / file).write_text(text.replace("▸", ""), "utf-8")
    problems = check(tiny)
    if said is None:
        assert problems == []
        return
    place = f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}" if "▸" in text else "1:1"
    assert len(problems) == 1
    assert problems[0].startswith(f"{file}:{place}: ")
    assert said in problems[0]
    assert LINE.fullmatch(problems[0])


def test_windows_line_ends_a_byte_order_mark_and_comments_change_nothing(tiny):
    for name, text in TINY.items():
        raw = ("# a comment\n" + text).replace("\n", "\r\n").encode("utf-8-sig")
        (tiny / name).write_bytes(raw)
    assert check(tiny) == []
    raw = (tiny / TS_02).read_bytes()
    (tiny / TS_02).write_bytes(raw.replace(b"element: doors\r\n", b"element: doorz\r\n"))
    assert check(tiny) == [f"{TS_02}:4:1: there is no element 'doorz'; did you mean 'doors'?"]


def test_a_caution_that_is_present_anyway_can_never_be_reached(tiny):
    change(tiny, TS_01, "worth: 40, flag: caution,", "worth: 40,")
    (problem,) = check(tiny)
    assert problem.startswith(f"{FLAG}:{line_of(FLAG, CAUTION)}:1: this condition can never be reached; ")


def test_a_caution_that_nobody_hears_is_told(tiny):
    change(tiny, FLAG, CAUTION + "\n", "")
    (problem,) = check(tiny)
    assert problem.startswith(f"{TS_01}:{line_of(TS_01, 'flag: caution')}:")
    assert "no red flag looks at 'by-day' of TS-01" in problem
    assert "{answer: TS-01, raises: caution}" in problem


def test_a_flag_that_only_a_variant_raises_must_be_heard_too(tiny):
    change(tiny, FLAG, PRESENT, "present: {answer: TS-01, is: staff}")
    change(tiny, FLAG, CAUTION + "\n", "")
    change(tiny, TS_01, "worth: 40, flag: caution,", "worth: 40,")
    (problem,) = check(tiny)
    assert "no red flag looks at 'staff' of TS-01-minors" in problem


def test_the_best_answer_may_not_raise_a_flag(tiny):
    change(tiny, TS_01, 'worth: 100, text: "Anyone', 'worth: 100, flag: present, text: "Anyone')
    assert any("in TS-01, 'anyone' (worth 100) raises this and 'by-day' (worth 40) does not" in p for p in check(tiny))


def test_two_red_flags_may_not_share_a_number(tiny):
    text = TINY[FLAG].replace("id: doors-locked", "id: doors-shut")
    (tiny / "red-flags" / "doors-shut.yaml").write_text(text, "utf-8")
    (problem,) = check(tiny)
    assert problem.startswith("red-flags/doors-shut.yaml:2:1: 'doors-locked' has the number TF-01 already; ")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("indicators/TS-03.yml", "this file is not read; end its name in .yaml"),
        ("indicators/TS-03.YAML", "this file is not read; end its name in .yaml"),
        ("TS-03.yml", "this file is not read; end its name in .yaml"),
        ("TS-03.yaml", "this file is not read here; move it to indicators/ or red-flags/"),
        ("indicators/doors/TS-03.yaml", "this file is not read here; move it to indicators/ or red-flags/"),
        ("red_flags/doors-shut.yaml", "this file is not read here; move it to indicators/ or red-flags/"),
        ("more/deep/doors-shut.yaml", "this file is not read here; move it to indicators/ or red-flags/"),
    ],
)
def test_a_rule_that_would_not_be_read_is_never_lost_without_a_word(tiny, name, said):
    (tiny / name).parent.mkdir(parents=True, exist_ok=True)
    (tiny / name).write_text(TINY[TS_02], "utf-8")
    assert check(tiny) == [f"{name}: {said}"]


@pytest.mark.parametrize("name", ["README.md", "notes.txt", ".github/workflows/ci.yml", "schemas/standard.json"])
def test_other_files_may_stand_beside_the_rules(tiny, name):
    (tiny / name).parent.mkdir(parents=True, exist_ok=True)
    (tiny / name).write_text("anything", "utf-8")
    assert check(tiny) == []


def test_a_folder_with_the_name_of_a_rule_is_told(tiny):
    (tiny / "indicators" / "TS-03.yaml").mkdir()
    (problem,) = check(tiny)
    assert problem.startswith("indicators/TS-03.yaml: this is a folder, not a file of a standard; ")


def test_sources_of_ones_own_can_be_cited(tiny):
    own = "references:\n  - {id: our-survey, title: Our survey, status: verified}\n"
    (tiny / "sources.yaml").write_text(own, "utf-8")
    change(tiny, TS_02, "sources: [S0-8]", "sources: [our-survey]")
    assert check(tiny) == []
    (tiny / "sources.yaml").write_text(own.replace("title", "titel"), "utf-8")
    problems = check(tiny)
    assert all(problem.startswith("sources.yaml:2:") for problem in problems)
    assert any("'titel' is not known here; did you mean 'title'?" in problem for problem in problems)


def test_red_flags_may_look_at_questions_of_the_standard_beside_them_or_of_a_shipped_one(tiny):
    other = write_tiny(tiny / ".." / "beside")
    other = other.rename(tiny.parent / "other")
    change(other, HEAD, "id: tiny", "id: other")
    for question in ("other/TS-01", "fnusa-core/PC-03"):
        (tiny / FLAG).write_text(
            TINY[FLAG].replace(CAUTION, or_else(f"{{answer: {question}, raises: present}}")), "utf-8"
        )
        assert check(tiny) == []
    change(other, TS_01, "weight: 3", "weight: much")
    assert check(tiny) == []
    assert len(check(other)) == 1


PLANTED = {
    # One of each kind, spread over all files: none may hide another.
    HEAD: [("version: 1.0.0", "version: 1", "write a version such as 1.0.0")],
    TS_01: [
        ("weight: 3", "weight: 3\nweight: 2", "'weight' stands here a second time"),
        ("sources: [S0-8]", "sources: [S0-888]", "there is no source 'S0-888'"),
        ("fact: housing", "fact: houses", "there is no fact 'houses'"),
        ("fact: residents, includes: minors-in-custody", "fact: beds, at_least: 0", "this condition always holds"),
    ],
    TS_02: [
        ("question: Is the door painted?", "qestion: Is it?\nquestion: Is it?", "'qestion' is not known here"),
        ("id: TS-02", "id: TS-20", "the id is 'TS-20', the name is 'TS-02'"),
    ],
    FLAG: [
        ("right: movement", "right: moving", "there is no right 'moving'"),
        ("rule: FR-02", "rule: FR-200", "there is no funder rule 'FR-200'"),
        ("source: atr-2023", "source: atr-1", "there is no source 'atr-1'"),
        (
            PRESENT,
            f"present: {{any: [{PRESENT[9:]}, {{answer: TS-09, raises: present}}]}}",
            "there is no question 'TS-09'",
        ),
        (
            CAUTION,
            "caution: {all: [{answer: TS-01, is: anyone}, {answer: TS-01, is: staff}]}",
            "this condition can never hold",
        ),
        (CAUTION, CAUTION, "in TS-01, 'anyone' (worth 100) raises this"),
    ],
}


def test_every_problem_in_every_file_is_told_at_once(tiny, command):
    expected = []
    text = TINY[FLAG].replace("id: doors-locked", "id: no-examples").replace("TF-01", "TF-02").replace(EXAMPLES, "")
    (tiny / "red-flags" / "no-examples.yaml").write_text(text, "utf-8")
    expected.append(("red-flags/no-examples.yaml", "the key 'examples' is missing"))
    (tiny / "indicators" / "lost.yml").write_text("a: b", "utf-8")
    expected.append(("indicators/lost.yml", "this file is not read"))
    (tiny / "indicators" / "TS-05.yaml").write_bytes(b"id: \xff")
    expected.append(("indicators/TS-05.yaml:1:5", "not UTF-8"))
    for file, changes in PLANTED.items():
        for old, new, said in changes:
            if old != new:
                change(tiny, file, old, new)
            expected.append((file, said))
    done = command("standards", "check", "tiny")
    assert done.code == 3
    assert done.out == ""
    for file, said in expected:
        assert any(p.startswith(f"tiny/{file}") and said in p for p in done.problems), (said, done.problems)
    assert done.problems == sorted(done.problems, key=place_of)


def place_of(problem):
    match = LINE.fullmatch(problem)
    return match["path"], int(match["line"] or 0), int(match["column"] or 0)


def test_loading_tells_the_same_as_checking(tiny):
    change(tiny, TS_02, "element: doors", "element: doorz")
    change(tiny, FLAG, "right: movement", "right: movment")
    with pytest.raises(InputError) as refused:
        load_standard(tiny)
    assert list(refused.value.problems) == check_standard(tiny)
    assert len(refused.value.problems) == 2


@pytest.mark.parametrize("where", [".", "../tiny", "../tiny/", "./../tiny"])
def test_a_folder_is_checked_by_whatever_path_it_is_named(tiny, command, where):
    done = command("standards", "check", where, cwd=tiny)
    assert (done.code, done.err) == (0, "")
    assert done.out == "tiny 1.0.0: 2 indicators, 1 red flag; all is well\n"


def test_a_folder_of_several_standards_is_checked_whole(tiny, command):
    copy_standard(tiny.parent / "ours")
    done = command("standards", "check", ".")
    assert done.code == 0
    assert [line.split()[0] for line in done.out.splitlines()] == ["ours", "tiny"]
    change(tiny, TS_02, "weight: 1", "weight: 0")
    done = command("standards", "check", ".")
    assert done.code == 3
    assert [line.split()[0] for line in done.out.splitlines()] == ["ours"]
    done.says("tiny/indicators/TS-02.yaml:4:1: ", "write a number from 1")


def test_rules_without_a_head_are_told_and_not_passed_over(tiny, command):
    other = copy_standard(tiny.parent / "ours", "safe-horizon")
    (other / "standard.yaml").rename(other / "standard.yml")
    done = command("standards", "check", ".")
    assert done.code == 3
    done.says("ours/standard.yaml: there is no such file of a standard; ")
    assert "ours/standard.yml: this file is not read; end its name in .yaml" in done.problems


def test_the_shipped_standards_are_checked_when_no_folder_is_named(call):
    done = call("standards", "check")
    assert (done.code, done.err) == (0, "")
    assert [line.split()[0] for line in done.out.splitlines()] == list(shipped_ids())


def test_what_is_no_standard_is_no_command_line(call, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x")
    said = {"empty": "this folder holds no standard.yaml", "file": "no such standard", "nowhere": "no such standard"}
    for name, words in said.items():
        done = call("standards", "check", name)
        assert done.code == 2
        done.says(name, words)
    with pytest.raises(UsageError, match="did you mean 'safe-horizon'"):
        load_standard("safe-horizn")


def test_several_folders_are_found_in_order_of_their_names(tmp_path):
    for name in ("b", "a"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "standard.yaml").touch()
    assert [folder.name for folder in standard_folders(tmp_path)] == ["a", "b"]


@given(st.integers(min_value=0), st.integers(1, 4))
@settings(deadline=None, max_examples=80)
def test_whatever_happens_to_its_files_a_standard_is_well_or_its_problems_are_told(seed, changes):
    """Lines are lost, doubled, swapped, cut off, indented, or get a neighbour's words."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        tiny = write_tiny(Path(folder))
        for _ in range(changes):
            path = tiny / chance.choice(list(TINY))
            lines = path.read_text("utf-8").splitlines() or [""]
            n, m = chance.randrange(len(lines)), chance.randrange(len(lines))
            lines[n : n + 1] = chance.choice(
                [
                    [],
                    [lines[n], lines[n]],
                    [lines[m]],
                    [lines[n][: chance.randint(0, len(lines[n]))]],
                    ["  " + lines[n]],
                    [lines[n].partition(":")[0] + ":" + lines[m].partition(":")[2]],
                    [lines[n].replace("TS-01", "TS-02").replace("present", "caution")],
                    [chance.choice(["- x", "a: [", "? b", "\t", "x: *y", "'", "#", "any:", "not:", "answer: 1"])],
                ]
            )
            path.write_text("\n".join(lines), "utf-8")
        problems = check_standard(tiny)
        assert problems == sorted(problems)
        for problem in problems:
            assert LINE.fullmatch(str(problem))
            assert (Path.cwd() / problem.place.path).resolve().is_relative_to(tiny.resolve())
        if problems:
            with pytest.raises(InputError):
                load_standard(tiny)
        else:
            assert load_standard(tiny).id == "tiny"


# One file adds a rule


def add_a_rule(standard: Path) -> tuple[str, str]:
    """Do what a trainer does: copy an indicator and a red flag, and change them. Gives their ids."""
    indicator = (standard / "indicators" / "PC-03.yaml").read_text("utf-8")
    indicator = indicator.partition("variants:")[0] + "sources: [S3-5]\n"
    for old, new in (
        ("id: PC-03", "id: PC-90"),
        ("Who holds an adult resident's phone?", "Who holds the key to the garden?"),
        ("The phone stays with its owner", "The garden is open"),
    ):
        assert old in indicator
        indicator = indicator.replace(old, new)
    (standard / "indicators" / "PC-90.yaml").write_text(indicator, "utf-8")
    flag = (standard / "red-flags" / "phone-taken.yaml").read_text("utf-8")
    flag = re.sub(r"(?m)^caution:\n(  .*\n)+", "", flag)
    for old, new in (
        ("id: phone-taken", "id: garden-locked"),
        ("number: RF-02", "number: RF-90"),
        ("title: Phone taken or watched", "title: The garden is locked"),
        ("PC-03", "PC-90"),
    ):
        assert old in flag
        flag = flag.replace(old, new)
    (standard / "red-flags" / "garden-locked.yaml").write_text(flag, "utf-8")
    return "PC-90", "garden-locked"


def follow_the_rule(call, tmp_path, standard, others=()):
    """See a rule pass the check, be asked, scored, and reported."""
    question, flag = add_a_rule(standard)
    assert call("standards", "check", standard).code == 0
    options = [part for one in (standard, *others) for part in ("--standard", one)]
    assert call("init", "audit", *options, "--fact", "housing=emergency", "--fact", "residents=adults").code == 0
    blank = (tmp_path / "audit" / "answers.yaml").read_text("utf-8")
    assert "Who holds the key to the garden?" in blank
    assert blank.count(f"\n  {question}:\n") == 1
    answered = {}
    for name, choice in (("worst", "staff-hold"), ("best", "resident-holds")):
        text = blank.replace(f"  {question}:\n    answer:", f"  {question}:\n    answer: {choice}")
        (tmp_path / "audit" / "answers.yaml").write_text(text, "utf-8")
        done = call("assess", "audit", "-o", f"{name}.json", "-o", f"{name}.html", "--fail-on", "core")
        assert done.code == (1 if name == "worst" else 0)
        answered[name] = json.loads((tmp_path / f"{name}.json").read_text("utf-8"))
    for name, worth, status in (("worst", 0, "present"), ("best", 100, "clear")):
        report = answered[name]
        (row,) = [one for one in report["indicators"] if one["id"] == question]
        assert row["worth"] == worth
        (found,) = [one for one in report["red_flags"] if one["id"] == flag]
        assert found["status"] == status
        assert found["number"] == "RF-90"
        assert found["because"] == [question]
    for name, points in (("worst", 0), ("best", 300)):
        elements = [element for one in answered[name]["standards"] for element in one["elements"]]
        (element,) = [element for element in elements if element["id"] == "person-centered"]
        assert (element["points"], element["answered_weight"]) == (points, 3)
    page = (tmp_path / "worst.html").read_text("utf-8")
    assert "The garden is locked" in page
    assert "Who holds the key to the garden?" in page
    assert "garden is locked" in call("explain", flag, *options[:2]).out
    assert question in call("standards", "show", standard).out


def test_one_file_adds_a_rule_to_a_standard_that_stands_alone(call, tmp_path):
    follow_the_rule(call, tmp_path, copy_standard(tmp_path / "fnusa-core"))


def test_one_file_adds_a_rule_to_a_standard_of_another_name(call, tmp_path):
    follow_the_rule(call, tmp_path, copy_standard(tmp_path / "our-house"))


def test_one_file_adds_a_rule_to_a_standard_beside_its_siblings(call, tmp_path):
    folder = tmp_path / "standards"
    copies = [copy_standard(folder / name, name) for name in shipped_ids()]
    follow_the_rule(call, tmp_path, copies[0], copies[1:])
    assert call("standards", "check", folder).code == 0


def test_a_rule_needs_no_red_flag_of_its_own(call, tmp_path):
    standard = copy_standard(tmp_path / "ours")
    text = (standard / "indicators" / "SV-01.yaml").read_text("utf-8")
    assert "flag:" not in text
    (standard / "indicators" / "SV-91.yaml").write_text(text.replace("id: SV-01", "id: SV-91"), "utf-8")
    done = call("standards", "check", "ours")
    assert (done.code, done.err) == (0, "")
    assert "53 indicators" in done.out
