"""Look into one file: the file on standard input, the answer on standard output, the file written anew on another.

    python -m evidence.inspection KIND < FILE

`evidence.inspection.asking` starts it without the rest of the product and says where to write.
"""

import json
import os
import sys
from importlib import import_module
from typing import Final

from evidence.inspection.kinds import HEAD, Kind, refuse_another
from evidence.inspection.limits import close_doors, take_little
from evidence.refusing import FileRefused

ROOMS: Final = {
    Kind.PDF: "pdfs",
    Kind.WORD: "office",
    Kind.EXCEL: "office",
    Kind.PNG: "pictures",
    Kind.JPEG: "pictures",
    Kind.TEXT: "texts",
    Kind.CSV: "texts",
}
MOST_WRITTEN: Final = 40_000_000  # bytes; more than any file may have


def main(kind: str, written: str = "", most_written: str = str(MOST_WRITTEN)) -> int:
    """Answer in one line: what was refused and why, or whether the file was written anew to descriptor `written`."""
    take_little(int(most_written))
    data = sys.stdin.buffer.read()
    said = Kind(kind)
    try:
        refuse_another(said, data[:HEAD])
        room = import_module(f"evidence.inspection.{ROOMS[said]}")
        close_doors()
        anew = room.check(data, said)
    except FileRefused as refused:
        return _answer(refused=refused.reason.value)
    if anew is not None and written:
        with os.fdopen(int(written), "wb") as file:
            file.write(anew)
    return _answer(is_anew=anew is not None)


def _answer(**said: object) -> int:
    sys.stdout.write(f"\n{json.dumps(said)}")  # on a line of its own, whatever a library has printed
    sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
