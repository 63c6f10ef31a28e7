"""The settings of a new self-audit, as a file with a comment above each setting."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence

from rightscheck.render.init_words import ENGLISH, SettingsWords

WIDTH = 118


def settings_file(standards: Sequence[str], words: SettingsWords = ENGLISH.settings) -> str:
    """Write rightscheck.yaml for a folder with answers in it.

    Args:
        standards: As they are to stand in the file: ids, or paths in quotation marks.
        words: The comments.

    """
    parts = [
        [*_comment(words.title), "answers: answers.yaml"],
        [*_comment(words.standards), "standards:", *(f"  - {one}" for one in standards)],
        [*_comment(words.voices), "# residents: residents.csv", "# staff: staff.csv"],
        [*_comment(words.fail_on), "fail_on: stop"],
        [*_comment(words.documents), "# documents: [policies/**, house-rules.docx]"],
        [*_comment(words.confidence), "# min_confidence: likely", "# fail_on_confidence: certain"],
        [
            *_comment(words.waivers),
            "# waivers:",
            "#   - rule: phone-taken",
            "#     path: policies/handbook.md",
            f"#     quote: {_scalar(words.waiver_quote)}",
            f"#     reason: {_scalar(words.waiver_reason)}",
            f"#     approved_by: {_scalar(words.waiver_approved)}",
            "#     expires: 2027-01-31",
        ],
    ]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _comment(text: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False, break_long_words=False
    )


def _scalar(text: str) -> str:
    """Write a text as YAML reads it: in quotation marks where a colon or a sign would make something else of it."""
    return text if text[0].isalpha() and ": " not in text and " #" not in text else json.dumps(text, ensure_ascii=False)
