"""The report in Spanish: every fixed word has its translation, and English is never left between."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from functools import cache
from pathlib import Path

import pytest

from report_helpers import (
    ANY,
    READABLE,
    ROOT,
    Page,
    all_standards,
    assessment_of,
    check_golden,
    flat,
    markdown_tokens,
    report_of,
    sheet_of,
    visible,
    worst,
)
from rightscheck.check.assess import assess
from rightscheck.check.privacy import _PATTERNS, LEFT_OUT
from rightscheck.check.quotes import NOT_AMONG_THE_DOCUMENTS
from rightscheck.cli.reading import read_all
from rightscheck.cli.translate import fixed_words
from rightscheck.cli.voices import OUTSIDE, wanted_beside, with_documents
from rightscheck.errors import InputError, UsageError
from rightscheck.model.answers import Answer, AnswerSheet, Evidence
from rightscheck.model.assessment import Assessment
from rightscheck.model.catalog import REVIEW, REVIEW_IN_ENGLISH, REVIEW_NOT_REVIEWED, REVIEW_TEXTS, SOUND
from rightscheck.model.tally import Count, QuestionTally, Tally, TallyRole
from rightscheck.read import catalog
from rightscheck.read.answers import load_answers
from rightscheck.read.catalog import holes, load_catalog, report_texts
from rightscheck.read.standards import shipped_ids
from rightscheck.read.translations import languages, load_translated
from rightscheck.render import words as fixed
from rightscheck.render.formats import RENDERERS
from rightscheck.render.reasons import REASONS, reason_text
from rightscheck.render.report import summary
from rightscheck.render.scan_words import ENGLISH
from rightscheck.render.words import Words

RENDER = ROOT / "src" / "rightscheck" / "render"
MODULES = (
    "words",
    "report",
    "cards",
    "level_text",
    "score_text",
    "voices_text",
    "agreement",
    "markdown",
    "terminal",
    "check_formats",
    "reasons",
)
TEMPLATE = RENDER / "templates" / "report.html.j2"
NO_TEXTS = {
    *("STANDING", "ASKS", "MARKS", "ACCENT", "__all__", "CHECK_RENDERERS", "CHECK_PRINTED", "CHECK_SUFFIXES"),
    *("_UNPRINTABLE", "_LONE_SURROGATE", "_SPECIAL", "_ADDRESS", "_LINE_START", "ENGLISH"),
}
"""Constants of those modules that nobody reads."""
ALIKE = {"1.5", "1,000", "{n}%", "–", "no"}
"""What is written in Spanish as it is in English."""
SPANISH = Words("es", load_catalog("es"))
ONLY_ENGLISH = re.compile(
    r"\b(the|of|and|is|are|was|were|with|that|this|these|for|from|not|or|by|it|they|which|what|who|when|where|how|may|"
    r"must|should|could|would|have|has|had|been|be|their|your|our|you|we|out|than|then|there|one|two|each|every|shown|"
    r"answered|open|rule|rules|resident|residents|staff|leadership)\b",
    re.IGNORECASE,
)
"""Words of nearly every English sentence, and of no Spanish one."""


# The texts that the program has


def _texts_in(node: ast.AST) -> Iterator[str]:
    """Give the texts that an expression can be: not what it is looked up by."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            yield node.value
    elif isinstance(node, ast.Dict):
        for value in node.values:
            yield from _texts_in(value)
    elif isinstance(node, ast.Tuple):
        for value in node.elts:
            yield from _texts_in(value)
    elif isinstance(node, ast.IfExp):
        yield from _texts_in(node.body)
        yield from _texts_in(node.orelse)


