"""Move last year's answers to a new year (R3, R4)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assessments.rules.answers import Answer
from assessments.rules.editions import Carry, Crosswalk


@dataclass(frozen=True, slots=True)
class Carried:
    """The answers of the new year, and those the new edition has no place for, kept to be read."""

    answers: tuple[Answer, ...]
    archived: tuple[Answer, ...]


def carry_forward(answers: Mapping[str, Answer], crosswalk: Crosswalk | None) -> Carried:
    """Copy answers to a new year, unchanged apart from reference and flags; None means the same edition (R3).

    Confirmations never move (R4). An answer that still waited to be checked waits on. One that the crosswalk drops,
    or does not know, is archived, so that nothing written is lost.
    """
    if crosswalk is None:
        return Carried(tuple(replace(answer, carried=True) for answer in answers.values()), ())
    moved: list[Answer] = []
    used: set[str] = set()
    for step in crosswalk.entries:
        answer = answers.get(step.old) if step.old is not None else None
        if answer is None or step.new is None or step.carry is Carry.DROP:
            continue
        used.add(answer.ref)
        check_again = answer.check_again or (step.carry is Carry.KEEP_AND_CHECK and not answer.is_blank)
        moved.append(replace(answer, ref=step.new, carried=True, check_again=check_again))
    return Carried(tuple(moved), tuple(answer for ref, answer in answers.items() if ref not in used))
