"""End what the demonstration started when its parent is gone, however it went: python -m dsptcare.guard [FOLDER].

Standard input is a pipe that only the parent holds: each line is a process group to end, `done` means that it ended
them itself, and end of file means that it died. Works wherever there are pipes.
"""

import fcntl
import signal
import sys
from pathlib import Path

from dsptcare import embedded, groups
from dsptcare.postgres import Server

GRACE = 3.0  # seconds between asking and killing


def main(folder: str | None) -> None:
    """Wait for the parent's end, then end its groups and leave the server of a folder."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    if folder is None:
        groups.end(_told(), grace=GRACE)
        return
    with Path(folder, "users").open("ab") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        groups.end(_told(), grace=GRACE)
        embedded.leave(Server(Path(folder, "postgres")), users)


def _told() -> list[int]:
    lines = sys.stdin.read().split()
    return [] if "done" in lines else [int(line) for line in lines]


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
