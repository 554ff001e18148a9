"""PDF files, read by qpdf: nothing in them may run, send, or bring other files along.

qpdf reads them strictly: what it would have to repair, another reader would repair in another way.
"""

import io
import re
import zlib
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlsplit

import pikepdf

from evidence.inspection.kinds import Kind
from evidence.refusing import FileRefused, Reason

MOST_OBJECTS: Final = 200_000
MOST_UNPACKED: Final = 400_000_000  # bytes, of all the streams
MOST_PIXELS: Final = 400_000_000  # of one picture: a large plan, scanned finely in black and white
DEEPEST: Final = 100  # a list in a list in a list

_HEADER: Final = re.compile(rb"%PDF-[12]\.\d")
_FIRST: Final = 1_024  # bytes in which a browser looks for a page
_PAGE: Final = re.compile(rb"<\s*(?:!doctype|html|head|body|script|svg|iframe|\?php)", re.IGNORECASE)
_SPACE: Final = b"\r\n\t \x0c\x00"
_HARMLESS: Final = re.compile(r"reported number of objects \(\d+\) is not one plus the highest")
_ZIP_END: Final = b"PK\x05\x06"

_RUNS: Final = frozenset(
    {
        "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie", "/Sound",
        "/RichMediaExecute", "/GoTo3DView",
    }
)  # fmt: skip
_KEYS: Final = {
    "/JS": Reason.SCRIPTS,
    "/JavaScript": Reason.SCRIPTS,
    "/XFA": Reason.SCRIPTS,
    "/RichMediaContent": Reason.SCRIPTS,
    "/EF": Reason.FILES_INSIDE,
    "/EmbeddedFile": Reason.FILES_INSIDE,
    "/EmbeddedFiles": Reason.FILES_INSIDE,
}
_KINDS: Final = {
    "/EmbeddedFile": Reason.FILES_INSIDE,
    "/FileAttachment": Reason.FILES_INSIDE,
    "/RichMedia": Reason.SCRIPTS,
    "/Movie": Reason.SCRIPTS,
    "/Sound": Reason.SCRIPTS,
    "/Screen": Reason.SCRIPTS,
    "/3D": Reason.SCRIPTS,
    "/PS": Reason.SCRIPTS,
}
_RESOURCES: Final = frozenset({"/Font", "/XObject", "/ExtGState"})
_ADDRESSES: Final = frozenset({"", "http", "https", "mailto", "tel"})
_PACKS: Final = frozenset({"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"})
_FLATE: Final = frozenset({"/FlateDecode", "/Fl"})


def check(data: bytes, _: Kind) -> None:
    """Raise FileRefused unless this is a whole PDF with nothing hostile in it."""
    _refuse_shape(data)
    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False, inherit_page_attributes=False) as pdf:
            _refuse_document(pdf)
            if any(not _HARMLESS.search(warning) for warning in pdf.get_warnings()):
                raise FileRefused(Reason.DAMAGED)
            if len(pdf.pages) == 0:  # last: on the way it mends small things that nobody minds, and warns of them
                raise FileRefused(Reason.DAMAGED)
    except pikepdf.PasswordError as problem:
        raise FileRefused(Reason.PASSWORD) from problem
    except (pikepdf.PdfError, zlib.error, RuntimeError) as problem:
        # To read some with a password qpdf wants numbers by chance, and cannot get them behind closed doors.
        raise FileRefused(Reason.PASSWORD if b"/Encrypt" in data else Reason.DAMAGED) from problem


def _refuse_shape(data: bytes) -> None:
    """Refuse what is something else as well: it begins with the header, ends with the end, and is no page or zip."""
    if not _HEADER.match(data) or not data.rstrip(_SPACE).endswith(b"%%EOF"):
        raise FileRefused(Reason.DAMAGED)
    if _PAGE.search(data[:_FIRST]):
        raise FileRefused(Reason.OTHER_KIND)
    end = data.rfind(_ZIP_END)
    if end >= 0:
        where = int.from_bytes(data[end + 16 : end + 20], "little")
        length = int.from_bytes(data[end + 12 : end + 16], "little")
        starts = {where, end - length}
        if any(data[at : at + 4] == b"PK\x01\x02" for at in starts):
            raise FileRefused(Reason.OTHER_KIND)


def _refuse_document(pdf: Any) -> None:
    if pdf.is_encrypted:
        raise FileRefused(Reason.PASSWORD)
    if len(pdf.objects) > MOST_OBJECTS:
        raise FileRefused(Reason.UNPACKS_TOO_BIG)
    _refuse_opening(pdf.Root.get("/OpenAction"))
    left = MOST_UNPACKED
    for found in _everything(pdf):
        if isinstance(found, pikepdf.Stream):
            left -= _size(found, left)
        _refuse_dictionary(found)


