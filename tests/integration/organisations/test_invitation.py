"""The link in an invitation: who may use it, how long, and what everybody else is told."""

from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.urls import reverse

from organisations import invitations
from organisations.actions import joining, people
from organisations.models import Organisation, User
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.integration.organisations.reading import browser, link_in, mail_to, member_id, role_of, verbs, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("an_hour_later")]
HOME = reverse("assessments:home", args=["VA001"])
DAYS_3 = timedelta(hours=72)


def invite(organisation: Organisation, by: User, email: str = "jo@example.com", role: Role = Role.CONTRIBUTOR) -> str:
    """Invite somebody as an administrator does, and give the link from the newest mail."""
    with acting_for(organisation, user=by):
        people.invite(organisation=organisation, by=by, at=f.NOW, email=email, role=role)
    return link_in(mail_to(email.strip().lower())[-1])


@pytest.fixture
def link(rose_court, priya) -> str:
    return invite(rose_court, priya)


@pytest.mark.parametrize(
    ("role", "meaning"),
    [
        (Role.ADMINISTRATOR, "you can answer questions, publish, and choose who can sign in"),
        (Role.CONTRIBUTOR, "you can answer questions and work on the plan"),
        (Role.VIEWER, "you can read everything, but change nothing"),
    ],
)
def test_mail_and_page_say_who_asks_and_what_it_means(rose_court, priya, role, meaning):
    link = invite(rose_court, priya, role=role)

    (mail,) = mail_to("jo@example.com")
    for text in (mail.text, mail.html, words(browser().get(link))):
        assert "Priya asks you to help with the data security check of Rose Court, Leeds (VA001)" in text
        assert meaning in text


def test_before_signing_in_both_ways_lead_back_here(link):
    response = browser().get(link)

    shown = response.content.decode()
    assert "Use the email address that this link was sent to" in words(response)
    assert f"{reverse('account_signup')}?next={link.replace(':', '%3A')}" in shown
    assert f"{reverse('account_login')}?next={link.replace(':', '%3A')}" in shown
    assert "jo@example.com" not in shown


def test_without_signing_in_pressing_changes_nothing(link, jo, rose_court):
    response = browser().post(link)

    assert response.status_code == 200
    assert verbs(rose_court) == ["registered", "invited"]


def test_looking_changes_nothing(link, jo, rose_court):
    browser(jo).get(link)

    assert role_of(jo, rose_court) is None


@pytest.mark.parametrize("role", Role)
def test_accepting_gives_the_role_that_was_meant(rose_court, priya, jo, role):
    link = invite(rose_court, priya, role=role)
    client = browser(jo)

    response = client.post(link)

    assert response["Location"] == HOME
    assert role_of(jo, rose_court) is role
    assert verbs(rose_court) == ["registered", "invited", "joined"]
    assert "You have joined Rose Court." in words(client.get(HOME))


def test_the_address_is_the_same_however_it_is_written(rose_court, priya, jo):
    browser(jo).post(invite(rose_court, priya, email="JO@Example.com "))

    assert role_of(jo, rose_court) is Role.CONTRIBUTOR


def test_it_works_once(link, jo, rose_court):
    client = browser(jo)
    client.post(link)

    response = client.post(link)

    assert "You have used this link" in words(response)
    assert verbs(rose_court).count("joined") == 1


def test_somebody_who_was_removed_cannot_come_back_by_the_old_link(link, jo, priya, rose_court):
    client = browser(jo)
    client.post(link)
    with acting_for(rose_court, user=priya):
        people.remove(organisation=rose_court, by=priya, at=f.NOW, member_id=member_id(jo, rose_court))

    client.post(link)

    assert role_of(jo, rose_court) is None


@pytest.mark.parametrize(("age", "is_open"), [(DAYS_3 - timedelta(seconds=1), True), (DAYS_3, False)])
def test_it_lives_72_hours(link, jo, rose_court, age, is_open):
    with time_machine.travel(f.NOW + age, tick=False):
        response = browser(jo).post(link)

    assert (role_of(jo, rose_court) is Role.CONTRIBUTOR) is is_open
    if not is_open:
        assert "This link is too old" in words(response)
        assert "Priya sent it more than 3 days ago. Ask them to send a new one" in words(response)
        assert reverse("organisations:ask_to_join", args=["VA001"]) in response.content.decode()


