"""What the lists say to one question each, and what they still lack: one small function a question (F17)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Protocol, TypeVar

from assessments.rules.answers import count_problems
from assessments.rules.list_facts import Activity, Asset, Counted, Lists, Said, count_people, is_carried, is_computer
from assessments.rules.roll_up import Count
from assessments.rules.training import counts_as_trained
from assessments.rules.validity import add_months

A_YEAR: Final = 12  # months


class Lack(StrEnum):
    """Name what a list lacks."""

    TOO_FEW_TRAINED = "too-few-trained"
    NOBODY_TO_COUNT = "nobody-to-count"
    COUNTED_LONG_AGO = "counted-long-ago"
    NO_PLACE = "no-place"
    NO_OWNER = "no-owner"
    NOT_CHECKED = "not-checked"
    NO_LEGAL_REASON = "no-legal-reason"
    NOT_SAID_WHO_GETS_IT = "not-said-who-gets-it"
    LEFT_FOR_A_YEAR = "left-for-a-year"
    NO_ANTIVIRUS = "no-antivirus"
    ANTIVIRUS_NOT_SAID = "antivirus-not-said"
    NOT_ENCRYPTED = "not-encrypted"
    ENCRYPTION_NOT_SAID = "encryption-not-said"
    SUPPORT_ENDED = "support-ended"
    SUPPORT_NOT_SAID = "support-not-said"
    DATA_NOT_SAID = "data-not-said"
    SYSTEMS_NOT_SAID = "systems-not-said"
    NOT_SAID_WHAT_IT_DOES = "not-said-what-it-does"
    NO_CONTACT = "no-contact"
    NO_CERTIFICATE = "no-certificate"
    CERTIFICATE_END_NOT_SAID = "certificate-end-not-said"
    CERTIFICATE_ENDED = "certificate-ended"
    NO_DATA_TERMS = "no-data-terms"
    DATA_TERMS_NOT_SAID = "data-terms-not-said"


@dataclass(frozen=True, slots=True)
class Lacking:
    """One thing that is lacking, with the rows that lack it."""

    why: Lack
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What a list says to a question: `rows` were looked at, `on` is the day that its words name, if any."""

    rows: int
    lacks: tuple[Lacking, ...] = ()
    count: Count | None = None
    on: date | None = None

    @property
    def is_ready(self) -> bool:
        """Say whether the list satisfies the question."""
        return not self.lacks


def training(lists: Lists, day: date) -> Finding | None:
    """Count the people, or take the two numbers when nobody is on the list (R25)."""
    if lists.people:
        return _counted(count_people(lists.people, day), day, len(lists.people))
    return _of_numbers(lists.counted, day) if lists.counted else None


def _of_numbers(counted: Counted, day: date) -> Finding:
    count = Count(counted.trained, counted.total)
    if next(count_problems(counted.trained, counted.total), None):
        return Finding(counted.total, (Lacking(Lack.NOBODY_TO_COUNT),))
    if not counts_as_trained(counted.on, day):
        return Finding(counted.total, (Lacking(Lack.COUNTED_LONG_AGO),), count, counted.on)
    return _counted(count, counted.on, counted.total)


def _counted(count: Count, on: date, rows: int) -> Finding:
    if not count.total:
        return Finding(rows, (Lacking(Lack.NOBODY_TO_COUNT),))
    lacks = () if count.is_enough else (Lacking(Lack.TOO_FEW_TRAINED),)
    return Finding(rows, lacks, count, on)


class Named(Protocol):
    """A row with a name to call it by."""

    @property
    def name(self) -> str: ...


Row = TypeVar("Row", bound=Named)


def _where(rows: Iterable[Row], why: Lack, is_lacking: Callable[[Row], bool]) -> Iterator[Lacking]:
    """Name the rows that lack one thing, if there are any."""
    names = tuple(row.name for row in rows if is_lacking(row))
    if names:
        yield Lacking(why, names)


def _is_over(last_day: date | None, day: date) -> bool:
    """Say whether what lasts up to and on a day is over on another."""
    return last_day is not None and last_day < day


def data_held(lists: Lists, day: date) -> Finding | None:
    if not lists.assets:
        return None
    rows, since = lists.assets, add_months(day, -A_YEAR)
    lacks = (
        *_where(rows, Lack.NO_PLACE, lambda row: not row.place.strip()),
        *_where(rows, Lack.NO_OWNER, lambda row: not row.owner.strip()),
        *_where(rows, Lack.NOT_CHECKED, lambda row: row.checked_on is None or not since <= row.checked_on <= day),
    )
    return Finding(len(rows), lacks, on=min((row.checked_on for row in rows if row.checked_on), default=None))


