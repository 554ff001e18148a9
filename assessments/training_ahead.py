"""What the training list will amount to on the day an organisation plans to publish (R25)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.conf import settings

from assessments.dates import in_full
from assessments.offer_words import (
    MOST_WHO_RUN_OUT,
    falls_short_words,
    forecast_words,
    runs_out_words,
    share_words,
)
from assessments.rules.list_facts import Counted, Lists, count_people
from assessments.rules.schedule import default_year
from assessments.rules.training_forecast import falls_short_on, forecast, last_day
from assessments.rules.validity import add_months, publish_by, standing_on
from assessments.snapshots import Loaded

LATEST: Final = 24  # months from today: all training there is now has run out by then
NOT_A_DAY: Final = "Choose a day from today on, and not later than {}."


@dataclass(frozen=True, slots=True)
class TrainingAhead:
    """What the list will amount to on the planned day, and whose training runs out before it.

    `runs_out` are the first few, soonest first, and `more` how many others there are. `problem` says what is wrong with
    the day that was asked for.
    """

    sentences: tuple[str, ...]
    on: date
    runs_out: tuple[str, ...]
    more: int
    problem: str


def training_ahead(lists: Lists, loaded: Loaded | None, today: date, planned: str) -> TrainingAhead | None:
    """Look ahead to a day as typed, or else to the day to publish by; None when there is nobody to count."""
    on, problem = _planned(planned, _publish_by(loaded, today), today)
    if lists.people:
        if not count_people(lists.people, today).total:
            return None
        later = forecast(lists.people, today, on)
        said = forecast_words(later) if on > today else ""
        short = falls_short_words(falls_short_on(lists.people, today), today)
        names = tuple(map(runs_out_words, later.runs_out))
        more = max(0, len(names) - MOST_WHO_RUN_OUT)
        return TrainingAhead(_all(said, short), on, names[:MOST_WHO_RUN_OUT], more, problem)
    return TrainingAhead(_of_numbers(lists.counted, on), on, (), 0, problem) if lists.counted else None


def share_now(lists: Lists, today: date) -> str:
    """Say what the list amounts to today, where no question says it."""
    count = count_people(lists.people, today)
    return share_words(count) if count.total else ""


def _of_numbers(counted: Counted, on: date) -> tuple[str, ...]:
    """Two numbers say nothing about whose training runs out, only until when they can be used."""
    until = last_day(counted.on)
    said = f"You counted on {in_full(counted.on)}. You can use those numbers until {in_full(until)}."
    return _all(said, f"Count again before {in_full(on)}." if until < on else "")


def _publish_by(loaded: Loaded | None, today: date) -> date:
    """Return the day to publish by, as the home page has it (R30, R31)."""
    if loaded is None:
        return publish_by(standing_on((), today), default_year(today, settings.DEFAULT_EDITION), today)
    case = loaded.case
    return publish_by(standing_on(case.history, today, case.profile.cyber), case.year, today)


def _planned(typed: str, usual: date, today: date) -> tuple[date, str]:
    """Read a day such as 2027-06-30; of one that cannot be, give the usual day and say why."""
    if not typed.strip():
        return usual, ""
    latest = add_months(today, LATEST)
    try:
        on = date.fromisoformat(typed.strip())
    except ValueError:
        return usual, NOT_A_DAY.format(in_full(latest))
    return (on, "") if today <= on <= latest else (usual, NOT_A_DAY.format(in_full(latest)))


def _all(*sentences: str) -> tuple[str, ...]:
    return tuple(sentence for sentence in sentences if sentence)
