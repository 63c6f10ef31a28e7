"""Leadership beside staff and residents: where they see a practice alike, and where they do not.

The rule, which docs/three-voices.md tells in full: a gap of 25 is told, one of 50, or several people who report what
leadership says is absent, makes a practice disputed. What was counted is published in bands, so that nobody can be
known by it; a gap is told only where the whole band bears it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rightscheck.check.contradictions import Written
from rightscheck.errors import Place
from rightscheck.model.assessment import Assessment, FlagResult, IndicatorResult
from rightscheck.model.condition import AnswerTest, leaves
from rightscheck.model.finding import Related, ScanResult
from rightscheck.model.red_flag import RedFlag
from rightscheck.model.standard import Indicator, Standard, questions_of
from rightscheck.model.tally import QuestionTally, Tally, TallyRole
from rightscheck.model.voices import Contradiction, Gap, GapStatus, QuoteCheck, Silence, Voices

DIFFERS = 25
"""From this gap on, the two see a practice differently."""
DISPUTED = 50
"""From this gap on, a practice is disputed."""
VOICES: tuple[TallyRole, ...] = ("staff", "residents")
CONFIRMED = 3
"""The evidence grade of an answer that residents agree with."""


def gaps_of(results: Iterable[IndicatorResult], tallies: Mapping[TallyRole, Tally]) -> dict[str, tuple[Gap, ...]]:
    """Hold each answer beside what the groups say to the same practice.

    Returns:
        By the id of the indicator, those that some group was asked about: staff before residents.

    """
    found = {}
    for result in results:
        gaps = tuple(
            _gap(result, voice, tally)
            for voice in VOICES
            if voice in tallies and (tally := _asked(tallies[voice], result.indicator))
        )
        if gaps:
            found[result.indicator.id] = gaps
    return found


def _asked(tally: Tally, indicator: Indicator) -> QuestionTally | None:
    """Give what was answered to a question. Where its variant was not asked, the usual question stands for it."""
    return tally.questions.get(indicator.id) or tally.questions.get(indicator.base_id)


def _gap(result: IndicatorResult, voice: TallyRole, tally: QuestionTally) -> Gap:
    if tally.mean is None:
        return Gap(voice, "too-few", tally, None)
    if result.worth is None or result.option is None:
        # That a question does not apply says that the practice is not there.
        is_denied = bool(tally.several) and result.state == "not-applicable"
        return Gap(voice, "disputed" if is_denied else "unsure", tally, None)
    if result.option.flag == "present" and tally.several:
        return Gap(voice, "agree", tally, _gap_between(result.worth, tally.mean))  # both tell of the same red flag
    gap = _gap_between(result.worth, tally.mean)
    says_absent = result.option.flag is None  # a caution is half admitted already
    return Gap(voice, _status(gap, is_reported=bool(tally.several) and says_absent), tally, gap)


def _gap_between(worth: int, mean: tuple[int, int]) -> tuple[int, int]:
    return worth - mean[1], worth - mean[0]


def _status(gap: tuple[int, int], *, is_reported: bool) -> GapStatus:
    low, high = gap
    if low >= DISPUTED or is_reported:
        return "disputed"
    if low >= DIFFERS:
        return "differs"
    if high <= -DIFFERS:
        return "kinder"
    return "agree" if low >= -DIFFERS and high <= DIFFERS else "unsure"


def with_disputes(
    flags: Iterable[FlagResult], gaps: Mapping[str, Sequence[Gap]], standards: Sequence[Standard]
) -> tuple[FlagResult, ...]:
    """Mark the red flags that leadership calls absent and others report: they count as present until it is settled."""
    looked_at = {
        flag.id: questions_looked_at(flag, standard, standards) for standard in standards for flag in standard.red_flags
    }
    return tuple(
        _with_dispute(replace(flag, looks_at=looked_at[flag.flag.id]), looked_at[flag.flag.id], gaps) for flag in flags
    )


def _with_dispute(flag: FlagResult, looked_at: Sequence[str], gaps: Mapping[str, Sequence[Gap]]) -> FlagResult:
    if flag.status == "present":
        return flag
    by = tuple(one for one in looked_at if any(gap.status == "disputed" for gap in gaps.get(one, ())))
    if not by:
        return flag
    return replace(flag, status="disputed", worst="present", because=tuple(dict.fromkeys((*by, *flag.because))))


def questions_looked_at(flag: RedFlag, home: Standard, standards: Sequence[Standard]) -> tuple[str, ...]:
    """Give the ids of the questions, with their variants, that a red flag's conditions look at."""
    questions = questions_of(standards, home)
    named = [
        test.answer
        for condition in (flag.present, flag.caution)
        if condition is not None
        for test, _ in leaves(condition)
        if isinstance(test, AnswerTest)
    ]
    return tuple(dict.fromkeys(one.id for name in named for one in questions.get(name, ())))


def confirmed(gaps: Sequence[Gap]) -> bool:
    """Tell whether residents were asked, enough of them answered, and they agree."""
    return any(gap.voice == "residents" and gap.status == "agree" for gap in gaps)


def related(assessment: Assessment) -> dict[str, tuple[Related, ...]]:
    """Give for each finding, by its fingerprint, the answers that say otherwise."""
    if assessment.voices is None:
        return {}
    results = {result.indicator.id: result for result in assessment.results}
    found: dict[str, list[Related]] = {}
    for one in assessment.voices.contradictions:
        option = results[one.indicator].option
        place = one.said or Place(assessment.sheet.path)
        found.setdefault(one.finding.fingerprint, []).append(
            Related(place, one.indicator, option.text if option else one.option)
        )
    return {key: tuple(several) for key, several in found.items()}


def heard(
    assessment: Assessment,
    scan: ScanResult,
    written: Written,
    contradictions: Sequence[Contradiction],
    silences: Sequence[Silence],
    quotes: Sequence[QuoteCheck],
) -> Assessment:
    """Add what the documents say to what was heard. What they speak against is no strength any more."""
    voices = assessment.voices or Voices(tallies={}, has_documents=True, gaps={})
    voices = replace(
        voices,
        has_documents=True,
        written=written.named,
        near=written.near,
        hinted=written.hinted,
        contradictions=tuple(contradictions),
        silences=tuple(silences),
        quotes=tuple(quotes),
    )
    against = {one.indicator for one in contradictions}
    against |= {key for key, found in written.named.items() if any(one.polarity == "violates" for one in found)}
    strengths = tuple(one for one in assessment.strengths if one.indicator.id not in against)
    return replace(assessment, voices=voices, scan=scan, strengths=strengths)
