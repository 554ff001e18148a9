"""Reading who covers which site; and the lock that everybody takes who changes that."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from assessments.models import Coverage, SiteTick, ToolkitYear
from organisations.models import GroupSite, Organisation

# The first of the two numbers of the lock: nothing else in the database uses it.
LOCK = 7_036


def lock_sites(sites: Iterable[Organisation | int]) -> None:
    """Hold the cover of these sites still until the commit. What decides about it is to be read after this.

    Always in the order of their ids, so that two who want some of the same wait for each other in one order.
    """
    ids = sorted({one if isinstance(one, int) else one.pk for one in sites})
    if ids:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, one) FROM unnest(%s::int[]) one", [LOCK, ids])


def to_lock(group: Organisation, sites: Iterable[int], day: date) -> set[int]:
    """Return what a change of a group's cover holds still: the group, these sites, those it covers, their holders."""
    concerned = Q(organisation=group) | Q(site__in=(sites := set(sites)))
    covers = Coverage.public.filter(concerned, voided_at__isnull=True, to_on__gte=day)
    pairs = covers.values_list("organisation_id", "site_id")
    return {group.pk, *sites, *(one for pair in pairs for one in pair)}


def covers_after(sites: Iterable[int], day: date) -> list[Coverage]:
    """Return the covers of sites that count on some day after this one, whoever holds them."""
    found = Coverage.public.filter(site__in=list(sites), voided_at__isnull=True, to_on__gt=day)
    return list(found.select_related("site", "organisation").order_by("organisation_id", "site_id", "from_on"))


def active_sites(group: Organisation) -> list[int]:
    """Return the ids of the sites that a group looks after now."""
    return list(GroupSite.seen.active().filter(organisation=group).values_list("site_id", flat=True))


def ticked_sites(group: Organisation, year: ToolkitYear) -> set[int]:
    """Return the ids of the sites that the group's next publication of a year is to count for."""
    ticks = SiteTick.objects.filter(organisation=group, year=year, is_ticked=True)
    return set(ticks.values_list("site_id", flat=True))


def covered_by(group: Organisation, day: date) -> QuerySet[Coverage]:
    """Return what a group's publications count for on a day, by the sites' names."""
    found = Coverage.public.filter(organisation=group, voided_at__isnull=True, from_on__lte=day, to_on__gte=day)
    return found.select_related("site").order_by("site__name", "site__code")


def covered_before(group: Organisation, day: date) -> QuerySet[Coverage]:
    """Return what a group's publications counted for and do no more, the latest first; what never counted, too."""
    found = Coverage.public.filter(Q(to_on__lt=day) | Q(voided_at__isnull=False), organisation=group)
    return found.select_related("site").order_by("-ended_at", "-to_on", "site__name", "pk")


def covers_of(site: Organisation) -> list[Coverage]:
    """Return what counts or has counted for a site, the latest first."""
    found = Coverage.public.filter(site=site, voided_at__isnull=True)
    return list(found.select_related("organisation").order_by("-from_on"))


def site_covered_by(group: Organisation, code: str, day: date) -> Coverage | None:
    """Return the cover of a site by a group on a day, found by the site's code."""
    return covered_by(group, day).filter(site__code=code.upper()).first()


def has_covered(group: Organisation, code: str) -> bool:
    """Say whether a group ever covered the site with a code."""
    return Coverage.public.filter(organisation=group, site__code=code.upper()).exists()


def cover_of(site: Organisation, reference: str) -> Coverage | None:
    """Return the newest row that says that a publication counts, or counted, for a site; a withdrawn one, too."""
    counted = Q(voided_at__isnull=True) | Q(ended=Coverage.Ended.WITHDRAWN)
    found = Coverage.public.filter(counted, site=site, reference=reference)
    return found.select_related("organisation").order_by("-from_on", "-pk").first()


def holder_of(site: Organisation, besides: Organisation, day: date) -> Organisation | None:
    """Return who else than one group covers a site on a day or later, None if nobody does."""
    covers = Coverage.public.filter(site=site, voided_at__isnull=True, to_on__gte=day).exclude(organisation=besides)
    cover = covers.select_related("organisation").order_by("from_on").first()
    return cover.organisation if cover else None


