from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.training import counts_as_trained, fewest_trained, meets_target


@pytest.mark.parametrize(
    ("trained", "total", "expected"),
    [
        (19, 20, True),
        (18, 19, False),
        (19, 19, True),
        (18, 20, False),
        (1, 1, True),
        (0, 1, False),
        (95, 100, True),
        (94, 100, False),
        (38, 40, True),
        (37, 39, False),
    ],
)
def test_r25_ninety_five_percent_in_integers(trained: int, total: int, expected: bool) -> None:
    assert meets_target(trained, total) is expected


@pytest.mark.parametrize("total", range(1, 20))
def test_r25_below_twenty_people_everyone_must_be_trained(total: int) -> None:
    assert meets_target(total, total)
    assert not meets_target(total - 1, total)


@pytest.mark.parametrize(("trained", "total"), [(0, 0), (1, 0), (21, 20), (-1, 20), (1, -5)])
def test_r25_refuses_impossible_counts(trained: int, total: int) -> None:
    with pytest.raises(ValueError, match=r"negative|total"):
        meets_target(trained, total)


@given(st.integers(1, 5000))
def test_fewest_trained_is_the_first_count_that_passes(total: int) -> None:
    fewest = fewest_trained(total)
    assert meets_target(fewest, total)
    assert not meets_target(fewest - 1, total)


def test_fewest_trained_needs_somebody() -> None:
    with pytest.raises(ValueError, match="0"):
        fewest_trained(0)


@pytest.mark.parametrize(
    ("completed_on", "day", "expected"),
    [
        (date(2025, 3, 10), date(2026, 3, 10), True),
        (date(2025, 3, 9), date(2026, 3, 10), False),
        (date(2026, 3, 10), date(2026, 3, 10), True),
        (date(2026, 3, 11), date(2026, 3, 10), False),
        (date(2023, 2, 28), date(2024, 2, 29), True),
        (date(2023, 2, 27), date(2024, 2, 29), False),
        (date(2024, 2, 28), date(2025, 2, 28), True),
        (date(2024, 2, 29), date(2025, 2, 28), True),
        (date(2024, 2, 29), date(2025, 3, 1), False),
    ],
)
def test_r25_counts_for_twelve_months_inclusive(completed_on: date, day: date, expected: bool) -> None:
    assert counts_as_trained(completed_on, day) is expected
