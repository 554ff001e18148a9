"""Are you ready to publish? The ladder of the levels, and what is left for each, as links."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from assessments.editions import edition
from assessments.models import Assessment
from assessments.rules.levels import Level
from organisations.models import Organisation
from organisations.permissions import Role
from tests import factories as f
from tests.factories import assessments as a
from tests.integration.assessments.reading import browser, links, of, of_year, press, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]

REF = "3.1.1"
LAST_YEAR = datetime(2025, 11, 22, 9, tzinfo=UTC)


def after(shown: str, heading: str, until: str = "") -> str:
    """Return the words under the last heading of a name, up to the next one."""
    found = shown[shown.rindex(heading) :]
    return found[: found.index(until, 1)] if until else found


def test_every_blocker_of_a_level_is_a_link_to_its_cure(client: Client, assessment: Assessment) -> None:
    """R15."""
    page = client.get(of_year(assessment, "publish"))

    addresses = set(links(page).values())
    needed = edition(assessment.edition).needed_for(Level.MET)
    assert {of_year(assessment, "question", question.ref) for question in needed} <= addresses
    assert {of_year(assessment, "check_part", part.slug) for part in edition(assessment.edition).sections} <= addresses
    steps = {of(assessment.organisation, "details_step", s) for s in ("kind", "ico", "earlier", "nhsmail", "cyber")}
    assert steps <= addresses
    assert of(assessment.organisation, "details") in addresses


def test_each_of_those_links_leads_somewhere(client: Client, assessment: Assessment) -> None:
    a.answered(assessment, Level.APPROACHING)

    for words_of_it, address in links(client.get(of_year(assessment, "publish"))).items():
        assert client.get(address).status_code in (200, 409), words_of_it


def test_the_heading_counts_what_is_left_and_the_button_leads_to_the_first(
    client: Client, assessment: Assessment
) -> None:
    a.ready(assessment)
    a.answer(assessment, "1.3.13", choice="not-sure")

    page = client.get(of_year(assessment, "publish"))

    shown = words(page)
    assert "2 things left for Approaching Standards." in shown  # the answer, and its part to be finished again
    assert links(page)[press(page)] == of_year(assessment, "question", "1.3.13")
    assert "1.3.13 Answer: Locks and doors Finish the part: Keeping data safe" in after(
        shown, "42 of 43 questions done"
    )


def test_ready_for_approaching_offers_it(client: Client, assessment: Assessment) -> None:
    a.ready(assessment, Level.APPROACHING)

    page = client.get(of_year(assessment, "publish"))

    assert "You can publish Approaching Standards." in words(page)
    assert links(page)["Publish Approaching Standards"] == of_year(assessment, "publish_check", "approaching")
    assert "Publish Standards Met" not in links(page)


def test_a_plan_row_that_lacks_something_holds_approaching_up(client: Client, assessment: Assessment) -> None:
    """R12 and R17."""
    a.ready(assessment, Level.APPROACHING)
    a.planned_again(assessment, REF, owner="")

    page = client.get(of_year(assessment, "publish"))

    assert "1 thing left for Approaching Standards." in words(page)
    assert links(page)["Add what, who and when: Who needs what training"] == of_year(assessment, "plan_row", REF)


def test_who_reaches_met_is_not_offered_approaching(client: Client, assessment: Assessment) -> None:
    """R12."""
    a.ready(assessment)

    page = client.get(of_year(assessment, "publish"))

    assert press(page) == "Publish Standards Met"
    assert "You do not need this one. Your answers reach Standards Met." in words(page)
    assert of_year(assessment, "publish_check", "approaching") not in links(page).values()


def test_exceeded_needs_a_certificate_and_with_one_is_the_best(client: Client, assessment: Assessment) -> None:
    a.ready(assessment)
    without = words(client.get(of_year(assessment, "publish")))

    a.ready_again(assessment, **a.certificate(f.NOW.date()))
    page = client.get(of_year(assessment, "publish"))

    assert "This one needs a Cyber Essentials Plus certificate that is in date." in without
    assert press(page) == "Publish Standards Exceeded"
    assert links(page)["Publish Standards Met"] == of_year(assessment, "publish_check", "met")  # that is free to choose


def test_who_has_published_before_cannot_start_again_with_approaching(client: Client, rose_court: Organisation) -> None:
    """R12."""
    a.published(rose_court, at=LAST_YEAR)

    shown = words(client.get(of_year(f.assessment(rose_court), "publish")))

    assert "You have published before. Approaching Standards is only for the first time." in shown


def test_approaching_is_used_up_after_once(client: Client, rose_court: Organisation) -> None:
    a.published(rose_court, Level.APPROACHING, at=LAST_YEAR)

    shown = words(client.get(of_year(f.assessment(rose_court), "publish")))

    assert "You used Approaching Standards before. The rules let you use it once." in shown


@pytest.mark.parametrize("level", ["entry-level", "approaching", "met"])
def test_what_was_published_elsewhere_counts_too(client: Client, assessment: Assessment, level: str) -> None:
    """R79."""
    a.ready(assessment, Level.APPROACHING)
    a.declared(assessment.organisation, level, date(2025, 6, 1))

    page = client.get(of_year(assessment, "publish"))

    assert "Publish Approaching Standards" not in links(page)


def test_a_closed_year_leads_to_the_open_one(client: Client, rose_court: Organisation) -> None:
    closed = f.assessment(rose_court, at=LAST_YEAR)
    a.ready(closed, at=LAST_YEAR)

    page = client.get(of_year(closed, "publish"))

    assert links(page)["This year is closed. Go to the year that is open"] == of(rose_court, "home")
    assert "You can publish" not in words(page)


def test_a_viewer_may_see_what_is_left(assessment: Assessment) -> None:
    jo = f.member(assessment.organisation, Role.VIEWER, "Jo")

    assert browser(jo).get(of_year(assessment, "publish")).status_code == 200
