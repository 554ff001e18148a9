"""The plan as a workbook, opened as a spreadsheet would: the national template's columns, text that stays text."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import Workbook, load_workbook

from assessments.exports.cells import safe_pieces
from assessments.exports.plan_workbook import plan_workbook
from assessments.models import Assessment
from assessments.rules.case import Case, PlanEntry
from assessments.snapshots import load
from organisations.models import Organisation
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import assessments as a
from tests.integration.assessments.reading import browser, of_year

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]

REF = "3.1.1"
COLUMNS = [
    "Evidence item ref",
    "Question",
    "Topic",
    "Current position",
    "Action to be taken",
    "Owner",
    "Target date (dd/mm/yyyy)",
    "Progress (Not started/In progress/Done)",
    "Comments",
]
A_CELL_HOLDS = 32_767  # characters, some of which count twice


def workbook(client: Client, year: Assessment) -> Workbook:
    return load_workbook(BytesIO(client.get(of_year(year, "plan_workbook")).content))


def with_entry(year: Assessment, **words: Any) -> Workbook:
    """Give the workbook of a case with one row that no form would have let through."""
    with acting_for(year.organisation):
        loaded = load(year.organisation, year.year.label, today=f.NOW.date())
    assert loaded
    case: Case = replace(loaded.case, plan={REF: PlanEntry(REF, **words)})
    return load_workbook(BytesIO(plan_workbook(case, plan_id=year.pk, made_at=f.NOW)))


def values(book: Workbook) -> list[tuple[Any, ...]]:
    return list(book["Action plan"].iter_rows(min_row=2, values_only=True))


@pytest.fixture
def one_left(assessment: Assessment) -> Assessment:
    a.answered(assessment, but=[REF])
    return assessment


def test_it_comes_as_a_file_to_keep(client: Client, assessment: Assessment) -> None:
    response = client.get(of_year(assessment, "plan_workbook"))

    assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert response["Content-Disposition"] == 'attachment; filename="action-plan-VA001-2026-27.xlsx"'


def test_it_has_the_national_templates_columns(client: Client, assessment: Assessment) -> None:
    book = workbook(client, assessment)

    assert book.sheetnames == ["Action plan", "About"]
    assert [cell.value for cell in book["Action plan"][1]] == COLUMNS


def test_a_row_says_what_the_plan_says(client: Client, one_left: Assessment) -> None:
    a.answer(one_left, REF, choice="not-yet")
    a.planned(one_left, REF, action="Make a table", owner="Tom", comments="Begun", progress="in-progress")

    [row] = values(workbook(client, one_left))

    assert row[0] == REF
    assert row[1].endswith("?")
    assert row[2:] == (
        "Staff and training",
        "Not yet",
        "Make a table",
        "Tom",
        datetime(2027, 2, 22),  # noqa: DTZ001 - a spreadsheet's dates have no zone
        "In progress",
        "Begun",
    )


def test_it_has_a_row_for_every_line_of_the_plan(client: Client, assessment: Assessment) -> None:
    refs = [row[0] for row in values(workbook(client, assessment))]

    assert len(refs) == len(set(refs)) == 43


def test_dates_are_dates_in_the_order_of_the_heading(client: Client, one_left: Assessment) -> None:
    a.planned(one_left, REF)

    cell = workbook(client, one_left)["Action plan"]["G2"]

    assert cell.is_date
    assert cell.number_format == "dd/mm/yyyy"


def test_the_first_two_columns_are_locked_and_the_rest_is_to_be_filled_in(client: Client, one_left: Assessment) -> None:
    sheet = workbook(client, one_left)["Action plan"]

    assert sheet.protection.sheet
    assert [cell.protection.locked for cell in sheet[2]] == [True, True, *[False] * 7]
    assert all(cell.protection.locked for cell in sheet[1])


def test_progress_is_chosen_from_a_list(client: Client, assessment: Assessment) -> None:
    sheet = workbook(client, assessment)["Action plan"]

    [choices] = sheet.data_validations.dataValidation
    assert choices.type == "list"
    assert choices.formula1 == '"Not started,In progress,Done"'
    assert all(f"H{row}" in choices.sqref for row in range(2, sheet.max_row + 1))


def test_about_says_whose_it_is_and_which_plan(client: Client, assessment: Assessment) -> None:
    about = dict(workbook(client, assessment)["About"].iter_rows(values_only=True))

    assert about == {
        "Organisation": "Rose Court",
        "Code": "VA001",
        "Year": "2026 to 2027",
        "Edition": "care-7",
        "Plan id": str(assessment.pk),
        "Made at": "22/11/2026 12:42 London time",
    }


@pytest.mark.parametrize("typed", ["=1+1", "+44 113 496 0000", "-1", "@SUM(A1)", '=HYPERLINK("https://example.com")'])
def test_what_looks_like_a_formula_stays_text(client: Client, one_left: Assessment, typed: str) -> None:
    a.planned(one_left, REF, action=typed, owner=typed, comments=typed)

    sheet = workbook(client, one_left)["Action plan"]

    for column in "EFI":
        cell = sheet[f"{column}2"]
        assert (cell.value, cell.data_type, cell.hyperlink) == (typed, "s", None)


def test_a_name_that_looks_like_a_formula_stays_text(client: Client, rose_court: Organisation) -> None:
    a.renamed(rose_court, "=Rose Court")

    cell = workbook(client, f.assessment(rose_court))["About"]["B1"]

    assert (cell.value, cell.data_type) == ("=Rose Court", "s")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a\x00b", "a\ufffdb"),
        ("bell\x07", "bell\ufffd"),
        ("page\x0cbreak", "page\ufffdbreak"),
        ("half \ud83d a face", "half \ufffd a face"),
        ("no\uffff character", "no\ufffd character"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("Ysgol Dŵr \U0001f600", "Ysgol Dŵr \U0001f600"),
    ],
)
def test_what_a_spreadsheet_cannot_hold_is_marked_and_nothing_else_changes(
    one_left: Assessment, typed: str, shown: str
) -> None:
    [row] = values(with_entry(one_left, action=typed, owner="Tom"))

    assert row[4] == shown


def test_text_longer_than_a_cell_goes_on_in_further_rows(client: Client, one_left: Assessment) -> None:
    long = "".join(f"{number:07} " for number in range(5_000))  # 40,000 characters, no two pieces alike
    a.planned(one_left, REF, action=long, comments="Short")

    rows = values(workbook(client, one_left))

    assert "".join(row[4] for row in rows) == long
    assert [row[0] for row in rows] == [REF] * len(rows)
    assert [row[1] for row in rows][1:] == ["(continued)"] * (len(rows) - 1)
    assert [row[8] for row in rows] == ["Short", *[None] * (len(rows) - 1)]
    assert all(len(row[4]) <= A_CELL_HOLDS for row in rows)


@pytest.mark.parametrize("letter", ["x", "ŵ", "\U0001f600"])
def test_no_piece_is_longer_than_a_cell_also_where_characters_count_twice(letter: str) -> None:
    pieces = safe_pieces(letter * 40_000)

    assert "".join(pieces) == letter * 40_000
    assert max(len(piece.encode("utf-16-le")) // 2 for piece in pieces) <= A_CELL_HOLDS


def test_a_viewer_may_have_it(assessment: Assessment) -> None:
    jo = f.member(assessment.organisation, Role.VIEWER, "Jo")

    assert browser(jo).get(of_year(assessment, "plan_workbook")).status_code == 200


def test_a_closed_years_plan_can_still_be_had(client: Client, rose_court: Organisation) -> None:
    closed = f.assessment(rose_court, at=datetime(2025, 11, 22, 9, tzinfo=UTC))

    assert len(values(workbook(client, closed))) == 43
