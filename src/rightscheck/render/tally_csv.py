"""A tally as a tidy table: one row for each answer, which any spreadsheet program opens.

No cell of it can act as a formula: every text in it is an id, a month, or one of the words below.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from rightscheck.model.tally import TALLY, QuestionTally, Tally

HEADER = ("form", "role", "first", "last", "standards", "question", "answer", "people")
ALL, TOO_FEW, MEAN, SEVERAL = "(all)", "(too few)", "(mean)", "(several)"


def tally_csv(tally: Tally) -> str:
    """Render a tally. The same counts give the same text, whatever files they came from."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(HEADER)
    standards = " ".join(f"{name}@{version}" for name, version in sorted(tally.standards.items()))
    head = (TALLY, tally.role, tally.first_month, tally.last_month, standards)
    writer.writerow((*head, ALL, ALL, tally.respondents))
    for name in sorted(tally.questions):
        for answer, people in _rows(tally.questions[name]):
            writer.writerow((*head, name, answer, people))
    return written.getvalue()


def _rows(question: QuestionTally) -> Iterator[tuple[str, str]]:
    if not question.counts:
        yield TOO_FEW, "<5"
        return
    if question.mean is not None:
        yield MEAN, f"{question.mean[0]}-{question.mean[1]}"
    if question.several is not None:
        yield SEVERAL, "yes" if question.several else "no"
    for answer in sorted(question.counts):
        yield answer, str(question.counts[answer])
