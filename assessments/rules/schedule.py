"""Toolkit years and London dates (R1, R2). Instants are aware; dates are Europe/London calendar dates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
OPENING = (9, 1)
DEADLINE = (6, 30)


def london_date(instant: datetime) -> date:
    """Return the London date of an aware instant; raises ValueError for a naive one."""
    if instant.tzinfo is None:
        raise ValueError(instant)
    return instant.astimezone(LONDON).date()


def london_midnight(day: date) -> datetime:
    """Return the aware instant at which a London date begins."""
    return datetime.combine(day, time(), LONDON)


@dataclass(frozen=True, slots=True)
class Year:
    """One toolkit year: open from `opens_at` until just before `closes_at`, both aware; the other dates inclusive."""

    label: str
    opens_at: datetime
    deadline: date
    closes_at: datetime
    last_edit_on: date
    edition: str

    @property
    def words(self) -> str:
        """Return the label as people say it: 2026-27 is "2026 to 2027"."""
        first = int(self.label[:4])
        return f"{first} to {first + 1}"

    @property
    def opens_on(self) -> date:
        """Return the London date on which the year opens."""
        return london_date(self.opens_at)


def default_year(day: date, edition: str) -> Year:
    """Return the toolkit year of a date with R1's usual dates: 1 September, 30 June, 1 September."""
    first = day.year if (day.month, day.day) >= OPENING else day.year - 1
    closes_on = date(first + 1, *OPENING)
    return Year(
        label=f"{first}-{(first + 1) % 100:02}",
        opens_at=london_midnight(date(first, *OPENING)),
        deadline=date(first + 1, *DEADLINE),
        closes_at=london_midnight(closes_on),
        last_edit_on=closes_on - timedelta(days=1),
        edition=edition,
    )


def open_year(years: Iterable[Year], instant: datetime) -> Year | None:
    """Return the year open at an instant, None between years; of two that overlap, the one opened last (R2)."""
    found = [year for year in years if year.opens_at <= instant < year.closes_at]
    return max(found, key=lambda year: year.opens_at, default=None)


def is_late(year: Year, instant: datetime) -> bool:
    """Say whether an instant is after the year's shown deadline, which lasts until midnight in London (R2)."""
    return london_date(instant) > year.deadline


def is_open_on(year: Year, day: date) -> bool:
    """Say whether the year is open during any of a London date."""
    return year.opens_on <= day and london_midnight(day) < year.closes_at


def can_edit(year: Year, day: date) -> bool:
    """Say whether the year's answers may be changed on a London date."""
    return year.opens_on <= day <= year.last_edit_on
