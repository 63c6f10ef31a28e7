"""An answers file: forgiving where that is safe, strict elsewhere."""

from __future__ import annotations

import shutil

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import LINE, ROOT, write_tiny
from rightscheck import assess
from rightscheck.errors import InputError, UsageError
from rightscheck.read.answers import load_answers, read_facts
from rightscheck.read.standards import load_standard, shipped_ids
from rightscheck.read.strict_yaml import parse

TABLES = load_standard("fnusa-core").tables
QUESTIONS = [indicator for name in shipped_ids() for indicator in load_standard(name).indicators]
ALWAYS = next(i for i in QUESTIONS if i.not_applicable == "never")
SOMETIMES = next(i for i in QUESTIONS if i.not_applicable == "with-reason")


@pytest.fixture
def read(answers):
    """Read answers that are given as lines of YAML."""

    def load(*lines, **more):
        return load_answers(answers(*lines, **more))

    return load


@pytest.fixture
def refused(answers):
    """Give what is wrong with answers that are given as lines of YAML, as `line:column: what; what to do`."""

    def load(*lines, **more):
        path = answers(*lines, **more)
        with pytest.raises(InputError) as error:
            load_answers(path)
        told = [str(problem) for problem in error.value.problems]
        assert all(LINE.fullmatch(line) for line in told)
        return [line.removeprefix(f"{path}:") for line in told]

    return load


FIRST = 5
"""The line of the first answer in the files that these tests write."""


@pytest.mark.parametrize("indicator", QUESTIONS[::5], ids=lambda indicator: indicator.id)
def test_an_option_is_chosen_by_its_id_or_its_letter(tmp_path, indicator):
    path = tmp_path / "answers.yaml"
    for place, option in enumerate(indicator.options):
        letter = "abcdefgh"[place]
        for said in (option.id, option.id.upper(), letter, letter.upper(), f"{letter})", f"({letter})", f"{letter}."):
            standards = "".join(f"  {name}: {load_standard(name).version}\n" for name in shipped_ids())
            text = f"rightscheck: answers/1\nstandards:\n{standards}answers:\n  {indicator.id}: '{said}'\n"
            path.write_text(text, "utf-8")
            assert load_answers(path).answers[indicator.id].choice == option.id


@pytest.mark.parametrize("said", ["unknown", "Unknown", "UNKNOWN", "do not know", "Don't know", "not known", "?"])
def test_unknown_may_be_said_in_words(read, said):
    assert read(f'PC-03: "{said}"').answers["PC-03"].choice == "unknown"


@pytest.mark.parametrize("said", ["not-applicable", "Not applicable", "N/A", "n/a", "does not apply", "Not-Applicable"])
def test_not_applicable_may_be_said_in_words_with_a_reason(read, refused, said):
    sheet = read(f"{SOMETIMES.id}: {{answer: {said}, reason: We have no such thing.}}")
    assert sheet.answers[SOMETIMES.id].choice == "not-applicable"
    assert sheet.answers[SOMETIMES.id].reason == "We have no such thing."
    for bare in (said, f"{{answer: {said}}}", f"{{answer: {said}, reason: }}"):
        (problem,) = refused(f"{SOMETIMES.id}: {bare}")
        assert "'not-applicable' needs a reason; write why in a line 'reason: ...'" in problem


def test_not_applicable_is_refused_where_the_question_always_applies(refused):
    (problem,) = refused(f"{ALWAYS.id}: {{answer: not-applicable, reason: Because.}}")
    assert f"{ALWAYS.id} always applies; choose an option, or write unknown" in problem


@pytest.mark.parametrize("blank", ["", "~", "{answer: }", "{note: Later., answer: }", "{}"])
def test_what_is_left_blank_is_unanswered_and_not_unknown(read, blank):
    assert read(f"PC-03: {blank}").answers["PC-03"].choice is None


def test_a_question_may_be_named_in_small_letters_and_its_answer_counts(read):
    """An answer that is read and then lost would be the worst of all."""
    sheet = read("pc-03: staff-hold", "Pc-03-MINORS: b", facts="housing: residential, residents: 'a, c'")
    answered = {one.indicator.id: one.option for one in assess(load_standard(), sheet).results if one.option}
    assert set(answered) == {"PC-03", "PC-03-minors"}
    assert answered["PC-03"].id == "staff-hold"
    assert answered["PC-03-minors"] == load_standard().indicator_by_id["PC-03-minors"].options[1]


