"""One page of paper for those who lead."""

import pytest

from assessments.rules.grouping import RouteQuestion
from organisations.models import OrganisationKind
from tests import factories as f
from tests.factories import groups, routes
from tests.integration.assessments.reading import buttons, elements, summary, text, words
from tests.integration.assessments.route_pages import Fern, fern

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
Q = RouteQuestion


def test_it_says_what_was_looked_at_and_what_came_out() -> None:
    home = fern()
    routes.all_the_same(home.year)
    routes.different(home.year, Q.COMPUTERS, home.elm, note="Another system")
    routes.affirmed(home.year)

    page = home.get("route_note")

    assert text(elements(page, "h1")[0]) == "Note for leaders: use more than one form"
    said = words(page)
    assert "Fern Care Group (AB01), 2026-27" in said
    assert "22 November 2026. Grace said on 22 November 2026 that this is right." in said
    assert summary(page)["Computers"] == "Different at Elm View"
    assert "Elm View: computers. Another system" in said
    assert buttons(page) == []


def test_it_says_when_nobody_has_said_that_it_is_right() -> None:
    assert "Nobody has said yet that this is right." in words(fern().get("route_note"))


def test_a_council_reads_the_options() -> None:
    council = fern(OrganisationKind.COUNCIL)
    routes.all_the_same(council.year)

    page = council.get("route_note")

    assert text(elements(page, "h1")[0]) == "Note for leaders: Option A: one form for 3 services"


def test_it_stays_one_page_however_many_differ() -> None:
    grace = f.person("Grace")
    group = groups.group(by=grace)
    sites = groups.many_sites(group, 40)
    home = Fern(group, f.assessment(group, by=grace), grace, *sites[:3])
    routes.all_the_same(home.year)
    routes.different(home.year, Q.COMPUTERS, *sites[:15])

    page = home.get("route_note")

    assert "And 3 more services" in words(page)
    assert summary(page)["Computers"] == "Different at Home 1, Home 10, Home 11, Home 12, Home 13 and 10 more"
