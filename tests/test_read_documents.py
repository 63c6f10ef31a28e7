"""Reading documents: what a reader sees, in words; where it stands; and what is refused, with its reason."""

from __future__ import annotations

import contextlib
import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import calls_in, no_hanging
from document_files import HANDBOOKS, document, docx, odt, p, pack, reason, texts, word_paragraphs
from rightscheck import ooxml
from rightscheck.model.document import Block
from rightscheck.read.documents import READERS, limits, read_bytes, read_document
from rightscheck.read.documents.markdown import _Markdown
from rightscheck.read.documents.outline import Outline
from rightscheck.read.documents.reading import UnreadableError

TEXT_FORMATS = (".md", ".txt", ".html")


def shape(data: bytes | str, name: str) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in document(data, name).blocks]


# Lines, hyphens, encodings: the same in every text format.


@pytest.mark.parametrize("suffix", TEXT_FORMATS)
@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("Residents must turn in\ntheir phones at intake.", "Residents must turn in their phones at intake."),
        ("Nobody leaves before break-\nfast is over.", "Nobody leaves before breakfast is over."),
        ("Nobody skips the evening check-\nin at nine.", "Nobody skips the evening check-in at nine."),
        ("A smoke-\nfree home, and the bus is smoke-free.", "A smoke-free home, and the bus is smoke-free."),
        ("Pre-\nand postnatal care is offered.", "Pre- and postnatal care is offered."),
        ("Phones are handed in with-\nout delay.", "Phones are handed in without delay."),
        ("The desk is open Mon-\nFri for all.", "The desk is open Mon-Fri for all."),
        ("You keep your ph\u200bone\u00a0 and   your pass\u00adport.", "You keep your phone and your passport."),
    ],
)
def test_a_phrase_over_a_line_end_or_a_hyphen_is_one_phrase(source: str, seen: str, suffix: str) -> None:
    assert texts(source, "a" + suffix) == [seen]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings(encoding: str) -> None:
    text = (
        "Residents don’t keep their phones. “No exceptions” – the café is closed to them, naturally.\r\nEver.\r\n" * 5
    )
    read = document(text.encode(encoding), "a.txt")
    assert "Residents don’t keep their phones. “No exceptions” – the café is closed" in read.blocks[0].text
    assert read.lines is not None
    assert read.lines[1] == "Ever."


def test_lines_that_are_an_entry_each_are_not_glued_together() -> None:
    schedule = "7:00 Wake up\n7:30 Breakfast in the hall, which nobody may miss\n22:00 Lights out"
    assert texts(schedule, "a.txt") == schedule.split("\n")
    notice = "NO VISITORS\nNO PHONES AT TABLE\nTHE DOOR IS LOCKED AT NINE"
    assert texts(notice, "a.txt") == notice.split("\n")
    sentences = "Phones are turned in.\nCurfew is nine for everyone who lives here, all year."
    assert texts(sentences, "a.txt") == sentences.split("\n")
    wrapped = "Residents who come home after nine o'clock will find the front door\nlocked and wait for staff"
    assert texts(wrapped, "a.txt") == [wrapped.replace("\n", " ")]


# Plain text.


def test_text_headings_lists_and_introductions() -> None:
    source = (
        "House Rules\n===========\n\nWe live together. Residents may not:\n  - use phones at\n    night\n"
        "  - have visitors:\n\nQUIET HOURS\n\n(a) from ten\n(b) to seven\n\nThat is all."
    )
    read = document(source, "a.txt")
    assert [(one.kind, one.text, one.intro, one.headings) for one in read.blocks] == [
        ("heading", "House Rules", None, ()),
        ("paragraph", "We live together. Residents may not:", None, ("House Rules",)),
        ("item", "use phones at night", "Residents may not:", ("House Rules",)),
        ("item", "have visitors:", "Residents may not:", ("House Rules",)),
        ("heading", "QUIET HOURS", None, ("House Rules",)),
        ("item", "from ten", None, ("House Rules", "QUIET HOURS")),
        ("item", "to seven", None, ("House Rules", "QUIET HOURS")),
        ("paragraph", "That is all.", None, ("House Rules", "QUIET HOURS")),
    ]
    assert read.blocks[2].spots[1].line == 6
    assert read.blocks[2].spots[1].column == 5


