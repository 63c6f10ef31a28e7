"""Leadership beside staff, residents, and documents: gaps, disputes, and what they do to flags, level, and grades."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_helpers import READABLE, all_standards, best, example, sheet_of, worst
from rightscheck.check.assess import assess
from rightscheck.check.voices import gaps_of, questions_looked_at
from rightscheck.model.answers import Answer
from rightscheck.model.assessment import STANDING
from rightscheck.model.tally import Count, QuestionTally, Tally
from rightscheck.render.assessment_json import shaped
from rightscheck.render.disagreements import KINDS, disagreements
from rightscheck.render.formats import RENDERERS
from rightscheck.render.report import make_report

BANDS = ((0, 25), (25, 50), (50, 75), (75, 100))
ASKED = [i for standard in all_standards() for i in standard.indicators if i.resident_question and not i.is_variant]


def tally(mean, *, role="residents", several=False, ids=None):
    """A tally in which everybody answered all questions alike."""
    counts = {"yes": Count(6, 6), "no": Count(0, 4)}
    questions = {i.id: QuestionTally(i.id, counts, mean, several) for i in ASKED if ids is None or i.id in ids}
    return Tally(role, {}, "2026-09", "2026-11", 8, questions)


def statuses(assessment, role="residents"):
    return {key: gap.status for key, gaps in assessment.voices.gaps.items() for gap in gaps if gap.voice == role}


@pytest.mark.parametrize(
    ("worth", "mean", "status"),
    [
        (100, (75, 100), "agree"),
        (100, (50, 75), "differs"),
        (100, (25, 50), "disputed"),
        (100, (0, 25), "disputed"),
        (0, (0, 25), "agree"),
        (0, (25, 50), "kinder"),
        (0, (75, 100), "kinder"),
        (70, (25, 50), "unsure"),  # the gap lies somewhere between 20 and 45
        (70, (0, 25), "differs"),  # at least 45, and perhaps more
    ],
)
def test_a_gap_is_told_only_where_the_whole_band_bears_it_out(worth, mean, status):
    found = assess(all_standards(), sheet_of(best), [tally(mean)])
    result = next(r for r in found.results if r.indicator.id == "PC-04")
    option = result.option.model_copy(update={"worth": worth, "flag": "present"})
    gaps = gaps_of([replace(result, option=option)], {"residents": tally(mean)})["PC-04"]
    assert gaps[0].status == status


def test_what_residents_dispute_counts_as_a_red_flag_and_caps_the_level():
    kind = assess(all_standards(), sheet_of(best), [tally((75, 100))])
    harsh = assess(all_standards(), sheet_of(best), [tally((0, 25))])
    assert kind.level.level == kind.level.ladder[-1]
    assert harsh.level.level == harsh.level.ladder[0]
    disputed = {flag.flag.id for flag in harsh.flags if flag.status == "disputed"}
    assert {"phone-taken", "compelled-religion", "mandatory-services"} <= disputed
    assert not any(flag.status in STANDING for flag in kind.flags)
    assert {step.id for step in harsh.plan if step.kind == "red-flag"} == disputed


def test_several_who_report_a_flag_dispute_it_whatever_the_mean():
    found = assess(all_standards(), sheet_of(best), [tally((50, 75), several=True, ids={"PC-03"})])
    assert statuses(found) == {"PC-03": "disputed"}
    assert [flag.flag.id for flag in found.flags if flag.status == "disputed"] == ["phone-taken"]


def test_nothing_is_disputed_that_leadership_admits():
    found = assess(all_standards(), sheet_of(worst), [tally((0, 25), several=True)])
    assert not any(flag.status == "disputed" for flag in found.flags)
    admitted = {r.indicator.id for r in found.results if r.option.flag == "present"}
    assert admitted & statuses(found).keys()
    assert {statuses(found)[one] for one in admitted & statuses(found).keys()} == {"agree"}


@settings(max_examples=30, deadline=None)
@given(st.sampled_from([best, worst, lambda _: "unknown"]), st.sampled_from(BANDS), st.booleans())
def test_scores_never_move_by_what_others_say(pick, mean, several):
    sheet = sheet_of(pick)
    alone = assess(all_standards(), sheet)
    heard = assess(all_standards(), sheet, [tally(mean, several=several), tally(mean, role="staff")])
    assert [s.score for s in alone.standards] == [s.score for s in heard.standards]
    for before, after in zip(alone.flags, heard.flags, strict=True):
        assert after.status in (before.status, "disputed")
    assert alone.level.ladder.index(alone.level.level) >= heard.level.ladder.index(heard.level.level)


def test_an_answer_that_residents_agree_with_has_the_highest_evidence_grade():
    found = assess(all_standards(), sheet_of(best), [tally((75, 100), ids={"PC-03"})])
    grades = {r.indicator.id: r.grade for r in found.results}
    assert grades["PC-03"] == 3
    assert set(grades.values()) == {0, 3}
    by_staff = assess(all_standards(), sheet_of(best), [tally((75, 100), role="staff")])
    assert {r.grade for r in by_staff.results} == {0}


def test_too_few_answers_say_nothing():
    few = Tally("residents", {}, "", "", 5, {"PC-03": QuestionTally("PC-03")})
    found = assess(all_standards(), sheet_of(best), [few])
    assert statuses(found) == {"PC-03": "too-few"}
    assert not disagreements(found)
    assert found.level == assess(all_standards(), sheet_of(best)).level


def test_every_red_flag_with_a_resident_question_can_be_disputed():
    standards = all_standards()
    asked = {indicator.id for indicator in ASKED}
    for standard in standards:
        for flag in standard.red_flags:
            looked_at = set(questions_looked_at(flag, standard, standards))
            assert looked_at, flag.id
            if flag.tier == "core":
                assert looked_at & asked, flag.id


@pytest.mark.parametrize("format", READABLE)
def test_the_first_page_tells_who_was_heard_and_where_they_part(format):
    found = assess(all_standards(), sheet_of(best), [tally((0, 25), ids={"PC-03", "PC-04"})])
    text = " ".join(RENDERERS[format](found).split())
    for said in (
        "What the voices say",
        "8 residents (September 2026 to November 2026)",
        "Not heard: staff and the documents",
    ):
        assert said in text
    assert text.index("What the voices say") < text.index("Red flags in full")
    assert "Disputed" in text
    assert "residents were not asked" not in text


def test_without_other_voices_the_report_says_that_residents_were_not_asked():
    report = make_report(example("mixed"))
    assert report.voices is None
    assert "residents were not asked here" in report.not_this[0]


def test_the_json_tells_each_voice_beside_the_others():
    found = shaped(assess(all_standards(), sheet_of(best), [tally((0, 25)), tally((75, 100), role="staff")]))
    phone = next(one for one in found["indicators"] if one["id"] == "PC-03")
    assert set(phone["voices"]) == {"said", "staff", "residents"}
    assert (phone["voices"]["residents"]["status"], phone["voices"]["staff"]["status"]) == ("disputed", "agree")
    assert phone["voices"]["residents"]["counts"] == {"yes": "6", "no": "<5"}
    kinds = [one["kind"] for one in found["disagreements"]]
    assert kinds == sorted(kinds, key=lambda kind: KINDS[kind])
    assert {one["role"] for one in found["tallies"]} == {"staff", "residents"}


def test_one_open_answer_beside_it_buries_no_dispute():
    sheet = sheet_of(best, changed={"PC-09": Answer("unknown")})
    found = assess(all_standards(), sheet, [tally((0, 25), several=True, ids={"PC-08"})])
    assert {flag.flag.id: flag.status for flag in found.flags}["punitive-exit"] == "disputed"


def test_that_a_question_does_not_apply_can_be_disputed():
    sheet = sheet_of(best, changed={"PC-02": Answer("not-applicable", reason="We have no chores.")})
    calm = assess(all_standards(), sheet, [tally((75, 100), ids={"PC-02"})])
    told = assess(all_standards(), sheet, [tally((0, 25), several=True, ids={"PC-02"})])
    assert statuses(calm) == {"PC-02": "unsure"}
    assert statuses(told) == {"PC-02": "disputed"}
    assert {flag.flag.id: flag.status for flag in told.flags}["mandatory-chores"] == "disputed"


def test_where_a_variant_was_not_asked_the_usual_question_stands_for_it():
    minors = {"residents": frozenset({"minors-in-custody"})}
    found = assess(all_standards(), sheet_of(best, facts=minors), [tally((0, 25), several=True, ids={"PC-03"})])
    assert statuses(found) == {"PC-03-minors": "disputed"}


def test_a_caution_that_leadership_admits_is_not_called_absent():
    half = next(o.id for i in ASKED if i.id == "PC-08" for o in i.options if o.flag == "caution")
    sheet = sheet_of(best, changed={"PC-08": Answer(half)})
    found = assess(all_standards(), sheet, [tally((25, 50), several=True, ids={"PC-08"})])
    assert statuses(found)["PC-08"] != "disputed"


def test_what_leadership_admits_and_others_report_is_agreement():
    found = assess(all_standards(), sheet_of(worst), [tally((25, 50), several=True, ids={"PC-03"})])
    assert statuses(found) == {"PC-03": "agree"}
    assert "They agree that this is not so yet: “The phone stays with its owner”." in RENDERERS["markdown"](found)
