"""Registering an organisation: one code, one tenant."""

from datetime import datetime

from django.db import IntegrityError, transaction

from organisations import audit
from organisations.models import Membership, Organisation, OrganisationKind, Profile, User
from organisations.permissions import Role
from organisations.refusals import Refused
from organisations.tenancy import acting_for, action

CODE_REGISTERED = "code-registered"


@action
def register(
    *,
    by: User,
    at: datetime,
    code: str,
    name: str,
    town: str = "",
    postcode: str = "",
    kind: OrganisationKind = OrganisationKind.SINGLE_SITE,
) -> Organisation:
    """Make an organisation with its registrant as administrator. Refuses a code that is registered (R59, R60)."""
    organisation = Organisation(
        code=code.strip().upper(), name=name, town=town, postcode=postcode.upper(), kind=kind, registered_at=at
    )
    try:
        with transaction.atomic():
            organisation.save(force_insert=True)
    except IntegrityError as problem:
        raise Refused(CODE_REGISTERED) from problem
    with acting_for(organisation, user=by):
        Profile.objects.create(organisation=organisation)
        Membership.objects.create(organisation=organisation, user=by, role=Role.ADMINISTRATOR, started_at=at)
        audit.record("registered", organisation=organisation, by=by, at=at, subject=organisation.code, kind=kind)
    return organisation
