"""Spanish documents, and documents in both languages: what is read right, and that English is read as before."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from functools import cache

import pytest

from conftest import calls_in
from detector_helpers import (
    CORPUS,
    ROOT,
    block,
    document,
    eval_script,
    kept,
    labelled,
    lines_of,
    shipped_detector,
    taken,
)
from rightscheck.check.examples import misread_examples
from rightscheck.check.polyglot import Polyglot, languages_of
from rightscheck.check.scan import read_findings
from rightscheck.check.wording import cue_faults, lexicon_faults
from rightscheck.check.words import PAST, Stems
from rightscheck.cli.parts import Reader, Source, read_parts
from rightscheck.cli.wording import make_detector
from rightscheck.model.red_flag import Cues
from rightscheck.read.lexicon import load_lexicon, load_weights
from rightscheck.read.standards import load_standard, shipped_ids
from rightscheck.read.translations import load_translated
from test_eval_floor import KINDS, PREFIXES

FLOORS = {
    "label F1": 0.79,
    "any F1": 0.86,
    "upholds F1": 0.72,
    "precision of certain": 0.95,
    "recall of certain": 0.16,
    "handbook found": 0.95,
}
"""A little under what `scripts/eval_detector.py --language es` prints for what is held back. Never lowered to let a
change pass."""
EXAMPLES_READ_RIGHT = 0.9
"""The share of the red flags' own examples; they were learned from, and some still mislead."""
MOST_BYTES = 450_000
OURS = sorted((CORPUS / "es" / "ours").glob("*.jsonl"))
HELD_BACK = CORPUS / "es" / "sentences.dev.jsonl"


@cache
def spanish():
    """Make the Spanish detector as `scan` does, once."""
    return make_detector(shipped_ids(), "es")


@cache
def polyglot():
    return Polyglot({"en": shipped_detector(), "es": spanish()})


def without_accents(text):
    parts = (unicodedata.normalize("NFD", letter) if letter not in "ñÑ" else letter for letter in text)
    return "".join(part[0] for part in parts)


# What is read


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Los residentes entregan su celular al llegar.", "phones"),
        ("Queda prohibido el uso de teléfonos celulares.", "phones"),
        ("La asistencia a misa es obligatoria para todas las residentes.", "religion"),
        ("Las residentes no podrán recibir visitas.", "contact"),
        ("Deberán estar de regreso en el albergue a las 9 de la noche.", "movement"),
        ("Cada residente pagará una cuota semanal de 50 dólares.", "property"),
        ("Se realizarán pruebas de drogas al azar.", "sobriety"),
        ("El personal podrá revisar los cuartos y las bolsas en cualquier momento.", "searches"),
        ("A la tercera falta, será expulsada del programa.", "exit"),
        ("Todas las usuarias deben asistir a terapia cada semana.", "services"),
        ("Las residentes limpian los baños y la cocina según el rol de aseo.", "chores"),
        ("No se aceptan mujeres trans ni hombres.", "exclusion"),
    ],
)
def test_a_plain_rule_is_found_with_accents_and_without(text, right):
    for written in (text, without_accents(text)):
        assert taken(spanish().judge(written)).get(right) in {"certain", "likely"}, written


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Usted conserva su celular.", "phones"),
        ("Nadie le va a pedir su celular.", "phones"),
        ("No tiene que ir a misa.", "religion"),
        ("Puede salir y entrar a la hora que quiera.", "movement"),
        ("La terapia es voluntaria y puede dejarla cuando quiera.", "services"),
    ],
)
def test_a_plain_promise_is_no_rule(text, right):
    found = spanish().judge(text)
    assert taken(found).get(right) in {None, "possible"}
    assert kept(found).get(right) in {"certain", "likely"}


@pytest.mark.parametrize(
    "text", ["Nadie puede salir.", "Usted debe asistir a la capilla.", "Usted debe entregar su celular."]
)
def test_a_bare_order_is_no_promise(text):
    assert "upholds" not in {one.polarity for one in spanish().judge(text) if one.confidence != "possible"}


@pytest.mark.parametrize(
    ("past", "today"),
    [
        ("tenía que entregar el teléfono", "tiene que entregar el teléfono"),
        ("tenia que entregar el telefono", "tiene que entregar el telefono"),
        ("nos revisaban las bolsas", "nos revisan las bolsas"),
        ("entregó su celular", "entrega su celular"),
    ],
)
def test_a_tale_of_the_past_is_not_read_like_a_rule_of_today(past, today):
    stems = Stems(load_lexicon("es"))
    one, other = stems.stems(past), stems.stems(today)
    assert [stem for stem in one if stem != PAST] == other
    assert PAST in one
    assert PAST not in stems.stems("la comida de hoy, el día de la policía, se graba y se acaba el servicio")


