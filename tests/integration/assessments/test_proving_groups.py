"""Papers that a group shares: what they prove at its sites, and what stays when a site leaves (R8, R10, R75)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from assessments.actions.leaving import let_go
from assessments.actions.proof import (
    add_version,
    change_document,
    link_documents,
    remove_document,
)
from assessments.editions import edition
from assessments.models import Confirmation
from assessments.proving import papers_of
from assessments.snapshots import load_question
from evidence.models import Document, DocumentUse, DocumentVersion, SharedUse
from organisations.models import Organisation
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories.assessments import answer, manager_of
from tests.factories.groups import administrator_of, group, site_of
from tests.factories.sharing import form_of, people_at, shared
from tests.integration.assessments.proving import NOTICE, TODAY, added, case_of, counts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]


@pytest.fixture
def fern() -> Organisation:
    return group()


@pytest.fixture
def elm_view(fern: Organisation) -> Organisation:
    site = site_of(fern)
    people_at([site])
    return site


@pytest.fixture
def paper(fern: Organisation, elm_view: Organisation) -> Document:
    """Give a notice that Fern shares, for a question whose answer its services inherit."""
    form_of(fern)
    document = added(fern, administrator_of(fern), NOTICE, is_shared=True)
    shared(fern, NOTICE, choice="yes")
    return document


def test_what_a_site_inherits_is_proven_by_papers_that_it_may_use(
    fern: Organisation, elm_view: Organisation, paper: Document
) -> None:
    form, by = form_of(elm_view), administrator_of(fern)
    assert NOTICE in case_of(form).satisfied
    done = counts(form)
    confirmed_there = {"organisation": elm_view, "assessment": form, "confirmed_by": by, "confirmed_at": f.NOW}
    question = edition(form.edition).question(NOTICE)
    with acting_for(elm_view):
        Confirmation.objects.create(assertion=question.assertion, section=question.section, **confirmed_there)

    with acting_for(fern, user=by):
        change_document(document=paper, words={"is_shared": False}, refs=[NOTICE], version=1, by=by, at=f.NOW)

    assert NOTICE not in case_of(form).satisfied
    assert counts(form) == (done[0] - 1, done[1] - 1)
    with acting_for(elm_view):
        assert not Confirmation.objects.filter(assessment=form).exists()


def test_a_site_proves_its_own_answer_with_the_groups_paper(
    fern: Organisation, elm_view: Organisation, paper: Document
) -> None:
    form, by = form_of(elm_view), manager_of(elm_view)
    answer(form, NOTICE, choice="yes", text=" ")
    assert NOTICE not in case_of(form).satisfied
    with acting_for(elm_view, user=by):
        link_documents(assessment=form, ref=NOTICE, documents=[], papers=[paper.pk], by=by, at=f.NOW)
    assert NOTICE in case_of(form).satisfied
    done = counts(form)

    grace = administrator_of(fern)
    with acting_for(fern, user=grace):
        remove_document(document=paper, by=grace, at=f.NOW)

    assert counts(form) == (done[0] - 1, done[1] - 1)


def test_a_site_can_name_only_what_its_group_shares(
    fern: Organisation, elm_view: Organisation, paper: Document
) -> None:
    by, rose_court = manager_of(elm_view), f.organisation()
    private = added(fern, administrator_of(fern), title="Pay", is_shared=False)
    foreign = added(rose_court, manager_of(rose_court), is_shared=True)
    told = {"organisation": elm_view, "edition": "care-7", "ref": NOTICE, "linked_by": by, "linked_at": f.NOW}
    for owner, pk in ((fern, private.pk), (rose_court, foreign.pk), (rose_court, paper.pk)):
        with (
            acting_for(elm_view, user=by),
            pytest.raises(DatabaseError, match="row-level security"),
            transaction.atomic(),
        ):
            SharedUse.objects.create(group=owner, paper=pk, **told)
    with acting_for(elm_view, user=by):
        link_documents(
            assessment=form_of(elm_view), ref=NOTICE, documents=[foreign.pk], papers=[private.pk], by=by, at=f.NOW
        )
        assert not SharedUse.objects.exists()
        assert not DocumentUse.objects.exists()


def test_a_site_that_leaves_keeps_an_entry_of_what_it_relied_on(
    fern: Organisation, elm_view: Organisation, paper: Document
) -> None:
    form, by, grace = form_of(elm_view), manager_of(elm_view), administrator_of(fern)
    with acting_for(elm_view, user=by):
        link_documents(assessment=form, ref="1.2.1", documents=[], papers=[paper.pk], by=by, at=f.NOW)
    done = counts(form)

    with acting_for(fern, elm_view, user=grace):
        let_go(group=fern, site=elm_view, on=TODAY - timedelta(days=1), why="sold", by=grace, at=f.NOW)

    with acting_for(elm_view):
        [own] = Document.objects.all()
        assert (own.title, own.place, own.came_from) == ("Privacy notice", "Office shelf", "Fern Care Group")
        assert sorted(DocumentUse.objects.values_list("ref", flat=True)) == [NOTICE, "1.2.1"]
        assert not SharedUse.objects.exists()
    assert NOTICE in case_of(form).satisfied
    assert counts(form) == done


def test_a_sites_own_paper_proves_what_it_inherits_also_when_the_group_counts(
    fern: Organisation, elm_view: Organisation
) -> None:
    form, by, grace = form_of(elm_view), manager_of(elm_view), administrator_of(fern)
    shared(fern, NOTICE, choice="yes", text=" ")
    assert NOTICE not in case_of(form).satisfied
    added(elm_view, by, NOTICE)
    done = counts(form)
    assert NOTICE in case_of(form).satisfied

    added(fern, grace, "1.2.1", is_shared=True)

    assert counts(form) == done


def test_what_proves_an_inherited_answer_is_on_its_page_and_in_what_is_published(
    fern: Organisation, elm_view: Organisation, paper: Document
) -> None:
    form = form_of(elm_view)
    with acting_for(elm_view):
        loaded = load_question(elm_view, form.year.label, NOTICE, today=TODAY)
        [frozen] = papers_of(form)
    assert [(one.title, one.group) for one in loaded.proofs] == [("Privacy notice", "Fern Care Group")]
    assert (frozen["title"], frozen["group"], frozen["refs"]) == ("Privacy notice", "Fern Care Group", [NOTICE])

    answer(form, NOTICE, choice="yes", text="Our own")

    with acting_for(elm_view):
        assert load_question(elm_view, form.year.label, NOTICE, today=TODAY).proofs == ()
        assert papers_of(form) == []


def test_a_group_that_stops_sharing_keeps_its_own_proof(
    fern: Organisation, elm_view: Organisation, paper: Document
) -> None:
    form, grace = form_of(fern), administrator_of(fern)
    question = edition(form.edition).question(NOTICE)
    with acting_for(fern, user=grace):
        Confirmation.objects.create(
            organisation=fern,
            assessment=form,
            assertion=question.assertion,
            section=question.section,
            confirmed_by=grace,
            confirmed_at=f.NOW,
        )
        change_document(document=paper, words={"is_shared": False}, refs=[NOTICE], version=1, by=grace, at=f.NOW)
        assert Confirmation.objects.filter(assessment=form).exists()


def test_a_site_that_leaves_a_paper_behind_has_no_proof_any_more(
    fern: Organisation, elm_view: Organisation, paper: Document
) -> None:
    form, by, grace = form_of(elm_view), manager_of(elm_view), administrator_of(fern)
    answer(form, NOTICE, choice="yes", text=" ")
    with acting_for(elm_view, user=by):
        link_documents(assessment=form, ref=NOTICE, documents=[], papers=[paper.pk], by=by, at=f.NOW)
    with acting_for(fern):
        Document.objects.filter(pk=paper.pk).update(place="", file_state="clean")
    done = counts(form)

    with acting_for(fern, elm_view, user=grace):
        let_go(group=fern, site=elm_view, on=TODAY - timedelta(days=1), why="sold", by=grace, at=f.NOW)

    assert NOTICE not in case_of(form).satisfied
    assert counts(form) == (done[0] - 1, done[1] - 1)


def test_a_site_sees_only_the_newest_version_of_a_paper_that_is_there(
    fern: Organisation, elm_view: Organisation, paper: Document
) -> None:
    grace = administrator_of(fern)
    with acting_for(fern, user=grace):
        add_version(document=paper, words={"place": "Intranet"}, received=None, version=1, by=grace, at=f.NOW)
    with acting_for(elm_view):
        assert [one.number for one in DocumentVersion.seen.all()] == [2]
    with acting_for(fern, user=grace):
        remove_document(document=paper, by=grace, at=f.NOW)
    with acting_for(elm_view):
        assert not DocumentVersion.seen.exists()
        assert not Document.seen.exists()
