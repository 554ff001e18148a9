"""The group asks its managers, sees who has replied, and where services differ (R74)."""

import pytest

from assessments.models import SiteDifference, SiteReply
from organisations.models import Organisation, OutgoingMail, User
from organisations.permissions import Role
from organisations.post import post_room
from organisations.tenancy import acting_for
from tests import factories as f
from tests.factories.assessments import manager_of
from tests.factories.groups import administrator_of, group, many_sites
from tests.factories.sharing import form_of, people_at, shared
from tests.integration.assessments.reading import browser, buttons, elements, links, of_year, press, text, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]


@pytest.fixture
def fern() -> Organisation:
    return group()


@pytest.fixture
def grace(fern: Organisation) -> User:
    return administrator_of(fern)


@pytest.fixture
def sites(fern: Organisation) -> list[Organisation]:
    sites = many_sites(fern, 4)
    people_at(sites[:3])
    return sites


def says(fern: Organisation, site: Organisation, **different: str) -> None:
    """Let a site reply: all true, or what is different."""
    told = {"organisation": site, "group": fern, "year": form_of(fern).year, "said_at": f.NOW}
    by = administrator_of(fern)
    with acting_for(site):
        SiteReply.objects.create(reply="different" if different else "true-here", said_by=by, **told)
        for ref, because in different.items():
            SiteDifference.objects.create(ref=ref[1:].replace("_", "."), because=because, version=1, said_by=by, **told)


def mails() -> list[str]:
    with post_room():
        return sorted(OutgoingMail.objects.filter(kind="agree_request").values_list("recipient", flat=True))


def test_first_something_must_be_shared(fern: Organisation, grace: User, sites: list[Organisation]) -> None:
    page = browser(grace).get(of_year(form_of(fern), "agreeing"))

    assert press(page) == "Share your answers"


def test_one_press_asks_everybody_who_has_not_replied(
    fern: Organisation, grace: User, sites: list[Organisation]
) -> None:
    form = shared(fern, "1.1.5", choice="yes", text="Priya")
    says(fern, sites[0])
    client, address = browser(grace), of_year(form, "agreeing")
    page = client.get(address)
    assert "1 of 4 services agreed. 0 said something is different. 3 did not reply yet." in words(page)
    assert press(page) == "Ask 2 managers"

    page = client.post(address, follow=True)
    assert "2 asked. 1 have nobody who can sign in." in words(page)
    assert links(page)["Invite your managers"].endswith("/invite/")
    assert "You last asked on 22 November 2026 at 12:42pm." in words(page)
    client.post(address)
    assert mails() == sorted(manager_of(site).email for site in sites[1:3])  # once a day, however often it is pressed


def test_the_list_begins_with_who_needs_somebody(fern: Organisation, grace: User, sites: list[Organisation]) -> None:
    form = shared(fern, "1.1.5", choice="yes", text="Priya")
    says(fern, sites[0])
    says(fern, sites[2], _1_1_5="Tom is")

    rows = [text(row) for row in elements(browser(grace).get(of_year(form, "agreeing")), "tr")][1:]
    assert rows == [
        "Home 3 Something is different",
        "Home 2 No reply yet",
        "Home 4 No reply yet Nobody can sign in yet",
        "Home 1 Agreed",
    ]


def test_the_grid_shows_what_was_said(fern: Organisation, grace: User, sites: list[Organisation]) -> None:
    form = shared(fern, "1.1.5", "1.3.1", choice="yes", text="Priya")
    says(fern, sites[0], _1_1_5="Tom is")
    says(fern, sites[1], _1_1_5="Jo is", _1_3_1="We have none")
    page = browser(grace).get(of_year(form, "differences"))

    assert "2 services say that 3 answers are different there." in words(page)
    rows = [text(row) for row in elements(page, "tr")][1:]
    assert [row.split(" Home ")[1] for row in rows if "Home" in row][-1] == "2 We have none" or "Home 2" in rows[0]
    assert len(rows) == 3
    assert links(page)["Change the answer: Who is in charge of data"] == of_year(form, "shared_answer", "1.1.5")
    told = browser(grace).get(of_year(form, "shared_answer", "1.1.5"))
    assert "Home 1 Tom is Home 2 Jo is" in words(told)


def test_no_difference_says_so(fern: Organisation, grace: User, sites: list[Organisation]) -> None:
    form = shared(fern, "1.1.5", choice="yes", text="Priya")

    assert "No service says that something is different." in words(browser(grace).get(of_year(form, "differences")))


def test_a_viewer_asks_nobody(fern: Organisation, sites: list[Organisation]) -> None:
    form = shared(fern, "1.1.5", choice="yes", text="Priya")
    vera = browser(f.member(fern, Role.VIEWER, "Vera"))

    assert buttons(vera.get(of_year(form, "agreeing"))) == []
    assert vera.post(of_year(form, "agreeing")).status_code == 403
    assert mails() == []
