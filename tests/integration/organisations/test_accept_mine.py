"""Accepting from the list of services, without the link."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from organisations.actions import people
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.integration.organisations.reading import browser, role_of, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("an_hour_later")]
CHOOSE = reverse("organisations:choose")


@pytest.fixture
def accept(rose_court, priya) -> str:
    with acting_for(rose_court, user=priya):
        one = people.invite(organisation=rose_court, by=priya, at=f.NOW, email="jo@example.com", role=Role.CONTRIBUTOR)
    return reverse("organisations:accept_mine", args=[one.pk])


def test_accepting_ones_own(accept, jo, rose_court):
    response = browser(jo).post(accept)

    assert response["Location"] == reverse("assessments:home", args=["VA001"])
    assert role_of(jo, rose_court) is Role.CONTRIBUTOR


def test_looking_changes_nothing_and_leads_to_the_list(accept, jo, rose_court):
    assert browser(jo).get(accept)["Location"] == CHOOSE
    assert role_of(jo, rose_court) is None


@pytest.mark.parametrize("method", ["get", "post"])
def test_somebody_elses_is_not_there(accept, rose_court, method):
    owen = f.person("Owen")

    assert getattr(browser(owen), method)(accept).status_code == 404
    assert role_of(owen, rose_court) is None


def test_not_even_for_the_one_who_sent_it(accept, priya):
    assert browser(priya).post(accept).status_code == 404


def test_one_that_is_too_old_is_explained(accept, jo, rose_court):
    with time_machine.travel(f.NOW + timedelta(hours=72), tick=False):
        response = browser(jo).post(accept, follow=True)

    assert "This invitation is too old. Ask for a new one." in words(response)
    assert role_of(jo, rose_court) is None


def test_double_press_is_explained(accept, jo, rose_court):
    client = browser(jo)
    client.post(accept)

    client.post(accept)

    assert "This invitation was used already." in words(client.get(reverse("assessments:home", args=["VA001"])))


def test_somebody_who_has_not_signed_in_is_asked_to(accept):
    assert browser().post(accept)["Location"].startswith(reverse("account_login"))
