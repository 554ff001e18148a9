"""The scanner's own protocol, over its socket: send the bytes, read one line. Only one answer means clean."""

import select
import socket
import struct
import time
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO, Final, Self
from urllib.parse import SplitResult, urlsplit

PATIENCE: Final = 30.0  # seconds for a whole scan
SHORT_PATIENCE: Final = 5.0  # seconds to say which version it is
CHUNK: Final = 64 * 1024  # bytes
LONGEST_ANSWER: Final = 4096  # bytes
MOST_LETTERS: Final = 120  # of a name, in our table
CLEAN: Final = "stream: OK"
LIMITS: Final = "Heuristics.Limits.Exceeded"


class Reason(StrEnum):
    """Why a file could not be checked. NONE and STORE are not the scanner's doing: there is none, or no file came."""

    NONE = "none"
    OFF = "off"
    SILENT = "silent"
    LIMIT = "limit"
    UNKNOWN = "unknown"
    STORE = "store"


@dataclass(frozen=True, slots=True)
class Clean:
    """The scanner looked at all of it and found nothing."""


@dataclass(frozen=True, slots=True)
class Found:
    """The scanner found something and gave it a name."""

    name: str


@dataclass(frozen=True, slots=True)
class Cannot:
    """The scanner did not say."""

    reason: Reason


Answer = Clean | Found | Cannot


class NoAnswer(Exception):
    """Raised when the scanner cannot be reached (OFF), breaks off or is late (SILENT), or talks nonsense (UNKNOWN)."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


class Scanner:
    """A clamd at "unix:///path" or "tcp://host:port"; each question has its own connection and its own time limit."""

    def __init__(self, url: str) -> None:
        self._url = urlsplit(url)

    def version(self) -> str:
        """Return its name and the version of what it knows, which also tells that it is there; raises NoAnswer."""
        with _Line(self._url, SHORT_PATIENCE) as line:
            line.send(b"zVERSION\0")
            said = line.answer()
        if not said.startswith("ClamAV"):
            raise NoAnswer(Reason.UNKNOWN)
        return said[:MOST_LETTERS]

    def scan(self, file: BinaryIO) -> Answer:
        """Send a whole file and return what the scanner says of it."""
        try:
            with _Line(self._url, PATIENCE) as line:
                line.send(b"zINSTREAM\0")
                while not line.has_news() and (chunk := file.read(CHUNK)):
                    line.send(struct.pack("!L", len(chunk)) + chunk)
                line.send(struct.pack("!L", 0))
                return meaning(line.answer())
        except NoAnswer as nothing:
            return Cannot(nothing.reason)


def meaning(said: str) -> Answer:
    """Read the scanner's line. What it skipped because of a limit is not clean, whatever word it uses for that."""
    if said == CLEAN:
        return Clean()
    if said.endswith(" FOUND"):
        name = said.removeprefix("stream: ").removesuffix(" FOUND")
        return Cannot(Reason.LIMIT) if name.startswith(LIMITS) else Found(name[:MOST_LETTERS])
    return Cannot(Reason.LIMIT if said.endswith("ERROR") else Reason.UNKNOWN)


class _Line:
    """One connection, which ends at a time set when it begins."""

    def __init__(self, url: SplitResult, patience: float) -> None:
        self._ends = time.monotonic() + patience
        try:
            self._socket = _connected(url, patience)
        except TimeoutError as late:
            raise NoAnswer(Reason.SILENT) from late
        except OSError as refused:
            raise NoAnswer(Reason.OFF) from refused

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        self._socket.close()

    def send(self, words: bytes) -> None:
        """Send, unless the other side has hung up: what it said before that is still there to be read."""
        try:
            self._wait()
            self._socket.sendall(words)
        except TimeoutError as late:
            raise NoAnswer(Reason.SILENT) from late
        except OSError:
            return

    def has_news(self) -> bool:
        """Say whether the other side has spoken, or hung up, before it was asked to."""
        poll = select.poll()
        poll.register(self._socket, select.POLLIN)
        return bool(poll.poll(0))

    def answer(self) -> str:
        """Read up to the NUL that ends an answer; without it the answer was broken off."""
        said = b""
        while not said.endswith(b"\0"):
            try:
                self._wait()
                more = self._socket.recv(LONGEST_ANSWER)
            except OSError as broken:
                raise NoAnswer(Reason.SILENT) from broken
            if not more or len(said) > LONGEST_ANSWER:
                raise NoAnswer(Reason.SILENT)
            said += more
        return said[:-1].decode("utf-8", "replace")

    def _wait(self) -> None:
        """Let the next step take no longer than what is left of the time."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._socket.settimeout(left)


def _connected(url: SplitResult, patience: float) -> socket.socket:
    if url.scheme != "unix":
        return socket.create_connection((url.hostname or "", url.port or 0), timeout=patience)
    line = socket.socket(socket.AF_UNIX)
    try:
        line.settimeout(patience)
        line.connect(url.path)
    except OSError:
        line.close()
        raise
    return line
