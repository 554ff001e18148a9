"""What an import would do or has done, counted and with examples."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, TypeAlias

from organisations.directory.kinds import Kind

Progress: TypeAlias = Callable[[str, int], None]
# How many may vanish without somebody saying so (R46): more than come and go in a month.
USUAL: Final = 300
USUAL_SHARE: Final = 50  # one in so many
FEW: Final = 5


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of one list.

    `closed` are newly closed in the list, `vanished` were open and are not in it, `ended` counts relations that end.
    `left_out` are rows of no use here, `repeated` are further rows of a code that came before.
    """

    rows: int = 0
    added: int = 0
    changed: int = 0
    closed: int = 0
    vanished: int = 0
    ended: int = 0
    unchanged: int = 0
    left_out: int = 0
    repeated: int = 0
    known: int = 0
    odd: int = 0

    @property
    def changes(self) -> int:
        """Count everything that is not as it was; zero when the same file is loaded again."""
        return self.added + self.changed + self.vanished + self.ended

    @property
    def most_vanishing(self) -> int:
        """Say how many of those known may vanish or close at once: 300 or 2 %, but never over half."""
        return max(FEW, min(max(USUAL, self.known // USUAL_SHARE), self.known // 2))

    @property
    def too_many_vanish(self) -> bool:
        return self.vanished + self.closed > self.most_vanishing

    def as_counts(self) -> dict[str, int]:
        """Give the counts to keep with the import."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Sample:
    """One entry that changes, and how, in words."""

    code: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class PartReport:
    """What one list would do or has done. `samples` are by "added", "changed", "closed" and "vanished"."""

    kind: Kind
    name: str
    tally: Tally
    samples: Mapping[str, tuple[Sample, ...]]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would change, list by list. Nothing has been changed."""

    file_name: str
    sha256: str
    parts: tuple[PartReport, ...]

    @property
    def changes(self) -> int:
        return sum(part.tally.changes for part in self.parts)

    @property
    def too_many_vanish(self) -> bool:
        return any(part.tally.too_many_vanish for part in self.parts)


@dataclass(frozen=True, slots=True)
class Moved:
    """A site whose parent changed. `on` is the first day under the new one; "" is no parent (R45)."""

    code: str
    old_parent: str
    new_parent: str
    on: date


@dataclass(frozen=True, slots=True)
class Closed:
    """An entry that has closed, or will; `on` is its last open day (R46)."""

    code: str
    on: date


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file has changed, and what other rooms must follow.

    `closed` are known entries that closed, and new ones that have an account here; `results` are codes with a new or
    corrected national result (R79).
    """

    file_name: str
    sha256: str
    parts: tuple[PartReport, ...]
    moved: tuple[Moved, ...] = ()
    closed: tuple[Closed, ...] = ()
    reopened: tuple[str, ...] = ()
    results: tuple[str, ...] = ()

    def with_part(self, report: PartReport, **told: tuple[Any, ...]) -> "Loaded":
        """Add a list to those of the file, with what other rooms must follow."""
        lists = {name: getattr(self, name) + found for name, found in told.items()}
        return replace(self, parts=(*self.parts, report), **lists)

    @property
    def changes(self) -> int:
        return sum(part.tally.changes for part in self.parts)


def nobody_listens(_words: str, _count: int) -> None:
    """Take progress and say nothing."""


Then: TypeAlias = Callable[[Loaded], Any]
