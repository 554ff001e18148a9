"""A council goes through the questions about option A and option B, asks one service, and gets a mixed result."""

from collections.abc import Callable

import pytest

from organisations.models import OrganisationKind
from tests.functional.browsing import DESKTOP, PHONE, Visitor
from tests.functional.steps import Posted, link_in
from tests.integration.assessments.route_pages import Fern, fern, manager

SignedIn = Callable[..., Visitor]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("width", "has_script"), [(DESKTOP, True), (PHONE, True), (DESKTOP, False)])
def test_a_council_finds_its_way(signed_in: SignedIn, posted: Posted, width: int, has_script: bool) -> None:
    council = fern(OrganisationKind.COUNCIL)
    tom = manager(council.elm)
    grace = signed_in(council.grace, width, has_script=has_script)

    answers_the_questions(grace, council)
    grace.is_at("We need 1 more answer")
    [mail] = posted()

    at_elm_view = signed_in(tom, width, has_script=has_script)
    at_elm_view.open(link_in(mail))
    at_elm_view.choose("No, it is different here")
    at_elm_view.is_refused("Send my answer", "Say what is different, in a few words")
    at_elm_view.fill("What is different?", "Our computers are our own")
    at_elm_view.press("Send my answer")
    at_elm_view.sees("Thank you. We have told Leeds Council.")

    grace.open(council.href("route_result"))
    grace.press("Elm View says it is different: use this")
    grace.is_at("Option B: one form for each service")
    changes_its_mind(grace, council)


def answers_the_questions(grace: Visitor, council: Fern) -> None:
    grace.open(council.href())
    grace.is_at("Option A or option B?")
    grace.press("Start")
    grace.is_refused("Continue", "Choose yes, very nearly, no, or I need to ask")
    grace.choose("Yes, the same everywhere")
    grace.press("Continue")
    grace.choose("Very nearly")
    grace.is_refused("Continue", "Say what differs, in a few words")
    grace.fill("If very nearly, what differs?", "Nights have one more")
    grace.press("Continue")
    grace.choose("I need to ask")
    grace.press("Continue")
    grace.is_refused("Send the question", "Tick at least one service")
    grace.choose("Elm View, Leeds")
    grace.press("Send the question")
    grace.choose("No, some differ")
    grace.press("Continue")
    grace.open(council.href("route_which", "computers") + "?find=oak")
    grace.choose("Oak Lodge, Leeds")
    grace.press("Save")
    grace.is_at("Look closer")
    grace.choose("Not all our leaders are behind this yet")
    grace.press("Continue")


def changes_its_mind(grace: Visitor, council: Fern) -> None:
    grace.press("Use this")
    grace.sees("Grace said on 22 November 2026 that this is right.")
    grace.follow("Codes to send")
    grace.sees("VA103")
    grace.open(council.href("route_note"))
    grace.open(council.href("route_question", "computers"))
    grace.choose("Yes, the same everywhere")
    grace.press("Continue")
    grace.is_at("This changes what you said is right")
    grace.sees("Oak Lodge. Now: Option B: its own form. Then: Option A: one form.")
    grace.press("Yes, change it")
    grace.is_at("Option A for 2 services, option B for 1")
    grace.press("Use this")
