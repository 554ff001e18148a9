"""A head office with three services, and the addresses of its pages about one form or many."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from assessments.models import Assessment, RouteReply, RouteResult
from assessments.rules.grouping import RouteQuestion
from organisations.models import Organisation, OrganisationKind, User
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import groups, routes
from tests.integration.assessments.reading import browser, elements

SERVICES = (("VA101", "Elm View"), ("VA102", "Oak Lodge"), ("VA103", "Ash House"))


@dataclass(frozen=True)
class Fern:
    """Fern Care Group with Grace, its year, and Elm View, Oak Lodge and Ash House."""

    group: Organisation
    year: Assessment
    grace: User
    elm: Organisation
    oak: Organisation
    ash: Organisation

    def href(self, name: str = "route", *rest: object) -> str:
        return reverse(f"assessments:{name}", args=[self.group.code, self.year.year.label, *rest])

    @property
    def client(self) -> Client:
        return browser(self.grace)

    def get(self, name: str = "route", *rest: object) -> HttpResponse:
        return self.client.get(self.href(name, *rest))

    def post(self, name: str, *rest: object, **data: object) -> HttpResponse:
        return self.client.post(self.href(name, *rest), data)

    @property
    def said(self) -> dict[tuple[str, str], tuple[str, str]]:
        """What is saved: by question and site's name ("" for all), the value and the note."""
        with acting_for(self.group):
            rows = RouteReply.objects.filter(organisation=self.group, year=self.year.year).select_related("site")
            return {(row.question, row.site.name if row.site else ""): (row.value, row.note) for row in rows}

    @property
    def result(self) -> RouteResult | None:
        with acting_for(self.group):
            return RouteResult.objects.filter(organisation=self.group, year=self.year.year).first()


def fern(kind: OrganisationKind = OrganisationKind.HEAD_OFFICE) -> Fern:
    """Make a group with its three services."""
    name, code = ("Leeds Council", "E01") if kind == OrganisationKind.COUNCIL else ("Fern Care Group", "AB01")
    grace = f.person("Grace")
    group = groups.group(name, code, kind=kind, by=grace)
    sites = [groups.site_of(group, code=code, name=name) for code, name in SERVICES]
    return Fern(group, f.assessment(group, by=grace), grace, *sites)


def manager(site: Organisation, name: str = "Tom", role: Role = Role.ADMINISTRATOR) -> User:
    """Make somebody who belongs to one site only."""
    return f.member(site, role, name)


def many(count: int) -> Fern:
    """Make a group with many services: a fifth differ, three tenths were asked, and half of those have answered."""
    grace = f.person("Grace")
    group = groups.group(by=grace)
    sites = groups.many_sites(group, count)
    home = Fern(group, f.assessment(group, by=grace), grace, *sites[:3])
    routes.all_the_same(home.year)
    routes.different(home.year, RouteQuestion.COMPUTERS, *sites[: count // 5])
    asked = routes.asked(home.year, RouteQuestion.TRAINING, *sites[count // 5 : count // 2])
    with acting_for(*asked, user=grace):
        RouteReply.seen.filter(pk__in=[row.pk for row in asked.values()][1::2]).update(
            told="different", told_note="We train our own", told_at=f.NOW, told_by=grace
        )
    return home


def ticked(page: HttpResponse) -> list[str]:
    """Return the codes of the services that are ticked."""
    return [
        dict(box.attributes)["value"]
        for box in elements(page, "input", name="site")
        if "checked" in dict(box.attributes)
    ]
