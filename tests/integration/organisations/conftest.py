"""Rose Court with somebody in every role, and Jo, who belongs nowhere. No fixture is made that a test does not name."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from organisations.models import Organisation, User
from organisations.permissions import Role
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
def an_hour_later() -> Iterator[None]:
    """Let pages read a clock one hour after what the factories made."""
    with time_machine.travel(f.NOW + timedelta(hours=1), tick=False):
        yield
