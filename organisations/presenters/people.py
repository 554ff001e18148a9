"""Who can sign in for a service, who was invited, and who asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from organisations.groups import GROUPS
from organisations.invitations import why_over
from organisations.models import Claim, GroupSite, Invitation, JoinRequest, Membership, Organisation, OrganisationKind
from organisations.permissions import Permission, Role
from organisations.words import ROLES

# Who may be asked whether somebody can take over another service's account (R58).
DECIDING = (*GROUPS, OrganisationKind.SUPPORT_PARTNER)


@dataclass(frozen=True, slots=True)
class MemberLine:
    id: int
    name: str
    email: str
    role: str
    last_seen: datetime | None
    is_you: bool


@dataclass(frozen=True, slots=True)
class InvitedLine:
    id: int
    email: str
    role: str
    role_value: str
    sent_at: datetime
    is_over: bool


@dataclass(frozen=True, slots=True)
class AskerLine:
    id: int
    name: str
    email: str
    message: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class PeoplePage:
    service: str
    code: str
    can_manage: bool
    has_one_administrator: bool
    members: tuple[MemberLine, ...]
    invitations: tuple[InvitedLine, ...] = ()
    requests: tuple[AskerLine, ...] = ()
    claims: tuple[tuple[int, str], ...] = ()
    asking: tuple[tuple[int, str], ...] = ()
    decides_for_others: bool = False


def people_page(
    organisation: Organisation,
    me: Membership,
    members: Iterable[Membership],
    invitations: Iterable[Invitation],
    requests: Iterable[JoinRequest],
    claims: Iterable[Claim],
    asking: Iterable[GroupSite],
    at: datetime,
) -> PeoplePage:
    """List the people. Who was invited and who asks is only for those who can answer it."""
    lines = tuple(_member(one, me) for one in members)
    can_manage = me.may(Permission.MANAGE_PEOPLE)
    return PeoplePage(
        service=organisation.name,
        code=organisation.code,
        can_manage=can_manage,
        has_one_administrator=[line.role for line in lines].count(ROLES[Role.ADMINISTRATOR]) == 1,
        members=lines,
        invitations=tuple(_invited(one, at) for one in invitations) if can_manage else (),
        requests=tuple(asker_line(one) for one in requests) if can_manage else (),
        claims=tuple((one.pk, str(one.user)) for one in claims) if can_manage else (),
        asking=tuple((one.pk, one.organisation.name) for one in asking) if can_manage else (),
        decides_for_others=can_manage and organisation.kind in DECIDING,
    )


def _member(member: Membership, me: Membership) -> MemberLine:
    return MemberLine(
        id=member.pk,
        name=str(member.user),
        email=member.user.email,
        role=ROLES[Role(member.role)],
        last_seen=member.user.last_login,
        is_you=member.pk == me.pk,
    )


def _invited(invitation: Invitation, at: datetime) -> InvitedLine:
    return InvitedLine(
        id=invitation.pk,
        email=invitation.email,
        role=ROLES[Role(invitation.role)],
        role_value=invitation.role,
        sent_at=invitation.sent_at,
        is_over=bool(why_over(invitation, at)),
    )


def asker_line(request: JoinRequest) -> AskerLine:
    """Say who asks to join, and in which words."""
    return AskerLine(request.pk, str(request.user), request.user.email, request.message, request.asked_at)


@dataclass(frozen=True, slots=True)
class MemberPage:
    """One person, to change or to remove. The last who can do everything can be neither lowered nor removed."""

    service: str
    code: str
    id: int
    name: str
    email: str
    is_you: bool
    is_last_administrator: bool


def member_page(organisation: Organisation, member: Membership, me: Membership, administrators: int) -> MemberPage:
    return MemberPage(
        service=organisation.name,
        code=organisation.code,
        id=member.pk,
        name=str(member.user),
        email=member.user.email,
        is_you=member.pk == me.pk,
        is_last_administrator=administrators == 1 and member.role == Role.ADMINISTRATOR,
    )


@dataclass(frozen=True, slots=True)
class HelpPage:
    service: str
    code: str
    administrators: tuple[str, ...]


def help_page(organisation: Organisation, administrators: Iterable[Membership]) -> HelpPage:
    return HelpPage(organisation.name, organisation.code, tuple(str(member.user) for member in administrators))
