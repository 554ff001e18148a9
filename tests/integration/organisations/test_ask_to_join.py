"""Ask to join a service that has an account, and what the one who asks is told."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from organisations.actions import grouping, people
from organisations.models import GroupSite, JoinRequest, OrganisationKind
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.integration.organisations.reading import browser, link_in, mail_to, member_id, verbs, words

pytestmark = pytest.mark.django_db
ASK = reverse("organisations:ask_to_join", args=["VA001"])
ASKED = reverse("organisations:asked", args=["VA001"])


def requests_at(organisation):
    with acting_for(organisation):
        return list(JoinRequest.objects.all())


def test_the_page_names_the_service_and_none_of_its_people(jo, tom, rose_court):
    response = browser(jo).get(ASK)

    assert "Ask to join Rose Court, Leeds (VA001)" in words(response)
    for secret in ("Priya", "priya@", "Tom", "tom@"):
        assert secret not in response.content.decode()


def test_no_page_after_it_names_them_either(jo, tom, rose_court):
    client = browser(jo)
    client.post(ASK, {"message": "I am the new deputy"})

    shown = client.get(ASKED).content.decode() + client.get(reverse("organisations:choose")).content.decode()

    assert "Rose Court" in shown
    for secret in ("Priya", "priya@", "Tom", "tom@"):
        assert secret not in shown


def test_asking_tells_every_administrator_and_nobody_else(jo, tom, sam, priya, rose_court):
    owen = f.member(rose_court, Role.ADMINISTRATOR, "Owen")

    response = browser(jo).post(ASK, {"message": "I am the <new> deputy"})

    assert response["Location"] == ASKED
    for administrator in (priya, owen):
        (mail,) = mail_to(administrator)
        assert mail.subject == "Rose Court: somebody asks to join"
        assert "Jo (jo@example.com) asks to join Rose Court, Leeds (VA001)." in mail.text
        assert "I am the <new> deputy" in mail.text
        assert "I am the &lt;new&gt; deputy" in mail.html
        assert link_in(mail) == reverse("organisations:people", args=["VA001"])
    assert not mail_to(tom)
    assert not mail_to(sam)


def test_a_message_is_not_needed(jo, rose_court):
    browser(jo).post(ASK, {"message": ""})

    (request,) = requests_at(rose_court)
    assert (request.user, request.message, request.state) == (jo, "", JoinRequest.State.WAITING)
    assert verbs(rose_court)[-1] == "asked-to-join"


def test_the_one_who_asks_learns_what_happens_next(jo, rose_court):
    shown = words(browser(jo).post(ASK, {"message": ""}, follow=True))

    assert "We have sent your request" in shown
    assert "They have 3 working days" in shown
    assert "0113 496 0000" in shown


def test_asking_twice_is_one_request_and_one_mail(jo, priya, rose_court):
    client = browser(jo)
    client.post(ASK, {"message": "First"})

    assert client.post(ASK, {"message": "Second"})["Location"] == ASKED
    assert client.get(ASK)["Location"] == ASKED
    assert [request.message for request in requests_at(rose_court)] == ["First"]
    assert len(mail_to(priya)) == 1


def test_a_message_that_is_too_long_stays_in_the_box(jo, rose_court):
    long = "x" * 501

    response = browser(jo).post(ASK, {"message": long})

    assert "must be 500 characters or fewer" in words(response)
    assert long in response.content.decode()
    assert not requests_at(rose_court)


@pytest.mark.parametrize("code", ["va001", "Va001"])
def test_the_code_may_be_typed_in_small_letters(jo, rose_court, code):
    assert "Rose Court" in words(browser(jo).get(reverse("organisations:ask_to_join", args=[code])))


@pytest.mark.parametrize("code", ["ZZ999", "no such code", "é"])
def test_a_code_nobody_has_is_answered_kindly(jo, code):
    client = browser(jo)

    response = client.get(reverse("organisations:ask_to_join", args=[code]))

    assert response.status_code == 200
    assert "We do not know this code yet" in words(response)
    assert "Join with this code" in words(response)


def test_the_code_nobody_has_is_filled_in_for_joining(jo):
    response = browser(jo).get(reverse("organisations:ask_to_join", args=["ZZ999"]))

    assert f"{reverse('organisations:join_by_hand')}?code=ZZ999" in response.content.decode()


@pytest.mark.parametrize("role", Role)
def test_a_member_is_led_home_and_asks_nothing(rose_court, role):
    person = f.member(rose_court, role)
    client = browser(person)
    home = reverse("assessments:home", args=["VA001"])

    assert client.get(ASK)["Location"] == home
    assert client.post(ASK, {"message": "More, please"})["Location"] == home
    assert not requests_at(rose_court)


def test_somebody_who_was_removed_may_ask_again(priya, tom, rose_court):
    with acting_for(rose_court, user=priya):
        people.remove(organisation=rose_court, by=priya, at=f.NOW, member_id=member_id(tom, rose_court))

    assert browser(tom).post(ASK, {"message": ""})["Location"] == ASKED
    assert len(requests_at(rose_court)) == 1


def test_looking_asks_nobody(jo, priya, rose_court):
    browser(jo).get(ASK)

    assert not requests_at(rose_court)
    assert not mail_to(priya)


def test_the_day_is_kept(jo, rose_court):
    with time_machine.travel(f.NOW + timedelta(days=2), tick=False):
        browser(jo).post(ASK, {"message": ""})

    (request,) = requests_at(rose_court)
    assert request.asked_at == f.NOW + timedelta(days=2)


@pytest.mark.parametrize("address", [ASK, ASKED])
def test_somebody_who_has_not_signed_in_is_asked_to(rose_court, address):
    assert browser().get(address)["Location"].startswith(reverse("account_login"))


def test_at_a_site_that_nobody_has_joined_its_head_office_is_told(jo, priya):
    fern_care = f.organisation("AB01", "Fern Care Group", by=priya, kind=OrganisationKind.HEAD_OFFICE)
    f.member(fern_care, Role.CONTRIBUTOR, "Tom")
    with acting_for(fern_care, user=priya):
        grouping.set_up_site(group=fern_care, code="VA001", name="Rose Court", town="Leeds", by=priya, at=f.NOW)

    browser(jo).post(ASK, {"message": "I am the manager"})

    (mail,) = mail_to(priya)
    assert "Jo (jo@example.com) asks to join Rose Court, Leeds (VA001)." in mail.text
    assert "Jo" in words(browser(priya).get(link_in(mail)))
    assert not mail_to("tom@example.com")


def test_a_site_with_people_of_its_own_is_asked_itself(jo, tom, priya, rose_court):
    ada = f.person("Ada")
    fern_care = f.organisation("AB01", "Fern Care Group", by=ada, kind=OrganisationKind.HEAD_OFFICE)
    looked_after_by(fern_care, rose_court, ada)

    browser(jo).post(ASK, {"message": ""})

    assert len(mail_to(priya)) == 1
    assert not mail_to(ada)


def looked_after_by(group, site, by):
    state, how = GroupSite.State.ACTIVE, GroupSite.How.ACCEPTED
    with acting_for(group, site, user=by):
        GroupSite.objects.create(organisation=group, site=site, how=how, state=state, asked_at=f.NOW, asked_by=by)
