"""The one question that a head office sent, as the people of the service see it."""

import pytest
from django.db import connection, transaction

from assessments.models import RouteReply
from assessments.rules.grouping import RouteQuestion, Said
from assessments.rules.regrouping import ForAll
from organisations.actions.grouping import end_link
from organisations.groups import sites_of
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import routes
from tests.integration.assessments.reading import browser, buttons, of, press, refusals, typed, words
from tests.integration.assessments.route_pages import Fern, fern, manager

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
Q = RouteQuestion


@pytest.fixture
def home() -> Fern:
    return fern()


@pytest.fixture
def reply(home: Fern) -> RouteReply:
    return routes.asked(home.year, Q.STEPS, home.elm)[home.elm]


def row(reply: RouteReply) -> RouteReply:
    with acting_for(reply.organisation_id):
        return RouteReply.objects.get(pk=reply.pk)


def test_it_asks_one_question_about_this_service(home: Fern, reply: RouteReply) -> None:
    page = browser(manager(home.elm)).get(of(home.elm, "route_asked", reply.pk))

    said = words(page)
    assert "Fern Care Group asked you on 22 November 2026" in said
    assert "Does Elm View keep data safe in the same way as the rest of Fern Care Group?" in said
    assert press(page) == "Send my answer"


@pytest.mark.parametrize(
    ("value", "note"), [("same", ""), ("nearly", "We lock one more door"), ("different", "All of it is on paper")]
)
def test_what_they_say_is_kept_for_the_group(home: Fern, reply: RouteReply, value: str, note: str) -> None:
    tom = manager(home.elm)

    response = browser(tom).post(of(home.elm, "route_asked", reply.pk), {"value": value, "note": note}, follow=True)

    assert "Thank you. We have told Fern Care Group." in words(response)
    assert (row(reply).told, row(reply).told_note, row(reply).told_by) == (value, note, tom)
    assert row(reply).value == "ask"
    assert press(response) == "Change my answer"
    assert (typed(response, "value"), typed(response, "note")) == (value, note)


@pytest.mark.parametrize("value", ["nearly", "different"])
def test_what_is_different_must_be_said(home: Fern, reply: RouteReply, value: str) -> None:
    page = browser(manager(home.elm)).post(of(home.elm, "route_asked", reply.pk), {"value": value, "note": ""})

    assert refusals(page) == ["Say what is different, in a few words"]
    assert typed(page, "value") == value
    assert row(reply).told == ""


@pytest.mark.parametrize("value", ["", "ask", "nonsense"])
def test_something_must_be_chosen_and_the_note_stays(home: Fern, reply: RouteReply, value: str) -> None:
    page = browser(manager(home.elm)).post(of(home.elm, "route_asked", reply.pk), {"value": value, "note": "Paper"})

    assert refusals(page) == ["Choose yes, very nearly, or no"]
    assert typed(page, "note") == "Paper"


def test_a_contributor_answers_and_a_viewer_reads(home: Fern, reply: RouteReply) -> None:
    contributor, viewer = (
        browser(manager(home.elm, n, r)) for n, r in (("Jo", Role.CONTRIBUTOR), ("Sam", Role.VIEWER))
    )
    address = of(home.elm, "route_asked", reply.pk)

    page = viewer.get(address)
    assert "You can read this, but not answer." in words(page)
    assert buttons(page) == []
    assert viewer.post(address, {"value": "same"}).status_code == 403
    assert contributor.post(address, {"value": "same"}).status_code == 302
    assert row(reply).told == "same"


def test_a_site_sees_only_what_it_was_asked_itself(home: Fern, reply: RouteReply) -> None:
    client = browser(manager(home.oak))

    assert client.get(of(home.oak, "route_asked", reply.pk)).status_code == 404
    assert client.post(of(home.oak, "route_asked", reply.pk), {"value": "same"}).status_code == 404
    assert client.get(of(home.elm, "route_asked", reply.pk)).status_code == 404
    assert row(reply).told == ""


def test_what_was_never_sent_is_not_there(home: Fern) -> None:
    routes.different(home.year, Q.STEPS, home.elm)
    with acting_for(home.group):
        unsent = RouteReply.objects.get(organisation=home.group, site=home.elm)

    assert browser(manager(home.elm)).get(of(home.elm, "route_asked", unsent.pk)).status_code == 404
    assert browser(f.person("Nia")).get(of(home.elm, "route_asked", unsent.pk)).status_code == 404


def test_when_the_group_has_its_answer_it_says_so(home: Fern, reply: RouteReply) -> None:
    routes.say(home.year, ForAll(Q.STEPS, Said.SAME))
    tom = manager(home.elm)

    page = browser(tom).get(of(home.elm, "route_asked", reply.pk))

    assert "Fern Care Group has its answer. You can still change what you say here." in words(page)


def test_after_the_site_has_left_the_question_is_not_there(home: Fern, reply: RouteReply) -> None:
    with acting_for(home.group, home.elm, user=home.grace):
        link = next(link for link in sites_of(home.group) if link.site_id == home.elm.pk)
        end_link(link=link, on=f.NOW.date(), why="sold", by=home.grace, at=f.NOW)

    client = browser(manager(home.elm))

    assert client.get(of(home.elm, "route_asked", reply.pk)).status_code == 404
    assert client.post(of(home.elm, "route_asked", reply.pk), {"value": "same"}).status_code == 404


def test_the_groups_people_may_look_at_it_there(home: Fern, reply: RouteReply) -> None:
    assert home.client.get(of(home.elm, "route_asked", reply.pk)).status_code == 200


def test_row_security_shows_a_site_its_own_questions_only(home: Fern) -> None:
    asked = routes.asked(home.year, Q.TRAINING, home.elm, home.oak)
    routes.different(home.year, Q.POLICIES, home.elm)
    with acting_for(home.elm), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM assessments_routereply")
        seen = {pk for (pk,) in cursor.fetchall()}
        cursor.execute("UPDATE assessments_routereply SET told = 'same' WHERE id = %s", [asked[home.oak].pk])
        assert cursor.rowcount == 0

    assert seen == {asked[home.elm].pk}
