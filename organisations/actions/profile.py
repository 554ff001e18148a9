"""What an organisation says about itself."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from organisations import audit
from organisations.models import EarlierPublication, Organisation, Profile, User
from organisations.tenancy import action


@action
def change_profile(*, organisation: Organisation, by: User, at: datetime, changes: Mapping[str, Any]) -> Profile:
    """Save the named fields of the profile; the trail says which changed, not what they say."""
    profile: Profile = Profile.objects.select_for_update().get(organisation=organisation)
    changed = [name for name, value in changes.items() if getattr(profile, name) != value]
    if changed:
        for name in changed:
            setattr(profile, name, changes[name])
        profile.save(update_fields=changed)
        audit.record("changed-profile", organisation=organisation, by=by, at=at, fields=changed)
    return profile


@action
def rename(*, organisation: Organisation, by: User, at: datetime, name: str, town: str, postcode: str) -> Organisation:
    """Change the public name and place. The code stays (R61)."""
    organisation.name, organisation.town, organisation.postcode = name, town, postcode.upper()
    organisation.save(update_fields=["name", "town", "postcode"])
    audit.record("renamed", organisation=organisation, by=by, at=at, subject=organisation.code)
    return organisation


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
    """Record whether and what the organisation published on the national toolkit before (R79)."""
    declared = EarlierPublication.objects.filter(organisation=organisation, source=EarlierPublication.Source.DECLARED)
    if level or answer != Profile.Earlier.SOME:
        declared.delete()
    if level and published_on:
        EarlierPublication.objects.create(
            organisation=organisation,
            level=level,
            published_on=published_on,
            source=EarlierPublication.Source.DECLARED,
            label=EarlierPublication.Standard(level).label,
        )
    change_profile(organisation=organisation, by=by, at=at, changes={"earlier": answer})
    audit.record("declared-earlier", organisation=organisation, by=by, at=at, answer=answer, level=level)
