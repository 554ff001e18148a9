"""A paper that a group shares, as one of its sites sees it, and the questions that it proves there."""

from datetime import UTC, datetime

import pytest
from django.http import HttpResponse
from django.test import Client

from assessments.models import Assessment, Confirmation
from assessments.rules.levels import Level
from evidence.models import Document, FileState
from organisations.models import AuditEntry, Organisation
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import assessments as a
from tests.factories import groups as g
from tests.factories import sharing as s
from tests.integration.assessments.reading import browser, buttons, links, of, of_year, summary, words
from tests.integration.assessments.register import SOON, filed, ticked, uses_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]


@pytest.fixture
def site(fern: Organisation) -> Organisation:
    return g.site_of(fern)


@pytest.fixture
def form(site: Organisation) -> Assessment:
    return s.form_of(site)


@pytest.fixture
def tom(site: Organisation) -> Client:
    return browser(f.member(site, Role.ADMINISTRATOR, "Tom"))


@pytest.fixture
def paper(fern: Organisation) -> Document:
    return filed(fern, "Group policy", kind="data-security-policy", is_shared=True, review_on=SOON, owner="Grace")


def address(site: Organisation, paper: Document) -> str:
    return of(site, "shared_document", paper.pk)


def use(client: Client, site: Organisation, paper: Document, *refs: str) -> HttpResponse:
    return client.post(address(site, paper), {"refs": list(refs)}, follow=True)


def test_a_site_reads_all_about_it(tom: Client, site: Organisation, paper: Document) -> None:
    page = tom.get(address(site, paper))

    assert summary(page) == {
        "Where it is kept": "Office shelf",
        "Written": "22 November 2026",
        "Look at it again": "21 January 2027",
        "Who looks after it": "Grace",
    }
    assert "Data security policy, from Fern Care Group" in words(page)
    assert "Check soon Look at it again by 21 January 2027." in words(page)


def test_its_file_is_had_through_the_site(tom: Client, site: Organisation, fern: Organisation) -> None:
    file = {"key": "k", "file_name": "policy.pdf", "size": 1000, "sha256": "a" * 64}
    clean = filed(fern, is_shared=True, file_state=FileState.CLEAN, **file)

    page = tom.get(address(site, clean))

    assert links(page)["policy.pdf"] == f"/o/{site.code}/documents/shared/{clean.pk}/file/1/"


def test_the_site_chooses_which_questions_it_proves(
    tom: Client, site: Organisation, paper: Document, form: Assessment
) -> None:
    page = use(tom, site, paper, "1.3.7", "1.3.1")

    assert uses_of(site, paper) == ["1.3.1", "1.3.7"]
    assert sorted(ticked(page)) == ["1.3.1", "1.3.7"]
    assert "Saved. It supports 2 questions." in words(page)
    assert "Group policy" in links(tom.get(of_year(form, "question", "1.3.7")))
    with acting_for(site):
        assert AuditEntry.objects.get(verb="linked-document").detail["refs"] == ["1.3.1", "1.3.7"]

    use(tom, site, paper, "1.3.1")
    assert uses_of(site, paper) == ["1.3.1"]


def test_saving_the_same_again_records_nothing(tom: Client, site: Organisation, paper: Document) -> None:
    for _ in range(2):
        use(tom, site, paper, "1.3.1")

    with acting_for(site):
        assert AuditEntry.objects.filter(verb="linked-document").count() == 1


def test_a_question_that_it_proves_no_more_must_be_confirmed_again(
    tom: Client, site: Organisation, paper: Document, form: Assessment
) -> None:
    """R10."""
    use(tom, site, paper, "1.3.7")
    a.ready(form, Level.MET)

    use(tom, site, paper)

    with acting_for(site):
        confirmed = Confirmation.objects.filter(assessment=form, assertion="1.3", section="policies-and-procedures")
        assert not confirmed.exists()
        assert Confirmation.objects.filter(assessment=form).exists()


def test_a_reference_that_is_none_is_refused(tom: Client, site: Organisation, paper: Document) -> None:
    page = use(tom, site, paper, "99.9")

    assert "Choose from the list" in words(page)
    assert uses_of(site, paper) == []


@pytest.mark.parametrize("fields", [{"is_shared": False}, {"is_shared": True, "removed_at": f.NOW}])
def test_what_is_not_shared_is_not_there(
    tom: Client, site: Organisation, fern: Organisation, fields: dict[str, object]
) -> None:
    assert tom.get(address(site, filed(fern, **fields))).status_code == 404


def test_a_stranger_to_the_group_has_no_such_page(client: Client, rose_court: Organisation, paper: Document) -> None:
    assert client.get(address(rose_court, paper)).status_code == 404
    assert client.post(address(rose_court, paper), {"refs": ["1.3.1"]}).status_code == 404


def test_ones_own_document_is_no_shared_one(grace: Client, fern: Organisation, paper: Document) -> None:
    assert grace.get(address(fern, paper)).status_code == 404


def test_a_closed_year_only_shows_what_it_proves(
    tom: Client, site: Organisation, paper: Document, that_day: object
) -> None:
    use(tom, site, paper, "1.3.1")
    later = datetime(2028, 1, 10, 9, tzinfo=UTC)  # nobody has opened the years since
    that_day.move_to(later)  # type: ignore[attr-defined]
    jo = browser(f.member(site, Role.CONTRIBUTOR, "Jo"))

    page = jo.get(address(site, paper))

    assert "Questions it proves here" in words(page)
    assert "1.3.1 Data and cyber policies" in links(page)
    assert buttons(page) == []
    assert use(jo, site, paper).status_code == 409
    assert uses_of(site, paper) == ["1.3.1"]


def test_who_may_only_read_sees_the_questions_and_no_button(site: Organisation, tom: Client, paper: Document) -> None:
    use(tom, site, paper, "1.3.1")
    jo = browser(f.member(site, Role.VIEWER, "Jo"))

    page = jo.get(address(site, paper))

    assert "1.3.1 Data and cyber policies" in links(page)
    assert buttons(page) == []
    assert use(jo, site, paper, "1.3.7").status_code == 403
