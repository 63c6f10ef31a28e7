"""`rightscheck collect`: filled forms of every kind become counts, and nothing that a single person said."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import unicodedata
import zipfile
from datetime import date
from functools import cache, partial

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import ROOT, no_hanging
from rightscheck.check.forms import make_form
from rightscheck.cli.translate import fixed_words
from rightscheck.errors import InputError
from rightscheck.model.form import Form, FormAnswer, FormQuestion
from rightscheck.model.tally import Count, QuestionTally, Tally
from rightscheck.read.answers import load_answers
from rightscheck.read.filled import Known, read_filled, read_known
from rightscheck.read.filled.leadership import read_leadership
from rightscheck.read.standards import DEFAULT_STANDARDS, load_standard
from rightscheck.read.tally import load_tally
from rightscheck.read.translations import load_translated
from rightscheck.render.forms import FORM_RENDERERS
from rightscheck.render.tally_csv import tally_csv


@cache
def whole(role="residents", language="en", short=False):
    standards = [load_translated(name, language) for name in DEFAULT_STANDARDS]
    return make_form(standards, role, language=language, short=short, words=fixed_words("form", language))


@pytest.fixture(scope="module")
def forms():
    return {"residents": whole(), "staff": whole("staff")}


@pytest.fixture(scope="module")
def known(forms):
    return Known(forms, [whole(language="es"), whole("staff", "es")])


@pytest.fixture(scope="module")
def edition():
    return " ".join(f"{name}@{load_standard(name).version}" for name in DEFAULT_STANDARDS)


class House:
    """A folder into which people put what they filled in."""

    def __init__(self, folder, edition):
        self.folder, self.edition = folder, edition
        self.copies = 0

    def save(self, name, answers, **more):
        """Write what the page of a form saves."""
        self.copies += 1
        said = {"rightscheck": "form-answers/1", "role": "residents", "edition": self.edition}
        said |= {"month": "2026-11", "copy": f"{self.copies:012x}", "answers": answers} | more
        return self.write(name, json.dumps(said))

    def workbook(self, name, answers, month="2026-11", language="en", role="residents"):
        """Fill in the workbook as a person would: a text of the list beside each question."""
        form = whole(role, language, short=True)
        book = openpyxl.load_workbook(io.BytesIO(FORM_RENDERERS["xlsx"](form, fixed_words("form", language))))
        for row in book[fixed_words("form", language).sheet_answers].iter_rows():
            asked = form.question_by_id.get(row[0].value)
            if row[0].value == "month":
                row[2].value = month
            elif asked and asked.id in answers:
                texts = {answer.id: answer.text for answer in asked.answers}
                row[2].value = texts.get(answers[asked.id], answers[asked.id])
        book.save(self.folder / name)
        return self.folder / name

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text, "utf-8")
        return path

    def many(self, people, start=1, **more):
        for number in range(start, start + people):
            self.save(f"{number:02}.json", {"PC-03": "no", "PC-01": "yes" if number % 2 else "sometimes"}, **more)


@pytest.fixture
def house(tmp_path, edition):
    (tmp_path / "forms").mkdir()
    return House(tmp_path / "forms", edition)


def counts(path):
    return {
        (row["question"], row["answer"]): row["people"] for row in csv.DictReader(path.read_text("utf-8").splitlines())
    }


KOBO = """\
start;end;_uuid;_submission_time;form;role;edition;month;opening_1;section_1/PC_03;section_1/PC_01;username;_id
2026-11-02T10:11:12;2026-11-02T10:12:13;aa-1;2026-11-02T10:13;form-answers/1;residents;{edition};2026-11;;no;yes;Maria;1
2026-11-02T10:11:12;2026-11-02T10:12:13;aa-2;2026-11-02T10:13;form-answers/1;residents;{edition};;;No;Not sure;Maria;2
"""


def test_eight_forms_in_three_formats_become_counts(call, house, tmp_path):
    house.many(3)
    house.workbook("a.xlsx", {"PC-03": "no", "PC-01": "skip"}, "2026-10")
    house.workbook("b.xlsx", {"PC-03": "no", "PC-01": "yes"}, language="es")
    house.write("kobo.csv", KOBO.format(edition=house.edition))
    house.write("typed.csv", "PC-03,PC-01,month\nSí,A veces,2026-12\n")
    done = call("collect", "forms", "-o", "residents.csv", "--role", "residents")
    assert (done.code, done.out) == (0, "")
    assert "8 forms of residents from 7 files, 2026-10 to 2026-12. 2 of " in done.err
    found = counts(tmp_path / "residents.csv")
    assert found["(all)", "(all)"] == "8"
    assert (found["PC-03", "no"], found["PC-03", "yes"], found["PC-03", "(several)"]) == ("5+", "<5", "yes")
    assert not any(question == "PC-02" for question, _ in found)  # nobody was asked
    text = (tmp_path / "residents.csv").read_text()
    assert not re.search(r"Maria|aa-1|\d{4}-\d\d-\d\d|000000", text)
    assert load_tally(tmp_path / "residents.csv").last_month == "2026-12"


def test_a_file_of_comments_alone_is_known_at_once_whatever_it_is_taken_for(call, tmp_path):
    """Comments may stand before a page; many of them must not make many ways to read them."""
    (tmp_path / "x.html").write_text("<!-- a -->" * 4_000 + "x", "utf-8")
    (tmp_path / "y.html").write_text("<!-- a -->" * 100 + "<!DOCTYPE html>", "utf-8")
    with no_hanging():
        assert call("collect", "x.html", "-o", "residents.csv").code == 3
        assert "another page" in call("collect", "y.html", "-o", "residents.csv").err
        assert call("assess", "x.html").code == 3
        assert "this is a page" in call("assess", "y.html").err


def test_the_order_of_files_changes_nothing_and_the_same_run_again_is_fine(call, house, tmp_path):
    house.many(6)
    files = sorted(house.folder.iterdir())
    assert call("collect", *files, "-o", "residents.csv").code == 0
    before = (tmp_path / "residents.csv").read_bytes()
    assert call("collect", *files[::-1], "-o", "residents.csv").code == 0
    assert (tmp_path / "residents.csv").read_bytes() == before
    assert call("collect", "forms").out.encode() == before


def test_four_people_are_never_shown(call, house, tmp_path):
    house.many(4)
    house.save("blank.json", {})
    done = call("collect", "forms", "-o", "residents.csv")
    assert done.code == 3
    assert "4 forms were read; nothing is shown of fewer than five people; have them locked away" in done.err
    assert not (tmp_path / "residents.csv").exists()
    assert call("collect", "forms").out == ""


def test_what_does_not_fit_is_told_by_name_and_the_others_are_counted(call, house, tmp_path):
    house.many(5)
    first = house.folder / "01.json"
    house.write("again.json", first.read_text() + "\n")
    house.write("bytes.json", first.read_text())
    house.save("old.json", {"PC-03": "no"}, edition="fnusa-core@0.9.0")
    house.save("other.json", {"PC-03": "maybe", "PC-01": "yes", "XX-99": "yes"})
    house.save("leader.json", {"PC-03": "a"}, role="leadership")
    house.save("nobody.json", {"PC-03": "no"}, role="the cook")
    house.write("plan.csv", "day,meal\nMonday,soup\n")
    house.write("broken.json", '{"rightscheck": "form-answers/1", "answers": {')
    house.write("answers.yaml", "rightscheck: answers/1\nanswers: {}\n")
    page = house.write("form.html", "<!DOCTYPE html>\n<html><script>alert(1)</script></html>")
    done = call("collect", "forms", page, house.folder / "answers.yaml", house.folder / "gone.json", "-o", "r.csv")
    assert done.code == 3
    told = dict(line.split(": ", 1) for line in done.err.splitlines() if ": " in line)
    for name, says in {
        "forms/again.json": "stands in forms/01.json too, and is counted once",
        "forms/bytes.json": "the same file as forms/01.json",
        "forms/old.json": "of another edition, 'fnusa-core@0.9.0'",
        "forms/leader.json": "make an answers file of it: rightscheck collect forms/leader.json -o answers.yaml",
        "forms/nobody.json": "the role that this form names is not known",
        "forms/plan.csv": "fits no form",
        "forms/broken.json": "broken",
        str(page): "give the file that its save button makes",
        str(house.folder / "answers.yaml"): "leadership's answers",
        str(house.folder / "gone.json"): "no such file",
    }.items():
        assert says in told.get(name, ""), (name, done.err)
    assert "forms/other.json: PC-03: 1 answer is none of those in the form, and is left out; choose" in done.err
    assert "maybe" not in done.err
    assert "no question 'XX-99'" in done.err
    assert counts(tmp_path / "r.csv")["(all)", "(all)"] == "6"


def test_a_tally_is_no_form(call, house, tmp_path):
    house.many(6)
    assert call("collect", "forms", "-o", "residents.csv").code == 0
    done = call("collect", tmp_path / "residents.csv")
    assert done.code == 3
    assert "this is a tally: its forms are counted already" in done.err


# Two voices in one folder.


def test_each_role_needs_a_run_of_its_own(call, house, tmp_path, forms):
    house.many(5)
    option = forms["staff"].question_by_id["PC-03"].answers[0]
    for number in range(5):
        house.save(f"staff-{number}.json", {"PC-03": option.id}, role="staff")
    done = call("collect", "forms", "-o", "all.csv")
    assert done.code == 3
    assert "staff-0.json: forms of staff" in done.err
    assert "01.json: forms of residents" in done.err
    assert "--role" in done.err
    assert not (tmp_path / "all.csv").exists()
    assert call("collect", "forms", "-o", "staff.csv", "--role", "staff").code == 0
    assert load_tally(tmp_path / "staff.csv").role == "staff"
    done = call("collect", "forms", "-o", "staff.csv", "--role", "residents")
    assert done.code == 3
    assert "holds counts of the staff; name another file" in done.err


def test_whose_form_a_table_is_the_answers_tell(known, forms, tmp_path):
    option = forms["staff"].question_by_id["PC-03"].answers[0]
    path = tmp_path / "typed.csv"
    path.write_text(f"PC-03,PC-01\n{option.id},skip\nskip,skip\nno,yes\n")
    found, problems = read_known(path, known)
    assert [form.role for form in found] == ["staff", "residents"]
    (problem,) = problems
    assert "add --role" in problem.instead
    assert problem.place.line == 3
    found, _ = read_known(path, known, role="residents")
    assert [form.answers.get("PC-03") for form in found] == [None, "skip", "no"]


# Two reports of the same people.


AGAIN = (
    "you have counts of these months already; the two side by side could give somebody away; use that one and collect "
    "only the forms of the months that follow, or delete it if nobody has seen it; nothing was written"
)


@pytest.mark.parametrize("more", [2, 20])
def test_a_second_report_of_the_same_months_is_refused(call, house, tmp_path, more):
    house.many(8)
    done = call("collect", "forms", "-o", "residents.csv")
    assert done.code == 0
    assert "Hand out one table for these months only; one that lies elsewhere is not known here." in done.err
    before = (tmp_path / "residents.csv").read_bytes()
    house.many(more, start=9)
    for output in ("residents.csv", "second.csv", None):
        done = call("collect", "forms", *(["-o", output] if output else []))
        assert (done.code, done.out) == (3, "")
        assert done.problems == [f"residents.csv: {AGAIN}"]
    assert (tmp_path / "residents.csv").read_bytes() == before
    assert not (tmp_path / "second.csv").exists()
    (tmp_path / "residents.csv").unlink()
    assert call("collect", "forms", "-o", "residents.csv").code == 0


@pytest.mark.parametrize(
    ("first", "second", "here"),
    [
        ("residents.csv", "reports/winter/r.csv", "."),
        ("reports/autumn/r.csv", "r.csv", "."),
        ("shared/a/r.csv", "shared/b/r.csv", "elsewhere"),  # beside the folder of -o
        ("autumn/r.csv", "winter/r.csv", "winter"),  # the forms lie outside, so that what is beside here counts too
        ("forms/older/r.csv", "elsewhere/r.csv", "elsewhere"),
        ("forms/r.csv", None, "elsewhere"),
    ],
)
def test_earlier_counts_are_found_in_the_folders_around(call, house, tmp_path, monkeypatch, first, second, here):
    for path in (first, f"{here}/r.csv", second or first):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    house.many(8)
    assert call("collect", "forms", "-o", first).code == 0
    text = (tmp_path / first).read_text()
    (tmp_path / first).write_text(text.replace(",", ";"))  # as a spreadsheet program saves it
    house.many(6, start=9)
    monkeypatch.chdir(tmp_path / here)
    done = call("collect", house.folder, *(["-o", tmp_path / second] if second else []))
    assert done.code == 3
    assert AGAIN in done.err


def test_where_there_are_too_many_tables_to_look_at_it_is_said(call, house, tmp_path, monkeypatch):
    monkeypatch.setattr("rightscheck.cli.earlier_counts.MAX_TABLES", 2)
    house.many(5)
    assert "Not every table" not in call("collect", "forms", "-o", "r.csv").err
    for number in range(3):
        (tmp_path / f"{number}.csv").write_text("a,b\n")
    done = call("collect", "forms", "-o", "r.csv")
    assert done.code == 0
    assert "Not every table near here was looked at" in done.err


def test_the_house_next_door_has_counts_of_its_own(call, house, tmp_path, monkeypatch):
    for name in ("maple", "oak"):
        (tmp_path / name).mkdir()
        house.folder = tmp_path / name / "forms"
        house.folder.mkdir()
        house.many(6 if name == "oak" else 7)
        monkeypatch.chdir(tmp_path / name)
        assert call("collect", "forms", "-o", "residents.csv").code == 0


def test_other_months_make_another_report(call, house, tmp_path):
    house.many(6, month="2026-10")
    assert call("collect", "forms", "-o", "autumn.csv").code == 0
    for path in house.folder.iterdir():
        path.unlink()
    house.many(7, month="2026-12")
    assert call("collect", "forms", "-o", "autumn.csv").code == 3
    assert call("collect", "forms", "-o", "winter.csv").code == 0
    assert load_tally(tmp_path / "winter.csv").respondents == 7


def test_nothing_of_somebody_s_is_written_over(call, house, tmp_path):
    house.many(5)
    mine = tmp_path / "mine.csv"
    mine.write_text("a,b\n1,2\n")
    assert call("collect", "forms", "-o", "mine.csv").code == 2
    assert mine.read_text() == "a,b\n1,2\n"
    assert call("collect", "forms", "-o", "forms/01.json").code == 2
    assert call("collect", "forms", "-o", "report.html").code == 2


# What one person wrote.


def test_nothing_that_one_person_wrote_is_told(call, house):
    house.many(5)
    secret = "I am Maria from room 4"
    rows = f'"{secret}",yes,2026-11\n"{secret}",skip,"{secret}"\nno,yes,2026-11\n'
    house.write("typed.csv", f"PC-03,PC-01,month\n{rows}")
    house.save("page.json", {"PC-03": secret, secret: "yes", "PC-01": "yes"})
    house.save("who.json", {"PC-03": "no"}, role=secret)
    house.save("old.json", {"PC-03": "no"}, edition=f"fnusa-core@0.1.0<{secret}>")
    house.workbook("book.xlsx", {"PC-03": secret, "PC-01": "yes"}, month=secret)
    done = call("collect", "forms", "--role", "residents")
    assert done.code == 3
    assert "forms/typed.csv: PC-03: 2 answers are none of those in the form, and are left out" in done.err
    assert "forms/book.xlsx: PC-03: 1 answer is none" in done.err
    assert "typed.csv:" in done.err
    assert not re.search(r"typed\.csv:\d", done.err)
    assert "Maria" not in done.err
    assert "room" not in done.err


def test_copies_of_one_form_with_other_answers_are_told(call, house, tmp_path):
    house.many(5)
    house.save("a.json", {"PC-03": "no"}, copy="c0ffee")
    house.save("b.json", {"PC-03": "yes"}, copy="c0ffee")
    house.save("c.json", {"PC-03": "no", "PC-01": ""}, copy="c0ffee")
    done = call("collect", "forms", "-o", "r.csv")
    assert done.code == 3
    (differs,) = (line for line in done.err.splitlines() if "b.json" in line)
    for words in ("forms/a.json", "their answers differ", "comes later by name, is left out; keep the one"):
        assert words in differs
    assert "forms/c.json: this is the form that stands in forms/a.json too" in done.err
    assert counts(tmp_path / "r.csv")["(all)", "(all)"] == "6"


def test_answers_are_known_in_every_language_with_or_without_accents(known, forms):
    for role in forms:
        for form in (forms[role], whole(role, "es")):
            for asked in form.questions:
                for answer in asked.answers:
                    plain = unicodedata.normalize("NFKD", answer.text).encode("ascii", "ignore").decode()
                    for text in (answer.id, answer.text, answer.text.upper(), plain):
                        assert known.answer(role, asked.id, text) == answer.id, (asked.id, text)


# Workbooks.


def test_a_formula_is_no_answer_and_its_value_is_not_looked_at(house, known):
    path = house.workbook("a.xlsx", {"PC-03": '=IF(TRUE,"No","")', "PC-01": "yes"})
    (form,), (problem,) = read_known(path, known)
    assert dict(form.answers) == {"PC-01": "yes"}
    assert re.search(r"cell C\d+: PC-03: a formula", problem.what)


def test_a_month_may_be_a_date_and_the_day_is_dropped(house, known):
    path = house.workbook("a.xlsx", {"PC-03": "no"}, month=date(2026, 10, 31))
    (form,), problems = read_known(path, known)
    assert (form.month, problems) == ("2026-10", [])


@pytest.mark.parametrize("part", ["xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml"])
def test_a_workbook_with_programs_or_links_is_not_counted(house, known, part):
    path = house.workbook("a.xlsx", {"PC-03": "no"})
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(part, b"x")
    found, (problem,) = read_known(path, known)
    assert found == []
    assert "is not counted" in problem.what


def test_a_zip_bomb_is_not_unpacked(house, known):
    path = house.folder / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"<workbook>" + b" " * 60_000_000 + b"</workbook>")
    found, (problem,) = read_known(path, known)
    assert found == []
    assert "zip bomb" in problem.what


# Tables.


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_tables_in_the_forms_that_spreadsheet_programs_write(tmp_path, known, separator, encoding):
    path = tmp_path / "export.txt"
    rows = [["group_a/PC_03", "PC-01"], ["Sí", "No estoy segura, -o"], ["no", "yes"]]
    text = "\r\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows)
    path.write_bytes(text.encode(encoding))
    texts = {answer.id: answer.text for answer in whole(language="es").question_by_id["PC-01"].answers}
    text = text.replace("No estoy segura, -o", texts["not-sure"])
    path.write_bytes(text.encode(encoding))
    found, problems = read_known(path, known)
    assert problems == []
    answers = [(form.answers["PC-03"], form.answers["PC-01"]) for form in found]
    assert answers == [("yes", "not-sure"), ("no", "yes")]


def test_the_same_submission_twice_is_counted_once_also_across_files(tmp_path, known, edition):
    seen = {}
    (tmp_path / "one.csv").write_text(KOBO.format(edition=edition))
    (tmp_path / "two.csv").write_text(KOBO.format(edition=edition).replace(";1\n", ";3\n"))
    found, problems = read_known(tmp_path / "one.csv", known, seen=seen)
    assert (len(found), problems) == (2, [])
    assert found[1].month == "2026-11"  # from the time of submission, where no month is stated
    found, problems = read_known(tmp_path / "two.csv", known, seen=seen)
    assert found == []
    assert "one.csv, row 2 too, and is counted once" in problems[0].what


FORMULAS = ['=HYPERLINK("http://x","y")', "+1+cmd|' /C calc'!A0", "@SUM(1)"]
HOSTILE = [*FORMULAS, "<script>alert(1)</script>", "\x1b[31mred", "no" * 600]


@pytest.mark.parametrize("cell", HOSTILE)
def test_hostile_text_is_left_out_shown_harmless_and_never_passed_on(call, house, tmp_path, cell):
    house.many(5)
    quoted = cell.replace('"', '""')
    house.write("bad.csv", f'PC-03,PC-01,"{quoted}"\n"{quoted}",yes,"{quoted}"\n')
    house.save("bad.json", {"PC-03": cell, cell: "yes", "PC-01": "yes"}, month=cell)
    done = call("collect", "forms", "-o", "residents.csv", "--role", "residents")
    assert done.code == 3
    assert "\x1b" not in done.err
    told = [line for line in done.err.splitlines() if "names no question" not in line]
    assert cell[:20] not in "\n".join(told)  # the heading of a column is shown, and nothing that a person wrote
    rows = list(csv.reader((tmp_path / "residents.csv").read_text().splitlines()))
    assert rows[1][-1] == "7"
    for row in rows:
        for value in row:
            assert re.fullmatch(r"[a-zA-Z0-9(<][\w@.()+ /-]*|", value, re.ASCII), value


def test_limits_are_told(tmp_path, known):
    path = tmp_path / "long.csv"
    path.write_text("PC-03\n" + "no\n" * 10_001)
    assert "more than 10,000 rows" in read_known(path, known)[1][0].what
    path.write_bytes(b"PC-03\n" + b"no\n" * 3_500_000)
    assert "over 10 MB" in read_known(path, known)[1][0].what


TEXTS = (
    b"PC-03,PC-01\n",
    b"form,role,first",
    b"<html>",
    b'"',
    b"no",
    b"\n",
    b"\0",
    b"=1",
    b";",
    b",",
    b"_uuid",
    b"\x1b[0m",
)
JSONS = b'{"rightscheck":"form-answers/1","answers":', b"{}", b"[", b"}", b"1e999", b'{"PC-03":["no"]}'
PIECES = st.sampled_from([*TEXTS, *JSONS, b"<html>", b"PK\x03\x04", b"\xff\xfe", b"\xed\xa0\x80"])


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES | st.binary(max_size=20), max_size=12).map(b"".join))
def test_broken_bytes_are_told_and_never_raise(tmp_path, known, data):
    path = tmp_path / "fuzz"
    path.write_bytes(data)
    found, problems = read_known(path, known)
    assert found or problems
    for problem in problems:
        assert problem.what
        assert problem.instead


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_broken_workbook_is_told_and_never_raises(tmp_path, known, workbook_bytes, data):
    parts = [one for one in zipfile.ZipFile(io.BytesIO(workbook_bytes)).namelist() if one.endswith((".xml", ".rels"))]
    name = data.draw(st.sampled_from(parts))
    path = tmp_path / "fuzz.xlsx"
    with zipfile.ZipFile(io.BytesIO(workbook_bytes)) as source, zipfile.ZipFile(path, "w") as target:
        for part in source.namelist():
            content = source.read(part)
            if part == name:
                at = data.draw(st.integers(0, len(content)))
                after = at + data.draw(st.integers(0, 60))
                content = content[:at] + data.draw(st.binary(max_size=8)) + content[after:]
            target.writestr(part, content)
    found, problems = read_known(path, known)
    assert found or problems


@pytest.fixture(scope="module")
def workbook_bytes(tmp_path_factory, edition):
    return House(tmp_path_factory.mktemp("books"), edition).workbook("a.xlsx", {"PC-03": "no"}).read_bytes()


# The file of counts.

COUNTS = st.sampled_from([Count(0, 4), Count(5, None)]) | st.integers(5, 40).map(lambda n: Count(n, n))
QUESTION = st.builds(
    lambda counts, mean, several: (counts, *((mean, several) if counts else (None, None))),
    st.dictionaries(st.sampled_from(["yes", "no", "was-not-asked", "not-sure", "skip"]), COUNTS),
    st.none() | st.sampled_from([(0, 25), (25, 50), (50, 75), (75, 100), (0, 50), (25, 100)]),
    st.none() | st.booleans(),
)


@st.composite
def tallies(draw):
    asked = draw(st.dictionaries(st.sampled_from(["PC-01", "PC-02", "PC-05-minors", "NC-11"]), QUESTION))
    first, last = draw(st.sampled_from([("", ""), ("2026-09", "2026-09"), ("2025-12", "2026-02")]))
    standards = draw(st.sampled_from([{"fnusa-core": "1.0.0"}, {"fnusa-core": "1.2.3", "safe-horizon": "0.1.10"}]))
    questions = {name: QuestionTally(name, *told) for name, told in asked.items()}
    role, people = draw(st.sampled_from(["staff", "residents"])), draw(st.integers(200, 999))
    return Tally(role, standards, first, last, people, questions)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tallies())
def test_counts_that_are_written_are_read_back(tmp_path, told):
    path = tmp_path / "t.csv"
    path.write_text(tally_csv(told), "utf-8")
    found = load_tally(path)
    assert found.questions == told.questions
    assert tally_csv(found) == tally_csv(told)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("quote", ["", '"'])
def test_counts_are_read_as_spreadsheet_programs_save_them(tmp_path, separator, quote):
    path = tmp_path / "t.csv"
    path.write_text(GOOD)
    told = load_tally(path)
    rows = [separator.join(f"{quote}{cell}{quote}" for cell in row.split(",")) for row in GOOD.splitlines()]
    path.write_bytes("\r\n".join([*rows, separator * 7]).encode("utf-8-sig"))
    assert load_tally(path) == told


GOOD = """\
form,role,first,last,standards,question,answer,people
tally/1,residents,2026-09,2026-11,fnusa-core@1.0.0,(all),(all),12
tally/1,residents,2026-09,2026-11,fnusa-core@1.0.0,PC-03,(mean),25-50
tally/1,residents,2026-09,2026-11,fnusa-core@1.0.0,PC-03,no,7
tally/1,residents,2026-09,2026-11,fnusa-core@1.0.0,PC-03,yes,<5
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        (",no,7", ",no,3", 4, "no count that a tally shows"),
        (",no,7", ",no,=7", 4, "no count of people"),
        (",no,7", ",no,13", 0, "counts more answers than the 12 people"),
        (",yes,<5", ",no,<5", 5, "two rows for 'no'"),
        ("(all),12", "(all),5+", 2, "no number of 5 people or more"),
        ("25-50", "20-50", 3, "no band of means"),
        ("PC-03,no", "phones,no", 4, "the id of no question"),
        ("PC-03,no", "PC-03,NO!", 4, "the id of no answer"),
        ("2026-09,2026-11,fnusa-core@1.0.0,(all)", "2026-13,2026-11,fnusa-core@1.0.0,(all)", 2, "are no months"),
        (
            "tally/1,residents,2026-09,2026-11,fnusa-core@1.0.0,PC-03,no",
            "tally/1,staff,,,x,PC-03,no",
            4,
            "another tally",
        ),
        ("PC-03,no,7", "PC-03,no,7,8", 4, "9 cells, not 8"),
        ("(all),(all),12", "PC-01,yes,12", 2, "how many people there are"),
        ("form,role", "role,form", 1, "no tally"),
    ],
)
def test_a_file_of_counts_is_read_strictly(tmp_path, old, new, line, says):
    path = tmp_path / "t.csv"
    path.write_text(GOOD)
    assert load_tally(path).questions["PC-03"].mean == (25, 50)
    assert old in GOOD
    path.write_text(GOOD.replace(old, new))
    with pytest.raises(InputError) as error:
        load_tally(path)
    problem = next(one for one in error.value.problems if says in one.what)
    assert line in (0, problem.place.line)


