"""Changing the details of the service, with what that does to this year's assessment (R22)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from assessments.actions.summary import recount
from assessments.models import Assessment
from assessments.rules.schedule import london_date
from assessments.snapshots import lock, lock_answers
from assessments.standings import rebuild
from organisations.actions import profile
from organisations.models import Organisation, User
from organisations.tenancy import action

# What decides whether Standards Exceeded still is that (R23).
CERTIFICATE = {"cyber_plus", "cyber_plus_number", "cyber_plus_issued_on", "cyber_plus_expires_on"}


@action
def change_details(*, organisation: Organisation, by: User, at: datetime, changes: Mapping[str, Any]) -> None:
    """Save profile fields; what they exempt is counted again, and changed details wait to be confirmed anew."""
    newest = _newest_locked(organisation)
    if profile.change_profile(organisation=organisation, by=by, at=at, changes=changes):
        _details_changed(newest, at)
        if CERTIFICATE & changes.keys():
            rebuild(organisation)


@action
def rename(*, organisation: Organisation, by: User, at: datetime, name: str, town: str, postcode: str) -> None:
    """Change the public name and place; changed details wait to be confirmed anew."""
    newest = _newest_locked(organisation)
    if profile.rename(organisation=organisation, by=by, at=at, name=name, town=town, postcode=postcode):
        _details_changed(newest, at)


@action
def declare_earlier(
    *,
    organisation: Organisation,
    by: User,
    at: datetime,
    answer: str,
    level: str = "",
    published_on: date | None = None,
) -> None:
    """Record what was published on the national toolkit before (R79); the details wait to be confirmed anew."""
    newest = _newest_locked(organisation)
    profile.declare_earlier(
        organisation=organisation, by=by, at=at, answer=answer, level=level, published_on=published_on
    )
    _details_changed(newest, at)
    rebuild(organisation)


def _newest_locked(organisation: Organisation) -> Assessment | None:
    """Lock this year's assessment, None before the first.

    It comes before anything is written, as in saving and publishing. The other way round two of them would wait for
    each other, one holding the assessment's row and one the audit trail's.
    """
    newest = Assessment.objects.filter(organisation=organisation).order_by("-year__opens_at").first()
    return lock(newest) if newest else None


def _details_changed(newest: Assessment | None, at: datetime) -> None:
    """Count this year's answers again and ask for a new confirmation of the details."""
    if newest is not None:
        today = london_date(at)
        locked = lock_answers(newest, today=today)
        recount(
            locked.assessment,
            locked.answers,
            locked.exempt,
            today=today,
            profile_confirmed_at=None,
            profile_confirmed_by=None,
        )
