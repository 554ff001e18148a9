"""What is measured: the database server, and a web server for each application on it."""

import contextlib
import json
import os
import secrets
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dsptcare import embedded, roles, supervise
from dsptcare.postgres import Server

ROOT = Path(__file__).resolve().parent.parent
WORKERS = 2  # with one thread each
# Durable, unlike the tests' server; otherwise as PostgreSQL comes, but for room to fill the tables.
DURABLE = ("fsync=on", "synchronous_commit=on", "full_page_writes=on", "max_wal_size=8GB", "maintenance_work_mem=256MB")
OURS, FLOOR = "dsptcare.wsgi", "benchmarks.floor.wsgi"


class Failed(Exception):
    """Say what could not be brought up."""


@dataclass(frozen=True, slots=True)
class Application:
    """An application with a database of its own; `name` names both."""

    name: str
    wsgi: str
    environment: dict[str, str]

    def ask(self, *words: str, **more: str) -> str:
        """Run Python with these words in the application's environment, and give what it prints."""
        environment = {**os.environ, **self.environment, **more}
        done = subprocess.run(
            [sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise Failed(f"{self.name}: {' '.join(words)} failed:\n{done.stderr[-2000:]}")
        return done.stdout

    def inside(self, module: str, number: int, **more: str) -> Any:
        """Run one of our modules inside the application's Django, and give its answer."""
        return json.loads(self.ask("-m", "benchmarks.inside", module, str(number), **more))


@contextlib.contextmanager
def postgresql() -> Iterator[Server]:
    """Use a durable PostgreSQL of our own, which is gone afterwards."""
    with embedded.private(DURABLE) as server:
        yield server


def main_process(server: Server) -> int:
    """Give the process that started all others of the database server."""
    return int((server.data / "postmaster.pid").read_text().split()[0])


def ours(server: Server, name: str) -> Application:
    """Describe the product on a new database. The owner's address is only for those who fill it."""
    with server.connect() as connection:
        roles.make_database(connection, name, roles.EMBEDDED.owner)
    return Application(
        name,
        OURS,
        {
            "DJANGO_SETTINGS_MODULE": "dsptcare.settings",
            "DATABASE_URL": server.url(roles.EMBEDDED.application, name),
            "SITE_URL": "http://127.0.0.1",
            "ALLOWED_HOSTS": "127.0.0.1,localhost",
            "SECRET_KEY": secrets.token_urlsafe(40),
            "DSPTCARE_DEMO": "0",
            "DEBUG": "0",
        },
    )


def floor(server: Server) -> Application:
    """Describe the floor on a new database of the same server."""
    with server.connect() as connection:
        roles.make_database(connection, "floor", roles.EMBEDDED.owner)
    return Application(
        "floor",
        FLOOR,
        {
            "DJANGO_SETTINGS_MODULE": "benchmarks.floor.settings",
            "PGDATABASE": "floor",
            "PGHOST": str(server.sockets()),
            "PGUSER": roles.EMBEDDED.owner,
            "SECRET_KEY": secrets.token_urlsafe(40),
        },
    )


def fill_ours(application: Application, server: Server, organisations: int) -> Any:
    """Migrate and fill the product's database; give what the load needs to know."""
    owner = {"OWNER_DATABASE_URL": server.url(roles.EMBEDDED.owner, application.name)}
    application.ask("manage.py", "migrate", "--verbosity", "0", **owner)
    application.ask("manage.py", "createcachetable", **owner)
    return application.inside("filling", organisations, **owner)


def fill_floor(application: Application, organisations: int) -> Any:
    """Make and fill the floor's database; give what the load needs to know."""
    migrate = ("-m", "django", "migrate", "--verbosity", "0")
    application.ask(*migrate)
    application.ask(*migrate, "--run-syncdb")  # the floor's own tables, which point at those
    return application.inside("floor.filling", organisations)


@dataclass(frozen=True, slots=True)
class Web:
    """A running application: its ports, the main process of each, and a look whether they still run."""

    ports: list[int]
    processes: list[int]
    check: Callable[[], None]

    def workers(self) -> list[int]:
        """Name the processes that answer."""
        children = (Path(f"/proc/{process}/task/{process}/children") for process in self.processes)
        return [int(child) for file in children for child in file.read_text().split()]


@contextlib.contextmanager
def serving(application: Application, logs: Path) -> Iterator[Web]:
    """Serve an application until the end of the block.

    Each worker has a port of its own, and so its own half of the connections: on one port chance would give a worker
    most of them, and the other would idle.
    """
    processes = supervise.Processes(logs, {**os.environ, **application.environment}, None)
    ports, mains = [], []
    try:
        for number in range(WORKERS):
            with supervise.listen(0) as listener:
                part = _gunicorn(f"{application.name}-{number}", application.wsgi, listener.fileno())
                mains.append(processes.start(part, listener.fileno()))
                ports.append(listener.getsockname()[1])
        for port in ports:
            supervise.wait_until_serving(port, "/health/", processes.check, threading.Event())
        yield Web(ports, mains, processes.check)
    finally:
        processes.end()


def _gunicorn(name: str, wsgi: str, listener: int) -> supervise.Part:
    return supervise.Part(
        name,
        ("gunicorn", f"{wsgi}:application", "--bind", f"fd://{listener}", "--workers", "1", "--worker-class", "gthread",
         "--threads", "1", "--keep-alive", "75", "--no-control-socket", "--error-logfile", "-"),
    )  # fmt: skip


class Load:
    """The client's process, which takes orders and gives what it found."""

    def __init__(self) -> None:
        """Start it."""
        words = [sys.executable, "-m", "benchmarks.client"]
        self._process = subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def meet(self, name: str, ports: list[int], filled: dict[str, Any]) -> None:
        """Tell the client of a service and its people."""
        self._order({"name": name, "service": {"ports": ports, **filled}})

    def on(self, name: str, operations: list[str], seconds: float) -> Any:
        """Keep a service busy for some seconds."""
        return self._order({"name": name, "operations": operations, "seconds": seconds})

    def _order(self, order: dict[str, Any]) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def end(self) -> None:
        """Let it end, which the end of its input does."""
        self._process.communicate(timeout=30)
