"""Random standards, as the reader allows them, and random answers to them.

A standard is built as the data that would stand in its files, so that the same one can be made in memory
and written to a folder. It keeps what `standards check` asks for wherever the engine relies on it: among
the options of a question the worst ones raise a flag, the lowest level is open to all, and every other
level asks for the absence of core flags.
"""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from hypothesis import strategies as st

from rightscheck import load_standard
from rightscheck.model.answers import Answer, AnswerSheet, Evidence
from rightscheck.model.red_flag import RedFlag
from rightscheck.model.standard import Indicator, Standard, unfold

TIERS = ("core", "stop", "fix")
EFFORTS = ("today", "30-days", "needs-money")
HOUSING = ("emergency", "transitional", "none")
RESIDENTS = ("adults", "minors-with-parent", "minors-in-custody")


@cache
def tables():
    return load_standard("fnusa-core").tables


@dataclass(frozen=True)
class Written:
    """A standard as the data of its files."""

    head: dict
    indicators: tuple[dict, ...]
    red_flags: tuple[dict, ...]

    @property
    def id(self):
        return self.head["id"]

    def standard(self):
        order = [element["id"] for element in self.head["elements"]]
        indicators = sorted(
            (Indicator.model_validate(one) for one in self.indicators), key=lambda i: (order.index(i.element), i.id)
        )
        return Standard(
            **self.head,
            indicators=tuple(whole for indicator in indicators for whole in unfold(indicator)),
            red_flags=tuple(sorted((RedFlag.model_validate(f) for f in self.red_flags), key=lambda f: f.number)),
            tables=tables(),
        )


# Strategies are built once, here: building them anew for every draw would take most of the time.
_UP_TO = [st.integers(0, most) for most in range(26)]
_WORTHS = st.lists(st.integers(0, 20).map(lambda n: 5 * n), min_size=2, max_size=4).map(sorted)


def pick(draw, things):
    """Draw one of some things; the first is the simplest."""
    return things[draw(_UP_TO[len(things) - 1])]


def some(draw, things, most):
    """Draw one or more of some things, none twice."""
    left = list(things)
    return [left.pop(draw(_UP_TO[len(left) - 1])) for _ in range(1 + draw(_UP_TO[min(most, len(left)) - 1]))]


def _options(draw, *, flagged):
    """Draw options whose flags stand with the worst of them; ties in worth may be cut anywhere."""
    worths = draw(_WORTHS)
    present = caution = 0
    if flagged:
        caution = 1 + draw(_UP_TO[len(worths) - 2])
        present = draw(_UP_TO[caution])
    made = [{"id": f"o{place}", "text": f"Option {place}.", "worth": worth} for place, worth in enumerate(worths)]
    for place in range(caution):
        made[place]["flag"] = "present" if place < present else "caution"
    return [made.pop(draw(_UP_TO[len(made) - 1])) for _ in worths]


def _facts_condition(draw, depth=2):
    if depth and pick(draw, (False, True)):
        kind = pick(draw, ("any", "all", "not"))
        if kind == "not":
            return {"not": _facts_condition(draw, depth - 1)}
        return {kind: [_facts_condition(draw, depth - 1) for _ in range(pick(draw, (1, 2)))]}
    kind = pick(draw, ("is", "in", "includes", "at_least"))
    if kind == "is":
        return {"fact": "housing", "is": pick(draw, HOUSING)}
    if kind == "in":
        return {"fact": "housing", "in": some(draw, HOUSING, 2)}
    if kind == "includes":
        return {"fact": "residents", "includes": pick(draw, RESIDENTS)}
    return {"fact": "beds", "at_least": 1 + draw(_UP_TO[20])}


def _indicator(draw, code, element):
    flagged = pick(draw, (False, True))
    made = {
        "id": code,
        "title": f"Practice {code}",
        "element": element,
        "weight": 1 + draw(_UP_TO[2]),
        "see": "What is seen.",
        "question": f"Is {code} so?",
        "options": _options(draw, flagged=flagged),
        "evidence": ["A paper"],
        "sources": ["S0-1"],
        "not_applicable": pick(draw, ("never", "with-reason")),
    }
    if pick(draw, (0, 0, 0, 1)):
        made["applies_when"] = _facts_condition(draw)
    if pick(draw, (0, 0, 0, 1)):
        made["variants"] = [
            {
                "for": "minors",
                "when": _facts_condition(draw),
                "title": f"Practice {code} for minors",
                "see": "What is seen.",
                "question": f"Is {code} so for minors?",
                "options": _options(draw, flagged=flagged),
                "evidence": ["A paper"],
            }
        ]
    return made


