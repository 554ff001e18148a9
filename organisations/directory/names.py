"""Names as people write them: ODS prints everything in capitals."""

import re
from functools import lru_cache
from typing import Final

# Said letter by letter, or written in capitals by their owners. A word without a vowel is kept in capitals anyway.
CAPITALS: Final = frozenset(
    {"NHS", "UK", "GP", "CIC", "CIO", "LLP", "PLC", "CQC", "HQ", "MHA", "BUPA", "RNIB", "RNID", "RAF", "USA", "EU",
     "YMCA", "YWCA", "II", "III", "IV", "A", "AA", "OSJCT", "HICA", "ECL"}
)  # fmt: skip
SMALL: Final = frozenset(
    {"of", "the", "and", "for", "in", "on", "at", "by", "to", "with", "from", "or", "upon", "under", "le", "de", "la",
     "cum", "next", "super"}
)  # fmt: skip
# Shortened words that have no vowel and yet are not initials.
SHORTENED: Final = frozenset(
    {"ST", "MR", "MRS", "MS", "DR", "LTD", "RD", "CT", "SQ", "MT", "PK", "BLDG", "BLDGS", "GDNS", "GRV", "CL", "LN",
     "PL", "CRT", "FLR", "FT", "SR", "JR", "CTR", "DRV", "TCE", "NR", "STH", "NTH", "WTR", "PVT", "PTY", "MGMT"}
)  # fmt: skip
WORD: Final = re.compile(r"[^\W_][^\W_'\u2019]*(?:['\u2019][^\W_]+)*['\u2019]?")
ORDINAL: Final = re.compile(r"(\d+)(ST|ND|RD|TH|S)", re.IGNORECASE)
INITIALS: Final = re.compile(r"(?:\b\w\.){2,}")
VOWELS: Final = frozenset("AEIOUYÀÁÂÄÈÉÊËÌÍÎÏÒÓÔÖÙÚÛÜŴŶ")
LONGEST_INITIALS: Final = 4


@lru_cache(maxsize=20_000)  # towns and counties come again and again
def kindly(text: str) -> str:
    """Write a name that is all in capitals as people would; leave one alone that has small letters already.

    "ROSE COURT CARE HOME LTD" becomes "Rose Court Care Home Ltd", "ST MARY'S NHS TRUST" "St Mary's NHS Trust".
    """
    text = " ".join(text.split())
    if text != text.upper():
        return text
    kept = [match.span() for match in INITIALS.finditer(text)]

    def written(match: re.Match[str]) -> str:
        if any(start <= match.start() < end for start, end in kept):
            return match.group()
        return _word(match.group(), is_first=not text[: match.start()].strip("(\"'"))

    return WORD.sub(written, text)


def _word(word: str, *, is_first: bool) -> str:
    if word in CAPITALS:
        return word
    if word.lower() in SMALL and not is_first:
        return word.lower()
    if word[0].isdigit():
        return word.lower() if ORDINAL.fullmatch(word) else word
    if _are_initials(word):
        return word
    return _capitalised(word)


def _are_initials(word: str) -> bool:
    return len(word) <= LONGEST_INITIALS and word not in SHORTENED and not VOWELS & set(word)


def _capitalised(word: str) -> str:
    """Write "O'BRIEN" as "O'Brien", "MARY'S" as "Mary's" and "MCDONALD" as "McDonald"."""
    first, mark, rest = re.match(r"([^'\u2019]*)(['\u2019]?)(.*)", word).groups()  # type: ignore[union-attr]
    if mark and len(first) == 1 and len(rest) > 1:
        return f"{first}{mark}{_capitalised(rest)}"
    if first.startswith("MC") and len(first) > len("MCX") + 1:
        first = f"Mc{first[2:].capitalize()}"
    return f"{first if first.startswith('Mc') else first.capitalize()}{mark}{rest.lower()}"
