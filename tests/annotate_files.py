"""Files to annotate, built by hand, and findings in them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from document_files import word_paragraphs
from rightscheck.check.detector import BlockReading, Judgement
from rightscheck.check.reading import Mark
from rightscheck.check.scan import read_findings
from rightscheck.model.document import Block, Document, Spot
from rightscheck.read.standards import load_standard, shipped_ids
from rightscheck.render.annotate import Review

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{SPACE}}}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
STANDARDS = [load_standard(name) for name in shipped_ids()]
FLAGS = {flag.id: flag for standard in STANDARDS for flag in standard.red_flags}
RIGHTS = {right.id: right for right in STANDARDS[0].tables.rights}
RULE = FLAGS["phone-taken"]

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>%s</Types>'
)
LINKS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
LINK = (
    '<Relationship Id="%s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s"/>'
)
HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document xmlns:w="' + SPACE + '" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:wp14="http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing" mc:Ignorable="w14 wp14">'
)


def docx(body: str, parts: dict[str, str] | None = None, links: str = "", types: str = "", head: str = HEAD) -> bytes:
    """A small Word file with this body."""
    stream = io.BytesIO()
    everything = {
        "[Content_Types].xml": TYPES % types,
        "_rels/.rels": LINKS % (LINK % ("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": f"{head}<w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": LINKS % links,
        "word/media/image1.png": "\x89PNG not really",
        **(parts or {}),
    }
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in everything.items():
            package.writestr(name, text)
    return stream.getvalue()


def word_document(data: bytes, others: tuple[str, ...] = ()) -> Document:
    """The paragraphs of a Word file as blocks, with no regard to lists and headings."""
    blocks = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for part in ("word/document.xml", *others):
            for paragraph in word_paragraphs(ET.fromstring(package.read(part))):
                text = "".join(" " if one in "\t\n" else one for one in paragraph.text if one != "\u00ad")
                if text.strip():
                    place = None if part == "word/document.xml" else part
                    blocks.append(Block(text, "paragraph", (Spot(0, paragraph.number, 1),), part=place))
    return Document("handbook.docx", "docx", tuple(blocks))


@dataclass
class Finder:
    """A detector that finds these sentences, wherever they stand."""

    sentences: tuple[str, ...]
    rule: str = "phone-taken"
    polarity: str = "violates"

    def read(self, block: Block) -> BlockReading:
        found = []
        for sentence in self.sentences:
            start = block.text.find(sentence)
            while start >= 0:
                end = start + len(sentence)
                words = (Mark(start, min(start + 3, end), "act"),)
                right = FLAGS[self.rule].right
                found.append(
                    Judgement(
                        start, end, right, self.rule, self.polarity, "certain", words, "obligation on *residents*"
                    )
                )
                start = block.text.find(sentence, end)
        return BlockReading(1, tuple(found))


def review(document: Document, *sentences: str, **how: str) -> Review:
    """What is written back when these sentences are found."""
    _, findings = read_findings(document, Finder(sentences, **how))
    assert len(findings) >= len(sentences), "the test's own sentence was not found"
    return Review(document, findings, FLAGS, RIGHTS)


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name)


def texts(data: bytes, name: str = "word/document.xml") -> list[str]:
    """What stands in the w:t of each paragraph, joined: neither split nor marked, whatever happened around it."""
    return ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in ET.fromstring(part(data, name)).iter(f"{W}p")]


def looks(data: bytes) -> list[tuple[str, str]]:
    """Each character of the body with the properties of its run."""
    found = []
    for run in ET.fromstring(part(data, "word/document.xml")).iter(f"{W}r"):
        properties = run.find(f"{W}rPr")
        look = "" if properties is None else ET.tostring(properties, encoding="unicode")
        for child in run:
            if child.tag == f"{W}t":
                found += [(one, look) for one in child.text or ""]
            elif child.tag not in (f"{W}rPr", f"{W}commentReference"):
                found.append((child.tag, look))
    return found


def commented(data: bytes) -> dict[str, str]:
    """The text that each comment stands on, as Word sees it: deleted text is not counted."""
    root = ET.fromstring(part(data, "word/document.xml"))
    open_ids: list[str] = []
    covered: dict[str, str] = {}
    gone = {id(t) for kind in ("del", "moveFrom") for one in root.iter(f"{W}{kind}") for t in one.iter()}
    for element in root.iter():
        own = element.get(f"{W}id", "")
        if element.tag == f"{W}commentRangeStart":
            open_ids.append(own)
            covered[own] = ""
        elif element.tag == f"{W}commentRangeEnd":
            open_ids.remove(own)
        elif id(element) not in gone and element.tag in (f"{W}t", f"{W}tab", f"{W}br"):
            for one in open_ids:
                covered[one] += (element.text or "") if element.tag == f"{W}t" else " "
    assert not open_ids
    referenced = [one.get(f"{W}id") for one in root.iter(f"{W}commentReference")]
    assert sorted(referenced) == sorted(covered)
    return covered


def comments(data: bytes) -> dict[str, list[str]]:
    """The paragraphs of each comment."""
    root = ET.fromstring(part(data, "word/comments.xml"))
    return {
        one.get(f"{W}id"): ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in one.iter(f"{W}p")]
        for one in root.iter(f"{W}comment")
    }
