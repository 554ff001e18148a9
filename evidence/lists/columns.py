"""How a list is described: once, and everything that is done with it follows from that."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

MOST_LINES: Final = 2_000  # characters of a cell that may hold several lines


class Kind(StrEnum):
    """Name what a cell holds. LINES is text of several lines."""

    TEXT = "text"
    LINES = "lines"
    DATE = "date"
    YES_NO = "yes-no"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list.

    `required` is the refusal when it is blank, `most` the characters that fit, `aliases` the headings it has in real
    spreadsheets; `halves` are those of two columns that make it together. A cell that says one of `blanks` says
    nothing. (Such words stand in one text, with commas between.) `is_past` is for a day that must have come,
    `in_table` for what the page of the list has room for.
    """

    field: str
    label: str
    kind: Kind = Kind.TEXT
    hint: str = ""
    required: str = ""
    most: int = 200
    width: int = 0
    aliases: str = ""
    halves: tuple[str, ...] = ()
    blanks: str = ""
    is_past: bool = False
    in_table: bool = True

    @property
    def is_words(self) -> bool:
        """Say whether the cell holds what somebody wrote, to be looked for and compared as text."""
        return self.kind in (Kind.TEXT, Kind.LINES)


@dataclass(frozen=True, slots=True)
class Lack:
    """What to count on a list: rows whose field is blank, or whose day is past; not those that say `unless`."""

    field: str
    one: str
    many: str
    unless: str = ""
    is_past: bool = False


@dataclass(frozen=True, slots=True)
class ListSpec:
    """One of the lists. Rows go by their name, and by the name with the `second` column where several share it.

    `register` is what the edition calls the list in its questions. `one` and `many` name its rows.
    """

    slug: str
    register: str
    title: str
    why: str
    one: str
    many: str
    add: str
    model: Any
    columns: tuple[Column, ...]
    second: str
    lack: Lack
    second_words: str

    def column(self, field: str) -> Column:
        """Give a column by its field; raises StopIteration for one that there is not."""
        return next(column for column in self.columns if column.field == field)

    @property
    def in_table(self) -> tuple[Column, ...]:
        """Give the columns, apart from the name, that the page of the list shows."""
        return tuple(column for column in self.columns[1:] if column.in_table)

    @property
    def words(self) -> Iterator[str]:
        """Give the fields that hold text."""
        return (column.field for column in self.columns if column.is_words)

    def counted(self, count: int) -> str:
        """Write a number of rows: "1 person", "12 people"."""
        return f"{count:,} {self.one if count == 1 else self.many}"
