"""A second, naive engine, written from docs and house rules alone: exact fractions, plain loops, no look-ups ahead.

It works on the data of files (mappings and lists), so that it shares nothing with the program but the files.
"""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
STANDARDS = ROOT / "standards"
EXAMPLES = ROOT / "examples"
SAID_OTHERWISE = {"do not know": "unknown", "does not apply": "not-applicable", "n/a": "not-applicable"}
OPEN, TRUE, FALSE, LEFT_OUT = "open", True, False, None


def plain(path):
    """Read YAML with every plain value as the text that was written, and nothing for a blank."""

    def blank(value):
        if isinstance(value, dict):
            return {key: blank(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [blank(inner) for inner in value]
        return None if value in ("", "null", "~") else value

    return blank(yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader))


@dataclass(frozen=True)
class Question:
    id: str
    base: str
    standard: str
    element: str
    weight: int
    worth: dict
    flag: dict
    applies: dict | None

    @property
    def is_variant(self):
        return self.id != self.base


def questions_of(standard, indicator):
    """Give an indicator's question and those of its variants."""

    def question(suffix, options, applies):
        return Question(
            id=indicator["id"] + suffix,
            base=indicator["id"],
            standard=standard,
            element=indicator["element"],
            weight=int(indicator["weight"]),
            worth={option["id"]: int(option["worth"]) for option in options},
            flag={option["id"]: option.get("flag") for option in options},
            applies=applies,
        )

    yield question("", indicator["options"], indicator.get("applies_when"))
    for variant in indicator.get("variants") or ():
        yield question(f"-{variant['for']}", variant["options"], variant["when"])


def is_asked(question, facts):
    """A fact that is not stated takes no question out, and brings no variant in."""
    if question.applies is None:
        return True
    holds = judge(question.applies, lambda _: LEFT_OUT, facts)
    return holds is TRUE if question.is_variant else holds is not FALSE


def judge(condition, ask, facts):
    """Judge a condition: TRUE, FALSE, OPEN, or LEFT_OUT when nothing in it applies."""
    if "answer" in condition:
        return ask(condition)
    if "fact" in condition:
        return judge_fact(condition, facts)
    if "not" in condition:
        return {TRUE: FALSE, FALSE: TRUE}.get(inner := judge(condition["not"], ask, facts), inner)
    return join(condition, ask, facts)


def join(condition, ask, facts):
    """Join parts; facts may settle a condition, but do not stand in for questions that do not apply."""
    deciding, other = (TRUE, FALSE) if "any" in condition else (FALSE, TRUE)
    parts = condition["any" if "any" in condition else "all"]
    found = [judge(part, ask, facts) for part in parts]
    if deciding in found:
        return deciding
    asking = [truth for part, truth in zip(parts, found, strict=True) if asks(part)]
    if asking and set(asking) == {LEFT_OUT} and not (OPEN in found and deciding is TRUE):
        return LEFT_OUT  # facts alone are left; in `any`, one that is not stated could still decide
    return OPEN if OPEN in found else other if other in found else LEFT_OUT


def asks(condition):
    if "answer" in condition:
        return True
    inner = condition.get("any") or condition.get("all") or ([condition["not"]] if "not" in condition else [])
    return any(asks(part) for part in inner)


def judge_fact(test, facts):
    value = facts.get(test["fact"])
    if value is None:
        return OPEN
    if "at_least" in test:
        return value >= int(test["at_least"])
    wanted = {test.get("is"), test.get("includes"), *(test.get("in") or ())}
    return bool(wanted & set(value))


def judge_answer(test, home, questions, choices):
    """Judge a test over the question it names and, where it is about flags or worth, over its variants too."""
    standard, _, base = test["answer"].rpartition("/")
    found = []
    for question in questions:
        if (question.standard, question.base) != (standard or home, base) or question.id not in choices:
            continue
        if question.is_variant and ("is" in test or "in" in test):
            continue
        choice = choices[question.id]
        if choice == "unknown":
            found.append(OPEN)
        elif choice != "not-applicable":
            found.append(holds(test, question, choice))
    return TRUE if TRUE in found else OPEN if OPEN in found else FALSE if FALSE in found else LEFT_OUT


def holds(test, question, choice):
    if "raises" in test:
        return question.flag[choice] in {"caution": ("present", "caution"), "present": ("present",)}[test["raises"]]
    if "worth_below" in test:
        return question.worth[choice] < int(test["worth_below"])
    return choice in (test.get("is"), *(test.get("in") or ()))


@dataclass(frozen=True)
class Naive:
    """Everything by id: scores as (value, low, high, coverage), flags as (status, worst), and the level."""

    elements: dict
    standards: dict
    flags: dict
    level: str


def score(parts):
    """Score (weight, worth or None for open) parts."""
    total = sum(weight for weight, _ in parts)
    if not total:
        return None
    known = [(weight, worth) for weight, worth in parts if worth is not None]
    points = sum(weight * worth for weight, worth in known)
    known_weight = sum(weight for weight, _ in known)
    return (
        Fraction(points, known_weight) if known_weight else None,
        Fraction(points, total),
        Fraction(points + 100 * (total - known_weight), total),
        Fraction(known_weight, total),
    )


def mean(parts):
    """Mean of (weight, score) parts, of which those that do not apply are left out."""
    parts = [(weight, one) for weight, one in parts if one is not None]
    if not parts:
        return None
    valued = [(weight, one[0]) for weight, one in parts if one[0] is not None]
    total = sum(weight for weight, _ in parts)
    rest = [sum(weight * one[n] for weight, one in parts) / Fraction(total) for n in (1, 2, 3)]
    value = sum(weight * value for weight, value in valued) / Fraction(sum(w for w, _ in valued)) if valued else None
    return (value, *rest)


def naive(packs, answers, facts):
    """Assess. `packs` are (head, indicators, red flags) as data; `answers` maps questions to choices."""
    questions = [q for head, indicators, _ in packs for one in indicators for q in questions_of(head["id"], one)]
    choices = {q.id: answers.get(q.id) or "unknown" for q in questions if is_asked(q, facts)}
    elements, standards, flags = {}, {}, {}
    for head, _, red_flags in packs:
        for element in head["elements"]:
            elements[element["id"]] = score(
                [
                    (q.weight, q.worth.get(choices[q.id]))
                    for q in questions
                    if (q.standard, q.element) == (head["id"], element["id"])
                    and choices.get(q.id, "not-applicable") != "not-applicable"
                ]
            )
        standards[head["id"]] = mean([(int(e.get("weight") or 1), elements[e["id"]]) for e in head["elements"]])
        for flag in red_flags:
            flags[flag["id"]] = (flag["tier"], *_stand(flag, head["id"], questions, choices, facts))
    level = next(
        level["id"]
        for level in reversed(packs[0][0]["levels"])
        if all(_met(r, packs, elements, standards, flags) for r in level.get("requires") or ())
    )
    return Naive(elements, standards, {i: (status, worst) for i, (_, status, worst) in flags.items()}, level)


def _stand(flag, home, questions, choices, facts):
    present, caution = (
        judge(flag[name], lambda test: judge_answer(test, home, questions, choices), facts)
        if flag.get(name)
        else LEFT_OUT
        for name in ("present", "caution")
    )
    if present is LEFT_OUT and caution is LEFT_OUT:
        return "not-applicable", "not-applicable"
    if present is TRUE:
        return "present", "present"
    worst = "present" if present == OPEN else "caution" if caution in (OPEN, TRUE) else "clear"
    if caution is TRUE:
        return "caution", worst
    return ("unknown" if OPEN in (present, caution) else "clear"), worst


def _met(requirement, packs, elements, standards, flags):
    """Whether a requirement is met even if everything open turned out badly."""
    ((kind, wanted),) = ((key, value) for key, value in requirement.items() if value)
    if kind in ("flags_absent", "cautions_absent"):
        bad = ("present",) if kind == "flags_absent" else ("present", "caution")
        return not any(tier in wanted and worst in bad for tier, _, worst in flags.values())
    if kind == "score_at_least":
        reached = [standards[head["id"]] for head, _, _ in packs]
    else:
        reached = [elements[element["id"]] for head, _, _ in packs for element in head["elements"]]
    return all(one is None or one[1] >= int(wanted) for one in reached)


def pack_of_files(folder):
    """Read a standard's folder as data."""
    return (
        plain(folder / "standard.yaml"),
        [plain(path) for path in sorted((folder / "indicators").glob("*.yaml"))],
        [plain(path) for path in sorted((folder / "red-flags").glob("*.yaml"))],
    )


def answers_of_file(path, packs):
    """Read an answers file as data: (choices by question, facts)."""
    data = plain(path)
    options = {q.id: list(q.worth) for head, ones, _ in packs for one in ones for q in questions_of(head["id"], one)}
    choices = {}
    for key, entry in data["answers"].items():
        said = entry.get("answer") if isinstance(entry, dict) else entry
        if said is not None and len(said) == 1 and said.isalpha() and said not in options[key]:
            said = options[key]["abcdefgh".index(said)]
        choices[key] = SAID_OTHERWISE.get(said, said)
    facts = {}
    for key, value in (data.get("facts") or {}).items():
        if value is not None:
            values = value if isinstance(value, list) else [part.strip() for part in value.split(",")]
            facts[key] = int(value) if key == "beds" else frozenset(values)
    return choices, facts


def pack_of_nouns(standard):
    """Turn a loaded standard back into data, its variants folded in again."""
    data = standard.model_dump(mode="json", by_alias=True, exclude_none=True, exclude={"tables"}, serialize_as_any=True)
    folded = {one["id"]: one | {"variants": []} for one in data["indicators"] if "variant_of" not in one}
    for one in data["indicators"]:
        if "variant_of" in one:
            suffix = one["id"].removeprefix(f"{one['variant_of']}-")
            folded[one["variant_of"]]["variants"].append(
                {"for": suffix, "when": one["applies_when"], "options": one["options"]}
            )
    return data, list(folded.values()), data["red_flags"]
