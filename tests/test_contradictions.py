"""Said against written: an answer is contradicted by sentences about the same practice, and by no others."""

from __future__ import annotations

from dataclasses import replace
from hashlib import blake2b

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rightscheck import assess, load_standard
from rightscheck.check.answer_findings import with_flags
from rightscheck.check.contradictions import contradictions, silences, written_about
from rightscheck.errors import Place
from rightscheck.model.answers import Answer, AnswerSheet
from rightscheck.model.finding import CONFIDENCE_ORDER, Exemption, Finding, ReadDocument, ScanResult, Words
from rightscheck.model.red_flag import RedFlag
from rightscheck.model.standard import Indicator, Standard, unfold

CORE = load_standard("fnusa-core")
OPTIONS = {"keep": "upholds", "some": None, "take": "violates"}
BOOK, LEAFLET = "policies/handbook.md", "policies/leaflet.md"
RULES = {"phone-taken": "phones", "mandatory-chores": "chores", "unpaid-work": "chores", "curfew": "movement"}
"""The red flags of these tests, with the right that each takes."""


def options(suffix=""):
    return [
        {"id": f"{name}{suffix}", "text": f"{name}.", "worth": 100 - 50 * place, "asserts": asserts}
        for place, (name, asserts) in enumerate(OPTIONS.items())
    ]


def indicator(code, *rights, **more):
    made = {
        "id": code,
        "title": code,
        "element": "all",
        "rights": rights,
        "weight": 1,
        "see": "It.",
        "sources": ["S0-1"],
    }
    return unfold(
        Indicator.model_validate(made | {"question": f"{code}?", "options": options(), "evidence": ["A paper"]} | more)
    )


def red_flag(number, name, present, caution=None):
    like = CORE.red_flags[0].model_dump(by_alias=True, exclude_none=True)
    changed = {"id": name, "number": f"RF-{number}", "right": RULES[name], "present": present, "caution": caution}
    return RedFlag.model_validate(like | changed)


def standard(name, indicators, flags):
    head = {
        key: getattr(CORE, key) for key in ("version", "publisher", "standard_of", "relation", "about", "documents")
    }
    head |= {"id": name, "title": name, "short_title": name, "tables": CORE.tables}
    elements = [CORE.elements[0].model_copy(update={"id": "all"})]
    return Standard(**head, elements=elements, levels=CORE.levels, indicators=indicators, red_flags=flags)


MINORS = {
    "for": "minors",
    "when": {"fact": "residents", "includes": "minors-in-custody"},
    "title": "T",
    "see": "S.",
    "question": "Q?",
    "options": options("-m"),
    "evidence": ["A paper"],
}
WASHING, SHIFTS = indicator("AA-02", "chores"), indicator("AA-03", "chores")
UNFLAGGED = indicator("AA-04", "phones", "chores")
MUTE = indicator("AA-05")
OWN = standard(
    "alpha",
    [*indicator("AA-01", "phones", variants=[MINORS]), *WASHING, *SHIFTS, *UNFLAGGED, *MUTE],
    [
        red_flag(91, "phone-taken", {"answer": "AA-01", "is": "take"}),
        red_flag(
            92,
            "mandatory-chores",
            {"answer": "AA-05", "is": "take"},
            {"any": [{"answer": "alpha/AA-02", "is": "some"}]},
        ),
        red_flag(93, "unpaid-work", {"not": {"answer": "AA-03", "is": "keep"}}),
    ],
)
OTHER = standard(
    "beta", indicator("BB-01", "movement"), [red_flag(94, "curfew", {"answer": "alpha/AA-03", "is": "take"})]
)


def finding(rule="phone-taken", polarity="violates", confidence="certain", path=BOOK, line=1, right="", role="act"):
    quote = f"{rule} {polarity} {confidence}."
    words = (Words(0, 5, role, line, 1, line, 6),)
    mark = blake2b(f"{path}{line}{quote}{right}".encode(), digest_size=8).hexdigest()
    return Finding(
        path, line, 1, line, 9, None, right or RULES[rule], rule, polarity, confidence, quote, words, "read", mark
    )


