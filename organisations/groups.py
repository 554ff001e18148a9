"""Reading which sites belong to which group. A group's page has their scope open; a site's page sees its own link."""

from organisations.models import GroupSite, Organisation, OrganisationKind

GROUPS = (OrganisationKind.HEAD_OFFICE, OrganisationKind.COUNCIL)


def is_group(organisation: Organisation) -> bool:
    """Say whether an organisation is a head office or a council."""
    return organisation.kind in GROUPS


def sites_of(group: Organisation) -> list[GroupSite]:
    """Return the links to the sites that a group looks after now, with each site, by its name."""
    return list(GroupSite.seen.active().filter(organisation=group).by_name())


def link_of(site: Organisation) -> GroupSite | None:
    """Return the link to the group that looks after a site now, with the group; None for a site on its own."""
    return GroupSite.seen.active().filter(site=site).select_related("organisation").first()
