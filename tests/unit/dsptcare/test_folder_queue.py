"""The queue in a folder: what a worker finds there is always a whole message."""

from pathlib import Path

import pytest
from kombu import Connection

import dsptcare.celery  # noqa: F401 - it names the transport
from dsptcare.folder_queue import UNFINISHED


@pytest.fixture
def connection(tmp_path: Path) -> Connection:
    folders = {name: str(tmp_path) for name in ("data_folder_in", "data_folder_out", "control_folder")}
    return Connection("filesystem://localhost", transport_options=folders)


def test_a_message_comes_out_as_it_went_in(connection: Connection, tmp_path: Path) -> None:
    with connection, connection.SimpleQueue("bell") as queue:
        queue.put({"ring": "twice"})
        assert [path.suffix for path in tmp_path.glob("*bell.msg*")] == [".msg"]
        assert queue.get(timeout=1).payload == {"ring": "twice"}


def test_a_message_that_is_still_being_written_is_let_be(connection: Connection, tmp_path: Path) -> None:
    with connection, connection.SimpleQueue("bell") as queue:
        (tmp_path / f"1_half.bell.msg{UNFINISHED}").write_bytes(b"")
        with pytest.raises(queue.Empty):
            queue.get_nowait()
