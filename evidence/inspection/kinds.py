"""The kinds of file that are taken, by the ending of the name and by the first bytes; the two must agree."""

from enum import StrEnum
from typing import Final

from evidence.refusing import FileRefused, Reason


class Kind(StrEnum):
    PDF = "pdf"
    WORD = "docx"
    EXCEL = "xlsx"
    PNG = "png"
    JPEG = "jpeg"
    TEXT = "txt"
    CSV = "csv"


ENDINGS: Final = {kind.value: kind for kind in Kind} | {"jpg": Kind.JPEG}
MEDIA_TYPES: Final = {
    Kind.PDF: "application/pdf",
    Kind.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.PNG: "image/png",
    Kind.JPEG: "image/jpeg",
    Kind.TEXT: "text/plain; charset=utf-8",
    Kind.CSV: "text/csv; charset=utf-8",
}
HEAD: Final = 16  # bytes that tell the kinds apart
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word and Excel before 2007, and what a password makes of newer ones

_ZIP: Final = b"PK\x03\x04"
_STARTS: Final = {
    Kind.PDF: b"%PDF-",
    Kind.WORD: _ZIP,
    Kind.EXCEL: _ZIP,
    Kind.PNG: b"\x89PNG\r\n\x1a\n",
    Kind.JPEG: b"\xff\xd8\xff",
}
_WORDS: Final = frozenset({Kind.TEXT, Kind.CSV})
_OLD_OFFICE: Final = frozenset({"doc", "dot", "xls", "xlt", "ppt", "pps", "rtf", "wps"})
_MACROS: Final = frozenset({"docm", "dotm", "xlsm", "xltm", "xlam", "xlsb", "pptm", "potm", "ppsm"})
_IPHONE: Final = frozenset({"heic", "heif", "heics", "heifs"})
_IPHONE_BRANDS: Final = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})


def kind_of(ending: str) -> Kind:
    """Tell the kind from the ending of a name, in small letters; raises FileRefused for one that is not taken."""
    if ending in ENDINGS:
        return ENDINGS[ending]
    for endings, reason in (
        (_OLD_OFFICE, Reason.OLD_OFFICE),
        (_MACROS, Reason.MACROS),
        (_IPHONE, Reason.IPHONE_PICTURE),
    ):
        if ending in endings:
            raise FileRefused(reason)
    raise FileRefused(Reason.KIND)


def refuse_another(kind: Kind, head: bytes) -> None:
    """Refuse a file whose first bytes are of another kind than its name says, or of none."""
    if not head:
        raise FileRefused(Reason.EMPTY)
    if head[4:8] == b"ftyp" and head[8:12] in _IPHONE_BRANDS:
        raise FileRefused(Reason.IPHONE_PICTURE)
    if head.startswith(OLE) and kind in (Kind.WORD, Kind.EXCEL):
        return  # it may be a newer file with a password, which is told apart inside
    expected = _STARTS.get(kind)
    is_another = any(head.startswith(start) for start in _STARTS.values()) or head.startswith(OLE)
    if (expected is None and is_another) or (expected is not None and not head.startswith(expected)):
        raise FileRefused(Reason.OTHER_KIND)
