"""Adding services to a group: their records, and the year they work on."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from assessments.actions.opening import open_year
from assessments.actions.reaching import count_newcomers
from assessments.models import Assessment
from assessments.years import current_year, year_row
from organisations import audit
from organisations.actions.grouping import NewSite, set_up_sites
from organisations.models import GroupSite, Organisation, User
from organisations.tenancy import acting_for, action


@action
def add_services(*, group: Organisation, sites: Iterable[NewSite], by: User, at: datetime) -> list[GroupSite]:
    """Set up a group's services with their year and its own open, all or none. Refuses a code that is registered."""
    links = set_up_sites(group=group, sites=sites, by=by, at=at)
    if links:
        open_year(organisation=group, by=by, at=at)
        with acting_for(group, *(link.site for link in links), user=by):
            open_site_years(sites=[link.site for link in links], by=by, at=at)
            count_newcomers(group=group, year=year_row(current_year(at)), sites=[one.site_id for one in links], at=at)
    return links


@action
def open_site_year(*, site: Organisation, by: User, at: datetime) -> Assessment:
    """Open the current year for one site, with last year's answers if it has some."""
    return open_year(organisation=site, by=by, at=at)


@action
def open_site_years(*, sites: Sequence[Organisation], by: User, at: datetime) -> int:
    """Open the current year for the sites that have none; give how many. New sites take a few statements in all."""
    year = year_row(current_year(at))
    opened = Assessment.objects.filter(organisation__in=sites)
    years_of: dict[int, set[int]] = {}
    for organisation_id, year_id in opened.values_list("organisation_id", "year_id"):
        years_of.setdefault(organisation_id, set()).add(year_id)
    without = [site for site in sites if year.pk not in years_of.get(site.pk, ())]
    new = [site for site in without if site.pk not in years_of]
    Assessment.objects.bulk_create(
        Assessment(organisation=site, year=year, edition=year.edition, opened_at=at) for site in new
    )
    audit.record_many([("opened-year", site, year.label) for site in new], by=by, at=at, carried=0)
    for site in without:
        if site.pk in years_of:  # it has answers to carry over
            open_year(organisation=site, by=by, at=at)
    return len(without)
