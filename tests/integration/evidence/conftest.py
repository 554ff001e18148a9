"""Rose Court and its manager Priya, a real scanner, and a store of files: on disk, or a real S3 API."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import boto3
import pytest
import time_machine

from evidence import clamd as protocol
from evidence.stores.bucket import Bucket
from organisations.models import Organisation, User
from tests import factories as f
from tests.integration.evidence.scanners import Clamd, until

BUCKET, REGION = "evidence-of-tests", "eu-west-2"
A_PAGE = 20  # files that the S3 API lists at once; Amazon's lists a thousand


@pytest.fixture
def priya() -> User:
    return f.person("Priya", job_title="Registered manager")


@pytest.fixture
def rose_court(priya: User) -> Organisation:
    return f.organisation(by=priya)


@pytest.fixture
def that_day() -> Iterator[time_machine.Traveller]:
    """Let pages read Sunday 22 November 2026, shortly after the factories' hour."""
    with time_machine.travel(f.NOW + timedelta(hours=2), tick=False) as traveller:
        yield traveller


@pytest.fixture(scope="session")
def start_clamd() -> Iterator[Callable[..., Clamd]]:
    """Give a function that starts a scanner with lines of its configuration; all end with the session."""
    with ExitStack() as stack:

        def start(**options: str) -> Clamd:
            # A socket's path may have 107 letters, and pytest's own folders are deep.
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="clamd-")))
            scanner = Clamd(folder, **options)
            stack.callback(scanner.kill)
            return scanner

        yield start


@pytest.fixture(scope="session")
def _clamd(start_clamd: Callable[..., Clamd]) -> Clamd:
    return start_clamd()


@pytest.fixture
def clamd(_clamd: Clamd, settings: Any) -> Clamd:
    """Give the scanner that the product is told of."""
    settings.CLAMAV_URL = _clamd.url
    return _clamd


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a hanging scanner be given up after a blink instead of half a minute."""
    monkeypatch.setattr(protocol, "PATIENCE", 0.3)
    monkeypatch.setattr(protocol, "SHORT_PATIENCE", 0.3)


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """Give the address of a real S3 API, which keeps everything in memory."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", port],
        env={**os.environ, "MOTO_S3_DEFAULT_MAX_KEYS": str(A_PAGE)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until(lambda: _answers(int(port)), "the S3 API did not start")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.kill()
        server.wait()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def disk(settings: Any, tmp_path: Path) -> Path:
    """Keep files in a folder of the test's own."""
    location = tmp_path / "store"
    _use(settings, "evidence.stores.disk.Disk", location=str(location))
    return location


@cache
def one_bucket(**options: Any) -> Bucket:
    """Make the store once for all tests: most of the time goes into making its client."""
    return Bucket(**options)


@pytest.fixture(scope="session")
def _empty_bucket(s3: str) -> Iterator[Any]:
    keys = {"aws_access_key_id": "tests", "aws_secret_access_key": "tests", "region_name": REGION}
    there = boto3.resource("s3", endpoint_url=s3, **keys)
    made = there.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    yield made
    there.meta.client.close()
    one_bucket(**_in_bucket(s3)).connection.meta.client.close()


@pytest.fixture
def bucket(settings: Any, s3: str, _empty_bucket: Any) -> Iterator[Any]:
    """Keep files in an empty bucket; gives the bucket."""
    _use(settings, "tests.integration.evidence.conftest.one_bucket", **_in_bucket(s3))
    yield _empty_bucket
    _empty_bucket.objects.delete()


def _in_bucket(address: str) -> dict[str, str]:
    keys = {"access_key": "tests", "secret_key": "tests"}
    return {"bucket_name": BUCKET, "endpoint_url": address, "region_name": REGION, **keys}


@pytest.fixture(params=["disk", "bucket"])
def store(request: pytest.FixtureRequest) -> Any:
    """Run the test once for each kind of store."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def quarantine(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """Give the folder of uploads on their way, empty."""
    settings.QUARANTINE_DIR = tmp_path / "quarantine"
    settings.QUARANTINE_DIR.mkdir()
    yield settings.QUARANTINE_DIR
    shutil.rmtree(settings.QUARANTINE_DIR, ignore_errors=True)


def _use(settings: Any, backend: str, **options: Any) -> None:
    settings.STORAGES = {**settings.STORAGES, "evidence": {"BACKEND": backend, "OPTIONS": options}}
