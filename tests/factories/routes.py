"""What a group says about one form or many, said by the same actions as in life."""

from datetime import datetime

from assessments.actions.routing import affirm_route, change_route, tell
from assessments.models import Assessment, RouteReply, RouteResult
from assessments.routes import asked_here, routing
from assessments.rules.grouping import FOUR, RouteQuestion, Said
from assessments.rules.regrouping import Change, ForAll, LookCloser, Which
from organisations.groups import sites_of
from organisations.models import Organisation, User
from organisations.tenancy import acting_for
from tests.factories import NOW
from tests.factories.groups import administrator_of


def say(year: Assessment, *changes: Change, at: datetime = NOW) -> None:
    """Say something of a group's services, as its administrator."""
    group, by = year.organisation, administrator_of(year.organisation)
    with acting_for(group):
        sites = [link.site_id for link in sites_of(group)]
    with acting_for(group, *sites, user=by):
        for change in changes:
            change_route(assessment=year, change=change, by=by, at=at)


def all_the_same(year: Assessment, *, at: datetime = NOW) -> None:
    """Answer all there is to answer: nothing differs."""
    say(year, *(ForAll(question, Said.SAME) for question in FOUR), LookCloser(frozenset()), at=at)


def different(year: Assessment, question: RouteQuestion, *sites: Organisation, note: str = "") -> None:
    """Say that one question has another answer at these sites."""
    say(year, Which(question, frozenset(site.pk for site in sites), Said.DIFFERENT, note))


def asked(
    year: Assessment, question: RouteQuestion, *sites: Organisation, at: datetime = NOW
) -> dict[Organisation, RouteReply]:
    """Send one question to these sites, and give the rows by site."""
    say(year, Which(question, frozenset(site.pk for site in sites), Said.ASK), at=at)
    with acting_for(year.organisation):
        rows = RouteReply.objects.filter(organisation=year.organisation, question=question, site__in=sites)
        return {row.site: row for row in rows.select_related("site")}


def told(reply: RouteReply, value: Said, note: str = "", *, by: User, at: datetime = NOW) -> None:
    """Answer a question at the site that was asked."""
    with acting_for(reply.site, user=by):
        here = asked_here(reply.site, reply.pk)
        assert here
        tell(reply=here, value=value, note=note, by=by, at=at)


def affirmed(year: Assessment, *, at: datetime = NOW) -> RouteResult:
    """Say that the result of the answers is right."""
    group, by = year.organisation, administrator_of(year.organisation)
    with acting_for(group, user=by):
        route = routing(group, year.year).outcome.route
        return affirm_route(assessment=year, route=route, by=by, at=at)


def decided(year: Assessment, *, at: datetime = NOW) -> RouteResult:
    """Answer that all are the same, and say that the result is right."""
    all_the_same(year, at=at)
    return affirmed(year, at=at)
