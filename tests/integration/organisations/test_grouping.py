"""Setting up a group's sites: each its own organisation, nobody a member, and everything told on both sides."""

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.actions.grouping import open_site_years
from assessments.models import Assessment
from organisations.actions.grouping import NewSite, end_link, set_up_site, set_up_sites
from organisations.audit import broken_links
from organisations.groups import sites_of
from organisations.models import AuditEntry, GroupSite, Membership, Organisation, OrganisationKind, Profile
from organisations.refusals import Refused
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import groups as g

pytestmark = pytest.mark.django_db


@pytest.fixture
def fern() -> Organisation:
    return g.group()


def said(organisation: Organisation) -> list[tuple[str, str]]:
    with acting_for(organisation):
        return list(AuditEntry.objects.order_by("number").values_list("verb", "subject"))


@pytest.mark.parametrize(
    ("kind", "becomes"),
    [
        (OrganisationKind.HEAD_OFFICE, OrganisationKind.SITE),
        (OrganisationKind.COUNCIL, OrganisationKind.IN_HOUSE_SERVICE),
    ],
)
def test_a_site_gets_its_record_and_nobody_becomes_a_member(kind, becomes):
    group = g.group(kind=kind)
    by = g.administrator_of(group)

    with acting_for(group, user=by):
        link = set_up_site(group=group, code=" va101 ", name="Elm View", postcode="ls6 2ab", by=by, at=f.NOW)

    assert (link.site.code, link.site.kind, link.site.postcode) == ("VA101", becomes, "LS6 2AB")
    assert (link.how, link.state, link.joined_on) == ("set-up", "active", f.NOW.date())
    with acting_for(link.site):
        assert Profile.objects.filter(organisation=link.site).exists()
        assert not Membership.objects.exists()
    assert ("set-up-site", "VA101") in said(group)
    assert ("set-up-by-group", "AB01") in said(link.site)


def test_a_registered_code_is_refused_and_none_of_the_others_is_made(fern):
    f.organisation("VA001")
    by = g.administrator_of(fern)

    with acting_for(fern, user=by), pytest.raises(Refused, match="code-registered"):
        set_up_sites(group=fern, sites=[NewSite("VA101", "Elm View"), NewSite("VA001", "Rose Court")], by=by, at=f.NOW)

    assert not Organisation.objects.filter(code="VA101").exists()
    assert sites_of_(fern) == []


def sites_of_(group: Organisation) -> list[str]:
    with acting_for(group):
        return [link.site.code for link in sites_of(group)]


def test_five_hundred_sites_take_a_few_statements_and_seconds(fern):
    start = time.perf_counter()
    with CaptureQueriesContext(connection) as statements:
        made = g.many_sites(fern, 500)

    assert len(made) == 500
    assert time.perf_counter() - start < 10  # about 1 second alone; two cores are shared
    assert len(statements) < 60  # bulk inserts go in batches; 500 of anything would be far above
    with acting_for(fern, *made):
        assert Assessment.objects.filter(organisation__in=made).count() == 500
        assert broken_links(fern) == broken_links(made[7]) == []


def test_opening_the_years_twice_opens_them_once(fern):
    made = g.many_sites(fern, 3)
    by = g.administrator_of(fern)

    with acting_for(fern, *made, user=by):
        assert open_site_years(sites=made, by=by, at=f.NOW) == 0
        assert Assessment.objects.filter(organisation__in=made).count() == 3


def test_a_link_ends_once_and_both_sides_are_told(fern):
    elm = g.site_of(fern)
    by = g.administrator_of(fern)

    with acting_for(fern, elm, user=by):
        [link] = sites_of(fern)
        ended = end_link(link=link, on=f.NOW.date(), why="sold", by=by, at=f.NOW)
        with pytest.raises(Refused, match="not-in-the-group"):
            end_link(link=link, on=f.NOW.date(), why="sold", by=by, at=f.NOW)

    assert (ended.state, ended.left_on, ended.left_why) == (GroupSite.State.ENDED, f.NOW.date(), "sold")
    assert sites_of_(fern) == []
    assert said(fern)[-1] == ("let-go-site", "VA101")
    assert said(elm)[-1] == ("left-group", "AB01")
