"""Two whole homes that must never meet."""

from datetime import timedelta

import pytest

from tests import factories as f
from tests.factories import homes

LAST_YEAR = f.NOW - timedelta(days=365)


@pytest.fixture
def rose_court() -> homes.Home:
    return homes.whole("Rose Court", "VA001")


@pytest.fixture
def elm_view() -> homes.Home:
    """The other home, which opened last year too."""
    return homes.whole("Elm View", "VB002", since=LAST_YEAR)
