"""What a pasted list would do to the list there is: what is the same, changed, new, and not understood.

A blank cell says nothing, and a row that is not pasted stays: pasting never takes anything away.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias, TypeVar

from evidence.lists.columns import Column, ListSpec
from evidence.lists.reading import Pasted, PastedRow, Problem
from evidence.lists.values import Value, says_nothing, start_of, tidied

Key: TypeAlias = str
Row = TypeVar("Row")
Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that would change; None is a blank."""

    column: Column
    old: Value
    new: Value


@dataclass(frozen=True, slots=True)
class Changed:
    """A row of the list that would change."""

    row: Any
    line: int
    name: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A pasted row that will not be saved, and why."""

    line: int
    written: str
    name: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """What saving would do. `staying` counts the rows of the list that were not pasted.

    `digest` stands for exactly these changes to exactly these versions.
    """

    same: tuple[PastedRow, ...]
    changed: tuple[Changed, ...]
    new: tuple[PastedRow, ...]
    not_understood: tuple[NotUnderstood, ...]
    staying: int
    digest: str

    @property
    def changes(self) -> int:
        """Count the rows that saving would write."""
        return len(self.changed) + len(self.new)


def compare(listed: ListSpec, pasted: Pasted, existing: Iterable[Any]) -> Compared:
    """Match what was pasted with the rows there are, by name, and by the second column where several share it."""
    on_list = _by(existing, lambda row: _key(row.name))
    in_paste = _by((one for one in pasted.rows if not one.problems), lambda one: _key(one.name))
    matched: dict[int, Any] = {}
    unclear: dict[int, Problem] = {}
    for key, rows in in_paste.items():
        matching = _Matching(listed, pasted.fields, on_list.get(key, []), rows)
        matched |= matching.matched
        unclear |= matching.unclear
    named = {_key(one.name) for one in pasted.rows if one.problems or one.line in unclear}
    touched = {row.pk for row in matched.values()}
    staying = sum(row.pk not in touched for key, rows in on_list.items() if key not in named for row in rows)
    return _sorted(listed, pasted, matched, unclear, staying)


def _sorted(
    listed: ListSpec, pasted: Pasted, matched: Mapping[int, Any], unclear: Mapping[int, Problem], staying: int
) -> Compared:
    same, changed, new, not_understood = [], [], [], []
    for one in pasted.rows:
        problems = one.problems or ((unclear[one.line],) if one.line in unclear else ())
        if problems:
            not_understood.append(NotUnderstood(one.line, one.written, one.name, problems))
        elif one.line not in matched:
            new.append(one)
        elif changes := changes_of(listed, matched[one.line], one.values):
            changed.append(Changed(matched[one.line], one.line, one.name, changes))
        else:
            same.append(one)
    digest = _digest(listed, changed, new)
    return Compared(tuple(same), tuple(changed), tuple(new), tuple(not_understood), staying, digest)


def changes_of(listed: ListSpec, row: Any, values: Mapping[str, Value]) -> tuple[Change, ...]:
    """List the cells of a row that would change."""
    return tuple(
        Change(column, old, values[column.field])
        for column in listed.columns
        if column.field in values and (old := kept(column, row)) != values[column.field]
    )


def kept(column: Column, row: Any) -> Value:
    """Give what a row of the list says in a column, as pasted text is read; None is a blank."""
    value = getattr(row, column.field)
    if isinstance(value, date) or not value or says_nothing(column, value):
        return value if isinstance(value, date) else None
    return tidied(column, value)


class _Matching:
    """Find, for pasted rows of one name, the rows of the list that they are.

    One and one are the same, whatever else they say. Where several share the name, only rows that are wholly alike or
    that the second column tells apart are; the others could be anybody.
    """

    def __init__(
        self, listed: ListSpec, fields: Sequence[str], there: Sequence[Any], rows: Sequence[PastedRow]
    ) -> None:
        self.listed, self.fields = listed, fields
        self.matched: dict[int, Any] = {}
        self.unclear: dict[int, Problem] = {}
        if len(rows) == 1 and len(there) <= 1:
            if there:
                self.matched[rows[0].line] = there[0]
            return
        self.there = {row.pk: row for row in there}
        self.rows = {one.line: one for one in rows}
        self._take_alike()
        self._take_repeated()
        self._take_by_second()
        self._judge_the_rest()

    def _take_alike(self) -> None:
        """Pair rows that say the same in every column that was pasted."""
        columns = [column for column in self.listed.columns if column.field in self.fields]
        alike = _by(self.there.values(), lambda row: tuple(kept(column, row) for column in columns))
        for one in list(self.rows.values()):
            if found := alike.get(tuple(one.values.get(column.field) for column in columns)):
                self._match(one, found.pop(0))

    def _take_repeated(self) -> None:
        """Refuse a row that was pasted twice, word for word."""
        seen: dict[tuple[tuple[str, Value], ...], int] = {}
        for one in list(self.rows.values()):
            line = seen.setdefault(tuple(one.values.items()), one.line)
            if line != one.line:
                self._refuse(one, f"line {line} says the same, so take one of them out")

    def _take_by_second(self) -> None:
        """Pair rows of one name that the second column tells apart."""
        there, rows = _by(self.there.values(), self._second_there), _by(self.rows.values(), self._second)
        for key, ones in rows.items():
            if key and len(ones) == len(there.get(key, [])) == 1:
                self._match(ones[0], there[key][0])

    def _judge_the_rest(self) -> None:
        """Take as new what can be nobody on the list, if it can be told from the others that were pasted."""
        rows = _by(self.rows.values(), self._second)
        for one in list(self.rows.values()):
            if self.there or len(rows[self._second(one)]) > 1:
                self._refuse(one, self._several(one))

    def _several(self, one: PastedRow) -> str:
        second = self.listed.second_words
        return f"two {self.listed.many} are called {start_of(one.name)}, and we need the {second} to tell which this is"

    def _second(self, one: PastedRow) -> Key:
        return _key(str(one.values.get(self.listed.second) or ""))

    def _second_there(self, row: Any) -> Key:
        return _key(getattr(row, self.listed.second))

    def _match(self, one: PastedRow, row: Any) -> None:
        self.matched[one.line] = row
        del self.rows[one.line], self.there[row.pk]

    def _refuse(self, one: PastedRow, words: str) -> None:
        self.unclear[one.line] = Problem(self.listed.columns[0].label, words)
        del self.rows[one.line]


def _by(rows: Iterable[Row], key: Callable[[Row], Name]) -> dict[Name, list[Row]]:
    found: dict[Name, list[Row]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


def _key(text: str) -> Key:
    return " ".join(text.split()).casefold()


def _digest(listed: ListSpec, changed: Iterable[Changed], new: Iterable[PastedRow]) -> str:
    said = [
        listed.slug,
        *(
            (one.row.pk, one.row.version, [(each.column.field, str(each.new)) for each in one.changes])
            for one in changed
        ),
        *([(field, str(value)) for field, value in one.values.items()] for one in new),
    ]
    return hashlib.sha256(repr(said).encode()).hexdigest()
