"""Autosave: what somebody is still typing, kept for them alone until they save."""

from datetime import UTC, datetime

import pytest
from django.http import HttpResponse
from django.test import Client

from assessments.models import Answer, AnswerDraft, Assessment
from organisations.models import Organisation
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import assessments as a
from tests.integration.assessments.reading import browser, of_year, typed, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]

REF = "1.1.5"
LAST_YEAR = datetime(2025, 11, 22, 9, tzinfo=UTC)


def keep(client: Client, year: Assessment, text: str, version: int = 0, **said: str) -> HttpResponse:
    return client.post(of_year(year, "draft", REF), {"version": str(version), "text": text, **said})


def shown(client: Client, year: Assessment) -> tuple[str, bool]:
    """Return the text in the box, and whether the page says that it is a draft."""
    page = client.get(of_year(year, "question", REF))
    return typed(page, "text"), "You were still writing this at 12:42pm" in words(page)


def test_what_is_being_typed_is_kept_and_shown_again(client: Client, assessment: Assessment) -> None:
    response = keep(client, assessment, "Priya leads on da")

    assert (response.status_code, response.json()) == (200, {"saved": True})
    assert shown(client, assessment) == ("Priya leads on da", True)


def test_a_draft_is_no_answer(client: Client, assessment: Assessment) -> None:
    keep(client, assessment, "Priya leads", choice="yes")

    assessment.refresh_from_db()
    assert assessment.met_done == 0
    with acting_for(assessment.organisation):
        assert not Answer.objects.exists()


def test_a_draft_over_an_answer_leaves_it_as_it_is(client: Client, assessment: Assessment) -> None:
    a.answer(assessment, REF, choice="yes", text="Priya leads")

    keep(client, assessment, "Tom le", version=1)

    with acting_for(assessment.organisation):
        assert Answer.objects.get(ref=REF).text == "Priya leads"


def test_each_person_has_their_own(client: Client, assessment: Assessment) -> None:
    tom = browser(f.member(assessment.organisation, Role.CONTRIBUTOR, "Tom"))

    keep(client, assessment, "Priya wr")
    keep(tom, assessment, "Tom wro")

    assert shown(client, assessment) == ("Priya wr", True)
    assert shown(tom, assessment) == ("Tom wro", True)


def test_the_newest_is_kept_and_only_that(client: Client, assessment: Assessment) -> None:
    for text in ("P", "Pri", "Priya"):
        keep(client, assessment, text)

    with acting_for(assessment.organisation):
        assert [draft.text for draft in AnswerDraft.objects.all()] == ["Priya"]


@pytest.mark.parametrize("who", ["themselves", "somebody else"])
def test_a_draft_is_out_of_date_once_the_answer_is_saved(client: Client, assessment: Assessment, who: str) -> None:
    keep(client, assessment, "Half a sent")
    tom = browser(f.member(assessment.organisation, Role.CONTRIBUTOR, "Tom"))
    saver = client if who == "themselves" else tom

    saver.post(of_year(assessment, "question", REF), {"version": "0", "choice": "yes", "text": "A whole sentence"})

    assert shown(client, assessment) == ("A whole sentence", False)


def test_a_draft_that_was_put_aside_for_what_was_there_is_gone(client: Client, assessment: Assessment) -> None:
    a.answer(assessment, REF, choice="yes", text="Priya leads")
    keep(client, assessment, "Tom le", version=1, choice="yes")

    client.post(of_year(assessment, "question", REF), {"version": "1", "choice": "yes", "text": "Priya leads"})

    assert shown(client, assessment) == ("Priya leads", False)


def test_what_cannot_be_kept_is_refused(client: Client, assessment: Assessment) -> None:
    assert keep(client, assessment, "x" * 20_001).status_code == 422
    assert client.post(of_year(assessment, "draft", REF), {"text": "No version"}).status_code == 422
    assert keep(client, assessment, "Too new", version=10**30).status_code == 422

    assert shown(client, assessment) == ("", False)


def test_a_half_typed_date_is_refused_and_half_a_choice_is_not(client: Client, assessment: Assessment) -> None:
    address = of_year(assessment, "draft", "4.2.1")

    assert client.post(address, {"version": "0", "choice": "yes"}).status_code == 200
    assert client.post(address, {"version": "0", "choice": "yes", "on_day": "3"}).status_code == 422


def test_a_closed_year_keeps_no_draft(client: Client, rose_court: Organisation) -> None:
    closed = f.assessment(rose_court, at=LAST_YEAR)

    assert keep(client, closed, "Too late").status_code == 409


def test_a_viewer_keeps_no_draft_and_nobody_reads_one_here(assessment: Assessment, client: Client) -> None:
    jo = browser(f.member(assessment.organisation, Role.VIEWER, "Jo"))

    assert keep(jo, assessment, "x").status_code == 403
    assert client.get(of_year(assessment, "draft", REF)).status_code == 405


def test_an_unknown_question_has_no_draft(client: Client, assessment: Assessment) -> None:
    assert client.post(of_year(assessment, "draft", "9.9.9"), {"version": "0"}).status_code == 404
