"""The texts of an interview in a terminal: one question at a time, in words that a screen reader can read aloud.

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
from rightscheck.render.words import plain

LEAST, MOST = 40, 88
"""Columns. Longer lines are hard to read."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"

Style = Literal["place", "question", "option", "aside", "keys", "said", "blank"]
STYLES: Mapping[Style, str] = {"place": "cyan", "question": "bold", "keys": "cyan"}
Word = Literal["unknown", "not-applicable", "skip", "back", "note", "help", "quit"]


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


@dataclass(frozen=True)
class InterviewWords:
    """Every fixed text of the interview, in one language."""

    facts_title: str
    welcome: str
    started: str
    settings: str
    ask_program: str
    ask_month: str
    month_unclear: str
    left_open: str
    kept: str
    yes: str
    """The word that options begin with; its first letter chooses one."""
    resumed: str
    all_answered: str
    resume_keys: str
    finish_keys: str
    begin_keys: str
    facts_intro: str
    progress: str
    why: str
    to_show: str
    touches: str
    so_far: str
    note_so_far: str
    reason_so_far: str
    choose: str
    choose_many: str
    choose_number: str
    key_unknown: str
    key_fact_unknown: str
    key_not_applicable: str
    key_skip: str
    key_keep: str
    key_back: str
    key_note: str
    key_help: str
    key_quit: str
    unclear: str
    unclear_options: str
    unclear_number: str
    always_applies: str
    fact_always: str
    fact_takes_no_note: str
    ask_reason: str
    no_reason: str
    ask_note: str
    note_saved: str
    note_removed: str
    too_long: str
    private: str
    saved: str
    first_already: str
    fact_help: str
    help_unknown: str
    stopped: str
    done: str
    counts: str
    count_unknown: str
    count_open: str
    flags_intro: str
    flags_more: str
    no_flags: str
    next: str
    again: str
    unknown: str
    not_applicable: str
    kinds: Mapping[str, str]
    """The kinds of personal data, as check/privacy.py names them."""
    commands: Mapping[str, Word]
    """What may be typed instead of an answer, in small letters."""


_KEYS: dict[str, Word] = {
    "u": "unknown",
    "n": "not-applicable",
    "s": "skip",
    "p": "back",
    "b": "back",
    "<": "back",
    "t": "note",
    "?": "help",
    "h": "help",
    "q": "quit",
}
"""The same keys in every language, but for `s`. `b` goes back only where it is no option."""

