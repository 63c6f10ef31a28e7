"""Which files are documents: those that were named, and those in the folders that were named."""

from __future__ import annotations

import os
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from rightscheck.errors import InputError, Place, Problem
from rightscheck.model.document import Skipped
from rightscheck.model.form import FORM
from rightscheck.read.documents import READERS
from rightscheck.read.documents.limits import MAX_FILES, MAX_FOLDER_DEPTH

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

IGNORE_FILES = (".gitignore", ".rightscheckignore")
"""The later one wins. Both may stand in any folder, as git reads them."""
OWN_COPY = ".reviewed."
"""In the names of the copies that `annotate` writes: read beside what they are copies of, all would count twice."""
_COPIED = {"docx": (".docx", ".docm", ".dotx"), "pdf": (".pdf",)}
"""By the ending of a copy: what it may be a copy of."""
PASSED_FOLDERS = frozenset(("node_modules", "__pycache__", "venv", "site-packages", "bower_components"))
"""Folders without documents. Hidden ones (".git", ".venv") are passed over too."""

_PASSED_KINDS = {
    "program code": ".py .pyi .pyc .ipynb .js .mjs .cjs .ts .jsx .tsx .java .class .kt .c .h .cc .cpp .hpp .cs .go .rs "
    ".rb .php .pl .swift .scala .lua .r .sh .bash .zsh .bat .cmd .ps1 .sql .vue .svelte .dart .map .wasm .so .dll "
    ".dylib .exe .o .a",
    "style sheets, templates, fonts, icons": ".css .scss .sass .less .j2 .jinja .ejs .hbs .liquid .erb .woff .woff2 "
    ".ttf .otf .eot .svg .ico",
    "data and settings": ".json .jsonl .json5 .geojson .yaml .yml .toml .ini .cfg .conf .properties .env .lock .csv "
    ".tsv .xml .xsd .xsl .plist .db .sqlite .parquet .log .bak .tmp .orig .rej .patch .diff .sarif .pem .crt .sig "
    ".asc .sum .mod .typed",
    "building": ".mk .cmake .gradle .dockerfile .tf .nix .bzl",
}
PASSED_SUFFIXES = frozenset(" ".join(_PASSED_KINDS.values()).split())
"""Files in a folder whose ending says that nobody writes house rules in them. They are passed over without a word."""
_PASSED_NAMES = """
    license licence copying notice authors contributors codeowners maintainers makefile dockerfile containerfile
    procfile gemfile rakefile vagrantfile jenkinsfile justfile cname version manifest
"""
PASSED_NAMES = frozenset(_PASSED_NAMES.split())
"""Files without an ending that are no documents either."""

_WORD = "save it as .docx or PDF"
_SHEET = "save its text as .docx or PDF"
_PICTURE = "run text recognition on it and save it as PDF, or name it in .rightscheckignore"
UNREAD_SUFFIXES = {
    ".doc": ("an old Word file", _WORD),
    ".dot": ("an old Word file", _WORD),
    ".rtf": ("a rich text file", _WORD),
    ".pages": ("a Pages file", _WORD),
    ".wpd": ("a WordPerfect file", _WORD),
    ".wps": ("a Works file", _WORD),
    ".gdoc": ("a link to a Google document", "download it as .docx"),
    ".epub": ("a book file", _WORD),
    ".odp": ("a slide show", _SHEET),
    ".ppt": ("a slide show", _SHEET),
    ".pptx": ("a slide show", _SHEET),
    ".key": ("a slide show", _SHEET),
    ".ods": ("a spreadsheet", _SHEET),
    ".xls": ("a spreadsheet", _SHEET),
    ".xlsx": ("a spreadsheet", _SHEET),
    ".numbers": ("a spreadsheet", _SHEET),
    ".pub": ("a Publisher file", "save it as PDF"),
    ".indd": ("an InDesign file", "save it as PDF"),
    ".xps": ("an XPS file", "save it as PDF"),
    ".mht": ("a saved web page", "save it as .html or PDF"),
    ".mhtml": ("a saved web page", "save it as .html or PDF"),
    ".eml": ("a mail", "save its text as .txt"),
    ".msg": ("a mail", "save its text as .txt"),
    ".rst": ("a reStructuredText file", "save it as Markdown or HTML"),
    ".adoc": ("an AsciiDoc file", "save it as Markdown or HTML"),
    ".asciidoc": ("an AsciiDoc file", "save it as Markdown or HTML"),
    ".org": ("an Org file", "save it as Markdown or HTML"),
    ".tex": ("a TeX file", "save it as PDF"),
    ".mdx": ("a Markdown file with code", "save it as Markdown"),
    **dict.fromkeys(
        (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".heic", ".avif"), ("a picture", _PICTURE)
    ),
    **dict.fromkeys(
        (".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar"),
        ("an archive", "unpack it, or name it in .rightscheckignore"),
    ),
    **dict.fromkeys(
        (".mp3", ".mp4", ".m4a", ".mov", ".wav", ".avi", ".webm"),
        ("a recording", "write down its rules, or name it in .rightscheckignore"),
    ),
}
"""Kinds of files that people write rules in and that cannot be read: what each is, and what to do."""