def _texts_of_module(name: str) -> Iterator[str]:
    """Give what a module passes to `words`, and the constants that it keeps for that."""
    tree = ast.parse((RENDER / f"{name}.py").read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if called in ("words", "self"):
                yield from _texts_in(node.args[0])
            elif called == "plural" and len(node.args) == 3:
                yield from _texts_in(node.args[1])
                yield from _texts_in(node.args[2])
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and target.id.isupper() and target.id not in NO_TEXTS:
                yield from _tolds(target.id, node.value)


def _tolds(name: str, value: ast.expr) -> Iterator[str]:
    texts = list(_texts_in(value))
    # Each row of it begins with the polarity that it is for.
    yield from (text for text in texts if name != "TOLD" or text not in ("violates", "upholds"))


@cache
def program_texts() -> frozenset[str]:
    found = {text for name in MODULES for text in _texts_of_module(name)}
    template = TEMPLATE.read_text("utf-8")
    found |= set(re.findall(r'\b(?:words|labelled)\("([^"]*)"', template))
    for one, many in re.findall(r'\bwords\.plural\([^"]*"([^"]*)", "([^"]*)"', template):
        found |= {one, many}
    return frozenset(found - {""})


def texts_of(language: str) -> dict[str, str]:
    return {english: text for english, text in load_catalog(language).items() if not english.startswith(SOUND)}


def spanish_texts() -> dict[str, str]:
    return texts_of("es")


@pytest.mark.parametrize("language", languages()[1:])
def test_the_catalog_holds_each_text_of_the_program_and_no_other(language):
    found = texts_of(language)
    assert program_texts() - set(found) == set(), f"translate these in standards/locale/{language}/report.yaml"
    assert set(found) - program_texts() == set(), "these stand in report.yaml, and nowhere in the program"
    for english, text in found.items():
        assert holes(text) == holes(english), english


def test_no_translation_is_a_copy_of_the_english():
    assert {english for english, text in spanish_texts().items() if text == english} == ALIKE


def test_the_words_for_a_person_are_those_of_the_glossary():
    whole = " ".join(spanish_texts().values()).casefold()
    assert re.findall(r"víctima|interna\b|tráfico|\btú\b|\btus?\b|\bti\b|\bpuedes\b|\btienes\b|\bvos\b", whole) == []


def test_texts_that_other_parts_make_are_those_that_are_translated():
    assert fixed.LEFT_OUT == LEFT_OUT
    assert {*_PATTERNS, "a name with contact data"} == set(fixed.MATTERS)


def test_no_text_is_written_past_the_catalog():
    """What stands between the holes of a format is signs, and the names of marks and commands."""
    template = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", TEMPLATE.read_text("utf-8"), flags=re.DOTALL)
    labels = re.findall(r'(?:aria-label|title|alt)="([^"]*)"', template)
    assert re.findall(r"[A-Za-z]{2,}", " ".join([re.sub(r"<[^>]*>", " ", template), *labels])) == []
    for name in MODULES[1:8]:
        tree = ast.parse((RENDER / f"{name}.py").read_text("utf-8"))
        formats = (node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr))
        written = {text for node in formats for part in node.values for text in _texts_in(part)}
        letters = {text for text in written if re.search("[A-Za-z]{2}", text)}
        assert letters <= {"answer-", "flag-", "bold ", "rightscheck explain "}, name


# Reports in Spanish


@cache
def in_spanish() -> dict[str, object]:
    return {name: load_translated(name, "es") for name in shipped_ids()}


@cache
def texts() -> dict[str, str]:
    return dict(report_texts("es", shipped_ids()))


def _tally(role: TallyRole) -> Tally:
    """Make a tally in which every question has another shape of what may be shown."""
    few, many, exact = Count(0, 4), Count(5, None), Count(7, 7)
    questions = {}
    for place, indicator in enumerate(i for standard in all_standards() for i in standard.indicators):
        ids = ["yes", "sometimes", "no", "not-sure", "skip"]
        ids = ids if role == "residents" else [option.id for option in indicator.options]
        shapes = (
            {},
            dict.fromkeys(ids, few),
            dict.fromkeys(ids, exact),
            {id_: (many, few, exact)[n % 3] for n, id_ in enumerate(ids)},
        )
        counts = shapes[place % 4]
        mean = ((0, 25), (75, 100), None)[place % 3] if counts else None
        questions[indicator.id] = QuestionTally(indicator.id, counts, mean, place % 5 == 0 if counts else None)
    months = ("2026-09", "2026-11") if role == "residents" else ("2026-10", "2026-10")
    return Tally(role, {}, *months, 12, questions)


