"""What the pages about cover cost: the same SQL for five services and for five hundred, and small on the wire."""

import gzip
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.actions.grouping import add_services
from assessments.models import Assessment
from organisations.actions.grouping import NewSite
from organisations.models import Organisation
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import covering as c
from tests.factories import groups as g

pytestmark = pytest.mark.django_db(transaction=True)  # inside a test's own transaction the door needs savepoints

FEW, MANY = 5, 500
MOST_BYTES = 60_000
PAGES = {
    "cover": "/g/AB01/y/2026-27/cover/",
    "cover_check": "/g/AB01/y/2026-27/cover/check/",
    "publish_check": "/o/AB01/y/2026-27/publish/met/",
    "covered": "/g/AB01/covered/",
    "covered_before": "/g/AB01/covered/before/",
    "add_covered": "/g/AB01/covered/add/",
}


@pytest.fixture(autouse=True)
def _at_that_hour() -> Iterator[None]:
    with time_machine.travel(f.NOW + timedelta(hours=2), tick=False):
        yield


def costs(client: Client) -> dict[str, int]:
    """Open every page twice and return the statements of the second time."""
    found = {}
    for name, path in PAGES.items():
        client.get(path)
        with CaptureQueriesContext(connection) as statements:
            page = client.get(path)
        assert page.status_code in {200, 409}, name
        assert len(gzip.compress(page.content)) < MOST_BYTES, name
        found[name] = len(statements)
    return found


def publish(client: Client) -> int:
    with CaptureQueriesContext(connection) as statements:
        page = client.get(PAGES["publish_check"])
        after = page.content.decode().partition('name="after" value="')[2].partition('"')[0]
        assert client.post(PAGES["publish_check"], {"allowed": "on", "after": after}).status_code == 302
    return len(statements)


def test_five_hundred_cost_what_five_cost(fern: Organisation) -> None:
    year, client = c.ready_group(fern), Client()
    client.force_login(g.administrator_of(fern))
    sites = g.many_sites(fern, FEW)

    little = measured(client, year, sites)
    sites += the_others(fern)
    much = measured(client, year, sites)

    assert much == little
    assert max(cost for name, cost in much.items() if name != "publishing") <= 21


def measured(client: Client, year: Assessment, sites: list[Organisation]) -> dict[str, int]:
    c.ticked(year, sites)
    publish(client)
    c.ticked(year, sites)
    publishing = publish(client)  # which replaces what the one before covered
    return {**costs(client), "publishing": publishing}


def the_others(fern: Organisation) -> list[Organisation]:
    by = g.administrator_of(fern)
    new = [NewSite(f"VC{number:03}", f"Place {number}", "Leeds") for number in range(FEW + 1, MANY + 1)]
    with acting_for(fern, user=by):
        return [link.site for link in add_services(group=fern, sites=new, by=by, at=f.NOW)]
