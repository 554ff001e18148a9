"""Collect problems, each with the place it was found."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Report:
    """The problems found so far, in the order they were found."""

    problems: list[str] = field(default_factory=list)

    def note(self, where: str, what: str) -> None:
        """Note a problem."""
        self.problems.append(f"{where}: {what}")

    def check(self, is_right: object, where: str, what: str) -> bool:
        """Note a problem unless the check is right; say whether it was."""
        if not is_right:
            self.note(where, what)
        return bool(is_right)

    def check_keys(self, where: str, item: object, keys: tuple[str, ...]) -> bool:
        """Check that an item is a mapping with exactly these keys, in this order."""
        found = tuple(item) if isinstance(item, dict) else None
        return self.check(found == keys, where, f"keys are {found}, expected {keys}")

    def check_once(self, where: str, what: str, values: Iterable[str]) -> None:
        """Check that nothing appears twice."""
        twice = [value for value, uses in Counter(values).items() if uses > 1]
        self.check(not twice, where, f"{what} used more than once: {twice}")
