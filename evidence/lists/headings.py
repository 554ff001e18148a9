"""Which column of a spreadsheet holds which column of a list: by its headings, or by the order where it has none."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from evidence.lists.columns import Column, ListSpec
from evidence.lists.cutting import Cells

IN_BRACKETS: Final = re.compile(r"\([^)]*\)?")
ENOUGH: Final = 2  # headings that make a row the row of headings, even without the name

Places = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Headings:
    """Where each column of the list stands; a column in halves has two places. `unknown` are the other headings.

    Without headings, `width` is how many cells a row can have; with them it is 0, for any.
    """

    places: Mapping[str, Places]
    unknown: tuple[str, ...] = ()
    width: int = 0

    def cell(self, column: Column, cells: Cells) -> str:
        """Give the text of a column, its halves joined; "" where the row ends before it."""
        return " ".join(cells[place] for place in self.places.get(column.field, ()) if place < len(cells))


def headings_in(listed: ListSpec, cells: Cells) -> Headings | None:
    """Read a row of headings; None for a row that is none. The name may be missing: the caller says so."""
    plain = [_plain(cell) for cell in cells]
    places = _places(listed, plain)
    taken = {place for many in places.values() for place in many}
    is_whole = len(taken) == sum(1 for cell in plain if cell)
    if not places or (len(places) < ENOUGH and not is_whole and not _is_surely(listed.columns[0], places, plain)):
        return None
    unknown = tuple(" ".join(cells[at].split()) for at, name in enumerate(plain) if name and at not in taken)
    return Headings(places, unknown)


def _is_surely(name: Column, places: Mapping[str, Places], plain: Sequence[str]) -> bool:
    """Say whether the name has a heading that could be no cell: "Staff name", where "Computer" may be a computer."""
    return any(plain[at] == _plain(name.label) or plain[at].endswith("name") for at in places.get(name.field, ()))


def matches(listed: ListSpec, cells: Cells) -> int:
    """Count the columns of the list that a row has headings for."""
    return len(_places(listed, [_plain(cell) for cell in cells]))


def in_order(listed: ListSpec) -> Headings:
    """Take the columns in the order of the list."""
    return Headings({column.field: (at,) for at, column in enumerate(listed.columns)}, width=len(listed.columns))


def _places(listed: ListSpec, plain: Sequence[str]) -> dict[str, Places]:
    found: dict[str, Places] = {}
    taken: set[int] = set()
    for field, names, halves in _known(listed.columns):
        at = next((plain.index(name) for name in names if name in plain), None)
        places: Places = () if at is None else (at,)
        if not places and halves and all(half & set(plain) for half in halves):
            places = tuple(min(plain.index(name) for name in half & set(plain)) for half in halves)
        if places and not taken & set(places):
            found[field] = places
            taken |= set(places)
    return found


@cache
def _known(columns: tuple[Column, ...]) -> tuple[tuple[str, tuple[str, ...], tuple[frozenset[str], ...]], ...]:
    """Give each column's field, the plain names of its headings, and those of its halves."""
    return tuple(
        (
            column.field,
            tuple(_plain(name) for name in (column.label, *column.aliases.split(", ")) if name),
            tuple(frozenset(_plain(name) for name in half.split(", ")) for half in column.halves),
        )
        for column in columns
    )


def _plain(heading: str) -> str:
    """Give the letters of a heading: what stands in brackets is a note about it."""
    return "".join(letter for letter in IN_BRACKETS.sub("", heading).casefold() if letter.isalnum())
