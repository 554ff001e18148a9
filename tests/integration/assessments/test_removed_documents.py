"""What was removed from the register, and bringing it back."""

from datetime import timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from evidence.models import Document
from organisations.models import AuditEntry, Organisation
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories.assessments import manager_of
from tests.integration.assessments.reading import browser, buttons, elements, of, press, text, words
from tests.integration.assessments.register import filed, found, refs_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]


def show(client: Client, home: Organisation) -> HttpResponse:
    return client.get(of(home, "removed_documents"))


def removed(home: Organisation, title: str, days: int, *refs: str) -> Document:
    at = f.NOW - timedelta(days=days)
    return filed(home, title, *refs, removed_at=at, removed_by=manager_of(home))


def test_with_nothing_removed_it_says_what_will_wait_here(client: Client, rose_court: Organisation) -> None:
    page = show(client, rose_court)

    assert "Nothing is waiting now." in words(page)
    assert press(page) == "Go to your documents"


def test_it_lists_what_can_still_come_back_the_last_first(client: Client, rose_court: Organisation) -> None:
    removed(rose_court, "Last month", 31)
    removed(rose_court, "Last week", 7)
    removed(rose_court, "Yesterday", 1)

    page = show(client, rose_court)

    yesterday, week = (text(one) for one in elements(page, "section"))
    assert yesterday.startswith("Yesterday Privacy notice. Priya removed it on 21 November 2026.")
    assert "You can bring it back until 21 December 2026." in yesterday
    assert "until 15 December 2026" in week
    assert buttons(page) == ["Bring it back: Yesterday", "Bring it back: Last week"]


def test_it_comes_back_with_its_questions(client: Client, rose_court: Organisation) -> None:
    document = removed(rose_court, "Yesterday", 1, "1.1.3")

    page = client.post(of(rose_court, "restore_document", document.pk), follow=True)

    assert page.redirect_chain == [(of(rose_court, "document", document.pk), 302)]
    assert "It is back on your list." in words(page)
    assert found(rose_court, document).removed_at is None
    assert refs_of(rose_court, document) == ["1.1.3"]
    with acting_for(rose_court):
        assert AuditEntry.objects.filter(verb="restored-document").count() == 1


def test_after_thirty_days_it_cannot_come_back(
    client: Client, rose_court: Organisation, that_day: time_machine.Traveller
) -> None:
    document, late = removed(rose_court, "Thirty days ago", 30), removed(rose_court, "Before that", 31)
    that_day.move_to(f.NOW)  # the very last instant of the first

    page = client.post(of(rose_court, "restore_document", late.pk), follow=True)
    assert page.redirect_chain == [(of(rose_court, "document", late.pk), 302)]
    assert "This was removed more than 30 days ago." in words(page)
    assert found(rose_court, late).removed_at is not None

    assert client.post(of(rose_court, "restore_document", document.pk)).status_code == 302
    assert found(rose_court, document).removed_at is None


def test_who_may_only_read_sees_the_list_and_no_button(rose_court: Organisation) -> None:
    document = removed(rose_court, "Yesterday", 1)
    jo = browser(f.member(rose_court, Role.VIEWER, "Jo"))

    page = show(jo, rose_court)

    assert "Yesterday" in words(page)
    assert buttons(page) == []
    assert jo.post(of(rose_court, "restore_document", document.pk)).status_code == 403
