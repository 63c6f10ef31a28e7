"""Words, sentences, phrases, and cues: what the document reader builds on."""

from __future__ import annotations

import pytest

from detector_helpers import found, small_lexicon
from rightscheck.check.cues import Cues
from rightscheck.check.detector import cues_of
from rightscheck.check.features import of_both
from rightscheck.check.learned import INPUTS, Learned, judgement_inputs
from rightscheck.check.phrases import PhraseError
from rightscheck.check.sentences import Splitter
from rightscheck.check.wording import lexicon_faults
from rightscheck.check.words import Stems
from rightscheck.read.lexicon import load_lexicon, load_weights
from rightscheck.read.standards import load_standard

# Sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["Doors close at nine.", "Phones stay outside."],
        ["Ask Dr. Lee first.", "She has the key."],
        ["Be in by 9 p.m.", "Then the door is locked."],
        ["Curfew is 9 p.m. Sunday to Thursday.", "It is later on Fridays."],
        ["Open 8 a.m. to 9 p.m. Mon. and Wed. only."],
        ["Be in by 9 p.m."],
        ["Visits end at 8.", "9 is too late."],
        ['She said "go."', "Then we went."],
        ["Wait…", "“Who is there?”", "Nobody."],
        ["Wait... what is it?", "(A cat.)", "Yes!"],
        ["J. Smith runs the house.", "Call her."],
        ["• Keys • Phones"],
        ["no full stop at the end"],
    ],
)
def test_a_text_is_parted_into_its_sentences(sentences):
    text = " ".join(sentences)
    parts = Splitter(load_lexicon().abbreviations).sentences(text)
    assert [text[one.start : one.end] for one in parts] == sentences


@pytest.mark.parametrize(
    ("language", "together"),
    [
        ("en", ["You may keep your phone. It is locked away at night."]),
        ("en", ["Visitors are welcome. Only on Sundays, though."]),
        ("en", ["No phones at table.  Ever."]),
        ("en", ["Residents hand in their phones at night.", "You may keep your own documents."]),
        ("en", ["Curfew is at ten.", "Chapel begins at eight."]),
        ("en", ["Do I have to go to chapel?", "It is your choice."]),
        ("en", ["Chores are posted on Monday.", "The list is long. But it is yours."]),
        ("es", ["El celular es suyo. Pero se guarda en la oficina."]),
        ("es", ["Usted debe entregar su teléfono.", "Nadie puede salir."]),
    ],
)
def test_short_sentences_are_judged_together_where_one_leans_on_the_other(language, together):
    lexicon = load_lexicon(language)
    text = " ".join(together)
    parts = Splitter(lexicon.abbreviations, lexicon.leaning, lexicon.leaning_first).stretches(text)
    assert [text[one.start : one.end] for one in parts] == together


def test_long_sentences_are_judged_one_by_one():
    long = "word " * 40
    assert len(Splitter([], ["it"]).stretches(f"This is so. Then it is {long}end. It is done.")) == 3


# Words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Phones are locked", "phone are locking"),
        ("can't", "cannot"),
        ("CAN’T", "can not"),
        ("she kept it", "she keeps it"),
        ("they left", "they leave"),
        ("won't", "will not"),
        ("9:30", "10"),
        ("the house's rules", "the house rules"),
        ("$1,000.50", "$5"),
    ],
)
def test_endings_short_forms_and_numbers_do_not_count(one, other):
    stems = Stems(load_lexicon())
    assert [word.stem for word in stems.words(one)] == [word.stem for word in stems.words(other)]


def test_words_know_where_they_stand():
    text = "Don’t lock 2 doors — ever."
    words = Stems(load_lexicon()).words(text)
    assert [text[word.start : word.end] for word in words] == ["Don’t", "Don’t", "lock", "2", "doors", "ever"]


def test_the_stems_that_were_worked_out_beforehand_are_what_the_stemmer_gives():
    lexicon = load_lexicon()
    stems = Stems(lexicon.model_copy(update={"stems": {}}))
    assert {word: stems.of(word) for word in lexicon.stems} == lexicon.stems


# Phrases and cues


@pytest.mark.parametrize(
    ("cue", "text", "is_found"),
    [
        ("hand in", "Phones are handed in", True),
        ("hand in", "In the hand", False),
        ("hand * in", "Hand in", True),
        ("hand * in", "Hand your old phone in", True),
        ("hand * in", "Hand your own old phone in", False),
        ("in by 9", "Be in by 11:30", True),
        ("in by 9", "Be in by noon", False),
        ("{phone} * desk", "Mobiles lie on the desk", True),
        ("{phone} * desk", "Laptops lie on the desk", False),
        ("{give}", "Left with the cook", False),
        ("{give}", "They are left with case managers", True),
        ("(laptop|tablet) stays", "Tablets stay", True),
        ("(laptop|tablet) stays", "Phones stay", False),
        ("(cell phone|tablet) stays", "Cell phones stay", True),
        ("(cell phone|tablet) stays", "A cell stays", False),
        ("hand in & {phone}", "Your phone is handed in", True),
        ("{phone} & hand in", "Hand in your phone", True),
        ("hand in & {phone}", "Hand in your key", False),
        ("hand in ! never", "Hand in your key", True),
        ("hand in ! never", "Never hand in your key", False),
    ],
)
def test_a_cue_is_found_by_its_words(cue, text, is_found):
    assert found(cue, text) is is_found


