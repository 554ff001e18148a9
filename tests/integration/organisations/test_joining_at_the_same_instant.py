"""Two people join with one service at once: real threads, real transactions, one service."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.urls import reverse

from organisations.models import Membership, Organisation, User
from organisations.tenancy import acting_for
from tests.factories.listed import listed
from tests.integration.organisations.reading import browser, verbs

pytestmark = pytest.mark.django_db(transaction=True)
CONFIRM = reverse("organisations:join_confirm", args=["VA001"])


def press_at_once(*people: User) -> list[str]:
    """Let each press "Yes, this is us" at one instant; give where each is led, "" for a page that says no more."""
    ready = Barrier(len(people), timeout=20)

    def press(person: User) -> str:
        client = browser(person)
        try:
            ready.wait()
            return client.post(CONFIRM).headers.get("Location", "")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(press, people))


@pytest.mark.parametrize("times", range(3))
def test_one_service_with_one_owner_and_the_other_is_told(priya, jo, times):
    listed("VA001")

    led = press_at_once(priya, jo)

    organisation = Organisation.objects.get()
    assert sorted(bool(one) for one in led) == [False, True]
    with acting_for(organisation):
        assert Membership.objects.count() == 1
    assert verbs(organisation) == ["registered"]


@pytest.mark.parametrize("times", range(3))
def test_one_person_who_presses_twice_is_one_owner(priya, times):
    listed("VA001")

    led = press_at_once(priya, priya)

    organisation = Organisation.objects.get()
    assert all(f"/o/{organisation.code}/" in one for one in led)
    assert verbs(organisation) == ["registered"]