_WORKBOOKS = (".xlsx",)
_FORM_PARTS = re.compile(r"xl/(?:sharedStrings|worksheets/sheet[0-9]{1,2})\.xml")
_MAX_FORM_BYTES = 5_000_000
"""A form has about 20,000 bytes; a larger workbook is none."""

_WILD = re.compile(r"[*?\[]")
_FOLDERS = "(?:/.+)?/"
"""What pathspec makes of /**/."""
_STAR_BEFORE_STAR = re.compile(r"\[\^/\]\*((?:\[\^/\](?![*+])|[^/])*?)(?=\[\^/\]\*)")
_MAX_IGNORE_BYTES = 200_000


@dataclass(frozen=True, slots=True, order=True)
class FoundFile:
    """A file to read."""

    name: str
    """How it is called in results: from the folder as it was given, parted by "/"."""
    path: Path
    is_named: bool = field(default=False, compare=False)
    """It was named on its own, and not found in a folder."""


@dataclass(frozen=True, slots=True)
class Found:
    """The documents that were found, and what was passed over that may be one."""

    files: tuple[FoundFile, ...]
    """Sorted by name; each file once."""
    skipped: tuple[Skipped, ...]
    copies: tuple[Skipped, ...] = ()
    """Files in folders that are reviewed copies by their names, or forms of ours. They are not read, and each is to be
    told."""


def find_documents(paths: Sequence[Path], root: Path | None = None) -> Found:
    """Find the documents that some paths name.

    A file that is named is always read; a folder is walked, with `.gitignore` and `.rightscheckignore` respected.

    Args:
        paths: Files and folders.
        root: The folder that names in results start from; left out, they start as the paths were given.

    Raises:
        InputError: A path does not exist.

    """
    missing = [path for path in paths if not path.exists()]
    if missing:
        raise InputError(
            Problem(Place(str(path)), "there is no such file or folder", "check the name") for path in missing
        )
    search = _Search(root)
    for path in paths:
        if path.is_dir():
            search.walk(path)
        else:
            search.take_named(path)
    return search.found()


def match_documents(root: Path, globs: Sequence[str], place: Place | None = None) -> Found:
    """Find the documents in a folder that match any of some patterns, such as `policies/**/*.md`.

    Args:
        root: The folder that the patterns and the names in results start from.
        globs: A pattern that names a folder stands for all that is in it; one without * or ? that names a file
            stands for that file, even if it is ignored.
        place: Where the patterns are written, for messages.

    Raises:
        InputError: A pattern leads out of the folder, or nothing matches it.

    """
    problems: list[Problem] = []
    search = _Search(root)
    search.walk(root)
    everything = search.found()
    chosen: dict[Path, FoundFile] = {}
    skipped: set[Skipped] = set()
    copies: set[Skipped] = set()
    for glob in globs:
        place_of = place or Place(str(root))
        clean = glob.removeprefix("./").rstrip("/")
        spec = _spec([f"/{clean}" if clean else "*"])
        if spec is None or glob.startswith(("/", "\\")) or ".." in glob.split("/") or glob[1:2] == ":":
            instead = "write one that starts in this folder, such as 'policies/**/*.md'"
            problems.append(Problem(place_of, f"the pattern '{glob}' cannot be used", instead))
            continue
        named = root / glob
        if not _WILD.search(glob) and named.is_file():
            one = find_documents([named], root)
            files, passed, of_ours = set(one.files), set(one.skipped), set(one.copies)
        else:
            files = {one for one in everything.files if spec.match_file(one.name)}
            passed = {one for one in everything.skipped if spec.match_file(one.path)}
            of_ours = {one for one in everything.copies if spec.match_file(one.path)}
        if not files and not passed and not of_ours:
            problems.append(
                Problem(place_of, f"no document matches '{glob}'", "check the pattern and the ignore files")
            )
        chosen.update((one.path, one) for one in files if one.is_named or one.path not in chosen)
        skipped |= passed
        copies |= of_ours
    if problems:
        raise InputError(problems)
    read = {one.name for one in chosen.values()}
    left_out = sorted(copy for copy in copies if copy.path not in read)
    return Found(tuple(sorted(chosen.values())), tuple(sorted(skipped)), tuple(left_out))


