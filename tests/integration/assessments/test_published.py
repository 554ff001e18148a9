"""What a home has published: each with what has become of it, and what it published elsewhere."""

from datetime import UTC, date, datetime, timedelta

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
from tests.integration.assessments.reading import browser, elements, links, of, of_year, text, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]


def entries(client: Client, home: Organisation) -> list[str]:
    return [text(section) for section in elements(client.get(of(home, "published")), "section")]


def test_a_home_that_has_not_begun_is_led_home(client: Client, rose_court: Organisation) -> None:
    assert client.get(of(rose_court, "published"))["Location"] == of(rose_court, "home")


def test_a_home_that_has_not_published_is_led_to_what_is_left(client: Client, assessment: Assessment) -> None:
    page = client.get(of(assessment.organisation, "published"))

    assert "You have not published here yet." in words(page)
    assert links(page)["See what is left"] == of_year(assessment, "publish")


def test_the_newest_counts_and_the_one_before_is_replaced(client: Client, rose_court: Organisation) -> None:
    """R30 and R33: of two on one day the later counts."""
    first = a.published(rose_court)
    second = a.published_again(first, at=f.NOW + timedelta(hours=1))

    newest, older = entries(client, rose_court)

    assert newest == (
        "Standards Met, 22 November 2026 Counts now It lasts until 22 November 2027. "
        f"Year 2026-27. Reference {second.reference}. Certificate for {second.reference}"
    )
    assert f"Replaced A newer one counts. Year 2026-27. Reference {first.reference}." in older


def test_a_withdrawn_one_does_not_count_and_the_one_before_counts_again(
    client: Client, rose_court: Organisation, priya: User
) -> None:
    """R34."""
    first = a.published(rose_court)
    second = a.published_again(first, at=f.NOW + timedelta(hours=1))
    with acting_for(rose_court):
        withdraw(publication=second, reason="In error", by=priya, at=f.NOW)

    newest, older = entries(client, rose_court)

    assert "Withdrawn This one does not count." in newest
    assert "Counts now" in older


def test_one_that_has_run_out_says_when(rose_court: Organisation, priya: User) -> None:
    """R27: its last day is included."""
    a.published(rose_court)

    for day, said in ((22, "Counts now It lasts until"), (23, "Out of date It ran out on 22 November 2027.")):
        with time_machine.travel(datetime(2027, 11, day, 12, tzinfo=UTC), tick=False):
            [only] = entries(browser(priya), rose_court)
            assert said in only


def test_approaching_has_a_letter(client: Client, rose_court: Organisation) -> None:
    publication = a.published(rose_court, Level.APPROACHING)

    [only] = entries(client, rose_court)

    assert only.startswith("Approaching Standards, 22 November 2026 Counts now")
    assert only.endswith(f"Letter for {publication.reference}")


def test_what_was_published_elsewhere_is_listed_by_its_own_name(client: Client, assessment: Assessment) -> None:
    a.declared(assessment.organisation, "entry-level", date(2021, 6, 1))

    shown = words(client.get(of(assessment.organisation, "published")))

    assert "Published on the national toolkit Entry Level, 1 June 2021. You told us." in shown


def test_a_viewer_may_read_it(rose_court: Organisation) -> None:
    a.published(rose_court)
    jo = f.member(rose_court, Role.VIEWER, "Jo")

    assert len(entries(browser(jo), rose_court)) == 1
