"""Fern Care Group with its services in every state: what the tests of its pages share."""

import html
import re

from django.http import HttpResponse

from assessments.models import RouteReply, RouteResult, SharedAnswer, SiteDifference, SiteReply, ToolkitYear
from assessments.rules.grouping import RouteQuestion
from organisations.models import Organisation, User
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import groups as g

YEAR = "2026-27"


def year_row() -> ToolkitYear:
    return ToolkitYear.objects.get(label=YEAR)


def same_everywhere(group: Organisation, *, but: tuple[Organisation, ...] = ()) -> None:
    """Answer the questions about one form or many, and say that the result is right."""
    by = g.administrator_of(group)
    told = {"organisation": group, "year": year_row(), "saved_by": by, "saved_at": f.NOW}
    with acting_for(group, user=by):
        RouteReply.objects.bulk_create(
            RouteReply(**told, question=question.value, value="same") for question in RouteQuestion
        )
        RouteReply.objects.bulk_create(
            RouteReply(**told, question=RouteQuestion.COMPUTERS.value, site=site, value="different") for site in but
        )
        RouteResult.objects.create(
            organisation=group,
            year=year_row(),
            result="mixed" if but else "one-form",
            affirmed_by=by,
            affirmed_at=f.NOW,
        )


def shared(group: Organisation, *refs: str) -> None:
    """Share answers with the services."""
    by = g.administrator_of(group)
    with acting_for(group, user=by):
        SharedAnswer.objects.bulk_create(
            SharedAnswer(
                organisation=group,
                year=year_row(),
                ref=ref,
                version=1,
                choice="yes",
                text="We do",
                answered_by=by.name,
                changed_at=f.NOW,
                shared_by=by,
                shared_at=f.NOW,
            )
            for ref in refs or ("1.1.1",)
        )


def replied(group: Organisation, site: Organisation, *, different: str = "") -> None:
    """Let a site say that all is true there, or that one answer is different."""
    by = g.administrator_of(group)
    told = {"organisation": site, "group": group, "year": year_row(), "said_by": by, "said_at": f.NOW}
    with acting_for(site, user=by):
        SiteReply.objects.create(**told, reply="different" if different else "true-here")
        if different:
            SiteDifference.objects.create(**told, ref=different, because="We use paper here", version=1)


def manager_of_site(site: Organisation, name: str = "Mina", role: Role = Role.CONTRIBUTOR) -> User:
    return f.member(site, role, name)


def box(response: HttpResponse, name: str) -> str:
    """Return what a text area or a hidden field holds, with its line ends."""
    page = response.content.decode()
    area = re.search(rf'<textarea[^>]*name="{name}"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL)
    hidden = re.search(rf'<input[^>]*name="{name}"[^>]*?value="([^"]*)"', page)
    found = area or hidden
    return html.unescape(found.group(1)).replace("\r\n", "\n") if found else ""