# Markdown.


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("Residents **must** turn in *all* __phones__.", "Residents must turn in all phones."),
        ("See [the rules](http://x.org/a_(b)) and <http://y.org> now.", "See the rules and http://y.org now."),
        ("![No phones](a.png) beyond `this` door.", "No phones beyond this door."),
        (r"Pay 5\* and keep snake_case_names, 2 * 3 * 4.", "Pay 5* and keep snake_case_names, 2 * 3 * 4."),
        ("You&nbsp;keep it &amp; use it.<!-- draft --> <b>Always</b>.", "You keep it & use it. Always."),
        ("It is ~~banned~~ [allowed][1], see [x].\n\n[1]: http://a.org", "It is banned allowed, see [x]."),
        ("~~~\nPhones are\nturned in.\n~~~", "Phones are turned in."),
        ("> Phones are\n> turned in.", "Phones are turned in."),
        ("<div>Phones are\nturned <i>in</i>.</div>", "Phones are turned in."),
        ("Signed ____ day of ______ 20____", "Signed ____ day of ______ 20____"),
    ],
)
def test_markdown_marks_are_gone(source: str, seen: str) -> None:
    assert texts(source, "a.md") == [seen]


def test_markdown_nested_lists_tables_and_hard_breaks() -> None:
    source = (
        "---\ntitle: The Guide\n---\n# Rules\n\nBring only\n\n- clothes\n- no devices:\n  1. [ ] phones\n"
        "\n     Not one.\n\n**What we take**\n\n| Day | Rule |\n|---|---|\n"
        "| Monday | Chores \\| prayers<br>A **test** |\n"
        "| | All day |\n"
        "\n7:00 up  \n7:30 chapel\\\n8:00 work\n\nA line  \nthat goes on.\n\n[^1]: A *small* note.\n"
    )
    assert [
        (one.kind, one.text, one.headings[1:], one.intro, one.columns) for one in document(source, "a.md").blocks
    ] == [
        ("heading", "The Guide", (), None, ()),
        ("heading", "Rules", (), None, ()),
        ("paragraph", "Bring only", (), None, ()),
        ("item", "clothes", (), "Bring only", ()),
        ("item", "no devices:", (), "Bring only", ()),
        ("item", "phones", (), "Bring only no devices:", ()),
        ("paragraph", "Not one.", (), None, ()),
        ("heading", "What we take", (), None, ()),
        ("heading", "Day | Rule", ("What we take",), None, ()),
        ("row", "Monday | Chores | prayers; A test", ("What we take",), None, ("Day", "Rule")),
        ("row", "All day", ("What we take",), None, ("Rule",)),
        ("paragraph", "7:00 up", ("What we take",), None, ()),
        ("paragraph", "7:30 chapel", ("What we take",), None, ()),
        ("paragraph", "8:00 work", ("What we take",), None, ()),
        ("paragraph", "A line that goes on.", ("What we take",), None, ()),
        ("note", "A small note.", ("What we take",), None, ()),
    ]


def test_clauses_in_brackets_stand_under_the_sentence_that_introduces_them() -> None:
    source = "3.2 The Participant shall:\n\n   (a) attend chapel;\n\n   (b) work, that is to say:\n\n   (i) cook;"
    source += "\n\n   (c) pay."
    assert [(one.kind, one.text, one.intro) for one in document(source, "a.md").blocks] == [
        ("paragraph", "The Participant shall:", None),
        ("item", "attend chapel;", "The Participant shall:"),
        ("item", "work, that is to say:", "The Participant shall:"),
        ("item", "cook;", "The Participant shall: work, that is to say:"),
        ("item", "pay.", "The Participant shall:"),
    ]


