"""An answers file becomes an `AnswerSheet`, checked against the standards it answers."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from rightscheck.errors import InputError, Place, Problem, RightscheckError, UsageError
from rightscheck.model.answers import Answer, AnswerEntry, AnswersFile, AnswerSheet
from rightscheck.model.condition import NOT_APPLICABLE, UNKNOWN_ANSWER
from rightscheck.model.form import FORM
from rightscheck.model.standard import Indicator, Standard
from rightscheck.model.tables import Fact, Tables
from rightscheck.read.shape import did_you_mean, shape
from rightscheck.read.standards import load_standard, shipped_ids
from rightscheck.read.strict_yaml import YamlDocument, parse
from rightscheck.read.text import is_page, read_text

DEFAULT_NAME = "answers.yaml"
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
FORM_BYTES = 10_000_000
"""Bytes in which a file is known as a form; as many as a filled workbook may have."""
PAGE_HEAD = 100_000
"""Bytes in which a page is known as one."""
_SAID_OTHERWISE = {
    "do not know": UNKNOWN_ANSWER,
    "don't know": UNKNOWN_ANSWER,
    "not known": UNKNOWN_ANSWER,
    "?": UNKNOWN_ANSWER,
    "not applicable": NOT_APPLICABLE,
    "does not apply": NOT_APPLICABLE,
    "n/a": NOT_APPLICABLE,
}
"""What people write for the two answers that every question has, where it can mean nothing else."""

QUOTES = " \t\"'“”‘’"
"""Marks that a word processor may have put around an answer."""

_LETTER = re.compile(r"\(?([a-z])[).]?")


def load_answers(path: str | Path, standards: Sequence[Standard] | Standard | None = None) -> AnswerSheet:
    """Read an answers file.

    Args:
        path: The file, or a folder that holds an answers.yaml.
        standards: The standards that it may answer. Left out, the shipped standards that it names.

    Raises:
        InputError: The file cannot be used; carries every problem in it.

    """
    path = Path(path)
    if path.is_dir():
        path /= DEFAULT_NAME
    refuse_form(path)
    document = parse(read_text(path, what="answers file", start="start one with: rightscheck init"), str(path))
    file = shape(document, AnswersFile)
    if file is None:
        raise InputError(document.problems)
    given = [standards] if isinstance(standards, Standard) else list(standards or ())
    reader = _Reader(document, file, {standard.id: standard for standard in given})
    sheet = reader.sheet()
    if document.problems:
        raise InputError(document.problems)
    return sheet


def refuse_form(path: Path) -> None:
    """See that a file is no form to fill in, or a filled one, which only `collect` can read.

    Raises:
        InputError: It is a workbook, a page, or what a page of residents or staff saved; says what to do with it.

    """
    if not path.is_file():
        return  # what comes through a pipe can be read once only
    try:
        with path.open("rb") as stream:
            data = stream.read(FORM_BYTES)
    except OSError:
        return  # reading it will say so
    name = shlex.quote(str(path))
    if data.startswith(b"PK\x03\x04") and (b"xl/workbook." in data or path.suffix.lower() in WORKBOOKS):
        what = "this is a workbook, and no answers file"
        instead = f"make one of leadership's filled workbook: rightscheck collect {name} -o {DEFAULT_NAME}"
    elif path.suffix.lower() in WORKBOOKS and not data.strip().startswith(b"rightscheck:"):
        what = "this is a workbook of another kind, and no answers file"
        instead = f"save it as .xlsx, then: rightscheck collect FILE.xlsx -o {DEFAULT_NAME}"
    elif is_page(data[:PAGE_HEAD].decode("utf-8", "replace")):
        what = "this is a page, and no answers file"
        instead = (
            f"open leadership's form in a browser, fill it in, save, and give the file {DEFAULT_NAME} that it makes"
        )
    elif data.lstrip().startswith(b"{") and FORM.encode() in data:
        what = "this is a filled form of residents or staff, and no answers file"
        instead = "count it with the others: rightscheck collect FOLDER -o residents.csv"
    else:
        return
    raise InputError([Problem(Place(str(path)), what, instead)])


def read_facts(given: Sequence[str], tables: Tables) -> dict[str, frozenset[str] | int]:
    """Read facts as they are given on a command line: `housing=emergency`, `funders=voca,fvpsa`.

    Raises:
        UsageError: A fact or a value is not known.

    """
    document = YamlDocument("--fact")
    facts: dict[str, str] = {}
    for one in given:
        key, _, value = (part.strip() for part in one.partition("="))
        if not value:
            document.problems.append(
                Problem(Place("--fact"), f"'{one}' gives no value", "write it as housing=emergency")
            )
        elif key in facts:
            document.problems.append(
                Problem(Place("--fact"), f"'{key}' is given twice", f"give all its values at once: {key}=one,another")
            )
        else:
            facts[key] = value
    file = AnswersFile(rightscheck="answers/1", standards={"none": "1.0.0"}, facts={**facts})
    found = dict(_Reader(document, file, {}).facts(tables))
    if document.problems:
        raise UsageError(document.problems)
    return found


@dataclass(slots=True)
class _Reader:
    document: YamlDocument
    file: AnswersFile
    standards: dict[str, Standard]

    def sheet(self) -> AnswerSheet:
        if not self._find_standards():
            return AnswerSheet({})
        self._date(("date",), self.file.date)
        tables = next(iter(self.standards.values())).tables
        # Those that were given come first in the mapping; their questions win over others of the same id.
        questions = {i.id: i for standard in reversed(self.standards.values()) for i in standard.indicators}
        facts = dict(self.facts(tables))
        answers: dict[str, Answer] = {}
        for key, entry in self.file.answers.items():
            indicator = self._question(key, questions, answers)
            if indicator is not None:
                answers[indicator.id] = self._answer(key, entry, indicator, tables)
        return AnswerSheet(
            answers=answers,
            facts=facts,
            program=self.file.program or "",
            date=self.file.date or "",
            path=self.document.path,
            standards=self.file.standards,
        )

    def _problem(self, path: tuple[str | int, ...], what: str, instead: str) -> None:
        self.document.problems.append(Problem(self.document.place(path), what, instead))

    def _find_standards(self) -> bool:
        """Load the standards that the file names and that were not given, and compare versions.

        Returns whether all are at hand, so that every question can be known.
        """
        for name, version in self.file.standards.items():
            if name not in self.standards:
                if name not in shipped_ids():
                    instead = did_you_mean(name, (*shipped_ids(), *self.standards))
                    self._problem(
                        ("standards", name),
                        f"there is no standard '{name}' here",
                        f"{instead} For your own, give its folder with --standard",
                    )
                    continue
                try:
                    self.standards[name] = load_standard(name)
                except RightscheckError as error:
                    self.document.problems.extend(error.problems)
                    continue
            here = self.standards[name].version
            if here.rpartition(".")[0] != version.rpartition(".")[0]:
                self._problem(
                    ("standards", name),
                    f"these answers are for {name} {version}, and {here} is installed",
                    f"check the answers against a new file (rightscheck init), then write {here} here",
                )
        return self.file.standards.keys() <= self.standards.keys()

    def _date(self, path: tuple[str | int, ...], written: str | None) -> None:
        """See that a date is in the calendar: its form was seen to already."""
        if written is None:
            return
        try:
            date.fromisoformat(f"{written}-01" if len(written) == len("2026-11") else written)
        except ValueError:
            self._problem(path, f"there is no such date as {written}", "write a date such as 2026-11 or 2026-11-21")

    def facts(self, tables: Tables) -> Iterator[tuple[str, frozenset[str] | int]]:
        for key, value in self.file.facts.items():
            fact = tables.fact_by_id.get(key)
            if fact is None:
                self._problem(("facts", key), f"there is no fact '{key}'", did_you_mean(key, tables.fact_by_id))
            elif value is not None and value != ():
                checked = self._number(fact, value) if fact.kind == "number" else self._ticked(fact, value)
                if checked is not None:
                    yield key, checked

    def _number(self, fact: Fact, value: object) -> int | None:
        text = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
        if text.isdecimal() and len(text) < 7:  # noqa: PLR2004 - no programme has a million beds
            return int(text)
        self._problem(
            ("facts", fact.id),
            f"'{text}' is no number",
            "write a whole number, such as 12, or leave it blank",
        )
        return None

    def _ticked(self, fact: Fact, value: object) -> frozenset[str] | None:
        values = (
            [str(v).strip() for v in value]
            if isinstance(value, tuple)
            else [part.strip() for part in re.split(r",|;|\band\b", str(value)) if part.strip()]
        )
        known = {option.id for option in fact.options}
        if fact.kind == "one" and len(values) != 1:
            self._problem(
                ("facts", fact.id),
                f"'{fact.id}' has one value",
                f"write one of: {', '.join(o.id for o in fact.options)}",
            )
            return None
        chosen = {self._option(fact, one) for one in values}
        for one in values:
            if self._option(fact, one) not in known:
                self._problem(("facts", fact.id), f"'{one}' is no value of '{fact.id}'", did_you_mean(one, known))
                return None
        return frozenset(chosen)

    @staticmethod
    def _option(fact: Fact, value: str) -> str:
        return _by_letter(value.casefold(), [option.id for option in fact.options])

    def _question(self, key: str, questions: dict[str, Indicator], answers: dict[str, Answer]) -> Indicator | None:
        """Find the question that a key names, in capitals or not; it may be named once."""
        path = ("answers", key)
        indicator = questions.get(key)
        if indicator is None:
            indicator = next((i for name, i in questions.items() if name.casefold() == key.strip().casefold()), None)
        if indicator is None:
            self._problem(path, f"there is no question '{key}'", did_you_mean(key, questions))
        elif indicator.id in answers:
            self._problem(
                path,
                f"'{key}' is the question {indicator.id}, which is answered elsewhere too",
                "keep one of the two",
            )
        return indicator

    def _answer(self, key: str, entry: AnswerEntry, indicator: Indicator, tables: Tables) -> Answer:
        path = ("answers", key)
        if entry.required_by is not None and entry.required_by not in tables.rule_by_id:
            self._problem(
                (*path, "required-by"),
                f"there is no funder rule '{entry.required_by}'",
                f"{did_you_mean(entry.required_by, tables.rule_by_id)} The rules stand in funder-rules.yaml; "
                "rightscheck explain FR-16 tells one",
            )
        self._date((*path, "change-by"), entry.change_by)
        choice = self._choice(indicator, entry, path)
        return Answer(
            choice=choice,
            note=entry.note or "",
            reason=entry.reason or "",
            required_by=entry.required_by,
            change_by=entry.change_by,
            evidence=entry.evidence,
            place=self.document.place(path),
        )

    def _choice(self, indicator: Indicator, entry: AnswerEntry, path: tuple[str | int, ...]) -> str | None:
        if entry.answer is None:
            return None
        said = entry.answer.strip(QUOTES).casefold()
        options = [option.id for option in indicator.options]
        choice = _by_letter(said, options)
        if choice not in options:
            choice = _SAID_OTHERWISE.get(choice, choice)
        where = (*path, "answer")
        if choice == NOT_APPLICABLE:
            if indicator.not_applicable == "never":
                self._problem(where, f"{indicator.id} always applies", "choose an option, or write unknown")
            elif not entry.reason:
                self._problem(where, "'not-applicable' needs a reason", "write why in a line 'reason: ...' below it")
        elif choice not in (*options, UNKNOWN_ANSWER):
            self._problem(
                where,
                f"{indicator.id} has no option '{entry.answer}'",
                _which(said, options),
            )
        return choice


def _which(said: str, options: Sequence[str]) -> str:
    """Name the option that was meant, or the letters to choose from."""
    known = (*options, UNKNOWN_ANSWER)
    if get_close_matches(said, known, n=1):
        return did_you_mean(said, known)
    return f"write a letter from a to {chr(ord('a') + len(options) - 1)}, or unknown"


def _by_letter(said: str, options: Sequence[str]) -> str:
    """Turn a letter (`b`, `b)`, `(b)`) into the option in that place; leave everything else as it is."""
    match = _LETTER.fullmatch(said.strip())
    if match and said not in options:
        place = ord(match[1]) - ord("a")
        if place < len(options):
            return options[place]
    return said.strip()
