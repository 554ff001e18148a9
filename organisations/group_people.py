"""Reading who can sign in at the services of a group, and who was invited: two statements for any number of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from organisations.models import Invitation, Membership


@dataclass(frozen=True, slots=True)
class PeopleAt:
    """Who belongs to one service, by name, and whose invitation nobody has answered yet, the newest first."""

    members: tuple[Membership, ...] = ()
    invitations: tuple[Invitation, ...] = ()


def people_at(sites: Iterable[int]) -> dict[int, PeopleAt]:
    """Return the people of each of these services. Needs the scope of them all."""
    ids = list(sites)
    members, invited = defaultdict(list), defaultdict(list)
    for member in Membership.objects.active().filter(organisation__in=ids).by_name():
        members[member.organisation_id].append(member)
    for invitation in Invitation.objects.unanswered().filter(organisation__in=ids):
        invited[invitation.organisation_id].append(invitation)
    return {site: PeopleAt(tuple(members[site]), tuple(invited[site])) for site in ids}
