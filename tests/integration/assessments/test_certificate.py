"""The certificate, or the progress letter, that tells today's truth about itself."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client

from assessments.actions.publishing import withdraw
from assessments.rules.levels import Level
from organisations.models import Organisation, User
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import assessments as a
from tests.integration.assessments.reading import browser, elements, of, text, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]


def state(client: Client, home: Organisation, reference: str) -> str:
    """Return the warning over the certificate, if there is one."""
    page = client.get(of(home, "certificate", reference))
    return " ".join(text(warning) for warning in elements(page, "div", cls="app-warning"))


def test_it_says_what_was_reached_and_until_when(client: Client, rose_court: Organisation) -> None:
    publication = a.published(rose_court)

    page = client.get(of(rose_court, "certificate", publication.reference))

    [certificate] = elements(page, "article")
    shown = text(certificate)
    assert "Certificate Rose Court Leeds, LS1 4AP. Code VA001" in shown
    assert "has published Standards Met for 2026 to 2027." in shown
    assert f"Published on 22 November 2026. Lasts until 22 November 2027. Reference {publication.reference}" in shown
    assert "The organisation checked itself. This is not the NHS record." in shown
    assert state(client, rose_court, publication.reference) == ""


def test_approaching_has_a_progress_letter(client: Client, rose_court: Organisation) -> None:
    publication = a.published(rose_court, Level.APPROACHING)

    shown = words(client.get(of(rose_court, "certificate", publication.reference)))

    assert "Progress letter" in shown
    assert "It has a plan for what is left to reach Standards Met." in shown
    assert "Certificate" not in shown


def test_the_name_on_it_is_that_of_the_day(client: Client, rose_court: Organisation) -> None:
    publication = a.published(rose_court)
    a.renamed(rose_court, "Rose Manor")

    [certificate] = elements(client.get(of(rose_court, "certificate", publication.reference)), "article")

    assert "Rose Court" in text(certificate)
    assert "Rose Manor" not in text(certificate)


def test_one_that_was_replaced_says_so(client: Client, rose_court: Organisation) -> None:
    first = a.published(rose_court)
    second = a.published_again(first, at=f.NOW + timedelta(hours=1))

    assert "A newer one has replaced this one." in state(client, rose_court, first.reference)
    assert state(client, rose_court, second.reference) == ""


def test_one_that_was_withdrawn_says_so_and_the_one_before_counts(
    client: Client, rose_court: Organisation, priya: User
) -> None:
    first = a.published(rose_court)
    second = a.published_again(first, at=f.NOW + timedelta(hours=1))
    with acting_for(rose_court):
        withdraw(publication=second, reason="In error", by=priya, at=f.NOW)

    assert "This was withdrawn and does not count." in state(client, rose_court, second.reference)
    assert state(client, rose_court, first.reference) == ""


def test_one_that_has_run_out_says_so_from_the_next_day(rose_court: Organisation, priya: User) -> None:
    """R27."""
    reference = a.published(rose_court).reference

    for day, has_run_out in ((22, False), (23, True)):
        with time_machine.travel(datetime(2027, 11, day, 12, tzinfo=UTC), tick=False):
            assert ("This one has run out." in state(browser(priya), rose_court, reference)) == has_run_out


def test_exceeded_says_when_it_counts_as_met(rose_court: Organisation, priya: User) -> None:
    """R23: the Cyber Essentials Plus certificate ends on 22 October 2027, the publication a month later."""
    reference = a.published(rose_court, Level.EXCEEDED).reference

    for day, counts_as_met in ((22, False), (23, True)):
        with time_machine.travel(datetime(2027, 10, day, 12, tzinfo=UTC), tick=False):
            assert ("so it counts as Standards Met." in state(browser(priya), rose_court, reference)) == counts_as_met


def test_with_a_new_cyber_certificate_exceeded_stays_exceeded(rose_court: Organisation, priya: User) -> None:
    """R23."""
    reference = a.published(rose_court, Level.EXCEEDED).reference
    later = datetime(2027, 10, 23, 12, tzinfo=UTC)
    a.described(rose_court, at=later, **a.certificate(later.date()))

    with time_machine.travel(later, tick=False):
        assert state(browser(priya), rose_court, reference) == ""


def test_the_official_record_does_not_say_that_it_is_none(
    client: Client, rose_court: Organisation, settings: LazySettings
) -> None:
    settings.OFFICIAL_RECORD = True

    page = client.get(of(rose_court, "certificate", a.published(rose_court).reference))

    assert "This is not the NHS record." not in words(page)


def test_an_older_year_keeps_its_name(client: Client, rose_court: Organisation) -> None:
    publication = a.published(rose_court, at=datetime(2026, 6, 1, 9, tzinfo=UTC))
    f.assessment(rose_court)

    assert "for 2025 to 2026." in words(client.get(of(rose_court, "certificate", publication.reference)))
