"""Reading what a person belongs to, and what waits for them. Row security shows only what is theirs."""

from datetime import datetime

from django.db.models import QuerySet

from organisations.invitations import LASTS
from organisations.models import FormerCode, Invitation, JoinRequest, Membership, Organisation, User


def memberships_of(person: User) -> list[Membership]:
    """Return the person's active memberships, by the organisation's name; not of records joined to another."""
    mine = Membership.mine.active().filter(user=person, organisation__merged_into=None)
    return list(mine.select_related("organisation").order_by("organisation__name"))


def invitations_for(person: User, at: datetime) -> QuerySet[Invitation]:
    """Return the invitations that the person could accept at this instant."""
    unanswered = Invitation.mine.sent_to(person).unanswered()
    return unanswered.filter(sent_at__gt=at - LASTS).select_related("organisation", "invited_by")


def invitation_to(person: User, pk: int) -> Invitation | None:
    """Return one invitation, open or over, if it was sent to the person."""
    return Invitation.mine.sent_to(person).filter(pk=pk).first()


def requests_of(person: User) -> QuerySet[JoinRequest]:
    """Return the person's requests that nobody has answered yet, oldest first."""
    return JoinRequest.mine.waiting().filter(user=person)


def belongs_to(person: User, organisation: Organisation) -> bool:
    """Say whether the person is an active member."""
    return Membership.mine.active().filter(user=person, organisation=organisation).exists()


def has_asked(person: User, organisation: Organisation) -> bool:
    """Say whether the person's request to join waits for an answer."""
    return requests_of(person).filter(organisation=organisation).exists()


def service_with(code: str) -> Organisation | None:
    """Find a registered organisation by its code, however it was typed, or by one that it had before (R60, R61).

    A record that was joined to another gives that other one.
    """
    code = code.strip().upper()
    if not code.isalnum():
        return None
    found = Organisation.objects.filter(code=code).first() or _formerly(code)
    while found is not None and found.merged_into is not None:
        found = found.merged_into
    return found


def _formerly(code: str) -> Organisation | None:
    former = FormerCode.seen.filter(code=code).select_related("organisation").first()
    return former.organisation if former else None
