"""Hundreds of hostile files sent to the page for a new document: each is refused in one sentence, and none is left."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from evidence import scanning, storage
from evidence.inspection.kinds import MEDIA_TYPES
from evidence.inspection.names import tidy
from evidence.models import Document, DocumentVersion, FileState
from evidence.refusing import FileRefused
from evidence.words import file_refusal
from organisations.models import Organisation, User
from organisations.tenancy import acting_for
from tests.integration.assessments.reading import browser
from tests.integration.evidence.corpus import Hostile, disguised, harmless, office, pdfs, pictures, texts, zips
from tests.integration.evidence.scanners import Clamd
from tests.integration.evidence.sending import left_behind, said, send, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("disk", "quarantine")]

FAMILIES: dict[str, Callable[[], Iterator[Hostile]]] = {
    "disguised": disguised.hostile,
    "Word and Excel": office.hostile,
    "zips": zips.hostile,
    "PDF": pdfs.hostile,
    "pictures": pictures.hostile,
    "text": texts.hostile,
}
MANY = 300


@pytest.fixture
def client(priya: User) -> Client:
    """Give Priya's browser; an error of the server is an answer, as it is in life."""
    made = browser(priya)
    made.raise_request_exception = False
    return made


def versions(home: Organisation) -> list[DocumentVersion]:
    with acting_for(home):
        return list(DocumentVersion.objects.order_by("pk"))


def taught(scanner: Clamd, name: str, content: str) -> Clamd:
    """Teach a scanner one thing more."""
    more = scanner.socket.parent / "signatures" / "more.ndb"
    more.write_text(f"{name}:0:*:{content.encode().hex()}\n")
    scanner.kill()
    scanner.start()
    return scanner


def test_there_are_enough_of_them() -> None:
    assert sum(len(list(family())) for family in FAMILIES.values()) >= MANY


@pytest.mark.parametrize("family", FAMILIES)
def test_every_hostile_file_is_refused_in_one_sentence_and_nothing_is_left(
    client: Client, rose_court: Organisation, quarantine: Path, family: str
) -> None:
    wrong = []
    for one in FAMILIES[family]():
        page = send(client, rose_court, one.content, one.name)
        problems = told(page)
        if problems or said(page) != [file_refusal(FileRefused(one.reason))]:
            wrong.append((one.what, one.name, problems or said(page)))

    assert wrong == []
    assert left_behind(rose_court, quarantine) == []


def test_every_harmless_file_is_taken_and_waits_for_the_scanner(
    client: Client, rose_court: Organisation, quarantine: Path
) -> None:
    files = harmless.all_of_them()

    answers = [send(client, rose_court, content, name, title=name).status_code for name, content in files.items()]

    made = versions(rose_court)
    assert answers == [302] * len(files)
    assert [one.file_name for one in made] == list(files)
    assert [one.media_type for one in made] == [MEDIA_TYPES[tidy(name)[1]] for name in files]
    assert {one.state for one in made} == {FileState.WAITING}
    assert list(quarantine.rglob("*")) == []


def test_what_is_no_picture_and_no_foreign_text_is_kept_byte_for_byte(client: Client, rose_court: Organisation) -> None:
    as_they_came = {
        "a.pdf": harmless.pdf(),
        "a.docx": harmless.word(),
        "a.xlsx": harmless.excel(),
        "a.csv": harmless.CSV,
    }
    for name, content in as_they_came.items():
        send(client, rose_court, content, name)

    assert [storage.read(one.key) for one in versions(rose_court)] == list(as_they_came.values())


def test_what_hangs_behind_a_picture_dies(client: Client, rose_court: Organisation) -> None:
    both = pictures.with_more_behind()

    answers = [send(client, rose_court, content, name, title=name).status_code for name, content in both.items()]

    kept = [storage.read(one.key) for one in versions(rose_court)]
    assert answers == [302] * len(both)
    assert len(kept) == len(both)
    assert [b"script" in content for content in kept] == [False] * len(both)
    assert [b"PK\3\4" in content for content in kept] == [False] * len(both)


def test_a_virus_is_no_matter_of_looks_and_the_scanner_stops_it(
    client: Client, rose_court: Organisation, start_clamd: Callable[..., Clamd], settings: Any
) -> None:
    virus = "X5O!P%@AP[4\\PZX54(P^)7CC)7}" + "$EICAR-" + "STANDARD-ANTIVIRUS-" + "TEST-FILE!$H+H*"
    settings.CLAMAV_URL = taught(start_clamd(), "Eicar.Test", virus).url

    answer = send(client, rose_court, virus.encode(), "notes.txt")

    [before] = versions(rose_court)
    assert answer.status_code == 302
    assert before.state == FileState.WAITING
    scanning.sweep(now=timezone.now())
    [after] = versions(rose_court)
    assert after.state == FileState.REFUSED
    assert "Eicar.Test" in after.found
    with acting_for(rose_court):
        assert [one.file_state for one in Document.objects.all()] == [FileState.REFUSED]
