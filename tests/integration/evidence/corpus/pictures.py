"""Pictures that are torn, enormous, or something else as well."""

import struct
import zlib
from collections.abc import Iterator

from evidence.refusing import Reason
from tests.integration.evidence.corpus import Hostile
from tests.integration.evidence.corpus.harmless import jpeg, phone_picture, picture, png, saved

START = b"\x89PNG\r\n\x1a\n"


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data)) + name + data + struct.pack(">L", zlib.crc32(name + data))


def drawn(width: int, height: int, *more: bytes, depth: int = 8, colour: int = 2, data: bytes = b"") -> bytes:
    """Write a PNG that says what it likes."""
    header = struct.pack(">LLBBBBB", width, height, depth, colour, 0, 0, 0)
    return START + chunk(b"IHDR", header) + b"".join(more) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def resized(whole: bytes, width: int, height: int) -> bytes:
    """Let a JPEG say another size than it has."""
    at = whole.index(b"\xff\xc0") + 5
    return whole[:at] + struct.pack(">HH", height, width) + whole[at + 4 :]


def hostile() -> Iterator[Hostile]:
    """Give every hostile picture."""
    yield from torn()
    yield from enormous()


def torn() -> Iterator[Hostile]:
    whole_png, whole_jpeg = saved(picture(300, 200), "PNG"), phone_picture()
    for name, whole in (("cut.png", whole_png), ("cut.jpg", whole_jpeg)):
        for tenth in range(1, 10):
            yield Hostile(f"cut at {tenth}/10", name, whole[: len(whole) * tenth // 10], Reason.DAMAGED)
        yield Hostile("the last bytes missing", name, whole[:-12] if name == "cut.png" else whole[:-2], Reason.DAMAGED)
    noise = bytes(range(256)) * 20
    for what, name, content in (
        ("a header and noise", "torn.png", START + noise),
        ("a header and noise", "torn.jpg", b"\xff\xd8\xff\xe0" + noise),
        ("no data", "torn.png", drawn(10, 10)),
        ("data that is not packed", "torn.png", drawn(10, 10, data=b"hello")),
        ("no width", "torn.png", drawn(0, 10, data=zlib.compress(b"\0" * 400))),
        ("a way of colouring that does not exist", "torn.png", drawn(9, 9, colour=5, data=zlib.compress(b"\0" * 999))),
        ("a wrong check sum", "torn.png", whole_png.replace(whole_png[29:33], b"\1\2\3\4")),
        ("less data than it says", "torn.png", drawn(100, 100, data=zlib.compress(b"\0" * 50))),
        ("no header", "torn.png", START + chunk(b"IDAT", b"") + chunk(b"IEND", b"")),
        ("a part without an end", "torn.png", START + struct.pack(">L", 0x7FFFFFFF) + b"IHDR" + noise),
        ("nothing but a start and an end", "torn.jpg", b"\xff\xd8\xff\xd9"),
        (
            "a page in its remark and nothing else",
            "torn.jpg",
            b"\xff\xd8\xff\xfe\0\x1c<script>alert(1)</script>\xff\xd9",
        ),
    ):
        yield Hostile(what, name, content, Reason.DAMAGED)


def enormous() -> Iterator[Hostile]:
    zeros = zlib.compress(b"\0" * 4_000_000, 9)
    for what, name, content in (
        ("60,000 by 60,000", "big.png", drawn(60_000, 60_000, data=zeros)),
        ("60,000 by 60,000 in black and white", "big.png", drawn(60_000, 60_000, depth=1, colour=0, data=zeros)),
        ("60,000 by 60,000", "big.jpg", resized(jpeg(), 60_000, 60_000)),
        ("65,535 by 65,535", "big.jpg", resized(jpeg(), 65_535, 65_535)),
        ("a line of two thousand million", "big.png", drawn(2_147_483_647, 1, data=zeros)),
        ("a little more than we take", "big.png", drawn(10_000, 5_001, data=zeros)),
        ("a little more than we take", "big.jpg", resized(jpeg(), 10_000, 5_001)),
    ):
        yield Hostile(what, name, content, Reason.TOO_MANY_PIXELS)
    bomb = zlib.compress(b"x" * 60_000_000, 9)
    small = zlib.compress(b"\0" * 31 * 10)
    for what, more in (
        ("a remark that grows", chunk(b"zTXt", b"Comment\0\0" + bomb)),
        ("a colour table that grows", chunk(b"iCCP", b"icc\0\0" + bomb)),
        ("a remark in Unicode that grows", chunk(b"iTXt", b"Comment\0\1\0\0\0" + bomb)),
    ):
        yield Hostile(what, "bomb.png", drawn(10, 10, more, data=small), Reason.DAMAGED)


def with_more_behind() -> dict[str, bytes]:
    """Give pictures that are something else as well: drawn anew, they are pictures and nothing else."""
    from tests.integration.evidence.corpus.packing import packed

    page = b"<html><script>alert(1)</script></html>"
    remark = chunk(b"tEXt", b"Comment\0" + page)
    return {
        "page.png": png() + page,
        "zip.png": png() + packed({"a.txt": page}),
        "remark.png": png().replace(b"IDAT", b"IDAT", 1)[:33] + remark + png()[33:],
        "page.jpg": jpeg() + page,
        "zip.jpg": jpeg() + packed({"a.txt": page}),
        "remark.jpg": saved(picture(), "JPEG", comment=page),
    }
