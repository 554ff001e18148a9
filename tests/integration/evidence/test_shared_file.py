"""The file of a paper that a group shares: its sites may have it, and nobody else."""

import pytest
from django.test import Client
from django.urls import reverse

from evidence.models import Document
from organisations.models import GroupSite, Organisation, User
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import groups as g
from tests.integration.assessments.reading import browser, links
from tests.integration.evidence.filing import WORDS, filed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("disk", "that_day")]


def shared(site: Organisation, document: Document, number: int = 1) -> str:
    return reverse("evidence:shared_file", args=[site.code, document.pk, number])


@pytest.fixture
def fern() -> Organisation:
    return g.group()


@pytest.fixture
def elm_view(fern: Organisation) -> Organisation:
    """Give a site of Fern Care Group."""
    return g.site_of(fern)


@pytest.fixture
def sam(elm_view: Organisation) -> Client:
    """Give the browser of somebody who works at the site only."""
    return browser(f.member(elm_view, Role.VIEWER, "Sam"))


def test_a_site_reads_the_file_of_a_paper_that_its_group_shares(
    fern: Organisation, elm_view: Organisation, sam: Client
) -> None:
    paper = filed(fern, g.administrator_of(fern), is_shared=True)

    response = sam.get(shared(elm_view, paper))

    assert response.content == WORDS
    assert response["Content-Disposition"].startswith("attachment")
    for code in (fern.code, elm_view.code):  # it is nobody's own file but the group's
        assert sam.get(reverse("evidence:document_file", args=[code, paper.pk, 1])).status_code == 404


def test_a_site_is_told_why_it_cannot_have_a_shared_file(
    fern: Organisation, elm_view: Organisation, sam: Client
) -> None:
    paper = filed(fern, g.administrator_of(fern), is_shared=True, file_state="waiting")

    response = sam.get(shared(elm_view, paper))

    assert response.status_code == 409
    back = links(response)["Go to the document"]
    assert back == reverse("assessments:shared_document", args=[elm_view.code, paper.pk])
    assert sam.get(back).status_code == 200


@pytest.mark.parametrize("how", ["not shared", "removed", "the group's no more", "somebody else's", "its own"])
def test_anything_else_is_not_found(
    fern: Organisation, elm_view: Organisation, sam: Client, priya: User, rose_court: Organisation, how: str
) -> None:
    by = g.administrator_of(fern)
    whose = {"somebody else's": rose_court, "its own": elm_view}.get(how, fern)
    removed = {"removed_at": f.NOW, "removed_by": by} if how == "removed" else {}
    paper = filed(whose, by, is_shared=how != "not shared", **removed)
    if how == "the group's no more":
        with acting_for(fern):
            GroupSite.objects.filter(site=elm_view).update(state="ended")

    assert sam.get(shared(elm_view, paper)).status_code == 404
