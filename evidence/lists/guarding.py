"""Text that a spreadsheet takes for text: one mark in front of what it would run, and off again on the way back."""

import re
from typing import Final

A_FORMULA: Final = "="
# What spreadsheets run, in both widths of these letters.
RUN: Final = frozenset(
    "=+-@\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"
)
# What they write where they cannot work something out.
BROKEN: Final = frozenset({"#n/a", "#ref!", "#name?", "#value!", "#div/0!", "#null!", "#num!", "#spill!", "#calc!"})
MARK: Final = "'"
SKIPPED: Final = re.compile(rf"[{MARK}\s]*")


def guarded(text: str) -> str:
    """Put a mark in front of text that a spreadsheet might run, or that looks like an error of its own."""
    return MARK + text if _is_risky(text) else text


def unguarded(text: str) -> str:
    """Take the mark off again; text that never had one stays as it is."""
    rest = text.removeprefix(MARK)
    return rest if rest != text and _is_risky(rest) else text


def _is_risky(text: str) -> bool:
    """Say whether text needs the mark. With one more mark in front it still does, so each can be taken off again."""
    bare = SKIPPED.sub("", text, count=1)
    return bare[:1] in RUN or bare.strip().casefold() in BROKEN or text.lstrip(MARK)[:1] in ("\t", "\r")
