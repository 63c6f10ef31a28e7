"""Translations: whole, made from today's English, the same but for the words, and in the manner of the house."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace

import pytest
import typer
import yaml

from conftest import LINE, ROOT, Done, copy_standard
from rightscheck.cli.app import Guarded
from rightscheck.cli.translate import WORDS, fixed_parts, fixed_texts, fixed_words, translate
from rightscheck.errors import InputError, UsageError
from rightscheck.model.finding import ReadDocument, ScanResult
from rightscheck.model.translation import digest, texts_of_words
from rightscheck.read import locale_file, translating, translations
from rightscheck.read import standards as reading
from rightscheck.read.standards import load_standard, shipped_ids
from rightscheck.read.translating import gaps, parts_to_translate, review_state
from rightscheck.read.translations import languages, load_translated, translated
from rightscheck.render.scan_formats import SCAN_RENDERERS
from rightscheck.render.scan_text import make_scan_report
from rightscheck.render.scan_words import ENGLISH as SCAN_ENGLISH

LANGUAGES = languages()[1:]
TEXT_KEYS = {
    *("title", "short_title", "relation", "about", "says", "meaning", "see", "question", "text", "evidence", "extras"),
    *("practice", "harm", "instead", "sample_wording", "fear", "answer", "on_a_visit", "not_a_flag", "note"),
    *("limits", "exemption", "unverified", "flags", "passes", "cues"),
}
"""Under these keys a translation may differ, and nowhere else."""
EQUAL = {"No", "no", "id"}
"""Texts that are the same in English and Spanish."""
TU = re.compile(
    r"\b(tú|tu|tus|ti|contigo|tuy[oa]s?|puedes|tienes|quieres|debes|eres|estás|necesitas|vosotr[oa]s)\b", re.IGNORECASE
)
FUNDS = re.compile(r"para (las )?víctimas de delitos")
"""VOCA, OVC, and a state's compensation have the word in their names."""
ONE_NAME = {
    r"advocates?": r"personas? de apoyo \(advocates?\)",
    r"OVW \((?!Departamento)": r"OVW \(la oficina federal sobre la violencia contra las mujeres\)",
    r"VAWA \((?!Departamento)": r"VAWA \(ley federal sobre la violencia contra las mujeres\)",
    r"Fair Housing Act": r"Fair Housing Act \(ley federal de vivienda justa\)",
    r"VOCA \(": r"VOCA \(dinero federal para víctimas de delitos\)",
}
"""What is named in English, and the only words in which it is named."""
LONGEST_QUESTION = 20

each_language = pytest.mark.parametrize("language", LANGUAGES)
each_standard = pytest.mark.parametrize("name", shipped_ids())


def every_part(language):
    """List all that is translated: standards, the tables that they share, and the fixed words of the program."""
    return [*parts_to_translate([], language), *fixed_parts(language)]


def texts(language):
    """Give each English text and its translation, by file and path."""
    for part in every_part(language):
        data = yaml.safe_load(part.target.read_text("utf-8"))
        for path, english in part.texts.items():
            found = data
            for step in path.split("."):
                found = found[int(step) if isinstance(found, list) else step]
            yield f"{part.target.parent.name}/{part.target.stem} {path}", english, found


def differences(one, other, key=""):
    """Name the keys under which two dumps differ."""
    if isinstance(one, dict) and isinstance(other, dict) and key not in ("extras", "cues"):
        assert one.keys() == other.keys()
        return {found for name in one for found in differences(one[name], other[name], name)}
    if isinstance(one, list) and isinstance(other, list) and key not in ("flags", "passes"):
        assert len(one) == len(other), key
        return {found for a, b in zip(one, other, strict=True) for found in differences(a, b, key)}
    return set() if one == other else {key}


@pytest.fixture
def cli(tmp_path, monkeypatch, capsys):
    """Run the command, with the standards of a copy."""
    shutil.copytree(ROOT / "standards", tmp_path / "standards")
    for module in (reading, locale_file, translations, translating):
        monkeypatch.setattr(module, "standards_root", lambda: tmp_path / "standards")
    monkeypatch.chdir(tmp_path)
    app = typer.Typer(cls=Guarded)
    app.callback()(lambda: None)
    app.command()(translate)

    def run(*args):
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            app(["translate", *map(str, args)], prog_name="rightscheck standards")
        out, err = capsys.readouterr()
        assert "has a fault" not in err, err
        return Done(end.value.code or 0, out, err)

    return run


def change(path, old, new):
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    path.write_text(text.replace(old, new), "utf-8")


# What is shipped


