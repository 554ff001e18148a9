"""A pytest plugin (`-p dsptcare.testserver`): a private PostgreSQL for the run, before anything reads the settings."""

import contextlib
import os
import signal
from collections.abc import Generator
from types import FrameType
from typing import NoReturn

import pytest

from dsptcare import embedded, postgres, roles


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Set the databases' addresses; a wrapper, because pytest-django's own hook comes first among the others."""
    if "PYTEST_XDIST_WORKER" not in os.environ:  # a worker inherits the addresses
        _end_on_signals()
        try:
            _begin(early_config)
        except (roles.Unavailable, postgres.ServerFailed) as reason:
            raise pytest.UsageError(str(reason)) from reason
    return (yield)


def _begin(early_config: pytest.Config) -> None:
    if os.environ.get(roles.APPLICATION):
        embedded.use_given(tests=True)
        return
    stack = contextlib.ExitStack()
    server = stack.enter_context(embedded.private())
    early_config.add_cleanup(stack.close)
    os.environ.update(embedded.urls(server))


def _end_on_signals() -> None:
    """Treat TERM and HUP like Ctrl-C, after which pytest still runs every clean-up."""

    def interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)
