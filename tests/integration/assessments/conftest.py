"""Rose Court and its manager Priya, Fern Care Group and its Grace, on one fixed day."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from assessments.models import Assessment
from organisations.models import Organisation, User
from tests import factories as f
from tests.factories import groups as g
from tests.integration.assessments.reading import browser


@pytest.fixture
def that_day() -> Iterator[time_machine.Traveller]:
    """Let pages read Sunday 22 November 2026, shortly after the factories' hour."""
    with time_machine.travel(f.NOW + timedelta(hours=2), tick=False) as traveller:
        yield traveller


@pytest.fixture
def priya() -> User:
    return f.person("Priya", job_title="Registered manager")


@pytest.fixture
def rose_court(priya: User) -> Organisation:
    return f.organisation(by=priya)


@pytest.fixture
def assessment(rose_court: Organisation) -> Assessment:
    return f.assessment(rose_court)


@pytest.fixture
def client(priya: User) -> Client:
    """Give Priya's browser."""
    return browser(priya)


@pytest.fixture
def fern() -> Organisation:
    """Give Fern Care Group, a head office that Grace runs and that an operator has checked."""
    return g.group()


@pytest.fixture
def grace(fern: Organisation) -> Client:
    """Give the browser of Grace, who runs Fern Care Group."""
    return browser(g.administrator_of(fern))


@pytest.fixture
def olu() -> User:
    """Give an operator."""
    return f.person("Olu", is_operator=True)


@pytest.fixture
def owen() -> User:
    return f.person("Owen")


@pytest.fixture
def old(owen: User) -> Organisation:
    """Give a second record of Rose Court, which Owen made."""
    return f.organisation("VB002", "Rose Court Limited", by=owen)


@pytest.fixture
def new(rose_court: Organisation) -> Organisation:
    """Give the record of Rose Court that stays when the two are joined."""
    return rose_court
