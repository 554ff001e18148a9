"""Write what was found to differ, and say what other rooms must follow."""

from collections.abc import Iterator
from typing import Any, Final

from organisations.directory.changes.sql import rows, run
from organisations.directory.changes.staging import BATCH, FOUND_BY, copy_in
from organisations.directory.reports import Closed, Moved, Progress
from organisations.directory.words import grams_of, words_of

_TO_BE_FOUND: Final = """
    SELECT n, name, also_known_as, town, postcode, coalesce(code, ''), coalesce(cqc_id, '') FROM merged
    WHERE is_found_anew AND n > %(after)s ORDER BY n LIMIT %(batch)s
"""
_SMALLEST: Final = -(2**31)
_NUMBER_THE_NEW: Final = """
    UPDATE merged SET id = nextval(pg_get_serial_sequence('organisations_directoryentry', 'id')) WHERE is_new
"""
_ADD: Final = """
    INSERT INTO organisations_directoryentry (id, code, cqc_location_id, kind, name, also_known_as, address, town,
        postcode, opened_on, closed_on, service_types, in_ods, in_cqc, words, grams)
    SELECT m.id, m.code, m.cqc_id, m.kind, m.name, m.also_known_as, m.address, m.town, m.postcode, m.opened_on,
        m.closed_on, m.service_types, m.in_ods, m.in_cqc, to_tsvector('simple', f.words), f.grams
    FROM merged m JOIN found_by f USING (n) WHERE m.is_new ORDER BY m.n
"""
_CHANGE: Final = """
    UPDATE organisations_directoryentry e SET code = m.code, cqc_location_id = m.cqc_id, kind = m.kind, name = m.name,
        also_known_as = m.also_known_as, address = m.address, town = m.town, postcode = m.postcode,
        opened_on = m.opened_on, closed_on = m.closed_on, service_types = m.service_types, in_ods = m.in_ods,
        in_cqc = m.in_cqc, words = coalesce(to_tsvector('simple', f.words), e.words), grams = coalesce(f.grams, e.grams)
    FROM merged m LEFT JOIN found_by f USING (n)
    WHERE e.id = m.id AND m.is_changed
"""
_END: Final = """
    UPDATE organisations_directoryrelation r SET to_on = t.end_on FROM tie t
    WHERE r.id = t.relation_id AND t.what IN ('move', 'left')
"""
_CORRECT: Final = """
    UPDATE organisations_directoryrelation r
    SET to_name = CASE t.what WHEN 'rename' THEN t.to_name ELSE r.to_name END,
        from_on = CASE t.what WHEN 'correct' THEN t.from_on ELSE r.from_on END,
        to_on = CASE t.what WHEN 'correct' THEN t.to_on ELSE r.to_on END
    FROM tie t WHERE r.id = t.relation_id AND t.what IN ('rename', 'correct')
"""
_BEGIN: Final = """
    INSERT INTO organisations_directoryrelation (entry_id, kind, to_code, to_name, from_on, to_on)
    SELECT coalesce(t.entry_id, m.id), t.kind, t.to_code, t.to_name, t.from_on, t.to_on
    FROM tie t LEFT JOIN merged m ON m.n = t.n AND t.entry_id IS NULL
    WHERE t.what IN ('begin', 'move', 'rejoin') ORDER BY t.n, t.kind
"""
_MOVED: Final = """
    SELECT m.code, t.old_code, CASE WHEN t.what IN ('move', 'rejoin') THEN t.to_code ELSE '' END,
        CASE t.what WHEN 'correct' THEN t.to_on + 1 WHEN 'left' THEN t.end_on + 1 ELSE t.from_on END
    FROM tie t JOIN merged m USING (n)
    WHERE t.kind = 'parent' AND m.code IS NOT NULL
        AND (t.what IN ('move', 'rejoin', 'left') OR (t.what = 'correct' AND t.to_on IS NOT NULL))
    ORDER BY m.code
"""
_CLOSED: Final = """
    SELECT code, closed_on FROM merged
    WHERE code IS NOT NULL AND closed_on IS NOT NULL AND CASE
        WHEN is_new THEN EXISTS (SELECT FROM organisations_organisation here WHERE here.code = merged.code)
        ELSE was_closed_on IS DISTINCT FROM closed_on END
    ORDER BY code
"""
_REOPENED: Final = """
    SELECT code FROM merged
    WHERE code IS NOT NULL AND closed_on IS NULL AND was_closed_on IS NOT NULL ORDER BY code
"""
_RESULTS_CHANGE: Final = """
    UPDATE organisations_nationalresult r SET name = i.name, level = i.level, label = i.label, sector = i.sector
    FROM incoming_result i
    WHERE r.code = i.code AND r.published_on = i.published_on
        AND (r.name, r.level, r.label, r.sector) IS DISTINCT FROM (i.name, i.level, i.label, i.sector)
    RETURNING r.code
"""
_RESULTS_ADD: Final = """
    INSERT INTO organisations_nationalresult (code, name, level, published_on, label, sector)
    SELECT code, name, level, published_on, label, sector FROM incoming_result i
    WHERE NOT EXISTS (
        SELECT FROM organisations_nationalresult r WHERE r.code = i.code AND r.published_on = i.published_on
    ) ORDER BY n
    RETURNING code
"""


def write_entries(progress: Progress, before: tuple[str, ...] = ()) -> None:
    """Write entries, then relations; `before` is what must run between comparing and writing."""
    _find_words(progress)
    progress("Writing", 0)
    for statement in (*before, _NUMBER_THE_NEW, _ADD, _CHANGE):
        run(statement)
    write_ties()


def write_ties() -> None:
    """End, correct and begin relations, in that order: one open relation of a kind at any time."""
    for statement in (_END, _CORRECT, _BEGIN):
        run(statement)


def moves() -> tuple[Moved, ...]:
    return tuple(Moved(*row) for row in rows(_MOVED))


def closures() -> tuple[Closed, ...]:
    return tuple(Closed(*row) for row in rows(_CLOSED))


def reopenings() -> tuple[str, ...]:
    return tuple(code for (code,) in rows(_REOPENED))


def write_results() -> tuple[str, ...]:
    """Write national results and give the codes that have new or corrected ones."""
    return tuple(sorted({code for statement in (_RESULTS_CHANGE, _RESULTS_ADD) for (code,) in rows(statement)}))


def _find_words(progress: Progress) -> None:
    """Work out what the new and renamed are found by; PostgreSQL has no way to fold and cut words as we do."""
    done = 0
    after = _SMALLEST
    while batch := rows(_TO_BE_FOUND, after=after, batch=BATCH):
        copy_in(FOUND_BY, _found_by(batch))
        after, done = batch[-1][0], done + len(batch)
        progress("Preparing the search", done)
    for statement in ("ANALYZE found_by", "ANALYZE merged", "ANALYZE tie"):
        run(statement)


def _found_by(batch: list[tuple[Any, ...]]) -> Iterator[tuple[int, str, str]]:
    """Give the words and grams of each; an array is written out here, for a million short texts one by one are slow."""
    for n, name, also, town, postcode, code, cqc_id in batch:
        found = words_of(name=name, also_known_as=also, town=town, postcode=postcode, code=code, cqc_location_id=cqc_id)
        grams = ",".join(f'"{gram}"' for gram in grams_of(f"{name} {town}"))  # of letters, figures and spaces only
        yield n, found, f"{{{grams}}}"
