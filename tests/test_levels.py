"""Levels: the highest rung whose every requirement is met, judged so that silence never helps."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

import strategies
from check_helpers import EXAMPLES
from rightscheck import assess, load_answers, load_standard
from rightscheck.check.flags import failing
from rightscheck.check.levels import level_result
from rightscheck.model.assessment import ElementResult, FlagResult, Score, StandardResult
from rightscheck.model.red_flag import RedFlag
from rightscheck.model.standard import Element, Level, Standard

LADDER = load_standard("fnusa-core").levels
RUNGS = [level.id for level in LADDER]
GOOD = (90, 100)


def flag(status, tier, worst=None, name="some-flag"):
    return FlagResult(RedFlag.model_construct(id=name, tier=tier), status, worst or status, (), ())


def standard(low, high=None, *, elements=(GOOD,), name="some-standard"):
    made = [
        ElementResult(
            Element.model_construct(id=f"element-{place}"),
            Score(None, *(both or (None, None)), 1.0),
            (),
            0,
            0,
            0,
        )
        for place, both in enumerate(elements)
    ]
    score = Score(None, low, low if high is None else high, 1.0)
    return StandardResult(Standard.model_construct(id=name), score, tuple(made))


FULL = standard(100)


@pytest.mark.parametrize(
    ("standards", "flags", "level", "best"),
    [
        ([FULL], [], "rights-based", "rights-based"),
        ([FULL], [flag("clear", "core"), flag("not-applicable", "stop")], "rights-based", "rights-based"),
        # a flag caps the level, however good the mean
        ([FULL], [flag("present", "core")], "change-now", "change-now"),
        ([FULL], [flag("present", "stop")], "change", "change"),
        ([FULL], [flag("present", "fix")], "mostly-rights-based", "mostly-rights-based"),
        ([FULL], [flag("present", "fix"), flag("present", "core", name="b")], "change-now", "change-now"),
        ([FULL], [flag("caution", "core")], "on-the-way", "on-the-way"),
        ([FULL], [flag("caution", "stop")], "mostly-rights-based", "mostly-rights-based"),
        ([FULL], [flag("caution", "fix")], "rights-based", "rights-based"),
        # what is not known could be present
        ([FULL], [flag("unknown", "core", "present")], "change-now", "rights-based"),
        ([FULL], [flag("unknown", "core", "caution")], "on-the-way", "rights-based"),
        ([FULL], [flag("caution", "core", "present")], "change-now", "on-the-way"),
        ([FULL], [flag("unknown", "stop", "present")], "change", "rights-based"),
        ([FULL], [flag("unknown", "fix", "present")], "mostly-rights-based", "rights-based"),
        # scores are taken at their low end
        ([standard(49.99)], [], "change", "change"),
        ([standard(50)], [], "on-the-way", "on-the-way"),
        ([standard(69.99)], [], "on-the-way", "on-the-way"),
        ([standard(70)], [], "mostly-rights-based", "mostly-rights-based"),
        ([standard(85)], [], "rights-based", "rights-based"),
        ([standard(49, 84)], [], "change", "mostly-rights-based"),
        ([standard(100, elements=(GOOD, (49, 49)))], [], "on-the-way", "on-the-way"),
        ([standard(100, elements=(GOOD, (50, 100)))], [], "mostly-rights-based", "rights-based"),
        ([standard(100, elements=(GOOD, None))], [], "rights-based", "rights-based"),
        # each standard must reach the score, not their mean
        ([FULL, standard(40, name="other")], [], "change", "change"),
        ([FULL, standard(40, 90, name="other")], [], "change", "rights-based"),
    ],
)
def test_the_level_is_the_highest_rung_whose_every_requirement_is_met(standards, flags, level, best):
    found = level_result(LADDER, standards, flags)
    assert (found.level.id, found.best.id) == (level, best)
    following = RUNGS.index(level) + 1
    assert (found.next.id if found.next else None) == (RUNGS[following] if following < len(RUNGS) else None)
    assert bool(found.unmet) == (level != "rights-based")


def test_what_is_unmet_names_every_shortfall_and_whether_answers_could_mend_it():
    standards = [standard(60, 90, elements=((40, 90), (80, 80), (30, 45))), standard(65, name="other")]
    flags = [
        flag("caution", "core", name="core-caution"),
        flag("clear", "stop", name="fine"),
        flag("present", "fix", name="not-asked-for"),
    ]
    found = level_result(LADDER, standards, flags)
    assert found.level.id == "on-the-way"
    told = [(u.standard, u.short, u.reached, u.could_be_met) for u in found.unmet]
    assert told == [
        ("", ("core-caution",), None, False),
        ("some-standard", (), 60, True),
        ("other", (), 65, False),
        ("some-standard", ("element-0", "element-2"), None, False),
    ]


def test_a_flag_that_is_not_known_is_told_as_unmet_and_as_possible():
    found = level_result(
        LADDER, [FULL], [flag("unknown", "core", "present", name="a"), flag("clear", "core", name="b")]
    )
    assert [(u.short, u.could_be_met) for u in found.unmet] == [(("a",), True)]


def test_a_rung_is_reached_by_its_own_requirements_and_not_by_those_below_it():
    """The reader asks for no ladder in which each rung contains the one below."""
    ladder = (
        Level(id="low", title="Low", meaning="Open to all."),
        Level(id="strict", title="Strict", meaning="A score.", requires=[{"score_at_least": 90}]),
        Level(id="kind", title="Kind", meaning="No flags.", requires=[{"flags_absent": ["core"]}]),
    )
    assert level_result(ladder, [standard(10)], []).level.id == "kind"
    assert level_result(ladder, [standard(95)], [flag("present", "core")]).level.id == "strict"
    assert level_result(ladder, [standard(10)], [flag("present", "core")]).level.id == "low"


@settings(max_examples=50, deadline=None)
@given(strategies.cases())
def test_what_is_unmet_is_what_the_next_rung_asks_for(case):
    together, sheet = case
    found = assess(together, sheet)
    level = found.level
    at = level.ladder.index(level.level)
    assert level.ladder == together[0].levels
    assert level.next == (level.ladder[at + 1] if at + 1 < len(level.ladder) else None)
    assert bool(level.unmet) == (level.next is not None)
    tiers = {f.flag.id: f.flag.tier for f in found.flags}
    for unmet in level.unmet:
        assert unmet.requirement in level.next.requires
        wanted = unmet.requirement.flags_absent or unmet.requirement.cautions_absent
        if wanted:
            assert {tiers[short] for short in unmet.short} <= set(wanted)
    if level.next and all(unmet.could_be_met for unmet in level.unmet):
        assert level.ladder.index(level.best) > at


def test_the_first_standard_leads():
    sheet = load_answers(EXAMPLES / "rights-based")
    core, carceral = load_standard("fnusa-core"), load_standard("fnusa-non-carceral")
    assert assess([core, carceral], sheet).level.ladder is core.levels
    assert assess([carceral, core], sheet).level.ladder is carceral.levels


@pytest.mark.parametrize(
    ("fail_on", "fails"),
    [
        ("never", set()),
        ("core", {"core present"}),
        ("stop", {"core present", "stop present"}),
        ("fix", {"core present", "stop present", "fix present"}),
        (
            "caution",
            {"core present", "stop present", "fix present", "core caution", "stop caution", "fix caution"},
        ),
    ],
)
def test_a_job_fails_on_flags_known_to_stand_at_or_above_its_tier(fail_on, fails):
    statuses = ("present", "caution", "unknown", "clear", "not-applicable")
    every = [flag(status, tier, name=f"{tier} {status}") for tier in ("core", "stop", "fix") for status in statuses]
    found = replace(assess(load_standard(), load_answers(EXAMPLES / "mixed")), flags=tuple(every))
    assert {f.flag.id for f in failing(found, fail_on)} == fails
