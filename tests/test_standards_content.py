"""What the shipped standards say: all of it there, cited, plain, marked where it was not read, and never too much."""

import copy
import html
import json
import re
from functools import cache

import jsonschema
import pytest
import textstat
import yaml

from check_helpers import EXAMPLES, ROOT, STANDARDS, plain
from rightscheck import assess, load_answers, load_standard
from rightscheck.model.answers import Answer, AnswerSheet
from rightscheck.read.standards import shipped_ids
from rightscheck.render import words
from rightscheck.render.formats import RENDERERS
from rightscheck.render.page import explain, page_markdown, topics
from rightscheck.render.schemas import schemas
from rightscheck.render.traceability import traceability

INDICATORS = {path: plain(path) for path in sorted(STANDARDS.glob("*/indicators/*.yaml"))}
FLAGS = {flag["number"]: flag for flag in map(plain, sorted(STANDARDS.glob("*/red-flags/*.yaml")))}
HEADS = [plain(path) for path in sorted(STANDARDS.glob("*/standard.yaml"))]
SOURCES = plain(STANDARDS / "sources.yaml")
RULES = plain(STANDARDS / "funder-rules.yaml")["rules"]
RIGHTS = plain(STANDARDS / "rights.yaml")["rights"]
NOT_READ = {"partly-verified": "read only in part", "unverified": "not checked"}
"""How a source is marked, by its status."""

each_flag = pytest.mark.parametrize("flag", FLAGS.values(), ids=FLAGS)
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["id"])


def numbered(prefix, last):
    return [f"{prefix}-{number:02d}" for number in range(1, last + 1)]


# What there is


def test_the_standards_hold_every_indicator():
    counts = {}
    for path in INDICATORS:
        counts[path.parent.parent.name] = counts.get(path.parent.parent.name, 0) + 1
    assert counts == {"fnusa-core": 52, "fnusa-non-carceral": 9, "safe-horizon": 8}


def test_the_red_flags_are_numbered_from_1_to_26_and_the_funder_rules_from_1_to_29():
    assert sorted(FLAGS) == numbered("RF", 26)
    assert len(list(STANDARDS.glob("*/red-flags/*.yaml"))) == 26
    assert [rule["id"] for rule in RULES] == numbered("FR", 29)


def test_every_statement_of_the_five_documents_is_there():
    statements = [statement["id"] for statement in SOURCES["statements"]]
    assert len(statements) == len(set(statements)) == 130
    assert {one.partition("-")[0] for one in statements} == {document["id"] for document in SOURCES["documents"]}
    for document in SOURCES["documents"]:
        own = [int(one.partition("-")[2]) for one in statements if one.startswith(f"{document['id']}-")]
        assert own == list(range(1, len(own) + 1))


TIERS = {
    "core": [*numbered("RF", 4)],
    "stop": [f"RF-{n:02d}" for n in (5, 6, 7, 8, 9, 10, 13, 15, 21, 26)],
    "fix": [f"RF-{n:02d}" for n in (11, 12, 14, 16, 17, 18, 19, 20, 22, 23, 24, 25)],
}
OF_RIGHT = {
    "phones": ["RF-02"],
    "contact": ["RF-07"],
    "chores": ["RF-01", "RF-13"],
    "religion": ["RF-03"],
    "services": ["RF-05"],
    "movement": ["RF-04"],
    "exit": ["RF-06", "RF-21"],
    "law-enforcement": ["RF-08", "RF-12", "RF-26"],
    "sobriety": ["RF-11"],
    "searches": ["RF-16"],
    "confidentiality": ["RF-15"],
    "property": ["RF-10", "RF-22"],
    "exclusion": ["RF-09", "RF-17", "RF-18", "RF-19", "RF-25"],
    "story": ["RF-14"],
    "daily-life": ["RF-20"],
    None: ["RF-23", "RF-24"],
}
"""The fifteen rights, and the flags of each; the last two are flags by absence."""


def test_every_red_flag_has_its_tier():
    found = {tier: [n for n, flag in sorted(FLAGS.items()) if flag["tier"] == tier] for tier in TIERS}
    assert found == TIERS


