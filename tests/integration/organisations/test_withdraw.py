"""Take back an invitation."""

import pytest
from django.urls import reverse

from organisations.actions import people
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.integration.organisations.reading import browser, mail_to, verbs, words

pytestmark = pytest.mark.django_db
PEOPLE = reverse("organisations:people", args=["VA001"])


@pytest.fixture
def invitation(rose_court, priya):
    with acting_for(rose_court, user=priya):
        return people.invite(organisation=rose_court, by=priya, at=f.NOW, email="jo@example.com", role=Role.VIEWER)


@pytest.fixture
def withdraw(invitation) -> str:
    return reverse("organisations:withdraw_invitation", args=["VA001", invitation.pk])


def is_withdrawn(invitation) -> bool:
    with acting_for(invitation.organisation_id):
        invitation.refresh_from_db()
        return invitation.withdrawn_at is not None


def test_taking_back(withdraw, invitation, priya, rose_court):
    response = browser(priya).post(withdraw, follow=True)

    assert response.redirect_chain == [(PEOPLE, 302)]
    assert "You took back the invitation to jo@example.com." in words(response)
    assert is_withdrawn(invitation)


def test_twice_is_once(withdraw, priya, rose_court):
    client = browser(priya)
    client.post(withdraw)

    assert client.post(withdraw).status_code == 302
    assert verbs(rose_court) == ["registered", "invited", "withdrew-invitation"]


def test_looking_takes_nothing_back(withdraw, invitation, priya):
    assert browser(priya).get(withdraw)["Location"] == PEOPLE
    assert not is_withdrawn(invitation)


def test_one_that_was_accepted_is_explained(withdraw, invitation, priya, jo, rose_court):
    with acting_for(rose_court, user=jo):
        people.accept(invitation=invitation, by=jo, at=f.NOW)

    shown = words(browser(priya).post(withdraw, follow=True))

    assert "jo@example.com has joined already. You can remove them below." in shown
    assert not is_withdrawn(invitation)


def test_another_services_is_not_there(withdraw, invitation, rose_court):
    owen = f.person("Owen")
    f.organisation("VB002", "Elm View", by=owen)
    theirs = withdraw.replace("VA001", "VB002")

    assert browser(owen).post(theirs).status_code == 404
    assert browser(owen).post(withdraw).status_code == 404
    assert not is_withdrawn(invitation)


@pytest.mark.parametrize("who", ["tom", "sam"])
def test_the_others_may_not(request, withdraw, invitation, tom, sam, who):
    assert browser(request.getfixturevalue(who)).post(withdraw).status_code == 403
    assert not is_withdrawn(invitation)


def test_sending_a_new_link_is_one_press_on_the_list(invitation, priya, rose_court):
    browser(priya).post(
        reverse("organisations:invite", args=["VA001"]), {"email": invitation.email, "role": invitation.role}
    )

    assert len(mail_to("jo@example.com")) == 2
    assert is_withdrawn(invitation)
