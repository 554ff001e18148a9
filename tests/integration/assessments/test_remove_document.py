"""Removing a document: what it changes is said first, and it can come back for 30 days."""

import pytest
from django.test import Client

from assessments.models import Assessment, Confirmation
from assessments.rules.levels import Level
from evidence.models import Document
from organisations.models import AuditEntry, Organisation
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import assessments as a
from tests.factories import groups as g
from tests.integration.assessments.reading import browser, buttons, links, of, of_year, words
from tests.integration.assessments.register import chosen, filed, found

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]


def removing(document: Document) -> str:
    return of(document.organisation, "remove_document", document.pk)


def test_the_page_names_the_questions_and_the_last_day_of_undo(client: Client, assessment: Assessment) -> None:
    document = filed(assessment.organisation, "Privacy notice", "1.1.3", "1.2.1")

    page = client.get(removing(document))

    assert "You can bring it back until 22 December 2026." in words(page)
    assert "It supports 2 questions" in words(page)
    assert links(page)["1.1.3 Your privacy notice"] == of_year(assessment, "question", "1.1.3")
    assert "say so again" not in words(page)  # nobody has confirmed anything yet
    assert buttons(page) == ["Yes, remove it"]


def test_the_page_names_the_parts_that_must_be_confirmed_again(client: Client, assessment: Assessment) -> None:
    """R10."""
    a.ready(assessment, Level.MET)
    document = filed(assessment.organisation, "Privacy notice", "1.1.3", "1.3.3")

    page = client.get(removing(document))

    again = "You will have to say so again: Staff and training, Policies and paperwork."
    assert again in words(page)


def test_removing_takes_it_off_the_list_and_its_confirmations_back(client: Client, assessment: Assessment) -> None:
    """R10."""
    home = assessment.organisation
    a.ready(assessment, Level.MET)
    document = filed(home, "Privacy notice", "1.1.3")

    page = client.post(removing(document), follow=True)

    assert page.redirect_chain == [(of(home, "documents"), 302)]
    assert "Removed: Privacy notice. You can bring it back for 30 days." in words(page)
    assert found(home, document).removed_at is not None
    with acting_for(home):
        confirmed = Confirmation.objects.filter(assertion="1.1", section="policies-and-procedures")
        assert not confirmed.exists()
        assert Confirmation.objects.exists()
        assert AuditEntry.objects.filter(verb="removed-document").count() == 1


def test_a_document_for_no_question_changes_nothing_else(client: Client, rose_court: Organisation) -> None:
    page = client.get(removing(filed(rose_court)))

    assert "It supports no questions, so nothing else changes." in words(page)


def test_a_group_reads_who_uses_it(grace: Client, fern: Organisation) -> None:
    site, _ = g.many_sites(fern, 2)
    paper = filed(fern, is_shared=True)
    chosen(site, fern, paper, "1.1.3")

    assert "Used by 1 of 2 services. They can use it no more." in words(grace.get(removing(paper)))


def test_a_second_press_removes_nothing_more(client: Client, rose_court: Organisation) -> None:
    document = filed(rose_court)

    for _ in range(2):
        assert client.post(removing(document)).status_code == 302

    with acting_for(rose_court):
        assert AuditEntry.objects.filter(verb="removed-document").count() == 1


def test_who_may_only_read_cannot_remove_it(rose_court: Organisation) -> None:
    document = filed(rose_court)
    jo = browser(f.member(rose_court, Role.VIEWER, "Jo"))

    assert jo.post(removing(document)).status_code == 403
    assert found(rose_court, document).removed_at is None