def test_allowances_in_comments() -> None:
    source = (
        "# Phones\n\n<!-- rightscheck: allow phone-taken until 2027-01-01 because the court\nasks for it -->\n"
        "Phones are\nturned in. <!-- RIGHTSCHECK: allow curfew -->\n\n<!-- a note --> <!-- rightscheck: nonsense -->\n"
    )
    first, second, third = document(source, "a.md").allowances
    assert (first.rule, first.until, first.reason) == ("phone-taken", "2027-01-01", "the court asks for it")
    assert (first.line, first.covers) == (3, (5, 6))
    assert (second.rule, second.until, second.reason, second.covers) == ("curfew", "", "", (5, 6))
    assert (third.rule, third.line, third.covers) == ("", 8, (8, 8))


_ALLOWS = "<!-- rightscheck: allow phone-taken until 2027-01-01 because x -->"


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (f"```\n{_ALLOWS}\n```\n\nText.\n\n{_ALLOWS}\n", 7),
        (f"~~~ html\n{_ALLOWS}\n~~~\n", None),
        (f"Text.\n\n    {_ALLOWS}\n", None),
        (f"Write `{_ALLOWS}` above it.\n", None),
        (f"Write `{_ALLOWS}` above.\nIt {_ALLOWS} stands.\n", 2),
        (f"<pre>\n{_ALLOWS}\n</pre>\n\n{_ALLOWS}\n\nText.\n", 5),
        (f"Write <code>{_ALLOWS}</code> above.\n", None),
        (f"---\ntitle: x\n---\n\n> Quoted.\n> {_ALLOWS}\n> And more.\n", 6),
        (f"- one\n\n  {_ALLOWS}\n  two\n", 3),
        (f"| a | b |\n|---|---|\n| c | d |\n| {_ALLOWS} e | f |\n", 4),
        (f"\\`{_ALLOWS}`\n", 1),
    ],
)
def test_an_allowance_in_an_example_does_not_count(source: str, line: int | None) -> None:
    assert [one.line for one in document(source, "a.md").allowances] == ([line] if line else [])


def test_an_allowance_in_an_example_of_a_page_does_not_count() -> None:
    page = (
        f"<p>One<pre>{_ALLOWS}</pre>\n<p>a <code>{_ALLOWS}</code> <textarea>{_ALLOWS}</textarea>\n"
        f"<script>'{_ALLOWS}'</script><!-- as in {_ALLOWS}\n<p>\n{_ALLOWS}\nTwo."
    )
    (one,) = document(page, "a.html").allowances
    assert (one.line, one.covers) == (5, (6, 6))


_LINES = st.sampled_from(
    [
        "", "", "", "# One", "## Two #", "Residents **may** not", "leave [the house](x).", "- an item", "- Another",
        "  more of it", "    indented", "1. first", "> quoted", "| a | b |", "|---|---|", "```", "~~~ text", "===",
        "---",
        "<div>", "</div>", "<!-- x -->", "**Bold**", "*  * *", "(a) one", "7:00 up  ", "\tTab", "a\\", "[x]: http://y",
        "&amp; `code", "* star", "<b>bold</b>", "- - deep", "#", "####### seven", "“Quoted”", "\u00a0", "é ﬁve",
    ]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(_LINES, max_size=14))
def test_the_short_way_through_markdown_reads_what_the_parser_reads(lines: list[str]) -> None:
    source = "\n".join(lines)
    quick, slow = Outline(), Outline()
    _Markdown(source, quick).read()
    reader = _Markdown(source, slow)
    reader._parse(reader._front_matter(), len(reader.lines))
    assert quick.blocks == slow.blocks


@settings(max_examples=300, deadline=None)
@given(st.lists(_LINES, max_size=14), st.sampled_from(TEXT_FORMATS))
def test_every_place_leads_to_its_character(lines: list[str], suffix: str) -> None:
    source = "\n".join(lines).replace("ﬁ", "fi").replace("&amp;", "and")  # these stand for other characters
    reading = read_bytes(source.encode(), "a" + suffix)
    read = reading.document
    if read is None:
        assert "nothing to read" in reading.skipped[0].reason
        return
    assert read.lines is not None
    for one in read.blocks:
        starts = {spot.start for spot in one.spots}
        for offset, character in enumerate(one.text):
            spot = one.spot_at(offset)
            line = read.lines[spot.line - 1]
            there = line[spot.column - 1 : spot.column]
            joined = character in " |;" and offset not in starts  # put in where lines or cells were joined
            assert joined or there == character or (character == " " and there.isspace()), (one, offset)


