"""Fill a directory, look for services in it in every way people do, and say how long that takes.

`main` is the command; `looking` runs inside the product's Django, in the database that the command made.
"""

import argparse
import random
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from statistics import median, quantiles
from typing import Any, Final

from benchmarks import machine, servers
from dsptcare.embedded import ended_by_signals

ROWS: Final = 60_000
QUERIES: Final = 200
TURNS: Final = 3  # of all queries; the first only warms up
FLOOR: Final = "one entry by its code"


def main(argv: list[str]) -> int:
    """Make a database, fill it, measure and print."""
    parser = argparse.ArgumentParser(description="Measure finding a service in a full directory.")
    parser.add_argument("--rows", type=int, default=ROWS, help=f"services in the directory ({ROWS:,})")
    rows = parser.parse_args(argv).rows
    with ended_by_signals(), servers.postgresql() as server:
        application = servers.ours(server, "search")
        owner = {"OWNER_DATABASE_URL": server.url(servers.roles.EMBEDDED.owner, "search")}
        application.ask("manage.py", "migrate", "--verbosity", "0", **owner)
        taken = application.inside("finding", rows, **owner)
    print(f"{machine.description()}\n{rows:,} services, {QUERIES} different queries, {TURNS - 1} times each\n")
    print("\n".join(table(taken)))
    return 0


def table(taken: dict[str, list[float]]) -> Iterator[str]:
    """Lay out the middle, the slowest twentieth and the worst of each way of looking, in milliseconds."""
    floor = median(taken[FLOOR])
    every = [one for name, times in taken.items() if name != FLOOR for one in times]
    yield f"{'':32}{'p50 ms':>9}{'p95 ms':>9}{'worst':>9}{'x look-up':>11}"
    for name, times in [*taken.items(), ("everything typed", every)]:
        late = quantiles(times, n=20)[-1]
        yield f"{name:32}{median(times):9.1f}{late:9.1f}{max(times):9.1f}{median(times) / floor:11.1f}"


def timed(deed: Callable[[], Any]) -> float:
    """Say how many milliseconds something takes."""
    began = time.perf_counter()
    deed()
    return (time.perf_counter() - began) * 1_000


def queries(names: list[tuple[str, str, str, str, str]], count: int) -> list[tuple[str, str]]:
    """Write what people would type, in turn in each way, for services drawn by chance."""
    chance = random.Random(count)  # noqa: S311 - nothing here is a secret
    ways = islice(cycle(WAYS.items()), count)
    return [(way, write(chance, *chance.choice(names))) for way, write in ways]


def _misspelt(chance: random.Random, word: str) -> str:
    at = chance.randrange(1, max(2, len(word) - 1))
    return chance.choice([word[:at] + word[at + 1 :], word[:at] + chance.choice("aeiouzk") + word[at + 1 :]])


def _first_two(name: str) -> str:
    return " ".join(name.split()[:2])


Chance = random.Random
WAYS: Final[dict[str, Callable[[Chance, str, str, str, str, str], str]]] = {
    "whole name": lambda _c, name, _town, _post, _code, _cqc: name,
    "first word, small": lambda _c, name, _town, _post, _code, _cqc: name.split()[0].lower(),
    "part of a word": lambda _c, name, _town, _post, _code, _cqc: name.split()[0][:4],
    "inside a word": lambda _c, name, _town, _post, _code, _cqc: name.split()[0][1:7].lower(),
    "name and town": lambda _c, name, town, _post, _code, _cqc: f"{_first_two(name)} {town}",
    "words in another order": lambda _c, name, town, _post, _code, _cqc: f"{town} {' '.join(name.split()[::-1])}",
    "postcode": lambda _c, _name, _town, post, _code, _cqc: post,
    "postcode without its space": lambda _c, _name, _town, post, _code, _cqc: post.replace(" ", "").lower(),
    "first half of a postcode": lambda _c, _name, _town, post, _code, _cqc: post.split()[0],
    "ODS code": lambda _c, _name, _town, _post, code, cqc: code or cqc,
    "CQC location id": lambda _c, _name, _town, _post, code, cqc: cqc or code,
    "town": lambda _c, _name, town, _post, _code, _cqc: town,
    "kind of service": lambda chance, _name, _town, _post, _code, _cqc: chance.choice(["care", "home care", "care ho"]),
    "one letter": lambda chance, _name, _town, _post, _code, _cqc: chance.choice("abcdehlmnrstw"),
    "misspelt name": lambda chance, name, _town, _post, _code, _cqc: _misspelt(chance, _first_two(name)),
    "misspelt name and town": lambda chance, name, town, _post, _code, _cqc: f"{_misspelt(chance, name)} {town}",
    "nothing like it": lambda chance, _name, _town, _post, _code, _cqc: "".join(chance.choices("qxzjkvw", k=7)),
}  # fmt: skip
