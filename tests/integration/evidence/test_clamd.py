"""The scanner's protocol, before a real clamd and before broken ones: only one answer means clean."""

import os
import socket
import time
from collections.abc import Callable
from io import BytesIO

import pytest

from evidence import clamd as protocol
from evidence.clamd import Cannot, Clean, Found, NoAnswer, Reason, Scanner
from tests.integration.evidence.scanners import BAD, BREAKS_OFF, HANGS, NAME, Clamd, broken


def test_a_scanner_says_who_it_is(clamd: Clamd) -> None:
    assert Scanner(clamd.url).version().startswith("ClamAV 1.")


@pytest.mark.parametrize("size", [0, 1, 64 * 1024, 10_000_000])
def test_only_what_it_knows_is_found_wherever_it_is(clamd: Clamd, size: int) -> None:
    padding = os.urandom(size)
    scanner = Scanner(clamd.url)

    assert scanner.scan(BytesIO(padding)) == Clean()
    assert scanner.scan(BytesIO(padding + BAD)) == Found(f"{NAME}.UNOFFICIAL")


def test_a_scanner_on_tcp_is_asked_the_same_way(start_clamd: Callable[..., Clamd]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    start_clamd(TCPSocket=str(port), TCPAddr="127.0.0.1")

    assert Scanner(f"tcp://127.0.0.1:{port}").scan(BytesIO(BAD)) == Found(f"{NAME}.UNOFFICIAL")


def test_more_than_the_scanner_takes_is_a_limit_and_not_clean(start_clamd: Callable[..., Clamd]) -> None:
    scanner = Scanner(start_clamd(StreamMaxLength="1M").url)

    for size in (1_100_000, 10_000_000):
        assert scanner.scan(BytesIO(b"x" * size)) == Cannot(Reason.LIMIT)
    assert scanner.scan(BytesIO(b"x" * 900_000)) == Clean()


def test_more_than_the_scanner_looks_at_is_a_limit_and_not_clean(start_clamd: Callable[..., Clamd]) -> None:
    scanner = Scanner(start_clamd(MaxFileSize="100K").url)

    assert scanner.scan(BytesIO(b"x" * 200_000)) == Cannot(Reason.LIMIT)


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("stream: OK", Clean()),
        ("stream: Win.Test.EICAR_HDB-1 FOUND", Found("Win.Test.EICAR_HDB-1")),
        ("stream: Heuristics.Limits.Exceeded.MaxFiles FOUND", Cannot(Reason.LIMIT)),
        ("INSTREAM size limit exceeded. ERROR", Cannot(Reason.LIMIT)),
        ("stream: Can't allocate memory ERROR", Cannot(Reason.LIMIT)),
        ("stream: OK ", Cannot(Reason.UNKNOWN)),
        ("OK", Cannot(Reason.UNKNOWN)),
        ("stream: ok", Cannot(Reason.UNKNOWN)),
        ("other: OK", Cannot(Reason.UNKNOWN)),
        ("UNKNOWN COMMAND", Cannot(Reason.UNKNOWN)),
        ("", Cannot(Reason.UNKNOWN)),
    ],
)
def test_only_the_exact_words_mean_clean(said: str, means: object) -> None:
    with broken(f"says: {said}") as url:
        assert Scanner(url).scan(BytesIO(b"x")) == means


@pytest.mark.parametrize("act", [*HANGS, *BREAKS_OFF])
@pytest.mark.usefixtures("impatient")
def test_a_scanner_that_falls_silent_has_not_said_clean(act: str) -> None:
    with broken(act) as url:
        assert Scanner(url).scan(BytesIO(b"x")) == Cannot(Reason.SILENT)


def test_one_time_limit_counts_for_the_whole_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    """A scanner that says a letter now and then would hold a worker for ever."""
    monkeypatch.setattr(protocol, "PATIENCE", 0.5)
    began = time.monotonic()

    with broken("says a letter now and then") as url:
        assert Scanner(url).scan(BytesIO(b"x")) == Cannot(Reason.SILENT)

    assert time.monotonic() - began < 5


@pytest.mark.parametrize("url", ["unix:///nowhere/clamd", "tcp://127.0.0.1:9", "tcp://127.0.0.1"])
def test_a_scanner_that_is_not_there_is_off(url: str) -> None:
    assert Scanner(url).scan(BytesIO(b"x")) == Cannot(Reason.OFF)
    with pytest.raises(NoAnswer) as nothing:
        Scanner(url).version()
    assert nothing.value.reason is Reason.OFF
