"""The head office or the partner decides whether somebody takes over an account."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from organisations.actions import claiming
from organisations.actions.grouping import end_link
from organisations.groups import link_of
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import claims, groups
from tests.integration.organisations.reading import browser, link_in, mail_to, role_of, verbs, words

pytestmark = pytest.mark.django_db
DECIDING = reverse("organisations:deciding", args=["AB01"])
YES = {"answer": "agree", "reason": "I rang the owner"}
A_MOMENT = timedelta(microseconds=1)


@pytest.fixture
def fern():
    return groups.group()


@pytest.fixture
def grace(fern):
    return groups.administrator_of(fern)


@pytest.fixture
def site(fern, priya):
    site = groups.site_of(fern, "VA001", "Rose Court")
    with acting_for(site):
        claiming.join(organisation=site, user=priya, role=Role.ADMINISTRATOR, by=priya, at=f.NOW)
    return site


@pytest.fixture
def claim(site, jo):
    return claims.claimed(site, jo)


@pytest.fixture
def address(claim):
    return reverse("organisations:decide_claim", args=["AB01", claim.pk])


@pytest.fixture
def time_is_over(claim):
    with time_machine.travel(claim.objections_until, tick=False) as traveller:
        yield traveller


def object_to(claim, by, words="I am still here"):
    with acting_for(claim.organisation_id, user=by):
        claiming.object_to(organisation=claim.organisation, claim_id=claim.pk, words=words, by=by, at=f.NOW)


def test_the_list_says_what_waits(claim, grace, time_is_over):
    assert "Jo: Rose Court, Leeds (VA001) Asked on 22 November 2026 You can decide" in words(
        browser(grace).get(DECIDING)
    )
    time_is_over.move_to(claim.objections_until - A_MOMENT)
    assert "Time to object" in words(browser(grace).get(DECIDING))


def test_an_empty_list_says_what_it_is_for(grace):
    assert "Nothing waits for you." in words(browser(grace).get(DECIDING))


def test_the_page_shows_the_proof_and_what_was_said(claim, address, grace, priya, time_is_over):
    object_to(claim, priya)

    shown = words(browser(grace).get(address))

    assert "Should Jo take over Rose Court, Leeds (VA001)?" in shown
    assert "I run it now" in shown
    assert "Priya: I am still here" in shown
    assert "Now only we can decide." in shown


def test_a_moment_before_the_72_hours_are_over_nobody_is_let_in(claim, address, grace, jo, site):
    with time_machine.travel(claim.objections_until - A_MOMENT, tick=False):
        response = browser(grace).post(address, YES)

    assert "There is a problem The people at the service can still say no." in words(response)
    assert YES["reason"] in response.content.decode()
    assert (claims.now(claim).state, role_of(jo, site)) == ("waiting", None)


@pytest.mark.usefixtures("time_is_over")
def test_at_the_instant_agreeing_makes_an_administrator_and_tells_everybody(
    claim, address, grace, jo, priya, site, fern
):
    response = browser(grace).post(address, YES, follow=True)

    assert response.redirect_chain == [(DECIDING, 302)]
    assert "Jo can sign in now. We have told everybody." in words(response)
    assert role_of(jo, site) is Role.ADMINISTRATOR
    kept = claims.now(claim)
    assert (kept.state, kept.decided_by, kept.decision) == ("agreed", grace, YES["reason"])
    assert verbs(site)[-2:] == ["joined", "decided-claim"]
    assert verbs(fern)[-1] == "decided-claim-on"
    [mail] = mail_to(jo)
    assert mail.subject == "You can now sign in for Rose Court"
    assert link_in(mail) == reverse("organisations:claimed", args=["VA001"])
    assert "Priya" not in mail.text + mail.html
    assert mail_to(priya)[-1].subject == "Rose Court: Jo was let in"
    assert "You can sign in for Rose Court" in words(browser(jo).get(reverse("organisations:claimed", args=["VA001"])))


@pytest.mark.usefixtures("time_is_over")
def test_a_viewer_who_asked_can_do_everything_after_it(fern, grace, site):
    sam = f.member(site, Role.VIEWER, "Sam")
    claim = claims.claimed(site, sam)

    browser(grace).post(reverse("organisations:decide_claim", args=["AB01", claim.pk]), YES)

    assert role_of(sam, site) is Role.ADMINISTRATOR
    assert verbs(site)[-2:] == ["changed-role", "decided-claim"]


def test_when_the_people_say_that_it_is_right_nobody_waits(claim, address, grace, jo, priya, site):
    with acting_for(site, user=priya):
        claiming.say_it_is_right(organisation=site, claim_id=claim.pk, by=priya, at=f.NOW)

    with time_machine.travel(f.NOW + timedelta(minutes=1), tick=False):
        browser(grace).post(address, YES)

    assert role_of(jo, site) is Role.ADMINISTRATOR


@pytest.mark.usefixtures("time_is_over")
def test_after_an_objection_only_refusing_is_left(claim, address, grace, jo, priya, site):
    object_to(claim, priya)
    client = browser(grace)

    assert "Now only we can decide." in words(client.post(address, YES))
    assert role_of(jo, site) is None
    client.post(address, {"answer": "refuse", "reason": "Priya is there"})
    assert claims.now(claim).state == "refused"


def test_refusing_needs_no_waiting_but_a_reason(claim, address, grace, jo, site):
    client = browser(grace)
    with time_machine.travel(f.NOW, tick=False):
        assert "There is a problem Say why" in words(client.post(address, {"answer": "refuse", "reason": ""}))
        client.post(address, {"answer": "refuse", "reason": "We do not know you"})

    assert (claims.now(claim).state, role_of(jo, site)) == ("refused", None)
    assert "We do not know you" in mail_to(jo)[0].text
    shown = words(browser(jo).get(reverse("organisations:claimed", args=["VA001"])))
    assert "You were not let in" in shown
    assert "We do not know you" in shown


@pytest.mark.usefixtures("time_is_over")
def test_it_is_decided_once(claim, address, grace, jo, site):
    client = browser(grace)
    client.post(address, YES)

    response = client.post(address, {"answer": "refuse", "reason": "Changed my mind"})

    assert "Somebody has decided this already" in words(response)
    assert role_of(jo, site) is Role.ADMINISTRATOR
    assert len(mail_to(jo)) == 1


@pytest.mark.usefixtures("time_is_over")
def test_nobody_decides_their_own(fern, site, grace):
    claim = claims.claimed(site, grace)
    address = reverse("organisations:decide_claim", args=["AB01", claim.pk])
    client = browser(grace)

    assert "Somebody else must decide." in words(client.get(address))
    assert "You asked for this yourself" in words(client.post(address, YES))
    assert role_of(grace, site) is None


@pytest.mark.usefixtures("time_is_over")
def test_a_head_office_that_lost_the_site_decides_nothing(claim, address, fern, grace, jo, site):
    with acting_for(fern, site, user=grace):
        end_link(link=link_of(site), on=f.NOW.date(), why="sold", by=grace, at=f.NOW)

    response = browser(grace).post(address, YES)

    assert "This is not yours to decide any more." in words(response)
    assert role_of(jo, site) is None


@pytest.mark.usefixtures("time_is_over")
def test_another_head_office_sees_nothing(claim, jo, site):
    oak = groups.group("Oak Care", "OK01", by=f.person("Olga"))
    client = browser(groups.administrator_of(oak))
    there = reverse("organisations:decide_claim", args=["OK01", claim.pk])

    assert "Jo" not in words(client.get(reverse("organisations:deciding", args=["OK01"])))
    assert client.get(there).status_code == 404
    assert client.post(there, YES).status_code == 404
    assert role_of(jo, site) is None


@pytest.mark.parametrize(("role", "status"), [(Role.CONTRIBUTOR, 403), (Role.VIEWER, 403), (None, 404)])
@pytest.mark.usefixtures("time_is_over")
def test_the_others_may_not(claim, address, fern, jo, role, status):
    who = f.member(fern, role, "Gus") if role else jo
    client = browser(who)

    assert client.get(DECIDING).status_code == status
    assert client.get(address).status_code == status
    assert client.post(address, YES).status_code == status
    assert claims.now(claim).state == "waiting"


def test_after_a_refusal_somebody_may_send_other_proof(claim, address, grace, jo, site):
    browser(grace).post(address, {"answer": "refuse", "reason": "No"})

    again = claims.claimed(site, jo, at=f.NOW + timedelta(days=1))

    assert again.pk != claim.pk
    assert again.objections_until == f.NOW + timedelta(days=4)
