import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from dsptcare import embedded, roles
from dsptcare.postgres import Server


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Give a folder where nobody, who runs root's server, may pass: pytest's own is closed."""
    parent = embedded.home() / "tests"
    parent.mkdir(exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix="sharing-", dir=parent))
    made.chmod(0o711)
    yield made
    Server(made / "postgres").stop()
    shutil.rmtree(made)


@pytest.fixture(scope="module")
def private() -> Iterator[Server]:
    with embedded.private() as server:
        yield server


def abilities(server: Server) -> dict[str, tuple[bool, ...]]:
    with server.connect() as connection:
        found = connection.execute(
            "SELECT rolname, rolcanlogin, rolcreatedb, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles"
            " WHERE rolname IN ('owner', 'app')"
        )
        return {name: tuple(able) for name, *able in found.fetchall()}


def test_of_the_two_roles_only_the_owner_of_tests_makes_databases(private: Server) -> None:
    nothing_but_login = (True, False, False, False, False)

    assert abilities(private) == {"owner": (True, True, False, False, False), "app": nothing_but_login}


def test_the_application_owns_nothing_and_makes_no_table(private: Server) -> None:
    addresses = embedded.urls(private)
    with psycopg.connect(addresses[roles.OWNER]) as owner:
        owner.execute("CREATE TABLE homes (name text)")
    with psycopg.connect(addresses[roles.APPLICATION]) as application:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application.execute("CREATE TABLE mine (name text)")
        application.rollback()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application.execute("SELECT * FROM homes")


def test_a_private_server_leaves_nothing() -> None:
    with embedded.private() as server:
        sockets = server.sockets()
        assert sockets is not None
        assert sockets.exists()

    assert not server.data.exists()
    assert not sockets.exists()


def test_two_users_share_a_server_and_the_last_one_out_stops_it(folder: Path) -> None:
    with embedded.shared(folder) as first:
        with embedded.shared(folder) as second:
            assert second.sockets() == first.sockets()
        assert first.is_up()
        assert abilities(first)["owner"] == (True, False, False, False, False)

    assert not first.is_up()
    assert first.sockets() is None


def test_a_killed_user_does_not_keep_the_server_up(folder: Path) -> None:
    words = (
        "import sys, time\nfrom pathlib import Path\nfrom dsptcare import embedded\n"
        "with embedded.shared(Path(sys.argv[1])):\n    print('in', flush=True)\n    time.sleep(60)\n"
    )
    command = [sys.executable, "-c", words, str(folder)]
    with subprocess.Popen(command, cwd=embedded.ROOT, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"in\n"
        other.kill()
    server = Server(folder / "postgres")
    assert server.is_up()

    with embedded.shared(folder):
        pass

    assert not server.is_up()


def test_a_killed_server_starts_again(folder: Path) -> None:
    with embedded.shared(folder) as server:
        os.kill(int((server.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        while server.is_up():
            time.sleep(0.01)
        with embedded.shared(folder) as again:
            assert again.is_up()


def test_a_number_that_another_process_has_by_now_does_not_pass_for_the_server(folder: Path) -> None:
    with embedded.shared(folder) as server:
        lines = (server.data / "postmaster.pid").read_text().splitlines()
    (server.data / "postmaster.pid").write_text("\n".join([str(os.getpid()), *lines[1:]]))

    assert not server.is_up()
    with embedded.shared(folder) as again:
        assert again.is_up()


@pytest.mark.parametrize("words", [[], ["help"], ["migrate", "--help"], ["collectstatic", "--noinput"]])
def test_what_needs_no_database_starts_none(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(roles.APPLICATION)
    with embedded.database(words):
        assert roles.APPLICATION not in os.environ
