"""The three voices from end to end: forms become counts, and counts, documents and answers become one report."""

import json
import re
import shutil
import subprocess

import pytest

from conftest import ROOT

HERE = ROOT / "examples" / "mixed"


@pytest.fixture
def house(tmp_path):
    """A folder with answers, documents, and eight filled forms in three formats."""
    for name in ("answers.yaml", "policies", "forms"):
        copy = shutil.copytree if (HERE / name).is_dir() else shutil.copy
        copy(HERE / name, tmp_path / name)
    kinds = sorted(path.suffix for path in (tmp_path / "forms" / "residents").iterdir())
    assert kinds == [".csv", *[".json"] * 4, *[".xlsx"] * 2]
    return tmp_path


@pytest.fixture
def audited(house, call):
    """The report and its JSON, made with two commands."""
    assert call("collect", "forms/residents", "-o", "residents.csv").code == 0
    line = ("--residents", "residents.csv", "--documents", "policies", "-o", "report.md", "-o", "report.json")
    assert call("assess", "answers.yaml", *line).code == 1
    return (house / "report.md").read_text("utf-8"), json.loads((house / "report.json").read_text("utf-8"))


def test_two_commands_make_a_report_whose_first_page_names_the_disagreements(audited):
    page, found = audited
    first = page[: page.index("## Red flags in full")]
    assert "Heard: leadership, 8 residents (October 2026 to November 2026), and 2 documents." in first
    parted = {one["title"] for one in found["disagreements"]}
    assert first.index("to do this month") < first.index("### What the voices say")
    told = first[first.index("### What the voices say") :]
    assert len(parted) > 3
    assert sum(f"**{title}**" in told for title in parted) == 3
    assert f"They part on {len(parted) - 3} more practices" in told
    assert "policies/kitchen-notice.md, line 5: “Everyone joins hands for grace before dinner.”" in told


def test_the_documents_disagree_with_the_leadership_in_four_places_or_more(audited):
    _, found = audited
    against = [one for one in found["disagreements"] if one["kind"] == "said-kept-written-taken"]
    assert len({one["written_at"] for one in against}) >= 4
    for one in against:
        assert re.fullmatch(r"answers\.yaml:\d+:\d+", one["said_at"])
        assert re.fullmatch(r"policies/[\w-]+\.md:\d+:\d+", one["written_at"])


def test_residents_dispute_what_leadership_says_does_not_happen(audited):
    _, found = audited
    disputed = {one["indicator"] for one in found["disagreements"] if one["kind"] == "disputed"}
    assert {"PC-04", "PC-15"} <= disputed
    flags = {one["id"]: one["status"] for one in found["red_flags"]}
    assert flags["compelled-religion"] == flags["sobriety-gate"] == "disputed"


def test_no_number_below_five_stands_in_what_is_told_of_residents(audited):
    _, found = audited
    for one in found["indicators"]:
        for count in one["voices"].get("residents", {}).get("counts", {}).values():
            assert count == "<5" or int(count.removesuffix("+")) >= 5


def test_a_check_names_both_places_in_every_format(house, call):
    (house / "rightscheck.yaml").write_text("answers: answers.yaml\ndocuments: [policies/**]\n", "utf-8")
    for name in ("terminal", "markdown", "html", "json", "sarif", "github", "gitlab", "junit"):
        shown = " ".join(call("check", "--format", name).out.split())
        said = re.search(r"answers\.yaml(:|%3A)(\d+)", shown) or re.search(r'"answers\.yaml"', shown)
        assert said, name
        assert "kitchen-notice.md" in shown, name


def test_sarif_points_at_the_sentence_and_at_the_answer(house, call):
    (house / "rightscheck.yaml").write_text("answers: answers.yaml\ndocuments: [policies/**]\n", "utf-8")
    log = json.loads(call("check", "--format", "sarif").out)
    results = [one for one in log["runs"][0]["results"] if one.get("relatedLocations")]
    assert results
    lines = (house / "answers.yaml").read_text("utf-8").splitlines()
    for one in results:
        assert one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].startswith("policies/")
        for related in one["relatedLocations"]:
            place = related["physicalLocation"]
            assert place["artifactLocation"]["uri"] == "answers.yaml"
            assert re.search(r"answer|[A-Z]{2}-\d\d", lines[place["region"]["startLine"] - 1])


def test_a_quote_that_changed_is_shown_with_its_change(house, call):
    book = house / "policies" / "handbook.md"
    book.write_text(book.read_text("utf-8").replace("Please hand your phone", "Please show your phone"), "utf-8")
    call("assess", "answers.yaml", "--documents", "policies", "-o", "report.json")
    quotes = {one["indicator"]: one for one in json.loads((house / "report.json").read_text("utf-8"))["quotes"]}
    assert quotes["PC-03"]["status"] == "changed"
    assert quotes["PC-03"]["now"].startswith("Please show your phone")


def test_a_quote_may_not_have_files_outside_the_folder_read(house, call):
    secret = house.parent / "secret.md"
    secret.write_text("Please hand your phone to the team when you arrive, said the secret.", "utf-8")
    sheet = house / "answers.yaml"
    sheet.write_text(sheet.read_text("utf-8").replace("policies/handbook.md", "../secret.md"), "utf-8")
    call("assess", "answers.yaml", "--documents", "policies", "-o", "report.json")
    shown = (house / "report.json").read_text("utf-8")
    assert "said the secret" not in shown
    assert "outside the folder" in shown


