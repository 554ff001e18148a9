"""Two people answered: both texts are shown, and one of them, or both joined, becomes the answer."""

import pytest
from django.test import Client

from assessments.models import Answer, AnswerRevision, Assessment
from organisations.models import User
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import assessments as a
from tests.integration.assessments.reading import browser, of_year, refusals, typed, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]

REF = "1.1.5"


@pytest.fixture
def tom(assessment: Assessment) -> User:
    return f.member(assessment.organisation, Role.CONTRIBUTOR, "Tom")


@pytest.fixture
def choosing(client: Client, assessment: Assessment, tom: User) -> str:
    """Let Tom save while Priya types, then Priya; give the page that Priya is led to."""
    a.answer(assessment, REF, choice="yes", text="Tom's words", by=tom)
    said = {"version": "0", "choice": "not-yet", "text": "Priya's words", "comment": "Mine"}
    return client.post(of_year(assessment, "question", REF), said)["Location"]


def answer_to(year: Assessment) -> Answer:
    with acting_for(year.organisation):
        return Answer.objects.get(assessment=year, ref=REF)


def test_the_second_of_two_is_shown_both_answers(client: Client, choosing: str, assessment: Assessment) -> None:
    shown = words(client.get(choosing))

    assert "Two people answered this" in shown
    assert "Tom saved an answer at 10:42am on 22 November 2026." in shown
    assert "Your answer Not yet. Priya's words." in shown
    assert "The answer from Tom Yes. Tom's words." in shown
    assert answer_to(assessment).text == "Tom's words"


def test_the_joined_text_is_offered_ready(client: Client, choosing: str) -> None:
    assert typed(client.get(choosing), "joined") == "Tom's words Priya's words"


@pytest.mark.parametrize(
    ("keep", "choice", "text"),
    [
        ("mine", "not-yet", "Priya's words"),
        ("theirs", "yes", "Tom's words"),
        ("joined", "not-yet", "Tom's words and Priya's words"),
    ],
)
def test_what_is_chosen_becomes_the_answer(
    client: Client, choosing: str, assessment: Assessment, keep: str, choice: str, text: str
) -> None:
    said = {"version": "1", "keep": keep, "joined": "Tom's words and Priya's words"}

    page = client.post(choosing, said, follow=True)

    assert page.redirect_chain == [(of_year(assessment, "question", REF), 302)]
    answer = answer_to(assessment)
    assert (answer.choice, answer.text) == (choice, text)


def test_nothing_is_lost_whatever_is_chosen(client: Client, choosing: str, assessment: Assessment) -> None:
    client.post(choosing, {"version": "1", "keep": "joined", "joined": "Both"})

    with acting_for(assessment.organisation):
        kept = set(AnswerRevision.objects.filter(ref=REF).values_list("text", "is_set_aside"))
    assert kept == {("Tom's words", False), ("Priya's words", True), ("Both", False)}


def test_one_must_be_chosen(client: Client, choosing: str) -> None:
    page = client.post(choosing, {"version": "1"})

    assert refusals(page) == ["Choose which answer you want"]


def test_two_long_answers_need_shortening_only_if_they_are_to_be_joined(
    client: Client, choosing: str, assessment: Assessment
) -> None:
    too_long = {"version": "1", "joined": "x" * 20_001}

    assert refusals(client.post(choosing, {**too_long, "keep": "joined"})) == [
        "Both answers joined must be 20,000 characters or fewer"
    ]
    assert client.post(choosing, {**too_long, "keep": "mine"}).status_code == 302
    assert answer_to(assessment).text == "Priya's words"


def test_a_third_answer_in_between_asks_again(client: Client, choosing: str, assessment: Assessment, tom: User) -> None:
    a.answer(assessment, REF, text="Tom's second thought", by=tom)

    page = client.post(choosing, {"version": "1", "keep": "mine"}, follow=True)

    assert "Tom's second thought" in words(page)
    assert page.redirect_chain[0][0] != choosing
    assert answer_to(assessment).text == "Tom's second thought"


def test_two_who_save_the_same_have_nothing_to_choose(client: Client, assessment: Assessment, tom: User) -> None:
    a.answer(assessment, REF, choice="yes", text="The same words", by=tom)

    response = client.post(
        of_year(assessment, "question", REF), {"version": "0", "choice": "yes", "text": "The same words"}
    )

    assert response["Location"] == of_year(assessment, "question", "2.1.1")


def test_words_of_another_question_cannot_be_chosen(client: Client, choosing: str, assessment: Assessment) -> None:
    a.answer(assessment, "2.1.1", choice="yes")

    assert client.get(choosing.replace(f"/{REF}/", "/2.1.1/")).status_code == 404
    assert client.get(of_year(assessment, "choose", REF, 10**12)).status_code == 404


def test_a_viewer_chooses_nothing(choosing: str, assessment: Assessment) -> None:
    jo = f.member(assessment.organisation, Role.VIEWER, "Jo")

    assert browser(jo).get(choosing).status_code == 403
