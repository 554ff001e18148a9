"""Files on the disk: written apart, made safe, and only then moved to where they are looked for."""

import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage

# In the same file system as the files, so that moving one is a single step.
UNFINISHED = ".unfinished"
FILE, FOLDER = 0o600, 0o700
NO_ADDRESS = "A file is had through the page that checks who asks"


class Disk(FileSystemStorage):
    """Django's store on disk, in which a file is either whole or not there, whenever the machine stops."""

    def _save(self, name: str, content: Any) -> str:
        unfinished = self.root / UNFINISHED / secrets.token_hex(16)
        self.root.mkdir(mode=FOLDER, parents=True, exist_ok=True)
        unfinished.parent.mkdir(mode=FOLDER, exist_ok=True)
        try:
            _write(unfinished, content)
            self._move(unfinished, self.root / name)
        finally:
            unfinished.unlink(missing_ok=True)
        return name

    def _move(self, unfinished: Path, place: Path) -> None:
        try:
            place.parent.mkdir(mode=FOLDER, exist_ok=True)
            unfinished.rename(place)
        except FileNotFoundError:  # the folder was empty, and somebody tidied it away just now
            place.parent.mkdir(mode=FOLDER, exist_ok=True)
            unfinished.rename(place)
        for folder in (place.parent, self.root):
            _make_safe(folder)

    def _open(self, name: str, mode: str = "rb") -> Any:
        self._refuse_without_root()
        return super()._open(name, mode)

    def size(self, name: str) -> int:
        self._refuse_without_root()
        return super().size(name)

    def entries(self, folder: str) -> Iterator[tuple[str, int, datetime]]:
        """Give name, bytes and time (UTC) of each file in a folder; none when there is no such folder."""
        self._refuse_without_root()
        with suppress(FileNotFoundError):
            for path in sorted((self.root / folder).iterdir()):
                with suppress(FileNotFoundError):  # removed since
                    found = path.stat()
                    yield f"{folder}/{path.name}", found.st_size, datetime.fromtimestamp(found.st_mtime, UTC)

    def folders(self) -> list[str]:
        """Name the folders there are."""
        with suppress(FileNotFoundError):
            return sorted(path.name for path in self.root.iterdir() if path.is_dir())
        return []

    def drop_unfinished(self, before: datetime) -> None:
        """Remove what was begun before that time (UTC) and never finished."""
        for path in (self.root / UNFINISHED).glob("*"):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < before.timestamp():
                    path.unlink()

    def drop_empty_folders(self) -> None:
        """Remove folders with nothing in them."""
        for name in self.folders():
            with suppress(OSError):  # not empty
                (self.root / name).rmdir()

    def url(self, name: str | None) -> str:
        raise NotImplementedError(NO_ADDRESS)

    @property
    def root(self) -> Path:
        return Path(self.location)

    def _refuse_without_root(self) -> None:
        """Raise for a disk that is not there, whose every file would look lost."""
        if not self.root.is_dir():
            raise NotADirectoryError(f"There is no folder {self.root}")


def _write(path: Path, content: Any) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE), "wb") as file:
        for chunk in content.chunks():
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())


def _make_safe(folder: Path) -> None:
    """Make what a folder says about its files outlast a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
