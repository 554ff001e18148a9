"""Who was removed stays out; a person who acts for two services at once changes only the one they name."""

import pytest

from organisations.actions import joining, people
from organisations.models import Invitation, Membership, Organisation
from organisations.permissions import Role
from organisations.refusals import Refused
from organisations.tenancy import acting_for
from tests import factories as f
from tests.integration.organisations.reading import role_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def elm_view() -> Organisation:
    return f.organisation("VB002", "Elm View", by=f.person("Owen"))


def test_a_link_sent_before_they_joined_another_way_does_not_let_them_in_again(priya, jo, rose_court):
    with acting_for(rose_court, user=priya):
        link = people.invite(organisation=rose_court, by=priya, at=f.NOW, email=jo.email, role=Role.ADMINISTRATOR)
    with acting_for(user=jo):
        asked = joining.ask_to_join(organisation=rose_court, by=jo, at=f.NOW, message="")
    with acting_for(rose_court, user=priya):
        joining.decide_request(organisation=rose_court, by=priya, at=f.NOW, request_id=asked.pk, role=Role.VIEWER)
        member = Membership.objects.get(user=jo)
        people.remove(organisation=rose_court, by=priya, at=f.NOW, member_id=member.pk)

    with acting_for(user=jo), pytest.raises(Refused, match="invitation-withdrawn"):
        people.accept_mine(invitation=link, by=jo, at=f.NOW)

    assert role_of(jo, rose_court) is None


def test_another_services_administrator_does_not_count(priya, rose_court, elm_view):
    """R57."""
    with acting_for(rose_court, elm_view, user=priya):
        member = Membership.objects.get(organisation=rose_court, user=priya)
        with pytest.raises(Refused, match="last-administrator"):
            people.remove(organisation=rose_court, by=priya, at=f.NOW, member_id=member.pk)


def test_a_link_to_one_service_does_not_end_the_link_to_another(priya, rose_court, elm_view):
    with acting_for(rose_court, elm_view, user=priya):
        for service in (rose_court, elm_view):
            people.invite(organisation=service, by=priya, at=f.NOW, email="new@example.com", role=Role.VIEWER)

        assert Invitation.objects.unanswered().count() == 2
