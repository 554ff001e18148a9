"""The ODS lists: twenty-seven columns without headings."""

from datetime import date

import pytest

from organisations.directory.kinds import Kind, has_only_changes, kind_in_name
from organisations.directory.problems import WhichList
from organisations.directory.reading.rows import CareRow, SuccessorRow
from tests.factories import directory as d
from tests.unit.organisations.directory.reading_of import part, problem, rows

SITE = d.care("vlabc", "ST MARY'S  CARE HOME", postcode="ls14ap", parent="A1B2", joined="20200401", closed="20260930")


def test_a_row_says_what_its_columns_say() -> None:
    assert rows(d.headless(SITE), "ecarehomesite.csv") == [
        CareRow(
            row=1,
            code="VLABC",
            name="St Mary's Care Home",
            address="12 High Street, Leeds, West Yorkshire",
            town="Leeds",
            postcode="LS1 4AP",
            opened_on=date(2010, 4, 1),
            closed_on=date(2026, 9, 30),
            parent="A1B2",
            joined_on=date(2020, 4, 1),
            left_on=None,
        )
    ]


@pytest.mark.parametrize("kind", [Kind.HEAD_OFFICES, Kind.CARE_SITES, Kind.COUNCILS, Kind.COUNCIL_SITES])
def test_the_name_of_a_file_says_which_list_it_is(kind: Kind) -> None:
    assert part(d.headless(SITE), f"22_04_2026_{kind.value}.csv").kind is kind
    assert part(d.headless(SITE), f"{kind.value.upper()} (1).CSV").kind is kind


@pytest.mark.parametrize("name", ["list.csv", "xecarehomesite.csv", "ecarehomehq and ecarehomesite.csv"])
def test_a_file_of_another_name_asks_which_list_it_is(name: str) -> None:
    found = problem(d.headless(SITE), name)

    assert isinstance(found, WhichList)
    assert "vlabc ST MARY'S" in str(found)


def test_a_person_may_say_which_list_it_is() -> None:
    assert part(d.headless(SITE), "list.csv", Kind.CARE_SITES).kind is Kind.CARE_SITES


def test_a_file_of_changes_is_not_the_whole_list() -> None:
    assert not part(d.headless(SITE), "ecarehomesite_changes_20260301_to_20260424.csv").is_whole
    assert part(d.headless(SITE), "ecarehomesite.csv").is_whole
    assert not has_only_changes("exchanges.csv")
    assert kind_in_name("ecarehomesite_changes_20260301_to_20260424.csv") is Kind.CARE_SITES


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_accents_are_read_in_each_encoding(encoding: str) -> None:
    [row] = rows(d.headless(d.care("VLABC", "CAFÉ COURT"), encoding=encoding), "ecarehomesite.csv")

    assert row.name == "Café Court"


def test_blank_rows_are_passed_over_and_counted() -> None:
    found = rows(b"\r\n" + d.headless(SITE) + b"\r\n", "ecarehomesite.csv")

    assert [row.row for row in found] == [2]


def test_a_text_longer_than_promised_is_noted_and_kept() -> None:
    read = part(d.headless(d.care("VLABC", "ROSE " * 30)), "ecarehomesite.csv")

    assert next(read.rows()).name == " ".join(["Rose"] * 30)
    assert read.notes.first == ["Row 1: the name is longer than the 100 letters that ODS promises."]


def test_notes_are_begun_again_with_each_reading() -> None:
    read = part(d.headless(*[d.care(f"VL{number:03}", "ROSE " * 30) for number in range(30)]), "ecarehomehq.csv")
    for _ in range(2):
        list(read.rows())

    assert (read.notes.count, len(read.notes.first)) == (30, 20)


WRONG = {
    "code": ({0: "V L"}, 1, "code", "ODS code"),
    "code missing": ({0: ""}, 1, "code", "ODS code"),
    "name": ({1: " "}, 2, "name", "a name"),
    "name too long": ({1: "R" * 256}, 2, "name", "255"),
    "postcode": ({9: "LEEDS LS1 4AP"}, 10, "postcode", "LS1 4AP"),
    "opened": ({10: "01/04/2010"}, 11, "open date", "20260630"),
    "closed": ({11: "20260230"}, 12, "close date", "20260630"),
    "a date of no time": ({11: "00010101"}, 12, "close date", "20260630"),
    "parent": ({14: "A-B"}, 15, "parent code", "ODS code"),
    "joined": ({15: "soon"}, 16, "joined parent", "20260630"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_cell_is_named_by_row_and_column(wrong: str) -> None:
    cells, column, heading, expected = WRONG[wrong]
    row = list(SITE)
    for at, text in cells.items():
        row[at] = text

    found = problem(d.headless(SITE, row), "ecarehomesite.csv")

    assert found is not None
    assert (found.row, found.column) == (2, column)
    assert str(found).startswith(f"Row 2, column {column} ({heading}): ")
    assert expected in str(found)


@pytest.mark.parametrize("columns", [26, 28])
def test_a_row_with_another_number_of_columns_is_named(columns: int) -> None:
    found = problem(d.headless(SITE, ["VLABD", *["x"] * (columns - 1)]), "ecarehomesite.csv")

    assert str(found).startswith(f"Row 2: This row has {columns} columns. We expected 27.")


def test_a_list_of_head_offices_is_not_taken_for_sites_nor_the_other_way() -> None:
    offices, sites = d.headless(*d.many_offices(10)), d.headless(*d.many_sites(10))

    assert "0 of its 10 rows have a parent code" in str(problem(offices, "ecarehomesite.csv"))
    assert "10 of its 10 rows have a parent code" in str(problem(sites, "ecarehomehq.csv"))
    assert problem(sites, "lauthsite.csv") is None


def test_successors_are_two_codes_and_a_day() -> None:
    content = d.headless(d.successor("VLABC", "VLXYZ"), d.successor("VLABC", "VLXYY", ""))

    assert rows(content, "succ.csv") == [
        SuccessorRow(1, "VLABC", "VLXYZ", date(2026, 4, 1)),
        SuccessorRow(2, "VLABC", "VLXYY", None),
    ]
    assert part(content, "list.csv").kind is Kind.SUCCESSORS


@pytest.mark.parametrize(
    ("row", "column"), [(["VLABC", "VLABC", "R", "", ""], 2), (["VLABC", "Rose Court", "R", "", ""], 2)]
)
def test_a_wrong_successor_is_named(row: list[str], column: int) -> None:
    found = problem(d.headless(d.successor("VLABC", "VLXYZ"), row), "succ.csv")

    assert found is not None
    assert (found.row, found.column) == (2, column)


def test_successors_are_not_taken_for_another_list() -> None:
    found = problem(d.headless(d.successor("VLABC", "VLXYZ")), "ecarehomesite.csv")

    assert "This is the ODS list of successors (succ)" in str(found)
