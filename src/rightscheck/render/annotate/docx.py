"""Word comments at the findings. The text, the look, and every other part of the file stay as they are."""

from __future__ import annotations

import posixpath
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from rightscheck.errors import InputError, Place, Problem
from rightscheck.render.annotate.letters import closing, letters, nearest
from rightscheck.render.annotate.notes import AUTHOR, Note, Review, make_notes, quoted, segments
from rightscheck.render.annotate.parts import Parts
from rightscheck.render.annotate.story import (
    SPACES,
    Character,
    NotSpliceable,
    Paragraph,
    Run,
    Story,
    Stretch,
    root_end,
    tag_end,
)
from rightscheck.render.annotate.words import ENGLISH

MAX_COMMENTS = 32_767
"""Word does not open a file with more."""
_TYPES = "[Content_Types].xml"
_TYPES_SPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS_SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_LINK_KINDS = {
    "transitional": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "strict": "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
_INITIALS = ("rc", "rck", "rights", "rightscheck")
_NEAR = 200
"""How many paragraphs away a sentence is looked for, should its own have another number than we think."""


def annotate(original: bytes, review: Review) -> bytes:
    """Write a comment at each sentence that was found.

    Word shows no comments in headers, footers, footnotes, and text boxes. What was found there is told at the
    reference of the footnote, at the place of the box, or at the first paragraph, with the sentence in quotes.

    Raises:
        InputError: The file is built in a way that comments cannot be written into.

    """
    notes = make_notes(review)
    try:
        return _Package(original).with_comments(notes, review)
    except NotSpliceable as error:
        raise InputError(
            [
                Problem(
                    Place(review.document.path),
                    f"comments cannot be written into this file: {error}",
                    "save it again in Word, or write a page beside it with -o NAME.html",
                )
            ]
        ) from None


@dataclass(slots=True)
class _Cut:
    """What is put in at one byte: the ends of ranges come before the beginnings of others."""

    run: Run | None = None
    """The run that is divided here, if it is."""
    stretch: Stretch | None = None
    """The text that is divided here, if it is."""
    ends: list[bytes] = field(default_factory=list)
    starts: list[bytes] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Range:
    """Where a comment stands: from the beginning of one character or run to the end of another."""

    first: Character | Run | None
    last: Character | Run | None
    paragraph: Paragraph | None = None
    """Where there is no run to stand at: this paragraph."""
    exact: bool = True
    """It covers the sentence itself, so that the comment need not quote it."""


class _Package:
    """A Word file as its parts."""

    def __init__(self, data: bytes) -> None:
        self.parts = Parts(data)
        self.main = self.parts.main
        self.links = _links_of(self.main)
        self.story = Story(self.parts[self.main])
        self.kind = SPACES.get(self.story.space)
        if self.kind is None:
            raise NotSpliceable("its main part is no Word text")

    def _targets(self, links: str, folder: str) -> Iterator[tuple[str, str]]:
        """Give the kind and the part of each relationship that leads to a part of the package."""
        for _, attributes in root_end(self.parts[links])[1] if links in self.parts else ():
            if "Target" in attributes and attributes.get("TargetMode") != "External":
                yield (
                    attributes.get("Type", ""),
                    posixpath.normpath(posixpath.join("/", folder, attributes["Target"])).lstrip("/"),
                )

    def with_comments(self, notes: tuple[Note, ...], review: Review) -> bytes:
        """Give the bytes of the package with a comment for each note."""
        comments = self._comments_part()
        ids, initials = _taken(self.parts[comments]) if comments in self.parts else ([], set())
        first_id = max([*ids, *self.story.comment_ids, -1]) + 1
        if first_id + len(notes) > MAX_COMMENTS:
            raise NotSpliceable(f"Word takes no more than {MAX_COMMENTS:,} comments")
        placer = _Placer(self.main, self.story, self._other_stories())
        writer = _CommentWriter(self.story, review, next((i for i in _INITIALS if i not in initials), AUTHOR))
        cuts = _Cuts(self.story)
        bodies = []
        for number, note in enumerate(notes, first_id):
            where = placer.place(note)
            cuts.add(where, number)
            bodies.append(writer.comment(number, note, quote=not where.exact))
        changed = {self.main: cuts.apply()}
        changed |= self._with_comments_part(comments, b"".join(bodies))
        return self.parts.written(changed)

    def _comments_part(self) -> str:
        """Name the part that holds the comments, or the one that will."""
        for kind, target in self._targets(self.links, posixpath.dirname(self.main)):
            if kind.endswith("/relationships/comments") and target in self.parts:
                return target
        folder = posixpath.dirname(self.main)
        taken = {name.lower() for name in self.parts.names}
        names = (posixpath.join(folder, f"comments{n or ''}.xml") for n in range(len(taken) + 1))
        return next(name for name in names if name.lower() not in taken)

    def _other_stories(self) -> dict[str, Story]:
        """Read the footnotes and endnotes, to know which note a paragraph is part of."""
        found = {}
        for kind, target in self._targets(self.links, posixpath.dirname(self.main)):
            if kind.endswith(("/footnotes", "/endnotes")) and target in self.parts:
                found[target] = Story(self.parts[target])
        return found

    def _with_comments_part(self, name: str, bodies: bytes) -> dict[str, bytes]:
        if name in self.parts:
            return {name: _put_in(self.parts[name], bodies)}
        declared = f'<w:comments xmlns:w="{self.story.space}">'.encode()
        head = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        changed = {name: head + declared + bodies + b"</w:comments>"}
        kind = _LINK_KINDS[self.kind or "transitional"]
        empty = head + f'<Relationships xmlns="{_LINKS_SPACE}"/>'.encode()
        links = self.parts.get(self.links, empty)
        taken = {attributes.get("Id") for _, attributes in root_end(links)[1]}
        new_id = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        target = posixpath.basename(name)
        link = f'<Relationship xmlns="{_LINKS_SPACE}" Id="{new_id}" Type="{kind}/comments" Target="{target}"/>'
        changed[self.links] = _put_in(links, link.encode())
        if _TYPES not in self.parts:
            raise NotSpliceable("its list of parts is missing")
        override = f'<Override xmlns="{_TYPES_SPACE}" PartName="/{name}" ContentType="{_COMMENTS_TYPE}"/>'
        changed[_TYPES] = _put_in(self.parts[_TYPES], override.encode())
        return changed


class _Placer:
    """Finds the place of a note in the main text."""

    def __init__(self, main: str, story: Story, others: dict[str, Story]) -> None:
        self.main = main
        self.story = story
        self.others = others

    def place(self, note: Note) -> _Range:
        part = note.block.part if note.block else None
        if part is not None and part in self.others:
            return self._at_reference(note, self.others[part], part)
        return self._in_main(note) if part in (None, self.main) else self._at_first()

    def _in_main(self, note: Note) -> _Range:
        pieces = _by_line(note)
        for line, column, text in pieces:
            found = find_text(self.story, line, column, text)
            if found is None:
                continue
            paragraph, first, last = found
            if paragraph.boxed:
                return self._at_run(paragraph.anchor)
            characters = self.story.characters(paragraph)
            return _Range(characters[first], characters[last], exact=len(pieces) == 1)
        return self._at_paragraph(note.line)

    def _at_paragraph(self, number: int) -> _Range:
        """Stand at a whole paragraph whose text was not found letter for letter."""
        if not 1 <= number <= len(self.story.paragraphs):
            return self._at_first()
        paragraph = self.story.paragraphs[number - 1]
        if paragraph.boxed:
            return self._at_run(paragraph.anchor)
        if not paragraph.stretches:
            return self._at_first()
        return _Range(paragraph.stretches[0].run, paragraph.stretches[-1].run, exact=False)

    def _at_reference(self, note: Note, story: Story, part: str) -> _Range:
        kind = "endnote" if "endnote" in part else "footnote"
        for line, column, text in _by_line(note):
            found = find_text(story, line, column, text)
            if found and found[0].note is not None:
                return self._at_run(self.story.references.get((kind, found[0].note)))
        return self._at_first()

    def _at_run(self, run: Run | None) -> _Range:
        return _Range(run, run, exact=False) if run else self._at_first()

    def _at_first(self) -> _Range:
        outer = [paragraph for paragraph in self.story.paragraphs if not paragraph.boxed]
        for paragraph in outer:
            if paragraph.stretches:
                return _Range(paragraph.stretches[0].run, paragraph.stretches[-1].run, exact=False)
        if not outer:
            raise NotSpliceable("it has no paragraph that a comment could stand at")
        return _Range(None, None, outer[0], exact=False)


def find_text(story: Story, line: int, column: int, text: str) -> tuple[Paragraph, int, int] | None:
    """Find a text in the paragraph that it was read from, or in the one nearest to it.

    Returns the paragraph and the numbers of the first and the last character.
    """
    wanted, _ = letters(text)
    for paragraph in _nearby(story.paragraphs, line):
        have, origin = story.letters(paragraph)
        start = nearest(wanted, have, bisect_left(origin, column - 1))
        if start is not None:
            first, last = origin[start], origin[start + len(wanted) - 1]
            return paragraph, first, _with_punctuation(story.characters(paragraph), last, text)
    return None


def _nearby(paragraphs: Sequence[Paragraph], number: int) -> Iterator[Paragraph]:
    """Give the paragraph of this number, then those around it, the nearest first."""
    for away in range(_NEAR + 1):
        for at in dict.fromkeys((number - 1 - away, number - 1 + away)):
            if 0 <= at < len(paragraphs):
                yield paragraphs[at]


def _with_punctuation(characters: list[Character], last: int, text: str) -> int:
    """Take the marks that close the sentence along."""
    for mark in closing(text):
        if last + 1 < len(characters) and characters[last + 1].text == mark:
            last += 1
    return last


def _by_line(note: Note) -> list[tuple[int, int, str]]:
    """Give the sentence paragraph by paragraph, those with the deciding words first: a table row has several.

    Its comment stands in one cell and quotes the row: not every program takes a comment over several cells.
    """
    found: dict[int, tuple[int, list[str]]] = {}
    for line, _, column, text in segments(note):
        found.setdefault(line, (column, []))[1].append(text)
    told = {word.line for word in note.words}
    pieces = [(line, column, "".join(texts).strip(" |")) for line, (column, texts) in found.items()]
    return sorted((piece for piece in pieces if letters(piece[2])[0]), key=lambda piece: piece[0] not in told)


class _Cuts:
    """Everything that is put into the main text."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.data = story.data
        self._cuts: dict[int, _Cut] = defaultdict(_Cut)
        self._spaced: set[int] = set()

    def add(self, where: _Range, number: int) -> None:
        """Set the beginning, the end, and the reference of a comment."""
        if where.first is None or where.last is None:
            self._at_paragraph(where.paragraph, number)
            return
        near = where.first if isinstance(where.first, Run) else where.first.stretch.run
        self._before(where.first).starts.append(self._mark("commentRangeStart", number, near))
        reference = self._mark("commentReference", number, near)
        opening, closing = self._tags("r", near)
        end = self._mark("commentRangeEnd", number, near)
        self._behind(where.last).ends.append(end + opening + reference + closing)

    def apply(self) -> bytes:
        """Give the bytes of the part with everything put in."""
        pieces, done = [], 0
        for at in sorted({*self._cuts, *self._spaced}):
            pieces.append(self.data[done:at])
            done = at
            if at in self._spaced:
                pieces.append(b' xml:space="preserve"')
            if at in self._cuts:
                pieces.append(self._between(self._cuts[at]))
        return b"".join([*pieces, self.data[done:]])

    def _between(self, cut: _Cut) -> bytes:
        marks = b"".join([*cut.ends, *cut.starts])
        if cut.run is None:
            return marks
        _, closing = self._tags("r", cut.run)
        again = closing + marks + cut.run.opening + cut.run.properties
        if cut.stretch is None:
            return again
        opening, closing = self._tags("t", cut.run)
        return closing + again + opening.replace(b">", b' xml:space="preserve">')

    def _before(self, where: Character | Run) -> _Cut:
        if isinstance(where, Run):
            return self._cuts[where.start]
        stretch = where.stretch
        if where.start > stretch.inner and self._divides(stretch):
            return self._inside(stretch, where.start)
        if stretch.run.whole or self._empty(stretch.run.content, stretch.start):
            return self._cuts[stretch.run.start]
        return self._in_run(stretch.run, stretch.start)

    def _behind(self, where: Character | Run) -> _Cut:
        if isinstance(where, Run):
            return self._cuts[where.end]
        stretch = where.stretch
        if where.end < stretch.inner_end and self._divides(stretch):
            return self._inside(stretch, where.end)
        if stretch.run.whole or self._empty(stretch.end, stretch.run.last):
            return self._cuts[stretch.run.end]
        return self._in_run(stretch.run, stretch.end)

    def _empty(self, start: int, end: int) -> bool:
        return not self.data[start:end].strip()

    @staticmethod
    def _divides(stretch: Stretch) -> bool:
        return not (stretch.whole or stretch.run.whole)

    def _inside(self, stretch: Stretch, at: int) -> _Cut:
        if not stretch.keeps_space:  # both halves may now begin or end with a space that must be seen
            self._spaced.add(stretch.inner - 1)
        cut = self._in_run(stretch.run, at)
        cut.stretch = stretch
        return cut

    def _in_run(self, run: Run, at: int) -> _Cut:
        cut = self._cuts[at]
        cut.run = run
        return cut

    def _at_paragraph(self, paragraph: Paragraph | None, number: int) -> None:
        if paragraph is None or paragraph.closed:
            raise NotSpliceable("it has no paragraph that a comment could stand at")
        space = f' xmlns:w="{self.story.space}"'
        reference = f'<w:r{space}><w:commentReference w:id="{number}"/></w:r>'.encode()
        self._cuts[paragraph.end].ends.append(reference)

    def _prefix(self, run: Run) -> bytes:
        name = run.opening[1:].split()[0].rstrip(b"/>")
        return name.rpartition(b":")[0]

    def _tags(self, local: str, run: Run) -> tuple[bytes, bytes]:
        prefix = self._prefix(run)
        name = prefix + b":" + local.encode() if prefix else local.encode()
        return b"<" + name + b">", b"</" + name + b">"

    def _mark(self, local: str, number: int, run: Run) -> bytes:
        """Write an empty element with an id, with Word's own prefix whatever the document calls it."""
        declared = "" if self._prefix(run) == b"w" else f' xmlns:w="{self.story.space}"'
        return f'<w:{local}{declared} w:id="{number}"/>'.encode()


class _CommentWriter:
    """Writes what stands in a comment."""

    def __init__(self, story: Story, review: Review, initials: str) -> None:
        self.head = f'<w:comment xmlns:w="{story.space}" w:author="{AUTHOR}" w:initials={quoteattr(initials)}'
        if review.made:
            self.head += f' w:date="{review.made.isoformat()}T00:00:00Z"'
        self.words = review.words
        is_english = self.words.language == ENGLISH.language
        self.language = "" if is_english else f"<w:lang w:val={quoteattr(self.words.language)}/>"

    def comment(self, number: int, note: Note, *, quote: bool) -> bytes:
        quotation = f"{self._place(note)}: {quoted(note.quote, self.words)}"
        paragraphs = [self._paragraph(("", quotation), reference=True)] if quote else []
        for remark in note.remarks:
            paragraphs.append(self._paragraph((remark.title, ""), reference=not paragraphs))
            paragraphs.append(self._paragraph(("", remark.sure)))
            paragraphs += [self._paragraph((f"{word}: " if word else "", text)) for word, text in remark.parts]
        return f'{self.head} w:id="{number}">{"".join(paragraphs)}</w:comment>'.encode()

    def _place(self, note: Note) -> str:
        """Say where a sentence stands that no comment can be set on."""
        if note.block is None:
            return self.words.in_document
        for part, name in self.words.comment_places.items():
            if part in (note.block.part or ""):
                return name
        return self.words.in_box if note.block.kind == "box" else self.words.here

    def _paragraph(self, texts: tuple[str, str], *, reference: bool = False) -> str:
        strong, usual = texts
        mark = "<w:r><w:annotationRef/></w:r>" if reference else ""
        return f"<w:p>{mark}{self._run(strong, '<w:b/>')}{self._run(usual, '')}</w:p>"

    def _run(self, text: str, look: str) -> str:
        if not text:
            return ""
        size = '<w:sz w:val="20"/>'
        properties = f"<w:rPr>{look}{size}{self.language}</w:rPr>"
        return f'<w:r>{properties}<w:t xml:space="preserve">{escape(_for_xml(text))}</w:t></w:r>'


def _for_xml(text: str) -> str:
    """Leave out the two characters that XML has no form for; other controls are gone already."""
    return text.replace("\ufffe", "").replace("\uffff", "")


def _links_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _taken(comments: bytes) -> tuple[list[int], set[str]]:
    """Give the ids of the comments that are there, and the initials of everybody else."""
    ids: list[int] = []
    initials: set[str] = set()
    for name, attributes in root_end(comments)[1]:
        if name.rpartition(" ")[2] != "comment":
            continue
        own = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if own.get("id", "").isdecimal():
            ids.append(int(own["id"]))
        if own.get("author") != AUTHOR:
            initials.add(own.get("initials", "").lower())
    return ids, initials


def _put_in(data: bytes, more: bytes) -> bytes:
    """Put elements at the end of the outermost element."""
    end, _, start = root_end(data)
    opened = tag_end(data, start)
    if data[opened - 2 : opened] != b"/>":
        return data[:end] + more + data[end:]
    name = data[start + 1 : opened - 2].split()[0]
    return data[: opened - 2] + b">" + more + b"</" + name + b">" + data[opened:]
