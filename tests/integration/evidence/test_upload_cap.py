"""Big and broken-off uploads: no more is read than the cap and a megabyte, and no file is left anywhere."""

import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import SuspiciousOperation
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.test import Client
from django.urls import reverse

from assessments.forms.directory import DirectoryFileForm
from dsptcare import settings as product
from evidence.models import Document
from evidence.refusing import FileRefused, Reason
from evidence.uploads import ROUND_IT, NotWhole
from evidence.words import file_refusal
from organisations.directory.reading import MOST_BYTES
from organisations.models import Organisation, User
from organisations.tenancy import acting_for
from tests.integration.assessments.reading import browser, of
from tests.integration.evidence.sending import (
    BOUNDARY,
    END,
    FORM,
    TYPED,
    body,
    field,
    file_head,
    in_quarantine,
    left_behind,
    said,
    send,
    told,
)

CAP = 500_000
LISTS = "/ops/directory/"
GIGABYTE = 1_000_000_000


class Line:
    """A client that sends pieces one after another, and counts how many of its bytes were taken."""

    def __init__(self, *pieces: bytes | Iterator[bytes], breaks: bool = False) -> None:
        self.rest = (part for piece in pieces for part in ([piece] if isinstance(piece, bytes) else piece))
        self.held, self.taken, self.breaks = b"", 0, breaks

    def read(self, size: int) -> bytes:
        while len(self.held) < size and (more := next(self.rest, None)) is not None:
            self.held += more
        if self.breaks and not self.held:
            raise ConnectionResetError("the client went away")
        piece, self.held = self.held[:size], self.held[size:]
        self.taken += len(piece)
        return piece

    readline = read


def endless(piece: bytes = b"x" * 60_000) -> Iterator[bytes]:
    while True:
        yield piece


def request(line: Line, length: int = 2 * GIGABYTE, path: str = "/", by: User | AnonymousUser | None = None) -> Any:
    """Make a request whose body comes over a line; `by` is who is signed in."""
    made = WSGIRequest(
        {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": path,
            "CONTENT_TYPE": FORM,
            "CONTENT_LENGTH": str(length),
            "wsgi.input": line,
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
        }
    )
    if by is not None:
        made.user = by
    return made


WORDS = b"".join(field(name, value) for name, value in TYPED.items())
BASE64 = b"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
ENDLESS = {
    "a file": WORDS + file_head("a.pdf"),
    "many files": WORDS + b"".join(file_head(f"{number}.pdf") + b"x" * 90_000 + b"\r\n" for number in range(9)),
    "a file in base64": WORDS + file_head("a.pdf").replace(b"\r\n\r\n", BASE64),
}
# No browser sends these: Django's own refusal, without a page, is good enough.
ODD = {
    "something in front of the form": (b"", b"x"),
    "something behind the form": (WORDS + END, b"x"),
    "parts that are no fields": (WORDS, f"--{BOUNDARY}\r\nX-Odd: 1\r\n\r\nhello\r\n".encode()),
    "a part that ends again and again": (WORDS, b"x\r\n\r\n"),
    "a file without a name": (WORDS + file_head(""), b"x"),
    "a field": (WORDS + field("place", "")[:-2], b"x"),
}


@pytest.fixture(autouse=True)
def _small_cap(settings: Any, quarantine: Path) -> None:
    settings.EVIDENCE_MAX_BYTES = CAP
    settings.UPLOAD_CAPS = {LISTS: 4 * CAP}


@pytest.fixture
def client(priya: User) -> Client:
    made = browser(priya)
    made.raise_request_exception = False
    return made


def reasons(asked: HttpRequest) -> list[Reason]:
    return [one.reason for one in asked.FILES.values() if isinstance(one, NotWhole)]


# --- One request ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ENDLESS)
def test_of_two_gigabytes_only_the_cap_and_a_little_is_read(what: str, quarantine: Path) -> None:
    line = Line(ENDLESS[what], endless())
    asked = request(line)

    assert reasons(asked) == [Reason.TOO_BIG]
    assert line.taken <= CAP + ROUND_IT
    assert {name: asked.POST.get(name) for name in TYPED} == TYPED
    asked.close()
    assert in_quarantine(quarantine) == []


@pytest.mark.parametrize("what", ODD)
def test_of_two_odd_gigabytes_no_more_is_read(what: str, quarantine: Path) -> None:
    start, piece = ODD[what]
    line = Line(start, endless(piece * 1_000))

    with pytest.raises((MultiPartParserError, SuspiciousOperation)):
        request(line).POST.get("title")

    assert line.taken <= CAP + ROUND_IT
    assert in_quarantine(quarantine) == []


def test_the_largest_list_of_the_operators_may_arrive() -> None:
    assert {reverse("assessments:directory"): MOST_BYTES} == product.UPLOAD_CAPS


def test_a_list_that_broke_off_is_not_read() -> None:
    sent = DirectoryFileForm({}, {"file": NotWhole("ecarehome.csv", 5, Reason.CUT_SHORT)})

    assert sent.errors == {"file": [file_refusal(FileRefused(Reason.CUT_SHORT))]}


def test_the_file_alone_is_stopped_at_the_cap() -> None:
    line = Line(ENDLESS["a file"], endless())

    assert reasons(request(line)) == [Reason.TOO_BIG]
    assert line.taken <= CAP + 4 * 65_536


def test_a_file_of_exactly_the_cap_arrives(quarantine: Path) -> None:
    whole = body(b"x" * CAP, "a.txt")
    asked = request(Line(whole), len(whole))

    file = asked.FILES["file"]
    assert file.size == CAP
    assert file.read() == b"x" * CAP
    assert list(quarantine.iterdir()) == []
    assert len(in_quarantine(quarantine)) == 1  # it has no name there
    asked.close()
    assert in_quarantine(quarantine) == []


