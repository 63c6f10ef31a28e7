"""Documents that the tests of the readers make by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree.ElementTree import Element

from rightscheck.model.document import Block, Document
from rightscheck.ooxml import W, WordParagraph, paragraph_pieces
from rightscheck.read.documents import read_bytes

HANDBOOKS = Path(__file__).parent / "corpus" / "handbooks"

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PKG = "http://schemas.openxmlformats.org/package/2006/relationships"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_WORD = f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:mc="{_MC}"'
STYLES = f"""<w:styles {_WORD}>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="House"><w:name w:val="House Heading"/><w:basedOn w:val="berschrift1"/></w:style>
<w:style w:type="paragraph" w:styleId="Punkt"><w:name w:val="List Bullet"/>
<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
</w:styles>"""


def pack(parts: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def docx(body: str, parts: Mapping[str, str] | None = None, relations: str = "") -> bytes:
    return pack(
        {
            "_rels/.rels": f'<Relationships xmlns="{_PKG}"><Relationship Id="r" Type="{_R}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
            "word/document.xml": f"<w:document {_WORD}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PKG}">{relations}</Relationships>',
            "word/styles.xml": STYLES,
            **{name: f"<w:{root} {_WORD}>{text}</w:{root}>" for name, (root, text) in _parts(parts or {}).items()},
        }
    )


def _parts(parts: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    roots = {"header": "hdr", "footer": "ftr", "footnotes": "footnotes", "endnotes": "endnotes"}
    return {
        f"word/{name}.xml": (next(root for key, root in roots.items() if name.startswith(key)), text)
        for name, text in parts.items()
    }


def word_paragraphs(root: Element) -> Iterator[WordParagraph]:
    """Every paragraph of a part of a Word document, in document order, text boxes and fallbacks included."""
    for number, element in enumerate(root.iter(f"{W}p"), 1):
        yield WordParagraph(number, element, paragraph_pieces(element))


def relation(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{_R}/{kind}" Target="{target}"/>'


def p(text: str, style: str = "", more: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{named}<w:r><w:t xml:space="preserve">{text}</w:t></w:r>{more}</w:p>'


_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMES = " ".join(
    f'xmlns:{prefix}="{_ODF}{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
        ("draw", "drawing"),
    )
)


def odt(body: str, styles: str = "") -> bytes:
    return pack(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {_NAMES}><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {_NAMES}>{styles}</office:document-styles>",
        }
    )


def document(data: bytes | str, name: str) -> Document:
    reading = read_bytes(data.encode() if isinstance(data, str) else data, name)
    assert not reading.skipped, reading.skipped
    assert reading.document is not None
    return reading.document


def texts(data: bytes | str, name: str) -> list[str]:
    return [block.text for block in document(data, name).blocks]


def block(data: bytes | str, name: str, words: str) -> Block:
    return next(one for one in document(data, name).blocks if words in one.text)


def reason(data: bytes, name: str) -> str:
    reading = read_bytes(data, name)
    assert reading.document is None
    (skipped,) = reading.skipped
    assert skipped.path == name
    return skipped.reason
