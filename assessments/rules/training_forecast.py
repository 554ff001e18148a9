"""What a training list will amount to later, if nobody trains again: training counts for 12 months (R25)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from assessments.rules.list_facts import Trainee, count_people, is_trained
from assessments.rules.roll_up import Count
from assessments.rules.training import counts_as_trained, fewest_trained
from assessments.rules.validity import add_months

DAY: Final = timedelta(days=1)
MONTHS_TRAINING_COUNTS: Final = 12


@dataclass(frozen=True, slots=True)
class RunsOut:
    """Somebody whose training counts now, and the last day it does."""

    name: str
    last_day: date


@dataclass(frozen=True, slots=True)
class Forecast:
    """The list on a later day: how many will count, how many more must train, and whose training runs out first."""

    on: date
    count: Count
    short_by: int
    runs_out: tuple[RunsOut, ...]


def last_day(completed_on: date) -> date:
    """Return the last day on which training counts; after 28 February that can be 29 February (R25)."""
    same_day = add_months(completed_on, MONTHS_TRAINING_COUNTS)
    return same_day + DAY if counts_as_trained(completed_on, same_day + DAY) else same_day


def forecast(people: Sequence[Trainee], today: date, on: date) -> Forecast:
    """Say what the list will amount to on a day from today on, by the training that has happened by today."""
    done = _as_known(people, today)
    count = count_people(done, on)
    needed = fewest_trained(count.total) if count.total else 0
    return Forecast(on, count, max(0, needed - count.trained), tuple(_runs_out(done, today, on)))


def falls_short_on(people: Sequence[Trainee], from_day: date) -> date | None:
    """Return the first day from a day on when too few are trained, if nobody trains again (R25).

    It is that day itself when too few are trained already, and None when there is nobody to count.
    """
    done = _as_known(people, from_day)
    total = count_people(done, from_day).total
    if not total:
        return None
    lasting = sorted((last_day(p.trained_on) for p in _trained(done, from_day) if p.trained_on), reverse=True)
    needed = fewest_trained(total)
    # As long as the one counts who is the last that is needed, enough do.
    return lasting[needed - 1] + DAY if len(lasting) >= needed else from_day


def _as_known(people: Iterable[Trainee], today: date) -> list[Trainee]:
    """Leave out training that has not happened yet: a date to come is a plan."""
    return [
        Trainee(person.name, None, person.is_away) if person.trained_on and person.trained_on > today else person
        for person in people
    ]


def _trained(people: Iterable[Trainee], day: date) -> list[Trainee]:
    return [person for person in people if not person.is_away and is_trained(person, day)]


def _runs_out(people: Iterable[Trainee], today: date, on: date) -> list[RunsOut]:
    """List those who count today and will not on the day, the soonest first."""
    found = [RunsOut(p.name, last_day(p.trained_on)) for p in _trained(people, today) if p.trained_on]
    return sorted((one for one in found if one.last_day < on), key=lambda one: (one.last_day, one.name))
