"""Cover when two change it at once, with real threads and transactions (R16, R44, R45)."""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from threading import Barrier, BrokenBarrierError
from types import SimpleNamespace

import pytest
from django.db import connections, transaction

from assessments.actions.covering import Uncovered
from assessments.actions.following import follow_directory
from assessments.models import Assessment, Coverage
from organisations.models import DirectoryEntry, DirectoryRelation, Organisation
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import covering as c
from tests.factories import groups as g

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 200
TODAY, LONG_AFTER = date(2026, 11, 22), date(2040, 1, 1)
DAY = timedelta(days=1)
Deed = Callable[[int], object]


def together(*deeds: Deed, rounds: int = ROUNDS) -> list[list[object]]:
    """Do each deed once a round, beginning together; give what each returned, the rounds one after another."""
    ready = Barrier(len(deeds), timeout=60)

    def do(deed: Deed) -> list[object]:
        try:
            return [(ready.wait(), deed(turn))[1] for turn in range(rounds)]
        except BaseException:
            ready.abort()  # or the other would wait for a round that never comes
            raise
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        done = [pool.submit(do, deed) for deed in deeds]
        for deed in done:
            if (problem := deed.exception()) and not isinstance(problem, BrokenBarrierError):
                raise problem
        return [list(one) for one in zip(*(deed.result() for deed in done), strict=True)]


def publishing(year: Assessment, sites: list[Organisation]) -> Deed:
    """Publish for one site a round; a refusal is what it carries."""

    def deed(turn: int) -> object:
        try:
            return c.published_for(year, sites[turn], at=at(turn))
        except Uncovered as refused:
            return refused

    return deed


def at(turn: int) -> datetime:
    return f.NOW + timedelta(seconds=turn)


def live(site: Organisation) -> list[Coverage]:
    return list(Coverage.public.filter(site=site, voided_at__isnull=True).select_related("organisation"))


@pytest.fixture
def moss() -> Organisation:
    return g.group("Moss Homes", "AB02", by=f.person("Max"))


def in_the_directory(sites: list[Organisation], *parents: tuple[str, date | None]) -> Iterator[DirectoryEntry]:
    entries = DirectoryEntry.objects.bulk_create(
        DirectoryEntry(code=site.code, kind="care-site", name=site.name, in_ods=True) for site in sites
    )
    DirectoryRelation.objects.bulk_create(
        DirectoryRelation(entry=entry, kind="parent", to_code=code, to_on=until)
        for entry in entries
        for code, until in parents
    )
    return entries


def test_of_two_head_offices_one_covers_and_the_other_is_told_by_whom(fern: Organisation, moss: Organisation) -> None:
    """Both are named by the directory, so that neither wins by that."""
    sites = g.many_sites(fern, ROUNDS)
    in_the_directory(sites, ("AB01", LONG_AFTER), ("AB02", None))

    rounds = together(publishing(c.ready_group(fern), sites), publishing(c.ready_group(moss), sites))

    won: Counter[str] = Counter()
    for site, results in zip(sites, rounds, strict=True):
        [refused] = [one for one in results if isinstance(one, Uncovered)]
        [publication] = [one for one in results if not isinstance(one, Uncovered)]
        winner = fern if publication.organisation_id == fern.pk else moss
        [told] = refused.candidates
        assert (told.name, told.holder.name, told.holder.reference) == (
            site.name,
            winner.name,
            publication.reference,
        )
        won[winner.name] += 1
        rows = Coverage.public.filter(site=site)
        assert [row.organisation_id for row in rows] == [winner.pk]
    assert sum(won.values()) == ROUNDS


def test_the_directorys_head_office_has_it_in_the_end(fern: Organisation, moss: Organisation) -> None:
    rounds = 30
    sites = g.many_sites(fern, rounds)
    in_the_directory(sites, ("AB02", None))

    together(publishing(c.ready_group(fern), sites), publishing(c.ready_group(moss), sites), rounds=rounds)

    # A publication of the round after ends what the round before began, so only the last round's cover is live.
    for site in sites:
        rows = Coverage.public.filter(site=site).order_by("made_at")
        assert {row.organisation.code for row in rows if row.ended in {"", "replaced"}} == {"AB02"}
        assert all(row.ended == "taken-over" for row in rows if row.organisation.code == "AB01")
    assert [row.organisation.code for row in live(sites[-1])] == ["AB02"]


def test_a_site_sold_while_its_seller_publishes_is_never_covered_from_that_day(
    fern: Organisation, moss: Organisation
) -> None:
    sites = g.many_sites(fern, ROUNDS)
    entries = in_the_directory(sites, ("AB01", None))
    # Of every two sales one is of today, and one of a day to come.
    days = [TODAY if turn % 2 else TODAY + 5 * DAY for turn in range(ROUNDS)]

    def selling(turn: int) -> None:
        entry, on = entries[turn], days[turn]
        with transaction.atomic(), acting_for():
            DirectoryRelation.objects.filter(entry=entry, to_on__isnull=True).update(to_on=on - DAY)
            c.belongs(entry, "AB02", on)
            moved = SimpleNamespace(code=entry.code, old_parent="AB01", new_parent="AB02", on=on)
            follow_directory(loaded=SimpleNamespace(moved=[moved], closed=[], reopened=()), by=None, at=at(turn))

    publish, chance = publishing(c.ready_group(fern), sites), random.Random(7)

    def publishing_late(turn: int) -> object:
        if turn % 2:  # a sale of today takes longer to say than a publication does to begin
            time.sleep(chance.random() * 0.3)
        return publish(turn)

    def selling_late(turn: int) -> None:
        if not turn % 2:
            time.sleep(chance.random() * 0.1)
        selling(turn)

    rounds = together(publishing_late, selling_late)

    for site, on in zip(sites, days, strict=True):
        assert [row for row in live(site) if row.to_on >= on] == []
    refused = sum(isinstance(results[0], Uncovered) for results in rounds)
    assert 0 < refused < ROUNDS  # both came first at times
