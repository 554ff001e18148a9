"""The task list of a year: what is left, part by part."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from assessments.editions import edition
from assessments.models import Assessment
from organisations.models import Organisation
from tests import factories as f
from tests.factories import assessments as a
from tests.integration.assessments.reading import elements, links, of_year, press, text, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]

LAST_YEAR = datetime(2025, 11, 22, 9, tzinfo=UTC)
OPTIONAL = "You can leave these out"


def states(client: Client, year: Assessment) -> dict[str, str]:
    """Return every question that is listed, with its state."""
    page = client.get(of_year(year, "questions"), {"all": ""})
    items = elements(page, "li", cls="nhsuk-task-list__item")
    return {text(item.children[0]): text(item.children[1]) for item in items}


def test_every_needed_question_is_listed_once_and_the_rest_when_asked_for(
    client: Client, assessment: Assessment
) -> None:
    questions = edition(assessment.edition)

    page = client.get(of_year(assessment, "questions"))
    everything = client.get(of_year(assessment, "questions"), {"all": ""})

    assert len(elements(page, "li", cls="nhsuk-task-list__item")) == questions.counts.met
    assert OPTIONAL not in words(page)
    optional = questions.counts.questions - questions.counts.met
    assert f"Show {optional} more that you can leave out" in links(page)
    assert len(elements(everything, "li", cls="nhsuk-task-list__item")) == questions.counts.questions


def test_after_a_publication_the_optional_ones_are_there_by_themselves(
    client: Client, rose_court: Organisation
) -> None:
    """R7."""
    publication = a.published(rose_court)

    assert OPTIONAL in words(client.get(of_year(publication.assessment, "questions")))


def test_the_button_leads_to_the_first_question_with_something_to_do(client: Client, assessment: Assessment) -> None:
    a.answer(assessment, "1.1.5")

    page = client.get(of_year(assessment, "questions"))

    assert links(page)[press(page)] == of_year(assessment, "question", "2.1.1")


def test_with_nothing_to_do_the_button_leads_to_publishing(client: Client, assessment: Assessment) -> None:
    a.answered(assessment)

    page = client.get(of_year(assessment, "questions"))

    assert "You have answered all 43 questions for Standards Met." in words(page)
    assert links(page)[press(page)] == of_year(assessment, "publish")


def test_each_question_shows_its_state(client: Client, assessment: Assessment) -> None:
    a.answer(assessment, "1.1.5")
    a.answer(assessment, "2.1.1", choice="not-sure")
    a.answer(assessment, "3.1.1", choice="not-yet")
    a.answer(assessment, "1.1.1", choice="does-not-apply", reason="We are a small charity")
    a.answer(assessment, "1.4.3", choice="does-not-apply")

    shown = states(client, assessment)

    assert shown["Who is in charge of data"] == "Completed"
    assert shown["Data safety for new starters"] == "Started"
    assert shown["Who needs what training"] == "On your plan"
    assert shown["Your data protection fee number"] == "Does not apply"
    assert shown["Destroying records yourselves"] == "Started"  # its reason is missing
    assert shown["Data duties in contracts"] == "To do"


def test_a_live_certificate_completes_what_it_covers_until_it_has_run_out(
    client: Client, assessment: Assessment
) -> None:
    """R22."""
    covered = edition(assessment.edition).question("4.2.4").short
    a.described(assessment.organisation, **a.certificate(f.NOW.date()))

    assert states(client, assessment)[covered] == "Completed"

    a.described(assessment.organisation, **{**a.certificate(f.NOW.date()), "cyber_plus_expires_on": LAST_YEAR.date()})

    assert states(client, assessment)[covered] == "To do"


def test_a_closed_year_can_be_read_and_says_that_it_is_closed(client: Client, rose_court: Organisation) -> None:
    closed = f.assessment(rose_court, at=LAST_YEAR)

    page = client.get(of_year(closed, "questions"))

    assert "You are looking at 2025 to 2026. You cannot change it." in words(page)
    assert press(page) == "See what you have published"


def test_a_year_that_was_carried_leads_to_its_review(client: Client, rose_court: Organisation) -> None:
    first = f.assessment(rose_court, at=LAST_YEAR)
    carried = f.assessment(rose_court)

    assert of_year(carried, "review") in links(client.get(of_year(carried, "questions"))).values()
    assert of_year(first, "review") not in links(client.get(of_year(first, "questions"))).values()


@pytest.mark.parametrize("label", ["2031-32", "nonsense"])
def test_a_year_that_was_not_opened_is_not_there(client: Client, assessment: Assessment, label: str) -> None:
    address = of_year(assessment, "questions").replace("2026-27", label)

    assert client.get(address).status_code == 404
