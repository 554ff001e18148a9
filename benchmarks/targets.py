"""The targets 1, 2, 3, 4, 7 and 12: what must be reached, what is aimed at, and what was measured."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

PERCENT: Final = "%"
TIMES: Final = "x"


@dataclass(frozen=True, slots=True)
class Target:
    """One comparison. `value`, `must` and `aim` are ratios, or counts where the unit is empty."""

    number: int
    what: str
    value: float
    must: float
    aim: float
    unit: str
    is_limit: bool = True  # smaller is better

    @property
    def verdict(self) -> str:
        if self.aim != self.must and self._reaches(self.aim):
            return "aim reached"
        return "passed" if self.is_met else "FAILED"

    @property
    def is_met(self) -> bool:
        return self._reaches(self.must)

    def _reaches(self, bound: float) -> bool:
        return self.value <= bound if self.is_limit else self.value >= bound

    def words(self, value: float) -> str:
        """Write a value with its unit."""
        if self.unit == PERCENT:
            return f"{value * 100:.0f} %"
        return f"{value:.2f} x" if self.unit == TIMES else f"{value:.0f}"


@dataclass(frozen=True, slots=True)
class Sample:
    """One stretch of load on one service. Times are in milliseconds; processor time is for each request."""

    per_second: float
    p50: float
    p99: float
    web: float
    database: float
    errors: int

    @property
    def processor(self) -> float:
        return self.web + self.database


Rounds = Sequence[dict[str, Sample]]  # one dictionary a round: the service's name and its sample


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything that the targets are about. Megabytes are of one worker."""

    rounds: dict[str, Rounds]  # by operation
    raw: Sequence[float]  # commits a second, round by round of saving
    statements: dict[str, int]
    megabytes: dict[str, float]


def ratio(rounds: Rounds, field: str, service: str, to: str) -> float:
    """Give the median over the rounds of one service's figure divided by another's in the same round."""
    return median(getattr(each[service], field) / getattr(each[to], field) for each in rounds)


def targets(measured: Measured) -> list[Target]:
    """Compare what was measured with what was asked for."""
    overview, opening, saving, mix = (measured.rounds[name] for name in ("overview", "open", "save", "mix"))
    raw = median(each["ours"].per_second / limit for each, limit in zip(saving, measured.raw, strict=True))
    errors = sum(sample.errors for each in mix for sample in each.values())
    rate = ("per_second", "ours", "floor")
    many = ("processor", "ours", "few")
    sql = measured.statements
    return [
        Target(1, "overview, of the floor", ratio(overview, *rate), 0.60, 1.00, PERCENT, is_limit=False),
        Target(1, "overview, SQL", sql["overview"], 10, 10, ""),
        Target(2, "open, of the floor", ratio(opening, *rate), 0.30, 0.50, PERCENT, is_limit=False),
        Target(2, "open, SQL", sql["open"], 10, 10, ""),
        Target(3, "save, of the floor", ratio(saving, *rate), 0.40, 0.60, PERCENT, is_limit=False),
        Target(3, "save, of the raw limit", raw, 0.07, 0.11, PERCENT, is_limit=False),
        Target(3, "save, SQL", sql["save"], 12, 12, ""),
        Target(3, "save, p99 to the floor's", ratio(saving, "p99", "ours", "floor"), 3.0, 3.0, TIMES),
        Target(4, "mix, of the floor", ratio(mix, *rate), 0.35, 0.50, PERCENT, is_limit=False),
        Target(4, "mix, errors", errors, 0, 0, ""),
        Target(7, "open, processor time, many to few", ratio(opening, *many), 1.15, 1.05, TIMES),
        Target(7, "save, processor time, many to few", ratio(saving, *many), 1.15, 1.05, TIMES),
        Target(12, "memory of a worker", measured.megabytes["ours"] / measured.megabytes["floor"], 2.2, 1.7, TIMES),
    ]


def table(found: Sequence[Target]) -> str:
    """Write the comparison as a table."""
    lines = ["| # | what | measured | must | aim | |", "|---|---|---|---|---|---|"]
    for one in found:
        bounds = (one.words(one.must), "" if one.aim == one.must else one.words(one.aim))
        lines.append(
            f"| {one.number} | {one.what} | {one.words(one.value)} | {bounds[0]} | {bounds[1]} | {one.verdict} |"
        )
    return "\n".join(lines)


def figures(measured: Measured) -> str:
    """Write what lies behind the ratios: the medians of each service, in this machine's own units."""
    lines = [
        "| operation | service | requests/s | p50 ms | p99 ms | web ms of processor | database ms | errors |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for operation, rounds in measured.rounds.items():
        for service in rounds[0]:
            middle = {
                name: median(getattr(each[service], name) for each in rounds)
                for name in ("per_second", "p50", "p99", "web", "database")
            }
            errors = sum(each[service].errors for each in rounds)
            numbers = " | ".join(
                f"{middle[name]:.0f}" if name == "per_second" else f"{middle[name]:.2f}" for name in middle
            )
            lines.append(f"| {operation} | {service} | {numbers} | {errors} |")
    lines.append(f"| save | raw limit | {median(measured.raw):.0f} | | | | | |")
    return "\n".join(lines)
