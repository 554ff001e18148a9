"""The home page: for every state one sentence that says where they are, and one button."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from assessments.actions.publishing import withdraw
from assessments.models import Assessment
from assessments.rules.levels import Level
from organisations.models import Organisation, User
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import assessments as a
from tests.integration.assessments.reading import browser, buttons, elements, links, of, of_year, press, text, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]

JUNE_2026 = datetime(2026, 6, 25, 9, tzinfo=UTC)
NEXT_YEAR = datetime(2027, 12, 1, 9, tzinfo=UTC)


def sentences(client: Client, home: Organisation) -> str:
    [lede] = elements(client.get(of(home, "home")), "p", cls="app-lede")
    return text(lede)


def test_a_new_home_is_invited_to_make_its_plan(client: Client, rose_court: Organisation) -> None:
    page = client.get(of(rose_court, "home"))

    assert "Welcome. Let us make your plan" in words(page)
    assert press(page) == "Make my plan"
    [form] = elements(page, "form", method="post")
    assert dict(form.attributes)["action"] == of(rose_court, "open_year")


def test_somebody_who_may_only_read_is_not_invited_to_open_a_year(rose_court: Organisation) -> None:
    jo = f.member(rose_court, Role.VIEWER, "Jo")

    page = browser(jo).get(of(rose_court, "home"))

    assert elements(page, "form", method="post") == []
    assert links(page)[press(page)] == of(rose_court, "details")


def test_until_something_is_started_the_papers_come_first(client: Client, assessment: Assessment) -> None:
    """F4: who came by another way than the first button is led to them, too."""
    home = assessment.organisation
    jo = f.member(home, Role.VIEWER, "Jo")
    say = "Say which papers you have"

    assert links(client.get(of(home, "home")))[say] == of_year(assessment, "ready")
    assert say not in links(browser(jo).get(of(home, "home")))

    a.answer(assessment, "1.1.5", choice="not-sure")

    assert say not in links(client.get(of(home, "home")))


def test_people_are_reached_from_here(client: Client, assessment: Assessment) -> None:
    code = assessment.organisation.code

    assert links(client.get(of(assessment.organisation, "home")))["People who can sign in"] == f"/o/{code}/people/"


def test_half_done_says_how_many_are_left_and_carries_on_with_the_next(client: Client, assessment: Assessment) -> None:
    a.answered(assessment, but=["1.1.5", "8.3.1"])

    page = client.get(of(assessment.organisation, "home"))

    assert sentences(client, assessment.organisation) == (
        "You have 2 questions left for Standards Met. Publish by 30 June 2027."
    )
    assert press(page) == "Carry on: who is in charge of data"
    assert links(page)[press(page)] == of_year(assessment, "question", "1.1.5")


def test_one_left_is_one_question(client: Client, assessment: Assessment) -> None:
    a.answered(assessment, but=["1.1.5"])

    assert "You have 1 question left" in sentences(client, assessment.organisation)


def test_each_part_says_what_is_left_or_that_it_is_to_be_checked_or_completed(
    client: Client, assessment: Assessment
) -> None:
    a.answered(assessment, but=["1.1.5"])
    a.confirmed(assessment, "data-security")

    shown = words(client.get(of(assessment.organisation, "home")))

    assert "Staff and training 1 left" in shown
    assert "Policies and paperwork Check answers" in shown
    assert "Keeping data safe Completed" in shown


def test_everything_answered_but_not_confirmed_leads_to_what_is_left(client: Client, assessment: Assessment) -> None:
    a.answered(assessment)

    page = client.get(of(assessment.organisation, "home"))

    assert "You have answered all you need for Standards Met." in sentences(client, assessment.organisation)
    assert press(page) == "See what is left"
    assert links(page)[press(page)] == of_year(assessment, "publish")


@pytest.mark.parametrize("level", [Level.APPROACHING, Level.MET])
def test_ready_for_a_level_leads_to_publishing(client: Client, assessment: Assessment, level: Level) -> None:
    a.ready(assessment, level)

    page = client.get(of(assessment.organisation, "home"))

    assert press(page) == "Go to publish"
    assert links(page)[press(page)] == of_year(assessment, "publish")


def test_published_says_so_and_until_when(client: Client, rose_court: Organisation) -> None:
    a.published(rose_court)

    assert sentences(client, rose_court) == (
        "You are up to date. You have published Standards Met. Your standard lasts until 22 November 2027."
    )
    assert press(client.get(of(rose_court, "home"))) == "See what you have published"


def test_a_withdrawn_publication_is_none(client: Client, rose_court: Organisation, priya: User) -> None:
    publication = a.published(rose_court)
    with acting_for(rose_court):
        withdraw(publication=publication, reason="In error", by=priya, at=f.NOW)

    assert sentences(client, rose_court) == (
        "You have answered all you need for Standards Met. Publish by 30 June 2027."
    )
    assert press(client.get(of(rose_court, "home"))) == "Go to publish"


def test_both_clocks_are_shown_and_the_nearer_one_is_the_day_to_publish_by(
    client: Client, rose_court: Organisation
) -> None:
    """R30: published on 25 June 2026, so by 25 June 2027 and not by the 30th."""
    a.published(rose_court, at=JUNE_2026)
    year = f.assessment(rose_court)
    a.answer(year, "1.1.5", choice="not-yet")

    page = client.get(of(rose_court, "home"))

    assert "Your standard lasts until 25 June 2027. Publish by 25 June 2027." in sentences(client, rose_court)
    assert "30 June 2027" in words(page)  # the other clock, in the picture of the year


def test_a_standard_that_ran_out_says_when(client: Client, rose_court: Organisation, priya: User) -> None:
    a.published(rose_court)
    with time_machine.travel(NEXT_YEAR, tick=False):
        year = f.assessment(rose_court, at=NEXT_YEAR)
        a.answer(year, "1.1.5", choice="not-yet", at=NEXT_YEAR)

        assert "Your standard ran out on 22 November 2027. Publish by 30 June 2028." in sentences(
            browser(priya), rose_court
        )


def test_a_new_year_offers_last_years_answers_and_shows_both_clocks(client: Client, rose_court: Organisation) -> None:
    a.published(rose_court, at=JUNE_2026)

    page = client.get(of(rose_court, "home"))

    assert sentences(client, rose_court) == (
        "The year 2026 to 2027 is open. Your answers for 2025 to 2026 are ready to carry over. "
        "Your standard lasts until 25 June 2027. Publish by 25 June 2027."
    )
    assert press(page) == "Look at last year's answers"
    [form] = elements(page, "form", method="post")
    assert dict(form.attributes)["action"] == of(rose_court, "open_year")


def test_exceeded_counts_as_met_once_its_certificate_has_run_out(rose_court: Organisation, priya: User) -> None:
    """R23: the certificate runs out eleven months from today, a month before the standard does."""
    a.published(rose_court, Level.EXCEEDED)

    for day, says_so in ((22, False), (23, True)):
        with time_machine.travel(datetime(2027, 10, day, 9, tzinfo=UTC), tick=False):
            shown = sentences(browser(priya), rose_court)
            assert "Your standard lasts until 22 November 2027." in shown
            assert ("so it counts as Standards Met." in shown) == says_so


def test_a_new_certificate_keeps_exceeded(rose_court: Organisation, priya: User) -> None:
    a.published(rose_court, Level.EXCEEDED)
    later = datetime(2027, 10, 23, 9, tzinfo=UTC)
    a.described(rose_court, at=later, **a.certificate(later.date()))

    with time_machine.travel(later, tick=False):
        assert "counts as" not in sentences(browser(priya), rose_court)


def test_the_next_jobs_are_the_plans_soonest_rows(client: Client, assessment: Assessment) -> None:
    for months, ref in enumerate(["7.2.1", "7.1.2", "5.1.1", "3.1.1"], start=1):
        a.planned(assessment, ref, target_on=f.NOW.date() + timedelta(days=30 * months))

    shown = words(client.get(of(assessment.organisation, "home")))

    assert "Testing your plan By 22 December 2026" in shown
    assert shown.index("Testing your plan") < shown.index("Plan for when systems fail")
    assert "By 22 March 2027" not in shown  # the fourth


def test_a_viewer_reads_the_questions(assessment: Assessment) -> None:
    jo = f.member(assessment.organisation, Role.VIEWER, "Jo")

    page = browser(jo).get(of(assessment.organisation, "home"))

    assert links(page)[press(page)] == of_year(assessment, "questions")
    assert len(buttons(page)) == 1


def test_a_viewer_does_not_open_a_new_year(rose_court: Organisation) -> None:
    a.published(rose_court, at=JUNE_2026)
    jo = f.member(rose_court, Role.VIEWER, "Jo")

    page = browser(jo).get(of(rose_court, "home"))

    assert press(page) == "See the questions"
    assert elements(page, "form", method="post") == []


def test_only_a_manager_is_asked_to_invite_a_second_one(client: Client, assessment: Assessment) -> None:
    home = assessment.organisation
    jo = f.member(home, Role.CONTRIBUTOR, "Jo")

    assert "Add a second person" in words(client.get(of(home, "home")))
    assert "Add a second person" not in words(browser(jo).get(of(home, "home")))

    f.member(home, Role.ADMINISTRATOR, "Sam")

    assert "Add a second person" not in words(client.get(of(home, "home")))


@pytest.mark.parametrize("page", ["questions", "plan"])
def test_the_menus_lead_to_the_newest_year(client: Client, rose_court: Organisation, page: str) -> None:
    assert client.get(of(rose_court, f"current_{page}"))["Location"] == of(rose_court, "home")

    f.assessment(rose_court, at=JUNE_2026)
    newest = f.assessment(rose_court)

    assert client.get(of(rose_court, f"current_{page}"))["Location"] == of_year(newest, page)


def test_a_higher_standard_can_be_published_in_the_same_year(client: Client, rose_court: Organisation) -> None:
    publication = a.published(rose_court, Level.APPROACHING)
    assert press(client.get(of(rose_court, "home"))) != "Go to publish"

    with acting_for(rose_court):
        a.ready(publication.assessment, Level.MET)

    assert press(client.get(of(rose_court, "home"))) == "Go to publish"