@pytest.mark.parametrize("again", ["pc-03", "Pc-03", "PC-03 "])
def test_a_question_may_be_named_once(refused, again):
    (problem,) = refused("PC-03: a", f'"{again}": b')
    assert problem.startswith(f"{FIRST + 1}:3: ")
    assert "is the question PC-03, which is answered elsewhere too; keep one of the two" in problem


def test_the_nearest_question_is_offered_for_one_that_does_not_exist(refused):
    assert refused("PC-3: a", "PC-04: a", "SV-011: b", "PC-05-minor: a") == [
        f"{FIRST}:3: there is no question 'PC-3'; did you mean 'PC-03'?",
        f"{FIRST + 2}:3: there is no question 'SV-011'; did you mean 'SV-01'?",
        f"{FIRST + 3}:3: there is no question 'PC-05-minor'; did you mean 'PC-05-minors'?",
    ]


def test_the_nearest_option_is_offered_for_one_that_does_not_exist(refused):
    problems = refused("PC-03:", "  answer: staff-holds", "PC-04: z", "PC-02: maybe a little")
    assert problems[0] == f"{FIRST + 1}:5: PC-03 has no option 'staff-holds'; did you mean 'staff-hold'?"
    assert problems[1].startswith(f"{FIRST + 2}:3: PC-04 has no option 'z'; write ")
    assert problems[2].startswith(f"{FIRST + 3}:3: PC-02 has no option 'maybe a little'; write ")


def test_a_letter_beyond_the_last_option_is_no_answer(refused):
    options = load_standard().indicator_by_id["PC-03"].options
    (problem,) = refused(f"PC-03: {'abcdefgh'[len(options)]}")
    assert "PC-03 has no option" in problem


@pytest.mark.parametrize(
    ("written", "texts", "grade"),
    [
        ("", [], 0),
        ("[]", [], 0),
        ("'Handbook, page 4'", ["Handbook, page 4"], 1),
        ("No", ["No"], 1),
        ("{paper: Handbook}", ["Handbook"], 1),
        ("{record: Exit log}", ["Exit log"], 2),
        ("[Handbook, {record: Exit log}]", ["Handbook", "Exit log"], 2),
        ("{quote: Phones stay., file: policies/a.md}", ["“Phones stay.” (policies/a.md)"], 1),
    ],
)
def test_evidence_may_be_bare_single_or_a_list_and_gives_its_grade(read, written, texts, grade):
    answer = read(f"PC-03: {{answer: a, evidence: {written}}}").answers["PC-03"]
    assert [piece.text for piece in answer.evidence] == texts
    assert answer.grade == grade


@pytest.mark.parametrize(
    "written",
    [
        "{quote: Phones stay.}",
        "{file: a.md}",
        "{paper: a, record: b}",
        "{paper: a, file: b}",
        "{}",
        "[{paper: }]",
        "[[a]]",
        "[~]",
        "{papre: a}",
    ],
)
def test_evidence_that_cannot_be_meant_is_refused_in_its_place(refused, written):
    problems = refused(f"PC-03: {{answer: a, evidence: {written}}}")
    assert problems
    assert all(problem.startswith(f"{FIRST}:") for problem in problems)


def test_who_requires_a_practice_must_be_a_known_rule(read, refused):
    assert read("PC-03: {answer: b, required-by: FR-16}").answers["PC-03"].required_by == "FR-16"
    (problem,) = refused("PC-03: {answer: b, required-by: FR-166}")
    assert "there is no funder rule 'FR-166'; did you mean 'FR-16'?" in problem
    (problem,) = refused("PC-03: {answer: b, required-by: the county}")
    assert "'the county' does not belong here; write a code such as FR-16, RF-02, or PC-03" in problem


@pytest.mark.parametrize("date", ["2027-01", "2027-01-31", "2028-02-29"])
def test_a_date_is_of_a_month_or_a_day(read, date):
    assert read(f"PC-03: {{answer: b, change-by: {date}}}").answers["PC-03"].change_by == date