def _answer_test(draw, name, indicator, *, turned):
    """Draw a test of one answer that holds for the worst options, or, under a `not`, for the best."""
    by_worth = [option["id"] for option in sorted(indicator["options"], key=lambda o: o["worth"])]
    cut = 1 + draw(_UP_TO[len(by_worth) - 2])
    if turned:
        return {"answer": name, **pick(draw, ({"in": by_worth[cut:]}, {"is": by_worth[-1]}))}
    tests = [{"in": by_worth[:cut]}, {"is": by_worth[0]}]
    worths = sorted({option["worth"] for option in indicator["options"]})
    tests += [{"worth_below": high} for _, high in pairwise(worths)]
    tests += [{"raises": level} for level in ("caution", "present") if _raised_by_the_worst(indicator, level)]
    return {"answer": name, **pick(draw, tests[::-1])}


def _raised_by_the_worst(indicator, level):
    """Tell whether some options raise a level and no better one does: a flag that another standard's tests do not hear
    of may have been taken from the worst of them."""
    for asked in (indicator, *indicator.get("variants", ())):
        raising = [option["worth"] for option in asked["options"] if option.get("flag") in (level, "present")]
        others = [option["worth"] for option in asked["options"] if option.get("flag") not in (level, "present")]
        if raising and others and max(raising) > min(others):
            return False
    return any(option.get("flag") in (level, "present") for option in indicator["options"])


def _condition(draw, questions, *, turned=False, depth=3):
    if depth and pick(draw, (False, True)):
        kind = pick(draw, ("any", "all", "not"))
        if kind == "not":
            return {"not": _condition(draw, questions, turned=not turned, depth=depth - 1)}
        count = pick(draw, (1, 2, 3))
        return {kind: [_condition(draw, questions, turned=turned, depth=depth - 1) for _ in range(count)]}
    if pick(draw, (0, 0, 0, 0, 1)):
        return _facts_condition(draw, 0)
    name, indicator = pick(draw, questions)
    return _answer_test(draw, name, indicator, turned=turned)


def _red_flag(draw, number, questions):
    made = {
        "id": f"flag-{number}",
        "number": f"RF-{number:02d}",
        "title": f"Problem {number}",
        "tier": pick(draw, TIERS),
        "right": "phones",
        "practice": "What is done.",
        "harm": "Why it hurts.",
        "instead": "What to do.",
        "sample_wording": "Your phone is yours.",
        "effort": pick(draw, EFFORTS),
        "staff_worry": {"fear": "What is feared.", "answer": "What is so."},
        "on_a_visit": ["What is asked?"],
        "not_a_flag": ["What is fine."],
        "present": _condition(draw, questions),
        "cues": {"burdens": ["hand in your phone"]},
        "examples": {"flags": ["No phones.", "Phones are held."], "passes": ["Keep your phone.", "It is yours."]},
        "sources": ["S0-1"],
    }
    if pick(draw, (False, True)):
        made["caution"] = _condition(draw, questions)
    return made


def _requirement(draw):
    kind = pick(draw, ("score_at_least", "each_element_at_least", "flags_absent", "cautions_absent"))
    return {kind: some(draw, TIERS, 3) if kind.endswith("absent") else 4 * (1 + draw(_UP_TO[24]))}


def _levels(draw):
    made = [{"id": "level-0", "title": "Level 0", "meaning": "The lowest."}]
    for place in range(1, pick(draw, (2, 3, 4, 5))):
        absent = ["core", *pick(draw, ((), ("stop",), ("stop", "fix")))]
        requires = [{"flags_absent": absent}, *(_requirement(draw) for _ in range(draw(_UP_TO[3])))]
        made.append({"id": f"level-{place}", "title": f"Level {place}", "meaning": "Higher.", "requires": requires})
    return made


def _tests(condition):
    """Yield the tests of answers in a tree."""
    if "answer" in condition:
        yield condition
    inner = condition.get("any") or condition.get("all") or ([condition["not"]] if "not" in condition else [])
    for part in inner:
        yield from _tests(part)


