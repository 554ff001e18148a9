"""Text that a spreadsheet can hold: a cell takes 32,767 characters and no control characters."""

import re

LONGEST = 32_000  # under the limit of 32,767, which counts some characters twice
# Control characters make the writer fail; a lone surrogate makes a file that nothing can open.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def safe_pieces(text: str) -> list[str]:
    """Split text into pieces that fit a cell, each unwritable character shown as the replacement mark. Cuts nothing."""
    clean = UNWRITABLE.sub("\ufffd", text)
    return [clean[start : start + LONGEST] for start in range(0, len(clean), LONGEST)] or [""]
