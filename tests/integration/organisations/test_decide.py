"""Let somebody join, or refuse."""

import pytest
from django.urls import reverse

from organisations.actions import joining
from organisations.models import JoinRequest
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.integration.organisations.reading import browser, link_in, mail_to, role_of, verbs, words

pytestmark = pytest.mark.django_db
PEOPLE = reverse("organisations:people", args=["VA001"])


@pytest.fixture
def asked(rose_court, jo) -> JoinRequest:
    with acting_for(user=jo):
        return joining.ask_to_join(organisation=rose_court, by=jo, at=f.NOW, message="I am the new cook")


@pytest.fixture
def decide(asked) -> str:
    return reverse("organisations:decide_request", args=["VA001", asked.pk])


def state(asked: JoinRequest) -> str:
    with acting_for(asked.organisation_id):
        asked.refresh_from_db()
        return asked.state


def test_the_page_says_who_asks(decide, priya):
    shown = words(browser(priya).get(decide))

    assert "Let Jo join Rose Court?" in shown
    assert "Jo (jo@example.com) asked on 22 November 2026. They wrote: I am the new cook" in shown


@pytest.mark.parametrize("role", Role)
def test_agreeing_gives_the_role_and_tells_the_one_who_asked(decide, asked, priya, jo, rose_court, role):
    response = browser(priya).post(decide, {"role": role}, follow=True)

    assert response.redirect_chain == [(PEOPLE, 302)]
    assert "Jo can sign in now. We have sent them an email." in words(response)
    assert role_of(jo, rose_court) is role
    assert (state(asked), asked.decided_by) == (JoinRequest.State.AGREED, priya)
    (mail,) = mail_to(jo)
    assert mail.subject == "You can now sign in for Rose Court"
    assert link_in(mail) == reverse("organisations:choose")
    assert verbs(rose_court)[-2:] == ["joined", "decided-request"]


def test_refusing_needs_no_role(decide, asked, priya, jo, rose_court):
    response = browser(priya).post(decide, {"refuse": "yes"}, follow=True)

    assert "Jo will not join. We have sent them an email." in words(response)
    assert role_of(jo, rose_court) is None
    assert state(asked) == JoinRequest.State.REFUSED
    (mail,) = mail_to(jo)
    assert "They did not agree." in mail.text
    assert "Priya" not in mail.text + mail.html  # no names to a stranger


def test_refusing_wins_over_a_role_that_was_chosen_too(decide, priya, jo, rose_court):
    browser(priya).post(decide, {"role": "administrator", "refuse": "yes"})

    assert role_of(jo, rose_court) is None


@pytest.mark.parametrize("typed", [{}, {"role": ""}, {"role": "owner"}])
def test_agreeing_needs_a_role(decide, asked, priya, typed):
    shown = words(browser(priya).post(decide, typed))

    assert "There is a problem Choose" in shown
    assert state(asked) == JoinRequest.State.WAITING


def test_looking_decides_nothing(decide, asked, priya):
    browser(priya).get(decide)

    assert state(asked) == JoinRequest.State.WAITING


def test_a_second_answer_is_explained_and_changes_nothing(decide, asked, priya, jo, rose_court):
    client = browser(priya)
    client.post(decide, {"role": "viewer"})

    response = client.post(decide, {"refuse": "yes"}, follow=True)

    assert "Somebody has answered this request already." in words(response)
    assert role_of(jo, rose_court) is Role.VIEWER
    assert len(mail_to(jo)) == 1


def test_an_answered_one_has_no_form(decide, priya):
    client = browser(priya)
    client.post(decide, {"role": "viewer"})

    assert client.get(decide)["Location"] == PEOPLE


def test_another_services_is_not_there(decide, asked, rose_court):
    owen = f.person("Owen")
    f.organisation("VB002", "Elm View", by=owen)

    assert browser(owen).post(decide.replace("VA001", "VB002"), {"role": "viewer"}).status_code == 404
    assert state(asked) == JoinRequest.State.WAITING


def test_nobody_can_let_themselves_in(decide, asked, jo):
    assert browser(jo).post(decide, {"role": "administrator"}).status_code == 404
    assert state(asked) == JoinRequest.State.WAITING


@pytest.mark.parametrize("who", ["tom", "sam"])
def test_the_others_may_not(request, decide, asked, tom, sam, who):
    assert browser(request.getfixturevalue(who)).post(decide, {"role": "viewer"}).status_code == 403
    assert state(asked) == JoinRequest.State.WAITING
