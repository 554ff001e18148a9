"""What changes from one month to the next: moves, closures, and lists that shrink too much (R45, R46)."""

from datetime import date, timedelta

import pytest

from organisations.directory.importing import preview
from organisations.directory.problems import NotLoaded
from organisations.directory.reading import file_of
from organisations.directory.reports import Closed, Loaded, Moved, Tally
from organisations.models import DirectoryEntry
from tests import factories as f
from tests.factories import directory as d
from tests.integration.organisations.loading_of import (
    A_MONTH,
    directory,
    entry,
    imports,
    loaded,
    location,
    relations,
    tally,
)

pytestmark = pytest.mark.django_db

NAME = "ecarehomesite.csv"
LATER = f.NOW + A_MONTH
DAY = LATER.date()
JOINED = date(2020, 4, 1)


def site(code: str = "VLABC", **facts: str) -> list[str]:
    return d.care(code, **{"parent": "A1B", "joined": "20200401"} | facts)


def sites(*rows: list[str]) -> bytes:
    return d.headless(*rows)


def then(first: list[str], second: list[str]) -> Loaded:
    """Load a site as it was, and a month later as it is."""
    loaded(sites(first), NAME)
    return loaded(sites(second), NAME, LATER)


# --- Parents ---


def test_a_new_parent_from_a_day_ends_the_old_one_the_day_before() -> None:
    moved = then(site(), site(parent="A2C", joined="20261201")).moved

    assert moved == (Moved("VLABC", "A1B", "A2C", date(2026, 12, 1)),)
    assert relations(entry("VLABC"), "parent") == [
        ("A1B", JOINED, date(2026, 11, 30)),
        ("A2C", date(2026, 12, 1), None),
    ]


def test_a_new_parent_without_a_day_begins_on_the_day_of_the_import() -> None:
    moved = then(site(), site(parent="A2C", joined="")).moved

    assert moved == (Moved("VLABC", "A1B", "A2C", DAY),)
    assert relations(entry("VLABC"), "parent") == [("A1B", JOINED, DAY - timedelta(days=1)), ("A2C", DAY, None)]


def test_the_day_of_the_import_is_a_london_day() -> None:
    before_midnight_utc = f.NOW.replace(month=6, day=30, hour=23, minute=30, year=2027)
    loaded(sites(site()), NAME)

    [moved] = loaded(sites(site(parent="A2C", joined="")), NAME, before_midnight_utc).moved

    assert moved.on == date(2027, 7, 1)


def test_a_parent_that_was_left_has_its_last_day() -> None:
    moved = then(site(), site(left="20261130")).moved

    assert moved == (Moved("VLABC", "A1B", "", date(2026, 12, 1)),)
    assert relations(entry("VLABC"), "parent") == [("A1B", JOINED, date(2026, 11, 30))]


def test_a_parent_that_is_no_longer_named_ends_the_day_before_the_import() -> None:
    moved = then(site(), site(parent="", joined="")).moved

    assert moved == (Moved("VLABC", "A1B", "", DAY),)
    assert relations(entry("VLABC"), "parent") == [("A1B", JOINED, DAY - timedelta(days=1))]


def test_a_site_may_come_back_to_a_parent() -> None:
    then(site(), site(parent="A2C", joined="20261201"))

    moved = loaded(sites(site(parent="A1B", joined="20270201")), NAME, LATER + A_MONTH).moved

    assert moved == (Moved("VLABC", "A2C", "A1B", date(2027, 2, 1)),)
    assert relations(entry("VLABC"), "parent") == [
        ("A1B", JOINED, date(2026, 11, 30)),
        ("A2C", date(2026, 12, 1), date(2027, 1, 31)),
        ("A1B", date(2027, 2, 1), None),
    ]


def test_a_parent_may_be_joined_again_after_it_was_left() -> None:
    then(site(left="20261031"), site(joined="20261201"))

    assert relations(entry("VLABC"), "parent") == [
        ("A1B", JOINED, date(2026, 10, 31)),
        ("A1B", date(2026, 12, 1), None),
    ]


