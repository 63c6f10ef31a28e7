"""A folder of YAML files becomes a `Standard`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from rightscheck.errors import InputError, Place, Problem, RightscheckError, UsageError
from rightscheck.model.condition import AnswerTest, leaves
from rightscheck.model.red_flag import RedFlag
from rightscheck.model.standard import Indicator, Standard, StandardHead, unfold
from rightscheck.model.tables import FactsFile, FunderRulesFile, RightsFile, SourcesFile, Tables
from rightscheck.read.coherence import HEAD, SOURCES, Pack, incoherences
from rightscheck.read.shape import did_you_mean, shape
from rightscheck.read.strict_yaml import KeyPath, YamlDocument, parse
from rightscheck.read.text import read_text

M = TypeVar("M", bound=BaseModel)
_FOREIGN = re.compile(r"\b([a-z0-9][a-z0-9-]{0,80})/([A-Z][A-Z0-9]{0,20}-[0-9]{1,9}[A-Za-z]{0,20})")
"""How a red flag names a question of another standard: `fnusa-core/PC-03`."""
LOCALE = "locale"
"""The folder of a standard that holds its texts in other languages; see read/translations.py."""
DEFAULT_STANDARDS = ("fnusa-core", "fnusa-non-carceral", "safe-horizon")
"""Assessed when nothing else is asked for. The first one leads: its ladder gives the level."""


def standards_root() -> Path:
    """Find the shipped standards: inside the installed package, or at the top of a clone."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "standards"
    return inside if inside.is_dir() else package.parent.parent / "standards"


def shipped_ids() -> tuple[str, ...]:
    """Ids of the shipped standards: the default ones first, then any other by name."""
    found = sorted(head.parent.name for head in standards_root().glob(f"*/{HEAD}"))
    return tuple(sorted(found, key=lambda i: DEFAULT_STANDARDS.index(i) if i in DEFAULT_STANDARDS else len(found)))


def find_standard(name: str, base: Path = Path()) -> Path:
    """Find the folder of a standard by its id or by its path.

    Args:
        name: The id of a shipped standard, or the path of a folder that holds a standard.yaml.
        base: The folder that a relative path starts from.

    Raises:
        UsageError: There is no such standard.

    """
    folder = standards_root() / name
    if name in shipped_ids():
        return folder
    folder = base / name
    if (folder / HEAD).is_file():
        return folder
    if folder.is_dir():
        problem = Problem(Place(str(folder)), f"this folder holds no {HEAD}", "name the folder of one standard")
    else:
        problem = Problem(Place(name), "there is no such standard", did_you_mean(name, shipped_ids()))
    raise UsageError([problem])


def load_standard(name: str | Path = "fnusa-core") -> Standard:
    """Read a standard and check it whole.

    Args:
        name: The id of a shipped standard, or the path of a folder that holds a standard.yaml.

    Raises:
        UsageError: There is no such standard.
        InputError: Files of it are wrong; carries every problem in all of its files.

    """
    folder = find_standard(str(name)).resolve()
    if folder.parent == standards_root().resolve():
        return _load_shipped(folder)
    return _load(folder, checked=False)


@cache
def _load_shipped(folder: Path) -> Standard:
    """Load a shipped standard once. Its own tests have seen that its parts fit together."""
    return _load(folder, checked=True)


def _load(folder: Path, *, checked: bool) -> Standard:
    pack, problems = read_pack(folder)
    problems += [] if checked or pack is None else _cross_check(pack, folder)
    if problems or pack is None or pack.head is None:
        raise InputError(problems)
    return Standard.model_construct(
        **{name: getattr(pack.head, name) for name in StandardHead.model_fields},
        indicators=tuple(whole for indicator in pack.indicators for whole in unfold(indicator)),
        red_flags=pack.red_flags,
        tables=pack.tables,
    )


