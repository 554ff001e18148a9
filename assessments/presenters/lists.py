"""The lists, one of them, and one row: what is there, how it stands, and what can be done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Page
from django.urls import reverse

from assessments.dates import in_full
from evidence.lists.columns import Column, ListSpec
from evidence.lists.rows import Overview, Tally
from evidence.lists.samples import Sample
from evidence.lists.specs import TRAINING
from evidence.lists.values import Value
from evidence.lists.writing import YES_OR_NO
from evidence.models import TrainingCount
from organisations.models import Organisation

MOST_REMOVED: Final = 100  # that are shown
LONG: Final = 10  # rows that can be seen at a glance


@dataclass(frozen=True, slots=True)
class ListsLine:
    title: str
    href: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ListsPage:
    lines: tuple[ListsLine, ...]
    documents_href: str


@dataclass(frozen=True, slots=True)
class Cell:
    heading: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    href: str
    cells: tuple[Cell, ...]
    remove_href: str


@dataclass(frozen=True, slots=True)
class RemovedLine:
    name: str
    at: datetime
    restore_href: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list. `counts` are the two numbers that stand for a list of names, where the list has any."""

    title: str
    why: str
    sentence: str
    add: str
    many: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    pager: Page
    total: int
    search: str
    found: str
    query: str
    samples: tuple[str, ...]
    samples_href: str
    removed: tuple[RemovedLine, ...]
    counts: str
    counts_href: str
    href: str
    add_href: str
    paste_href: str
    file_href: str
    lists_href: str

    @property
    def has_search(self) -> bool:
        """Say whether there is enough to look through."""
        return self.total > LONG or bool(self.search)


@dataclass(frozen=True, slots=True)
class RowPage:
    """One row, to be added or changed. `theirs` is what somebody saved while this person was typing."""

    title: str
    list_title: str
    list_href: str
    remove_href: str
    removed_on: datetime | None
    their_name: str
    theirs: tuple[Cell, ...]


def lists_page(
    organisation: Organisation, tallies: Iterable[tuple[ListSpec, Tally]], count: TrainingCount | None
) -> ListsPage:
    """Show every list with one sentence on how it stands."""
    return ListsPage(
        tuple(
            ListsLine(
                listed.title,
                _address(organisation, "list_page", listed),
                _state(listed, tally) if tally.total else _in_numbers(listed, count) or "Nothing here yet.",
            )
            for listed, tally in tallies
        ),
        reverse("assessments:documents", args=[organisation.code]),
    )


def list_page(
    organisation: Organisation,
    listed: ListSpec,
    overview: Overview,
    pager: Page,
    search: str,
    *,
    samples: Sequence[Sample],
    count: TrainingCount | None,
) -> ListPage:
    """Lay out a page of a list."""
    tally, removed = overview.tally, overview.removed
    return ListPage(
        title=listed.title,
        why=listed.why,
        sentence=_sentence(listed, tally),
        add=listed.add,
        many=listed.many,
        headings=(listed.columns[0].label, *(column.label for column in listed.in_table)),
        lines=tuple(_line(organisation, listed, row) for row in pager),
        pager=pager,
        total=tally.total,
        search=search,
        found=_found(listed, pager, search),
        query=f"{urlencode({'q': search})}&" if search else "",
        samples=tuple(sample["name"] for sample in samples),
        samples_href=_address(organisation, "add_samples", listed),
        removed=tuple(
            RemovedLine(row.name, row.at, _address(organisation, "restore_row", listed, row.pk))
            for row in removed[:MOST_REMOVED]
        ),
        counts=_in_numbers(listed, count),
        counts_href=reverse("assessments:training_counts", args=[organisation.code]) if listed is TRAINING else "",
        href=_address(organisation, "list_page", listed),
        add_href=_address(organisation, "add_row", listed),
        paste_href=_address(organisation, "paste_rows", listed),
        file_href=_address(organisation, "list_file", listed),
        lists_href=reverse("assessments:lists", args=[organisation.code]),
    )


def row_page(organisation: Organisation, listed: ListSpec, row: Any = None, *, was_overtaken: bool = False) -> RowPage:
    """Lay out a row to change, or with none a new one."""
    return RowPage(
        title=f"Change {row.name}" if row else listed.add,
        list_title=listed.title,
        list_href=_address(organisation, "list_page", listed),
        remove_href=_address(organisation, "remove_row", listed, row.pk) if row and not row.removed_at else "",
        removed_on=row.removed_at if row else None,
        their_name=str(row.saved_by) if row and was_overtaken else "",
        theirs=cells_of(listed.columns, row) if row and was_overtaken else (),
    )


@dataclass(frozen=True, slots=True)
class TrainingCountsPage:
    """`theirs` says what somebody saved while this person was typing."""

    list_title: str
    list_href: str
    theirs: str


def training_counts_page(organisation: Organisation, theirs: TrainingCount | None) -> TrainingCountsPage:
    said = ""
    if theirs is not None:
        on = in_full(theirs.counted_on)
        said = f"{theirs.saved_by} wrote: {theirs.staff_trained} of {theirs.staff_total}, counted on {on}"
    return TrainingCountsPage(TRAINING.title, _address(organisation, "list_page", TRAINING), said)


def cells_of(columns: Iterable[Column], row: Any) -> tuple[Cell, ...]:
    """Write what a row says in some columns."""
    return tuple(Cell(column.label, written(column, getattr(row, column.field))) for column in columns)


def written(column: Column, value: Value) -> str:
    """Write what is in a cell as it is read on a page."""
    if isinstance(value, date):
        return in_full(value)
    return (value or "") if column.is_words else YES_OR_NO.get(value or "", "")


def _line(organisation: Organisation, listed: ListSpec, row: Any) -> Line:
    return Line(
        row.name,
        _address(organisation, "change_row", listed, row.pk),
        cells_of(listed.in_table, row),
        _address(organisation, "remove_row", listed, row.pk),
    )


def _state(listed: ListSpec, tally: Tally) -> str:
    return f"{listed.counted(tally.total)}. {_lacking(listed, tally)}".strip()


def _sentence(listed: ListSpec, tally: Tally) -> str:
    if not tally.total:
        return ""
    verb = "is" if tally.total == 1 else "are"
    return f"{listed.counted(tally.total)} {verb} on this list. {_lacking(listed, tally)}".strip()


def _lacking(listed: ListSpec, tally: Tally) -> str:
    lack = listed.lack
    return f"{tally.lacking:,} {lack.one if tally.lacking == 1 else lack.many}." if tally.lacking else ""


def _in_numbers(listed: ListSpec, count: TrainingCount | None) -> str:
    if listed is not TRAINING or count is None:
        return ""
    return f"You counted on {in_full(count.counted_on)}: {count.staff_trained} of {count.staff_total} had done it."


def _found(listed: ListSpec, pager: Page, search: str) -> str:
    if not search:
        return ""
    count = pager.paginator.count
    return f"{listed.counted(count)} found for “{search}”." if count else f"Nothing fits “{search}”."


def _address(organisation: Organisation, name: str, listed: ListSpec, *rest: object) -> str:
    return reverse(f"assessments:{name}", args=[organisation.code, listed.slug, *rest])
