"""A file to read, wherever it is, and the caps that keep a hostile one from filling the machine."""

import hashlib
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from organisations.directory.problems import NotUnderstood

MEGABYTE: Final = 1_000_000
MOST_BYTES: Final = 200 * MEGABYTE
# What a file inside a zip may grow to. The largest real one is the monthly directory's sheet, about a quarter of it.
MOST_UNPACKED: Final = 1_000 * MEGABYTE
MOST_RATIO: Final = 300
CHUNK: Final = 1 << 18
TORN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)
TORN_WORDS: Final = "The file is damaged or only part of it arrived. Download it again, then try once more."


@dataclass(frozen=True)
class File:
    """A name, a size in bytes, and a way to open it as often as needed."""

    name: str
    size: int
    open: Callable[[], AbstractContextManager[IO[bytes]]]


def file_at(path: Path, name: str = "") -> File:
    """Describe a file on disk; `name` is what its owner called it."""
    return File(name or path.name, path.stat().st_size, lambda: path.open("rb"))


def file_of(content: bytes, name: str) -> File:
    """Describe a file in memory."""
    return File(name, len(content), lambda: io.BytesIO(content))


def fingerprint(file: File) -> str:
    """Give the SHA-256 of a file, in hexadecimal."""
    digest = hashlib.sha256()
    with file.open() as stream:
        while piece := stream.read(CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def check_size(file: File) -> None:
    """Refuse an empty or enormous file before reading it. Raises NotUnderstood."""
    if file.size == 0:
        raise NotUnderstood("The file is empty. Download it again, then try once more.")
    if file.size >= MOST_BYTES:
        raise NotUnderstood(
            f"The file has {file.size // MEGABYTE:,} MB. We read files smaller than {MOST_BYTES // MEGABYTE} MB."
            " Check that it is the right one."
        )


def head(file: File, length: int = 8_192) -> bytes:
    """Give the first bytes."""
    with file.open() as stream:
        return stream.read(length)


@contextmanager
def packed(file: File) -> Iterator[zipfile.ZipFile]:
    """Open a zip whose contents are within the caps. Raises NotUnderstood for one that is damaged or a bomb."""
    try:
        with file.open() as stream, zipfile.ZipFile(stream) as package:
            for entry in package.infolist():
                _check_unpacked(entry)
            yield package
    except TORN as problem:
        raise NotUnderstood(TORN_WORDS) from problem


@contextmanager
def unpacked(file: File, name: str) -> Iterator[IO[bytes]]:
    """Open a file inside a zip; it is unpacked as it is read. Raises NotUnderstood."""
    with packed(file) as package, package.open(name) as stream:
        yield stream


def _check_unpacked(entry: zipfile.ZipInfo) -> None:
    """Refuse by the declared size: zipfile reads no byte more than that."""
    too_dense = entry.file_size > MEGABYTE and entry.file_size > MOST_RATIO * max(entry.compress_size, 1)
    if entry.file_size > MOST_UNPACKED or too_dense:
        raise NotUnderstood(
            f"The part {entry.filename} unpacks to {entry.file_size // MEGABYTE:,} MB. No real list does that."
            " Download it again from where it is published."
        )
    if entry.flag_bits & 1:
        raise NotUnderstood("The file is locked with a password. Save it without one, then try again.")