# HTML.


def test_html_shows_what_a_reader_sees() -> None:
    source = """<!doctype html><html><head><title>House guide</title><style>p {color: red}</style></head><body>
      <h1>Rules</h1><p>Phones are<br>turned &amp; locked
      in.<p hidden>Secret<div style="display: none">Old <p>rules</p></div>
      <script>var a = "<p>no</p>";</script>Residents may not:<ul><li>smoke<li>have <b>guests</b>
      <ul><li>at night</ul></ul>
      <table><caption>Day plan</caption><tr><th>Time<th>What<tr><td>7:00<td>Chapel<tr><td>22:00<td>Lights out</table>
      <dl><dt>Curfew<dd>Nine o'clock</dl><img alt="No phones here" src=a.png><p><strong>Not allowed</strong></p>
      <pre>Line one
Line two</pre>a < b</body>"""
    assert [(one.kind, one.text, one.intro, one.columns) for one in document(source, "a.html").blocks] == [
        ("paragraph", "House guide", None, ()),
        ("heading", "Rules", None, ()),
        ("paragraph", "Phones are turned & locked in.", None, ()),
        ("paragraph", "Residents may not:", None, ()),
        ("item", "smoke", "Residents may not:", ()),
        ("item", "have guests", "Residents may not:", ()),
        ("item", "at night", "Residents may not: have guests", ()),
        ("heading", "Day plan", None, ()),
        ("heading", "Time | What", None, ()),
        ("row", "7:00 | Chapel", None, ("Time", "What")),
        ("row", "22:00 | Lights out", None, ("Time", "What")),
        ("item", "Curfew", None, ()),
        ("item", "Nine o'clock", "Curfew", ()),
        ("paragraph", "No phones here", None, ()),
        ("heading", "Not allowed", None, ()),
        ("paragraph", "Line one", None, ()),
        ("paragraph", "Line two", None, ()),
        ("paragraph", "a < b", None, ()),
    ]
    assert "scripts or pictures" in reason(b"<html><body><script>draw()</script></body></html>", "a.html")


# Word, and OpenDocument.


def test_docx_headings_by_name_lists_by_style_and_tracked_changes() -> None:
    change = "<w:ins><w:r><w:t>never </w:t></w:r></w:ins><w:del><w:r><w:delText>always </w:delText></w:r></w:del>"
    body = (
        p("Phones", "House")
        + f"<w:p><w:r><w:t xml:space='preserve'>Staff </w:t></w:r>{change}<w:r><w:t>read</w:t><w:tab/>"
        "<w:t>mail.</w:t></w:r>"
        "<w:moveFrom><w:r><w:t>Old.</w:t></w:r></w:moveFrom><w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden.</w:t></w:r></w:p>"
        + p("Residents keep:") + p("their phones", "Punkt") + p("their money", "Punkt")
        + "<w:sdt><w:sdtContent>" + p("In a control.") + "</w:sdtContent></w:sdt>"
        + "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Good to know</w:t></w:r></w:p>"
        + '<w:p><w:hyperlink><w:r><w:t>A link.</w:t></w:r></w:hyperlink></w:p>'
    )  # fmt: skip
    assert [(one.kind, one.text, one.intro, one.headings) for one in document(docx(body), "a.docx").blocks] == [
        ("heading", "Phones", None, ()),
        ("paragraph", "Staff never read mail.", None, ("Phones",)),
        ("paragraph", "Residents keep:", None, ("Phones",)),
        ("item", "their phones", "Residents keep:", ("Phones",)),
        ("item", "their money", "Residents keep:", ("Phones",)),
        ("paragraph", "In a control.", None, ("Phones",)),
        ("heading", "Good to know", None, ("Phones",)),
        ("paragraph", "A link.", None, ("Phones", "Good to know")),
    ]


