"""What a site sees of what is published on its behalf, and its own certificate."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from assessments.actions.amending import remove_covered
from assessments.actions.publishing import publish, withdraw
from assessments.models import Assessment, Publication
from assessments.rules.levels import Level
from organisations.models import Organisation
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import assessments as a
from tests.factories import covering as c
from tests.factories import groups as g
from tests.integration.assessments.reading import browser, elements, links, text, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
DAY = timedelta(days=1)
HERE = "/o/VA101/covered/"


@pytest.fixture
def elm(fern: Organisation) -> Organisation:
    return g.site_of(fern)


@pytest.fixture
def year(fern: Organisation) -> Assessment:
    return c.ready_group(fern)


@pytest.fixture
def publication(year: Assessment, elm: Organisation) -> Publication:
    return c.published_for(year, elm)


@pytest.fixture
def mina(elm: Organisation) -> Client:
    """Give the browser of the manager of Elm View."""
    return browser(f.member(elm, Role.CONTRIBUTOR, "Mina"))


def state(page: object) -> str:
    return " ".join(text(warning) for warning in elements(page, "div", cls="app-warning"))  # type: ignore[arg-type]


def test_it_names_the_head_office_and_the_dates(mina: Client, publication: Publication) -> None:
    page = mina.get(HERE)

    assert "Your standard today: Standards Met, through Fern Care Group (AB01)." in words(page)
    assert "It lasts until 22 November 2027." in words(page)
    assert links(page)[f"The answers of {publication.reference}"] == f"{HERE}{publication.reference}/"


def test_without_cover_it_says_what_will_be_here(mina: Client) -> None:
    assert "None has yet." in words(mina.get(HERE))


def test_the_answers_are_those_that_were_published(mina: Client, year: Assessment, publication: Publication) -> None:
    """Never a draft: what the head office writes afterwards is its own."""
    a.answer(year, "1.1.1", choice="yes", text="Written afterwards")

    page = mina.get(f"{HERE}{publication.reference}/")

    assert "Fern Care Group, Leeds (AB01) published Standards Met on 22 November 2026" in words(page)
    assert "ZA123456" in words(page)
    assert "Written afterwards" not in words(page)


def test_a_stranger_to_the_publication_sees_nothing(
    fern: Organisation, year: Assessment, publication: Publication
) -> None:
    oak = g.site_of(fern, "VA102", "Oak Lodge")
    client = browser(f.member(oak, Role.ADMINISTRATOR, "Olu"))

    for page in (
        f"/o/VA102/covered/{publication.reference}/",
        f"/o/VA102/covered/{publication.reference}/certificate/",
    ):
        assert client.get(page).status_code == 404


def test_what_was_covered_in_the_past_can_be_read(
    fern: Organisation, elm: Organisation, publication: Publication
) -> None:
    with acting_for(fern):
        remove_covered(group=fern, site=elm, by=g.administrator_of(fern), at=f.NOW + 9 * DAY)

    with time_machine.travel(f.NOW + 10 * DAY, tick=False):
        mina = browser(f.member(elm, Role.CONTRIBUTOR, "Mina"))
        assert mina.get(f"{HERE}{publication.reference}/").status_code == 200
        assert "Counts no more" in words(mina.get(HERE))
        certificate = mina.get(f"{HERE}{publication.reference}/certificate/")

    assert "It stopped counting for this service on 1 December 2026." in state(certificate)


def test_the_certificate_names_the_site_and_its_head_office(mina: Client, publication: Publication) -> None:
    page = mina.get(f"{HERE}{publication.reference}/certificate/")

    [certificate] = elements(page, "article")
    assert "Elm View Leeds, LS6 2AB. Code VA101" in text(certificate)
    assert "for which Fern Care Group, Leeds (AB01) has published Standards Met for 2026 to 2027." in text(certificate)
    assert "from 22 November 2026 until 22 November 2027." in text(certificate)
    assert publication.reference in text(certificate)
    assert state(page) == ""


def test_a_withdrawn_one_says_so_and_its_answers_are_gone(
    mina: Client, fern: Organisation, publication: Publication
) -> None:
    with acting_for(fern):
        withdraw(publication=publication, reason="In error", by=g.administrator_of(fern), at=f.NOW)

    assert "This was withdrawn and does not count." in state(mina.get(f"{HERE}{publication.reference}/certificate/"))
    assert mina.get(f"{HERE}{publication.reference}/").status_code == 404


def test_it_runs_out(elm: Organisation, publication: Publication) -> None:
    with time_machine.travel(f.NOW + 400 * DAY, tick=False):
        client = browser(f.member(elm, Role.VIEWER, "Vic"))
        assert "This one has run out." in state(client.get(f"{HERE}{publication.reference}/certificate/"))
        assert "ran out on 22 November 2027" in words(client.get(HERE))


def test_a_newer_one_of_its_own_is_named(elm: Organisation, mina: Client, publication: Publication) -> None:
    admin = f.member(elm, Role.ADMINISTRATOR, "Ada")
    own = a.ready(f.assessment(elm, by=admin))
    with acting_for(elm, user=admin):
        publish(assessment=own, level=Level.MET, declaration="Yes.", after=None, by=admin, at=f.NOW)

    certificate = mina.get(f"{HERE}{publication.reference}/certificate/")

    assert "This service has a newer one of its own." in state(certificate)


def test_the_head_offices_people_see_it_too(fern: Organisation, publication: Publication) -> None:
    client = browser(g.administrator_of(fern))

    assert client.get(f"{HERE}{publication.reference}/certificate/").status_code == 200
