"""Uploads to the real web server over a real line: two gigabytes, and lines that break at every tenth."""

import os
import select
import socket
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection
from django.http import HttpResponse

from evidence.refusing import FileRefused, Reason
from evidence.uploads import ROUND_IT
from evidence.words import file_refusal
from organisations.models import Organisation, User
from tests.architecture.source import ROOT
from tests.integration.assessments.reading import browser, of
from tests.integration.evidence.corpus import harmless
from tests.integration.evidence.scanners import until
from tests.integration.evidence.sending import END, FORM, TYPED, body, field, file_head, left_behind, said, told

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("disk", "quarantine")]

TWO_GIGABYTES = 2_000_000_000
MEGABYTE = 1_000_000
BUFFER = 65_536  # bytes that the system holds on each side of the line; it takes twice what it is told
MOST_GROWTH = 64 * MEGABYTE
TOKEN = "a" * 32
GONE = "the sender is gone"
WSGI = """
from django.conf import settings
settings.QUARANTINE_DIR = {quarantine!r}
settings.STORAGES["evidence"]["OPTIONS"]["location"] = {store!r}
from dsptcare.wsgi import application
"""


class Server:
    """The web server as it is started in life, on a line with small buffers, with its own quarantine."""

    def __init__(self, folder: Path) -> None:
        self.quarantine, self.store, self.log = folder / "quarantine", folder / "store", folder / "log"
        (folder / "live.py").write_text(WSGI.format(quarantine=str(self.quarantine), store=str(self.store)))
        self.listener = socket.socket()
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
        self.listener.bind(("127.0.0.1", 0))
        self.listener.listen(64)
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "live:application", "--bind", f"fd://{self.listener.fileno()}",
                 "--worker-class", "gthread", "--workers", "1", "--threads", "4", "--no-control-socket"],
                cwd=folder, pass_fds=[self.listener.fileno()], stdout=log, stderr=log,
                env={**os.environ, **_database(), "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT)},
            )  # fmt: skip
        until(lambda: "Booting worker" in self.log.read_text(), "the web server did not start")

    @property
    def worker(self) -> Path:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return Path("/proc") / children[0]

    def memory(self, name: str) -> int:
        """Read one of the worker's numbers of memory, in bytes."""
        lines = dict(line.split(":", 1) for line in (self.worker / "status").read_text().splitlines())
        return int(lines[name].split()[0]) * 1024

    def forget_highest(self) -> None:
        (self.worker / "clear_refs").write_text("5")

    def left(self) -> list[str]:
        """List what is in its store, and in quarantine with a name or without one."""
        held = []
        for descriptor in (self.worker / "fd").iterdir():
            with suppress(OSError):
                held.append(str(descriptor.readlink()))
        named = [path for folder in (self.quarantine, self.store) for path in folder.rglob("*") if path.is_file()]
        return [path for path in held if str(self.quarantine) in path] + [str(path) for path in named]

    def line(self) -> socket.socket:
        made = socket.socket()
        made.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER)
        made.connect(self.listener.getsockname())
        made.settimeout(60)
        return made

    def close(self) -> None:
        self.process.terminate()
        self.process.wait()
        self.listener.close()


def _database() -> dict[str, str]:
    """Name the tests' own database to another process."""
    at = connection.settings_dict
    return {"DATABASE_URL": f"postgres:///{at['NAME']}?host={quote(at['HOST'], safe='')}&user={at['USER']}"}


