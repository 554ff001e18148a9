"""Fill the product's directory, after `migrate`, and measure finding services in it. Run by `benchmarks.inside`."""

import gc
from collections import defaultdict
from datetime import UTC, datetime

from django.db import connections, transaction

from benchmarks.places import Place, places
from benchmarks.searching import FLOOR, QUERIES, TURNS, queries, timed
from organisations.directory.looking_up import entry_with
from organisations.directory.search import find
from organisations.directory.words import grams_of, words_of
from organisations.tenancy import tell_postgresql

AT_ONCE = 2_000
REGISTERED = 3  # two of this many have an account; and so many once more are registered only
ENTRIES = """COPY organisations_directoryentry (code, cqc_location_id, kind, name, also_known_as, address, town,
    postcode, service_types, in_ods, in_cqc, words, grams) FROM STDIN"""
REGISTERED_ONES = """INSERT INTO organisations_organisation (id, code, name, town, postcode, kind, registered_at)
    VALUES (%s, %s, %s, %s, %s, 'single-site', %s)"""


def main(rows: int) -> dict[str, list[float]]:
    """Fill, warm up, and give the milliseconds of every search by what kind of words it was."""
    there = list(places(rows))
    _fill(there)
    asked = queries([(one.name, one.town, one.postcode, one.code, one.cqc) for one in there], QUERIES)
    taken: dict[str, list[float]] = defaultdict(list)
    gc.freeze()
    for turn in range(TURNS):
        for way, text in asked:
            taken[way].append(timed(lambda text=text: find(text)))
        taken[FLOOR] += [timed(lambda one=one: entry_with(one.code)) for one in there[:QUERIES] if one.code]
        if turn == 0:
            taken.clear()
    return taken


def _fill(there: list[Place]) -> None:
    with connections["owner"].cursor() as cursor, cursor.copy(ENTRIES) as entries:
        for one in there:
            entries.write_row(_entry(one))
    now = datetime.now(UTC)
    some = [one for number, one in enumerate(there) if one.code and number % REGISTERED]
    only_here = [(f"N{number:05}", f"{one.name} Two", one) for number, one in enumerate(there[: len(there) // 10])]
    rows = [(one.code, one.name, one) for one in some] + only_here
    for low in range(0, len(rows), AT_ONCE):
        part = list(enumerate(rows[low : low + AT_ONCE], low + 1))
        with transaction.atomic("owner"), connections["owner"].cursor() as cursor:
            tell_postgresql(tuple(number for number, _row in part), None, "owner")
            cursor.executemany(
                REGISTERED_ONES,
                [(number, code, name, one.town, one.postcode, now) for number, (code, name, one) in part],
            )
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def _entry(one: Place) -> tuple[object, ...]:
    words = words_of(name=one.name, town=one.town, postcode=one.postcode, code=one.code, cqc_location_id=one.cqc)
    lexemes = " ".join(f"'{word}'" for word in words.split())
    grams = grams_of(f"{one.name} {one.town}")
    codes = (one.code or None, one.cqc or None)
    return (*codes, "care-site", one.name, "", one.address, one.town, one.postcode, [], True, True, lexemes, grams)