def test_docx_tables_notes_boxes_and_margins() -> None:
    from document_files import relation

    def cell(text: str) -> str:
        return f"<w:tc>{text}</w:tc>"

    inner = "<w:tbl><w:tr>" + cell(p("Frame")) + "</w:tr><w:tr>" + cell(p("Inner rule")) + "</w:tr></w:tbl>"
    box = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>" + p("In a box")
        + "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>" + p("In a box")
        + "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )  # fmt: skip
    body = (
        p("Body", more=box + '<w:r><w:footnoteReference w:id="2"/></w:r>')
        + "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>" + cell(p("Day")) + cell(p("Rule")) + "</w:tr>"
        + "<w:tr>" + cell(p("Monday")) + cell(p("Chapel") + p("Chores")) + "</w:tr></w:tbl>" + inner
        + '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/><w:footerReference r:id="rId3"/></w:sectPr>'
    )  # fmt: skip
    notes = (
        '<w:footnote w:type="separator" w:id="0">' + p("---") + '</w:footnote><w:footnote w:id="2">' + p("Small print")
    )
    data = docx(
        body,
        {"header1": p("On every page"), "footer1": p("On every page"), "footnotes": notes + "</w:footnote>"},
        relation(1, "header", "header1.xml")
        + relation(2, "footnotes", "footnotes.xml")
        + relation(3, "footer", "footer1.xml"),
    )
    read = document(data, "a.docx")
    assert [(one.kind, one.text, one.columns, one.part) for one in read.blocks] == [
        ("paragraph", "Body", (), None),
        ("box", "In a box", (), None),
        ("note", "Small print", (), "word/footnotes.xml"),
        ("heading", "Day | Rule", (), None),
        ("row", "Monday | Chapel; Chores", ("Day", "Rule"), None),
        ("paragraph", "Frame", (), None),
        ("paragraph", "Inner rule", (), None),
        ("paragraph", "On every page", (), "word/header1.xml"),
    ]


def test_a_place_in_word_leads_back_to_the_element_that_holds_the_character() -> None:
    runs = "".join(f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' for text in ("Turn  in ", "", "pho", "nes"))
    data = docx(p("First") + f"<w:p>{runs}<w:r><w:br/><w:t>now</w:t></w:r></w:p>")
    (found,) = [one for one in document(data, "a.docx").blocks if "phones" in one.text]
    package = ooxml.Package(data)
    paragraphs = list(word_paragraphs(package.parse(package.main_part())))
    for offset, character in enumerate(found.text):
        spot = found.spot_at(offset)
        located = paragraphs[spot.line - 1].locate(spot.column - 1)
        assert located is not None
        piece, at = located
        assert piece.text[at] == character or (character == " " and piece.text[at].isspace())
        assert piece.element.tag.endswith("}br") or piece.element.text == piece.text
    assert paragraphs[1].locate(len(paragraphs[1].text)) is None


def test_odt_reads_headings_lists_tables_notes_frames_and_accepted_changes() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Deleted</text:p></text:deletion>"
        '</text:changed-region></text:tracked-changes><text:h text:outline-level="2">Phones</text:h>'
        '<text:p>Residents<text:s text:c="2"/>may<text:tab/>not:<text:note><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>Small print</text:p></text:note-body></text:note></text:p>"
        "<text:list><text:list-item><text:p>keep phones</text:p><text:list><text:list-item><text:p>at night</text:p>"
        "</text:list-item></text:list></text:list-item></text:list>"
        "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Day</text:p></table:table-cell>"
        "<table:table-cell><text:p>Rule</text:p></table:table-cell></table:table-row></table:table-header-rows>"
        "<table:table-row><table:table-cell><text:p>Monday</text:p></table:table-cell>"
        "<table:table-cell><text:p>Chapel</text:p></table:table-cell></table:table-row></table:table>"
        "<text:p><draw:frame><draw:text-box><text:p>In a box</text:p></draw:text-box></draw:frame></text:p>"
    )
    margins = "<style:master-page><style:header><text:p>On every page</text:p></style:header></style:master-page>"
    assert [(one.kind, one.text, one.intro, one.part) for one in document(odt(body, margins), "a.odt").blocks] == [
        ("heading", "Phones", None, None),
        ("paragraph", "Residents may not:", None, None),
        ("note", "Small print", None, None),
        ("item", "keep phones", "Residents may not:", None),
        ("item", "at night", "Residents may not: keep phones", None),
        ("heading", "Day | Rule", None, None),
        ("row", "Monday | Chapel", None, None),
        ("box", "In a box", None, None),
        ("paragraph", "On every page", None, "styles.xml"),
    ]


