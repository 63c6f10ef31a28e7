"""`--changed-since`: only what a branch adds, told by the words of its sentences."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from rightscheck.check.added import added
from rightscheck.check.scan import read_findings
from rightscheck.model.document import Block, Document, Spot
from scan_helpers import REWRITTEN, TAKEN, PhraseDetector, commit, docx, git, scanned, violations, write

CURFEW = "The curfew is 9 pm."


@pytest.fixture(autouse=True)
def phrases(monkeypatch):
    monkeypatch.setattr("rightscheck.cli.parts.detector", lambda *_: PhraseDetector())


@pytest.fixture
def repo(tmp_path):
    """A repository with a handbook on main, and a branch that has begun."""
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    write(tmp_path, handbook=f"# Handbook\n\nWelcome to the house.\n\n{CURFEW}\n\n## Phones\n\n{REWRITTEN}\n")
    commit(tmp_path)
    git(tmp_path, "checkout", "--quiet", "-b", "branch")
    return tmp_path


def rewrite(repo, old, new, name="handbook.md"):
    path = repo / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def new(call, *more):
    """Check what the branch adds, every finding reported."""
    return call("check", "--changed-since", "main", "--format", "json", "--fail-on-confidence", "possible", *more)


# The issue's own words


def test_a_new_rule_fails_with_its_line_and_passes_once_it_is_rewritten(command, repo):
    """With the real detector, from the command line to the exit code."""
    rewrite(repo, REWRITTEN, f"{REWRITTEN}\n\n{TAKEN}")
    commit(repo)
    done = command("check", "--changed-since", "main")
    assert done.code == 1
    assert "handbook.md:11:1" in done.out
    assert TAKEN in done.out
    rewrite(repo, TAKEN, "You keep your phone. Nobody asks you to hand it in.")
    commit(repo)
    assert command("check", "--changed-since", "main").code == 0


# What is new


@pytest.mark.usefixtures("repo")
def test_what_main_has_is_not_reported(call):
    assert call("check", "--fail-on-confidence", "possible").code == 1
    done = new(call)
    assert (done.code, violations(done)) == (0, [])
    assert any("this branch changes no document" in line for line in done.problems)


def test_what_main_got_meanwhile_is_not_this_branch_s(call, repo):
    git(repo, "checkout", "--quiet", "main")
    rewrite(repo, CURFEW, "Come and go as you like.")
    commit(repo)
    git(repo, "checkout", "--quiet", "branch")
    rewrite(repo, "Welcome to", "Warm welcome to")
    commit(repo)
    assert new(call).code == 0, "the branch left main when the curfew stood there"


def move_down(repo):
    rewrite(repo, f"{CURFEW}\n\n", "")
    rewrite(repo, REWRITTEN, f"{REWRITTEN}\n\n{CURFEW}")


def wrap(repo):
    rewrite(repo, CURFEW, "The   curfew\nis 9 pm.")


def rename(repo):
    git(repo, "mv", "handbook.md", "house rules.md")
    rewrite(repo, "Welcome", "Warm welcome", "house rules.md")


def split(repo):
    rewrite(repo, f"{CURFEW}\n\n", "")
    write(repo, evenings=f"# Evenings\n\nDinner is at seven.\n\n{CURFEW}\n")


def split_and_delete(repo):
    write(repo, evenings=f"# Evenings\n\n{'It is quiet here. ' * 40}\n\n{CURFEW}\n")
    (repo / "handbook.md").unlink()


@pytest.mark.parametrize("change", [move_down, wrap, rename, split, split_and_delete])
@pytest.mark.parametrize("committed", [True, False])
def test_text_that_moves_is_not_new(call, repo, change, committed):
    change(repo)
    if committed:
        commit(repo)
    done = new(call)
    assert (done.code, violations(done)) == (0, [])


@pytest.mark.parametrize(
    ("old", "text", "line"),
    [
        (CURFEW, "The curfew is 10 pm.", 5),
        (REWRITTEN, f"{REWRITTEN} {TAKEN}", 9),
        ("# Handbook", f"# Nights\n\n{CURFEW}\n\n# Handbook", 3),
    ],
    ids=["a reworded sentence", "an added sentence", "a second copy under another heading"],
)
def test_a_sentence_that_was_not_there_is_new(call, repo, old, text, line):
    rewrite(repo, old, text)
    done = new(call)
    assert done.code == 1
    assert [one[:2] for one in violations(done)] == [("handbook.md", line)]


@pytest.mark.parametrize("name", ["new rules", "“house” – ñandú", "tab\there", 'a "quoted" name', "-x"])
@pytest.mark.parametrize("committed", [True, False])
def test_new_files_count_whatever_their_name_and_committed_or_not(call, repo, name, committed):
    write(repo, **{name: TAKEN})
    if committed:
        commit(repo)
    done = new(call)
    assert done.code == 1
    assert len(violations(done)) == 1
    assert {one["rule"] for one in scanned(done)["findings"]} == {"phone-taken"}


def test_a_copy_of_an_old_file_is_new(call, repo):
    shutil.copy(repo / "handbook.md", repo / "copy.md")
    commit(repo)
    assert violations(new(call)) == [("copy.md", 5, "movement-restricted")]


def test_a_folder_of_the_repository_can_be_checked(call, repo):
    (repo / "policies").mkdir()
    write(repo / "policies", night=CURFEW.replace("9", "8"))
    write(repo, elsewhere=TAKEN)
    assert violations(new(call, "policies")) == [("policies/night.md", 1, "movement-restricted")]


def test_scan_knows_it_too(call, repo):
    write(repo, more=TAKEN)
    done = call("scan", ".", "--changed-since", "main", "--format", "json", "--fail-on", "likely")
    assert (done.code, violations(done)) == (1, [("more.md", 1, "phone-taken")])


def test_word_documents_are_compared_too(call, repo):
    git(repo, "checkout", "--quiet", "main")
    (repo / "book.docx").write_bytes(docx(CURFEW, "Welcome."))
    commit(repo)
    git(repo, "checkout", "--quiet", "-b", "later")
    git(repo, "mv", "book.docx", "house book.docx")
    (repo / "house book.docx").write_bytes(docx("Welcome.", CURFEW))
    assert call("scan", "--fail-on", "likely").code == 1
    assert new(call).code == 0
    (repo / "house book.docx").write_bytes(docx("Welcome.", CURFEW, TAKEN))
    assert violations(new(call)) == [("house book.docx", 3, "phone-taken")]


# What was not read


def test_only_a_document_that_the_branch_touched_can_be_unread(call, repo):
    git(repo, "checkout", "--quiet", "main")
    (repo / "old.docx").write_bytes(b"PK\x03\x04 this is no document")
    (repo / "old.doc").write_bytes(b"an old format")
    commit(repo)
    git(repo, "checkout", "--quiet", "-b", "later")
    assert call("check").code == 3
    assert new(call).code == 0
    (repo / "old.docx").write_bytes(b"PK\x03\x04 this is none either")
    assert new(call).code == 3
    git(repo, "checkout", "--quiet", "old.docx")
    (repo / "old.doc").write_bytes(b"an old format, and more")
    assert new(call).code == 3


# Answers


def test_a_red_flag_that_the_answers_raised_before_does_not_fail_a_branch(call, repo):
    git(repo, "checkout", "--quiet", "main")
    shutil.copy(ROOT / "examples" / "mixed" / "answers.yaml", repo / "answers.yaml")
    commit(repo)
    git(repo, "checkout", "--quiet", "-b", "later")
    assert call("check").code == 1
    done = new(call)
    assert (done.code, scanned(done)["assessment"]["schema"]) == (0, "rightscheck/assessment@1")
    shutil.copy(ROOT / "examples" / "harsh" / "answers.yaml", repo / "answers.yaml")
    assert new(call).code == 1


# What git cannot tell


def refused(call, *words, code=3, ref="main"):
    done = call("check", "--changed-since", ref)
    assert (done.code, done.out) == (code, "")
    done.says(*words)


def test_a_folder_without_a_repository(call, tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    write(tmp_path, rules="Welcome.")
    refused(call, "this folder is in no git repository")


@pytest.mark.usefixtures("repo")
def test_a_branch_that_git_does_not_know(call):
    refused(call, "git knows no branch or commit 'mian'", ref="mian")


@pytest.mark.parametrize("ref", ["--upload-pack=touch gone", "-x", "", " "])
def test_what_is_no_name_of_a_branch(call, repo, ref):
    refused(call, "--changed-since", code=2, ref=ref)
    assert not (repo / "gone").exists()


def test_a_branch_that_only_the_server_has(call, repo, tmp_path_factory, monkeypatch):
    clone = tmp_path_factory.mktemp("clones") / "clone"
    git(repo, "clone", "--quiet", "--branch", "branch", str(repo), str(clone))
    monkeypatch.chdir(clone)
    refused(call, "git knows no branch or commit 'main'", "did you mean 'origin/main'?")
    assert call("check", "--changed-since", "origin/main").code == 0


def test_a_shallow_clone(call, repo, tmp_path_factory, monkeypatch):
    rewrite(repo, "Welcome", "Warm welcome")
    commit(repo)
    clone = tmp_path_factory.mktemp("clones") / "clone"
    git(repo, "clone", "--quiet", "--depth=1", "--no-single-branch", repo.as_uri(), str(clone))
    monkeypatch.chdir(clone)
    refused(call, "have no common beginning", "this clone is shallow", "fetch-depth: 0", ref="origin/main")


def test_branches_without_a_common_beginning(call, repo):
    git(repo, "checkout", "--quiet", "--orphan", "alone")
    commit(repo, "Another beginning")
    refused(call, "have no common beginning")


@pytest.mark.usefixtures("repo")
def test_a_computer_without_git(call, monkeypatch, tmp_path_factory):
    monkeypatch.setenv("PATH", str(tmp_path_factory.mktemp("bin")))
    refused(call, "there is no git on this computer")


@pytest.mark.usefixtures("repo")
def test_a_document_outside_the_repository(call, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    write(other, rules=TAKEN)
    done = call("scan", ".", other, "--changed-since", "main")
    assert done.code == 3
    assert "is not in the git repository" in done.err


# The comparison itself

sentences = st.lists(st.sampled_from([TAKEN, CURFEW, "We go to chapel.", "The curfew is midnight."]), max_size=8)


def findings(texts, path="handbook.md"):
    blocks = tuple(Block(text, "paragraph", (Spot(0, line, 1),)) for line, text in enumerate(texts, start=1))
    return read_findings(Document(path, "text", blocks), PhraseDetector())[1]


@given(sentences, st.randoms(use_true_random=False))
def test_no_order_of_the_same_sentences_is_new(texts, chance):
    shuffled = list(texts)
    chance.shuffle(shuffled)
    assert added(findings(shuffled), {"handbook.md": findings(texts)}) == ()


@given(sentences, sentences)
def test_as_many_are_new_as_there_are_more_of(old, now):
    found = added(findings(now), {"handbook.md": findings(old)})
    more = sum(max(now.count(text) - old.count(text), 0) for text in set(now))
    assert len(found) == more
    elsewhere = [replace(one, path="other.md") for one in findings(old)]
    assert len(added(findings(now), {}, elsewhere)) == more, "what left another document has moved"


# What is said of a part must not sound like the whole


@pytest.mark.parametrize("format", ["terminal", "markdown", "html", "github", "junit"])
@pytest.mark.parametrize("run", ["check", "scan"])
def test_the_report_says_that_only_the_branch_was_looked_at(call, repo, run, format):
    def told():
        shown = call(run, "--changed-since", "main", "--format", format).out
        return " ".join(re.sub(r"<style>.*?</style>", "", shown, flags=re.DOTALL).split())

    rewrite(repo, "Welcome to", "Warm welcome to")
    calm = told()
    assert "Nothing new that takes a right away was found" in calm
    rewrite(repo, REWRITTEN, f"{REWRITTEN}\n\n{TAKEN}")
    for shown in (calm, told()):
        assert "Nothing that takes" not in shown
        assert "silent" not in shown
    assert format == "junit" or "New on this branch: a right is taken away once (1 certain) in 1 changed" in told()
