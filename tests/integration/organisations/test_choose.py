"""Which service do you want to work on?"""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from organisations.actions import joining, people
from organisations.models import Organisation, User
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.integration.organisations.reading import browser, role_of, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("an_hour_later")]
CHOOSE = reverse("organisations:choose")


def invite(organisation: Organisation, by: User, person: User, role: Role = Role.CONTRIBUTOR) -> None:
    with acting_for(organisation, user=by):
        people.invite(organisation=organisation, by=by, at=f.NOW, email=person.email, role=role)


def test_somebody_with_no_service_is_asked_for_theirs(jo):
    response = browser(jo).get(CHOOSE)

    assert "Find my service" in words(response)
    assert "You only need its name or its postcode." in words(response)
    assert reverse("organisations:join") in response.content.decode()


def test_the_only_service_is_opened_at_once(priya, rose_court):
    response = browser(priya).get(CHOOSE)

    assert response["Location"] == reverse("assessments:home", args=["VA001"])


def test_every_service_of_ones_own_is_listed_with_ones_role_and_no_other(tom, rose_court):
    elm_view = f.organisation("VB002", "Elm View", by=tom)
    f.organisation("VC003", "Ash Lodge", by=f.person("Owen"))

    shown = words(browser(tom).get(CHOOSE))

    assert "Rose Court, Leeds (VA001) Answer questions" in shown
    assert f"{elm_view} Do everything" in shown
    assert "Ash Lodge" not in shown


def test_a_service_one_has_left_is_not_listed(priya, tom, rose_court):
    with acting_for(rose_court, user=priya):
        people.remove(organisation=rose_court, by=priya, at=f.NOW, member_id=rose_court.memberships.get(user=tom).pk)

    assert "Rose Court" not in words(browser(tom).get(CHOOSE))


def test_an_invitation_waits_with_a_button(priya, jo, rose_court):
    invite(rose_court, priya, jo)

    response = browser(jo).get(CHOOSE)

    assert "Priya asked you to help Rose Court, Leeds (VA001)" in words(response)
    assert "answer questions and work on the plan" in words(response)
    assert "Join Rose Court" in words(response)
    assert "Join: tell us" not in words(response)


def test_an_invitation_keeps_the_page_from_being_skipped(priya, jo, rose_court):
    f.organisation("VB002", "Elm View", by=jo)
    invite(rose_court, priya, jo)

    shown = words(browser(jo).get(CHOOSE))

    assert "Elm View" in shown
    assert "Rose Court" in shown


def test_somebody_elses_invitation_is_not_shown(priya, tom, jo, rose_court):
    invite(rose_court, priya, f.person("Owen"))

    assert "Rose Court" not in words(browser(jo).get(CHOOSE))


def test_a_request_that_waits_is_shown(jo, rose_court):
    with acting_for(user=jo):
        joining.ask_to_join(organisation=rose_court, by=jo, at=f.NOW, message="")

    shown = words(browser(jo).get(CHOOSE))

    assert "You asked to join Rose Court, Leeds (VA001) on 22 November 2026" in shown


def test_looking_makes_nobody_a_member(priya, jo, rose_court):
    invite(rose_court, priya, jo)

    browser(jo).get(CHOOSE)

    assert role_of(jo, rose_court) is None


@pytest.mark.parametrize(("hours", "is_shown"), [(71, True), (72, False)])
def test_an_invitation_is_shown_for_72_hours(priya, jo, rose_court, hours, is_shown):
    invite(rose_court, priya, jo)

    with time_machine.travel(f.NOW + timedelta(hours=hours), tick=False):
        assert ("Rose Court" in words(browser(jo).get(CHOOSE))) is is_shown


def test_an_invitation_that_was_taken_back_is_not_shown(priya, jo, rose_court):
    with time_machine.travel(f.NOW, tick=False), acting_for(rose_court, user=priya):
        one = people.invite(organisation=rose_court, by=priya, at=f.NOW, email=jo.email, role=Role.VIEWER)
        people.withdraw_invitation(organisation=rose_court, by=priya, at=f.NOW, invitation_id=one.pk)
        shown = words(browser(jo).get(CHOOSE))

    assert "Rose Court" not in shown


def test_somebody_who_has_not_signed_in_is_asked_to():
    assert browser().get(CHOOSE)["Location"].startswith(reverse("account_login"))
