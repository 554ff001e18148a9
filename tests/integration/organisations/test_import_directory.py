"""Loading the public directories: every list, twice, in any order."""

from datetime import date
from itertools import permutations

import pytest
from django.db import connection

from organisations.directory.importing import preview
from organisations.directory.reading import file_of
from organisations.models import DirectoryEntry, DirectoryImport, DirectoryRelation, NationalResult
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

SHEET = "HSCA_Active_Locations"
LOCATIONS = d.many_locations(60)
LISTS = {
    "ecarehomehq.csv": d.headless(*d.many_offices(20)),
    "ecarehomesite.csv": d.headless(*d.many_sites(60, 20)),
    "lauth.csv": d.headless(d.care("E08", "LEEDS CITY COUNCIL"), d.care("E09", "YORK COUNCIL")),
    "lauthsite.csv": d.headless(d.care("E08AA", "ELM DAY CENTRE", parent="E08", joined="20200401")),
    "monthly.csv": d.as_csv(d.monthly(*LOCATIONS)),
    "monthly.xlsx": d.as_xlsx({SHEET: d.monthly(*LOCATIONS)}),
    "monthly.ods": d.as_ods({SHEET: d.monthly(*LOCATIONS)}),
    "weekly.csv": d.as_csv(d.weekly(*LOCATIONS)),
    "national.csv": d.as_csv(d.national(*d.many_results(30))),
    "national.xlsx": d.as_xlsx({"Search": d.national(*d.many_results(30), shape=2019)}),
    "pack.zip": d.as_zip(
        succ=d.headless(d.successor("VAAAA", "VAAAB"), d.successor("VAAAA", "VAAAC")),
        ecarehomehq=d.headless(*d.many_offices(20)),
        ecarehomesite=d.headless(*d.many_sites(60, 20)),
    ),
}


@pytest.mark.parametrize("name", LISTS)
def test_the_second_time_nothing_changes(name: str) -> None:
    first = loaded(LISTS[name], name)
    before = directory()

    again = loaded(LISTS[name], name, f.NOW + A_MONTH)

    assert first.changes > 0
    assert again.changes == 0
    assert directory() == before
    assert (again.moved, again.closed, again.reopened, again.results) == ((), (), (), ())


@pytest.mark.parametrize("name", LISTS)
def test_a_preview_says_what_loading_does_and_changes_nothing(name: str) -> None:
    loaded(LISTS["lauth.csv"], "lauth.csv")
    before = directory()

    seen = preview(file_of(LISTS[name], name), at=f.NOW)

    assert directory() == before
    assert imports() == 1
    assert seen.parts == loaded(LISTS[name], name).parts


def test_the_order_makes_no_difference() -> None:
    outcomes = []
    for turn in permutations(["ecarehomehq.csv", "ecarehomesite.csv", "monthly.csv", "weekly.csv"]):
        for name in turn:
            loaded(LISTS[name], name)
        outcomes.append((directory(), turn))
        DirectoryRelation.objects.all().delete()
        DirectoryEntry.objects.all().delete()

    assert len(outcomes[0][0][0]) > 80
    assert [turn for found, turn in outcomes if found != outcomes[0][0]] == []


def test_loading_all_again_after_the_others_changes_nothing() -> None:
    for name, content in LISTS.items():
        loaded(content, name)

    assert [loaded(content, name).changes for name, content in LISTS.items()] == [0] * len(LISTS)


# --- What each list says ---


def test_a_head_office_and_its_site() -> None:
    loaded(d.headless(d.care("A1B", "ROSE HOMES LTD", postcode="LS2 7EE")), "ecarehomehq.csv")
    loaded(d.headless(d.care("VLABC", parent="A1B", joined="20200401")), "ecarehomesite.csv")

    office, site = entry("A1B"), entry("VLABC")
    assert (office.kind, office.name, office.in_ods, office.in_cqc) == ("head-office", "Rose Homes Ltd", True, False)
    assert (site.kind, site.name, site.town, site.postcode) == (
        "care-site",
        "Rose Court Care Home",
        "Leeds",
        "LS1 4AP",
    )
    assert site.address == "12 High Street, Leeds, West Yorkshire"
    assert (site.opened_on, site.closed_on) == (date(2010, 4, 1), None)
    assert relations(site, "parent") == [("A1B", date(2020, 4, 1), None)]


def test_a_council_and_its_site() -> None:
    for name in ("lauth.csv", "lauthsite.csv"):
        loaded(LISTS[name], name)

    assert entry("E08").kind == "council"
    assert entry("E08AA").kind == "council-site"
    assert relations(entry("E08AA"), "parent") == [("E08", date(2020, 4, 1), None)]


