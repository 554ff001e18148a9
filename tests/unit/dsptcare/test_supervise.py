import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dsptcare import embedded, supervise
from dsptcare.supervise import EndedUnexpectedly, Part, Processes

SERVES_FOR_EVER = Part("web", ("http.server", "0", "--bind", "127.0.0.1"))
ENDS_AT_ONCE = Part("worker", ("dsptcare.no_such_module",))
PATIENCE = 20.0  # seconds: a busy machine may be slow to start a Python


@pytest.fixture
def processes(tmp_path: Path) -> Iterator[Processes]:
    made = Processes(tmp_path / "logs", dict(os.environ), server=None)
    yield made
    made.end()


def is_running(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_part_that_ends_by_itself_is_told_with_its_last_words(processes: Processes) -> None:
    processes.start(SERVES_FOR_EVER)
    processes.check()
    processes.start(ENDS_AT_ONCE)

    with pytest.raises(EndedUnexpectedly, match=r"worker process ended unexpectedly \(code 1\)[^$]*no_such_module"):
        supervise.wait_until_serving(1, "/", processes.check, threading.Event())


def test_ending_ends_everything(processes: Processes) -> None:
    group = processes.start(SERVES_FOR_EVER)
    assert is_running(group)

    processes.end()

    assert not is_running(group)


def test_when_the_parent_is_killed_the_guard_ends_what_it_started(tmp_path: Path) -> None:
    words = (
        "import os, sys, time\nfrom pathlib import Path\nfrom dsptcare.supervise import Part, Processes\n"
        "made = Processes(Path(sys.argv[1]), dict(os.environ), server=None)\n"
        "print(made.start(Part('web', ('http.server', '0', '--bind', '127.0.0.1'))), flush=True)\ntime.sleep(60)\n"
    )
    command = [sys.executable, "-c", words, str(tmp_path / "logs")]
    with subprocess.Popen(command, cwd=embedded.ROOT, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        group = int(parent.stdout.readline())
        assert is_running(group)
        parent.send_signal(signal.SIGKILL)

    deadline = time.monotonic() + PATIENCE
    while is_running(group) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(group)


def test_a_port_can_be_taken_once() -> None:
    with supervise.listen(0) as first, pytest.raises(OSError, match="Address already in use"):
        supervise.listen(first.getsockname()[1])


def test_the_parts_are_told_the_address_that_was_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SITE_URL", raising=False)
    assert supervise.environment_for(8123)["SITE_URL"] == "http://localhost:8123"

    monkeypatch.setenv("SITE_URL", "https://toolkit.example")
    assert supervise.environment_for(8123)["SITE_URL"] == "https://toolkit.example"
