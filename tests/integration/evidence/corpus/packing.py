"""A zip written by hand, so that each of its numbers can be a lie."""

import struct
import zlib
from dataclasses import dataclass, replace

END = struct.Struct("<4s4H2LH")
CENTRAL = struct.Struct("<4s6H3L5H2L")
LOCAL = struct.Struct("<4s5H3L2H")


@dataclass(frozen=True)
class Part:
    """A part of a zip. What is None is told truly; `shown` is its name in front of its data, `offset` where it lies."""

    name: str
    data: bytes
    method: int = 8
    flags: int = 0
    size: int | None = None
    packed: int | None = None
    crc: int | None = None
    shown: str | None = None
    offset: int | None = None
    body: bytes | None = None
    after: bytes = b""
    is_listed: bool = True

    @property
    def stored(self) -> bytes:
        if self.body is not None:
            return self.body
        return deflated(self.data) if self.method == 8 else self.data


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def parts(contents: dict[str, bytes]) -> list[Part]:
    return [Part(name, data) for name, data in contents.items()]


def changed(all_parts: list[Part], name: str, **lies: object) -> list[Part]:
    """Tell a lie about one part."""
    return [replace(part, **lies) if part.name == name else part for part in all_parts]


def packed(
    contents: list[Part] | dict[str, bytes], *, comment: bytes = b"", before: bytes = b"", count: int | None = None
) -> bytes:
    """Write the zip; `count` is how many parts it says it has."""
    all_parts = parts(contents) if isinstance(contents, dict) else contents
    body, offsets = before, []
    for part in all_parts:
        offsets.append(len(body) if part.offset is None else part.offset)
        name = (part.shown if part.shown is not None else part.name).encode()
        body += LOCAL.pack(b"PK\3\4", 20, part.flags, part.method, 0, 33, *_numbers(part), len(name), 0)
        body += name + part.stored + part.after
    listed = [(part, offset) for part, offset in zip(all_parts, offsets, strict=True) if part.is_listed]
    central = b"".join(
        CENTRAL.pack(
            b"PK\1\2",
            20,
            20,
            part.flags,
            part.method,
            0,
            33,
            *_numbers(part),
            len(part.name.encode()),
            0,
            0,
            0,
            0,
            0,
            offset,
        )
        + part.name.encode()
        for part, offset in listed
    )
    said = len(listed) if count is None else count
    return body + central + END.pack(b"PK\5\6", 0, 0, said, said, len(central), len(body), len(comment)) + comment


def _numbers(part: Part) -> tuple[int, int, int]:
    return (
        zlib.crc32(part.data) if part.crc is None else part.crc,
        len(part.stored) if part.packed is None else part.packed,
        len(part.data) if part.size is None else part.size,
    )
