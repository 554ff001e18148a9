"""Pictures, drawn anew: what is kept is what could be seen, the right way up, and nothing that came with it."""

import io
import warnings
from typing import Final

from PIL import Image, ImageOps, JpegImagePlugin, PngImagePlugin, TiffImagePlugin

from evidence.inspection.kinds import Kind
from evidence.refusing import FileRefused, Reason

MOST_PIXELS: Final = 50_000_000
QUALITY: Final = 88  # of a JPEG: small writing on a photographed page stays sharp

_READERS: Final = {Kind.PNG: PngImagePlugin.PngImageFile, Kind.JPEG: JpegImagePlugin.JpegImageFile}
_KEPT_AS_IT_IS: Final = {
    Kind.PNG: frozenset({"1", "L", "LA", "P", "RGB", "RGBA", "I;16"}),
    Kind.JPEG: frozenset({"L", "RGB"}),
}
_PNG_START: Final = 8
_PNG_END: Final = b"IEND"
_JPEG_SCAN, _JPEG_END = 0xDA, b"\xff\xd9"
_FILL: Final = 0xFF
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})  # marks of a JPEG without a length

# What Pillow raises for a picture that is not whole; for the rest it warns, and a warning refuses as well.
_BROKEN: Final = (OSError, SyntaxError, ValueError, IndexError, KeyError, TypeError, EOFError, OverflowError, Warning)

Image.preinit()  # everything is imported before the doors close
TiffImagePlugin.PREFIXES  # noqa: B018 - the reader of the EXIF part, which Pillow would import later


def check(data: bytes, kind: Kind) -> bytes:
    """Give the picture drawn anew; raises FileRefused for one that is damaged or enormous."""
    _refuse_torn(data, kind)
    try:
        with warnings.catch_warnings(action="error"):
            return _drawn(_read(data, kind), kind)
    except _BROKEN as problem:
        raise FileRefused(Reason.DAMAGED) from problem


def _read(data: bytes, kind: Kind) -> Image.Image:
    picture = _READERS[kind](io.BytesIO(data))
    if picture.width * picture.height > MOST_PIXELS:  # before anything is unpacked
        raise FileRefused(Reason.TOO_MANY_PIXELS)
    picture.load()
    return picture


def _drawn(picture: Image.Image, kind: Kind) -> bytes:
    upright = _upright(picture)
    if upright.mode not in _KEPT_AS_IT_IS[kind]:
        upright = upright.convert("RGB")
    seen_through = upright.info.get("transparency")
    upright.info = {} if seen_through is None or kind is Kind.JPEG else {"transparency": seen_through}
    drawn = io.BytesIO()
    upright.save(drawn, kind.name, **({"quality": QUALITY} if kind is Kind.JPEG else {}))
    return drawn.getvalue()


def _upright(picture: Image.Image) -> Image.Image:
    """Turn a picture as its camera was held; one whose notes cannot be read stays as it is."""
    try:
        return ImageOps.exif_transpose(picture)
    except _BROKEN:
        return picture.copy()


def _refuse_torn(data: bytes, kind: Kind) -> None:
    """Refuse a picture whose end is missing: readers would draw the rest grey and say nothing."""
    if not (_png_is_whole(data) if kind is Kind.PNG else _jpeg_is_whole(data)):
        raise FileRefused(Reason.DAMAGED)


def _png_is_whole(data: bytes) -> bool:
    at = _PNG_START
    while at + 12 <= len(data):
        length, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if name == _PNG_END:
            return True
        at += 12 + length
    return False


def _jpeg_is_whole(data: bytes) -> bool:
    """Look for the end after the picture itself begins: the small picture in front of it has an end of its own."""
    at = 2
    while at + 4 <= len(data) and data[at] == _FILL:
        mark = data[at + 1]
        if mark == _JPEG_SCAN:
            return data.find(_JPEG_END, at) >= 0
        at += 1 if mark == _FILL else 2 if mark in _ALONE else 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return False
