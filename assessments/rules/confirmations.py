"""Which parts of which assertions a level needs confirmed, and what holds up confirming a part (R11 to R13).

An assertion's questions may lie in more than one section, and people confirm section by section, so a confirmation is
a pair of assertion reference and section slug. A first publication needs only the pairs that hold questions its level
needs; every later one needs them all.
"""

from assessments.rules.case import Case
from assessments.rules.levels import Level
from assessments.rules.questions import Question


def needed_confirmations(case: Case, level: Level) -> tuple[tuple[str, str], ...]:
    """Return the (assertion, section) pairs a level needs confirmed, in reading order."""
    needed = {question.ref for question in _questions_that_count(case, level)}
    pairs = ((q.assertion, q.section) for q in case.edition.in_reading_order() if q.ref in needed)
    return tuple(dict.fromkeys(pairs))


def _questions_that_count(case: Case, level: Level) -> tuple[Question, ...]:
    return case.edition.needed_for(level) if case.first_time else case.edition.questions


def is_confirmed(case: Case, assertion: str) -> bool:
    """Say whether an assertion is confirmed in every section that holds its questions."""
    return all((assertion, section) in case.confirmed for section in case.edition.sections_of(assertion))


def target_level(case: Case) -> Level:
    """Return the least level worth confirming for: Approaching the first time, Met ever after (R7, R11)."""
    return Level.APPROACHING if case.first_time else Level.MET
