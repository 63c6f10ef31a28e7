"""The formats that other programs read, and the pages: their shapes, their limits, their order."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import pairwise
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from jsonschema import Draft4Validator, Draft202012Validator

from report_helpers import ROOT, Page, assessment_of, check_golden, markdown_text
from rightscheck.model.document import Skipped
from rightscheck.model.finding import Exemption, ReadDocument, ScanResult
from rightscheck.render.check_formats import CHECK_PRINTED, CheckResult
from rightscheck.render.sarif import address
from rightscheck.render.scan_formats import SCAN_PRINTED, SCAN_RENDERERS
from rightscheck.render.scan_json import scan_schema
from scan_results import BOOK, CONTRACT, RESULTS, RULES, found, result_of, rich

DATA = ROOT / "tests" / "data"
EVERY = pytest.mark.parametrize("name", RESULTS)


def loaded(name: str, format: str) -> object:
    return json.loads(SCAN_RENDERERS[format](RESULTS[name]()))


def many(count: int, *confidences: str, path: str = "a.md") -> ScanResult:
    """Give a document with as many findings, of these confidences in turn."""
    lines = tuple(f"Residents must turn in phones on day {day:05}, says the house." for day in range(count))
    first = found(path, "phone-taken", lines[0], ("turn in phones", "act"), lines=lines[:1])
    findings = [
        replace(
            first,
            line=number,
            end_line=number,
            quote=line,
            fingerprint=f"{number:016x}",
            confidence=confidences[number % len(confidences)],
            words=(replace(first.words[0], line=number, end_line=number),),
        )
        for number, line in enumerate(lines, start=1)
    ]
    return result_of([ReadDocument(path, "markdown", count, lines)], findings)


# JSON

# What users and checks outside this repository hold on to. Keys may be added beside these; none may go or change.
FINDING = {
    "path": str,
    "line": int,
    "column": int,
    "page": (int, type(None)),
    "right": str,
    "rule": str,
    "polarity": ("violates", "upholds"),
    "confidence": ("certain", "likely", "possible"),
    "quote": str,
    "message": str,
}


@EVERY
def test_json_keeps_its_contract_and_its_published_schema(name):
    output = loaded(name, "json")
    assert output["schema"] == "rightscheck/scan@1"
    assert [s.keys() >= {"path", "reason"} for s in output["skipped"]] == [True] * len(RESULTS[name]().skipped)
    for finding in output["findings"]:
        for key, kind in FINDING.items():
            assert (
                finding[key] in kind
                if isinstance(kind[0] if isinstance(kind, tuple) else kind, str)
                else isinstance(finding[key], kind)
            )
    schema = json.loads((ROOT / "standards" / "schemas" / "scan.json").read_text("utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(output)) == []
    assert {key: value for key, value in schema.items() if key != "$schema"} == scan_schema()


def test_the_schema_refuses_a_finding_that_is_not_whole():
    output = loaded("rich", "json")
    validator = Draft202012Validator(scan_schema())
    for key in FINDING:
        broken = {**output, "findings": [{k: v for k, v in output["findings"][0].items() if k != key}]}
        assert [error.message for error in validator.iter_errors(broken)] == [f"'{key}' is a required property"]


def test_json_says_the_place_of_every_kind_and_the_words_as_they_stand():
    by_path = {(one["path"], one["line"]): one for one in loaded("rich", "json")["findings"]}
    phone, contract, rules = by_path[BOOK, 5], by_path[CONTRACT, 12], by_path[RULES, 4]
    assert (phone["column"], phone["end_column"], phone["page"], phone["paragraph"]) == (1, 41, None, None)
    assert [(w["text"], w["role"], w["column"]) for w in phone["words"]] == [
        ("Residents", "whom", 1),
        ("must", "rule", 11),
        ("turn in phones", "act", 16),
    ]
    assert (contract["paragraph"], contract["heading"], contract["page"]) == (12, "House rules", None)
    assert (contract["part"], rules["part"]) == (None, None)
    assert (rules["page"], rules["paragraph"]) == (3, None)
    exempt = {one["rule"]: one["exempt"] for one in by_path.values() if one["exempt"]}
    assert exempt["mandatory-chores"]["kind"] == "baseline"
    assert exempt["mandatory-services"] == {
        "kind": "waiver",
        "reason": "the board votes in December",
        "until": "2026-12-31",
        "approved_by": "A. Director",
        "place": "rightscheck.yaml:12:3",
    }


def test_the_counts_of_json_are_those_of_its_lists():
    output = loaded("rich", "json")
    counts = output["summary"]
    still = [one for one in output["findings"] if one["polarity"] == "violates" and not one["exempt"]]
    assert counts["open"] == len(still) == 7
    assert Counter(one["confidence"] for one in still) == {k: counts[k] for k in ("certain", "likely", "possible")}
    assert (counts["exempt"], counts["upholds"], counts["skipped"]) == (3, 3, 2)
    rights = {one["id"]: (one["status"], one["violates"], one["upholds"]) for one in output["rights"]}
    assert rights["phones"] == ("both", 2, 1)
    assert rights["story"] == ("silent", 0, 0)
    assert len(rights) == 15


# SARIF


@EVERY
def test_sarif_holds_to_the_schema_of_the_standard(name):
    schema = json.loads((DATA / "sarif-2.1.0.json").read_text("utf-8"))
    assert list(Draft4Validator(schema).iter_errors(loaded(name, "sarif"))) == []


def test_each_result_of_sarif_has_its_rule_its_level_and_its_place():
    [run] = loaded("rich", "sarif")["runs"]
    rules = run["tool"]["driver"]["rules"]
    results = {one["message"]["text"].split(":")[0]: one for one in run["results"]}
    assert len(run["results"]) == 11
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    assert Counter(one["level"] for one in run["results"]) == {"error": 7, "warning": 2, "note": 2}
    assert len({one["partialFingerprints"]["rightscheck/v1"] for one in run["results"]}) == 11
    by_rule = {rule["id"]: rule for rule in rules}
    assert by_rule["phone-taken"]["properties"]["precision"] == "medium"  # of its two findings, one is only possible
    assert by_rule["compelled-religion"]["properties"]["precision"] == "very-high"
    assert all("Wording to paste: " in rule["help"]["text"] for rule in rules if rule["id"] != "exemption")
    place = results["Cut off from family and friends"]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "policies/handbook.md", "uriBaseId": "SRCROOT"}
    assert place["region"] == {
        "startLine": 7,
        "startColumn": 3,
        "endLine": 8,
        "endColumn": 20,
        "snippet": {"text": "No phone\n  calls after 9 pm."},
    }


def test_sarif_makes_up_no_line_for_a_document_without_lines():
    [run] = loaded("rich", "sarif")["runs"]
    for one in run["results"]:
        [location] = one["locations"]
        path = unquote(location["physicalLocation"]["artifactLocation"]["uri"])
        if path in (RULES, CONTRACT):
            assert "region" not in location["physicalLocation"]
            [logical] = location["logicalLocations"]
            assert logical["name"] == ("page 3" if path == RULES else "paragraph 12, under “House rules”")
            assert logical["name"] in one["message"]["text"]


def test_exempt_results_are_suppressed_and_say_where():
    [run] = loaded("rich", "sarif")["runs"]
    suppressed = {one["ruleId"]: one["suppressions"] for one in run["results"] if "suppressions" in one}
    assert {rule: [s["kind"] for s in told] for rule, told in suppressed.items()} == {
        "mandatory-chores": ["external"],
        "searches-and-tracking": ["inSource"],
        "mandatory-services": ["external"],
    }
    assert "the insurer asked" in suppressed["searches-and-tracking"][0]["justification"]


def test_sarif_does_not_call_a_run_whole_that_left_a_document_unread():
    for name, success, notes in (("rich", False, 2), ("clean", True, 0), ("unread", False, 1)):
        [invocation] = loaded(name, "sarif")["runs"][0]["invocations"]
        assert invocation["executionSuccessful"] is success
        assert [one["level"] for one in invocation["toolExecutionNotifications"]] == ["error"] * notes


def test_an_exemption_that_does_not_hold_is_a_result_at_its_place():
    first = rich().exemption_problems[0]
    twice = replace(rich(), exemption_problems=(first, replace(first, line=30)))
    [run] = json.loads(SCAN_RENDERERS["sarif"](twice))["runs"]
    results = [one for one in run["results"] if one["ruleId"] == "exemption"]
    assert [one["level"] for one in results] == ["error", "error"]
    assert all(run["tool"]["driver"]["rules"][one["ruleIndex"]]["id"] == "exemption" for one in results)
    places = [one["locations"][0]["physicalLocation"] for one in results]
    assert [one["artifactLocation"]["uri"] for one in places] == ["rightscheck.yaml"] * 2
    assert [one["region"]["startLine"] for one in places] == [18, 30]
    assert first.what in results[0]["message"]["text"]
    assert len({one["partialFingerprints"]["rightscheck/v1"] for one in results}) == 2
    for name in ("clean", "unread"):
        assert "exemption" not in {one["id"] for one in loaded(name, "sarif")["runs"][0]["tool"]["driver"]["rules"]}
    entries = [one for one in json.loads(SCAN_RENDERERS["gitlab"](twice)) if one["check_name"] == "exemption"]
    assert [one["location"]["lines"]["begin"] for one in entries] == [18, 30]
    assert len({one["fingerprint"] for one in entries}) == 2
    told = [properties for _, properties, message in commands(twice) if first.what in message]
    assert [(one["file"], one["line"]) for one in told] == [("rightscheck.yaml", "18"), ("rightscheck.yaml", "30")]


@pytest.mark.parametrize(
    ("path", "coded"),
    [
        ("a b/ü.md", "a%20b/%C3%BC.md"),
        ("c:/x#y?.md", "c%3A/x%23y%3F.md"),
        ("../up.md", "../up.md"),
        ("/srv/a.md", "file:///srv/a.md"),
        ("half \ud800.md", "half%20%ED%A0%80.md"),
    ],
)
def test_a_path_becomes_an_address(path, coded):
    assert address(path) == coded


# GitHub and GitLab

COMMAND = re.compile(r"::(?P<kind>error|warning|notice) (?P<properties>[^:]*)::(?P<message>.*)")


def commands(result: ScanResult) -> list[tuple[str, dict[str, str], str]]:
    found = []
    for line in SCAN_RENDERERS["github"](result).splitlines():
        match = COMMAND.fullmatch(line)
        assert match, line
        properties = dict(one.split("=", 1) for one in match["properties"].split(","))
        found.append((match["kind"], properties, match["message"]))
    return found


def test_github_shows_the_gravest_first_and_ends_with_a_summary():
    kinds = [kind for kind, _, _ in commands(rich())]
    assert kinds == ["error"] * 6 + ["warning"] * 2 + ["notice"] * 3
    titles = [properties["title"] for _, properties, _ in commands(rich())]
    assert titles[:4] == ["Not read", "Not read", "Exemptions that do not hold", "One's own phone (certain)"]
    assert titles[-1] == "rightscheck"
    phone = commands(rich())[3]
    assert {k: v for k, v in phone[1].items() if k != "title"} == {
        "file": BOOK,
        "line": "5",
        "col": "1",
        "endLine": "5",
        "endColumn": "41",
    }
    assert {"line", "col"} & next(p for _, p, _ in commands(rich()) if p.get("file") == RULES).keys() == set()


def test_github_shows_its_summary_however_many_notices_there_are():
    lines = commands(many(25, "possible"))
    notices = [properties["title"] for kind, properties, _ in lines if kind == "notice"]
    assert len(notices) == 26
    assert notices.index("rightscheck") == 9  # it shows ten
    assert "A right is taken away 25 times (25 possible)" in lines[9][2]


def test_many_unread_documents_leave_room_for_the_findings():
    skipped = [Skipped(f"{n}.pdf", "it is encrypted") for n in range(30)]
    first, second, *_ = commands(replace(many(3, "certain"), skipped=tuple(skipped)))
    assert first[1] == {"title": "30 documents were not read"}
    assert all(f"{n}.pdf: it is encrypted" in first[2].split("%0A") for n in range(30))
    assert second[1]["title"] == "One's own phone (certain)"


def test_github_escapes_what_would_end_a_property_or_the_command():
    path = "a,b:c%d\nx.md"
    line = SCAN_RENDERERS["github"](result_of(skipped=[Skipped(path, "one\r\n::error::two 100%")])).splitlines()[0]
    assert line == "::error file=a%2Cb%3Ac%25d x.md,title=Not read::one  ::error::two 100%25"


def test_gitlab_has_what_code_quality_asks_for():
    entries = loaded("rich", "gitlab")
    for entry in entries:
        assert entry.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["location"]["lines"]["begin"] >= 1
    assert Counter(entry["severity"] for entry in entries) == {
        "blocker": 2,
        "critical": 1,
        "major": 3,
        "minor": 2,
        "info": 2,
    }
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)
    [paged] = [entry for entry in entries if entry["location"]["path"] == RULES]
    assert "(page 3)" in paged["description"]


# JUnit

XS = "{http://www.w3.org/2001/XMLSchema}"


def declared() -> dict[str, tuple[set[str], set[str], set[str]]]:
    """Give for each element of the schema its attributes, those that it needs, and the elements it may hold."""
    root = ElementTree.parse(DATA / "junit-10.xsd").getroot()
    found = {}
    for element in root.findall(f"{XS}element"):
        attributes = list(element.iter(f"{XS}attribute"))
        found[element.get("name")] = (
            {a.get("name") for a in attributes},
            {a.get("name") for a in attributes if a.get("use") == "required"},
            {e.get("ref") for e in element.iter(f"{XS}element") if e.get("ref")},
        )
    return found


@EVERY
def test_junit_holds_to_the_schema(name):
    known = declared()
    for element in ElementTree.fromstring(SCAN_RENDERERS["junit"](RESULTS[name]())).iter():
        attributes, needed, children = known[element.tag]
        assert needed <= set(element.attrib) <= attributes
        assert {child.tag for child in element} <= children


@EVERY
def test_junit_counts_what_it_holds(name):
    root = ElementTree.fromstring(SCAN_RENDERERS["junit"](RESULTS[name]()))
    for suite in root:
        cases = suite.findall("testcase")
        assert int(suite.get("tests")) == len(cases) > 0
        for key, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.get(key)) == sum(case.find(tag) is not None for case in cases)
    assert int(root.get("tests")) == len(list(root.iter("testcase")))


def test_junit_fails_what_is_open_and_passes_what_is_let_stand():
    root = ElementTree.fromstring(SCAN_RENDERERS["junit"](rich()))
    outcomes = {suite.get("name"): [[e.tag for e in case] for case in suite] for suite in root}
    assert Counter(map(tuple, outcomes[BOOK])) == {("failure",): 5, ("system-out",): 3}
    assert outcomes["web/index.html"] == [[]]
    assert outcomes["policies/old rules.pdf"] == [["error"]]
    [[only]] = ElementTree.fromstring(SCAN_RENDERERS["junit"](RESULTS["empty"]()))
    assert [element.tag for element in only] == ["skipped"]  # a run without a case would pass for a clean one


# Markdown


def test_markdown_shows_the_unread_and_folds_away_only_what_can_wait():
    text = SCAN_RENDERERS["markdown"](rich())
    unfolded = re.sub(r"<details>.*?</details>", "", text, flags=re.DOTALL)
    assert "policies/old rules.pdf" in unfolded
    assert "Residents must turn in phones at intake." in unfolded
    assert "You may keep your own phone" not in unfolded
    assert text.count("<details>") == text.count("</details>") == 2


@pytest.mark.parametrize("count", [10, 2_000])
def test_markdown_fits_a_comment_and_counts_what_it_leaves_out(count):
    result = many(count, "possible")
    quotes = [finding.quote for finding in result.findings]
    held = {f.fingerprint: Exemption("waiver", "r" * 900, date(2027, 1, 1)) for f in result.findings[: count // 4]}
    skipped = tuple(Skipped(f"{n}/{'long' * 30}.pdf", "it is encrypted; " * 9) for n in range(count))
    text = SCAN_PRINTED["markdown"](replace(result, skipped=skipped, exemptions=held))
    assert len(text) <= 60_000
    shown = markdown_text(text)
    left = re.findall(r"(\d+) more (?:is|are|findings? (?:is|are)) not shown here", shown)
    assert sum(map(int, left)) + sum(q in shown for q in quotes) + shown.count("longlong.pdf:") == 2 * count
    assert bool(left) == (count > 10)


def test_markdown_keeps_the_surest_where_not_all_have_room():
    result = many(900, *["possible"] * 99, "certain")
    text = SCAN_PRINTED["markdown"](result)
    sure = [finding for finding in result.findings if finding.confidence == "certain"]
    assert len(sure) == 9
    assert all(finding.quote in text for finding in sure)
    assert result.findings[-1].quote not in text


def test_markdown_in_a_file_is_whole():
    result = many(2_000, "possible")
    long = "Residents must turn in phones, " * 40 + "always."
    result = replace(result, findings=(replace(result.findings[0], quote=long), *result.findings[1:]))
    text = SCAN_RENDERERS["markdown"](result)
    assert len(text) > 200_000
    assert all(finding.quote in text for finding in result.findings)
    assert "not shown here" not in text


def test_what_is_cut_says_how_to_see_it_whatever_was_asked():
    """The command that was run has its own paths and options, so it is not told as another one."""
    text = SCAN_PRINTED["markdown"](many(2_000, "possible"))
    assert "run the same command with `--format html --output report.html`" in text
    assert "rightscheck scan" not in text


def test_a_check_leaves_room_for_what_the_answers_say():
    at_lines = many(2_000, "possible")
    answers = assessment_of("harsh")
    text = CHECK_PRINTED["markdown"](CheckResult(at_lines, answers, answers.flags * 5, at_lines))
    assert len(text) <= 60_000
    assert all(flag.flag.title in text for flag in answers.flags)
    assert "not shown here" in text


@pytest.mark.parametrize(
    ("reading", "shown"),
    [
        ("obligation for *residents*: *turn in phones*", "obligation for *residents*: *turn in phones*"),
        ("*no* *phone calls*", "*no* *phone calls*"),
        ("limit on *TV off |*: *x*y", "limit on TV off \\|: *x* y"),
        ("*a**b*c*d*", "*a* *b* c *d*"),
    ],
)
def test_markdown_stresses_the_words_of_a_reading(reading, shown):
    result = rich()
    text = SCAN_RENDERERS["markdown"](replace(result, findings=(replace(result.findings[0], reading=reading),)))
    assert f"Read as: {shown}." in text


def test_markdown_headings_are_in_order():
    levels = [len(mark) for mark in re.findall(r"^(#+) ", SCAN_RENDERERS["markdown"](rich()), re.MULTILINE)]
    assert levels[0] == 2
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []


# HTML


@EVERY
def test_the_page_is_whole_and_fetches_and_runs_nothing(name):
    text = SCAN_RENDERERS["html"](RESULTS[name]())
    page = Page(text)
    assert (page.unbalanced, page.open) == ([], [])
    assert {tag for tag, _ in page.elements} & {"script", "img", "link", "iframe", "form", "svg", "object"} == set()
    assert {key for _, a in page.elements for key in a} & {"style", "src", "onclick", "srcset"} == set()
    digest = base64.b64encode(hashlib.sha256(page.style.encode()).digest()).decode()
    [policy] = [a["content"] for a in page.all("meta") if a.get("http-equiv")]
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert re.findall(r"url\(|@import|@font-face|https?:", page.style) == []
    ids = [a["id"] for _, a in page.elements if "id" in a]
    assert len(ids) == len(set(ids))
    assert [a["href"] for _, a in page.elements if "href" in a and a["href"][1:] not in ids] == []
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []


def test_the_page_marks_the_deciding_words():
    text = SCAN_RENDERERS["html"](rich())
    assert '<mark>Residents</mark> <mark>must</mark> <mark class="key">turn in phones</mark> at intake.' in text


def test_the_pages_read_as_they_were_last_looked_at():
    check_golden("scan.md", SCAN_RENDERERS["markdown"](rich()))
    check_golden("scan.html", SCAN_RENDERERS["html"](rich()))
