"""An ODS list beside the tables: ODS owns the name, the address, the dates and, for a site, the parent."""

from typing import Final

from organisations.directory.kinds import Kind
from organisations.models import DirectoryEntry

ENTRY_KINDS: Final = {
    Kind.HEAD_OFFICES: DirectoryEntry.Kind.HEAD_OFFICE,
    Kind.CARE_SITES: DirectoryEntry.Kind.CARE_SITE,
    Kind.COUNCILS: DirectoryEntry.Kind.COUNCIL,
    Kind.COUNCIL_SITES: DirectoryEntry.Kind.COUNCIL_SITE,
}
# The first row of a code stands.
DROP_REPEATED: Final = """
    DELETE FROM incoming later USING incoming first WHERE later.code = first.code AND later.n > first.n
"""
# How many codes of this file are known, and how many of those as something else.
KNOWN_AS_OTHERS: Final = """
    SELECT count(*), count(*) FILTER (WHERE e.kind <> %(kind)s::text)
    FROM incoming i JOIN organisations_directoryentry e ON e.code = i.code WHERE e.in_ods
"""
KNOWN: Final = """
    SELECT count(*) FROM organisations_directoryentry
    WHERE kind = %(kind)s::text AND in_ods AND (closed_on IS NULL OR closed_on > %(day)s)
"""
MERGE: Final = """
    INSERT INTO merged
    SELECT i.n, e.id, i.code, e.cqc_location_id, %(kind)s::text, i.name, coalesce(e.also_known_as, ''), i.address,
        i.town, i.postcode, i.opened_on, i.closed_on, coalesce(e.service_types, '{}'), true, coalesce(e.in_cqc, false),
        'row', e.id IS NULL,
        e.id IS NOT NULL AND (e.kind, e.name, e.address, e.town, e.postcode, e.opened_on, e.closed_on, e.in_ods)
            IS DISTINCT FROM (%(kind)s::text, i.name, i.address, i.town, i.postcode, i.opened_on, i.closed_on, true),
        e.id IS NULL OR (e.name, e.town, e.postcode) IS DISTINCT FROM (i.name, i.town, i.postcode),
        e.closed_on
    FROM incoming i LEFT JOIN organisations_directoryentry e ON e.code = i.code
"""
# Open, of this kind, and no longer in the whole list. What CQC still lists stays open.
GONE: Final = """
    INSERT INTO merged
    SELECT -e.id, e.id, e.code, e.cqc_location_id, e.kind, e.name, e.also_known_as, e.address, e.town, e.postcode,
        e.opened_on, CASE WHEN e.in_cqc THEN e.closed_on ELSE %(day)s END, e.service_types, false, e.in_cqc,
        'gone', false, true, false, e.closed_on
    FROM organisations_directoryentry e
    WHERE e.kind = %(kind)s::text AND e.in_ods AND (e.closed_on IS NULL OR e.closed_on > %(day)s)
        AND NOT EXISTS (SELECT FROM incoming i WHERE i.code = e.code)
"""
# The relation of each kind that holds, or held last. In a table of its own it has statistics: those of the real table
# are not ours to take, and without them PostgreSQL may choose to compare every row with every other.
HOLD: Final = """
    INSERT INTO held
    SELECT DISTINCT ON (entry_id, kind) id, entry_id, kind, to_code, to_name, from_on, to_on
    FROM organisations_directoryrelation WHERE (kind = 'parent') = %(parents)s AND kind <> 'successor'
    ORDER BY entry_id, kind, to_on IS NULL DESC, to_on DESC, id DESC
"""
# R45: a new parent from J ends the old one on J-1; without a date, the import's day stands for J. A relation that has
# ended begins anew only after its end.
PARENTS: Final = """
    INSERT INTO tie
    SELECT n, entry_id, 'parent', what, relation_id, old_code,
        CASE what WHEN 'left' THEN %(day)s::date - 1
            WHEN 'move' THEN least(was_to, coalesce(joined_on, %(day)s::date) - 1) END,
        parent, '',
        CASE what WHEN 'begin' THEN joined_on WHEN 'correct' THEN coalesce(joined_on, was_from)
            ELSE coalesce(joined_on, %(day)s) END,
        left_on
    FROM (
        SELECT m.n, m.id AS entry_id, cur.id AS relation_id, cur.to_code AS old_code, cur.from_on AS was_from,
            cur.to_on AS was_to, i.parent, i.joined_on, i.left_on,
            CASE
                WHEN i.parent = '' AND (cur.id IS NULL OR cur.to_on IS NOT NULL) THEN 'same'
                WHEN i.parent = '' THEN 'left'
                WHEN cur.id IS NULL THEN 'begin'
                WHEN cur.to_code <> i.parent THEN 'move'
                WHEN cur.to_on IS NOT NULL AND (i.joined_on IS NULL OR i.joined_on > cur.to_on)
                    AND (i.left_on IS NULL OR i.left_on > cur.to_on) THEN 'rejoin'
                WHEN coalesce(i.joined_on, cur.from_on) IS DISTINCT FROM cur.from_on
                    OR i.left_on IS DISTINCT FROM cur.to_on THEN 'correct'
                ELSE 'same'
            END AS what
        FROM merged m JOIN incoming i USING (n)
        LEFT JOIN held cur ON cur.entry_id = m.id
        WHERE m.why = 'row'
    ) compared
    WHERE what <> 'same'
"""
KNOWN_SUCCESSORS: Final = """
    SELECT count(*) FROM incoming_successor i JOIN organisations_directoryentry e ON e.code = i.code
"""
DROP_REPEATED_SUCCESSORS: Final = """
    DELETE FROM incoming_successor later USING incoming_successor first
    WHERE (later.code, later.successor) = (first.code, first.successor) AND later.n > first.n
"""
SUCCESSORS: Final = """
    INSERT INTO tie
    SELECT i.n, e.id, 'successor', CASE WHEN r.id IS NULL THEN 'begin' ELSE 'correct' END, r.id, '', NULL,
        i.successor, '', i.from_on, NULL
    FROM incoming_successor i JOIN organisations_directoryentry e ON e.code = i.code
    LEFT JOIN organisations_directoryrelation r
        ON r.entry_id = e.id AND r.kind = 'successor' AND r.to_code = i.successor
    WHERE r.id IS NULL OR (i.from_on IS NOT NULL AND r.from_on IS DISTINCT FROM i.from_on)
"""
DROP_REPEATED_RESULTS: Final = """
    DELETE FROM incoming_result later USING incoming_result first
    WHERE (later.code, later.published_on) = (first.code, first.published_on) AND later.n > first.n
"""
