"""`rightscheck annotate`, from the command line to what a real word processor shows."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from annotate_files import RULE, comments, docx, part, texts
from rightscheck.read.translations import load_translated

RULE_TEXT = "Residents turn in phones at intake."
BODY = f'<w:p><w:r><w:t xml:space="preserve">Welcome. {RULE_TEXT} Dinner is at six.</w:t></w:r></w:p>'
OFFICE = shutil.which("soffice")


@pytest.fixture
def handbook(tmp_path):
    path = tmp_path / "handbook.docx"
    path.write_bytes(docx(BODY))
    return path


def test_a_word_file_comes_back_with_comments_beside_the_original(call, handbook):
    before = handbook.read_bytes()
    done = call("annotate", "handbook.docx")
    assert done.code == 0
    assert done.out == ""
    assert "handbook.reviewed.docx" in done.err
    assert handbook.read_bytes() == before
    after = handbook.with_name("handbook.reviewed.docx").read_bytes()
    assert texts(after) == texts(before)
    assert RULE.title in str(comments(after))


def test_other_kinds_of_documents_get_a_page(call, tmp_path):
    for name in ("rules.md", "rules.txt", "rules.html"):
        (tmp_path / name).write_text(f"Welcome.\n\n{RULE_TEXT}\n")
        assert call("annotate", name, "-o", f"{name}.notes.html").code == 0
        page = (tmp_path / f"{name}.notes.html").read_text("utf-8")
        assert re.sub(r"</?(mark|b)\b[^>]*>", "", page).count(RULE_TEXT) == 1
        assert RULE.title in page


def test_a_page_can_be_had_of_a_word_file_too(call, handbook):
    assert call("annotate", "handbook.docx", "-o", "notes.html").code == 0
    assert RULE.title in handbook.with_name("notes.html").read_text("utf-8")


def test_the_original_and_an_earlier_review_are_never_written_over(call, handbook):
    before = handbook.read_bytes()
    for same in ("handbook.docx", "./handbook.docx"):
        done = call("annotate", "handbook.docx", "-o", same)
        assert done.code == 2
        done.says("the document itself")
    assert handbook.read_bytes() == before
    earlier = handbook.with_name("handbook.reviewed.docx")
    earlier.write_bytes(b"with answers in it")
    done = call("annotate", "handbook.docx")
    assert done.code == 3
    done.says("handbook.reviewed.docx", "there already")
    assert earlier.read_bytes() == b"with answers in it"


@pytest.mark.parametrize("name", ["earlier.docx", "other.html"])
def test_a_file_that_somebody_may_have_written_in_stays_though_it_is_named(call, handbook, name):
    other = handbook.with_name(name)
    other.write_bytes(b"another handbook")
    done = call("annotate", "handbook.docx", "-o", name)
    assert done.code == 3
    done.says(name, "there already", "move it away")
    assert other.read_bytes() == b"another handbook"


def test_a_page_that_nobody_wrote_in_is_made_anew(call, handbook):
    for _ in range(2):
        assert call("annotate", "handbook.docx", "-o", "notes.html").code == 0
    page = handbook.with_name("notes.html")
    page.write_text(page.read_text("utf-8").replace("</body>", "<p>My answer</p></body>"), "utf-8")
    assert call("annotate", "handbook.docx", "-o", "notes.html").code == 3
    assert "My answer" in page.read_text("utf-8")


def test_where_nothing_is_found_nothing_is_written_and_that_is_said(call, tmp_path):
    (tmp_path / "rules.md").write_text("The bus stop is across the street.\n")
    done = call("annotate", "rules.md")
    assert done.code == 0
    assert "nothing was found" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["rules.md"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("missing.docx",), 3, ("missing.docx", "no such document")),
        ((".",), 2, ("folder",)),
        (("handbook.docx", "-o", "notes.pdf"), 2, ("notes.pdf", "does not fit")),
        (("handbook.docx", "--right", "phone"), 2, ("--right", "phones")),
        (("handbook.docx", "--date", "tomorrow"), 2, ("--date", "no date")),
        (("handbook.docx", "-o", "no/such/folder.docx"), 3, ("no/such/folder.docx", "cannot be written")),
    ],
)
def test_what_cannot_be_done_is_told_with_the_next_step(call, handbook, arguments, code, words):
    done = call("annotate", *arguments)
    assert done.code == code
    done.says(*words)
    assert [path.name for path in handbook.parent.iterdir()] == ["handbook.docx"]


def test_a_document_that_cannot_be_read_is_named_and_exits_with_3(call, tmp_path):
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 not really")
    done = call("annotate", "broken.docx")
    assert done.code == 3
    assert "broken.docx: not read" in done.err
    assert len(list(tmp_path.iterdir())) == 1


def test_protections_are_noted_when_asked_for(call, tmp_path):
    (tmp_path / "rules.md").write_text("You keep your phone at all hours, day and night.\n")
    assert "nothing was found" in call("annotate", "rules.md").err
    assert call("annotate", "rules.md", "--protections").code == 0
    assert "Protected:" in (tmp_path / "rules.reviewed.html").read_text("utf-8")


def test_the_date_stands_on_the_notes_only_when_given(call, handbook):
    call("annotate", "handbook.docx", "-o", "one.docx", "--date", "2027-01-31")
    call("annotate", "handbook.docx", "-o", "two.docx")
    call("annotate", "handbook.docx", "-o", "three.docx")
    one, two, three = (handbook.with_name(f"{name}.docx").read_bytes() for name in ("one", "two", "three"))
    assert b'w:date="2027-01-31T00:00:00Z"' in part(one, "word/comments.xml")
    assert b"w:date" not in part(two, "word/comments.xml")
    assert two == three


SPANISH_RULE = next(flag for flag in load_translated("fnusa-core", "es").red_flags if flag.id == RULE.id)
ENGLISH_WORDS = re.compile(r"right|sure|hurts|read\b|wording|instead|notes?\b|page\b|the\b|this\b", re.IGNORECASE)


class TestSpanish:
    """Notes on Spanish rules, in Spanish, in each kind of output."""

    rule = "Las residentes entregan su teléfono al llegar."

    def spanish_page(self, call, name, *arguments):
        done = call("annotate", name, "-o", "notas.html", "--lang", "es", *arguments)
        assert done.code == 0
        assert "Se escribió: notas.html" in done.err
        return Path("notas.html").read_text("utf-8")

    def test_word_comments_are_in_spanish_and_are_marked_so_for_the_speller(self, call, tmp_path):
        body = BODY.replace(RULE_TEXT, self.rule).replace("Welcome. ", "").replace(" Dinner is at six.", "")
        (tmp_path / "reglas.docx").write_bytes(docx(body))
        assert call("annotate", "reglas.docx", "--lang", "es").code == 0
        data = (tmp_path / "reglas.reviewed.docx").read_bytes()
        (said,) = comments(data).values()
        assert said[0] == SPANISH_RULE.title
        assert f"Texto para copiar: «{SPANISH_RULE.sample_wording}»" in said
        assert f"Qué hacer en su lugar: {SPANISH_RULE.instead}" in said
        assert not ENGLISH_WORDS.search("\n".join(said))
        written = part(data, "word/comments.xml").decode()
        assert written.count('<w:lang w:val="es"/>') == written.count("<w:t ")

    def test_notes_in_a_pdf_are_in_spanish(self, call, tmp_path):
        lines = Canvas(str(tmp_path / "reglas.pdf"))
        lines.drawString(72, 700, self.rule)
        lines.save()
        assert call("annotate", "reglas.pdf", "--lang", "es").code == 0
        (page,) = PdfReader(tmp_path / "reglas.reviewed.pdf").pages
        (note,) = (str(one.get_object()["/Contents"]) for one in page.annotations)
        assert f"Qué hacer en su lugar: {SPANISH_RULE.instead}" in note
        assert not ENGLISH_WORDS.search(note)

    def test_the_page_is_in_spanish_down_to_what_a_screen_reader_says(self, call, tmp_path):
        promise = "Cada residente se queda con su llave y puede salir a cualquier hora."
        (tmp_path / "reglas.md").write_text(f"# Reglas\n\n{self.rule}\n\n{promise}\n\n{self.rule}\n", "utf-8")
        page = self.spanish_page(call, "reglas.md", "--protections")
        assert '<html lang="es">' in page
        body = page[page.index("<title>") :]
        body = re.sub(r"<style>.*?</style>", "", body, flags=re.DOTALL)
        labels = re.findall(r'aria-label="([^"]*)"', body)
        seen = "\n".join([*labels, re.sub(r"<[^>]*>", "\n", body)]).replace("rightscheck", "")
        assert SPANISH_RULE.title in seen
        assert "Protegido: " in seen
        assert not ENGLISH_WORDS.search(seen), ENGLISH_WORDS.search(seen)

    def test_where_nothing_is_found_that_is_said_in_spanish(self, call, tmp_path):
        (tmp_path / "reglas.md").write_text("La parada está enfrente.\n", "utf-8")
        done = call("annotate", "reglas.md", "--lang", "es")
        assert done.code == 0
        assert "reglas.md: no se encontró nada (confianza: probable o más)" in done.err

    def test_an_unknown_language_writes_nothing(self, call, handbook):
        done = call("annotate", "handbook.docx", "--lang", "xx")
        assert done.code == 2
        done.says("--lang", "no translation into 'xx'", "en, es")
        assert [path.name for path in handbook.parent.iterdir()] == ["handbook.docx"]


def office(folder: Path, document: Path, to: str) -> None:
    """Have LibreOffice convert a document."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [OFFICE, profile, "--headless", "--convert-to", to, "--outdir", str(folder), str(document)],
        check=True,
        capture_output=True,
        timeout=120,
    )


