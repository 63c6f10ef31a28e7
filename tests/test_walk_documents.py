"""Which files are documents: folders, ignore files, links, patterns, and what is told of the rest."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from conftest import no_hanging
from rightscheck.errors import InputError
from rightscheck.read.documents.walk import Found, _spec, find_documents, match_documents


def make(root: Path, *names: str, **contents: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Phones stay with you.", encoding="utf-8")
    for name, content in contents.items():
        (root / name).write_text(content, encoding="utf-8")


def names(found: Found) -> list[str]:
    return [one.name for one in found.files]


def test_a_folder_is_walked_with_its_ignore_files(tmp_path: Path) -> None:
    make(
        tmp_path, "a.md", "sub/b.TXT", "sub/drafts/c.md", "sub/keep/d.html", "old/e.docx", ".git/f.md", ".hidden/g.md",
        "node_modules/h.md", "x.log.md",
        "sub/y.log.md", "private/z.md", "script.py", "LICENSE", "style.css", "data.json",
    )  # fmt: skip
    (tmp_path / ".gitignore").write_text("drafts/\n*.log.md\n/old\n!\nprivate/*\n", encoding="utf-8")
    (tmp_path / "sub" / ".gitignore").write_text("!y.log.md\nkeep\n", encoding="utf-8")
    (tmp_path / ".rightscheckignore").write_text("# ours\n!private/z.md\na.md\n", encoding="utf-8")
    found = find_documents([tmp_path], root=tmp_path)
    assert names(found) == ["private/z.md", "sub/b.TXT", "sub/y.log.md"]
    assert found.skipped == ()
    below = find_documents([tmp_path / "sub"], root=tmp_path)
    assert names(below) == ["sub/b.TXT", "sub/y.log.md"]


def test_rules_of_the_repository_above_hold_and_those_beyond_it_do_not(tmp_path: Path) -> None:
    make(tmp_path, "repo/.git/config", "repo/policies/a.md", "repo/policies/b.md")
    (tmp_path / ".gitignore").write_text("a.md\n", encoding="utf-8")
    (tmp_path / "repo" / ".gitignore").write_text("policies/b.md\n", encoding="utf-8")
    assert names(find_documents([tmp_path / "repo" / "policies"], root=tmp_path / "repo")) == ["policies/a.md"]


def test_each_file_once_named_as_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "p/b.md", "p/a.md", "ignored.md")
    (tmp_path / ".gitignore").write_text("ignored.md\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    found = find_documents([Path("p"), Path("p/a.md"), tmp_path / "p", Path("ignored.md")])
    assert names(found) == ["ignored.md", "p/a.md", "p/b.md"]
    assert names(find_documents([Path()])) == ["p/a.md", "p/b.md"]


def test_what_may_hold_rules_and_is_not_read_is_told(tmp_path: Path) -> None:
    make(tmp_path, "rules.doc", "poster.jpg", "RULES", "slides.pptx", "all.zip", "what.xyz", "Makefile", "a.yaml")
    told = {one.path: one.reason for one in find_documents([tmp_path], root=tmp_path).skipped}
    assert told.keys() == {"rules.doc", "poster.jpg", "RULES", "slides.pptx", "all.zip", "what.xyz"}
    assert told["rules.doc"] == "it is an old Word file, which is not read; save it as .docx or PDF"
    named = find_documents([tmp_path / "a.yaml"], root=tmp_path)
    assert [one.path for one in named.skipped] == ["a.yaml"]


def test_links_are_not_followed_out_of_the_folder_or_in_circles(tmp_path: Path) -> None:
    make(tmp_path, "outside/secret.md", "house/a.md")
    house = tmp_path / "house"
    for name, target in (("round", "."), ("b.md", "a.md"), ("c.md", "../outside/secret.md"), ("out", "../outside")):
        (house / name).symlink_to(target)
    (house / "gone.md").symlink_to("nowhere.md")
    os.mkfifo(house / "pipe.md")
    found = find_documents([house], root=house)
    assert names(found) == ["a.md"]
    assert {one.path: one.reason.partition(";")[0] for one in found.skipped} == {
        "c.md": "it is a link that leads out of the folder",
        "out": "it is a link that leads out of the folder",
        "gone.md": "it is a link that leads nowhere",
        "pipe.md": "it is no ordinary file",
    }


def test_patterns(tmp_path: Path) -> None:
    make(tmp_path, "policies/a.md", "policies/deep/b.md", "policies/c.txt", "policies/d.doc", "other/e.md", "f.md")
    (tmp_path / ".gitignore").write_text("f.md\n", encoding="utf-8")
    assert names(match_documents(tmp_path, ["policies/**/*.md"])) == ["policies/a.md", "policies/deep/b.md"]
    assert names(match_documents(tmp_path, ["policies/*.md", "./f.md"])) == ["f.md", "policies/a.md"]
    whole = match_documents(tmp_path, ["policies/"])
    assert names(whole) == ["policies/a.md", "policies/c.txt", "policies/deep/b.md"]
    assert [one.path for one in whole.skipped] == ["policies/d.doc"]
    with pytest.raises(InputError) as error:
        match_documents(tmp_path, ["*.pdf", "../*.md", "/etc/*", "policies\\", "policies/*"])
    assert [problem.what for problem in error.value.problems] == [
        "no document matches '*.pdf'",
        "the pattern '../*.md' cannot be used",
        "the pattern '/etc/*' cannot be used",
        "the pattern 'policies\\' cannot be used",
    ]


@pytest.mark.parametrize("patterns", [["policies/**", "handbuch/**"], ["handbuch/**", "policies/**"]])
def test_a_pattern_that_nothing_matches_is_told_wherever_copies_of_another_stand(tmp_path: Path, patterns) -> None:
    make(tmp_path, "policies/house.pdf", "policies/house.reviewed.pdf")
    with pytest.raises(InputError) as error:
        match_documents(tmp_path, patterns)
    assert [problem.what for problem in error.value.problems] == ["no document matches 'handbuch/**'"]
    found = match_documents(tmp_path, ["policies/**", "policies/*.pdf"])
    assert (names(found), len(found.copies)) == (["policies/house.pdf"], 1)


def test_what_only_looks_like_a_reviewed_copy_is_read(tmp_path: Path) -> None:
    """A folder, and a copy whose original is ignored: nothing may be hidden by its name alone."""
    make(tmp_path, "x.pdf", "x.reviewed.pdf/h.md", "rules.docx", "rules.reviewed.docx")
    (tmp_path / ".rightscheckignore").write_text("rules.docx\n", "utf-8")
    names = {one.name for one in find_documents([tmp_path], tmp_path).files}
    assert names == {"x.pdf", "x.reviewed.pdf/h.md", "rules.reviewed.docx"}


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    make(tmp_path, "a.md")
    with pytest.raises(InputError, match=r"no such file or folder; check the name"):
        find_documents([tmp_path / "a.md", tmp_path / "b.md"])


def test_a_reviewed_copy_is_passed_over_only_beside_its_original(tmp_path: Path) -> None:
    for name in ("house.docx", "house.reviewed.docx", "house.reviewed.html", "alone.reviewed.docx", "old.reviewed.pdf"):
        (tmp_path / name).write_bytes(b"x")
    found = find_documents([tmp_path], root=tmp_path)
    assert names(found) == ["alone.reviewed.docx", "house.docx", "house.reviewed.html", "old.reviewed.pdf"]
    assert [one.path for one in found.copies] == ["house.reviewed.docx"]
    assert names(match_documents(tmp_path, ["*.docx", "house.reviewed.docx"])) == [
        "alone.reviewed.docx",
        "house.docx",
        "house.reviewed.docx",
    ]


# Patterns that would keep a matcher busy: names of 255 letters, and paths of thousands of folders.

_BUSY = [
    ("*a" * 40 + "*b", "a" * 255),
    ("*?" * 40 + "b", "a" * 255),
    ("**/" + "a*a/**/" * 9 + "b", "aaaa/" * 800 + "c"),
]


@pytest.mark.parametrize(("pattern", "path"), _BUSY)
def test_a_pattern_of_many_stars_takes_time_in_step_with_the_path(pattern: str, path: str) -> None:
    with no_hanging():
        spec = _spec([pattern, f"/{pattern}"])
        assert spec is not None
        assert not spec.match_file(path)


def test_ignore_files_with_many_stars_hold(tmp_path: Path) -> None:
    make(tmp_path, "a" * 200 + ".md", "a-b-c-d-e-f-g-h.md", "keep.md")
    (tmp_path / ".gitignore").write_text("*a" * 40 + "x\n*-*-*-*-*-*-*-*.md\n")
    with no_hanging():
        assert names(find_documents([tmp_path], root=tmp_path)) == ["a" * 200 + ".md", "keep.md"]


_PATTERNS = st.lists(st.sampled_from(["a", "b", "*", "?", "/", "/**/", "**/", "[ab]", "**"]), min_size=1, max_size=8)
_PATHS = st.lists(st.text("ab", min_size=1, max_size=4), min_size=1, max_size=4)


@settings(max_examples=300, deadline=None)
@given(_PATTERNS.map("".join), _PATHS.map("/".join))
def test_patterns_mean_what_they_mean_to_git(pattern: str, path: str) -> None:
    usual = GitIgnoreSpec.from_lines([pattern], backend="simple")
    ours = _spec([pattern])
    assert (ours.check_file(path).include if ours else None) == usual.check_file(path).include
