"""Reading what somebody pasted: which column is which, and what each cell means. Nothing is looked up or changed."""

from collections.abc import Mapping, Sequence, Sized
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import islice
from typing import Final, TypeVar

from evidence.lists.columns import ListSpec
from evidence.lists.cutting import SAMPLE, Record, delimiter_of, records, tidy_ends
from evidence.lists.headings import Headings, headings_in, in_order, matches
from evidence.lists.values import Unclear, Value, start_of, tidied, value_of

MOST_ROWS: Final = 5_000
Rows = TypeVar("Rows", bound=Sized)


class NotRead(ValueError):
    """Raised when nothing of a text can be used; the words say what to do."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one cell: the column and what was expected there."""

    column: str
    words: str


@dataclass(frozen=True, slots=True)
class PastedRow:
    """A row as it was pasted, and what it says. Blank cells are not among `values`: they say nothing."""

    line: int
    written: str
    name: str
    values: Mapping[str, Value]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Pasted:
    """What somebody pasted. `fields` are the columns that came, `left_out` the headings that the list does not have.

    `headings` is their row as it came, "" without one; `above` counts the rows before it.
    """

    rows: tuple[PastedRow, ...]
    fields: tuple[str, ...]
    headings: str = ""
    left_out: tuple[str, ...] = ()
    above: int = 0

    def text_of(self, lines: Sequence[str]) -> str:
        """Write some rows as they came, under their headings."""
        return "\n".join([*([self.headings] if self.headings else []), *lines])


@dataclass(frozen=True, slots=True)
class Found:
    """Where the rows of a text begin."""

    headings: Headings
    row: Record | None
    above: int = 0
    rest: tuple[Record, ...] = field(default_factory=tuple)


def read(listed: ListSpec, text: str, today: date) -> Pasted:
    """Read pasted text for a list on a London day. Raises NotRead for what is no list, or too long."""
    text = tidy_ends(text)
    found = find_headings(listed, cut(listed, text))
    rows = tuple(_row(listed, found.headings, record, today) for record in found.rest)
    return Pasted(
        rows,
        tuple(column.field for column in listed.columns if column.field in found.headings.places),
        headings=found.row.written if found.row else "",
        left_out=found.headings.unknown,
        above=found.above,
    )


def cut(listed: ListSpec, text: str) -> list[Record]:
    """Cut a text into its rows. Raises NotRead when there are too many."""
    delimiter = delimiter_of(text, partial(matches, listed))
    return not_too_many(list(islice(records(text, delimiter), MOST_ROWS + SAMPLE + 1)))


def not_too_many(rows: Rows) -> Rows:
    """Give rows back, unless there are more than a list and what stands above it. Raises NotRead."""
    if len(rows) > MOST_ROWS + SAMPLE:
        raise NotRead(f"There are more than {MOST_ROWS:,} rows. Take fewer at a time")
    return rows


def find_headings(listed: ListSpec, found: Sequence[Record]) -> Found:
    """Find the headings among the first rows; without any, the columns come in the order of the list.

    Raises NotRead when nothing follows, or when there are headings and none is for the name.
    """
    for at, record in enumerate(found[:SAMPLE]):
        headings = headings_in(listed, record.cells)
        if headings is not None:
            name = listed.columns[0]
            if name.field not in headings.places:
                raise NotRead(f"There is no column called {name.label}. Add it, then try again")
            return _checked(Found(headings, record, at, tuple(found[at + 1 :])))
    return _checked(Found(in_order(listed), None, 0, tuple(found)))


def _checked(found: Found) -> Found:
    if not found.rest:
        raise NotRead("There are no rows. Paste at least one, with its headings or without")
    if len(found.rest) > MOST_ROWS:
        raise NotRead(f"There are {len(found.rest):,} rows. Take {MOST_ROWS:,} at most at a time")
    return found


def _row(listed: ListSpec, headings: Headings, record: Record, today: date) -> PastedRow:
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    for column in listed.columns:
        try:
            value = value_of(column, headings.cell(column, record.cells), today)
        except Unclear as unclear:
            problems.append(Problem(column.label, str(unclear)))
            continue
        if value is not None:
            values[column.field] = value
    first = listed.columns[0]
    name = str(values.get(first.field) or tidied(first, headings.cell(first, record.cells)))
    if not name:
        problems.insert(0, Problem(first.label, "this is blank, and each row needs it"))
    extra = [cell for cell in record.cells[headings.width :] if cell.strip()] if headings.width else []
    if extra:
        problems.append(
            Problem(f"Column {headings.width + 1}", f"this list has no such column, for “{start_of(extra[0])}”")
        )
    return PastedRow(record.line, record.written, name, values, tuple(problems))
