"""A file of the register: given only when it is clean and as it was kept, always as a download, to nobody else."""

import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evidence import storage
from evidence.downloads import harmless_name
from evidence.models import Document, DocumentVersion
from organisations.models import AuditEntry, Organisation, User
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import proof
from tests.integration.assessments.reading import browser, elements, links, text, words
from tests.integration.evidence.filing import WORDS, filed
from tests.reading import reading

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("disk", "that_day")]

PDF = "application/pdf"


def own(document: Document, number: int = 1) -> str:
    return reverse("evidence:document_file", args=[document.organisation.code, document.pk, number])


@pytest.fixture
def filing(rose_court: Organisation, priya: User) -> Callable[..., Document]:
    """Give a function that files a document at Rose Court."""
    return lambda content=WORDS, **fields: filed(rose_court, priya, content, **fields)


@pytest.fixture
def client(priya: User) -> Client:
    return browser(priya)


def test_a_clean_file_is_a_download_and_nothing_that_a_browser_would_show(
    rose_court: Organisation, priya: User, client: Client
) -> None:
    response = client.get(own(filed(rose_court, priya)))

    assert response.status_code == 200
    assert response.content == WORDS
    said = {name: response[name] for name in (
        "Content-Type", "Content-Disposition", "Content-Length", "X-Content-Type-Options", "Content-Security-Policy",
        "Cross-Origin-Resource-Policy", "Cache-Control", "X-Frame-Options",
    )}  # fmt: skip
    assert said == {
        "Content-Type": PDF,
        "Content-Disposition": "attachment; filename=\"notice.pdf\"; filename*=UTF-8''notice.pdf",
        "Content-Length": "18",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
        "X-Frame-Options": "DENY",
    }
    assert "Set-Cookie" not in response


def test_every_role_may_read_a_file(rose_court: Organisation, priya: User) -> None:
    path = own(filed(rose_court, priya))

    for role in (Role.CONTRIBUTOR, Role.VIEWER):
        assert browser(f.member(rose_court, role, role.value)).get(path).content == WORDS


def test_asking_for_the_headers_alone_reads_nothing_from_the_store(
    rose_court: Organisation, priya: User, client: Client, disk: Path
) -> None:
    document = filed(rose_court, priya)
    whole = client.get(own(document))
    disk.rename(disk.with_name("elsewhere"))

    response = client.head(own(document))

    assert (response.status_code, response.content) == (200, b"")
    assert response.headers == whole.headers


def test_a_download_costs_the_same_however_many_documents_there_are(
    filing: Callable[..., Document], client: Client
) -> None:
    path, counts = own(filing()), []
    client.get(path)
    for _ in range(2):
        with CaptureQueriesContext(connection) as statements:
            assert client.get(path).status_code == 200
        counts.append(len(statements))
        for _ in range(10):
            filing()

    assert counts[0] == counts[1]
    asked = [one["sql"] for one in statements if "evidence_" in one["sql"]]
    assert len(asked) == 1


def test_each_version_has_its_own_file(rose_court: Organisation, priya: User, client: Client) -> None:
    document = filed(rose_court, priya)
    with acting_for(rose_court):
        newer = proof.kept(rose_court, b"The new one", file_name="new.pdf")
        DocumentVersion.objects.create(
            organisation=rose_court, document=document, number=2, added_by=priya, added_at=f.NOW, state="clean", **newer
        )

    assert client.get(own(document, 1)).content == WORDS
    assert client.get(own(document, 2)).content == b"The new one"
    assert client.get(own(document, 3)).status_code == 404


def test_a_version_without_a_file_is_not_found(rose_court: Organisation, priya: User, client: Client) -> None:
    with acting_for(rose_court):
        document = proof.document(rose_court, priya)

    assert client.get(own(document)).status_code == 404


YET, EVER = "You cannot open this file yet", "You cannot open this file"
NOT_WORKING = "Our virus checker is not working just now"


@pytest.mark.parametrize(
    ("state", "scanner", "heading", "says"),
    [
        ("waiting", "on", YET, "We are checking this file for viruses."),
        ("waiting", "", YET, "We cannot check files for viruses here yet"),
        ("waiting none", "", YET, "Tell us where you keep it as well."),
        ("waiting none", "on", YET, "Look again in a minute."),
        ("waiting off", "on", YET, NOT_WORKING),
        ("waiting silent", "on", YET, NOT_WORKING),
        ("waiting unknown", "on", YET, NOT_WORKING),
        ("waiting limit", "on", YET, "could not look at all of this file"),
        ("waiting store", "on", YET, "We cannot reach this file just now."),
        ("refused", "on", EVER, "We found a virus in this file, so we took it away."),
        ("lost", "on", EVER, "Please add it again."),
        ("gone", "on", EVER, "We deleted this file"),
    ],
)
def test_any_other_file_is_a_page_that_says_why_and_what_to_do(
    filing: Callable[..., Document], client: Client, settings: Any, state: str, scanner: str, heading: str, says: str
) -> None:
    settings.CLAMAV_URL = scanner and "unix:///somewhere"
    file_state, _, waits_for = state.partition(" ")
    document = filing(file_state=file_state, waits_for=waits_for)

    response = client.get(own(document))

    assert response.status_code == 409
    [title] = elements(response, "h1")
    assert text(title) == heading
    assert says in words(response)
    grade, length = reading(words(response).removeprefix("notice.pdf"))
    assert (grade <= 6, length <= 12) == (True, True), (grade, length)
    assert WORDS not in response.content
    back = reverse("assessments:document", args=[document.organisation.code, document.pk])
    assert links(response)["Go to the document"] == back
    assert client.get(back).status_code == 200
    assert client.head(own(document)).status_code == 409


