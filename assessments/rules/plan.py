"""The action plan: a row for every Standards Met question not satisfied (R17, R18)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assessments.rules.case import Case, PlanEntry
from assessments.rules.levels import Level
from assessments.rules.questions import Need, Question
from assessments.rules.validity import add_months

FAR_MONTHS = 6
SUGGESTED_MONTHS = 3


class EntryProblem(StrEnum):
    """Name what a plan row lacks."""

    ACTION_MISSING = "action-missing"
    OWNER_MISSING = "owner-missing"
    DATE_MISSING = "date-missing"
    DATE_NOT_AFTER_TODAY = "date-not-after-today"
    DATE_AFTER_VALIDITY = "date-after-validity"


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One question that Standards Met still needs, with what has been written about it.

    `blocks_every_level` marks a question that Approaching Standards needs too: a plan does not stand in for those.
    """

    question: Question
    entry: PlanEntry | None
    problems: tuple[EntryProblem, ...]
    blocks_every_level: bool

    @property
    def is_complete(self) -> bool:
        """Say whether the row has an action, an owner and a date that R18 accepts (R17)."""
        return not self.problems


def rows(case: Case) -> tuple[PlanRow, ...]:
    """Return the plan's rows in edition order (R17); an entry for a question since satisfied has no row."""
    needed = case.edition.needed_for(Level.MET)
    return tuple(_row(case, question) for question in needed if question.ref not in case.satisfied)


def _row(case: Case, question: Question) -> PlanRow:
    entry = case.plan.get(question.ref)
    return PlanRow(
        question=question,
        entry=entry,
        problems=entry_problems(entry, case.today, case.last_day),
        blocks_every_level=question.need is Need.APPROACHING,
    )


def entry_problems(entry: PlanEntry | None, today: date, last_day: date) -> tuple[EntryProblem, ...]:
    """List what a row lacks; `last_day` is the publication's last valid day (R17, R18)."""
    entry = entry or PlanEntry(ref="")
    found = {
        EntryProblem.ACTION_MISSING: not entry.action.strip(),
        EntryProblem.OWNER_MISSING: not entry.owner.strip(),
        EntryProblem.DATE_MISSING: entry.target_on is None,
        EntryProblem.DATE_NOT_AFTER_TODAY: entry.target_on is not None and entry.target_on <= today,
        EntryProblem.DATE_AFTER_VALIDITY: entry.target_on is not None and entry.target_on > last_day,
    }
    return tuple(problem for problem, is_found in found.items() if is_found)


def is_far(target_on: date, today: date) -> bool:
    """Say whether a target is more than six months away: a warning, never a blocker (R18)."""
    return target_on > add_months(today, FAR_MONTHS)


def suggested_date(case: Case) -> date:
    """Suggest a target that R18 accepts without a warning.

    The year's deadline when it is between one and six months ahead, otherwise three months from today.
    """
    deadline = case.year.deadline
    if add_months(case.today, 1) <= deadline and not is_far(deadline, case.today):
        return deadline
    return min(add_months(case.today, SUGGESTED_MONTHS), case.last_day)