def test_every_red_flag_takes_the_right_it_takes():
    found = {right: [n for n, flag in sorted(FLAGS.items()) if flag["right"] == right] for right in OF_RIGHT}
    assert found == OF_RIGHT
    assert [right["id"] for right in RIGHTS] == [right for right in OF_RIGHT if right]


def test_a_core_flag_blocks_every_level_but_the_lowest_in_every_standard():
    for head in HEADS:
        assert "requires" not in head["levels"][0]
        for level in head["levels"][1:]:
            assert any("core" in (requirement.get("flags_absent") or ()) for requirement in level["requires"])


LEAST = ("the least limit", r"\bleast\b|\bas little\b|\bonly what\b")
REVIEW = ("a review", r"\breview")
REASON = ("a reason", r"\breason\b|\bthe law makes\b")
TIME = ("a time limit", r"\bend date\b")


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("PC-05", (LEAST, REASON, TIME, REVIEW)),
        ("PC-06", (LEAST, REASON, TIME, REVIEW)),
        ("PC-07", (LEAST, REASON, REVIEW)),
        ("PC-11", (LEAST, REASON, REVIEW)),
    ],
)
def test_going_out_visitors_medicine_and_searches_are_asked_another_way_for_minors(code, asked):
    """A limit that lasts has an end date. A search is over at once; what a law makes a house hold ends with the law."""
    indicator = next(one for one in INDICATORS.values() if one["id"] == code)
    (variant,) = (one for one in indicator["variants"] if one["for"] == "minors")
    assert "minors-in-custody" in str(variant["when"])
    told = " ".join([variant["see"], *(option["text"] for option in variant["options"])]).lower()
    assert [what for what, form in asked if not re.search(form, told)] == []


def test_the_short_form_for_residents_has_twenty_questions():
    short = [
        one["id"] for one in INDICATORS.values() if (one.get("resident_question") or {}).get("short_form") == "true"
    ]
    assert len(short) == 20


def test_the_best_option_is_not_always_the_first():
    first = [
        one["options"][0]["worth"] == max((o["worth"] for o in one["options"]), key=int) for one in INDICATORS.values()
    ]
    assert sum(first) < 0.75 * len(first)


# What it rests on


def cited_by(nouns):
    """Give every source id that indicators, red flags or elements cite."""
    return {one if isinstance(one, str) else one["source"] for noun in nouns for one in noun["sources"]}


def not_carried(statements, nouns):
    """Give the statements that a program can act on and that no indicator and no red flag cites."""
    cited = cited_by(nouns)
    return [s["id"] for s in statements if s["kind"] in ("practice", "benchmark") and s["id"] not in cited]


def dangling(known, nouns):
    return sorted(cited_by(nouns) - known)


RULE_FILES = [*INDICATORS.values(), *FLAGS.values()]
KNOWN = {one["id"] for name in ("documents", "statements", "references") for one in SOURCES[name]} | set(
    numbered("FR", 29)
)


def test_every_statement_of_practice_is_carried_by_an_indicator_or_a_red_flag():
    assert {statement["kind"] for statement in SOURCES["statements"]} == {"practice", "benchmark", "context"}
    assert not_carried(SOURCES["statements"], RULE_FILES) == []


def test_every_citation_resolves():
    elements = [element for head in HEADS for element in head["elements"]]
    assert dangling(KNOWN, [*RULE_FILES, *elements]) == []
    for flag in FLAGS.values():
        assert {link["rule"] for link in flag["funder_rules"]} <= set(numbered("FR", 29))
        assert flag["prevalence"]["source"] in KNOWN
    for head in HEADS:
        assert set(head["documents"]) <= {document["id"] for document in SOURCES["documents"]}
    funders = next(fact for fact in plain(STANDARDS / "facts.yaml")["facts"] if fact["id"] == "funders")
    for rule in RULES:
        assert set(rule["binds"]) <= {"everyone", *(option["id"] for option in funders["options"])}


