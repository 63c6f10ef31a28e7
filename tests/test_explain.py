"""`rightscheck explain`: everything that has an id can be told in full."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console
from typer.testing import CliRunner

from report_helpers import all_standards, flat, markdown_text, markdown_tokens
from rightscheck.cli.app import app
from rightscheck.cli.explain import telling_in
from rightscheck.model.red_flag import RedFlag
from rightscheck.model.standard import Indicator, Standard
from rightscheck.model.tables import FunderRule, Reference, Right, SourceDocument, Statement
from rightscheck.read.standards import shipped_ids
from rightscheck.read.translations import load_translated
from rightscheck.render.page import explain, page_markdown, topics
from rightscheck.render.page_terminal import page_terminal

TOPICS = topics(all_standards())
IDS = [topic[0] for topic in TOPICS]
EVERY = pytest.mark.parametrize("topic", TOPICS, ids=IDS)
RUNNER = CliRunner()


def on_terminal(topic, width: int = 80) -> str:
    stream = StringIO()
    Console(file=stream, width=width, force_terminal=False, emoji=False).print(
        page_terminal(explain(topic, all_standards()))
    )
    return stream.getvalue()


def must_say(noun: object) -> list[str]:
    """What nobody should have to look for elsewhere."""
    if isinstance(noun, Standard):
        return [
            *(noun.title, noun.about, noun.relation),
            *(part for element in noun.elements for part in (element.title, element.says)),
            *(part for flag in noun.red_flags for part in (flag.number, flag.title, flag.id)),
            *(part for level in noun.levels for part in (level.title, level.meaning)),
        ]
    if isinstance(noun, Indicator):
        options = [part for option in noun.options for part in (option.id, option.text, f"worth {option.worth}")]
        return [noun.title, noun.question, noun.see, *options, *noun.evidence, *(c.source for c in noun.sources)]
    if isinstance(noun, RedFlag):
        rules = [part for link in noun.funder_rules for part in (link.rule, link.note)]
        examples = [*noun.examples.flags, *noun.examples.passes, *noun.not_a_flag, *noun.on_a_visit]
        main = [noun.number, noun.title, noun.practice, noun.harm, noun.instead, noun.sample_wording]
        worry = [noun.staff_worry.fear, noun.staff_worry.answer]
        return [*main, *worry, *examples, *rules, *(c.source for c in noun.sources)]
    if isinstance(noun, FunderRule):
        extra = [text for text in (noun.limits, noun.exemption, *noun.unverified, *noun.read_at) if text]
        return [noun.title, noun.citation, noun.says, *extra]
    assert isinstance(noun, Right | Statement | Reference | SourceDocument)
    return [text for key in ("title", "says", "text", "kind", "address") if (text := getattr(noun, key, None))]


@EVERY
def test_a_page_tells_everything_in_both_formats(topic):
    terminal, markdown = flat(on_terminal(topic)), markdown_text(page_markdown(explain(topic, all_standards())))
    for text in must_say(topic[2]):
        assert re.sub(r"\s", "", text) in re.sub(r"\s", "", terminal)
        assert flat(text) in markdown


@EVERY
def test_a_page_keeps_within_its_columns_and_holds_no_escape_codes(topic):
    for width in (80, 40):
        text = on_terminal(topic, width)
        assert [line for line in text.splitlines() if cell_len(line) > width] == []
        assert "\x1b" not in text


@EVERY
def test_a_page_in_markdown_has_one_title_and_only_headings_and_lists(topic):
    page = explain(topic, all_standards())
    tokens = markdown_tokens(page_markdown(page))
    tags = [token.tag for token in tokens if token.type == "heading_open"]
    assert tags == ["h1", *["h2"] * len(page.sections)]
    kinds = {token.type.removesuffix("_open").removesuffix("_close") for token in tokens}
    assert kinds <= {"heading", "paragraph", "bullet_list", "list_item", "inline"}
    inline = {part.type for token in tokens for part in token.children or ()}
    assert inline <= {"text", "text_special", "softbreak"}


@EVERY
def test_what_was_not_fully_read_says_so(topic):
    noun = topic[2]
    status = getattr(noun, "status", "verified")
    text = flat(on_terminal(topic))
    if status != "verified":
        assert {"partly-verified": "read only in part", "unverified": "not checked"}[status] in text
    if isinstance(noun, RedFlag):
        rules = all_standards()[0].tables.rule_by_id
        doubtful = [link.rule for link in noun.funder_rules if rules[link.rule].status != "verified"]
        page = dict(explain(topic, all_standards()).sections)
        for rule in doubtful:
            [line] = [line for line in page["Funder rules"][0] if line.startswith(f"{rule} ")]
            assert "read only in part" in line or "not checked" in line


def test_no_id_means_two_things():
    names = [name.casefold() for topic in TOPICS for name in topic[:2] if name]
    assert sorted(set(names)) == sorted(names)


def test_every_kind_of_topic_is_there():
    kinds = {type(topic[2]).__name__ for topic in TOPICS}
    assert kinds >= {"Standard", "Indicator", "Variation", "RedFlag", "Right", "FunderRule", "Statement", "Reference"}
    assert len([t for t in TOPICS if isinstance(t[2], RedFlag)]) == 26
    assert {t[0] for t in TOPICS if isinstance(t[2], Standard)} == set(shipped_ids())


def one_of_each() -> dict[str, str]:
    """One id of each kind, and the number of a red flag."""
    found = {type(topic[2]).__name__: topic[0] for topic in reversed(TOPICS)}
    flag = next(topic for topic in TOPICS if isinstance(topic[2], RedFlag))
    return {**found, "RedFlag by number": flag[1], "in small letters": flag[1].lower()}


@pytest.mark.parametrize("id", one_of_each().values(), ids=one_of_each())
def test_the_command_tells_it_in_both_formats(id):
    topic = next(topic for topic in TOPICS if id.casefold() in (topic[0].casefold(), topic[1].casefold()))
    page = explain(topic, all_standards())
    for format in ("terminal", "markdown"):
        result = RUNNER.invoke(app, ["explain", id, "--format", format])
        assert result.exit_code == 0, result.output
        shown = markdown_text(result.output) if format == "markdown" else flat(result.output)
        assert flat(page.title) in shown


@pytest.mark.parametrize(
    ("mistyped", "meant"),
    [("phone-take", "phone-taken"), ("RF-022", "RF-02"), ("PC3", "PC-03"), ("phone", "phones"), ("FR-160", "FR-16")],
)
def test_an_unknown_id_is_refused_and_the_nearest_is_offered(mistyped, meant):
    result = RUNNER.invoke(app, ["explain", mistyped])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert f"{mistyped}: there is nothing by this id" in result.stderr
    assert meant in result.stderr


SPANISH = tuple(load_translated(name, "es") for name in shipped_ids())
SPANISH_TOPICS = topics(SPANISH)
KINDS = {"practice": "práctica", "benchmark": "punto de referencia", "context": "contexto"}


@pytest.mark.parametrize("topic", SPANISH_TOPICS, ids=IDS)
def test_a_page_in_spanish_tells_everything_and_says_nothing_in_english_by_itself(topic):
    english = explain(TOPICS[SPANISH_TOPICS.index(topic)], all_standards())
    page = explain(topic, SPANISH, telling_in("es"))
    markdown = markdown_text(page_markdown(page))
    for text in must_say(topic[2]):
        assert flat(re.sub("^worth ", "vale ", KINDS.get(text, text))) in markdown
    assert len(page.sections) == len(english.sections)
    assert {heading for heading, _ in page.sections} & {heading for heading, _ in english.sections} == set()
    judged = [part for heading, parts in page.sections if heading in JUDGED for part in parts]
    told = [page.under, *(text for part in judged for text in ([part] if isinstance(part, str) else part))]
    for text in told:
        assert not re.search(r"\b(the|answer|is|or|weight|takes|as of|worth|flag|in our words)\b", text), text


JUDGED = ("Cómo se juzga", "Se pregunta cuando")
"""The sections that are put together from words."""


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (["explain", "RF-02"], "Teléfono quitado o vigilado"),
        (["explain", "PC-03", "-f", "markdown"], "## La pregunta"),
        (["standards", "show", "safe-horizon"], "La escalera"),
        (["standards", "list"], "versión"),
    ],
)
def test_the_commands_take_a_language(arguments, wanted):
    done = RUNNER.invoke(app, [*arguments, "--lang", "es"])
    assert done.exit_code == 0, done.output
    assert wanted in done.stdout
    assert wanted not in RUNNER.invoke(app, arguments).stdout
    assert RUNNER.invoke(app, [*arguments, "--lang", "xx"]).exit_code == 2
