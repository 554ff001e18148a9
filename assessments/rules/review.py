"""Sort a year that was carried forward into three piles: new, out of date, and the same as before (R3)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assessments.rules.answers import Answer, Choice
from assessments.rules.case import Case
from assessments.rules.editions import Crosswalk, Step
from assessments.rules.profile import CYBER_ESSENTIALS_PLUS, Tri
from assessments.rules.questions import Question
from assessments.rules.validity import add_months

ICO_CERTIFICATE = "ico-certificate"


class Why(StrEnum):
    """Say why a question is in its pile."""

    NEW = "new"
    CHANGED = "changed"
    NOT_DONE = "not-done"
    DATE_PASSED = "date-passed"
    PAPER_PASSED = "paper-passed"
    CERTIFICATE_PASSED = "certificate-passed"
    TRAINING_COUNTS = "training-counts"
    SAME = "same"


OUT_OF_DATE = frozenset({Why.DATE_PASSED, Why.PAPER_PASSED, Why.CERTIFICATE_PASSED, Why.TRAINING_COUNTS})


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One question to look at; `previous` is last year's answer, `note` what the crosswalk says about a change."""

    question: Question
    answer: Answer | None
    previous: Answer | None
    why: Why
    note: str = ""


@dataclass(frozen=True, slots=True)
class Piles:
    """The three piles in reading order; `same` is by section slug and has every section."""

    new: tuple[ReviewItem, ...]
    out_of_date: tuple[ReviewItem, ...]
    same: Mapping[str, tuple[ReviewItem, ...]]


def piles(case: Case, previous_answers: Mapping[str, Answer], crosswalk: Crosswalk | None) -> Piles:
    """Sort every question that needs a look; crosswalk None means the same edition as last year.

    A changed question leaves the first pile once it is answered or checked. Proof that has run out comes before "not
    done", because renewing it is the quicker fix. An optional question with no answer is in no pile.
    """
    steps = {step.new: step for step in crosswalk.entries if step.new} if crosswalk else {}
    items = [_item(case, previous_answers, question, steps.get(question.ref)) for question in _listed(case, steps)]
    same = {
        section.slug: tuple(i for i in items if i.why is Why.SAME and i.question.section == section.slug)
        for section in case.edition.sections
    }
    return Piles(
        new=tuple(i for i in items if i.why in (Why.NEW, Why.CHANGED, Why.NOT_DONE)),
        out_of_date=tuple(i for i in items if i.why in OUT_OF_DATE),
        same=same,
    )


def _listed(case: Case, steps: Mapping[str, Step]) -> tuple[Question, ...]:
    def is_listed(question: Question) -> bool:
        step = steps.get(question.ref)
        is_new = step is not None and step.old is None
        return question.is_needed or is_new or not _answer(case, question).says_nothing

    return tuple(question for question in case.edition.in_reading_order() if is_listed(question))


def _item(case: Case, previous: Mapping[str, Answer], question: Question, step: Step | None) -> ReviewItem:
    old = step.old if step is not None else question.ref
    return ReviewItem(
        question=question,
        answer=case.answers.get(question.ref),
        previous=previous.get(old) if old else None,
        why=next((why for why, is_so in _REASONS if is_so(case, question, step)), Why.SAME),
        note=step.note if step is not None else "",
    )


def _answer(case: Case, question: Question) -> Answer:
    return case.answers.get(question.ref) or Answer(question.ref)


def _is_new(case: Case, question: Question, step: Step | None) -> bool:
    return step is not None and step.old is None and question.ref not in case.satisfied


def _is_changed(case: Case, question: Question, step: Step | None) -> bool:
    """Wait for a look at an answer with changed wording, or for a needed answer to a changed question."""
    is_open = question.is_needed and question.ref not in case.satisfied
    is_moved = step is not None and step.old is not None and step.change != "same"
    return _answer(case, question).check_again or (is_moved and is_open)


def _date_passed(case: Case, question: Question, _step: Step | None) -> bool:
    """Find a date older than the question's freshness, counted in calendar months."""
    on, months = _answer(case, question).on, question.freshness_months
    return on is not None and months is not None and add_months(on, months) < case.today


def _paper_passed(case: Case, question: Question, _step: Step | None) -> bool:
    """Find an answer that rests on a paper whose day of review is over: fixing the paper clears all that use it."""
    answer = _answer(case, question)
    return not answer.says_nothing and answer.has_old_proof(case.today)


def _certificate_passed(case: Case, question: Question, _step: Step | None) -> bool:
    """Find an answer that rests on a data protection fee or a Cyber Essentials Plus that has run out (R22, R26)."""
    profile = case.profile
    if ICO_CERTIFICATE in question.evidence and _answer(case, question).choice is Choice.YES:
        return profile.ico.has_lapsed(case.today)
    rests_on_it = CYBER_ESSENTIALS_PLUS in question.exempt and question.ref not in case.satisfied
    return rests_on_it and profile.cyber.held is Tri.YES and _is_past(profile.cyber.expires_on, case.today)


def _is_past(day: date | None, today: date) -> bool:
    return day is not None and day < today


def _training_counts(case: Case, question: Question, _step: Step | None) -> bool:
    """Find training counts brought over from last year: training counts for twelve months only (R25)."""
    answer = _answer(case, question)
    return question.counts_training and answer.carried and answer.choice is Choice.YES


def _not_done(case: Case, question: Question, _step: Step | None) -> bool:
    return question.is_needed and question.ref not in case.satisfied


_REASONS: tuple[tuple[Why, Callable[[Case, Question, Step | None], bool]], ...] = (
    (Why.NEW, _is_new),
    (Why.CHANGED, _is_changed),
    (Why.DATE_PASSED, _date_passed),
    (Why.PAPER_PASSED, _paper_passed),
    (Why.CERTIFICATE_PASSED, _certificate_passed),
    (Why.TRAINING_COUNTS, _training_counts),
    (Why.NOT_DONE, _not_done),
)
