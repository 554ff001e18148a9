"""Saying that a part is finished, and what takes that back (R10, R11)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from assessments.editions import edition
from assessments.models import Assessment, Confirmation
from organisations.models import AuditEntry, Organisation
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import assessments as a
from tests.integration.assessments.reading import browser, buttons, links, of_year, press, summary, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]

PART = "data-security"
LAST_YEAR = datetime(2025, 11, 22, 9, tzinfo=UTC)


def confirmed(year: Assessment) -> set[tuple[str, str]]:
    with acting_for(year.organisation):
        return set(Confirmation.objects.filter(assessment=year).values_list("assertion", "section"))


def test_a_part_with_something_missing_is_not_confirmed_and_says_what_to_do(
    client: Client, assessment: Assessment
) -> None:
    a.answered(assessment, but=["1.3.13"])

    page = client.post(of_year(assessment, "check_part", PART))

    assert page.status_code == 409
    assert "Do these first 1.3.13 Answer: Locks and doors" in words(page)
    assert links(page)["Go to the first one"] == of_year(assessment, "question", "1.3.13")
    assert confirmed(assessment) == set()


def test_the_first_time_what_only_standards_met_needs_does_not_hold_a_part_up(
    client: Client, assessment: Assessment
) -> None:
    """R11: the first time the target is Approaching Standards."""
    a.answered(assessment, but=["7.1.2"])

    assert client.post(of_year(assessment, "check_part", PART)).status_code == 302


def test_after_a_publication_it_does(client: Client, rose_court: Organisation) -> None:
    year = a.published(rose_court).assessment
    a.answer(year, "7.1.2", choice="not-yet")

    page = client.post(of_year(year, "check_part", PART))

    assert page.status_code == 409
    assert of_year(year, "question", "7.1.2") in links(page).values()


def test_a_finished_part_is_confirmed_assertion_by_assertion(client: Client, assessment: Assessment) -> None:
    a.answered(assessment)

    page = client.post(of_year(assessment, "check_part", PART), follow=True)

    assert page.redirect_chain == [(of_year(assessment, "questions"), 302)]
    assert "You have finished: Keeping data safe." in words(page)
    assert confirmed(assessment) == {(one.ref, PART) for one in edition(assessment.edition).assertions_in(PART)}
    with acting_for(assessment.organisation):
        assert AuditEntry.objects.filter(verb="confirmed-part").count() == 1


def test_the_check_lists_every_answer_and_every_statement(client: Client, assessment: Assessment) -> None:
    a.answered(assessment)
    a.answer(assessment, "1.3.13", choice="yes", text="Keypads on both doors")

    page = client.get(of_year(assessment, "check_part", PART))

    assert summary(page)["1.3.13 Locks and doors"].endswith("Keypads on both doors.")
    assert press(page) == "I have finished this part"
    for assertion in edition(assessment.edition).assertions_in(PART):
        assert f"{assertion.ref} {assertion.title}" in words(page)


def test_pressing_twice_confirms_once(client: Client, assessment: Assessment) -> None:
    a.answered(assessment)
    client.post(of_year(assessment, "check_part", PART))
    before = confirmed(assessment)

    response = client.post(of_year(assessment, "check_part", PART))

    assert response.status_code == 302
    assert confirmed(assessment) == before
    assert "You have finished this part." in words(client.get(of_year(assessment, "check_part", PART)))


def test_another_answer_takes_back_that_assertion_in_that_part_and_nothing_else(
    client: Client, assessment: Assessment
) -> None:
    """R10: 1.3 has questions in every part; 1.3.13 is one about buildings."""
    a.ready(assessment)
    before = confirmed(assessment)

    client.post(
        of_year(assessment, "question", "1.3.13"), {"version": "1", "choice": "yes", "text": "New locks in March"}
    )

    assert before - confirmed(assessment) == {("1.3", PART)}
    assert {section for assertion, section in before if assertion == "1.3"} > {PART}


def test_a_note_alone_takes_nothing_back(client: Client, assessment: Assessment) -> None:
    """R10."""
    a.answered(assessment)
    a.confirmed(assessment, PART)
    before = confirmed(assessment)
    same = {"choice": "yes", "text": "ZA123456"}

    response = client.post(
        of_year(assessment, "question", "1.3.13"), {"version": "1", **same, "comment": "Ask Tom for the photo"}
    )

    assert response.status_code == 302
    assert confirmed(assessment) == before


def test_saving_the_same_words_again_takes_nothing_back(client: Client, assessment: Assessment) -> None:
    a.answered(assessment)
    a.confirmed(assessment, PART)
    before = confirmed(assessment)

    client.post(of_year(assessment, "question", "1.3.13"), {"version": "1", "choice": "yes", "text": "ZA123456"})

    assert confirmed(assessment) == before


def test_a_contributor_may_confirm_and_a_viewer_may_not(assessment: Assessment) -> None:
    a.answered(assessment)
    address = of_year(assessment, "check_part", PART)
    jo = f.member(assessment.organisation, Role.VIEWER, "Jo")
    tom = f.member(assessment.organisation, Role.CONTRIBUTOR, "Tom")

    assert browser(jo).get(address).status_code == 200
    assert browser(jo).post(address).status_code == 403
    assert confirmed(assessment) == set()
    assert browser(tom).post(address).status_code == 302


def test_a_part_of_a_closed_year_cannot_be_confirmed(client: Client, rose_court: Organisation) -> None:
    closed = f.assessment(rose_court, at=LAST_YEAR)
    a.answered(closed, at=LAST_YEAR + timedelta(hours=1))

    page = client.get(of_year(closed, "check_part", PART))
    response = client.post(of_year(closed, "check_part", PART))

    assert buttons(page) == []
    assert response.status_code == 409
    assert "This year is closed" in words(response)
    assert confirmed(closed) == set()


def test_an_unknown_part_is_not_there(client: Client, assessment: Assessment) -> None:
    assert client.post(of_year(assessment, "check_part", "kitchen")).status_code == 404