def test_the_signature_that_others_call(tmp_path):
    path = tmp_path / "typed.csv"
    path.write_text("PC-03\nno\n")
    asked = FormQuestion("PC-03", "?", (FormAnswer("no", "No", 0),))
    (form,), problems = read_filled(
        path, {"residents": Form("residents", "en", True, {"fnusa-core": "1.0.0"}, (asked,))}
    )
    assert (form.answers, problems) == ({"PC-03": "no"}, [])
    assert form.source == f"{path}, row 2"


# Letters from paper


def option(forms, question, place):
    return forms["staff"].question_by_id[question].answers[place].id


def test_rows_of_letters_are_read_in_the_order_of_the_form(known, forms, tmp_path):
    path = tmp_path / "typed.csv"
    first, second = option(forms, "PC-03", 0), option(forms, "PC-01", 2)
    path.write_text(
        f"role,month,PC-03,PC-01\nstaff,2026-11,a,c\nstaff,2026-11,A),(c)\nstaff,2026-11,{first},{second}\n"
    )
    found, problems = read_known(path, known)
    assert problems == []
    assert [dict(form.answers) for form in found] == [{"PC-03": first, "PC-01": second}] * 3
    assert [form.by_letter for form in found] == [True, True, False]


def test_every_letter_on_the_staff_s_paper_is_the_answer_beside_it(known, forms):
    for question in forms["staff"].questions:
        for answer in question.answers:
            letter = question.letters[answer.id]
            for typed in (letter, letter.upper(), f"{letter})", f"{letter}) {answer.text}"):
                assert known.answer("staff", question.id, typed) == answer.id
        first, last = question.answers[0], question.answers[-1]
        assert known.answer("staff", question.id, f"{question.letters[first.id]}) {last.text}") is None


