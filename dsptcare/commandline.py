"""From the words after `python3 manage.py` to the command that does them, inside the project's environment."""

import os
import sys

from dsptcare import bootstrap
from dsptcare.console import say

TEST_PROCESSES = 4  # more would wait for the one database server


def main(argv: list[str]) -> int:
    """Run one command and give its exit code."""
    command = argv[1] if len(argv) > 1 else "help"
    bootstrap.enter("dev" if command == "test" else "run")  # after this line the packages can be imported
    try:
        return _test(argv[2:]) if command == "test" else _manage(argv)
    except KeyboardInterrupt:
        say("Interrupted.")
        return 130


def _manage(argv: list[str]) -> int:
    import psycopg
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    from dsptcare import embedded, postgres, roles

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dsptcare.settings")
    if argv[1:2] == ["demo"]:
        os.environ.setdefault("DSPTCARE_DEMO", "1")
    try:
        with embedded.database(argv[1:]):
            execute_from_command_line(argv)
    except (roles.Unavailable, postgres.ServerFailed) as reason:
        print(reason, file=sys.stderr)
        return 1
    except (OperationalError, psycopg.OperationalError) as reason:
        if "--traceback" in argv:
            raise
        print(f"The database refused: {' '.join(str(reason).split())} (--traceback says where)", file=sys.stderr)
        return 1
    return 0


def _test(arguments: list[str]) -> int:
    """Run pytest with the words given; with none, the whole suite on every processor."""
    import pytest

    from dsptcare import debian

    debian.provide("test")
    return int(pytest.main(arguments or _whole_suite()))


def _whole_suite() -> list[str]:
    ours = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    # Whoever has finished takes over what others still have waiting: the long ones are not spread evenly.
    return ["-n", str(min(ours, TEST_PROCESSES)), "--dist", "worksteal"] if ours > 1 else []
