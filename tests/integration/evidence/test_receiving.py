"""Keeping a file that was looked into: what is written down of it, and the room that an organisation has."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections

from assessments.actions.proof import add_document
from evidence import storage
from evidence.models import DocumentVersion, FileState
from evidence.receiving import Received, inspect, receive
from evidence.refusing import FileRefused, Reason
from evidence.uploads import NotWhole
from organisations.models import Organisation, User
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import proof
from tests.integration.evidence.corpus import harmless

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("disk", "quarantine")]

WORDS = {"title": "Notes", "kind": "", "place": "", "link": "", "written_on": None, "review_on": None}


def sent(content: bytes = harmless.TEXT, name: str = "notes.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def take(home: Organisation, content: bytes = harmless.TEXT, name: str = "notes.txt") -> Received:
    """Receive a file and close it, as the end of a request does."""
    with acting_for(home), closing(sent(content, name)) as file:
        return receive(file, organisation=home)


def why_not(home: Organisation, *args: Any) -> Reason | None:
    try:
        take(home, *args)
    except FileRefused as refused:
        return refused.reason
    return None


def test_what_is_written_down_is_of_the_bytes_in_the_store(rose_court: Organisation) -> None:
    received = take(rose_court, harmless.phone_picture(), "C:\\phone\\IMG 1.JPG")

    kept = storage.read(received.key)
    assert received.file_name == "IMG 1.JPG"
    assert received.media_type == "image/jpeg"
    assert received.size == len(kept)
    assert received.sha256 == hashlib.sha256(kept).hexdigest()
    assert received.key.startswith(f"{rose_court.pk}/")
    assert kept != harmless.phone_picture()


def test_a_file_that_a_form_has_looked_into_is_not_looked_into_again(
    rose_court: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    with acting_for(rose_court), closing(sent()) as file:
        inspected = inspect(file)
        monkeypatch.setattr("evidence.receiving.look_into", None)
        received = receive(inspected, organisation=rose_court)

    assert storage.read(received.key) == harmless.TEXT


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (NotWhole("a.pdf", 5, Reason.TOO_BIG), Reason.TOO_BIG),
        (NotWhole("a.pdf", 5, Reason.CUT_SHORT), Reason.CUT_SHORT),
        (SimpleUploadedFile("a.pdf", b""), Reason.EMPTY),
        (SimpleUploadedFile("a.exe", b"MZ"), Reason.KIND),
        (SimpleUploadedFile("a.pdf", b"hello"), Reason.OTHER_KIND),
        (SimpleUploadedFile("a.txt", b"x" * 1_001), Reason.TOO_BIG),
    ],
)
def test_what_is_refused_is_not_kept(rose_court: Organisation, settings: Any, file: Any, reason: Reason) -> None:
    settings.EVIDENCE_MAX_BYTES = 1_000

    with acting_for(rose_court), closing(file), pytest.raises(FileRefused) as refused:
        receive(file, organisation=rose_court)

    assert refused.value.reason is reason
    assert list(storage.keys()) == []


def test_a_file_of_exactly_the_cap_is_taken(rose_court: Organisation, settings: Any) -> None:
    settings.EVIDENCE_MAX_BYTES = 1_000

    assert take(rose_court, b"x" * 1_000).size == 1_000


def test_a_full_room_takes_no_more(rose_court: Organisation, priya: User, settings: Any) -> None:
    settings.EVIDENCE_QUOTA_BYTES = 300
    with acting_for(rose_court):
        for number, (state, size) in enumerate(
            [(FileState.WAITING, 100), (FileState.CLEAN, 100), (FileState.REFUSED, 900), (FileState.GONE, 900)]
        ):
            proof.document(
                rose_court, priya, f"Paper {number}", file_state=state, size=size, key=f"{rose_court.pk}/{number:032}"
            )

    assert why_not(rose_court, b"x" * 101) is Reason.NO_ROOM
    assert why_not(rose_court, b"x" * 100) is None


def test_the_room_of_one_organisation_is_not_that_of_another(
    rose_court: Organisation, priya: User, settings: Any
) -> None:
    settings.EVIDENCE_QUOTA_BYTES = 100
    elm_view = f.organisation("VA002", "Elm View", by=priya)
    with acting_for(rose_court):
        proof.document(rose_court, priya, file_state=FileState.CLEAN, size=100, key=f"{rose_court.pk}/{1:032}")

    assert why_not(elm_view, b"x" * 100) is None
    assert why_not(rose_court, b"x") is Reason.NO_ROOM


def test_a_store_that_does_not_answer_is_said_and_nothing_breaks(rose_court: Organisation, disk: Path) -> None:
    disk.write_text("a file where the folder should be")

    assert why_not(rose_court) is Reason.NO_STORE


@pytest.mark.django_db(transaction=True)
def test_two_files_at_once_do_not_both_take_the_last_room(rose_court: Organisation, priya: User, settings: Any) -> None:
    settings.EVIDENCE_QUOTA_BYTES = 150
    ready = Barrier(2, timeout=20)

    def add(_: int) -> str:
        try:
            with acting_for(rose_court, user=priya), closing(sent(b"x" * 100)) as file:
                inspected = inspect(file)
                ready.wait()
                received = receive(inspected, organisation=rose_court)
                add_document(organisation=rose_court, words=WORDS, refs=(), received=received, by=priya, at=f.NOW)
                return "kept"
        except FileRefused as refused:
            return refused.reason.value
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(add, range(2))) == ["kept", "no-room"]
    with acting_for(rose_court):
        assert [version.size for version in DocumentVersion.objects.all()] == [100]
