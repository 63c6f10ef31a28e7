"""A scan as workflow commands, which GitHub shows beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rightscheck.model.document import Skipped
from rightscheck.model.finding import CONFIDENCE_ORDER, Confidence, ExemptionProblem, ScanResult
from rightscheck.model.red_flag import TIER_ORDER
from rightscheck.render.scan_text import FindingText, finding_texts, inert, problem_text, summary
from rightscheck.render.scan_words import ENGLISH, ScanWords, counted, words_for

SHOWN = 10
"""How many errors, warnings, and notices GitHub shows for one step; the rest stands only in its log."""
NAMED_ALONE = 3
"""Documents that were not read get a line each up to this number, so that they leave room for the findings."""
COMMANDS: dict[Confidence, str] = {"certain": "error", "likely": "warning", "possible": "notice"}


def github(result: ScanResult, words: ScanWords = ENGLISH) -> str:
    """Render a scan as workflow commands: what was not read, then the gravest first, and a summary.

    The summary is the last line, but where there are so many notices that GitHub would not show it: then it stands
    before those that are not shown either. Exempt findings are only counted.
    """
    words = words_for(result, words)
    still = sorted(
        (one for one in finding_texts(result, words) if one.finding.polarity == "violates" and not one.exemption),
        key=lambda one: (CONFIDENCE_ORDER[one.finding.confidence], TIER_ORDER[one.flag.tier]),
    )
    first = [*_unread(result.skipped, words), *(_problem(one, words) for one in result.exemption_problems)]
    lines = [*first, *(_finding(one, words) for one in still)]
    notices = sum(COMMANDS[one.finding.confidence] == "notice" for one in still)
    said = _command("notice", summary(result, words), title="rightscheck")
    lines.insert(len(lines) - max(notices - (SHOWN - 1), 0), said)
    return "\n".join(lines) + "\n"


def _unread(skipped: Sequence[Skipped], words: ScanWords) -> Iterable[str]:
    if len(skipped) <= NAMED_ALONE:
        for one in skipped:
            yield _command("error", inert(one.reason), file=one.path, title=words.skipped_title)
        return
    named = [f"{inert(one.path)}: {inert(one.reason)}" for one in skipped]
    yield _command("error", "\n".join(named), title=counted(len(skipped), words.unread))


def _problem(problem: ExemptionProblem, words: ScanWords) -> str:
    return _command(
        "error",
        problem_text(problem),
        file=problem.path,
        line=problem.line,
        col=problem.column,
        title=words.problems_title,
    )


def _finding(one: FindingText, words: ScanWords) -> str:
    finding = one.finding
    place = {
        "line": finding.line,
        "col": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
    }
    said = [
        f"{one.message}.",
        *([] if one.lined else [one.place]),
        f"“{one.quote}”",
        f"{words.read_as}: {one.reading}",
        *one.otherwise,
        f"{words.instead}: {one.instead}",
        f"{words.more}: rightscheck explain {one.flag.id}",
    ]
    return _command(
        COMMANDS[finding.confidence],
        "\n".join(said),
        file=finding.path,
        **(place if one.lined else {}),
        title=f"{one.right} ({words.confidence[finding.confidence]})",
    )


def _command(command: str, message: str, **properties: str | int) -> str:
    told = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{command} {told}::{_escaped(message)}"


def _escaped(text: str) -> str:
    """Escape a message: a line end in it would end the command, and what follows could be another one."""
    lines = (inert(line) for line in text.split("\n"))
    return "%0A".join(line.replace("%", "%25") for line in lines)


def _property(text: str) -> str:
    escaped = inert(text).replace("%", "%25")
    return escaped.replace(":", "%3A").replace(",", "%2C")
