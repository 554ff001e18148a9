"""Who can sign in, who was invited, who asks."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organisations.actions import joining, people
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.integration.organisations.reading import browser, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("an_hour_later")]
PEOPLE = reverse("organisations:people", args=["VA001"])
WARNING = "Add a second person who can do everything"


@pytest.fixture
def waiting(rose_court, priya, jo) -> None:
    """Somebody is invited, somebody else asks to join."""
    with acting_for(rose_court, user=priya):
        people.invite(organisation=rose_court, by=priya, at=f.NOW, email="mina@example.com", role=Role.VIEWER)
    with acting_for(user=jo):
        joining.ask_to_join(organisation=rose_court, by=jo, at=f.NOW, message="I am the new cook")


@pytest.mark.parametrize("who", ["priya", "tom", "sam"])
def test_everybody_sees_who_can_sign_in_and_what_they_can_do(request, tom, sam, priya, rose_court, who):
    shown = words(browser(request.getfixturevalue(who)).get(PEOPLE))

    assert "People at Rose Court" in shown
    assert "Tom" in shown
    assert "tom@example.com Can Answer questions" in shown
    assert "sam@example.com Can Read only" in shown
    assert "priya@example.com Can Do everything" in shown


def test_last_seen_is_a_day_or_not_yet(tom, priya, rose_court):
    with time_machine.travel(datetime(2026, 11, 23, 23, 30, tzinfo=UTC), tick=False):
        shown = words(browser(priya).get(PEOPLE))

    assert "Priya (you) priya@example.com Can Do everything Last seen 23 November 2026" in shown
    assert "Tom tom@example.com Can Answer questions Last seen Not yet" in shown


def test_an_administrator_sees_who_is_invited_and_who_asks(waiting, priya):
    shown = words(browser(priya).get(PEOPLE))

    assert "mina@example.com could: read only. Sent on 22 November 2026." in shown
    assert "Jo (jo@example.com) asked to join on 22 November 2026. They wrote: I am the new cook" in shown
    for button in ("Invite someone", "Agree: let Jo in", "Refuse Jo", "Take back the link to mina@example.com"):
        assert button in shown


@pytest.mark.parametrize("who", ["tom", "sam"])
def test_the_others_see_neither_and_have_no_buttons(request, waiting, tom, sam, who):
    response = browser(request.getfixturevalue(who)).get(PEOPLE)

    for hidden in ("mina@", "jo@", "new cook", "Invite someone", "Change", "Remove"):
        assert hidden not in words(response)


def test_an_invitation_that_is_too_old_says_so(waiting, priya):
    with time_machine.travel(f.NOW + timedelta(hours=72), tick=False):
        assert "The link is too old now." in words(browser(priya).get(PEOPLE))


def test_one_administrator_is_told_to_add_a_second(tom, sam, priya, rose_court):
    assert WARNING in words(browser(priya).get(PEOPLE))


def test_two_administrators_are_not(priya, rose_court):
    f.member(rose_court, Role.ADMINISTRATOR)

    assert WARNING not in words(browser(priya).get(PEOPLE))


def test_who_was_removed_is_not_listed(tom, priya, rose_court):
    with acting_for(rose_court, user=priya):
        people.remove(organisation=rose_court, by=priya, at=f.NOW, member_id=rose_court.memberships.get(user=tom).pk)

    assert "Tom" not in words(browser(priya).get(PEOPLE))


def test_people_of_other_services_are_not_listed(priya, rose_court):
    f.organisation("VB002", "Elm View", by=f.person("Owen"))

    assert "Owen" not in words(browser(priya).get(PEOPLE))


def test_a_stranger_finds_nothing(jo, rose_court):
    assert browser(jo).get(PEOPLE).status_code == 404


def test_a_longer_list_takes_no_more_statements(priya, rose_court):
    def statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as counted:
            client.get(PEOPLE)
        return len(counted)

    client = browser(priya)
    client.get(PEOPLE)
    few = statements()
    for number in range(5):
        person = f.member(rose_court, Role.CONTRIBUTOR, f"Tom{number}")
        asker = f.person(f"Jo{number}")
        with acting_for(rose_court, user=priya):
            people.invite(
                organisation=rose_court, by=person, at=f.NOW, email=f"sam{number}@example.com", role=Role.VIEWER
            )
        with acting_for(user=asker):
            joining.ask_to_join(organisation=rose_court, by=asker, at=f.NOW, message="")

    assert statements() == few


def test_only_one_green_button(waiting, priya):
    shown = browser(priya).get(PEOPLE).content.decode()

    assert shown.count('class="nhsuk-button"') == 1
