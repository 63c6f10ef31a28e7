"""The fixed words of a form, in one place. Those for residents are as plain as their questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rightscheck.model.form import Role


@dataclass(frozen=True, slots=True)
class FormWords:
    """Every text of a form that no standard holds. In {braces} stands what is filled in."""

    language: str
    """As in the `lang` of a page: en, es."""
    language_name: str
    """The name of the language in itself."""

    # The answers that every question has
    yes: str
    sometimes: str
    no: str
    not_sure: str
    skip: str
    unknown: str
    facts: str
    """The heading over the facts about a programme."""
    questions: str
    """The heading over the residents' questions."""

    # The opening
    titles: Mapping[Role, str]
    openings: Mapping[Role, tuple[str, ...]]
    """What it is for, and how to answer; a paragraph each."""
    counts: Mapping[Role, str]
    """That single answers are not shown; not said where the answers go to a survey account, whose holder sees them."""
    on_page: Mapping[Role, str]
    """Where the answers go: on the HTML page."""
    on_paper: Mapping[Role, str]
    """The same: on paper."""
    in_workbook: Mapping[Role, str]
    """The same: in a workbook."""
    in_survey: Mapping[Role, str]
    """The same: in KoboToolbox or ODK."""

    # Questions
    tick_all: str
    a_number: str
    only_if: str
    """With {condition}."""
    fact_is: str
    """With {question} and {answers}."""
    fact_is_not: str
    fact_at_least: str
    """With {question} and {number}."""
    fact_below: str
    joined_and: str
    joined_or: str
    quote_open: str
    quote_close: str
    program: str
    """Asks leadership for the program's name."""
    return_to: str
    """With {whom}: who takes the filled forms."""
    month: str
    month_hint: str
    made_from: str
    """With {edition}."""

    # The HTML page
    skip_link: str
    progress: str
    """With {done} and {all}."""
    save: str
    clear: str
    clear_sure: str
    cleared: str
    saved: Mapping[Role, str]
    """What to do with the file; with {file}."""
    not_saved: str
    no_script: str

    # The workbook
    sheet_read: str
    sheet_answers: str
    column_id: str
    column_question: str
    column_answer: str
    column_skip: str
    skip_this: str
    choose_title: str
    choose: str
    number_wrong: str
    workbook_names: str
    """That a workbook may keep the name of whoever saved it."""
    workbook_how: str