def scan(*findings, documents=(BOOK,), **more):
    read = tuple(ReadDocument(path, "markdown", 9) for path in documents)
    flags = {flag.id: flag for one in (OWN, OTHER) for flag in one.red_flags}
    return ScanResult(read, findings, (), CORE.tables.rights, flags, **more)


def answered(facts=None, standards=(OWN,), **choices):
    answers = {
        question.replace("_", "-"): Answer(choice, place=Place("answers.yaml", line, 3))
        for line, (question, choice) in enumerate(choices.items(), start=1)
    }
    return assess(standards, AnswerSheet(answers, facts or {}, path="answers.yaml"))


def told(assessment, result):
    return [(one.indicator, one.finding.rule) for one in contradictions(assessment, result)]


def silent(assessment, result):
    return [one.indicator for one in silences(assessment, result)]


@pytest.mark.parametrize("confidence", ["certain", "likely"])
def test_an_answer_that_a_sentence_denies_is_told_with_both_places(confidence):
    written = finding(confidence=confidence, line=88)
    (one,) = contradictions(answered(AA_01="keep"), scan(written))
    assert (one.indicator, one.option, one.kind) == ("AA-01", "keep", "said-kept-written-taken")
    assert str(one.said) == "answers.yaml:1:3"
    assert one.finding is written


def test_a_promise_denies_an_answer_that_says_the_right_is_taken():
    (one,) = contradictions(answered(AA_01="take"), scan(finding(polarity="upholds"), finding(line=2)))
    assert (one.kind, one.finding.line) == ("said-taken-written-kept", 1)


def test_a_likely_promise_is_too_little_against_an_answer_that_admits_a_rule():
    assert told(answered(AA_01="take"), scan(finding(polarity="upholds", confidence="likely"))) == []


def test_a_sentence_in_which_no_words_name_the_matter_contradicts_nothing_and_yet_is_no_silence():
    unnamed = scan(finding(role="hint"))
    assert told(answered(AA_01="keep"), unnamed) == []
    assert silent(answered(AA_01="keep"), unnamed) == []


def test_what_is_written_of_a_practice_is_told_whether_or_not_it_was_answered():
    promise, rule = finding(polarity="upholds", confidence="likely"), finding(line=2)
    found = written_about(
        answered(AA_02="keep"), scan(promise, rule, finding("mandatory-chores", confidence="possible"))
    )
    assert found.named == {"AA-01": (rule, promise), "AA-02": (), "AA-03": (), "AA-04": (rule,)}
    assert found.near == {"AA-04": (promise,)}  # no red flag looks at it: only its right is protected


def test_a_promise_vouches_for_no_practice_beside_the_one_it_means():
    """Of two practices that one red flag looks at, either may be meant: neither is protected, neither is silent."""
    both = {"any": [{"answer": "AA-02", "is": "take"}, {"answer": "AA-03", "is": "take"}]}
    shared = standard("alpha", [*WASHING, *SHIFTS], [red_flag(92, "mandatory-chores", both)])
    said, promise = answered(standards=(shared,), AA_02="keep", AA_03="keep"), finding("mandatory-chores", "upholds")
    found = written_about(said, scan(promise))
    assert found.named == {"AA-02": (), "AA-03": ()}
    assert found.near == {"AA-02": (promise,), "AA-03": (promise,)}
    assert silent(said, scan(promise)) == []
    alone = answered(AA_02="keep", AA_03="keep")
    assert written_about(alone, scan(promise)).named["AA-02"] == (promise,)
    assert silent(alone, scan(promise)) == ["AA-03"]


