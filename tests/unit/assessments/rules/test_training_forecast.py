"""What a training list will amount to, against a model that looks at every day there is (R25)."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.rules.list_facts import Trainee
from assessments.rules.roll_up import Count
from assessments.rules.training import counts_as_trained
from assessments.rules.training_forecast import Forecast, RunsOut, falls_short_on, forecast, last_day

TODAY = date(2026, 11, 22)
PUBLISH_BY = date(2027, 6, 30)
SPRING, AUTUMN = date(2026, 5, 4), date(2026, 10, 1)

# Around two leap days, so that the ends of February matter.
DAYS = st.dates(date(2023, 1, 1), date(2024, 12, 31))
PEOPLE = st.lists(
    st.builds(Trainee, st.sampled_from(["Ada", "Bo", "Cy"]), st.none() | DAYS, st.booleans()), max_size=24
)


def everybody(spring: int, autumn: int, never: int) -> list[Trainee]:
    return [
        *(Trainee(f"Spring {number:02}", SPRING) for number in range(spring)),
        *(Trainee(f"Autumn {number:02}", AUTUMN) for number in range(autumn)),
        *(Trainee(f"Never {number:02}") for number in range(never)),
    ]


def test_it_says_how_many_will_count_and_how_many_must_train() -> None:
    later = forecast(everybody(7, 41, 2), TODAY, PUBLISH_BY)

    assert later.count == Count(41, 50)
    assert later.count.share == 82
    assert later.short_by == 7  # 48 of 50 are enough
    assert later.runs_out == tuple(RunsOut(f"Spring {number:02}", date(2027, 5, 4)) for number in range(7))


def test_nobody_is_missing_when_enough_will_still_count() -> None:
    later = forecast(everybody(1, 19, 0), TODAY, PUBLISH_BY)

    assert (later.count, later.short_by) == (Count(19, 20), 0)


def test_it_falls_short_on_the_day_after_the_last_who_is_needed() -> None:
    assert falls_short_on(everybody(7, 41, 2), TODAY) == date(2027, 5, 5)
    assert falls_short_on(everybody(1, 19, 0), TODAY) == date(2027, 10, 2)
    assert falls_short_on(everybody(0, 18, 1), TODAY) == TODAY


@pytest.mark.parametrize("people", [[], [Trainee("Jo", SPRING, is_away=True)]], ids=["nobody", "all away"])
def test_with_nobody_to_count_there_is_no_day(people: list[Trainee]) -> None:
    assert falls_short_on(people, TODAY) is None
    assert forecast(people, TODAY, PUBLISH_BY) == Forecast(PUBLISH_BY, Count(0, 0), 0, ())


def test_a_date_to_come_is_a_plan_and_no_training() -> None:
    booked = [Trainee("Tom", date(2026, 12, 1))]

    assert forecast(booked, TODAY, PUBLISH_BY) == Forecast(PUBLISH_BY, Count(0, 1), 1, ())
    assert falls_short_on(booked, TODAY) == TODAY


@pytest.mark.parametrize(
    ("trained_on", "expected"),
    [
        (date(2025, 3, 10), date(2026, 3, 10)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2023, 2, 28), date(2024, 2, 29)),
        (date(2023, 3, 1), date(2024, 3, 1)),
    ],
    ids=str,
)
def test_r25_the_last_day_that_training_counts(trained_on: date, expected: date) -> None:
    assert last_day(trained_on) == expected


@given(st.dates(date(2019, 1, 1), date(2032, 12, 31)))
def test_the_last_day_counts_and_the_next_does_not(trained_on: date) -> None:
    last = last_day(trained_on)

    assert counts_as_trained(trained_on, last)
    assert not counts_as_trained(trained_on, last + timedelta(days=1))


def model_of(people: list[Trainee], today: date, day: date) -> Count:
    """Count on a day, person by person, only training that had happened by today."""
    here = [person for person in people if not person.is_away]
    done = [
        one for one in here if one.trained_on and one.trained_on <= today and counts_as_trained(one.trained_on, day)
    ]
    return Count(len(done), len(here))


@given(PEOPLE, DAYS, st.integers(0, 500))
def test_the_forecast_is_what_counting_on_that_day_gives(people: list[Trainee], today: date, ahead: int) -> None:
    on = today + timedelta(days=ahead)
    later = forecast(people, today, on)

    assert later.count == model_of(people, today, on)
    assert later.short_by == next(
        (more for more in range(later.count.total + 1) if _with(later.count, more).is_enough), 0
    )
    now = model_of(people, today, today)
    assert len(later.runs_out) == now.trained - later.count.trained
    assert list(later.runs_out) == sorted(later.runs_out, key=lambda one: (one.last_day, one.name))
    assert all(today <= one.last_day < on for one in later.runs_out)


def _with(count: Count, more: int) -> Count:
    return Count(count.trained + more, count.total)


@settings(max_examples=60, deadline=None)  # each one walks through two years, day by day
@given(PEOPLE, DAYS)
def test_no_day_before_falls_short_and_that_day_does(people: list[Trainee], today: date) -> None:
    days = (today + timedelta(days=ahead) for ahead in range(400))
    slowly = next((day for day in days if not model_of(people, today, day).is_enough), None)

    assert falls_short_on(people, today) == (slowly if any(not person.is_away for person in people) else None)
