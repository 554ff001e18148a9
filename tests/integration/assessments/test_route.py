"""One form or many: the start, and last year's result said again."""

from datetime import timedelta

import pytest

from assessments.rules.grouping import Route, RouteQuestion, Said
from assessments.rules.regrouping import ForAll, Which
from organisations.models import OrganisationKind
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import groups, routes
from tests.integration.assessments.reading import browser, buttons, links, press, refusals, summary, typed, words
from tests.integration.assessments.route_pages import Fern, fern, manager, ticked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
Q = RouteQuestion
A_YEAR = timedelta(days=365)


@pytest.fixture
def home() -> Fern:
    return fern()


@pytest.fixture
def again() -> Fern:
    """Fern Care Group, which affirmed last year that Elm View differs; Oak Lodge has joined since."""
    grace, ago = f.person("Grace"), f.NOW - A_YEAR
    group = groups.group(by=grace)
    elm, ash = groups.site_of(group, "VA101", "Elm View"), groups.site_of(group, "VA103", "Ash House")
    with acting_for(group):
        group.group_sites.update(answered_at=ago)
    before = f.assessment(group, by=grace, at=ago)
    routes.all_the_same(before, at=ago)
    routes.say(before, ForAll(Q.POLICIES, Said.NEARLY, "Nights are different"), at=ago)
    routes.say(before, Which(Q.COMPUTERS, frozenset({elm.pk}), Said.DIFFERENT, "Old system"), at=ago)
    routes.affirmed(before, at=ago)
    return Fern(group, f.assessment(group, by=grace), grace, elm, groups.site_of(group, "VA102", "Oak Lodge"), ash)


def test_it_says_what_the_two_ways_are(home: Fern) -> None:
    page = home.get()

    assert press(page) == "Start"
    assert links(page)["Start"] == home.href("route_question", "training")
    said = words(page)
    assert said.startswith("One form or many? Answer four short questions about your services.")
    assert "One form You answer once" in said
    assert "More than one form A service that works in its own way" in said


def test_a_council_reads_the_official_names() -> None:
    said = words(fern(OrganisationKind.COUNCIL).get())

    assert "Option A or option B?" in said
    assert "Option A: one form" in said
    assert "Option B: one form each" in said


def test_it_carries_on_where_somebody_stopped(home: Fern) -> None:
    routes.say(home.year, ForAll(Q.TRAINING, Said.SAME))

    page = home.get()

    assert links(page)["Carry on"] == home.href("route_question", "policies")


def test_it_leads_to_the_result_when_all_is_answered(home: Fern) -> None:
    routes.decided(home.year)

    page = home.get()

    assert links(page)["See the result"] == home.href("route_result")
    assert "One form can cover 3 services. Grace said on 22 November 2026 that this is right." in words(page)


def test_without_services_there_is_nothing_to_answer() -> None:
    grace = f.person("Grace")
    group = groups.group(by=grace)
    empty = Fern(group, f.assessment(group, by=grace), grace, group, group, group)

    page = empty.get()

    assert "You have no services here yet." in words(page)
    assert links(page)["Add your services first"] == "/g/AB01/sites/add/"
    assert buttons(page) == []


def test_a_year_that_was_not_opened_is_not_there(home: Fern) -> None:
    assert home.client.get("/g/AB01/y/2031-32/route/").status_code == 404
    assert home.client.get("/g/AB01/y/2031-32/route/training/").status_code == 404


@pytest.mark.parametrize("role", [Role.VIEWER, Role.CONTRIBUTOR])
def test_others_read_and_change_nothing(home: Fern, role: Role) -> None:
    routes.say(home.year, ForAll(Q.TRAINING, Said.SAME))
    client = browser(f.member(home.group, role, "Jo"))
    before = home.said

    for name, *rest in (("route",), ("route_question", "training"), ("route_question", "look-closer")):
        page = client.get(home.href(name, *rest))
        assert "You can read this, but not change it." in words(page), name
        assert client.post(home.href(name, *rest), {"value": "different"}).status_code == 403
    for name in ("route_result", "route_note", "route_codes"):
        assert client.get(home.href(name)).status_code == 200
    for name in ("route_which", "route_ask"):
        assert client.get(home.href(name, "training")).status_code == 403
    assert client.post(home.href("route_take")).status_code == 403
    assert client.post(home.href("route_result"), {"route": "one-form"}).status_code == 403
    assert home.said == before


def test_somebody_of_one_site_only_sees_nothing_of_it(home: Fern) -> None:
    client = browser(manager(home.elm))

    assert client.get(home.href()).status_code == 404
    assert client.get(home.href("route_result")).status_code == 404


def test_a_single_service_has_no_such_page() -> None:
    priya = f.person()
    rose_court = f.organisation(by=priya)
    year = f.assessment(rose_court, by=priya)

    assert browser(priya).get(f"/g/VA001/y/{year.year.label}/route/").status_code == 404


def test_last_year_is_asked_about_with_its_answers(again: Fern) -> None:
    page = again.get()

    said = words(page)
    assert "Is this still right?" in said
    assert "Use more than one form. Grace said on 22 November 2025 that this is right." in said
    assert summary(page) == {
        "Staff training": "The same everywhere",
        "Policies": "Very nearly the same: Nights are different",
        "How data is kept safe": "The same everywhere",
        "Computers": "Different at Elm View",
        "Look closer": "Nothing ticked",
    }
    assert "New since then: Oak Lodge. We take them to be the same." in said
    assert press(page) == "Yes, this is still right"
    assert links(page)["No, go through the questions"] == again.href("route_question", "training")


def test_one_press_says_that_it_is_still_right(again: Fern) -> None:
    response = again.post("route")

    assert response["Location"] == again.href("route_result")
    assert again.said["policies", ""] == ("nearly", "Nights are different")
    assert again.said["computers", "Elm View"] == ("different", "Old system")
    assert again.result
    assert (again.result.result, again.result.affirmed_by) == (Route.MIXED, again.grace)
    assert "Use more than one form" in words(again.get("route_result"))


def test_a_second_press_changes_nothing(again: Fern) -> None:
    again.post("route")
    before = again.said, again.result

    response = again.post("route")

    assert response.status_code == 409
    assert (again.said, again.result) == before


def test_without_an_earlier_year_there_is_nothing_to_say_again(home: Fern) -> None:
    response = home.post("route")

    assert response.status_code == 409
    assert "There are no answers from an earlier year." in words(response)


def test_going_through_the_questions_starts_with_last_years_answers(again: Fern) -> None:
    policies = again.get("route_question", "policies")
    computers = again.get("route_which", "computers")

    assert (typed(policies, "value"), typed(policies, "note")) == ("nearly", "Nights are different")
    assert "Last year Very nearly the same: Nights are different" in words(policies)
    assert ticked(computers) == ["VA101"]
    assert again.said == {}


def test_once_begun_last_year_is_not_asked_about_any_more(again: Fern) -> None:
    again.post("route_question", "training", value="same")

    assert "Is this still right?" not in words(again.get())
    assert refusals(again.get()) == []