def test_the_rows_in_the_page_for_readers_can_be_counted(known, tmp_path):
    page = (ROOT / "docs" / "three-voices.md").read_text("utf-8")
    tables = re.findall(r"```text\n(role,month,.*?)```", page, re.DOTALL)
    roles = []
    for table in tables:
        path = tmp_path / f"{len(roles)}.csv"
        path.write_text(table)
        found, problems = read_known(path, known)
        assert problems == []
        roles += [form.role for form in found]
    assert roles == ["residents"] * 2 + ["staff"] * 2


def test_residents_have_no_letters(known, tmp_path):
    path = tmp_path / "typed.csv"
    path.write_text("role,PC-03,PC-01\nresidents,a,yes\n")
    (form,), (problem,) = read_known(path, known)
    assert dict(form.answers) == {"PC-01": "yes"}
    assert problem.place.line == 0
    assert problem.instead == "choose one of the answers in the form: yes, sometimes, no, not-sure, skip"


def test_a_letter_that_two_answers_could_mean_is_none():
    answers = (FormAnswer("one", "B", 0), FormAnswer("two", "Two", 0), FormAnswer("d", "Three", 0))
    form = Form("staff", "en", False, {"fnusa-core": "1.0.0"}, (FormQuestion("PC-03", "?", answers),))
    known = Known({"staff": form})
    said = {typed: known.answer("staff", "PC-03", typed) for typed in ("a", "b", "c", "d", "two")}
    assert said == {"a": "one", "b": None, "c": None, "d": "d", "two": "two"}


