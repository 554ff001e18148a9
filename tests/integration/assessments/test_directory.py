"""The operators' page of the directory, and the page that shows what a file would change and loads it."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from organisations.directory import uploads
from organisations.models import DirectoryEntry, DirectoryImport, User
from tests import factories as f
from tests.factories import directory as d
from tests.integration.assessments.reading import browser, press, refusals, words
from tests.reading import as_sentences, own_pieces, reading

pytestmark = pytest.mark.django_db

SITES = d.headless(*d.many_sites(40, 20))
PAGE = "/ops/directory/"


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path


@pytest.fixture
def olu() -> User:
    return f.person("Olu", is_operator=True)


@pytest.fixture
def desk(olu: User) -> Client:
    return browser(olu)


def send(desk: Client, content: bytes, name: str = "ecarehomesite.csv") -> HttpResponse:
    """Send a file and follow to what is shown of it."""
    return desk.post(PAGE, {"file": SimpleUploadedFile(name, content)}, follow=True)


def address(response: HttpResponse) -> str:
    return response.redirect_chain[-1][0]


def test_only_operators_have_the_pages() -> None:
    priya = browser(f.person())

    for path in (PAGE, f"{PAGE}{'a' * 64}/"):
        assert priya.get(path).status_code == 404
        assert priya.post(path).status_code == 404
        assert Client().get(path).status_code == 302


def test_the_page_begins_with_the_file(desk: Client) -> None:
    page = desk.get(reverse("assessments:directory"))

    assert press(page) == "Check this file"
    assert "Nothing yet" in words(page)


def test_a_file_is_shown_before_it_is_loaded(desk: Client) -> None:
    page = send(desk, SITES)

    assert press(page) == "Load this file"
    assert "ODS list of care sites (ecarehomesite)" in words(page)
    assert "40 rows. 40 new." in words(page)
    assert "Stay on this page" in words(page)
    assert not DirectoryEntry.objects.exists()


def test_the_page_is_still_there_when_it_is_opened_again(desk: Client) -> None:
    path = address(send(desk, SITES))

    assert "40 rows. 40 new." in words(desk.get(path))


def test_loading_is_told_and_recorded(desk: Client, olu: User) -> None:
    path = address(send(desk, SITES))

    page = desk.post(path, follow=True)

    assert "Loaded. ODS list of care sites (ecarehomesite): 40 rows. 40 new." in words(page)
    assert "ecarehomesite.csv" in words(page)
    assert "By Olu." in words(page)
    assert DirectoryEntry.objects.count() == 40
    assert DirectoryImport.objects.get().imported_by == olu
    assert desk.get(path).status_code == 404


def test_a_file_that_changes_nothing_need_not_be_loaded(desk: Client) -> None:
    desk.post(address(send(desk, SITES)))

    page = send(desk, SITES)

    assert "Nothing would change" in words(page)
    assert press(page) == "Choose another file"


def test_changes_are_shown_with_examples(desk: Client) -> None:
    desk.post(address(send(desk, SITES)))
    rows = d.many_sites(40, 20)
    rows[0][1] = "NEW ELM VIEW"

    page = send(desk, d.headless(*rows[:39]))

    assert "1 changed." in words(page)
    assert "New Elm View (VAAAA)" in words(page)
    assert "becomes New Elm View" in words(page)
    assert "No longer listed: some of them" not in words(page)  # the last of them was closed already


def test_somebody_says_which_list_it_is_when_nothing_else_does(desk: Client) -> None:
    page = send(desk, SITES, "list.csv")
    path = address(page)
    assert press(page) == "Check this file"
    assert "Which list is it?" in words(page)

    assert refusals(desk.get(path, {"kind": ""})) == ["Choose which list it is"]

    chosen = desk.get(path, {"kind": "ecarehomesite"})
    assert press(chosen) == "Load this file"
    desk.post(path, {"kind": "ecarehomesite"})
    assert DirectoryEntry.objects.count() == 40


def test_a_wrong_file_is_explained_and_cannot_be_loaded(desk: Client) -> None:
    page = send(desk, d.headless(*d.many_sites(10), d.care("V L")))

    assert "Row 11, column 1 (code)" in words(page)
    assert "Nothing was changed" in words(page)
    assert press(page) == "Choose another file"
    again = desk.post(address(page), follow=True)
    assert "Nothing was loaded. Row 11, column 1 (code)" in words(again)
    assert not DirectoryEntry.objects.exists()


def test_far_more_vanishing_than_usual_asks_for_a_tick(desk: Client) -> None:
    desk.post(address(send(desk, SITES)))
    page = send(desk, d.headless(*d.many_sites(10, 20)))
    assert "services vanish or close" in words(page)
    assert "I have checked the file" in words(page)
    path = address(page)

    assert "Nothing was loaded." in words(desk.post(path, follow=True))
    assert DirectoryImport.objects.count() == 1

    desk.post(path, {"even_if_many_vanish": "on"})
    assert DirectoryImport.objects.count() == 2


@pytest.mark.parametrize(
    ("file", "refusal"),
    [
        (None, "Choose a file"),
        (SimpleUploadedFile("a.csv", b""), "The file is empty. Download it again, then try once more."),
    ],
)
def test_no_file_and_an_empty_one_are_refused(desk: Client, file: UploadedFile | None, refusal: str) -> None:
    page = desk.post(PAGE, {"file": file} if file else {})

    assert refusals(page) == [refusal]


def test_an_enormous_file_is_refused_in_words(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("organisations.directory.reading.files.MOST_BYTES", 1_000_000)

    page = desk.post(PAGE, {"file": SimpleUploadedFile("ecarehomesite.csv", b"a" * 3_000_000)})

    assert page.status_code == 200
    assert refusals(page)[0].startswith("The file has 3 MB. We read files smaller than 1 MB.")
    assert not list(uploads._folder().iterdir())


@pytest.mark.parametrize("fingerprint", ["nonsense", "a" * 64, "..", "%2e%2e", "x" * 300])
def test_a_file_that_nobody_sent_is_not_there(desk: Client, fingerprint: str) -> None:
    assert desk.get(f"{PAGE}{fingerprint}/").status_code == 404


@pytest.mark.parametrize(
    ("sent", "kept"),
    [("ecarehomesite.csv", "ecarehomesite.csv"), ("../../etc/passwd", "passwd"), ("a<b>|c.csv", "a_b_c.csv")],
)
def test_a_file_is_kept_by_a_name_that_harms_nothing(sent: str, kept: str) -> None:
    fingerprint = uploads.keep([b"one", b"two"], sent, at=f.NOW)

    assert uploads.kept_or_404(fingerprint).name == kept


def test_what_nobody_loads_is_cleared_away() -> None:
    fingerprint = uploads.keep([b"one"], "a.csv", at=f.NOW)
    (uploads._folder() / fingerprint).touch()
    later = f.NOW.replace(year=f.NOW.year + 40)

    other = uploads.keep([b"two"], "b.csv", at=later)

    assert [place.name for place in uploads._folder().iterdir()] == [other]


def test_the_pages_can_be_read_at_eleven(desk: Client) -> None:
    pages = [desk.get(PAGE), send(desk, SITES), send(desk, SITES, "list.csv"), send(desk, b"%PDF")]

    for page in pages:
        grade, length = reading(as_sentences(own_pieces(page.content.decode())))
        assert (grade <= 6, length <= 12) == (True, True), (grade, length, words(page))
