"""The screens of an interview in a terminal: one question at a time, in words that a screen reader can read aloud.

A screen is a list of lines, each no wider than the terminal, with what it is; the style is added only where a
terminal shows colours.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rich.text import Text

from rightscheck.model.red_flag import RedFlag
from rightscheck.render.interview_words import InterviewWords
from rightscheck.render.words import plain

LEAST, MOST = 40, 88
"""Columns. Longer lines are hard to read."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"

Style = Literal["place", "question", "option", "aside", "keys", "said", "blank"]
STYLES: Mapping[Style, str] = {"place": "cyan", "question": "bold", "keys": "cyan"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a screen."""

    text: str
    style: Style = "said"


@dataclass(frozen=True, slots=True)
class Screen:
    """What one question shows."""

    section: str
    says: str
    """What the element asks for; empty except at its first question."""
    number: int
    of: int
    id: str
    question: str
    options: tuple[str, ...]
    kind: Literal["one", "many", "number"]
    why: str = ""
    so_far: str = ""
    """The answer as it stands, in words."""
    reason: str = ""
    note: str = ""
    may_not_apply: bool = False
    is_fact: bool = False


def question(screen: Screen, words: InterviewWords, *, width: int, is_plain: bool) -> list[Line]:
    """Give the lines of one question; the line of keys comes last.

    Args:
        screen: What to show.
        words: The words of the language.
        width: Columns of the terminal.
        is_plain: Whether a screen reader reads it: no rule above the question, and a full stop after each letter.

    """
    width = fitting(width)
    place = words.progress.format(section=screen.section, number=screen.number, of=screen.of)
    lines = [Line("", "blank")]
    if not is_plain:
        lines.append(Line("─" * width, "place"))
    lines += _wrapped(place, width, "place")
    lines += _wrapped(screen.says, width, "aside")
    lines.append(Line("", "blank"))
    lines += _wrapped(screen.question, width, "question")
    mark = "." if is_plain else " "
    for letter, text in zip(LETTERS, screen.options, strict=False):
        lines += _wrapped(text, width, "option", first=f"  {letter}{mark} ", rest="     ")
    if screen.why:
        lines.append(Line("", "blank"))
        lines += _wrapped(f"{words.why} {screen.why}", width, "aside")
    lines.append(Line("", "blank"))
    standing = (
        (words.so_far, screen.so_far),
        (words.reason_so_far, screen.reason),
        (words.note_so_far, screen.note),
    )
    for label, text in standing:
        if text:
            lines += _wrapped(f"{label} {plain(text)}", width, "said", rest="  ")
    return [*lines, *_keys(screen, words, width)]


def _keys(screen: Screen, words: InterviewWords, width: int) -> list[Line]:
    if screen.kind == "number":
        choose = words.choose_number
    else:
        shown = words.choose_many if screen.kind == "many" else words.choose
        choose = shown.format(first="a", last=LETTERS[len(screen.options) - 1])
    keys = [
        choose,
        words.key_fact_unknown if screen.is_fact else words.key_unknown,
        words.key_not_applicable if screen.may_not_apply else "",
        words.key_keep if screen.so_far else words.key_skip,
        words.key_back,
        "" if screen.is_fact else words.key_note,
        words.key_help,
        words.key_quit,
    ]
    return _joined([key for key in keys if key], width)


def _joined(keys: Sequence[str], width: int) -> list[Line]:
    """Join keys on as few lines as hold them, and break none of them."""
    lines: list[str] = []
    for key in keys:
        if lines and len(lines[-1]) + len(" · ") + len(key) <= width:
            lines[-1] += f" · {key}"
        else:
            lines += textwrap.wrap(key, width, subsequent_indent="  ")
    return [Line(line, "keys") for line in lines]


def welcome(words: InterviewWords, *, file: str, width: int) -> list[Line]:
    """Say what this is, before the first question of a new file."""
    return [*said(words.welcome.format(file=plain(file)), width=width), *keys(words.begin_keys, width=width)]


def resumed(words: InterviewWords, *, file: str, answered: int, asked: int, is_open: bool, width: int) -> list[Line]:
    """Say where the person stopped, and what can be done; `is_open`: whether anything is left to answer."""
    text = (words.all_answered if answered == asked else words.resumed).format(
        file=plain(file), answered=answered, asked=asked
    )
    return [*said(text, width=width), *keys(words.resume_keys if is_open else words.finish_keys, width=width)]


def keys(text: str, *, width: int) -> list[Line]:
    """Give a line of keys that stands alone."""
    return _joined(text.split(" · "), fitting(width))


def said(text: str, *, width: int) -> list[Line]:
    """Give a sentence as it is said between two questions."""
    return _wrapped(text, fitting(width), "said")


def help_lines(
    words: InterviewWords, *, why: str, evidence: Sequence[str], rights: Sequence[str], width: int
) -> list[Line]:
    """Give what `?` shows: why it is asked, what could show it, and what else may be said."""
    width = fitting(width)
    if not why:
        return [*_wrapped(words.fact_help, width, "said")]
    lines = [Line("", "blank"), *_wrapped(f"{words.why} {why}", width, "said")]
    if rights:
        lines += _wrapped(f"{words.touches} {', '.join(rights)}", width, "said")
    lines += _wrapped(words.to_show, width, "said")
    for piece in evidence:
        lines += _wrapped(piece, width, "said", first="  - ", rest="    ")
    return [*lines, *_wrapped(words.help_unknown, width, "said")]


def private(words: InterviewWords, kinds: Sequence[str], *, width: int) -> list[Line]:
    """Say what a text looks like and that it was not saved; nothing of it is repeated."""
    named = ", ".join(words.kinds.get(kind, kind) for kind in kinds)
    return said(words.private.format(kinds=named), width=width)


def unclear(screen: Screen, words: InterviewWords, line: str, *, width: int) -> list[Line]:
    """Say calmly that a key means nothing here, and which ones do."""
    shown = textwrap.shorten(plain(line), 24, placeholder="…")
    how = words.unclear_options
    if screen.kind == "number":
        how = words.unclear_number
    else:
        how = how.format(first="a", last=LETTERS[len(screen.options) - 1])
    return [*said(words.unclear.format(said=shown), width=width), *said(how, width=width)]


def farewell(
    words: InterviewWords,
    *,
    is_done: bool,
    counts: Mapping[str, int],
    flags: Sequence[RedFlag],
    file: str,
    commands: Sequence[tuple[str, ...]],
    width: int,
) -> list[Line]:
    """Give the last screen: what is answered, a flag or two, and the next commands.

    Args:
        words: The words of the language.
        is_done: Whether the last question was reached.
        counts: `asked`, `answered`, `unknown`, `open`.
        flags: The red flags to name.
        file: The answers file.
        commands: The words of the command that makes the report, and of the one that goes on.
        width: Columns of the terminal.

    """
    width = fitting(width)
    lines = [Line("", "blank"), *said((words.done if is_done else words.stopped).format(file=plain(file)), width=width)]
    shown = [words.counts, *((words.count_unknown,) if counts["unknown"] else ())]
    shown += [words.count_open] if counts["open"] else []
    lines += said(" ".join(one.format(**counts) for one in shown), width=width)
    if flags:
        lines += [Line("", "blank"), *said(words.flags_intro, width=width)]
        for flag in flags:
            lines += _wrapped(
                f"{flag.title}. {_first_sentence(flag.instead)}", width, "said", first="  - ", rest="    "
            )
        lines += said(words.flags_more, width=width)
    elif counts["answered"]:
        lines += said(words.no_flags, width=width)
    lines.append(Line("", "blank"))
    for label, command in zip((words.next, words.again), commands, strict=False):
        lines += _command(label, command, width)
    return lines


def _command(label: str, command: Sequence[str], width: int) -> list[Line]:
    """Give a command to copy; where it is too long for a line, the shell is told that it goes on."""
    whole = " ".join(command)
    if len(label) + 1 + len(whole) <= width:
        return [Line(f"{label} {whole}", "keys")]
    parts = [""]
    for word in command:
        if parts[-1] and len(parts[-1]) + len(word) + len("   \\") > width:
            parts.append("")
        parts[-1] = f"{parts[-1]} {word}".strip()
    return [Line(label, "keys"), *(Line(f"  {part} \\", "keys") for part in parts[:-1]), Line(f"  {parts[-1]}", "keys")]


def _first_sentence(text: str) -> str:
    return " ".join(text.split()).partition(". ")[0].rstrip(".") + "."


def fitting(width: int) -> int:
    """Give the columns to use in a terminal so wide."""
    return max(LEAST, min(width, MOST))


def _wrapped(text: str, width: int, style: Style, *, first: str = "", rest: str = "") -> list[Line]:
    lines = textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
    return [Line(line, style) for line in lines]


def as_text(lines: Sequence[Line]) -> str:
    """Give lines as plain text: nothing in it but letters and ends of lines."""
    return "".join(f"{line.text}\n" for line in lines)


def as_styled(lines: Sequence[Line]) -> Text:
    """Give lines as something that a rich console prints, in colours where there are any."""
    styled = Text(no_wrap=True, overflow="ignore")
    for number, line in enumerate(lines):
        styled.append(("\n" if number else "") + line.text, STYLES.get(line.style, ""))
    return styled
