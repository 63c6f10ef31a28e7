"""Reading YAML as people write it: text stays text, every part has a place, nothing hostile is built."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from rightscheck.errors import InputError, Place
from rightscheck.model.answers import AnswersFile
from rightscheck.model.config import Config
from rightscheck.model.red_flag import RedFlag
from rightscheck.model.standard import Indicator, StandardHead
from rightscheck.model.tables import FactsFile, FunderRulesFile, RightsFile, SourcesFile
from rightscheck.read import strict_yaml
from rightscheck.read.shape import did_you_mean, shape
from rightscheck.read.strict_yaml import MAX_DEPTH, YamlDocument, parse
from rightscheck.read.text import read_text

LOADERS = [pytest.param(yaml.SafeLoader, id="python")]
if hasattr(yaml, "CSafeLoader"):
    LOADERS.append(pytest.param(yaml.CSafeLoader, id="c"))
MODELS: list[type[BaseModel]] = [
    AnswersFile,
    Config,
    FactsFile,
    FunderRulesFile,
    Indicator,
    RedFlag,
    RightsFile,
    SourcesFile,
    StandardHead,
]
PLAIN = st.text(
    st.characters(
        exclude_categories=("Cc", "Cs", "Cn", "Co"),
        exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    ),
    max_size=12,
)
YAMLISH = st.text(st.sampled_from("[]{}:,-?&*!|>'\"%@#`~<=\n\n  \t\\xuU0abN\u00e9\u2028\ufeff"), max_size=60)


@pytest.fixture(params=LOADERS)
def loader(request, monkeypatch):
    """Do everything with PyYAML's C parser and with the pure Python one, which is all a browser has."""
    monkeypatch.setattr(strict_yaml, "_Loader", request.param)
    return request.param


both_parsers = pytest.mark.usefixtures("loader")


def told(text: str) -> list[str]:
    return [str(problem) for problem in parse(text, "f.yaml").problems]


@both_parsers
@pytest.mark.parametrize(
    "written",
    [
        "No",
        "yes",
        "on",
        "OFF",
        "2026-11-21",
        "2026-11",
        "1.0.0",
        "1.10",
        "010",
        "0x1F",
        "1e3",
        ".inf",
        "12:30",
        "=",
        "y",
    ],
)
def test_what_is_written_stays_the_text_that_was_written(written):
    assert parse(f"a: {written}\nb: [{written}]\n{written}: c", "f.yaml").data == {
        "a": written,
        "b": [written],
        written: "c",
    }


@both_parsers
@pytest.mark.parametrize("written", ["", "~", "null"])
def test_only_a_blank_is_nothing_and_in_quotation_marks_not_even_that(written):
    assert parse(f"a: {written}\nb: '{written}'", "f.yaml").data == {"a": None, "b": written}


@both_parsers
def test_every_part_knows_its_line_and_column():
    document = parse("top:\n  list:\n    - one\n    - {in: two}\nend: x", "f.yaml")
    found = {path: document.place(path) for path in document.places}
    places = {".".join(map(str, path)): (place.line, place.column) for path, place in found.items()}
    assert places == {
        "": (1, 1),
        "top": (1, 1),
        "top.list": (2, 3),
        "top.list.0": (3, 7),
        "top.list.1": (4, 7),
        "top.list.1.in": (4, 8),
        "end": (5, 1),
    }


@both_parsers
def test_a_part_without_a_place_has_that_of_the_nearest_part_above_it():
    document = parse("a:\n  b: c", "f.yaml")
    assert document.place(("a", "b", "x", 3)) == Place("f.yaml", 2, 3)
    assert document.place(("z",)) == Place("f.yaml", 1, 1)
    assert YamlDocument("f.yaml").place(("z",)) == Place("f.yaml")


