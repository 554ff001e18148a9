"""Count what would change, and pick examples a person can check."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from organisations.directory.changes.sql import rows, run
from organisations.directory.reports import Sample, Tally

MOST_SAMPLES: Final = 10
_SORT: Final = """
    UPDATE merged SET sort = CASE
        WHEN is_new THEN 'added'
        WHEN why = 'gone' AND (was_closed_on IS NULL OR was_closed_on > %(day)s) THEN 'vanished'
        WHEN was_closed_on IS NULL AND closed_on IS NOT NULL THEN 'closed'
        WHEN is_changed OR EXISTS (SELECT FROM tie WHERE tie.n = merged.n) THEN 'changed'
        ELSE 'unchanged'
    END
"""
_COUNTS: Final = "SELECT sort, count(*) FROM merged GROUP BY sort"
_ENDED: Final = """
    SELECT count(*) FROM tie WHERE what IN ('move', 'left') OR (what = 'correct' AND to_on IS NOT NULL)
"""
_SUCCESSOR_COUNTS: Final = """
    SELECT count(*) FILTER (WHERE what = 'begin'), count(*) FILTER (WHERE what = 'correct') FROM tie
"""
_RESULT_COUNTS: Final = """
    SELECT count(*) FILTER (WHERE r.id IS NULL),
        count(*) FILTER (WHERE r.id IS NOT NULL
            AND (r.name, r.level, r.label, r.sector) IS DISTINCT FROM (i.name, i.level, i.label, i.sector))
    FROM incoming_result i
    LEFT JOIN organisations_nationalresult r ON r.code = i.code AND r.published_on = i.published_on
"""
_FACTS: Final = ("name", "address", "town", "postcode", "opened", "closed", "ODS code", "CQC number", "services")
_SAMPLES: Final = """
    SELECT m.sort, coalesce(m.code, m.cqc_id, e.cqc_location_id, ''), m.name,
        concat_ws(', ', NULLIF(m.town, ''), NULLIF(m.postcode, '')),
        ARRAY[m.name, m.address, m.town, m.postcode, to_char(m.opened_on, 'FMDD FMMonth YYYY'),
            to_char(m.closed_on, 'FMDD FMMonth YYYY'), m.code, m.cqc_id, array_to_string(m.service_types, ', ')],
        ARRAY[e.name, e.address, e.town, e.postcode, to_char(e.opened_on, 'FMDD FMMonth YYYY'),
            to_char(e.closed_on, 'FMDD FMMonth YYYY'), e.code, e.cqc_location_id,
            array_to_string(e.service_types, ', ')],
        (SELECT array_agg(ARRAY[t.kind, coalesce(NULLIF(t.old_code, ''), 'nothing'),
            coalesce(NULLIF(t.to_code, ''), NULLIF(t.to_name, ''), 'nothing')]) FROM tie t WHERE t.n = m.n)
    FROM (
        SELECT *, row_number() OVER (PARTITION BY sort ORDER BY abs(n)) AS place FROM merged WHERE sort <> 'unchanged'
    ) m
    LEFT JOIN organisations_directoryentry e ON e.id = m.id
    WHERE m.place <= %(most)s ORDER BY m.sort, m.place
"""
_RESULT_SAMPLES: Final = """
    SELECT i.code, i.name, i.label, i.published_on FROM incoming_result i
    WHERE NOT EXISTS (
        SELECT FROM organisations_nationalresult r WHERE r.code = i.code AND r.published_on = i.published_on
    ) ORDER BY i.n LIMIT %(most)s
"""
_SUCCESSOR_SAMPLES: Final = """
    SELECT e.code, e.name, t.to_code FROM tie t JOIN organisations_directoryentry e ON e.id = t.entry_id
    WHERE t.what = 'begin' ORDER BY t.n LIMIT %(most)s
"""


def count_entries(day: date, **known: int) -> Tally:
    """Sort the compared entries by what becomes of them, and count."""
    run(_SORT, day=day)
    found = dict(rows(_COUNTS))
    closed = found.get("closed", 0)
    return Tally(
        added=found.get("added", 0),
        changed=found.get("changed", 0) + closed,
        closed=closed,
        vanished=found.get("vanished", 0),
        ended=rows(_ENDED)[0][0],
        unchanged=found.get("unchanged", 0),
        **known,
    )


def count_successors(**known: int) -> Tally:
    added, changed = rows(_SUCCESSOR_COUNTS)[0]
    unchanged = known["rows"] - known["left_out"] - known["repeated"] - added - changed
    return Tally(added=added, changed=changed, unchanged=unchanged, **known)


def count_results(**known: int) -> Tally:
    added, changed = rows(_RESULT_COUNTS)[0]
    return Tally(added=added, changed=changed, unchanged=known["rows"] - known["repeated"] - added - changed, **known)


def entry_samples() -> dict[str, tuple[Sample, ...]]:
    """Give a few entries of each sort, in the order of the file."""
    found: dict[str, tuple[Sample, ...]] = {}
    for sort, *line in rows(_SAMPLES, most=MOST_SAMPLES):
        found[sort] = (*found.get(sort, ()), _sample(sort, *line))
    return found


def successor_samples() -> dict[str, tuple[Sample, ...]]:
    found = rows(_SUCCESSOR_SAMPLES, most=MOST_SAMPLES)
    return {"added": tuple(Sample(code, name, f"is followed by {to_code}") for code, name, to_code in found)}


def result_samples() -> dict[str, tuple[Sample, ...]]:
    found = rows(_RESULT_SAMPLES, most=MOST_SAMPLES)
    return {"added": tuple(Sample(code, name, f"{label}, {_day(on)}") for code, name, label, on in found)}


def _sample(sort: str, code: str, name: str, place: str, *compared: list[Any]) -> Sample:
    now, before, ties = compared
    if sort in ("added", "vanished"):
        return Sample(code, name, place)
    said = [f"{fact}: {old or 'nothing'} becomes {new or 'nothing'}" for fact, new, old in _differing(now, before)]
    said += [f"{kind}: {old} becomes {new}" for kind, old, new in ties or ()]
    return Sample(code, name, "; ".join(said))


def _differing(now: list[str | None], before: list[str | None]) -> Iterable[tuple[str, str | None, str | None]]:
    return [(fact, new, old) for fact, new, old in zip(_FACTS, now, before, strict=True) if new != old]


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
