"""What the document reader finds, and what holds for any text that it is given."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from conftest import calls_in
from detector_helpers import block, document, kept, labelled, read, shipped_detector, taken
from rightscheck.check.scan import gather, read_findings
from rightscheck.cli.wording import make_detector
from rightscheck.read.standards import load_standard, shipped_ids

TRAIN = [(str(row["text"]), str(row["context"] or "")) for row in labelled("train")]
FEW = random.Random(3).sample(TRAIN, 100)
NEUTRAL = "The bus stop is across the street."
RULES = [
    "Residents must hand in their phones at intake.",
    "Curfew is 9 p.m. on weekdays.",
    "Residents must attend chapel every morning.",
    "You keep your phone at all hours.",
    "Staff may search rooms at any time without notice.",
    "Visitors are not allowed in the house.",
]

# What it finds


@pytest.mark.parametrize("above", ["", "Rooms", "House rules", "Intake", "Phones", "Welcome to Larch House"])
def test_a_blunt_rule_is_certain_under_any_heading(above):
    judged = shipped_detector().judge("Residents turn in phones at intake.", above)
    assert ("phones", "violates", "certain") in {(one.right, one.polarity, one.confidence) for one in judged}


@pytest.mark.parametrize(
    "text",
    [
        "No resident turns in phones at intake.",
        "Residents never turn in phones at intake.",
        "Residents may turn in phones at intake.",
        "“Residents turn in phones at intake.”",
    ],
)
def test_what_is_denied_allowed_or_quoted_is_not_certain(text):
    judged = shipped_detector().judge(text)
    assert "certain" not in {one.confidence for one in judged if one.polarity == "violates"}


@pytest.mark.parametrize("text", ["NO visitors ever.", "No guests, ever.", "No visitors."])
def test_a_curt_ban_protects_nothing(text):
    assert {(one.right, one.polarity) for one in shipped_detector().judge(text) if one.confidence != "possible"} == {
        ("contact", "violates")
    }


@pytest.mark.parametrize("heading", ["NO VISITORS", "Phones only until 9 pm", "Refusing chores means losing your bed"])
def test_a_heading_that_is_a_rule_is_judged(heading):
    assert shipped_detector().read(block(heading, "heading")).judgements


@pytest.mark.parametrize("heading", ["Visitors", "12. BREACH AND TERMINATION", "Rules and safety"])
def test_a_heading_that_is_a_title_is_not(heading):
    assert not shipped_detector().read(block(heading, "heading")).judgements


def test_a_text_without_words_says_nothing():
    assert [shipped_detector().judge(text) for text in ("", "   ", "___", "...")] == [()] * 4


@pytest.mark.parametrize(
    "text",
    [
        "Do residents turn in phones at intake?",
        "If residents like, they turn in phones at intake.",
        "Residents do not turn in phones at intake.",
        "Phones that residents have: ________",
    ],
)
def test_a_blunt_rule_that_is_asked_or_softened_is_not_certain(text):
    judged = shipped_detector().judge(text, "Intake")
    assert "certain" not in {one.confidence for one in judged if one.polarity == "violates"}


def test_a_plain_rule_is_certain_and_a_plain_promise_is_kept():
    (one,) = read("Residents turn in phones at intake.")
    assert (one.right, one.rule, one.polarity, one.confidence) == ("phones", "phone-taken", "violates", "certain")
    assert kept(read("You keep your phone at all hours.")).keys() == {"phones"}
    assert not taken(read("You keep your phone at all hours."))


@pytest.mark.parametrize(
    "rule", ["Residents must hand in their phones at intake.", "Chapel is required every morning."]
)
def test_letters_and_marks_do_not_count(rule):
    rights = taken(read(rule)).keys()
    assert rights
    for other in (rule.lower(), rule.upper(), rule.removesuffix("."), f"  {rule}  "):
        assert taken(read(other)).keys() == rights, other


@pytest.mark.parametrize("heading", ["Visitors", "Phones", "Your phone", "Curfew", "House rules about phones"])
def test_a_heading_that_is_a_mere_title_says_nothing(heading):
    assert read(heading, "heading") == ()


def test_a_heading_may_be_a_rule():
    assert "contact" in taken(read("NO VISITORS AFTER 8", "heading"))


@pytest.mark.parametrize("heading", ["Rules that we used to have", "Definitions", "Rules for staff"])
@pytest.mark.parametrize("rule", RULES[:2])
def test_what_stands_under_a_heading_of_other_matters_is_possible_at_most(heading, rule):
    assert {"certain", "likely"} & set(taken(read(rule, headings=("House rules",))).values())
    for shown in (heading, heading.upper(), heading.lower()):
        assert set(taken(read(rule, headings=(shown,))).values()) <= {"possible"}
    assert set(taken(read(rule, headings=(heading, "Phones"))).values()) <= {"possible"}


@pytest.mark.parametrize(
    "told",
    [
        "Do residents turn in phones at intake?",
        "Some shelters make residents turn in their phones at intake.",
        "Her trafficker made her hand in her phone every night.",
        "We used to make residents hand in their phones.",
        "For example, a rule such as 'residents turn in phones at intake' takes a right.",
    ],
)
def test_nothing_is_certain_where_the_house_does_not_speak_for_itself(told):
    assert "certain" not in taken(read(told)).values()


def test_a_list_item_is_read_under_its_introduction():
    assert "phones" in taken(read("cell phones", "item", intro="To be turned in at intake:"))
    assert "phones" in taken(read("a cell phone of your own", "item", intro="Residents may not have:"))


def test_a_table_row_is_read_under_its_heading():
    row = {"kind": "row", "columns": ("Weekdays", "Weekends")}
    assert "movement" in taken(read("9 p.m. | 11 p.m.", headings=("Curfew",), **row))
    assert "certain" not in taken(read("9 p.m. | 11 p.m.", headings=("Laundry room",), **row)).values()


def test_a_question_stands_above_its_answer():
    rights = taken(read("No, they are kept in the office.", headings=("Can I keep my phone?",)))
    assert "phones" in rights
    together = "Can I keep my phone? No, they are kept in the office. The desk opens at eight. Ask anyone there."
    assert "phones" in taken(read(together))


def test_a_standard_finds_by_its_own_cues_alone():
    detector = make_detector(["safe-horizon"], "en")
    own = {flag.right for flag in load_standard("safe-horizon").red_flags if flag.right}
    found = {one.right for text, above in FEW for one in detector.judge(text, above)}
    assert found <= own


# What holds for any text

FRAGMENTS = st.sampled_from([part for text, _ in FEW for part in (text, text.upper(), text[: len(text) // 2])])
MARKS = st.sampled_from(["", " ", ".", "? ", "! ", "…", " | ", ": ", "\n", "'", "“", "/", "*", "{", "#", "&", "\x00"])
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(st.one_of(FRAGMENTS, MARKS, st.text(max_size=5)), max_size=6).map("".join),
).filter(bool)
KINDS = st.sampled_from(["paragraph", "item", "row", "heading", "note", "box"])
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(TEXTS, KINDS, st.one_of(st.none(), TEXTS), st.lists(TEXTS, max_size=3))
@example("ǅ İstanbul ﬁre \ud800 x" * 3, "paragraph", None, [])
@example("no. " * 30, "row", "?", ["..."])
def test_any_text_is_read_and_every_place_lies_in_it(text, kind, intro, headings):
    reading = shipped_detector().read(block(text, kind, intro=intro, headings=tuple(headings), columns=tuple(headings)))
    assert reading.sentences >= 0
    for one in reading.judgements:
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip()
        assert one.reading
        assert one.words or one.confidence != "certain"
        spots = [(mark.start, mark.end) for mark in one.words]
        assert spots == sorted(spots)
        assert all(one.start <= start < end <= one.end for start, end in spots)


def test_the_same_text_is_read_the_same_whatever_was_read_before():
    texts = [text for text, _ in FEW[:40]]
    fresh = make_detector(shipped_ids(), "en")
    assert [fresh.read(block(text)) for text in reversed(texts)][::-1] == [
        shipped_detector().read(block(text)) for text in texts
    ]


@QUICK
@given(st.lists(st.sampled_from([*RULES, *(text for text, _ in FEW[:30])]), min_size=1, max_size=5), st.integers(0, 5))
def test_a_neutral_paragraph_changes_no_other_finding(texts, at):
    def places(*lines):
        found = read_findings(document(*lines), shipped_detector())[1]
        return sorted((lines[f.line - 1], f.rule, f.polarity, f.confidence, f.quote, f.fingerprint) for f in found)

    assert read(NEUTRAL) == ()
    assert places(*texts[:at], NEUTRAL, *texts[at:]) == places(*texts)


@QUICK
@given(st.permutations(range(4)))
def test_the_order_of_documents_does_not_matter(order):
    documents = [document(*RULES[n : n + 3], path=f"{n}.md") for n in range(4)]
    standards = [load_standard(name) for name in shipped_ids()]

    def result(of):
        return gather([read_findings(one, shipped_detector()) for one in of], (), (), standards)

    assert result(documents[n] for n in order) == result(documents)
    assert {finding.path for finding in result(documents).findings} == {one.path for one in documents}


def test_certain_findings_show_their_words_throughout_the_corpus():
    certain = [
        one for text, above in FEW for one in shipped_detector().judge(text, above) if one.confidence == "certain"
    ]
    assert len(certain) >= 5
    assert all(one.words for one in certain)


# Hostile texts

HOSTILE = {
    "one word": "a",
    "one word that is a cue": "phone ",
    "orders": "must not ",
    "full stops": ".",
    "full stops and space": ". ",
    "abbreviations": "Dr. ",
    "quotation marks": "\"'”",
    "white space": " ",
    "apostrophes": "a'",
    "gaps of a phrase": "hand your ",
    "numbers": "9:",
    "rules": "Residents turn in phones at intake. ",
    "questions": "Do you have a phone? ",
    "cells": "phone | no | ",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_work_grows_with_the_length_and_no_faster(name):
    """Four times the text costs about four times the work; what costs its square would cost sixteen times."""
    part = HOSTILE[name]

    def work(characters):
        text = "Well then, " + part * (characters // len(part)) + f"x {characters}"
        return calls_in(lambda: shipped_detector().read(block(text)))

    shipped_detector().read(block(part))
    assert work(64_000) < 6 * work(16_000) + 1_000


def test_a_long_head_of_a_table_is_not_read_cell_by_cell_for_each_row(monkeypatch):
    """A file of a few megabytes has room for a head of 100,000 cells over 50,000 rows."""
    columns = tuple(f"Column {number} of residents" for number in range(2_000))
    cues = shipped_detector().cues
    texts = []
    look = cues.read
    monkeypatch.setattr(cues, "read", lambda text: (texts.append(text), look(text))[1])
    rows = [block(f"Residents must turn in {number} phones.", "row", columns=columns) for number in range(2)]
    assert all(shipped_detector().read(row).judgements for row in rows)
    assert sum(map(len, texts)) < 20_000


def test_what_will_not_be_shown_is_found_all_the_same_but_keeps_no_words():
    one = document("Residents turn in phones at intake.", "Yoga is on Mondays.", "A phone may be lent at the desk.")
    whole = read_findings(one, shipped_detector())[1]
    slim = read_findings(one, shipped_detector(), "certain")[1]
    assert [f.fingerprint for f in slim] == [f.fingerprint for f in whole]
    assert {f.confidence for f in whole} > {"certain"}
    for full, kept_back in zip(whole, slim, strict=True):
        assert kept_back == full if full.confidence == "certain" else kept_back.words == ()
