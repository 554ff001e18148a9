"""A home that is judged by what another published, or was: its first sentence, its list, its own certificate."""

from datetime import date, timedelta

import pytest

from assessments.actions.publishing import publish
from assessments.models import Coverage, Publication
from assessments.rules.levels import Level
from organisations.models import NationalResult, Organisation
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import assessments as a
from tests.factories import covering as c
from tests.integration.assessments.reading import browser, elements, links, of, text, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)


@pytest.fixture
def rose_court() -> Organisation:
    """Rose Court published ten days ago, and its head office covers it from today."""
    at = f.NOW - 10 * DAY
    home = f.organisation()
    a.published(home, at=at)
    return home


@pytest.fixture
def publication(fern: Organisation, rose_court: Organisation) -> Publication:
    publication = c.published_for(c.ready_group(fern))
    covered(publication, rose_court)
    return publication


def covered(publication: Publication, site: Organisation, *, ended: str = "", to_on: date | None = None) -> None:
    with acting_for(publication.organisation):
        Coverage.objects.create(
            organisation=publication.organisation,
            publication=publication,
            reference=publication.reference,
            site=site,
            from_on=publication.published_on,
            to_on=to_on or publication.valid_until,
            valid_until=publication.valid_until,
            made_at=f.NOW,
            made_by=publication.published_by,
            ended=ended,
        )


def test_the_home_page_says_who_published(rose_court: Organisation, publication: Publication) -> None:
    page = browser(a.manager_of(rose_court)).get(of(rose_court, "home"))

    assert "Fern Care Group has published Standards Met for you. It lasts until 22 November 2027." in words(page)
    assert links(page)["What your head office published for you"] == "/o/VA001/covered/"


def test_its_own_result_counts_again_once_the_cover_has_ended(fern: Organisation, rose_court: Organisation) -> None:
    yesterday = c.published_for(c.ready_group(fern, at=f.NOW - 5 * DAY), at=f.NOW - 5 * DAY)
    covered(yesterday, rose_court, ended="removed", to_on=TODAY - DAY)

    page = browser(a.manager_of(rose_court)).get(of(rose_court, "home"))

    assert "You are up to date. You have published Standards Met." in words(page)


def test_after_a_sale_it_says_so(fern: Organisation) -> None:
    home = f.organisation()
    f.assessment(home)
    before = c.published_for(c.ready_group(fern, at=f.NOW - 5 * DAY), at=f.NOW - 5 * DAY)
    covered(before, home, ended="sold", to_on=TODAY - DAY)

    page = browser(a.manager_of(home)).get(of(home, "home"))

    assert "What your last head office published counts no more." in words(page)


def test_its_own_certificate_says_that_a_newer_one_counts(rose_court: Organisation, publication: Publication) -> None:
    client = browser(a.manager_of(rose_court))
    with acting_for(rose_court):
        own = rose_court.publications.get()

    page = client.get(of(rose_court, "certificate", own.reference))
    listed = client.get(of(rose_court, "published"))

    assert [text(one) for one in elements(page, "div", cls="app-warning")] == [
        "Important: A newer one of Fern Care Group counts now."
    ]
    assert "Counts now" not in words(listed)
    assert links(listed)["What was published for you"] == "/o/VA001/covered/"


def test_published_again_its_own_is_the_newer_one(rose_court: Organisation, publication: Publication) -> None:
    by = a.manager_of(rose_court)
    with acting_for(rose_court, user=by):
        own = rose_court.publications.get()
        publish(
            assessment=own.assessment, level=Level.MET, declaration="Yes.", after=own.pk, by=by, at=f.NOW + DAY / 24
        )

    page = browser(by).get(of(rose_court, "home"))

    assert "You are up to date. You have published Standards Met." in words(page)


def test_the_national_list_counts_as_published_before() -> None:
    """R6, R12, R79."""
    home = f.organisation()
    year = f.assessment(home)
    a.answered(year, Level.APPROACHING)
    NationalResult.objects.create(
        code="VA001", name="Rose Court", level="approaching", published_on=date(2026, 3, 1), label="25/26 Approaching"
    )

    client = browser(a.manager_of(home))

    assert "You used Approaching Standards before." in words(client.get(of(home, "publish", year.year.label)))
    assert "25/26 Approaching, 1 March 2026. From the national list." in words(client.get(of(home, "published")))
    assert "Your standard lasts until 1 March 2027." in words(client.get(of(home, "home")))