def test_one_byte_more_does_not() -> None:
    whole = body(b"x" * (CAP + 1), "a.txt")

    assert reasons(request(Line(whole), len(whole))) == [Reason.TOO_BIG]


def test_operators_have_a_cap_of_their_own_for_their_lists() -> None:
    whole = body(b"x" * 4 * CAP, "a.csv")
    line = Line(ENDLESS["a file"], endless())

    with closing(request(Line(whole), len(whole), LISTS, User(is_operator=True))) as asked:
        assert asked.FILES["file"].size == 4 * CAP
    assert reasons(request(line, path=LISTS, by=User(is_operator=True))) == [Reason.TOO_BIG]
    assert line.taken <= 4 * CAP + ROUND_IT


@pytest.mark.parametrize("by", [None, AnonymousUser(), User(is_operator=False)])
def test_nobody_else_has(by: User | None) -> None:
    line = Line(ENDLESS["a file"], endless())

    assert reasons(request(line, path=LISTS, by=by)) == [Reason.TOO_BIG]
    assert line.taken <= CAP + ROUND_IT


@pytest.mark.parametrize("tenth", range(1, 10))
def test_a_form_that_breaks_off_says_so_whatever_arrived(tenth: int, quarantine: Path) -> None:
    whole = body(b"x" * 100_000, "a.txt")
    asked = request(Line(whole[: len(whole) * tenth // 10]), len(whole))

    assert reasons(asked) == [Reason.CUT_SHORT]
    assert len(asked.FILES) == 1
    assert asked.POST["title"] == TYPED["title"]
    asked.close()
    assert in_quarantine(quarantine) == []


@pytest.mark.parametrize("end", [1, 3, len(END), len(END) + 1, 100_000 + len(END), 100_000 + len(END) + 60])
def test_a_form_that_lacks_its_last_bytes_has_no_whole_file(end: int) -> None:
    whole = body(b"x" * 100_000, "a.txt")
    asked = request(Line(whole[:-end]), len(whole))

    assert isinstance(asked.FILES["file"], NotWhole)
    assert asked.FILES["file"].reason is Reason.CUT_SHORT
    asked.close()


def test_a_line_that_breaks_leaves_no_file(quarantine: Path) -> None:
    asked = request(Line(WORDS + file_head("a.pdf") + b"x" * 200_000, breaks=True))

    with pytest.raises(UnreadablePostError):
        asked.POST.get("title")

    assert in_quarantine(quarantine) == []


def test_a_file_in_odd_letters_leaves_no_file(quarantine: Path) -> None:
    whole = WORDS + file_head("a.pdf").replace(b"\r\n\r\n", BASE64) + b"x" * 70_001 + b"=a" + END
    asked = request(Line(whole), len(whole))

    with pytest.raises(MultiPartParserError):
        asked.POST.get("title")

    assert in_quarantine(quarantine) == []


def test_the_quarantine_is_for_nobody_else(settings: Any, tmp_path: Path) -> None:
    settings.QUARANTINE_DIR = tmp_path / "new" / "quarantine"

    asked = request(Line(body(b"hello", "a.txt")), len(body(b"hello", "a.txt")))

    assert asked.FILES["file"].read() == b"hello"
    assert stat.S_IMODE(settings.QUARANTINE_DIR.stat().st_mode) == 0o700
    assert list(settings.QUARANTINE_DIR.iterdir()) == []
    asked.close()


# --- The page ---------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "name"),
    [(b"x" * (CAP + 1), "a.txt"), (b"%PDF-1.7\n" + b"x" * 3 * CAP, "bill.pdf"), (b"x" * CAP * 3, "a.exe")],
)
def test_a_page_says_that_a_file_is_too_big_and_keeps_what_was_typed(
    client: Client, rose_court: Organisation, quarantine: Path, content: bytes, name: str
) -> None:
    page = send(client, rose_court, content, name)

    assert told(page) == []
    assert said(page) == [file_refusal(FileRefused(Reason.TOO_BIG))]
    assert left_behind(rose_court, quarantine) == []


@pytest.mark.django_db
def test_a_full_disk_is_no_error(client: Client, rose_court: Organisation, settings: Any, tmp_path: Path) -> None:
    settings.QUARANTINE_DIR = tmp_path / "a file"
    settings.QUARANTINE_DIR.write_text("where the folder should be")

    page = send(client, rose_court, b"hello", "a.txt")

    assert told(page) == []
    assert said(page) == [file_refusal(FileRefused(Reason.NO_STORE))]


@pytest.mark.django_db
def test_a_form_without_a_file_is_as_it_was(client: Client, rose_court: Organisation, quarantine: Path) -> None:
    answer = client.post(of(rose_court, "add_document"), WORDS + END, content_type=FORM)

    assert answer.status_code == 302
    assert not quarantine.exists() or list(quarantine.iterdir()) == []
    with acting_for(rose_court):
        assert Document.objects.get().title == TYPED["title"]


@pytest.mark.django_db
@pytest.mark.parametrize("charset", ["rot13", "zlib_codec", "undefined", "raw_unicode_escape"])
def test_what_the_sender_calls_its_letters_makes_no_difference(
    client: Client, rose_court: Organisation, charset: str
) -> None:
    form = b'--x\r\nContent-Disposition: form-data; name="title"\r\n\r\nNotice \\ud800\r\n--x--\r\n'

    kind = f"multipart/form-data; boundary=x; charset={charset}"
    page = client.generic("POST", of(rose_court, "add_document"), form, content_type=kind)

    assert page.status_code == 200
