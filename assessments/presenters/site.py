"""One service of a group: where it stands, who runs it, and what it has said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assessments.editions import edition
from assessments.matrix import Matrix, Service
from assessments.presenters.sites import ServiceLine, line
from organisations.group_people import PeopleAt
from organisations.permissions import Role
from organisations.words import ROLES


@dataclass(frozen=True, slots=True)
class SitePerson:
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class SiteDifferenceLine:
    question: str
    because: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class SitePage:
    group: str
    group_code: str
    name: str
    code: str
    line: ServiceLine
    joined_on: date | None
    people: tuple[SitePerson, ...]
    invited: tuple[SitePerson, ...]
    differences: tuple[SiteDifferenceLine, ...]
    can_manage: bool
    can_invite: bool


def site_page(matrix: Matrix, service: Service, people: PeopleAt, *, can_manage: bool, can_invite: bool) -> SitePage:
    return SitePage(
        group=matrix.group.name,
        group_code=matrix.group.code,
        name=service.name,
        code=service.code,
        line=line(matrix, service),
        joined_on=service.joined_on,
        people=tuple(SitePerson(str(one.user), ROLES[Role(one.role)]) for one in people.members),
        invited=tuple(SitePerson(one.email, ROLES[Role(one.role)]) for one in people.invitations) if can_invite else (),
        differences=tuple(_differences(matrix, service)),
        can_manage=can_manage,
        can_invite=can_invite,
    )


def _differences(matrix: Matrix, service: Service) -> Iterable[SiteDifferenceLine]:
    questions = edition(matrix.year.edition)
    for one in service.said.differences if service.said else ():
        yield SiteDifferenceLine(questions.question(one.ref).short, one.because, one.is_open)