def test_what_an_entry_is_found_by_is_kept_with_it() -> None:
    loaded(d.headless(d.care("VLABC", "ST MARY'S")), "ecarehomesite.csv")
    loaded(d.as_csv(d.weekly(d.location("1-7", "Elm View", also="The Grange"))), "weekly.csv")

    with connection.cursor() as cursor:
        cursor.execute("SELECT code FROM organisations_directoryentry WHERE words @@ 'marys & ls14ap & vlabc'::tsquery")
        assert cursor.fetchall() == [("VLABC",)]
        cursor.execute("SELECT name FROM organisations_directoryentry WHERE words @@ 'grange'::tsquery")
        assert cursor.fetchall() == [("Elm View",)]
    assert {" ma", "mar", "lee"} <= set(entry("VLABC").grams)


def test_cqc_adds_to_what_ods_says_and_does_not_change_it() -> None:
    loaded(d.headless(d.care("VLABC", "ROSE COURT", postcode="LS1 4AP", opened="20100401")), "ecarehomesite.csv")
    loaded(
        d.as_csv(d.monthly(d.location("1-7", "Rose Court (Leeds)", code="VLABC", postcode="LS9 9ZZ", city="York"))),
        "monthly.csv",
    )

    found = entry("VLABC")
    assert (found.name, found.postcode, found.town, found.opened_on) == (
        "Rose Court",
        "LS1 4AP",
        "Leeds",
        date(2010, 4, 1),
    )
    assert (found.cqc_location_id, found.in_ods, found.in_cqc) == ("1-7", True, True)
    assert found.service_types == ["Care home without nursing"]
    assert relations(found, "council") == [("Leeds", None, None)]
    assert relations(found, "region") == [("Yorkshire and The Humber", None, None)]
    assert relations(found, "provider") == [("1-101600001", None, None)]


def test_a_location_without_a_code_is_an_entry_of_its_own() -> None:
    loaded(d.as_csv(d.monthly(d.location("1-7", "Elm View"))), "monthly.csv")

    found = location("1-7")
    assert (found.code, found.kind, found.name, found.opened_on) == (None, "care-site", "Elm View", date(2010, 10, 1))


def test_when_the_code_of_a_location_comes_the_two_become_one() -> None:
    loaded(d.as_csv(d.weekly(d.location("1-7", also="The Grange"))), "weekly.csv")
    loaded(d.headless(d.care("VLABC", "ROSE COURT")), "ecarehomesite.csv")
    assert DirectoryEntry.objects.count() == 2

    loaded(d.as_csv(d.monthly(d.location("1-7", code="VLABC"))), "monthly.csv")

    [found] = DirectoryEntry.objects.all()
    assert (found.code, found.cqc_location_id, found.name) == ("VLABC", "1-7", "Rose Court")
    assert found.also_known_as == "The Grange"
    assert relations(found, "council") == [("Leeds", None, None)]


def test_a_code_that_ods_names_later_is_the_same_entry() -> None:
    loaded(d.as_csv(d.monthly(d.location("1-7", "Elm View", code="VLABC"))), "monthly.csv")

    loaded(d.headless(d.care("VLABC", "ROSE COURT")), "ecarehomesite.csv")

    [found] = DirectoryEntry.objects.all()
    assert (found.name, found.cqc_location_id) == ("Rose Court", "1-7")


def test_a_corrected_code_moves_the_number_to_the_other_site() -> None:
    loaded(d.headless(d.care("VLABC", parent="A1B"), d.care("VLABD", parent="A1B")), "ecarehomesite.csv")
    both = [d.location("1-7", code="VLABC"), d.location("1-8", code="VLABD")]
    loaded(d.as_csv(d.monthly(*both)), "monthly.csv")

    swapped = [d.location("1-7", code="VLABD"), d.location("1-8", code="VLABC")]
    assert tally(d.as_csv(d.monthly(*swapped)), "monthly.csv").changed == 2
    assert (entry("VLABC").cqc_location_id, entry("VLABD").cqc_location_id) == ("1-8", "1-7")

    loaded(d.as_csv(d.monthly(d.location("1-7", code="VLABC"), d.location("1-8"))), "monthly.csv")
    assert (entry("VLABC").cqc_location_id, entry("VLABD").cqc_location_id) == ("1-7", None)
    assert (entry("VLABD").in_cqc, location("1-8").code) == (False, None)


