"""The home of a group's site: what the group does for it, and what it waits for."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Coverage, Publication
from organisations.actions.grouping import end_link
from organisations.groups import sites_of
from organisations.models import Organisation
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import assessments as made
from tests.factories import groups as g
from tests.integration.assessments import grouping
from tests.integration.assessments.reading import browser, links, press, words

pytestmark = pytest.mark.django_db
MORE_FOR_A_SITE = 2  # statements


@pytest.fixture(autouse=True)
def _that_day(that_day):
    return that_day


@pytest.fixture
def elm(fern: Organisation) -> Organisation:
    return g.site_of(fern)


@pytest.fixture
def mina(elm: Organisation) -> Client:
    return browser(grouping.manager_of_site(elm))


def home(site: Organisation) -> str:
    return reverse("assessments:home", args=[site.code])


def covered(fern: Organisation, elm: Organisation) -> Publication:
    publication = made.published(fern)
    by = g.administrator_of(fern)
    with acting_for(fern, user=by):
        Coverage.objects.create(
            organisation=fern,
            publication=publication,
            reference=publication.reference,
            site=elm,
            from_on=publication.published_on,
            to_on=publication.valid_until,
            valid_until=publication.valid_until,
            made_at=f.NOW,
            made_by=by,
        )
    return publication


def test_before_anything_is_shared_the_group_is_not_in_the_way(elm, mina):
    page = mina.get(home(elm))

    assert "Fern Care Group" not in words(page)
    assert press(page).startswith("Carry on")


def test_shared_answers_ask_whether_they_are_true_here(fern, elm, mina):
    grouping.shared(fern, "1.1.1")

    page = mina.get(home(elm))

    assert "Fern Care Group answers questions for you." in words(page)
    assert press(page) == "Is this true here?"
    assert links(page)["Is this true here?"] == "/o/VA101/y/2026-27/agree/"


def test_after_a_reply_nothing_more_is_asked(fern, elm, mina):
    grouping.shared(fern, "1.1.1")
    grouping.replied(fern, elm)

    page = mina.get(home(elm))

    assert "Fern Care Group answers questions for you." in words(page)
    assert press(page).startswith("Carry on")


def test_somebody_who_only_reads_is_not_asked(fern, elm):
    grouping.shared(fern, "1.1.1")

    assert press(browser(f.member(elm, Role.VIEWER, "Jo")).get(home(elm))) == "See the questions"


def test_a_covered_site_is_told_who_published_and_until_when(fern, elm, mina):
    covered(fern, elm)

    said = words(mina.get(home(elm)))

    assert "Fern Care Group has published Standards Met for you, until 22 November 2027." in said
    assert "Publish by" not in said


def test_a_site_that_has_left_is_on_its_own(fern, elm, mina):
    grouping.shared(fern, "1.1.1")
    by = g.administrator_of(fern)
    with acting_for(fern, elm, user=by):
        end_link(link=sites_of(fern)[0], on=f.NOW.date() - timedelta(days=1), why="sold", by=by, at=f.NOW)

    page = mina.get(home(elm))

    assert "Fern Care Group" not in words(page)
    assert press(page).startswith("Carry on")


@pytest.mark.django_db(transaction=True)
def test_a_site_costs_little_more_than_a_home_on_its_own(fern, elm):
    grouping.shared(fern, "1.1.1")
    covered(fern, elm)
    rose = f.organisation()
    f.assessment(rose)
    cost = {}
    for place, who in ((elm, f.member(elm, Role.ADMINISTRATOR, "Mina")), (rose, made.manager_of(rose))):
        client = browser(who)
        client.get(home(place))
        with CaptureQueriesContext(connection) as statements:
            client.get(home(place))
        cost[place.code] = len(statements)

    assert cost["VA101"] <= cost["VA001"] + MORE_FOR_A_SITE, cost
