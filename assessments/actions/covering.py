"""Cover: what a publication counts for, beginning and ending, each site held still meanwhile (R36 to R47)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from assessments.administrators import write_to
from assessments.candidates import Candidate, candidates, named
from assessments.covers import active_sites, covers_after, lock_sites, to_lock
from assessments.models import Coverage, Publication, ToolkitYear
from assessments.rules.coverage import span
from assessments.rules.levels import Level
from assessments.rules.schedule import london_date
from organisations import audit
from organisations.models import Organisation, User
from organisations.refusals import Refused
from organisations.tenancy import acting_for, action

DAY = timedelta(days=1)
ENDING = ["to_on", "ended", "ended_at", "replaced_by_publication", "voided_at"]


class Uncovered(Refused):
    """Raised when a ticked site cannot be covered; carries every such site with its reason (R15, R44)."""

    def __init__(self, found: Sequence[Candidate]) -> None:
        super().__init__("cannot-be-covered", "One of the services you ticked cannot be covered. Look at your list.")
        self.candidates = tuple(found)


@dataclass(frozen=True, slots=True)
class End:
    """The last day that a site's cover counts, and why; `was_by` keeps it to one holder's, by its code."""

    on: date
    why: Coverage.Ended
    was_by: str = ""


@action
def end_cover(*, site: Organisation, on: date, ended: Coverage.Ended, by: User | None, at: datetime) -> int:
    """End whatever covers a site; `on` is the last covered day. Say how many covers that changed (R41, R45, R46)."""
    return len(end_covers(ends={site.pk: End(on, ended)}, by=by, at=at))


@action
def end_covers(*, ends: Mapping[int, End], by: User | None, at: datetime) -> list[Coverage]:
    """End the covers of many sites, by their ids, in a few statements, and return those that changed.

    One that would have begun after its last day never counts: it is void, and its row stays for the history.
    """
    if not ends:
        return []
    lock_sites(ends)
    first = min(end.on for end in ends.values())
    found = [cover for cover in covers_after(ends, first) if _is_meant(cover, ends[cover.site_id])]
    if found:
        with acting_for(*{cover.organisation_id for cover in found}):
            for cover in found:
                _end(cover, ends[cover.site_id].on, ends[cover.site_id].why, at)
            Coverage.objects.bulk_update(found, ENDING)
            audit.record_many(
                [("ended-cover", cover.organisation_id, cover.site.code) for cover in found], by=by, at=at
            )
    return found


def _is_meant(cover: Coverage, end: End) -> bool:
    return cover.to_on > end.on and end.was_by in ("", cover.organisation.code)


def _end(cover: Coverage, on: date, why: Coverage.Ended, at: datetime, reference: str = "") -> None:
    cover.ended, cover.ended_at, cover.replaced_by_publication = why, at, reference
    if on < cover.from_on:
        cover.voided_at = at
    else:
        cover.to_on = on


@action
def settle(
    *, group: Organisation, year: ToolkitYear, level: Level, ticked: Collection[int], by: User, at: datetime
) -> list[Candidate]:
    """Hold the sites still, read again what is true of them, and return those that a publication will count for.

    Raises Uncovered with every ticked site that cannot be covered any more; then nothing is published (R16, R44).
    """
    lock_sites(to_lock(group, ticked, london_date(at)))
    with acting_for(group, *active_sites(group), user=by):
        found = candidates(group, year, day=london_date(at), level=level)
    chosen = named(found, ticked)
    refused = [candidate for candidate in chosen if not candidate.may_be_covered]
    if refused:
        raise Uncovered(refused)
    return chosen


@action
def cover(*, publication: Publication, chosen: Sequence[Candidate], by: User, at: datetime) -> list[Coverage]:
    """Let a publication count for sites from today; return the covers of other groups that it takes over (R44).

    What older publications of the group count for ends yesterday, for the sites it leaves out, too (R30, R36).
    """
    _replace_older(publication, at)
    taken = _take_over(publication, [one for one in chosen if one.facts.is_held], at)
    Coverage.objects.bulk_create(_covers(publication, chosen, by, at, is_amendment=False))
    return taken


@action
def amend(*, publication: Publication, candidate: Candidate, by: User, at: datetime) -> tuple[Coverage, list[Coverage]]:
    """Let a publication count for one more site from today; its own last day stays (R40). Also say what it took."""
    taken = _take_over(publication, [candidate] if candidate.facts.is_held else [], at)
    [made] = Coverage.objects.bulk_create(_covers(publication, [candidate], by, at, is_amendment=True))
    return made, taken


def _replace_older(publication: Publication, at: datetime) -> None:
    today = publication.published_on
    words = {
        "ended": Coverage.Ended.REPLACED,
        "ended_at": at,
        "replaced_by_publication": publication.reference,
    }
    older = Coverage.objects.filter(organisation=publication.organisation_id, voided_at__isnull=True, to_on__gte=today)
    older.filter(from_on__gte=today).update(**words, voided_at=at)
    older.filter(from_on__lt=today).update(**words, to_on=today - DAY)


def _take_over(publication: Publication, held: Sequence[Candidate], at: datetime) -> list[Coverage]:
    yesterday = london_date(at) - DAY
    sites = [one.id for one in held if one.id is not None]
    taken = covers_after(sites, yesterday) if sites else []
    if taken:
        with acting_for(publication.organisation_id, *{cover.organisation_id for cover in taken}):
            for cover in taken:
                _end(cover, yesterday, Coverage.Ended.TAKEN_OVER, at, publication.reference)
            Coverage.objects.bulk_update(taken, ENDING)
    return taken


@action
def record_lost(*, publication: Publication, taken: Sequence[Coverage], by: User, at: datetime) -> None:
    """Tell the groups that lost sites to a publication, in their history and by mail (R44)."""
    if not taken:
        return
    winner = publication.organisation
    holders = {cover.organisation_id: cover.organisation for cover in taken}
    with acting_for(winner, *holders):
        audit.record_many(
            [("lost-cover", cover.organisation_id, cover.site.code) for cover in taken], by=by, at=at, to=winner.code
        )
        for holder in holders.values():
            lost = [cover.site for cover in taken if cover.organisation_id == holder.pk]
            for one in (holder, winner):
                write_to(one, "cover_taken_over", at=at, holder=holder, winner=winner, sites=lost)


def _covers(
    publication: Publication, chosen: Sequence[Candidate], by: User, at: datetime, *, is_amendment: bool
) -> list[Coverage]:
    made = []
    for candidate in chosen:
        lasts = span(
            london_date(at),
            publication.valid_until,
            closed_on=candidate.facts.closed_on,
            leaves_on=candidate.facts.leaves_on,
            office_closed_on=publication.organisation.closed_on,
        )
        made.append(
            Coverage(
                organisation_id=publication.organisation_id,
                publication=publication,
                reference=publication.reference,
                site_id=candidate.id or 0,  # what has no record cannot be ticked
                from_on=lasts.from_on,
                to_on=lasts.to_on,
                valid_until=publication.valid_until,
                is_amendment=is_amendment,
                made_at=at,
                made_by=by,
                ended=lasts.ended.value if lasts.ended else "",
                ended_at=at if lasts.ended else None,
            )
        )
    return made