@pytest.mark.parametrize(
    ("was", "is_now", "expected"),
    [
        ({"joined": ""}, {"joined": "20200401"}, [("A1B", JOINED, None)]),
        ({"joined": "20200401"}, {"joined": "20200501"}, [("A1B", date(2020, 5, 1), None)]),
        ({"joined": "20200401"}, {"joined": ""}, [("A1B", JOINED, None)]),
        ({"left": "20261031"}, {"left": ""}, [("A1B", JOINED, None)]),
    ],
)
def test_a_corrected_day_is_no_move(was: dict, is_now: dict, expected: list) -> None:
    then(site(**was), site(**is_now))

    assert relations(entry("VLABC"), "parent") == expected


def test_a_first_parent_is_no_move() -> None:
    assert then(site(parent="", joined=""), site(parent="A1B", joined="20261201")).moved == ()
    assert relations(entry("VLABC"), "parent") == [("A1B", date(2026, 12, 1), None)]


# --- Closing ---


def test_a_closed_site_has_its_last_open_day() -> None:
    found = then(site(), site(closed="20261130"))

    assert found.closed == (Closed("VLABC", date(2026, 11, 30)),)
    assert (found.parts[0].tally.changed, found.parts[0].tally.closed) == (1, 1)
    assert entry("VLABC").closed_on == date(2026, 11, 30)


def test_a_site_may_open_again() -> None:
    found = then(site(closed="20261031"), site())

    assert (found.closed, found.reopened) == ((), ("VLABC",))
    assert entry("VLABC").closed_on is None


def test_another_last_day_is_told_again() -> None:
    assert then(site(closed="20261031"), site(closed="20261130")).closed == (Closed("VLABC", date(2026, 11, 30)),)


def test_a_new_entry_that_is_closed_is_told_only_if_it_has_an_account_here() -> None:
    f.organisation("VLABC")

    found = loaded(sites(site(closed="20261031"), site("VLABD", closed="20261031")), NAME)

    assert found.closed == (Closed("VLABC", date(2026, 10, 31)),)


def test_a_site_that_is_no_longer_in_the_list_closes_on_the_day_of_the_import() -> None:
    loaded(sites(site(), site("VLABD")), NAME)

    found = loaded(sites(site()), NAME, LATER)

    assert found.closed == (Closed("VLABD", DAY),)
    assert (entry("VLABD").in_ods, entry("VLABD").closed_on) == (False, DAY)
    assert loaded(sites(site()), NAME, LATER).changes == 0


def test_a_site_that_cqc_still_lists_stays_open() -> None:
    loaded(sites(site(), site("VLABD")), NAME)
    loaded(d.as_csv(d.monthly(d.location("1-7", code="VLABD"))), "monthly.csv")

    found = loaded(sites(site()), NAME, LATER)

    assert found.closed == ()
    assert (entry("VLABD").in_ods, entry("VLABD").in_cqc, entry("VLABD").closed_on) == (False, True, None)


def test_a_location_that_cqc_lists_no_more_closes_unless_ods_has_it() -> None:
    loaded(sites(site()), NAME)
    both = d.monthly(d.location("1-7", code="VLABC"), d.location("1-8"), d.location("1-9"))
    loaded(d.as_csv(both), "monthly.csv")

    counts = tally(d.as_csv(d.monthly(d.location("1-9"))), "monthly.csv", LATER)

    assert counts.vanished == 2
    assert (entry("VLABC").in_cqc, entry("VLABC").closed_on) == (False, None)
    assert (location("1-8").in_cqc, location("1-8").closed_on) == (False, DAY)


def test_a_file_of_changes_lets_nothing_vanish() -> None:
    loaded(sites(site(), site("VLABD")), NAME)

    counts = tally(sites(site(name="ELM VIEW")), "ecarehomesite_changes_20261101_to_20261122.csv", LATER)

    assert (counts.changed, counts.vanished) == (1, 0)
    assert entry("VLABD").in_ods


# --- Too many at once ---


OPEN = [row for row in d.many_sites(1_200) if not row[11]]


def shrunk(of: int, to: int) -> bytes:
    """Give a list of so many open sites with only the first few left."""
    return d.headless(*OPEN[:of][:to])


