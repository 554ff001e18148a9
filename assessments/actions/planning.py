"""What will be done about a question that is not satisfied yet (R17 to R19)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from assessments.actions.answers import NO_SUCH_QUESTION
from assessments.closed import refuse_if_closed
from assessments.editions import edition
from assessments.models import Assessment, PlanRow
from assessments.rules.levels import Level
from assessments.snapshots import lock
from organisations import audit
from organisations.models import User
from organisations.refusals import Refused
from organisations.tenancy import action

SOMEBODY_SAVED_FIRST = "somebody-saved-first"
FIELDS = ("action", "owner", "target_on", "progress", "comments")


@action
def save_plan_row(
    *, assessment: Assessment, ref: str, words: Mapping[str, Any], version: int, by: User, at: datetime
) -> PlanRow:
    """Save one row over the version that was read. Raises Refused when somebody saved it in the meantime."""
    locked = lock(assessment)
    refuse_if_closed(locked, at)
    if ref not in {question.ref for question in edition(locked.edition).needed_for(Level.MET)}:
        raise Refused(NO_SUCH_QUESTION)
    row = PlanRow.objects.filter(assessment=locked, ref=ref).first() or PlanRow(
        organisation_id=locked.organisation_id, assessment=locked, ref=ref, version=0
    )
    changes = {name: value for name, value in words.items() if name in FIELDS and value != getattr(row, name)}
    if not changes and row.version:
        return row
    if row.version != version:
        raise Refused(SOMEBODY_SAVED_FIRST)
    for name, value in changes.items():
        setattr(row, name, value)
    row.version, row.saved_by, row.saved_at = row.version + 1, by, at
    row.save()
    audit.record(
        "planned",
        organisation=locked.organisation_id,
        by=by,
        at=at,
        subject=ref,
        year=locked.year.label,
        fields=sorted(changes),
    )
    return row
