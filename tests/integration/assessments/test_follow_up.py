"""What a choice leads to: a line on the plan, a reason, or the training counts (R17, R25)."""

from datetime import UTC, date, datetime

import pytest
from django.http import HttpResponse
from django.test import Client

from assessments.editions import edition
from assessments.models import Answer, Assessment, PlanRow
from organisations.models import Organisation
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import assessments as a
from tests.integration.assessments.reading import browser, of_year, refusals, typed, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]

APPROACHING, MET = "2.1.1", "3.1.1"
REASON, TRAINING = "1.1.1", "3.2.1"
LAST_YEAR = datetime(2025, 11, 22, 9, tzinfo=UTC)
LINE = {
    "version": "0",
    "action": "Write it down",
    "owner": "Deputy manager",
    "target_on_day": "1",
    "target_on_month": "3",
    "target_on_year": "2027",
    "progress": "not-started",
}


def count(client: Client, year: Assessment, trained: str, total: str, version: str = "1") -> HttpResponse:
    counts = {"version": version, "staff_trained": trained, "staff_total": total}
    return client.post(of_year(year, "follow_up", TRAINING), counts, follow=True)


def done(year: Assessment) -> int:
    year.refresh_from_db()
    return year.met_done


def test_not_yet_asks_for_a_line_on_the_plan_and_suggests_one(client: Client, assessment: Assessment) -> None:
    a.answer(assessment, MET, choice="not-yet")

    page = client.get(of_year(assessment, "follow_up", MET))

    assert "We have put this on your plan" in words(page)
    assert typed(page, "action") == edition(assessment.edition).question(MET).next_action
    assert (typed(page, "target_on_day"), typed(page, "target_on_month")) == ("22", "2")  # three months from today


def test_one_that_every_standard_needs_is_not_done_with_a_plan(client: Client, assessment: Assessment) -> None:
    for ref in (APPROACHING, MET):
        a.answer(assessment, ref, choice="not-yet")

    warned, calm = (words(client.get(of_year(assessment, "follow_up", ref))) for ref in (APPROACHING, MET))

    assert "so a plan is not enough to publish" in warned
    assert "not enough" not in calm


def test_the_line_is_saved_and_the_next_question_follows(client: Client, assessment: Assessment) -> None:
    a.answer(assessment, MET, choice="not-yet")

    response = client.post(of_year(assessment, "follow_up", MET), LINE)

    assert response["Location"] == of_year(assessment, "question", TRAINING)
    with acting_for(assessment.organisation):
        row = PlanRow.objects.get(ref=MET)
    assert (row.action, row.owner, row.target_on) == ("Write it down", "Deputy manager", date(2027, 3, 1))


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"action": ""}, "Say what you will do"),
        ({"owner": " "}, "Say who will do it"),
        ({"target_on_day": "", "target_on_month": "", "target_on_year": ""}, "Enter the date it will be done by"),
        ({"target_on_day": "22", "target_on_month": "11", "target_on_year": "2026"}, "The date must be after today"),
        (
            {"target_on_day": "23", "target_on_month": "11"},
            "Choose an earlier date: it must be before your standard would run out",
        ),
        ({"progress": ""}, "Choose how it is going"),
    ],
)
def test_a_line_that_lacks_something_is_refused(
    client: Client, assessment: Assessment, changes: dict[str, str], refusal: str
) -> None:
    """R17 and R18: the last day is 22 November 2027, twelve months from today."""
    a.answer(assessment, MET, choice="not-yet")

    page = client.post(of_year(assessment, "follow_up", MET), {**LINE, **changes})

    assert refusals(page) == [refusal]


def test_does_not_apply_asks_why_and_counts_only_then(client: Client, assessment: Assessment) -> None:
    a.answer(assessment, REASON, choice="does-not-apply")
    assert done(assessment) == 0
    address = of_year(assessment, "follow_up", REASON)
    assert "You can say this if: you do not have to pay the fee" in words(client.get(address))

    assert refusals(client.post(address, {"version": "1", "reason": "  "})) == ["Say why this does not apply to you"]
    response = client.post(address, {"version": "1", "reason": "We are a small charity"})

    assert response["Location"] == of_year(assessment, "question", "1.1.2")
    assert done(assessment) == 1


