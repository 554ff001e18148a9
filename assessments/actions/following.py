"""The directory has changed: closed and sold sites, in the transaction that loads it (R45 to R47)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol

from assessments.actions.covering import End, end_covers
from assessments.actions.leaving import let_go
from assessments.administrators import write_to
from assessments.covers import holders_of, lock_sites, sales_overdue
from assessments.models import Assessment, Coverage
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
    @property
    def reopened(self) -> Iterable[str]: ...


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
    covered, day = holders_of(offices), london_date(at)
    gone = {**sales_overdue(day), **{pk: one for pk, one in sold.items() if one.on <= day}}
    _lock_forms(_links(gone))
    lock_sites({*sold, *shut, *covered, *gone})
    _close([one for one in here.values() if one.pk in shut], shut)
    _open_again(loaded.reopened)
    ended = [
        *end_covers(ends=_merged(covered, offices), by=by, at=at),
        *end_covers(ends={pk: End(on, Coverage.Ended.CLOSED) for pk, on in shut.items()}, by=by, at=at),
        *end_covers(ends=_sales(sold), by=by, at=at),
    ]
    _tell(ended, at)
    _leave(gone, by, at)
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


def _open_again(codes: Iterable[str]) -> None:
    """Take back a closing that the directory has taken back; the cover that it ended stays ended."""
    wrong = list(Organisation.objects.filter(code__in=list(codes), closed_on__isnull=False))
    if wrong:
        with acting_for(*wrong):
            Organisation.objects.filter(pk__in=[one.pk for one in wrong]).update(closed_on=None)


def _leave(sold: Mapping[int, Moved], by: User | None, at: datetime) -> None:
    """Let sold sites go from the group that sold them; before the day comes they stay (R45)."""
    for link in _links(sold):
        with acting_for(link.organisation, link.site):
            let_go(group=link.organisation, site=link.site, on=sold[link.site_id].on - DAY, why=SOLD, by=by, at=at)


def _links(sold: Mapping[int, Moved]) -> list[GroupSite]:
    """Read the links of sites to those who sold them; only the sites' own scope shows them."""
    if not sold:
        return []
    with acting_for(*sold):
        found = GroupSite.seen.active().filter(site__in=list(sold)).select_related("organisation", "site")
        theirs = [link for link in found if link.organisation.code == sold[link.site_id].old_parent]
    return sorted(theirs, key=lambda link: (link.organisation_id, link.site_id))


def _lock_forms(links: Sequence[GroupSite]) -> None:
    """Hold still what groups and sites have said, the groups' first, before their cover: so does all that publishes."""
    for side in ({link.organisation_id for link in links}, {link.site_id for link in links}):
        if side:
            with acting_for(*side):
                locking = Assessment.objects.select_for_update().filter(organisation__in=side)
                list(locking.order_by("pk").values_list("pk"))


def _tell(ended: Iterable[Coverage], at: datetime) -> None:
    """Write to each group once, with all it has lost."""
    by_holder: dict[int, list[Coverage]] = {}
    for cover in ended:
        by_holder.setdefault(cover.organisation_id, []).append(cover)
    for holder, covers in sorted(by_holder.items()):
        with acting_for(holder):
            write_to(covers[0].organisation, "cover_ended", at=at, covers=covers)
