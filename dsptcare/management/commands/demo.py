"""Everything at once, to try the service: python3 manage.py demo."""

import contextlib
import errno
import fcntl
import os
import shutil
import socket
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from dsptcare import embedded, supervise
from dsptcare.remembered import of_database, of_files, once
from dsptcare.supervise import EndedUnexpectedly, Processes

USUAL_PORT = 8000
PACKAGES = [settings.BASE_DIR / name for name in ("organisations", "evidence", "assessments")]
KEPT_BETWEEN_STARTS = ("mail", "queue", "queue-control", "media")


def _address(listener: socket.socket) -> str:
    return f"http://localhost:{listener.getsockname()[1]}"


class Command(BaseCommand):
    help = "Set up a demonstration and serve it: database, people to sign in as, web server, worker and beat."
    requires_system_checks = ()  # each part checks itself; twice would be felt at every start

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, help=f"0 takes a free one (default {USUAL_PORT}, or a free one)")
        parser.add_argument("--no-serve", action="store_true", help="set up and end")
        parser.add_argument("--reset", action="store_true", help="begin again with an empty database")

    def handle(self, *args: Any, **options: Any) -> None:
        with only_one(settings.VAR_DIR / "demo.lock") as notice:
            listener = None if options["no_serve"] else self._listen(options["port"])
            if listener is not None:
                settings.SITE_URL = _address(listener)  # for the links in the demonstration's own mail
            if options["reset"]:
                self._reset()
            people = self._set_up(datetime.now(tz=ZoneInfo("Europe/London")).date())
            if listener is None:
                self._say(*people)
            else:
                self._serve(listener, people, notice)

    def _reset(self) -> None:
        if not os.environ.get(embedded.EMBEDDED):
            raise CommandError("--reset empties only the demonstration's own database; DATABASE_URL names another.")
        with connections["owner"].cursor() as cursor:
            cursor.execute("SET lock_timeout = '10s'")
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
            cursor.execute("GRANT USAGE ON SCHEMA public TO PUBLIC")
        for name in KEPT_BETWEEN_STARTS:
            shutil.rmtree(settings.VAR_DIR / name, ignore_errors=True)

    def _set_up(self, today: date) -> list[str]:
        """Bring the database and the static files up to the code, and give the people to sign in as."""
        for folder in ("queue", "queue-control", "mail"):
            (settings.VAR_DIR / folder).mkdir(parents=True, exist_ok=True)
        file = settings.VAR_DIR / "demo-setup.json"
        once(file, "static files", _static_state, self._collect)
        if not os.environ.get(embedded.EMBEDDED):  # a database of somebody's own may have been changed by anybody
            return self._migrate_and_seed(today)
        return once(
            file, "database", lambda: f"{_code_state()} {today} {of_database()}", lambda: self._migrate_and_seed(today)
        )

    def _migrate_and_seed(self, today: date) -> list[str]:
        from assessments.demonstration import seed

        self._say("Setting up the database ...")
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        return list(seed(today=today))

    def _collect(self) -> list[str]:
        call_command("collectstatic", interactive=False, verbosity=0)
        return []

    def _listen(self, wanted: int | None) -> socket.socket:
        port = USUAL_PORT if wanted is None else wanted
        try:
            return supervise.listen(port)
        except OSError as reason:
            if wanted is not None or reason.errno != errno.EADDRINUSE:
                raise CommandError(f"Port {port} cannot be used: {os.strerror(reason.errno or 0)}.") from reason
        listener = supervise.listen(0)
        self._say(f"Port {USUAL_PORT} is taken, so another one is used.")
        return listener

    def _serve(self, listener: socket.socket, people: list[str], notice: IO[str]) -> None:
        port = listener.getsockname()[1]
        connections.close_all()
        server = embedded.home() if os.environ.get(embedded.EMBEDDED) else None
        with supervise.asked_to_end() as asked:
            processes = Processes(settings.VAR_DIR / "logs", supervise.environment_for(port), server)
            try:
                processes.start(supervise.web(listener), listener.fileno())
                supervise.wait_until_serving(port, "/health/", processes.check, asked)
                for part in supervise.background(settings.VAR_DIR / "beat-schedule"):
                    processes.start(part)
                tell(notice, port)
                address = _address(listener)
                self._say(*people, "", f"Mail that was sent: {address}/demonstration/mails/")
                self._say(f"Serving on {address}/  (Ctrl-C ends it)")
                supervise.watch(processes, asked)
            except EndedUnexpectedly as reason:
                raise CommandError(str(reason)) from reason
            finally:
                processes.end()
        self._say("Ended.")

    def _say(self, *lines: str) -> None:
        # A closed terminal must not keep us from ending what was started.
        with contextlib.suppress(OSError):
            for line in lines:
                self.stdout.write(line)
            self.stdout.flush()


def _static_state() -> str:
    others = ("requirements/run.txt", "dsptcare/settings.py", settings.STATIC_ROOT / "staticfiles.json")
    return of_files([*(settings.BASE_DIR / "static").rglob("*"), *(settings.BASE_DIR / other for other in others)])


def _code_state() -> str:
    return of_files(path for package in PACKAGES for kind in ("py", "yaml") for path in package.rglob(f"*.{kind}"))


@contextlib.contextmanager
def only_one(file: Path) -> Iterator[IO[str]]:
    """Hold the lock that says where the demonstration runs. Raises CommandError when another one does."""
    file.parent.mkdir(exist_ok=True)
    with file.open("a+") as notice:
        try:
            fcntl.flock(notice, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as reason:
            notice.seek(0)
            running = notice.read().strip() or "it is still starting"
            raise CommandError(f"The demonstration is already running: {running}") from reason
        notice.truncate(0)
        yield notice
        notice.truncate(0)


def tell(notice: IO[str], port: int) -> None:
    """Write for the next one where this one serves."""
    notice.write(f"http://localhost:{port}/ (process {os.getpid()})")
    notice.flush()
