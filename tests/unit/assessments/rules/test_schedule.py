from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from assessments.rules.schedule import (
    LONDON,
    can_edit,
    default_year,
    is_late,
    is_open_on,
    london_date,
    open_year,
)

YEAR_25 = default_year(date(2026, 6, 30), "care-7")
YEAR_26 = default_year(date(2026, 9, 1), "care-8")


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        (at(2026, 6, 30, 22, 59), date(2026, 6, 30)),
        (at(2026, 6, 30, 23, 5), date(2026, 7, 1)),
        (at(2026, 12, 31, 23, 59), date(2026, 12, 31)),
        (at(2026, 3, 29, 0, 59), date(2026, 3, 29)),
        (at(2026, 10, 24, 23, 30), date(2026, 10, 25)),
        (datetime(2026, 6, 30, 20, 0, tzinfo=timezone(timedelta(hours=-5))), date(2026, 7, 1)),
    ],
)
def test_london_date(instant: datetime, expected: date) -> None:
    assert london_date(instant) == expected


def test_london_date_refuses_a_naive_instant() -> None:
    with pytest.raises(ValueError, match="2026-06-30"):
        london_date(at(2026, 6, 30, 12, 0).replace(tzinfo=None))


R2 = [
    (at(2026, 6, 30, 22, 59), "2025-26", False),
    (at(2026, 6, 30, 23, 5), "2025-26", True),
    (at(2026, 8, 5, 12, 0), "2025-26", True),
    (at(2026, 9, 25, 12, 0), "2026-27", False),
]


@pytest.mark.parametrize(("instant", "label", "late"), R2)
def test_r2_publication_belongs_to_the_year_open(instant: datetime, label: str, late: bool) -> None:
    year = open_year((YEAR_25, YEAR_26), instant)
    assert year is not None
    assert (year.label, is_late(year, instant)) == (label, late)


def test_r1_default_dates() -> None:
    assert YEAR_26.label == "2026-27"
    assert YEAR_26.opens_at == datetime(2026, 9, 1, tzinfo=LONDON)
    assert YEAR_26.opens_at.astimezone(UTC) == at(2026, 8, 31, 23, 0)
    assert YEAR_26.deadline == date(2027, 6, 30)
    assert YEAR_26.closes_at == default_year(date(2027, 9, 1), "care-8").opens_at
    assert YEAR_26.last_edit_on == date(2027, 8, 31)
    assert YEAR_26.edition == "care-8"


@pytest.mark.parametrize(
    ("day", "label", "words"),
    [
        (date(2026, 8, 31), "2025-26", "2025 to 2026"),
        (date(2026, 9, 1), "2026-27", "2026 to 2027"),
        (date(2027, 1, 1), "2026-27", "2026 to 2027"),
        (date(2099, 9, 1), "2099-00", "2099 to 2100"),
    ],
)
def test_year_of_a_day(day: date, label: str, words: str) -> None:
    year = default_year(day, "care-8")
    assert (year.label, year.words) == (label, words)


def test_years_meet_without_gap_or_overlap() -> None:
    turn = YEAR_26.opens_at
    assert open_year((YEAR_26, YEAR_25), turn - timedelta(microseconds=1)) is YEAR_25
    assert open_year((YEAR_26, YEAR_25), turn) is YEAR_26


def test_no_year_is_open_between_years() -> None:
    late_start = replace(YEAR_26, opens_at=at(2026, 9, 20, 8, 0))
    assert open_year((YEAR_25, late_start), at(2026, 9, 10)) is None
    assert open_year((YEAR_25,), YEAR_25.closes_at) is None
    assert open_year((), at(2026, 9, 10)) is None


def test_of_two_open_years_the_one_opened_last_counts() -> None:
    kept_open = replace(YEAR_25, closes_at=at(2026, 10, 1))
    assert open_year((YEAR_26, kept_open), at(2026, 9, 10)) is YEAR_26


@pytest.mark.parametrize(
    ("day", "is_open", "editable"),
    [
        (date(2026, 8, 31), False, False),
        (date(2026, 9, 1), True, True),
        (date(2027, 8, 31), True, True),
        (date(2027, 9, 1), False, False),
    ],
)
def test_open_and_editable_days(day: date, is_open: bool, editable: bool) -> None:
    assert is_open_on(YEAR_26, day) is is_open
    assert can_edit(YEAR_26, day) is editable


def test_a_year_that_closes_at_noon_is_open_that_day() -> None:
    year = replace(YEAR_26, closes_at=at(2027, 9, 5, 11, 0))
    assert is_open_on(year, date(2027, 9, 5))
    assert not is_open_on(year, date(2027, 9, 6))
