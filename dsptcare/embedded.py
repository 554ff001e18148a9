"""The database of a command: the one DATABASE_URL names, or an embedded server that all commands of this clone share.

`users` is a lock that every command holds shared for as long as it lives; who can turn it exclusive is the last, and
stops the server. There is no counter to go wrong: a killed process holds nothing. `starting` is held for moments,
around both.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import signal
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import FrameType
from typing import IO, NoReturn

from dsptcare import roles
from dsptcare.postgres import Server, ServerFailed, is_reachable, root_folder

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "dsptcare"
NEED_NONE = frozenset(
    {
        "help",
        "version",
        "collectstatic",
        "findstatic",
        "check",
        "diffsettings",
        "lock",
        "makemessages",
        "compilemessages",
    }
)
ASKING = frozenset({"--help", "-h", "--version"})
FOR_TESTS = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=200")
EMBEDDED = "DSPTCARE_EMBEDDED"  # tells `demo` that the database is ours, and may be emptied


@contextlib.contextmanager
def database(argv: list[str]) -> Iterator[None]:
    """Set DATABASE_URL and OWNER_DATABASE_URL for a command's words, with the server up until the end of the block.

    Raises roles.Unavailable, postgres.ServerFailed.
    """
    if not argv or argv[0] in NEED_NONE or ASKING & set(argv):
        yield
    elif os.environ.get(roles.APPLICATION):
        use_given(tests=False)
        yield
    else:
        with ended_by_signals(), shared(home()) as server:
            os.environ.update(urls(server), **{EMBEDDED: "1"})
            os.environ.setdefault("DSPTCARE_DEMO", "1")
            yield


def use_given(*, tests: bool) -> None:
    """Go on with the database that the person named, through our own two roles if we may make them."""
    given = os.environ[roles.APPLICATION]
    owner = os.environ.get(roles.OWNER)
    if owner:
        roles.check(owner, roles.OWNER)
        roles.check(given, roles.APPLICATION)
        return
    os.environ.update(roles.take_over(given, ROOT / "var" / "roles.json", tests=tests))


def urls(server: Server) -> dict[str, str]:
    """Give the two addresses of an embedded server's database, as the settings read them."""
    return {
        roles.APPLICATION: server.url(roles.EMBEDDED.application, DATABASE),
        roles.OWNER: server.url(roles.EMBEDDED.owner, DATABASE),
    }


def home() -> Path:
    """Find where the server keeps its data: `var`, unless root keeps the clone from the user who runs root's server."""
    folder = ROOT / "var"
    try:
        folder.mkdir(exist_ok=True)
    except PermissionError as reason:
        raise ServerFailed(f"Cannot write {folder}: run this as the person who owns {ROOT}.") from reason
    if not os.access(folder, os.W_OK):
        raise ServerFailed(f"Cannot write {folder}: run this as the person who owns {ROOT}.")
    if os.geteuid() != 0 or is_reachable(folder):
        return folder
    return root_folder(f"dsptcare-{hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:12]}")


@contextlib.contextmanager
def shared(folder: Path) -> Iterator[Server]:
    """Use the server of a folder, starting it if nobody has, stopping it if nobody else is left."""
    server = Server(folder / "postgres")
    with (folder / "users").open("ab") as users:
        try:
            with _starting(folder):
                server.start()
                _prepare(server, tests=False)
                fcntl.flock(users, fcntl.LOCK_SH)
            yield server
        finally:
            leave(server, users)


def leave(server: Server, users: IO[bytes]) -> None:
    """Stop using a shared server; the last one out stops it."""
    with _undisturbed(), _starting(server.data.parent), contextlib.suppress(BlockingIOError):
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        server.stop()


@contextlib.contextmanager
def private(settings: Iterable[str] = FOR_TESTS) -> Iterator[Server]:
    """Use a server of one's own that is gone afterwards: no test's database or role can meet another run's."""
    folder = home() / "tests"
    folder.mkdir(exist_ok=True)
    with _starting(folder):
        _clear_away_killed_runs(folder)
        own = Path(tempfile.mkdtemp(prefix="run-", dir=folder))
        own.chmod(0o711)  # nobody, who runs root's server, has to pass
        lock = (own / "in-use").open("ab")
        fcntl.flock(lock, fcntl.LOCK_EX)
    server = Server(own / "postgres")
    with lock:
        try:
            server.start(settings)
            _prepare(server, tests=True)
            yield server
        finally:
            server.stop()
            shutil.rmtree(own, ignore_errors=True)


def _clear_away_killed_runs(folder: Path) -> None:
    for left in folder.glob("run-*"):
        with contextlib.suppress(BlockingIOError, FileNotFoundError), (left / "in-use").open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            Server(left / "postgres").stop()
            shutil.rmtree(left, ignore_errors=True)


def _prepare(server: Server, *, tests: bool) -> None:
    with server.connect() as connection:
        if tests or not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            roles.make(connection, roles.EMBEDDED, tests=tests)
            roles.make_database(connection, DATABASE, roles.EMBEDDED.owner)


@contextlib.contextmanager
def _starting(folder: Path) -> Iterator[None]:
    with (folder / "starting").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    ignored = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, signal.SIG_IGN) for number in ignored}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def ended_by_signals() -> Iterator[None]:
    """Let TERM and HUP unwind like an error, so that the server is left properly."""

    def unwind(number: int, _frame: FrameType | None) -> NoReturn:
        raise SystemExit(128 + number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, unwind)
    yield
