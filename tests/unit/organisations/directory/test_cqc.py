"""The CQC's directories: headings found wherever they are, two vocabularies made one, and no person's name."""

from datetime import date

import pytest

from organisations.directory.kinds import Kind
from organisations.directory.reading.cqc import region_of
from organisations.directory.reading.rows import CqcRow
from tests.factories import directory as d
from tests.unit.organisations.directory.reading_of import part, problem, rows

ROSE = d.location("1-101602599", code="VLABC")
SHEETS = {"README": [["Notes"], ["As at 1 November 2026"]], "HSCA_Active_Locations": d.monthly(ROSE)}
FILES = {"csv": d.as_csv(d.monthly(ROSE)), "xlsx": d.as_xlsx(SHEETS), "ods": d.as_ods(SHEETS)}


@pytest.mark.parametrize("form", FILES)
def test_the_monthly_directory_says_the_same_in_every_form(form: str) -> None:
    assert part(FILES[form], f"01_November_2026_HSCA_Active_Locations.{form}").kind is Kind.CQC_MONTHLY
    assert rows(FILES[form]) == [
        CqcRow(
            row=2,
            cqc_id="1-101602599",
            code="VLABC",
            name="Rose Court Care Home",
            also_known_as=None,
            address="12 High Street, Leeds, West Yorkshire",
            town="Leeds",
            postcode="LS1 4AP",
            opened_on=date(2010, 10, 1),
            service_types=("Care home without nursing",),
            is_care=True,
            council="Leeds",
            region="Yorkshire and The Humber",
            provider="1-101600001",
            provider_name="Rose Homes Limited",
        )
    ]


def test_the_weekly_directory_says_the_same_in_its_own_words() -> None:
    [weekly] = rows(d.as_csv(d.weekly(d.location("1-101602599", also="The Grange"))))
    [monthly] = rows(FILES["csv"])

    assert (weekly.code, weekly.opened_on, weekly.also_known_as) == (None, None, "The Grange")
    for fact in ("name", "address", "town", "postcode", "service_types", "council", "region", "provider"):
        assert getattr(weekly, fact) == getattr(monthly, fact), fact


@pytest.mark.parametrize("lead_in", [0, 1, 7, 39])
def test_headings_are_found_below_the_notes(lead_in: int) -> None:
    for table in (d.monthly(ROSE, lead_in=lead_in), d.weekly(ROSE, lead_in=lead_in)):
        assert [row.row for row in rows(d.as_csv(table))] == [lead_in + 2]


def test_headings_too_far_down_are_not_looked_for() -> None:
    assert "We do not know this list" in str(problem(d.as_csv(d.weekly(ROSE, lead_in=41))))


@pytest.mark.parametrize(
    ("usual", "other"),
    [
        ("CQC Location ID (for office use only)", "CQC Location (for office use only)"),
        ("CQC Location ID (for office use only)", "cqc location id"),
        ("Postcode", "Postal Code"),
        ("Local authority", "LOCAL  AUTHORITY"),
    ],
)
def test_headings_may_have_the_names_of_other_years(usual: str, other: str) -> None:
    table = d.weekly(ROSE)
    table[4] = [other if heading == usual else heading for heading in table[4]]

    assert rows(d.as_csv(table)) == rows(d.as_csv(d.weekly(ROSE)))


def test_a_needed_column_that_is_missing_is_named() -> None:
    table = [[cell for at, cell in enumerate(row) if at != 3] for row in d.weekly(ROSE, lead_in=0)]

    found = str(problem(d.as_csv(table)))

    assert found.startswith("Row 1: These are the headings of the CQC weekly directory")
    assert "no column Postcode" in found


@pytest.mark.parametrize("form", FILES)
def test_no_person_is_read_from_any_form(form: str) -> None:
    said = repr(rows(FILES[form]))

    for person in d.PEOPLE.values():
        assert person not in said
        assert person.split(",")[0] not in said


def test_somebody_who_is_the_provider_in_person_has_no_name_here() -> None:
    table = d.monthly(
        d.location("1-1", provider_name="Winifred Ashworth", ownership="Individual"),
        d.location("1-2", provider_name="Mrs W Ashworth"),
        d.location("1-3", provider_name="Mrsham Care Ltd"),
    )

    assert [row.provider_name for row in rows(d.as_csv(table))] == ["", "", "Mrsham Care Ltd"]


def test_the_code_may_be_blank_and_a_dash_is_nothing() -> None:
    table = d.monthly(d.location("1-1", code=""), d.location("1-2", code="-"), d.location("1-3", code=" vlabc "))

    assert [row.code for row in rows(d.as_csv(table))] == [None, None, "VLABC"]


def test_a_code_that_is_none_is_noted_and_left_out() -> None:
    read = part(d.as_csv(d.monthly(d.location("1-1", code="to follow"))))

    assert [row.code for row in read.rows()] == [None]
    assert read.notes.first[0].startswith('Row 2: "TO FOLLOW" is not an ODS code')


@pytest.mark.parametrize(
    ("types", "ours", "is_care"),
    [
        ("Care home service with nursing|Domiciliary care service", ("Care home with nursing", "Home care"), True),
        ("Dental service", (), False),
        ("Dental service|Supported living service", ("Supported living",), True),
        ("", (), True),
    ],
)
def test_types_of_service_are_named_alike(types: str, ours: tuple[str, ...], is_care: bool) -> None:
    one = d.location("1-1", types=types)

    for table in (d.monthly(one), d.weekly(one)):
        [row] = rows(d.as_csv(table))
        assert (row.service_types, row.is_care) == (ours, is_care)


def test_a_type_that_we_do_not_know_is_kept_and_counts_as_care() -> None:
    table = d.weekly(d.location("1-1", types="Night sitting"))

    [row] = rows(d.as_csv(table))

    assert (row.service_types, row.is_care) == (("Night sitting",), True)


@pytest.mark.parametrize(
    ("written", "region"),
    [
        ("Yorkshire & Humberside", "Yorkshire and The Humber"),
        ("East", "East of England"),
        ("London", "London"),
        ("Unspecified", ""),
        ("", ""),
    ],
)
def test_a_region_has_one_name(written: str, region: str) -> None:
    assert region_of(written) == region


@pytest.mark.parametrize(
    ("wrong", "column", "heading"),
    [
        ({"Location ID": "one two"}, 1, "Location ID"),
        ({"Location ID": ""}, 1, "Location ID"),
        ({"Location Name": "-"}, 5, "Location Name"),
        ({"Location HSCA start date": "31/02/2010"}, 2, "Location HSCA start date"),
        ({"Location Postal Code": "somewhere in Leeds"}, 28, "Location Postal Code"),
    ],
)
@pytest.mark.parametrize("form", ["csv", "xlsx", "ods"])
def test_a_wrong_cell_is_named_by_row_and_column(form: str, wrong: dict, column: int, heading: str) -> None:
    table = d.monthly(ROSE, d.location("1-2", **wrong))
    content = {"csv": d.as_csv, "xlsx": lambda t: d.as_xlsx({"S": t}), "ods": lambda t: d.as_ods({"S": t})}[form](table)

    found = str(problem(content))

    assert found.startswith(f"Row 3, column {column} ({heading}): ")


def test_a_date_may_be_counted_in_days_as_excel_does() -> None:
    [row] = rows(d.as_xlsx({"S": d.monthly(d.location("1-1", **{"Location HSCA start date": "40452"}))}))

    assert row.opened_on == date(2010, 10, 1)