@pytest.mark.parametrize("statement", ["S3-5", "S0-12"])
def test_a_citation_that_is_taken_away_is_missed(statement):
    """Shows that the two tests above can fail."""
    changed = copy.deepcopy(RULE_FILES)
    for noun in changed:
        noun["sources"] = [one for one in noun["sources"] if one != statement]
    assert not_carried(SOURCES["statements"], changed) == [statement]
    assert dangling(KNOWN - {statement}, RULE_FILES) == [statement]


def test_the_figures_of_the_paper_that_was_not_read_are_not_given():
    for flag in FLAGS.values():
        assert flag["prevalence"]["value"] is None
        assert "not yet read" in flag["prevalence"]["note"]


def test_the_page_of_traceability_is_that_of_the_files():
    shown = (ROOT / "docs" / "traceability.md").read_text("utf-8")
    assert shown == traceability([load_standard(name) for name in shipped_ids()])
    for noun in RULE_FILES:
        assert noun.get("number", noun["id"]) in shown
    assert [s["id"] for s in SOURCES["statements"] if f"| {s['id']} |" not in shown] == []


# How it reads

STAFF, RESIDENTS = 8.0, 6.5


def questions():
    for path, indicator in INDICATORS.items():
        for asked in (indicator, *(indicator.get("variants") or ())):
            name = f"{path.stem}-{asked['for']}" if "for" in asked else path.stem
            yield pytest.param(asked["question"], STAFF, id=f"{name}-staff")
            if asked.get("resident_question"):
                yield pytest.param(asked["resident_question"]["text"], RESIDENTS, id=f"{name}-residents")


def grade(text):
    return textstat.flesch_kincaid_grade(text)


@pytest.mark.parametrize(("text", "most"), list(questions()))
def test_a_question_is_in_plain_words(text, most):
    assert grade(text) <= most


def test_a_stiff_question_would_be_noticed():
    assert (
        grade("To what extent does the organization operationalize participatory decision-making mechanisms?") > STAFF
    )
    assert grade("Does the program provide information regarding community-based alternatives?") > RESIDENTS


def wordings(flag):
    """Give the sample wording, and those for minors and others."""
    return [flag["sample_wording"], *(variant["sample_wording"] for variant in flag.get("variants") or ())]


@each_flag
def test_sample_wording_can_be_pasted_into_a_handbook(flag):
    """It speaks to the resident, in plain words; what a house has to fill in stands in [brackets]."""
    for wording in wordings(flag):
        assert 40 <= len(wording.split()) <= 150
        assert grade(wording) <= 8
        assert wording[0].isupper()
        assert wording.rstrip()[-1] == "."
        left = re.sub(r"\[[a-z][a-z ]{1,30}\]", "", wording)
        assert not re.search(r"[\[\]{}<>_]|\bTBD\b|\bXX|\bTODO\b|\.\.\.", left)
        assert len(wording) - len(left) <= 60
        assert re.search(r"\b(?:you|your)\b", wording, re.IGNORECASE)


@each_flag
def test_a_red_flag_says_why_it_hurts_and_what_to_do_in_a_few_plain_sentences(flag):
    for name, most in (("practice", 45), ("harm", 60), ("instead", 60)):
        assert 5 <= len(flag[name].split()) <= most, name
        assert grade(flag[name]) <= 9, name
    assert flag["not_a_flag"]
    assert flag["on_a_visit"]
    assert flag["effort"] in ("today", "30-days", "needs-money")


@each_flag
def test_a_red_flag_has_examples_of_both_kinds(flag):
    assert len(flag["examples"]["flags"]) >= 4
    assert len(flag["examples"]["passes"]) >= 4
    assert any(flag["cues"][kind] for kind in ("burdens", "liberties", "powers"))


def test_no_example_stands_twice():
    every = [
        text.casefold() for flag in FLAGS.values() for kind in ("flags", "passes") for text in flag["examples"][kind]
    ]
    assert len(every) == len(set(every))


def texts_of(node, path=()):
    if isinstance(node, dict):
        for key, value in node.items():
            yield from texts_of(value, (*path, key))
    elif isinstance(node, list):
        for value in node:
            yield from texts_of(value, path)
    elif isinstance(node, str):
        yield path, node


