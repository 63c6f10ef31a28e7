"""Giving a document back to its writer: the notes are there, in their place, and the text is what it was."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import docx as python_docx
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Text as TextNote
from pypdf.generic import RectangleObject
from reportlab.pdfgen.canvas import Canvas

from annotate_files import (
    LINK,
    RIGHTS,
    RULE,
    SPACE,
    commented,
    comments,
    docx,
    looks,
    part,
    review,
    texts,
    word_document,
)
from rightscheck.errors import RightscheckError
from rightscheck.model.document import Block, Document, Spot
from rightscheck.read.documents import read_bytes
from rightscheck.render.annotate import ANNOTATORS, Review, make_notes

HANDBOOKS = Path(__file__).parent / "corpus" / "handbooks"
RULE_TEXT = "Residents turn in phones."


def paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def annotated(data: bytes, *sentences: str, others: tuple[str, ...] = ()) -> bytes:
    return ANNOTATORS["docx"](data, review(word_document(data, others), *sentences))


class TestWord:
    def test_the_comment_stands_on_the_sentence_and_says_what_it_takes_why_it_hurts_and_what_to_write(self):
        done = annotated(docx(paragraph(f"Welcome. {RULE_TEXT} Dinner is at six.")), RULE_TEXT)
        assert list(commented(done).values()) == [RULE_TEXT]
        (said,) = comments(done).values()
        assert said[0] == RULE.title
        assert said[1] == f"We are sure. The right at stake: {RIGHTS['phones'].title}."
        text = "\n".join(said)
        for wanted in (
            "obligation on “residents”",
            RULE.harm,
            RULE.instead,
            f"Wording to use: “{RULE.sample_wording}”",
        ):
            assert wanted in text

    def test_python_docx_reads_the_comments(self):
        done = annotated(docx(paragraph(RULE_TEXT) + paragraph(RULE_TEXT)), RULE_TEXT)
        read = list(python_docx.Document(io.BytesIO(done)).comments)
        assert [comment.author for comment in read] == ["rightscheck"] * 2
        assert [comment.paragraphs[0].text for comment in read] == [RULE.title] * 2

    def test_a_later_comment_on_the_same_rule_is_short_and_still_has_the_wording(self):
        first, second = comments(annotated(docx(paragraph(RULE_TEXT) * 2), RULE_TEXT)).values()
        assert len("".join(second)) < len("".join(first))
        assert f"Wording to use: “{RULE.sample_wording}”" in second
        assert RULE.instead not in "".join(second)

    def test_every_other_part_stays_as_it_is_even_packed(self):
        original = docx(paragraph(RULE_TEXT))
        done = annotated(original, RULE_TEXT)
        changed = {"[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels"}
        with zipfile.ZipFile(io.BytesIO(original)) as old, zipfile.ZipFile(io.BytesIO(done)) as new:
            assert new.testzip() is None
            assert new.namelist() == [*old.namelist(), "word/comments.xml"]
            for info in old.infolist():
                assert (new.read(info.filename) == old.read(info)) == (info.filename not in changed)
                assert new.getinfo(info.filename).date_time == info.date_time

    def test_a_picture_that_unpacks_to_too_much_is_copied_and_not_unpacked(self):
        stream = io.BytesIO(docx(paragraph(RULE_TEXT)))
        with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as package:
            package.writestr("word/media/bomb.png", bytes(300_000_000))
        done = annotated(stream.getvalue(), RULE_TEXT)
        assert len(done) < 1_000_000
        with zipfile.ZipFile(io.BytesIO(done)) as package:
            assert package.getinfo("word/media/bomb.png").file_size == 300_000_000

    def test_only_additions_are_made_to_the_main_part(self):
        """What was added can be taken out again, and what is left is the part as it was, byte for byte."""
        body = (
            '<w:p w14:paraId="1A"><w:pPr><w:jc w:val="left"/></w:pPr><w:hyperlink r:id="rId9" '
            'xmlns:r="urn:x"><w:r w:rsidR="00AB"><w:rPr><w:i/></w:rPr><w:t>Residents turn</w:t></w:r></w:hyperlink>'
            "<w:r><w:t xml:space='preserve'> in &#112;hones. &amp; more</w:t></w:r></w:p>"
        )
        original = docx(body)
        done = part(annotated(original, RULE_TEXT), "word/document.xml").decode()
        for added in (
            '<w:commentRangeStart w:id="0"/>',
            '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
            '</w:t></w:r><w:r><w:t xml:space="preserve">',
        ):
            assert done.count(added) == 1
            done = done.replace(added, "")
        assert done == part(original, "word/document.xml").decode()

    def test_tracked_changes_stay_tracked(self):
        body = (
            '<w:p><w:r><w:t xml:space="preserve">Residents </w:t></w:r>'
            '<w:del w:id="5" w:author="Jo"><w:r><w:delText>may keep </w:delText></w:r></w:del>'
            '<w:ins w:id="6" w:author="Jo"><w:r><w:t xml:space="preserve">turn in phones. And sing</w:t></w:r></w:ins>'
            "<w:r><w:t>.</w:t></w:r></w:p>"
        )
        done = annotated(docx(body), RULE_TEXT)
        assert list(commented(done).values()) == [RULE_TEXT]
        text = part(done, "word/document.xml").decode()
        assert text.count("<w:ins ") == text.count("<w:del ") == 1
        assert texts(done) == ["Residents turn in phones. And sing."]

    def test_comments_that_are_there_stay_and_ids_and_initials_do_not_clash(self):
        there = (
            f'<?xml version="1.0"?><x:comments xmlns:x="{SPACE}"><x:comment x:id="7" x:author="Rosa" x:initials="RC">'
            "<x:p><x:r><x:t>Mine</x:t></x:r></x:p></x:comment></x:comments>"
        )
        body = (
            '<w:p><w:commentRangeStart w:id="7"/><w:r><w:t>Hello.</w:t></w:r><w:commentRangeEnd w:id="7"/>'
            f'<w:r><w:commentReference w:id="7"/></w:r></w:p>{paragraph(RULE_TEXT)}'
        )
        original = docx(body, {"word/notes.xml": there}, LINK % ("rId1", "comments", "notes.xml"))
        done = annotated(original, RULE_TEXT)
        assert commented(done) == {"7": "Hello.", "8": RULE_TEXT}
        now = part(done, "word/notes.xml").decode()
        assert now.startswith(there.removesuffix("</x:comments>"))
        assert 'w:initials="rck"' in now
        assert part(done, "word/_rels/document.xml.rels") == part(original, "word/_rels/document.xml.rels")

    def test_annotating_twice_keeps_both(self):
        once = annotated(docx(paragraph(f"{RULE_TEXT} No calls.")), RULE_TEXT)
        twice = annotated(once, "No calls.")
        assert sorted(commented(twice).values()) == ["No calls.", RULE_TEXT]
        assert len(comments(twice)) == 2

    @pytest.mark.parametrize("kind", ["footnote", "endnote"])
    def test_what_word_cannot_comment_on_in_a_note_is_told_at_its_reference(self, kind):
        notes = (
            f'<?xml version="1.0"?><w:{kind}s xmlns:w="{SPACE}"><w:{kind} w:id="-1"><w:p/></w:{kind}>'
            f'<w:{kind} w:id="2">{paragraph(RULE_TEXT)}</w:{kind}></w:{kind}s>'
        )
        body = (
            paragraph("First.")
            + f'<w:p><w:r><w:t>Guests</w:t></w:r><w:r><w:{kind}Reference w:id="2"/></w:r>'
            + "<w:r><w:t>Later</w:t></w:r></w:p>"
        )
        name = f"word/{kind}s.xml"
        original = docx(body, {name: notes}, LINK % ("rId3", f"{kind}s", f"{kind}s.xml"))
        done = annotated(original, RULE_TEXT, others=(name,))
        before, after = part(done, "word/document.xml").decode().split(f'<w:{kind}Reference w:id="2"/>')
        assert before.endswith('<w:commentRangeStart w:id="0"/><w:r>')
        assert after.startswith('</w:r><w:commentRangeEnd w:id="0"/>')
        assert comments(done)["0"][0] == f"In this {kind}: “{RULE_TEXT}”"
        assert part(done, name) == part(original, name)

    def test_what_stands_in_a_header_is_told_at_the_first_paragraph(self):
        header = f'<?xml version="1.0"?><w:hdr xmlns:w="{SPACE}">{paragraph(RULE_TEXT)}</w:hdr>'
        original = docx(
            "<w:p/>" + paragraph("Welcome."), {"word/header1.xml": header}, LINK % ("rId3", "header", "header1.xml")
        )
        done = annotated(original, RULE_TEXT, others=("word/header1.xml",))
        assert commented(done) == {"0": "Welcome."}
        assert comments(done)["0"][0] == f"In the header: “{RULE_TEXT}”"

    def test_what_stands_in_a_text_box_is_told_once_at_the_place_of_the_box(self):
        box = f"<w:txbxContent>{paragraph(RULE_TEXT)}</w:txbxContent>"
        drawing = (
            f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
            f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
        )
        data = docx(f"{paragraph('First.')}<w:p><w:r><w:t>Beside</w:t></w:r><w:r>{drawing}</w:r></w:p>")
        blocks = word_document(data).blocks
        kept = [block for block in blocks if block.spots[0].line != 4]  # a reader sees the box once
        assert [block.text for block in kept] == ["First.", "Beside", RULE_TEXT]
        done = ANNOTATORS["docx"](data, review(Document("handbook.docx", "docx", tuple(kept)), RULE_TEXT))
        text = part(done, "word/document.xml").decode()
        assert '<w:commentRangeStart w:id="0"/><w:r><mc:AlternateContent>' in text
        assert text.count("commentRangeStart") == 1
        assert f"“{RULE_TEXT}”" in comments(done)["0"][0]

    def test_a_run_that_may_not_be_divided_is_commented_whole(self):
        change = '<w:rPr><w:b/><w:rPrChange w:id="3" w:author="Jo"><w:rPr/></w:rPrChange></w:rPr>'
        body = f'<w:p><w:r>{change}<w:t xml:space="preserve">Hi. {RULE_TEXT} Bye.</w:t></w:r></w:p>'
        done = annotated(docx(body), RULE_TEXT)
        assert list(commented(done).values()) == [f"Hi. {RULE_TEXT} Bye."]
        assert part(done, "word/document.xml").decode().count("rPrChange ") == 1

    def test_other_prefixes_and_the_strict_form_are_met(self):
        strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
        head = f'<?xml version="1.0"?><document xmlns="{strict}">'
        body = f'<p><r><t xml:space="preserve">Hi. {RULE_TEXT}</t></r></p>'
        data = docx("", head=head)
        stream = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
            for name in old.namelist():
                text = f"{head}<body>{body}</body></document>" if name == "word/document.xml" else old.read(name)
                new.writestr(name, text)
        document = Document("a.docx", "docx", (Block(f"Hi. {RULE_TEXT}", "paragraph", (Spot(0, 1, 1),)),))
        done = ANNOTATORS["docx"](stream.getvalue(), review(document, RULE_TEXT))
        text = part(done, "word/document.xml").decode()
        assert f'</t></r><w:commentRangeStart xmlns:w="{strict}" w:id="0"/><r><t xml:space="preserve">Res' in text
        assert f'xmlns:w="{strict}"' in part(done, "word/comments.xml").decode()
        assert "purl.oclc.org" in part(done, "word/_rels/document.xml.rels").decode()

    def test_the_same_input_gives_the_same_bytes_and_a_date_only_when_asked(self):
        data = docx(paragraph(RULE_TEXT))
        assert annotated(data, RULE_TEXT) == annotated(data, RULE_TEXT)
        assert b"w:date" not in part(annotated(data, RULE_TEXT), "word/comments.xml")

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda data: data[:200],
            lambda _: docx("", head='<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><w:document xmlns:w="u">'),
            lambda _: docx("", head='<?xml version="1.0"?><w:document xmlns:w="urn:other">'),
            lambda data: data.replace(b"word/document.xml", b"word/documenX.xml"),
        ],
        ids=["cut", "doctype", "no word", "no main part"],
    )
    def test_a_file_that_cannot_be_written_into_is_refused_with_a_reason(self, spoil):
        data = docx(paragraph(RULE_TEXT))
        about = review(word_document(data), RULE_TEXT)
        with pytest.raises(RightscheckError) as caught:
            ANNOTATORS["docx"](spoil(data), about)
        (problem,) = caught.value.problems
        assert problem.place.path == "handbook.docx"
        assert ".html" in problem.instead


@pytest.mark.parametrize("name", sorted(path.name for path in HANDBOOKS.glob("*.docx")))
def test_a_word_handbook_with_a_comment_on_every_paragraph_reads_as_before(name):
    data = (HANDBOOKS / name).read_bytes()
    document = read_bytes(data, name).document
    about = every_block(document)
    done = ANNOTATORS["docx"](data, about)
    assert read_bytes(done, name) == read_bytes(data, name)
    assert texts(done) == texts(data)
    assert looks(done) == looks(data)
    covered = commented(done)
    for note in make_notes(about):
        if note.block.part is None and " | " not in note.quote:
            assert _bare(covered[str(note.number - 1)]) == _bare(note.quote)


@pytest.mark.parametrize("name", sorted(path.name for path in HANDBOOKS.glob("*.pdf")))
def test_a_pdf_handbook_with_a_highlight_on_every_paragraph_has_them_on_the_words(name):
    data = (HANDBOOKS / name).read_bytes()
    about = every_block(read_bytes(data, name).document)
    done = ANNOTATORS["pdf"](data, about)
    found: list[str] = []
    for page, there in enumerate(highlights(done)):
        for one in there:
            assert one["/Subtype"] == "/Highlight", one["/Contents"]
            text = _bare("".join(words_under(done, page, quad) for quad in quads(one)))
            if "goes on from the page before" in one["/Contents"]:
                found[-1] += text
            else:
                found.append(text)
    wanted = [_bare(note.quote) for note in make_notes(about)]
    assert len(found) == len(wanted)
    wrong = [(one, other) for one, other in zip(found, wanted, strict=True) if one != other]
    assert len(wrong) <= 0.05 * len(wanted), wrong  # a box a hair too high takes a letter of the line above along


def every_block(document: Document) -> Review:
    """A review that finds every block that has words."""
    found = [block.text for block in document.blocks if _bare(block.text)]
    assert len(found) > 80
    whole = review(document, *dict.fromkeys(found))
    return replace(whole, findings=tuple(finding for finding in whole.findings if finding.quote in found))


WORDS = st.lists(
    st.sampled_from(["phones", "are", "R&amp;D", "kept", "ärger", "“all”", "no", "x"]), min_size=2, max_size=8
)


@st.composite
def paragraphs(draw):
    """A paragraph in runs cut anywhere, with tabs, line breaks, insertions, deletions, links, and looks in it."""
    words = draw(WORDS)
    characters = [one for word in words for one in (*_characters(word), " ")][:-1]
    runs, at = [], 0
    while at < len(characters):
        size = draw(st.integers(1, 6))
        content = "".join(_piece(one, draw) for one in characters[at : at + size])
        at += size
        runs.append(_dressed(content, draw))
        if draw(st.integers(0, 5)) == 0:
            runs.append('<w:del w:id="9"><w:r><w:delText>not this</w:delText></w:r></w:del>')
    first = draw(st.integers(0, len(words) - 1))
    last = draw(st.integers(first, len(words) - 1))
    plain = [word.replace("&amp;", "&") for word in words]
    return f"<w:p>{''.join(runs)}</w:p>", " ".join(plain), " ".join(plain[first : last + 1])


def _characters(word: str) -> list[str]:
    return ["&amp;" if one == "&" else one for one in word.replace("&amp;", "&")]


def _piece(one: str, draw) -> str:
    if one == " ":
        return draw(st.sampled_from(["</w:t><w:tab/><w:t>", " ", " ", "</w:t><w:br/><w:t>", "&#32;"]))
    return one


def _dressed(content: str, draw) -> str:
    look = draw(st.sampled_from(["", "<w:rPr/>", "<w:rPr><w:b/></w:rPr>", '<w:rPr><w:color w:val="C00000"/></w:rPr>']))
    text = f'<w:r>{look}<w:t xml:space="preserve">{content}</w:t></w:r>'
    text = text.replace("<w:t></w:t>", "").replace('<w:t xml:space="preserve"></w:t>', "")
    text = (
        text.replace("<w:t>", '<w:t xml:space="preserve">')
        if draw(st.booleans()) or content != content.strip()
        else text
    )
    around = draw(
        st.sampled_from(["{}", "{}", '<w:ins w:id="4">{}</w:ins>', '<w:hyperlink w:anchor="a">{}</w:hyperlink>'])
    )
    return around.format(text)


@settings(max_examples=100, deadline=None)
@given(st.lists(paragraphs(), min_size=1, max_size=3))
def test_wherever_a_sentence_lies_over_its_runs_text_and_look_stay(made):
    body = "".join(xml for xml, _, _ in made)
    data = docx(body)
    document = word_document(data)
    assert [block.text for block in document.blocks] == [text for _, text, _ in made]
    about = review(document, *dict.fromkeys(sentence for _, _, sentence in made))
    done = ANNOTATORS["docx"](data, about)
    assert texts(done) == texts(data)
    assert looks(done) == looks(data)
    covered = sorted(commented(done).items(), key=lambda one: int(one[0]))
    assert [_bare(text) for _, text in covered] == [_bare(note.quote) for note in make_notes(about)]


def _bare(text: str) -> str:
    return "".join(one for one in text if one.isalnum())


def pdf(*pages: list[tuple[float, float, str]], turn: int = 0, crop: tuple[float, ...] | None = None) -> bytes:
    """A PDF with these words at these places."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(400, 300), invariant=True)
    for words in pages:
        for x, y, text in words:
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    if not turn and not crop:
        return stream.getvalue()
    writer = PdfWriter(clone_from=PdfReader(stream))
    for page in writer.pages:
        if turn:
            page.rotate(turn)
        if crop:
            page.cropbox = RectangleObject(crop)
    done = io.BytesIO()
    writer.write(done)
    return done.getvalue()


