"""Two whole homes that must never meet, at one fixed hour."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from tests import factories as f
from tests.factories import homes

A_YEAR = timedelta(days=365)


@pytest.fixture
def rose_court() -> homes.Home:
    """A home that came back this year, with last year's answers."""
    return homes.whole("Rose Court", "VA001", since=f.NOW - A_YEAR)


@pytest.fixture
def elm_view() -> homes.Home:
    """Another home, which has a year that Rose Court has not."""
    return homes.whole("Elm View", "VB002", since=f.NOW - 2 * A_YEAR)


@pytest.fixture
def at_that_hour() -> Iterator[None]:
    """Let pages read the hour at which the homes were made, so that the year is open on any day this runs."""
    with time_machine.travel(f.NOW + timedelta(hours=2), tick=False):
        yield
