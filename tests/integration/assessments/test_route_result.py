"""What the answers come to: the result, and saying that it is right."""

from datetime import timedelta

import pytest

from assessments.rules.grouping import RouteQuestion, Said
from assessments.rules.regrouping import ForAll, LookCloser
from organisations.models import OrganisationKind, ServiceWithoutCode
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import groups, routes
from tests.integration.assessments.reading import buttons, links, press, summary, words
from tests.integration.assessments.route_pages import Fern, fern

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
Q = RouteQuestion


@pytest.fixture
def home() -> Fern:
    return fern()


def test_one_form(home: Fern) -> None:
    routes.all_the_same(home.year)

    page = home.get("route_result")

    said = words(page)
    assert said.startswith("One form can cover 3 services Your answers would be the same for each one.")
    assert "One form for 3 services Ash House Elm View Oak Lodge" in said
    assert "It is simple: you answer once." in said
    assert press(page) == "Use this"


def test_a_mixed_result_groups_the_services_with_their_reasons(home: Fern) -> None:
    routes.all_the_same(home.year)
    routes.different(home.year, Q.COMPUTERS, home.elm, note="Another system")
    routes.different(home.year, Q.RECORDS, home.elm)

    page = home.get("route_result")

    said = words(page)
    assert "One form can cover 2 services. 1 service works in a different way, so it needs a form of its own." in said
    assert summary(page)["Elm View"] == "Computers and records that are not on your list. Another system"
    assert "One form for 2 services Ash House Oak Lodge" in said


def test_mostly_different(home: Fern) -> None:
    routes.all_the_same(home.year)
    routes.different(home.year, Q.COMPUTERS, home.elm, home.oak)

    said = words(home.get("route_result"))

    assert "Use one form for each service" in said
    assert "2 services of 3 work in a different way." in said
    assert "One form for 1 service Ash House" in said


def test_what_is_missing_is_listed_with_where_to_answer_it(home: Fern) -> None:
    routes.say(home.year, ForAll(Q.TRAINING, Said.SAME), LookCloser(frozenset({Q.RECORDS})))

    page = home.get("route_result")

    assert "We need 4 more answers" in words(page)
    assert links(page)["Do all your services follow the same policies?"] == home.href("route_question", "policies")
    assert links(page)["Which services: Some services keep records that are not on our list"] == home.href(
        "route_which", "records"
    )
    assert buttons(page) == []


def test_what_is_nearly_the_same_is_to_be_watched(home: Fern) -> None:
    routes.all_the_same(home.year)
    routes.say(home.year, ForAll(Q.TRAINING, Said.NEARLY, "Agency staff"), LookCloser(frozenset({Q.LEADERS})))

    said = words(home.get("route_result"))

    assert "What to watch Staff training: Agency staff Not all your leaders are behind this yet." in said


def test_use_this_is_recorded_with_who_and_when(home: Fern) -> None:
    routes.all_the_same(home.year)

    response = home.client.post(home.href("route_result"), {"route": "one-form"}, follow=True)

    assert "Thank you. We have saved that this is right." in words(response)
    assert "Grace said on 22 November 2026 that this is right." in words(response)
    assert buttons(response) == []
    assert links(response)["Next: ask your managers to agree"] == home.href("agreeing")
    assert links(response)["Choose which services you publish for"] == home.href("cover")
    assert home.result
    assert home.result.affirmed_by == home.grace


@pytest.mark.parametrize("sent", ["mixed", "waiting", "nonsense", ""])
def test_a_result_that_nobody_saw_is_not_recorded(home: Fern, sent: str) -> None:
    routes.all_the_same(home.year)

    response = home.post("route_result", route=sent)

    assert response.status_code == 409
    assert "An answer has changed since you read it." in words(response)
    assert home.result is None


def test_nothing_is_recorded_while_something_is_open(home: Fern) -> None:
    assert home.post("route_result", route="waiting").status_code == 409
    assert home.result is None


def test_a_service_that_came_later_is_told(home: Fern) -> None:
    routes.decided(home.year)
    fir = groups.site_of(home.group, "VA104", "Fir Grove")
    with acting_for(home.group):
        home.group.group_sites.filter(site=fir).update(answered_at=f.NOW + timedelta(minutes=5))

    assert "New since then: Fir Grove." in words(home.get("route_result"))


def test_a_council_reads_its_options_and_what_to_give() -> None:
    council = fern(OrganisationKind.COUNCIL)
    routes.all_the_same(council.year)
    routes.different(council.year, Q.COMPUTERS, council.elm)

    page = council.get("route_result")

    said = words(page)
    assert "Option A for 2 services, option B for 1" in said
    assert "Option B: its own form for 1 service" in said
    assert "Offer help from whoever leads on data, or your data protection officer." in said
    assert links(page)["Codes to send"] == council.href("route_codes")


def test_a_head_office_sends_no_codes(home: Fern) -> None:
    assert "Codes to send" not in links(home.get("route_result"))


def test_services_with_no_code_are_listed(home: Fern) -> None:
    without_code(home, "New House")

    assert "Services with no code These cannot be on a form yet." in words(home.get("route_result"))


def without_code(home: Fern, name: str) -> None:
    with acting_for(home.group):
        ServiceWithoutCode.objects.create(organisation=home.group, name=name, added_at=f.NOW, added_by=home.grace)