def _take_unheard_flags_away(indicators, flags):
    """Take away the flag of an option that no red flag looks at: the reader asks for it, and it changes nothing."""
    tests = [test for flag in flags for name in ("present", "caution") if name in flag for test in _tests(flag[name])]
    for indicator in indicators:
        own = [test for test in tests if test["answer"] == indicator["id"]]
        for asked in (indicator, *indicator.get("variants", ())):
            for option in asked["options"]:
                named = asked is indicator and any(option["id"] in (t.get("is"), *t.get("in", ())) for t in own)
                weak = any(option["worth"] < test.get("worth_below", 0) for test in own)
                raised = any(t.get("raises") in ("caution", option.get("flag")) for t in own if "raises" in t)
                if not (named or weak or raised):
                    option.pop("flag", None)


@st.composite
def written_standards(draw, name="alpha", prefix="AA", flags_from=1, foreign=()):
    """One standard as data. `foreign` are questions of other standards that its red flags may look at."""
    elements = [f"{name}-{place}" for place in range(1 + draw(_UP_TO[2]))]
    homes = [*elements, *(pick(draw, elements) for _ in range(draw(_UP_TO[3])))]
    indicators = [_indicator(draw, f"{prefix}-{place:02d}", home) for place, home in enumerate(homes, start=1)]
    questions = [(one["id"], one) for one in indicators] + list(foreign)
    flags = [_red_flag(draw, flags_from + place, questions) for place in range(draw(_UP_TO[4]))]
    _take_unheard_flags_away(indicators, flags)
    head = {
        "id": name,
        "title": f"Standard {name}",
        "short_title": name,
        "version": "1.0.0",
        "publisher": "Us",
        "standard_of": "Us",
        "relation": "Our own.",
        "about": "All of it.",
        "documents": ["S0"],
        "elements": [
            {
                "id": element,
                "title": element,
                "says": "What it says.",
                "weight": 1 + draw(_UP_TO[9]),
                "sources": ["S0-1"],
            }
            for element in elements
        ],
        "levels": _levels(draw),
    }
    return Written(head, tuple(indicators), tuple(flags))


@st.composite
def standards(draw):
    """One or two standards that are assessed together; flags of the second may look at questions of the first."""
    first = draw(written_standards())
    if pick(draw, (False, True)):
        return (first.standard(),)
    foreign = [(f"alpha/{one['id']}", one) for one in first.indicators]
    second = draw(written_standards(name="beta", prefix="BB", flags_from=11, foreign=foreign))
    return (first.standard(), second.standard())


def _facts(draw):
    """Draw facts as they are stated; any of them may be missing."""
    stated = {}
    if pick(draw, (False, True)):
        stated["housing"] = frozenset({pick(draw, HOUSING)})
    if pick(draw, (False, True)):
        stated["residents"] = frozenset(some(draw, RESIDENTS, 3))
    if pick(draw, (False, True)):
        stated["beds"] = draw(_UP_TO[25])
    return stated


def choices(indicator):
    """Give what may be answered to one question; the open answers come first."""
    found = [None, "unknown", *indicator.option_by_id]
    return [*found, "not-applicable"] if indicator.not_applicable == "with-reason" else found


PIECES = (Evidence(paper="A paper"), Evidence(record="A record"), Evidence(quote="Words.", file="handbook.md"))


def _answer(draw, indicator, *, settled):
    return Answer(
        pick(draw, [*indicator.option_by_id] if settled else choices(indicator)),
        note=pick(draw, ("", "A note.")),
        reason="Does not fit.",
        required_by=pick(draw, (None, "FR-16")),
        change_by=pick(draw, (None, "2027-01", "2027-03")),
        evidence=pick(draw, ((), PIECES[:1], PIECES[1:2], PIECES[2:], PIECES)),
    )


@st.composite
def sheets(draw, together, *, settled=False):
    """Answers to the questions of some standards. Settled: every question is answered with an option."""
    answers = {
        indicator.id: _answer(draw, indicator, settled=settled)
        for standard in together
        for indicator in standard.indicators
        if settled or draw(_UP_TO[4])
    }
    return AnswerSheet(answers=answers, facts=_facts(draw), program="Some house", date="2026-11")


@st.composite
def cases(draw, *, settled=False):
    """Standards with an answer sheet."""
    together = draw(standards())
    return together, draw(sheets(together, settled=settled))