def standard_folders(folder: Path | None) -> list[Path]:
    """Give the folders of standards: the folder itself, those in it, or the shipped ones.

    Raises:
        UsageError: There is no standard.

    """
    if folder is None:
        return [standards_root() / name for name in shipped_ids()]
    if not (folder / HEAD).is_file() and any(folder.glob(f"*/{HEAD}")):
        # A folder with rules and no head is taken too, so that it is told and not passed over.
        return sorted({part.parent for name in (HEAD, "indicators", "red-flags") for part in folder.glob(f"*/{name}")})
    return [find_standard(str(folder))]


def check_standard(folder: Path) -> list[Problem]:
    """Name everything that is wrong in a folder of a standard; empty when all is well."""
    folder = folder.resolve()
    pack, problems = read_pack(folder)
    return sorted(set(problems + (_cross_check(pack, folder) if pack else [])))


def place_in_flag(name: str | Path, flag: str, path: KeyPath) -> Place:
    """Give the place of a part of a red flag's file: `place_in_flag("fnusa-core", "phone-taken", ("cues",))`.

    Args:
        name: The id or the folder of its standard, which was loaded before.
        flag: The id of the red flag.
        path: The keys and indices that lead to the part.

    """
    file = find_standard(str(name)).resolve() / "red-flags" / f"{flag}.yaml"
    return parse(_text(file), _shown(file)).place(path)


def read_pack(folder: Path) -> tuple[Pack | None, list[Problem]]:
    """Read all files of a standard.

    Returns the pack, with the documents its parts came from, and every problem of form. Where the shared
    tables cannot be read there is no pack.
    """
    problems: list[Problem] = []
    documents: dict[str, YamlDocument] = {}
    unread: set[str] = set()

    def name(path: Path) -> str:
        return path.name if path.name in (HEAD, SOURCES) else path.stem

    def read(path: Path, model: type[M]) -> M | None:
        try:
            document = parse(_text(path), _shown(path))
        except RightscheckError as error:
            problems.extend(error.problems)
            unread.add(name(path))
            return None
        noun = shape(document, model)
        problems.extend(document.problems)
        if noun is None:
            unread.add(name(path))
        else:
            documents[path.name if path.name in (HEAD, SOURCES) else getattr(noun, "id", path.stem)] = document
            problems.extend(_misnamed(path, noun, document))
        return noun

    head = read(folder / HEAD, StandardHead)
    indicators = [i for path in _files(folder / "indicators") if (i := read(path, Indicator))]
    flags = [f for path in _files(folder / "red-flags") if (f := read(path, RedFlag))]
    own_sources = folder / SOURCES
    sources = read(own_sources, SourcesFile) if own_sources.exists() else None
    problems.extend(_strays(folder))
    try:
        tables = _tables(sources)
    except RightscheckError as error:
        return None, [*problems, *error.problems]
    order = [element.id for element in head.elements] if head else []
    indicators.sort(key=lambda i: (order.index(i.element) if i.element in order else len(order), i.id))
    pack = Pack(
        head=head,
        indicators=tuple(indicators),
        red_flags=tuple(sorted(flags, key=lambda flag: (flag.number, flag.id))),
        tables=tables,
        documents=documents,
        foreign={},
        heard_abroad=frozenset(),
        unread=frozenset(unread),
    )
    return pack, problems


def _cross_check(pack: Pack, folder: Path) -> list[Problem]:
    """Check that the parts fit together, and with the standards beside it."""
    foreign = _foreign(folder, list(pack.red_flags))
    beside = replace(
        pack,
        foreign={name: indicator for name, indicator in foreign.items() if indicator},
        heard_abroad=_heard_abroad(folder),
        unread=pack.unread | {name for name, indicator in foreign.items() if indicator is None},
    )
    return incoherences(beside)


def _text(path: Path) -> str:
    return read_text(
        Path(_shown(path)), what="file of a standard", start="copy a file of its kind into it, and change that"
    )


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.yaml"))


