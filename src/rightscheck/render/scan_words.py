"""The fixed words about documents, in one place, so that every format says the same and another language can come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rightscheck.model.finding import Confidence, FindingPart, RightStatus, ScanResult
from rightscheck.render.words import MONTHS

Counted = tuple[str, str]
"""How one is told, and how any other number is; `{n}` is the number."""


def counted(count: int, forms: Counted) -> str:
    """Tell a number with its noun: 1 document, 2 documents."""
    return forms[count != 1].format(n=count)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanWords:
    """Every word that a report about documents says by itself. `{…}` stands for what is filled in."""

    language: str
    """For `<html lang>`."""
    months: tuple[str, ...]
    day: str
    """{month}, {day}, {year}"""

    title: str
    kind: str
    """What the page is, in a line above its title."""

    documents: Counted
    unread: Counted
    takes: Counted
    """How often a right is taken away and that is not let stand; for {times}."""
    protects: Counted
    exempt: Counted
    """Findings that are let stand, where all are."""
    more_exempt: Counted
    """Those that are let stand, where others are not."""
    invalid: Counted
    """Waivers and allowances that do not hold."""
    found: str
    """{times}, {by} (the numbers by confidence), {documents}."""
    nothing_found: str
    """{documents}"""
    nothing_open: str
    """{documents}; where all that was found is let stand."""
    looked_for: str
    """{rights}, where not all were asked for."""
    no_promise: str
    none_there: str
    """{since}, if only what a branch adds is told."""
    none_read: Counted
    unread_says: str
    was_not_read: str
    """{path}, {reason}"""
    since_says: str
    """{since}; empty where the whole documents are told."""

    confidence: Mapping[Confidence, str]
    confidence_says: Mapping[Confidence, str]
    message: Mapping[Confidence, str]
    """What a finding that takes a right away says in one line; {title} of the red flag, {right}."""
    upholds: str
    roles: Mapping[str, str]

    page: str
    """{n}"""
    paragraph: str
    line: str
    under: str
    """{heading}"""
    parts: Mapping[FindingPart, str]

    read_as: str
    otherwise: str
    """{place}, {answer}: what the self-audit says of the same matter."""
    why: str
    instead: str
    """What to write in its place."""
    do_instead: str
    """What to do in its place."""
    wording: str
    wording_advice: str
    more: str
    as_above: str
    """{place}"""

    findings_title: str
    protections_title: str
    rights_title: str
    skipped_title: str
    exempt_title: str
    problems_title: str
    documents_title: str
    summary_title: str
    contents: str
    skip_link: str
    sentences_read: Counted
    click: str
    stands_under: str
    """{heading}"""
    introduced_by: str
    """{intro}"""
    above: str
    exempt_intro: str
    problems_intro: str
    problems_help: str
    """What to do about them."""
    clean: str
    clean_but_exempt: str
    right: str
    says: str
    sentences: str
    status: Mapping[RightStatus, str]
    times_takes: Counted
    times_protects: Counted
    all_exempt: Counted
    """Behind the number of those that take it, where all of them are let stand."""
    some_exempt: Counted

    exemptions: Mapping[str, str]
    """By kind."""
    until: str
    """{date}"""
    approved_by: str
    """{name}"""
    written_at: str
    """{place}"""
    in_baseline: str

    cut: Counted
    """Findings that a format has no room for."""
    cut_lines: Counted
    see_all: str
    not_this: str
    made: str
    """{version}"""
    on_branch: ScanWords | None = None
    """The words for a result that holds only what a branch adds; None for the same."""

    def date(self, date: str) -> str:
        """Tell a day, given as 2026-11-21."""
        year, month, day = date.split("-")
        return self.day.format(month=self.months[int(month) - 1], day=int(day), year=year)


def words_for(result: ScanResult, words: ScanWords) -> ScanWords:
    """Give the words that fit a result: of a branch, nothing may be said that sounds like the whole documents."""
    if words is ENGLISH:  # nobody asked for others: the result says in which language it is told
        words = SCAN_WORDS.get(result.language, words)
    return words.on_branch or words if result.since is not None else words


_WHOLE = ScanWords(
    language="en",
    months=MONTHS,
    day="{month} {day}, {year}",
    title="What the documents say",
    kind="Policy documents, read against rights-based practice standards",
    documents=("{n} document", "{n} documents"),
    unread=("{n} document was not read", "{n} documents were not read"),
    takes=("once", "{n} times"),
    protects=("a right is protected once", "a right is protected {n} times"),
    exempt=("{n} finding is let stand", "{n} findings are let stand"),
    more_exempt=("{n} more is let stand", "{n} more are let stand"),
    invalid=("{n} exemption does not hold", "{n} exemptions do not hold"),
    found="A right is taken away {times} ({by}) in {documents}",
    nothing_found="Nothing that takes a right away was found in {documents}",
    nothing_open="Nothing that takes a right away stands open in {documents}",
    looked_for="Looked for nothing but this: {rights}.",
    no_promise=(
        "That is not a promise: rightscheck knows many wordings, not all of them, and no house by its paper alone."
    ),
    none_there="No documents were found.",
    none_read=(
        "The one document that was found was not read.",
        "None of the {n} documents that were found was read.",
    ),
    unread_says="What was not read may say anything. It counts as not read, never as clean.",
    was_not_read="{path} was not read: {reason}",
    since_says="",
    confidence={"certain": "certain", "likely": "likely", "possible": "possible"},
    confidence_says={
        "certain": "the words leave little doubt",
        "likely": "the words point to it; please read the sentence",
        "possible": "worth a look by a person",
    },
    message={
        "certain": "{title}: this rule takes a right away ({right})",
        "likely": "{title}: this rule likely takes a right away ({right})",
        "possible": "{title}: this rule may take a right away ({right})",
    },
    upholds="This rule protects a right ({right})",
    roles={"rule": "rule", "whom": "whom", "act": "what", "not": "turns it", "hint": "hint"},
    page="page {n}",
    paragraph="paragraph {n}",
    line="line {n}",
    under="under “{heading}”",
    parts={
        "footnote": "footnote",
        "endnote": "endnote",
        "header": "header",
        "footer": "footer",
        "margin": "header or footer",
        "table": "table",
        "box": "text box",
    },
    read_as="Read as",
    otherwise="The self-audit says otherwise ({place}): “{answer}”",
    why="Why it matters",
    instead="Write instead",
    do_instead="What to do instead",
    wording="Wording to paste",
    wording_advice="Paste the wording once the house can keep it, and fill in what stands in [brackets].",
    more="More",
    as_above="Why, and what to write instead: as above ({place}).",
    findings_title="Rules that take a right away",
    protections_title="Rules that protect a right",
    rights_title="The rights, and what the documents say of each",
    skipped_title="Not read",
    exempt_title="Let stand, with a reason",
    problems_title="Exemptions that do not hold",
    documents_title="Documents that were read",
    summary_title="In short",
    contents="In this report",
    skip_link="Skip to the result",
    sentences_read=("{n} sentence", "{n} sentences"),
    click="One click or tap on it selects the whole text.",
    stands_under="Under the heading “{heading}”.",
    introduced_by="Above it: “{intro}”.",
    above="as above",
    exempt_intro="These take a right away too. They do not fail the check, and they never lift the level.",
    problems_intro="What they were to let stand counts as open.",
    problems_help=(
        "A waiver in the settings, or a comment that allows a rule in a document, needs a rule that exists, a reason, "
        "and the last day it holds. Change the rule in the document, or decide anew and set another date."
    ),
    clean="Nothing that takes a right away was found here.",
    clean_but_exempt="Nothing else that takes a right away was found here.",
    right="Right",
    says="The documents",
    sentences="Sentences",
    status={
        "restricted": "restricted",
        "protected": "protected",
        "both": "both",
        "silent": "silent",
    },
    times_takes=("{n} takes it", "{n} take it"),
    times_protects=("{n} protects it", "{n} protect it"),
    all_exempt=("let stand", "all let stand"),
    some_exempt=("{n} of them let stand", "{n} of them let stand"),
    exemptions={"baseline": "baseline", "waiver": "waiver", "allowance": "allowed in the document"},
    until="until {date}",
    approved_by="approved by {name}",
    written_at="written at {place}",
    in_baseline="it stood there before the check began",
    cut=("{n} more finding is not shown here.", "{n} more findings are not shown here."),
    cut_lines=("{n} more is not shown here.", "{n} more are not shown here."),
    see_all="To see everything, run the same command with `--format html --output report.html`.",
    not_this=("A sentence is read as it is written. How a rule is lived, only the people who live with it can say."),
    made="Made with rightscheck {version}. Everything stayed on the computer it was made on.",
)

ENGLISH = replace(
    _WHOLE,
    on_branch=replace(
        _WHOLE,
        title="What this branch adds",
        documents=("{n} changed document", "{n} changed documents"),
        found="New on this branch: a right is taken away {times} ({by}) in {documents}",
        nothing_found="Nothing new that takes a right away was found in {documents}",
        nothing_open="Nothing new that takes a right away stands open in {documents}",
        none_there="No document changed since {since}, so there was nothing to read.",
        since_says=(
            "Only what is new since {since} is told here. Sentences that stood there before are left out, and "
            "documents that did not change were not read."
        ),
        findings_title="New rules that take a right away",
        protections_title="New rules that protect a right",
        clean="Nothing new that takes a right away was found here.",
        clean_but_exempt="Nothing else new that takes a right away was found here.",
    ),
)
"""English."""

_WHOLE_IN_SPANISH = ScanWords(
    language="es",
    months=(
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ),
    day="{day} de {month} de {year}",
    title="Lo que dicen los documentos",
    kind="Documentos con reglas, leídos según estándares de prácticas basadas en derechos",
    documents=("{n} documento", "{n} documentos"),
    unread=("{n} documento no se leyó", "{n} documentos no se leyeron"),
    takes=("una vez", "{n} veces"),
    protects=("un derecho se protege una vez", "un derecho se protege {n} veces"),
    exempt=("{n} hallazgo se deja como está", "{n} hallazgos se dejan como están"),
    more_exempt=("{n} más se deja como está", "{n} más se dejan como están"),
    invalid=("{n} excepción no vale", "{n} excepciones no valen"),
    found="Se quita un derecho {times} ({by}) en {documents}",
    nothing_found="No se encontró nada que quite un derecho en {documents}",
    nothing_open="No queda abierto nada que quite un derecho en {documents}",
    looked_for="Se buscó solo esto: {rights}.",
    no_promise=(
        "Eso no es una promesa: rightscheck conoce muchas maneras de decirlo, no todas, y no conoce ninguna casa solo "
        "por sus papeles."
    ),
    none_there="No se encontró ningún documento.",
    none_read=(
        "El único documento que se encontró no se leyó.",
        "No se leyó ninguno de los {n} documentos que se encontraron.",
    ),
    unread_says="Lo que no se leyó puede decir cualquier cosa. Cuenta como no leído, nunca como limpio.",
    was_not_read="{path} no se leyó: {reason}",
    since_says="",
    confidence={"certain": "seguro", "likely": "probable", "possible": "posible"},
    confidence_says={
        "certain": "las palabras dejan poca duda",
        "likely": "las palabras apuntan a ello; por favor, lea la frase",
        "possible": "conviene que lo vea una persona",
    },
    message={
        "certain": "{title}: esta regla quita un derecho ({right})",
        "likely": "{title}: es probable que esta regla quite un derecho ({right})",
        "possible": "{title}: puede que esta regla quite un derecho ({right})",
    },
    upholds="Esta regla protege un derecho ({right})",
    roles={"rule": "regla", "whom": "a quién", "act": "qué", "not": "lo invierte", "hint": "pista"},
    page="página {n}",
    paragraph="párrafo {n}",
    line="línea {n}",
    under="bajo «{heading}»",
    parts={
        "footnote": "nota al pie",
        "endnote": "nota al final",
        "header": "encabezado",
        "footer": "pie de página",
        "margin": "encabezado o pie de página",
        "table": "tabla",
        "box": "cuadro de texto",
    },
    read_as="Se leyó como",
    otherwise="La autoevaluación dice otra cosa ({place}): «{answer}»",
    why="Por qué importa",
    instead="Escriba en su lugar",
    do_instead="Qué hacer en su lugar",
    wording="Texto para copiar",
    wording_advice="Copie el texto cuando la casa pueda cumplirlo, y llene lo que está entre [corchetes].",
    more="Más",
    as_above="Por qué, y qué escribir en su lugar: igual que arriba ({place}).",
    findings_title="Reglas que quitan un derecho",
    protections_title="Reglas que protegen un derecho",
    rights_title="Los derechos, y lo que los documentos dicen de cada uno",
    skipped_title="No se leyó",
    exempt_title="Se deja como está, con una razón",
    problems_title="Excepciones que no valen",
    documents_title="Documentos que se leyeron",
    summary_title="En pocas palabras",
    contents="En este informe",
    skip_link="Ir al resultado",
    sentences_read=("{n} frase", "{n} frases"),
    click="Un clic o un toque en él selecciona todo el texto.",
    stands_under="Bajo el título «{heading}».",
    introduced_by="Antes dice: «{intro}».",
    above="igual que arriba",
    exempt_intro="Estas también quitan un derecho. No hacen fallar la revisión, y nunca suben el nivel.",
    problems_intro="Lo que iban a dejar como está cuenta como abierto.",
    problems_help=(
        "Una excepción en la configuración, o un comentario que permite una regla en un documento, necesita una regla "
        "que exista, una razón y el último día en que vale. Cambie la regla en el documento, o decida otra vez y ponga "
        "otra fecha."
    ),
    clean="Aquí no se encontró nada que quite un derecho.",
    clean_but_exempt="Aquí no se encontró nada más que quite un derecho.",
    right="Derecho",
    says="Los documentos",
    sentences="Frases",
    status={
        "restricted": "lo quitan",
        "protected": "lo protegen",
        "both": "ambas cosas",
        "silent": "no dicen nada",
    },
    times_takes=("{n} lo quita", "{n} lo quitan"),
    times_protects=("{n} lo protege", "{n} lo protegen"),
    all_exempt=("se deja como está", "todas se dejan como están"),
    some_exempt=("{n} de ellas se deja como está", "{n} de ellas se dejan como están"),
    exemptions={"baseline": "punto de partida", "waiver": "excepción", "allowance": "permitido en el documento"},
    until="hasta el {date}",
    approved_by="con aprobación de {name}",
    written_at="escrito en {place}",
    in_baseline="ya estaba ahí antes de que empezara la revisión",
    cut=("Aquí no se muestra {n} hallazgo más.", "Aquí no se muestran {n} hallazgos más."),
    cut_lines=("Aquí no se muestra {n} más.", "Aquí no se muestran {n} más."),
    see_all="Para ver todo, ejecute el mismo comando con `--format html --output report.html`.",
    not_this=(
        "Una frase se lee como está escrita. Cómo se vive una regla, solo lo pueden decir las personas que viven con "
        "ella."
    ),
    made="Hecho con rightscheck {version}. Todo se quedó en la computadora en que se hizo.",
)

SPANISH = replace(
    _WHOLE_IN_SPANISH,
    on_branch=replace(
        _WHOLE_IN_SPANISH,
        title="Lo que agrega esta rama",
        documents=("{n} documento que cambió", "{n} documentos que cambiaron"),
        found="Nuevo en esta rama: se quita un derecho {times} ({by}) en {documents}",
        nothing_found="No se encontró nada nuevo que quite un derecho en {documents}",
        nothing_open="No queda abierto nada nuevo que quite un derecho en {documents}",
        none_there="Ningún documento cambió desde {since}, así que no había nada que leer.",
        since_says=(
            "Aquí solo se dice lo nuevo desde {since}. Las frases que ya estaban no se incluyen, y los documentos "
            "que no cambiaron no se leyeron."
        ),
        findings_title="Reglas nuevas que quitan un derecho",
        protections_title="Reglas nuevas que protegen un derecho",
        clean="Aquí no se encontró nada nuevo que quite un derecho.",
        clean_but_exempt="Aquí no se encontró nada más que sea nuevo y quite un derecho.",
    ),
)
"""Spanish. No native speaker has reviewed it yet."""

SCAN_WORDS: dict[str, ScanWords] = {"en": ENGLISH, "es": SPANISH}
"""By the code of the language."""
