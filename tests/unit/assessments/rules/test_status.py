"""Where an organisation stands with what it published and what covers it: assessments.rules.status."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from assessments.rules.history import PastPublication, Source
from assessments.rules.levels import Level
from assessments.rules.profile import CyberEssentialsPlus, Tri
from assessments.rules.status import Cover, Ended, Facts, How, Status, StatusKind, status_on
from tests.cover_model import Published, World, said
from tests.unit.assessments.rules.cases import a_publication

DAY = timedelta(days=1)
FROM, TO = date(2026, 3, 1), date(2027, 2, 28)
COVER = Cover("AAAA-0001", 7, "Fern Care Group", "AB01", Level.MET, "2025-26", FROM, TO, TO)
HISTORIES = 2_000


def facts(*covers: Cover, own: tuple[PastPublication, ...] = (), closed_on: date | None = None) -> Facts:
    return Facts(history=own, covers=covers, closed_on=closed_on)


def kind(given: Facts, day: date) -> StatusKind:
    return status_on(given, day).kind


def test_nothing_is_not_published() -> None:
    assert status_on(Facts(), FROM) == Status(StatusKind.NOT_PUBLISHED)


def test_r36_a_cover_counts_from_its_first_day_to_its_last() -> None:
    found = [kind(facts(COVER), day) for day in (FROM - DAY, FROM, TO, TO + DAY)]

    assert found == [StatusKind.NOT_PUBLISHED, StatusKind.MET, StatusKind.MET, StatusKind.EXPIRED]


def test_a_covered_site_says_by_whom_and_until_when() -> None:
    status = status_on(facts(COVER), FROM)

    assert (status.how, status.by_id, status.by_name, status.by_code) == (How.COVERED, 7, "Fern Care Group", "AB01")
    assert (status.reference, status.from_on, status.valid_until) == ("AAAA-0001", FROM, TO)
    assert (status.level, status.was, status.year_label, status.source) == (Level.MET, None, "2025-26", Source.HERE)
    assert status.is_covered
    assert status.is_in_date


def test_r29_what_ran_out_is_named() -> None:
    status = status_on(facts(COVER), TO + DAY)

    assert (status.was, status.expired_on, status.level) == (Level.MET, TO + DAY, None)
    assert status.how is How.COVERED


@pytest.mark.parametrize(
    ("published_on", "expected"),
    [
        (FROM - DAY, How.COVERED),
        (FROM, How.OWN),  # a tie
        (FROM + DAY, How.OWN),
    ],
)
def test_r42_what_took_effect_later_counts(published_on: date, expected: How) -> None:
    own = a_publication(Level.APPROACHING, published_on)

    assert status_on(facts(COVER, own=(own,)), FROM + DAY).how is expected


def test_r42_when_it_lapses_the_other_counts_again() -> None:
    own = a_publication(Level.EXCEEDED, FROM + DAY, valid_until=FROM + 9 * DAY)
    given = facts(COVER, own=(own,))

    assert status_on(given, FROM + 9 * DAY).how is How.OWN
    assert status_on(given, FROM + 10 * DAY).how is How.COVERED


def test_r42_the_own_counts_when_the_cover_has_run_out() -> None:
    own = a_publication(Level.APPROACHING, FROM - DAY)
    short = replace(COVER, to_on=FROM + 5 * DAY, valid_until=FROM + 5 * DAY)

    assert kind(facts(short, own=(own,)), FROM + 5 * DAY) is StatusKind.MET
    assert kind(facts(short, own=(own,)), FROM + 6 * DAY) is StatusKind.APPROACHING


def test_r41_a_removed_site_shows_its_own_again_or_nothing() -> None:
    removed = replace(COVER, to_on=FROM + 5 * DAY, ended=Ended.REMOVED)
    old = a_publication(Level.APPROACHING, date(2024, 1, 1))

    assert kind(facts(removed), FROM + 6 * DAY) is StatusKind.NOT_PUBLISHED
    assert kind(facts(removed, own=(old,)), FROM + 6 * DAY) is StatusKind.EXPIRED
    assert status_on(facts(removed, own=(old,)), FROM + 6 * DAY).how is How.OWN


def test_r45_a_sold_site_is_not_published_under_its_new_provider() -> None:
    sold = replace(COVER, to_on=FROM + 5 * DAY, ended=Ended.SOLD)

    assert kind(facts(sold), FROM + 5 * DAY) is StatusKind.MET
    assert kind(facts(sold), FROM + 6 * DAY) is StatusKind.UNDER_NEW_PROVIDER


def test_r45_until_it_is_covered_or_publishes() -> None:
    sold = replace(COVER, to_on=FROM + 5 * DAY, ended=Ended.SOLD)
    bought = replace(COVER, by_id=8, from_on=FROM + 8 * DAY)
    own = a_publication(Level.MET, FROM + 9 * DAY, valid_until=FROM + 20 * DAY)

    assert kind(facts(sold, bought), FROM + 7 * DAY) is StatusKind.UNDER_NEW_PROVIDER
    assert status_on(facts(sold, bought), FROM + 8 * DAY).by_id == 8
    assert kind(facts(sold, own=(own,)), FROM + 8 * DAY) is StatusKind.UNDER_NEW_PROVIDER
    assert kind(facts(sold, own=(own,)), FROM + 9 * DAY) is StatusKind.MET
    assert kind(facts(sold, own=(own,)), FROM + 21 * DAY) is StatusKind.EXPIRED


def test_what_a_site_published_itself_stays_when_it_is_sold() -> None:
    sold = replace(COVER, to_on=FROM + 5 * DAY, ended=Ended.SOLD)
    own = a_publication(Level.APPROACHING, FROM - DAY)

    assert kind(facts(sold, own=(own,)), FROM + 6 * DAY) is StatusKind.APPROACHING


def test_r46_closed_from_the_day_after_its_last() -> None:
    given = facts(replace(COVER, to_on=FROM + 5 * DAY, ended=Ended.CLOSED), closed_on=FROM + 5 * DAY)

    assert kind(given, FROM + 5 * DAY) is StatusKind.MET
    assert kind(given, FROM + 6 * DAY) is StatusKind.CLOSED


def test_r34_withdrawn_counts_on_no_day() -> None:
    assert kind(facts(replace(COVER, is_withdrawn=True)), FROM) is StatusKind.NOT_PUBLISHED


def test_r23_exceeded_is_met_once_the_head_offices_certificate_is_past() -> None:
    ends = FROM + 10 * DAY
    given = replace(COVER, level=Level.EXCEEDED, certificate_expires_on=ends)
    renewed = replace(given, certificate=CyberEssentialsPlus(Tri.YES, "CEP-2", ends, ends + 30 * DAY))

    assert status_on(facts(given), ends).level is Level.EXCEEDED
    assert (status_on(facts(given), ends + DAY).level, status_on(facts(given), ends + DAY).was) == (
        Level.MET,
        Level.EXCEEDED,
    )
    assert status_on(facts(renewed), ends + DAY).level is Level.EXCEEDED


def test_r79_what_is_declared_counts_beside_a_cover() -> None:
    told = a_publication(Level.MET, FROM - 30 * DAY, source=Source.DECLARED)

    assert status_on(facts(COVER, own=(told,)), FROM - DAY).source is Source.DECLARED
    assert status_on(facts(COVER, own=(told,)), FROM).how is How.COVERED


# Random histories against the plain model ---------------------------------------------------------------------------

START, DAYS = date(2026, 1, 1), 120
GROUPS, SITES = ("G1", "G2"), ("S1", "S2", "S3")
LEVELS = ("approaching", "met", "exceeded")


def a_history(seed: int) -> World:
    """Let things happen at random for four months; publications last some weeks, so that much runs out."""
    chance, world = random.Random(seed), World(parents={site: [("G1", date.min)] for site in SITES})
    if chance.random() < 0.3:
        on = START - DAY * chance.randrange(40)
        world.declared["S1"] = [("met", on, on + DAY * chance.randrange(60))]
    day = START
    for number in range(chance.randrange(1, 14)):
        day += DAY * chance.randrange(12)
        something_happens(world, chance, day, f"{seed}-{number}")
    return world


def something_happens(world: World, chance: random.Random, day: date, ref: str) -> None:
    what = chance.choices(
        ["own", "group", "add", "remove", "move", "close", "withdraw"], weights=[4, 6, 2, 2, 2, 0.5, 1.5]
    )[0]
    site, group = chance.choice(SITES), chance.choice(GROUPS)
    live = [one for one in world.published if one.by == group and not one.withdrawn and one.last >= day]
    if what in {"own", "group"}:
        by = site if what == "own" else group
        last = day + DAY * chance.randrange(1, 50)
        ends = day + DAY * chance.randrange(40) if chance.random() < 0.5 else None
        sites = [
            one for one in SITES if what == "group" and chance.random() < 0.6 and may_cover(world, group, one, day)
        ]
        world.publish(Published(ref, by, chance.choice(LEVELS), day, last, ends), sites)
    elif what == "add" and live and may_cover(world, group, site, day):
        world.add(live[-1].ref, group, site, day)
    elif what == "remove":
        world.remove(group, site, day)
    elif what == "move" and world.parent(site, date.max) != group:
        world.move(site, group, max(day, world.parents[site][-1][1] + DAY) + DAY * chance.randrange(6))
    elif what == "close":
        world.close(chance.choice((*SITES, "G2")), day + DAY * chance.randrange(10))
    elif what == "withdraw" and world.published:
        world.withdraw(chance.choice(world.published).ref)


def may_cover(world: World, group: str, site: str, day: date) -> bool:
    return world.parent(site, day) == group and not (site in world.closed and world.closed[site] < day)


def given_by(world: World, who: str) -> Facts:
    """Write a history as the facts that the rule is asked about."""
    by_ref = {one.ref: one for one in world.published}
    return Facts(
        history=(
            *(
                PastPublication(
                    Level(one.level),
                    None,
                    one.on,
                    one.last,
                    "2025-26",
                    Source.HERE,
                    one.withdrawn,
                    one.certificate_ends,
                    reference=one.ref,
                )
                # In the rule the instant decides on one day; without instants the first is as good as any.
                for one in reversed(world.published)
                if one.by == who
            ),
            *(
                PastPublication(Level(level), None, on, last, "2025-26", Source.DECLARED)
                for level, on, last in world.declared.get(who, [])
            ),
        ),
        covers=tuple(
            Cover(
                reference=one.ref,
                by_id=1,
                by_name=one.group,
                by_code=one.group,
                level=Level(by_ref[one.ref].level),
                year_label="2025-26",
                from_on=min(one.days),
                to_on=max(one.days),
                valid_until=by_ref[one.ref].last,
                ended=Ended(one.why) if one.why else None,
                certificate_expires_on=by_ref[one.ref].certificate_ends,
            )
            for one in world.counted()
            if one.site == who
        ),
        closed_on=world.closed.get(who),
    )


def test_every_day_of_random_histories_is_as_in_the_plain_model() -> None:
    kinds = dict.fromkeys(StatusKind, 0)
    for seed in range(HISTORIES):
        world = a_history(seed)
        counted = world.counted()
        for who in (*SITES, *GROUPS):
            given = given_by(world, who)
            for number in range(DAYS):
                day = START + DAY * number
                status = status_on(given, day)
                assert said(status) == world.status(who, day, counted), (seed, who, day)
                kinds[status.kind] += 1

    assert min(kinds.values()) > 1_000, kinds  # every kind was met often enough to be believed
