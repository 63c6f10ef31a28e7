"""The level: the highest rung whose every requirement is met, judged so that silence never helps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rightscheck.model.assessment import STANDING, FlagResult, LevelResult, StandardResult, Unmet
from rightscheck.model.standard import Level, Requirement


def level_result(
    ladder: tuple[Level, ...], standards: Sequence[StandardResult], flags: Sequence[FlagResult]
) -> LevelResult:
    """Find the level reached, the level that could still be reached, and what stands before the next."""
    reached = _highest(ladder, standards, flags, hopeful=False)
    best = _highest(ladder, standards, flags, hopeful=True)
    following = ladder[reached + 1] if reached + 1 < len(ladder) else None
    unmet = tuple(u for r in following.requires for u in _unmet(r, standards, flags)) if following else ()
    return LevelResult(ladder[reached], ladder[best], following, unmet, ladder)


def _highest(
    ladder: tuple[Level, ...],
    standards: Sequence[StandardResult],
    flags: Sequence[FlagResult],
    *,
    hopeful: bool,
) -> int:
    for index in range(len(ladder) - 1, 0, -1):
        if all(_met(requirement, standards, flags, hopeful=hopeful) for requirement in ladder[index].requires):
            return index
    return 0


def _met(
    requirement: Requirement,
    standards: Sequence[StandardResult],
    flags: Sequence[FlagResult],
    *,
    hopeful: bool,
) -> bool:
    if requirement.flags_absent or requirement.cautions_absent:
        return not any(_stands(requirement, flag, hopeful=hopeful) for flag in flags)
    return not any(_falls_short(requirement, standard, hopeful=hopeful) for standard in standards)


def _stands(requirement: Requirement, flag: FlagResult, *, hopeful: bool) -> bool:
    status = flag.status if hopeful else flag.worst
    if requirement.flags_absent:
        return status in STANDING and flag.flag.tier in requirement.flags_absent
    return status in (*STANDING, "caution") and flag.flag.tier in (requirement.cautions_absent or ())


def _falls_short(requirement: Requirement, standard: StandardResult, *, hopeful: bool) -> bool:
    if requirement.score_at_least is not None:
        return _below(standard.score.high if hopeful else standard.score.low, requirement.score_at_least)
    least = requirement.each_element_at_least or 0
    return any(_below(e.score.high if hopeful else e.score.low, least) for e in standard.elements)


def _below(reached: float | None, least: int) -> bool:
    """A score of which nothing applies falls short of nothing."""
    return reached is not None and reached < least


def _unmet(
    requirement: Requirement, standards: Sequence[StandardResult], flags: Sequence[FlagResult]
) -> Iterator[Unmet]:
    if requirement.flags_absent or requirement.cautions_absent:
        short = tuple(flag.flag.id for flag in flags if _stands(requirement, flag, hopeful=False))
        if short:
            yield Unmet(requirement, "", short, None, _met(requirement, standards, flags, hopeful=True))
        return
    for standard in standards:
        if not _falls_short(requirement, standard, hopeful=False):
            continue
        could = not _falls_short(requirement, standard, hopeful=True)
        if requirement.score_at_least is not None:
            yield Unmet(requirement, standard.standard.id, (), standard.score.low, could)
        else:
            least = requirement.each_element_at_least or 0
            short = tuple(e.element.id for e in standard.elements if _below(e.score.low, least))
            yield Unmet(requirement, standard.standard.id, short, None, could)
