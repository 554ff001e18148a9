"""Sending a question to the people of a service, from the first press to the answer that is taken over."""

import pytest

from assessments.rules.grouping import Route, RouteQuestion, Said
from organisations.models import OutgoingMail
from organisations.post import post_room
from tests.factories import routes
from tests.integration.assessments.reading import browser, buttons, links, of, press, words
from tests.integration.assessments.route_pages import Fern, fern, manager

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
Q = RouteQuestion


@pytest.fixture
def home() -> Fern:
    return fern()


def link_in_the_mail() -> str:
    with post_room():
        [mail] = OutgoingMail.objects.filter(kind="route_question")
    return "/o/" + mail.text.split("/o/")[1].split()[0]


def test_from_asking_to_the_result(home: Fern) -> None:
    tom = manager(home.elm)
    routes.all_the_same(home.year)

    page = home.get("route_ask", "computers")
    assert press(page) == "Send the question"
    assert "What is different there?" not in words(page)
    assert home.post("route_ask", "computers", site="VA101")["Location"] == home.href("route_result")

    waiting = home.get("route_result")
    assert "We need 1 more answer" in words(waiting)
    assert "Elm View: asked on 22 November 2026 about computers" in words(waiting)
    assert "Nobody can sign in there" not in words(waiting)
    assert "Use this" not in buttons(waiting)

    asked = link_in_the_mail()
    at_elm_view = browser(tom)
    assert press(at_elm_view.get(asked)) == "Send my answer"
    said = {"value": "different", "note": "We have our own system"}
    assert at_elm_view.post(asked, said)["Location"] == asked

    told = home.get("route_result")
    assert "Elm View, about computers: it is different. Tom wrote: We have our own system" in words(told)
    assert "Elm View says it is different: use this" in buttons(told)
    assert home.said["computers", "Elm View"] == ("ask", "")

    value = told.content.decode().split('name="take" value="')[1].split('"')[0]
    assert home.post("route_take", take=value)["Location"] == home.href("route_result")
    assert home.said["computers", "Elm View"] == ("different", "We have our own system")

    result = home.get("route_result")
    assert press(result) == "Use this"
    assert home.post("route_result", route="mixed")["Location"] == home.href("route_result")
    assert home.result
    assert home.result.result == Route.MIXED


def test_nobody_there_is_said(home: Fern) -> None:
    routes.asked(home.year, Q.TRAINING, home.elm)

    for page in (home.get("route_question", "training"), home.get("route_result")):
        assert "Elm View: asked on 22 November 2026 about staff training. Nobody can sign in there yet" in words(page)
        assert links(page)["Invite managers to the others"] == "/g/AB01/invite/"


def test_the_question_page_shows_only_what_was_asked_about_it(home: Fern) -> None:
    routes.asked(home.year, Q.TRAINING, home.elm)

    assert "Elm View: asked on" in words(home.get("route_question", "training"))
    assert "Elm View" not in words(home.get("route_question", "steps"))


def test_all_answers_are_used_in_one_press(home: Fern) -> None:
    tom, mina = manager(home.elm, "Tom"), manager(home.oak, "Mina")
    routes.all_the_same(home.year)
    asked = routes.asked(home.year, Q.TRAINING, home.elm, home.oak)
    routes.told(asked[home.elm], Said.SAME, by=tom)
    routes.told(asked[home.oak], Said.NEARLY, "One new course", by=mina)

    page = home.get("route_question", "training")
    assert "Use all 2" in buttons(page)
    home.post("route_take", take=[f"{asked[home.elm].pk}-same", f"{asked[home.oak].pk}-nearly"])

    assert home.said["training", "Elm View"] == ("same", "")
    assert home.said["training", "Oak Lodge"] == ("nearly", "One new course")
    assert "What they told you" not in words(home.get("route_question", "training"))


def test_an_answer_that_changed_since_the_page_was_made_is_shown_again(home: Fern) -> None:
    tom = manager(home.elm)
    routes.all_the_same(home.year)
    [reply] = routes.asked(home.year, Q.TRAINING, home.elm).values()
    routes.told(reply, Said.DIFFERENT, "Our own course", by=tom)

    response = home.client.post(home.href("route_take"), {"take": f"{reply.pk}-same"}, follow=True)

    assert "That answer has changed, or somebody has used it." in words(response)
    assert home.said["training", "Elm View"] == ("ask", "")


def test_an_answer_can_be_given_by_the_group_itself(home: Fern) -> None:
    routes.all_the_same(home.year)
    routes.asked(home.year, Q.TRAINING, home.elm)

    home.post("route_question", "training", value="same", note="")

    assert "What is still to answer" not in words(home.get("route_result"))
    assert home.said["training", "Elm View"] == ("same", "")


def test_what_another_groups_service_said_cannot_be_taken(home: Fern) -> None:
    response = home.client.post(home.href("route_take"), {"take": "999999-same"})

    assert response["Location"] == home.href("route_result")
    assert home.said == {}


def test_the_service_finds_the_question_on_its_home_page(home: Fern) -> None:
    tom = manager(home.elm)
    [reply] = routes.asked(home.year, Q.TRAINING, home.elm).values()

    page = browser(tom).get(of(home.elm, "home"))

    assert of(home.elm, "route_asked", reply.pk) in page.content.decode()
    assert "Does Elm View have the same staff training as the rest of Fern Care Group?" in words(page)
    routes.told(reply, Said.SAME, by=tom)
    assert "same staff training" not in words(browser(tom).get(of(home.elm, "home")))