def test_the_files_speak_without_blame():
    """A person in the house is a resident or a survivor, and nobody has failed."""
    for noun in (*INDICATORS.values(), *FLAGS.values(), *HEADS):
        for path, text in texts_of(noun):
            if "examples" in path or "cues" in path or "sources" in path:
                continue
            assert not re.search(
                r"\byou(?:r \w+)? (?:have |has )?fail|\bshame|\binmate|\bclients?\b|!", text, re.IGNORECASE
            ), text
            assert not re.search(
                r"\bvictims?\b(?! (?:compensation|\(VOCA\)|assistance|services))", text, re.IGNORECASE
            ), text


# What must not be said

ALL_FUNDERS = frozenset(
    option["id"]
    for fact in plain(STANDARDS / "facts.yaml")["facts"]
    if fact["id"] == "funders"
    for option in fact["options"]
)


@cache
def everything_wrong(worst="present"):
    """Assess a program that answers everything badly, has every funder, and says that each rule makes it do so."""
    together = [load_standard(name) for name in shipped_ids()]
    indicators = [indicator for standard in together for indicator in standard.indicators]
    answers = {}
    for place, indicator in enumerate(indicators):
        options = sorted(indicator.options, key=lambda option: (option.flag != worst, option.worth))
        answers[indicator.id] = Answer(options[0].id, required_by=RULES[place % len(RULES)]["id"])
    facts = {
        "housing": frozenset({"residential"}),
        "residents": frozenset({"adults", "minors-in-custody"}),
        "funders": ALL_FUNDERS,
    }
    found = assess(together, AnswerSheet(answers, facts, program="Everything"))
    assert sum(flag.status in ("present", "caution") for flag in found.flags) == 26
    return found


@cache
def rendered(format, worst="present"):
    """Give a report as lines of plain text, whatever marks it up."""
    text = RENDERERS[format](everything_wrong(worst))
    if format == "html":
        text = re.sub(r"<(style|script|svg)\b.*?</\1>", " ", text, flags=re.DOTALL)
        text = html.unescape(re.sub(r"</?(?:strong|em|span|b|i|a|code)\b[^>]*>", "", re.sub(r"\s+", " ", text)))
        text = re.sub(r"<[^>]+>", "\n", text)
    elif format == "markdown":
        text = re.sub(r"\\(.)", r"\1", re.sub(r"(?<!\\)\*+|^> ?", "", text, flags=re.MULTILINE))
    elif format == "terminal":
        text = re.sub(r"\s*\n\s*", " ", text)
    return text


def pages():
    together = [load_standard(name) for name in shipped_ids()]
    for topic in topics(together):
        yield topic, re.sub(r"\\(.)", r"\1", page_markdown(explain(topic, together)))


def sentences(text):
    return [one.strip() for one in re.split(r"\n|(?<=[.!?])\s+", text) if one.strip()]


def all_that_is_said():
    """Every sentence that a reader of the program can meet: the reports, the pages of explain, the files."""
    found = set()
    for format in ("html", "markdown"):  # the terminal says the same words, folded into columns
        for worst in ("present", "caution"):
            found.update(sentences(rendered(format, worst)))
    for _, page in pages():
        found.update(sentences(page))
    for noun in (*RULE_FILES, *HEADS, *RULES):
        for path, text in texts_of(noun):
            if "examples" not in path and "cues" not in path:
                found.update(sentences(text))
    return sorted(found)


