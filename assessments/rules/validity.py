"""How long a publication lasts, and where that leaves an organisation on a day (R23, R27 to R35)."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from assessments.rules.history import PastPublication, Source
from assessments.rules.levels import Level
from assessments.rules.profile import CyberEssentialsPlus
from assessments.rules.schedule import Year


class ValidityPolicy(StrEnum):
    """Name the operator's choice of validity, stored with each publication (R28)."""

    TWELVE_MONTHS = "twelve-months"
    NEXT_30_JUNE = "next-30-june"


def add_months(day: date, months: int) -> date:
    """Move a date by calendar months, clamped to the end of the month; months may be negative (R27)."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def valid_until(published_on: date, policy: ValidityPolicy, deadline: date) -> date:
    """Return the last day a publication counts; `deadline` is that of the year it was published for (R27, R28)."""
    if policy is ValidityPolicy.NEXT_30_JUNE:
        return date(deadline.year + 1, 6, 30)
    return add_months(published_on, 12)


class StandingKind(StrEnum):
    """Name a status; "not registered" and "closed" belong to callers (R29)."""

    NOT_PUBLISHED = "not-published"
    APPROACHING = "approaching"
    MET = "met"
    EXCEEDED = "exceeded"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an organisation stands on a day.

    `level` is what it holds on that day, `was` what was published when that differs: expired, or Exceeded whose
    certificate has run out (R23). `valid_until` is the last day that counts, `expired_on` the day after it.
    """

    kind: StandingKind
    level: Level | None = None
    year_label: str = ""
    published_on: date | None = None
    valid_until: date | None = None
    source: Source | None = None
    was: Level | None = None
    expired_on: date | None = None
    label: str = ""
    reference: str = ""

    @property
    def is_in_date(self) -> bool:
        """Say whether a level is held on the day."""
        return self.level is not None


def standing_on(
    history: Iterable[PastPublication], day: date, certificate: CyberEssentialsPlus | None = None
) -> Standing:
    """Return the standing on any date, past ones included (R29 to R35).

    The publication made last counts, even if an earlier one had longer to run (R30, R33). A withdrawn one counts on
    no day, so the one before it does (R34). History from elsewhere counts until something is published here (R79);
    Entry Level and levels nobody knows give no standing. `certificate` is one that renews the certificate published.
    """
    current = _current(history, day)
    if current is None or current.level is None:
        return Standing(StandingKind.NOT_PUBLISHED)
    if day > current.valid_until:
        return _standing(current, StandingKind.EXPIRED, None, current.valid_until + timedelta(days=1))
    level = level_held(current.level, current.certificate_expires_on, day, certificate)
    return _standing(current, StandingKind(level.value), level, None)


def _current(history: Iterable[PastPublication], day: date) -> PastPublication | None:
    made = [p for p in history if not p.is_withdrawn and p.published_on <= day]
    here = [p for p in made if p.source is Source.HERE]
    known = here or [p for p in made if p.level is not None]
    return max(known, key=_made_at, default=None)


def _made_at(publication: PastPublication) -> tuple[date, datetime]:
    return publication.published_on, publication.published_at or datetime.min.replace(tzinfo=UTC)


def level_held(level: Level, ends_on: date | None, day: date, certificate: CyberEssentialsPlus | None) -> Level:
    """Take Exceeded down to Met once its certificate is past, unless another is live (R23)."""
    if level is not Level.EXCEEDED or ends_on is None or day <= ends_on:
        return level
    return level if certificate is not None and certificate.is_live(day) else Level.MET


def _standing(
    publication: PastPublication, kind: StandingKind, level: Level | None, expired_on: date | None
) -> Standing:
    return Standing(
        kind=kind,
        level=level,
        year_label=publication.year_label,
        published_on=publication.published_on,
        valid_until=publication.valid_until,
        source=publication.source,
        was=None if publication.level is level else publication.level,
        expired_on=expired_on,
        label=publication.label,
        reference=publication.reference,
    )


def met_deadline(history: Iterable[PastPublication], year: Year) -> bool:
    """Say whether something was published for a year by its shown deadline, whatever its level (R31)."""
    return any(_is_for(p, year) and p.published_on <= year.deadline for p in history if not p.is_withdrawn)


def _is_for(publication: PastPublication, year: Year) -> bool:
    """Go by the publication's year; history with no year goes by its date (R2, R79)."""
    if publication.year_label:
        return publication.year_label == year.label
    return publication.published_on >= year.opens_on


def publish_by(standing: Standing, year: Year, today: date) -> date:
    """Return the day to publish by: the nearer of the own last day and the deadline (R30, R31).

    A publication for this very year has met its deadline, so only its own last day counts. Of the two, one that is
    past is left out; when both are, the answer is today.
    """
    ends_on = standing.valid_until
    if ends_on is not None and standing.year_label == year.label and ends_on >= today:
        return ends_on
    return min((day for day in (ends_on, year.deadline) if day is not None and day >= today), default=today)


def is_expired_not_late(history: Iterable[PastPublication], year: Year, day: date) -> bool:
    """Say whether the last publication has run out while the year's deadline is still ahead (R30)."""
    made = tuple(history)
    has_expired = standing_on(made, day).kind is StandingKind.EXPIRED
    return has_expired and day <= year.deadline and not met_deadline(made, year)