QUOTES = (
    Evidence(quote="Everyone joins hands for grace before dinner.", file="policies/kitchen-notice.md"),
    Evidence(quote="Everyone joins hands for grace before dinner.", file="policies/handbook.md"),
    Evidence(quote="Everyone joins feet for grace before dinner.", file="policies/kitchen-notice.md"),
    Evidence(quote="Nothing of the kind is written anywhere.", file="policies/handbook.md"),
    Evidence(quote="Nothing of this is written in any file.", file="policies/lost.md"),
    Evidence(quote="Nothing of that is written outside.", file="../outside.md"),
)


def _heard(roles: Sequence[TallyRole]) -> Assessment:
    """Give the mixed example with its documents and other voices, quotes, and a number that does not belong there."""
    sheet = load_answers(ROOT / "examples" / "mixed" / "answers.yaml", all_standards())
    changed = {"PC-03": replace(sheet.answers["PC-03"], note="call 555 123-4567", evidence=QUOTES)}
    answers = {**sheet.answers, **changed}
    whole = assess(list(in_spanish().values()), replace(sheet, answers=answers), [_tally(role) for role in roles])
    wanted = wanted_beside([ROOT / "examples" / "mixed" / "policies"], shipped_ids(), [], "es")
    (scan, _), paths = read_all(wanted), [file.path for file in wanted.files]
    return with_documents(whole, scan, paths)


def _spared() -> Assessment:
    """Give answers that rest on a funder's rule, on a fact stated otherwise, and on nothing."""
    changed = {
        **{i.id: Answer("not-applicable", reason="Una razón") for i in _may_not_apply()},
        "PC-03": Answer("staff-hold", required_by="FR-16", change_by="2027-02-28"),
        "PC-02": Answer(None),
    }
    facts = {"residents": frozenset({"adults", "minors-in-custody"})}
    sheet = sheet_of(worst, program="ana@example.org", funders=["voca"], facts=facts, changed=changed)
    return assess(list(in_spanish().values()), sheet)


def _may_not_apply() -> list[object]:
    return [i for s in all_standards() for i in s.indicators if i.not_applicable == "with-reason"]


def _nothing_heard() -> Assessment:
    """Give a report in which nobody speaks otherwise, for there is nothing to speak of."""
    (head, *_) = in_spanish().values()
    return assess([head], AnswerSheet({}), [Tally("staff", {}, "", "", 5, {})])


HEARD = {
    "all voices": lambda: _heard(["residents", "staff"]),
    "documents": lambda: _heard([]),
    "residents": lambda: assess(
        list(in_spanish().values()), assessment_of("rights-based").sheet, [_tally("residents")]
    ),
    "spared": _spared,
    "nothing heard": _nothing_heard,
}
ALL = [*ANY, *HEARD]
EVERY = pytest.mark.parametrize("name", ALL)


@cache
def spanish(name: str) -> Assessment:
    """Give an example, or an edge, in Spanish."""
    if name in HEARD:
        whole = HEARD[name]()
    else:
        english = assessment_of(name)
        whole = assess([in_spanish()[one.standard.id] for one in english.standards], english.sheet)
        whole = replace(whole, private=english.private)
    return replace(whole, language="es", texts=load_catalog("es"))


@cache
def spanish_report(name: str, format: str) -> str:
    return RENDERERS[format](spanish(name))


class Recorder(dict[str, str]):
    """A catalog that keeps what was looked up in it."""

    def __init__(self, found: dict[str, str]) -> None:
        super().__init__(found)
        self.asked: set[str] = set()

    def get(self, key, default=None):
        self.asked.add(key)
        return super().get(key, default)


@EVERY
def test_nothing_is_looked_up_that_the_catalog_does_not_hold(name):
    recorder = Recorder(texts())
    recorded = replace(spanish(name), texts=recorder)
    for render in (*RENDERERS.values(), summary):
        render(recorded)
    counted = {key for key in recorder.asked if key.startswith(REVIEW)}
    assert recorder.asked - counted - {""} - set(spanish_texts()) == set()
    assert len(recorder.asked) > 90