@pytest.mark.parametrize("damage", ["missing", "changed", "longer", "elsewhere"])
def test_bytes_that_are_not_what_was_kept_are_not_given(
    rose_court: Organisation, priya: User, client: Client, disk: Path, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    document = filed(rose_court, priya)
    [stored] = storage.keys(rose_court.pk)
    path = disk / stored.key
    if damage == "missing":
        path.unlink()
    elif damage == "elsewhere":
        disk.rename(disk.with_name("elsewhere"))
    else:
        path.write_bytes(b"Our privacy NOTICE" if damage == "changed" else WORDS + b"!")

    with caplog.at_level(logging.WARNING):
        response = client.get(own(document))

    assert response.status_code == 409
    says = "We cannot reach this file just now." if damage == "elsewhere" else "We cannot find this file any more."
    assert says in words(response)
    assert caplog.records


def test_looking_at_a_file_writes_nothing(rose_court: Organisation, priya: User, client: Client) -> None:
    path = own(filed(rose_court, priya))
    with acting_for(rose_court):
        before = AuditEntry.objects.count()

    client.get(path)

    with acting_for(rose_court):
        assert AuditEntry.objects.count() == before


def test_a_removed_documents_file_can_be_had_while_it_can_come_back(
    rose_court: Organisation, priya: User, client: Client
) -> None:
    document = filed(rose_court, priya, removed_at=f.NOW - timedelta(days=1), removed_by=priya)

    assert client.get(own(document)).content == WORDS


@pytest.mark.parametrize(
    ("name", "media_type", "kept_as"),
    [
        ("notice.pdf", PDF, "notice.pdf"),
        ("Privacy notice v1.2.PDF", PDF, "Privacy notice v1.2.pdf"),
        ("photo.jpg", "image/jpeg", "photo.jpg"),
        ("photo.jpeg", "image/jpeg", "photo.jpeg"),
        ("Zoë rota.csv", "text/csv; charset=utf-8", "Zoë rota.csv"),
        ("notice.html", PDF, "notice_html.pdf"),
        ("notice.pdf", "text/html", "notice_pdf.bin"),
        ("notice.pdf", "", "notice_pdf.bin"),
        ("bill\u202efdp.exe", PDF, "billfdp_exe.pdf"),
        ('a"b;c\r\nSet-Cookie: x=1.pdf', PDF, "a_b_cSet-Cookie_ x=1.pdf"),
        ("../../etc/passwd", PDF, "passwd.pdf"),
        ("C:\\bills\\bill.pdf", PDF, "bill.pdf"),
        ("<img src=x onerror=alert(1)>.pdf", PDF, "_img src=x onerror=alert(1)_.pdf"),
        (".pdf", PDF, "file.pdf"),
        ("", PDF, "file.pdf"),
        ("a" * 300 + ".pdf", PDF, "a" * 100 + ".pdf"),
    ],
)
def test_a_file_leaves_under_a_harmless_name_with_the_ending_of_what_it_is(
    name: str, media_type: str, kept_as: str
) -> None:
    assert harmless_name(name, media_type) == kept_as


def test_a_name_in_other_letters_comes_with_a_plain_one_for_old_browsers(
    rose_court: Organisation, priya: User, client: Client
) -> None:
    response = client.get(own(filed(rose_court, priya, file_name="Zoë rota (50%).pdf")))

    name = "Zoë rota (50_).pdf"
    assert response["Content-Disposition"] == (
        f"attachment; filename=\"Zoe rota (50_).pdf\"; filename*=UTF-8''{quote(name)}"
    )


@pytest.mark.parametrize("media_type", ["text/html", "image/svg+xml", "application/xhtml+xml", "", "text/javascript"])
def test_what_a_browser_would_run_leaves_as_bytes(
    rose_court: Organisation, priya: User, client: Client, media_type: str
) -> None:
    response = client.get(own(filed(rose_court, priya, media_type=media_type)))

    assert response["Content-Type"] == "application/octet-stream"
