"""Head offices that are ready to publish for their sites, and what came of it."""

from collections.abc import Iterable
from datetime import date, datetime

from assessments.actions.publishing import publish
from assessments.histories import newest_publication
from assessments.models import Assessment, Coverage, Publication, RouteReply, RouteResult, SiteTick
from assessments.rules.grouping import RouteQuestion
from assessments.rules.levels import Level
from organisations.models import DirectoryEntry, DirectoryRelation, Organisation
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import assessments as a
from tests.factories.groups import administrator_of


def ready_group(group: Organisation, level: Level = Level.MET, *, at: datetime = f.NOW) -> Assessment:
    """Open a group's year, do all that a level needs, and say that all its services work the same way."""
    year = a.ready(f.assessment(group, by=administrator_of(group), at=at), level, at=at)
    same_everywhere(year, at=at)
    return year


def same_everywhere(year: Assessment, *, at: datetime = f.NOW) -> None:
    """Give the four answers, and say that they are right."""
    group, by = year.organisation, administrator_of(year.organisation)
    with acting_for(group, user=by):
        RouteReply.objects.bulk_create(
            RouteReply(
                organisation=group,
                year=year.year,
                question=question.value,
                value=RouteReply.Value.SAME,
                saved_by=by,
                saved_at=at,
            )
            for question in RouteQuestion
        )
        RouteResult.objects.create(
            organisation=group, year=year.year, result="one-form", affirmed_by=by, affirmed_at=at
        )


def ticked(year: Assessment, sites: Iterable[Organisation], *, at: datetime = f.NOW, all_the_same: str = "") -> None:
    """Choose the sites that the next publication is to count for, and no others."""
    group, by = year.organisation, administrator_of(year.organisation)
    with acting_for(group, user=by):
        SiteTick.objects.filter(organisation=group, year=year.year).delete()
        SiteTick.objects.bulk_create(
            SiteTick(
                organisation=group,
                year=year.year,
                site=site,
                is_ticked=True,
                all_the_same=all_the_same,
                saved_by=by,
                saved_at=at,
            )
            for site in sites
        )


def published_for(
    year: Assessment, *sites: Organisation, level: Level = Level.MET, at: datetime = f.NOW
) -> Publication:
    """Publish a group's year for these sites."""
    group, by = year.organisation, administrator_of(year.organisation)
    ticked(year, sites, at=at)
    with acting_for(group, user=by):
        newest = newest_publication(group)
        return publish(
            assessment=year,
            level=level,
            declaration="It is true.",
            after=newest.pk if newest else None,
            by=by,
            at=at,
        )


def covers_of(site: Organisation) -> list[tuple[str, date, date, str, bool]]:
    """Return what covers a site, oldest first: by whom, from, to, why it ended, and whether it is void."""
    rows = Coverage.public.filter(site=site).select_related("organisation").order_by("pk")
    return [(row.organisation.code, row.from_on, row.to_on, row.ended, row.voided_at is not None) for row in rows]


def in_directory(site: Organisation, parent: str = "", since: date | None = None) -> DirectoryEntry:
    """Put a site into the directory, with its head office."""
    entry = DirectoryEntry.objects.create(
        code=site.code, kind=DirectoryEntry.Kind.CARE_SITE, name=site.name, town=site.town, in_ods=True
    )
    if parent:
        belongs(entry, parent, since)
    return entry


def belongs(entry: DirectoryEntry, parent: str, since: date | None = None, until: date | None = None) -> None:
    """Say who a site's head office is from a day on; the one before it ends the day before."""
    DirectoryRelation.objects.create(
        entry=entry, kind=DirectoryRelation.Kind.PARENT, to_code=parent, from_on=since, to_on=until
    )