@pytest.mark.parametrize(
    ("trained", "total", "passes", "said"),
    [
        ("19", "20", True, "19 of 20 staff: 95%. That is enough."),
        ("18", "19", False, "18 of 19 staff: 94%. That is not enough yet."),
        ("1", "1", True, "1 of 1 staff: 100%. That is enough."),
        ("0", "5", False, "0 of 5 staff: 0%. That is not enough yet."),
        ("1,900", "2 000", True, "1900 of 2000 staff: 95%. That is enough."),
    ],
)
def test_training_passes_at_95_in_100(
    client: Client, assessment: Assessment, trained: str, total: str, passes: bool, said: str
) -> None:
    """R25."""
    a.answer(assessment, TRAINING, choice="yes")
    assert done(assessment) == 0

    page = count(client, assessment, trained, total)

    assert page.redirect_chain == [(of_year(assessment, "question", "3.4.1"), 302)]
    assert f"Saved. {said}" in words(page)
    assert done(assessment) == int(passes)


@pytest.mark.parametrize(
    ("trained", "total", "refusal"),
    [
        ("0", "0", "Enter how many staff you have. It must be at least 1"),
        ("21", "20", "This cannot be more than the number of staff you have"),
        ("-1", "20", "Enter a whole number, like 12"),
        ("most", "20", "Enter a whole number, like 12"),
        ("20", "2000000", "Enter a whole number, like 12"),
        ("20", "", "Enter how many staff you have"),
        ("", "20", "Enter how many staff did the training"),
    ],
)
def test_counts_that_cannot_be_are_refused(
    client: Client, assessment: Assessment, trained: str, total: str, refusal: str
) -> None:
    """R25."""
    a.answer(assessment, TRAINING, choice="yes")

    page = count(client, assessment, trained, total)

    assert refusals(page) == [refusal]
    with acting_for(assessment.organisation):
        assert Answer.objects.get(ref=TRAINING).staff_total is None


def test_somebody_who_saved_first_is_not_written_over(client: Client, assessment: Assessment) -> None:
    a.answer(assessment, TRAINING, choice="yes")
    a.answer(assessment, TRAINING, staff_total=30, staff_trained=30)

    page = count(client, assessment, "19", "20", version="1")

    assert "Two people answered this" in words(page)
    with acting_for(assessment.organisation):
        assert Answer.objects.get(ref=TRAINING).staff_total == 30


@pytest.mark.parametrize("choice", ["yes", "not-sure", None])
def test_a_choice_that_leads_nowhere_goes_back_to_its_question(
    client: Client, assessment: Assessment, choice: str | None
) -> None:
    if choice:
        a.answer(assessment, APPROACHING, choice=choice)

    response = client.get(of_year(assessment, "follow_up", APPROACHING))

    assert response["Location"] == of_year(assessment, "question", APPROACHING)


@pytest.mark.parametrize(("ref", "choice"), [(MET, "not-yet"), (REASON, "does-not-apply")])
def test_a_closed_year_refuses(client: Client, rose_court: Organisation, ref: str, choice: str) -> None:
    closed = f.assessment(rose_court, at=LAST_YEAR)
    a.answer(closed, ref, choice=choice, at=LAST_YEAR)

    response = client.post(of_year(closed, "follow_up", ref), {**LINE, "version": "1", "reason": "Too late"})

    assert response.status_code == 409
    assert "This year is closed" in words(response)


def test_a_viewer_is_asked_nothing(assessment: Assessment) -> None:
    a.answer(assessment, MET, choice="not-yet")
    jo = f.member(assessment.organisation, Role.VIEWER, "Jo")

    assert browser(jo).get(of_year(assessment, "follow_up", MET)).status_code == 403


def test_an_unknown_question_is_not_there(client: Client, assessment: Assessment) -> None:
    assert client.get(of_year(assessment, "follow_up", "9.9.9")).status_code == 404
