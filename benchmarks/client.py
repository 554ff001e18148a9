"""The load: people with a session each, on a few connections that stay open. Run as `python -m benchmarks.client`.

A process of its own that waits for the sockets of all connections at once, so that it is cheap and never the limit. It
reads an order a line from standard input and writes its findings a line, in JSON; the versions of the answers it saved
stay in its memory, so that each save is over the newest one.
"""

import json
import random
import selectors
import socket
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlencode

CONNECTIONS: Final = 8
EXPECTED: Final = {"overview": b"200", "open": b"200", "save": b"302"}
NOT_SAVED: Final = (b"/choose/", b"next=")  # redirected because somebody else had saved first, or to sign in
END_OF_HEAD: Final = b"\r\n\r\n"
LENGTH: Final = b"content-length:"
PATIENCE: Final = 20.0  # seconds without any answer


@dataclass(slots=True)
class Service:
    """One application, and the people who use it."""

    ports: list[int]
    people: list[dict[str, str]]
    refs: list[str]
    words: dict[str, str]
    versions: Counter[tuple[str, str]] = field(default_factory=Counter)  # how often each answer was saved here


class Connection:
    """One connection, with its own share of the people, so that nobody saves over somebody else's answer."""

    def __init__(self, service: Service, number: int, operations: list[str]) -> None:
        """Connect. The operations are done in turn, again and again."""
        self.service, self.operations = service, operations
        self.people = service.people[number::CONNECTIONS]
        self.random = random.Random(f"{number} {sum(service.versions.values())}")  # noqa: S311 - no secret
        self.turn = number  # so that not everybody saves at once
        self.socket = socket.create_connection(("127.0.0.1", service.ports[number % len(service.ports)]), PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.received = bytearray()
        self.sent_at = 0.0
        self.operation = ""
        self.saving: tuple[str, str] = ("", "")

    def send(self) -> None:
        """Send the next request."""
        self.operation = self.operations[self.turn % len(self.operations)]
        self.turn += 1
        person, ref = self.random.choice(self.people), self.random.choice(self.service.refs)
        path = person["overview"] if self.operation == "overview" else f"{person['questions']}{ref}/"
        head = f"Host: 127.0.0.1\r\nCookie: session={person['session']}; csrf={person['csrf']}\r\n"
        if self.operation == "save":
            self.saving = (person["questions"], ref)
            body = self._form(person["csrf"])
            kind = "Content-Type: application/x-www-form-urlencoded\r\n"
            request = f"POST {path} HTTP/1.1\r\n{head}{kind}Content-Length: {len(body)}\r\n\r\n{body}"
        else:
            request = f"GET {path} HTTP/1.1\r\n{head}\r\n"
        self.sent_at = time.perf_counter()
        self.socket.sendall(request.encode())

    def _form(self, token: str) -> str:
        saves = self.service.versions[self.saving]
        text = f"We checked it with the whole team for the {saves}th time at {time.time():.6f}, and it is still so."
        return urlencode({**self.service.words, "text": text, "version": saves + 1, "csrfmiddlewaretoken": token})

    def receive(self) -> str | None:
        """Take what has come; when the answer is whole, return what was wrong with it, or nothing if all is well."""
        data = self.socket.recv(1 << 18)
        if not data:
            return "the connection was closed"
        self.received += data
        end = self.received.find(END_OF_HEAD)
        if end < 0:
            return None
        head = bytes(self.received[:end]).lower()
        start = head.find(LENGTH)
        length = int(head[start + len(LENGTH) :].split(b"\r\n", 1)[0]) if start >= 0 else 0
        if len(self.received) < end + len(END_OF_HEAD) + length:
            return None
        self.received.clear()
        return self._judge(head)

    def _judge(self, head: bytes) -> str:
        status = head[9:12]
        if status != EXPECTED[self.operation] or any(sign in head for sign in NOT_SAVED):
            return f"{self.operation} was answered {status.decode()}"
        if self.operation == "save":
            self.service.versions[self.saving] += 1
        return ""


def load(service: Service, operations: list[str], seconds: float) -> dict[str, Any]:
    """Keep every connection busy for some seconds; return the times of the answers and what went wrong."""
    waiting = selectors.DefaultSelector()
    connections = [Connection(service, number, operations) for number in range(min(CONNECTIONS, len(service.people)))]
    times: list[float] = []
    wrong: Counter[str] = Counter()
    began = time.perf_counter()
    for connection in connections:
        waiting.register(connection.socket, selectors.EVENT_READ, connection)
        connection.send()
    while waiting.get_map():
        found = waiting.select(PATIENCE)
        if not found:
            wrong["no answer"] += len(waiting.get_map())
            break
        for key, _ in found:
            _go_on(waiting, key.data, times, wrong, until=began + seconds)
    lasted = time.perf_counter() - began
    for connection in connections:
        connection.socket.close()
    return {"seconds": lasted, "times": times, "wrong": wrong}


def _go_on(
    waiting: selectors.BaseSelector, connection: Connection, times: list[float], wrong: Counter[str], *, until: float
) -> None:
    """Take an answer; send the next request, or stop at the end of the time or after a fault."""
    said = connection.receive()
    if said is None:
        return
    now = time.perf_counter()
    if said:
        wrong[said] += 1
    else:
        times.append(now - connection.sent_at)
    if now < until and "closed" not in said:
        connection.send()
    else:
        waiting.unregister(connection.socket)


def main() -> None:
    """Serve orders until standard input ends."""
    services: dict[str, Service] = {}
    for line in sys.stdin:
        order = json.loads(line)
        if "service" in order:
            services[order["name"]] = Service(**order["service"])
            answer: dict[str, Any] = {}
        else:
            answer = load(services[order["name"]], order["operations"], order["seconds"])
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