@pytest.mark.parametrize("date", ["soon", "1/2027", "2027", "2027-1", "2027-13", "2027-00", "2027-02-29", "0000-01"])
def test_a_date_that_is_none_is_told_in_its_place(refused, answers, date):
    (problem,) = refused("PC-03:", "  answer: b", f"  change-by: {date}")
    assert problem.startswith(f"{FIRST + 2}:5: ")
    assert "; write a date such as 2026-11" in problem
    path = answers("PC-03: a")
    path.write_text(path.read_text("utf-8").replace("facts:", f"date: {date}\nfacts:"), "utf-8")
    with pytest.raises(InputError, match="; write a date such as 2026-11"):
        load_answers(path)


@pytest.mark.parametrize("text", ["No", "2026-11-21", "1.10", "yes", "0x1F", "~ maybe", "null and void"])
def test_notes_and_names_stay_the_text_that_was_written(read, text):
    assert read(f"PC-03: {{answer: a, note: {text}}}").answers["PC-03"].note == text


def test_everything_wrong_in_a_file_is_told_at_once(refused):
    problems = refused(
        "PC-03: {answer: zz}",
        "PC-33: a",
        "PC-04: a",
        "PC-04: b",
        "PC-05: {answer: a, required-by: FR-99}",
        f"{ALWAYS.id}: {{answer: n/a, reason: x}}",
        "PC-06: {answer: a, nota: b}",
        facts="housing: castle, bedss: 3, beds: many",
    )
    for said in (
        "'castle' is no value of 'housing'",
        "there is no fact 'bedss'; did you mean 'beds'?",
        "'many' is no number",
        "no option 'zz'",
        "no question 'PC-33'",
        "'PC-04' stands here a second time",
        "no funder rule 'FR-99'",
        f"{ALWAYS.id} always applies",
        "the key 'nota' is not known here; did you mean 'note'?",
    ):
        assert sum(said in problem for problem in problems) == 1, (said, problems)
    assert len(problems) == 9


@pytest.mark.parametrize(
    "written", ["[adults, minors-with-parent]", "'adults, minors-with-parent'", "'a, b'", "[A, b)]"]
)
def test_facts_may_be_a_list_or_have_commas_or_letters(read, written):
    assert read(facts=f"residents: {written}").facts == {"residents": {"adults", "minors-with-parent"}}


@pytest.mark.parametrize(
    ("written", "facts"),
    [
        ("housing: emergency", {"housing": {"emergency"}}),
        ("housing: [emergency]", {"housing": {"emergency"}}),
        ("housing: Emergency", {"housing": {"emergency"}}),
        ("secret_address: yes", {"secret_address": {"yes"}}),
        ("secret_address: No", {"secret_address": {"no"}}),
        ("funders: voca", {"funders": {"voca"}}),
        ("beds: 12", {"beds": 12}),
        ("beds: 0", {"beds": 0}),
        ("beds: , housing: , residents: , funders: []", {}),
    ],
)
def test_facts_are_what_was_written_and_blanks_are_not_stated(read, written, facts):
    assert read(facts=written).facts == facts


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("housing: emergncy", "'emergncy' is no value of 'housing'; did you mean 'emergency'?"),
        ("housing: [emergency, none]", "'housing' has one value; write one of: emergency, "),
        ("residents: [adults, adulst]", "'adulst' is no value of 'residents'; did you mean 'adults'?"),
        ("hosing: emergency", "there is no fact 'hosing'; did you mean 'housing'?"),
        ("beds: -1", "'-1' is no number; write a whole number"),
        ("beds: 1.5", "'1.5' is no number"),
        ("beds: [1, 2]", "'1, 2' is no number"),
        ("beds: 99999999999999999999", "is no number"),
        ("housing: {a: b}", "does not belong here"),
        ("residents: [adults, ~]", "nothing does not belong here"),
    ],
)
def test_a_fact_that_is_not_known_is_told_in_its_place(refused, written, said):
    (problem,) = refused(facts=written)
    assert problem.startswith("3:")
    assert said in problem


@pytest.mark.parametrize("given_as", ["residents=adults,minors-with-parent", " residents = a , b "])
def test_facts_on_the_command_line_are_read_as_in_a_file(given_as):
    assert read_facts([given_as, "beds=3"], TABLES) == {"residents": {"adults", "minors-with-parent"}, "beds": 3}


