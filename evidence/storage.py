"""The store of files: on disk, or in a bucket when one is set. A file is had by its key and by nothing else.

A key is the organisation's number and a random name, so it tells nothing, and cannot be guessed.
"""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.core.files import File
from django.core.files.storage import storages

KEY: Final = re.compile(r"[1-9][0-9]*/[0-9a-f]{32}")
FOLDER: Final = re.compile(r"[1-9][0-9]*")


class Missing(Exception):
    """Raised when the store has no such file."""


class Unreachable(Exception):
    """Raised when the store does not answer, or cannot read or write: nothing is known of the file."""


class NotOurs(Missing):
    """Raised for a name that no file of ours can have."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A file as the store lists it; `modified_at` is in UTC."""

    key: str
    size: int
    modified_at: datetime


def keep(path: Path, organisation_id: int) -> str:
    """Keep a copy of a file for an organisation and return its key; raises Unreachable."""
    key = f"{organisation_id}/{secrets.token_hex(16)}"
    with path.open("rb") as file, _store() as store:
        kept = store.save(_ours(key), File(file))
    if kept != key:
        raise Unreachable(f"The store kept {key} as {kept}")
    return key


def read(key: str) -> bytes:
    """Return the whole file; raises Missing, Unreachable."""
    with _store() as store, store.open(_ours(key)) as file:
        content: bytes = file.read()
        return content


def remove(key: str) -> None:
    """Remove a file; one that is gone already is no error. Raises Unreachable."""
    with _store() as store:
        store.delete(_ours(key))


def size(key: str) -> int:
    """Return how many bytes the file has; raises Missing, Unreachable."""
    with _store() as store:
        return int(store.size(_ours(key)))


def exists(key: str) -> bool:
    """Say whether the store has the file; raises Unreachable."""
    try:
        size(key)
    except Missing:
        return False
    return True


def keys(organisation_id: int | None = None) -> Iterator[Stored]:
    """List the files of an organisation, or all; what others keep in the same place is left out."""
    folders = organisations() if organisation_id is None else [organisation_id]
    for folder in folders:
        with _store() as store:
            for name, size, modified_at in store.entries(str(folder)):
                if KEY.fullmatch(name):
                    yield Stored(name, size, modified_at)


def organisations() -> list[int]:
    """Name the organisations that have files in the store, by their numbers."""
    with _store() as store:
        return sorted(int(name) for name in store.folders() if FOLDER.fullmatch(name))


def drop_unfinished(before: datetime) -> None:
    """Remove what broken-off uploads left in the store before that time (UTC)."""
    with _store() as store:
        store.drop_unfinished(before)


def drop_empty_folders() -> None:
    """Remove the folders of organisations that have no file."""
    with _store() as store:
        store.drop_empty_folders()


def _ours(key: str) -> str:
    if not KEY.fullmatch(key):
        raise NotOurs(key)
    return key


@contextmanager
def _store() -> Iterator[Any]:
    try:
        yield storages["evidence"]
    except FileNotFoundError as problem:
        raise Missing(str(problem)) from problem
    except OSError as problem:
        raise Unreachable(f"{type(problem).__name__}: {problem}") from problem