def test_a_wrong_letter_is_told_with_its_row_and_what_is_accepted(call, house, tmp_path):
    rows = ["a,a", "b,a", "a,x", "a,b", "keep,a", "I am Maria,a"]
    house.write("typed.csv", "role,month,PC-03,PC-01\n" + "".join(f"staff,2026-11,{row}\n" for row in rows))
    done = call("collect", "forms", "-o", "staff.csv")
    assert done.code == 3
    told = done.err.splitlines()
    says = "is none of the answers in the form, and is left out; write a letter from a to"
    assert f"forms/typed.csv:4:1: PC-01: 'x' {says} g, as on the paper" in told
    assert f"forms/typed.csv:7:1: PC-03: what stands here {says} f, as on the paper" in told
    assert "Maria" not in done.err
    assert "Letters were read in the order of the forms of fnusa-core@1." in done.err
    assert load_tally(tmp_path / "staff.csv").respondents == 6


def test_letters_of_another_edition_are_not_read(known, tmp_path):
    path = tmp_path / "typed.csv"
    path.write_text("role,edition,PC-03\nstaff,fnusa-core@0.9.0,a\nstaff,fnusa-core@1.0.0,a\n")
    (form,), (problem,) = read_known(path, known)
    assert (form.source, problem.place.line) == (f"{path}, row 3", 2)
    assert "of another edition" in problem.what


