"""The store of files: the same promises on disk and in a bucket of a real S3 API."""

import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages

from evidence import storage
from evidence.stores import disk as disks
from tests.integration.evidence.conftest import A_PAGE

MEGABYTE = 1_000_000
NOBODYS = "7/" + "0" * 32
NOT_OURS = ["../../etc/passwd", "7/notes.txt", "0/" + "0" * 32, "7/" + "0" * 33, "7/" + "G" * 32, "/7/" + "0" * 32, ""]


@pytest.fixture
def paper(tmp_path: Path) -> Callable[[bytes], Path]:
    """Give a function that writes a file to be kept."""

    def write(content: bytes) -> Path:
        path = tmp_path / "paper"
        path.write_bytes(content)
        return path

    return write


def test_what_was_kept_comes_back_and_the_key_tells_nothing(store: Any, paper: Callable[[bytes], Path]) -> None:
    key = storage.keep(paper(b"Our privacy notice"), 7)

    assert storage.KEY.fullmatch(key)
    assert key.startswith("7/")
    assert storage.read(key) == b"Our privacy notice"
    assert storage.exists(key)
    assert storage.size(key) == 18


def test_a_file_of_10_mb_comes_back_whole(store: Any, paper: Callable[[bytes], Path]) -> None:
    content = os.urandom(10 * MEGABYTE)

    assert storage.read(storage.keep(paper(content), 7)) == content


def test_the_same_file_kept_twice_is_two_files(store: Any, paper: Callable[[bytes], Path]) -> None:
    first, second = (storage.keep(paper(b"the same"), 7) for _ in range(2))
    storage.remove(first)

    assert first != second
    assert storage.read(second) == b"the same"


def test_a_file_that_is_not_there_is_missing_and_removing_it_is_no_error(
    store: Any, paper: Callable[[bytes], Path]
) -> None:
    key = storage.keep(paper(b"x"), 7)
    storage.remove(key)

    for gone in (key, NOBODYS):
        assert not storage.exists(gone)
        with pytest.raises(storage.Missing):
            storage.read(gone)
        with pytest.raises(storage.Missing):
            storage.size(gone)
        storage.remove(gone)


@pytest.mark.parametrize("key", NOT_OURS)
def test_a_name_that_is_no_key_of_ours_is_refused(store: Any, key: str) -> None:
    for ask in (storage.read, storage.remove, storage.exists, storage.size):
        if ask is storage.exists:
            assert not storage.exists(key)
        else:
            with pytest.raises(storage.NotOurs):
                ask(key)


def test_every_file_is_listed_with_its_size_and_time_and_nothing_of_others(
    store: Any, paper: Callable[[bytes], Path]
) -> None:
    before = datetime.now(UTC) - timedelta(seconds=2)  # S3 tells whole seconds
    mine = {storage.keep(paper(b"x" * size), 7): size for size in (0, 1, 5000)}
    theirs = storage.keep(paper(b"y"), 70)
    _somebody_else_keeps(store, "notes.txt", "7/notes.txt", "backup/" + "0" * 32, "7/old/" + "0" * 32)

    assert {stored.key: stored.size for stored in storage.keys(7)} == mine
    assert {stored.key for stored in storage.keys(None)} == {*mine, theirs}
    assert all(before <= stored.modified_at <= datetime.now(UTC) for stored in storage.keys(None))
    assert storage.organisations() == [7, 70]
    assert list(storage.keys(8)) == []


def _somebody_else_keeps(store: Any, *names: str) -> None:
    for name in names:
        if isinstance(store, Path):
            (store / name).parent.mkdir(parents=True, exist_ok=True)
            (store / name).write_bytes(b"not ours")
        else:
            store.put_object(Key=name, Body=b"not ours")


def test_more_files_than_a_store_lists_at_once_are_all_listed(store: Any) -> None:
    keys = {f"7/{number:032x}" for number in range(2 * A_PAGE + 1)}
    if isinstance(store, Path):
        (store / "7").mkdir(parents=True)
        for key in keys:
            (store / key).touch()
    else:
        for key in keys:
            store.put_object(Key=key)
        assert len(store.meta.client.list_objects_v2(Bucket=store.name)["Contents"]) == A_PAGE

    assert {stored.key for stored in storage.keys(7)} == keys
    assert {stored.key for stored in storage.keys(None)} == keys


