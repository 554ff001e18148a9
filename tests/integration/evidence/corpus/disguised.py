"""Every kind of file under the names of the others, and names that are themselves an attack."""

import struct
from collections.abc import Iterator

from evidence.inspection.kinds import OLE
from evidence.refusing import Reason
from tests.integration.evidence.corpus import Hostile
from tests.integration.evidence.corpus.harmless import excel, jpeg, pdf, picture, png, saved, word
from tests.integration.evidence.corpus.packing import packed

ENDINGS = ("pdf", "docx", "xlsx", "png", "jpg", "txt", "csv")
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 100


def hostile() -> Iterator[Hostile]:
    """Give every disguised file."""
    yield from other_kinds()
    yield from kinds_not_taken()
    yield from names()


def other_kinds() -> Iterator[Hostile]:
    """What people can send under names of each other, and what they cannot send at all under names that they can."""
    taken = {"pdf": pdf(), "docx": word(), "xlsx": excel(), "png": png(), "jpg": jpeg()}
    others = {
        "gif": saved(picture(), "GIF"),
        "webp": b"RIFF\x24\0\0\0WEBPVP8 " + b"\0" * 30,
        "bmp": saved(picture(), "BMP"),
        "tiff": b"II*\0\x08\0\0\0" + b"\0" * 40,
        "exe": b"MZ\x90\0\3\0\0\0" + b"\0" * 60,
        "elf": b"\x7fELF\2\1\1" + b"\0" * 60,
        "zip": packed({"a.txt": b"hello"}),
        "gz": b"\x1f\x8b\x08\0" + b"\0" * 40,
        "7z": b"7z\xbc\xaf\x27\x1c\0\4" + b"\0" * 30,
        "html": b"<!DOCTYPE html><html><script>alert(1)</script>",
        "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "class": struct.pack(">LHH", 0xCAFEBABE, 0, 52) + b"\0" * 30,
    }
    for is_, content in {**taken, **others}.items():
        for ending in ENDINGS:
            if is_ != ending and {is_, ending} != {"docx", "xlsx"}:
                yield Hostile(f"{is_} as {ending}", f"disguised.{ending}", content, _reason(is_, ending))
    for ending in ("jpg", "png"):
        yield Hostile(f"heic as {ending}", f"IMG_0001.{ending}", HEIC, Reason.IPHONE_PICTURE)
    for ending in ("pdf", "png", "jpg", "txt", "csv"):
        yield Hostile(f"old Word as {ending}", f"old.{ending}", OLE + b"\0" * 500, Reason.OTHER_KIND)


def _reason(is_: str, ending: str) -> Reason:
    if ending in ("txt", "csv"):
        if is_ in ("html", "svg"):
            return Reason.WEB_PAGE
        return Reason.OTHER_KIND if is_ in ("pdf", "docx", "xlsx", "png", "jpg", "zip") else Reason.ODD_CHARACTERS
    return Reason.OTHER_KIND


def kinds_not_taken() -> Iterator[Hostile]:
    for ending in (
        "svg",
        "html",
        "htm",
        "xml",
        "zip",
        "rar",
        "7z",
        "exe",
        "js",
        "vbs",
        "bat",
        "lnk",
        "iso",
        "gif",
        "webp",
        "bmp",
        "tif",
        "odt",
        "ods",
        "pptx",
        "msg",
        "eml",
        "mht",
        "json",
        "md",
        "mp4",
        "jar",
        "ps1",
        "url",
        "php",
        "py",
        "pdf~",
        "txt.",
        "swf",
        "apk",
        "dmg",
    ):
        reason = Reason.KIND if ending != "txt." else None
        if reason:
            yield Hostile(f"the ending {ending}", f"thing.{ending}", b"hello", reason)
    for ending in ("doc", "xls", "rtf", "ppt"):
        yield Hostile(f"the ending {ending}", f"thing.{ending}", OLE, Reason.OLD_OFFICE)
    for ending in ("docm", "xlsm", "dotm", "xltm", "xlsb", "xlam"):
        yield Hostile(f"the ending {ending}", f"thing.{ending}", word(), Reason.MACROS)
    for ending in ("heic", "HEIF"):
        yield Hostile(f"the ending {ending}", f"IMG_0001.{ending}", HEIC, Reason.IPHONE_PICTURE)


def names() -> Iterator[Hostile]:
    for name in (
        "bill.pdf.exe",
        "bill",
        "pdf",
        "bill.pdf\u202e.exe",
        "bill.pdf .js",
        "\u202efdp.exe",
        "bill.pdf\uff0eexe",
        "bill.exe\u200b",
        ".htaccess",
        "bill.pdf::$DATA",
        "bill.pdf;.exe",
        "web.config",
        "bill.p\u0434f",
        "../../etc/passwd",
        "a" * 300,
    ):
        yield Hostile(f"the name {name[:40]!r}", name, pdf(), Reason.KIND)
    for name in (
        "bill.exe.pdf",
        "bill.js.txt",
        "page.html.pdf",
        "run.bat .pdf",
        "x.php.jpg",
        "a.svg.png",
        "b.lnk.csv",
        "m.docm.docx",
    ):
        content = {"pdf": pdf(), "jpg": jpeg(), "png": png(), "docx": word()}.get(name.rpartition(".")[2], b"hello")
        yield Hostile(f"the name {name}", name, content, Reason.NAME)
    for ending in ENDINGS:
        yield Hostile("nothing in it", f"empty.{ending}", b"", Reason.EMPTY)