def _not_ours(assessment: Assessment) -> list[str]:
    """List what stands in a report as somebody wrote or published it."""
    answers = assessment.sheet.answers.values()
    found = [text for a in answers for text in (a.note, a.reason, *(piece.text for piece in a.evidence))]
    found += [quote.quote or "" for quote in QUOTES]
    found += [assessment.sheet.program]
    for standard in assessment.standards:
        tables = standard.standard.tables
        found += [f"{document.publisher}: {document.title}" for document in tables.sources.documents]
        found += [reference.title for reference in tables.sources.references]
        found += [rule.citation for rule in tables.funder_rules]
    if assessment.voices:
        for findings in assessment.voices.written.values():
            found += [finding.quote for finding in findings]
        found += [one.finding.quote for one in assessment.voices.contradictions]
        for quote in assessment.voices.quotes:  # but why a file was not read is told in the report's language
            found += [quote.difference, quote.now if quote.status != "unread" else ""]
    return sorted({flat(text) for text in found if text}, key=len, reverse=True)


ENGLISH_NAMES = (
    *("State it under “funders”", "«funders»", "-o report.html", "report.md", "rightscheck assess"),
    *("Freedom Network USA", "Safe Horizon", "HUD Equal Access Rule", "HUD Continuum of Care"),
)


@pytest.mark.parametrize("format", READABLE)
@EVERY
def test_no_english_word_is_left_in_a_spanish_report(name, format):
    assessment = spanish(name)
    text = visible(spanish_report(name, format), format)
    for there in (*_not_ours(assessment), *ENGLISH_NAMES):
        text = text.replace(there, " ")
    text = re.sub(r"\S*[/.@]\S*\w\b|\b[a-z]+(?:-[a-z]+)+\b|\(advocate\)", " ", text)  # addresses, files, ids
    left = [text[max(0, m.start() - 40) : m.end() + 40] for m in ONLY_ENGLISH.finditer(text)]
    assert left == []


@pytest.mark.parametrize("name", ANY)
def test_a_spanish_report_has_the_parts_of_the_english_one(name):
    """Only the words differ: every heading, list and table is there, in the same order."""
    shapes = [
        [(token.type, token.tag) for token in markdown_tokens(text)]
        for text in (report_of(name, "markdown"), spanish_report(name, "markdown"))
    ]
    assert shapes[0] == shapes[1]
    pages = [Page(text) for text in (report_of(name, "html"), spanish_report(name, "html"))]
    assert [tag for tag, _ in pages[0].elements] == [tag for tag, _ in pages[1].elements]
    assert [page.all("html")[0]["lang"] for page in pages] == ["en", "es"]


@pytest.mark.parametrize("name", ANY)
def test_the_language_changes_no_number(name):
    def numbers(data: object) -> object:
        if isinstance(data, dict):
            return {key: numbers(part) for key, part in data.items() if key not in ("title", "note", "meaning")}
        return [numbers(part) for part in data] if isinstance(data, list) else data

    one, other = (json.loads(RENDERERS["json"](each)) for each in (assessment_of(name), spanish(name)))
    assert numbers(one) == numbers(other)


@pytest.mark.parametrize(("name", "format"), [("mixed.es.md", "markdown"), ("mixed.es.txt", "terminal")])
def test_the_mixed_example_in_spanish(name, format):
    counted = {**texts(), REVIEW_TEXTS: "2000", REVIEW_NOT_REVIEWED: "1000", REVIEW_IN_ENGLISH: "0"}
    check_golden(name, RENDERERS[format](replace(spanish("mixed"), texts=counted)))