# The same text in several formats.


def _sentences(blocks: tuple[Block, ...]) -> set[str]:
    return {sentence for one in blocks for sentence in re.split(r"(?<=[.!?;:])\s+", one.text)}


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("dunmarrow-residence-rules", ".docx"),
        ("linden-and-loom-welcome-book", ".docx"),
        ("varnholt-participation-agreement", ".pdf"),
    ],
)
def test_a_handbook_says_the_same_in_every_format(name: str, suffix: str) -> None:
    markdown = document((HANDBOOKS / f"{name}.md").read_bytes(), "a.md").blocks
    other = document((HANDBOOKS / f"{name}{suffix}").read_bytes(), "a" + suffix).blocks
    assert _sentences(markdown) == _sentences(other)
    items = {(one.text, one.intro) for one in markdown if one.kind == "item"}
    assert len(items - {(one.text, one.intro) for one in other}) <= 2
    assert {(one.text, one.columns) for one in markdown if one.columns} <= {(one.text, one.columns) for one in other}


# What is not read.


def test_reasons() -> None:
    assert "not text" in reason(b"\x00\x01\x02 phones", "a.txt")
    assert "5 MB" in reason(b"a" * (limits.MAX_TEXT_BYTES + 1), "a.md")
    assert "20 MB" in reason(b"a" * (limits.MAX_FILE_BYTES + 1), "a.pdf")
    assert "characters" in reason(b"a " * limits.MAX_BLOCK_CHARACTERS, "a.txt")
    assert "lines" in reason(b"a\n\n" * limits.MAX_LINES, "a.md")
    assert "paragraphs" in reason(b"<p>a" * (limits.MAX_BLOCKS + 1), "a.html")
    assert "nested" in reason(b"> " * 200 + b"Deep", "a.md")
    assert "nested" in reason(b"<div>" * 300 + b"Deep", "a.html")
    assert "encrypted" in reason(bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600, "a.docx")
    assert "damaged" in reason(b"PK\x03\x04 no", "a.docx")
    assert "no Word document" in reason(pack({"a.txt": "x"}), "a.docx")
    assert "damaged" in reason(b"%PDF-1.7 no", "a.pdf")
    assert "type" in reason(b"x", "a.doc")
    assert "pictures" in reason(docx("<w:p><w:r><w:drawing/></w:r></w:p>"), "a.docx")


def test_hostile_packages_are_refused() -> None:
    bomb = b"<w:t>" + b" " * 30_000_000
    assert "zip bomb" in reason(pack({"word/document.xml": bomb}), "a.docx")
    assert "outside" in reason(pack({"../word/document.xml": "x"}), "a.docx")
    assert "outside" in reason(pack({"/etc/passwd": "x"}), "a.odt")
    entities = '<!DOCTYPE d [<!ENTITY a "phones"><!ENTITY b "&a;&a;&a;">]><d>&b;</d>'
    assert "document type" in reason(pack({"word/document.xml": entities}), "a.docx")
    assert "document type" in reason(pack({"content.xml": entities}), "a.odt")
    assert "nested too deep" in reason(pack({"content.xml": "<a>" * 5000 + "</a>" * 5000}), "a.odt")
    assert "parts" in reason(pack({f"p{n}": "" for n in range(ooxml.MAX_PARTS + 1)}), "a.docx")


@pytest.mark.parametrize("suffix", TEXT_FORMATS)
@pytest.mark.parametrize(
    "pattern",
    ["[", "![", "*a ", "**a*", "_a", "`a", "<a b=\"", "<!--", "</", "&", "> ", "- ", "1. ", "](", "<b>", "<p>", "a "],
)  # fmt: skip
def test_reading_stays_linear(pattern: str, suffix: str) -> None:
    """Four times the text takes about four times the work; sixteen times would be quadratic."""

    def work(size: int) -> int:
        data = (pattern * size)[:size].encode()
        return calls_in(lambda: read_bytes(data, "a" + suffix))

    assert work(80_000) < 6 * work(20_000) + 1_000


