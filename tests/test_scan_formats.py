"""What every format of a scan holds to: nothing is lost, the unread is named, and no text acts on what shows it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from dataclasses import fields, replace
from functools import cache
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from report_helpers import HOSTILE, ROOT, Page, all_standards, flat, markdown_text, markdown_tokens, visible
from rightscheck.check.scan import read_findings
from rightscheck.model.document import Block, Document, Skipped, Spot
from rightscheck.model.finding import Exemption, ReadDocument
from rightscheck.render.github import github
from rightscheck.render.gitlab import gitlab
from rightscheck.render.junit import junit
from rightscheck.render.sarif import sarif
from rightscheck.render.scan_formats import SCAN_RENDERERS, SCAN_SUFFIXES
from rightscheck.render.scan_html import html
from rightscheck.render.scan_json import json_text
from rightscheck.render.scan_markdown import comment, markdown
from rightscheck.render.scan_terminal import terminal
from rightscheck.render.scan_text import inert, make_scan_report, opening, pieces
from rightscheck.render.scan_words import ENGLISH
from scan_helpers import TAKEN, PhraseDetector
from scan_results import BOOK, CONTRACT, RESULTS, RULES, found, hostile_result, result_of

SARIF_SCHEMA = Draft4Validator(json.loads((ROOT / "tests" / "data" / "sarif-2.1.0.json").read_text("utf-8")))
READABLE = ("terminal", "markdown", "html")
FORMATS = pytest.mark.parametrize("format", SCAN_RENDERERS)
ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
"""What no format may print, whatever stands in a document; JSON writes the first of them escaped."""

ODD = st.sampled_from([*"\x00\x07\x08\t\n\r\x1b\x7f\x85\x9b\u2028\u202e\u2066\ud800\ufffe<>&\"'`*_[]()|#:%,;!~$\\/{}"])
SNIPPETS = st.sampled_from(
    [
        "<script>",
        "</details>",
        "<!--",
        "]]>",
        "\x1b[31m",
        "::error::x",
        "%0A",
        "[a](b)",
        "{{7*7}}",
        "\n\n# h\n",
        "| --- |",
    ]
)
HOSTILITY = st.one_of(
    st.text(st.one_of(ODD, st.characters()), min_size=1, max_size=60),
    st.lists(st.one_of(ODD, SNIPPETS, st.text(max_size=4)), min_size=1, max_size=12).map("".join).filter(bool),
)
WITHOUT_HURRY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def text_of(name: str, format: str) -> str:
    return SCAN_RENDERERS[format](RESULTS[name]())


def read_back(text: str, format: str) -> str:
    """Give the words of an output, whatever marks it up."""
    if format in READABLE:
        return visible(text, format)
    if format == "junit":
        root = ElementTree.fromstring(text)
        return flat(" ".join(v for e in root.iter() for v in (*e.attrib.values(), e.text or "")))
    if format == "github":
        return flat(text.replace("%0A", " ").replace("%3A", ":").replace("%2C", ",").replace("%25", "%"))
    return flat(" ".join(map(str, leaves(json.loads(text)))).replace("%20", " "))


def leaves(value: object) -> list[object]:
    if isinstance(value, dict):
        return [leaf for one in value.values() for leaf in leaves(one)]
    return [leaf for one in value for leaf in leaves(one)] if isinstance(value, list) else [value]


@FORMATS
def test_every_open_finding_stands_in_every_format_with_its_place(format):
    shown = read_back(text_of("rich", format), format)
    for finding in RESULTS["rich"]().open_findings:
        assert finding.path in shown
        assert finding.rule in shown or format == "html"
        if format != "terminal":  # which shows the line of the file
            assert flat(finding.quote) in shown


@FORMATS
def test_what_was_not_read_is_named_with_its_reason_in_every_format(format):
    for name in ("rich", "unread"):
        shown = read_back(text_of(name, format), format)
        for skipped in RESULTS[name]().skipped:
            assert skipped.path in shown
            assert skipped.reason in shown


@FORMATS
def test_an_exemption_that_does_not_hold_is_told_in_every_format(format):
    [problem] = RESULTS["rich"]().exemption_problems
    shown = read_back(text_of("rich", format), format)
    assert problem.what in shown
    assert problem.path in shown


@pytest.mark.parametrize("format", [*READABLE, "json", "sarif", "junit"])
def test_an_exempt_finding_is_shown_with_its_reason(format):
    shown = read_back(text_of("rich", format), format)
    for reason in ("the insurer asked; ends with the lease", "the board votes in December"):
        assert reason in shown
    if format in READABLE:
        before, _, after = flat(text_of("rich", format)).partition("Let stand, with a reason")
        if format == "html":
            before, _, after = shown.rpartition("Let stand, with a reason")
        assert "cleans the kitchen" not in before
        assert "cleans the kitchen" in after


@pytest.mark.parametrize("format", ["github", "gitlab"])
def test_an_exempt_finding_raises_no_alarm_in_a_pull_request(format):
    shown = read_back(text_of("rich", format), format)
    assert "cleans the kitchen" not in shown
    assert "All groups" not in shown
    assert format == "gitlab" or "3 more are let stand" in shown


@pytest.mark.parametrize("format", READABLE)
def test_the_advice_on_a_red_flag_is_given_once_in_a_document(format):
    flag = RESULTS["rich"]().flags["phone-taken"]
    shown = read_back(text_of("rich", format), format)
    assert shown.count(opening(flag.harm)) == 1
    assert format == "markdown" or "as above (line 5)" in shown


@pytest.mark.parametrize("format", READABLE)
def test_the_table_of_rights_names_all_fifteen_with_what_is_said(format):
    shown = read_back(text_of("rich", format), format)
    result = RESULTS["rich"]()
    assert len(result.rights) == 15
    _, _, table = shown.partition("The documents" if format == "markdown" else "what the documents say of each")
    for right in result.rights:
        assert right.title in (shown if format == "terminal" else table).replace("and | things", "and things")
    status = Counter(result.right_status().values())
    assert status == {"restricted": 6, "both": 3, "silent": 6}
    for word, count in status.items():
        assert len(re.findall(rf"\b{word}\b", shown)) >= (1 if (format, word) == ("markdown", "silent") else count)


@pytest.mark.parametrize("format", [*READABLE, "github", "junit", "json"])
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("clean", "Nothing that takes a right away was found in 1 document. That is not a promise:"),
        ("empty", "No documents were found."),
        ("unread", "The one document that was found was not read."),
    ],
)
def test_an_empty_result_says_what_it_is(name, says, format):
    if (format, name) in {("junit", "clean"), ("junit", "unread")}:
        says = "Nothing that takes a right away was found here." if name == "clean" else "unread"
    assert says in read_back(text_of(name, format), format)


def test_numbers_agree_with_their_nouns():
    one = result_of(
        [ReadDocument("a.md", "markdown", 1, ("Hand in phones.",))],
        [found("a.md", "phone-taken", "Hand in phones.", ("Hand in phones", "act"), lines=("Hand in phones.",))],
        [Skipped("b.md", "it is empty")],
    )
    shown = SCAN_RENDERERS["github"](one).splitlines()[-1]
    assert shown.endswith("A right is taken away once (1 certain) in 1 document. 1 document was not read.")


def test_what_is_let_stand_is_not_called_clean():
    rich = RESULTS["rich"]()
    findings = [finding for finding in rich.findings if finding.fingerprint in rich.exemptions]
    shown = SCAN_RENDERERS["markdown"](replace(rich, findings=tuple(findings), exemption_problems=()))
    assert "Nothing that takes a right away stands open in 4 documents; 3 findings are let stand." in shown
    assert "was found in" not in shown


def test_a_finding_is_never_lost_with_its_document():
    rich = RESULTS["rich"]()
    for format in SCAN_RENDERERS:
        assert "turn in phones" in SCAN_RENDERERS[format](replace(rich, documents=()))


def test_pieces_join_to_the_quote_and_the_deciding_words_are_marked():
    first = RESULTS["rich"]().findings[0]
    assert pieces(first) == [
        ("Residents", "whom"),
        (" ", None),
        ("must", "rule"),
        (" ", None),
        ("turn in phones", "act"),
        (" at intake.", None),
    ]


def test_opening_gives_whole_sentences_of_some_length():
    for standard in all_standards():
        for flag in standard.red_flags:
            for text in (flag.harm, flag.sample_wording):
                assert opening(text)[-1] in ".!?"
                assert text.startswith(opening(text))
                assert 30 <= len(opening(text)) <= 220
    assert opening("no end") == "no end"


# Of a branch, only a part of the text was looked at


@FORMATS
@pytest.mark.parametrize("name", RESULTS)
def test_of_a_branch_nothing_is_said_that_sounds_like_the_whole_documents(name, format):
    shown = read_back(SCAN_RENDERERS[format](replace(RESULTS[name](), since="main")), format)
    assert not re.search(r"Nothing that takes|\bsilent\b|what the documents say of each|No documents were found", shown)


@pytest.mark.parametrize("format", [*READABLE, "github", "json"])
@pytest.mark.parametrize(
    ("name", "says"),
    [
        (
            "rich",
            "New on this branch: a right is taken away 7 times (3 certain, 2 likely, 2 possible) in 4 changed doc",
        ),
        ("clean", "Nothing new that takes a right away was found in 1 changed document."),
        ("empty", "No document changed since main, so there was nothing to read."),
    ],
)
def test_of_a_branch_every_format_says_that_only_what_is_new_is_told(name, says, format):
    shown = read_back(SCAN_RENDERERS[format](replace(RESULTS[name](), since="main")), format)
    assert says in shown
    if format in READABLE and name != "empty":
        assert "Only what is new since main is told here." in shown
    if format == "json":
        assert json.loads(SCAN_RENDERERS[format](replace(RESULTS[name](), since="main")))["rights"] == []


def test_the_table_says_which_of_the_sentences_are_let_stand():
    rich = RESULTS["rich"]()
    counts = {right.id: right.counts for right in make_scan_report(rich).rights}
    assert counts["chores"] == "1 takes it (let stand)"
    assert counts["phones"] == "2 take it, 1 protects it"
    first, last = (one.fingerprint for one in rich.findings if one.rule == "phone-taken" and one.polarity == "violates")
    for held, says in (((first,), "1 of them let stand"), ((first, last), "all let stand")):
        exempt = replace(rich, exemptions={one: Exemption("baseline") for one in held})
        report = make_scan_report(exempt)
        assert report.rights[0].counts == f"2 take it ({says}), 1 protects it"


def test_a_scan_for_one_right_says_that_it_looked_for_no_other():
    clean = RESULTS["clean"]()
    assert "Looked for nothing but this" not in SCAN_RENDERERS["markdown"](clean)
    shown = SCAN_RENDERERS["markdown"](replace(clean, rights=clean.rights[:1]))
    assert "Looked for nothing but this: One's own phone." in shown


# Every word that a format says by itself comes with the words it is given, so that another language can come


def shouted(value: object) -> object:
    """Give the words in capitals, as words of another language, but for what is filled in."""
    if isinstance(value, str):
        return re.sub(r"\{\w+\}|[a-z]+", lambda part: part[0] if part[0][0] == "{" else part[0].upper(), value)
    if isinstance(value, tuple):
        return tuple(map(shouted, value))
    if isinstance(value, dict):
        return {key: shouted(one) for key, one in value.items()}
    return replace(value, **{f.name: shouted(getattr(value, f.name)) for f in fields(value)}) if value else value


LABELS = (
    *("Read as", "Write instead", "Why it matters", "What to do instead", "More:", "Not read", "was not read"),
    *("Exemptions that do not", "Let stand, with", "takes a right away (", "page 3", "paragraph 12", "Nothing else"),
    *(
        "A right is taken",
        "New on this branch",
        "approved by",
        "allowed in the document",
        "The documents",
        "Only what is new",
    ),
)


@pytest.mark.parametrize("since", [None, "main"])
@pytest.mark.parametrize(
    "render", [markdown, comment, html, terminal, json_text, sarif, github, gitlab, junit], ids=lambda one: one.__name__
)
def test_no_format_has_words_of_its_own(render, since):
    result = replace(RESULTS["rich"](), since=since)
    assert len([label for label in LABELS if label in render(result)]) >= 2
    shown = render(result, shouted(ENGLISH))
    assert [label for label in LABELS if label in shown] == []


@FORMATS
def test_the_same_result_gives_the_same_bytes(format):
    assert SCAN_RENDERERS[format](RESULTS["rich"]()) == text_of("rich", format)


def test_every_suffix_leads_to_a_format_and_a_machine_format_needs_no_heavy_library():
    assert set(SCAN_SUFFIXES.values()) <= set(SCAN_RENDERERS)
    code = (
        "import sys; sys.path.insert(0, 'tests'); from rightscheck.model.finding import ScanResult;"
        "from rightscheck.render.scan_formats import SCAN_RENDERERS as formats; empty = ScanResult((), (), (), (), {});"
        "[formats[name](empty) for name in ('sarif', 'github', 'gitlab', 'junit', 'json')];"
        "assert not {'rich', 'jinja2'} & set(sys.modules), 'loaded'"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, timeout=60)


# What stands in a document, its name, or a settings file may be written by anybody.


@WITHOUT_HURRY
@given(HOSTILITY)
@example("\x1b]8;;https://evil.example\x07x")
@example("a::error file=x::y\r\n::warning::z")
def test_hostile_text_never_acts(text):
    result = hostile_result(text)
    for format in ("terminal", "markdown", "html", "github", "junit", "gitlab", "sarif"):
        shown = SCAN_RENDERERS[format](result) + SCAN_RENDERERS[format](replace(result, since=text))
        assert ACTS.search(shown) is None or format in ("gitlab", "sarif"), format
        shown.encode("utf-8", "strict" if format in ("terminal", "markdown", "html", "github", "junit") else "replace")


@WITHOUT_HURRY
@given(HOSTILITY)
def test_hostile_text_adds_no_element_to_the_page(text):
    page, harmless = (
        Page(SCAN_RENDERERS["html"](hostile_result(text))),
        Page(SCAN_RENDERERS["html"](hostile_result("harmless"))),
    )
    assert (page.unbalanced, page.open) == ([], [])
    allowed = Counter(tag for tag, _ in harmless.elements)
    marks = {"mark", "em"}  # these depend on the words
    assert {t: n for t, n in Counter(tag for tag, _ in page.elements).items() if t not in marks} == {
        t: n for t, n in allowed.items() if t not in marks
    }
    assert {key for tag, a in page.elements if tag in marks for key in a} <= {"class"}


@WITHOUT_HURRY
@given(HOSTILITY)
def test_hostile_text_adds_no_html_and_no_block_to_the_markdown(text):
    shown, harmless = (SCAN_RENDERERS["markdown"](hostile_result(one)) for one in (text, "harmless"))
    tokens = markdown_tokens(shown)
    inline = [part for token in tokens for part in token.children or ()]
    assert {t.type for t in (*tokens, *inline)} & {"html_inline", "image", "link_open", "fence", "code_block"} == set()
    assert re.findall(r"(?<!\\)<[^\n>]*>", shown) == re.findall(r"<[^\n>]*>", harmless)
    kinds = {
        "heading_open",
        "html_block",
        "table_open",
        "bullet_list_open",
        "ordered_list_open",
        "hr",
        "blockquote_open",
    }
    if inert(text).strip():
        assert Counter(t.type for t in tokens if t.type in kinds) == Counter(
            t.type for t in markdown_tokens(harmless) if t.type in kinds
        )


@WITHOUT_HURRY
@given(HOSTILITY)
def test_hostile_text_keeps_the_machine_formats_whole(text):
    result = hostile_result(text)
    log = json.loads(SCAN_RENDERERS["sarif"](result))
    assert list(SARIF_SCHEMA.iter_errors(log)) == []
    uris = [one for one in leaves(log) if isinstance(one, str) and one.startswith("file:")]
    assert all(re.fullmatch(r"[A-Za-z0-9_.~%/:-]+", one) for one in uris)
    assert json.loads(SCAN_RENDERERS["json"](result))["findings"][0]["quote"] == text
    assert [one["severity"] for one in json.loads(SCAN_RENDERERS["gitlab"](result))[:2]] == ["blocker", "critical"]
    assert len(list(ElementTree.fromstring(SCAN_RENDERERS["junit"](result)).iter("testcase"))) == 6
    lines = SCAN_RENDERERS["github"](result).rstrip("\n").split("\n")
    assert len(lines) == 6
    assert all(re.fullmatch(r"::(error|warning|notice) [^:]*::.*", line) for line in lines)


@pytest.mark.parametrize("format", READABLE)
@pytest.mark.parametrize("text", [text for text in HOSTILE.values() if len(text) < 400])
def test_hostile_text_is_shown_as_it_was_written(text, format):
    shown = visible(SCAN_RENDERERS[format](hostile_result(text)), format)
    written = flat(inert(text))
    squeeze = re.sub(r"\s", "", shown)
    assert squeeze.count(re.sub(r"\s", "", written)) >= 8


def test_markdown_text_escapes_what_would_be_a_mark():
    shown = markdown_text(SCAN_RENDERERS["markdown"](hostile_result("**not bold** _no_ `x`")))
    assert "**not bold** _no_ `x`" in shown


def test_the_report_knows_where_each_kind_of_document_is_read():
    report = make_scan_report(RESULTS["rich"]())
    places = {one.finding.path: one.place for one in report.open}
    assert places[BOOK].startswith(f"{BOOK}:")
    assert places[CONTRACT] == f"{CONTRACT}, paragraph 12, under “House rules”"
    assert places[RULES] == f"{RULES}, page 3"


@FORMATS
@pytest.mark.parametrize(
    ("path", "block", "says"),
    [
        (CONTRACT, {"kind": "note", "part": "word/footnotes.xml"}, "paragraph 3, footnote, under “Phones”"),
        (CONTRACT, {"kind": "note", "part": "word/endnotes.xml"}, "paragraph 3, endnote, under “Phones”"),
        (CONTRACT, {"kind": "paragraph", "part": "word/header2.xml"}, "paragraph 3, header, under “Phones”"),
        (CONTRACT, {"kind": "box", "part": "word/footer1.xml"}, "paragraph 3, footer, under “Phones”"),
        ("rules.odt", {"kind": "paragraph", "part": "styles.xml"}, "paragraph 3, header or footer, under “Phones”"),
        ("rules.odt", {"kind": "note"}, "paragraph 3, footnote, under “Phones”"),
        (CONTRACT, {"kind": "row"}, "paragraph 3, table, under “Phones”"),
        (CONTRACT, {"kind": "box"}, "paragraph 3, text box, under “Phones”"),
        (CONTRACT, {"kind": "item"}, "paragraph 3, under “Phones”"),
        (RULES, {"kind": "note"}, "page 7, footnote"),
    ],
)
def test_the_place_says_what_part_of_the_document_it_is(path, block, says, format):
    """From the block that a reader hands on to what is printed."""
    where = Spot(0, 3, 1, 7 if path == RULES else None)
    read, findings = read_findings(
        Document(path, path[-4:].strip("."), (Block(TAKEN, spots=(where,), headings=("Phones",), **block),)),
        PhraseDetector(),
    )
    shown = read_back(SCAN_RENDERERS[format](result_of([read], findings)), format)
    if format == "json":
        assert f"{findings[0].part}" in shown
        parts = {"header or footer": "margin", "text box": "box"}
        named = next((word for word in ("header or footer", "text box") if word in says), says.split(", ")[1])
        assert findings[0].part == (None if named.startswith("under") else parts.get(named, named))
    elif format != "gitlab" or path != RULES:
        assert says in shown