def legal_reasons(lists: Lists, _day: date) -> Finding | None:
    if not lists.activities:
        return None
    lacks = _where(lists.activities, Lack.NO_LEGAL_REASON, lambda row: not row.legal_reason.strip())
    return Finding(len(lists.activities), tuple(lacks))


def data_moves(lists: Lists, _day: date) -> Finding | None:
    """Both lists say who gets a copy: every row of either counts."""
    rows: tuple[Activity | Asset, ...] = (*lists.activities, *lists.assets)
    if not rows:
        return None
    return Finding(len(rows), tuple(_where(rows, Lack.NOT_SAID_WHO_GETS_IT, lambda row: not row.shared_with.strip())))


def devices(lists: Lists, day: date) -> Finding | None:
    """A list is looked after when something on it was saved in the last 12 months."""
    if not lists.things:
        return None
    on = max(row.saved_on for row in lists.things)
    lacks = (Lacking(Lack.LEFT_FOR_A_YEAR),) if on < add_months(day, -A_YEAR) else ()
    return Finding(len(lists.things), lacks, on=on)


def antivirus(lists: Lists, _day: date) -> Finding | None:
    rows = [row for row in lists.things if is_computer(row)]
    lacks = (
        *_where(rows, Lack.NO_ANTIVIRUS, lambda row: row.has_antivirus is Said.NO),
        *_where(rows, Lack.ANTIVIRUS_NOT_SAID, lambda row: row.has_antivirus is Said.UNKNOWN),
    )
    return Finding(len(rows), lacks) if rows else None


def encryption(lists: Lists, _day: date) -> Finding | None:
    """Ask of what can be carried off; where there is no such thing, of whatever somebody has said it about."""
    carried = [row for row in lists.things if is_carried(row)]
    rows = carried or [row for row in lists.things if row.is_encrypted is not Said.UNKNOWN]
    lacks = (
        *_where(rows, Lack.NOT_ENCRYPTED, lambda row: row.is_encrypted is Said.NO),
        *_where(rows, Lack.ENCRYPTION_NOT_SAID, lambda row: row.is_encrypted is Said.UNKNOWN),
    )
    return Finding(len(rows), lacks) if rows else None


def support(lists: Lists, day: date) -> Finding | None:
    """Support that nobody knows the end of is no promise."""
    rows = lists.things
    lacks = (
        *_where(rows, Lack.SUPPORT_ENDED, lambda row: _is_over(row.support_ends_on, day)),
        *_where(rows, Lack.SUPPORT_NOT_SAID, lambda row: row.support_ends_on is None),
    )
    first_end = min((row.support_ends_on for row in rows if row.support_ends_on), default=None)
    return Finding(len(rows), lacks, on=first_end) if rows else None


def firms(lists: Lists, _day: date) -> Finding | None:
    rows = [row for row in lists.firms if row.handles_data is Said.YES]
    lacks = (
        *_where(lists.firms, Lack.DATA_NOT_SAID, lambda row: row.handles_data is Said.UNKNOWN),
        *_where(rows, Lack.NOT_SAID_WHAT_IT_DOES, lambda row: not row.does.strip()),
        *_where(rows, Lack.NO_CONTACT, lambda row: not row.contact.strip()),
    )
    return Finding(len(rows), lacks) if rows or lacks else None


def certificates(lists: Lists, day: date) -> Finding | None:
    rows = [row for row in lists.firms if row.runs_systems is Said.YES]
    held = [row for row in rows if row.certificate.strip()]
    ends = [row.certificate_ends_on for row in held if row.certificate_ends_on]
    lacks = (
        *_where(lists.firms, Lack.SYSTEMS_NOT_SAID, lambda row: row.runs_systems is Said.UNKNOWN),
        *_where(rows, Lack.NO_CERTIFICATE, lambda row: not row.certificate.strip()),
        *_where(held, Lack.CERTIFICATE_END_NOT_SAID, lambda row: row.certificate_ends_on is None),
        *_where(held, Lack.CERTIFICATE_ENDED, lambda row: _is_over(row.certificate_ends_on, day)),
    )
    return Finding(len(rows), lacks, on=min(ends, default=None)) if rows or lacks else None


def data_terms(lists: Lists, _day: date) -> Finding | None:
    rows = [row for row in lists.firms if row.handles_data is Said.YES]
    lacks = (
        *_where(lists.firms, Lack.DATA_NOT_SAID, lambda row: row.handles_data is Said.UNKNOWN),
        *_where(rows, Lack.NO_DATA_TERMS, lambda row: row.has_data_terms is Said.NO),
        *_where(rows, Lack.DATA_TERMS_NOT_SAID, lambda row: row.has_data_terms is Said.UNKNOWN),
    )
    return Finding(len(rows), lacks) if rows or lacks else None
