"""Rose Court, with somebody in every role, and Jo, who belongs nowhere."""

from collections.abc import Callable

import pytest
from django.test import Client

from organisations.models import Membership, Organisation, User
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f


@pytest.fixture
def priya() -> User:
    return f.person("Priya")


@pytest.fixture
def rose_court(priya: User) -> Organisation:
    return f.organisation(by=priya)


@pytest.fixture
def tom(rose_court: Organisation) -> User:
    return f.member(rose_court, Role.CONTRIBUTOR, "Tom")


@pytest.fixture
def sam(rose_court: Organisation) -> User:
    return f.member(rose_court, Role.VIEWER, "Sam")


@pytest.fixture
def jo() -> User:
    return f.person("Jo")


@pytest.fixture
def browser() -> Callable[..., Client]:
    """Give somebody's own browser, signed in."""

    def of(person: User | None = None) -> Client:
        client = Client()
        if person:
            client.force_login(person)
        return client

    return of


@pytest.fixture
def role_of(rose_court: Organisation) -> Callable[[User], Role | None]:
    """Say what somebody may do at Rose Court by the rows; None for no member."""

    def of(person: User) -> Role | None:
        with acting_for(rose_court):
            member = Membership.objects.active().filter(user=person).first()
            return Role(member.role) if member else None

    return of


@pytest.fixture
def member_id(rose_court: Organisation) -> Callable[[User], int]:
    def of(person: User) -> int:
        with acting_for(rose_court):
            return Membership.objects.get(user=person).pk

    return of


@pytest.fixture
def verbs(rose_court: Organisation) -> Callable[[], list[str]]:
    """List what the audit trail of Rose Court holds, oldest first."""

    def read() -> list[str]:
        with acting_for(rose_court):
            return list(rose_court_entries().order_by("number").values_list("verb", flat=True))

    return read
