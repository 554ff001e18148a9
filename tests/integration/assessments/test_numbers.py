"""Numbers from each service: their sum decides, and a column can be pasted (R25, R73)."""

import pytest

from assessments.models import Answer
from organisations.models import AuditEntry, GroupSite, Organisation, OrganisationKind, User
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories.assessments import answer
from tests.factories.groups import administrator_of, group, many_sites
from tests.factories.sharing import form_of
from tests.integration.assessments.reading import (
    browser,
    buttons,
    elements,
    of_year,
    press,
    refusals,
    text,
    typed,
    words,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]


@pytest.fixture
def fern() -> Organisation:
    return group()


@pytest.fixture
def grace(fern: Organisation) -> User:
    return administrator_of(fern)


@pytest.fixture
def sites(fern: Organisation) -> list[Organisation]:
    return many_sites(fern, 3)


def address(fern: Organisation) -> str:
    return of_year(form_of(fern), "numbers")


def counts(site: Organisation) -> tuple[int, int] | None:
    with acting_for(site):
        return Answer.objects.filter(ref="3.2.1").values_list("staff_trained", "staff_total").first()


def test_the_sum_decides_not_the_mean(fern: Organisation, grace: User, sites: list[Organisation]) -> None:
    answer(form_of(sites[0]), "3.2.1", by=grace, choice="yes", staff_total=2, staff_trained=1)
    answer(form_of(sites[1]), "3.2.1", by=grace, choice="yes", staff_total=98, staff_trained=94)
    page = browser(grace).get(address(fern))

    assert "2 of 3 services gave numbers. 95 of 100 staff are trained: 95%. That is enough." in words(page)
    assert [text(row) for row in elements(page, "tr")][1:] == [
        "Home 1 (VB001) 1 2 50%",
        "Home 2 (VB002) 94 98 95%",
        "Home 3 (VB003) Not given yet",
    ]
    assert "Testing your plan: 0 of 3 have answered." in words(page)

    assert press(page) == "Use these numbers"
    hidden = {name: typed(page, name) for name in ("version", "trained", "total")}
    page = browser(grace).post(address(fern), {"use": "1", **hidden}, follow=True)
    assert "Saved. The sum is your answer now." in words(page)
    assert "Use these numbers" not in buttons(page)
    assert counts(fern) == (95, 100)


def test_a_column_is_pasted(fern: Organisation, grace: User, sites: list[Organisation]) -> None:
    lines = "Code, Trained, Staff\nVB001, 19, 20\nvb002\t18\t19\n\nVB003 5 5"
    page = browser(grace).post(address(fern), {"lines": lines}, follow=True)

    assert "Saved for 3 of your services." in words(page)
    assert "42 of 44 staff are trained: 95%. That is enough." in words(page)
    assert [counts(site) for site in sites] == [(19, 20), (18, 19), (5, 5)]
    for site in sites:
        with acting_for(site):
            entries = AuditEntry.objects.filter(organisation_id=site.pk, verb="answered")
            assert list(entries.values_list("subject", "actor_id")) == [("3.2.1", grace.pk)]


def test_wrong_lines_stay_in_the_box(fern: Organisation, grace: User, sites: list[Organisation]) -> None:
    lines = "VB001, 19, 20\nVB999, 1, 2\nVB002, 3, 2\nVB003; many; 4\nVB002"
    page = browser(grace).post(address(fern), {"lines": lines})

    assert "Saved for 1 of your services. 4 need a fix." in words(page)
    assert refusals(page) == [
        "“VB999, 1, 2”: you have no service with this code",
        "“VB002, 3, 2”: this cannot be more than the number of staff you have",
        "“VB003; many; 4”: enter whole numbers, like 12",
        "“VB002”: write the code, a comma, how many are trained, a comma, and how many staff there are",
    ]
    assert typed(page, "lines").split() == ["VB999,", "1,", "2", "VB002,", "3,", "2", "VB003;", "many;", "4", "VB002"]
    assert counts(sites[0]) == (19, 20)


def test_a_service_that_came_to_its_council_with_an_account_answers_itself() -> None:
    leeds = group("Leeds City Council", "LE01", OrganisationKind.COUNCIL)
    sites = many_sites(leeds, 2)
    with acting_for(leeds):
        GroupSite.objects.filter(site=sites[1]).update(how=GroupSite.How.ACCEPTED)
    page = browser(administrator_of(leeds)).post(address(leeds), {"lines": "VB001 1 1\nVB002 1 1"})

    assert refusals(page) == ["“VB002 1 1”: only the people of Home 2 can answer for it"]
    assert [counts(site) for site in sites] == [(1, 1), None]


def test_a_viewer_reads_and_changes_nothing(fern: Organisation, sites: list[Organisation]) -> None:
    vera = browser(f.member(fern, Role.VIEWER, "Vera"))

    assert buttons(vera.get(address(fern))) == []
    assert vera.post(address(fern), {"lines": "VB001 1 1"}).status_code == 403
    assert counts(sites[0]) is None