@pytest.mark.parametrize(
    ("one", "other"), [("sino", "sin"), ("como", "comida"), ("baja", "baje"), ("cuenta", "cuente")]
)
def test_words_that_only_look_alike_are_kept_apart(one, other):
    stems = Stems(load_lexicon("es"))
    assert stems.of(one) != stems.of(other)


def test_a_question_and_a_definition_are_never_sure():
    for text in ("¿Puedo tener mi celular?", "¿Hay toque de queda?"):
        assert not {"certain", "likely"} & set(taken(spanish().judge(text)).values())


def test_the_reading_is_told_in_spanish():
    (one,) = [j for j in spanish().judge("Las residentes deben entregar su celular al llegar.") if j.right == "phones"]
    assert one.reading.startswith("obligación para *residentes*: *")
    assert "celular" in one.reading


def test_the_examples_of_the_red_flags_are_mostly_read_right():
    flags = [flag for name in shipped_ids() for flag in load_translated(name, "es").red_flags]
    number = sum(len(f.examples.flags) + len(f.examples.passes) for f in flags if f.right)
    misread = len(list(misread_examples(flags, spanish())))
    assert number > 200
    assert 1 - misread / number >= EXAMPLES_READ_RIGHT


# What was won is kept


def test_what_was_held_back_is_read_as_well_as_before():
    script = eval_script()
    found = script.measure(spanish(), script.rows_of("sentences.dev.jsonl", "es"))
    (handbook,) = script.handbooks(spanish(), "es").values()
    certain = found.by_confidence["certain"]
    reached = {
        "label F1": found.label.f1,
        "any F1": found.anything.f1,
        "upholds F1": found.upholds.f1,
        "precision of certain": certain.precision,
        "recall of certain": certain.recall,
        "handbook found": handbook["found"],
    }
    assert {name: round(value, 3) for name, value in reached.items() if value < FLOORS[name]} == {}
    assert handbook["certain and wrong"] == 0


def test_the_weights_were_learned_from_these_sentences_for_these_rights():
    weights = load_weights("es")
    assert weights.trained_on == sum(not row.get("arguable") for row in lines_of(OURS))
    assert set(weights.topics) == {right.id for right in load_standard().tables.rights}
    names = {name for line in (weights.takes, weights.keeps, *weights.topics.values()) for name in line.weights}
    assert {name.partition(":")[0] for name in names} <= PREFIXES
    assert (ROOT / "standards" / "lexicon" / "es.weights.json").stat().st_size < MOST_BYTES


def test_every_labelled_sentence_is_well_formed_and_none_that_is_held_back_is_learned_from():
    rights = {right.id for right in load_standard().tables.rights}
    learned, held = lines_of(OURS), lines_of([HELD_BACK])
    for row in (*learned, *held):
        assert set(row) <= {"id", "text", "context", "violates", "upholds", "kind", "note", "arguable"}
        assert row["text"].strip()
        assert row["context"] is None or row["context"].strip()
        assert set(row["violates"]) | set(row["upholds"]) <= rights
        assert row["kind"] in KINDS
    letters = [{"".join(filter(str.isalpha, row["text"].casefold())) for row in rows} for rows in (learned, held)]
    assert not letters[0] & letters[1]


def test_the_labels_of_the_handbook_name_lines_that_are_there():
    (path,) = (CORPUS / "es" / "handbooks").glob("*.labels.json")
    labels = json.loads(path.read_text("utf-8"))
    lines = (path.parent / labels["document"]).read_text("utf-8").splitlines()
    assert all(lines[one["line"] - 1].strip() for one in (*labels["violating"], *labels["upholding"]))


# The words


def test_every_phrase_and_every_cue_can_be_looked_up():
    lexicon = load_lexicon("es")
    flags = [flag for name in shipped_ids() for flag in load_translated(name, "es").red_flags]
    assert list(lexicon_faults(lexicon)) == []
    assert list(cue_faults(flags, lexicon)) == []


def test_every_red_flag_with_a_right_has_cues_of_its_own_language():
    for name in shipped_ids():
        english = {flag.id: flag for flag in load_standard(name).red_flags}
        for flag in load_translated(name, "es").red_flags:
            assert flag.cues != english[flag.id].cues
            assert (flag.cues != Cues()) == bool(flag.right), flag.id


