"""Inviting the managers of a group's services: who would be invited where, what is wrong, who is here already."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator

from assessments.matrix import Matrix, Service
from assessments.rules.groups import Form
from organisations.actions.inviting import ToInvite
from organisations.group_people import PeopleAt
from organisations.invitations import why_over
from organisations.invite_lines import InviteLine, Known
from organisations.permissions import Role
from organisations.words import ROLES

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class ToSend:
    service: str
    email: str
    role: str


@dataclass(frozen=True, slots=True)
class WrongLine:
    number: int
    text: str
    words: str


@dataclass(frozen=True, slots=True)
class InvitedLine:
    """An invitation that nobody has answered; `again` is the line that sends it once more."""

    email: str
    sent_at: datetime
    is_over: bool
    again: str


@dataclass(frozen=True, slots=True)
class HereLine:
    service: str
    people: tuple[str, ...]
    invited: tuple[InvitedLine, ...]


@dataclass(frozen=True, slots=True)
class InviteManagersPage:
    code: str
    sentence: str
    start: str
    lines: tuple[HereLine, ...]
    pager: Page


@dataclass(frozen=True, slots=True)
class InviteCheckPage:
    """What pressing the button will do. `shown_at` keeps a second press from sending everything twice."""

    code: str
    title: str
    button: str
    right: tuple[ToSend, ...]
    wrong: tuple[WrongLine, ...]
    shown_at: str
    summary: tuple[str, ...]


def known_services(matrix: Matrix) -> list[Known]:
    """Give the services that a line may name."""
    return [Known(service.id, service.code, service.name, service.only_looks_on) for service in matrix.services]


def members_of(people: Mapping[int, PeopleAt]) -> list[tuple[int, str]]:
    """Give who can sign in where, by address."""
    return [(site, member.user.email) for site, there in people.items() for member in there.members]


def to_invite(matrix: Matrix, lines: Iterable[InviteLine]) -> list[ToInvite]:
    """Give everybody who can be invited, with the role that their service's way of working asks for."""
    roles = _roles(matrix)
    return [ToInvite(one.service.id, one.email, roles[one.service.id]) for one in lines if one.is_right and one.service]


def _roles(matrix: Matrix) -> dict[int, Role]:
    """Let a manager do everything where the service fills in its own form, and answer questions elsewhere."""
    return {
        service.id: Role.ADMINISTRATOR if service.form is Form.ITS_OWN else Role.CONTRIBUTOR
        for service in matrix.services
        if service.code
    }


def invite_check_page(matrix: Matrix, lines: Sequence[InviteLine], at: datetime) -> InviteCheckPage:
    roles = _roles(matrix)
    right = [one for one in lines if one.is_right and one.service]
    wrong = tuple(WrongLine(one.number, one.text, one.problem) for one in lines if not one.is_right)
    count = len(right)
    return InviteCheckPage(
        code=matrix.group.code,
        title="Check who you will invite" if right else "Some lines need a fix",
        button=f"Send {count} {'invite' if count == 1 else 'invites'}" if right else "",
        right=tuple(ToSend(one.service.name, one.email, ROLES[roles[one.service.id]]) for one in right if one.service),
        wrong=wrong,
        shown_at=at.isoformat(),
        summary=tuple(f"Line {one.number}: {one.words}" for one in wrong),
    )


def invite_managers_page(
    matrix: Matrix, people: Mapping[int, PeopleAt], page: str | None, at: datetime
) -> InviteManagersPage:
    """Show who is here and who was invited, a page of services at a time."""
    services = [service for service in matrix.services if service.code]
    alone = [one for one in services if not people[one.id].members and not one.only_looks_on]
    pager = Paginator(services, A_PAGE).get_page(page)
    return InviteManagersPage(
        code=matrix.group.code,
        sentence=_sentence(len(alone), len(services)),
        start="\n".join(f"{service.name} ({service.code}), " for service in alone),
        lines=tuple(_here(service, people[service.id], at) for service in pager),
        pager=pager,
    )


def _sentence(alone: int, count: int) -> str:
    if not count:
        return "Add your services first. Then invite their managers here."
    if not alone:
        return "Every service has somebody who can sign in."
    return f"{alone} of {count} services {'has' if alone == 1 else 'have'} nobody who can sign in."


def _here(service: Service, there: PeopleAt, at: datetime) -> HereLine:
    return HereLine(
        service=service.name,
        people=tuple(f"{member.user} ({ROLES[Role(member.role)].lower()})" for member in there.members),
        invited=tuple(
            InvitedLine(one.email, one.sent_at, bool(why_over(one, at)), f"{service.code}, {one.email}")
            for one in there.invitations
        ),
    )
