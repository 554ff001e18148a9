"""The four questions about one form or many, and the things to look closer at."""

import pytest

from assessments.models import RouteReply
from assessments.rules.grouping import RouteQuestion, Said
from assessments.rules.regrouping import ForAll, LookCloser, Which
from organisations.models import OrganisationKind
from organisations.tenancy import acting_for
from tests.factories import routes
from tests.integration.assessments.reading import elements, links, refusals, text, typed, words
from tests.integration.assessments.route_pages import Fern, fern

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
Q = RouteQuestion


@pytest.fixture
def home() -> Fern:
    return fern()


def test_a_question_has_four_choices_and_no_other_page_inside(home: Fern) -> None:
    page = home.get("route_question", "training")

    assert [text(label) for label in elements(page, "label", cls="nhsuk-radios__label")] == [
        "Yes, the same everywhere",
        "Very nearly",
        "No, some differ",
        "I need to ask",
    ]
    assert "Question 1 of 4" in words(page)
    assert "data-aria-controls" not in page.content.decode()
    assert links_back(page) == home.href()


def links_back(page: object) -> str:
    found = page.content.decode().split('class="nhsuk-back-link" href="')[1]
    return found.split('"')[0]


def test_the_same_everywhere_goes_on_to_the_next(home: Fern) -> None:
    response = home.post("route_question", "training", value="same", note="")

    assert response["Location"] == home.href("route_question", "policies")
    assert home.said == {("training", ""): ("same", "")}


def test_very_nearly_needs_what_differs(home: Fern) -> None:
    page = home.post("route_question", "training", value="nearly", note=" ")

    assert refusals(page) == ["Say what differs, in a few words"]
    assert typed(page, "value") == "nearly"
    assert home.said == {}


def test_very_nearly_with_what_differs(home: Fern) -> None:
    home.post("route_question", "training", value="nearly", note="Agency staff use another course")

    assert home.said == {("training", ""): ("nearly", "Agency staff use another course")}


@pytest.mark.parametrize("sent", [{}, {"value": "perhaps"}])
def test_something_must_be_chosen_and_what_was_typed_stays(home: Fern, sent: dict[str, str]) -> None:
    page = home.post("route_question", "training", note="We use a course", **sent)

    assert refusals(page) == ["Choose yes, very nearly, no, or I need to ask"]
    assert typed(page, "note") == "We use a course"


def test_a_note_that_is_too_long_says_so_and_stays(home: Fern) -> None:
    page = home.post("route_question", "training", value="nearly", note="x" * 2001)

    assert refusals(page) == ["If very nearly, what differs? must be 2,000 characters or fewer"]
    assert typed(page, "note") == "x" * 2001


def test_no_leads_to_the_list_and_takes_along_what_was_typed(home: Fern) -> None:
    response = home.post("route_question", "training", value="different", note="Own course")

    assert response["Location"] == home.href("route_which", "training") + "?note=Own+course"
    assert home.said == {}
    assert typed(home.client.get(response["Location"]), "note") == "Own course"


def test_i_need_to_ask_leads_to_the_list_of_whom(home: Fern) -> None:
    response = home.post("route_question", "training", value="ask")

    assert response["Location"] == home.href("route_ask", "training")


def test_the_last_answer_leads_to_the_result(home: Fern) -> None:
    routes.all_the_same(home.year)

    response = home.post("route_question", "training", value="nearly", note="Agency staff")

    assert response["Location"] == home.href("route_result")


def test_it_shows_what_was_said(home: Fern) -> None:
    routes.all_the_same(home.year)
    routes.different(home.year, Q.COMPUTERS, home.elm, home.oak)

    page = home.get("route_question", "computers")

    assert typed(page, "value") == "different"
    assert "Different at Elm View and Oak Lodge." in words(page)
    assert links(page)["Change which services are different"] == home.href("route_which", "computers")


def test_the_same_everywhere_ends_what_was_different(home: Fern) -> None:
    routes.all_the_same(home.year)
    routes.different(home.year, Q.COMPUTERS, home.elm)

    home.post("route_question", "computers", value="same", note="")

    assert ("computers", "Elm View") not in home.said


def test_a_council_is_asked_about_its_own_policies() -> None:
    page = fern(OrganisationKind.COUNCIL).get("route_question", "policies")

    assert "Do all services follow the same policies as the council?" in words(page)


@pytest.mark.parametrize("slug", ["nonsense", "records", "leaders"])
def test_there_is_no_other_question(home: Fern, slug: str) -> None:
    assert home.get("route_question", slug).status_code == 404


def test_nothing_to_look_closer_at_is_an_answer(home: Fern) -> None:
    routes.say(home.year, *(ForAll(question, Said.SAME) for question in (Q.TRAINING, Q.POLICIES, Q.STEPS)))

    response = home.post("route_question", "look-closer")

    assert response["Location"] == home.href("route_question", "computers")
    assert {site for (question, site) in home.said if question == "records"} == {""}
    assert home.said["records", ""] == ("same", "")


def test_a_tick_that_decides_leads_to_where_it_is_so(home: Fern) -> None:
    routes.all_the_same(home.year)

    response = home.post("route_question", "look-closer", ticked=["records", "leaders"])

    assert response["Location"] == home.href("route_which", "records")
    page = home.client.get(response["Location"])
    assert "Some services keep records that are not on our list" in words(page)
    assert "Which services is this true for?" in words(page)
    home.post("route_which", "records", site="VA101")
    assert home.said["records", "Elm View"] == ("different", "")
    assert home.said["leaders", ""] == ("different", "")


def test_what_is_ticked_is_shown(home: Fern) -> None:
    routes.say(home.year, LookCloser(frozenset({Q.SHARING, Q.CULTURE})))
    routes.say(home.year, Which(Q.EXTRA_POLICIES, frozenset({home.elm.pk}), Said.DIFFERENT))

    page = home.get("route_question", "look-closer")

    ticked = [box for box in elements(page, "input", name="ticked") if "checked" in dict(box.attributes)]
    assert [dict(box.attributes)["value"] for box in ticked] == ["extra-policies", "sharing", "culture"]


def test_a_tick_there_is_not_is_refused(home: Fern) -> None:
    page = home.post("route_question", "look-closer", ticked=["nonsense"])

    assert refusals(page) == ["Choose from the list"]
    assert home.said == {}


def test_a_service_that_was_asked_before_anything_was_said_of_all_is_shown(home: Fern) -> None:
    routes.asked(home.year, Q.TRAINING, home.elm)
    with acting_for(home.group):
        RouteReply.objects.filter(organisation=home.group, site=None).delete()

    page = home.get("route_question", "training")

    assert typed(page, "value") == "ask"
    assert "What is still to answer" in words(home.get("route_result"))
