"""The three levels a publication can have, lowest first."""

from enum import StrEnum


class Level(StrEnum):
    """Name a level of publication; compare with `rank` or `at_least`, never with `<` (which compares the words)."""

    APPROACHING = "approaching"
    MET = "met"
    EXCEEDED = "exceeded"

    @property
    def rank(self) -> int:
        """Return 1 for the lowest level, counting up."""
        return _RANKS[self]


_RANKS = {Level.APPROACHING: 1, Level.MET: 2, Level.EXCEEDED: 3}


def at_least(level: Level, minimum: Level) -> bool:
    """Say whether a level is the minimum or above it."""
    return level.rank >= minimum.rank
