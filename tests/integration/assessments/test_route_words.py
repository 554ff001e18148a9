"""The words of every page about one form or many: short sentences that a tired person understands."""

import re

import pytest
from django.http import HttpResponse

from assessments.rules.grouping import DECIDING, FOUR, RouteQuestion, Said
from assessments.rules.regrouping import ForAll, LookCloser
from organisations.models import OrganisationKind, OutgoingMail
from organisations.post import post_room
from tests.factories import routes
from tests.integration.assessments.reading import browser, of
from tests.integration.assessments.route_pages import Fern, fern, manager
from tests.integration.assessments.test_route_result import without_code
from tests.reading import as_sentences, own_pieces, reading

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
HARDEST, LONGEST = 6.0, 12.0
Q = RouteQuestion
KINDS = (OrganisationKind.HEAD_OFFICE, OrganisationKind.COUNCIL)


@pytest.fixture(params=KINDS)
def home(request) -> Fern:
    return fern(request.param)


@pytest.fixture
def pages(home: Fern) -> dict[str, HttpResponse]:
    """Every page, in the states in which it says most."""
    return {**while_answering(home), **when_affirmed(home), **with_questions_sent(home), **with_differences(home)}


def while_answering(home: Fern) -> dict[str, HttpResponse]:
    shown = {"start": home.get(), "nothing answered": home.get("route_result")}
    for question in FOUR:
        shown[f"question {question}"] = home.get("route_question", question)
    for question in (*FOUR, *DECIDING):
        shown[f"which {question}"] = home.get("route_which", question)
    return {
        **shown,
        "ask": home.get("route_ask", "training"),
        "ask nobody": home.post("route_ask", "training"),
        "nothing found": home.post("route_which", "training", find="zzz", find_it="1"),
        "nothing chosen": home.post("route_question", "training"),
        "very nearly": home.post("route_question", "training", value="nearly"),
        "look closer": home.get("route_question", "look-closer"),
    }


def when_affirmed(home: Fern) -> dict[str, HttpResponse]:
    routes.all_the_same(home.year)
    shown = {name: home.get(name) for name in ("route_result", "route_note", "route_codes")}
    routes.affirmed(home.year)
    return {
        **shown,
        "affirmed": home.get("route_result"),
        "start when affirmed": home.get(),
        "change": home.post("route_which", "computers", site="VA101"),
    }


def with_questions_sent(home: Fern) -> dict[str, HttpResponse]:
    tom, mina = manager(home.elm, "Tom"), manager(home.ash, "Mina")
    asked = routes.asked(home.year, Q.STEPS, home.elm, home.oak, home.ash)
    here = of(home.elm, "route_asked", asked[home.elm].pk)
    shown = {"asked here": browser(tom).get(here), "asked at home": browser(tom).get(of(home.elm, "home"))}
    routes.told(asked[home.elm], Said.DIFFERENT, "We use paper", by=tom)
    routes.told(asked[home.ash], Said.SAME, by=mina)
    return {
        **shown,
        "told here": browser(tom).get(here),
        "told": home.get("route_question", "steps"),
        "waiting": home.get("route_result"),
    }


def with_differences(home: Fern) -> dict[str, HttpResponse]:
    routes.say(home.year, ForAll(Q.STEPS, Said.NEARLY, "Doors"), LookCloser(frozenset({Q.LEADERS, Q.CULTURE})))
    routes.different(home.year, Q.COMPUTERS, home.elm)
    without_code(home, "New House")
    shown = {f"mixed {name}": home.get(name) for name in ("route_result", "route_note", "route_codes")}
    routes.different(home.year, Q.TRAINING, home.oak)
    return {**shown, "own forms": home.get("route_result"), "own forms note": home.get("route_note")}


def test_every_page_can_be_read_at_eleven(pages: dict[str, HttpResponse]) -> None:
    hard = {
        name: (round(grade, 1), round(length, 1))
        for name, page in pages.items()
        for grade, length in [reading(as_sentences(own_pieces(page.content.decode())))]
        if grade > HARDEST or length > LONGEST
    }

    assert hard == {}


def test_every_page_has_one_heading_and_at_most_one_green_button(pages: dict[str, HttpResponse]) -> None:
    for name, page in pages.items():
        markup = page.content.decode()
        assert len(re.findall(r"<h1\b", markup)) == 1, name
        assert markup.count('class="nhsuk-button"') <= 1, name


def test_the_mail_can_be_read_at_eleven(home: Fern) -> None:
    manager(home.elm)
    routes.asked(home.year, Q.STEPS, home.elm)
    with post_room():
        [mail] = OutgoingMail.objects.filter(kind="route_question")
    pieces = [line for line in mail.text.split("\n") if line and "/o/" not in line]

    grade, length = reading(as_sentences(pieces[:4]))

    assert (grade <= HARDEST, length <= LONGEST) == (True, True), (grade, length, pieces)
