"""Reading what a person belongs to, and what waits for them. Row security shows only what is theirs."""

from datetime import datetime

from django.db.models import QuerySet

from organisations.invitations import LASTS
from organisations.models import Invitation, JoinRequest, Membership, Organisation, User


def memberships_of(person: User) -> list[Membership]:
    """Return the person's active memberships, by the organisation's name."""
    return list(
        Membership.mine.active().filter(user=person).select_related("organisation").order_by("organisation__name")
    )


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
    """Find a registered organisation by its code, however it was typed (R60)."""
    code = code.strip().upper()
    return Organisation.objects.filter(code=code).first() if code.isalnum() else None
