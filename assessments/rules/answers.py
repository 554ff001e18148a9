"""An answer, the choices a question offers, and what is wrong with an answer (R8, R9, R25)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from assessments.rules.questions import Kind, Question


class Choice(StrEnum):
    """Name what a person chose; no choice at all is None, never `NO` (R8)."""

    YES = "yes"
    NO = "no"
    NOT_YET = "not-yet"
    DOES_NOT_APPLY = "does-not-apply"
    NOT_SURE = "not-sure"


@dataclass(frozen=True, slots=True)
class Answer:
    """One organisation's answer to one question; `check_again` and `carried` come from last year's move (R3).

    `inherited_from` names the group that answered for the site (R71); "" when it is the organisation's own answer.
    `papers` is how many papers of the register are linked to it: they start a question, but are no answer to it (R8).
    `documents` of them could be found, and so prove it; `papers_until` is the first day of review among those.
    """

    ref: str
    choice: Choice | None = None
    text: str = ""
    kept_at: str = ""
    link: str = ""
    on: date | None = None
    reason: str = ""
    staff_total: int | None = None
    staff_trained: int | None = None
    check_again: bool = False
    carried: bool = False
    inherited_from: str = ""
    papers: int = 0
    documents: int = 0
    papers_until: date | None = None

    @property
    def is_given(self) -> bool:
        """Say whether anything is there, be it blanks: then it wins over what the group has said (R71)."""
        words = (self.text, self.kept_at, self.link, self.reason)
        values = (self.choice, self.on, self.staff_total, self.staff_trained)
        return any(words) or any(value is not None for value in values)

    def has_old_proof(self, today: date) -> bool:
        """Say whether a paper that proves it should have been looked at before today."""
        return self.papers_until is not None and self.papers_until < today

    @property
    def says_nothing(self) -> bool:
        """Say whether nobody has said anything, be there papers or not."""
        words = self.text + self.kept_at + self.link + self.reason
        values = (self.choice, self.on, self.staff_total, self.staff_trained)
        return not words.strip() and all(value is None for value in values)

    @property
    def is_blank(self) -> bool:
        """Say whether there is nothing at all: no word, and no paper."""
        return self.says_nothing and not self.papers


def effective(own: Mapping[str, Answer], inherited: Mapping[str, Answer]) -> dict[str, Answer]:
    """Join a site's own answers with those of its group: its own wins until it is dropped (R71).

    Papers that the site has linked itself prove what it inherits too.
    """
    joined = dict(own)
    for ref, answer in inherited.items():
        mine = own.get(ref)
        if mine is None or not mine.is_given:
            joined[ref] = _proven_by_both(answer, mine) if mine else answer
    return joined


def _proven_by_both(inherited: Answer, mine: Answer) -> Answer:
    days = [day for day in (inherited.papers_until, mine.papers_until) if day is not None]
    return replace(
        inherited,
        papers=inherited.papers + mine.papers,
        documents=inherited.documents + mine.documents,
        papers_until=min(days, default=None),
    )


class FollowUp(StrEnum):
    """Name what to ask next after a choice."""

    PLAN = "plan"
    REASON = "reason"
    TRAINING = "training"


class AnswerProblem(StrEnum):
    """Name what is wrong with an answer as given."""

    CHOICE_NOT_ALLOWED = "choice-not-allowed"
    TEXT_MISSING = "text-missing"
    PLACE_MISSING = "place-missing"
    DATE_MISSING = "date-missing"
    DATE_IN_FUTURE = "date-in-future"
    REASON_MISSING = "reason-missing"
    COUNTS_MISSING = "counts-missing"
    TOTAL_ZERO = "total-zero"
    NEGATIVE = "negative"
    TRAINED_OVER_TOTAL = "trained-over-total"


def choices_for(question: Question) -> tuple[Choice, ...]:
    """Return the choices a question offers, in the order to show them (R8, R9)."""
    offered = {
        Choice.YES: True,
        Choice.NO: question.no_allowed,
        Choice.NOT_YET: True,
        Choice.DOES_NOT_APPLY: question.not_applicable is not None,
        Choice.NOT_SURE: True,
    }
    return tuple(choice for choice, is_offered in offered.items() if is_offered)


def follow_up(question: Question, choice: Choice) -> FollowUp | None:
    """Say what a choice leads to: a line on the plan, a reason, or the training counts."""
    if choice is Choice.NOT_YET and question.is_needed:
        return FollowUp.PLAN
    if choice is Choice.DOES_NOT_APPLY:
        return FollowUp.REASON
    if choice is Choice.YES and question.counts_training:
        return FollowUp.TRAINING
    return None


def problems(question: Question, answer: Answer, today: date) -> tuple[AnswerProblem, ...]:
    """List what is wrong with an answer; a draft with no choice is only checked for impossible values.

    Too few people trained is not wrong, it is an answer that does not yet satisfy the question (R25).
    """
    return tuple(problem for check in _CHECKS for problem in check(question, answer, today))


def _choice(question: Question, answer: Answer, _today: date) -> Iterator[AnswerProblem]:
    if answer.choice is not None and answer.choice not in choices_for(question):
        yield AnswerProblem.CHOICE_NOT_ALLOWED


def _text(question: Question, answer: Answer, _today: date) -> Iterator[AnswerProblem]:
    if question.kind is Kind.TEXT and answer.choice is Choice.YES and not answer.text.strip():
        yield AnswerProblem.TEXT_MISSING


def _place(question: Question, answer: Answer, _today: date) -> Iterator[AnswerProblem]:
    said = (answer.kept_at + answer.link + answer.text).strip()
    if question.kind is Kind.DOCUMENT and answer.choice is Choice.YES and not said and not answer.documents:
        yield AnswerProblem.PLACE_MISSING


def _date(question: Question, answer: Answer, today: date) -> Iterator[AnswerProblem]:
    if answer.on is not None and answer.on > today:
        yield AnswerProblem.DATE_IN_FUTURE
    if question.kind is Kind.DATE and answer.choice is Choice.YES and answer.on is None:
        yield AnswerProblem.DATE_MISSING


def _reason(_question: Question, answer: Answer, _today: date) -> Iterator[AnswerProblem]:
    if answer.choice is Choice.DOES_NOT_APPLY and not answer.reason.strip():
        yield AnswerProblem.REASON_MISSING


def _counts(question: Question, answer: Answer, _today: date) -> Iterator[AnswerProblem]:
    """Check the training counts whenever both are given, and ask for both with "yes" (R25)."""
    total, trained = answer.staff_total, answer.staff_trained
    if total is not None and trained is not None:
        yield from count_problems(trained, total)
    elif question.counts_training and answer.choice is Choice.YES:
        yield AnswerProblem.COUNTS_MISSING


def count_problems(trained: int, total: int) -> Iterator[AnswerProblem]:
    """Name what makes a pair of training counts impossible (R25)."""
    if trained < 0 or total < 0:
        yield AnswerProblem.NEGATIVE
    elif total == 0:
        yield AnswerProblem.TOTAL_ZERO
    elif trained > total:
        yield AnswerProblem.TRAINED_OVER_TOTAL


_CHECKS: tuple[Callable[[Question, Answer, date], Iterator[AnswerProblem]], ...] = (
    _choice,
    _text,
    _place,
    _date,
    _reason,
    _counts,
)