@pytest.mark.usefixtures("house")
def test_a_tally_of_the_other_group_is_refused(call):
    assert call("collect", "forms/staff", "-o", "staff.csv").code == 0
    done = call("assess", "answers.yaml", "--residents", "staff.csv")
    assert done.code == 3
    assert "counts staff, not residents" in done.err


def test_a_document_that_cannot_be_read_is_named_and_makes_the_run_incomplete(house, call):
    (house / "policies" / "rules.pdf").write_bytes(b"%PDF-1.7 broken")
    done = call("assess", "answers.yaml", "--documents", "policies", "-o", "report.md")
    assert done.code == 3
    assert "rules.pdf: not read" in done.err
    assert "1 document could not be read" in (house / "report.md").read_text("utf-8")


def test_forms_of_four_people_are_never_counted(house, call):
    for path in (house / "forms" / "residents").glob("*.json"):
        path.rename(house / "forms" / path.name)
    done = call("collect", "forms/residents", "-o", "residents.csv")
    assert done.code == 3
    assert not (house / "residents.csv").exists()
    assert "4 forms" in done.err


def test_a_branch_is_not_blamed_for_old_disputes(house, call):
    def git(*arguments):
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b.c", *arguments], cwd=house, check=True)

    assert call("collect", "forms/residents", "-o", "residents.csv").code == 0
    (house / "rightscheck.yaml").write_text("documents: [policies/**]\nfail_on: fix\n", "utf-8")
    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "-m", "Begin")
    (house / "notes.txt").write_text("Nothing of weight.", "utf-8")
    git("add", ".")
    git("commit", "--quiet", "-m", "Add notes")
    assert call("check").code == 1
    assert call("check", "--changed-since", "HEAD~1").code == 0


def test_every_report_can_be_in_spanish(house, call):
    assert "Se quita un derecho" in call("scan", "policies", "--lang", "es").out
    (house / "rightscheck.yaml").write_text("documents: [policies/**]\n", "utf-8")
    told = call("check", "--lang", "es").out
    in_json = json.loads(call("check", "--lang", "es", "-f", "json").out)["assessment"]["findings"]
    assert in_json
    assert all("derecho" in one["message"] for one in in_json)
    assert "Lo que dicen las respuestas" in told
    assert "Religión obligatoria" in told
    call("assess", ".", "--lang", "es", "-o", "report.json")
    found = json.loads((house / "report.json").read_text("utf-8"))
    assert "Required religion" not in {one["title"] for one in found["findings"]}
    assert {one["title"] for one in found["red_flags"]} >= {"Religión obligatoria"}
    assert call("check", "--lang", "tlh").code == 2


def test_a_house_made_by_init_can_hear_its_residents(house, call):
    """The settings that init writes name the standards; the tally names them as well."""
    assert call("init", "new").code == 0
    shutil.copy(house / "answers.yaml", house / "new" / "answers.yaml")
    assert call("collect", "forms/residents", "-o", "new/residents.csv").code == 0
    for command in ("assess", "check"):
        done = call(command, "new", "--format", "json")
        assert done.code == 1, done.err
        assert "disputed" in done.out


def test_another_house_beside_it_is_no_earlier_report(house, call):
    """A trainer has the folders of several houses side by side, and those may be asked in the same months."""
    for name in ("oak", "elm"):
        shutil.copytree(house / "forms", house / name / "forms")
        shutil.copy(house / "answers.yaml", house / name / "answers.yaml")
    next((house / "elm" / "forms" / "residents").glob("*.json")).unlink()
    for name in ("oak", "elm"):
        assert call("collect", f"{name}/forms/residents", "-o", f"{name}/residents.csv").code == 0
    again = call("collect", "oak/forms/residents", "oak/forms/staff", "--role", "residents", "-o", "oak/more.csv")
    assert again.code == 0  # the same counts
    (house / "elm" / "forms" / "residents" / "form-6.xlsx").unlink()
    done = call("collect", "elm/forms/residents", "-o", "elm/more.csv")
    assert done.code == 3
    assert "elm/residents.csv" in done.err


def test_forms_that_were_not_counted_are_not_to_be_deleted(house, call):
    (house / "forms" / "residents" / "broken.json").write_text("{", "utf-8")
    done = call("collect", "forms/residents", "-o", "residents.csv")
    assert done.code == 3
    assert "keep the forms" in done.err
    assert "Now delete" not in done.err


@pytest.mark.parametrize(
    "line",
    [
        ("check", "house", "-f", "json", "-o", "house/residents.csv"),
        ("assess", "house/answers.yaml", "-o", "house/forms/residents/form-1.json"),
        ("scan", "house/policies", "-f", "json", "-o", "house/answers.yaml"),
        ("form", "-f", "html", "-o", "house/residents.csv"),
        ("baseline", "house", "--reason", "x", "-o", "house/residents.csv"),
        ("assess", "house", "-f", "html", "-o", "house/forms/residents/form-5.xlsx"),
    ],
)
def test_no_command_writes_over_what_people_wrote_or_counted(tmp_path, call, line):
    shutil.copytree(HERE, tmp_path / "house")
    before = (tmp_path / line[-1]).read_bytes()
    done = call(*line)
    assert done.code in (2, 3)
    assert "not written over" in done.err or "stays as it is" in done.err
    assert (tmp_path / line[-1]).read_bytes() == before
