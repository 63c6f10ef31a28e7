"""Reading PDF: lines become paragraphs again, as a reader puts them together."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.lib.pagesizes import letter
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from document_files import document, reason, texts
from rightscheck.read.documents import read_bytes

Line = tuple[float, float, str] | tuple[float, float, str, str]
"""x and y in points from the bottom left, the text, and the font if it is not the usual one."""


def pdf(*pages: Sequence[Line], encrypted: bool = False) -> bytes:
    """Make a PDF with text at places; a page without any gets a picture."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=letter, encrypt=StandardEncryption("secret") if encrypted else None, invariant=1)
    for page in pages:
        for x, y, text, *font in page:
            name, _, size = (font[0] if font else "Times-Roman 12").partition(" ")
            canvas.setFont(name, int(size))
            canvas.drawString(x, y, text)
        if not page:
            canvas.rect(100, 100, 200, 200, fill=1)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def column(x: float, top: float, *lines: str, font: str = "Times-Roman 12") -> list[Line]:
    return [(x, top - 14 * index, text, font) for index, text in enumerate(lines)]


FILLER = column(
    72, 500,
    "This is a paragraph that fills the page from edge to edge so that a reader of it",
    "can tell how long a line is here and how far one line stands below the other one,",
    "which is all that there is to say about it at this place.",
)  # fmt: skip


def test_lines_hyphens_and_page_ends_are_joined_and_margins_are_dropped() -> None:
    first = [
        (250, 760, "Rose House Handbook"),
        *column(72, 700, "Residents may not use their phones before the end of break-", "fast, and whoever misses the"),
        *column(72, 640, "Every resident who wants to see her family has to ask for it early, and it is the"),
        (300, 30, "Page 1 of 2"),
    ]
    second = [
        (250, 760, "Rose House Handbook"),
        *column(72, 700, "director who decides. Nobody else may."),
        (300, 30, "Page 2 of 2"),
    ]
    read = document(pdf([*first[:3], *FILLER, *first[3:]], second), "a.pdf")
    over_the_page = (
        "Every resident who wants to see her family has to ask for it early, and it is the director who decides. "
        "Nobody else may."
    )
    assert [one.text for one in read.blocks] == [
        "Residents may not use their phones before the end of breakfast, and whoever misses the",
        *texts(pdf(FILLER), "a.pdf"),
        over_the_page,
    ]
    last = read.blocks[-1]
    assert [(spot.page, spot.column) for spot in last.spots] == [(1, 1), (2, 1)]
    assert last.spot_at(last.text.index("director")).page == 2
    assert read.lines is None


def test_headings_lists_and_short_lines() -> None:
    page = [
        *column(72, 700, "House Rules", font="Times-Bold 18"),
        *column(72, 670, "Phones", font="Times-Bold 12"),
        *column(72, 650, "Residents may not:"),
        *column(80, 636, "•"),
        *column(92, 636, "use their phones in the rooms of others, in the kitchen, or anywhere", "at night;"),
        *column(80, 608, "•"), *column(92, 608, "lend them."),
        *column(72, 580, "7:00 Wake up", "7:30 Breakfast", "22:00 Lights out"),
        *FILLER,
    ]  # fmt: skip
    assert [(one.kind, one.text, one.intro, one.headings) for one in document(pdf(page), "a.pdf").blocks[:8]] == [
        ("heading", "House Rules", None, ()),
        ("heading", "Phones", None, ("House Rules",)),
        ("paragraph", "Residents may not:", None, ("House Rules", "Phones")),
        (
            "item",
            "use their phones in the rooms of others, in the kitchen, or anywhere at night;",
            "Residents may not:",
            ("House Rules", "Phones"),
        ),
        ("item", "lend them.", "Residents may not:", ("House Rules", "Phones")),
        ("paragraph", "7:00 Wake up", None, ("House Rules", "Phones")),
        ("paragraph", "7:30 Breakfast", None, ("House Rules", "Phones")),
        ("paragraph", "22:00 Lights out", None, ("House Rules", "Phones")),
    ]


def test_two_columns_are_read_one_after_the_other_in_either_order_of_the_file() -> None:
    left_lines = [
        "Residents who live in this house turn",
        "in their phones when they come",
        "and get them back on the day on",
        "which they move out for good.",
    ]
    right_lines = [
        "Nobody leaves the grounds without a",
        "member of the staff for the first two",
        "weeks, and after that only with a pass",
        "that the director has signed.",
    ]
    left, right = column(72, 700, *left_lines), column(330, 700, *right_lines)
    in_words = [" ".join(left_lines), " ".join(right_lines)]
    assert texts(pdf(left + right), "a.pdf") == in_words
    by_rows = [line for pair in zip(left, right, strict=True) for line in pair]
    assert texts(pdf(by_rows), "a.pdf") == in_words


def test_tables_keep_their_rows_and_heads() -> None:
    rows: list[Line] = [(72, 700, "Day", "Times-Bold 12"), (200, 700, "Rule", "Times-Bold 12")]
    for index, (day, rule) in enumerate((("Monday", "Chapel at nine"), ("Tuesday", "Phones are checked"))):
        rows += [(72, 675 - 25 * index, day), (200, 675 - 25 * index, rule)]
    rows.append((200, 636, "by the manager"))
    assert [(one.kind, one.text, one.columns) for one in document(pdf([*rows, *FILLER]), "a.pdf").blocks[:3]] == [
        ("heading", "Day | Rule", ()),
        ("row", "Monday | Chapel at nine", ("Day", "Rule")),
        ("row", "Tuesday | Phones are checked by the manager", ("Day", "Rule")),
    ]


def test_pages_that_are_pictures_are_told_beside_what_was_read() -> None:
    reading = read_bytes(pdf(FILLER, [], FILLER, []), "a.pdf")
    assert reading.document is not None
    assert [one.reason for one in reading.skipped] == [
        "pages 2 and 4 are pictures without text; run text recognition on them"
    ]
    assert reason(pdf([], []), "a.pdf") == "it is a scan without text; run text recognition on it"
    assert reason(pdf(FILLER, encrypted=True), "a.pdf") == "it is encrypted; save it without a password"
