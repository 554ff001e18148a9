"""The temporary tables of an import. They belong to the transaction and are gone with it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from django.db import connection

from organisations.directory.reading.rows import CareRow, CqcRow, NationalRow, SuccessorRow
from organisations.directory.reports import Progress

BATCH: Final = 5_000
TABLES: Final = (
    "incoming",
    "incoming_successor",
    "incoming_result",
    "meant",
    "absorbed",
    "held",
    "merged",
    "tie",
    "found_by",
)
MAKE: Final = """
    CREATE TEMP TABLE incoming (
        n integer, code text, cqc_id text, name text, also_known_as text, address text, town text, postcode text,
        opened_on date, closed_on date, service_types text[], is_care boolean,
        parent text, joined_on date, left_on date, council text, region text, provider text, provider_name text
    ) ON COMMIT DROP;
    CREATE TEMP TABLE incoming_successor (n integer, code text, successor text, from_on date) ON COMMIT DROP;
    CREATE TEMP TABLE incoming_result (
        n integer, code text, name text, level text, published_on date, label text, sector text
    ) ON COMMIT DROP;
    CREATE TEMP TABLE meant (
        n integer, id bigint, former_id bigint, also_known_as text, service_types text[], opened_on date
    ) ON COMMIT DROP;
    CREATE TEMP TABLE absorbed (former_id bigint, id bigint) ON COMMIT DROP;
    CREATE TEMP TABLE held (
        id bigint, entry_id bigint, kind text, to_code text, to_name text, from_on date, to_on date
    ) ON COMMIT DROP;
    CREATE TEMP TABLE merged (
        n integer, id bigint, code text, cqc_id text, kind text, name text, also_known_as text, address text,
        town text, postcode text, opened_on date, closed_on date, service_types text[], in_ods boolean, in_cqc boolean,
        why text, is_new boolean, is_changed boolean, is_found_anew boolean, was_closed_on date,
        sort text
    ) ON COMMIT DROP;
    CREATE TEMP TABLE tie (
        n integer, entry_id bigint, kind text, what text, relation_id bigint, old_code text, end_on date,
        to_code text, to_name text, from_on date, to_on date
    ) ON COMMIT DROP;
    CREATE TEMP TABLE found_by (n integer, words text, grams text[]) ON COMMIT DROP
"""
INCOMING: Final = """
    COPY incoming (n, code, cqc_id, name, also_known_as, address, town, postcode, opened_on, closed_on, service_types,
        is_care, parent, joined_on, left_on, council, region, provider, provider_name) FROM STDIN
"""
SUCCESSORS: Final = "COPY incoming_successor (n, code, successor, from_on) FROM STDIN"
RESULTS: Final = "COPY incoming_result (n, code, name, level, published_on, label, sector) FROM STDIN"
FOUND_BY: Final = "COPY found_by (n, words, grams) FROM STDIN"


def make_tables() -> None:
    """Make the temporary tables, empty, also when the transaction has had them before."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS " + ", ".join(TABLES))
        for statement in MAKE.split(";"):
            cursor.execute(statement)


def take_in(rows: Iterable[Any], progress: Progress) -> int:
    """Copy a list's rows into its temporary table and count them. Raises NotUnderstood as the rows are read."""
    counted = _counted(iter(rows), progress)
    first = next(counted, None)
    if first is None:
        return 0
    table, values, copy = _SHAPES[type(first)]
    lines = 1
    with connection.cursor() as cursor:
        with cursor.copy(copy) as into:
            into.write_row(values(first))
            for row in counted:
                into.write_row(values(row))
                lines += 1
        cursor.execute(table)
    return lines


def copy_in(copy: str, rows: Iterable[Sequence[Any]]) -> None:
    """Copy ready rows into a temporary table."""
    with connection.cursor() as cursor, cursor.copy(copy) as into:
        for row in rows:
            into.write_row(row)


def batches(rows: Iterator[Any], size: int = BATCH) -> Iterator[list[Any]]:
    """Give the rows in lists of a size."""
    while batch := list(islice(rows, size)):
        yield batch


def _counted(rows: Iterator[Any], progress: Progress) -> Iterator[Any]:
    for number, row in enumerate(rows, 1):
        if number % BATCH == 0:
            progress("Reading", number)
        yield row


def _care(row: CareRow) -> Sequence[Any]:
    return (
        row.row, row.code, None, row.name, None, row.address, row.town, row.postcode, row.opened_on, row.closed_on,
        None, True, row.parent, row.joined_on, row.left_on, None, None, None, None,
    )  # fmt: skip


def _cqc(row: CqcRow) -> Sequence[Any]:
    types = None if row.service_types is None else list(row.service_types)
    return (
        row.row, row.code, row.cqc_id, row.name, row.also_known_as, row.address, row.town, row.postcode, row.opened_on,
        None, types, row.is_care, None, None, None, row.council, row.region, row.provider, row.provider_name,
    )  # fmt: skip


def _successor(row: SuccessorRow) -> Sequence[Any]:
    return (row.row, row.code, row.successor, row.from_on)


def _result(row: NationalRow) -> Sequence[Any]:
    return (row.row, row.code, row.name, row.level, row.published_on, row.label, row.sector)


# By the row's type: what to run when all are in, how to spread a row, and where to.
_SHAPES: Final[dict[type, tuple[str, Any, str]]] = {
    CareRow: ("ANALYZE incoming", _care, INCOMING),
    CqcRow: ("ANALYZE incoming", _cqc, INCOMING),
    SuccessorRow: ("ANALYZE incoming_successor", _successor, SUCCESSORS),
    NationalRow: ("ANALYZE incoming_result", _result, RESULTS),
}
