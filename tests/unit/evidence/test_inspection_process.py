"""The process that looks into a file: what it may take, what it cannot reach, and that its end is only a refusal."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from tempfile import TemporaryFile
from typing import Any

import pytest

from evidence.inspection import asking
from evidence.inspection.kinds import Kind
from evidence.refusing import FileRefused, Reason
from tests.integration.evidence.corpus import harmless

Look = Callable[..., tuple[bool, bytes]]
BEHIND_WALLS = "import sys; sys.path += sys.argv[1:3]; from evidence.inspection.limits import *; import os, socket; "


@pytest.fixture
def look() -> Look:
    """Give a function that has a file looked into, and says whether it was written anew, and what was written."""

    def look_into(content: bytes, kind: Kind = Kind.TEXT, most_written: int = 1_000_000) -> tuple[bool, bytes]:
        with TemporaryFile() as file, TemporaryFile() as anew, TemporaryFile() as answer:
            file.write(content)
            file.flush()
            is_anew = asking.look_into(file, kind, anew, answer, most_written=most_written)
            anew.seek(0)
            return is_anew, anew.read()

    return look_into


def test_a_file_that_may_stay_as_it_is_is_not_written(look: Look) -> None:
    assert look(harmless.TEXT) == (False, b"")


def test_a_file_that_must_be_written_anew_is(look: Look) -> None:
    is_anew, written = look("Zoë".encode("cp1252"))

    assert is_anew
    assert written == "\ufeffZoë".encode()


def test_it_says_why_a_file_is_refused(look: Look) -> None:
    with pytest.raises(FileRefused) as refused:
        look(b"<html>")

    assert refused.value.reason is Reason.WEB_PAGE


@pytest.mark.parametrize(
    "program",
    [
        "raise SystemExit(1)",
        "import os; os.kill(os.getpid(), 9)",
        "import os; os.kill(os.getpid(), 11)",
        "raise RuntimeError('broken')",
        "print('nonsense')",
        "print('[]')",
        "print('{}')",
        'print(\'{"refused": "no such reason"}\')',
        "from evidence.inspection.__main__ import main; main('no such kind')",
        BEHIND_WALLS + "take_little(1000); bytearray(2_000_000_000)",
        BEHIND_WALLS + "take_little(1000); print('x' * 100_000)",
        BEHIND_WALLS + "take_little(1000); os.write(int(sys.argv[4]), bytes(100_000)); os.fsync(int(sys.argv[4]))",
    ],
)
def test_whatever_becomes_of_it_is_only_a_refusal(look: Look, monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setattr(asking, "START", program)

    with pytest.raises(FileRefused) as refused:
        look(b"hello")

    assert refused.value.reason is Reason.UNREADABLE


def test_what_takes_too_long_is_stopped(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "START", "import time; time.sleep(600)")
    monkeypatch.setattr(asking, "LONGEST", 0.2)

    with pytest.raises(FileRefused) as refused:
        look(b"hello")

    assert refused.value.reason is Reason.UNREADABLE


def test_what_takes_too_much_of_the_processor_is_stopped(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    program = BEHIND_WALLS + "import evidence.inspection.limits as limits; limits.SECONDS = 1; limits.take_little(9)\n"
    monkeypatch.setattr(asking, "START", program + "while True: pass")

    with pytest.raises(FileRefused) as refused:
        look(b"hello")

    assert refused.value.reason is Reason.UNREADABLE


def test_no_more_than_a_few_are_looked_into_at_once(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "PATIENCE", 0.05)
    for _ in range(asking.AT_ONCE):
        asking._turns.acquire()
    try:
        with pytest.raises(FileRefused) as refused:
            look(b"hello")
    finally:
        asking._turns.release(asking.AT_ONCE)

    assert refused.value.reason is Reason.BUSY
    assert look(harmless.TEXT) == (False, b"")


def said_by(program: str, tmp_path: Any) -> Any:
    """Run a program as the product would, with its words for the answer; give the JSON that it prints."""
    with TemporaryFile() as file, TemporaryFile() as anew, TemporaryFile() as answer:
        file.write(b"hello")
        file.flush()
        started, asking.START = asking.START, program
        try:
            asking._run(file, Kind.TEXT, anew, answer, 1_000_000)
        finally:
            asking.START = started
        answer.seek(0)
        return json.loads(answer.read())


def test_it_inherits_no_secret_and_no_open_file(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "the secret")
    with (tmp_path / "secrets").open("w") as held:
        os.set_inheritable(held.fileno(), True)
        program = (
            "import json, os; names = [os.readlink(f'/proc/self/fd/{one}') for one in os.listdir('/proc/self/fd')"
            " if os.path.lexists(f'/proc/self/fd/{one}')]; print(json.dumps([dict(os.environ), names]))"
        )
        environment, names = said_by(program, tmp_path)

    assert "the secret" not in environment.values()
    assert set(environment) <= {"PATH", "LC_ALL", "LC_CTYPE"}
    assert not any("secrets" in name for name in names)


def test_it_cannot_change_the_file_it_reads(tmp_path: Any) -> None:
    program = (
        "import os, json\n"
        "said = 'written'\ntry:\n    os.write(0, b'changed')\nexcept OSError as problem:\n    said = problem.errno\n"
        "print(json.dumps(said))"
    )

    assert said_by(program, tmp_path) == 9  # a descriptor that is not open for writing


def test_behind_closed_doors_nothing_can_be_opened() -> None:
    tries = {
        "a file": "open('/etc/hostname')",
        "a connection": "socket.socket()",
        "a pair of connections": "socket.socketpair()",
        "a copy": "os.dup(1)",
        "a pipe": "os.pipe()",
        "a folder": "os.listdir('/')",
    }
    program = (
        BEHIND_WALLS
        + "close_doors()\nsaid = {}\n"
        + "".join(
            f"try:\n    {words}\n    said[{what!r}] = 'opened'\nexcept OSError as problem:\n    said[{what!r}] = 'no'\n"
            for what, words in tries.items()
        )
        + "print(said)"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", program, *asking._places()], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == str(dict.fromkeys(tries, "no"))


def test_it_can_be_asked_from_the_command_line() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "evidence.inspection", "pdf"],
        input=b"%PDF-1.4 and no more",
        capture_output=True,
        check=True,
    )

    assert json.loads(done.stdout) == {"refused": "damaged"}


def test_it_starts_without_the_rest_of_the_product(look: Look) -> None:
    program = (
        "import sys; sys.path += sys.argv[1:3]; import evidence.inspection.__main__, evidence.inspection.office\n"
        "import evidence.inspection.texts, json; print(json.dumps(sorted(sys.modules)))"
    )

    loaded = said_by(program, None)

    assert not {"django", "pikepdf", "PIL", "psycopg", "subprocess", "socket"} & set(loaded)
