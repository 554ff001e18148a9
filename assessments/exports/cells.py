"""Text that a spreadsheet can hold: a cell takes 32,767 characters and no control characters."""

import re

LONGEST = 32_000  # under the limit of 32,767
COUNT_TWICE = "\U00010000"  # characters from here on, such as smileys
# Control characters make the writer fail; a lone surrogate makes a file that nothing can open.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def safe_pieces(text: str) -> list[str]:
    """Split text into pieces that fit a cell, each unwritable character shown as the replacement mark. Cuts nothing."""
    clean = UNWRITABLE.sub("\ufffd", text)
    longest = LONGEST // 2 if max(clean, default="") >= COUNT_TWICE else LONGEST
    return [clean[start : start + longest] for start in range(0, len(clean), longest)] or [""]
