"""The national list of results in the three shapes it has had (R79)."""

from datetime import date

import pytest

from organisations.directory.kinds import Kind
from organisations.directory.reading.national import level_of
from organisations.directory.reading.rows import NationalRow
from tests.factories import directory as d
from tests.unit.organisations.directory.reading_of import part, problem, rows

RESULT = ("vlabc", "ROSE COURT", "22/23 Standards Met", "15/06/2023")


@pytest.mark.parametrize("shape", d.NATIONAL_HEADINGS)
@pytest.mark.parametrize("form", ["csv", "xlsx", "ods"])
def test_every_shape_says_the_same(shape: int, form: str) -> None:
    table = d.national(RESULT, shape=shape)
    content = {
        "csv": d.as_csv,
        "xlsx": lambda t: d.as_xlsx({"Search results": t}),
        "ods": lambda t: d.as_ods({"S": t}),
    }[form](table)

    assert part(content).kind is Kind.NATIONAL
    assert rows(content) == [
        NationalRow(2, "VLABC", "Rose Court", "met", date(2023, 6, 15), "22/23 Standards Met", "Care Home")
    ]


@pytest.mark.parametrize(
    ("label", "level"),
    [
        ("22/23 Standards Met", "met"),
        ("2025-26 Standards Exceeded", "exceeded"),
        ("21/22 Approaching Standards", "approaching"),
        ("19/20 Entry Level", "entry-level"),
        ("20/21 Standards Not Met", ""),
        ("Standards Met  (Plan agreed)", "met"),
        ("Something new", ""),
    ],
)
def test_an_old_label_stands_for_a_standard(label: str, level: str) -> None:
    assert level_of(label) == level


def test_who_has_published_nothing_is_passed_over() -> None:
    table = d.national(RESULT, ("VLABD", "ELM VIEW", "Not Published", ""), ("VLABE", "OAK HALL", "", ""))

    assert [row.code for row in rows(d.as_csv(table))] == ["VLABC"]


def test_a_real_date_in_a_workbook_is_read() -> None:
    heading, row = d.national(RESULT, shape=2019)
    on = heading.index("DateOfPublication")

    [found] = rows(d.as_xlsx({"S": [heading, [*row[:on], date(2019, 3, 31), *row[on + 1 :]]]}))

    assert found.published_on == date(2019, 3, 31)


@pytest.mark.parametrize("on", ["", "June 2023", "31/06/2023", "2023"])
def test_a_result_without_a_day_is_named(on: str) -> None:
    found = problem(d.as_csv(d.national(RESULT, ("VLABD", "ELM VIEW", "Standards Met", on))))

    assert found is not None
    assert (found.row, found.column) == (3, 4)
    assert "Date Of Publication" in str(found)


def test_a_label_that_we_do_not_know_is_kept_and_noted() -> None:
    read = part(d.as_csv(d.national(("VLABC", "ROSE COURT", "Gold", "15/06/2023"))))

    assert [(row.label, row.level) for row in read.rows()] == [("Gold", "")]
    assert read.notes.count == 1
