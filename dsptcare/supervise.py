"""The demonstration's processes: the web server, the worker and beat, which begin and end together."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from dsptcare import groups

ROOT = Path(__file__).resolve().parent.parent
TICK = 0.2  # seconds between looks at the processes
SLOWEST_START = 60.0  # seconds
GUARD_GRACE = 5.0  # seconds for the guard to see that it is not needed
TOLD = 6  # last lines of a log, when its process ends by itself


@dataclass(frozen=True, slots=True)
class Part:
    """What to run, and the seconds it gets to end by itself."""

    name: str
    words: tuple[str, ...]
    grace: float = 8.0


class EndedUnexpectedly(Exception):
    """Say which process ended by itself, with its last words."""


class Processes:
    """The running parts, each in a process group of its own with a log of its own."""

    def __init__(self, logs: Path, environment: dict[str, str], server: Path | None) -> None:
        """Start the guard, which ends whatever is started here if this process is killed."""
        self._logs = logs
        self._environment = environment
        self._running: list[tuple[Part, subprocess.Popen[bytes]]] = []
        logs.mkdir(parents=True, exist_ok=True)
        self._guard = subprocess.Popen(
            [sys.executable, "-m", "dsptcare.guard", *([str(server)] if server else [])],
            stdin=subprocess.PIPE,
            cwd=ROOT,
            start_new_session=True,
        )

    def start(self, part: Part, *descriptors: int) -> int:
        """Start a part, which inherits only these descriptors, and give its process group."""
        with self._log(part).open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", *part.words],
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                pass_fds=descriptors,
                start_new_session=True,
            )
        self._running.append((part, process))
        self._tell_guard(str(process.pid))
        return process.pid

    def check(self) -> None:
        """Raise EndedUnexpectedly if any part is no longer running."""
        for part, process in self._running:
            if (code := process.poll()) is not None:
                log = self._log(part)
                last = "\n".join(f"    {line}" for line in log.read_text(errors="replace").splitlines()[-TOLD:])
                raise EndedUnexpectedly(
                    f"The {part.name} process ended unexpectedly (code {code}); {log} ends with:\n{last}"
                )

    def end(self) -> None:
        """End every part and then the guard, and wait until they are gone."""
        asked = time.monotonic()
        groups.send([process.pid for _, process in self._running], signal.SIGTERM)
        for part, process in sorted(self._running, key=lambda running: running[0].grace):
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=max(0.0, asked + part.grace - time.monotonic()))
            groups.send([process.pid], signal.SIGKILL)  # also what a part left behind in its group
            process.wait()
        self._running.clear()
        self._tell_guard("done")
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):  # it ends by itself
            self._guard.communicate(timeout=GUARD_GRACE)

    def _log(self, part: Part) -> Path:
        return self._logs / f"{part.name}.log"

    def _tell_guard(self, line: str) -> None:
        if self._guard.stdin is not None and not self._guard.stdin.closed:
            with contextlib.suppress(OSError):
                self._guard.stdin.write(f"{line}\n".encode())
                self._guard.stdin.flush()


def web(listener: socket.socket) -> Part:
    """Describe the web server on a socket that is already listening."""
    return Part(
        "web",
        ("gunicorn", "dsptcare.wsgi:application", "--bind", f"fd://{listener.fileno()}", "--worker-class", "gthread",
         "--workers", "1", "--threads", "8", "--no-control-socket", "--error-logfile", "-"),
    )  # fmt: skip


def background(beat_schedule: Path) -> tuple[Part, ...]:
    """Describe the worker and beat."""
    celery = ("celery", "-A", "dsptcare.celery", "--quiet")
    worker = ("worker", "--pool", "threads", "--concurrency", "2", "--loglevel", "INFO", "--without-mingle")
    # The worker's own way out takes four seconds on the filesystem; what must happen is a row, so nothing is lost.
    return (
        Part("worker", (*celery, *worker), grace=1.0),
        # A file with its number, left by a killed beat, could make the next one refuse.
        Part("beat", (*celery, "beat", "--pidfile", "", "--schedule", str(beat_schedule), "--loglevel", "INFO")),
    )


def listen(port: int) -> socket.socket:
    """Take a port of this machine, 0 for a free one. Raises OSError."""
    listener = socket.create_server(("127.0.0.1", port), backlog=128)
    listener.set_inheritable(True)
    return listener


def wait_until_serving(port: int, path: str, check: Callable[[], None], asked: threading.Event) -> None:
    """Return when the web server answers a request or we are asked to end; raise what the check raises."""
    deadline = time.monotonic() + SLOWEST_START
    while time.monotonic() < deadline and not asked.is_set():
        check()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=1.0)
        with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(connection):
            connection.request("GET", path, headers={"Host": f"localhost:{port}"})
            connection.getresponse().read()
            return
    if not asked.is_set():
        raise EndedUnexpectedly(f"The web server did not answer within {SLOWEST_START:.0f} seconds.")


@contextlib.contextmanager
def asked_to_end() -> Iterator[threading.Event]:
    """Give an event that Ctrl-C, TERM and HUP set, so that nothing is interrupted half way."""
    asked = threading.Event()

    def ask(_number: int, _frame: FrameType | None) -> None:
        asked.set()

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def watch(processes: Processes, asked: threading.Event) -> None:
    """Wait until asked to end; raise EndedUnexpectedly if a part ends first."""
    while not asked.wait(TICK):
        processes.check()


def environment_for(port: int) -> dict[str, str]:
    """Give the parts' environment: the service's address is the one that was taken, unless it was given."""
    return {"SITE_URL": f"http://localhost:{port}", **os.environ}
