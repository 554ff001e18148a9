"""A zip read the strict way: one list of what is inside, nothing hidden between, and no more than it says.

Readers of zip files disagree about every file that is not like that, and so one of them would miss what another opens.
"""

import struct
import zlib
from collections.abc import Iterator
from typing import Final, NamedTuple, NoReturn

from evidence.refusing import FileRefused, Reason

MOST_ENTRIES: Final = 2_000
MOST_UNPACKED: Final = 100_000_000  # bytes, of all the parts
MOST_TIMES: Final = 300  # a sheet of equal rows packs to a hundredth; only a bomb packs to a thousandth
SMALL: Final = 1_000_000  # bytes; smaller parts may pack as they like

_END: Final = struct.Struct("<4s4H2LH")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8
_SECRET: Final = 0x1 | 0x40 | 0x2000  # encrypted, strongly encrypted, with the list encrypted
_SIZES_FOLLOW: Final = 0x8  # the sizes stand after the data, in one of four forms
_AFTER: Final = frozenset({12, 16, 20, 24})
_IN_MORE_BYTES: Final = 0xFFFFFFFF


class _Entry(NamedTuple):
    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int


def unpack(data: bytes) -> dict[str, bytes]:
    """Give every part by its name; raises FileRefused for a zip that is damaged, hostile or too big."""
    entries = list(_entries(data))
    if len({entry.name.lower() for entry in entries}) != len(entries):
        _damaged()
    if sum(entry.size for entry in entries) > MOST_UNPACKED:
        raise FileRefused(Reason.UNPACKS_TOO_BIG)
    starts = _starts(data, entries)
    return {entry.name: _inflated(data, entry, starts[entry]) for entry in entries if not entry.name.endswith("/")}


def _entries(data: bytes) -> Iterator[_Entry]:
    """Read the list at the end, which must reach exactly to the file's last bytes."""
    if len(data) < _END.size:
        _damaged()
    mark, disk, first, here, count, length, at, comment = _END.unpack(data[-_END.size :])
    if mark != b"PK\x05\x06" or disk or first or here != count or comment or at + length + _END.size != len(data):
        _damaged()
    if count > MOST_ENTRIES:
        raise FileRefused(Reason.UNPACKS_TOO_BIG)
    end = at + length
    for _ in range(count):
        entry, at = _listed(data, at, end)
        yield entry
    if at != end or not count:
        _damaged()


def _listed(data: bytes, at: int, end: int) -> tuple[_Entry, int]:
    if at + _CENTRAL.size > end:
        _damaged()
    fields = _CENTRAL.unpack_from(data, at)
    mark, _, _, flags, method, _, _, crc, packed, size, name, extra, comment, disk, *_, offset = fields
    after = at + _CENTRAL.size + name + extra + comment
    if mark != b"PK\x01\x02" or disk or after > end or _IN_MORE_BYTES in (packed, size, offset):
        _damaged()
    written = data[at + _CENTRAL.size : at + _CENTRAL.size + name]
    entry = _Entry(_safe(written), flags, method, crc, packed, size, offset)
    _refuse_bad(entry)
    return entry, after


def _safe(written: bytes) -> str:
    """Refuse a name that leads out of the package, or that two readers would read in two ways."""
    try:
        name = written.decode()
    except UnicodeDecodeError:
        _damaged()
    steps = name.split("/")
    if not name or any(letter < " " or letter in "\\:\x7f" for letter in name):
        _damaged()
    if any(step in ("", ".", "..") for step in (steps[:-1] if name.endswith("/") else steps)):
        _damaged()
    return name


def _refuse_bad(entry: _Entry) -> None:
    if entry.flags & _SECRET:
        raise FileRefused(Reason.PASSWORD)
    if entry.method not in (_STORED, _DEFLATED) or (entry.name.endswith("/") and entry.size):
        _damaged()
    if entry.method == _STORED and entry.packed != entry.size:
        _damaged()
    if entry.size > SMALL and entry.size > MOST_TIMES * entry.packed:
        raise FileRefused(Reason.UNPACKS_TOO_BIG)


def _starts(data: bytes, entries: list[_Entry]) -> dict[_Entry, int]:
    """Give where the data of each begins; they must lie one after another from the first byte to the list."""
    starts = {}
    in_order = sorted(entries, key=lambda entry: entry.offset)
    until = _END.unpack(data[-_END.size :])[6]
    for entry, following in zip(in_order, [*(one.offset for one in in_order[1:]), until], strict=True):
        starts[entry] = _local(data, entry)
        gap = following - starts[entry] - entry.packed
        if gap != 0 and not (entry.flags & _SIZES_FOLLOW and gap in _AFTER):
            _damaged()
    if in_order[0].offset != 0:
        _damaged()
    return starts


def _local(data: bytes, entry: _Entry) -> int:
    """Give where an entry's data begins, once the words before it agree with the list."""
    if entry.offset + _LOCAL.size > len(data):
        _damaged()
    mark, _, flags, method, _, _, crc, packed, size, name, extra = _LOCAL.unpack_from(data, entry.offset)
    at = entry.offset + _LOCAL.size
    said, listed = (crc, packed, size), (entry.crc, entry.packed, entry.size)
    agree = all(
        one == other or (entry.flags & _SIZES_FOLLOW and one in (0, _IN_MORE_BYTES))
        for one, other in zip(said, listed, strict=True)
    )
    if (
        mark != b"PK\x03\x04"
        or not agree
        or method != entry.method
        or (flags ^ entry.flags) & (_SECRET | _SIZES_FOLLOW)
    ):
        _damaged()
    if data[at : at + name] != entry.name.encode():
        _damaged()
    return at + int(name) + int(extra)


def _inflated(data: bytes, entry: _Entry, start: int) -> bytes:
    """Unpack one part, and not a byte more than it is said to have."""
    packed = data[start : start + entry.packed]
    if entry.method == _STORED:
        found = packed
    else:
        reader = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            found = reader.decompress(packed, entry.size + 1)
        except zlib.error:
            _damaged()
        if len(found) > entry.size:
            raise FileRefused(Reason.UNPACKS_TOO_BIG)
        if not reader.eof or reader.unused_data:
            _damaged()
    if len(found) != entry.size or zlib.crc32(found) != entry.crc:
        _damaged()
    return found


def _damaged() -> NoReturn:
    raise FileRefused(Reason.DAMAGED)