def _everything(pdf: Any) -> Iterator[Any]:
    """Give every dictionary and stream of the file, wherever it lies; each once, since others are only pointed to."""
    waiting = [(one, 0) for one in (pdf.trailer, *pdf.objects)]
    while waiting:
        found, depth = waiting.pop()
        if depth > DEEPEST:
            raise FileRefused(Reason.DAMAGED)
        if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            yield found
            inside: Any = found.values()
        elif isinstance(found, pikepdf.Array):
            inside = found
        else:
            continue
        waiting.extend((one, depth + 1) for one in inside if isinstance(one, pikepdf.Object) and not one.is_indirect)


def _refuse_dictionary(found: Any) -> None:
    keys = set(found.keys())
    for key in keys & _KEYS.keys():
        if not _is_font(found[key]):
            raise FileRefused(_KEYS[key])
    for key in keys & {"/Type", "/Subtype"}:
        kind = str(found[key])
        if kind in _KINDS:
            raise FileRefused(_KINDS[kind])
    _refuse_actions(found, keys)


def _is_font(value: Any) -> bool:
    """Say whether an odd key is only somebody's name for a font or a picture of the page."""
    return isinstance(value, pikepdf.Dictionary | pikepdf.Stream) and str(value.get("/Type", "")) in _RESOURCES


def _refuse_actions(found: Any, keys: set[str]) -> None:
    if "/S" in keys and str(found["/S"]) in _RUNS:
        raise FileRefused(Reason.SCRIPTS)
    if "/AA" in keys and isinstance(found["/AA"], pikepdf.Dictionary):
        for action in found["/AA"].values():
            _refuse_opening(action)
    if "/URI" in keys and not _is_address(found["/URI"]):
        raise FileRefused(Reason.SCRIPTS)


def _refuse_opening(action: Any) -> None:
    """Refuse what happens by itself, unless it only shows a page of this file."""
    if isinstance(action, pikepdf.Dictionary) and "/S" in action:
        if str(action["/S"]) != "/GoTo" or "/Next" in action:
            raise FileRefused(Reason.SCRIPTS)
    elif isinstance(action, pikepdf.Stream):
        raise FileRefused(Reason.SCRIPTS)


def _is_address(said: Any) -> bool:
    if isinstance(said, pikepdf.Dictionary):  # the base of all addresses, in the catalogue
        return True
    try:
        scheme = urlsplit(re.sub(r"[\x00-\x20]", "", str(said))).scheme.lower()
    except ValueError:
        return False
    return scheme in _ADDRESSES or "." in scheme  # example.org:443 names a place, not a way to get there


def _size(stream: Any, most: int) -> int:
    """Unpack a stream without keeping it, and say how many bytes it has; raises FileRefused above `most`."""
    if "/F" in stream or "/Ref" in stream:  # its data would be read from another file
        raise FileRefused(Reason.READS_ELSEWHERE)
    _refuse_picture(stream)
    filters = _filters(stream)
    if "/Crypt" in filters:
        raise FileRefused(Reason.PASSWORD)
    if sum(name in _PACKS for name in filters) > 1:  # packed twice, a bomb is a thousand times worse
        raise FileRefused(Reason.UNPACKS_TOO_BIG)
    if filters[:1] and filters[0] in _FLATE:
        return _inflated_size(stream.read_raw_bytes(), most)
    if set(filters) & _PACKS:
        return len(stream.read_bytes())
    return 0


def _filters(stream: Any) -> list[str]:
    said = stream.get("/Filter", [])
    return [str(name) for name in (said if isinstance(said, pikepdf.Array) else [said])]


def _refuse_picture(stream: Any) -> None:
    if str(stream.get("/Subtype", "")) == "/Image":
        width, height = stream.get("/Width", 0), stream.get("/Height", 0)
        if not (isinstance(width, int) and isinstance(height, int)) or width * height > MOST_PIXELS:
            raise FileRefused(Reason.TOO_MANY_PIXELS)


def _inflated_size(packed: bytes, most: int) -> int:
    reader, count = zlib.decompressobj(), 0
    while packed:
        count += len(reader.decompress(packed, 1_000_000))
        packed = reader.unconsumed_tail
        if count > most:
            raise FileRefused(Reason.UNPACKS_TOO_BIG)
    return count