@pytest.mark.parametrize(
    ("given_as", "said"),
    [
        (["housing"], "--fact: 'housing' gives no value; write it as housing=emergency"),
        (["housing="], "--fact: 'housing=' gives no value; write it as housing=emergency"),
        (["=emergency"], "--fact: there is no fact ''; "),
        (["housing=castle"], "--fact: 'castle' is no value of 'housing'; "),
        (["beds=2", "beds=3"], "--fact: 'beds' is given twice; give all its values at once: beds=one,another"),
    ],
)
def test_a_fact_on_the_command_line_that_is_not_known_is_told_once(given_as, said):
    with pytest.raises(UsageError) as error:
        read_facts(given_as, TABLES)
    assert len(error.value.problems) == 1
    assert str(error.value).startswith(said)


def test_the_place_of_each_answer_is_kept(read):
    sheet = read("PC-03: a", "PC-04:", "  answer: b")
    assert [(answer.place.line, answer.place.column) for answer in sheet.answers.values()] == [(5, 3), (6, 3)]


def test_a_patch_of_a_standard_takes_the_same_answers_and_another_version_does_not(read, refused):
    assert read("PC-03: a", standard="fnusa-core: 1.0.7").answers["PC-03"].choice
    for version in ("1.1.0", "2.0.0", "0.9.0"):
        (problem,) = refused("PC-03: a", standard=f"fnusa-core: {version}")
        assert problem.startswith("2:13: ")
        assert f"these answers are for fnusa-core {version}, and 1.0.0 is installed; " in problem
        assert "rightscheck init" in problem


def test_a_standard_that_is_not_here_is_told_with_the_nearest_and_how_to_give_ones_own(refused):
    (problem,) = refused("XX-01: a", standard="fnusa-cor: 1.0.0")
    assert "there is no standard 'fnusa-cor' here; did you mean 'fnusa-core'?" in problem
    assert "--standard" in problem


def test_answers_to_a_standard_of_ones_own_are_read_with_it(answers, tmp_path):
    tiny = load_standard(write_tiny(tmp_path))
    path = answers("TS-01: by-day", standard="tiny: 1.0.0")
    assert load_answers(path, tiny).answers["TS-01"].choice == "by-day"
    assert load_answers(path, [tiny]).standards == {"tiny": "1.0.0"}


def test_a_folder_stands_for_the_answers_file_in_it(answers):
    path = answers("PC-03: a")
    assert load_answers(path.parent).answers == load_answers(path).answers


@given(st.binary(max_size=60) | st.text("[]{}:,-?&*!|'\"%@#\n abPC-03answersfct", max_size=80).map(str.encode))
@settings(deadline=None, max_examples=120)
def test_whatever_stands_in_a_file_it_is_read_or_refused(tmp_path_factory, raw):
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    head = b"rightscheck: answers/1\nstandards: {fnusa-core: 1.0.0}\n"
    for text in (raw, head + raw, head + b"answers:\n  " + raw, head + b"facts:\n  " + raw):
        path.write_bytes(text)
        try:
            load_answers(path)
        except InputError as error:
            problems = error.problems
        else:
            continue
        assert all(problem.place.path == str(path) for problem in problems)
        assert all(LINE.fullmatch(str(problem)) for problem in problems)


PIECE = st.sampled_from(["Handbook", {"paper": "Handbook"}, {"record": "Log"}, {"quote": "Yes.", "file": "a.md"}])
ENTRY = st.fixed_dictionaries(
    {"answer": st.sampled_from(["a", "b", "(A)", "unknown", "?", "", None])},
    optional={
        "note": st.text(st.characters(categories=("L", "N", "P", "Zs")), max_size=8) | st.none(),
        "required-by": st.sampled_from(["FR-16", None]),
        "change-by": st.sampled_from(["2027-01", None]),
        "evidence": PIECE | st.lists(PIECE, max_size=3) | st.none(),
    },
)
KEYS = st.sampled_from(["PC-03", "pc-07", "SV-01", "Cs-01", "PE-02", "pc-03"])


@given(st.dictionaries(KEYS, ENTRY | st.none() | st.sampled_from("ab"), max_size=5))
@settings(deadline=None, max_examples=80)
def test_answers_that_are_read_can_be_assessed_and_none_is_lost(tmp_path_factory, entries):
    path = tmp_path_factory.getbasetemp() / "some.yaml"
    file = {"rightscheck": "answers/1", "standards": {"fnusa-core": "1.0.0"}, "answers": entries}
    path.write_text(yaml.dump(file, allow_unicode=True), "utf-8")
    try:
        sheet = load_answers(path)
    except InputError:
        return
    assert {question.upper() for question in entries} == set(sheet.answers)
    counted = {one.indicator.id for one in assess(load_standard(), sheet).results if one.state != "unanswered"}
    assert counted == {question for question, answer in sheet.answers.items() if answer.choice}