def test_a_question_of_another_standard_shares_the_red_flag_whether_or_not_it_is_assessed():
    both = {"any": [{"answer": "AA-02", "is": "take"}, {"answer": "beta/BB-01", "is": "take"}]}
    sharing = standard("alpha", WASHING, [red_flag(92, "mandatory-chores", both)])
    other = standard("beta", indicator("BB-01", "chores"), [])
    promise = scan(finding("mandatory-chores", "upholds"))
    for assessed in ((sharing,), (sharing, other)):
        assert written_about(answered(standards=assessed, AA_02="keep"), promise).near.keys() >= {"AA-02"}


def test_a_sentence_that_may_mean_another_practice_only_seems_to_contradict():
    kept = [contradictions(answered(**{code: "keep"}), scan(finding())) for code in ("AA_01", "AA_04")]
    assert [one.of_right_only for (one,) in kept] == [False, True]


def test_what_no_words_name_is_only_hinted_at():
    hint = finding("mandatory-chores", "upholds", role="hint")
    found = written_about(answered(AA_02="keep"), scan(hint))
    assert (found.named["AA-02"], found.near) == ((), {})
    assert found.hinted["AA-02"] == (hint,)


def test_a_doubtful_sentence_neither_contradicts_nor_breaks_the_silence():
    doubtful = scan(finding(confidence="possible"))
    assert told(answered(AA_01="keep"), doubtful) == []
    assert silent(answered(AA_01="keep"), doubtful) == ["AA-01"]


def test_of_one_right_only_the_red_flags_that_look_at_the_question_speak():
    """Also where they look at it under a `not`, at caution only, or by the full name of the question."""
    said = answered(AA_02="keep", AA_03="keep")
    assert told(said, scan(finding("mandatory-chores"))) == [("AA-02", "mandatory-chores")]
    assert told(said, scan(finding("unpaid-work"))) == [("AA-03", "unpaid-work")]
    assert silent(said, scan(finding("unpaid-work", "upholds"))) == ["AA-02"]


def test_where_no_red_flag_looks_at_a_question_its_rights_decide():
    result = scan(finding("mandatory-chores", line=2), finding(line=3), finding("curfew"))
    assert told(answered(AA_04="keep"), result) == [("AA-04", "phone-taken"), ("AA-04", "mandatory-chores")][::-1]


def test_a_rule_counts_only_for_a_right_of_the_question():
    assert told(answered(AA_01="keep"), scan(finding(right="contact"))) == []


def test_a_red_flag_of_a_standard_that_is_not_assessed_looks_at_a_question_by_its_full_name():
    result = scan(finding("curfew", right="chores"))
    assert told(answered(AA_03="keep"), result) == [("AA-03", "curfew")]
    assert told(answered(standards=(OWN, OTHER), AA_03="keep"), result) == [("AA-03", "curfew")]


def test_a_variant_is_judged_by_the_red_flags_of_its_question_and_only_where_it_is_asked():
    minors = {"residents": frozenset({"minors-in-custody"})}
    result = scan(finding(), finding("curfew", right="phones"))
    assert told(answered(minors, AA_01_minors="keep-m"), result) == [("AA-01-minors", "phone-taken")]
    assert told(answered(AA_01_minors="keep-m"), result) == []


def test_what_is_let_stand_contradicts_like_any_other_sentence():
    one = finding()
    result = scan(one, exemptions={one.fingerprint: Exemption("waiver")})
    assert told(answered(AA_01="keep"), result) == [("AA-01", "phone-taken")]


def test_the_surest_sentence_comes_first_then_the_order_of_the_document():
    findings = [finding(line=30), finding(confidence="likely", line=2), finding(line=4), finding(path=LEAFLET)]
    lines = [
        (one.finding.path, one.finding.line)
        for one in contradictions(answered(AA_01="keep"), scan(*findings, documents=(BOOK, LEAFLET)))
    ]
    assert lines == [(BOOK, 4), (BOOK, 30), (LEAFLET, 1), (BOOK, 2)]


