"""Plain text and CSV: readable, and not something else in disguise. It is kept in one encoding, UTF-8.

A text that is not UTF-8 yet (Windows, or "Unicode text" of Excel) is written anew with a mark in front, by which Excel
and Notepad know it; one that is stays as it came, byte for byte.
"""

import codecs
import re
from typing import Final

from evidence.inspection.kinds import Kind
from evidence.refusing import FileRefused, Reason

_MARKED: Final = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_WINDOWS: Final = "cp1252"
_ODD: Final = re.compile("[^\t\n\r\f\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010fffd]")
_FIRST: Final = 2_000  # characters in which a browser looks for a page
_PAGE: Final = re.compile(
    r"<\s*(?:[!?/]|html|head|body|script|svg|iframe|frame|object|embed|meta|link|style|img|table|form|a\s|div|base|math)",
    re.IGNORECASE,
)
# Rich text, a mail with parts, a shell's or a printer's program, and the sheet format that Excel knows by two letters.
_OTHER: Final = re.compile(r"\{\\rtf|#!|%!PS|%PDF-|(?:[\w-]+:.*\n(?:[ \t].*\n)*)*MIME-Version:", re.IGNORECASE)
_SHEET: Final = re.compile(r"^(?:C|F|B|O|NN);", re.MULTILINE)
# A cell that starts a program when a spreadsheet opens it.
_STARTS: Final = re.compile(r"""(?:^|[,;\t])[\s"']*[=+\-@][^\n\t,;]*\|[^\n]*!""", re.MULTILINE)


def check(data: bytes, _: Kind) -> bytes | None:
    """Give the text in UTF-8 when it is in anything else; raises FileRefused for what is no plain text."""
    text, is_utf8 = _read(data)
    if _ODD.search(text):
        raise FileRefused(Reason.ODD_CHARACTERS)
    if not text.strip():
        raise FileRefused(Reason.EMPTY)
    start = text[:_FIRST].lstrip()
    if _PAGE.search(start):
        raise FileRefused(Reason.WEB_PAGE)
    if _OTHER.match(start) or (start.startswith("ID;P") and _SHEET.search(text)):
        raise FileRefused(Reason.OTHER_KIND)
    if _STARTS.search(text):
        raise FileRefused(Reason.SCRIPTS)
    return None if is_utf8 else codecs.BOM_UTF8 + text.encode()


def _read(data: bytes) -> tuple[str, bool]:
    """Give the text, and whether it was UTF-8 already."""
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return _decoded(data, encoding), False
    try:
        return data.decode("utf-8-sig"), True
    except UnicodeDecodeError:
        return _decoded(data, _WINDOWS), False


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as problem:
        raise FileRefused(Reason.ODD_CHARACTERS) from problem


for _encoding in (_WINDOWS, "utf-16", "utf-8-sig"):  # imported before the doors close
    codecs.lookup(_encoding)
