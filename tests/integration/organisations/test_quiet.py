"""Which services have had no administrator signed in for 180 days."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisations.models import User
from organisations.permissions import Role
from organisations.quiet import quiet_everywhere, quiet_since
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import groups

pytestmark = pytest.mark.django_db
JOINED = f.NOW.date()
DAYS = timedelta(days=1)


def seen(person: User, at: datetime) -> None:
    User.objects.filter(pk=person.pk).update(last_login=at)


def quiet(*organisations, on):
    with acting_for(*organisations):
        return quiet_since(organisations, on)


def test_the_180th_day_is_the_first_quiet_one(rose_court, priya):
    seen(priya, f.NOW)

    assert quiet(rose_court, on=JOINED + 179 * DAYS) == {}
    assert quiet(rose_court, on=JOINED + 180 * DAYS) == {rose_court.pk: f.NOW}


def test_days_are_londons(rose_court, priya):
    summer = datetime(2027, 6, 1, 23, 30, tzinfo=UTC)  # past midnight in London: 2 June
    seen(priya, summer)

    assert quiet(rose_court, on=datetime(2027, 11, 28, tzinfo=UTC).date()) == {}
    assert quiet(rose_court, on=datetime(2027, 11, 29, tzinfo=UTC).date()) == {rose_court.pk: summer}


def test_who_never_signed_in_was_last_seen_when_they_joined(rose_court, priya):
    seen(priya, None)

    assert quiet(rose_court, on=JOINED + 180 * DAYS) == {rose_court.pk: f.NOW}


def test_one_who_signs_in_is_enough_if_they_can_do_everything(rose_court, priya):
    sam = f.member(rose_court, Role.VIEWER, "Sam")
    owen = f.member(rose_court, Role.ADMINISTRATOR, "Owen")
    later = JOINED + 200 * DAYS
    seen(sam, f.NOW + 199 * DAYS)
    assert rose_court.pk in quiet(rose_court, on=later)

    seen(owen, f.NOW + 199 * DAYS)
    assert quiet(rose_court, on=later) == {}


def test_a_site_without_people_of_its_own_is_left_out_and_it_is_one_statement():
    fern = groups.group()
    sites = groups.many_sites(fern, 30)

    with acting_for(fern, *sites), CaptureQueriesContext(connection) as statements:
        found = quiet_since([fern, *sites], JOINED + 180 * DAYS)

    assert set(found) == {fern.pk}
    assert len(statements) == 1


def test_the_list_of_everywhere_has_the_longest_quiet_first(rose_court, priya):
    owen = f.person("Owen")
    elm_view = f.organisation("VB002", "Elm View", by=owen)
    seen(owen, f.NOW + DAYS)

    found = quiet_everywhere(JOINED + 400 * DAYS)

    assert [one.organisation for one in found] == [rose_court, elm_view]