def holders_of(groups: Iterable[int]) -> dict[int, int]:
    """Return the group that covers each site, for the sites that any of these groups covers now or later."""
    covers = Coverage.public.filter(organisation__in=list(groups), voided_at__isnull=True)
    return dict(covers.order_by("to_on").values_list("site_id", "organisation_id"))


@dataclass(frozen=True, slots=True)
class Sale:
    """A site that the directory gives another head office from a day on."""

    code: str
    old_parent: str
    new_parent: str
    on: date


def sales_overdue(day: date) -> dict[int, Sale]:
    """Return the sites here that changed hands lately, by their ids: a sale may have been loaded before its day."""
    with connection.cursor() as cursor:
        cursor.execute(_SALES, {"day": day, "since": day - LATELY})
        return {row[0]: Sale(*row[1:]) for row in cursor.fetchall()}


LATELY = timedelta(days=400)
_SALES = """
    SELECT DISTINCT ON (site.id) site.id, site.code, old.to_code, new.to_code, new.from_on
    FROM organisations_directoryrelation new
    JOIN organisations_directoryrelation old
        ON old.entry_id = new.entry_id AND old.kind = 'parent' AND old.to_on = new.from_on - 1
        AND old.to_code <> new.to_code
    JOIN organisations_directoryentry entry ON entry.id = new.entry_id
    JOIN organisations_organisation site ON site.code = entry.code
    WHERE new.kind = 'parent' AND new.from_on BETWEEN %(since)s AND %(day)s
    ORDER BY site.id, new.from_on DESC
"""


def publications_after(covers: Iterable[Coverage], *, without: str) -> dict[int, tuple[date, str]]:
    """Return for each cover the group's next publication that counts, leaving out one: its day and reference."""
    return {pk: (on, reference) for pk, on, reference in _for_each(_AFTER, covers, without)}


def next_covers(covers: Iterable[Coverage]) -> dict[int, Coverage]:
    """Return for each cover the next one of its site, whoever holds it."""
    pairs = dict(_for_each(_FOLLOWING, covers))
    rows = Coverage.public.in_bulk(pairs.values())
    return {pk: rows[following] for pk, following in pairs.items()}


def leaving_days(covers: Iterable[Coverage]) -> dict[int, date]:
    """Return for each cover the first day, since it began, on which the directory names another head office."""
    return dict(_for_each(_LEAVING, covers))


def _for_each(statement: str, covers: Iterable[Coverage], *more: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [[cover.pk for cover in covers], *more])
        return list(cursor.fetchall())


_AFTER = """
    SELECT DISTINCT ON (cover.id) cover.id, later.published_on, later.reference FROM assessments_coverage cover
    JOIN assessments_standing mine
        ON mine.organisation_id = cover.organisation_id AND mine.reference = cover.reference
    JOIN assessments_standing later ON later.organisation_id = mine.organisation_id AND later.source = 'here'
        AND NOT later.is_withdrawn AND later.published_at > mine.published_at
    WHERE cover.id = ANY(%s) AND later.reference <> %s ORDER BY cover.id, later.published_at
"""
_FOLLOWING = """
    SELECT DISTINCT ON (cover.id) cover.id, other.id FROM assessments_coverage cover
    JOIN assessments_coverage other ON other.site_id = cover.site_id AND other.id <> cover.id
        AND other.voided_at IS NULL AND other.from_on >= cover.from_on
    WHERE cover.id = ANY(%s) ORDER BY cover.id, other.from_on
"""
_LEAVING = """
    SELECT cover.id, min(other.from_on) FROM assessments_coverage cover
    JOIN organisations_organisation provider ON provider.id = cover.organisation_id
    JOIN organisations_organisation site ON site.id = cover.site_id
    JOIN organisations_directoryentry entry ON entry.code = site.code
    JOIN organisations_directoryrelation ours
        ON ours.entry_id = entry.id AND ours.kind = 'parent' AND ours.to_code = provider.code
    JOIN organisations_directoryrelation other
        ON other.entry_id = entry.id AND other.kind = 'parent' AND other.to_code <> provider.code
        AND other.from_on = ours.to_on + 1
    WHERE cover.id = ANY(%s) AND other.from_on > cover.from_on GROUP BY cover.id
"""
