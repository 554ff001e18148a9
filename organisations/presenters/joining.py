"""The pages on the way in: choose, ask, be invited."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from organisations import invitations
from organisations.groups import is_group
from organisations.models import Invitation, JoinRequest, Membership, Organisation
from organisations.permissions import Role
from organisations.refusals import Refused
from organisations.words import ROLE_MEANINGS, ROLES


@dataclass(frozen=True, slots=True)
class ServiceLine:
    name: str
    href: str
    role: str


@dataclass(frozen=True, slots=True)
class InvitationLine:
    id: int
    service: str
    invited_by: str
    meaning: str


@dataclass(frozen=True, slots=True)
class RequestLine:
    service: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class ChoosePage:
    services: tuple[ServiceLine, ...]
    invitations: tuple[InvitationLine, ...]
    requests: tuple[RequestLine, ...]

    @property
    def only_href(self) -> str:
        """Give the way to the one service there is when nothing else waits for the person, or ""."""
        nothing_waits = not self.invitations and not self.requests
        return self.services[0].href if nothing_waits and len(self.services) == 1 else ""


def home_of(organisation: Organisation) -> str:
    """Give the way to an organisation's home: a group's is that of all its services."""
    return reverse(f"assessments:{'group_home' if is_group(organisation) else 'home'}", args=[organisation.code])


def choose_page(
    memberships: Iterable[Membership], invited: Iterable[Invitation], requests: Iterable[JoinRequest]
) -> ChoosePage:
    return ChoosePage(
        services=tuple(
            ServiceLine(str(one.organisation), home_of(one.organisation), ROLES[Role(one.role)]) for one in memberships
        ),
        invitations=tuple(
            InvitationLine(one.pk, str(one.organisation), str(one.invited_by), ROLE_MEANINGS[Role(one.role)])
            for one in invited
        ),
        requests=tuple(RequestLine(str(one.organisation), one.asked_at) for one in requests),
    )


@dataclass(frozen=True, slots=True)
class InvitationPage:
    """`problem` is why the link cannot be used, or ""; without a known invitation the rest is empty."""

    problem: str
    token: str
    reader_email: str
    service: str = ""
    code: str = ""
    invited_by: str = ""
    meaning: str = ""


def invitation_page(token: str, reader_email: str, at: datetime) -> InvitationPage:
    """Explain the link to its reader; `reader_email` is "" for somebody who has not signed in."""
    try:
        invitation = invitations.behind(token)
    except Refused as refusal:
        return InvitationPage(refusal.reason, token, reader_email)
    somebody_else = invitations.FOR_SOMEBODY_ELSE if reader_email not in {"", invitation.email} else ""
    return InvitationPage(
        problem=invitations.why_over(invitation, at) or somebody_else,
        token=token,
        reader_email=reader_email,
        service=str(invitation.organisation),
        code=invitation.organisation.code,
        invited_by=str(invitation.invited_by),
        meaning=ROLE_MEANINGS[Role(invitation.role)],
    )
