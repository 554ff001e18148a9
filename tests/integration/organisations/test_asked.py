"""We have sent your request."""

import pytest
from django.urls import reverse

from organisations.actions import joining
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.integration.organisations.reading import browser, words

pytestmark = pytest.mark.django_db
ASKED = reverse("organisations:asked", args=["VA001"])
CHOOSE = reverse("organisations:choose")


def test_it_says_the_same_each_time_it_is_opened(jo, rose_court):
    with acting_for(user=jo):
        joining.ask_to_join(organisation=rose_court, by=jo, at=f.NOW, message="")
    client = browser(jo)

    assert words(client.get(ASKED)) == words(client.get(ASKED))
    assert "We have asked the people who look after Rose Court, Leeds (VA001)" in words(client.get(ASKED))


def test_somebody_who_has_asked_nothing_is_sent_on(jo, rose_court):
    assert browser(jo).get(ASKED)["Location"] == CHOOSE


def test_an_unknown_code_is_sent_on(jo):
    assert browser(jo).get(reverse("organisations:asked", args=["ZZ999"]))["Location"] == CHOOSE


@pytest.mark.parametrize("role", [Role.VIEWER, None])
def test_after_the_answer_there_is_nothing_to_wait_for(jo, priya, rose_court, role):
    with acting_for(user=jo):
        request = joining.ask_to_join(organisation=rose_court, by=jo, at=f.NOW, message="")
    with acting_for(rose_court, user=priya):
        joining.decide_request(organisation=rose_court, by=priya, at=f.NOW, request_id=request.pk, role=role)

    assert browser(jo).get(ASKED)["Location"] == CHOOSE
