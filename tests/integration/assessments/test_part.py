"""One part: its questions, and the way on."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from assessments.editions import edition
from assessments.models import Assessment
from organisations.models import Organisation
from tests import factories as f
from tests.factories import assessments as a
from tests.integration.assessments.reading import buttons, elements, links, of_year, press, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]

PART = "data-security"
LAST_YEAR = datetime(2025, 11, 22, 9, tzinfo=UTC)


def test_a_part_lists_its_own_needed_questions(client: Client, assessment: Assessment) -> None:
    needed = [q for q in edition(assessment.edition).in_section(PART) if q.is_needed]

    page = client.get(of_year(assessment, "part", PART))

    listed = elements(page, "a", cls="nhsuk-task-list__link")
    assert [dict(link.attributes)["href"] for link in listed] == [
        of_year(assessment, "question", question.ref) for question in needed
    ]
    assert f"{len(needed)} left" in words(page)


def test_the_ones_to_leave_out_are_shown_when_asked_for(client: Client, assessment: Assessment) -> None:
    address = of_year(assessment, "part", PART)

    assert "You can leave these out" not in words(client.get(address))
    assert "You can leave these out" in words(client.get(address, {"all": ""}))


def test_carry_on_leads_to_the_first_one_with_something_to_do(client: Client, assessment: Assessment) -> None:
    a.answer(assessment, "1.3.12")

    page = client.get(of_year(assessment, "part", PART))

    assert press(page) == "Carry on"
    assert links(page)["Carry on"] == of_year(assessment, "question", "1.3.13")
    assert links(page)["Check your answers so far"] == of_year(assessment, "check_part", PART)


def test_with_nothing_left_it_leads_to_the_check(client: Client, assessment: Assessment) -> None:
    a.answered(assessment)

    page = client.get(of_year(assessment, "part", PART))

    assert press(page) == "Check your answers"
    assert links(page)["Check your answers"] == of_year(assessment, "check_part", PART)


def test_a_closed_year_has_nothing_to_press(client: Client, rose_court: Organisation) -> None:
    closed = f.assessment(rose_court, at=LAST_YEAR)

    page = client.get(of_year(closed, "part", PART))

    assert "This year is closed. You cannot change it." in words(page)
    assert buttons(page) == []


def test_an_unknown_part_is_not_there(client: Client, assessment: Assessment) -> None:
    assert client.get(of_year(assessment, "part", "kitchen")).status_code == 404
