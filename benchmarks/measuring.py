"""Bring everything up, fill it, measure, compare and print; then end everything that was started."""

import argparse
import contextlib
import json
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean
from typing import Any

from benchmarks import machine, servers
from benchmarks.client import CONNECTIONS
from benchmarks.rounds import OPERATIONS, Bench, Round, raw_limit
from benchmarks.targets import Measured, figures, table, targets
from dsptcare.console import say
from dsptcare.embedded import ended_by_signals
from dsptcare.postgres import Server

FEW = 10  # organisations, beside which many must not be slower


@dataclass(frozen=True, slots=True)
class Size:
    """How much is loaded, and how long is measured."""

    organisations: int
    rounds: int
    seconds: float  # of each sample


QUICK, FULL = Size(1_000, 3, 3.0), Size(40_000, 5, 8.0)


def main(argv: list[str]) -> int:
    """Measure, print, and return 1 if anything that must be reached was not."""
    options = _parser().parse_args(argv)
    size = QUICK if options.quick else FULL
    with ended_by_signals(), servers.postgresql() as server, tempfile.TemporaryDirectory() as folder:
        measured, facts, taken = _measure(server, size, Path(folder))
    found = targets(measured)
    print("\n".join([*facts, "", table(found), "", figures(measured)]))
    if options.json:
        content = {"facts": facts, "targets": [asdict(one) for one in found], "measured": asdict(measured)}
        options.json.write_text(json.dumps(content | {"taken_by_others": taken}, indent=1) + "\n")
    return 0 if all(one.is_met for one in found) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure the pages against their floors.")
    parser.add_argument("--quick", action="store_true", help=f"with {QUICK.organisations:,} organisations, not all")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything that was measured there as well")
    return parser


def _measure(server: Server, size: Size, folder: Path) -> tuple[Measured, list[str], dict[str, list[float]]]:
    """Load and measure; give the figures, the facts about the run, and what others took in each round."""
    with contextlib.ExitStack() as stack:
        load = servers.Load()
        stack.callback(load.end)
        floor = servers.floor(server)
        statements, web = _bring_up(stack, floor, server, size, folder, load)
        raw = raw_limit(floor, size.organisations)
        bench = Bench(web, load, servers.main_process(server), raw, size.seconds)
        say("Warming up ...")
        for name in web:
            for operation in OPERATIONS:
                bench.sample(name, operation)
        rounds = {operation: bench.rounds(operation, size.rounds) for operation in OPERATIONS}
        memory = {name: [machine.memory(worker) for worker in web[name].workers()] for name in ("ours", "floor")}
    measured = Measured(
        {operation: [each.samples for each in found] for operation, found in rounds.items()},
        [each.raw for each in rounds["save"]],
        statements,
        {name: fmean(one.resident for one in found) for name, found in memory.items()},
    )
    facts = [*_facts(server, size), *(f"{name}: {_megabytes(found)}" for name, found in memory.items())]
    return measured, [*facts, _calm(rounds)], {name: [each.taken for each in found] for name, found in rounds.items()}


def _bring_up(
    stack: contextlib.ExitStack,
    floor: servers.Application,
    server: Server,
    size: Size,
    folder: Path,
    load: servers.Load,
) -> tuple[dict[str, int], dict[str, servers.Web]]:
    """Fill three databases and serve them, until the stack ends; give the statements of a page, and the services."""
    ours, few = servers.ours(server, "ours"), servers.ours(server, "few")
    say(f"Loading {size.organisations:,} organisations, twice ...")
    filled: dict[str, Any] = {
        "floor": servers.fill_floor(floor, size.organisations),
        "ours": servers.fill_ours(ours, server, size.organisations),
        "few": servers.fill_ours(few, server, FEW),
    }
    statements: dict[str, int] = ours.inside("statements", size.organisations)
    ours.ask("manage.py", "collectstatic", "--no-input", "--verbosity", "0")
    with server.connect() as connection:
        connection.execute("CHECKPOINT")
    web = {}
    for application in (floor, ours, few):
        web[application.name] = stack.enter_context(servers.serving(application, folder))
        load.meet(application.name, web[application.name].ports, filled[application.name])
    return statements, web


def _facts(server: Server, size: Size) -> list[str]:
    with server.connect() as connection:
        version = connection.info.parameter_status("server_version")
    asked = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=servers.ROOT, capture_output=True, text=True, check=False
    )
    return [
        f"{machine.description()}; Python {sys.version.split()[0]}, PostgreSQL {version}",
        f"{datetime.now(tz=UTC):%d %B %Y}, commit {asked.stdout.strip() or 'unknown'}",
        f"{size.organisations:,} organisations, {size.rounds} rounds, {size.seconds:.0f} seconds a sample",
        f"{CONNECTIONS} connections; {servers.WORKERS} workers with one thread for each application",
    ]


def _megabytes(found: list[machine.Memory]) -> str:
    return f"{fmean(m.resident for m in found):.0f} MB a worker, {fmean(m.share for m in found):.0f} MB as its share"


def _calm(rounds: dict[str, list[Round]]) -> str:
    most = max(each.taken for found in rounds.values() for each in found)
    return f"Others used at most {most:.0%} of the processors during the samples that count"
