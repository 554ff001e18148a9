"""A site goes back to the answer of its group: its own is dropped, and kept in the history (R71)."""

from datetime import datetime

from assessments.actions.answers import save_answer
from assessments.models import Answer
from assessments.models.answers import WORDS
from assessments.snapshots import LockedAnswers
from organisations import audit
from organisations.models import User
from organisations.refusals import Refused
from organisations.tenancy import action

NOT_SHARED = "not-shared"


@action
def drop_own_answer(*, locked: LockedAnswers, ref: str, by: User, at: datetime) -> None:
    """Empty a site's own answer, so that its group's stands again; a second press changes nothing.

    Raises Refused when the group shares no such answer (any more).
    """
    if ref not in locked.inherited:
        raise Refused(NOT_SHARED)
    if locked.answers[ref].inherited_from:
        return
    row = locked.row(ref)
    fresh = Answer()
    empty = {name: getattr(fresh, name) for name in WORDS if name != "comment"}
    save_answer(assessment=locked, ref=ref, words=empty, version=row.version, by=by, at=at)
    audit.record(
        "dropped-own-answer",
        organisation=locked.assessment.organisation_id,
        by=by,
        at=at,
        subject=ref,
        year=locked.assessment.year.label,
    )
