"""Get help."""

import pytest
from django.urls import reverse

from organisations.permissions import Role
from tests import factories as f
from tests.integration.organisations.reading import browser, words

pytestmark = pytest.mark.django_db
HELP = reverse("organisations:help", args=["VA001"])


@pytest.mark.parametrize("who", ["priya", "tom", "sam"])
def test_everybody_finds_a_number_and_who_can_let_others_in(request, priya, tom, sam, rose_court, settings, who):
    settings.HELP_PHONE = "0113 496 0123"

    shown = words(browser(request.getfixturevalue(who)).get(HELP))

    assert "0113 496 0123" in shown
    assert "Have your code ready. It is VA001." in shown
    assert "This person can let others in, and change what they can do: Priya" in shown


def test_every_administrator_is_named_and_nobody_else(tom, rose_court):
    f.member(rose_court, Role.ADMINISTRATOR, "Owen")

    assert "These people can let others in, and change what they can do: Owen Priya" in words(browser(tom).get(HELP))


def test_a_stranger_finds_nothing(jo, rose_court):
    assert browser(jo).get(HELP).status_code == 404
