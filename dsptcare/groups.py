"""End processes with everything they started: a process group at a time, kindly first. Standard library only."""

import contextlib
import os
import signal
import time
from collections.abc import Callable


def send(groups: list[int], number: int) -> None:
    """Send a signal to whole process groups, of which some may be gone."""
    for group in groups:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(group, number)


def end(groups: list[int], *, grace: float, meanwhile: Callable[[], object] = lambda: None) -> None:
    """Ask groups to end, kill what is left after the grace in seconds; meanwhile a parent collects its children."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        send(groups, number)
        deadline = time.monotonic() + grace
        while groups and time.monotonic() < deadline:
            meanwhile()
            groups = [group for group in groups if _is_alive(group)]
            time.sleep(0.05)


def _is_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True
