"""People and organisations for tests, made as the application's role through the same actions as in life."""

from datetime import UTC, datetime

from assessments.actions.opening import open_year
from assessments.models import Assessment
from organisations.actions.people import join
from organisations.actions.registration import register
from organisations.models import Organisation, OrganisationKind, User
from organisations.permissions import Role
from organisations.tenancy import acting_for

NOW = datetime(2026, 11, 22, 10, 42, tzinfo=UTC)
PASSWORD = "three purple trees"


def person(name: str = "Priya", **fields: object) -> User:
    """Make somebody who can sign in with PASSWORD and whose address is verified."""
    user = User.objects.create_user(
        fields.pop("email", f"{name.lower()}@example.com"),
        PASSWORD,
        name=name,
        **fields,  # type: ignore[arg-type]
    )
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


def organisation(
    code: str = "VA001",
    name: str = "Rose Court",
    by: User | None = None,
    kind: OrganisationKind = OrganisationKind.SINGLE_SITE,
) -> Organisation:
    """Register an organisation; its administrator is `by`, or a new Priya."""
    by = by or person()
    with acting_for(user=by):
        return register(by=by, at=NOW, code=code, name=name, town="Leeds", postcode="LS1 4AP", kind=kind)


def member(organisation: Organisation, role: Role, name: str = "Tom") -> User:
    """Make somebody with a role at an organisation."""
    user = person(name)
    with acting_for(organisation, user=user):
        join(organisation=organisation, user=user, role=role, by=user, at=NOW)
    return user


def assessment(organisation: Organisation, by: User | None = None, at: datetime = NOW) -> Assessment:
    """Open the year for an organisation."""
    with acting_for(organisation):
        by = by or organisation.memberships.select_related("user").earliest("pk").user
        return open_year(organisation=organisation, by=by, at=at)
