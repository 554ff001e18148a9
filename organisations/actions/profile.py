"""What an organisation says about itself."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from organisations import audit
from organisations.models import EarlierPublication, Organisation, Profile, User
from organisations.tenancy import action


@action
def change_profile(*, organisation: Organisation, by: User, at: datetime, changes: Mapping[str, Any]) -> bool:
    """Save the named fields of the profile and say if any changed; the trail says which, not what they say."""
    profile = _locked(organisation)
    changed = [name for name, value in changes.items() if getattr(profile, name) != value]
    if changed:
        for name in changed:
            setattr(profile, name, changes[name])
        profile.save(update_fields=changed)
        audit.record("changed-profile", organisation=organisation, by=by, at=at, fields=changed)
    return bool(changed)


def _locked(organisation: Organisation) -> Profile:
    profile: Profile = Profile.objects.select_for_update().get(organisation=organisation)
    return profile


@action
def rename(*, organisation: Organisation, by: User, at: datetime, name: str, town: str, postcode: str) -> bool:
    """Change the public name and place, and say if they are others now. The code stays (R61)."""
    said = (name, town, postcode.upper())
    if said == (organisation.name, organisation.town, organisation.postcode):
        return False
    organisation.name, organisation.town, organisation.postcode = said
    organisation.save(update_fields=["name", "town", "postcode"])
    audit.record("renamed", organisation=organisation, by=by, at=at, subject=organisation.code)
    return True


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
    """Record whether and what the organisation published on the national toolkit before (R79).

    The profile's lock keeps two presses apart: there is one declared result, and a day has only one.
    """
    _locked(organisation)
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
