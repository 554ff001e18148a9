"""A new version of a document: the one before stays, with its file."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from evidence.models import Document, DocumentVersion, FileState
from organisations.models import AuditEntry, Organisation
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.integration.assessments.reading import browser, buttons, of, press, refusals, typed, words
from tests.integration.assessments.register import LATE, WRITTEN, filed, found

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]


@pytest.fixture
def notice(rose_court: Organisation) -> Document:
    return filed(rose_court, review_on=LATE)


def renew(client: Client, document: Document, **said: object) -> HttpResponse:
    address = of(document.organisation, "renew_document", document.pk)
    return client.post(address, {"version": "1", "place": "Red folder", **said}, follow=True)


def versions_of(home: Organisation, document: Document) -> list[DocumentVersion]:
    with acting_for(home):
        return list(DocumentVersion.objects.filter(document=document).order_by("number"))


def text_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("notice.txt", b"What we do with your data", "text/plain")


def test_the_page_offers_a_new_version_or_none(client: Client, notice: Document) -> None:
    page = client.get(of(notice.organisation, "renew_document", notice.pk))

    assert press(page) == "Save the new version"
    assert "It is still right" in buttons(page)
    assert typed(page, "place") == "Office shelf"
    assert typed(page, "written_on_year") == ""
    assert "It needed a look by 21 November 2026." in words(page)


def test_a_new_version_replaces_what_is_said_and_keeps_the_old_one(
    client: Client, notice: Document, rose_court: Organisation
) -> None:
    page = renew(client, notice, **WRITTEN)

    assert "Saved. The version before it is kept." in words(page)
    now = found(rose_court, notice)
    assert (now.place, now.written_on, now.review_on) == ("Red folder", date(2026, 5, 3), date(2027, 5, 3))
    first, second = versions_of(rose_court, notice)
    assert (first.place, second.place) == ("Office shelf", "Red folder")
    with acting_for(rose_court):
        assert AuditEntry.objects.get(verb="added-version").detail["number"] == 2


def test_a_new_file_waits_to_be_checked(client: Client, notice: Document, rose_court: Organisation) -> None:
    renew(client, notice, place="", file=text_file())

    _, second = versions_of(rose_court, notice)
    assert (second.file_name, second.state) == ("notice.txt", FileState.WAITING)
    assert found(rose_court, notice).file_state == FileState.WAITING


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({"place": ""}, ["Say where you keep it, give a link or choose a file"]),
        ({"written_on_day": "3"}, ["The day it was written must include a month and year"]),
        (
            {"file": SimpleUploadedFile("empty.pdf", b"")},
            ["This file is empty, so choose another one"],
        ),
    ],
    ids=["nowhere", "half a date", "an empty file"],
)
def test_what_cannot_be_is_refused_with_all_that_was_typed(
    client: Client, notice: Document, rose_court: Organisation, said: dict[str, object], refused: list[str]
) -> None:
    page = renew(client, notice, link="https://example.com" if "file" in said else "", **said)

    assert refusals(page) == refused
    assert typed(page, "place") == said.get("place", "Red folder")
    assert len(versions_of(rose_court, notice)) == 1


def test_two_who_renew_it_lose_nothing(client: Client, notice: Document, rose_court: Organisation) -> None:
    tom = browser(f.member(rose_court, Role.CONTRIBUTOR, "Tom"))
    renew(tom, notice, place="Tom's drawer")

    page = renew(client, notice, place="Priya's cabinet", file=text_file())

    assert refusals(page) == [
        "Someone else saved this while you were typing. Read both, then save the one you want.",
        "Choose the file again",
    ]
    assert "What Tom saved" in words(page)
    assert typed(page, "place") == "Priya's cabinet"
    assert len(versions_of(rose_court, notice)) == 2

    renew(client, notice, version=typed(page, "version"), place="Priya's cabinet")
    assert [one.place for one in versions_of(rose_court, notice)] == ["Office shelf", "Tom's drawer", "Priya's cabinet"]


def test_who_may_only_read_cannot_renew_it(notice: Document, rose_court: Organisation) -> None:
    jo = browser(f.member(rose_court, Role.VIEWER, "Jo"))

    assert renew(jo, notice).status_code == 403
    assert len(versions_of(rose_court, notice)) == 1
