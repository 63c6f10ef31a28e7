"""A folder of YAML files becomes a `Standard`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from rightscheck.errors import InputError, Place, Problem, RightscheckError, UsageError
from rightscheck.model.condition import AnswerTest, leaves
from rightscheck.model.red_flag import RedFlag
from rightscheck.model.standard import Indicator, Standard, StandardHead, unfold
from rightscheck.model.tables import FactsFile, FunderRulesFile, RightsFile, SourcesFile, Tables
from rightscheck.read.coherence import Pack, incoherences
from rightscheck.read.shape import did_you_mean, shape
from rightscheck.read.strict_yaml import Document, parse
from rightscheck.read.text import read_text

M = TypeVar("M", bound=BaseModel)
HEAD = "standard.yaml"
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
    return _load(find_standard(str(name)).resolve())


@cache
def _load(folder: Path) -> Standard:
    pack, problems = read_pack(folder)
    problems += incoherences(pack) if pack else []
    if problems or pack is None:
        raise InputError(problems)
    return pack.standard


def standard_folders(folder: Path | None) -> list[Path]:
    """Give the folders of standards: the folder itself, those in it, or the shipped ones.

    Raises:
        UsageError: There is no standard.

    """
    if folder is None:
        return [standards_root() / name for name in shipped_ids()]
    found = sorted(head.parent for head in folder.glob(f"*/{HEAD}"))
    if found and not (folder / HEAD).is_file():
        return found
    return [find_standard(str(folder))]


def check_standard(folder: Path) -> list[Problem]:
    """Name everything that is wrong in a folder of a standard; empty when all is well."""
    pack, problems = read_pack(folder)
    return sorted(set(problems + (incoherences(pack) if pack else [])))


def read_pack(folder: Path) -> tuple[Pack | None, list[Problem]]:
    """Read all files of a standard.

    Returns the pack, with the documents its parts came from, and every problem of form. Where the
    standard's own head or the shared tables cannot be read there is no pack.
    """
    problems: list[Problem] = []
    documents: dict[str, Document] = {}

    def read(path: Path, model: type[M]) -> M | None:
        try:
            document = parse(read_text(path, what="file of a standard"), _shown(path))
        except RightscheckError as error:
            problems.extend(error.problems)
            return None
        noun = shape(document, model)
        problems.extend(document.problems)
        if noun is not None:
            documents[getattr(noun, "id", path.stem)] = document
            problems.extend(_misnamed(path, noun, document))
        return noun

    head = read(folder / HEAD, StandardHead)
    indicators = [i for path in _files(folder / "indicators") if (i := read(path, Indicator))]
    flags = [f for path in _files(folder / "red-flags") if (f := read(path, RedFlag))]
    tables = _tables(folder, problems)
    problems.extend(_strays(folder))
    if head is None or tables is None:
        return None, problems
    order = [element.id for element in head.elements]
    indicators.sort(key=lambda i: (order.index(i.element) if i.element in order else len(order), i.id))
    standard = Standard.model_construct(
        **{name: getattr(head, name) for name in StandardHead.model_fields},
        indicators=tuple(whole for indicator in indicators for whole in unfold(indicator)),
        red_flags=tuple(sorted(flags, key=lambda flag: (flag.number, flag.id))),
        tables=tables,
    )
    pack = Pack(
        standard,
        documents,
        tuple(indicators),
        foreign=_foreign(folder, flags),
        heard_abroad=_heard_abroad(folder, head.id),
        complete=not problems,
    )
    return pack, problems


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.yaml"))


def _shown(path: Path) -> str:
    """Give a path as a person would type it from the current folder, where that is shorter."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _misnamed(path: Path, noun: BaseModel, document: Document) -> list[Problem]:
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
    for path in sorted(folder.rglob("*.yml")):
        yield Problem(Place(_shown(path)), "this file is not read", "end its name in .yaml")
    for path in sorted(folder.glob("*.yaml")):
        if path.name not in (HEAD, "sources.yaml"):
            yield Problem(Place(_shown(path)), "this file is not read here", "move it to indicators/ or red-flags/")
    for name in ("indicators", "red-flags"):
        for path in sorted((folder / name).glob("*/*.yaml")):
            yield Problem(Place(_shown(path)), "this file is not read here", f"move it up to {name}/")


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
        if noun is None:
            raise InputError(document.problems)
        found.append(noun)
    facts, rights, sources, rules = found
    assert isinstance(facts, FactsFile)  # noqa: S101 - tells mypy what the loop cannot
    assert isinstance(rights, RightsFile)  # noqa: S101
    assert isinstance(sources, SourcesFile)  # noqa: S101
    assert isinstance(rules, FunderRulesFile)  # noqa: S101
    return facts, rights, sources, rules


def _tables(folder: Path, problems: list[Problem]) -> Tables | None:
    """Join the shared tables with the standard's own sources.yaml, where it has one."""
    try:
        facts, rights, sources, rules = _shared()
        own_file = folder / "sources.yaml"
        if own_file.is_file():
            document = parse(read_text(own_file, what="file of a standard"), _shown(own_file))
            own = shape(document, SourcesFile)
            problems.extend(document.problems)
            if own is not None:
                sources = SourcesFile(
                    documents=sources.documents + own.documents,
                    statements=sources.statements + own.statements,
                    references=sources.references + own.references,
                )
    except RightscheckError as error:
        problems.extend(error.problems)
        return None
    return Tables.model_construct(
        facts=facts.facts,
        rights=rights.rights,
        sources=sources,
        funder_rules=rules.rules,
        funder_rules_as_of=rules.as_of,
    )


def _foreign(folder: Path, flags: list[RedFlag]) -> dict[str, Indicator]:
    """Read the questions of other standards that these red flags look at, by `standard/ID`."""
    named = {
        test.answer
        for flag in flags
        for condition in (flag.present, flag.caution)
        if condition is not None
        for test, _ in leaves(condition)
        if isinstance(test, AnswerTest) and "/" in test.answer
    }
    found: dict[str, Indicator] = {}
    for name in sorted(named):
        standard, _, question = name.partition("/")
        for root in (folder.parent, standards_root()):
            path = root / standard / "indicators" / f"{question}.yaml"
            if name not in found and path.is_file():
                indicator = shape(parse(read_text(path), str(path)), Indicator)
                found.update({name: indicator} if indicator else {})
    return found


def _heard_abroad(folder: Path, standard: str) -> frozenset[str]:
    """Find which questions of this standard are named by red flags of the standards beside it.

    A search of the text is enough: whether the name resolves is checked where it stands.
    """
    named = re.compile(rf"\b{re.escape(standard)}/([A-Z][A-Za-z0-9]*-[0-9]+[A-Za-z]*)")
    roots = {folder.parent, standards_root()}
    files = (path for root in roots for path in root.glob("*/red-flags/*.yaml") if path.parent.parent != folder)
    return frozenset(question for path in files for question in named.findall(path.read_text("utf-8", "replace")))
