"""Invite someone."""

import pytest
from django.core import mail as sent
from django.urls import reverse

from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.integration.organisations.reading import browser, mail_to, role_of, verbs, words

pytestmark = pytest.mark.django_db
INVITE = reverse("organisations:invite", args=["VA001"])
PEOPLE = reverse("organisations:people", args=["VA001"])
JO = {"email": "jo@example.com", "role": "contributor"}


def invitations_at(organisation):
    with acting_for(organisation):
        return list(organisation.invitations.order_by("pk"))


def test_an_invitation_waits_in_the_post_and_says_so(priya, rose_court):
    response = browser(priya).post(INVITE, JO, follow=True)

    assert response.redirect_chain == [(PEOPLE, 302)]
    assert "We have sent an invitation to jo@example.com." in words(response)
    (mail,) = mail_to("jo@example.com")
    assert mail.subject == "Rose Court has asked you to help"
    (one,) = invitations_at(rose_court)
    assert (one.email, one.role, one.invited_by) == ("jo@example.com", Role.CONTRIBUTOR, priya)
    assert verbs(rose_court) == ["registered", "invited"]


def test_nothing_is_sent_inside_the_request(priya, rose_court):
    browser(priya).post(INVITE, JO)

    assert sent.outbox == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"email": ""}, "Enter their email address"),
        ({"email": "jo"}, "Enter an email address in the right format, like name@example.com"),
        ({"role": ""}, "Choose what they can do"),
        ({"role": "owner"}, "Choose what they can do"),
        ({"email": "priya@example.com"}, "This person can sign in already"),
        ({"email": "PRIYA@example.com"}, "This person can sign in already"),
    ],
)
def test_what_is_wrong_is_said(priya, rose_court, changed, said):
    response = browser(priya).post(INVITE, JO | changed)

    assert f"There is a problem {said}" in words(response)
    assert not invitations_at(rose_court)


def test_what_was_typed_stays(priya, rose_court):
    shown = browser(priya).post(INVITE, {"email": "jo@example.com"}).content.decode()

    assert 'value="jo@example.com"' in shown


def test_a_second_invitation_ends_the_first(priya, rose_court):
    client = browser(priya)
    client.post(INVITE, JO)
    client.post(INVITE, JO | {"role": "viewer"})

    first, second = invitations_at(rose_court)
    assert first.withdrawn_at
    assert (second.withdrawn_at, second.role) == (None, Role.VIEWER)


def test_somebody_of_another_service_can_be_invited(priya, rose_court):
    owen = f.person("Owen")
    f.organisation("VB002", "Elm View", by=owen)

    browser(priya).post(INVITE, JO | {"email": owen.email})

    assert [one.email for one in invitations_at(rose_court)] == [owen.email]


def test_an_invitation_alone_lets_nobody_in(priya, jo, rose_court):
    browser(priya).post(INVITE, JO)

    assert role_of(jo, rose_court) is None
    assert browser(jo).get(PEOPLE).status_code == 404


@pytest.mark.parametrize("who", ["tom", "sam"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_others_are_told_who_can(request, tom, sam, rose_court, who, method):
    response = getattr(browser(request.getfixturevalue(who)), method)(INVITE, JO)

    assert response.status_code == 403
    assert "You do not have permission to see this" in words(response)
    assert "Ask Priya. They can change what you can do." in words(response)
    assert not invitations_at(rose_court)


def test_several_who_can_are_all_named(tom, rose_court):
    f.member(rose_court, Role.ADMINISTRATOR, "Owen")

    shown = words(browser(tom).get(INVITE))

    assert "Ask one of these people" in shown
    assert "Priya" in shown
    assert "Owen" in shown


def test_a_stranger_finds_nothing(jo, rose_court):
    assert browser(jo).post(INVITE, JO).status_code == 404
    assert not invitations_at(rose_court)


def test_what_was_typed_when_the_session_ran_out_is_there_after_signing_in(priya, rose_court):
    client = browser()
    client.post(INVITE, JO)
    client.post(reverse("account_login"), {"login": priya.email, "password": f.PASSWORD})

    assert 'value="jo@example.com"' in client.get(INVITE).content.decode()


def test_a_long_name_does_not_make_the_subject_too_long(priya, rose_court):
    rose_court.name = "R" * 100
    with acting_for(rose_court):
        rose_court.save()

    browser(priya).post(INVITE, JO)

    assert mail_to("jo@example.com")[0].subject.startswith("R" * 100)