def _seeds() -> dict[str, list[bytes]]:
    found: dict[str, list[bytes]] = {suffix: [] for suffix in (".md", ".docx", ".pdf")}
    for path in sorted(HANDBOOKS.iterdir()):
        if path.suffix in found:
            found[path.suffix].append(path.read_bytes())
    found[".txt"] = found[".md"]
    found[".html"] = [b"<h1>A</h1><ul><li>b<li>c</ul><table><tr><td>d<td>e</table><!-- f --><p hidden>g</p>" * 9]
    content = "<text:h>A</text:h><text:list><text:list-item><text:p>b</text:p></text:list-item></text:list>"
    found[".odt"] = [odt(content)]
    return found


_JUNK = [b"<", b"[", b"](", b"*", b"`", b"> > ", b"- ", b"<!--", b"\n\n", b"\xff", b"\0", b"|", b"&#x", b"<table><td>"]


@pytest.mark.parametrize("suffix", [".md", ".txt", ".html", ".docx", ".odt", ".pdf"])
def test_broken_bytes_end_in_a_reading_and_never_in_an_error(suffix: str) -> None:
    chance = random.Random(suffix)
    for seed in _seeds()[suffix] * 12:
        data = bytearray(seed)
        for _ in range(chance.choice((1, 1, 5, 50))):
            at = chance.randrange(len(data) + 1)
            change = chance.random()
            if change < 0.5:
                data[at : at + 1] = bytes([chance.randrange(256)])
            elif change < 0.7:
                del data[at : at + chance.randrange(1, 300)]
            else:
                data[at:at] = chance.choice(_JUNK) * chance.choice((1, 40))
        _check(bytes(data), suffix)


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_broken_xml_in_a_sound_package_never_ends_in_an_error(suffix: str) -> None:
    chance = random.Random(suffix)
    words = ["<w:p>", "</w:p>", "<w:tbl>", "<w:tr>", "<w:tc>", "<w:r>", "<w:t>x</w:t>", "</w:r>", "<w:del>", "</w:del>"]
    odf = [
        "<text:p>",
        "</text:p>",
        "<text:list>",
        "<text:list-item>",
        "<table:table>",
        "<table:table-row>",
        "<text:s/>x",
    ]
    for _ in range(150):
        body = "".join(chance.choice(words if suffix == ".docx" else odf) for _ in range(chance.randrange(30)))
        closing = "".join(f"</{tag}>" for tag in reversed(_open(body)))
        _check((docx if suffix == ".docx" else odt)(body + closing), suffix)


def _open(body: str) -> list[str]:
    tags: list[str] = []
    for closes, tag, empty in re.findall(r"<(/?)([\w:-]+)(/?)>", body):
        if closes and tags and tags[-1] == tag:
            tags.pop()
        elif not closes and not empty:
            tags.append(tag)
    return tags


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(sorted(READERS)))
def test_any_bytes_end_in_a_reading(data: bytes, suffix: str) -> None:
    _check(data, suffix)


def _check(data: bytes, suffix: str) -> None:
    with contextlib.suppress(UnreadableError):
        READERS[suffix](data, "a" + suffix)  # a fault in it would be kept from us by what follows
    reading = read_bytes(data, "a" + suffix)
    assert reading.document is not None or reading.skipped
    for one in reading.document.blocks if reading.document else ():
        assert one.text == one.text.strip() != ""
        assert one.spots[0].start == 0
        assert one.text.replace(" ", "").isprintable() or "\ufffd" in one.text or not one.text.isascii()