def test_an_empty_store_has_nothing(store: Any) -> None:
    assert storage.organisations() == []
    assert list(storage.keys(None)) == []
    storage.drop_unfinished(datetime.now(UTC))
    storage.drop_empty_folders()


def test_a_store_that_does_not_answer_says_that_and_not_that_files_are_missing(
    store: Any, paper: Callable[[bytes], Path], settings: Any
) -> None:
    key = storage.keep(paper(b"x"), 7)
    options = settings.STORAGES["evidence"]["OPTIONS"]
    nowhere = {"location": "/nowhere/at/all"} if isinstance(store, Path) else {"endpoint_url": "http://127.0.0.1:9"}
    settings.STORAGES = {
        **settings.STORAGES,
        "evidence": {**settings.STORAGES["evidence"], "OPTIONS": {**options, **nowhere}},
    }
    _refuses_everything(key, paper)
    settings.STORAGES = {**settings.STORAGES, "evidence": {**settings.STORAGES["evidence"], "OPTIONS": options}}

    assert storage.read(key) == b"x"


def _refuses_everything(key: str, paper: Callable[[bytes], Path]) -> None:
    for ask in (storage.read, storage.size, lambda key: list(storage.keys(7))):
        with pytest.raises(storage.Unreachable):
            ask(key)


def test_a_bucket_that_is_not_there_is_unreachable(bucket: Any, settings: Any) -> None:
    options = {**settings.STORAGES["evidence"]["OPTIONS"], "bucket_name": "another-bucket"}
    settings.STORAGES = {**settings.STORAGES, "evidence": {**settings.STORAGES["evidence"], "OPTIONS": options}}

    for ask in (storage.read, lambda key: list(storage.keys(None))):
        with pytest.raises(storage.Unreachable):
            ask(NOBODYS)


def test_nobody_can_be_given_an_address_of_a_file(store: Any, paper: Callable[[bytes], Path]) -> None:
    key = storage.keep(paper(b"x"), 7)

    with pytest.raises(NotImplementedError):
        storages["evidence"].url(key)


def test_on_disk_only_the_service_itself_may_read(disk: Path, paper: Callable[[bytes], Path]) -> None:
    key = storage.keep(paper(b"x"), 7)

    assert stat.S_IMODE((disk / key).stat().st_mode) == 0o600
    assert stat.S_IMODE((disk / key).parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(disk.stat().st_mode) == 0o700


@pytest.mark.parametrize("step", ["fsync", "rename"])
def test_on_disk_a_crash_leaves_no_half_file_under_a_key(
    disk: Path, paper: Callable[[bytes], Path], monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """A child dies at the worst moment, as if the machine stopped: after the last byte, before the file is in place."""
    path = paper(b"x" * MEGABYTE)
    child = os.fork()
    if child == 0:
        owner = disks.os if step == "fsync" else disks.Path
        setattr(owner, step, lambda *_: os._exit(9))
        storage.keep(path, 7)
        os._exit(0)
    _, status = os.waitpid(child, 0)

    assert os.waitstatus_to_exitcode(status) == 9
    assert list(storage.keys(None)) == []
    assert [path for path in disk.rglob("*") if path.is_file()] != []  # what it leaves is apart
    storage.drop_unfinished(datetime.now(UTC) + timedelta(hours=1))
    assert [path for path in disk.rglob("*") if path.is_file()] == []


def test_on_disk_what_somebody_is_sending_now_is_left_alone(disk: Path) -> None:
    unfinished = disk / disks.UNFINISHED / "being-sent"
    unfinished.parent.mkdir(parents=True)
    unfinished.write_bytes(b"half")

    storage.drop_unfinished(datetime.now(UTC) - timedelta(hours=1))

    assert unfinished.exists()


def test_on_disk_empty_folders_go_and_a_file_can_be_kept_there_again(
    disk: Path, paper: Callable[[bytes], Path]
) -> None:
    key, other = storage.keep(paper(b"x"), 7), storage.keep(paper(b"y"), 8)
    storage.remove(key)
    storage.drop_empty_folders()

    assert [path.name for path in disk.iterdir() if not path.name.startswith(".")] == ["8"]
    assert storage.read(storage.keep(paper(b"z"), 7)) == b"z"
    assert storage.read(other) == b"y"
