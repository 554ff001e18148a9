"""Which question comes next: the next one that a level needs and that still has something to do."""

from collections.abc import Mapping
from datetime import date

from assessments.rules.answers import Answer
from assessments.rules.completeness import Status, status
from assessments.rules.editions import Edition
from assessments.rules.questions import Question

UNFINISHED = frozenset({Status.TO_DO, Status.STARTED, Status.CHECK_AGAIN})


def next_unfinished(
    edition: Edition,
    answers: Mapping[str, Answer],
    exempt: frozenset[str],
    today: date,
    *,
    section: str = "",
    after: str = "",
) -> Question | None:
    """Find the next needed question to do, in one section or in all; `after` skips up to and over a reference."""
    questions = edition.in_section(section) if section else edition.in_reading_order()
    refs = [question.ref for question in questions]
    start = refs.index(after) + 1 if after in refs else 0
    return next(
        (q for q in questions[start:] if q.is_needed and status(q, answers.get(q.ref), exempt, today) in UNFINISHED),
        None,
    )
