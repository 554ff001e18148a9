"""Reading what a group says about one form or many, in two statements however many services it has (R37, R52)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet

from assessments.dates import in_full
from assessments.models import Assessment, Coverage, RouteReply, RouteResult, ToolkitYear
from assessments.routes_words import FIRST_ANSWER, listed
from assessments.rules.grouping import Outcome, Replies, Reply, RouteQuestion, Said, SiteVerdict, route_of
from assessments.rules.schedule import london_date
from organisations.groups import link_of, sites_of
from organisations.models import GroupSite, Membership, Organisation, ServiceWithoutCode
from organisations.permissions import Permission, Role, may

# Who at a service can answer what it is asked.
ANSWERING = [role for role in Role if may(role, Permission.CONFIRM)]


@dataclass(frozen=True, slots=True)
class SiteRoute:
    """Whether the group's form may count for a site, and if not, why. `is_waiting`: its people were asked."""

    may_share: bool
    why: str
    is_waiting: bool


@dataclass(frozen=True, slots=True)
class Routing:
    """What a group has said in a year, for the services it looks after now, and what that comes to."""

    group: Organisation
    links: tuple[GroupSite, ...]
    rows: tuple[RouteReply, ...]
    replies: Replies
    outcome: Outcome
    sites: Mapping[int, Organisation]


def routing(group: Organisation, year: ToolkitYear) -> Routing:
    """Read the answers of a year and what they come to."""
    return routing_of(group, sites_of(group), _rows(group, year))


def routing_with_people(group: Organisation, year: ToolkitYear) -> Routing:
    """Read the same, each answer with who told it and whether anybody at the site can answer (`has_people`)."""
    there = Membership.objects.active().filter(organisation=OuterRef("site"), role__in=ANSWERING)
    rows = _rows(group, year).select_related("told_by").annotate(has_people=Exists(there))
    return routing_of(group, sites_of(group), rows)


def earlier_routing(found: Routing, year: ToolkitYear) -> Routing:
    """Read the answers of another year, as they would be for the services of now."""
    return routing_of(found.group, found.links, _rows(found.group, year))


def with_replies(found: Routing, replies: Replies) -> Routing:
    """Show what other answers would come to."""
    return replace(found, replies=replies, outcome=route_of(replies, found.outcome.sites))


def routing_of(group: Organisation, links: Iterable[GroupSite], rows: Iterable[RouteReply]) -> Routing:
    """Put links and answers together; what was said of services that have left counts no more."""
    links = tuple(links)
    sites = {link.site_id: link.site for link in links}
    here = tuple(row for row in rows if row.site_id is None or row.site_id in sites)
    replies = replies_from(here)
    return Routing(group, links, here, replies, route_of(replies, sites), sites)


def replies_from(rows: Iterable[RouteReply]) -> Replies:
    """Turn rows into the rules' data."""
    return {
        (RouteQuestion(row.question), row.site_id): Reply(Said(row.value), row.note, row.asked_at is not None)
        for row in rows
    }


def _rows(group: Organisation, year: ToolkitYear) -> QuerySet[RouteReply]:
    rows: QuerySet[RouteReply] = RouteReply.objects.filter(organisation=group, year=year)
    return rows


def lock_rows(group: Organisation, year: ToolkitYear) -> list[RouteReply]:
    """Lock the answers of a year, so that nobody at a service says something in between."""
    return list(_rows(group, year).select_for_update().order_by("pk"))


def verdicts(group: Organisation, year: ToolkitYear) -> dict[int, SiteRoute]:
    """Say for each of a group's sites, by its id, whether one form may cover it, in two statements."""
    found = routing(group, year)
    asked = {(row.question, row.site_id): london_date(row.asked_at) for row in found.rows if row.asked_at}
    return {
        site: SiteRoute(
            verdict.may_share,
            _why(verdict, [asked[question, site] for question in verdict.waiting if (question, site) in asked]),
            bool(verdict.waiting),
        )
        for site, verdict in found.outcome.sites.items()
    }


def _why(verdict: SiteVerdict, asked_on: list[date]) -> str:
    if verdict.differs:
        return f"It works in a different way: {listed(verdict.differs)}."
    if verdict.waiting:
        since = f" on {in_full(min(asked_on))}" if asked_on else ""
        return f"You asked there{since} about {listed(verdict.waiting)}, and need the answer first."
    return FIRST_ANSWER if verdict.missing else ""


def affirmed(group: Organisation, year: ToolkitYear) -> RouteResult | None:
    """Return the result somebody said is right for a year, None when nobody did or an answer changed since (R37)."""
    results = RouteResult.objects.filter(organisation=group, year=year).select_related("affirmed_by")
    return next(iter(results), None)


def affirmed_before(group: Organisation, year: ToolkitYear) -> RouteResult | None:
    """Return the newest result of an earlier year."""
    earlier = RouteResult.objects.filter(organisation=group, year__opens_at__lt=year.opens_at)
    return next(iter(earlier.select_related("affirmed_by", "year").order_by("-year__opens_at")[:1]), None)


def opened(group: Organisation, label: str) -> Assessment | None:
    """Return the group's own assessment of a year: its row is the lock of all that is said about one form or many.

    It brings the names of the group's services that still need an ODS code, `without_code` (R53).
    """
    waiting = ServiceWithoutCode.objects.filter(organisation=group, done_at=None).order_by("name").values("name")
    years = Assessment.objects.filter(organisation=group, year__label=label).annotate(
        without_code=ArraySubquery(waiting)
    )
    return next(iter(years.select_related("year", "organisation")), None)


def covered_now(group: Organisation, day: date) -> dict[int, date]:
    """Return the sites that the group's publications cover on a day, with the last day of that cover."""
    covers = Coverage.objects.filter(organisation=group, voided_at=None, from_on__lte=day, to_on__gte=day)
    return dict(covers.values_list("site_id", "to_on"))


def people_who_answer(sites: Iterable[int]) -> dict[int, list[Membership]]:
    """Return, for each of these sites, the people there who can answer for it. Needs the sites' scope open."""
    found: dict[int, list[Membership]] = {site: [] for site in sites}
    members = Membership.objects.active().filter(organisation__in=list(found), role__in=ANSWERING)
    for member in members.select_related("user").order_by("pk"):
        found[member.organisation_id].append(member)
    return found


def asked_here(site: Organisation, reply_id: int) -> RouteReply | None:
    """Return a question that the group which looks after a site now has asked it, or None."""
    link = link_of(site)
    if link is None:
        return None
    asked = RouteReply.seen.filter(pk=reply_id, site=site, organisation=link.organisation_id, asked_at__isnull=False)
    return next(iter(asked.select_related("organisation", "year", "told_by")), None)


def questions_for(site: Organisation, group: Organisation, today: date) -> list[RouteReply]:
    """Return what a group asked one of its sites in a year that goes on, and nobody has answered; oldest first."""
    waiting = RouteReply.seen.filter(site=site, organisation=group, value=RouteReply.Value.ASK, told="")
    here = waiting.filter(asked_at__isnull=False, year__last_edit_on__gte=today)
    return list(here.order_by("asked_at", "pk"))