@pytest.mark.skipif(
    OFFICE is None and os.environ.get("RIGHTSCHECK_NEED_OFFICE") != "1",
    reason="LibreOffice (soffice) is not on this machine; RIGHTSCHECK_NEED_OFFICE=1 makes this a failure",
)
def test_libreoffice_shows_the_comments_and_the_same_text(call, handbook, tmp_path):
    assert OFFICE, "soffice is not on this machine"
    call("annotate", "handbook.docx")
    reviewed = tmp_path / "handbook.reviewed.docx"
    # Comments are exported as notes of the PDF; the pages themselves must not have changed.
    office(tmp_path, reviewed, 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}')
    office(tmp_path, handbook, "pdf")
    shown = PdfReader(io.BytesIO((tmp_path / "handbook.reviewed.pdf").read_bytes())).pages
    usual = PdfReader(io.BytesIO((tmp_path / "handbook.pdf").read_bytes())).pages
    assert [page.extract_text() for page in shown] == [page.extract_text() for page in usual]
    notes = [one.get_object() for page in shown for one in page.annotations or []]
    texts_of_notes = [str(one["/Contents"]) for one in notes if one["/Subtype"] == "/Text"]
    assert len(texts_of_notes) == len(comments(reviewed.read_bytes()))
    assert RULE.title in texts_of_notes[0]
    assert RULE.sample_wording in texts_of_notes[0]
