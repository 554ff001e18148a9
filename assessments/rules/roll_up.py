"""Local numbers and their sum: a group's training is counted over its sites, not averaged (R25, R73)."""

from collections.abc import Iterable
from dataclasses import dataclass

from assessments.rules.training import meets_target


@dataclass(frozen=True, slots=True)
class Count:
    """How many people were trained, of how many."""

    trained: int
    total: int

    @property
    def share(self) -> int:
        """Return the share in whole percent, rounded down; 0 of nobody."""
        return self.trained * 100 // self.total if self.total else 0

    @property
    def is_enough(self) -> bool:
        """Say whether 95 in every 100 are trained, in integers (R25)."""
        return self.total > 0 and meets_target(self.trained, self.total)


def summed(counts: Iterable[Count]) -> Count:
    """Add up the people of all sites: the sum decides, not the mean of percentages (R73)."""
    found = list(counts)
    return Count(sum(one.trained for one in found), sum(one.total for one in found))
