"""Changing a shared answer is one action of a few statements, whether 5 sites inherit it or 500."""

import gzip
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.actions.answers import save_answer
from assessments.actions.grouping import add_services
from assessments.actions.sharing import leave_out, share, stop_sharing
from assessments.models import Assessment
from assessments.replies import replies
from organisations.actions.grouping import NewSite
from organisations.models import Membership, Organisation, OutgoingMail, User
from organisations.permissions import Role
from organisations.post import post_room
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories.assessments import answered, manager_of
from tests.factories.groups import group
from tests.factories.sharing import every_ref, form_of, shared
from tests.integration.assessments.reading import browser, elements, of_year, words

pytestmark = pytest.mark.django_db
MOST = 24  # of the dearest of them, its own savepoint and scope included; a save without sites takes seven
REF = "1.1.5"


def many_managed(fern: Organisation, code: str, count: int) -> list[Organisation]:
    """Set up sites, each with the same person as its administrator."""
    by, jo = manager_of(fern), f.person(f"Jo{code}")
    with acting_for(fern, user=by):
        new = [NewSite(f"{code}{number:03}", f"Home {number}", "Leeds") for number in range(count)]
        sites = [link.site for link in add_services(group=fern, sites=new, by=by, at=f.NOW)]
    with acting_for(*sites):
        Membership.objects.bulk_create(
            Membership(organisation=site, user=jo, role=Role.ADMINISTRATOR, started_at=f.NOW) for site in sites
        )
    return sites


def costs(name: str, code: str, count: int) -> dict[str, int]:
    fern: Organisation = group(name, f"{code}0", by=f.person(name))
    sites = many_managed(fern, code, count)
    form, by = form_of(fern), manager_of(fern)
    answered(form)
    told = {"assessment": form, "by": by, "at": f.NOW}
    later = {**told, "at": f.NOW + timedelta(days=1)}
    acts: dict[str, Callable[[], object]] = {
        "share": lambda: share(**told, refs=every_ref(form)),
        "change": lambda: save_answer(**later, ref=REF, words={"text": "New", "choice": "not-yet"}, version=1),
        "leave out": lambda: leave_out(**later, ref="1.3.1", sites=[sites[0].pk]),
        "replies": lambda: replies(fern, form.year),
        "stop": lambda: stop_sharing(**later, refs=every_ref(form)),
    }
    return {what: counted(fern, sites, by, act) for what, act in acts.items()}


def counted(fern: Organisation, sites: list[Organisation], by: User, act: Callable[[], object]) -> int:
    with acting_for(fern, *sites, user=by), CaptureQueriesContext(connection) as statements:
        act()
    return len(statements)


def test_five_hundred_sites_cost_what_five_do() -> None:
    few, many = costs("Fern", "AB", 5), costs("Oak", "AC", 500)

    assert few == many
    assert max(many.values()) <= MOST
    assert many["replies"] == 1
    with acting_for(
        *Organisation.objects.filter(code__startswith="AC").exclude(code="AC0").values_list("pk", flat=True)
    ):
        met = Assessment.objects.filter(organisation__code__startswith="AC", organisation__kind="site")
        assert set(met.values_list("met_done", flat=True)) == {40, 39}
    with post_room():  # one digest a site and day, whatever changed
        assert OutgoingMail.objects.filter(kind="shared_changes", recipient="joac@example.com").count() == 1_000


@pytest.mark.parametrize("name", ["shared", "shared_answer", "numbers", "agreeing", "differences"])
@pytest.mark.usefixtures("that_day")
def test_a_page_for_five_hundred_services_is_small_and_costs_what_five_do(name: str) -> None:
    rest = [REF] if name == "shared_answer" else []
    found = []
    for code, count in (("AB", 5), ("AC", 500)):
        fern = group(code, f"{code}0", by=f.person(code))
        many_managed(fern, code, count)
        form = shared(fern)
        client, address = browser(manager_of(fern)), of_year(form, name, *rest)
        client.get(address)
        with CaptureQueriesContext(connection) as statements:
            page = client.get(address)
        found.append(len(statements))
        assert page.status_code == 200
        assert len(gzip.compress(page.content)) < 60_000
    assert found[0] == found[1]
    if name in ("numbers", "agreeing"):
        assert len(elements(page, "tr")) == 1 + 50
        assert "Page 1 of 10" in words(page)