def test_five_of_staff_who_agree_by_letter_are_told_with_the_edition_and_nothing_else(call, house):
    edition = house.edition
    house.write("typed.csv", "role,edition,PC-03\n" + f"staff,{edition},a\n" * 5)
    done = call("collect", "forms", "-o", "staff.csv")
    assert done.code == 0
    assert "Letters were read" not in done.err


def test_an_edition_that_leaves_a_standard_out_is_not_taken_for_the_whole(call, house):
    house.write("typed.csv", "role,edition,PC-03,NC-09\n" + "staff,fnusa-core@1.0.0,a,a\n" * 5)
    done = call("collect", "forms", "-o", "staff.csv")
    assert done.code == 0
    assert "Letters were read in the order of the forms of fnusa-core@1." in done.err


# Leadership's form

FACTS = {
    "program": 'The "Kite": house # 7',
    "fact:housing": "emergency",
    "fact:beds": 12,
    "fact:residents/adults": "yes",
    "fact:residents/minors-in-custody": "no",
    "fact:funders/voca": "yes",
}


def fill_leadership(folder, answers, name="lead.xlsx", language="en"):
    """Fill in leadership's workbook as a person would."""
    form, words = whole("leadership", language), fixed_words("form", language)
    book = openpyxl.load_workbook(io.BytesIO(FORM_RENDERERS["xlsx"](form, words)))
    texts = {(q.id, a.id): a.text for q in form.questions for a in q.answers}
    for row in book.worksheets[1].iter_rows():
        said = answers.get(row[0].value)
        if said is not None:
            row[2].value = {"yes": words.yes, "no": words.no}.get(said, texts.get((row[0].value, said), said))
    book.save(folder / name)
    return folder / name


