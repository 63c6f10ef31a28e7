"""`standards check` runs the examples of red flags; a cue that cannot be looked up is told with its place."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from detector_helpers import shipped_detector
from rightscheck.check.examples import misread_examples
from rightscheck.errors import UsageError
from rightscheck.model.red_flag import Examples
from rightscheck.read.lexicon import load_lexicon, place_in_lexicon
from rightscheck.read.standards import load_standard, shipped_ids

FLAG = "red-flags/doors-locked.yaml"
GOOD = "rules: [door & locked, let * out]"
BROKEN = {
    '"{no-such-class} & locked"': "the lexicon has no class {no-such-class}",
    "door & locked *": "a gap (*) needs a word on either side",
    "a * b * c * d * e": "more than 3 gaps",
    '"@"': "the sign in '@' joins nothing",
    "locked !never": "the sign in '!never' joins nothing",
    "(door|gate": "a bracket in it is not of the form",
}


def change(folder, old, new):
    path = folder / FLAG
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def line_of(folder, words):
    lines = (folder / FLAG).read_text("utf-8").splitlines()
    (number,) = [n for n, line in enumerate(lines, start=1) if words in line]
    return number


def flags_of_shipped():
    return [flag for name in shipped_ids() for flag in load_standard(name).red_flags]


@pytest.mark.parametrize("flag", [flag for flag in flags_of_shipped() if flag.right], ids=lambda flag: flag.id)
def test_the_examples_of_a_shipped_red_flag_are_read_as_it_says(flag):
    misread = [(one.kind, one.text, one.read_in_words) for one in misread_examples([flag], shipped_detector())]
    assert misread == []


def test_an_example_that_is_not_found_is_told_with_its_place(tiny, call):
    change(tiny, "The front door is locked at nine.", "The soup is warm at nine.")
    done = call("standards", "check", "tiny")
    assert (done.code, done.out) == (3, "")
    (problem,) = done.problems
    assert problem.startswith(f"tiny/{FLAG}:{line_of(tiny, 'The soup')}:")
    assert "should take movement; it is read as: says nothing about rights; add its wording to the cues" in problem


def test_an_example_that_should_pass_and_does_not_is_told_with_its_place(tiny, call):
    change(tiny, "You have your own key.", "Residents must ask staff to let them out of the house.")
    done = call("standards", "check", "tiny")
    assert done.code == 3
    (problem,) = done.problems
    assert problem.startswith(f"tiny/{FLAG}:{line_of(tiny, 'Residents must')}:")
    assert "should not take movement; it is read as: takes movement (" in problem
    assert "narrow the cues" in problem


def test_a_red_flag_without_a_right_has_no_example_to_read():
    flag = SimpleNamespace(id="x", right=None, examples=Examples(flags=("a", "b"), passes=("c", "d")))
    assert list(misread_examples([flag], shipped_detector())) == []


def test_broken_cues_are_told_with_their_places_by_every_command_that_reads(tiny, call, tmp_path):
    change(tiny, GOOD, "\n    - ".join(["rules:", "door & locked", *BROKEN]))
    (tmp_path / "handbook.md").write_text("The door is locked.\n", "utf-8")
    for line in (["standards", "check", "tiny"], ["scan", "--standard", "tiny", "handbook.md"]):
        done = call(*line)
        assert (done.code, done.out) == (3, "")
        assert len(done.problems) == len(BROKEN)
        for problem, (cue, why) in zip(done.problems, BROKEN.items(), strict=True):
            assert problem.startswith(f"tiny/{FLAG}:{line_of(tiny, f'- {cue}')}:7: ")
            assert why in problem
            assert problem.endswith("see 'Cues' in docs/writing-a-standard.md")


def test_an_empty_cue_is_told_with_its_place(tiny, call):
    change(tiny, GOOD, 'rules: [""]')
    done = call("standards", "check", "tiny")
    assert done.code == 3
    assert done.problems[0].startswith(f"tiny/{FLAG}:{line_of(tiny, 'rules: [')}:")


def test_a_broken_lexicon_is_told(monkeypatch, call):
    whole = load_lexicon()
    (name, phrases), *_ = whole.classes.items()
    broken = whole.model_copy(update={"classes": {**whole.classes, name: (*phrases, "hand *")}})
    monkeypatch.setattr("rightscheck.read.lexicon.load_lexicon", lambda _: broken)
    done = call("standards", "check")
    assert done.code == 3
    assert any("'hand *': a gap (*) needs a word on either side" in problem for problem in done.problems)


def test_a_phrase_of_the_lexicon_has_a_place():
    for name, phrases in list(load_lexicon().classes.items())[::150]:
        place = place_in_lexicon("en", name, phrases[-1])
        with open(place.path, encoding="utf-8") as file:  # noqa: PTH123
            assert phrases[-1] in file.read().splitlines()[place.line - 1]


def test_a_language_without_a_lexicon_is_told():
    with pytest.raises(UsageError, match="there is no lexicon for 'xx'; name one of: en"):
        load_lexicon("xx")