@pytest.fixture(scope="module")
def server(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    made = Server(tmp_path_factory.mktemp("live"))
    yield made
    made.close()


@pytest.fixture
def head(rose_court: Organisation, priya: User) -> Callable[[int], bytes]:
    """Give a function that writes the head of Priya's request, for a body of some length."""
    cookie = browser(priya).cookies["session"].value

    def write(length: int) -> bytes:
        return (
            f"POST {of(rose_court, 'add_document')} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {FORM}\r\n"
            f"Content-Length: {length}\r\nCookie: session={cookie}; csrf={TOKEN}\r\n\r\n"
        ).encode()

    return write


def answer(line: socket.socket) -> HttpResponse:
    """Read what the server says until it hangs up."""
    heard = b""
    with suppress(ConnectionResetError):
        while piece := line.recv(BUFFER):
            heard += piece
    top, _, page = heard.partition(b"\r\n\r\n")
    if b"chunked" in top.lower():
        page = b"".join(part.partition(b"\r\n")[2] for part in page.split(b"\r\n0\r\n")[:1])
    return HttpResponse(page, status=int(top.split()[1]))


WORDS = field("csrfmiddlewaretoken", TOKEN) + b"".join(field(name, value) for name, value in TYPED.items())


def sent_until_answered(line: socket.socket, piece: bytes, most: int) -> int:
    """Send until there is an answer, as fast as it is taken; say how much was."""
    count = 0
    line.setblocking(False)
    while count < most:
        readable, writable, _ = select.select([line], [line], [], 60)
        if readable or not writable:
            break
        count += line.send(piece)
    line.setblocking(True)
    line.settimeout(60)
    return count


def test_of_two_gigabytes_the_server_takes_the_cap_and_a_megabyte(
    server: Server, head: Callable[[int], bytes], rose_court: Organisation, quarantine: Path, settings: object
) -> None:
    _whole(server, head)  # what is loaded once is loaded now
    there = server.left()
    server.forget_highest()
    before = server.memory("VmRSS")

    with server.line() as line:
        line.sendall(head(TWO_GIGABYTES) + WORDS + file_head("a.pdf"))
        count = sent_until_answered(line, b"x" * BUFFER, TWO_GIGABYTES)
        page = answer(line)

    assert told(page) == []
    assert said(page) == [file_refusal(FileRefused(Reason.TOO_BIG))]
    assert count <= settings.EVIDENCE_MAX_BYTES + ROUND_IT + 4 * BUFFER  # what the system holds on the way
    assert server.memory("VmHWM") - before < MOST_GROWTH
    assert server.left() == there
    assert "Traceback" not in server.log.read_text()


def _whole(server: Server, head: Callable[[int], bytes], content: bytes = b"<html>") -> HttpResponse:
    whole = body(content, "a.txt", csrfmiddlewaretoken=TOKEN)
    with server.line() as line:
        line.sendall(head(len(whole)) + whole)
        line.shutdown(socket.SHUT_WR)
        return answer(line)


def test_a_whole_file_arrives(server: Server, head: Callable[[int], bytes]) -> None:
    before = server.left()

    page = _whole(server, head, harmless.TEXT)

    [kept] = set(server.left()) - set(before)
    assert page.status_code == 302
    assert Path(kept).is_relative_to(server.store)
    assert Path(kept).read_bytes() == harmless.TEXT


@pytest.mark.parametrize("how", ["the sender waits for an answer", GONE])
def test_a_line_that_breaks_at_any_tenth_changes_nothing(
    server: Server, head: Callable[[int], bytes], rose_court: Organisation, quarantine: Path, how: str
) -> None:
    whole = WORDS + file_head("photo.jpg") + harmless.phone_picture() * 400 + END
    answers, there = [], server.left()
    for tenth in range(1, 10):
        with server.line() as line:
            line.sendall(head(len(whole)) + whole[: len(whole) * tenth // 10])
            if how == GONE:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            else:
                line.shutdown(socket.SHUT_WR)
                page = answer(line)
                answers.append((told(page), said(page)))

    until(lambda: server.left() == there, "something is left of them")
    assert answers == [([], [file_refusal(FileRefused(Reason.CUT_SHORT))])] * (0 if how == GONE else 9)
    assert said(_whole(server, head)) == [file_refusal(FileRefused(Reason.WEB_PAGE))]  # it goes on
    assert left_behind(rose_court, quarantine) == []
    assert "Traceback" not in server.log.read_text()
