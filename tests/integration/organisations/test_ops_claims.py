"""The operators see and decide every claim, and which services have gone quiet."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from organisations.actions import claiming
from organisations.models import User
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import claims
from tests.integration.organisations.reading import browser, mail_to, role_of, verbs, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("an_hour_later")]
CLAIMS = reverse("organisations:ops_claims")
YES = {"answer": "agree", "reason": "We posted a letter"}


@pytest.fixture
def olu():
    return f.person("Olu", is_operator=True)


@pytest.fixture
def claim(rose_court, jo):
    return claims.claimed(rose_court, jo)


@pytest.fixture
def address(claim):
    return reverse("organisations:ops_claim", args=[claim.pk])


def test_the_list_has_every_claim(claim, olu, tom):
    elm_view = f.organisation("VB002", "Elm View", by=f.person("Owen"))
    claims.claimed(elm_view, tom)

    shown = words(browser(olu).get(CLAIMS))

    assert "2 waiting." in shown
    assert "Jo: Rose Court, Leeds (VA001)" in shown
    assert "Tom: Elm View, Leeds (VB002)" in shown


def test_an_operator_waits_too_unless_the_mailbox_is_dead(claim, address, olu, jo, rose_court):
    client = browser(olu)

    assert "The people at the service can still say no" in words(client.post(address, YES))
    assert role_of(jo, rose_court) is None
    response = client.post(address, {**YES, "mailbox_is_dead": "on"}, follow=True)

    assert response.redirect_chain == [(CLAIMS, 302)]
    assert role_of(jo, rose_court) is Role.ADMINISTRATOR
    assert claims.now(claim).mailbox_is_dead
    assert verbs(rose_court)[-2:] == ["joined", "decided-claim"]


def test_a_dead_mailbox_needs_a_reason(claim, address, olu):
    response = browser(olu).post(address, {"answer": "agree", "reason": "", "mailbox_is_dead": "on"})

    assert "There is a problem Say why" in words(response)
    assert not claims.now(claim).mailbox_is_dead


def test_only_an_operator_can_decide_after_an_objection(claim, address, olu, jo, priya, rose_court):
    with acting_for(rose_court, user=priya):
        claiming.object_to(organisation=rose_court, claim_id=claim.pk, words="No", by=priya, at=f.NOW)

    browser(olu).post(address, YES)

    assert role_of(jo, rose_court) is Role.ADMINISTRATOR
    assert mail_to(priya)[-1].subject == "Rose Court: Jo was let in"


def test_refusing_tells_everybody(claim, address, olu, jo, priya, rose_court):
    browser(olu).post(address, {"answer": "refuse", "reason": "No letter came back"})

    assert claims.now(claim).state == "refused"
    assert "No letter came back" in mail_to(jo)[0].text
    assert mail_to(priya)[-1].subject == "Rose Court: Jo was not let in"


def test_nobody_decides_their_own(olu, rose_court):
    claim = claims.claimed(rose_court, olu)
    with time_machine.travel(claim.objections_until, tick=False):
        response = browser(olu).post(reverse("organisations:ops_claim", args=[claim.pk]), YES)

    assert "You asked for this yourself" in words(response)
    assert role_of(olu, rose_court) is None


def test_a_claim_that_is_not_there(olu):
    assert browser(olu).get(reverse("organisations:ops_claim", args=[0])).status_code == 404


def test_nobody_else_has_these_pages(claim, address, jo, priya):
    for person in (jo, priya):
        client = browser(person)
        assert client.get(CLAIMS).status_code == 404
        assert client.get(address).status_code == 404
        assert client.post(address, {**YES, "mailbox_is_dead": "on"}).status_code == 404
    assert claims.now(claim).state == "waiting"


def test_services_where_nobody_signs_in_are_listed(olu, priya, rose_court):
    elm_view = f.organisation("VB002", "Elm View", by=f.person("Owen"))
    with time_machine.travel(f.NOW + timedelta(days=180), tick=False):
        User.objects.filter(pk=priya.pk).update(last_login=f.NOW + timedelta(days=1))
        shown = words(browser(olu).get(CLAIMS))

    assert f"{elm_view} Last seen on 22 November 2026" in shown
    assert "1 service is like that." in shown
    assert "Rose Court" not in shown