def test_spanish_is_shipped_beside_english():
    assert languages()[0] == "en"
    assert "es" in LANGUAGES


@each_language
def test_every_text_is_translated_from_todays_english_and_none_is_left_over(language):
    assert [str(gap.problem) for gap in gaps(every_part(language))] == []


@each_language
@each_standard
def test_a_translation_changes_words_and_nothing_else(name, language):
    english = load_standard(name)
    shown = load_translated(name, language)
    one, other = (standard.model_dump(mode="json") for standard in (english, shown))
    assert differences(one, other) <= TEXT_KEYS
    assert [i.id for i in shown.indicators] == [i.id for i in english.indicators]
    for before, after in zip(english.indicators, shown.indicators, strict=True):
        assert type(after) is type(before)
        assert list(after.option_by_id) == list(before.option_by_id)
        assert after.question != before.question
        assert after.option_by_id[before.options[0].id].text == after.options[0].text


@each_language
def test_no_text_was_left_in_english(language):
    equal = {(where, english) for where, english, shown in texts(language) if shown == english}
    assert {english for _, english in equal} <= EQUAL, equal


@each_language
def test_brackets_to_fill_in_and_braces_are_kept(language):
    for where, english, shown in texts(language):
        assert shown.count("[") == english.count("["), where
        assert sorted(re.findall(r"{.*?}", shown)) == sorted(re.findall(r"{.*?}", english)), where


def test_spanish_says_usted_and_nobody_in_the_house_is_a_victim():
    for where, _, shown in texts("es"):
        assert not TU.search(shown), where
        assert not re.search(r"víctima", FUNDS.sub("", shown), re.IGNORECASE), where
        assert not re.search(r"\btráfico\b|\binternas?\b", shown, re.IGNORECASE), where


def test_each_thing_has_one_spanish_name():
    for where, english, shown in texts("es"):
        for named, full in ONE_NAME.items():
            for found in re.finditer(named, shown):
                assert any(one.start() <= found.start() < one.end() for one in re.finditer(full, shown)), where
        if re.search(r"\badvocates?\b", english):
            assert "(advocate" in shown, where


def test_spanish_questions_open_and_close_their_marks_and_are_short_for_residents():
    for where, _, shown in texts("es"):
        assert shown.count("¿") == shown.removeprefix("?: ").count("?"), where  # the key `?` asks nothing
        assert shown.count("¡") == shown.count("!"), where
        if "resident_question.text" in where:
            assert len(shown.split()) <= LONGEST_QUESTION, where
            assert shown.endswith("?"), where


def test_residents_answers_other_than_yes_and_no_are_shown_in_the_language():
    english = load_standard().indicator_by_id["SV-01"].resident_question
    spanish = load_translated("fnusa-core", "es").indicator_by_id["SV-01"].resident_question
    assert english.further_answers == {"was-not-asked": "was not asked"}
    assert spanish.further_answers == {"was-not-asked": "No me lo pidieron"}
    assert spanish.good == english.good


def test_the_review_is_counted_text_by_text_and_shared_tables_once():
    standards = shipped_ids()
    total = sum(len(part.texts) for part in every_part("es"))
    state = review_state(standards, "es", fixed_parts("es"))
    assert (state.texts, state.in_english) == (total, 0)
    reviewed = [part for part in every_part("es") if "reviewed_by: null" not in part.target.read_text()]
    assert state.not_reviewed == total - sum(len(part.texts) for part in reviewed)
    assert review_state(standards, "en").not_reviewed == 0
    one = review_state(standards[:1], "es").texts
    assert review_state([standards[0], standards[0]], "es").texts < 2 * one


# What is shown


def test_english_is_the_standard_itself_and_a_translation_is_made_once():
    standard = load_standard()
    assert translated(standard, "en") is standard
    assert translated(standard, "es") is translated(standard, "es")


@pytest.mark.parametrize("language", ["xx", "", "../es", "ES", "schemas"])
def test_an_unknown_language_is_told_with_those_there_are(language):
    for ask in (lambda: translated(load_standard(), language), lambda: review_state(shipped_ids(), language)):
        with pytest.raises(UsageError) as told:
            ask()
        assert "es" in str(told.value)


