"""A publication is withdrawn: it counts for no site on any day, and what it replaced there counts again (R34)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from assessments.covers import leaving_days, lock_sites, next_covers, publications_after
from assessments.models import Coverage, Publication
from assessments.rules.coverage import Span, restored
from assessments.rules.status import Ended
from organisations.models import User
from organisations.tenancy import acting_for, action

DAY = timedelta(days=1)
ENDING = ["to_on", "ended", "ended_at", "replaced_by_publication", "voided_at"]
# What happened to a site under the withdrawn publication would have happened under the one before it, too.
HAPPENED = frozenset({Ended.REMOVED, Ended.SOLD, Ended.CLOSED, Ended.MERGED})


@action
def give_back(*, publication: Publication, by: User, at: datetime) -> int:
    """Void what a withdrawn publication covers and let what it replaced count again; say how many that is."""
    void = list(Coverage.public.filter(reference=publication.reference, organisation=publication.organisation_id))
    replaced = _replaced_by(publication)
    if not void and not replaced:
        return 0
    lock_sites({publication.organisation_id, *(cover.site_id for cover in (*void, *replaced))})
    void = list(Coverage.public.filter(reference=publication.reference, organisation=publication.organisation_id))
    happened = _happened(void)
    Coverage.objects.filter(pk__in=[cover.pk for cover in void]).update(
        ended=Coverage.Ended.WITHDRAWN, ended_at=at, voided_at=at
    )
    return _restore(_replaced_by(publication), publication, happened, at)


def _replaced_by(publication: Publication) -> list[Coverage]:
    """Return what the publication replaced, leaving out what belongs to another that was withdrawn."""
    found = Coverage.public.filter(replaced_by_publication=publication.reference)
    rows = found.select_related("site", "organisation").order_by("organisation_id", "site_id", "from_on")
    return [cover for cover in rows if cover.ended != Coverage.Ended.WITHDRAWN]


def _happened(void: Iterable[Coverage]) -> dict[int, list[tuple[date, Ended]]]:
    """Return by site what happened to it while the withdrawn publication covered it, on which last days."""
    found: dict[int, list[tuple[date, Ended]]] = {}
    for cover in void:
        was_decided = cover.ended == Ended.TAKEN_OVER and not cover.replaced_by_publication
        if cover.ended in HAPPENED or was_decided:
            last = cover.from_on - DAY if cover.voided_at else cover.to_on
            found.setdefault(cover.site_id, []).append((last, Ended(cover.ended)))
    return found


def _restore(
    replaced: Sequence[Coverage], publication: Publication, happened: dict[int, list[tuple[date, Ended]]], at: datetime
) -> int:
    if not replaced:
        return 0
    after = publications_after(replaced, without=publication.reference)
    following, leaving = next_covers(replaced), leaving_days(replaced)
    for cover in replaced:
        ends = list(_ends(cover, after.get(cover.pk), following.get(cover.pk), leaving.get(cover.pk)))
        ours = cover.organisation_id == publication.organisation_id
        other = [(on, why, "") for on, why in happened.get(cover.site_id, ()) if ours]
        _give_back(cover, [*ends, *other], at)
    with acting_for(publication.organisation_id, *{cover.organisation_id for cover in replaced}):
        Coverage.objects.bulk_update(replaced, ENDING)
    return len(replaced)


Ending = tuple[date, Ended, str]


def _ends(
    cover: Coverage, after: tuple[date, str] | None, following: Coverage | None, leaves_on: date | None
) -> Iterator[Ending]:
    """Name every last day that something else has set since: a newer publication, another cover, a sale, a closing."""
    if after is not None:
        yield after[0] - DAY, Ended.REPLACED, after[1]
    if following is not None:
        ours = following.organisation_id == cover.organisation_id
        yield following.from_on - DAY, Ended.REPLACED if ours else Ended.TAKEN_OVER, following.reference
    if leaves_on is not None:
        yield leaves_on - DAY, Ended.SOLD, ""
    if cover.organisation.closed_on is not None:
        yield cover.organisation.closed_on, Ended.MERGED, ""
    if cover.site.closed_on is not None:
        yield cover.site.closed_on, Ended.CLOSED, ""


def _give_back(cover: Coverage, ends: Sequence[Ending], at: datetime) -> None:
    lasts = restored(Span(cover.from_on, cover.valid_until), [(on, why) for on, why, _ in ends])
    by = {(on, why): reference for on, why, reference in reversed(ends)}
    cover.ended = lasts.ended.value if lasts.ended else ""
    cover.ended_at = at if lasts.ended else None
    cover.replaced_by_publication = by.get((lasts.to_on, lasts.ended), "") if lasts.ended else ""
    cover.voided_at = None if lasts.counts else at
    cover.to_on = max(lasts.to_on, cover.from_on)
