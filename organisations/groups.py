"""Reading which sites belong to which group. A group's page has their scope open; a site's page sees its own link."""

from organisations.models import GroupSite, Organisation, OrganisationKind, ServiceWithoutCode

GROUPS = (OrganisationKind.HEAD_OFFICE, OrganisationKind.COUNCIL)


def is_group(organisation: Organisation) -> bool:
    """Say whether an organisation is a head office or a council."""
    return organisation.kind in GROUPS


def sites_of(group: Organisation) -> list[GroupSite]:
    """Return the links to the sites that a group looks after now, with each site, by its name."""
    return list(GroupSite.seen.active().filter(organisation=group).by_name())


def registered_groups(*, is_verified: bool) -> list[Organisation]:
    """Return the head offices and councils that an operator has checked, or those that are still to be checked."""
    groups = Organisation.objects.filter(kind__in=GROUPS, merged_into=None, verified_at__isnull=not is_verified)
    return list(groups.order_by("registered_at", "pk"))


def has_looked_after(group: Organisation, site: Organisation) -> bool:
    """Say whether a group looks after a site, or ever did."""
    links = GroupSite.seen.filter(organisation=group, site=site)
    return links.filter(state__in=[GroupSite.State.ACTIVE, GroupSite.State.ENDED]).exists()


def link_of(site: Organisation) -> GroupSite | None:
    """Return the link to the group that looks after a site now, with the group; None for a site on its own."""
    return GroupSite.seen.active().filter(site=site).select_related("organisation").first()


def without_code_by(group: Organisation, pk: int) -> ServiceWithoutCode | None:
    """Return one service of the group that still needs an ODS code (R53)."""
    waiting = ServiceWithoutCode.objects.filter(organisation=group, done_at__isnull=True)
    service: ServiceWithoutCode | None = waiting.filter(pk=pk).first()
    return service


def link_to(group: Organisation, code: str) -> GroupSite | None:
    """Return a group's link to one of the sites it looks after now, with the site, by the site's code."""
    links = GroupSite.seen.active().filter(organisation=group, site__code=code.upper())
    return links.select_related("site").first()