@both_parsers
def test_a_second_key_is_named_with_the_line_of_the_first_and_reading_goes_on():
    assert told("a: 1\nb:\n  c: 1\n  c: {d: 1, d: 2}\na: 2") == [
        "f.yaml:4:3: the key 'c' stands here a second time (first on line 3); keep one of the two",
        "f.yaml:4:13: the key 'd' stands here a second time (first on line 4); keep one of the two",
        "f.yaml:5:1: the key 'a' stands here a second time (first on line 1); keep one of the two",
    ]
    assert parse("a: 1\na: 2", "f.yaml").data == {"a": "1"}


@both_parsers
@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: &x 1\nb: *x", "f.yaml:1:4", "anchors (&x)"),
        ("a: *x", "f.yaml:1:4", "aliases (*x)"),
        ("<<: *x", "f.yaml:1:5", "aliases (*x)"),
        ("*x : a", "f.yaml:1:1", "aliases (*x)"),
        (
            "a: !!python/object/apply:os.system [ls]",
            "f.yaml:1:4",
            "tags (tag:yaml.org,2002:python/object/apply:os.system)",
        ),
        ("a: !!binary aGk=", "f.yaml:1:4", "tags ("),
        ("a: 1\n---\nb: 2", "f.yaml:2:1", "a second document"),
        ("[a, b]: c", "f.yaml:1:1", "a key must be a word"),
        ("? {a: b}\n: c", "f.yaml:1:3", "a key must be a word"),
        ("a: b: c", "f.yaml:1:5", "put text that holds a colon in quotation marks"),
        ('a: 1\nb: "open\nc: 2\n', "f.yaml:2:4", "close the quotation mark"),
        ("a:\n\t- b", "f.yaml:2:1", "indent with spaces, not with tabs"),
        ("a: b\n c: d", "f.yaml:2:3", "this is not YAML"),
        ("a: [b", "f.yaml:", "this is not YAML"),
        ("a: @b", "f.yaml:1:4", "this is not YAML"),
        ("%YAML 9.9\n---\na: b", "f.yaml:1:1", "this is not YAML"),
        ("a: " + "[" * 100_000, "f.yaml:1:", f"nested more than {MAX_DEPTH} deep"),
        ("{a: " * 100_000, "f.yaml:1:", f"nested more than {MAX_DEPTH} deep"),
        ("- " * 100_000, "f.yaml:1:", f"nested more than {MAX_DEPTH} deep"),
        ("? " * 100_000, "f.yaml:1:", "a key must be a word"),
    ],
)
def test_what_a_handwritten_file_does_not_need_is_refused_where_it_stands(text, place, words):
    problems = told(text)
    assert problems[0].startswith(place)
    assert any(words in problem for problem in problems)
    assert len(problems) <= 2


@both_parsers
@pytest.mark.parametrize(
    "escape", [r"\0", r"\e[31m", r"\x07", r"\u202e", r"\u2066", r"\x9b", r"\uffff", r"\ud800", r"\U7fffffff"]
)
def test_an_escape_cannot_write_what_may_not_stand_in_the_file_itself(escape):
    """A note that turns the terminal red, or reads backwards, would do so in the report."""
    for text in (f'a: b\nnote: "x{escape}y"', f'a: b\n"x{escape}y": z'):
        document = parse(text, "f.yaml")
        assert len(document.problems) == 1
        assert document.data is None


@both_parsers
def test_harmless_escapes_are_what_they_say():
    assert parse(r'a: "tab\t line\n caf\u00e9 \U0001F511"', "f.yaml").data == {"a": "tab\t line\n café \U0001f511"}


NESTED = st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(PLAIN, inner, max_size=3))


@both_parsers
@given(NESTED)
@settings(deadline=None, max_examples=60)
def test_what_was_written_is_what_is_read_and_each_part_has_a_place(data):
    document = parse(yaml.dump(data, default_style='"', allow_unicode=True), "f.yaml")
    assert not document.problems
    assert document.data == data

    def walk(part, path):
        assert document.place(path).line >= 1
        parts = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
        for step, inner in parts:
            walk(inner, (*path, step))

    walk(data, ())


