"""After the press: that it is done, and what comes next."""

from datetime import date

import pytest
from django.conf import LazySettings
from django.test import Client

from assessments.rules.levels import Level
from organisations.models import Organisation
from tests.factories import assessments as a
from tests.integration.assessments.reading import links, of, press, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]


def test_it_gives_the_reference_and_the_certificate(client: Client, rose_court: Organisation) -> None:
    publication = a.published(rose_court)

    page = client.get(of(rose_court, "publish_done", publication.reference))

    shown = words(page)
    assert "You have published Standards Met" in shown
    assert f"Your reference is {publication.reference}" in shown
    assert "Your standard lasts until 22 November 2027." in shown
    assert links(page)[press(page)] == of(rose_court, "certificate", publication.reference)


def test_after_approaching_it_names_next_years_aim_and_the_first_job(client: Client, rose_court: Organisation) -> None:
    publication = a.published(rose_court, Level.APPROACHING)
    a.planned_again(publication.assessment, "7.1.2", target_on=date(2026, 12, 1))

    page = client.get(of(rose_court, "publish_done", publication.reference))

    assert "Next year you need Standards Met. Your first job is due by 1 December 2026." in words(page)
    assert press(page) == "See your letter"


def test_it_says_that_this_is_not_the_nhs_record_unless_it_is(
    client: Client, rose_court: Organisation, settings: LazySettings
) -> None:
    address = of(rose_court, "publish_done", a.published(rose_court).reference)
    not_the_record = words(client.get(address))

    settings.OFFICIAL_RECORD = True

    assert "This is not the NHS record." in not_the_record
    assert "NHS record" not in words(client.get(address))