def _shown(path: Path) -> str:
    """Give a path as a person would type it from the current folder, where that is shorter."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _misnamed(path: Path, noun: BaseModel, document: YamlDocument) -> list[Problem]:
    """A rule is found by its id, so the file must be named after it (a standard: its folder)."""
    name = getattr(noun, "id", None)
    if name is None:
        return []
    expected = path.parent.name if path.name == HEAD else path.stem
    if name == expected:
        return []
    rename = f"the folder '{name}'" if path.name == HEAD else f"the file '{name}.yaml'"
    return [
        Problem(
            document.place(("id",)),
            f"the id is '{name}', the name is '{expected}'",
            f"name {rename}, or change the id",
        )
    ]


def _strays(folder: Path) -> Iterable[Problem]:
    """A rule saved under a wrong ending or in a wrong folder would be lost without a word."""
    read = {folder / HEAD, folder / SOURCES, *_files(folder / "indicators"), *_files(folder / "red-flags")}
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        apart = parts[0] == LOCALE or any(part.startswith(".") for part in parts)
        if path in read or apart or path.suffix.lower() not in (".yaml", ".yml") or path.is_dir():
            continue
        if path.suffix != ".yaml":
            yield Problem(Place(_shown(path)), "this file is not read", "end its name in .yaml")
        else:
            yield Problem(Place(_shown(path)), "this file is not read here", "move it to indicators/ or red-flags/")


@cache
def _shared() -> tuple[FactsFile, RightsFile, SourcesFile, FunderRulesFile]:
    """Read the tables that all standards share."""
    root = standards_root()
    found = []
    for name, model in (
        ("facts", FactsFile),
        ("rights", RightsFile),
        ("sources", SourcesFile),
        ("funder-rules", FunderRulesFile),
    ):
        document = parse(read_text(root / f"{name}.yaml"), _shown(root / f"{name}.yaml"))
        noun = shape(document, model)
        if document.problems:
            raise InputError(document.problems)
        found.append(noun)
    facts, rights, sources, rules = found
    assert isinstance(facts, FactsFile)  # noqa: S101 - tells mypy what the loop cannot
    assert isinstance(rights, RightsFile)  # noqa: S101
    assert isinstance(sources, SourcesFile)  # noqa: S101
    assert isinstance(rules, FunderRulesFile)  # noqa: S101
    return facts, rights, sources, rules


def _tables(own: SourcesFile | None) -> Tables:
    """Join the shared tables with the standard's own sources, where it has some."""
    facts, rights, sources, rules = _shared()
    if own is not None:
        sources = SourcesFile(
            documents=sources.documents + own.documents,
            statements=sources.statements + own.statements,
            references=sources.references + own.references,
        )
    return Tables.model_construct(
        facts=facts.facts,
        rights=rights.rights,
        sources=sources,
        funder_rules=rules.rules,
        funder_rules_as_of=rules.as_of,
    )


def _foreign(folder: Path, flags: Sequence[RedFlag]) -> dict[str, Indicator | None]:
    """Read the questions of other standards that these red flags look at, by `standard/ID`.

    None stands for a question whose file is there and cannot be read: its own standard says why.
    """
    named = {
        test.answer
        for flag in flags
        for condition in (flag.present, flag.caution)
        if condition is not None
        for test, _ in leaves(condition)
        if isinstance(test, AnswerTest) and "/" in test.answer
    }
    found: dict[str, Indicator | None] = {}
    for match in filter(None, map(_FOREIGN.fullmatch, sorted(named))):
        paths = [r / match[1] / "indicators" / f"{match[2]}.yaml" for r in (folder.parent, standards_root())]
        path = next((path for path in paths if path.is_file()), None)
        if path is not None:
            try:
                found[match[0]] = shape(parse(_text(path), str(path)), Indicator)
            except RightscheckError:
                found[match[0]] = None
    return found


def _heard_abroad(folder: Path) -> frozenset[str]:
    """Find which questions of this standard are named by red flags of the standards beside it.

    A search of the text is enough: whether the name resolves is checked where it stands.
    """
    heard: set[str] = set()
    for root in {folder.parent, standards_root()}:
        for path in root.glob("*/red-flags/*.yaml"):
            if path.parent.parent != folder:
                with suppress(RightscheckError):
                    heard.update(q for standard, q in _FOREIGN.findall(_text(path)) if standard == folder.name)
    return frozenset(heard)
