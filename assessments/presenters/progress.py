"""How far an assessment is: the pieces that several pages share."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from django.urls import get_script_prefix, reverse
from markupsafe import Markup

from assessments.pictures import (
    LadderStep,
    Mark,
    Stand,
    ladder,
    ladder_words,
    ring,
    ring_words,
    year_line,
    year_words,
)
from assessments.rules.case import Case
from assessments.rules.completeness import Status, status_knowing, tally
from assessments.rules.levels import Level
from assessments.rules.offers import Offer, offers
from assessments.rules.questions import Question
from assessments.rules.route import UNFINISHED, next_unfinished
from assessments.snapshots import LoadedQuestion
from assessments.words import LEVELS, WHY_NOT


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the questions and how much of it is left for Standards Met."""

    slug: str
    title: str
    href: str
    left: int
    minutes: int
    is_confirmed: bool

    @property
    def is_finished(self) -> bool:
        return self.is_confirmed and not self.left


@dataclass(frozen=True, slots=True)
class Task:
    """One question in a list; `note` says who answered it, if that was the group above (R71)."""

    ref: str
    short: str
    href: str
    status: Status
    note: str = ""


def parts(case: Case) -> tuple[Part, ...]:
    """List the parts in the edition's order."""
    return tuple(_part(case, section.slug, section.plain_title) for section in case.edition.sections)


def _part(case: Case, slug: str, title: str) -> Part:
    unfinished = [q for q in case.edition.in_section(slug) if q.is_needed and _status(case, q) in UNFINISHED]
    return Part(
        slug=slug,
        title=title,
        href=address(case, "part", slug),
        left=len(unfinished),
        minutes=sum(question.minutes for question in unfinished),
        is_confirmed=all((a.ref, slug) in case.confirmed for a in case.edition.assertions_in(slug)),
    )


def task(case: Case, question: Question) -> Task:
    """Show one question with its state."""
    answer = case.answers.get(question.ref)
    note = f"{answer.inherited_from} answered this for you" if answer and answer.inherited_from else ""
    return Task(question.ref, question.short, address(case, "question", question.ref), _status(case, question), note)


def _status(case: Case, question: Question) -> Status:
    answer, is_done = case.answers.get(question.ref), question.ref in case.satisfied
    return status_knowing(question, answer, case.exempt, case.today, is_done=is_done)


def address(case: Case | LoadedQuestion, name: str, *args: str) -> str:
    """Give the address of a page of this organisation and year."""
    return _pattern(get_script_prefix(), name, len(args)).format(case.profile.code, case.year.label, *args)


@cache
def _pattern(_prefix: str, name: str, more: int) -> str:
    """Ask for a page's address once, with numbers, which any converter takes; a list of questions has 90 of them."""
    numbers = [str(number) for number in range(1001, 1003 + more)]
    path = reverse(f"assessments:{name}", args=numbers)
    for place, number in enumerate(numbers):
        path = path.replace(number, f"{{{place}}}")
    return path


def next_question(case: Case, *, section: str = "", after: str = "") -> Question | None:
    """Find the next needed question with something to do, from a place in a part on, or anywhere."""
    return next_unfinished(case.edition, case.answers, case.exempt, case.today, section=section, after=after)


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing and the sentence that says the same."""

    drawing: Markup
    words: str


def progress_ring(case: Case) -> Picture:
    """Draw how much of Standards Met is done."""
    count = tally(case, Level.MET)
    return Picture(ring(count.done, count.total), ring_words(count.done, count.total))


def three_steps(case: Case) -> Picture:
    """Draw the ladder of the three levels."""
    steps = [_step(offer) for offer in offers(case)]
    return Picture(ladder(steps), ladder_words(steps))


def _step(offer: Offer) -> LadderStep:
    if offer.level is Level.EXCEEDED and offer.why_not:
        return LadderStep(LEVELS[offer.level], 0, 0, is_reached=False, words="needs Cyber Essentials Plus")
    return LadderStep(LEVELS[offer.level], offer.done, offer.total, not offer.blockers)


def deadline_line(case: Case, *, own_expiry: date | None, marks: Sequence[Mark] = ()) -> Picture:
    """Draw the year up to its deadline, with the day one's own standard runs out: two clocks, never blended."""
    year = case.year
    return Picture(
        year_line(case.today, year.opens_on, year.deadline, marks, own_expiry),
        year_words(case.today, year.deadline, marks),
    )


def where_they_stand(tasks: Iterable[Task]) -> Stand:
    """Count questions by how they stand; one that was started still has something to do."""
    counts = Counter(STANDS[task.status] for task in tasks)
    return Stand(**counts)


STANDS: Final = {
    Status.COMPLETED: "done",
    Status.DOES_NOT_APPLY: "done",
    Status.CHECK_AGAIN: "check",
    Status.ON_PLAN: "planned",
    Status.STARTED: "to_do",
    Status.TO_DO: "to_do",
}


def why_not(offer: Offer) -> str:
    """Say why a level is not on offer, or nothing."""
    return WHY_NOT[offer.why_not] if offer.why_not else ""
