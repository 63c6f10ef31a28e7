"""`rightscheck interview`: one question at a time, saved after every answer."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from rightscheck.check.interview import Said, Step
    from rightscheck.model.answers import AnswerSheet
    from rightscheck.model.config import Config
    from rightscheck.model.standard import Standard
    from rightscheck.render.interview import Line, Screen
    from rightscheck.render.interview_words import InterviewWords

MOST = 1000
"""Characters of a note or a reason."""
AGAIN = "a"
"""Goes through all questions again."""
TAKE_AWAY = "-"
YAML = (".yaml", ".yml")


def interview(
    answers: Annotated[
        Path,
        typer.Argument(
            metavar="[ANSWERS]", help="The answers file, or the folder that holds it. Both are started if need be."
        ),
    ] = Path(),
    standard: Annotated[
        list[str] | None,
        typer.Option("--standard", metavar="ID", help="Ask for this standard: an id, or a folder. Repeatable."),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option("--lang", metavar="en|es", help="The language of the questions. [default: en]"),
    ] = None,
    plain: Annotated[
        bool,
        typer.Option("--plain", help="No colours and no lines drawn, for a screen reader. Used by itself in a pipe."),
    ] = False,
) -> None:
    """Answer the questions one at a time, in the terminal, and stop whenever you like.

    Every answer is saved at once. What is in the file already stays, comments too, and you go on where you stopped.
    """
    from rightscheck.cli.translate import fixed_words
    from rightscheck.read.config import load_config

    folder = answers if _is_folder(answers) else answers.parent
    config = load_config(folder)
    language = lang or "en"
    path, standards, started = _opened(answers, folder, standard or [], config, language)
    session = _Session(path, standards, fixed_words("interview", language), plain or not _has_style())
    try:
        is_done = session.run(started=started)
    except KeyboardInterrupt:
        session.say_blank()
        is_done = False
    named = [f"--standard {shlex.quote(name)}" for name in standard or []]
    manner = [*([f"--lang {lang}"] if lang else []), *(["--plain"] if plain else [])]
    target = folder if path == _usual(folder, config) else path
    session.farewell(is_done=is_done, target=target, standards=named, lang=lang or "", manner=manner)


def _has_style() -> bool:
    """Whether colours and drawn lines can be shown, and somebody looks at them."""
    return sys.stdout is not None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _is_folder(answers: Path) -> bool:
    """Whether a folder is named; what is not there yet and has no ending is one that is to be made."""
    return answers.is_dir() or not (answers.suffix or answers.exists() or answers.is_symlink())


def _usual(folder: Path, config: Config) -> Path:
    """Give the answers file that commands take when they are given the folder."""
    from rightscheck.read.answers import DEFAULT_NAME

    return folder / (config.answers or DEFAULT_NAME)


def _opened(
    answers: Path, folder: Path, asked: list[str], config: Config, language: str
) -> tuple[Path, list[Standard], list[Path]]:
    """Find the file and its standards; a file that is not there is started, so that it can surely be saved.

    A folder without answers gets settings too, as `init` writes them. The last thing given is what was started.

    Raises:
        UsageError: There is no such standard or language, or the name is none for an answers file.
        InputError: The file cannot be used as it stands.
        OutputError: A new file cannot be written.

    """
    from rightscheck.cli.deliver import wrong
    from rightscheck.cli.init import start_folder
    from rightscheck.cli.output import write_file
    from rightscheck.cli.translate import fixed_words
    from rightscheck.model.config import Config
    from rightscheck.read.answers import DEFAULT_NAME, load_answers
    from rightscheck.read.standards import DEFAULT_STANDARDS, find_standard
    from rightscheck.read.translations import known_language, load_translated
    from rightscheck.render.questionnaire import questionnaire

    path = _usual(folder, config) if _is_folder(answers) else answers
    known_language(language)
    names: list[str | Path] = list(dict.fromkeys(asked))
    names = names or [find_standard(name, folder) for name in dict.fromkeys(config.standards)]
    loaded = [load_translated(name, language) for name in names]
    if path.exists() or path.is_symlink():
        named = load_answers(path, loaded or None).standards
        chosen = [one for one in loaded if one.id in named] if loaded else _named(list(named), language)
        if not chosen:
            raise wrong(path, "this file answers none of the standards that are asked for", "leave --standard out")
        return path, chosen, []
    if path.suffix.lower() not in YAML:
        instead = f"name a folder that is there, or a file that ends in .yaml, such as {DEFAULT_NAME}"
        raise wrong(path, "there is no such answers file", instead)
    standards = loaded or [load_translated(name, language) for name in DEFAULT_STANDARDS]
    every = [indicator for one in standards for indicator in one.own_indicators]
    words = fixed_words("init", language)
    questions = questionnaire(standards, every, facts={}, words=words)
    if _is_folder(answers) and config == Config():  # settings that are there, also in pyproject.toml, are kept
        return path, standards, start_folder(folder, list(dict.fromkeys(asked or DEFAULT_STANDARDS)), questions, words)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_file(path, questions, overwrite=False)
    return path, standards, [path]


def _named(names: list[str], language: str) -> list[Standard]:
    """Load the standards that an answers file names, in their usual order."""
    from rightscheck.read.standards import shipped_ids
    from rightscheck.read.translations import load_translated

    return [load_translated(name, language) for name in sorted(names, key=shipped_ids().index)]


def read_line() -> str | None:
    """Read one line that is typed or piped in; None at the end of it."""
    if sys.stdin is None:
        return None
    with suppress(AttributeError, ValueError):
        sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        line = input("> ")
    except EOFError:
        line = None
    if line is None or not sys.stdin.isatty():
        typer.echo()  # what was piped in is not seen, nor is the end of its line
    return line


@dataclass(slots=True)
class _Session:
    """One run of the interview over one file, which is read anew before each change: others may edit it too."""

    path: Path
    standards: list[Standard]
    words: InterviewWords
    is_plain: bool
    everything: bool = False
    """Whether questions that have an answer are asked again."""
    section: str | None = None
    """The section of the question that was shown last."""

    @property
    def width(self) -> int:
        """Columns of the terminal now; it may have been made narrower."""
        return shutil.get_terminal_size().columns

    def sheet(self) -> AnswerSheet:
        """Read the answers as they stand in the file."""
        from rightscheck.read.answers import load_answers

        return load_answers(self.path, self.standards)

    def steps(self, sheet: AnswerSheet) -> tuple[Step, ...]:
        """Give the questions that the facts leave in now."""
        from rightscheck.check.interview import steps

        return steps(self.standards, sheet.facts)

    def run(self, *, started: Sequence[Path]) -> bool:
        """Ask until the last question or until the person stops; tell which it was."""
        from rightscheck.check.interview import first_open, next_step

        if not self._begin(self.sheet(), started=started):
            return False
        sheet = self.sheet()
        step = self.steps(sheet)[0] if self.everything else first_open(self.steps(sheet), sheet)
        while step:
            where = self._ask(step)
            if where == "quit":
                return False
            sheet = self.sheet()
            every = self.steps(sheet)
            if where == "back":
                step = self._before(every, step)
            elif where == "next":
                step = next_step(every, step, sheet, everything=self.everything)
        return True

    def say(self, lines: Sequence[Line]) -> None:
        """Print lines, in colours where there are any."""
        from rightscheck.cli.output import print_for_terminal, print_text
        from rightscheck.render.interview import as_styled, as_text

        if self.is_plain:
            is_seen = sys.stdout is not None and sys.stdout.isatty()
            print_text(as_text(lines), encoding=sys.stdout.encoding if is_seen else "utf-8")
        elif lines:
            print_for_terminal(as_styled(lines))

    def say_blank(self) -> None:
        """End the line on which the person stopped."""
        typer.echo()

    def farewell(self, *, is_done: bool, target: Path, standards: list[str], lang: str, manner: list[str]) -> None:
        """Say how things stand, and what to do next.

        Args:
            is_done: Whether the last question was reached.
            target: What to give to the next commands: the folder, or the file where the folder has another one.
            standards: The options that name standards, which the next commands need too.
            lang: The language that was asked for; empty where none was.
            manner: The options of this command that say how it asks.

        """
        from rightscheck.check.interview import closing
        from rightscheck.render.interview import farewell

        end = closing(self.standards, self.sheet())
        named = shlex.quote(str(target))
        language = [f"--lang {lang}"] if lang not in ("", "en") else []
        commands: list[tuple[str, ...]] = [("rightscheck", "assess", named, *standards, "-o report.html", *language)]
        if end.open:
            commands.append(("rightscheck", "interview", named, *standards, *manner))
        counts = {"asked": end.asked, "answered": end.answered, "unknown": end.unknown, "open": end.open}
        self.say(
            farewell(
                self.words,
                is_done=is_done,
                counts=counts,
                flags=end.flags,
                file=str(self.path),
                commands=commands,
                width=self.width,
            )
        )

    def _say(self, text: str) -> None:
        from rightscheck.render.interview import said

        self.say(said(text, width=self.width))

    def _begin(self, sheet: AnswerSheet, *, started: Sequence[Path]) -> bool:
        """Greet, ask where to go on, and first of all for the program and the month; False where the person stops."""
        from rightscheck.check.interview import closing, first_open
        from rightscheck.render.interview import resumed, welcome

        file = str(self.path)
        for text, one in zip((self.words.started, self.words.settings), started, strict=False):
            self._say(text.format(file=str(one)))
        end = closing(self.standards, sheet)
        is_untouched = end.open == end.asked and not sheet.facts
        if is_untouched:
            self.say(welcome(self.words, file=file, width=self.width))
        else:
            is_open = first_open(self.steps(sheet), sheet) is not None
            answered = end.asked - end.open
            self.say(
                resumed(self.words, file=file, answered=answered, asked=end.asked, is_open=is_open, width=self.width)
            )
        line = read_line()
        if line is None or self.words.commands.get(line.strip().casefold()) == "quit":
            return False
        self.everything = line.strip().casefold() == AGAIN
        return not (is_untouched or self.everything) or self._ask_about(sheet)

    def _ask_about(self, sheet: AnswerSheet) -> bool:
        """Ask for the program's name and the month; False where the person stops."""
        return self._ask_head("program", sheet.program) and self._ask_head("date", sheet.date)

    def _ask_head(self, name: Literal["program", "date"], now: str) -> bool:
        from rightscheck.check.interview import month_of
        from rightscheck.read.edit_answers import with_about
        from rightscheck.render.words import plain

        is_date = name == "date"
        if now:
            self._say(f"{self.words.so_far} {plain(now)}")
        while line := self._line(self.words.ask_month if is_date else self.words.ask_program):
            value = month_of(line) if is_date else line
            if value:
                self._save(partial(with_about, name=name, value=value, path=str(self.path)))
                self._say(self.words.saved)
                return True
            self._say(self.words.month_unclear)
        if line is not None:
            self._say(self.words.kept if now else self.words.left_open)
        return line is not None

    def _before(self, every: Sequence[Step], step: Step) -> Step:
        from rightscheck.check.interview import step_before

        before = step_before(every, step)
        if before.id == step.id:
            self._say(self.words.first_already)
        return before

    def _ask(self, step: Step) -> str:
        """Show one question and do what is said; tell where to go: next, back, quit, or here again."""
        from rightscheck.check.interview import understand
        from rightscheck.render.interview import question, unclear

        screen = self._screen(step)
        self.say(question(screen, self.words, width=self.width, is_plain=self.is_plain))
        while (line := read_line()) is not None:
            said = understand(step, line, self.words.commands, self.words.yes)
            if said is None:
                self.say(unclear(screen, self.words, line, width=self.width))
                return "here"
            if said.word != "help":
                return self._do(step, said)
            self._help(step)
        return "quit"

    def _do(self, step: Step, said: Said) -> str:
        from rightscheck.check.interview import is_open

        if said.is_answer:
            return self._answer(step, said)
        acts: dict[str | None, Callable[[Step], str]] = {
            "unknown": self._unknown,
            "not-applicable": self._not_applicable,
            "note": self._note,
        }
        if said.word in acts:
            return acts[said.word](step)
        if said.word == "skip":
            self._say(self.words.left_open if is_open(step, self.sheet()) else self.words.kept)
        return {"back": "back", "quit": "quit"}.get(said.word or "", "next")

    def _answer(self, step: Step, said: Said) -> str:
        from rightscheck.read.edit_answers import with_fact

        if step.fact:
            value = said.number if said.number is not None else said.chosen if step.kind == "many" else said.chosen[0]
            fact = step.fact.id
            self._save(lambda text: with_fact(text, fact, value, path=str(self.path)))
        else:
            self._save_answer(step, said.chosen[0])
        self._say(self.words.saved)
        return "next"

    def _unknown(self, step: Step) -> str:
        from rightscheck.model.condition import UNKNOWN_ANSWER
        from rightscheck.read.edit_answers import with_fact

        if step.fact:
            fact = step.fact.id
            self._save(lambda text: with_fact(text, fact, None, path=str(self.path)))
        else:
            self._save_answer(step, UNKNOWN_ANSWER)
        self._say(self.words.saved)
        return "next"

    def _not_applicable(self, step: Step) -> str:
        from rightscheck.model.condition import NOT_APPLICABLE

        if not step.may_not_apply:
            self._say(self.words.fact_always if step.fact else self.words.always_applies)
            return "here"
        reason = self._line(self.words.ask_reason)
        if reason is None:
            return "quit"
        if not reason:
            self._say(self.words.no_reason)
            return "here"
        self._save_answer(step, NOT_APPLICABLE, reason)
        self._say(self.words.saved)
        return "next"

    def _note(self, step: Step) -> str:
        from rightscheck.read.edit_answers import with_note

        if step.fact:
            self._say(self.words.fact_takes_no_note)
            return "here"
        note = self._line(self.words.ask_note)
        if note is None:
            return "quit"
        if note:
            kept = "" if note == TAKE_AWAY else note
            title, before = self._place_of(step)
            self._save(lambda text: with_note(text, step.id, kept, title=title, after=before, path=str(self.path)))
            self._say(self.words.note_saved if kept else self.words.note_removed)
        return "here"

    def _line(self, what: str) -> str | None:
        """Ask for a line of text until it holds no personal data; "" when there is none, None at the end."""
        from rightscheck.check.privacy import personal_data
        from rightscheck.render.interview import private
        from rightscheck.render.words import plain

        while True:
            self._say(what)
            line = read_line()
            if line is None:
                return None
            text = plain(line)
            word = self.words.commands.get(text.casefold()) if len(text) == 1 else None
            if word:  # one letter is no note, and whoever types it wants to leave
                return None if word == "quit" else ""
            if kinds := personal_data(text):
                self.say(private(self.words, kinds, width=self.width))
            elif len(text) > MOST:
                self._say(self.words.too_long.format(most=MOST))
            else:
                return text

    def _help(self, step: Step) -> None:
        from rightscheck.render.interview import help_lines

        rights = self.standards[0].tables.right_by_id
        indicator = step.indicator
        lines = help_lines(
            self.words,
            why=indicator.see if indicator else "",
            evidence=indicator.evidence if indicator else (),
            rights=[rights[name].title for name in indicator.rights if name in rights] if indicator else (),
            width=self.width,
        )
        self.say(lines)

    def _place_of(self, step: Step) -> tuple[str, list[str]]:
        """Give the title of a question and the questions before it, for where it is not in the file yet."""
        every = [indicator.id for one in self.standards for indicator in one.indicators]
        return step.indicator.title if step.indicator else "", every[: every.index(step.id)]

    def _save_answer(self, step: Step, choice: str, reason: str | None = None) -> None:
        from rightscheck.read.edit_answers import with_answer

        title, before = self._place_of(step)

        def edit(text: str) -> str:
            return with_answer(
                text, step.id, answer=choice, reason=reason, title=title, after=before, path=str(self.path)
            )

        self._save(edit)

    def _save(self, edit: Callable[[str], str]) -> None:
        """Write the file with one change in it, beside the old one, which it then replaces.

        Raises:
            InputError: The file, as it now is, cannot be changed safely.
            OutputError: It cannot be written.

        """
        from rightscheck.cli.output import write_bytes
        from rightscheck.read.edit_answers import answers_text

        text, mark = answers_text(self.path)
        data = mark + edit(text).encode()
        try:
            write_bytes(self.path, data, overwrite=True)
        except KeyboardInterrupt:
            write_bytes(self.path, data, overwrite=True)  # the answer was given; then stop
            raise

    def _screen(self, step: Step) -> Screen:
        from rightscheck.check.interview import given
        from rightscheck.render.interview import Screen

        sheet = self.sheet()
        answer = given(step, sheet)
        section = step.section or self.words.facts_title
        is_first = section != self.section
        self.section = section
        says = step.says if step.indicator else self.words.facts_intro
        return Screen(
            section=section,
            says=says if is_first else "",
            number=step.number,
            of=step.of,
            id=step.id,
            question=step.question,
            options=tuple(text for _, text in step.options),
            kind=step.kind,
            why=step.indicator.see if step.indicator else "",
            so_far=self._so_far(step, sheet),
            reason=answer.reason,
            note=answer.note,
            may_not_apply=step.may_not_apply,
            is_fact=step.fact is not None,
        )

    def _so_far(self, step: Step, sheet: AnswerSheet) -> str:
        """Give the answer as it stands, in words."""
        from rightscheck.check.interview import given
        from rightscheck.model.condition import NOT_APPLICABLE, UNKNOWN_ANSWER

        texts = {**dict(step.options), UNKNOWN_ANSWER: self.words.unknown, NOT_APPLICABLE: self.words.not_applicable}
        if step.fact is None:
            return texts.get(given(step, sheet).choice or "", "")
        value = sheet.facts.get(step.fact.id, frozenset())
        if isinstance(value, int):
            return str(value)
        return ", ".join(text for id, text in step.options if id in value)
