"""A name that somebody's file came with, made harmless. It is only ever shown: nothing is stored under it."""

import re
import unicodedata
from typing import Final

from evidence.inspection.kinds import Kind, kind_of
from evidence.refusing import FileRefused, Reason

LONGEST: Final = 120  # characters, the ending among them
NAMELESS: Final = "file"

_UNSEEN: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})  # control, direction, zero width, private use
_RESERVED: Final = re.compile(r'[<>:"|?*]+')  # Windows keeps these for itself, and the names below
_DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)\s*(?:\.|$)", re.IGNORECASE)
# What a computer would run, were the last ending not there. Not "com": people write of example.com.
_PROGRAMS: Final = frozenset(
    {
        "apk", "app", "bat", "chm", "cmd", "cpl", "dll", "docm", "exe", "gadget", "hta", "htm", "html", "inf", "iso",
        "jar", "js", "jse", "lnk", "mht", "mhtml", "msc", "msi", "msp", "php", "pif", "ps1", "reg", "scf", "scr", "sh",
        "svg", "swf", "url", "vb", "vbe", "vbs", "wsf", "wsh", "xht", "xhtml", "xlsm", "xml",
    }
)  # fmt: skip


def tidy(name: str) -> tuple[str, Kind]:
    """Give a name for pages and downloads, and the kind that it says; raises FileRefused for one that is not taken."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(letter for letter in last if unicodedata.category(letter) not in _UNSEEN)
    words = " ".join(_RESERVED.sub("_", seen).split()).strip(" .")
    stem, dot, ending = words.rpartition(".")
    if not dot:
        # Of ".pdf" only the ending is left.
        stem, ending = ("", words) if last.lstrip().startswith(".") else (words, "")
    kind = kind_of(ending.lower())
    if any(part.strip().lower() in _PROGRAMS for part in stem.split(".")[1:]):
        raise FileRefused(Reason.NAME)
    return f"{_harmless(stem, LONGEST - len(ending) - 1)}.{ending}", kind


def _harmless(stem: str, most: int) -> str:
    short = stem[:most].strip(" .") or NAMELESS
    return f"{NAMELESS} {short}"[:most] if _DEVICE.match(short) else short