# What init writes


def test_a_blank_file_from_init_is_read_and_nothing_in_it_is_answered(call, tmp_path):
    assert call("init", "audit").code == 0
    sheet = load_answers(tmp_path / "audit")
    assert set(sheet.standards) == set(shipped_ids())
    assert sheet.facts == {}
    assert {answer.choice for answer in sheet.answers.values()} == {None}
    asked = {indicator.id for indicator in QUESTIONS if indicator.base_id == indicator.id}
    assert set(sheet.answers) == asked


def test_init_shows_each_question_above_its_key_with_every_option_its_letter_and_room_to_write(call, tmp_path):
    call("init", "audit", "--fact", "housing=residential", "--fact", "residents=adults,minors-in-custody")
    text = (tmp_path / "audit" / "answers.yaml").read_text("utf-8")
    flat = " ".join(text.replace("#", " ").split())
    for indicator in QUESTIONS:
        head, key, after = text.partition(f"\n  {indicator.id}:\n")
        assert key, indicator.id
        comment = " ".join(head.rpartition("\n\n")[2].replace("#", " ").split())
        assert comment.startswith(f"{indicator.id} {' '.join(indicator.question.split())}")
        for letter, option in zip("abcdefgh", indicator.options, strict=False):
            assert f" {letter} {option.id} {' '.join(option.text.split())}" in comment
        room = after.partition("\n\n")[0]
        for line in ("answer:", "note:", "evidence:"):
            assert f"    {line}" in room.splitlines()
        assert ("    reason:" in room.splitlines()) == (indicator.not_applicable == "with-reason")
    for fact in TABLES.facts:
        assert f"\n  {fact.id}:" in text
        assert " ".join(fact.question.split()) in flat


@pytest.mark.parametrize("choose", [0, -1], ids=["first", "last"])
def test_a_file_from_init_that_is_filled_in_by_letters_is_read_as_meant(call, tmp_path, choose):
    call("init", "audit")
    path = tmp_path / "audit" / "answers.yaml"
    text = path.read_text("utf-8")
    for indicator in QUESTIONS:
        letter = "abcdefgh"[: len(indicator.options)][choose]
        text = text.replace(f"\n  {indicator.id}:\n    answer:", f"\n  {indicator.id}:\n    answer: {letter}")
    path.write_text(text, "utf-8")
    sheet = load_answers(path)
    chosen = {i.id: i.options[choose].id for i in QUESTIONS if i.base_id == i.id}
    assert {question: answer.choice for question, answer in sheet.answers.items()} == chosen


def test_init_leaves_out_what_the_facts_take_out_and_keeps_the_facts(call, tmp_path):
    assert call("init", "all").code == 0
    assert (
        call("init", "some", "--fact", "housing=none", "--fact", "funders=voca,hud-coc", "--fact", "beds=0").code == 0
    )
    everything, some = load_answers(tmp_path / "all"), load_answers(tmp_path / "some")
    assert some.facts == {"housing": {"none"}, "funders": {"voca", "hud-coc"}, "beds": 0}
    assert set(some.answers) < set(everything.answers)
    assert "PC-03" not in some.answers  # asks of phones in a house
    out = assess([load_standard(name) for name in shipped_ids()], some).set_aside
    assert {indicator.id for indicator in out} == set(everything.answers) - set(some.answers)


def test_init_asks_of_minors_only_where_minors_are_in_custody(call, tmp_path):
    variants = {indicator.id for indicator in QUESTIONS if indicator.base_id != indicator.id}
    assert variants
    asked = {}
    for name, facts in {
        "unstated": [],
        "adults": ["residents=adults"],
        "both": ["residents=adults,minors-in-custody", "housing=residential"],
        "minors": ["residents=minors-in-custody", "housing=residential"],
    }.items():
        call("init", name, *(part for fact in facts for part in ("--fact", fact)))
        asked[name] = set(load_answers(tmp_path / name).answers)
    assert not asked["unstated"] & variants
    assert not asked["adults"] & variants
    assert variants <= asked["both"]
    assert variants <= asked["minors"]
    assert "PC-03" in asked["both"]
    assert "PC-03" not in asked["minors"]
    assert "PC-03-minors" in asked["minors"]


