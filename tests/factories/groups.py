"""Head offices and councils with their sites, made by the same actions as in life."""

from assessments.actions.grouping import add_services
from organisations.actions.grouping import NewSite
from organisations.actions.registration import register
from organisations.models import Membership, Organisation, OrganisationKind, User
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f


def group(
    name: str = "Fern Care Group",
    code: str = "AB01",
    kind: OrganisationKind = OrganisationKind.HEAD_OFFICE,
    by: User | None = None,
) -> Organisation:
    """Register a head office or a council that an operator has checked; its administrator is `by`, or a new Grace."""
    by = by or f.person("Grace")
    with acting_for(user=by):
        made = register(by=by, at=f.NOW, code=code, name=name, town="Leeds", postcode="LS1 4AP", kind=kind)
    return checked(made)


def checked(group: Organisation) -> Organisation:
    """Let an operator have checked that its people act for it."""
    with acting_for(group):
        Organisation.objects.filter(pk=group.pk).update(verified_at=f.NOW)
    group.verified_at = f.NOW
    return group


def administrator_of(group: Organisation) -> User:
    """Return the person who registered a group."""
    with acting_for(group):
        first = Membership.objects.filter(organisation=group, role=Role.ADMINISTRATOR).earliest("pk")
        return User.objects.get(pk=first.user_id)


def site_of(group: Organisation, code: str = "VA101", name: str = "Elm View", town: str = "Leeds") -> Organisation:
    """Set up one site of a group, with its year open."""
    [site] = _added(group, [NewSite(code, name, town, "LS6 2AB")])
    return site


def many_sites(group: Organisation, count: int) -> list[Organisation]:
    """Set up many sites in a few statements: VB001 Home 1, VB002 Home 2 and so on."""
    return _added(group, [NewSite(f"VB{number:03}", f"Home {number}", "Leeds") for number in range(1, count + 1)])


def _added(group: Organisation, sites: list[NewSite]) -> list[Organisation]:
    by = administrator_of(group)
    with acting_for(group, user=by):
        return [link.site for link in add_services(group=group, sites=sites, by=by, at=f.NOW)]
