"""End what the demonstration started when its parent is gone, however it went: python -m dsptcare.guard [FOLDER].

Standard input is a pipe that only the parent holds: each line is a process group to end, `done` means that it ended them itself, and
end of file means that it died. Works wherever there are pipes.
"""

import contextlib
import fcntl
import os
import signal
import sys
import time
from pathlib import Path

from dsptcare import embedded
from dsptcare.postgres import Server

GRACE = 3.0  # seconds between asking and killing


def main(folder: str | None) -> None:
    """Wait for the parent's end, then end its groups and leave the server of a folder."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    if folder is None:
        end(_told())
        return
    with Path(folder, "users").open("ab") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        end(_told())
        embedded.leave(Server(Path(folder, "postgres")), users)


def end(groups: list[int]) -> None:
    """End process groups, kindly first."""
    deadline = time.monotonic() + GRACE
    send(groups, signal.SIGTERM)
    while groups and time.monotonic() < deadline:
        time.sleep(0.1)
        groups = [group for group in groups if _is_alive(group)]
    send(groups, signal.SIGKILL)


def send(groups: list[int], number: int) -> None:
    """Send a signal to whole process groups, of which some may be gone."""
    for group in groups:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(group, number)


def _told() -> list[int]:
    lines = sys.stdin.read().split()
    return [] if "done" in lines else [int(line) for line in lines]


def _is_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
