"""What is your service called?"""

import pytest
from django.urls import reverse

from tests.integration.organisations.reading import browser, words

pytestmark = pytest.mark.django_db
JOIN, RESULTS = reverse("organisations:join"), reverse("organisations:join_results")


def test_there_is_one_box(jo):
    response = browser(jo).get(JOIN)

    shown = words(response)
    assert "What is your service called?" in shown
    assert "Name, postcode or ODS code" in shown
    assert "Find my service" in shown
    markup = response.content.decode()
    assert f'<form method="get" action="{RESULTS}"' in markup
    assert markup.count('type="text"') == 1


@pytest.mark.parametrize("typed", ["", "   ", "\t", "\0", "\x1b"])
def test_a_blank_box_is_said_kindly(jo, typed):
    response = browser(jo).get(RESULTS, {"q": typed})

    assert words(response).count("Enter your service's name or postcode") == 2  # in the summary and at the field
    assert "<title>Error: What is your service called?" in response.content.decode()


def test_no_box_at_all_is_a_blank_one(jo):
    assert "Enter your service's name or postcode" in words(browser(jo).get(RESULTS))


@pytest.mark.parametrize("address", [JOIN, f"{RESULTS}?q=rose"])
def test_somebody_who_has_not_signed_in_is_asked_to(address):
    assert browser().get(address)["Location"].startswith(reverse("account_login"))