ALLEGES = re.compile(
    r"\b(?:illegal|unlawful)(?:ly)?\b(?! drug)|\bagainst the law\b|\bguilty\b|\bliable\b"
    r"|\b(?:break|broke|violat)\w* (?:\w+ ){0,2}(?:laws?|statutes?|act)\b|\bviolat\w+ \d+ U"
    r"|\bis a (?:federal )?(?:crime|felony|offense)\b|\bcommit\w* (?:\w+ ){0,2}(?:crime|felony|offense|forced labor)\b"
    r"|\byou (?:are|may be) trafficking\b|\bamounts to (?:trafficking|forced labor|servitude)\b"
    r"|\bcould be (?:prosecuted|charged)\b",
    re.IGNORECASE,
)
OF_A_RULE = re.compile(
    r"\bfederal\b|\blaws?\b|\bstatute|\bregulation|\bFR-\d\d|\bC\.?F\.?R|\bU\.?S\.?C\b|\bVAWA\b|\bFVPSA\b|\bVOCA\b|\bHUD\b|\bOVW\b|\bOVC\b"
    r"|\bfunder(?:'s|s')? rule|\bgrant",
    re.IGNORECASE,
)
NAMES_A_FREEDOM = re.compile(
    r"\b(?:cell ?)?phones?\b|\bdevices?\b|\bvisitors?\b|\bvisits\b|\bcurfews?\b|\bgo(?:ing|es)? out\b|\bsocial media\b",
    re.IGNORECASE,
)
DENIES = re.compile(r"\b(?:no|not|nor|never|nothing|none|whether|without)\b", re.IGNORECASE)


def alleges(sentence):
    return bool(ALLEGES.search(sentence)) and not DENIES.search(sentence)


def claims_a_rule_on_freedoms(sentence):
    return bool(OF_A_RULE.search(sentence) and NAMES_A_FREEDOM.search(sentence)) and not DENIES.search(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Holding a passport is illegal.",
        "This rule violates federal law.",
        "Unpaid shifts are against the law.",
        "Keeping an ID is a crime under 18 U.S.C. 1592.",
        "A house that does this commits a federal offense.",
        "Staff could be charged.",
        "This amounts to forced labor.",
        "The program is guilty of it.",
    ],
)
def test_a_sentence_that_alleges_a_crime_would_be_noticed(sentence):
    assert alleges(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Federal law forbids taking phones.",
        "FVPSA bans curfews.",
        "FR-03: staff may read a device only with consent.",
        "45 CFR 1370.10 protects visitors.",
        "Under HUD rules people are free when going out.",
    ],
)
def test_a_sentence_that_lets_a_federal_rule_name_phones_visitors_or_curfews_would_be_noticed(sentence):
    assert claims_a_rule_on_freedoms(sentence)


def test_nothing_that_is_said_alleges_a_crime():
    said = all_that_is_said()
    assert len(said) > 2000
    assert [sentence for sentence in said if alleges(sentence)] == []


def test_nothing_that_is_said_lets_a_federal_rule_name_phones_visitors_or_curfews():
    assert [sentence for sentence in all_that_is_said() if claims_a_rule_on_freedoms(sentence)] == []


@pytest.mark.parametrize("number", ["RF-02", "RF-04", "RF-07"])
def test_a_rule_beside_phones_visitors_or_curfews_is_context_and_says_what_it_does_not_name(number):
    links = FLAGS[number]["funder_rules"]
    assert {link["direction"] for link in links} <= {"context", "silent"}
    for link in links:
        if NAMES_A_FREEDOM.search(link["note"]):
            assert re.search(r"\b(?:does not|do not|names no|says nothing)\b", link["note"]), link


@each_rule
def test_no_funder_rule_names_phones_visitors_or_curfews(rule):
    for name in ("title", "says", "limits", "exemption"):
        assert not NAMES_A_FREEDOM.search(rule[name] or ""), name
    for claim in rule["unverified"]:
        assert not NAMES_A_FREEDOM.search(claim)


def test_the_law_on_papers_and_labor_is_a_reason_to_take_care_and_nothing_more():
    links = [(n, link) for n, flag in FLAGS.items() for link in flag["funder_rules"] if link["rule"] == "FR-26"]
    assert len(links) >= 4
    for number, link in links:
        assert link["direction"] == "context", number
        assert re.search(r"care\b.*\bask a lawyer", link["note"], re.IGNORECASE | re.DOTALL), number


def test_a_permission_is_not_told_as_a_ban_and_a_rule_not_enforced_is_told_so():
    by_rule = {}
    for flag in FLAGS.values():
        for link in flag["funder_rules"]:
            by_rule.setdefault(link["rule"], []).append((flag["number"], link))
    for number, link in by_rule["FR-11"]:
        assert link["direction"] not in ("forbids", "requires"), number
    for number, link in by_rule["FR-17"]:
        assert link["direction"] == "allows", number
    for number, link in by_rule["FR-16"]:
        assert link["direction"] == "requires-unless", number
    for _, link in by_rule["FR-20"]:
        assert re.search(r"enforc", link["note"])
    assert next(rule for rule in RULES if rule["id"] == "FR-16")["exemption"]


