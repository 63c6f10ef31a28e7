"""`rightscheck init`: what it writes and says, in the language that is asked for."""

from __future__ import annotations

import yaml

from rightscheck.read.answers import load_answers
from rightscheck.read.standards import DEFAULT_STANDARDS


def test_the_next_steps_name_the_interview_for_people_who_edit_no_files(call):
    told = call("init", "our house").err.splitlines()
    assert told == [
        "Wrote our house/answers.yaml: 69 questions in 3 standards.",
        "Wrote our house/rightscheck.yaml: settings.",
        "Next, to be asked one question at a time: rightscheck interview 'our house'",
        "Next: open our house/answers.yaml in any text editor, then run: rightscheck assess 'our house' -o report.html",
    ]


def test_in_spanish_the_comments_and_the_next_steps_are_spanish_and_the_next_commands_too(call, tmp_path):
    done = call("init", "casa", "--lang", "es", "--standard", "safe-horizon", "--fact", "housing=emergency")
    assert done.code == 0
    assert "Se creó casa/answers.yaml: 8 preguntas de 1 estándar." in done.err
    assert "rightscheck interview casa --lang es\n" in done.err
    assert "rightscheck assess casa -o report.html --lang es\n" in done.err
    assert call("init", "house", "--standard", "safe-horizon", "--fact", "housing=emergency").code == 0
    for name in ("answers.yaml", "rightscheck.yaml"):
        spanish, english = ((tmp_path / folder / name).read_text("utf-8") for folder in ("casa", "house"))
        assert yaml.safe_load(spanish) == yaml.safe_load(english), "only comments differ"
        comments = [{line.strip() for line in text.splitlines() if "# " in line} for text in (spanish, english)]
        alike = {line for line in comments[0] & comments[1] if len(line.split()) > 4}
        assert alike == set()
    assert load_answers(tmp_path / "casa" / "answers.yaml").facts == {"housing": frozenset({"emergency"})}
    assert call("assess", "casa", "--lang", "es").code == 0


def test_settings_that_are_commented_out_can_be_used_as_they_stand_in_both_languages(call, tmp_path):
    for folder, language in (("house", "en"), ("casa", "es")):
        call("init", folder, "--lang", language)
        text = (tmp_path / folder / "rightscheck.yaml").read_text("utf-8")
        start = text.index("# waivers:")
        (waiver,) = yaml.safe_load("\n".join(line[2:] for line in text[start:].splitlines()))["waivers"]
        assert all(isinstance(waiver[key], str) for key in ("rule", "path", "quote", "reason", "approved_by"))
        assert yaml.safe_load(text)["standards"] == list(DEFAULT_STANDARDS)


def test_an_unknown_language_writes_nothing(call, tmp_path):
    done = call("init", "casa", "--lang", "xx")
    assert done.code == 2
    done.says("--lang", "no translation into 'xx'", "en, es")
    assert list(tmp_path.iterdir()) == []
