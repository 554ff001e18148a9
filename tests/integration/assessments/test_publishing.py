"""What a publication leaves behind: a record that stays as it is, and mail (R2, R23, R34)."""

import json
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest
import time_machine
from django.test import Client

from assessments.models import Assessment
from assessments.rules.levels import Level
from organisations.models import Organisation, OutgoingMail, User
from organisations.permissions import Role
from organisations.post import post_room
from tests import factories as f
from tests.factories import assessments as a
from tests.integration.assessments.reading import browser
from tests.integration.assessments.test_publish_check import LAST_YEAR, do_publish, publications

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]


def test_exceeded_keeps_the_certificates_last_day_and_met_keeps_none(client: Client, assessment: Assessment) -> None:
    """R23."""
    a.ready(assessment, Level.EXCEEDED)
    for level in (Level.EXCEEDED, Level.MET):
        do_publish(client, assessment, level)

    kept = [publication.certificate_expires_on for publication in publications(assessment)]
    assert kept == [date(2027, 10, 22), None]


def test_what_is_frozen_is_canonical_and_has_its_own_hash(client: Client, assessment: Assessment) -> None:
    """R34."""
    a.ready(assessment, Level.APPROACHING)
    do_publish(client, assessment, Level.APPROACHING)
    [publication] = publications(assessment)

    content = json.loads(publication.snapshot)

    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert publication.snapshot == canonical
    assert publication.snapshot_sha256 == sha256(canonical.encode()).hexdigest()
    assert content["level"] == "approaching"
    assert content["declaration"] == "I am allowed to publish for Rose Court, and what we have said is true"
    assert content["person"]["name"] == "Priya"
    assert len(content["answers"]) == 77
    assert [row["ref"] for row in content["plan"]] == a.left(assessment)


def test_what_changes_afterwards_changes_no_record(client: Client, assessment: Assessment) -> None:
    """R34."""
    a.ready(assessment)
    do_publish(client, assessment)
    [before] = publications(assessment)

    a.described(assessment.organisation, ico_number="ZB999999")
    a.renamed(assessment.organisation, "Rose Manor")
    a.answer(assessment, "1.1.5", choice="not-sure")

    [after] = publications(assessment)
    assert after.snapshot == before.snapshot
    assert "ZB999999" not in after.snapshot


def test_mail_goes_to_every_administrator_and_nobody_else(client: Client, assessment: Assessment) -> None:
    for name, role in (("Sam", Role.ADMINISTRATOR), ("Tom", Role.CONTRIBUTOR), ("Jo", Role.VIEWER)):
        f.member(assessment.organisation, role, name)
    a.ready(assessment)

    do_publish(client, assessment)

    with post_room():
        mails = OutgoingMail.objects.filter(kind="published")
        assert {mail.recipient for mail in mails} == {"priya@example.com", "sam@example.com"}
        assert all(publications(assessment)[0].reference in mail.text for mail in mails)


def test_midnight_is_londons(assessment: Assessment, priya: User, rose_court: Organisation) -> None:
    """R2: 23:05 UTC on 30 June is 00:05 on 1 July in London; the year that is open is still 2025-26."""
    year = f.assessment(rose_court, at=LAST_YEAR)
    night = datetime(2026, 6, 30, 23, 5, tzinfo=UTC)
    with time_machine.travel(night - timedelta(minutes=1), tick=False):
        a.ready(year, at=night)
        do_publish(browser(priya), year)

    [publication] = publications(year)
    assert publication.published_on == date(2026, 7, 1)
    assert publication.year.label == "2025-26"