def test_an_answer_to_a_variant_counts_only_where_it_is_asked(answers):
    standard = load_standard()
    lines = ("PC-03: resident-holds", "PC-03-minors: staff-hold")
    for facts, counted in (
        ("residents: [adults]", {"PC-03"}),
        ("residents: [minors-in-custody]", {"PC-03-minors"}),
        ("residents: [adults, minors-in-custody]", {"PC-03", "PC-03-minors"}),
    ):
        result = assess(standard, load_answers(answers(*lines, facts=f"housing: residential, {facts}")))
        assert {one.indicator.id for one in result.results if one.state == "answered"} == counted
        (flag,) = [one for one in result.flags if one.flag.id == "phone-taken"]
        assert flag.status == ("present" if "PC-03-minors" in counted else "clear")


def test_init_never_overwrites(call, tmp_path):
    path, settings_file = tmp_path / "audit" / "answers.yaml", tmp_path / "audit" / "rightscheck.yaml"
    path.parent.mkdir()
    settings_file.write_text("fail_on: core\n", "utf-8")
    done = call("init", "audit")
    assert done.code == 0
    assert "was there already and stays as it is" in done.err
    assert settings_file.read_text("utf-8") == "fail_on: core\n"
    path.write_text("mine", "utf-8")
    done = call("init", "audit")
    assert done.code == 3
    done.says("audit/answers.yaml: this file is there already and stays as it is; ")
    assert path.read_text("utf-8") == "mine"


def test_what_init_writes_beside_the_answers_is_read_again(call, tmp_path):
    write_tiny(tmp_path / "our standards")
    assert call("init", "some where/audit", "--standard", "our standards/tiny", "--standard", "safe-horizon").code == 0
    done = call("assess", "some where/audit", "--format", "json")
    assert done.code == 0
    standards = parse(done.out, "json").data["standards"]
    assert [standard["id"] for standard in standards] == ["tiny", "safe-horizon"]
    done = call("assess", "some where/audit/answers.yaml", "--format", "json")
    assert [standard["id"] for standard in parse(done.out, "json").data["standards"]] == ["tiny", "safe-horizon"]


def test_a_standard_inside_the_folder_is_named_so_that_it_is_found_again(call, tmp_path):
    """Even one that has the name of a shipped standard."""
    tiny = write_tiny(tmp_path / "audit")
    for name in ("tiny", "fnusa-core"):
        folder = tiny.rename(tiny.parent / name)
        tiny = folder
        head = folder / "standard.yaml"
        head.write_text(head.read_text("utf-8").replace("id: tiny", f"id: {name}"), "utf-8")
        assert call("init", "audit", "--standard", f"./audit/{name}").code == 0
        done = call("assess", "audit", "--format", "json")
        assert done.code == 0
        assert [i["id"] for i in parse(done.out, "json").data["indicators"]] == ["TS-01", "TS-02"]
        for file in ("answers.yaml", "rightscheck.yaml"):
            (tmp_path / "audit" / file).unlink()


@pytest.mark.parametrize("case", sorted(path.parent.name for path in (ROOT / "examples").glob("*/answers.yaml")))
def test_the_examples_are_read(case):
    sheet = load_answers(ROOT / "examples" / case)
    assert set(sheet.standards) == set(shipped_ids())
    assert all(answer.place.path.endswith("answers.yaml") for answer in sheet.answers.values())


def test_the_questions_of_a_standard_that_is_given_win_over_those_it_was_copied_from(tmp_path):
    folder = tmp_path / "my-core"
    shutil.copytree(ROOT / "standards" / "fnusa-core", folder)
    for path, old, new in (
        (folder / "standard.yaml", "id: fnusa-core", "id: my-core"),
        (folder / "indicators" / "PC-03.yaml", "  - id: staff-hold\n", "  - id: staff-keep\n"),
    ):
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    answers = tmp_path / "answers.yaml"
    answers.write_text(
        "rightscheck: answers/1\nstandards: {fnusa-core: 1.0.0, my-core: 1.0.0}\nanswers: {PC-03: staff-keep}\n",
        "utf-8",
    )
    assert load_answers(answers, load_standard(folder)).answers["PC-03"].choice == "staff-keep"