INTERVIEW_WORDS: dict[str, InterviewWords] = {
    "en": InterviewWords(
        facts_title="About your program",
        welcome=(
            "This asks one question at a time. Say what is done, not what is meant. Nobody has to know everything: "
            "“not known yet” is an answer too. Each answer is saved at once in {file}; you can stop at any time and "
            "go on later. Nothing leaves this computer. Please do not write names or contact data of residents."
        ),
        started="Started {file}, with every question in it.",
        settings="The settings of this self-audit are in {file}.",
        ask_program="What is your program called? The name stands at the top of the report. Enter: leave it blank.",
        ask_month="Which month is it? Write it like this: 2026-11. Enter: leave it blank.",
        month_unclear="Please write the year and the month, such as 2026-11, or press Enter to leave it blank.",
        left_open="Left open.",
        kept="Kept as it is.",
        yes="Yes",
        resumed="So far, {answered} of {asked} questions have an answer. Everything is still in {file}.",
        all_answered="All {asked} questions have an answer.",
        resume_keys="Enter: go on where you stopped · a: go through all again · q: stop",
        finish_keys="Enter: finish · a: go through all again",
        begin_keys="Enter: begin · q: stop",
        facts_intro="A few facts first. They decide which questions apply to your program.",
        progress="{section} · {number} of {of}",
        why="Why we ask. Where this right is kept, a visitor would see:",
        to_show="What could show it:",
        touches="It is about:",
        so_far="Your answer so far:",
        note_so_far="Your note:",
        reason_so_far="Your reason:",
        choose="{first}–{last}: your answer",
        choose_many="{first}–{last}: all that fit, such as: a c",
        choose_number="Type a number",
        key_unknown="u: not known yet",
        key_fact_unknown="u: not known, leave blank",
        key_not_applicable="n: does not apply",
        key_skip="Enter or s: skip",
        key_keep="Enter or s: keep, go on",
        key_back="p: the one before",
        key_note="t: write a note",
        key_help="?: help and why",
        key_quit="q: stop",
        unclear="“{said}” is not one of the keys here. Nothing was changed.",
        unclear_options="Type a letter from {first} to {last}, or one of the keys below the question.",
        unclear_number="Type a whole number, such as 12, or press Enter to leave it blank.",
        always_applies="This question applies to every program. Choose a letter, or u for not known yet.",
        fact_always="This fact is asked of every program. Answer it, or press Enter to leave it blank.",
        fact_takes_no_note="Facts take no note. Notes can be written beside the questions.",
        ask_reason="Why does it not apply? One line; Enter to leave this.",
        no_reason="Nothing was changed. The question stays open.",
        ask_note="Your note, in one line. Enter: leave it as it is. A single - takes it away.",
        note_saved="The note is saved.",
        note_removed="The note is taken away.",
        too_long="That is longer than {most} characters, and was not saved. Please write it shorter.",
        private="This looks like {kinds}. It was not saved. Please write it without.",
        saved="Saved.",
        first_already="This is the first question.",
        fact_help="The facts decide which questions apply, and which funder rules the report shows.",
        help_unknown="When you are not sure, choose u. It never counts against you, and goes on the homework list.",
        stopped="Stopped. All that you answered is saved in {file}.",
        done="That was the last question. Thank you. All is saved in {file}.",
        counts="Questions answered: {answered} of {asked}.",
        count_unknown="Not known yet: {unknown}.",
        count_open="Still open: {open}.",
        flags_intro="Worth a look first:",
        flags_more="The report tells of every red flag, why it hurts, and gives wording to paste.",
        no_flags="These answers show no red flag so far. The report tells what they show.",
        next="Next:",
        again="To go on later:",
        unknown="not known yet",
        not_applicable="does not apply",
        kinds={
            "an e-mail address": "an e-mail address",
            "a phone number": "a phone number",
            "a Social Security number": "a Social Security number",
            "an A-number": "an A-number",
            "a case number": "a case number",
            "a date of birth": "a date of birth",
            "a street address": "a street address",
            "a name with contact data": "a name with contact data",
        },
        commands={
            **_KEYS,
            "unknown": "unknown",
            "do not know": "unknown",
            "don't know": "unknown",
            "not-applicable": "not-applicable",
            "not applicable": "not-applicable",
            "does not apply": "not-applicable",
            "n/a": "not-applicable",
            "skip": "skip",
            "back": "back",
            "previous": "back",
            "note": "note",
            "help": "help",
            "why": "help",
            "quit": "quit",
            "stop": "quit",
            "exit": "quit",
        },
    ),
    "es": InterviewWords(
        facts_title="Sobre su programa",
        welcome=(
            "Aquí se hace una pregunta a la vez. Diga lo que se hace, no lo que se quiere hacer. Nadie tiene que "
            "saberlo todo: «todavía no se sabe» también es una respuesta. Cada respuesta se guarda enseguida en "
            "{file}; puede parar cuando quiera y seguir después. Nada sale de esta computadora. Por favor, no escriba "
            "nombres ni datos de contacto de residentes."
        ),
        started="Se creó {file}, con todas las preguntas.",
        settings="La configuración de esta autoevaluación está en {file}.",
        ask_program=("¿Cómo se llama su programa? El nombre va al principio del informe. Enter: dejarlo en blanco."),
        ask_month="¿En qué mes estamos? Escríbalo así: 2026-11. Enter: dejarlo en blanco.",
        month_unclear="Escriba el año y el mes, como 2026-11, o pulse Enter para dejarlo en blanco.",
        left_open="Queda abierta.",
        kept="Queda como está.",
        yes="Sí",
        resumed="Hasta ahora, {answered} de {asked} preguntas tienen respuesta. Todo sigue en {file}.",
        all_answered="Las {asked} preguntas tienen respuesta.",
        resume_keys="Enter: seguir donde se quedó · a: repasar todas · q: parar",
        finish_keys="Enter: terminar · a: repasar todas",
        begin_keys="Enter: empezar · q: parar",
        facts_intro="Primero, algunos datos. Con ellos se decide qué preguntas corresponden a su programa.",
        progress="{section} · {number} de {of}",
        why="Por qué se pregunta. Donde se respeta este derecho, una visita vería:",
        to_show="Lo que podría mostrarlo:",
        touches="Se trata de:",
        so_far="Su respuesta hasta ahora:",
        note_so_far="Su nota:",
        reason_so_far="Su razón:",
        choose="{first}–{last}: su respuesta",
        choose_many="{first}–{last}: todas las que correspondan; por ejemplo: a c",
        choose_number="Escriba un número",
        key_unknown="u: todavía no se sabe",
        key_fact_unknown="u: no se sabe, dejar en blanco",
        key_not_applicable="n: no corresponde",
        key_skip="Enter: saltar",
        key_keep="Enter: dejarla así y seguir",
        key_back="p: la pregunta anterior",
        key_note="t: escribir una nota",
        key_help="?: ayuda y por qué",
        key_quit="q: parar",
        unclear="«{said}» no es una de las teclas de aquí. No se cambió nada.",
        unclear_options="Escriba una letra de la {first} a la {last}, o una de las teclas debajo de la pregunta.",
        unclear_number="Escriba un número entero, como 12, o pulse Enter para dejarlo en blanco.",
        always_applies=("Esta pregunta corresponde a todos los programas. Elija una letra, o u si todavía no se sabe."),
        fact_always="Este dato se pide a todos los programas. Contéstelo, o pulse Enter para dejarlo en blanco.",
        fact_takes_no_note="Los datos no llevan nota. Las notas se escriben junto a las preguntas.",
        ask_reason="¿Por qué no corresponde? En una línea; Enter para dejarlo.",
        no_reason="No se cambió nada. La pregunta queda abierta.",
        ask_note="Su nota, en una línea. Enter: dejarla como está. Un solo - la borra.",
        note_saved="La nota está guardada.",
        note_removed="La nota se borró.",
        too_long="Son más de {most} caracteres y no se guardó. Por favor, escríbalo más corto.",
        private="Esto parece {kinds}. No se guardó. Por favor, escríbalo sin eso.",
        saved="Guardado.",
        first_already="Esta es la primera pregunta.",
        fact_help=(
            "Los datos deciden qué preguntas corresponden y qué reglas de los financiadores muestra el informe."
        ),
        help_unknown="Si no tiene seguridad, elija u. Nunca cuenta en contra, y queda en la lista de tareas.",
        stopped="Se paró. Todo lo que contestó está guardado en {file}.",
        done="Esa fue la última pregunta. Gracias. Todo está guardado en {file}.",
        counts="Preguntas contestadas: {answered} de {asked}.",
        count_unknown="Todavía no se sabe: {unknown}.",
        count_open="Quedan abiertas: {open}.",
        flags_intro="Conviene mirar primero:",
        flags_more="El informe cuenta cada señal de alerta, por qué hace daño, y da texto para copiar.",
        no_flags="Hasta ahora, estas respuestas no muestran señales de alerta. El informe cuenta lo que muestran.",
        next="Lo que sigue:",
        again="Para seguir después:",
        unknown="todavía no se sabe",
        not_applicable="no corresponde",
        kinds={
            "an e-mail address": "una dirección de correo electrónico",
            "a phone number": "un número de teléfono",
            "a Social Security number": "un número de Seguro Social",
            "an A-number": "un número A de inmigración",
            "a case number": "un número de caso",
            "a date of birth": "una fecha de nacimiento",
            "a street address": "una dirección",
            "a name with contact data": "un nombre con datos de contacto",
        },
        commands={
            **{key: word for key, word in _KEYS.items() if word != "skip"},  # `s` is read as sí
            "unknown": "unknown",
            "no se sabe": "unknown",
            "no sé": "unknown",
            "no se": "unknown",
            "no corresponde": "not-applicable",
            "no aplica": "not-applicable",
            "saltar": "skip",
            "atrás": "back",
            "atras": "back",
            "anterior": "back",
            "nota": "note",
            "ayuda": "help",
            "por qué": "help",
            "por que": "help",
            "parar": "quit",
            "salir": "quit",
        },
    ),
}


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
