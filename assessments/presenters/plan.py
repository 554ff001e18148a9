"""The action plan: what, who, by when, for every question that Standards Met still needs."""

from dataclasses import dataclass
from datetime import date

from assessments.dates import in_full
from assessments.models import PlanRow as Written
from assessments.presenters.progress import address
from assessments.rules import plan
from assessments.rules.case import Case, PlanEntry
from assessments.rules.plan import EntryProblem
from assessments.rules.questions import Question
from assessments.rules.schedule import can_edit

PROGRESS = dict(Written.Progress.choices)


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it is shown. Until somebody writes it, its action is the edition's suggestion (R17).

    `lacks` says in words what is still to be written.
    """

    ref: str
    short: str
    href: str
    action: str
    owner: str
    target_on: date | None
    progress: str
    comments: str
    lacks: str
    is_written: bool
    is_far: bool
    is_late: bool
    blocks_every_level: bool


@dataclass(frozen=True, slots=True)
class PlanPage:
    year_words: str
    organisation: str
    lines: tuple[Line, ...]
    closed: tuple[tuple[str, str, str], ...]
    incomplete: int
    workbook_href: str
    questions_href: str
    is_closed: bool


def plan_page(case: Case) -> PlanPage:
    """Lay out the plan: its open rows, and those that closed themselves when their question was satisfied."""
    lines = tuple(_line(case, row) for row in plan.rows(case))
    open_refs = {line.ref for line in lines}
    done = [q for q in case.edition.in_reading_order() if q.ref in case.plan and q.ref not in open_refs]
    return PlanPage(
        year_words=case.year.words,
        organisation=case.profile.name,
        lines=lines,
        closed=tuple((q.ref, q.short, case.plan[q.ref].action) for q in done),
        incomplete=sum(bool(line.lacks) for line in lines),
        workbook_href=address(case, "plan_workbook"),
        questions_href=address(case, "questions"),
        is_closed=not can_edit(case.year, case.today),
    )


def _line(case: Case, row: plan.PlanRow) -> Line:
    entry = row.entry or PlanEntry(row.question.ref)
    return Line(
        ref=row.question.ref,
        short=row.question.short,
        href=address(case, "plan_row", row.question.ref),
        action=entry.action or row.question.next_action,
        owner=entry.owner,
        target_on=entry.target_on,
        progress=PROGRESS[entry.progress],
        comments=entry.comments,
        lacks=_lacks(row.problems),
        is_written=row.entry is not None,
        is_far=bool(entry.target_on and plan.is_far(entry.target_on, case.today)),
        is_late=bool(entry.target_on and entry.target_on < case.today),
        blocks_every_level=row.blocks_every_level,
    )


MISSING = {
    EntryProblem.ACTION_MISSING: "what",
    EntryProblem.OWNER_MISSING: "who",
    EntryProblem.DATE_MISSING: "when",
    EntryProblem.DATE_NOT_AFTER_TODAY: "a date after today",
    EntryProblem.DATE_AFTER_VALIDITY: "an earlier date",
}


def _lacks(problems: tuple[EntryProblem, ...]) -> str:
    words = [MISSING[problem] for problem in problems]
    if not words:
        return ""
    *first, last = words
    return f"Add {', '.join(first)} and {last}" if first else f"Add {last}"


@dataclass(frozen=True, slots=True)
class PlanRowPage:
    ref: str
    title: str
    asks: str
    next_action: str
    plan_href: str
    question_href: str
    theirs: str


def plan_row_page(case: Case, question: Question, theirs: Written | None = None) -> PlanRowPage:
    """Lay out one row; `theirs` is what somebody saved while this person was typing."""
    words = ""
    if theirs is not None:
        on = in_full(theirs.target_on) if theirs.target_on else "no date"
        words = f"{theirs.saved_by} wrote: {theirs.action} ({theirs.owner}, {on})"
    return PlanRowPage(
        ref=question.ref,
        title=question.short,
        asks=question.asks,
        next_action=question.next_action,
        plan_href=address(case, "plan"),
        question_href=address(case, "question", question.ref),
        theirs=words,
    )
