"""One's own address with somebody else's row in it, or with nonsense, is not found; nothing of theirs shows."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.urls.converters import StringConverter

from assessments.models import Assessment
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories.homes import Home
from tests.integration.tenancy.addresses import (
    ANSWERS,
    NAMES_ANY_SERVICE,
    POSTED,
    ROWS,
    Address,
    addresses,
    ask,
    browser,
    nonsense,
    organisation_addresses,
    value_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_that_hour")]

THEIR_YEAR = "2024-25"  # Elm View opened it, Rose Court did not


def test_ones_own_address_with_another_homes_row_is_not_found(rose_court: Home, elm_view: Home) -> None:
    client, tried, wrong = browser(rose_court.administrator), set(), []

    for address in organisation_addresses():
        for argument in _of_the_home(address):
            theirs = THEIR_YEAR if argument == "year" else value_of(argument, address, elm_view)
            tried.add(argument)
            for method in address.view.methods:
                status = ask(client, method, address.of(rose_court, **{argument: theirs}), POSTED).status_code
                if status != 404:
                    wrong.append((method, address.name, argument, status))

    assert wrong == []
    assert tried == set(ROWS)  # an argument that no address takes any more proves nothing


def _of_the_home(address: Address) -> set[str]:
    """Name the arguments that must be the home's own; a few pages are about any service there is."""
    others = {"site"} if address.name in NAMES_ANY_SERVICE else set()
    return set(address.arguments) & set(ROWS) - others


def test_another_homes_year_is_really_there(elm_view: Home) -> None:
    """Else the test above would say 404 of a year that nobody has."""
    with acting_for(elm_view.organisation):
        assert Assessment.objects.filter(year__label=THEIR_YEAR).exists()


def test_a_personal_page_does_not_take_another_persons_row(rose_court: Home, elm_view: Home) -> None:
    client, wrong = browser(rose_court.administrator), []

    for address in addresses():
        if getattr(address.view, "is_personal", False) and set(address.arguments) & set(ROWS):
            for method in ("GET", "POST"):
                status = ask(client, method, address.of(elm_view), POSTED).status_code
                if status != 404:
                    wrong.append((method, address.name, status))

    assert wrong == []


def test_nothing_of_another_home_is_on_any_page(rose_court: Home, elm_view: Home) -> None:
    client = browser(rose_court.administrator)
    theirs = [
        "Elm View",
        elm_view.organisation.code,
        elm_view.publication.reference,
        elm_view.invitation.email,
        elm_view.request.user.email,
        elm_view.administrator.email,
    ]

    for address in organisation_addresses():
        if "GET" in address.view.methods:
            text = ask(client, "GET", address.of(rose_court)).content.decode(errors="ignore")
            assert [word for word in theirs if word.lower() in text.lower()] == [], address.name


def test_nonsense_in_an_address_is_not_found_and_never_an_error(rose_court: Home) -> None:
    client, wrong = browser(rose_court.administrator), []

    for address in organisation_addresses():
        for path in nonsense(address, rose_court):
            for method in set(address.view.methods) - {"HEAD"}:
                status = ask(client, method, path, POSTED).status_code
                if status != 404:
                    wrong.append((method, address.name, path[:60], status))

    assert wrong == []


def test_a_closed_year_can_be_read_and_never_ends_in_an_error(rose_court: Home) -> None:
    long_after = f.NOW + timedelta(days=1000)
    wrong = []

    with time_machine.travel(long_after, tick=False):
        client = browser(rose_court.administrator)
        for address in organisation_addresses():
            for method in set(address.view.methods) - {"HEAD"}:
                status = ask(client, method, address.of(rose_court), POSTED).status_code
                if status not in ANSWERS:
                    wrong.append((method, address.name, status))

    assert wrong == []


def test_a_nul_in_any_address_is_not_found(rose_court: Home) -> None:
    """PostgreSQL has no text with a NUL in it, so asking for one would be an error."""
    wrong = []

    for address in addresses():
        if address.arguments and all(type(converter) is StringConverter for converter in address.arguments.values()):
            path = reverse(address.name, kwargs=dict.fromkeys(address.arguments, "\0"))
            statuses = [
                ask(browser(who), method, path, POSTED).status_code
                for who in (None, rose_court.administrator)
                for method in ("GET", "POST")
            ]
            if not set(statuses) <= {302, 404, 405}:
                wrong.append((address.name, statuses))

    assert wrong == []