def test_a_changed_english_text_is_found_and_shown_in_english(cli, tmp_path):
    folder = tmp_path / "standards" / "fnusa-core"
    change(folder / "indicators" / "PC-05.yaml", "title: Come and go freely", "title: Come and go at any hour")
    change(
        folder / "indicators" / "PC-05.yaml",
        "      text: If you may not go out, do",
        "      text: When you may not go out, do",
    )
    done = cli("es")
    assert done.code == 1
    first, second = done.out.splitlines()
    assert LINE.fullmatch(first)
    assert first.startswith("standards/fnusa-core/locale/es/indicators/PC-05.yaml:3:1: 'title' was made from")
    assert "--stamp-all standards/fnusa-core/locale/es/indicators/PC-05.yaml" in first
    assert "“Come and go at any hour”" in first
    assert "'variants.minors.resident_question.text'" in second
    assert "2 outdated" in done.err
    shown = load_translated("fnusa-core", "es").indicator_by_id["PC-05"]
    assert shown.title == "Come and go at any hour"
    assert shown.question.startswith("¿")
    assert review_state(shipped_ids(), "es").in_english == 2


def test_a_fixed_word_whose_english_has_changed_is_found_and_shown_in_english(cli, tmp_path):
    path = tmp_path / "standards" / "locale" / "es" / "scan-words.yaml"
    mark = digest(SCAN_ENGLISH.on_branch.title)
    change(path, f'words.on_branch.title: "{mark}"', 'words.on_branch.title: "00000000"')
    change(path, "title: Lo que dicen los documentos", "title: null")
    change(path, "none_there: No se encontró ningún documento.", 'none_there: "Nada {"')
    change(path, "nothing_open: No queda abierto nada que quite un derecho en {documents}", "nothing_open: Nada {here}")
    done = cli("es")
    assert done.code == 1
    for line, told in zip(
        done.out.splitlines(),
        (
            "'words.title' has no translation yet",
            "'words.nothing_open' does not have the blanks",
            "'words.none_there' does not have the blanks",
            "'words.on_branch.title' was made from an English text that has changed since",
        ),
        strict=True,
    ):
        assert LINE.fullmatch(line)
        assert told in line
    read = (ReadDocument("a.md", "markdown", 1, ("Hello.",)),)
    result = ScanResult(read, (), (), (), {}, language="es", texts=fixed_texts("scan", "es"))
    whole, branch = (make_scan_report(replace(result, since=since)) for since in (None, "main"))
    assert whole.words.title == SCAN_ENGLISH.title
    assert whole.words.nothing_open == SCAN_ENGLISH.nothing_open
    assert make_scan_report(replace(result, documents=())).summary == SCAN_ENGLISH.none_there
    assert whole.summary.startswith("No se encontró nada que quite un derecho en 1 documento")
    assert branch.words.title == SCAN_ENGLISH.on_branch.title
    assert branch.summary.startswith("No se encontró nada nuevo que quite un derecho en 1 documento que cambió")


def test_english_that_is_only_wrapped_anew_is_no_change(cli, tmp_path):
    path = tmp_path / "standards" / "fnusa-core" / "indicators" / "PC-05.yaml"
    change(path, "title: Come and go freely", "title: >-\n  Come and\n  go   freely")
    assert cli("es").code == 0


def test_what_is_missing_left_over_unmarked_or_without_its_blanks_is_told_with_its_line(cli, tmp_path):
    folder = tmp_path / "standards" / "fnusa-core" / "locale" / "es"
    change(folder / "indicators" / "PC-05.yaml", "  permission: No; necesita", "  permit: No; necesita")
    change(
        folder / "red-flags" / "phone-taken.yaml",
        "\n  - ¿Dónde están los teléfonos a las diez",
        "\n  - null\n  - ¿[A qué hora]",
    )
    (folder / "indicators" / "SV-01.yaml").unlink()
    (folder / "indicators" / "XX-99.yaml").write_text("reviewed_by: null\ntitle: Nada\n", "utf-8")
    change(folder / "standard.yaml", "short_title: Elementos centrales", 'short_title: "Elementos {centrales}"')
    marks = (folder / "indicators" / "PC-06.yaml").read_text("utf-8").partition("made_from:")
    (folder / "indicators" / "PC-06.yaml").write_text(marks[0], "utf-8")
    done = cli("es", "--standard", "fnusa-core")
    assert done.code == 1
    told = done.out.splitlines()
    assert all(LINE.fullmatch(line) for line in told)
    base = "standards/fnusa-core/locale/es"
    for start in (
        f"{base}/indicators/PC-05.yaml:6:1: 'options.permission' has no translation yet; translate: “No; they need",
        f"{base}/indicators/PC-05.yaml:10:3: 'options.permit' stands here and no more in English; take it out",
        f"{base}/indicators/SV-01.yaml: this file is not there yet (",
        f"{base}/indicators/XX-99.yaml: this file translates nothing that there is",
        f"{base}/standard.yaml:4:1: 'short_title' does not have the blanks of the English text",
        f"{base}/indicators/PC-06.yaml:3:1: 'title' has no mark of its English text",
    ):
        assert any(line.startswith(start) for line in told), (start, done.out)
    assert any("phone-taken.yaml" in line and "'on_a_visit.0' has no translation yet" in line for line in told)
    assert any("phone-taken.yaml" in line and "'on_a_visit.2' stands here" in line for line in told)
    assert load_translated("fnusa-core", "es").short_title == load_standard().short_title, "without its blanks: English"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("title: Entrar", "tittle: Entrar", "did you mean 'title'?"),
        ("title: Entrar", "title: [Entrar", "not YAML"),
        ("reviewed_by: null", "title: Nada", "second time"),
        ("evidence:\n  - Registro de llaves", "evidence: Registro\nsee: x\nx:\n  - Registro de llaves", "write a list"),
    ],
)
def test_a_broken_file_is_told_and_no_file_is_marked(cli, tmp_path, old, new, told):
    folder = tmp_path / "standards" / "fnusa-core" / "locale" / "es" / "indicators"
    change(folder / "PC-05.yaml", old, new)
    unmarked = (folder / "PC-06.yaml").read_text("utf-8").partition("made_from:")[0]
    (folder / "PC-06.yaml").write_text(unmarked, "utf-8")
    for arguments in (["es"], ["es", "--stamp"]):
        done = cli(*arguments)
        assert done.code == 3
        assert any(told in line and "PC-05.yaml:" in line for line in done.problems)
    assert (folder / "PC-06.yaml").read_text("utf-8") == unmarked
    with pytest.raises(InputError):
        load_translated("fnusa-core", "es")


