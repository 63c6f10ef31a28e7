"""The fixed words at the start of a self-audit: the comments of its two files, and the next steps.

They are English here. Other languages have theirs in `locale/LANG/init-words.yaml`. Keys, ids, and commands are the
same in all of them.
"""

from __future__ import annotations

from dataclasses import dataclass

Counted = tuple[str, str]
"""How one is told, and how any other number is; `{n}` is the number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersWords:
    """What stands in the comments of an answers file, from its top."""

    title: str
    how: str
    step_time: str
    step_facts: str
    step_answer: str
    """Two further answers follow."""
    unknown: str
    not_applicable: str
    """{line}: the line to add."""
    step_required: str
    """{line}"""
    step_blank: str
    """The lines that may stay blank follow, each with what it is for."""
    note: str
    change_by: str
    evidence: str
    paper: str
    """An example, as are the next two."""
    record: str
    quote: str
    paper_says: str
    record_says: str
    quote_says: str
    step_run: str
    """{command}"""
    no_names: str
    stays: str
    facts_title: str
    facts: str
    choose_one: str
    """How a fact is answered; so do the next two."""
    choose_many: str
    a_number: str
    variant: str
    """Of a question that is asked because of a fact."""
    may_not_apply: str
    to_show: str
    """{evidence}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsWords:
    """What stands in the comments of rightscheck.yaml."""

    title: str
    standards: str
    voices: str
    fail_on: str
    documents: str
    confidence: str
    waivers: str
    waiver_quote: str
    """An example, as are the next two."""
    waiver_reason: str
    waiver_approved: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InitWords:
    """Every word that the start of a self-audit says by itself. `{…}` stands for what is filled in."""

    language: str
    answers: AnswersWords
    settings: SettingsWords
    wrote: Counted
    """{file}, {questions}; {n} counts the standards."""
    wrote_settings: str
    """{file}"""
    settings_stay: str
    """{file}"""
    next_interview: str
    """{command}"""
    next_file: str
    """{file}, {command}"""


ENGLISH = InitWords(
    language="en",
    answers=AnswersWords(
        title="Answers for a rightscheck self-audit.",
        how="How to fill this in",
        step_time="Set aside about an hour. Two people from different shifts see more than one.",
        step_facts="State the facts about your program first; then answer the questions.",
        step_answer=(
            "After `answer:` write the letter of an option, or its id. Say what is done, not what is meant. Two "
            "further answers:"
        ),
        unknown="You do not know yet. That is no failure; it goes on the homework list.",
        not_applicable="Only where the question allows it. Add a line {line}",
        step_required="When a funder or a law makes you do it, add a line under your answer: {line}",
        step_blank="The other lines under a question may stay blank:",
        note="Words for yourself and the report.",
        change_by="add this line for the date by which you mean to change it",
        evidence="what backs the answer up; it is named, never sent or copied",
        paper="Resident handbook, page 4",
        record="Exit log, last 12 months",
        quote="Residents keep their own phones.",
        paper_says="it is written down",
        record_says="a record shows it was done",
        quote_says="the words of a policy file",
        step_run="Then run: {command}",
        no_names=("Names, phone numbers, case numbers, or anything else about a resident do not belong in this file."),
        stays="Nothing leaves your computer.",
        facts_title="About your program",
        facts=(
            "These facts decide which questions apply and which funder rules are shown. Leave blank what you do not "
            "know."
        ),
        choose_one="Choose one.",
        choose_many="List all that fit: [one, another].",
        a_number="A whole number.",
        variant="(Asked because of the facts above; leave it blank if it does not fit.)",
        may_not_apply="may be answered not-applicable, with a reason",
        to_show="To show: {evidence}",
    ),
    settings=SettingsWords(
        title=(
            "Settings of this self-audit, read by `rightscheck assess` and `rightscheck check`. The command line "
            "overrides them."
        ),
        standards=(
            "The standards to assess against, by id, or a folder of your own. The first one leads: its ladder gives "
            "the level."
        ),
        voices=(
            "What residents and staff answered, as `rightscheck collect` counted it. Files of these names beside the "
            "answers are taken by `rightscheck assess FOLDER` and `rightscheck check` without being named; name others "
            "here."
        ),
        fail_on=(
            "For a CI job: exit with 1 when a red flag of this tier or above is present (core, stop, fix, caution, "
            "never)."
        ),
        documents=("The policy documents that `rightscheck check` reads. Left out, every document in this folder."),
        confidence=(
            "How sure a finding in a document must be to be reported (certain, likely, possible), and to make a CI job "
            "fail."
        ),
        waivers=(
            "Rules that may stand for a while. They stay in every report, and fail the check once the day has passed."
        ),
        waiver_quote="Residents turn in phones at intake.",
        waiver_reason="The board votes on the new rule in January.",
        waiver_approved="the director",
    ),
    wrote=(
        "Wrote {file}: {questions} questions in {n} standard.",
        "Wrote {file}: {questions} questions in {n} standards.",
    ),
    wrote_settings="Wrote {file}: settings.",
    settings_stay="{file} was there already and stays as it is.",
    next_interview="Next, to be asked one question at a time: {command}",
    next_file="Next: open {file} in any text editor, then run: {command}",
)