@pytest.mark.parametrize(
    ("cue", "text", "above", "is_found"),
    [
        ("{phone} @ {give}", "Cell phones", "To be turned in", True),
        ("{phone} @ {give}", "Cell phones", "Yours to use", False),
        ("{phone} @ {give}", "Turn in cell phones", "", False),
        ("@ {give}", "Anything at all", "To be turned in", True),
        ("{phone} ! staff", "Phones", "For staff", False),
        ("{phone} ! staff", "Phones", "For guests", True),
    ],
)
def test_a_cue_looks_at_what_stands_above(cue, text, above, is_found):
    assert found(cue, text, above) is is_found


BROKEN = {
    "": "a cue needs a phrase",
    "! never": "a cue needs a phrase",
    "* in": "a gap (*) needs a word on either side",
    "hand *": "a gap (*) needs a word on either side",
    "hand in & * phone": "a gap (*) needs a word on either side",
    "a * b * c * d * e": "more than 3 gaps",
    "hand in {no-such-class}": "the lexicon has no class {no-such-class}",
    "{two words}": "a bracket",
    "{phone": "a bracket",
    "(laptop|tablet": "a bracket",
    "(laptop|) stays": "has no word",
    "hand in &": "the sign in '&'",
    "hand in !never": "the sign in '!never'",
    "hand in & & phone": "the sign in '&'",
    "hand in # times": "'#' is no word",
    "(a b|c d) (a b|c d) (a b|c d) (a b|c d) (a b|c d) (a b|c d) (a b|c d)": "more than 64 ways",
}


@pytest.mark.parametrize("cue", BROKEN)
def test_a_cue_that_would_be_passed_over_is_refused(cue):
    with pytest.raises(PhraseError) as refused:
        found(cue, "Hand in your phone")
    assert BROKEN[cue] in str(refused.value)


def test_the_lexicon_names_nothing_that_is_not_there():
    assert list(lexicon_faults(load_lexicon())) == []


def test_what_is_wrong_in_a_lexicon_is_named():
    classes = {"phone": ["phone", "phone *"], "give": ["hand in {phones}", "hand in {deep}"], "deep": ["a {phone}"]}
    faults = list(lexicon_faults(small_lexicon(classes=classes, people=["phone", "resident"])))
    assert [(fault.name, fault.text) for fault in faults] == [
        ("people", "resident"),
        ("phone", "phone *"),
        ("give", "hand in {phones}"),
        ("give", "hand in {deep}"),
    ]


def test_a_phrase_of_the_lexicon_is_looked_for_in_every_form_it_names():
    cues = Cues(small_lexicon(), [])
    classes = cues.read("Hand your cell phone in, or it is left with staff.").classes
    assert set(classes) == {"phone", "give", "staff"}
    assert len(classes["give"]) == 2


# Sums


@pytest.mark.parametrize(
    ("text", "above"),
    [
        ("visitors after eight", "Residents may not have:"),
        ("Phones stay with staff.", "What we never do"),
        ("You choose.", "Chapel and prayer"),
        ("A lamp stands here.", ""),
    ],
)
def test_what_stands_together_weighs_the_same_by_either_way(text, above):
    """The quick way through the table, and the names of the features, which the weights were learned by."""
    cues = cues_of([load_standard()], load_lexicon())
    here, over = cues.read(text), cues.read(above)
    learned = Learned(load_weights())
    beside = learned.beside(over.names)
    assert sum(beside.get(name, 0) for name in here.names) == learned.part(of_both(here, over))


def test_the_last_sums_weigh_each_input_under_its_own_name():
    learned = Learned(load_weights())
    sums = learned.sums(learned.part({"w:phone", "w:visit"}))
    inputs = dict(zip(INPUTS, judgement_inputs(sums, "exit", [], others=True), strict=True))
    assert (inputs["takes"], inputs["keeps"], inputs["topic"]) == (sums.takes, sums.keeps, sums.topics["exit"])
    assert (inputs["cue"], inputs["no cue at all"], inputs["cue of others only"], inputs["exit"]) == (0, 0, 1, 1)
    weights = learned.weights
    for polarity, line in (("violates", weights.violates), ("upholds", weights.upholds)):
        by_name = line.bias + sum(weight * inputs[name] for name, weight in line.weights.items())
        assert learned.last_sums(tuple(inputs.values()))[polarity] == pytest.approx(by_name)