@pytest.fixture
def lead(tmp_path):
    return partial(fill_leadership, tmp_path)


@pytest.mark.parametrize(
    ("language", "next_command"),
    [("en", "assess answers.yaml -o report.html"), ("es", "assess answers.yaml --lang es -o informe.html")],
)
def test_leadership_s_workbook_becomes_an_answers_file_and_a_report(call, lead, tmp_path, language, next_command):
    chosen = {"PC-03": "resident-holds", "PC-01": "unknown", "PC-03-minors": "unknown"}
    lead(FACTS | chosen, language=language)
    done = call("collect", "lead.xlsx", "-o", "answers.yaml")
    assert (done.code, done.out) == (0, "")
    assert f"Next: rightscheck {next_command}" in done.err
    assert "PC-03-minors: the facts say that this question does not apply" in done.err
    sheet = load_answers(tmp_path / "answers.yaml")
    assert sheet.program == FACTS["program"]
    assert sheet.date == f"{date.today():%Y-%m}"
    assert sheet.facts == {
        "housing": frozenset({"emergency"}),
        "beds": 12,
        "residents": frozenset({"adults"}),
        "funders": frozenset({"voca"}),
    }
    said = {id: answer.choice for id, answer in sheet.answers.items() if answer.choice}
    assert said == {"PC-03": "resident-holds", "PC-01": "unknown"}
    assert "PC-02" in sheet.answers  # what was left blank stands there to be answered
    text = (tmp_path / "answers.yaml").read_text("utf-8")
    assert load_translated("fnusa-core", language).indicator_by_id["PC-03"].question[:40] in text
    assert "    evidence:" in text
    done = call(*next_command.split())
    assert done.code in (0, 1)


