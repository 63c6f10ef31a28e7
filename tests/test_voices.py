"""Leadership beside staff, residents, and documents: gaps, disputes, and what they do to flags, level, and grades."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from document_files import document, docx, odt, p
from report_helpers import READABLE, all_standards, best, example, flat, sheet_of, visible, worst
from rightscheck.check.assess import assess
from rightscheck.check.contradictions import contradictions, silences, written_about
from rightscheck.check.voices import gaps_of, heard, questions_looked_at
from rightscheck.model.answers import Answer
from rightscheck.model.assessment import STANDING
from rightscheck.model.finding import Finding, ReadDocument, ScanResult, Words
from rightscheck.model.red_flag import TIER_ORDER
from rightscheck.model.tally import Count, QuestionTally, Tally
from rightscheck.read.documents import READERS
from rightscheck.render.assessment_json import shaped
from rightscheck.render.disagreements import KINDS, Disagreement, disagreements
from rightscheck.render.formats import RENDERERS
from rightscheck.render.report import make_report
from rightscheck.render.scan_text import finding_texts
from rightscheck.render.voices_text import _in_short, _is_most, _status, place_text
from rightscheck.render.words import ENGLISH
from test_read_pdf import pdf

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
    assert {one["kind"] for one in found["disagreements"]} <= KINDS.keys()
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


# What is said of it on paper


def finding(rule, polarity="violates", confidence="certain", line=1):
    """A sentence of the handbook that speaks of a red flag."""
    right = next(flag.right for standard in all_standards() for flag in standard.red_flags if flag.id == rule)
    quote = f"Rule {line} on {rule}."
    words = (Words(0, 4, "act", line, 1, line, 5),)
    mark = f"{line:04}{len(rule):012}"
    return Finding("book.md", line, 1, line, 9, None, right, rule, polarity, confidence, quote, words, "read", mark)


def with_book(found, *findings):
    flags = {flag.id: flag for standard in all_standards() for flag in standard.red_flags}
    read = ReadDocument("book.md", "markdown", 9, lines=("",) * 99)
    scan = ScanResult((read,), findings, (), all_standards()[0].tables.rights, flags)
    parts = (written_about(found, scan), contradictions(found, scan), silences(found, scan))
    return heard(found, scan, *parts, ())


def told(found, format="markdown"):
    return flat(visible(RENDERERS[format](found), format))


def first_page(found, format="markdown"):
    return told(found, format).split("Red flags in full")[0]


def praised(found):
    return [result.indicator.id for result in found.strengths]


def test_what_others_speak_against_is_no_strength():
    plain = assess(all_standards(), sheet_of(best))
    assert {"PC-03", "PC-04", "PC-15", "PC-07"} <= set(praised(plain))
    found = assess(
        all_standards(),
        sheet_of(best),
        [tally((0, 25), ids={"PC-03"}), tally((50, 75), role="staff", ids={"PC-04"})],
    )
    found = with_book(found, finding("sobriety-gate", confidence="likely"), finding("belongings-held", "upholds"))
    assert statuses(found)["PC-03"] == "disputed"
    assert statuses(found, "staff")["PC-04"] == "differs"
    assert set(praised(plain)) - set(praised(found)) == {"PC-03", "PC-04", "PC-15"}


def test_what_a_document_takes_is_no_strength_though_the_answer_asserts_nothing():
    silent = next(o for i in ASKED if i.id == "PC-06" for o in i.options if o.worth >= 80 and o.asserts is None)
    found = assess(all_standards(), sheet_of(best, changed={"PC-06": Answer(silent.id)}))
    assert "PC-06" in praised(found)
    taken = with_book(found, finding("contact-cut-off"))
    assert not [one for one in taken.voices.contradictions if one.indicator == "PC-06"]
    assert "PC-06" not in praised(taken)
    agreeing = assess(all_standards(), found.sheet, [tally((75, 100), ids={"PC-06"})])
    assert "“Contact with people one chooses”" in make_report(agreeing).voices.agree
    voices = make_report(with_book(agreeing, finding("contact-cut-off"))).voices
    assert "“Contact with people one chooses”" not in voices.agree
    assert {one.id: one.status for one in voices.practices}["PC-06"] == "Not settled"


def test_what_every_voice_bears_out_is_praised_first():
    light = next(r.indicator.id for r in assess(all_standards(), sheet_of(best)).strengths[::-1] if asked(r))
    few = Tally("staff", {}, "", "", 5, {light: QuestionTally(light)})
    found = assess(all_standards(), sheet_of(best), [tally((75, 100), ids={light}), few])
    assert praised(found)[0] == light
    cool = tally((25, 75), role="staff", ids={light})
    parted = assess(all_standards(), sheet_of(best), [tally((75, 100), ids={light}), cool])
    assert praised(parted)[:1] != [light]


def asked(result):
    return result.indicator.id in {indicator.id for indicator in ASKED}


@pytest.mark.parametrize("format", READABLE)
@pytest.mark.parametrize(("few", "others"), [("staff", "residents"), ("residents", "staff")])
def test_one_voice_with_too_few_answers_blocks_no_agreement_of_the_others(few, others, format):
    silent = Tally(few, {}, "", "", 5, {"PC-04": QuestionTally("PC-04"), "PC-03": QuestionTally("PC-03")})
    sheet = sheet_of(best, changed={"PC-03": Answer("staff-hold")})
    found = assess(all_standards(), sheet, [silent, tally((75, 100), role=others, ids={"PC-04"})])
    page = first_page(found, format)
    assert f"Leadership and {others} agree on “Faith is free”; of {few} there are too few answers to show." in page
    assert "On no practice is it certain" not in page
    row = {one.id: one for one in make_report(found).voices.practices}["PC-04"]
    assert row.status == "Alike"
    assert getattr(row, few) == "Too few to show"
    low = assess(all_standards(), sheet, [silent, tally((0, 25), role=others, ids={"PC-03"})])
    assert f"Leadership and {others} agree that this is not so yet: “The phone stays with its owner”" in told(low)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_page_one_finds_agreement_where_the_table_does_and_names_no_other(data):
    ids = st.sampled_from(["PC-03", "PC-04", "PC-15"])
    shapes = st.sampled_from([*BANDS, (0, 50), (50, 100), None])
    tallies = []
    for role in ("staff", "residents"):
        means = data.draw(st.dictionaries(ids, shapes, min_size=1))
        told = {key: QuestionTally(key, {}, mean, False if mean else None) for key, mean in means.items()}
        tallies.append(Tally(role, {}, "", "", 9, told))
    found = assess(all_standards(), sheet_of(data.draw(st.sampled_from([best, worst]))), tallies)
    voices = make_report(found).voices
    alike = [one.title for one in voices.practices if one.status == "Alike"]
    assert bool(alike) == ("agree" in voices.agree and "certain yet" not in voices.agree)
    assert {one.title for one in voices.practices if f"“{one.title}”" in voices.agree} == set(alike)


@pytest.mark.parametrize(
    ("worth", "mean", "said"),
    [
        (100, (50, 75), "on the whole, they see it less well."),  # 2 yes, 3 sometimes and 1 no of 6
        (100, (25, 50), "on the whole, they see it less well."),  # half of them may say yes
        (100, (0, 25), "most of those who could say see it less well."),
        (0, (25, 50), "on the whole, they see it better."),
        (0, (50, 75), "most of those who could say see it better."),
        (50, (75, 100), "most of those who could say see it better."),
    ],
)
def test_most_is_said_only_where_the_published_mean_proves_it(worth, mean, said):
    hidden = Tally("residents", {}, "", "", 8, {"PC-04": QuestionTally("PC-04", {"yes": Count(0, 4)}, mean, False)})
    found = assess(all_standards(), sheet_of(best), [hidden])
    place = next(i for i, r in enumerate(found.results) if r.indicator.id == "PC-04")
    option = found.results[place].option.model_copy(update={"worth": worth})
    result = replace(found.results[place], option=option)
    kind = "kinder" if worth < mean[0] else "differs"
    one = Disagreement(kind, result, "residents", tally=hidden.questions["PC-04"])
    assert _in_short(one, result, hidden, ENGLISH) == said


@given(st.integers(0, 100), st.lists(st.sampled_from([0, 15, 50, 60, 85, 100]), min_size=5, max_size=12), st.data())
def test_no_way_to_answer_makes_most_untrue(worth, answers, data):
    mean = sum(answers) / len(answers)
    band = data.draw(st.sampled_from([(low, high) for low, high in WIDE if low < mean <= high or (low == 0 == mean)]))
    is_kinder = worth - band[0] <= -25
    if not is_kinder and worth - band[1] < 25:
        return
    result = replace(EXAMPLE, option=EXAMPLE.option.model_copy(update={"worth": worth}))
    hidden = QuestionTally("PC-04", {}, band, False)
    if _is_most(Disagreement("kinder" if is_kinder else "differs", result, "residents", tally=hidden), result):
        seen = sum(one > worth if is_kinder else one < worth for one in answers)
        assert 2 * seen > len(answers)


WIDE = (*BANDS, (0, 50), (50, 100), (25, 75), (0, 100))
EXAMPLE = next(r for r in assess(all_standards(), sheet_of(best)).results if r.indicator.id == "PC-04")


@pytest.mark.parametrize(
    ("worth", "status"), [(0, "All tell of a limit"), (50, "All tell of a limit"), (60, "Not settled")]
)
def test_where_nobody_tells_of_much_all_tell_of_a_limit_also_where_leadership_tells_of_nothing(worth, status):
    found = assess(all_standards(), sheet_of(best), [tally((0, 50), ids={"PC-04"})])
    place = next(i for i, r in enumerate(found.results) if r.indicator.id == "PC-04")
    option = found.results[place].option.model_copy(update={"worth": worth})
    result = replace(found.results[place], option=option)
    gaps = gaps_of([result], {"residents": tally((0, 50))})["PC-04"]
    assert [gap.status for gap in gaps] == ["unsure"]
    assert _status(result, gaps, found, ENGLISH) == status
    unknown = replace(result, option=None)
    assert _status(unknown, gaps, found, ENGLISH) == "Not settled"


@pytest.mark.parametrize("suffix", READERS)
def test_a_sentence_stands_where_its_reader_counts_it_in_lines_paragraphs_or_pages(suffix):
    text = "Phones stay with you."
    made = {
        **dict.fromkeys((".docx", ".docm", ".dotx"), docx(p(text))),
        **dict.fromkeys((".odt", ".ott"), odt(f"<text:p>{text}</text:p>")),
        ".pdf": pdf([(72, 700, text)]),
    }
    unit = {".pdf": "page 1", **dict.fromkeys(made.keys() - {".pdf"}, "paragraph 1")}.get(suffix, "line 1")
    name = f"house{suffix.upper()}"
    read = document(made.get(suffix, text.encode()), name)
    spot = read.blocks[0].spots[0]
    one = replace(finding("phone-taken"), path=name, line=spot.line, page=spot.page)
    scan = with_book(assess(all_standards(), sheet_of(best)), one).scan
    scan = replace(scan, documents=(ReadDocument(name, read.format, 1, read.lines),))
    assert place_text(one, scan, ENGLISH) == f"{name}, {unit}"
    assert [told.spot for told in finding_texts(scan)] == [unit]


@pytest.mark.parametrize("format", READABLE)
def test_the_card_of_a_red_flag_tells_the_disagreement_it_rests_on(format):
    disputing = tally((0, 25), several=True, ids={"PC-04"})
    found = with_book(assess(all_standards(), sheet_of(best), [disputing]), finding("compelled-religion", line=88))
    card = told(found, format).split("Red flags in full", 1)[1].split("Why it hurts")[0]
    assert "Residents, asked “Do you have to take part in prayer, worship, or faith study here?”: “yes” from 6" in card
    assert "book.md, line 88: “Rule 88 on compelled-religion.”" in card
    assert "Leadership says that this does not happen; residents tell it otherwise." in card
    assert "staff" not in card.replace("stand", "")
    both = assess(all_standards(), sheet_of(best), [disputing, replace(disputing, role="staff")])
    assert "this does not happen; staff and residents tell it otherwise." in told(both, format)


def test_an_answer_that_is_contradicted_stands_on_its_flags_card_though_it_raised_nothing():
    rooms = next(i for standard in all_standards() for i in standard.indicators if i.id == "PC-11")
    sheet = sheet_of(best, changed={"PC-11": Answer(worst(rooms))})
    found = with_book(assess(all_standards(), sheet), finding("searches-and-tracking"))
    (card,) = (one for one in make_report(found).present if one.flag.id == "searches-and-tracking")
    assert [(answer.id, len(answer.others)) for answer in card.found] == [("PC-11", 0), ("PC-12", 1)]


def test_for_a_visit_names_each_practice_on_which_the_voices_part():
    found = assess(all_standards(), sheet_of(best), [tally((50, 75), ids={"PC-03"})])
    found = with_book(found, finding("sobriety-gate", confidence="likely", line=7))
    for format in ("html", "markdown"):
        visit = told(found, format).rsplit("Where the voices part", 1)[1].split("How scoring works")[0]
        for said in (
            "The phone stays with its owner",
            "To ask: Who holds an adult resident's phone?",
            "To ask to see: Phone policy; Intake bag list",
            "The documents seem to say otherwise",
            "book.md, line 7: “Rule 7 on sobriety-gate.”",
        ):
            assert said in visit, (format, said)
    calm = told(assess(all_standards(), sheet_of(best), [tally((75, 100), ids={"PC-03"})]))
    assert "Where the voices part" not in calm


def test_disagreements_come_by_the_tier_of_the_red_flag_and_those_in_writing_first():
    rules = ("sobriety-gate", "compelled-religion", "police-cooperation-required")
    found = assess(all_standards(), sheet_of(best), [tally((0, 25), several=True)])
    found = with_book(found, *(finding(rule, confidence="likely", line=n) for n, rule in enumerate(rules, 1)))
    tiers = {}
    for flag in found.flags:
        for key in flag.looks_at:
            tiers[key] = min(TIER_ORDER[flag.flag.tier], tiers.get(key, 3))
    order = list(dict.fromkeys(one.result.indicator.id for one in disagreements(found)))
    assert len(order) > 12
    assert [tiers.get(key, 3) for key in order] == sorted(tiers.get(key, 3) for key in order)
    assert order[0] == "PC-04"
    assert {"PC-03", "PC-02", "PC-05"} <= set(order[1:4])
    for tier, first in ((1, "SJ-02"), (2, "PC-15")):
        assert next(key for key in order if tiers.get(key, 3) == tier) == first
    assert f"They part on {len(order) - 3} more practices" in first_page(found)


@pytest.mark.parametrize("format", READABLE)
def test_a_right_that_is_protected_vouches_for_no_practice_by_itself(format):
    found = with_book(assess(all_standards(), sheet_of(best)), finding("searches-and-tracking", "upholds", line=29))
    text = told(found, format)
    assert "The papers protect this right (book.md, line 29); whether this practice, please read." in text
    assert "Protected: book.md, line 29" not in text
    listed = text.split("Said, and not written down")[1].split("The elements")[0]
    silent, near = listed.split("For these, the papers protect the right.")
    for title in ("Cameras outside only, and no tracking", "Private rooms and bags"):
        assert title in near
        assert title not in silent
    assert "The phone stays with its owner" in silent
    written = {one["id"]: one["voices"].get("written") for one in shaped(found)["indicators"]}["PC-12"]
    assert written == {"restricts": 0, "protects": 0, "at": [], "may_protect_at": ["book.md:29:1"]}
    assert "PC-12" not in {one["indicator"] for one in shaped(found)["silent"]}


def test_a_rule_that_may_mean_another_practice_only_seems_to_deny_an_answer():
    found = with_book(assess(all_standards(), sheet_of(best)), finding("searches-and-tracking"), finding("phone-taken"))
    seems = {one["indicator"]: (one["confidence"], one["seems"]) for one in shaped(found)["disagreements"]}
    assert seems["PC-12"] == ("certain", True)
    assert seems["PC-03"] == ("certain", False)
    words = {one.id: one.word for one in make_report(found).visit}
    assert words["PC-12"] == "The documents seem to say otherwise"
    assert words["PC-03"] == "The documents say otherwise"
