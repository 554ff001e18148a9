"""What the training list amounts to on a day, and what a device is called (R25)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.list_facts import Thing, Trainee, count_people, is_carried, is_computer, is_trained
from assessments.rules.roll_up import Count

DAY = date(2026, 11, 22)
LATELY, LONG_AGO = date(2026, 5, 4), date(2025, 11, 21)


def people(trained: int, total: int) -> list[Trainee]:
    """Give a list of people of whom the first ones are trained."""
    return [Trainee(f"Person {number}", LATELY if number < trained else None) for number in range(total)]


@pytest.mark.parametrize(("trained", "total", "enough"), [(48, 50, True), (18, 19, False), (19, 20, True)])
def test_r25_the_list_is_enough_in_integers(trained: int, total: int, enough: bool) -> None:
    count = count_people(people(trained, total), DAY)

    assert count == Count(trained, total)
    assert count.is_enough is enough


@pytest.mark.parametrize(
    ("trained_on", "day", "counts"),
    [
        (date(2025, 11, 22), DAY, True),
        (LONG_AGO, DAY, False),
        (DAY, DAY, True),
        (date(2026, 11, 23), DAY, False),
        (date(2024, 2, 29), date(2025, 2, 28), True),
        (date(2024, 2, 29), date(2025, 3, 1), False),
        (date(2023, 2, 28), date(2024, 2, 29), True),
        (None, DAY, False),
    ],
    ids=str,
)
def test_r25_the_same_day_last_year_counts(trained_on: date | None, day: date, counts: bool) -> None:
    assert is_trained(Trainee("Tom", trained_on), day) is counts


def test_r25_whoever_is_away_is_not_counted_trained_or_not() -> None:
    away = [Trainee("Jo", LATELY, is_away=True), Trainee("Sam", None, is_away=True)]

    assert count_people([*people(2, 3), *away], DAY) == Count(2, 3)
    assert count_people(away, DAY) == Count(0, 0)
    assert not count_people(away, DAY).is_enough


@given(st.lists(st.booleans()), st.integers(0, 30))
def test_somebody_away_never_changes_the_count(trained: list[bool], away: int) -> None:
    here = [Trainee("Tom", LATELY if is_trained else None) for is_trained in trained]
    gone = [Trainee("Jo", LATELY, is_away=True)] * away

    assert count_people([*here, *gone], DAY) == count_people(here, DAY)


@pytest.mark.parametrize(
    ("name", "kind", "computer", "carried"),
    [
        ("Office laptop", "", True, True),
        ("Office", "Laptop", True, True),
        ("Front desk", "Desktop computer", True, False),
        ("Reception", "computers", True, False),
        ("Rounds 2", "Tablet", True, True),
        ("Tom", "Phone", False, True),
        ("Backup", "USB stick", False, True),
        ("Hall", "Router", False, False),
        ("Rota app for tablets", "Program", False, False),
        ("Care notes on the laptop", "Online service", False, False),
        ("Printer", "", False, False),
        ("Latitude 5420", "", True, True),
        ("Latitude 5420", "Dell", True, True),
    ],
)
def test_what_a_device_is_called_says_what_it_is(name: str, kind: str, computer: bool, carried: bool) -> None:
    thing = Thing(name, DAY, kind)

    assert (is_computer(thing), is_carried(thing)) == (computer, carried)