ENGLISH = FormWords(
    language="en",
    language_name="English",
    yes="Yes",
    sometimes="Sometimes",
    no="No",
    not_sure="Not sure",
    skip="I would rather not say",
    unknown="We do not know yet",
    facts="About your program",
    questions="The questions",
    titles={
        "residents": "How is it for you here?",
        "staff": "How is it done here? A form for staff",
        "leadership": "What do we do? A form for those who lead the program",
    },
    openings={
        "residents": (
            "This form asks how it is for you here. The answers help to change rules that do not work.",
            (
                "You decide if you fill it in. You can skip any question, and you can stop at any time. If a question "
                "upsets you, leave it out. No one here may treat you worse, if you answer or if you do not."
            ),
            "Do not write your name. We do not ask who you are.",
            (
                "Fill it in where no staff can see you. Use your own phone or the phone of a friend. Or fill it in on "
                "paper and put it in the locked box. Or give it to someone you trust who does not work here."
            ),
        ),
        "staff": (
            (
                "This form asks what is done on your shift. The answers are set beside those of the residents and of "
                "the leadership, so that all can see where they differ."
            ),
            "It is your choice. You can skip any question and stop at any time. No one may treat you worse either way.",
            "Do not write your name.",
            "Say what is done, not what should be done. Fill it in where nobody looks over your shoulder.",
        ),
        "leadership": (
            "This form asks what your program does today. Say what is done, not what is meant.",
            "First come facts about the program. They decide which questions fit. You may leave anything blank.",
            "“We do not know yet” is a good answer. It goes on the list of things to find out.",
            "Do not write about any one resident.",
        ),
    },
    counts={
        "residents": "The report does not show what one person said. It shows a number, such as “6 said yes”, only "
        "when five or more people gave that answer. It may say that a few people, three or more, told of a problem.",
        "staff": "The report does not show what one person said. It shows a number only when five or more people gave "
        "that answer. It may say that a few people, three or more, told of a problem.",
        "leadership": "",
    },
    on_page={
        "residents": "Nothing is sent anywhere. Your answers stay on this page until you press “Save”. The file has "
        "your answers and the month in it, and nothing else about you or your phone.",
        "staff": "Nothing is sent anywhere. Your answers stay on this page until you press “Save”. The file has your "
        "answers and the month in it, and nothing else about you or your device.",
        "leadership": "Nothing is sent anywhere. “Save” makes the file answers.yaml, which rightscheck reads.",
    },
    on_paper={
        "residents": "Mark one box for each question. When you are done, fold the paper and put it in the locked box, "
        "or hand it to someone you trust who does not work here.",
        "staff": "Mark one box for each question. When you are done, fold the paper and put it in the locked box.",
        "leadership": "Mark one box for each question, if no more is said. Someone then types the letters of the "
        "answers into an answers file.",
    },
    in_workbook={
        "residents": "Nothing is sent anywhere. Pick your answers from the lists on the next sheet. Save the file, "
        "and put it where you were told. Then delete your own copy.",
        "staff": "Nothing is sent anywhere. Pick your answers from the lists on the next sheet. Save the file, and put "
        "it where you were told. Then delete your own copy.",
        "leadership": "Nothing is sent anywhere. Pick your answers from the lists on the next sheet, and save the "
        "file. It becomes an answers file, and then a report, by two commands: rightscheck collect FILE.xlsx -o "
        "answers.yaml, and then rightscheck assess answers.yaml -o report.html",
    },
    in_survey={
        "residents": "Your answers go over the internet to the people who sent you this form. They can open each "
        "form, but your name is not on it. They may hand on counts only.",
        "staff": "Your answers go over the internet to the people who sent you this form. They can open each form, "
        "but your name is not on it. They may hand on counts only.",
        "leadership": "Your answers go over the internet to the survey account that this form was put in.",
    },
    tick_all="Mark all that fit.",
    a_number="A whole number.",
    only_if="Only if {condition}.",
    fact_is="{question} is answered {answers}",
    fact_is_not="{question} is not answered {answers}",
    fact_at_least="{question} is {number} or more",
    fact_below="{question} is less than {number}",
    joined_and="and",
    joined_or="or",
    quote_open="“",
    quote_close="”",
    program="What is your program called? (You may leave this blank.)",
    return_to="Give it to: {whom}",
    month="Which month is it?",
    month_hint="Year and month only, such as 2026-11. No day.",
    made_from="Questions from: {edition}",
    skip_link="Skip to the questions",
    progress="{done} of {all}",
    save="Save",
    clear="Clear all",
    clear_sure="Clear all answers on this page?",
    cleared="All answers are cleared.",
    saved={
        "residents": "Your answers are saved in the file {file}. Give it to the person this form names, or to someone "
        "you trust who does not work here. If you send it from your own number or mail, they can tell that it is "
        "yours. Then delete the file from the downloads, and press “Clear all” here. If there is no such file, use the "
        "form on paper.",
        "staff": "Your answers are saved in the file {file}. Put it where you were told. If you send it from your own "
        "number or mail, they can tell that it is yours. Then delete the file from the downloads, and press "
        "“Clear all” here.",
        "leadership": "Your answers are saved in the file {file}. Put it in a folder of its own and run there: "
        "rightscheck assess {file} -o report.html",
    },
    not_saved="The file could not be saved here. You can print this page and use the paper.",
    no_script="This page cannot save your answers here. You can print it and fill it in by hand.",
    sheet_read="Read me first",
    sheet_answers="Answers",
    column_id="id",
    column_question="Question",
    column_answer="Your answer",
    column_skip="Skip?",
    skip_this="skip this one",
    choose_title="Your answer",
    choose="Please pick an answer from the list, or leave it blank.",
    number_wrong="Please write a whole number, or leave it blank.",
    workbook_names="A program such as Excel may put the name of its user into the file. If that worries you, use the "
    "form on paper or on your phone.",
    workbook_how="Go to the sheet “{sheet}”. Click on a box in the column “{column}”, and pick from the list.",
)
"""English. Other languages have theirs in `locale/LANG/form-words.yaml`."""