@both_parsers
@given(st.text() | YAMLISH)
@settings(deadline=None, max_examples=150)
def test_no_text_makes_reading_fall_over(text):
    document = parse(text, "f.yaml")
    assert all(problem.place.path == "f.yaml" and problem.what and problem.instead for problem in document.problems)
    assert all("\n" not in str(problem) for problem in document.problems)


@both_parsers
@given(st.binary(max_size=80) | YAMLISH.map(str.encode) | st.text(max_size=20).map(lambda text: text.encode("utf-16")))
@settings(deadline=None, max_examples=80)
def test_no_bytes_make_reading_fall_over(raw):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "f.yaml")
        path.write_bytes(raw)
        with suppress(InputError):
            parse(read_text(path), "f.yaml")


def keys_of(model: type[BaseModel]) -> list[str]:
    schema = model.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return sorted({key for part in parts for key in part.get("properties", {})})


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
@given(data=st.data())
@settings(deadline=None, max_examples=20)
def test_whatever_a_file_holds_its_problems_have_places_and_next_steps(model, data):
    word = st.sampled_from(["", "x", "1", "-5", "PC-01", "a-word", "1.0.0", "core", "present"]) | PLAIN
    keys = st.sampled_from(keys_of(model)) | PLAIN
    inner = st.recursive(
        word | st.none(), lambda part: st.lists(part, max_size=3) | st.dictionaries(keys, part, max_size=5)
    )
    text = yaml.dump(data.draw(st.dictionaries(keys, inner, max_size=6)), allow_unicode=True)
    document = parse(text, "f.yaml")
    noun = shape(document, model)
    assert noun is not None or document.problems
    for problem in document.problems:
        assert problem.place.line >= 1
        assert problem.what
        assert problem.instead
        assert "\n" not in str(problem)


def test_a_key_that_is_not_known_is_told_with_the_nearest_one_and_the_rest_is_checked_all_the_same():
    document = parse("fail_onn: core\nstandard: [a]\nanswers: [b]\n", "f.yaml")
    assert shape(document, Config) is None
    assert [str(problem) for problem in sorted(document.problems)] == [
        "f.yaml:1:1: the key 'fail_onn' is not known here; did you mean 'fail_on'?",
        "f.yaml:2:1: the key 'standard' is not known here; did you mean 'standards'?",
        "f.yaml:3:1: a list of 1 does not belong here; write a text",
    ]


def test_what_remains_after_an_unknown_key_can_still_be_checked():
    document = parse("fail_onn: core\nanswers: b\n", "f.yaml")
    assert shape(document, Config) == Config(answers="b")
    assert len(document.problems) == 1


def test_a_value_that_fits_none_of_several_kinds_is_told_once():
    text = (
        "rightscheck: answers/1\nstandards: {a: 1.0.0}\nfacts:\n  housing: {x: y}\n  residents:\n    - adults\n    -\n"
    )
    document = parse(text, "f.yaml")
    assert shape(document, AnswersFile) is None
    assert [(problem.place.line, problem.what) for problem in sorted(document.problems)] == [
        (4, "a block of 'key: value' lines does not belong here"),
        (7, "nothing does not belong here"),
    ]


@pytest.mark.parametrize(
    ("word", "known", "said"),
    [
        ("phon-taken", ["phone-taken", "contact-cut-off"], "did you mean 'phone-taken'?"),
        ("PC-3", ["PC-23", "PC-13", "PC-03"], "did you mean 'PC-03'?"),
        ("pc-03", ["PC-03"], "did you mean 'PC-03'?"),
        ("zzz", ["b", "a"], "write one of: a, b"),
        ("zzz", [f"word-{n}" for n in range(50)], "check the spelling"),
    ],
)
def test_the_nearest_name_is_offered_or_all_of_a_few(word, known, said):
    assert did_you_mean(word, known) == said
