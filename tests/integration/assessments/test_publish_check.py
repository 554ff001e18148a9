"""The last check and the press: what is frozen, who is told, and what is refused (R12 to R16, R34)."""

from datetime import UTC, date, datetime

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client

from assessments.actions.publishing import withdraw
from assessments.models import Assessment, Publication
from assessments.rules.levels import Level
from organisations.models import AuditEntry, Organisation, User
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import assessments as a
from tests.integration.assessments.reading import browser, links, of, of_year, press, refusals, typed, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]

TICKED = {"allowed": "on"}
LAST_YEAR = datetime(2025, 11, 22, 9, tzinfo=UTC)


def check(year: Assessment, level: Level) -> str:
    return of_year(year, "publish_check", level.value)


def do_publish(client: Client, year: Assessment, level: Level = Level.MET) -> HttpResponse:
    """Look at the check and press, as a browser does."""
    after = typed(client.get(check(year, level)), "after")
    return client.post(check(year, level), {**TICKED, "after": after})


def publications(year: Assessment) -> list[Publication]:
    with acting_for(year.organisation):
        return list(Publication.objects.order_by("pk"))


def test_the_check_shows_exactly_what_the_public_will_see(client: Client, assessment: Assessment) -> None:
    a.ready(assessment)

    page = client.get(check(assessment, Level.MET))

    assert page.status_code == 200
    assert "Rose Court reached Standards Met on 22 November 2026. It runs out on 22 November 2027." in words(page)
    assert "I am allowed to publish for Rose Court, and what we have said is true" in words(page)
    assert "This is not the NHS record." in words(page)
    assert press(page) == "Publish Standards Met"


def test_the_official_record_does_not_say_that_it_is_none(
    client: Client, assessment: Assessment, settings: LazySettings
) -> None:
    settings.OFFICIAL_RECORD = True
    a.ready(assessment)

    assert "This is not the NHS record." not in words(client.get(check(assessment, Level.MET)))


def test_publishing_makes_one_record_of_the_day(client: Client, assessment: Assessment, priya: User) -> None:
    a.ready(assessment)

    response = do_publish(client, assessment)

    [publication] = publications(assessment)
    assert response["Location"] == of(assessment.organisation, "publish_done", publication.reference)
    assert (publication.level, publication.published_by) == (Level.MET, priya)
    assert (publication.published_on, publication.valid_until) == (date(2026, 11, 22), date(2027, 11, 22))
    with acting_for(assessment.organisation):
        entry = AuditEntry.objects.get(verb="published")
    assert (entry.subject, entry.detail["sha256"]) == (publication.reference, publication.snapshot_sha256)


def test_without_the_declaration_nothing_is_published(client: Client, assessment: Assessment) -> None:
    a.ready(assessment)

    page = client.post(check(assessment, Level.MET), {"after": ""})

    assert refusals(page) == ["Tick the box to say that you are allowed to publish"]
    assert publications(assessment) == []


@pytest.mark.parametrize("level", Level)
def test_what_is_missing_is_listed_and_nothing_is_published(
    client: Client, assessment: Assessment, level: Level
) -> None:
    """R15 and R16: also for somebody who sends the form without the page."""
    page = client.get(check(assessment, level))
    pressed = client.post(check(assessment, level), TICKED)

    for refused in (page, pressed):
        assert refused.status_code == 409
        assert of_year(assessment, "question", "1.1.5") in links(refused).values()
        assert "I am allowed to publish" not in words(refused)
    assert publications(assessment) == []


def test_what_changes_between_looking_and_pressing_is_found_again(client: Client, assessment: Assessment) -> None:
    """R16."""
    a.ready(assessment)
    client.get(check(assessment, Level.MET))
    a.answer(assessment, "1.1.5", choice="not-sure")

    assert client.post(check(assessment, Level.MET), TICKED).status_code == 409


def test_pressing_twice_publishes_once(client: Client, assessment: Assessment) -> None:
    """R16: the second press still carries what its page had seen."""
    a.ready(assessment)

    both = {client.post(check(assessment, Level.MET), {**TICKED, "after": ""})["Location"] for _ in range(2)}

    assert len(both) == len(publications(assessment)) == 1


def test_publishing_again_on_purpose_makes_another(client: Client, assessment: Assessment) -> None:
    """R30."""
    a.ready(assessment)
    for _ in range(2):
        do_publish(client, assessment)

    assert len(publications(assessment)) == 2


def test_approaching_cannot_be_published_twice(client: Client, assessment: Assessment) -> None:
    """R12."""
    a.ready(assessment, Level.APPROACHING)
    assert do_publish(client, assessment, Level.APPROACHING).status_code == 302

    page = client.post(check(assessment, Level.APPROACHING), {**TICKED, "after": publications(assessment)[0].pk})

    assert page.status_code == 409
    assert "You used Approaching Standards before. The rules let you use it once." in words(page)
    assert len(publications(assessment)) == 1


def test_after_a_withdrawal_one_can_publish_again(client: Client, assessment: Assessment, priya: User) -> None:
    """R12: a publication withdrawn as an error frees even Approaching Standards."""
    a.ready(assessment, Level.APPROACHING)
    do_publish(client, assessment, Level.APPROACHING)
    [mistake] = publications(assessment)
    with acting_for(assessment.organisation):
        withdraw(publication=mistake, reason="In error", by=priya, at=f.NOW)

    do_publish(client, assessment, Level.APPROACHING)

    assert [p.withdrawn_at is None for p in publications(assessment)] == [False, True]


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, 302),
        ({"cyber_plus_expires_on": date(2026, 11, 22)}, 302),
        ({"cyber_plus_expires_on": date(2026, 11, 21)}, 409),
        ({"cyber_plus_issued_on": date(2026, 11, 23)}, 409),
        ({"cyber_plus_number": " "}, 409),
        ({"cyber_plus": "not-sure"}, 409),
    ],
)
def test_exceeded_needs_a_certificate_that_is_live_today(
    client: Client, assessment: Assessment, changes: dict[str, object], status: int
) -> None:
    """R14."""
    a.ready(assessment)
    a.ready_again(assessment, **{**a.certificate(f.NOW.date()), **changes})

    assert do_publish(client, assessment, Level.EXCEEDED).status_code == status


def test_a_closed_year_cannot_be_published(client: Client, rose_court: Organisation) -> None:
    closed = f.assessment(rose_court, at=LAST_YEAR)
    a.ready(closed, at=LAST_YEAR)

    assert do_publish(client, closed).status_code == 409
    assert publications(closed) == []


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.VIEWER])
def test_only_an_administrator_publishes(assessment: Assessment, role: Role) -> None:
    a.ready(assessment)
    tom = browser(f.member(assessment.organisation, role))

    page = tom.get(check(assessment, Level.MET))

    assert page.status_code == tom.post(check(assessment, Level.MET), TICKED).status_code == 403
    assert "Ask Priya" in words(page)


def test_an_unknown_level_is_not_there(client: Client, assessment: Assessment) -> None:
    assert client.get(of_year(assessment, "publish_check", "excellent")).status_code == 404
