"""The whole way of a mail: a page puts it into the table and rings; a real worker behind a real Redis sends it."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from celery import current_app
from django.conf import settings
from django.db import connections, transaction

from organisations import post
from organisations.models import OutgoingMail
from tests import factories as f

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 30  # seconds; a worker starts in two, on a busy machine in ten


class Sink:
    """A mail server that keeps what it is given."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's
        self.mails.append(envelope.content)
        return "250 OK"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


@pytest.fixture
def sink() -> Iterator[tuple[Sink, int]]:
    kept, port = Sink(), free_port()
    server = Controller(kept, hostname="127.0.0.1", port=port)
    server.start()
    yield kept, port
    server.stop()


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[str]:
    program = shutil.which("redis-server", path=os.environ["PATH"] + ":/usr/sbin")
    if program is None:
        pytest.fail("The queue's test needs Redis: apt-get install redis-server", pytrace=False)
    port = free_port()
    server = subprocess.Popen(
        [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)],
        stdout=subprocess.DEVNULL,
    )
    try:
        until(lambda: _answers(port), "Redis did not start")
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait()


@pytest.fixture
def worker(redis: str, sink: tuple[Sink, int], tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "dsptcare.settings",
        "DATABASE_URL": _test_database(),
        "REDIS_URL": redis,
        "SECRET_KEY": "tests-only",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(sink[1]),
    }
    with (tmp_path / "worker.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "dsptcare.celery", "worker", "--pool", "solo", "--loglevel", "INFO"],
            cwd=settings.BASE_DIR, env=environment, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            until(lambda: b" ready" in (tmp_path / "worker.log").read_bytes(), "the worker did not start")
            yield process
        finally:
            process.terminate()
            process.wait()


def _test_database() -> str:
    """Point the worker at the test database, as the application's role."""
    parts = connections["default"].settings_dict
    return f"postgres:///{parts['NAME']}?host={parts['HOST']}&user={parts['USER']}&port={parts['PORT']}"


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def until(condition: Any, complaint: str) -> None:
    """Wait for something that another process does; fail with a sentence when it does not."""
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            pytest.fail(complaint, pytrace=False)
        time.sleep(0.05)


def test_a_mail_goes_from_the_page_through_redis_and_a_worker_to_the_mail_server(
    redis: str, worker: subprocess.Popen[bytes], sink: tuple[Sink, int]
) -> None:
    kept, _ = sink
    with current_app.connection_for_write(redis) as broker:
        with transaction.atomic():
            post.enqueue(to="priya@example.com", subject="You published", text="Well done.", kind="published", at=f.NOW)
            assert kept.mails == [], "nothing is sent inside the request"

        current_app.send_task("organisations.tasks.send_mail_queue", connection=broker)
        until(lambda: kept.mails, "the mail did not arrive")

    assert len(kept.mails) == 1
    with post.post_room():
        mail = OutgoingMail.objects.get()
    assert mail.state == OutgoingMail.State.SENT
    assert f"<{mail.pk}@".encode() in kept.mails[0]