# Marks


def test_a_mark_is_of_the_words_and_not_of_their_layout():
    assert digest("  Come and\n go freely ") == digest("Come and go freely") != digest("Come and go freely.")
    assert re.fullmatch("[0-9a-f]{8}", digest(""))


def test_stamp_marks_only_what_has_no_mark_and_keeps_every_other_line(cli, tmp_path):
    folder = tmp_path / "standards" / "fnusa-core"
    change(folder / "indicators" / "PC-05.yaml", "title: Come and go freely", "title: Come and go at any hour")
    target = folder / "locale" / "es" / "indicators" / "PC-05.yaml"
    body, _, _ = target.read_text("utf-8").partition("made_from:")
    lines = target.read_text("utf-8").replace("reviewed_by: null", "reviewed_by: null  # nadie todavía").splitlines()
    without = [line for line in lines if not line.startswith("  see:")]  # the mark of `see`, not the text
    target.write_bytes("\r\n".join([*without, ""]).encode())
    done = cli("es", "--stamp")
    assert (done.code, len(done.out.splitlines())) == (1, 1), "the changed title stays on the list"
    assert target.read_bytes().decode() == "\r\n".join([*lines, ""])
    done = cli("es", "--stamp-all", target)
    assert (done.code, done.out) == (0, "")
    marked = target.read_bytes().decode()
    assert digest("Come and go at any hour") in marked
    assert marked.count("made_from:") == 1
    assert marked.startswith(
        body.replace("reviewed_by: null", "reviewed_by: null  # nadie todavía").replace("\n", "\r\n")
    )


def test_stamp_all_takes_only_files_of_the_translation(cli, tmp_path):
    for file in ("standards/fnusa-core/indicators/PC-05.yaml", "standards/fnusa-core/locale/es/no.yaml"):
        done = cli("es", "--stamp-all", tmp_path / file)
        assert done.code == 2
        done.says("this is no file of this translation")


@pytest.mark.parametrize("language", ["en", "Spanish", "../x", "e"])
def test_a_language_is_named_by_its_code(cli, tmp_path, language):
    before = sorted(tmp_path.rglob("*"))
    done = cli(language, "--start")
    assert done.code == 2
    done.says("such as es, pt, or zh-Hant")
    assert sorted(tmp_path.rglob("*")) == before


# A third language, as docs/translating.md walks through it

MADE_UP = "qaa"


def fill_in(path):
    """Translate as a translator would: each null becomes the English above it, in other words."""
    lines, above = [], []
    for line in path.read_text("utf-8").splitlines():
        text = line.strip()
        if text.startswith("# ") and "yaml-language-server" not in text:
            above.append(text[2:])
        elif text.endswith((": null", "- null")) and above:
            words = json.dumps(f"Qa {' '.join(above)}", ensure_ascii=False)
            several = text in ("flags: null", "passes: null")
            lines.append(line.removesuffix("null") + (f"[{words}, {words}]" if several else words))
            above = []
            continue
        lines.append(line)
    path.write_text("\n".join(lines) + "\n", "utf-8")