def test_nothing_is_called_silent_that_was_not_read():
    said = answered(AA_01="keep", AA_02="take", AA_05="keep")
    assert silent(said, scan()) == ["AA-01"]
    assert silent(said, scan(documents=())) == []
    assert silent(said, scan(since="main")) == []


def test_the_answers_do_not_speak_against_themselves():
    """The CI gate files red flags of the answers among the findings; they are said, not written."""
    assessment = answered(AA_01="keep", AA_02="keep", AA_03="take")
    raised = [flag for flag in assessment.flags if flag.flag.id == "unpaid-work"]
    gate = with_flags(scan(documents=()), assessment, raised, [])
    (own,) = gate.findings
    gate = replace(gate, findings=(replace(finding("mandatory-chores"), path=own.path),))
    assert told(assessment, gate) == []
    assert silent(assessment, gate) == []


findings_ = st.builds(
    finding,
    st.sampled_from(sorted(RULES)),
    st.sampled_from(["violates", "upholds"]),
    st.sampled_from(sorted(CONFIDENCE_ORDER)),
    st.sampled_from([BOOK, LEAFLET]),
    st.integers(1, 9),
    st.sampled_from(["", "phones", "chores"]),
    st.sampled_from(["act", "act", "hint"]),
)
choices_ = st.dictionaries(
    st.sampled_from(["AA_01", "AA_02", "AA_03", "AA_04", "AA_05"]), st.sampled_from([*OPTIONS, "unknown"])
)


@settings(max_examples=150, deadline=None)
@given(choices_, st.lists(findings_, max_size=8), st.randoms(use_true_random=False))
def test_laws(choices, written, order):
    assessment = answered(**choices)
    result = scan(*written, documents=(BOOK, LEAFLET))
    against, nothing = contradictions(assessment, result), silences(assessment, result)

    more = replace(result, documents=(*result.documents, ReadDocument("policies/menu.md", "markdown", 3)))
    assert (contradictions(assessment, more), silences(assessment, more)) == (against, nothing)

    shuffled = list(written)
    order.shuffle(shuffled)
    turned = scan(*shuffled, documents=(LEAFLET, BOOK))
    assert (contradictions(assessment, turned), silences(assessment, turned)) == (against, nothing)

    asserts = {one.indicator: OPTIONS[one.option] for one in (*against, *nothing)}
    assert None not in asserts.values()
    assert "AA-05" not in asserts
    assert all(one.finding.polarity != asserts[one.indicator] for one in against)
    assert {one.indicator for one in against}.isdisjoint(one.indicator for one in nothing)
    assert all(one.finding.confidence != "possible" for one in against)


@settings(max_examples=60, deadline=None)
@given(choices_, st.lists(findings_, max_size=6), findings_)
def test_another_sentence_takes_no_contradiction_away_and_brings_no_silence(choices, written, one):
    assessment = answered(**choices)
    before, after = scan(*written), scan(*written, one)
    assert set(contradictions(assessment, before)) <= set(contradictions(assessment, after))
    assert set(silences(assessment, after)) <= set(silences(assessment, before))


@pytest.mark.parametrize("name", ["fnusa-core", "fnusa-non-carceral", "safe-horizon"])
def test_every_shipped_answer_that_says_a_right_is_kept_can_be_contradicted(name):
    """A right that no red flag of the question takes would make the assertion a dead letter."""
    shipped = load_standard(name)
    flags = {
        flag.id: flag
        for one in ("fnusa-core", "fnusa-non-carceral", "safe-horizon")
        for flag in load_standard(one).red_flags
    }
    written = [replace(finding(), rule=flag.id, right=flag.right) for flag in flags.values() if flag.right]
    result = replace(scan(*written), flags=flags)
    for question in shipped.own_indicators:
        for option in question.options:
            if option.asserts == "upholds" and question.rights:
                sheet = AnswerSheet({question.id: Answer(option.id)})
                found = contradictions(assess(shipped, sheet), result)
                assert {one.finding.right for one in found} == set(question.rights), question.id
