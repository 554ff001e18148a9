"""Inviting the managers of many services at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from organisations.actions.people import ALREADY_A_MEMBER, invite
from organisations.models import Invitation, Organisation, User
from organisations.permissions import Role
from organisations.refusals import Refused
from organisations.tenancy import action


@dataclass(frozen=True, slots=True)
class ToInvite:
    """Somebody to invite to one service, with a role there."""

    site: int
    email: str
    role: Role


@action
def invite_many(*, people: Iterable[ToInvite], since: datetime | None, by: User, at: datetime) -> int:
    """Invite everybody, each to one service and in that service's own records; give how many links are on their way.

    Who was invited from `since` on is not invited again, so that a second press sends nothing twice; who has joined
    meanwhile needs no link. Needs the scope of every service.
    """
    people = list(people)
    sites = Organisation.objects.in_bulk({one.site for one in people})
    sent = set()
    if since is not None:
        lately = Invitation.objects.unanswered().filter(organisation__in=sites, sent_at__gte=since)
        sent = set(lately.values_list("organisation_id", "email"))
    return sum((one.site, one.email) in sent or _invited(sites[one.site], one, by, at) for one in people)


def _invited(site: Organisation, one: ToInvite, by: User, at: datetime) -> bool:
    try:
        invite(organisation=site, by=by, at=at, email=one.email, role=one.role)
    except Refused as refusal:
        if refusal.reason != ALREADY_A_MEMBER:
            raise
        return False
    return True
