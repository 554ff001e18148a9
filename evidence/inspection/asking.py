"""Ask another process what a file really is. Whatever happens to that process, here it is only a refusal."""

import json
import logging
import os
import subprocess
import sys
import threading
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO, Final

from evidence.inspection.kinds import Kind
from evidence.inspection.limits import SECONDS
from evidence.refusing import FileRefused, Reason

logger = logging.getLogger(__name__)

AT_ONCE: Final = 2  # files that one web process has looked into at the same time
PATIENCE: Final = 30.0  # seconds to wait for a turn
LONGEST: Final = 2 * SECONDS  # seconds by the clock: the processor may be busy elsewhere
LONGEST_ANSWER: Final = 4_000  # bytes
START: Final = (
    "import sys; sys.path += sys.argv[1:3]; from evidence.inspection.__main__ import main; main(*sys.argv[3:])"
)

_turns = threading.BoundedSemaphore(AT_ONCE)


def look_into(file: BinaryIO, kind: Kind, anew: BinaryIO, answer: BinaryIO, *, most_written: int) -> bool:
    """Say whether the file was written anew, to `anew`; raises FileRefused.

    All three are files with a descriptor; `answer` is for the process to speak into.
    """
    if not _turns.acquire(timeout=PATIENCE):
        raise FileRefused(Reason.BUSY)
    try:
        _run(file, kind, anew, answer, most_written)
    finally:
        _turns.release()
    return _heard(answer)


def _run(file: BinaryIO, kind: Kind, anew: BinaryIO, answer: BinaryIO, most_written: int) -> None:
    # A descriptor of its own, from the first byte, and only to read.
    read_only = os.open(f"/proc/self/fd/{file.fileno()}", os.O_RDONLY)
    try:
        subprocess.run(
            [sys.executable, "-I", "-S", "-c", START, *_places(), kind.value, str(anew.fileno()), str(most_written)],
            stdin=read_only,
            stdout=answer,
            stderr=answer,
            pass_fds=(anew.fileno(),),
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
            cwd="/",
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        logger.warning("Looking into a %s file took too long.", kind)
    finally:
        os.close(read_only)


@cache
def _places() -> tuple[str, str]:
    """Name the two folders that the process imports from: the project's, and that of the installed packages."""
    packages = find_spec("pikepdf")
    if packages is None or packages.origin is None:
        raise RuntimeError("pikepdf is not installed")
    return str(Path(__file__).parents[2]), str(Path(packages.origin).parents[1])


def _heard(answer: BinaryIO) -> bool:
    answer.seek(max(0, answer.seek(0, os.SEEK_END) - LONGEST_ANSWER))
    words = answer.read()
    try:
        said = json.loads(words.rpartition(b"\n")[2])
        if said.get("refused"):
            raise FileRefused(Reason(said["refused"]))
        return bool(said["is_anew"])
    except (ValueError, KeyError, AttributeError) as problem:
        logger.warning("Looking into a file failed: %r", words[-300:].decode(errors="replace"))
        raise FileRefused(Reason.UNREADABLE) from problem
