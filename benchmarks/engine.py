"""How many answer sheets a second are assessed, and whether memory grows with their number."""

from __future__ import annotations

import random
import time
import tracemalloc
from collections.abc import Iterator

from rightscheck import assess, load_standard
from rightscheck.model.answers import Answer, AnswerSheet, Evidence
from rightscheck.model.standard import Standard
from rightscheck.read.standards import shipped_ids

SHEETS = 10_000
SEED = 20261121
NOTE = "We asked at two house meetings. Looking back, we never told people what came of it."


def sheets(standards: list[Standard], count: int) -> Iterator[AnswerSheet]:
    """Yield random sheets: about a tenth of the answers unknown, a fifth with a note, a third with evidence."""
    chance = random.Random(SEED)
    questions = [(i.id, [*i.option_by_id, "unknown"]) for s in standards for i in s.indicators]
    evidence = (Evidence(paper="Resident handbook"),)
    facts = {"housing": frozenset({"emergency"}), "residents": frozenset({"adults"})}
    for _ in range(count):
        answers = {
            question: Answer(
                "unknown" if chance.random() < 0.1 else chance.choice(options),
                note=NOTE if chance.random() < 0.2 else "",
                evidence=evidence if chance.random() < 0.3 else (),
            )
            for question, options in questions
        }
        yield AnswerSheet(answers, facts)


def main() -> None:
    standards = [load_standard(name) for name in shipped_ids()]
    for label, together in (("three standards", standards), ("fnusa-core alone", standards[:1])):
        spent = 0.0
        for sheet in sheets(standards, SHEETS):
            start = time.process_time()
            assess(together, sheet)
            spent += time.process_time() - start
        print(f"{label:17} {SHEETS / spent:7,.0f} sheets a second on one core   (aim: 2,000)")
    for sheet in sheets(standards, 100):
        assess(standards, sheet)
    tracemalloc.start()
    levels = []
    for number, sheet in enumerate(sheets(standards, 3_000), start=1):
        assess(standards, sheet)
        if number in (1_000, 3_000):
            levels.append(tracemalloc.get_traced_memory()[0])
    print(f"memory held after 1,000 and 3,000 sheets: {levels[0] / 1024:,.0f} and {levels[1] / 1024:,.0f} KiB")


if __name__ == "__main__":
    main()
