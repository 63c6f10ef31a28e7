"""What the tests of scan, check and baseline share: a detector of four phrases, and small repositories."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from pathlib import Path

from conftest import clean_environment
from rightscheck.check.detector import BlockReading, Judgement
from rightscheck.check.reading import Mark

TAKEN = "Residents turn in phones at intake."
REWRITTEN = "Residents keep their phones."
PHRASES = {
    "turn in phones": ("phones", "phone-taken", "violates", "certain"),
    "curfew": ("movement", "movement-restricted", "violates", "likely"),
    "chapel": ("religion", "compelled-religion", "violates", "possible"),
    "keep their phones": ("phones", "phone-taken", "upholds", "likely"),
}


class PhraseDetector:
    """Knows four phrases, so that what these tests see does not change when the real detector learns."""

    def read(self, block):
        found = []
        sentences = [match.span() for match in re.finditer(r"[^\s.][^.]*\.?", block.text)]
        for start, end in sentences:
            for phrase, (right, rule, polarity, confidence) in PHRASES.items():
                at = block.text.find(phrase, start, end)
                if at >= 0:
                    words = (Mark(at, at + len(phrase), "act"),)
                    found.append(Judgement(start, end, right, rule, polarity, confidence, words, f"*{phrase}*"))
        return BlockReading(len(sentences), tuple(found))


def scanned(done):
    """Give the JSON that a command printed."""
    return json.loads(done.out)


def violations(done):
    """Give path, line and rule of each finding that takes a right away and is not let stand."""
    return [
        (one["path"], one["line"], one["rule"])
        for one in scanned(done)["findings"]
        if one["polarity"] == "violates" and not one["exempt"]
    ]


def exempt(done):
    """Give the kind of exemption of each finding that is let stand."""
    return [one["exempt"]["kind"] for one in scanned(done)["findings"] if one["exempt"]]


def write(folder: Path, **files: str) -> None:
    """Write Markdown files, by their names without the ending."""
    for name, text in files.items():
        (folder / f"{name}.md").write_text(text, "utf-8")


def docx(*paragraphs: str) -> bytes:
    """Make a Word file of some paragraphs."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    office = "http://schemas.openxmlformats.org"
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{office}/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{office}/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{office}/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>',
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return made.getvalue()


def git(folder: Path, *words: str) -> None:
    identity = {
        **{f"GIT_{who}_{what}": "tests" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_CONFIG_SYSTEM": "/dev/null",
    }
    subprocess.run(["git", *words], cwd=folder, env=clean_environment(**identity), check=True, capture_output=True)


def commit(folder: Path, message: str = "More") -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", message)
