"""What counts as answered, question by question and in all (R8, R9, R22)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from assessments.rules.answers import Answer, Choice, problems
from assessments.rules.levels import Level
from assessments.rules.questions import Question
from assessments.rules.training import meets_target

if TYPE_CHECKING:
    from assessments.rules.case import Case


class Status(StrEnum):
    """Name how far a question is, for task lists."""

    TO_DO = "to-do"
    STARTED = "started"
    CHECK_AGAIN = "check-again"
    ON_PLAN = "on-plan"
    COMPLETED = "completed"
    DOES_NOT_APPLY = "does-not-apply"


SATISFYING = frozenset({Choice.YES, Choice.NO, Choice.DOES_NOT_APPLY})


def is_satisfied(question: Question, answer: Answer | None, exempt: frozenset[str], today: date) -> bool:
    """Say whether a question is satisfied: by its answer, or by what the profile exempts (R8, R9, R22).

    A carried answer counts as answered also while it waits to be checked (R4); only confirming is held up.
    """
    if question.exempt & exempt:
        return True
    if answer is None or answer.choice not in SATISFYING or problems(question, answer, today):
        return False
    return answer.choice is not Choice.YES or _reaches_target(question, answer)


def _reaches_target(question: Question, answer: Answer) -> bool:
    """Apply the 95 % target where the question has one (R25)."""
    if not question.counts_training or answer.staff_trained is None or answer.staff_total is None:
        return not question.counts_training
    return meets_target(answer.staff_trained, answer.staff_total)


def status(question: Question, answer: Answer | None, exempt: frozenset[str], today: date) -> Status:
    """Return the status to show; an exemption completes a question whatever has been answered (R22)."""
    is_done = is_satisfied(question, answer, exempt, today)
    return status_knowing(question, answer, exempt, today, is_done=is_done)


def status_knowing(
    question: Question, answer: Answer | None, exempt: frozenset[str], today: date, *, is_done: bool
) -> Status:
    """Return the status to show for a question that is known to be satisfied, or not."""
    if is_done:
        return _status_done(answer, today, is_exempt=bool(question.exempt & exempt))
    if answer is None or answer.is_blank:
        return Status.TO_DO
    if answer.check_again:
        return Status.CHECK_AGAIN
    if answer.choice in (Choice.NOT_YET, Choice.NO) and question.is_needed:
        return Status.ON_PLAN
    return Status.STARTED


def _status_done(answer: Answer | None, today: date, *, is_exempt: bool) -> Status:
    if answer is not None and (answer.check_again or answer.has_old_proof(today)) and not is_exempt:
        return Status.CHECK_AGAIN
    if answer is not None and answer.choice is Choice.DOES_NOT_APPLY:
        return Status.DOES_NOT_APPLY
    return Status.COMPLETED


@dataclass(frozen=True, slots=True)
class Tally:
    """Count the questions satisfied out of those that count."""

    done: int
    total: int

    @property
    def left(self) -> int:
        """Return how many are not satisfied."""
        return self.total - self.done


def tally(case: "Case", level: Level) -> Tally:
    """Count a level's questions that are satisfied."""
    return _count(case, case.edition.needed_for(level))


def section_tally(case: "Case", level: Level, section: str) -> Tally:
    """Count a level's questions that are satisfied in one section; raises KeyError for an unknown slug."""
    slug = case.edition.section(section).slug
    return _count(case, tuple(q for q in case.edition.needed_for(level) if q.section == slug))


def left(case: "Case", level: Level) -> tuple[Question, ...]:
    """Return the questions a level still needs, in reading order."""
    refs = {question.ref for question in case.edition.needed_for(level)} - case.satisfied
    return tuple(question for question in case.edition.in_reading_order() if question.ref in refs)


def _count(case: "Case", questions: tuple[Question, ...]) -> Tally:
    return Tally(sum(question.ref in case.satisfied for question in questions), len(questions))
