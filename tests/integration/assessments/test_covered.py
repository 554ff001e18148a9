"""After publishing: what it counts for, one more service, one less, and what counted before (R40, R41)."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from assessments.actions.publishing import withdraw
from assessments.models import Assessment
from assessments.rules.status import StatusKind
from assessments.standings import status_on_day
from organisations.actions.grouping import end_link
from organisations.models import AuditEntry, Organisation
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import covering as c
from tests.factories import groups as g
from tests.integration.assessments.grouping import replied, shared
from tests.integration.assessments.reading import browser, buttons, links, press, refusals, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
DAY = timedelta(days=1)
TODAY, LAST = date(2026, 11, 22), date(2027, 11, 22)
COVERED, ADD, REMOVE = "/g/AB01/covered/", "/g/AB01/covered/add/", "/g/AB01/covered/remove/VA101/"


@pytest.fixture
def elm(fern: Organisation) -> Organisation:
    return g.site_of(fern)


@pytest.fixture
def oak(fern: Organisation, elm: Organisation) -> Organisation:
    return g.site_of(fern, "VA102", "Oak Lodge")


@pytest.fixture
def year(fern: Organisation) -> Assessment:
    return c.ready_group(fern)


@pytest.fixture
def client(fern: Organisation) -> Client:
    return browser(g.administrator_of(fern))


def later(fern: Organisation, days: int) -> Client:
    return browser(g.administrator_of(fern))


def test_before_anything_is_published(client: Client, elm: Organisation) -> None:
    page = client.get(COVERED)

    assert "You have published nothing that counts for your services." in words(page)
    assert buttons(page) == []
    assert "Nothing has yet." in words(client.get(f"{COVERED}before/"))


def test_it_lists_what_counts(client: Client, year: Assessment, elm: Organisation, oak: Organisation) -> None:
    publication = c.published_for(year, elm)

    page = client.get(COVERED)

    assert "Your Standards Met counts for 1 service. It lasts until 22 November 2027." in words(page)
    assert "Elm View (VA101)" in words(page)
    assert "Oak Lodge" not in words(page)
    certificate = f"/o/VA101/covered/{publication.reference}/certificate/"
    assert links(page)["Certificate of Elm View"] == certificate
    assert client.get(certificate).status_code == 200


def test_one_more_counts_from_today_to_the_same_last_day(
    client: Client, fern: Organisation, year: Assessment, elm: Organisation, oak: Organisation
) -> None:
    c.published_for(year, elm)
    with time_machine.travel(f.NOW + 30 * DAY, tick=False):
        client = browser(g.administrator_of(fern))
        assert links(client.get(ADD))["Oak Lodge (VA102)"] == f"{ADD}VA102/"
        page = client.get(f"{ADD}VA102/")
        assert "Its last day stays 22 November 2027." in words(page)
        assert refusals(client.post(f"{ADD}VA102/")) == [
            "Tick the box to say that the four answers are true there, too"
        ]
        assert c.covers_of(oak) == []
        response = client.post(f"{ADD}VA102/", {"affirmed": "on"}, follow=True)

    assert "What you published counts for Oak Lodge from today." in words(response)
    assert c.covers_of(oak) == [("AB01", TODAY + 30 * DAY, LAST, "", False)]
    with acting_for(fern):
        assert AuditEntry.objects.filter(verb="added-cover", subject="VA102").count() == 1


def test_where_something_is_different_it_takes_words(
    client: Client, fern: Organisation, year: Assessment, elm: Organisation, oak: Organisation
) -> None:
    c.published_for(year, elm)
    shared(fern)
    replied(fern, oak, different="1.1.1")

    page = client.post(f"{ADD}VA102/", {"affirmed": "on"})
    assert refusals(page) == ["Say why it is covered all the same"]
    assert "We use paper here" in words(page)

    client.post(f"{ADD}VA102/", {"affirmed": "on", "same": "They change on Monday"})
    assert len(c.covers_of(oak)) == 1


def test_what_cannot_be_added_has_no_page(client: Client, year: Assessment, elm: Organisation) -> None:
    c.published_for(year, elm)
    g.group("Moss Homes", "AB02", by=f.person("Max"))
    other = f.organisation("VA900", "Ash House", by=f.person("Ann"))

    assert client.get(f"{ADD}{other.code}/").status_code == 404
    assert client.get(f"{ADD}nonsense/").status_code == 404


def test_one_less_was_covered_until_yesterday(
    client: Client, fern: Organisation, year: Assessment, elm: Organisation
) -> None:
    c.published_for(year, elm)
    with time_machine.travel(f.NOW + 30 * DAY, tick=False):
        client = browser(g.administrator_of(fern))
        assert "Yesterday will be the last day" in words(client.get(REMOVE))
        client.post(REMOVE)
        before = client.get(f"{COVERED}before/")

    assert c.covers_of(elm) == [("AB01", TODAY, TODAY + 29 * DAY, "removed", False)]
    assert status_on_day(elm, TODAY + 30 * DAY).kind is StatusKind.NOT_PUBLISHED
    assert "22 November 2026 to 21 December 2026" in words(before)
    assert "You took this service out" in words(before)


def test_one_that_began_today_never_counted(client: Client, year: Assessment, elm: Organisation) -> None:
    c.published_for(year, elm)

    assert "It began to count today, so it will never have counted." in words(client.get(REMOVE))
    client.post(REMOVE)

    assert [(ended, void) for *_, ended, void in c.covers_of(elm)] == [("removed", True)]
    assert "It never counted: you took this service out" in words(client.get(f"{COVERED}before/"))
    assert client.get(REMOVE)["Location"] == COVERED  # pressed twice


def test_only_who_may_publish_changes_anything(
    fern: Organisation, year: Assessment, elm: Organisation, oak: Organisation
) -> None:
    c.published_for(year, elm)
    worker = browser(f.member(fern, Role.CONTRIBUTOR))

    assert "Take out" not in words(worker.get(COVERED))
    assert [worker.get(page).status_code for page in (ADD, f"{ADD}VA102/", REMOVE)] == [403, 403, 403]
    assert worker.post(REMOVE).status_code == 403
    assert len(c.covers_of(elm)) == 1


def test_a_site_has_no_such_pages(elm: Organisation) -> None:
    assert browser(f.member(elm, Role.ADMINISTRATOR)).get("/g/VA101/covered/").status_code == 404


def test_the_green_button_adds(client: Client, year: Assessment, elm: Organisation) -> None:
    c.published_for(year, elm)

    assert press(client.get(COVERED)) == "Add a service"


def test_a_withdrawn_publication_counts_for_nobody(
    client: Client, fern: Organisation, year: Assessment, elm: Organisation
) -> None:
    publication = c.published_for(year, elm)
    with acting_for(fern):
        withdraw(publication=publication, reason="In error", by=g.administrator_of(fern), at=f.NOW)

    assert "You have published nothing that counts" in words(client.get(COVERED))
    assert "It never counted: the result was withdrawn" in words(client.get(f"{COVERED}before/"))


def test_a_site_that_left_stays_covered_in_no_list_of_candidates(
    client: Client, fern: Organisation, year: Assessment, elm: Organisation, oak: Organisation
) -> None:
    c.published_for(year, elm)
    with acting_for(fern, oak):
        link = fern.group_sites.get(site=oak)
        end_link(link=link, on=TODAY, why="sold", by=g.administrator_of(fern), at=f.NOW)

    assert client.get(f"{ADD}VA102/").status_code == 404
