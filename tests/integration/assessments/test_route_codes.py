"""The codes that a council sends, and the mail to the helpdesk that is ready to copy."""

import pytest
from django.test import override_settings

from assessments.rules.grouping import RouteQuestion
from organisations.models import OrganisationKind
from tests.factories import routes
from tests.integration.assessments.reading import summary, words
from tests.integration.assessments.route_pages import Fern, fern
from tests.integration.assessments.test_route_result import without_code

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]


@pytest.fixture
def council() -> Fern:
    council = fern(OrganisationKind.COUNCIL)
    routes.all_the_same(council.year)
    routes.different(council.year, RouteQuestion.COMPUTERS, council.elm)
    return council


def test_the_codes_are_of_the_services_on_the_councils_form(council: Fern) -> None:
    page = council.get("route_codes")

    assert summary(page) == {"VA102": "Oak Lodge, Leeds, LS6 2AB", "VA103": "Ash House, Leeds, LS6 2AB"}


def test_the_mail_is_ready_to_copy(council: Fern) -> None:
    [mail] = council.get("route_codes").content.decode().split("readonly>")[1].split("</textarea>")[:1]

    assert mail.startswith("Hello,")
    assert "Leeds Council (E01) fills in one form for 2 services that it runs, for the year 2026-27." in mail
    assert "VA102  Oak Lodge, Leeds, LS6 2AB" in mail
    assert "VA101" not in mail
    assert mail.rstrip().endswith("Grace\nLeeds Council")


@override_settings(OFFICIAL_RECORD=True)
def test_where_this_is_the_record_no_mail_is_needed(council: Fern) -> None:
    assert "helpdesk" not in words(council.get("route_codes"))


def test_what_has_no_code_comes_first(council: Fern) -> None:
    without_code(council, "New House")

    said = words(council.get("route_codes"))

    assert "No code yet Get a code for these first." in said
    assert said.index("New House") < said.index("Email to copy") < said.index("VA102")


def test_with_nothing_to_send_it_says_so() -> None:
    page = fern(OrganisationKind.COUNCIL).get("route_codes")

    assert "No service shares your form yet, so there is nothing to send." in words(page)
    assert "Email to copy" not in words(page)
