"""Opening a year: last year's answers and plan come along, nothing is confirmed, nothing is lost (R1 to R5)."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client

from assessments.actions.papers import carry_papers
from assessments.models import Answer, Assessment, Confirmation, PlanRow, ToolkitYear
from assessments.rules.levels import Level
from assessments.rules.validity import standing_on
from assessments.snapshots import load
from evidence.models import DocumentUse
from organisations.models import AuditEntry, Organisation, User
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import assessments as a
from tests.factories import proof
from tests.integration.assessments.reading import browser, of, of_year, typed, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]

LAST_YEAR = datetime(2025, 11, 22, 9, tzinfo=UTC)
SAME, REWORDED, NEEDED_NOW = "2.1.1", "1.1.3", "4.3.1"  # from care-7 to care-8


def answers_of(year: Assessment) -> dict[str, Answer]:
    with acting_for(year.organisation):
        return {answer.ref: answer for answer in Answer.objects.filter(assessment=year)}


def opened(client: Client, home: Organisation) -> Assessment:
    """Press the button of the home page, and return the newest year."""
    client.post(of(home, "open_year"))
    with acting_for(home):
        return home.assessments.select_related("year", "organisation").latest("year__opens_at")


def test_the_first_year_begins_empty_with_the_papers_there_are(client: Client, rose_court: Organisation) -> None:
    response = client.post(of(rose_court, "open_year"))

    assert response["Location"] == of(rose_court, "ready", "2026-27")
    year = opened(client, rose_court)
    assert (year.edition, year.carried_from_id, answers_of(year)) == ("care-7", None, {})
    with acting_for(rose_court):
        assert AuditEntry.objects.get(verb="opened-year").subject == "2026-27"


def test_pressing_twice_gives_one_assessment(client: Client, rose_court: Organisation) -> None:
    first, second = opened(client, rose_court), opened(client, rose_court)

    assert first == second
    with acting_for(rose_court):
        assert rose_court.assessments.count() == 1
        assert AuditEntry.objects.filter(verb="opened-year").count() == 1


def test_a_year_that_was_carried_begins_with_its_review(client: Client, rose_court: Organisation) -> None:
    f.assessment(rose_court, at=LAST_YEAR)

    assert client.post(of(rose_court, "open_year"))["Location"] == of(rose_court, "review", "2026-27")


def test_with_the_same_edition_every_answer_is_copied(client: Client, rose_court: Organisation) -> None:
    """R3 and R4."""
    before = a.published(rose_court, at=LAST_YEAR).assessment
    a.answer(before, SAME, choice="not-yet", text="In March", comment="Ask Tom", at=LAST_YEAR)

    year = opened(client, rose_court)

    old, new = answers_of(before), answers_of(year)
    assert set(new) == set(old)
    copied = new[SAME]
    assert (copied.choice, copied.text, copied.comment) == ("not-yet", "In March", "Ask Tom")
    assert all(answer.carried and not answer.check_again and answer.version == 1 for answer in new.values())
    assert (copied.saved_by, copied.saved_at) == (old[SAME].saved_by, old[SAME].saved_at)


def test_carried_answers_count_as_answered_and_nothing_is_confirmed(client: Client, rose_court: Organisation) -> None:
    """R3 and R4."""
    a.published(rose_court, at=LAST_YEAR)

    year = opened(client, rose_court)

    assert (year.approaching_done, year.met_done) == (27, 43)
    assert year.profile_confirmed_at is None
    with acting_for(rose_court):
        assert not Confirmation.objects.filter(assessment=year).exists()


def test_through_a_crosswalk_changed_questions_are_to_be_checked(client: Client, rose_court: Organisation) -> None:
    """R3."""
    before = f.assessment(rose_court, at=LAST_YEAR)
    for ref in (SAME, REWORDED, NEEDED_NOW):
        a.answer(before, ref, at=LAST_YEAR)
    a.operators_year("2026-27", edition="care-8")

    year = opened(client, rose_court)

    assert year.edition == "care-8"
    assert {ref: answer.check_again for ref, answer in answers_of(year).items()} == {
        SAME: False,
        REWORDED: True,
        NEEDED_NOW: True,
    }


def test_the_old_year_keeps_its_own_edition_and_answers(client: Client, rose_court: Organisation) -> None:
    """R5."""
    before = f.assessment(rose_court, at=LAST_YEAR)
    a.answer(before, SAME, choice="yes", text="As it was", at=LAST_YEAR)
    a.operators_year("2026-27", edition="care-8")
    year = opened(client, rose_court)

    a.answer(year, SAME, text="As it is")

    before.refresh_from_db()
    assert before.edition == "care-7"
    assert typed(client.get(of_year(before, "question", SAME)), "text") == "As it was"


@pytest.mark.parametrize("edition", ["care-7", "care-8"])
def test_the_plan_comes_along_also_where_nothing_was_answered(
    client: Client, rose_court: Organisation, edition: str
) -> None:
    before = f.assessment(rose_court, at=LAST_YEAR)
    a.answer(before, "3.1.1", choice="not-yet", at=LAST_YEAR)
    for ref in ("3.1.1", "7.1.2"):
        a.planned(before, ref, action=f"Plan for {ref}", at=LAST_YEAR, target_on=date(2027, 3, 1))
    a.operators_year("2026-27", edition=edition)

    year = opened(client, rose_court)

    with acting_for(rose_court):
        rows = PlanRow.objects.filter(assessment=year).order_by("ref")
        assert [(row.ref, row.action, row.target_on) for row in rows] == [
            ("3.1.1", "Plan for 3.1.1", date(2027, 3, 1)),
            ("7.1.2", "Plan for 7.1.2", date(2027, 3, 1)),
        ]


def test_what_was_published_stays_published(client: Client, rose_court: Organisation) -> None:
    """R3."""
    a.published(rose_court, at=LAST_YEAR)

    year = opened(client, rose_court)

    with acting_for(rose_court):
        loaded = load(rose_court, year.year.label, today=f.NOW.date())
    assert loaded
    assert standing_on(loaded.case.history, f.NOW.date()).level is Level.MET
    assert not loaded.case.first_time


def test_a_year_that_was_left_out_is_no_hindrance(client: Client, rose_court: Organisation) -> None:
    before = f.assessment(rose_court, at=datetime(2023, 11, 22, 9, tzinfo=UTC))

    assert opened(client, rose_court).carried_from == before


def test_the_year_is_that_of_london_at_the_press(rose_court: Organisation, priya: User) -> None:
    """R1: 1 September begins in London at 23:00 UTC."""
    labels = []
    for minute in (datetime(2026, 8, 31, 22, 59, tzinfo=UTC), datetime(2026, 8, 31, 23, 0, tzinfo=UTC)):
        with time_machine.travel(minute, tick=False):
            labels.append(opened(browser(priya), rose_court).year.label)

    assert labels == ["2025-26", "2026-27"]
    assert ToolkitYear.objects.count() == 2


def test_a_contributor_may_open_a_year_and_a_viewer_may_not(rose_court: Organisation) -> None:
    jo = browser(f.member(rose_court, Role.VIEWER, "Jo"))
    tom = browser(f.member(rose_court, Role.CONTRIBUTOR))

    assert jo.post(of(rose_court, "open_year")).status_code == 403
    assert "Which of these do you have?" in words(tom.post(of(rose_court, "open_year"), follow=True))
    assert tom.get(of(rose_court, "open_year")).status_code == 405


def test_papers_support_the_questions_of_a_new_edition(client: Client, rose_court: Organisation) -> None:
    f.assessment(rose_court, at=LAST_YEAR)
    a.operators_year("2026-27", edition="care-8")
    linked(rose_court, SAME, REWORDED)

    opened(client, rose_court)

    assert supported(rose_court, "care-8") == [REWORDED, SAME]
    assert supported(rose_court, "care-7") == [REWORDED, SAME]


def test_papers_follow_a_question_to_its_new_number_and_leave_one_that_was_dropped(rose_court: Organisation) -> None:
    linked(rose_court, "1.1.1", "1.1.2")
    by = a.manager_of(rose_court)
    with acting_for(rose_court):
        for _ in range(2):
            carry_papers(
                organisation=rose_court, old="care-7", new="care-8", places={"1.1.1": "1.9.1"}, by=by, at=f.NOW
            )

    assert supported(rose_court, "care-8") == ["1.9.1"]


def linked(home: Organisation, *refs: str) -> None:
    by = a.manager_of(home)
    with acting_for(home, user=by):
        document = proof.document(home, by)
        for ref in refs:
            proof.use(document, ref, by)


def supported(home: Organisation, edition: str) -> list[str]:
    with acting_for(home):
        return sorted(DocumentUse.objects.filter(edition=edition).values_list("ref", flat=True))