def pdf_document(*blocks: list[tuple[int, str]]) -> Document:
    """Blocks made of lines, each with its page, joined by spaces."""
    made = []
    for lines in blocks:
        text, spots = "", []
        for number, (page, line) in enumerate(lines, 1):
            text += " " if text else ""
            spots.append(Spot(len(text), number, 1, page))
            text += line
        made.append(Block(text, "paragraph", tuple(spots)))
    return Document("handbook.pdf", "pdf", tuple(made))


def highlights(data: bytes) -> list[list[dict]]:
    return [
        [one.get_object() for one in page.annotations or [] if one.get_object()["/Subtype"] in ("/Highlight", "/Text")]
        for page in PdfReader(io.BytesIO(data)).pages
    ]


def words_under(data: bytes, page: int, quad: list[float]) -> str:
    xs, ys = quad[::2], quad[1::2]
    document = pypdfium2.PdfDocument(data)
    try:
        return document[page].get_textpage().get_text_bounded(min(xs), min(ys), max(xs), max(ys)).strip()
    finally:
        document.close()


def quads(annotation: dict) -> list[list[float]]:
    values = [float(value) for value in annotation["/QuadPoints"]]
    return [values[at : at + 8] for at in range(0, len(values), 8)]


class TestPdf:
    lines = ((50, 200, "Dinner is at six. Residents turn"), (50, 180, "in phones. Then we sing."))

    @pytest.mark.parametrize("turn", [0, 90, 180, 270])
    @pytest.mark.parametrize("crop", [None, (20, 30, 380, 280)])
    def test_each_line_of_the_sentence_is_highlighted_and_nothing_else(self, turn, crop):
        data = pdf(list(self.lines), turn=turn, crop=crop)
        about = review(
            pdf_document([(1, "Dinner is at six. Residents turn"), (1, "in phones. Then we sing.")]), RULE_TEXT
        )
        done = ANNOTATORS["pdf"](data, about)
        assert done.startswith(data)
        ((one,),) = highlights(done)
        assert one["/Subtype"] == "/Highlight"
        assert [words_under(done, 0, quad) for quad in quads(one)] == ["Residents turn", "in phones."]
        assert one["/T"] == "rightscheck"
        for wanted in (RULE.title, RULE.harm, RULE.sample_wording):
            assert wanted in one["/Contents"]

    def test_a_word_parted_by_a_hyphen_is_found(self):
        data = pdf([(50, 200, "Residents turn in pho-"), (50, 180, "nes. Then we sing.")])
        text = "Residents turn in phones. Then we sing."
        document = Document("a.pdf", "pdf", (Block(text, "paragraph", (Spot(0, 1, 1, 1), Spot(21, 2, 1, 1))),))
        ((one,),) = highlights(ANNOTATORS["pdf"](data, review(document, RULE_TEXT)))
        assert len(quads(one)) == 2

    def test_a_sentence_over_a_page_end_is_highlighted_on_both_pages_with_one_note(self):
        data = pdf([(50, 40, "Residents turn"), (50, 10, "Page 1")], [(50, 280, "in phones. Then we sing.")])
        about = review(pdf_document([(1, "Residents turn"), (2, "in phones. Then we sing.")]), RULE_TEXT)
        (first,), (second,) = highlights(ANNOTATORS["pdf"](data, about))
        assert RULE.sample_wording in first["/Contents"]
        assert RULE.sample_wording not in second["/Contents"]
        assert RULE.title in second["/Contents"]

    def test_text_that_runs_upwards_is_highlighted_line_by_line(self):
        stream = io.BytesIO()
        canvas = Canvas(stream, pagesize=(400, 300), invariant=True)
        canvas.rotate(90)
        canvas.drawString(40, -200, "Residents turn")
        canvas.drawString(40, -220, "in phones. We sing.")
        canvas.save()
        about = review(pdf_document([(1, "Residents turn"), (1, "in phones. We sing.")]), RULE_TEXT)
        done = ANNOTATORS["pdf"](stream.getvalue(), about)
        ((one,),) = highlights(done)
        assert [words_under(done, 0, quad) for quad in quads(one)] == ["Residents turn", "in phones."]

    def test_equal_sentences_get_a_highlight_each(self):
        data = pdf([(50, 200, RULE_TEXT), (50, 100, RULE_TEXT)])
        ((one, other),) = highlights(
            ANNOTATORS["pdf"](data, review(pdf_document([(1, RULE_TEXT)], [(1, RULE_TEXT)]), RULE_TEXT))
        )
        assert one["/Rect"][1] != other["/Rect"][1]

    def test_annotations_that_are_there_stay(self):
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([(50, 200, RULE_TEXT)]))))
        writer.add_annotation(0, TextNote(text="Mine", rect=(10, 10, 30, 30)))
        stream = io.BytesIO()
        writer.write(stream)
        ((mine, ours),) = highlights(
            ANNOTATORS["pdf"](stream.getvalue(), review(pdf_document([(1, RULE_TEXT)]), RULE_TEXT))
        )
        assert mine["/Contents"] == "Mine"
        assert RULE.title in ours["/Contents"]

    def test_a_sentence_that_is_not_found_again_is_told_in_the_corner_of_its_page(self):
        about = review(pdf_document([(1, RULE_TEXT)]), RULE_TEXT)
        ((one,),) = highlights(ANNOTATORS["pdf"](pdf([(50, 200, "Something else")]), about))
        assert one["/Subtype"] == "/Text"
        assert one["/Contents"].startswith(f"On this page: “{RULE_TEXT}”")

    def test_the_same_input_gives_the_same_bytes(self):
        data, about = pdf([(50, 200, RULE_TEXT)]), review(pdf_document([(1, RULE_TEXT)]), RULE_TEXT)
        assert ANNOTATORS["pdf"](data, about) == ANNOTATORS["pdf"](data, about)

    def test_a_file_whose_list_of_objects_is_broken_is_written_anew(self):
        data = pdf([(50, 200, RULE_TEXT)])
        at = data.rindex(b"startxref")
        broken = data[:at] + b"startxref\n17\n%%EOF\n"
        done = ANNOTATORS["pdf"](broken, review(pdf_document([(1, RULE_TEXT)]), RULE_TEXT))
        ((one,),) = highlights(done)
        assert one["/Subtype"] == "/Highlight"
        assert words_under(done, 0, quads(one)[0]) == RULE_TEXT

    @pytest.mark.parametrize("kind", ["encrypted", "cut", "no pdf"])
    def test_what_cannot_be_written_into_is_refused_with_a_reason(self, kind):
        data = pdf([(50, 200, RULE_TEXT)])
        if kind == "encrypted":
            writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
            writer.encrypt("", "owner", algorithm="RC4-128")
            stream = io.BytesIO()
            writer.write(stream)
            data = stream.getvalue()
        elif kind == "cut":
            data = data[:60]
        else:
            data = b"Residents turn in phones."
        with pytest.raises(RightscheckError) as caught:
            ANNOTATORS["pdf"](data, review(pdf_document([(1, RULE_TEXT)]), RULE_TEXT))
        assert ".html" in caught.value.problems[0].instead
