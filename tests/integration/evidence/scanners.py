"""Real scanners, started and killed at will, and sockets that behave like broken ones."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

import pytest

from evidence.clamd import NoAnswer, Scanner

# What the scanner is taught to find. In pieces, so that this file is not found itself.
BAD_PIECES = ("this is", "what the test", "teaches its scanner")
BAD = " ".join(BAD_PIECES).encode()
NAME = "Rose.Court.Test"
HANGS = [
    "accepts and says nothing",
    "says half of its version",
    "reads it and says nothing",
    "says half of its answer",
]
BREAKS_OFF = ["hangs up at once", "says half of its answer and hangs up"]
PATIENCE = 20  # seconds; it starts in a tenth of one


def until(condition: Callable[[], bool], complaint: str) -> None:
    """Wait for something that another process does; fail with a sentence when it does not."""
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            pytest.fail(complaint, pytrace=False)
        time.sleep(0.02)


class Clamd:
    """A clamd of our own with one signature, on a socket in a folder of its own."""

    def __init__(self, folder: Path, **options: str) -> None:
        program = shutil.which("clamd", path=os.environ["PATH"] + ":/usr/sbin")
        if program is None:
            pytest.fail("The scanner's tests need a scanner: apt-get install clamav-daemon", pytrace=False)
        self.socket = folder / "s"
        self.url = f"unix://{self.socket}"
        signatures = folder / "signatures"
        signatures.mkdir(exist_ok=True)
        (signatures / "test.ndb").write_text(f"{NAME}:0:*:{BAD.hex()}\n")
        lines = {
            "LocalSocket": str(self.socket),
            "DatabaseDirectory": str(signatures),
            "Foreground": "yes",
            "AlertExceedsMax": "yes",
            **options,
        }
        self._config = folder / "clamd.conf"
        self._config.write_text("".join(f"{name} {value}\n" for name, value in lines.items()))
        self._words = [program, "--config-file", str(self._config)]
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(self._words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until(self._answers, "clamd did not start")

    def _answers(self) -> bool:
        try:
            Scanner(self.url).version()
        except NoAnswer:
            return False
        return True

    def kill(self) -> None:
        """End it in the middle of whatever it does."""
        self._process.kill()
        self._process.wait()
        self.socket.unlink(missing_ok=True)


class Broken:
    """A scanner that says its version rightly and then does what it is told to."""

    def __init__(self, act: str) -> None:
        self._act, _, self._words = act.partition(": ")
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._lines: list[socket.socket] = []
        self.url = f"tcp://127.0.0.1:{self._listening.getsockname()[1]}"
        self._thread = Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        with suppress(OSError):  # somebody hung up on us, or we are closed
            while True:
                line, _ = self._listening.accept()
                self._lines.append(line)
                with suppress(OSError):
                    self._speak(line)

    def _speak(self, line: socket.socket) -> None:
        if self._act == "accepts and says nothing":
            return
        if line.recv(10) == b"zVERSION\0":
            line.sendall(b"ClamAV 1.4.6" + (b"" if self._act == "says half of its version" else b"/1\0"))
        elif self._act == "hangs up at once":
            line.close()
        else:
            self._answer(line, _read(line))

    def _answer(self, line: socket.socket, sent: bytes) -> None:
        match self._act:
            case "says":
                line.sendall(self._words.encode() + b"\0")
            case "says half of its answer":
                line.sendall(b"stream: O")
            case "says half of its answer and hangs up":
                line.sendall(b"stream: OK")  # without the end
                line.close()
            case "hangs up at":
                line.sendall(b"" if self._words.encode() in sent else b"stream: OK\0")
                line.close()
            case "says a letter now and then":
                while True:
                    line.sendall(b"O")
                    time.sleep(0.1)

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join()
        for line in self._lines:
            line.close()


def _read(line: socket.socket) -> bytes:
    said = b""
    while not said.endswith(b"\0\0\0\0"):
        said += line.recv(65536)
    return said


@contextmanager
def broken(act: str) -> Iterator[str]:
    """Give the address of a scanner that is broken in one way."""
    scanner = Broken(act)
    try:
        yield scanner.url
    finally:
        scanner.close()
