"""Shared answers, for tests: given and shared by the same actions as in life."""

from collections.abc import Iterable

from assessments.actions.sharing import share
from assessments.editions import edition
from assessments.models import Assessment
from assessments.rules.levels import Level
from organisations.models import Organisation
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories.assessments import answer, answered, manager_of


def form_of(organisation: Organisation) -> Assessment:
    """Return an organisation's assessment of the year, opening it if it has none."""
    with acting_for(organisation):
        found = Assessment.objects.filter(organisation=organisation).select_related("year", "organisation").first()
    return found or f.assessment(organisation)


def shared(group: Organisation, *refs: str, **words: object) -> Assessment:
    """Answer questions for a group and share them with its sites; every one there is without `refs`."""
    form = form_of(group)
    if refs:
        for ref in refs:
            answer(form, ref, **words)
    else:
        answered(form, Level.MET)
    with acting_for(group, user=manager_of(group)):
        share(assessment=form, refs=refs or every_ref(form), by=manager_of(group), at=f.NOW)
    return form


def every_ref(form: Assessment) -> list[str]:
    """Return the reference of every question of a form."""
    return [question.ref for question in edition(form.edition).questions]


def people_at(sites: Iterable[Organisation]) -> None:
    """Give each site an administrator of its own."""
    for site in sites:
        f.member(site, Role.ADMINISTRATOR, f"Manager of {site.code}")