def test_a_newer_invitation_ends_the_older_one(link, jo, priya, rose_court):
    newer = invite(rose_court, priya, role=Role.VIEWER)
    client = browser(jo)

    assert "A newer link was sent" in words(client.post(link))
    assert role_of(jo, rose_court) is None
    client.post(newer)
    assert role_of(jo, rose_court) is Role.VIEWER


def test_one_that_was_taken_back_does_not_work(link, jo, priya, rose_court):
    with acting_for(rose_court, user=priya):
        (one,) = rose_court.invitations.all()
        people.withdraw_invitation(organisation=rose_court, by=priya, at=f.NOW, invitation_id=one.pk)

    assert "This link does not work any more" in words(browser(jo).post(link))
    assert role_of(jo, rose_court) is None


def test_somebody_else_cannot_use_it_and_is_told_why(link, rose_court):
    owen = f.person("Owen")

    response = browser(owen).post(link)

    assert "This link is for another person" in words(response)
    assert "You have signed in as owen@example.com" in words(response)
    assert "jo@example.com" not in response.content.decode()
    assert role_of(owen, rose_court) is None


@pytest.mark.parametrize("changed", ["nonsense", "WzEsMSwieCJd:1:sig"])
def test_a_link_that_we_did_not_write_is_explained(jo, changed):
    client = browser(jo)

    for response in (client.get(f"/invite/{changed}/"), client.post(f"/invite/{changed}/")):
        assert response.status_code == 200
        assert "We do not know this link" in words(response)


def test_a_secret_that_we_never_gave_away_opens_nothing(rose_court, priya, jo):
    invite(rose_court, priya)
    with acting_for(rose_court):
        (one,) = rose_court.invitations.all()
    guessed = str(invitations.InvitationKey(rose_court.pk, one.pk, "guessed"))

    assert "We do not know this link" in words(browser(jo).post(f"/invite/{guessed}/"))
    assert role_of(jo, rose_court) is None


def test_the_key_of_another_service_opens_nothing_here(rose_court, priya, jo):
    owen = f.person("Owen")
    elm_view = f.organisation("VB002", "Elm View", by=owen)
    _, invitation, secret = signing.loads(invite(rose_court, priya).split("/")[2], salt=invitations.SALT)
    crossed = str(invitations.InvitationKey(elm_view.pk, invitation, secret))

    assert "We do not know this link" in words(browser(jo).post(f"/invite/{crossed}/"))
    assert role_of(jo, elm_view) is None


def test_the_secret_itself_is_not_kept(link, rose_court):
    _, _, secret = signing.loads(link.split("/")[2], salt=invitations.SALT)

    with acting_for(rose_court):
        (one,) = rose_court.invitations.all()
    assert secret not in str(vars(one))


def test_an_old_invitation_does_not_lower_who_has_joined_meanwhile(link, jo, priya, rose_court):
    """Or the only one who can do everything could be made a reader by their own old mail."""
    with acting_for(user=jo):
        request = joining.ask_to_join(organisation=rose_court, by=jo, at=f.NOW, message="")
    with acting_for(rose_court, user=priya):
        joining.decide_request(
            organisation=rose_court, by=priya, at=f.NOW, request_id=request.pk, role=Role.ADMINISTRATOR
        )

    browser(jo).post(link)

    assert role_of(jo, rose_court) is Role.ADMINISTRATOR


def test_the_link_is_of_the_configured_site(rose_court, priya, settings):
    invite(rose_court, priya)

    assert f"{settings.SITE_URL}/invite/" in mail_to("jo@example.com")[0].text


def test_an_account_made_for_the_invitation_leads_back_to_it(link, rose_court):
    """The whole way of somebody who has no account: link, sign-up, proof of address, link, accept."""
    client = browser()
    client.post(
        f"{reverse('account_signup')}?next={link}",
        {
            "name": "Jo",
            "job_title": "Deputy",
            "email": "jo@example.com",
            "password1": "purple kettle moon",
            "next": link,
        },
    )
    proof = link_in(mail_to("jo@example.com")[-1])

    response = client.post(proof)

    assert response["Location"] == link
    client.post(link)
    assert role_of(User.objects.get(email="jo@example.com"), rose_court) is Role.CONTRIBUTOR