def test_what_cannot_be_used_in_it_is_named_by_cell_and_nothing_is_written(call, lead, tmp_path):
    wrong = {
        "PC-03": "maybe",
        "PC-01": "=1+1",
        "fact:beds": "many",
        "fact:residents/adults": "perhaps",
        "fact:funders/ovc": -1,
    }
    path = lead(FACTS | wrong | {"fact:housing": "castle"})
    rows = {row[0].value: row[2].coordinate for row in openpyxl.load_workbook(path).worksheets[1].iter_rows()}
    done = call("collect", "lead.xlsx", "-o", "answers.yaml")
    assert done.code == 3
    assert {line.split("; ")[0] for line in done.problems} == {
        f"lead.xlsx: cell {rows['PC-03']}: PC-03: this is none of the answers in the form",
        f"lead.xlsx: cell {rows['PC-01']}: PC-01: a formula stands in the place of an answer",
        f"lead.xlsx: cell {rows['fact:beds']}: fact:beds: this is no whole number",
        f"lead.xlsx: cell {rows['fact:residents/adults']}: fact:residents/adults: this is neither yes nor no",
        f"lead.xlsx: cell {rows['fact:funders/ovc']}: fact:funders/ovc: this is neither yes nor no",
        f"lead.xlsx: cell {rows['fact:housing']}: fact:housing: this is none of the answers in the form",
    }
    assert not (tmp_path / "answers.yaml").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["lead.xlsx", "other.xlsx", "-o", "a.yaml"], 2, ["2 files are given", "one form of leadership"]),
        (["lead.xlsx", "forms", "-o", "a.yaml"], 2, ["2 files are given", "collect residents and staff by themselves"]),
        (["lead.xlsx", "-o", "a.csv"], 3, ["not counted", "rightscheck collect lead.xlsx -o answers.yaml"]),
        (["lead.xlsx", "-o", "a.json"], 2, ["a.json", ".csv", ".yaml"]),
        (["forms/book.xlsx", "-o", "a.yaml"], 3, ["a form of residents, of which only counts are kept", ".csv"]),
        (["forms", "-o", "a.yml"], 3, ["a form of residents, of which only counts are kept"]),
        (["lead.xlsx", "-o", "mine.yaml"], 2, ["mine.yaml", "there already", "not written over"]),
        (["lead.xlsx", "-o", "a.yaml", "--role", "staff"], 2, ["--role", "leave it out"]),
        (["old.xlsx", "-o", "a.yaml"], 3, ["old.xlsx", "of another edition"]),
        (["mine.yaml", "-o", "a.yaml"], 3, ["leadership's answers", "rightscheck assess"]),
        (["typed.csv", "-o", "a.yaml"], 3, ["typed.csv:2:1", "does not say that it is leadership's"]),
        (["two.csv", "-o", "a.yaml"], 3, ["two.csv:3:1", "2 forms of leadership"]),
        (["empty.xlsx", "-o", "a.yaml"], 3, ["empty.xlsx: nothing is filled in here; fill it in"]),
        (["gone.xlsx", "-o", "a.yaml"], 3, ["no such file"]),
    ],
)
def test_only_one_form_of_leadership_becomes_answers(call, of_all_kinds, tmp_path, arguments, code, words):
    shutil.copytree(of_all_kinds, tmp_path, dirs_exist_ok=True)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    done = call("collect", *arguments)
    assert done.code == code
    for word in words:
        assert word in done.err.splitlines()[0], done.err
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.fixture(scope="module")
def of_all_kinds(tmp_path_factory, edition):
    """A folder with forms of leadership, of residents in a folder of their own, and what is no form."""
    folder = tmp_path_factory.mktemp("kinds")
    (folder / "forms").mkdir()
    House(folder / "forms", edition).workbook("book.xlsx", {"PC-03": "no"})
    path = fill_leadership(folder, FACTS)
    fill_leadership(folder, FACTS, "other.xlsx", "es")
    fill_leadership(folder, {"program": "Kite"}, "empty.xlsx")
    old = openpyxl.load_workbook(path)
    old["About"]["B3"] = "fnusa-core@0.9.0"
    old.save(folder / "old.xlsx")
    (folder / "mine.yaml").write_text("rightscheck: answers/1\n")
    (folder / "typed.csv").write_text("PC-03\na\n")
    (folder / "two.csv").write_text("role,PC-03\nleadership,a\nleadership,b\n")
    return folder


