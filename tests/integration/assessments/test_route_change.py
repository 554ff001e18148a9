"""Changing an answer that is in use already: what moves is shown first."""

from datetime import timedelta

import pytest

from assessments.models import Coverage
from assessments.rules.grouping import RouteQuestion, Said
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import routes
from tests.factories.assessments import published
from tests.integration.assessments.reading import elements, links, press, words
from tests.integration.assessments.route_pages import Fern, fern, manager

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
Q = RouteQuestion


@pytest.fixture
def home() -> Fern:
    home = fern()
    routes.decided(home.year)
    return home


def sent_again(page: object) -> dict[str, str]:
    found = [dict(box.attributes) for box in elements(page, "input", type="hidden")]
    return {one["name"]: one.get("value", "") for one in found if one["name"] != "csrfmiddlewaretoken"}


def test_what_moves_is_shown_and_nothing_is_saved(home: Fern) -> None:
    page = home.post("route_which", "computers", site="VA101", note="Old system")

    said = words(page)
    assert "This changes what you said is right" in said
    assert "The result now One form can cover 3 services" in said
    assert "After this change Use more than one form" in said
    assert "Elm View. Now: One form. Then: Own form." in said
    assert "Oak Lodge" not in said
    assert press(page) == "Yes, change it"
    assert links(page)["No, keep it as it is"] == home.href("route_result")
    assert home.said["computers", ""] == ("same", "")
    assert ("computers", "Elm View") not in home.said
    assert home.result


def test_a_second_press_changes_it_and_the_result_must_be_read_again(home: Fern) -> None:
    page = home.post("route_which", "computers", site=["VA101"], note="Old system")

    response = home.post("route_which", "computers", **sent_again(page), sure="1")

    assert response["Location"] == home.href("route_result")
    assert home.said["computers", "Elm View"] == ("different", "Old system")
    assert home.result is None
    assert press(home.get("route_result")) == "Use this"


def test_a_change_that_moves_nobody_is_shown_too(home: Fern) -> None:
    page = home.post("route_question", "training", value="nearly", note="Agency staff")

    assert "No service moves." in words(page)
    assert sent_again(page) == {"value": "nearly", "note": "Agency staff"}
    assert home.result


def test_saying_the_same_again_asks_nothing(home: Fern) -> None:
    response = home.post("route_question", "training", value="same", note="")

    assert response["Location"] == home.href("route_result")
    assert home.result


def test_asking_and_ticking_go_through_it_too(home: Fern) -> None:
    asking = home.post("route_ask", "training", site="VA102")
    ticking = home.post("route_question", "look-closer", ticked=["leaders"])

    assert "Oak Lodge. Now: One form. Then: Not decided yet." in words(asking)
    assert "No service moves." in words(ticking)


def test_taking_over_what_a_service_says_goes_through_it_too(home: Fern) -> None:
    tom = manager(home.elm)
    [reply] = routes.asked(home.year, Q.TRAINING, home.elm).values()
    routes.told(reply, Said.SAME, by=tom)
    home.post("route_take", take=f"{reply.pk}-same")
    routes.affirmed(home.year)
    routes.told(reply, Said.DIFFERENT, "We have our own", by=tom, at=f.NOW + timedelta(hours=3))

    page = home.post("route_take", take=f"{reply.pk}-different")

    assert "Elm View. Now: One form. Then: Own form." in words(page)
    home.post("route_take", **sent_again(page), sure="1")
    assert home.said["training", "Elm View"] == ("different", "We have our own")


def test_cover_that_goes_on_is_told(home: Fern) -> None:
    cover(home)

    said = words(home.post("route_which", "computers", site=["VA101", "VA102"]))

    assert "Elm View. Now: One form. Then: Own form. What you published covers it until 22 November 2027." in said
    assert "Oak Lodge. Now: One form. Then: Own form. What" not in said


def cover(home: Fern) -> None:
    """Let a publication of the group cover Elm View."""
    publication = published(home.group)
    with acting_for(home.group):
        Coverage.objects.create(
            organisation=home.group,
            publication=publication,
            reference=publication.reference,
            site=home.elm,
            from_on=publication.published_on,
            to_on=publication.valid_until,
            valid_until=publication.valid_until,
            made_at=f.NOW,
            made_by=home.grace,
        )