_MANY = 60_000
_HOSTILE = {
    "a tag full of quotes.html": "<a " + "''" * 20 * _MANY + ">x",
    "a link of spaces.md": "[a](" + " " * _MANY + "x",
    "a heading of spaces.md": "# a" + " " * _MANY + "b",
    "a title of spaces.md": "---\ntitle: a" + " " * _MANY + "b\n---\nx",
    "a long word at a line end.txt": "a" * 2 * _MANY + "1-\nb",
    "lines before numbered ones.txt": "a b\n" * (_MANY // 6) + "1. a\n" * (_MANY // 6),
    "lines of a cell.html": "<table><tr><td>x<td>" + "<p>a</p>" * (_MANY // 2),
}


@pytest.mark.parametrize("name", _HOSTILE)
def test_reading_takes_time_in_step_with_the_length(name: str) -> None:
    """Where every character is held against every other, it takes minutes."""
    with no_hanging():
        assert read_bytes(_HOSTILE[name].encode(), name).document is not None


@pytest.mark.parametrize("encoding", ["windows-1259", "iso-8859-12"])
def test_an_encoding_that_does_not_exist_is_passed_over(encoding: str) -> None:
    page = f'<meta charset="{encoding}"><p>The café is closed to residents, naturally.</p>'.encode("cp1252")
    assert "closed to residents" in texts(page, "a.html")[0]


def test_a_number_without_end_is_no_number_of_columns_levels_or_spaces() -> None:
    endless = "9" * 5_000
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{endless}"/></w:tcPr>{p("Wide")}</w:tc>'
    level = f'<w:pPr><w:outlineLvl w:val="{endless}"/></w:pPr>'
    numbered = f'<w:pPr><w:numPr><w:ilvl w:val="{endless}"/><w:numId w:val="3"/></w:numPr></w:pPr>'
    body = f"<w:tbl><w:tr>{cell}<w:tc>{p('Cell')}</w:tc></w:tr></w:tbl>" + "".join(
        f"<w:p>{one}<w:r><w:t>Text here.</w:t></w:r></w:p>" for one in (level, numbered)
    )
    assert texts(docx(body), "a.docx") == ["Wide | Cell", "Text here.", "Text here."]
    cells = f'<table:table-cell table:number-columns-spanned="{endless}"><text:p>Wide</text:p></table:table-cell>' * 2
    body = (
        f'<text:h text:outline-level="{endless}">Head</text:h><text:p>One<text:s text:c="{endless}"/>two.</text:p>'
        f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
    )
    assert texts(odt(body), "a.odt") == ["Head", "One two.", "Wide | Wide"]


def test_a_file_that_cannot_be_opened_is_skipped(tmp_path) -> None:
    assert read_document(tmp_path / "a.md", "a.md").skipped[0].reason.startswith("there is no such file")
    (tmp_path / "b.md").mkdir()
    assert "no ordinary file" in read_document(tmp_path / "b.md", "b.md").skipped[0].reason
    (tmp_path / "c.MD").write_text("Phones stay with you.")
    assert read_document(tmp_path / "c.MD", "c").document is not None


def test_the_page_on_limits_names_every_limit() -> None:
    page = (HANDBOOKS.parents[2] / "docs" / "limits.md").read_text(encoding="utf-8")
    for module in (limits, ooxml):
        for name, value in vars(module).items():
            if name.startswith("MAX_"):
                shown = f"{value // 1_000_000} MB" if name.endswith("_BYTES") else f"{value:,}"
                assert re.search(rf"\| {re.escape(shown)}[ ×]*\|", page), (name, shown)


@pytest.mark.parametrize(
    "fault", [ValueError("odd"), KeyError("x"), RecursionError(), MemoryError(), OSError(5, "disk")]
)
@pytest.mark.parametrize("suffix", sorted(READERS))
def test_a_fault_in_one_reader_skips_that_document(
    monkeypatch: pytest.MonkeyPatch, fault: Exception, suffix: str
) -> None:
    def fail(*_: object) -> None:
        raise fault

    monkeypatch.setitem(READERS, suffix, fail)
    (skipped,) = read_bytes(b"x", "a" + suffix).skipped
    assert "; save it a" in skipped.reason


def test_ctrl_c_in_a_reader_is_no_fault_of_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setitem(READERS, ".md", stop)
    with pytest.raises(KeyboardInterrupt):
        read_bytes(b"x", "a.md")
