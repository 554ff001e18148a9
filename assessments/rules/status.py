"""Where an organisation stands on a day, with its own publications and what covers it (R23, R29 to R36, R41 to R46)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from assessments.rules.history import PastPublication, Source
from assessments.rules.levels import Level
from assessments.rules.profile import CyberEssentialsPlus
from assessments.rules.validity import Standing, StandingKind, level_held, standing_on

DAY = timedelta(days=1)


class StatusKind(StrEnum):
    """Name a status of a registered organisation; "not registered" belongs to callers (R29)."""

    NOT_PUBLISHED = "not-published"
    UNDER_NEW_PROVIDER = "not-published-under-new-provider"
    APPROACHING = "approaching"
    MET = "met"
    EXCEEDED = "exceeded"
    EXPIRED = "expired"
    CLOSED = "closed"


class How(StrEnum):
    """Say whose publication counts: the organisation's own, or that of its head office or council."""

    OWN = "own"
    COVERED = "covered"


class Ended(StrEnum):
    """Say why a cover ended; "" while nothing but its last day ends it. The same words as in the rows."""

    REPLACED = "replaced"
    REMOVED = "removed"
    SOLD = "sold"
    CLOSED = "closed"
    TAKEN_OVER = "taken-over"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


# After these another provider answers for the site: what the old one published says nothing more (R45, R47).
PROVIDER_CHANGED = frozenset({Ended.SOLD, Ended.MERGED})


@dataclass(frozen=True, slots=True)
class Cover:
    """A publication of a head office or council as it counts for one site, from `from_on` to `to_on` included (R36)."""

    reference: str
    by_id: int
    by_name: str
    by_code: str
    level: Level
    year_label: str
    from_on: date
    to_on: date
    valid_until: date
    ended: Ended | None = None
    is_withdrawn: bool = False
    certificate_expires_on: date | None = None
    certificate: CyberEssentialsPlus | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a status rests on. `certificate` is the organisation's own that renews the one published (R23)."""

    history: tuple[PastPublication, ...] = ()
    covers: tuple[Cover, ...] = ()
    closed_on: date | None = None
    certificate: CyberEssentialsPlus | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """Where an organisation stands on a day.

    `level` is what it holds on that day; `was` what was published, when that differs. `valid_until` is the last day
    that counts for this organisation, `expired_on` the day after it. The `by_` fields name who covers it.
    """

    kind: StatusKind
    level: Level | None = None
    how: How | None = None
    by_id: int | None = None
    by_name: str = ""
    by_code: str = ""
    reference: str = ""
    from_on: date | None = None
    valid_until: date | None = None
    was: Level | None = None
    expired_on: date | None = None
    year_label: str = ""
    source: Source | None = None
    label: str = ""

    @property
    def is_in_date(self) -> bool:
        """Say whether a level is held on the day."""
        return self.level is not None

    @property
    def is_covered(self) -> bool:
        """Say whether what counts, or counted last, is another's publication."""
        return self.how is How.COVERED


def status_on(facts: Facts, day: date) -> Status:
    """Return the status on any date, past ones included (R29).

    Of what is in date the one that took effect later counts; on a tie the own (R42). When nothing is, what ran out
    last is named, unless the site has had another provider since (R45). After its last day a place is closed (R46).
    """
    if facts.closed_on is not None and day > facts.closed_on:
        return Status(StatusKind.CLOSED, expired_on=facts.closed_on + DAY)
    own = standing_on(facts.history, day, facts.certificate)
    cover = latest_cover(facts.covers, day)
    if cover is not None and day <= cover.to_on and not _is_newer(own, cover):
        return _covered(cover, day)
    return _own(own) if own.is_in_date else _nothing_in_date(own, cover)


def latest_cover(covers: Iterable[Cover], day: date) -> Cover | None:
    """Return the cover that began last by a day: the one that counts then, or the one that ended last.

    No two of a site share a day. One whose publication was withdrawn counts on no day (R34).
    """
    begun = [cover for cover in covers if not cover.is_withdrawn and cover.from_on <= day]
    return max(begun, key=lambda cover: cover.from_on, default=None)


def _is_newer(own: Standing, cover: Cover) -> bool:
    """Say whether the own publication is in date and took effect no earlier than the cover (R42)."""
    return own.is_in_date and own.published_on is not None and own.published_on >= cover.from_on


def _covered(cover: Cover, day: date) -> Status:
    level = level_held(cover.level, cover.certificate_expires_on, day, cover.certificate)
    return _status_of(cover, StatusKind(level.value), level, None)


def _own(own: Standing) -> Status:
    return Status(
        kind=StatusKind(own.kind.value),
        level=own.level,
        how=None if own.kind is StandingKind.NOT_PUBLISHED else How.OWN,
        reference=own.reference,
        from_on=own.published_on,
        valid_until=own.valid_until,
        was=own.was,
        expired_on=own.expired_on,
        year_label=own.year_label,
        source=own.source,
        label=own.label,
    )


def _nothing_in_date(own: Standing, cover: Cover | None) -> Status:
    """Say what ran out last. A cover that was ended for another reason leaves the own, if any (R41)."""
    if cover is None:
        return _own(own)
    if cover.ended in PROVIDER_CHANGED:
        has_own_since = own.published_on is not None and own.published_on > cover.to_on
        return _own(own) if has_own_since else Status(StatusKind.UNDER_NEW_PROVIDER, from_on=cover.to_on + DAY)
    if cover.ended is not None or (own.valid_until is not None and own.valid_until >= cover.to_on):
        return _own(own)
    return _status_of(cover, StatusKind.EXPIRED, None, cover.to_on + DAY)


def _status_of(cover: Cover, kind: StatusKind, level: Level | None, expired_on: date | None) -> Status:
    return Status(
        kind=kind,
        level=level,
        how=How.COVERED,
        by_id=cover.by_id,
        by_name=cover.by_name,
        by_code=cover.by_code,
        reference=cover.reference,
        from_on=cover.from_on,
        valid_until=cover.to_on,
        was=None if cover.level is level else cover.level,
        expired_on=expired_on,
        year_label=cover.year_label,
        source=Source.HERE,
    )
