"""Choosing the sites that the next publication is to count for (R38, R39, R74)."""

from collections.abc import Mapping
from datetime import datetime

from assessments.candidates import Tick
from assessments.models import Assessment, SiteTick
from organisations import audit
from organisations.models import User
from organisations.tenancy import action


@action
def choose_sites(*, assessment: Assessment, ticks: Mapping[int, Tick], by: User, at: datetime) -> int:
    """Save what was chosen for these sites, the others staying as they are; say how many changed."""
    group, year = assessment.organisation, assessment.year
    there = {row.site_id: row for row in SiteTick.objects.filter(organisation=group, year=year, site__in=ticks)}
    changed = {site: tick for site, tick in ticks.items() if site not in there or _of(there[site]) != tick}
    SiteTick.objects.bulk_create(
        [
            SiteTick(
                organisation=group,
                year=year,
                site_id=site,
                is_ticked=tick.is_ticked,
                reason=tick.reason,
                all_the_same=tick.all_the_same,
                saved_by=by,
                saved_at=at,
            )
            for site, tick in changed.items()
        ],
        update_conflicts=True,
        unique_fields=["organisation", "year", "site"],
        update_fields=["is_ticked", "reason", "all_the_same", "saved_by", "saved_at"],
    )
    if changed:
        audit.record("chose-sites", organisation=group, by=by, at=at, subject=year.label, sites=sorted(changed))
    return len(changed)


def _of(row: SiteTick) -> Tick:
    return Tick(row.is_ticked, row.reason, row.all_the_same)
