"""Numbers that each site has of its own, written down for many sites at once (R50, R73)."""

from collections.abc import Mapping
from datetime import datetime

from assessments.actions.answers import save_answer
from assessments.models import Assessment
from assessments.rules.answers import Choice
from assessments.rules.roll_up import Count
from assessments.rules.schedule import london_date
from assessments.snapshots import LockedAnswers, lock, lock_answers
from organisations.models import User
from organisations.tenancy import action


@action
def give_numbers(
    *, assessment: Assessment, ref: str, numbers: Mapping[int, Count], by: User, at: datetime
) -> frozenset[int]:
    """Save counts as the sites' own answers, each through its own save with its own audit entry (R50).

    `assessment` is the group's, `numbers` are by site; gives the sites that have no form for the year, which are left
    out. Needs the scope of the group and its sites. All of them are held still first, the group's form before theirs,
    as every change does that goes through the group.
    """
    lock(assessment)
    locking = Assessment.objects.select_for_update(of=("self",)).filter(
        year=assessment.year_id, organisation__in=list(numbers)
    )
    forms = list(locking.order_by("pk"))
    for form in forms:
        _save(lock_answers(form, today=london_date(at)), ref, numbers[form.organisation_id], by, at)
    return frozenset(numbers) - {form.organisation_id for form in forms}


@action
def give_own_numbers(*, assessment: Assessment, ref: str, count: Count, by: User, at: datetime) -> None:
    """Save a site's own counts over whatever it has said so far (R73)."""
    locked = lock_answers(assessment, today=london_date(at))
    _save(locked, ref, count, by, at)


def _save(locked: LockedAnswers, ref: str, count: Count, by: User, at: datetime) -> None:
    words = {"choice": Choice.YES, "staff_total": count.total, "staff_trained": count.trained}
    save_answer(assessment=locked, ref=ref, words=words, version=locked.row(ref).version, by=by, at=at)
