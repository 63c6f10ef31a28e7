"""The fixed words of the interview, in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Word = Literal["unknown", "not-applicable", "skip", "back", "note", "help", "quit"]
"""What can be said instead of an answer."""


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
    typed: Mapping[Word, str]
    """What may be typed instead of an answer, beside the keys: words for each meaning, with commas between them."""

    @property
    def commands(self) -> dict[str, Word]:
        """What may be typed instead of an answer, in small letters. `s` does not skip where it stands for yes."""
        means_yes = self.yes[:1].casefold()
        keys = {key: word for key, word in _KEYS.items() if word != "skip" or key != means_yes}
        words = {word.strip().casefold(): meaning for meaning, many in self.typed.items() for word in many.split(",")}
        return {**keys, **{word: meaning for word, meaning in words.items() if word}}


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
"""The same keys in every language. `b` goes back only where it is no option."""

ENGLISH = InterviewWords(
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
    typed={
        "unknown": "unknown, do not know, don't know",
        "not-applicable": "not-applicable, not applicable, does not apply, n/a",
        "skip": "skip",
        "back": "back, previous",
        "note": "note",
        "help": "help, why",
        "quit": "quit, stop, exit",
    },
)
"""English. Other languages have theirs in `locale/LANG/interview-words.yaml`."""
