"""Registering an organisation: one code, one tenant."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from organisations import audit
from organisations.codes import CODE_REGISTERED, refuse_former_codes
from organisations.models import Membership, Organisation, OrganisationKind, Profile, User
from organisations.permissions import Role
from organisations.refusals import Refused
from organisations.tenancy import acting_for, action


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
    care_kinds: Sequence[str] = (),
) -> Organisation:
    """Make an organisation with its registrant as administrator.

    Refuses a code that is registered, or that an organisation had before (R59 to R61).
    """
    organisation = Organisation(
        code=code.strip().upper(), name=name, town=town, postcode=postcode.upper(), kind=kind, registered_at=at
    )
    try:
        with transaction.atomic():
            organisation.save(force_insert=True)
            refuse_former_codes([organisation.code])
    except IntegrityError as problem:
        raise Refused(CODE_REGISTERED) from problem
    with acting_for(organisation, user=by):
        Profile.objects.create(organisation=organisation, care_kinds=list(care_kinds))
        Membership.objects.create(organisation=organisation, user=by, role=Role.ADMINISTRATOR, started_at=at)
        audit.record("registered", organisation=organisation, by=by, at=at, subject=organisation.code, kind=kind)
    return organisation
