"""Quotes given as evidence: found where they stand, and never found where the sense has changed."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from conftest import calls_in
from document_files import HANDBOOKS, docx, p
from rightscheck.check.quotes import check_quotes, difference, document_key
from rightscheck.model.answers import Answer, AnswerSheet, Evidence
from rightscheck.model.document import Block, Document, Spot
from rightscheck.read.documents import read_bytes

BOOK, LEAFLET = "policies/handbook.md", "policies/leaflet.md"
HANDBOOK = """\
# Welcome

## Phones

Residents hand in their phones at intake. On Sundays, the children keep their
laptops. Guests may stay until 9:30 p.m. — “if the host agrees”.

- Residents’ mail is **never** opened.
- You may not leave the house after dark without a pass.
"""


def read(text, path=BOOK):
    data = text if isinstance(text, bytes) else text.encode()
    document = read_bytes(data, path).document
    assert document is not None
    return document


def sheet(*quotes, file=BOOK):
    return AnswerSheet(
        {f"AA-{n:04d}": Answer("keep", evidence=(Evidence(quote=q, file=file),)) for n, q in enumerate(quotes)}
    )


def checked(quote, *documents, file=BOOK, unread=()):
    (one,) = check_quotes(sheet(quote, file=file), {document.path: document for document in documents}, dict(unread))
    return one


def status(quote, text=HANDBOOK):
    return checked(quote, read(text)).status


@pytest.mark.parametrize(
    ("quote", "place"),
    [
        ("Residents hand in their phones at intake.", "5:1"),
        ("hand in THEIR\n   phones", "5:11"),
        ('until 9:30 p.m. - "if the host agrees".', "6:26"),
        ("Residents' mail is never opened", "8:3"),
        ("Residents' mail is **never** opened", "8:3"),
        ("[Residents' mail](rules.html) is never opened", "8:3"),
        ("keep their lap-\ntops", "5:68"),
        ("at intake. On Sundays, the children", "5:32"),
        ("never opened. You may not leave", "8:24"),
        ("Residents hand in their phones ...", "5:1"),
        ("A PASS.", "9:50"),
    ],
)
def test_a_quote_is_found_whatever_its_marks_and_line_ends(quote, place):
    found = checked(quote, read(HANDBOOK), file="./policies/leaflets/../handbook.md")
    assert (found.status, found.place, found.now) == ("found", f"{BOOK}:{place}", "")


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("Residents keep their phones at intake.", "Residents [keep → hand in] their phones at intake."),
        ("You may leave the house after dark without a pass.", "You may [→ not] leave the house after dark without…"),
        ("Residents’ mail is opened.", "Residents’ mail is [→ never] opened."),
        ("You may not ever leave the house after dark", "You may not [ever →] leave the house after dark"),
        ("Guests may stay until 8:30 p.m.", "Guests may stay until [8:30 → 9:30] p.m."),
        # The words stand there, but the rule does not end, or begin, where the quote says.
        ("Residents hand in their phones.", "Residents hand in their phones [→ at intake]."),
        ("The children keep their laptops.", "[→ On Sundays], the children keep their laptops."),
    ],
)
def test_a_change_is_shown_also_where_it_turns_the_sense(quote, shown):
    found = checked(quote, read(HANDBOOK))
    assert found.status == "changed"
    assert found.place.startswith(f"{BOOK}:")
    said = difference(quote, found.now)
    assert said.startswith(shown.rstrip("…"))


def test_four_words_of_which_one_became_two_are_changed():
    found = checked("Residents keep their phones.", read("Residents hand in their phones. Meals are at noon."))
    assert (found.status, found.now) == ("changed", "Residents hand in their phones.")


def test_a_word_of_the_heading_above_is_no_part_of_a_changed_sentence():
    text = "## How our staff work\n\nStaff never lend, sell or accept gifts."
    assert checked("Staff may lend, sell or accept gifts.", read(text)).now == "Staff never lend, sell or accept gifts."


def test_of_two_sentences_that_are_as_like_the_one_that_says_less_beside_is_meant():
    text = "We are a small house with ten rooms and a garden in town. We are a registered house."
    assert checked("We are a charitable house.", read(text)).now == "We are a registered house."


def test_a_word_is_not_found_inside_another():
    assert status("able to leave the house", "Residents are unable to leave the house at night.") != "found"


@pytest.mark.parametrize("quote", ["Nobody is searched here at all.", "…", "Dogs sleep in the yard on their own"])
def test_what_is_like_nothing_in_the_document_is_gone(quote):
    found = checked(quote, read(HANDBOOK), read("Phones and more.", LEAFLET))
    assert (found.status, found.place, found.now) == ("gone", "", "")


def test_a_quote_that_went_to_another_file_has_moved_and_its_own_file_is_told_too():
    quote = "Residents keep their own phones day and night."
    leaflet = read(f"# Phones\n\nGood news! {quote}", LEAFLET)
    moved = checked(quote, read(HANDBOOK), leaflet)
    assert (moved.status, moved.place, moved.now) == ("moved", f"{LEAFLET}:3:12", "")
    turned = checked(quote, read("Residents hand in their own phones day and night."), leaflet)
    assert (turned.status, turned.now) == ("moved", "Residents hand in their own phones day and night.")
    renamed = checked(quote, leaflet, file="policies/old-name.md")
    assert (renamed.status, renamed.place) == ("moved", f"{LEAFLET}:3:12")
    goes_on = checked(quote.replace(" day and night", ""), leaflet, file="policies/old-name.md")
    assert goes_on.status == "unread"


def test_a_file_that_was_not_read_is_told_with_its_reason():
    why = {BOOK: "it is a scan without text"}
    unread = checked("Residents keep their phones.", read("Residents keep their phones.", LEAFLET), unread=why)
    assert (unread.status, unread.place, unread.now) == ("unread", "", why[BOOK])
    missing = checked("Residents keep their phones.", read(HANDBOOK), file="policies/none.md")
    assert missing.status == "unread"
    assert "check the name" in missing.now


def test_a_file_read_in_part_may_hold_the_quote_where_it_was_not_read():
    why = {BOOK: "page 3 holds no text"}
    assert checked("Mail is yours alone to read.", read(HANDBOOK), unread=why).now == why[BOOK]
    assert checked("Residents hand in their phones", read(HANDBOOK), unread=why).status == "found"


def test_the_place_in_word_is_the_paragraph_and_in_pdf_the_page():
    word = read(docx(p("Welcome.") + p("Meals are at noon.") + p("Residents keep their phones.")), "house.docx")
    assert checked("keep their phones", word, file="house.docx").place == "house.docx, paragraph 3"
    blocks = tuple(
        Block(text, "paragraph", (Spot(0, 4, 1, page),))
        for page, text in ((2, "Residents keep"), (3, "their phones at night."))
    )
    pages = Document("rules.pdf", "pdf", blocks)
    assert checked("phones at night", pages, file="rules.pdf").place == "rules.pdf, page 3"
    over = checked("Residents keep their mobile phones at night.", pages, file="rules.pdf")
    assert (over.status, over.place, over.now) == (
        "changed",
        "rules.pdf, page 2",
        "Residents keep their phones at night.",
    )


def test_of_equal_words_the_place_where_they_are_the_whole_sentence_counts():
    text = "Residents keep their phones except on Fridays.\n\nMeals are at noon.\n\nResidents keep their phones.\n"
    assert checked("Residents keep their phones.", read(text)).place == f"{BOOK}:5:1"


def test_the_order_of_answers_and_of_documents_does_not_matter():
    several = sheet("their phones", "not there at all", "mail is never", "Welcome, all of you")
    documents = [read(HANDBOOK), *(read("Welcome, all of you!", name) for name in (LEAFLET, "policies/poster.md"))]
    turned = AnswerSheet(dict(reversed(several.answers.items())))
    checks = [
        check_quotes(answers, {one.path: one for one in order}, {})
        for answers in (several, turned)
        for order in (documents, documents[::-1])
    ]
    assert checks.count(checks[0]) == 4
    assert [one.status for one in checks[0]] == ["found", "gone", "found", "moved"]
    assert checks[0][-1].place == f"{LEAFLET}:1:1"


def test_papers_and_records_are_named_not_looked_for():
    answer = Answer("keep", evidence=(Evidence(paper="Handbook"), Evidence(record="Log of 2026")))
    assert check_quotes(AnswerSheet({"AA-01": answer}), {BOOK: read(HANDBOOK)}, {}) == ()


@pytest.mark.parametrize("name", ["./a/b.md", "a//b.md", "a\\b.md", "a/c/../b.md", " a/b.md "])
def test_one_file_has_one_key(name):
    assert document_key(name) == "a/b.md"


def test_a_long_difference_is_shortened_to_what_stands_beside_it():
    old = " ".join(f"word{n}" for n in range(60))
    said = difference(old, old.replace("word30 ", "other "))
    assert said == (
        "… word24 word25 word26 word27 word28 word29 [word30 → other] word31 word32 word33 word34 word35 word36 …"
    )


@cache
def handbooks():
    paths = sorted(path for path in HANDBOOKS.rglob("*") if path.suffix in (".md", ".txt"))
    return [read(path.read_bytes(), path.name) for path in paths]


@cache
def sentences():
    """Give the sentences of the handbooks, each with its document, that are long enough to be told by."""
    return [
        (document, sentence)
        for document in handbooks()
        for block in document.blocks
        for sentence in re.findall(r"[A-Z][^.!?;:|]{30,200}[.!?](?=\s|$)", block.text)
    ]


def disguise(text, case, quotes, dash, space):
    text = getattr(text, case)()
    text = re.sub(r"[“”\"]", quotes[0], text)
    text = re.sub(r"(?<=\w)['’](?=\w)", quotes[1], text)
    return re.sub(r"\s", space, re.sub(r" [–—-] ", f" {dash} ", text))


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_quote_cut_from_a_document_is_always_found(data):
    """At the borders of words, over the ends of sentences and of blocks, and however it was typed."""
    document = handbooks()[data.draw(st.integers(0, len(handbooks()) - 1))]
    first = data.draw(st.integers(0, len(document.blocks) - 1))
    text = " ".join(block.text for block in document.blocks[first : first + data.draw(st.integers(1, 3))])
    words = text.split(" ")
    start = data.draw(st.integers(0, len(words) - 1))
    quote = " ".join(words[start : start + data.draw(st.integers(1, 60))])
    assume(re.search(r"[^\W_]", quote))
    plain = checked(quote, document, file=document.path)
    assert plain.status == "found"
    typed = disguise(
        quote,
        data.draw(st.sampled_from(["upper", "lower", "casefold", "strip"])),
        data.draw(st.sampled_from([('"', "'"), ("„", "’"), ("«", "‘")])),
        data.draw(st.sampled_from("-–—")),
        data.draw(st.sampled_from([" ", "\n", "  \n\t", "\u00a0"])),
    )
    assert checked(typed, document, file=document.path) == (
        type(plain)(plain.indicator, Evidence(quote=typed, file=document.path), "found", plain.place)
    )


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_quote_with_one_word_changed_is_changed_and_both_words_are_shown(data):
    document, sentence = sentences()[data.draw(st.integers(0, len(sentences()) - 1))]
    words = sentence.split(" ")
    at = data.draw(st.integers(0, len(words) - 1))
    assume(re.fullmatch(r"[A-Za-z]+[.!?,]?", words[at]))
    old = words[at].rstrip(".!?,")
    rest = tuple(block for block in document.blocks if sentence not in block.text)
    assume(checked(sentence, replace(document, blocks=rest), file=document.path).status == "gone")
    quote = " ".join([*words[:at], words[at].replace(old, "Zebra" if at == 0 else "zebra"), *words[at + 1 :]])
    found = checked(quote, document, file=document.path)
    assert found.status == "changed"
    assert re.search(rf"\[zebra → {old}\]", difference(quote, found.now), re.IGNORECASE)


@given(st.text(max_size=80), st.text(max_size=80))
@example("ﷺ ﹰ x", "x ﹰ")
@example("a" * 300, "\u00b4 ’ '")
def test_no_text_is_too_odd(quote, text):
    assume(quote.strip())
    document = Document(BOOK, "text", (Block(text or "x", "paragraph", (Spot(0, 1, 1),)),), lines=(text,))
    found = checked(quote.strip(), document)
    assert (found.status == "found") <= (found.place != "")
    difference(quote, text)


def many_rules(count, *, alike):
    days = ("Monday", "Friday", "Sunday")
    return "\n\n".join(
        "Residents must keep their room clean and the staff will check it before noon."
        if alike
        else f"Rule {n}: residents keep room {n} clean, and staff check it on {days[n % 3]} before {n % 12} o'clock."
        for n in range(count)
    )


@pytest.mark.parametrize("alike", [True, False])
def test_the_work_grows_with_the_document_and_not_with_its_square(alike):
    quote = "Rule 7: Residents must keep their rooms tidy and the staff may check them before noon or on Friday."

    def work(count):
        document = read(many_rules(count, alike=alike))
        return calls_in(lambda: checked(quote, document))

    work(10)
    assert work(4_000) < 6 * work(1_000)


def test_a_hundred_quotes_cost_little_more_than_making_the_document_ready_once():
    document = read(many_rules(4_000, alike=False))
    quotes = [f"Rule {n}: residents keep room {n} tidy, and staff look at it on Monday." for n in range(0, 4_000, 40)]

    def work(several):
        return calls_in(lambda: check_quotes(sheet(*several), {BOOK: document}, {}))

    work(quotes[:2])
    one, all_ = work(quotes[:1]), work(quotes)
    assert all_ - one < 100 * 30_000


@pytest.mark.parametrize("part", ["keep ", "keep the room clean and ", "a b ", "Residents keep rooms. "])
def test_a_long_quote_does_not_hang(part):
    document = read(part * 8_000)
    quote = "first " + part * 2_000 + "between " + part * 2_000 + "last."
    assert calls_in(lambda: checked(quote, document)) < 2_000_000
    assert calls_in(lambda: difference(quote, quote.replace("between", "other"))) < 200_000