# Languages


def test_each_passage_is_read_in_its_own_language():
    mixed = document(
        "All residents must hand in their phones at intake and may not have visitors.",
        "Todas las residentes deben asistir a misa los domingos y no pueden salir sin permiso.",
        "Curfew is at nine, and the doors are locked at night.",
    )
    assert languages_of(mixed.blocks) == ["en", "es", "en"]
    _, findings = read_findings(mixed, polyglot().for_document(mixed.blocks))
    found = {(f.line, f.right) for f in findings if f.polarity == "violates" and f.confidence != "possible"}
    assert {(1, "phones"), (2, "religion"), (2, "movement"), (3, "movement")} <= found
    for line, detector in ((0, shipped_detector()), (1, spanish()), (2, shipped_detector())):
        alone = mixed.blocks[line]
        assert polyglot().read(alone) == detector.read(alone)


def test_a_fragment_is_in_the_language_of_what_stands_above_it_or_before_it():
    under = block(
        "Netflix, 9 p. m.", "item", headings=("Reglas de la casa",), intro="Queda prohibido después de las 9:"
    )
    assert languages_of([under]) == ["es"]
    after = [block("Las visitas se reciben en la sala y con permiso."), block("Netflix: 9–10"), block("Wi-Fi")]
    assert languages_of(after) == ["es"] * 3
    before = [block("Netflix: 9–10"), block("Las visitas se reciben en la sala y con permiso.")]
    assert languages_of(before) == ["es"] * 2
    assert languages_of([block("Netflix: 9–10")]) == ["en"]
    assert languages_of([]) == []


def test_a_spanish_name_in_an_english_house_makes_no_passage_spanish():
    house = [
        block("Casa de la Luz", "heading"),
        block(
            "We welcome you to our home, and we hope that you will be safe with us here.", headings=("Casa de la Luz",)
        ),
        block("TV off at ten", "item", headings=("Casa de la Luz",)),
        block("Señora López", "item", headings=("Casa de la Luz",)),
        block("You can come and go as you like, and nobody will ask you where you have been."),
        block("If you have a question about the house, please ask any of the staff who are in the office."),
    ]
    assert set(languages_of(house)) == {"en"}


def test_english_sentences_are_english_and_spanish_ones_spanish():
    def share(rows, language):
        told = [
            languages_of([block(row["text"], headings=(row["context"],) if row["context"] else ())]) for row in rows
        ]
        return told.count([language]) / len(told)

    assert share(labelled("train"), "en") == 1
    assert share(lines_of(OURS), "es") >= 0.95


def test_a_spanish_detector_is_not_made_for_english():
    class OnlyEnglish(Mapping):
        def __getitem__(self, language):
            assert language == "en"
            return shipped_detector()

        def __iter__(self):
            return iter(("en", "es"))

        def __len__(self):
            return 2

        def __contains__(self, language):
            return language in ("en", "es")

    english = document("Residents turn in phones at intake.", "Netflix 9-10", "Doors are locked at ten.")
    judge = Polyglot(OnlyEnglish()).for_document(english.blocks)
    assert [judge.read(one) for one in english.blocks] == [shipped_detector().read(one) for one in english.blocks]


def test_a_language_can_be_forced(tmp_path):
    path = tmp_path / "reglas.md"
    path.write_text("Queda prohibido el uso de teléfonos celulares.\n", encoding="utf-8")

    def read(language):
        (part,) = read_parts([Source("reglas.md", path)], Reader(tuple(shipped_ids()), language))
        return {(f.right, f.reading) for f in part.findings if f.confidence in {"certain", "likely"}}

    assert read("") == read("es") != set()
    assert read("en") != read("es")


# Work is bounded


def test_work_grows_with_the_text_and_no_faster():
    text = "Las residentes deben entregar su celular y no pueden salir sin permiso de la directora, "

    def work(times):
        blocks = [block(text * times)]
        return calls_in(lambda: polyglot().for_document(blocks).read(blocks[0]))

    work(1)
    assert work(400) <= 5 * work(100)


def test_telling_languages_takes_work_in_proportion_to_the_blocks():
    def work(number):
        blocks = [block(f"Netflix {number}-{n}", "item", headings=("Wi-Fi",)) for n in range(number)]
        return calls_in(lambda: languages_of(blocks))

    assert work(2000) <= 5 * work(500)
