"""Using what a list offers: the person presses, and it becomes their answer (F17)."""

from datetime import datetime

from assessments.actions.answers import NO_SUCH_QUESTION, Saved, save_answer
from assessments.editions import edition
from assessments.models import Assessment
from assessments.offering import ready_answer
from assessments.rules.schedule import london_date
from assessments.snapshots import LockedAnswers, lock_answers
from organisations.models import User
from organisations.refusals import Refused
from organisations.tenancy import action
from organisations.words import refusal

LIST_HAS_CHANGED = "list-has-changed"


@action
def use_offer(
    *, assessment: Assessment | LockedAnswers, ref: str, version: int, seen: str, by: User, at: datetime
) -> Saved:
    """Save the answer that the lists bear out now over the version that was read; nothing is confirmed by it.

    It is an own answer, also where one was inherited (R71). Raises Refused when the lists no longer bear it out, or
    offer other words than those that were `seen`. A caller that holds the lock passes what it locked.
    """
    today = london_date(at)
    locked = assessment if isinstance(assessment, LockedAnswers) else lock_answers(assessment, today=today)
    if not edition(locked.assessment.edition).has_question(ref):
        raise Refused(NO_SUCH_QUESTION)
    ready = ready_answer(locked.assessment, ref, today)
    if ready is None or ready.seen != seen:
        raise refusal(LIST_HAS_CHANGED)
    return save_answer(assessment=locked, ref=ref, words=ready.words, version=version, by=by, at=at)
