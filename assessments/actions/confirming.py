"""Saying that a part's answers, or the details of the service, are true this year (R11)."""

from datetime import datetime

from assessments.closed import refuse_if_closed
from assessments.models import Assessment, Confirmation
from assessments.rules.blockers import Blocker, part_blockers
from assessments.rules.schedule import london_date
from assessments.snapshots import load_locked, lock
from organisations import audit
from organisations.models import User
from organisations.tenancy import action


@action
def confirm_part(*, assessment: Assessment, section: str, by: User, at: datetime) -> tuple[Blocker, ...]:
    """Confirm every assertion of a part, in that part; or return what must be seen to first, and confirm nothing.

    A second press finds nothing left to confirm, and records nothing.
    """
    loaded = load_locked(assessment, today=london_date(at))
    refuse_if_closed(loaded.assessment, at)
    held_up = part_blockers(loaded.case, section)
    missing = [
        assertion.ref
        for assertion in loaded.case.edition.assertions_in(section)
        if (assertion.ref, section) not in loaded.case.confirmed
    ]
    if missing and not held_up:
        Confirmation.objects.bulk_create(
            Confirmation(
                organisation_id=assessment.organisation_id,
                assessment=loaded.assessment,
                assertion=ref,
                section=section,
                confirmed_by=by,
                confirmed_at=at,
            )
            for ref in missing
        )
        audit.record(
            "confirmed-part",
            organisation=assessment.organisation_id,
            by=by,
            at=at,
            subject=section,
            year=loaded.assessment.year.label,
        )
    return held_up


@action
def confirm_details(*, assessment: Assessment, by: User, at: datetime) -> None:
    """Record that the details of the service are right this year; a second press changes nothing."""
    locked = lock(assessment)
    refuse_if_closed(locked, at)
    if locked.profile_confirmed_at:
        return
    locked.profile_confirmed_at, locked.profile_confirmed_by = at, by
    locked.save(update_fields=["profile_confirmed_at", "profile_confirmed_by"])
    audit.record("confirmed-details", organisation=assessment.organisation_id, by=by, at=at, year=locked.year.label)
