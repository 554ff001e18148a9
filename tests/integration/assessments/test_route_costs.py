"""What the pages about one form or many cost for five hundred services: in SQL with real commits, and in bytes."""

import gzip

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.routes import verdicts
from organisations.tenancy import acting_for
from tests.integration.assessments.route_pages import many

# Inside a test's own transaction the door needs savepoints.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("that_day")]
MOST_BYTES = 60_000
# BEGIN, COMMIT, the session, the person, the way in and the sites' scope are seven of them.
STATEMENTS = {
    ("route",): 12,
    ("route_question", "training"): 11,
    ("route_question", "look-closer"): 11,
    ("route_which", "computers"): 11,
    ("route_ask", "training"): 11,
    ("route_result",): 12,
    ("route_note",): 12,
    ("route_codes",): 11,
}
TO_READ_THE_VERDICTS = 2


@pytest.mark.parametrize("count", [5, 500])
def test_five_hundred_services_cost_no_more_than_five(count: int) -> None:
    home = many(count)
    client, costs, sizes = home.client, {}, {}
    for page in STATEMENTS:
        client.get(home.href(*page))
        with CaptureQueriesContext(connection) as statements:
            response = client.get(home.href(*page))
        assert response.status_code == 200
        costs[page], sizes[page] = len(statements), len(gzip.compress(response.content))

    assert costs == STATEMENTS
    assert {page: size for page, size in sizes.items() if size > MOST_BYTES} == {}


@pytest.mark.parametrize("count", [5, 500])
def test_the_verdicts_are_two_statements(count: int) -> None:
    home = many(count)
    year = home.year.year

    with acting_for(home.group), CaptureQueriesContext(connection) as statements:
        assert len(verdicts(home.group, year)) == count

    assert len(statements) == TO_READ_THE_VERDICTS
