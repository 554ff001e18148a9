"""The people of a service answer a claim: it is wrong, or it is right."""

import pytest
import time_machine
from django.urls import reverse

from organisations.actions.people import join
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import claims, groups
from tests.integration.organisations.reading import browser, mail_to, verbs, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("an_hour_later")]


@pytest.fixture
def claim(rose_court, jo):
    return claims.claimed(rose_court, jo)


@pytest.fixture
def address(claim):
    return reverse("organisations:objection", args=["VA001", claim.pk])


def test_the_page_says_who_asks_and_until_when_and_keeps_what_they_wrote(address, priya):
    response = browser(priya).get(address)

    shown = words(response)
    assert "Should Jo take over Rose Court?" in shown
    assert "Jo (jo@example.com) says that the person with this account has left." in shown
    assert "You can say no until 25 November 2026 at 10:42am." in shown
    assert "I run it now" not in response.content.decode()


def test_an_objection_is_kept_and_recorded(address, claim, priya, rose_court):
    response = browser(priya).post(address, {"words": "I am still here"}, follow=True)

    assert "Thank you. We will look at it. Nobody is let in before that." in words(response)
    kept = claims.now(claim)
    assert (kept.state, kept.objection, kept.objected_by) == ("objected", "I am still here", priya)
    assert verbs(rose_court)[-1] == "objected"
    history = words(browser(priya).get(reverse("organisations:history", args=["VA001"])))
    assert "Priya said that it is wrong that Jo takes over this account." in history


@pytest.mark.parametrize("typed", ["", "   "])
def test_an_objection_needs_words(address, claim, priya, typed):
    response = browser(priya).post(address, {"words": typed})

    assert "There is a problem Say why it is not right" in words(response)
    assert claims.now(claim).state == "waiting"


def test_the_first_objection_stays(address, claim, priya, rose_court):
    owen = f.member(rose_court, Role.ADMINISTRATOR, "Owen")
    browser(priya).post(address, {"words": "I am still here"})

    for typed in ({"words": "So am I"}, {"right": "yes"}):
        response = browser(owen).post(address, typed, follow=True)
        assert "Somebody has said already that this is not right." in words(response)
    assert claims.now(claim).objection == "I am still here"


def test_saying_that_it_is_right_lets_the_decider_decide_at_once(jo, priya, rose_court):
    partner = groups.group("Skills Leeds", "SP01", "support-partner", by=f.person("Pat"))
    claim = claims.claimed(rose_court, jo, partner=partner)

    response = browser(priya).post(
        reverse("organisations:objection", args=["VA001", claim.pk]), {"right": "yes"}, follow=True
    )

    assert "Thank you. Nobody has to wait now." in words(response)
    assert verbs(rose_court)[-1] == "claim-is-right"
    assert "You can say yes or no now." in mail_to("pat@example.com")[-1].text


def test_who_asks_cannot_say_that_it_is_right(address, claim, jo, rose_court):
    with acting_for(rose_court):
        join(organisation=rose_court, user=jo, role=Role.ADMINISTRATOR, by=jo, at=f.NOW)

    response = browser(jo).post(address, {"right": "yes"}, follow=True)

    assert "You asked for this yourself." in words(response)
    assert claims.now(claim).objected_by is None


def test_the_groups_people_cannot_speak_for_the_service(jo):
    fern = groups.group()
    claim = claims.claimed(groups.site_of(fern, "VA001", "Rose Court"), jo)
    grace = groups.administrator_of(fern)

    response = browser(grace).post(
        reverse("organisations:objection", args=["VA001", claim.pk]), {"right": "yes"}, follow=True
    )

    assert "Only the people of this service can answer this." in words(response)
    assert claims.now(claim).objected_by is None


def test_looking_says_nothing(address, claim, priya):
    browser(priya).get(address)

    assert (claims.now(claim).state, claims.now(claim).objected_by) == ("waiting", None)


def test_another_services_claim_is_not_there(address, rose_court):
    owen = f.person("Owen")
    f.organisation("VB002", "Elm View", by=owen)

    assert browser(owen).post(address.replace("VA001", "VB002"), {"words": "No"}).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("tom", 403), ("sam", 403), ("jo", 404)])
def test_the_others_may_not(request, address, claim, tom, sam, jo, who, status):
    client = browser(request.getfixturevalue(who))

    assert client.get(address).status_code == status
    assert client.post(address, {"words": "No"}).status_code == status
    assert claims.now(claim).state == "waiting"


def test_a_late_objection_counts_while_nobody_has_decided(address, claim, priya):
    with time_machine.travel(claim.objections_until, tick=False):
        browser(priya).post(address, {"words": "I was ill"})

    assert claims.now(claim).state == "objected"
