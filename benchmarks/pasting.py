"""Paste staff into a list of as many, and say how long the preview and the save take.

`main` is the command; `benchmarks.previewing` runs inside the product's Django, in the database that the command made.
"""

import argparse
from collections.abc import Iterator
from statistics import median
from typing import Final

from benchmarks import machine, servers
from dsptcare.embedded import ended_by_signals

ROWS: Final = 600
FLOOR: Final = "floor: cut the text, read the rows"
PREVIEW, FILE, SAVE = "preview, as a page", "preview of a workbook", "save, as a page"


def main(argv: list[str]) -> int:
    """Make a database, measure and print."""
    parser = argparse.ArgumentParser(description="Measure the preview of pasted staff.")
    parser.add_argument("--rows", type=int, default=ROWS, help=f"staff on the list and in the paste ({ROWS:,})")
    rows = parser.parse_args(argv).rows
    with ended_by_signals(), servers.postgresql() as server:
        application = servers.ours(server, "paste")
        owner = {"OWNER_DATABASE_URL": server.url(servers.roles.EMBEDDED.owner, "paste")}
        application.ask("manage.py", "migrate", "--verbosity", "0", **owner)
        taken = application.inside("previewing", rows)
    print(
        f"{machine.description()}\n{rows:,} staff pasted over {rows:,} on the list: a third each same, changed, new\n"
    )
    print("\n".join(table(taken)))
    return 0


def table(taken: dict[str, list[float]]) -> Iterator[str]:
    """Lay out the middle and the worst of each, in milliseconds, and how often the floor it is."""
    floor = median(taken[FLOOR])
    yield f"{'':38}{'p50 ms':>9}{'worst':>9}{'x floor':>9}"
    for name, times in taken.items():
        yield f"{name:38}{median(times):9.1f}{max(times):9.1f}{median(times) / floor:9.1f}"
