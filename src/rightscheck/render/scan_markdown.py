"""What the documents say, as Markdown: a page, or a comment on a pull request, which may only be so long."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf

from rightscheck.model.finding import CONFIDENCE_ORDER, ScanResult
from rightscheck.render.markdown import escape
from rightscheck.render.scan_text import (
    FindingText,
    ScanReport,
    emphasised,
    exemption_text,
    inert,
    make_scan_report,
    problem_place,
    problem_text,
)
from rightscheck.render.scan_words import ENGLISH, Counted, ScanWords, counted
from rightscheck.version import __version__

COMMENT = 60_000
"""Characters. GitHub takes 65,536 in a comment; the rest is left for what stands around it."""
SKIPPED_SHARE = 0.2
PROBLEMS_SHARE = 0.1
FOLDED_SHARE = 0.17
"""What these parts, and each folded one, may take of the room while there are findings to show."""
LONGEST = 500
"""Characters of a quote, a reason, or a reading in a comment."""


def markdown(result: ScanResult, words: ScanWords = ENGLISH) -> str:
    """Render a scan as Markdown, whole."""
    return _Page(make_scan_report(result, words), inf, inf).text()


def comment(result: ScanResult, words: ScanWords = ENGLISH, limit: int = COMMENT) -> str:
    """Render a scan as Markdown of so many characters at most; what was left out is counted."""
    return _Page(make_scan_report(result, words), limit, LONGEST).text()


@dataclass(frozen=True, slots=True)
class _Page:
    """A report, and the room there is for it, in characters."""

    report: ScanReport
    limit: float
    longest: float
    """The room for a quote, a reason, or a reading."""

    @property
    def words(self) -> ScanWords:
        return self.report.words

    def text(self) -> str:
        words, report = self.words, self.report
        head = [f"## {words.title}", escape(report.summary)]
        head += [escape(report.since_says)] if report.since_says and report.documents else []
        head += self._rights()
        tail = [words.not_this, words.made.format(version=__version__)]
        room = self.limit - len("\n\n".join([*head, *tail])) - LONGEST
        first = [*self._skipped(self.limit * SKIPPED_SHARE), *self._problems(self.limit * PROBLEMS_SHARE)]
        folded = [*self._exempt(self.limit * FOLDED_SHARE), *self._protections(self.limit * FOLDED_SHARE)]
        findings = self._findings(room - _length(first) - _length(folded))
        return "\n\n".join([*head, *first, *findings, *folded, *tail]) + "\n"

    def _shown(self, text: str) -> str:
        line = inert(text).strip()
        return escape(line if len(line) <= self.longest else f"{line[: int(self.longest)].rstrip()} …")

    def _reading(self, one: FindingText) -> str:
        """Give how the words were read, with stress only where Markdown cannot take it for anything else."""
        reading = one.finding.reading
        shown, was_stressed = "", False
        for part, asked in emphasised(reading if len(reading) <= self.longest else reading[: int(self.longest)]):
            is_stressed = asked and part[0].isalnum() and part[-1].isalnum()
            # At the outer side of a mark may stand a space or one of these, and nothing that could change its meaning.
            apart = (shown[-1:] or " ").isspace() or part[0] in " :;,." or not (is_stressed or was_stressed)
            text = _within(part)
            shown += f"{'' if apart else ' '}{f'*{text}*' if is_stressed else text}"
            was_stressed = is_stressed
        return " ".join(shown.split())

    def _rights(self) -> Iterable[str]:
        words, rights = self.words, self.report.rights
        if not self.report.documents or not rights:
            return
        silent = [escape(right.title) for right in rights if right.status == "silent"]
        rows = [
            f"| {escape(right.title)} | **{right.word}** | {right.counts} |"
            for right in rights
            if right.status != "silent"
        ]
        if silent:
            rows.append(f"| {'; '.join(silent)} | {words.status['silent']} | |")
        yield "\n".join([f"| {words.right} | {words.says} | {words.sentences} |", "| --- | --- | --- |", *rows])

    def _listing(self, title: str, intro: str, items: Iterable[str], room: float) -> list[str]:
        """Give a list under a heading, of the items that fit; the others are counted."""
        lines, left = _fitting(items, room)
        return [title, intro, *(["\n".join(lines)] if lines else []), *self._cut(left, self.words.cut_lines)]

    def _cut(self, left: int, forms: Counted) -> list[str]:
        return [f"**{counted(left, forms)}** {self.words.see_all}"] if left else []

    def _skipped(self, room: float) -> list[str]:
        words, skipped = self.words, self.report.skipped
        if not skipped:
            return []
        title = f"### {words.skipped_title}: {counted(len(skipped), words.documents)}"
        items = (f"**{self._shown(one.path)}**: {self._shown(one.reason)}" for one in skipped)
        return self._listing(title, words.unread_says, items, room)

    def _problems(self, room: float) -> list[str]:
        words, problems = self.words, self.report.problems
        if not problems:
            return []
        items = (f"**{self._shown(problem_place(one))}**: {self._shown(problem_text(one))}" for one in problems)
        return self._listing(f"### {words.problems_title}", words.problems_intro, items, room)

    def _findings(self, room: float) -> list[str]:
        """Give the findings by document; where not all have room, the surest ones."""
        words, still = self.words, self.report.open
        if not still:
            return []
        texts = {one.anchor: self._finding(one) for one in still}
        shown: set[str] = set()
        for one in sorted(still, key=lambda one: CONFIDENCE_ORDER[one.finding.confidence]):
            room -= len(texts[one.anchor]) + len(self._heading(one.finding.path)) + 4
            if room < 0:
                break
            shown.add(one.anchor)
        blocks = [f"### {words.findings_title}"]
        for document in self.report.documents:
            here = [texts[one.anchor] for one in document.findings if one.anchor in shown]
            if here:
                blocks += [self._heading(document.path), *here]
        return [*blocks, *self._cut(len(still) - len(shown), words.cut)]

    def _heading(self, path: str) -> str:
        return f"#### {self._shown(path)}"

    def _finding(self, one: FindingText) -> str:
        finding, words = one.finding, self.words
        head = f"**{self._shown(one.spot)}** · {words.confidence[finding.confidence]} · {escape(one.right)}"
        told = [f"{escape(one.flag.title)}. {words.read_as}: {self._reading(one)}."]
        told += [f"{self._shown(said)}." for said in one.otherwise]
        if one.first:
            told[0] += f" {self._shown(words.as_above.format(place=one.first.spot))}"
        else:
            told.append(f"**{words.why}:** {escape(one.why)}")
            told.append(f"**{words.instead}:** {escape(one.instead)} (`rightscheck explain {one.flag.id}`)")
        return "\n\n".join([f"- {head}", f"  > {self._shown(finding.quote)}", *(f"  {line}" for line in told)])

    def _listed(self, one: FindingText) -> str:
        return f"**{self._shown(one.place)}** · {escape(one.right)}: “{self._shown(one.quote)}”"

    def _exempt(self, room: float) -> list[str]:
        words, report = self.words, self.report
        if not report.exempt:
            return []
        items = (
            f"{self._listed(one)} {self._shown(exemption_text(one.exemption, words))}"
            for one in report.exempt
            if one.exemption
        )
        lines, left = _fitting(items, room)
        title = f"{words.exempt_title}: {report.exempt_says}"
        return _folded(title, [words.exempt_intro, "\n".join(lines), *self._cut(left, words.cut_lines)])

    def _protections(self, room: float) -> list[str]:
        words, report = self.words, self.report
        if not report.protections:
            return []
        lines, left = _fitting(map(self._listed, report.protections), room)
        title = f"{words.protections_title}: {len(report.protections)}"
        return _folded(title, ["\n".join(lines), *self._cut(left, words.cut_lines)])


def _within(text: str) -> str:
    """Escape text that does not stand at the start of a line, and keep the spaces at its ends."""
    return escape(f",{text},")[1:-1]


def _length(blocks: Sequence[str]) -> int:
    return sum(len(block) + 2 for block in blocks)


def _fitting(items: Iterable[str], room: float) -> tuple[list[str], int]:
    lines: list[str] = []
    left = 0
    for item in items:
        line = f"- {item}"
        room -= len(line) + 1
        if room >= 0 and not left:
            lines.append(line)
        else:
            left += 1
    return lines, left


def _folded(title: str, blocks: Iterable[str]) -> list[str]:
    return [f"<details>\n<summary>{title}</summary>", *blocks, "</details>"]
