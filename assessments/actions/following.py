"""The directory has changed: closed and sold sites, in the transaction that loads it (R45 to R47)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Protocol

from assessments.actions.covering import End, end_covers
from assessments.actions.leaving import let_go
from assessments.administrators import write_to
from assessments.covers import holders_of, lock_sites
from assessments.models import Coverage
from assessments.rules.schedule import london_date
from organisations.groups import is_group
from organisations.models import GroupSite, Organisation, User
from organisations.tenancy import acting_for, action

DAY = timedelta(days=1)
SOLD = "sold"


class Moved(Protocol):
    """A site whose head office is another one from a day on; either code may be ""."""

    @property
    def code(self) -> str: ...
    @property
    def old_parent(self) -> str: ...
    @property
    def new_parent(self) -> str: ...
    @property
    def on(self) -> date: ...


class Closed(Protocol):
    """A site or head office with its last open day."""

    @property
    def code(self) -> str: ...
    @property
    def on(self) -> date: ...


class Changes(Protocol):
    """What a load of the directory has changed that matters here."""

    @property
    def moved(self) -> Iterable[Moved]: ...
    @property
    def closed(self) -> Iterable[Closed]: ...


@action
def follow_directory(*, loaded: Changes, by: User | None, at: datetime) -> int:
    """End what the directory says has ended; return how many covers that changed.

    A sold site is covered by the seller until the day before, a closed one until its last day. What a closed head
    office has published counts for its sites until that day (R47). A site that was sold leaves its group.
    """
    moved = {one.code: one for one in loaded.moved if one.old_parent and one.new_parent != one.old_parent}
    closed = {one.code: one.on for one in loaded.closed}
    here = {one.code: one for one in Organisation.objects.filter(code__in={*moved, *closed})}
    sold = {here[code].pk: one for code, one in moved.items() if code in here and one.new_parent}
    shut = {here[code].pk: on for code, on in closed.items() if code in here}
    offices = {one.pk: shut[one.pk] for one in here.values() if one.pk in shut and is_group(one)}
    covered = holders_of(offices)
    lock_sites({*sold, *shut, *covered})
    _close([one for one in here.values() if one.pk in shut], shut)
    ended = [
        *end_covers(ends=_merged(covered, offices), by=by, at=at),
        *end_covers(ends={pk: End(on, Coverage.Ended.CLOSED) for pk, on in shut.items()}, by=by, at=at),
        *end_covers(ends=_sales(sold), by=by, at=at),
    ]
    _tell(ended, at)
    _leave(sold, by, at)
    return len(ended)


def _merged(covered: Mapping[int, int], offices: Mapping[int, date]) -> dict[int, End]:
    codes = dict(Organisation.objects.filter(pk__in=offices).values_list("pk", "code"))
    return {site: End(offices[holder], Coverage.Ended.MERGED, was_by=codes[holder]) for site, holder in covered.items()}


def _sales(sold: Mapping[int, Moved]) -> dict[int, End]:
    return {pk: End(one.on - DAY, Coverage.Ended.SOLD, was_by=one.old_parent) for pk, one in sold.items()}


def _close(organisations: Iterable[Organisation], on: Mapping[int, date]) -> None:
    changed = [one for one in organisations if one.closed_on != on[one.pk]]
    if changed:
        with acting_for(*changed):
            for one in changed:
                one.closed_on = on[one.pk]
            Organisation.objects.bulk_update(changed, ["closed_on"])


def _leave(sold: Mapping[int, Moved], by: User | None, at: datetime) -> None:
    """Let sold sites go from the group that sold them; before the day comes they stay (R45)."""
    gone = {pk: one for pk, one in sold.items() if one.on <= london_date(at)}
    for link in _links(gone):
        if link.organisation.code == gone[link.site_id].old_parent:
            with acting_for(link.organisation, link.site):
                let_go(group=link.organisation, site=link.site, on=gone[link.site_id].on - DAY, why=SOLD, by=by, at=at)


def _links(sites: Iterable[int]) -> list[GroupSite]:
    """Read the links of sites, which only their own scope shows."""
    with acting_for(*sites):
        found = GroupSite.seen.active().filter(site__in=list(sites)).select_related("organisation", "site")
        return sorted(found, key=lambda link: (link.organisation_id, link.site_id))


def _tell(ended: Iterable[Coverage], at: datetime) -> None:
    """Write to each group once, with all it has lost."""
    by_holder: dict[int, list[Coverage]] = {}
    for cover in ended:
        by_holder.setdefault(cover.organisation_id, []).append(cover)
    for holder, covers in sorted(by_holder.items()):
        with acting_for(holder):
            write_to(covers[0].organisation, "cover_ended", at=at, covers=covers)
