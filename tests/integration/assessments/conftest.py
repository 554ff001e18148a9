"""Rose Court and its manager Priya, on one fixed day."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from assessments.models import Assessment
from organisations.models import Organisation, User
from tests import factories as f
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