# What was not read


def naming(rule):
    """The forms in which a report names a rule: `Title (FR-10)` on a card, `FR-10 Title:` in the list of rules."""
    title, code = re.escape(rule["title"]), rule["id"]
    return rf"{title} \(?{code}\b|\b{code} {title}:"


def marked(text, rule):
    """Tell for each place where a report names a rule whether its mark follows before the next rule is named."""
    found = []
    for match in re.finditer(naming(rule), text):
        rest = text[match.end() : match.end() + 1500]
        following = re.search("|".join(map(naming, RULES)), rest)
        found.append(f"({NOT_READ[rule['status']]}" in rest[: following.start() if following else len(rest)])
    return found


@pytest.mark.parametrize("format", [name for name in RENDERERS if name != "json"])
def test_a_rule_that_was_not_read_in_full_is_marked_wherever_a_report_names_it(format):
    seen = 0
    for rule in RULES:
        if rule["status"] in NOT_READ:
            places = marked(rendered(format), rule)
            assert len(places) >= 2, rule["id"]
            assert all(places), rule["id"]
            seen += len(places)
    assert seen >= 8


@pytest.mark.parametrize("format", ["html", "markdown"])
def test_a_reference_that_was_not_read_in_full_is_marked_where_a_report_names_it(format):
    seen = 0
    text = rendered(format)
    for reference in (*SOURCES["references"], *SOURCES["documents"]):
        if reference["status"] in NOT_READ:
            for match in re.finditer(re.escape(reference["title"]), text):
                seen += 1
                assert text[match.end() :].lstrip(" .").startswith(f"({NOT_READ[reference['status']]})"), reference[
                    "id"
                ]
    assert seen >= 10


def test_explain_marks_every_source_that_was_not_read_in_full_wherever_it_names_it():
    marks = {one["id"]: NOT_READ.get(one["status"]) for one in (*RULES, *SOURCES["references"], *SOURCES["documents"])}
    own_pages, lines = set(), 0
    for (code, _, _), page in pages():
        if marks.get(code):
            assert f"({marks[code]})" in page.split("##", 1)[0], code
            own_pages.add(code)
        for line in page.splitlines():
            cited = re.match(r"- ([A-Za-z][\w-]*)(?: \([^:]*\))?:? ", line)
            if cited and marks.get(cited[1]):
                assert f"({marks[cited[1]]})" in line, line
                lines += 1
    assert own_pages == {code for code, mark in marks.items() if mark}
    assert lines >= 30


def test_the_marks_are_those_of_the_program():
    assert {status: words.SOURCE_STATUS[status] for status in NOT_READ} == NOT_READ


UNVERIFIED = [(rule["id"], claim) for rule in RULES for claim in rule["unverified"]]


@pytest.mark.parametrize(("code", "claim"), UNVERIFIED, ids=[f"{code}-{n}" for n, (code, _) in enumerate(UNVERIFIED)])
def test_a_claim_that_was_not_checked_stands_in_no_report_and_in_explain_under_its_own_heading(code, claim):
    squeezed = " ".join(claim.split())
    for format in RENDERERS:
        for worst in ("present", "caution"):
            assert squeezed not in " ".join(rendered(format, worst).split())
    found = [(topic[0], page) for topic, page in pages() if squeezed in page]
    assert [name for name, _ in found] == [code]
    before = found[0][1].split(squeezed)[0]
    assert before.rsplit("## ", 1)[1].startswith("Not checked")


def test_what_was_not_checked_is_kept_apart_from_what_the_rule_says():
    assert UNVERIFIED
    for rule in RULES:
        for claim in rule["unverified"]:
            assert claim not in " ".join(filter(None, (rule["says"], rule["limits"], rule["exemption"])))


# What editors are told


