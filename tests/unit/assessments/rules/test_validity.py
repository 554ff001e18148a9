from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.validity import ValidityPolicy, add_months, valid_until

DEADLINE = date(2026, 6, 30)
TWELVE, JUNE = ValidityPolicy.TWELVE_MONTHS, ValidityPolicy.NEXT_30_JUNE

R27 = [
    (date(2025, 6, 30), date(2026, 6, 30)),
    (date(2024, 2, 29), date(2025, 2, 28)),
    (date(2023, 2, 28), date(2024, 2, 28)),
    (date(2024, 2, 28), date(2025, 2, 28)),
    (date(2023, 3, 1), date(2024, 3, 1)),
    (date(2025, 8, 31), date(2026, 8, 31)),
    (date(2025, 12, 31), date(2026, 12, 31)),
    (date(2026, 2, 1), date(2027, 2, 1)),
]


@pytest.mark.parametrize(("published_on", "expected"), R27)
def test_r27_twelve_calendar_months(published_on: date, expected: date) -> None:
    assert valid_until(published_on, TWELVE, DEADLINE) == expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 1, 15), -13, date(2024, 12, 15)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_add_months_clamps(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


DATES = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@given(DATES)
def test_validity_is_always_a_year_clamped(published_on: date) -> None:
    last = valid_until(published_on, TWELVE, DEADLINE)
    assert (last.year, last.month) == (published_on.year + 1, published_on.month)
    assert last.day == published_on.day or (last.day, published_on.day) == (28, 29)
    assert published_on < last


@given(DATES, DATES)
def test_validity_never_falls_when_published_later(first: date, second: date) -> None:
    earlier, later = sorted((first, second))
    assert valid_until(earlier, TWELVE, DEADLINE) <= valid_until(later, TWELVE, DEADLINE)


@pytest.mark.parametrize("published_on", [date(2025, 9, 25), date(2026, 6, 30), date(2026, 8, 15)])
def test_r28_other_policy_ends_on_the_30_june_after_the_deadline_year(published_on: date) -> None:
    assert valid_until(published_on, JUNE, DEADLINE) == date(2027, 6, 30)
    assert valid_until(published_on, JUNE, date(2026, 7, 31)) == date(2027, 6, 30)