def test_the_report_says_how_many_of_its_texts_are_not_reviewed():
    assert int(texts()[REVIEW_TEXTS]) > 1_500
    assert int(texts()[REVIEW_NOT_REVIEWED]) > 0, "all are reviewed: take this line out"
    said = "Todavía ninguna persona de lengua materna española ha revisado 1,200 de sus 1,800 textos."
    counted = {**texts(), REVIEW_TEXTS: "1800", REVIEW_NOT_REVIEWED: "1200", REVIEW_IN_ENGLISH: "1"}
    for format in READABLE:
        text = visible(RENDERERS[format](replace(spanish("mixed"), texts=counted)), format)
        assert said in text
        assert "1 texto está en inglés" in text
        reviewed = {**counted, REVIEW_NOT_REVIEWED: "0", REVIEW_IN_ENGLISH: "0"}
        assert "traducción" not in visible(RENDERERS[format](replace(spanish("mixed"), texts=reviewed)), format)


@pytest.mark.parametrize("format", ["markdown", "html"])
def test_the_report_claims_no_check_of_evidence_that_was_not_made(format):
    """Quotes are looked for only where documents were read; papers that are named are never looked at."""
    for name, is_read in (("documents", True), ("all voices", True), ("residents", False), ("mixed", False)):
        text = visible(spanish_report(name, format), format)
        assert ("se buscaron en los documentos que se leyeron" in text) == is_read, name
        assert ("Aquí la evidencia se nombra; no se revisó." in text) != is_read, name
        english = visible(RENDERERS[format](replace(spanish(name), language="en", texts={})), format)
        assert ("Papers named as evidence were not checked; words quoted as evidence were looked" in english) == is_read
        assert ("Evidence is named here; it was not checked." in english) != is_read


# How a language joins, counts, and dates


@pytest.mark.parametrize(
    ("items", "joiner", "joined"),
    [
        ([], "and", ""),
        (["cama"], "and", "cama"),
        (["cama", "comida"], "and", "cama y comida"),
        (["cama", "comida", "ropa"], "and", "cama, comida y ropa"),
        (["cama, con llave", "ropa"], "and", "cama, con llave; y ropa"),
        (["padres", "hijas"], "and", "padres e hijas"),
        (["rezar", "«Ir a misa»"], "and", "rezar e «Ir a misa»"),
        (["a, b", "iglesia"], "and", "a, b; e iglesia"),
        (["agua", "hielo"], "and", "agua y hielo"),
        (["y por eso", "cama"], "and", "y por eso y cama"),
        (["siete", "ocho"], "or", "siete u ocho"),
        (["central", "parar", "corregir"], "or", "central, parar o corregir"),
    ],
)
def test_a_list_sounds_as_it_is_spoken(items, joiner, joined):
    assert SPANISH.listed(items, joiner) == joined


def test_dates_and_numbers_are_those_of_the_language():
    assert SPANISH.date("2026-11-21") == "21 de noviembre de 2026"
    assert SPANISH.date("2026-02") == "febrero de 2026"
    assert SPANISH.date("2026") == "2026"
    assert (SPANISH.number(33.33), SPANISH.low(33.39), SPANISH.high(33.31)) == ("33.3", "33.3", "33.4")
    assert (SPANISH.percent(0.5), SPANISH.count(1800)) == ("50%", "1,800")


def test_a_further_language_is_data_and_no_code():
    data = {
        "1.5": "1,5",
        "1,000": "1.000",
        "{n}%": "{n} %",
        "“{text}”": "„{text}“",
        "November": "November",
        "{month} {day}, {year}": "{day}. {month} {year}",
        "{first}, and {last}": "{first} und {last}",
        "{n} question": "{n} Frage",
        "{n} questions": "{n} Fragen",
        f"{SOUND} und (?=x)": " & ",
    }
    words = Words("de", data)
    assert (words.number(72.44), words.count(12345), words.percent(0.5)) == ("72,4", "12.345", "50 %")
    assert words.date("2026-11-21") == "21. November 2026"
    assert (words.listed(["a", "b", "c"]), words.listed(["a", "b", "x"])) == ("a, b und c", "a, b & x")
    assert [words.plural(n, "{n} question", "{n} questions") for n in (0, 1, 2)] == ["0 Fragen", "1 Frage", "2 Fragen"]
    assert words.quoted("a {b}") == "„a {b}“"
    assert words("No red flag.") == "No red flag."  # what is not there is told in English


