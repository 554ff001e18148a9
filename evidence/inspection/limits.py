"""The walls of the process that looks into a file: how much it may take, and nothing that it may open."""

import resource
from typing import Final

MEMORY: Final = 1_200_000_000  # bytes; a picture of 50 megapixels is held twice while it is turned
SECONDS: Final = 15  # of the processor


def take_little(most_written: int) -> None:
    """Cap memory, time and what may be written, in bytes; a crash leaves nothing behind."""
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, most_written),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))


def close_doors() -> None:
    """Let nothing be opened from here on: no file, no connection, no program. What is open stays open."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
