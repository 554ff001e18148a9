"""Changing what the register says of a document, and two people who do so at once."""

from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client

from evidence.models import Document
from organisations.models import AuditEntry, Organisation
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories.assessments import manager_of
from tests.integration.assessments.reading import browser, elements, of, refusals, typed, words
from tests.integration.assessments.register import AGAIN, SOON, WRITTEN, filed, found, refs_of, ticked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]

SAID = {"version": "1", "kind": "privacy-notice", "title": "Privacy notice", "place": "Red folder"}


@pytest.fixture
def notice(rose_court: Organisation) -> Document:
    return filed(rose_court, "Privacy notice", "1.1.3", review_on=SOON, owner="Priya")


def change(client: Client, document: Document, **said: object) -> HttpResponse:
    return client.post(of(document.organisation, "change_document", document.pk), {**SAID, **said}, follow=True)


def test_the_form_begins_with_what_is_there(client: Client, notice: Document) -> None:
    page = client.get(of(notice.organisation, "change_document", notice.pk))

    for name, value in {"title": "Privacy notice", "place": "Office shelf", "owner": "Priya", "version": "1"}.items():
        assert typed(page, name) == value
    assert typed(page, "review_on_year") == "2027"
    assert ticked(page) == ["1.1.3"]
    assert elements(page, "input", type="file") == []


def test_a_change_is_kept_with_its_questions(client: Client, notice: Document, rose_court: Organisation) -> None:
    page = change(client, notice, title="Our notice", refs=["1.2.1", "1.2.4"], owner="Tom", **WRITTEN, **AGAIN)

    assert page.redirect_chain == [(of(rose_court, "document", notice.pk), 302)]
    assert "Saved." in words(page)
    now = found(rose_court, notice)
    assert (now.title, now.place, now.owner, now.version) == ("Our notice", "Red folder", "Tom", 2)
    assert (now.written_on, now.review_on) == (date(2026, 5, 3), date(2027, 2, 1))
    assert refs_of(rose_court, notice) == ["1.2.1", "1.2.4"]
    with acting_for(rose_court):
        assert AuditEntry.objects.filter(verb="changed-document").count() == 1


def test_a_day_left_out_means_that_it_needs_no_other_look(
    client: Client, notice: Document, rose_court: Organisation
) -> None:
    change(client, notice)

    assert found(rose_court, notice).review_on is None


def test_a_name_left_out_is_that_of_its_kind(client: Client, notice: Document, rose_court: Organisation) -> None:
    change(client, notice, title="", kind="backup-plan")

    assert found(rose_court, notice).title == "Backup plan"


def test_two_who_change_it_lose_nothing(client: Client, notice: Document, rose_court: Organisation) -> None:
    tom = browser(f.member(rose_court, Role.CONTRIBUTOR, "Tom"))
    change(tom, notice, place="Tom's drawer", refs=["1.2.1"])

    page = change(client, notice, place="Priya's cabinet")

    assert refusals(page) == ["Someone else saved this while you were typing. Read both, then save the one you want."]
    assert "What Tom saved" in words(page)
    assert "Tom's drawer" in words(page)
    assert typed(page, "place") == "Priya's cabinet"
    assert found(rose_court, notice).place == "Tom's drawer"

    assert change(client, notice, version=typed(page, "version"), place="Priya's cabinet").redirect_chain
    assert found(rose_court, notice).place == "Priya's cabinet"


def test_what_was_removed_meanwhile_keeps_what_was_typed(
    client: Client, notice: Document, rose_court: Organisation
) -> None:
    client.post(of(rose_court, "remove_document", notice.pk))

    page = change(client, notice)

    assert refusals(page) == [
        "Someone removed this document while you were typing. Bring it back first, then save this again."
    ]
    assert typed(page, "place") == "Red folder"
    assert found(rose_court, notice).place == "Office shelf"


def test_a_removed_one_leads_to_its_page(client: Client, rose_court: Organisation) -> None:
    gone = filed(rose_court, removed_at=f.NOW, removed_by=manager_of(rose_court))

    for page in ("change_document", "renew_document", "remove_document"):
        response = client.get(of(rose_court, page, gone.pk))
        assert response["Location"] == of(rose_court, "document", gone.pk)


def test_a_kind_that_the_edition_has_no_more_stays(client: Client, rose_court: Organisation) -> None:
    old = filed(rose_court, "Fax log", kind="fax-log")

    page = change(client, old, kind="fax-log", title="Fax log")

    assert page.redirect_chain
    assert "Fax log" in words(client.get(of(rose_court, "documents")))


def test_who_may_only_read_cannot_change_it(notice: Document, rose_court: Organisation) -> None:
    jo = browser(f.member(rose_court, Role.VIEWER, "Jo"))

    assert change(jo, notice).status_code == 403
    assert found(rose_court, notice).place == "Office shelf"