def test_english_has_no_catalog_and_an_unknown_language_is_told():
    assert (load_catalog("en"), report_texts("en", shipped_ids())) == ({}, {})
    with pytest.raises(UsageError, match="there is no translation into 'xx' here"):
        load_catalog("xx")


BROKEN = """\
reviewed_by: null
texts:
  one:
    "{n} question": pregunta
    Score: Puntuación
  two:
    Score: Nota
sounds:
  "(": " e "
"""


def test_a_broken_catalog_is_told_with_its_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "report.yaml"
    path.write_text(BROKEN, encoding="utf-8")
    monkeypatch.setattr(catalog, "catalog_path", lambda _: path)
    with pytest.raises(InputError) as error:
        load_catalog("es")
    told = [str(problem) for problem in error.value.problems]
    assert [re.search(r"report\.yaml:(\d+):", line)[1] for line in told] == ["4", "7", "9"]
    assert "{n}" in told[0]
    assert "'one'" in told[1]
    assert "regular expression" in told[2]


# Documents in Spanish


def _pairs(one: object, other: object, where: str = "") -> Iterator[tuple[str, str, str]]:
    """Give the texts of two languages side by side, with where they stand."""
    if isinstance(one, str):
        yield where, one, other
    elif isinstance(one, tuple):
        assert len(one) == len(other), where
        for place, (part, counterpart) in enumerate(zip(one, other, strict=True)):
            yield from _pairs(part, counterpart, f"{where}.{place}")
    elif isinstance(one, dict):
        assert one.keys() == other.keys(), where
        for key, part in one.items():
            yield from _pairs(part, other[key], f"{where}.{key}")
    else:
        for field in fields(one) if one else ():
            yield from _pairs(getattr(one, field.name), getattr(other, field.name), f"{where}.{field.name}")


def test_what_is_said_of_documents_is_all_in_spanish():
    spanish = fixed_words("scan", "es")
    pairs = list(_pairs(ENGLISH, spanish))
    assert len(pairs) > 130
    for where, english, text in pairs:
        assert holes(text) == holes(english), where
        assert (text == english) == (english == ""), where
        assert ONLY_ENGLISH.search(re.sub(r"`[^`]*`|{\w+}", "", text)) is None, where
    assert spanish.date("2026-02-28") == "28 de febrero de 2026"


# Why a file was not read


def _reasons_given() -> Iterator[str]:
    """Give what the readers, and those who ask them, say of a file that they do not read; a number fills each hole."""
    read = ROOT / "src" / "rightscheck"
    for path in (*sorted((read / "read" / "documents").glob("*.py")), read / "ooxml.py"):
        if path.name == "walk.py":  # of what lies in a folder; a quote names its file
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            called = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            if called in ("UnreadableError", "PackageError"):
                yield from _filled(node.args[0])
            elif called == "_skipped":
                yield from _filled(node.args[1])
            elif isinstance(node, ast.Return | ast.Yield | ast.Assign) and node.value is not None:
                yield from (text for text in _filled(node.value) if "; " in text and not text.startswith("{why}"))
    yield from (NOT_AMONG_THE_DOCUMENTS, OUTSIDE)


def _filled(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.JoinedStr):
        parts = (str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values)
        text = "".join(parts)
        yield from (text.replace("7; ", f"{why}; ", 1) for why in WHY) if text.startswith("7; ") else (text,)
    elif isinstance(node, ast.Constant | ast.IfExp):
        yield from (text for text in _texts_in(node) if "; " in text)


WHY = ("it is no ordinary file", "there is no such file")
"""What `read_document` puts before the advice to check the name."""


def test_every_reason_for_a_file_that_was_not_read_is_told_in_spanish():
    given = set(_reasons_given())
    assert len(given) > 40
    assert len(given) >= len(REASONS)
    for reason in given:
        told = reason_text(reason, SPANISH)
        assert told != reason, reason
        assert ONLY_ENGLISH.search(told) is None, told
        assert reason_text(reason, Words()) == reason
