"""Rows of the lists as the rules' data: those of one organisation, or what the training of many sites amounts to.

One statement each, however many lists, rows or sites. Said in SQL, which reads several tables at once. Needs the open
scope of whose rows they are; row security guards each table.
"""

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import Any, Final

from django.db import connection

from assessments.rules.list_facts import Activity, Asset, Counted, Firm, Lists, Register, Said, Thing, Trainee
from assessments.rules.roll_up import Count
from assessments.rules.validity import add_months
from evidence.lists.support import support_end
from organisations.models import Organisation


def lists_of(organisation: Organisation, registers: Collection[Register] = tuple(Register)) -> Lists:
    """Read some of an organisation's lists, or all of them, in one statement."""
    wanted = columns_of(registers)
    if not wanted:
        return Lists()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(wanted.values())}", {"organisation": organisation.pk})
        return lists_from(zip(wanted, cursor.fetchone(), strict=True))


def columns_of(registers: Collection[Register] = tuple(Register)) -> dict[str, str]:
    """Give the SQL that reads each list of `%(organisation)s`, for a statement that reads other things as well."""
    return {name: sql for register in Register if register in registers for name, sql in _COLUMNS[register]}


def lists_from(found: Iterable[tuple[str, str | None]]) -> Lists:
    """Make the rules' data from what those columns read."""
    return Lists(**{name: _READ[name](json.loads(rows) if rows else ()) for name, rows in found})


def training_of_sites(sites: Collection[int], day: date) -> dict[int, Count]:
    """Count the training on the lists of many sites on a day; a site whose list cannot say is left out (R25, R73)."""
    with connection.cursor() as cursor:
        cursor.execute(_OF_SITES, {"sites": list(sites), "since": add_months(day, -_MONTHS), "day": day})
        return {site: Count(trained, total) for site, trained, total in cursor.fetchall()}


_MONTHS: Final = 12


def _rows(table: str, columns: str) -> str:
    """Write the list of a table's current rows, each a list of columns, as one JSON value."""
    return (
        f"(SELECT jsonb_agg(jsonb_build_array({columns}) ORDER BY name, id) FROM evidence_{table}"  # noqa: S608 - our own names
        " WHERE organisation_id = %(organisation)s AND removed_at IS NULL)"
    )


_IS_AWAY: Final = r"away_because ~ '\S'"
_COLUMNS: Final[Mapping[Register, tuple[tuple[str, str], ...]]] = {
    Register.TRAINING: (
        ("people", _rows("trainedperson", f"name, trained_on, {_IS_AWAY}")),
        (
            "counted",
            (
                "(SELECT jsonb_build_array(staff_trained, staff_total, counted_on) FROM evidence_trainingcount"
                " WHERE organisation_id = %(organisation)s)"
            ),
        ),
    ),
    Register.INFORMATION_ASSETS: (
        ("assets", _rows("informationasset", "name, place, owner, shared_with, checked_on")),
    ),
    Register.PROCESSING: (("activities", _rows("processingactivity", "name, legal_reason, shared_with")),),
    Register.SUPPLIERS: (
        (
            "firms",
            _rows(
                "supplier",
                "name, does, contact, handles_data, runs_systems, has_data_terms, certificate, certificate_ends_on,"
                " contract_ends_on",
            ),
        ),
    ),
    Register.DEVICES: (
        (
            "things",
            _rows(
                "device",
                "name, (saved_at AT TIME ZONE 'Europe/London')::date, kind, software, support_ends_on, has_antivirus,"
                " is_encrypted, matters_most, owner",
            ),
        ),
    ),
}


def _people(rows: Iterable[Any]) -> tuple[Trainee, ...]:
    return tuple(Trainee(name, _day(on), is_away) for name, on, is_away in rows)


def _counted(row: Any) -> Counted | None:
    return Counted(row[0], row[1], date.fromisoformat(row[2])) if row else None


def _assets(rows: Iterable[Any]) -> tuple[Asset, ...]:
    return tuple(Asset(*words, _day(on)) for *words, on in rows)


def _activities(rows: Iterable[Any]) -> tuple[Activity, ...]:
    return tuple(Activity(*words) for words in rows)


def _firms(rows: Iterable[Any]) -> tuple[Firm, ...]:
    return tuple(
        Firm(name, does, contact, *map(Said, said), certificate, _day(ends), _day(contract))
        for name, does, contact, *said, certificate, ends, contract in rows
    )


def _things(rows: Iterable[Any]) -> tuple[Thing, ...]:
    """The row's own date goes before the table of when well-known software loses its support."""
    return tuple(
        Thing(
            name, date.fromisoformat(on), kind, _day(ends) or support_end(software), *map(Said, said), software, owner
        )
        for name, on, kind, software, ends, *said, owner in rows
    )


_READ: Final[Mapping[str, Callable[[Any], Any]]] = {
    "people": _people,
    "counted": _counted,
    "assets": _assets,
    "activities": _activities,
    "firms": _firms,
    "things": _things,
}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


# A list with anybody on it goes before the two numbers; both as `rules.findings.training` has it.
_OF_SITES: Final = f"""
    WITH listed AS (
        SELECT organisation_id,
            count(*) FILTER (WHERE NOT {_IS_AWAY} AND trained_on BETWEEN %(since)s AND %(day)s) AS trained,
            count(*) FILTER (WHERE NOT {_IS_AWAY}) AS total
        FROM evidence_trainedperson
        WHERE organisation_id = ANY (%(sites)s) AND removed_at IS NULL GROUP BY organisation_id)
    SELECT organisation_id, trained, total FROM listed WHERE total > 0
    UNION ALL
    SELECT organisation_id, staff_trained, staff_total FROM evidence_trainingcount
    WHERE organisation_id = ANY (%(sites)s) AND counted_on BETWEEN %(since)s AND %(day)s
        AND staff_total > 0 AND staff_trained <= staff_total
        AND organisation_id NOT IN (SELECT organisation_id FROM listed)
"""  # noqa: S608 - our own names
