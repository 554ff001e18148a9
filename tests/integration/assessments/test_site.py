"""One service of a group, and taking it out."""

from datetime import date

import pytest
from django.urls import reverse

from organisations.models import GroupSite, Organisation
from organisations.permissions import Role
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories import groups as g
from tests.integration.assessments import grouping
from tests.integration.assessments.reading import browser, elements, links, press, refusals, summary, text, words
from tests.integration.organisations.reading import verbs

pytestmark = pytest.mark.django_db
OUT = {"leaves_on_day": "22", "leaves_on_month": "11", "leaves_on_year": "2026", "why": "sold"}


@pytest.fixture(autouse=True)
def _that_day(that_day):
    return that_day


@pytest.fixture
def elm(fern: Organisation) -> Organisation:
    return g.site_of(fern)


def address(name: str = "site", code: str = "VA101") -> str:
    return reverse(f"assessments:{name}", args=["AB01", code])


def link_of(fern: Organisation) -> GroupSite:
    with acting_for(fern):
        return GroupSite.objects.get()


def test_it_says_where_the_service_is_and_leads_to_its_own_pages(grace, elm):
    page = grace.get(address())

    assert summary(page) == {
        "Where it is": "Leeds (VA101)",
        "Form": "Not decided",
        "Is all true there?": "Not asked",
        "Its standard today": "Signed up, not published",
        "In your group since": "22 November 2026",
    }
    assert press(page) == "Open its own pages"
    assert links(page)["Open its own pages"] == "/o/VA101/"
    assert "Nobody there can sign in yet." in words(page)


def test_the_code_may_be_typed_in_small_letters(grace, elm):
    assert grace.get(address(code="va101")).status_code == 200


def test_it_says_who_runs_it_and_who_was_invited(grace, elm):
    grouping.manager_of_site(elm, "Mina")
    grace.post(reverse("assessments:invite_managers", args=["AB01"]), {"lines": "VA101, tom@x.org", "press": "send"})

    page = grace.get(address())

    lines = [text(line) for found in elements(page, "ul", cls="nhsuk-list") for line in found.children]
    assert lines == ["Mina: answer questions", "tom@x.org (invited): answer questions"]


def test_it_shows_what_is_different_there(grace, fern, elm):
    grouping.same_everywhere(fern)
    grouping.shared(fern, "1.1.1")
    grouping.replied(fern, elm, different="1.1.1")

    page = grace.get(address())

    assert "Stuck Something is different there." in words(page)
    assert "We use paper here" in words(page)


@pytest.mark.parametrize("role", Role)
def test_what_a_role_is_offered(fern, elm, role):
    page = browser(f.member(fern, role)).get(address())

    assert ("Take it out of the group" in links(page)) is (role is Role.ADMINISTRATOR)
    assert ("Invite its manager" in links(page)) is (role is Role.ADMINISTRATOR)


@pytest.mark.parametrize("name", ["site", "leave_site"])
def test_what_is_no_service_of_the_group_is_not_there(grace, elm, name):
    f.organisation("VA001")
    g.site_of(g.group("Moss Homes", "AB03", by=f.person("Ravi")), "VA301", "Bay House")

    for code in ("VA001", "VA301", "AB01", "ZZ999"):
        assert grace.get(address(name, code)).status_code == 404, code


def test_taking_it_out_warns_and_takes_the_day_and_the_reason(grace, fern, elm):
    page = grace.get(address("leave_site"))

    assert "What you have published counts for it until the day before." in words(page)
    assert "It keeps the answers it got from you." in words(page)

    done = grace.post(address("leave_site"), OUT, follow=True)

    assert "Elm View has left your group." in words(done)
    link = link_of(fern)
    assert (link.state, link.left_on, link.left_why) == ("ended", date(2026, 11, 21), "sold")
    assert grace.get(address()).status_code == 404
    assert "left-group" in verbs(elm)


@pytest.mark.parametrize(
    ("sent", "refusal"),
    [
        ({"leaves_on_day": "", "leaves_on_month": "", "leaves_on_year": ""}, "Enter the day it leaves"),
        ({"leaves_on_day": "23"}, "The day it leaves must be today or before. Come back on that day"),
        ({"leaves_on_day": "21"}, "The day it leaves must not be before the day it joined your group"),
        ({"leaves_on_day": "31"}, "The day it leaves must be a real date"),
        ({"why": ""}, "Choose why it leaves"),
    ],
)
def test_a_refusal_says_what_to_do(grace, fern, elm, sent, refusal):
    page = grace.post(address("leave_site"), {**OUT, **sent})

    assert refusals(page) == [refusal]
    assert link_of(fern).state == "active"


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.VIEWER])
def test_only_administrators_take_a_service_out(fern, elm, role):
    client = browser(f.member(fern, role))

    assert client.get(address("leave_site")).status_code == 403
    assert client.post(address("leave_site"), OUT).status_code == 403
    assert link_of(fern).state == "active"