def test_of_two_locations_with_one_code_the_lowest_number_has_it() -> None:
    counts = tally(d.as_csv(d.monthly(d.location("1-8", code="VLABC"), d.location("1-7", code="VLABC"))), "monthly.csv")

    assert counts.added == 2
    assert entry("VLABC").cqc_location_id == "1-7"
    assert location("1-8").code is None


def test_a_location_that_is_only_health_care_is_left_out() -> None:
    table = d.monthly(d.location("1-7"), d.location("1-8", types="Dental service"))

    counts = tally(d.as_csv(table), "monthly.csv")

    assert (counts.rows, counts.added, counts.left_out) == (2, 1, 1)
    assert not DirectoryEntry.objects.filter(cqc_location_id="1-8").exists()


def test_another_council_region_or_provider_is_dated_by_the_day_of_the_import() -> None:
    loaded(d.as_csv(d.weekly(d.location("1-7"))), "weekly.csv")
    later = d.location("1-7", council="York", provider="1-9", provider_name="Elm Homes")

    counts = tally(d.as_csv(d.weekly(later)), "weekly.csv", f.NOW + A_MONTH)

    day = (f.NOW + A_MONTH).date()
    assert (counts.changed, counts.ended) == (1, 2)
    assert relations(location("1-7"), "council") == [("Leeds", None, date(2026, 12, 21)), ("York", day, None)]
    assert relations(location("1-7"), "provider") == [("1-101600001", None, date(2026, 12, 21)), ("1-9", day, None)]
    assert relations(location("1-7"), "region") == [("Yorkshire and The Humber", None, None)]


def test_another_name_of_the_same_provider_ends_nothing() -> None:
    loaded(d.as_csv(d.weekly(d.location("1-7"))), "weekly.csv")

    counts = tally(d.as_csv(d.weekly(d.location("1-7", provider_name="Rose Homes (UK) Limited"))), "weekly.csv")

    assert (counts.changed, counts.ended) == (1, 0)
    assert location("1-7").relations.get(kind="provider").to_name == "Rose Homes (UK) Limited"


def test_successors_may_be_several_and_need_the_entry() -> None:
    loaded(d.headless(d.care("VLABC", parent="A1B", closed="20260331")), "ecarehomesite.csv")
    content = d.headless(d.successor("VLABC", "VLXYZ"), d.successor("VLABC", "VLXYY"), d.successor("RXX", "RYY"))

    counts = tally(content, "succ.csv")

    assert (counts.rows, counts.added, counts.left_out) == (3, 2, 1)
    assert relations(entry("VLABC"), "successor") == [
        ("VLXYZ", date(2026, 4, 1), None),
        ("VLXYY", date(2026, 4, 1), None),
    ]


def test_national_results_are_kept_side_by_side_and_corrected_in_place() -> None:
    first = loaded(d.as_csv(d.national(("VLABC", "ROSE COURT", "21/22 Approaching Standards", "15/06/2022"))), "a.csv")
    second = d.as_csv(d.national(("VLABC", "ROSE COURT", "22/23 Standards Met", "15/06/2023"), shape=2022))
    loaded(second, "b.csv")
    corrected = d.as_csv(d.national(("VLABC", "ROSE COURT", "22/23 Standards Exceeded", "15/06/2023"), shape=2019))

    assert tally(corrected, "c.csv").changed == 1
    assert first.results == ("VLABC",)
    assert list(NationalResult.objects.order_by("published_on").values_list("level", "label")) == [
        ("approaching", "21/22 Approaching Standards"),
        ("exceeded", "22/23 Standards Exceeded"),
    ]


def test_no_person_is_anywhere_in_the_tables() -> None:
    for name in ("monthly.csv", "monthly.xlsx", "monthly.ods", "weekly.csv"):
        loaded(LISTS[name], name)

    said = repr(directory()) + repr(list(DirectoryImport.objects.values()))
    for person in d.PEOPLE.values():
        assert person.split(",")[0].lower() not in said.lower()


def test_an_import_is_recorded_with_its_counts() -> None:
    loaded(LISTS["ecarehomesite.csv"], "ecarehomesite.csv")
    [row] = DirectoryImport.objects.all()

    assert (row.kind, row.file_name, row.imported_at, row.imported_by) == (
        "ecarehomesite",
        "ecarehomesite.csv",
        f.NOW,
        None,
    )
    assert len(row.sha256) == 64
    assert (row.counts["rows"], row.counts["added"], row.counts["unchanged"]) == (60, 60, 0)
