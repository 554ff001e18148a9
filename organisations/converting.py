"""Reading what a head office or council asks of a service that has an account of its own (R48)."""

from datetime import date, timedelta

from organisations.belonging import service_with
from organisations.groups import link_of
from organisations.models import GroupSite, Membership, Organisation, OrganisationKind, User
from organisations.tenancy import acting_for

CAN_BE_UNDONE_FOR = timedelta(days=30)
# What a service can be that may come to a group: not a group, and nobody who looks on from outside.
SERVICES = (OrganisationKind.SINGLE_SITE, OrganisationKind.SITE, OrganisationKind.IN_HOUSE_SERVICE)


def can_be_undone(link: GroupSite, day: date) -> bool:
    """Say whether a service that came with an account of its own may still go back: for 30 days (R48)."""
    came = link.how == GroupSite.How.ACCEPTED and link.state == GroupSite.State.ACTIVE
    return came and link.joined_on is not None and day <= link.joined_on + CAN_BE_UNDONE_FOR


def last_day_to_undo(link: GroupSite) -> date | None:
    """Return the last day on which it may go back."""
    return link.joined_on + CAN_BE_UNDONE_FOR if link.joined_on else None


def service_to_ask(code: str) -> Organisation | None:
    """Find a registered service that a group could ask, by its code."""
    found = service_with(code)
    return found if found is not None and found.kind in SERVICES and found.closed_on is None else None


def is_in_another_group(site: Organisation, group: Organisation) -> bool:
    """Say whether another group looks after a service. Opens the service's own scope, and gives nothing else of it."""
    with acting_for(site):
        link = link_of(site)
    return link is not None and link.organisation_id != group.pk


def newest_link(group: Organisation, site: Organisation) -> GroupSite | None:
    """Return the newest link between a group and a service, whatever came of it. Needs the scope of either."""
    between = GroupSite.seen.filter(organisation=group, site=site)
    return between.select_related("organisation", "site").order_by("-asked_at", "-pk").first()


def request_to(site: Organisation, pk: int) -> GroupSite | None:
    """Return one link of a service, asked or answered. Needs its scope."""
    return GroupSite.seen.filter(site=site, pk=pk).select_related("organisation", "site").first()


def waiting_requests_to(site: Organisation) -> list[GroupSite]:
    """Return the requests of groups that a service has not answered. Needs its scope."""
    asked = GroupSite.seen.filter(site=site, state=GroupSite.State.ASKED)
    return list(asked.select_related("organisation").order_by("asked_at"))


def is_its_own_administrator(person: User, site: Organisation) -> bool:
    """Say whether somebody can do everything at a service by themselves, not through a group. Needs its scope."""
    return Membership.objects.administrators().filter(organisation=site, user=person).exists()
