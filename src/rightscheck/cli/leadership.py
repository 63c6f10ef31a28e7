"""The filled form of leadership becomes an answers file, as `init` would have written it, with the answers in it."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rightscheck.model.standard import Indicator, Standard
    from rightscheck.read.filled.leadership import LeadershipForm

ENDINGS = (".yaml", ".yml")
"""How an answers file may end; by it, `collect` is asked for one."""


def collect_answers(files: Sequence[Path], output: Path, names: Sequence[str]) -> None:
    """Write an answers file from the one filled form of leadership.

    Args:
        files: What was named on the command line.
        output: The answers file to write.
        names: The standards that the form may have been made from.

    Raises:
        UsageError: There are several files, or the one to write is there already.
        InputError: The file is no form of leadership, or something in it cannot be used. Nothing is written then.
        OutputError: The file cannot be written.

    """
    from rightscheck.check.prepared import asked_indicators
    from rightscheck.cli.output import note, write_bytes
    from rightscheck.cli.today import read_day
    from rightscheck.read.translations import load_translated

    form = _read(_only(files, output), names)
    language = form.language or "en"
    chosen = [one.partition("@")[0] for one in form.edition.replace(",", " ").split()]
    standards = [one for name in names if (one := load_translated(name, language)).id in (chosen or [one.id])]
    asked = asked_indicators(standards, form.facts)
    text = _text(form, standards, asked, read_day(None).isoformat()[: len("2026-11")], output)
    write_bytes(output, text.encode(), overwrite=False)
    for id in sorted(form.answers.keys() - {indicator.id for indicator in asked}):
        note(f"{id}: the facts say that this question does not apply, and its answer is left out.")
    answered = sum(indicator.id in form.answers for indicator in asked)
    note(f"Wrote {output}: {answered} of {len(asked)} questions answered. It is dated this month; see the line date:.")
    told = " --lang es -o informe.html" if language == "es" else f"{_lang(language)} -o report.html"
    note(f"Next: rightscheck assess {shlex.quote(str(output))}{told}")


def _lang(language: str) -> str:
    return "" if language == "en" else f" --lang {language}"


def _only(files: Sequence[Path], output: Path) -> Path:
    """Give the one file to read, once it is known that nothing stands where the answers go."""
    from rightscheck.cli.deliver import is_same, wrong
    from rightscheck.cli.filled_files import find_inputs

    found = find_inputs(files).files
    if any(is_same(output, path) for path in found):
        raise wrong(output, "this file is read here, and is not written over", "name another file")
    if output.exists() or output.is_symlink():
        raise wrong(output, "this file is there already, and is not written over", "name another file, or move it away")
    if len(found) != 1:
        given = Path(" ".join(map(str, files)))
        what = f"{len(found)} files are given, and an answers file is made of one form of leadership"
        instead = "name that one file; collect residents and staff by themselves, with -o ending in .csv"
        raise wrong(given, what, instead)
    return found[0]


def _read(path: Path, names: Sequence[str]) -> LeadershipForm:
    from rightscheck.cli.collect import whole_form
    from rightscheck.cli.translate import fixed_words
    from rightscheck.read.filled.leadership import read_leadership
    from rightscheck.read.translations import languages

    spoken = ["en", *(language for language in languages() if language != "en")]
    forms = [whole_form(names, "leadership", language) for language in spoken]
    words = [fixed_words("form", language) for language in spoken]
    found = read_leadership(path, forms, [one.yes for one in words], [one.no for one in words])
    found.language = found.language if found.language in spoken else ""
    return found


def _text(
    form: LeadershipForm, standards: Sequence[Standard], asked: Sequence[Indicator], month: str, output: Path
) -> str:
    """Give the whole file: every question that applies, in comments, and the answers that there are."""
    from rightscheck.cli.translate import fixed_words
    from rightscheck.read.edit_answers import with_about, with_answer
    from rightscheck.render.questionnaire import questionnaire

    path = str(output)
    text = questionnaire(standards, asked, facts=form.facts, words=fixed_words("init", form.language or "en"))
    text = with_about(text, "date", month, path=path)
    if form.program:
        text = with_about(text, "program", form.program, path=path)
    for indicator in asked:
        if indicator.id in form.answers:
            text = with_answer(text, indicator.id, answer=form.answers[indicator.id], path=path)
    return text