def test_a_list_that_loses_far_more_than_usual_is_not_loaded() -> None:
    loaded(shrunk(1_000, 1_000), NAME)
    before = directory()

    with pytest.raises(NotLoaded) as refused:
        loaded(shrunk(1_000, 600), NAME, LATER)

    assert refused.value.reason == "too-many-vanish"
    assert "would make 400 of 1,000 open services vanish or close. Usually no more than 300 do" in str(refused.value)
    assert directory() == before
    assert imports() == 1


def test_as_many_as_usual_may_vanish() -> None:
    loaded(shrunk(1_000, 1_000), NAME)

    assert tally(shrunk(1_000, 700), NAME, LATER).vanished == 300


def test_closing_counts_as_vanishing() -> None:
    loaded(shrunk(20, 20), NAME)
    closing = [[*row[:11], "20261031", *row[12:]] for row in OPEN[:20]]

    with pytest.raises(NotLoaded):
        loaded(d.headless(*closing), NAME, LATER)


def test_somebody_may_say_that_it_is_right() -> None:
    loaded(shrunk(1_000, 1_000), NAME)

    assert tally(shrunk(1_000, 10), NAME, LATER, even_if_many_vanish=True).vanished == 990


def test_a_preview_says_that_it_would_be_refused() -> None:
    loaded(shrunk(1_000, 1_000), NAME)

    seen = preview(file_of(shrunk(1_000, 600), NAME), at=LATER)

    assert seen.too_many_vanish
    left = {row[0] for row in OPEN[600:1_000]}
    assert len(seen.parts[0].samples["vanished"]) == 10
    assert {sample.code for sample in seen.parts[0].samples["vanished"]} <= left


@pytest.mark.parametrize(
    ("known", "most"), [(0, 5), (8, 5), (100, 50), (600, 300), (15_000, 300), (31_738, 634), (60_000, 1_200)]
)
def test_how_many_may_vanish_grows_with_the_list(known: int, most: int) -> None:
    assert Tally(known=known).most_vanishing == most


def test_a_list_whose_codes_are_known_as_something_else_is_refused() -> None:
    loaded(d.headless(*d.many_offices(4)), "ecarehomehq.csv")
    before = directory()

    with pytest.raises(NotLoaded, match="4 of its 4 codes that we know are of another list"):
        loaded(d.headless(*d.many_offices(4)), "lauth.csv", LATER)

    assert directory() == before


# --- One transaction ---


def test_what_follows_is_told_before_the_commit_and_takes_the_load_back_with_it() -> None:
    loaded(sites(site()), NAME)
    before = directory()
    told: list[Loaded] = []

    def refuse(found: Loaded) -> None:
        told.append(found)
        assert entry("VLABC").closed_on == date(2026, 11, 30)
        raise LookupError

    with pytest.raises(LookupError):
        loaded(sites(site(closed="20261130")), NAME, LATER, then=refuse)

    assert told[0].closed == (Closed("VLABC", date(2026, 11, 30)),)
    assert directory() == before
    assert imports() == 1


def test_of_several_lists_in_a_file_none_is_loaded_when_one_is_wrong() -> None:
    wrong = d.headless(d.care("VLABC"), d.care("V L"))

    with pytest.raises(Exception, match="Row 2, column 1"):
        loaded(d.as_zip(ecarehomehq=d.headless(d.care("A1B")), ecarehomesite=wrong), "pack.zip")

    assert not DirectoryEntry.objects.exists()
    assert imports() == 0


def test_lists_of_one_file_are_told_together() -> None:
    loaded(sites(site()), NAME)
    pack = d.as_zip(
        ecarehomehq=d.headless(d.care("A1B", closed="20261130")), ecarehomesite=sites(site(closed="20261129"))
    )
    f.organisation("A1B")

    found = loaded(pack, "pack.zip", LATER)

    assert [part.name for part in found.parts] == ["ecarehomehq.csv", "ecarehomesite.csv"]
    assert {one.code for one in found.closed} == {"A1B", "VLABC"}


def test_progress_is_told_as_it_goes() -> None:
    said: list[tuple[str, int]] = []

    loaded(d.headless(*d.many_sites(5_001)), NAME, progress=lambda words, count: said.append((words, count)))

    assert said == [
        ("Reading", 5_000),
        ("Comparing", 5_001),
        ("Preparing the search", 5_000),
        ("Preparing the search", 5_001),
        ("Writing", 0),
    ]
