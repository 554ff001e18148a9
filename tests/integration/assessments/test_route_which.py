"""The list on which the services that differ are ticked."""

import pytest

from assessments.rules.grouping import RouteQuestion
from organisations.actions.grouping import end_link
from organisations.groups import sites_of
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import groups, routes
from tests.integration.assessments.reading import elements, refusals, text, typed, words
from tests.integration.assessments.route_pages import Fern, fern, ticked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
Q = RouteQuestion


@pytest.fixture
def home() -> Fern:
    return fern()


def listed(page: object) -> list[str]:
    return [text(label) for label in elements(page, "label", cls="nhsuk-checkboxes__label")]


def test_it_lists_every_service_of_the_group(home: Fern) -> None:
    groups.site_of(groups.group("Other Group", "AB02", by=f.person("Otto")), "VA201", "Not Ours")

    page = home.get("route_which", "training")

    assert listed(page) == ["Ash House, Leeds", "Elm View, Leeds", "Oak Lodge, Leeds"]
    assert ticked(page) == []
    assert "We take the others to be the same." in words(page)


def test_those_that_are_ticked_differ(home: Fern) -> None:
    response = home.post("route_which", "training", site=["VA101", "VA102"], note="They have their own course")

    assert response["Location"] == home.href("route_question", "policies")
    assert home.said == {
        ("training", ""): ("same", ""),
        ("training", "Elm View"): ("different", "They have their own course"),
        ("training", "Oak Lodge"): ("different", "They have their own course"),
    }
    assert ticked(home.get("route_which", "training")) == ["VA101", "VA102"]


def test_taking_a_tick_away(home: Fern) -> None:
    routes.different(home.year, Q.TRAINING, home.elm, home.oak)

    home.post("route_which", "training", site="VA102")

    assert ("training", "Elm View") not in home.said


def test_at_least_one_must_be_ticked_and_the_note_stays(home: Fern) -> None:
    page = home.post("route_which", "training", note="Their own course")

    assert refusals(page) == ["Tick at least one service"]
    assert typed(page, "note") == "Their own course"
    [error_link] = elements(page, "a", href="#id_site")
    assert text(error_link) == "Tick at least one service"
    assert elements(page, "input", id="id_site")
    assert home.said == {}


def test_a_service_of_another_group_cannot_be_named(home: Fern) -> None:
    groups.site_of(groups.group("Other Group", "AB02", by=f.person("Otto")), "VA201", "Not Ours")

    page = home.post("route_which", "training", site=["VA101", "VA201"])

    assert refusals(page) == ["Choose from the list"]
    assert ticked(page) == ["VA101"]
    assert home.said == {}


def test_looking_for_a_service_keeps_what_is_ticked_and_saves_nothing(home: Fern) -> None:
    page = home.post("route_which", "training", site="VA101", note="Own course", find="oak", find_it="1")

    assert listed(page) == ["Elm View, Leeds", "Oak Lodge, Leeds"]
    assert ticked(page) == ["VA101"]
    assert typed(page, "note") == "Own course"
    assert "1 more service not shown." in words(page)
    assert refusals(page) == []
    assert home.said == {}


@pytest.mark.parametrize("find", ["lodge", "LODGE", "va102"])
def test_a_service_can_be_found_by_a_part_of_its_name_or_its_code(home: Fern, find: str) -> None:
    page = home.client.get(home.href("route_which", "training") + f"?find={find}")

    assert listed(page) == ["Oak Lodge, Leeds"]


def test_nothing_found_says_what_to_try(home: Fern) -> None:
    page = home.client.get(home.href("route_which", "training") + "?find=zzz")

    assert "No service fits “zzz”. Try a part of its name, or its code." in words(page)
    assert listed(page) == []


def test_a_service_that_has_left_is_not_on_the_list(home: Fern) -> None:
    routes.different(home.year, Q.TRAINING, home.elm, home.oak)
    with acting_for(home.group, home.elm, user=home.grace):
        link = next(link for link in sites_of(home.group) if link.site_id == home.elm.pk)
        end_link(link=link, on=f.NOW.date(), why="sold", by=home.grace, at=f.NOW)

    assert listed(home.get("route_which", "training")) == ["Ash House, Leeds", "Oak Lodge, Leeds"]


@pytest.mark.parametrize("slug", ["leaders", "look-closer", "nonsense"])
def test_there_is_no_list_where_nothing_is_decided(home: Fern, slug: str) -> None:
    assert home.get("route_which", slug).status_code == 404
    assert home.get("route_ask", slug).status_code == 404


def test_a_tick_has_a_cure(home: Fern) -> None:
    assert "If you can put the records on your list, do that." in words(home.get("route_which", "records"))


def test_a_short_list_needs_no_search_and_a_long_one_has_it(home: Fern) -> None:
    assert "Find a service" not in words(home.get("route_which", "training"))
    groups.many_sites(home.group, 8)

    assert "Find a service" in words(home.get("route_which", "training"))
