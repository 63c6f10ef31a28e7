"""The three voices in words: who was heard, what they agree on, where they part, and each practice side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rightscheck.model.assessment import Assessment, IndicatorResult
from rightscheck.model.finding import Finding, ScanResult
from rightscheck.model.form import NO, NOT_SURE, SKIP, SOMETIMES, YES
from rightscheck.model.tally import Count, QuestionTally, Tally, TallyRole
from rightscheck.model.voices import Gap, QuoteCheck, Voices
from rightscheck.render import words as fixed
from rightscheck.render.agreement import GOOD, agreement, is_taken
from rightscheck.render.disagreements import Disagreement, by_practice, disagreements, written_about
from rightscheck.render.reasons import reason_text
from rightscheck.render.report_text import PartText, PracticeText, QuoteText, VisitText, Voice, VoicesText
from rightscheck.render.words import Words, capital, plain

FIRST = 3
"""So many practices on which the voices part are told on the first page."""
LONGEST_QUOTE = 160
"""Characters of a sentence that are quoted."""
ANSWERS = {YES: "yes", SOMETIMES: "sometimes", NO: "no", NOT_SURE: "not sure", SKIP: "would rather not say"}
GROUPS: dict[TallyRole, str] = {"staff": "Staff", "residents": "Residents"}
HEARD: dict[TallyRole, str] = {"staff": "{n} members of staff", "residents": "{n} residents"}
HEARD_IN: dict[TallyRole, str] = {
    "staff": "{n} members of staff ({months})",
    "residents": "{n} residents ({months})",
}
NOT_HEARD: dict[TallyRole, str] = {"staff": "staff", "residents": "residents"}
ASKED: dict[TallyRole, str] = {
    "staff": "Staff, asked the same: {counts}",
    "residents": "Residents, asked {question}: {counts}",
}
LEANS = {
    (False, False): "on the whole, they see it less well.",
    (False, True): "on the whole, they see it better.",
    (True, False): "most of those who could say see it less well.",
    (True, True): "most of those who could say see it better.",
}
"""By whether it is proven of more than half, and whether they see it better than leadership says."""
BEST = 100
LOW = 50
"""Where nobody tells of more than this, all tell of a limit."""
WORD = {
    "disputed": "Disputed",
    "said-kept-written-taken": "The documents say otherwise",
    "differs": "Seen differently",
    "said-taken-written-kept": "The documents promise more",
    "kinder": "Seen better than leadership says",
    "agree": "Alike",
    "unsure": "Not settled",
    "too-few": "Too few to show",
}
SEEMING = {
    "said-kept-written-taken": "The documents seem to say otherwise",
    "said-taken-written-kept": "The documents seem to promise more",
}
"""Where the sentence is not certain to be read aright, or may mean another practice."""
TOLD = (
    ("violates", "taken: {place}", "taken: {place} and {n} more"),
    ("upholds", "protected: {place}", "protected: {place} and {n} more"),
)
"""What documents say of a practice: in one sentence, and in several."""


def voices_text(assessment: Assessment, words: Words) -> VoicesText | None:
    """Put what was heard beside leadership into words; None where nobody else was."""
    voices = assessment.voices
    if voices is None:
        return None
    parted = by_practice(assessment)
    return VoicesText(
        heard=_heard(assessment, voices, words),
        agree=agreement(assessment, voices, words),
        parts=tuple(_part(group, assessment, voices, words) for group in parted[:FIRST]),
        further=_further(len(parted), words),
        nothing_parts="" if parted else words(fixed.NOTHING_PARTS),
        please=words(fixed.DO_NOT_SEARCH) if voices.tallies and parted else "",
        # Those on which they part come first; Python keeps the order of the others.
        practices=tuple(sorted(_practices(assessment, voices, words), key=lambda one: not one.parts)),
        names=_names(voices, words),
        silences=tuple(_silences(assessment, voices, words)),
        near=tuple(_near_only(assessment, voices, words)),
        quotes=tuple(_quote(one, words) for one in voices.quotes),
    )


def _names(voices: Voices, words: Words) -> dict[Voice, str]:
    """Name the voices that have a column."""
    names: dict[Voice, str] = {"leadership": words("Leadership")}
    for role, name in GROUPS.items():
        if role in voices.tallies:
            names[role] = words(name)
    if voices.has_documents:
        names["documents"] = words("Documents")
    return names


def residents_heard(assessment: Assessment) -> bool:
    """Tell whether residents were asked."""
    return assessment.voices is not None and "residents" in assessment.voices.tallies


def _heard(assessment: Assessment, voices: Voices, words: Words) -> str:
    said = [words("leadership")]
    said += [_group(role, voices.tallies[role], words) for role in GROUPS if role in voices.tallies]
    if voices.has_documents and assessment.scan is not None:
        said.append(words.plural(len(assessment.scan.documents), "{n} document", "{n} documents"))
    missing = [words(NOT_HEARD[role]) for role in GROUPS if role not in voices.tallies]
    missing += [] if voices.has_documents else [words("the documents")]
    told = [words("Heard: {named}.", named=words.listed(said))]
    if missing:
        told.append(words("Not heard: {named}.", named=words.listed(missing)))
    if unread := len(assessment.scan.skipped) if assessment.scan else 0:
        told.append(words.plural(unread, "{n} document could not be read.", "{n} documents could not be read."))
    return " ".join(told)


def _group(role: TallyRole, tally: Tally, words: Words) -> str:
    """Tell how many were heard, and in which months."""
    if not tally.first_month:
        return words(HEARD[role], n=tally.respondents)
    first, last = words.date(tally.first_month), words.date(tally.last_month)
    months = first if first == last else words("{first} to {last}", first=first, last=last)
    return words(HEARD_IN[role], n=tally.respondents, months=months)


def _further(parted: int, words: Words) -> str:
    more = parted - FIRST
    if more <= 0:
        return ""
    return words.plural(
        more, "They part on {n} more practice; see below.", "They part on {n} more practices; see below."
    )


def _part(group: Sequence[Disagreement], assessment: Assessment, voices: Voices, words: Words) -> PartText:
    result = group[0].result
    option = result.option
    lines = [words("Leadership: {answer}", answer=words.quoted(option.text))] if option else []
    lines += [_other(one, assessment, voices, words) for one in group]
    return PartText(result.indicator.id, result.indicator.title, _word(group[0], words), tuple(lines))


def others_say(assessment: Assessment, words: Words) -> dict[str, tuple[str, ...]]:
    """Give what others say against leadership, each voice in a line, by the id of the question."""
    voices = assessment.voices
    if voices is None:
        return {}
    return {
        group[0].result.indicator.id: tuple(_other(one, assessment, voices, words) for one in group)
        for group in by_practice(assessment)
    }


def visit_texts(assessment: Assessment, words: Words) -> Iterator[VisitText]:
    """Give what to ask about each practice on which the voices part."""
    voices = assessment.voices
    if voices is None:
        return
    for group in by_practice(assessment):
        result = group[0].result
        yield VisitText(
            id=result.indicator.id,
            title=result.indicator.title,
            word=_word(group[0], words),
            question=result.indicator.question,
            written=tuple(_other(one, assessment, voices, words) for one in group if one.finding),
            papers=result.indicator.evidence,
        )


def _word(one: Disagreement, words: Words) -> str:
    """Name the way in which two voices part; what a document only seems to say is not called certain."""
    return words(SEEMING.get(one.kind, WORD[one.kind]) if one.seems else WORD[one.kind])


def _other(one: Disagreement, assessment: Assessment, voices: Voices, words: Words) -> str:
    if one.finding is not None:
        told = f"{place_text(one.finding, assessment.scan, words)}: {words.quoted(_short(one.finding.quote))}"
        if one.findings > 1:
            told += f" ({words.plural(one.findings - 1, 'and {n} more sentence', 'and {n} more sentences')})"
        return told
    role: TallyRole = "staff" if one.voice == "staff" else "residents"
    counts = _in_short(one, one.result, voices.tallies[role], words)
    asked = one.result.indicator.resident_question
    if role == "residents" and asked is None:
        return words("Residents: {counts}", counts=counts)
    holes = {"question": words.quoted(asked.text)} if role == "residents" and asked else {}
    return words(ASKED[role], counts=counts, **holes)


def _in_short(one: Disagreement, result: IndicatorResult, whole: Tally, words: Words) -> str:
    """Tell in a few words what a group says: the counts that speak for it, or else which way it leans."""
    is_kinder = one.kind == "kinder"
    shown = {
        answer: count
        for answer, count in (one.tally.counts if one.tally else {}).items()
        if count.low and _is_good(answer, result, one.voice) == is_kinder
    }
    if shown:
        return words("{counts} of {n}", counts=_listed(shown, result, words), n=whole.respondents) + "."
    if one.tally and one.tally.several and not is_kinder:
        return words("several, at least three, told of a problem.")
    return words(LEANS[_is_most(one, result), is_kinder])


def _is_most(one: Disagreement, result: IndicatorResult) -> bool:
    """Tell whether the published mean proves that more than half see it otherwise than leadership in that direction.

    If half or fewer gave an answer worth less than leadership's, the mean would be half of its worth at least.
    """
    mean = one.tally.mean if one.tally else None
    worth = result.worth
    if mean is None or worth is None:
        return False
    return 2 * (mean[0] - worth) >= BEST - worth if one.kind == "kinder" else 2 * mean[1] < worth


def _is_good(answer: str, result: IndicatorResult, voice: str) -> bool:
    option = result.indicator.option_by_id.get(answer)
    if voice == "staff" and option:
        return option.worth > GOOD
    asked = result.indicator.resident_question
    return asked is not None and answer in asked.good


def _counts(tally: QuestionTally, result: IndicatorResult, whole: Tally, words: Words) -> str:
    """Tell the counts that may be shown."""
    shown = {answer: count for answer, count in tally.counts.items() if count.low}
    mean = ""
    if tally.mean:
        mean = words("mean between {low} and {high} of 100", low=tally.mean[0], high=tally.mean[1])
    if not shown and not mean:
        return words("too few to show.")
    if not shown:
        return words("{mean}; the answers are too mixed to show of {n} people.", mean=mean, n=whole.respondents)
    named = words("{counts} of {n}", counts=_listed(shown, result, words), n=whole.respondents)
    return f"{named}; {mean}." if mean else f"{named}."


def _listed(shown: Mapping[str, Count], result: IndicatorResult, words: Words) -> str:
    """Tell how many gave each answer, the most frequent first."""
    told = []
    for answer, count in sorted(shown.items(), key=lambda one: -one[1].low):
        text = words.quoted(_answer(answer, result, words))
        if count.exact is not None:
            told.append(words("{answer} from {n}", answer=text, n=count.exact))
        else:
            told.append(words("{answer} from {n} or more", answer=text, n=count.low))
    return words.listed(told)


def _answer(answer: str, result: IndicatorResult, words: Words) -> str:
    option = result.indicator.option_by_id.get(answer)
    if option:
        return option.text
    known = ANSWERS.get(answer)
    return words(known) if known else _extra(answer, result)


def _extra(answer: str, result: IndicatorResult) -> str:
    """Give the text of a further answer that only this question has."""
    resident = result.indicator.resident_question
    extras = resident.extras if resident else {}
    return extras.get(answer, answer.replace("-", " "))


def _practices(assessment: Assessment, voices: Voices, words: Words) -> Iterator[PracticeText]:
    """Give each practice that another voice speaks of, in the order of the standards."""
    parted: dict[str, str] = {}
    for one in disagreements(assessment):
        parted.setdefault(one.result.indicator.id, _word(one, words))
    for result in assessment.results:
        indicator = result.indicator
        gaps = {gap.voice: gap for gap in voices.gaps.get(indicator.id, ())}
        is_written = bool(written_about(result, assessment) or voices.near.get(indicator.id))
        is_told = any(gap.status != "too-few" for gap in gaps.values())
        if not is_told and not is_written and indicator.id not in parted:
            continue
        yield PracticeText(
            id=indicator.id,
            title=indicator.title,
            leadership=result.option.text if result.option else words(fixed.STATES[result.state]).capitalize(),
            staff=_cell(gaps.get("staff"), result, voices, words),
            residents=_cell(gaps.get("residents"), result, voices, words),
            documents=_written(result, assessment, voices, words) if voices.has_documents else "",
            status=parted.get(indicator.id) or _status(result, gaps.values(), assessment, words),
            parts=indicator.id in parted,
        )


def _status(result: IndicatorResult, gaps: Iterable[Gap], assessment: Assessment, words: Words) -> str:
    statuses = [gap.status for gap in gaps]
    if "agree" in statuses and is_taken(result, assessment):
        return words(WORD["unsure"])
    means = [gap.tally.mean for gap in gaps if gap.tally.mean]
    is_low = result.worth is not None and result.worth <= LOW
    if "unsure" in statuses and means and all(mean[1] <= LOW for mean in means) and is_low:
        return words("All tell of a limit")
    return next((words(WORD[one]) for one in ("unsure", "agree", "too-few") if one in statuses), "")


def _cell(gap: Gap | None, result: IndicatorResult, voices: Voices, words: Words) -> str:
    if gap is None:
        return fixed.NOT_ASKED
    if gap.status == "too-few":
        return words(WORD["too-few"])
    counts = _counts(gap.tally, result, voices.tallies[gap.voice], words)
    asked = result.indicator.resident_question
    # A yes or a no says nothing without its question; staff were asked what leadership was.
    return f"{words.quoted(asked.text)} {counts}" if gap.voice == "residents" and asked else capital(counts)


def _written(result: IndicatorResult, assessment: Assessment, voices: Voices, words: Words) -> str:
    """Tell what the documents say: of the practice, else of its right, else what may be of it."""
    key = result.indicator.id
    if not result.indicator.rights:
        return fixed.NOT_ASKED
    findings = written_about(result, assessment)
    told = []
    for polarity, one, more in TOLD:
        of = [finding for finding in findings if finding.polarity == polarity]
        if of:
            place = place_text(of[0], assessment.scan, words)
            told.append(words(more, place=place, n=len(of) - 1) if len(of) > 1 else words(one, place=place))
    said = [f"{capital('; '.join(told))}."] if told else []
    if near := voices.near.get(key):
        if all(finding.polarity != "upholds" for finding in findings):
            said.append(words(fixed.OF_RIGHT_ONLY, place=place_text(near[0], assessment.scan, words)))
    elif not told and (hinted := voices.hinted.get(key)):
        said.append(words(fixed.MAY_SPEAK, place=place_text(hinted[0], assessment.scan, words)))
    return " ".join(said) or words(fixed.SILENT)


def _near_only(assessment: Assessment, voices: Voices, words: Words) -> Iterator[str]:
    """Give the answers that a right is kept where the documents protect the right, and perhaps not this practice."""
    against = {one.indicator for one in voices.contradictions}
    for result in assessment.results:
        key, option = result.indicator.id, result.option
        near = voices.near.get(key)
        if option is None or option.asserts != "upholds" or not near or voices.written.get(key) or key in against:
            continue
        yield f"{result.indicator.title}: {words.quoted(option.text)} ({place_text(near[0], assessment.scan, words)})"


def _silences(assessment: Assessment, voices: Voices, words: Words) -> Iterator[str]:
    results = {result.indicator.id: result for result in assessment.results}
    for one in voices.silences:
        result = results[one.indicator]
        yield f"{result.indicator.title}: {words.quoted(result.option.text if result.option else one.option)}"


def place_text(finding: Finding, scan: ScanResult | None, words: Words) -> str:
    """Tell where a sentence stands, as a person would look it up."""
    path = plain(finding.path)
    if finding.page is not None:
        return words("{path}, page {n}", path=path, n=finding.page)
    has_lines = scan is not None and finding.path in scan.lined
    return words("{path}, line {n}" if has_lines else "{path}, paragraph {n}", path=path, n=finding.line)


def _short(quote: str) -> str:
    quote = plain(quote)
    return quote if len(quote) <= LONGEST_QUOTE else f"{quote[:LONGEST_QUOTE].rsplit(' ', 1)[0]} …"


def _quote(one: QuoteCheck, words: Words) -> QuoteText:
    return QuoteText(
        indicator=one.indicator,
        quote=plain(one.evidence.quote or ""),
        file=plain(one.evidence.file or ""),
        status=words(fixed.QUOTES[one.status]),
        place=plain(one.place),
        now=reason_text(one.now, words) if one.status == "unread" else plain(one.difference or one.now),
        is_found=one.status == "found",
    )
