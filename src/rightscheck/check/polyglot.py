"""Documents in more than one language: each block is read by the detector of its own.

Which language that is, common words tell, and letters that only one has. A fragment without any is in the language of
what stands above it, or else of what was read before it; where nothing tells, it is English.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from rightscheck.check.detector import BlockReading, Detector
from rightscheck.model.document import Block

ENGLISH = "en"
SPANISH = "es"
LOOKED_AT = 1_000
"""Characters of a text by which its language is told."""
TELLS = 2
"""So much more for one language than for the other, and a text is in it."""
TELLS_A_GUEST = 5
"""The same for a language that hardly stands in the document: an English house may be called Casa de la Luz."""
A_GUEST = 0.2
"""Of all that tells a language in a document, the share below which it is a guest there."""
REMEMBERED = 10_000
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = re.compile("[ñ¿¡áíóú]", re.IGNORECASE)
"""Letters and signs of Spanish that English does not borrow; é it does."""
_MOST_LETTERS = 2


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_COMMON = {
    ENGLISH: _words(
        "the of and to in is are was were you your yours for with not may must shall will be been on at by or if we our"
        " they their them this that these from any all as an it its who what when where which has have do does after"
        " before until during only without about out off up he she her his can should would there each every"
    ),
    SPANISH: _words(
        "de la el los las que en y del al un una unos unas para por con su sus se es está están esta este estos estas"
        " más pero si usted ustedes le les lo nos tus te cuando quien quienes donde toda todas todo todos cada hay"
        " ser tiene tienen puede pueden debe deben deberá deberán como sin sobre entre hasta desde durante después"
        " antes sólo solo nadie nada nunca aquí ni ya muy también sea son fue han ha qué cómo vos nuestro nuestra"
        " nosotras nosotros otra otro"
    ),
}
_OWN = {
    ENGLISH: _words(
        "phone phones visitor visitors curfew chore chores staff room rooms house rules rule guest guests resident"
        " bed meals dinner breakfast prayer church allowed prohibited mandatory required welcome monday tuesday"
        " wednesday thursday friday saturday sunday kitchen laundry money medication searches hours please"
        " quiet lights children women searched signed bring leave keep turn"
    ),
    SPANISH: _words(
        "celular celulares teléfono teléfonos telefono telefonos visitas horario residentes prohibido prohibida"
        " prohibidos prohibidas permite permiten permitido favor casa albergue refugio reglas reglamento usuaria"
        " usuarias limpieza aseo cocina baño baños cuarto cuartos misa oración oracion lunes martes miércoles"
        " miercoles jueves viernes sábado sábados sabado domingo domingos salida salidas permiso obligatorio"
        " obligatoria dinero medicinas medicamentos revisión revision hijos niños mujeres hombres entregar firmar"
        " desayuno comida cena noche mañana puerta llave drogas policía policia semana bienvenida"
    ),
}
"""Words that say still more: those of house rules that the other language does not have."""


class Judge(Protocol):
    """What judges blocks: a detector, or a polyglot for one document."""

    def read(self, block: Block) -> BlockReading:
        """Judge each sentence of a block."""
        ...


@dataclass(frozen=True, slots=True)
class Evidence:
    """How much in a text speaks for each language."""

    english: int = 0
    spanish: int = 0

    def __add__(self, other: Evidence) -> Evidence:
        """Put two texts together."""
        return Evidence(self.english + other.english, self.spanish + other.spanish)

    def language(self, guest: str = "") -> str:
        """Name the language that it speaks for; empty where it does not tell.

        Args:
            guest: A language that hardly stands in the document, and of which more is asked.

        """
        language = ENGLISH if self.english > self.spanish else SPANISH
        more = abs(self.english - self.spanish)
        return language if more >= (TELLS_A_GUEST if language == guest else TELLS) else ""

    @property
    def guest(self) -> str:
        """The language that hardly stands there, or empty."""
        fewer = min(self.english, self.spanish)
        if fewer >= A_GUEST * (self.english + self.spanish):
            return ""
        return SPANISH if self.spanish < self.english else ENGLISH


@lru_cache(maxsize=REMEMBERED)
def evidence(text: str) -> Evidence:
    """Weigh what in a text speaks for each language."""
    text = text[:LOOKED_AT]
    words = set(_WORD.findall(text.lower()))  # each once: a table full of Y (for yes) says nothing
    english, spanish = (len(words & _COMMON[one]) + 2 * len(words & _OWN[one]) for one in (ENGLISH, SPANISH))
    letters = 0 if text.isascii() else len(_LETTERS.findall(text))
    return Evidence(english, spanish + min(letters, _MOST_LETTERS))


def languages_of(blocks: Sequence[Block]) -> list[str]:
    """Name the language of each block of a document, in their order."""
    own = [evidence(block.text) for block in blocks]
    guest = sum(own, Evidence()).guest
    found: list[str] = []
    before = ""
    for block, one in zip(blocks, own, strict=True):
        told = one.language(guest)
        before = told or before
        found.append(told or _above(block, guest) or before)
    after = ""
    for index in reversed(range(len(found))):
        after = found[index] = found[index] or after
    return [language or ENGLISH for language in found]


def _above(block: Block, guest: str) -> str:
    """Name the language of what stands above a block, the nearest first."""
    above = (block.intro or "", " / ".join(block.columns), *block.headings[::-1])
    told = (evidence(text).language(guest) for text in above if text)
    return next(filter(None, told), "")


class Polyglot:
    """Reads blocks by the detectors of several languages. Those that no block asks for are never touched."""

    def __init__(self, detectors: Mapping[str, Detector]) -> None:
        """Keep the detectors.

        Args:
            detectors: By language. English must be among them; it may make them only when they are asked for.

        """
        self._detectors = detectors

    def read(self, block: Block) -> BlockReading:
        """Judge each sentence of a block that stands alone."""
        return self.of(languages_of([block])[0]).read(block)

    def for_document(self, blocks: Sequence[Block]) -> Judge:
        """Give what judges the blocks of one document, each in the language that it has there."""
        languages = languages_of(blocks)
        if set(languages) <= {ENGLISH}:
            return self.of(ENGLISH)
        return _InDocument(self, zip(blocks, languages, strict=True))

    def of(self, language: str) -> Detector:
        """Give the detector of a language; the English one where there is none."""
        return self._detectors[language if language in self._detectors else ENGLISH]


class _InDocument:
    """Reads the blocks of one document."""

    def __init__(self, polyglot: Polyglot, languages: Iterable[tuple[Block, str]]) -> None:
        self._polyglot = polyglot
        # By the block itself and not by what it says: the same words may stand in two languages.
        self._languages = {id(block): (block, language) for block, language in languages}

    def read(self, block: Block) -> BlockReading:
        """Judge each sentence of a block."""
        known = self._languages.get(id(block))
        return self._polyglot.of(known[1]).read(block) if known else self._polyglot.read(block)
