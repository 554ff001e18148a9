"""Take samples in rounds, the services in turn, and take a round again when somebody else used the processors."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import quantiles

from benchmarks import machine
from benchmarks.servers import Application, Load, Web
from benchmarks.targets import Sample
from dsptcare.console import say

MOST_TAKEN = 0.15  # share of the processors that others may have
TRIES = 4  # for each round that is wanted
OPERATIONS = {
    "overview": ["overview"],
    "open": ["open"],
    "save": ["save"],
    "mix": ["open", "save"] * 4 + ["overview"],
}
WHO = {
    "overview": ("floor", "ours"),
    "open": ("floor", "ours", "few"),
    "save": ("floor", "ours", "few"),
    "mix": ("floor", "ours"),
}


@dataclass(slots=True)
class Round:
    """One sample of each service, one right after the other, and the share of the processors that others had."""

    samples: dict[str, Sample] = field(default_factory=dict)
    raw: float = 0.0
    taken: float = 0.0


@dataclass(frozen=True, slots=True)
class Bench:
    """The running services with the load, the database's process, and the raw limit's measurement."""

    services: dict[str, Web]
    load: Load
    database: int
    raw: Callable[[float], float]
    seconds: float

    def rounds(self, operation: str, wanted: int) -> list[Round]:
        """Take as many undisturbed rounds as are wanted; after too many tries, make do with the calmest."""
        found: list[Round] = []
        for turn in range(wanted * TRIES):
            found.append(self._round(operation, turn))
            calm = [each for each in found if each.taken <= MOST_TAKEN]
            say(f"{operation}: {len(calm)} of {wanted} rounds; others had {found[-1].taken:.0%} of the processors")
            if len(calm) == wanted:
                return calm
        return sorted(found, key=lambda each: each.taken)[:wanted]

    def _round(self, operation: str, turn: int) -> Round:
        """Take one round; every other one the other way round, so that no service always comes after another."""
        result = Round()
        who = WHO[operation] if turn % 2 else WHO[operation][::-1]
        for name in who:
            result.samples[name], taken = self.sample(name, operation)
            result.taken = max(result.taken, taken)
        if operation == "save":
            before, began = machine.reading(), time.monotonic()
            result.raw = self.raw(self.seconds)
            taken = machine.others_share(before, machine.reading(), time.monotonic() - began)
            result.taken = max(result.taken, taken)
        return result

    def sample(self, name: str, operation: str) -> tuple[Sample, float]:
        """Load one service for some seconds; give the sample and what others had of the processors."""
        web = self.services[name]
        before, began = machine.reading(), time.monotonic()
        found = self.load.on(name, OPERATIONS[operation], self.seconds)
        after, lasted = machine.reading(), time.monotonic() - began
        web.check()
        times, wrong = found["times"], found["wrong"]
        if wrong:
            say(f"{name}, {operation}: {wrong}")
        if len(times) < 2:  # noqa: PLR2004 - what quantiles needs
            raise RuntimeError(f"{name} did not answer: {wrong}")
        cuts = quantiles(times, n=100)

        def each(roots: list[int]) -> float:
            return (after.used_by(roots) - before.used_by(roots)) * 1000 / len(times)

        sample = Sample(
            per_second=len(times) / found["seconds"],
            p50=cuts[49] * 1000,
            p99=cuts[98] * 1000,
            web=each(web.processes),
            database=each([self.database]),
            errors=sum(wrong.values()),
        )
        return sample, machine.others_share(before, after, lasted)


def raw_limit(application: Application, assessments: int) -> Callable[[float], float]:
    """Make the measurement of the raw limit, in commits a second."""

    def measure(seconds: float) -> float:
        return float(application.ask("-m", "benchmarks.raw", str(assessments), str(seconds)))

    return measure
