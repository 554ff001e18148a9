"""Which year is open: the usual dates, or an operator's (R1, R2)."""

from datetime import UTC, date, datetime

import pytest

from assessments.models import ToolkitYear
from assessments.rules.schedule import is_late
from assessments.years import current_year, year_row
from tests.factories import assessments as a

pytestmark = pytest.mark.django_db


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("at", "label", "late"),
    [
        (utc(2026, 6, 30, 22, 59), "2025-26", False),  # 23:59 in London
        (utc(2026, 6, 30, 23, 5), "2025-26", True),  # 00:05 on 1 July
        (utc(2026, 8, 5, 9), "2025-26", True),
        (utc(2026, 8, 31, 22, 59), "2025-26", True),
        (utc(2026, 8, 31, 23, 0), "2026-27", False),  # midnight in London
        (utc(2026, 9, 25, 9), "2026-27", False),
        (utc(2026, 12, 31, 23, 59), "2026-27", False),
        (utc(2027, 1, 1, 0, 0), "2026-27", False),
        (utc(2028, 2, 29, 12), "2027-28", False),
    ],
)
def test_without_rows_the_usual_dates_count_in_london_time(at: datetime, label: str, *, late: bool) -> None:
    """R1 and R2."""
    year = current_year(at)

    assert year.label == label
    assert is_late(year, at) == late


def test_looking_makes_no_row() -> None:
    current_year(utc(2026, 11, 22))

    assert not ToolkitYear.objects.exists()


def test_the_first_use_makes_the_row_with_its_dates() -> None:
    year = current_year(utc(2026, 11, 22))

    row = year_row(year)

    assert (row.label, row.edition, row.deadline) == ("2026-27", "care-7", date(2027, 6, 30))
    assert (row.opens_at, row.closes_at) == (utc(2026, 8, 31, 23), utc(2027, 8, 31, 23))
    assert row.last_edit_on == date(2027, 8, 31)
    assert year_row(year) == row


def test_an_operators_year_comes_before_the_usual_dates() -> None:
    a.operators_year("2026-27", opens_at=utc(2026, 7, 1), edition="care-8")

    year = current_year(utc(2026, 7, 15))

    assert (year.label, year.edition) == ("2026-27", "care-8")


def test_a_year_that_an_operator_opens_late_is_not_open_before() -> None:
    """R2: in between, the year before goes on."""
    a.operators_year("2026-27", opens_at=utc(2026, 9, 15))

    labels = [current_year(utc(2026, 9, day)).label for day in (14, 15)]

    assert labels == ["2025-26", "2026-27"]


def test_the_year_before_keeps_an_operators_dates_too() -> None:
    a.operators_year("2025-26", closes_at=utc(2026, 9, 15), last_edit_on=date(2026, 9, 14))
    a.operators_year("2026-27", opens_at=utc(2026, 9, 15))

    year = current_year(utc(2026, 9, 14))

    assert (year.label, year.last_edit_on) == ("2025-26", date(2026, 9, 14))


def test_of_two_years_that_overlap_the_one_opened_last_is_open() -> None:
    a.operators_year("2025-26", closes_at=utc(2026, 12, 1))
    a.operators_year("2026-27")

    assert current_year(utc(2026, 11, 22)).label == "2026-27"


def test_the_edition_an_operator_chose_stays_in_use_the_year_after() -> None:
    a.operators_year("2025-26", edition="care-8")

    year = current_year(utc(2026, 11, 22))

    assert (year.label, year.edition) == ("2026-27", "care-8")


def test_years_made_far_ahead_change_nothing_today() -> None:
    for first in range(2027, 2033):
        a.operators_year(f"{first}-{(first + 1) % 100}")

    assert current_year(utc(2026, 11, 22)).label == "2026-27"