@dataclass(slots=True)
class _Search:
    root: Path | None
    files: dict[str, FoundFile] = field(default_factory=dict)
    """By the real path of the file."""
    skipped: dict[str, Skipped] = field(default_factory=dict)
    copies: dict[str, Skipped] = field(default_factory=dict)

    def found(self) -> Found:
        copies = {copy for real, copy in self.copies.items() if real not in self.files}
        return Found(
            tuple(sorted(self.files.values())), tuple(sorted(set(self.skipped.values()))), tuple(sorted(copies))
        )

    def take_named(self, path: Path) -> None:
        """Take a file that was named on its own."""
        suffix = path.suffix.lower()
        if not path.is_file():
            self._skip(path, "it is no ordinary file; name a document")
        elif suffix in READERS:
            self._take(path, is_named=True)
        else:
            self._skip(path, _why_unread(suffix))

    def walk(self, folder: Path) -> None:
        """Take the documents in a folder."""
        real = Path(os.path.realpath(folder))
        rules = _rules_above(real)
        waiting: list[tuple[Path, Path, list[_Rules], int]] = [(folder, real, rules, 0)]
        while waiting:
            shown, here, rules, depth = waiting.pop()
            rules = rules + _rules_in(here)
            try:
                entries = sorted(os.scandir(here), key=lambda entry: entry.name)
            except OSError as error:
                self._skip(shown, f"this folder cannot be opened ({error.strerror}); check the rights on it")
                continue
            entries = [one for one in entries if not (_is_passed(one) or _is_ignored(one, here, rules))]
            names = {entry.name for entry in entries if entry.is_file(follow_symlinks=False)}
            for entry in entries:
                path = shown / entry.name
                if entry.name in names and (original := _copy_of(entry.name, names)):
                    self._pass_copy(path, original)
                elif entry.is_symlink():
                    self._link(path, real)
                elif entry.is_dir(follow_symlinks=False):
                    if depth < MAX_FOLDER_DEPTH:
                        waiting.append((path, here / entry.name, rules, depth + 1))
                    else:
                        self._skip(path, f"it lies more than {MAX_FOLDER_DEPTH} folders deep; name it on its own")
                else:
                    self._file_in_folder(path, is_ordinary=entry.is_file(follow_symlinks=False))

    def _file_in_folder(self, path: Path, *, is_ordinary: bool) -> None:
        suffix = path.suffix.lower()
        if suffix in READERS and is_ordinary:
            if len(self.files) >= MAX_FILES:
                self._skip(path.parent, f"there are more than {MAX_FILES:,} documents; read fewer folders at a time")
            else:
                self._take(path)
        elif suffix in READERS:
            self._skip(path, "it is no ordinary file; name a document")
        elif suffix in _WORKBOOKS and is_ordinary and _is_own_form(path):
            self._pass(path, "it is a form of rightscheck; nothing in it was read")
        elif suffix not in PASSED_SUFFIXES and not (not suffix and path.name.lower() in PASSED_NAMES):
            self._skip(path, _why_unread(suffix))

    def _link(self, path: Path, folder: Path) -> None:
        """Pass over a link; what it leads to is read where it stands, if that is in the folder."""
        target = Path(os.path.realpath(path))
        if target.is_relative_to(folder) and target.exists():
            return
        if path.suffix.lower() in READERS or target.is_dir():
            why = "it is a link that leads out of the folder" if target.exists() else "it is a link that leads nowhere"
            self._skip(path, f"{why}; name the document itself")

    def _pass_copy(self, path: Path, original: str) -> None:
        self._pass(path, f"by its name, a reviewed copy of {original}; name it on its own to have it read")

    def _pass(self, path: Path, reason: str) -> None:
        self.copies.setdefault(os.path.realpath(path), Skipped(self._name(path), reason))

    def _take(self, path: Path, *, is_named: bool = False) -> None:
        real = os.path.realpath(path)
        known = self.files.get(real)
        if known is None or (is_named and not known.is_named):
            self.files[real] = FoundFile(known.name if known else self._name(path), path, is_named)

    def _skip(self, path: Path, reason: str) -> None:
        self.skipped.setdefault(os.path.realpath(path), Skipped(self._name(path), reason))

    def _name(self, path: Path) -> str:
        if self.root is not None:
            try:
                path = path.relative_to(self.root)
            except ValueError:
                path = Path(os.path.relpath(path, self.root))
        return path.as_posix()


@dataclass(frozen=True, slots=True)
class _Rules:
    """One ignore file."""

    folder: Path
    rank: int
    spec: GitIgnoreSpec