class EditorLoader(yaml.SafeLoader):
    """YAML as an editor reads it (1.2): numbers, true, false and null; dates, versions and `no` are text."""


EditorLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("bool", r"^(?:true|false)$", "tf"),
    ("null", r"^(?:null|~|)$", ["n", "~", ""]),
):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))

YAML_FILES = sorted([*STANDARDS.rglob("*.yaml"), *EXAMPLES.glob("*/answers.yaml")])
MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")


def schema_of(path):
    modeline = MODELINE.match(path.read_text("utf-8"))
    assert modeline, f"{path.name} begins with no modeline"
    return (path.parent / modeline[1]).resolve()


def wrong_with(path, data):
    schema = json.loads(schema_of(path).read_text("utf-8"))
    return [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(data)]


@pytest.mark.parametrize("path", YAML_FILES, ids=lambda path: "/".join(path.parts[-3:]))
def test_a_file_names_its_schema_and_keeps_it(path):
    assert schema_of(path).is_file()
    assert schema_of(path).parent == STANDARDS / "schemas"
    data = yaml.load(path.read_text("utf-8"), Loader=EditorLoader)
    assert wrong_with(path, data) == []


def test_each_kind_of_file_names_the_schema_of_its_kind():
    names = {"standard.yaml": "standard", "answers.yaml": "answers"}
    folders = {"indicators": "indicator", "red-flags": "red-flag", "lexicon": "lexicon", "en": "lexicon-theme"}
    folders["es"] = "lexicon-theme"
    for path in YAML_FILES:
        is_translation = "locale" in path.parts
        folder = "" if is_translation and path.parent.name == "es" else path.parent.name
        kind = names.get(path.name) or folders.get(folder) or ("words" if path.stem.endswith("-words") else path.stem)
        assert schema_of(path).stem == (f"locale-{kind}" if is_translation else kind)


@pytest.mark.parametrize(
    "path", sorted({schema_of(path): path for path in YAML_FILES}.values()), ids=lambda path: path.name
)
def test_a_schema_notices_a_misspelt_key_and_a_missing_one(path):
    data = yaml.load(path.read_text("utf-8"), Loader=EditorLoader)
    assert wrong_with(path, data | {"tittle": "x"})
    for needed in json.loads(schema_of(path).read_text("utf-8")).get("required", ()):
        assert wrong_with(path, {key: value for key, value in data.items() if key != needed}), needed


def test_the_schema_of_answers_knows_every_question_its_options_and_the_facts():
    path = EXAMPLES / "mixed" / "answers.yaml"
    data = yaml.load(path.read_text("utf-8"), Loader=EditorLoader)
    for changed in (
        {"answers": {"PC-03": "no-such-option"}},
        {"answers": {"PC-03": {"answer": "not-applicable"}}},
        {"answers": {"PC-03": {"answer": "staff-hold", "notes": "x"}}},
        {"facts": {"housing": "castle"}},
        {"facts": {"bedds": 3}},
    ):
        assert wrong_with(path, data | changed), changed
    for fine in (
        {"answers": {"PC-03": None}},
        {"answers": {"PC-03": "a"}},
        {"answers": {"PC-02": {"answer": "not-applicable", "reason": "x"}}},
    ):
        assert wrong_with(path, data | fine) == [], fine


def test_the_schemas_are_those_that_the_program_writes():
    made = schemas([load_standard(name) for name in shipped_ids()])
    assert {path.stem for path in (STANDARDS / "schemas").iterdir()} == set(made)
    for name, text in made.items():
        assert (STANDARDS / "schemas" / f"{name}.json").read_text("utf-8") == text, name
        jsonschema.Draft202012Validator.check_schema(json.loads(text))


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*/answers.yaml")), ids=lambda path: path.parent.name)
def test_the_json_of_every_example_keeps_its_schema(path):
    sheet = load_answers(path)
    found = json.loads(RENDERERS["json"](assess([load_standard(one) for one in sheet.standards], sheet)))
    schema = json.loads((STANDARDS / "schemas" / "assessment.json").read_text("utf-8"))
    assert [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(found)] == []