def test_leadership_s_form_among_residents_is_told_and_the_others_are_counted(call, lead, house, tmp_path):
    house.many(5)
    lead(FACTS | {"PC-03": "unknown"}, "forms/lead.xlsx")
    done = call("collect", "forms", "-o", "residents.csv")
    assert done.code == 3
    assert "forms/lead.xlsx: this is leadership's form, which is not counted; make an answers file of it" in done.err
    assert load_tally(tmp_path / "residents.csv").respondents == 5


def test_leadership_s_paper_and_survey_become_answers_too(call, tmp_path):
    forms = {"paper.csv": 'role,program,fact:housing,fact:residents,fact:beds,PC-03\nleadership,Kite,a,"a; c",9,e\n'}
    forms["kobo.csv"] = (
        "_uuid;role;program;s/fact_housing;s/fact_residents;s/fact_residents/adults;s/fact_residents/minors-in-custody;"
        "s/fact_beds;t/PC_03\n"
        "x-1;leadership;Kite;emergency;adults minors-in-custody;1;1;9;unknown\n"
    )
    for name, text in forms.items():
        (tmp_path / name).write_text(text)
        assert call("collect", name, "-o", f"{name}.yaml").code == 0
        sheet = load_answers(tmp_path / f"{name}.yaml")
        assert sheet.facts == {
            "housing": frozenset({"emergency"}),
            "residents": frozenset({"adults", "minors-in-custody"}),
            "beds": 9,
        }
        assert (sheet.program, sheet.answers["PC-03"].choice) == ("Kite", "unknown")


@pytest.mark.parametrize("text", ["x" * 201, "two\nlines", "\x1b[31m", "=1+1"])
def test_a_strange_name_of_a_program_is_told(call, tmp_path, text):
    (tmp_path / "a.csv").write_text(f'role,program,PC-03\nleadership,"{text}",a\n')
    done = call("collect", "a.csv", "-o", "a.yaml")
    assert done.code == 3
    done.says("a.csv:2:1", "program")
    assert not (tmp_path / "a.yaml").exists()


@pytest.mark.parametrize("command", ["assess", "interview", "check"])
def test_a_form_in_the_place_of_answers_is_told_what_to_do_with_it(call, lead, house, tmp_path, command):
    lead(FACTS)
    page = FORM_RENDERERS["html"](whole("leadership", short=True), fixed_words("form", "en"))
    (tmp_path / "form.html").write_bytes(page)
    house.save("../one.json", {"PC-03": "no"})
    (tmp_path / "old.xls").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1"))
    for name, says in {
        "lead.xlsx": "make one of leadership's filled workbook: rightscheck collect lead.xlsx -o answers.yaml",
        "form.html": "open leadership's form in a browser, fill it in, save, and give the file answers.yaml",
        "one.json": "count it with the others: rightscheck collect",
        "old.xls": "save it as .xlsx, then: rightscheck collect",
    }.items():
        done = call(command, name)
        assert done.code == 3
        done.says(f"{name}: this is a", "no answers file", says)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_broken_workbook_of_leadership_is_told_or_read_and_never_raises_more(tmp_path, leadership, data):
    forms, book = leadership
    name = data.draw(st.sampled_from(["xl/worksheets/sheet2.xml", "xl/worksheets/sheet4.xml", "xl/sharedStrings.xml"]))
    path = tmp_path / "fuzz.xlsx"
    with zipfile.ZipFile(io.BytesIO(book)) as source, zipfile.ZipFile(path, "w") as target:
        for part in source.namelist():
            content = source.read(part)
            if part == name:
                at = data.draw(st.integers(0, len(content)))
                new = data.draw(st.sampled_from([b"", b"<v>7</v>", b"<f>1</f>", b"9", b"<", b"\xff", b"&#7;", b"no"]))
                content = content[:at] + new + content[at + data.draw(st.integers(0, 40)) :]
            target.writestr(part, content)
    told = ()
    found = None
    try:
        found = read_leadership(path, forms, ["Yes"], ["No"])
    except InputError as error:
        told = error.problems
    assert (found is None) == bool(told)


@pytest.fixture(scope="module")
def leadership():
    form = whole("leadership")
    book = openpyxl.load_workbook(io.BytesIO(FORM_RENDERERS["xlsx"](form, fixed_words("form", "en"))))
    for row in book.worksheets[1].iter_rows():
        asked = form.question_by_id.get(row[0].value)
        if asked and asked.answers:
            row[2].value = asked.answers[0].text
    made = io.BytesIO()
    book.save(made)
    return [form, whole("leadership", "es")], made.getvalue()