def _rules_above(folder: Path) -> list[_Rules]:
    """Read the ignore files of the folders above, up to that of the repository."""
    above: list[Path] = []
    if not (folder / ".git").exists():
        for parent in folder.parents:
            above.append(parent)
            if (parent / ".git").exists():
                break
        else:
            return []  # no repository: what lies above is none of this folder's business
    return [rules for one in reversed(above) for rules in _rules_in(one)]


def _rules_in(folder: Path) -> list[_Rules]:
    found = []
    for rank, name in enumerate(IGNORE_FILES):
        path = folder / name
        try:
            if not path.is_file():
                continue
            with path.open("rb") as stream:
                text = stream.read(_MAX_IGNORE_BYTES).decode("utf-8-sig", "replace")
        except OSError:
            continue  # what cannot be read ignores nothing
        if spec := _spec(text.splitlines()):
            found.append(_Rules(folder, rank, spec))
    return found


def _spec(lines: Iterable[str]) -> GitIgnoreSpec | None:
    from pathspec import GitIgnoreSpec

    patterns = list(_patterns(lines))
    # The other engines that pathspec knows do not read what makes a pattern linear.
    return GitIgnoreSpec(patterns, backend="simple") if patterns else None


def _patterns(lines: Iterable[str]) -> Iterator[GitIgnoreSpecPattern]:
    """Give the patterns of some lines; like git, this passes over what is none."""
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

    for line in lines:
        try:
            regex, include = GitIgnoreSpecPattern.pattern_to_regex(line)
            if regex is not None and include is not None:
                yield GitIgnoreSpecPattern(re.compile(linear(regex)), include)
        except (ValueError, re.error, RecursionError, OverflowError):
            continue


def linear(regex: str) -> str:
    """Keep the expression that pathspec makes of a line from trying the same thing over and over.

    What stands between two stars, and the folders between two double stars, are looked for from the left, and what is
    found first is kept: what follows has the most room then, so that nothing is missed. Without this, a name of 255
    letters keeps a pattern of five stars busy for minutes.
    """
    regex = _STAR_BEFORE_STAR.sub(r"(?>[^/]*?\1)", regex)
    first, *rest = regex.split(_FOLDERS)
    if not rest:
        return regex
    if first.startswith("^(?:.+/)?"):
        first = f"^(?>(?:.+?/)??{first.removeprefix('^(?:.+/)?')}(?=/))"
    middle = "".join(f"(?>(?:/.+?)??/{part}(?=/))" for part in rest[:-1])
    return f"{first}{middle}{_FOLDERS}{rest[-1]}"


def _is_passed(entry: os.DirEntry[str]) -> bool:
    return entry.name.startswith(".") or (entry.name in PASSED_FOLDERS and entry.is_dir(follow_symlinks=False))


def _is_ignored(entry: os.DirEntry[str], folder: Path, rules: Sequence[_Rules]) -> bool:
    """Ask the ignore files from the outermost in; the last word counts."""
    if not rules:
        return False
    ignored = False
    is_folder = entry.is_dir(follow_symlinks=False)
    for one in sorted(rules, key=lambda each: each.rank):
        relative = (folder / entry.name).relative_to(one.folder).as_posix()
        verdict = one.spec.check_file(f"{relative}/" if is_folder else relative).include
        if verdict is not None:
            ignored = verdict
    return ignored


def _why_unread(suffix: str) -> str:
    if suffix in UNREAD_SUFFIXES:
        what, instead = UNREAD_SUFFIXES[suffix]
        return f"it is {what}, which is not read; {instead}"
    if not suffix:
        return "its name has no ending that tells its type; name it .txt or .md, or put it in .rightscheckignore"
    return f"'{suffix}' is no type that can be read; save it as .docx or PDF, or put it in .rightscheckignore"


def _is_own_form(path: Path) -> bool:
    """Tell whether a workbook is a form that `rightscheck form` made, filled in or not: its sheets say so."""
    from rightscheck.ooxml import Package, PackageError

    try:
        if path.stat().st_size > _MAX_FORM_BYTES:
            return False
        package = Package(path.read_bytes())
        return any(FORM.encode() in package.read(name) for name in package.names if _FORM_PARTS.fullmatch(name))
    except (OSError, PackageError):
        return False


def _copy_of(name: str, names: Container[str]) -> str:
    """Give the document beside it that a file is a reviewed copy of, by its name; empty if it is none.

    A page of notes needs no such rule: it is sealed.
    """
    stem, mark, suffix = name.rpartition(OWN_COPY)
    if not mark:
        return ""
    return next((one for end in _COPIED.get(suffix.lower(), ()) if (one := f"{stem}{end}") in names), "")
