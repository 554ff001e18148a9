"""What manage.py says while it works: one line at a time, with the seconds since the command was typed."""

import contextlib
import os
import sys
import time

STARTED = "DSPTCARE_STARTED"  # wall clock of the first process: time goes on when the command runs itself again
_started = float(os.environ.pop(STARTED, 0) or time.time())


def elapsed() -> float:
    """Give the seconds since the command was typed."""
    return time.time() - _started


def say(text: str) -> None:
    """Write a line to standard error, where it cannot get into a command's answer."""
    # A closed terminal must not stop what is being ended because of it.
    with contextlib.suppress(OSError, ValueError):
        print(f"{elapsed():5.1f} s  {text}", file=sys.stderr, flush=True)


def pass_on(environment: dict[str, str]) -> dict[str, str]:
    """Give the environment for running the command again, elapsed time included."""
    return {**environment, STARTED: repr(_started)}