def test_a_third_language_needs_no_code(cli, tmp_path):
    root = tmp_path / "standards"
    done = cli(MADE_UP, "--start")
    assert done.code == 1
    made = sorted(root.glob(f"**/locale/{MADE_UP}/**/*.yaml"))
    english = [*root.glob("*/*/[A-Z][A-Z]-*.yaml"), *root.glob("*/red-flags/*.yaml"), *root.glob("*/standard.yaml")]
    shared, fixed = 4, len(WORDS)
    assert len(made) == len(english) + shared + fixed
    assert load_translated("fnusa-core", MADE_UP).title == load_standard().title, "what is not translated is English"

    for group in WORDS:
        assert texts_of_words(fixed_words(group, MADE_UP)) == texts_of_words(fixed_words(group, "en"))

    half = made[: len(made) // 2]
    for path in half:
        fill_in(path)
    again = {path: path.read_bytes() for path in made}
    cli(MADE_UP, "--start")
    assert {path: path.read_bytes() for path in made} == again, "what is there is not made anew"
    locale_file._read_once.cache_clear()

    for path in made[len(half) :]:
        fill_in(path)
    done = cli(MADE_UP, "--stamp")
    assert (done.code, done.out) == (0, ""), done.out[:2000]
    assert "every one is translated" in done.err
    translations._translated.cache_clear()

    assert MADE_UP in languages()
    for name in shipped_ids():
        one, other = load_standard(name), load_translated(name, MADE_UP)
        found = differences(one.model_dump(mode="json"), other.model_dump(mode="json"))
        assert {"title", "says", "text", "fear", "flags", "note", "question"} <= found <= TEXT_KEYS
        assert all(i.question.startswith("Qa ") for i in other.indicators)
        tables = other.tables
        shown = [*(f.question for f in tables.facts), *(r.says for r in (*tables.rights, *tables.funder_rules))]
        shown += [*(s.text for s in tables.sources.statements), *(e.says for e in other.elements)]
        shown += [text for flag in other.red_flags for text in (*flag.on_a_visit, *flag.examples.flags)]
        assert all(text.startswith("Qa ") for text in shown)
    assert review_state(shipped_ids(), MADE_UP).in_english == 0
    for group in WORDS:
        plain, other = fixed_words(group, "en"), fixed_words(group, MADE_UP)
        shown = texts_of_words(other)
        assert shown.keys() == texts_of_words(plain).keys()
        assert shown
        assert all(text.startswith("Qa ") for text in shown.values())
        assert getattr(other, "language", MADE_UP) == MADE_UP
    typed = fixed_words("interview", MADE_UP).commands
    assert (typed["u"], typed["qa skip"], typed["stop"], "skip" in typed) == ("unknown", "skip", "quit", False)
    result = ScanResult((), (), (), (), {}, language=MADE_UP, texts=fixed_texts("scan", MADE_UP))
    assert make_scan_report(result).summary == "Qa No documents were found."
    assert '<html lang="qaa">' in SCAN_RENDERERS["html"](result)
    assert "Qa What this branch adds" in SCAN_RENDERERS["markdown"](replace(result, since="main"))


def test_a_standard_of_ones_own_is_shown_with_the_translation_beside_it(tmp_path):
    folder = copy_standard(tmp_path / "own")
    change(
        folder / "locale" / "es" / "indicators" / "PC-05.yaml", "title: Entrar y salir con", "title: Salir y entrar con"
    )
    change(folder / "indicators" / "PC-06.yaml", "\nquestion: ", "\nquestion: Say, ")
    own = '{id: OWN-1, kind: practice, text: "Doors open."}'
    (folder / "sources.yaml").write_text(f"statements:\n  - {own}\n", "utf-8")
    words = "reviewed_by: null\nstatements:\n  OWN-1:\n    text: Las puertas se abren.\n"
    (folder / "locale" / "es" / "sources.yaml").write_text(words, "utf-8")
    shown = load_translated(folder, "es")
    cited = shown.tables.source_by_id
    assert cited["OWN-1"].text == "Las puertas se abren."
    assert cited["S3-5"].text == "Quitan los teléfonos."
    assert shown.indicator_by_id["PC-05"].title == "Salir y entrar con libertad"
    assert shown.indicator_by_id["PC-06"].question.startswith("Say, ")
    assert shown.tables.right_by_id["phones"].title == "Su propio teléfono"
    assert load_translated("fnusa-core", "es").indicator_by_id["PC-05"].title == "Entrar y salir con libertad"
    assert review_state([folder], "es").in_english == 1
    shutil.rmtree(folder / "locale")
    assert load_translated(folder, "es").title == load_standard().title
