"""Pressing once more, or putting work down: nothing is said twice, and nothing is called checked that was not."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from assessments.editions import edition
from assessments.models import Answer, Assessment, PlanRow
from organisations.models import AuditEntry, Organisation
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import assessments as a
from tests.integration.assessments.reading import of, of_year, refusals, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]

LAST_YEAR = datetime(2025, 11, 22, 9, tzinfo=UTC)
TRAINING = "3.2.1"
SAME = {
    "nhsmail": {"nhsmail_only": "no"},
    "name": {"name": "Rose Court", "town": "Leeds", "postcode": "ls14ap"},
}


def recorded(home: Organisation) -> int:
    with acting_for(home):
        return AuditEntry.objects.count()


def carried(home: Organisation, ref: str, **flags: bool) -> tuple[Assessment, Answer]:
    """Open this year after last year's answer to one question."""
    a.answer(f.assessment(home, at=LAST_YEAR), ref, at=LAST_YEAR)
    year = f.assessment(home)
    with acting_for(home):
        Answer.objects.filter(assessment=year).update(**flags)
    return year, answer_to(year, ref)


def answer_to(year: Assessment, ref: str) -> Answer:
    with acting_for(year.organisation):
        return Answer.objects.get(assessment=year, ref=ref)


def sent(answer: Answer, **more: str) -> dict[str, object]:
    names = ("version", "choice", "text", "kept_at")
    return {**{name: getattr(answer, name) for name in names}, **more}


@pytest.mark.parametrize("step", SAME)
def test_details_that_are_saved_as_they_were_stay_confirmed(client: Client, assessment: Assessment, step: str) -> None:
    a.ready(assessment)
    before = recorded(assessment.organisation)

    client.post(of(assessment.organisation, "details_step", step), SAME[step])

    assessment.refresh_from_db()
    assert assessment.profile_confirmed_at
    assert recorded(assessment.organisation) == before


@pytest.mark.parametrize("page", ["check_part", "confirm_details"])
def test_what_is_confirmed_is_not_recorded_again(client: Client, assessment: Assessment, page: str) -> None:
    a.ready(assessment)
    home, before = assessment.organisation, recorded(assessment.organisation)
    section = edition(assessment.edition).sections[0].slug

    response = client.post(of(home, page) if page == "confirm_details" else of_year(assessment, page, section))

    assert response.status_code == 302
    assert recorded(home) == before


def test_an_answer_put_down_for_later_still_waits_to_be_checked(client: Client, rose_court: Organisation) -> None:
    """R3."""
    year, answer = carried(rose_court, "1.1.3", check_again=True)

    for text in (answer.text, "Half a sent"):
        client.post(of_year(year, "question", "1.1.3"), sent(answer, text=text, later="1"))

    answer = answer_to(year, "1.1.3")
    assert (answer.text, answer.check_again, answer.carried) == ("Half a sent", True, True)


def test_last_years_staff_are_counted_again_before_the_answer_is_this_years(
    client: Client, rose_court: Organisation
) -> None:
    """R25: training counts for twelve months, so "it is still true" is not enough."""
    year, answer = carried(rose_court, TRAINING)
    review = of_year(year, "review")

    response = client.post(of_year(year, "question", TRAINING), sent(answer))

    assert response["Location"] == of_year(year, "follow_up", TRAINING)
    assert answer_to(year, TRAINING).carried
    assert "Count your staff again" in words(client.get(review))

    counts = {"version": answer_to(year, TRAINING).version, "staff_total": "20", "staff_trained": "20"}
    client.post(of_year(year, "follow_up", TRAINING), counts)

    assert not answer_to(year, TRAINING).carried
    assert "Count your staff again" not in words(client.get(review))


def test_a_job_that_is_late_can_still_be_told_to_be_done(
    client: Client, assessment: Assessment, that_day: time_machine.Traveller
) -> None:
    """R21: the date stays what it was; a new one must lie ahead (R18)."""
    ref = a.left(assessment)[0]
    row = a.planned(assessment, ref, target_on=date(2026, 12, 1))
    that_day.move_to(f.NOW + timedelta(days=30))
    client.force_login(a.manager_of(assessment.organisation))  # a month later
    said = {
        "version": row.version,
        "action": row.action,
        "owner": row.owner,
        "progress": "done",
        "target_on_day": "1",
        "target_on_month": "12",
        "target_on_year": "2026",
    }

    another_day = client.post(of_year(assessment, "plan_row", ref), {**said, "target_on_day": "2"})
    client.post(of_year(assessment, "plan_row", ref), said)

    assert refusals(another_day) == ["The date must be after today"]
    with acting_for(assessment.organisation):
        assert PlanRow.objects.get(assessment=assessment, ref=ref).progress == "done"


def test_a_postcode_is_a_postcode_here_too(client: Client, rose_court: Organisation) -> None:
    """Eight of these letters are sixteen in capitals, which no column held."""
    page = client.post(
        of(rose_court, "details_step", "name"), {"name": "Rose Court", "town": "Leeds", "postcode": "ß" * 8}
    )

    assert refusals(page) == ["Enter a full postcode, like LS1 4AP"]


def test_a_frozen_date_is_said_in_words(client: Client, rose_court: Organisation) -> None:
    page = client.get(of(rose_court, "published_one", a.published(rose_court).reference))

    assert "2026-11-22" not in words(page)
