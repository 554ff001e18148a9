"""Receiving a file: inspected, drawn anew if it is a picture, and kept in the store."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Received:
    """A file that was inspected and kept: `key` is its name in the store, `size` and `sha256` are of what is there."""

    file_name: str
    media_type: str
    size: int
    sha256: str
    key: str
