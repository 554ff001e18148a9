"""A CQC directory beside the tables: which entry each location is, and what CQC may say about it.

The ODS code joins the two directories. CQC's own number finds an entry for which the file gives no code.
"""

from typing import Final

DROP_REPEATED: Final = """
    DELETE FROM incoming later USING incoming first WHERE later.cqc_id = first.cqc_id AND later.n > first.n
"""
# Two locations cannot both be the one site: the lowest number keeps the code, the others stand alone. What is only
# health care is nobody's site here.
ONE_LOCATION_A_CODE: Final = (
    "UPDATE incoming SET code = NULL WHERE NOT is_care AND code IS NOT NULL",
    """
    UPDATE incoming i SET code = NULL
    WHERE EXISTS (SELECT FROM incoming other WHERE other.code = i.code AND other.cqc_id < i.cqc_id)
    """,
)
KNOWN: Final = """
    SELECT count(*) FROM organisations_directoryentry
    WHERE in_cqc AND (closed_on IS NULL OR closed_on > %(day)s)
"""
# By code first. By number only where no other row claims that entry by its code, and the entry is not another ODS site.
# `former_id` is the entry that had this number until now.
MEAN: Final = """
    INSERT INTO meant
    SELECT i.n,
        coalesce(by_code.id, CASE WHEN claimant.n IS NULL
            AND (i.code IS NULL OR former.code IS NULL OR NOT former.in_ods) THEN former.id END),
        former.id, former.also_known_as, former.service_types, former.opened_on
    FROM incoming i
    LEFT JOIN organisations_directoryentry by_code ON by_code.code = i.code
    LEFT JOIN organisations_directoryentry former ON former.cqc_location_id = i.cqc_id
    LEFT JOIN incoming claimant ON claimant.code = former.code AND claimant.n <> i.n
    WHERE i.is_care
"""
# An entry known by its number only, whose code has come: its relations go to the site, and it is no more.
ABSORB: Final = (
    """
    INSERT INTO absorbed SELECT former.id, meant.id FROM meant
    JOIN organisations_directoryentry former ON former.id = meant.former_id
    WHERE former.code IS NULL AND meant.id <> former.id
    """,
    "ANALYZE absorbed",
    """
    UPDATE organisations_directoryrelation r SET entry_id = absorbed.id FROM absorbed
    WHERE r.entry_id = absorbed.former_id AND NOT (r.to_on IS NULL AND r.kind <> 'successor' AND EXISTS (
        SELECT FROM organisations_directoryrelation own
        WHERE own.entry_id = absorbed.id AND own.kind = r.kind AND own.to_on IS NULL
    ))
    """,
    "DELETE FROM organisations_directoryrelation r USING absorbed WHERE r.entry_id = absorbed.former_id",
    "DELETE FROM organisations_directoryentry e USING absorbed WHERE e.id = absorbed.former_id",
)
MERGE: Final = """
    INSERT INTO merged
    SELECT f.n, e.id, f.code, f.cqc_id, f.kind, f.name, f.also_known_as, f.address, f.town, f.postcode, f.opened_on,
        f.closed_on, f.service_types, f.in_ods, true, 'row', e.id IS NULL,
        e.id IS NOT NULL AND (e.code, e.cqc_location_id, e.name, e.also_known_as, e.address, e.town, e.postcode,
            e.opened_on, e.closed_on, e.service_types, e.in_cqc)
            IS DISTINCT FROM (f.code, f.cqc_id, f.name, f.also_known_as, f.address, f.town, f.postcode,
            f.opened_on, f.closed_on, f.service_types, true),
        e.id IS NULL OR (e.code, e.cqc_location_id, e.name, e.also_known_as, e.town, e.postcode)
            IS DISTINCT FROM (f.code, f.cqc_id, f.name, f.also_known_as, f.town, f.postcode),
        e.closed_on
    FROM (
        SELECT i.n, meant.id, coalesce(i.code, e.code) AS code, i.cqc_id, coalesce(e.kind, 'care-site') AS kind,
            coalesce(i.also_known_as, NULLIF(e.also_known_as, ''), meant.also_known_as, '') AS also_known_as,
            coalesce(i.service_types, e.service_types, meant.service_types, '{}')::varchar[] AS service_types,
            coalesce(e.in_ods, false) AS in_ods,
            CASE WHEN e.in_ods THEN e.name ELSE i.name END AS name,
            CASE WHEN e.in_ods THEN e.address ELSE i.address END AS address,
            CASE WHEN e.in_ods THEN e.town ELSE i.town END AS town,
            CASE WHEN e.in_ods THEN e.postcode ELSE i.postcode END AS postcode,
            CASE WHEN e.in_ods THEN e.opened_on ELSE coalesce(i.opened_on, e.opened_on, meant.opened_on) END
                AS opened_on,
            CASE WHEN e.in_ods THEN e.closed_on END AS closed_on
        FROM incoming i JOIN meant USING (n) LEFT JOIN organisations_directoryentry e ON e.id = meant.id
    ) f
    LEFT JOIN organisations_directoryentry e ON e.id = f.id
"""
# An entry that had a number which another one has now.
STRIPPED: Final = """
    INSERT INTO merged
    SELECT -e.id, e.id, e.code, NULL, e.kind, e.name, e.also_known_as, e.address, e.town, e.postcode, e.opened_on,
        CASE WHEN e.in_ods THEN e.closed_on ELSE coalesce(e.closed_on, %(day)s) END, e.service_types, e.in_ods, false,
        'stripped', false, true, true, e.closed_on
    FROM meant JOIN organisations_directoryentry e ON e.id = meant.former_id
    WHERE meant.id IS DISTINCT FROM e.id AND NOT EXISTS (SELECT FROM meant other WHERE other.id = e.id)
"""
# Listed until now and not in this file, whatever type the file gives it: the directories name types differently.
# What ODS still lists stays open.
GONE: Final = """
    INSERT INTO merged
    SELECT -e.id, e.id, e.code, e.cqc_location_id, e.kind, e.name, e.also_known_as, e.address, e.town, e.postcode,
        e.opened_on, CASE WHEN e.in_ods THEN e.closed_on ELSE coalesce(e.closed_on, %(day)s) END, e.service_types,
        e.in_ods, false, 'gone', false, true, false, e.closed_on
    FROM organisations_directoryentry e
    WHERE e.in_cqc AND NOT EXISTS (SELECT FROM incoming i WHERE i.cqc_id = e.cqc_location_id)
        AND NOT EXISTS (SELECT FROM meant WHERE meant.id = e.id)
"""
LEFT_OUT: Final = "SELECT count(*) FROM incoming WHERE NOT is_care"
# CQC gives no dates: what is there at first has none, and a change is of the import's day. A provider is known by its
# number, so another name for it is no change of provider; a name that was left out stays out.
TIES: Final = """
    INSERT INTO tie
    SELECT n, entry_id, kind, what, relation_id, old_code, CASE what WHEN 'move' THEN %(day)s::date - 1 END,
        to_code, CASE what WHEN 'rename' THEN new_name ELSE coalesce(to_name, '') END,
        CASE WHEN what = 'move' OR has_past THEN %(day)s::date END, NULL
    FROM (
        SELECT t.*, r.id AS relation_id, r.to_code AS old_code, t.to_name AS new_name,
            r.to_on IS NOT NULL AS has_past,
            CASE
                WHEN r.id IS NULL OR r.to_on IS NOT NULL THEN 'begin'
                WHEN t.to_code <> '' AND r.to_code <> t.to_code THEN 'move'
                WHEN t.to_code = '' AND r.to_name <> t.to_name THEN 'move'
                WHEN t.to_code <> '' AND r.to_name <> '' AND r.to_name <> t.to_name THEN 'rename'
                ELSE 'same'
            END AS what
        FROM (
            SELECT m.n, m.id AS entry_id, said.*
            FROM merged m JOIN incoming i USING (n)
            CROSS JOIN LATERAL (VALUES
                ('council', '', i.council), ('region', '', i.region), ('provider', i.provider, i.provider_name)
            ) said (kind, to_code, to_name)
            WHERE m.why = 'row' AND (said.to_code <> '' OR said.to_name <> '')
        ) t
        LEFT JOIN held r ON r.entry_id = t.entry_id AND r.kind = t.kind
    ) compared
    WHERE what <> 'same'
"""
# Numbers change hands: they are let go before they are given.
LET_NUMBERS_GO: Final = """
    UPDATE organisations_directoryentry e SET cqc_location_id = NULL FROM merged m
    WHERE m.id = e.id AND e.code IS NOT NULL AND e.cqc_location_id IS NOT NULL
        AND e.cqc_location_id IS DISTINCT FROM m.cqc_id
"""
