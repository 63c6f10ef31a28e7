"""The fixed words of a form, in one place for each language. Those for residents are as plain as their questions."""

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


_ENGLISH = FormWords(
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
        "leadership": "Mark one box for each question, if no more is said. Someone then types the answers into an "
        "answers file.",
    },
    in_workbook={
        "residents": "Nothing is sent anywhere. Pick your answers from the lists on the next sheet. Save the file, "
        "and put it where you were told. Then delete your own copy.",
        "staff": "Nothing is sent anywhere. Pick your answers from the lists on the next sheet. Save the file, and put "
        "it where you were told. Then delete your own copy.",
        "leadership": "Nothing is sent anywhere. Pick your answers from the lists on the next sheet. Someone then "
        "types them into an answers file.",
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

_SPANISH = FormWords(
    language="es",
    language_name="Español",
    yes="Sí",
    sometimes="A veces",
    no="No",
    not_sure="No lo sé",
    skip="Prefiero no contestar",
    unknown="Todavía no lo sabemos",
    facts="Sobre su programa",
    questions="Las preguntas",
    titles={
        "residents": "¿Cómo es para usted vivir o recibir ayuda aquí?",
        "staff": "¿Cómo se hacen las cosas aquí? Formulario para el personal",
        "leadership": "¿Qué hacemos? Formulario para quienes dirigen el programa",
    },
    openings={
        "residents": (
            (
                "Este formulario pregunta cómo es para usted estar aquí. Las respuestas ayudan a cambiar las reglas "
                "que no funcionan."
            ),
            (
                "Usted decide si lo contesta. Puede saltarse cualquier pregunta y puede parar cuando quiera. Si una "
                "pregunta le hace daño, déjela en blanco. Nadie de aquí puede tratarle peor por contestar ni por no "
                "contestar."
            ),
            "No escriba su nombre. No preguntamos quién es usted.",
            (
                "Contéstelo donde el personal no le vea. Use su propio teléfono o el de una amistad. O contéstelo en "
                "papel y póngalo en la caja con llave. O déselo a alguien de confianza que no trabaje aquí."
            ),
        ),
        "staff": (
            (
                "Este formulario pregunta qué se hace en su turno. Las respuestas se ponen junto a las de las personas "
                "residentes y las de la dirección, para ver en qué no coinciden."
            ),
            (
                "Usted decide si lo contesta. Puede saltarse cualquier pregunta y parar cuando quiera. Nadie puede "
                "tratarle peor por contestar ni por no contestar."
            ),
            "No escriba su nombre.",
            "Diga lo que se hace, no lo que se debería hacer. Contéstelo donde nadie esté mirando.",
        ),
        "leadership": (
            "Este formulario pregunta qué hace hoy su programa. Diga lo que se hace, no lo que se quiere hacer.",
            (
                "Primero se piden datos sobre el programa. Con ellos se decide qué preguntas corresponden. Puede dejar "
                "en blanco lo que quiera."
            ),
            "«Todavía no lo sabemos» es una buena respuesta. Pasa a la lista de lo que falta averiguar.",
            "No escriba nada sobre ninguna persona residente en particular.",
        ),
    },
    counts={
        "residents": "El informe no muestra lo que dijo una sola persona. Muestra un número, por ejemplo «6 dijeron "
        "que sí», solo si cinco o más personas dieron esa respuesta. Puede decir que algunas personas, tres o más, "
        "contaron un problema.",
        "staff": "El informe no muestra lo que dijo una sola persona. Muestra un número solo si cinco o más personas "
        "dieron esa respuesta. Puede decir que algunas personas, tres o más, contaron un problema.",
        "leadership": "",
    },
    on_page={
        "residents": "No se envía nada a ningún lado. Sus respuestas se quedan en esta página hasta que usted toque "
        "«Guardar». El archivo tiene sus respuestas y el mes, y nada más sobre usted ni sobre su teléfono.",
        "staff": "No se envía nada a ningún lado. Sus respuestas se quedan en esta página hasta que usted toque "
        "«Guardar». El archivo tiene sus respuestas y el mes, y nada más sobre usted ni sobre su aparato.",
        "leadership": "No se envía nada a ningún lado. «Guardar» crea el archivo answers.yaml, que rightscheck lee.",
    },
    on_paper={
        "residents": "Marque una casilla en cada pregunta. Al terminar, doble el papel y póngalo en la caja con llave, "
        "o déselo a alguien de confianza que no trabaje aquí.",
        "staff": "Marque una casilla en cada pregunta. Al terminar, doble el papel y póngalo en la caja con llave.",
        "leadership": "Marque una casilla en cada pregunta, si no se dice otra cosa. Después, alguien pasa las "
        "respuestas a un archivo de respuestas.",
    },
    in_workbook={
        "residents": "No se envía nada a ningún lado. Elija sus respuestas en las listas de la hoja siguiente. Guarde "
        "el archivo y póngalo donde le dijeron. Después borre su propia copia.",
        "staff": "No se envía nada a ningún lado. Elija sus respuestas en las listas de la hoja siguiente. Guarde el "
        "archivo y póngalo donde le dijeron. Después borre su propia copia.",
        "leadership": "No se envía nada a ningún lado. Elija sus respuestas en las listas de la hoja siguiente. "
        "Después, alguien las pasa a un archivo de respuestas.",
    },
    in_survey={
        "residents": "Sus respuestas van por internet a quienes le mandaron este formulario. Esas personas pueden "
        "abrir cada formulario, pero su nombre no está en él. Solo deben pasar a otros el número de respuestas.",
        "staff": "Sus respuestas van por internet a quienes le mandaron este formulario. Esas personas pueden abrir "
        "cada formulario, pero su nombre no está en él. Solo deben pasar a otros el número de respuestas.",
        "leadership": "Sus respuestas van por internet a la cuenta de encuestas donde está este formulario.",
    },
    tick_all="Marque todo lo que corresponda.",
    a_number="Un número entero.",
    only_if="Solo si {condition}.",
    fact_is="en {question} se contestó {answers}",
    fact_is_not="en {question} no se contestó {answers}",
    fact_at_least="en {question} se contestó {number} o más",
    fact_below="en {question} se contestó menos de {number}",
    joined_and="y",
    joined_or="o",
    quote_open="«",
    quote_close="»",
    return_to="Déselo a: {whom}",
    month="¿En qué mes estamos?",
    month_hint="Solo el año y el mes, por ejemplo 2026-11. Sin el día.",
    made_from="Preguntas de: {edition}",
    skip_link="Ir a las preguntas",
    progress="{done} de {all}",
    save="Guardar",
    clear="Borrar todo",
    clear_sure="¿Borrar todas las respuestas de esta página?",
    cleared="Se borraron todas las respuestas.",
    saved={
        "residents": "Sus respuestas se guardaron en el archivo {file}. Déselo a la persona que nombra este formulario "
        "o a alguien de confianza que no trabaje aquí. Si lo manda desde su propio número o correo, pueden saber que "
        "es suyo. Después borre el archivo de las descargas y toque aquí «Borrar todo». Si no encuentra el archivo, "
        "use el formulario en papel.",
        "staff": "Sus respuestas se guardaron en el archivo {file}. Póngalo donde le dijeron. Si lo manda desde su "
        "propio número o correo, pueden saber que es suyo. Después borre el archivo de las descargas y toque aquí "
        "«Borrar todo».",
        "leadership": "Sus respuestas se guardaron en el archivo {file}. Póngalo en una carpeta propia y ejecute ahí: "
        "rightscheck assess {file} -o report.html",
    },
    not_saved="Aquí no se pudo guardar el archivo. Puede imprimir esta página y usar el papel.",
    no_script="Aquí esta página no puede guardar sus respuestas. Puede imprimirla y contestarla a mano.",
    sheet_read="Lea esto primero",
    sheet_answers="Respuestas",
    column_id="id",
    column_question="Pregunta",
    column_answer="Su respuesta",
    column_skip="¿Saltar?",
    skip_this="sáltese esta",
    choose_title="Su respuesta",
    choose="Elija una respuesta de la lista, o deje la casilla en blanco.",
    number_wrong="Escriba un número entero, o deje la casilla en blanco.",
    workbook_names="Un programa como Excel puede poner en el archivo el nombre de quien lo usa. Si eso le preocupa, "
    "use el formulario en papel o en su teléfono.",
    workbook_how="Vaya a la hoja «{sheet}». Haga clic en una casilla de la columna «{column}» y elija de la lista.",
)

FORM_WORDS: dict[str, FormWords] = {"en": _ENGLISH, "es": _SPANISH}
"""By the code of the language."""
